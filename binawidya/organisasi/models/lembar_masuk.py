"""What every spreadsheet on its way in has: the file, its state, and rows that say what they would change."""

from datetime import datetime, timedelta
from pathlib import PurePosixPath
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.umum.stored_file import LocalFileField

if TYPE_CHECKING:
    from binawidya.organisasi.models.user import User

BATAS_URUNG: Final = timedelta(days=1)


def lembar_path(impor: Any, filename: str) -> str:
    """A name that says nothing and is never taken from outside."""
    suffix = PurePosixPath(filename).suffix.lower()
    return f"impor/{token_hex(16)}{suffix if suffix in {'.xlsx', '.csv', '.xls', '.ods'} else ''}"


def nama_pengguna(user: "User") -> str:
    """The name of a person; a technical account has only its login."""
    pegawai = getattr(user, "pegawai", None)
    return pegawai.nama if pegawai else user.username


class LembarMasuk(models.Model):
    """One uploaded sheet. Each kind adds ``unit_kerja``, which bounds what its rows may touch, and ``oleh``."""

    berkas = LocalFileField(upload_to=lembar_path)
    nama_berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=12, choices=StatusImpor, default=StatusImpor.DIBACA)
    lewati_ditolak = models.BooleanField(default=False)
    pesan = models.TextField(blank=True, default="")
    jumlah_baris = models.PositiveIntegerField(default=0)
    ringkasan = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    selesai_at = models.DateTimeField(null=True, blank=True)
    diurungkan_at = models.DateTimeField(null=True, blank=True)
    diurungkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def pengunggah(self) -> str:
        """Name of the person who uploaded it."""
        return nama_pengguna(self.oleh)  # type: ignore[attr-defined]

    @property
    def pengurung(self) -> str:
        """Name of the person who took it back."""
        return nama_pengguna(self.diurungkan_oleh) if self.diurungkan_oleh else ""

    @property
    def urung_sampai(self) -> datetime | None:
        """Until when it can be taken back; nothing while it was not applied."""
        return self.selesai_at + BATAS_URUNG if self.selesai_at else None

    @property
    def berjalan(self) -> bool:
        """Whether a worker is at it or should be."""
        return self.status in {StatusImpor.DIBACA, StatusImpor.DITERAPKAN, StatusImpor.MENGURUNGKAN}


class BarisMasuk(models.Model):
    """One row: its number in the sheet, what becomes of it, what it would change, or why it is refused."""

    nomor = models.PositiveIntegerField()
    hasil = models.CharField(max_length=10, choices=HasilBaris)
    sel = models.JSONField(_("isi sel yang ditolak"), default=dict)
    beda = models.JSONField(default=list)
    alasan = models.JSONField(default=list)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.nomor}: {self.hasil}"
