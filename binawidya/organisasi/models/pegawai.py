"""People."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import PANGKAT, JenisKelamin, JenisPegawai, Pendidikan, StatusPegawai
from binawidya.organisasi.models.penempatan import Penempatan
from binawidya.organisasi.nip import PANJANG, format_nip, mask_nip
from binawidya.organisasi.policy import scope_paths
from binawidya.umum.dates import today
from binawidya.umum.history import track

if TYPE_CHECKING:
    from binawidya.organisasi.models.user import User


def _reach(user: "User", act: str) -> Any:
    """The people on whom the user may do ``act`` today as a condition; empty where there is none."""
    lingkup = user.lingkup
    scope = scope_paths(act, lingkup)
    reach: Any = Q()
    if scope.own and lingkup.pegawai_id:
        reach |= Q(pk=lingkup.pegawai_id)
    if scope.below and lingkup.bawahan:
        reach |= Q(pk__in=[*lingkup.bawahan])
    if scope.paths:
        reach |= Exists(
            Penempatan.objects.on(today()).filter(
                pegawai=OuterRef("pk"), unit_kerja__jalur__overlap=sorted(scope.paths)
            )
        )
    return reach


class PegawaiQuerySet(models.QuerySet["Pegawai"]):
    def visible_to(self, user: "User", act: str = "pegawai.read") -> "PegawaiQuerySet":
        """People on whom the user may do ``act``, by the posts they hold today."""
        reach = _reach(user, act)
        return self.filter(reach) if reach else self.none()

    def known_to(self, user: "User", act: str = "pegawai.read") -> "PegawaiQuerySet":
        """Like :meth:`visible_to`, and people without a post today: by their last post, or the first that comes.

        For one person or a few: over a whole list it costs more than the posts of today alone.
        """
        paths = scope_paths(act, user.lingkup).paths
        if not paths:
            return self.visible_to(user, act)
        others = Penempatan.objects.filter(pegawai=OuterRef("pegawai"))
        last = Penempatan.objects.filter(
            ~Exists(others.on(today())),
            ~Exists(others.filter(tmt_mulai__gt=OuterRef("tmt_mulai"))),
            pegawai=OuterRef("pk"),
            unit_kerja__jalur__overlap=sorted(paths),
        )
        # Two conditions on the row itself, no list of everybody in reach: for a few people it costs next to nothing.
        return self.filter(_reach(user, act) | Q(Exists(last)))

    def search(self, text: str) -> "PegawaiQuerySet":
        """By part of the name, or by NIP with or without spaces."""
        text = " ".join(text.split())
        if not text:
            return self
        digits = text.replace(" ", "")
        if digits.isascii() and digits.isdigit():
            # Every NIP has as many digits, so those that begin alike lie side by side in the index that is unique.
            return self.filter(nip__gte=digits.ljust(PANJANG, "0"), nip__lte=digits.ljust(PANJANG, "9"))
        return self.filter(nama__icontains=text)


@track()
class Pegawai(models.Model):
    """A civil servant. Where and under whom somebody works is never here but in Penempatan."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="pegawai"
    )
    nip = models.CharField(_("NIP"), max_length=18, unique=True)
    nama = models.CharField(_("nama"), max_length=150)
    gelar_depan = models.CharField(_("gelar depan"), max_length=50, blank=True, default="")
    gelar_belakang = models.CharField(_("gelar belakang"), max_length=80, blank=True, default="")
    jenis_pegawai = models.CharField(_("jenis pegawai"), max_length=20, choices=JenisPegawai, default=JenisPegawai.PNS)
    status = models.CharField(_("status"), max_length=10, choices=StatusPegawai, default=StatusPegawai.AKTIF)
    golongan = models.CharField(_("golongan"), max_length=5, blank=True, default="")
    jenis_kelamin = models.CharField(_("jenis kelamin"), max_length=1, choices=JenisKelamin)
    tanggal_lahir = models.DateField(_("tanggal lahir"))
    tempat_lahir = models.CharField(_("tempat lahir"), max_length=80, blank=True, default="", db_default="")
    nik = models.CharField(_("NIK"), max_length=16, blank=True, default="", db_default="")
    telepon = models.CharField(_("telepon"), max_length=20, blank=True, default="", db_default="")
    email = models.EmailField(_("surel"), blank=True, default="")
    tmt_golongan = models.DateField(_("TMT golongan"), null=True, blank=True)
    pendidikan = models.CharField(
        _("pendidikan"), max_length=10, choices=Pendidikan, blank=True, default="", db_default=""
    )
    jurusan = models.CharField(_("jurusan"), max_length=120, blank=True, default="", db_default="")
    tahun_lulus = models.PositiveSmallIntegerField(_("tahun lulus"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[PegawaiQuerySet] = PegawaiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["nama", "pk"]
        verbose_name = _("pegawai")
        indexes = [
            models.Index(fields=["nama", "id"], name="pegawai_nama_urut"),
            models.Index(fields=["status", "nama", "id"], name="pegawai_status_urut"),
            models.Index(fields=["golongan", "nama", "id"], name="pegawai_golongan_urut"),
            GinIndex(OpClass(Upper("nama"), name="gin_trgm_ops"), name="pegawai_nama_cari"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(nip__regex=r"^[0-9]{18}\Z"),
                name="pegawai_nip_18_angka",
                violation_error_message=_("NIP terdiri atas 18 angka."),
            ),
            models.CheckConstraint(
                condition=Q(nik="") | Q(nik__regex=r"^[0-9]{16}\Z"),
                name="pegawai_nik_16_angka",
                violation_error_message=_("NIK terdiri atas 16 angka."),
            ),
            models.CheckConstraint(
                condition=Q(tahun_lulus=None) | Q(tahun_lulus__gte=1950, tahun_lulus__lte=2100),
                name="pegawai_tahun_lulus_wajar",
                violation_error_message=_("Tahun lulus antara 1950 dan 2100."),
            ),
        ]

    def __str__(self) -> str:
        return self.nama_lengkap

    @property
    def nama_lengkap(self) -> str:
        """Name with titles, as on documents."""
        depan = f"{self.gelar_depan} " if self.gelar_depan else ""
        belakang = f", {self.gelar_belakang}" if self.gelar_belakang else ""
        return f"{depan}{self.nama}{belakang}"

    @property
    def inisial(self) -> str:
        """Two letters for the avatar."""
        words = [word for word in self.nama.split() if word[0].isalpha()]
        letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
        return "".join(letters).upper()

    @property
    def nip_tercetak(self) -> str:
        """The NIP as printed, for those who need it whole."""
        return format_nip(self.nip)

    @property
    def nip_tersamar(self) -> str:
        """The NIP for everybody else."""
        return mask_nip(self.nip)

    @property
    def pangkat(self) -> str:
        """``Penata (III/c)``; PPPK have a golongan only."""
        nama = PANGKAT.get(self.golongan)
        if nama:
            return f"{nama} ({self.golongan})"
        return f"Golongan {self.golongan}" if self.golongan else ""
