"""Writing arrangements: what begins on a day changes everything from that day on and nothing before it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, NoReturn

import pghistory
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode, SusunanUnit, UnitKerja
from binawidya.organisasi.models.susunan_unit_sql import BERTANGGAL
from binawidya.organisasi.selectors.susunan_unit import jalur_on, last_closed
from binawidya.organisasi.selectors.susunan_unit_sql import DUE, SHOW
from binawidya.organisasi.services.penempatan_periksa import hold_structure
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import field_error

SEHARI: Final = timedelta(days=1)
Rewrite = Callable[[Sequence[SusunanUnit]], None]

_HOLD_MONTHS: Final = """
SELECT tahun, bulan, status FROM organisasi_periode
WHERE make_date(tahun, bulan, 1) + interval '1 month' > %s ORDER BY id FOR KEY SHARE
"""


def hold_months(tanggal: date) -> None:
    """Hold the months from a day on as they are, and refuse the day when one of them is a fixed record.

    :raises ValidationError: for the field ``berlaku_mulai``, naming the first day that is possible.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_MONTHS, [tanggal])
        closed = [(tahun, bulan) for tahun, bulan, status in cursor.fetchall() if status == StatusPeriode.DITUTUP]
    if closed:
        _refuse_month(Periode(tahun=max(closed)[0], bulan=max(closed)[1]))


def check_month(tanggal: date) -> None:
    """The same refusal without holding anything, for a page that says what would happen."""
    last = last_closed()
    if last is not None and tanggal <= last.hari_terakhir:
        _refuse_month(last)


def _refuse_month(last: Periode) -> NoReturn:
    text = _("%(bulan)s sudah ditutup dengan susunan yang lama. Pilih %(tanggal)s atau sesudahnya.")
    first = last.hari_terakhir + SEHARI
    raise field_error({"berlaku_mulai": text % {"bulan": last, "tanggal": format_tanggal(first)}})


def lock_tree(moved: Collection[int], others: Collection[int], tanggal: date) -> dict[int, UnitKerja]:
    """The months, the structure, then the units in the order of their keys, all held until the transaction ends.

    :param moved: units whose place changes; whatever is below them is held as well.
    :param others: units that the act only rests on.
    :returns: these units as they are under the lock.
    """
    hold_months(tanggal)
    hold_structure()
    wanted = Q(jalur__overlap=[*moved]) | Q(pk__in=others)
    return {unit.pk: unit for unit in UnitKerja.objects.select_for_update(no_key=True).filter(wanted).order_by("pk")}


@dataclass(slots=True)
class _Timeline:
    """The arrangements of one unit, the earliest first, and what is to be written of them."""

    rows: list[SusunanUnit]
    gone: list[SusunanUnit] = field(default_factory=list)

    def split(self, tanggal: date) -> list[SusunanUnit]:
        """The arrangements from a day on; the one in force on that day is cut in two."""
        holding = (n for n, row in enumerate(self.rows) if (row.berlaku_selesai or date.max) >= tanggal)
        place = next(holding, len(self.rows) - 1)
        base = self.rows[place]
        if base.berlaku_mulai >= tanggal:
            return self.rows[place:]
        values = {name: getattr(base, name) for name in ("unit_kerja_id", *BERTANGGAL, "berlaku_selesai")}
        later = SusunanUnit(berlaku_mulai=tanggal, **values)
        base.berlaku_selesai = tanggal - SEHARI
        self.rows.insert(place + 1, later)
        return self.rows[place + 1 :]

    def join(self) -> None:
        """Neighbours that say the same become one: a change that is taken back leaves no seam."""
        kept: list[SusunanUnit] = []
        for row in self.rows:
            if kept and all(getattr(kept[-1], name) == getattr(row, name) for name in BERTANGGAL):
                kept[-1].berlaku_selesai = row.berlaku_selesai
                self.gone.append(row)
            else:
                kept.append(row)
        self.rows = kept


