"""A spreadsheet on its way in: read, shown, approved, applied, and taken back if need be."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import HasilBaris, JenisPegawai, StatusImpor, TabelImpor
from binawidya.organisasi.models.lembar_masuk import BarisMasuk, LembarMasuk, lembar_path, nama_pengguna
from binawidya.organisasi.policy import scope_q
from binawidya.umum.history import track

if TYPE_CHECKING:
    from binawidya.organisasi.models.user import User


_path = lembar_path  # the name that migrations know


class ImporQuerySet(models.QuerySet["Impor"]):
    def visible_to(self, user: "User", act: str = "impor.read") -> "ImporQuerySet":
        """Imports into units that the user administers."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))


@track()
class PemetaanKolom(models.Model):
    """What the columns of one kind of spreadsheet mean, once somebody has said so.

    Known again by its headings, in whatever order they stand; holds for imports into the unit and those below it.
    """

    unit_kerja = models.ForeignKey("organisasi.UnitKerja", on_delete=models.PROTECT, related_name="pemetaan_kolom")
    sidik = models.CharField(max_length=64)
    pemetaan = models.JSONField(_("pemetaan"))
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at", "pk"]
        verbose_name = _("pemetaan kolom")
        constraints = [models.UniqueConstraint(fields=["unit_kerja", "sidik"], name="pemetaankolom_sekali")]

    def __str__(self) -> str:
        return self.sidik[:8]

    @property
    def penyimpan(self) -> str:
        """Name of the person who said it."""
        return nama_pengguna(self.oleh)


class Impor(LembarMasuk):
    """One uploaded roster. ``unit_kerja`` bounds what its rows may touch."""

    unit_kerja = models.ForeignKey("organisasi.UnitKerja", on_delete=models.PROTECT, related_name="impor")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="impor")
    berlaku_mulai = models.DateField(_("berlaku mulai"))
    jumlah_selesai = models.PositiveIntegerField(default=0)
    pemetaan = models.ForeignKey(PemetaanKolom, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[ImporQuerySet] = ImporQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("impor")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[StatusImpor.SELESAI, StatusImpor.MENGURUNGKAN, StatusImpor.DIURUNGKAN])
                | Q(selesai_at__isnull=False),
                name="impor_selesai_bertanggal",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusImpor.DIURUNGKAN)
                | Q(diurungkan_at__isnull=False, diurungkan_oleh__isnull=False),
                name="impor_diurungkan_bertanggal",
            ),
        ]


class ImporBuatan(models.Model):
    """The rows that an import made, by their keys: a whole import in one row, so that it costs next to nothing."""

    impor = models.OneToOneField(Impor, on_delete=models.CASCADE, primary_key=True, related_name="buatan")
    pegawai: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)
    penempatan: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)
    jabatan: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)
    status: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list)

    def __str__(self) -> str:
        return f"{self.impor_id}"


class ImporPembalik(models.Model):
    """A row as it was before an import changed it."""

    impor = models.ForeignKey(Impor, on_delete=models.CASCADE, related_name="pembalik")
    tabel = models.CharField(max_length=10, choices=TabelImpor)
    objek = models.BigIntegerField()
    sebelum = models.JSONField()

    class Meta:
        ordering = ["impor", "tabel", "objek"]
        constraints = [models.UniqueConstraint(fields=["impor", "tabel", "objek"], name="imporpembalik_sekali")]

    def __str__(self) -> str:
        return f"{self.tabel} {self.objek}"


class ImporBaris(BarisMasuk):
    """One row of the sheet: what was understood, what it would change, or why it is refused.

    What applying needs stands in columns of its own, filled only where the row changes something: a text column that
    is empty and a key that is missing mean nothing.
    """

    # Written by the hundred thousand: no look-up of the import for each row, and no index beside that of the number.
    impor = models.ForeignKey(
        Impor, on_delete=models.CASCADE, related_name="baris", db_constraint=False, db_index=False
    )
    nip = models.CharField(max_length=60, blank=True, default="")
    nama = models.CharField(max_length=200, blank=True, default="")
    # The person as the row has them, and a fingerprint of what the preview saw; no key while unknown.
    pegawai = models.BigIntegerField(null=True, blank=True)
    sidik = models.CharField(max_length=24, blank=True, default="")
    gelar_depan = models.CharField(max_length=50, blank=True, default="")
    gelar_belakang = models.CharField(max_length=80, blank=True, default="")
    jenis_pegawai = models.CharField(max_length=20, blank=True, default="")
    status = models.CharField(max_length=10, blank=True, default="")
    golongan = models.CharField(max_length=5, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    tempat_lahir = models.CharField(max_length=80, blank=True, default="")
    nik = models.CharField(max_length=16, blank=True, default="")
    telepon = models.CharField(max_length=20, blank=True, default="")
    tmt_golongan = models.CharField(max_length=10, blank=True, default="")
    pendidikan = models.CharField(max_length=10, blank=True, default="")
    jurusan = models.CharField(max_length=120, blank=True, default="")
    tahun_lulus = models.CharField(max_length=4, blank=True, default="")
    # What happens to the post.
    cara = models.CharField(max_length=10, blank=True, default="")
    pos = models.BigIntegerField(null=True, blank=True)
    unit = models.BigIntegerField(null=True, blank=True)
    unit_nama = models.CharField(max_length=200, blank=True, default="")
    jabatan = models.CharField(max_length=200, blank=True, default="")
    jenis_jabatan = models.CharField(max_length=20, blank=True, default="")
    memimpin = models.BooleanField(default=False)
    atasan = models.CharField(max_length=18, blank=True, default="")
    mulai = models.DateField(null=True, blank=True)
    selesai = models.DateField(null=True, blank=True)
    dasar = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        ordering = ["impor", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["impor", "nomor"], name="imporbaris_nomor_sekali"),
            models.CheckConstraint(
                condition=~Q(hasil=HasilBaris.DITOLAK) | ~Q(alasan=[]), name="imporbaris_ditolak_beralasan"
            ),
        ]
        indexes = [models.Index(fields=["impor", "hasil", "nomor"], name="imporbaris_hasil")]

    @property
    def rincian(self) -> str:
        """A new person in one line: kind, title, unit."""
        kind = dict(JenisPegawai.choices).get(self.jenis_pegawai, "")
        return ", ".join(str(part) for part in (kind, self.jabatan, self.unit_nama) if part)
