"""What came back to a person, of every month, with its reason."""

from django.db.models import QuerySet

from binawidya.organisasi.enums import PERIODE_MENERIMA_ISIAN
from indikator.enums import StatusRealisasi
from indikator.models import Realisasi


def dikembalikan(pegawai_id: int) -> QuerySet[Realisasi]:
    """Entries that wait to be corrected: of open months first, latest decision first."""
    return (
        Realisasi.objects.filter(target__pengisi=pegawai_id, status=StatusRealisasi.DIKEMBALIKAN)
        .filter(periode__status__in=PERIODE_MENERIMA_ISIAN)
        .select_related("target__indikator", "target__unit_kerja", "periode", "diverifikasi_oleh__pegawai")
        .order_by("periode__tahun", "periode__bulan", "-diverifikasi_at", "pk")
    )
