"""A year copied into the next: goals that go on, indicators still in use, their targets as drafts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import UnitKerja, User
from binawidya.umum.errors import ActRefused
from indikator.enums import StatusTarget
from indikator.models import Capaian, Indikator, Sasaran, TargetIndikator
from indikator.services.sasaran import hold_tree

# What a draft takes over from last year's target. Only what the table has.
_SAMA = ("indikator_id", "unit_kerja_id", "pegawai_id", "pengisi_id", "sumber", "target", "target_atas",
         "nilai_terburuk", "bulanan", "bulanan_atas", "bobot", "cascading", "tambahan", "aspek")  # fmt: skip


@dataclass(frozen=True, slots=True)
class RencanaSalin:
    """What copying would do, or did."""

    diperpanjang: int  # goals whose last year moves on
    target: int
    sudah_ada: int
    ditarik: int  # targets of indicators that are not used any more


def _goals(unit: UnitKerja, tahun: int) -> "list[Sasaran]":
    """Goals that end with the year although indicators in use hang on them or below them."""
    used = Indikator.objects.dipakai(date(tahun + 1, 1, 1)).filter(unit_kerja__jalur__contains=[unit.pk])
    paths = used.exclude(sasaran=None).values_list("sasaran__jalur", flat=True)
    needed = {pk for path in paths for pk in path}
    return [*Sasaran.objects.filter(pk__in=needed, tahun_selesai=tahun, alasan_tutup="").order_by("jalur__len", "pk")]


def _sources(unit: UnitKerja, tahun: int) -> "list[TargetIndikator]":
    rows = TargetIndikator.objects.filter(tahun=tahun, unit_kerja__jalur__contains=[unit.pk])
    return [*rows.filter(status=StatusTarget.DISETUJUI).select_related("indikator").order_by("pk")]


def _taken(rows: Iterable[TargetIndikator], tahun: int) -> set[tuple[int, int, int | None]]:
    existing = TargetIndikator.objects.filter(tahun=tahun, indikator__in={row.indikator_id for row in rows})
    return {*existing.values_list("indikator_id", "unit_kerja_id", "pegawai_id")}


def salin_plan(*, unit_kerja: UnitKerja, tahun: int) -> RencanaSalin:
    """What copying a year would do. Nothing is written."""
    rows = _sources(unit_kerja, tahun)
    first = date(tahun + 1, 1, 1)
    used = [row for row in rows if not row.indikator.ditarik_pada(first)]
    taken = _taken(rows, tahun + 1)
    new = [row for row in used if (row.indikator_id, row.unit_kerja_id, row.pegawai_id) not in taken]
    return RencanaSalin(len(_goals(unit_kerja, tahun)), len(new), len(used) - len(new), len(rows) - len(used))


@transaction.atomic
def rencana_copy(*, actor: User, unit_kerja: UnitKerja, tahun: int) -> RencanaSalin:
    """Copy a year of a unit and everything below it into the next one. A second run adds only what is missing.

    Goals in use that end with the year go on for one more. Approved targets become drafts; what was reached last
    year becomes their baseline.

    :raises ActRefused: there is nothing to copy.
    """
    hold_tree()
    rows = _sources(unit_kerja, tahun)
    plan = salin_plan(unit_kerja=unit_kerja, tahun=tahun)
    if not plan.target and not plan.diperpanjang:
        text = _("Tidak ada yang perlu disalin dari %(a)d ke %(b)d untuk %(unit)s.")
        raise ActRefused(text % {"a": tahun, "b": tahun + 1, "unit": unit_kerja.nama})
    goals = [goal.pk for goal in _goals(unit_kerja, tahun)]
    Sasaran.objects.filter(pk__in=goals).update(tahun_selesai=tahun + 1)
    first = date(tahun + 1, 1, 1)
    taken = _taken(rows, tahun + 1)
    new = [
        row
        for row in rows
        if not row.indikator.ditarik_pada(first) and (row.indikator_id, row.unit_kerja_id, row.pegawai_id) not in taken
    ]
    reached = _reached(new, tahun)
    made = TargetIndikator.objects.bulk_create([_draft(row, tahun + 1, reached.get(row.pk)) for row in new])
    _hand_down(dict(zip([row.pk for row in new], made, strict=True)), new)
    return plan


def _reached(rows: Iterable[TargetIndikator], tahun: int) -> dict[int, Decimal | None]:
    """The realisasi of the latest month that has a figure, by target."""
    figures = Capaian.objects.filter(target__in=[row.pk for row in rows], periode__tahun=tahun).exclude(realisasi=None)
    return dict(figures.order_by("periode__bulan").values_list("target_id", "realisasi"))


def _draft(row: TargetIndikator, tahun: int, baseline: Decimal | None) -> TargetIndikator:
    columns = {field.attname for field in TargetIndikator._meta.concrete_fields}
    values: dict[str, Any] = {name: getattr(row, name) for name in _SAMA if name in columns}
    if "cascading" in values:
        values["cascading"] = ""  # how it is handed down follows once the target above exists
    if "baseline" in columns:
        values["baseline"] = baseline
    return TargetIndikator(tahun=tahun, status=StatusTarget.DRAF, **values)


def _hand_down(made: dict[int, TargetIndikator], rows: Iterable[TargetIndikator]) -> None:
    """Let the new targets be handed down from each other as the old ones were."""
    changed = []
    for row in rows:
        above = made.get(row.induk_id or 0)
        if above is not None:
            made[row.pk].induk = above
            if hasattr(row, "cascading"):
                made[row.pk].cascading = row.cascading
            changed.append(made[row.pk])
    fields = ["induk", *(["cascading"] if changed and hasattr(changed[0], "cascading") else [])]
    if changed:
        TargetIndikator.objects.bulk_update(changed, fields)
