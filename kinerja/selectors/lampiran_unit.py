"""The annex of the report of a unit: the indicators of the units directly below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from binawidya.organisasi.models import Periode, UnitKerja
from indikator.models import Capaian, TargetIndikator


@dataclass(frozen=True, slots=True)
class IndikatorBawah:
    """One unit with its targets and their stored capaian; ``None`` until the scores were computed."""

    unit: UnitKerja
    indikator: tuple[tuple[TargetIndikator, Capaian | None], ...]


def indikator_bawah(units: Sequence[UnitKerja], periode: Periode) -> tuple[IndikatorBawah, ...]:
    """Units that promised something, in the given order. Two queries for any number of units."""
    targets: dict[int, list[TargetIndikator]] = {}
    found = TargetIndikator.objects.berlaku(periode.tahun).filter(unit_kerja__in=units, pegawai=None)
    for target in found.select_related("indikator").order_by("indikator__kode", "pk"):
        targets.setdefault(target.unit_kerja_id, []).append(target)
    every = [target for rows in targets.values() for target in rows]
    figures = {row.target_id: row for row in Capaian.objects.filter(periode=periode, target__in=every)}
    return tuple(
        IndikatorBawah(unit, tuple((target, figures.get(target.pk)) for target in targets[unit.pk]))
        for unit in units
        if unit.pk in targets
    )
