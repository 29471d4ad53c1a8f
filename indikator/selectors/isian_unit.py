"""The month of a whole unit, for an operator's workbook: every row that may be filled in by hand."""

from collections.abc import Collection

from django.db.models import Count, Q

from binawidya.organisasi.models import Periode, UnitKerja, User
from indikator.enums import SumberData
from indikator.models import KebijakanSkor, Realisasi, TargetIndikator
from indikator.permissions import can_update_realisasi
from indikator.selectors.isian import Baris, Lembar, sheet_of, targets_due
from indikator.selectors.riwayat import nilai_bulan


def _due(user: User, unit: UnitKerja, periode: Periode) -> "list[TargetIndikator]":
    mine = TargetIndikator.objects.visible_to(user, "realisasi.update").filter(unit_kerja__jalur__contains=[unit.pk])
    rows = targets_due(Q(pk__in=mine.values("pk")), periode).filter(sumber=SumberData.ISIAN, pengisi__isnull=False)
    return [
        *rows.select_related("indikator", "unit_kerja", "pengisi").order_by("pengisi__nama", "indikator__kode", "pk")
    ]


def lembar_unit(*, user: User, unit: UnitKerja, periode: Periode) -> Lembar:
    """What a unit and everything below it must enter, person by person, with the month before. Four queries."""
    targets = _due(user, unit, periode)
    periode = periode.untuk_unit(unit.jalur)
    before = Q(periode__tahun=periode.tahun, periode__bulan=periode.bulan - 1)
    found: dict[tuple[int, int], Realisasi] = {}
    entries = Realisasi.objects.filter(Q(periode=periode) | before, target__in=targets)
    for row in entries.select_related("periode").annotate(banyak_bukti=Count("bukti")).order_by():
        found[row.target_id, row.periode.bulan] = row
    lembar = Lembar(periode, KebijakanSkor.objects.untuk(periode.tahun), [], {})
    for target in targets:
        last = found.get((target.pk, periode.bulan - 1))
        lembar.baris.append(
            Baris(
                target=target,
                realisasi=found.get((target.pk, periode.bulan)),
                target_bulan=target.target_bulan(periode.bulan),
                bulan_lalu=nilai_bulan(target, last),
                isian_lalu=last,
                entri={},
                riwayat=[],
                boleh=can_update_realisasi(user, target),
            )
        )
    return lembar


def lembar_berubah(*, user: User, unit: UnitKerja, periode: Periode, target_ids: Collection[int]) -> Lembar:
    """The rows of some targets of a unit with all that they are compared with, for saving them."""
    targets = [target for target in _due(user, unit, periode) if target.pk in target_ids]
    return sheet_of(targets, periode, user)
