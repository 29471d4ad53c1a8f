"""A survey, with the elements it asks as its own copy: what was asked stays what it was."""

from datetime import date
from secrets import choice
from typing import TYPE_CHECKING, ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja, User
from binawidya.organisasi.policy import scope_q
from binawidya.umum.dates import nama_bulan
from binawidya.umum.history import track
from indikator.models import Indikator
from survei.enums import (
    PALING_BANYAK_UNSUR,
    PANJANG_PERIODE,
    ROMAWI,
    SELESAI,
    TRANSISI_SURVEI,
    Demografi,
    JenisPeriode,
    StatusSurvei,
    Tampilan,
)
from survei.models.layanan import Layanan

if TYPE_CHECKING:
    from typing import Self

    from survei.models.hasil import HasilSurvei

# Letters and digits that nobody confuses on a poster or over a telephone.
HURUF_KODE: Final = "abcdefghjkmnpqrstuvwxyz23456789"
PANJANG_KODE: Final = 6


def kode_baru() -> str:
    """A short address that cannot be guessed from another one."""
    return "".join(choice(HURUF_KODE) for _place in range(PANJANG_KODE))


class SurveiQuerySet(models.QuerySet["Survei"]):
    def visible_to(self, user: User, act: str = "survei.read") -> "Self":
        """Surveys of units on which the user may do ``act``."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))

    def selesai(self) -> "Self":
        """Closed, published or not."""
        return self.filter(status__in=SELESAI)


@track()
class Survei(models.Model):
    """One round: a service or a whole unit, a period, and how it is asked.

    ``banyak_unsur`` is the number of answers that every response must have; the database refuses any other.
    """

    kode = models.CharField(_("alamat pendek"), max_length=12, unique=True, default=kode_baru, editable=False)
    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="survei", verbose_name=_("unit penyelenggara")
    )
    layanan = models.ForeignKey(
        Layanan, on_delete=models.PROTECT, null=True, blank=True, related_name="survei", verbose_name=_("layanan")
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, null=True, blank=True, related_name="survei", verbose_name=_("indikator")
    )
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    jenis_periode = models.CharField(
        _("jenis periode"), max_length=10, choices=JenisPeriode, default=JenisPeriode.TRIWULAN
    )
    ke = models.PositiveSmallIntegerField(_("periode ke"), default=1)
    buka = models.DateField(_("dibuka mulai"))
    tutup = models.DateField(_("dibuka sampai"))
    tampilan = models.CharField(_("tampilan"), max_length=10, choices=Tampilan, default=Tampilan.SATU)
    inggris = models.BooleanField(_("juga dalam bahasa Inggris"), default=True)
    wajib_token = models.BooleanField(_("hanya dengan kode sekali pakai"), default=False)
    demografi: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=20, choices=Demografi), verbose_name=_("data responden"), default=list, blank=True
    )
    pertanyaan_bebas: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=200), verbose_name=_("pertanyaan bebas"), default=list, blank=True
    )
    # In the same order; empty where the form stays with the Indonesian question.
    pertanyaan_bebas_en: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=200), verbose_name=_("pertanyaan bebas (Inggris)"), default=list, blank=True
    )
    populasi = models.PositiveIntegerField(_("pengguna layanan pada periode terakhir"), null=True, blank=True)
    banyak_unsur = models.PositiveSmallIntegerField(default=0, editable=False)
    status = models.CharField(_("status"), max_length=15, choices=StatusSurvei, default=StatusSurvei.DRAF)
    dibuat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="survei_dibuat")
    ditutup_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="survei_ditutup"
    )
    dipublikasikan_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[SurveiQuerySet] = SurveiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-buka", "-pk"]
        verbose_name = _("survei")
        constraints = [
            models.CheckConstraint(
                condition=Q(tutup__gte=F("buka")),
                name="survei_masa_urut",
                violation_error_message=_("Tanggal tutup mendahului tanggal buka."),
            ),
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name="survei_tahun_wajar"),
            models.CheckConstraint(
                condition=Q(jenis_periode=JenisPeriode.BULAN, ke__gte=1, ke__lte=12)
                | Q(jenis_periode=JenisPeriode.TRIWULAN, ke__gte=1, ke__lte=4)
                | Q(jenis_periode=JenisPeriode.SEMESTER, ke__gte=1, ke__lte=2)
                | Q(jenis_periode=JenisPeriode.TAHUN, ke=1),
                name="survei_periode_wajar",
                violation_error_message=_("Tahun itu tidak memiliki periode ini."),
            ),
            models.CheckConstraint(
                condition=Q(pertanyaan_bebas_en=[]) | Q(pertanyaan_bebas_en__len=F("pertanyaan_bebas__len")),
                name="survei_bebas_inggris_sebanyak",
                violation_error_message=_("Tulis pertanyaan bebas bahasa Inggris untuk semua, atau kosongkan."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatusSurvei.DRAF) | Q(banyak_unsur__gte=1, banyak_unsur__lte=PALING_BANYAK_UNSUR),
                name="survei_dibuka_berunsur",
                violation_error_message=_("Survei memerlukan paling sedikit satu unsur."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[StatusSurvei.DRAF, StatusSurvei.DIBUKA]) | Q(ditutup_oleh__isnull=False),
                name="survei_tutup_bernama",
            ),
            models.CheckConstraint(
                condition=Q(status=StatusSurvei.DIPUBLIKASIKAN, dipublikasikan_at__isnull=False)
                | ~Q(status=StatusSurvei.DIPUBLIKASIKAN),
                name="survei_terbit_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tentang}, {self.nama_periode}"

    @property
    def tentang(self) -> str:
        """The service, or the unit when the survey is about all of its services."""
        return self.layanan.nama if self.layanan is not None else self.unit_kerja.nama

    @property
    def nama_periode(self) -> str:
        """``Triwulan IV 2026``."""
        if self.jenis_periode == JenisPeriode.BULAN:
            return f"{nama_bulan(self.ke)} {self.tahun}"
        if self.jenis_periode == JenisPeriode.TAHUN:
            return __("Tahun %(tahun)s") % {"tahun": self.tahun}
        return f"{JenisPeriode(self.jenis_periode).label} {ROMAWI[self.ke - 1]} {self.tahun}"

    @property
    def bulan_akhir(self) -> int:
        """The month in which its result counts: the last one of its period."""
        return self.ke * PANJANG_PERIODE[JenisPeriode(self.jenis_periode)]

    @property
    def hasil_terakhir(self) -> "HasilSurvei | None":
        """The newest result where a list has fetched it along."""
        found: list[HasilSurvei] = getattr(self, "hasil_baru", [])
        return found[0] if found else None

    @property
    def draf(self) -> bool:
        return self.status == StatusSurvei.DRAF

    @property
    def dibuka(self) -> bool:
        return self.status == StatusSurvei.DIBUKA

    @property
    def selesai(self) -> bool:
        return self.status in SELESAI

    @property
    def terbit(self) -> bool:
        return self.status == StatusSurvei.DIPUBLIKASIKAN

    def boleh_menjadi(self, status: StatusSurvei) -> bool:
        """Whether the transition is in the table."""
        return status in TRANSISI_SURVEI[StatusSurvei(self.status)]

    def menerima(self, tanggal: date) -> bool:
        """Whether the public may answer on a day."""
        return self.dibuka and self.buka <= tanggal <= self.tutup


@track()
class Unsur(models.Model):
    """An element as one survey asks it. ``slug`` tells what it is, ``urutan`` where it stands and where its answer is.

    Which of complaint handling and facilities is the eighth differs between sources; the slug does not.
    """

    survei = models.ForeignKey(Survei, on_delete=models.PROTECT, related_name="unsur")
    slug = models.SlugField(_("kunci"), max_length=30)
    urutan = models.PositiveSmallIntegerField(_("urutan"))
    nama = models.CharField(_("unsur"), max_length=100)
    nama_en = models.CharField(max_length=100, blank=True, default="")
    pertanyaan = models.CharField(_("pertanyaan"), max_length=200)
    pertanyaan_en = models.CharField(max_length=200, blank=True, default="")
    bantuan = models.CharField(_("penjelasan"), max_length=200, blank=True, default="")
    bantuan_en = models.CharField(max_length=200, blank=True, default="")
    # From 1 (worst) to 4 (best).
    jawaban: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=60), size=4)
    jawaban_en: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=60), size=4, default=list, blank=True
    )

    class Meta:
        ordering = ["survei", "urutan"]
        verbose_name = _("unsur")
        constraints = [
            models.UniqueConstraint(fields=["survei", "slug"], name="unsur_sekali"),
            models.UniqueConstraint(
                fields=["survei", "urutan"], name="unsur_urutan_sekali", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(urutan__gte=1, urutan__lte=PALING_BANYAK_UNSUR),
                name="unsur_urutan_wajar",
                violation_error_message=_("Survei memuat paling banyak 20 unsur."),
            ),
            models.CheckConstraint(
                condition=Q(jawaban__len=4) & (Q(jawaban_en__len=4) | Q(jawaban_en=[])),
                name="unsur_empat_jawaban",
                violation_error_message=_("Tulis keempat pilihan jawaban."),
            ),
        ]

    def __str__(self) -> str:
        return self.nama
