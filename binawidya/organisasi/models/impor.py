"""A spreadsheet on its way in: read, shown, approved, applied."""

from pathlib import PurePosixPath
from secrets import token_hex
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import HasilBaris, JenisPegawai, StatusImpor
from binawidya.organisasi.policy import scope_q

if TYPE_CHECKING:
    from binawidya.organisasi.models.user import User


def _path(impor: "Impor", filename: str) -> str:
    suffix = PurePosixPath(filename).suffix.lower()
    return f"impor/{token_hex(16)}{suffix if suffix in {'.xlsx', '.csv', '.xls', '.ods'} else ''}"


class ImporQuerySet(models.QuerySet["Impor"]):
    def visible_to(self, user: "User", act: str = "impor.read") -> "ImporQuerySet":
        """Imports into units that the user administers."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))


class Impor(models.Model):
    """One uploaded roster. ``unit_kerja`` bounds what its rows may touch."""

    unit_kerja = models.ForeignKey("organisasi.UnitKerja", on_delete=models.PROTECT, related_name="impor")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="impor")
    berkas = models.FileField(upload_to=_path)
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    berlaku_mulai = models.DateField(_("berlaku mulai"))
    status = models.CharField(max_length=10, choices=StatusImpor, default=StatusImpor.DIBACA)
    lewati_ditolak = models.BooleanField(default=False)
    pesan = models.TextField(blank=True, default="")
    jumlah_baris = models.PositiveIntegerField(default=0)
    jumlah_selesai = models.PositiveIntegerField(default=0)
    ringkasan = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    selesai_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ImporQuerySet] = ImporQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("impor")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=StatusImpor.SELESAI) | Q(selesai_at__isnull=False), name="impor_selesai_bertanggal"
            )
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def pengunggah(self) -> str:
        """Name of the person who uploaded it; a technical account has only its login."""
        pegawai = getattr(self.oleh, "pegawai", None)
        return pegawai.nama if pegawai else self.oleh.username

    @property
    def berjalan(self) -> bool:
        """Whether a worker is at it or should be."""
        return self.status in {StatusImpor.DIBACA, StatusImpor.DITERAPKAN}


class ImporBaris(models.Model):
    """One row of the sheet: what was understood, what it would change, or why it is refused."""

    impor = models.ForeignKey(Impor, on_delete=models.CASCADE, related_name="baris")
    nomor = models.PositiveIntegerField()
    hasil = models.CharField(max_length=10, choices=HasilBaris)
    nip = models.CharField(max_length=60, blank=True, default="")
    nama = models.CharField(max_length=200, blank=True, default="")
    data = models.JSONField(default=dict)
    beda = models.JSONField(default=list)
    alasan = models.JSONField(default=list)

    class Meta:
        ordering = ["impor", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["impor", "nomor"], name="imporbaris_nomor_sekali"),
            models.CheckConstraint(
                condition=~Q(hasil=HasilBaris.DITOLAK) | ~Q(alasan=[]), name="imporbaris_ditolak_beralasan"
            ),
        ]
        indexes = [models.Index(fields=["impor", "hasil", "nomor"], name="imporbaris_hasil")]

    def __str__(self) -> str:
        return f"{self.nomor}: {self.hasil}"

    @property
    def rincian(self) -> str:
        """A new person in one line: kind, title, unit."""
        kind = dict(JenisPegawai.choices).get(self.data.get("jenis_pegawai"), "")
        parts = [kind, self.data.get("jabatan"), self.data.get("unit_nama")]
        return ", ".join(str(part) for part in parts if part)
