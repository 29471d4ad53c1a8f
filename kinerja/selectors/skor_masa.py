"""Which score an evaluation rests on: the one place to change when scores of quarters and years are computed."""

from collections.abc import Collection

from kinerja.masa import Masa
from kinerja.models import SkorPegawai, SkorUnit


def skor_pegawai_masa(pegawai_ids: Collection[int], masa: Masa) -> dict[int, SkorPegawai]:
    """Scores of people by person: from January to the last month of the time. One query."""
    rows = SkorPegawai.objects.filter(
        pegawai__in=[*pegawai_ids], periode__tahun=masa.tahun, periode__bulan=masa.bulan_terakhir
    )
    return {row.pegawai_id: row for row in rows.select_related("periode")}


def skor_unit_masa(unit_ids: Collection[int], masa: Masa) -> dict[int, SkorUnit]:
    """Scores of units by unit, likewise. One query."""
    rows = SkorUnit.objects.filter(
        unit_kerja__in=[*unit_ids], periode__tahun=masa.tahun, periode__bulan=masa.bulan_terakhir
    )
    return {row.unit_kerja_id: row for row in rows.select_related("periode")}