def _timelines(unit_ids: Collection[int]) -> dict[int, _Timeline]:
    found: dict[int, _Timeline] = {unit_id: _Timeline([]) for unit_id in unit_ids}
    for row in SusunanUnit.objects.filter(unit_kerja__in=unit_ids).order_by("unit_kerja", "berlaku_mulai"):
        found[row.unit_kerja_id].rows.append(row)
    return found


def _state(row: SusunanUnit) -> tuple[Any, ...]:
    names = (*BERTANGGAL, "berlaku_mulai", "berlaku_selesai", "dasar")
    return tuple(getattr(row, name) for name in names)


def arrange(unit_ids: Collection[int], tanggal: date, dasar: str, rewrite: Rewrite) -> bool:
    """Change what holds for units from a day on. The caller holds them by :func:`lock_tree`.

    :param rewrite: takes the arrangements of one unit from that day on and changes their fields.
    :returns: whether anything is different now.
    """
    lines = _timelines(unit_ids)
    before = {row.pk: _state(row) for line in lines.values() for row in line.rows}
    ends = {row.pk: row.berlaku_selesai for line in lines.values() for row in line.rows}
    for line in lines.values():
        later = line.split(tanggal)
        first = {name: getattr(later[0], name) for name in BERTANGGAL}
        rewrite(later)
        if any(getattr(later[0], name) != value for name, value in first.items()):
            later[0].dasar = dasar
        line.join()
    rows = [row for line in lines.values() for row in line.rows]
    gone = [row.pk for line in lines.values() for row in line.gone if row.pk]
    changed = [row for row in rows if row.pk and _state(row) != before[row.pk]]
    new = [row for row in rows if not row.pk]
    _write(gone, changed, new, ends)
    show(unit_ids)
    return bool(gone or changed or new)


def _write(gone: list[int], changed: list[SusunanUnit], new: list[SusunanUnit], ends: dict[int, date | None]) -> None:
    """Make room first: what goes, what becomes shorter, what becomes longer, what is new."""
    fields = [*(name.removesuffix("_id") for name in BERTANGGAL), "berlaku_mulai", "berlaku_selesai", "dasar"]
    longer = [row for row in changed if (row.berlaku_selesai or date.max) > (ends[row.pk] or date.max)]
    SusunanUnit.objects.filter(pk__in=gone).delete()
    for rows in ([row for row in changed if row not in longer], longer):
        if rows:
            SusunanUnit.objects.bulk_update(rows, fields)
    SusunanUnit.objects.bulk_create(new)


def end_arrangements(unit_ids: Collection[int], terakhir: date, dasar: str) -> None:
    """Let units end with a day: nothing is arranged after it."""
    rows = SusunanUnit.objects.filter(unit_kerja__in=unit_ids)
    rows.filter(berlaku_mulai__gt=terakhir).delete()
    rows.since(terakhir).update(berlaku_selesai=terakhir, dasar_selesai=dasar)
    show(unit_ids)
    UnitKerja.objects.filter(pk__in=unit_ids).update(berlaku_selesai=terakhir)


def show(unit_ids: Collection[int]) -> None:
    """Let units show the arrangement of today."""
    depth = {pk: len(jalur) for pk, jalur in jalur_on(unit_ids, today()).items()}
    for level in sorted({*depth.values()}):
        with connection.cursor() as cursor:
            cursor.execute(SHOW, {"unit_ids": [pk for pk in depth if depth[pk] == level], "tanggal": today()})


@transaction.atomic
def susunan_unit_apply() -> int:
    """Let every unit show what is arranged for today. Run daily; a second time it finds nothing to do.

    :returns: how many units were not up to date.
    """
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"tanggal": today()})
        if not cursor.fetchall():
            return 0
    hold_structure()
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"tanggal": today()})
        due = [pk for (pk,) in cursor.fetchall()]
    list(UnitKerja.objects.select_for_update(no_key=True).below(due).order_by("pk"))
    with pghistory.context(alasan=_("Susunan unit yang dijadwalkan mulai berlaku.")):
        show(due)
    return len(due)
