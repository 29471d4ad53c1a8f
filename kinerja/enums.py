"""Stored values of judgement."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JenisDokumen(TextChoices):
    LAPORAN_UNIT = "laporan_unit", _("Laporan Evaluasi Kinerja Unit")
    LAPORAN_PEGAWAI = "laporan_pegawai", _("Laporan Kinerja Pegawai")


class StatusDokumen(TextChoices):
    DIMINTA = "diminta", _("Sedang dibuat")
    SELESAI = "selesai", _("Siap diunduh")
    GAGAL = "gagal", _("Tidak dapat dibuat")


TRANSISI_DOKUMEN: Final[Mapping[StatusDokumen, frozenset[StatusDokumen]]] = {
    StatusDokumen.DIMINTA: frozenset({StatusDokumen.SELESAI, StatusDokumen.GAGAL}),
    StatusDokumen.SELESAI: frozenset(),
    StatusDokumen.GAGAL: frozenset({StatusDokumen.DIMINTA}),
}
