"""The tree of units on a date: paths, units as they were, and whether a new place would lie below itself.

Where a date lies before a unit began or after it ended, its nearest arrangement answers: posts and figures are
sometimes older than the unit they were entered for.
"""

from collections.abc import Collection
from datetime import date

from django.db import connection

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode, SusunanUnit, UnitKerja
from binawidya.organisasi.selectors.susunan_unit_sql import ABOVE, BELOW, CHAINS, JALUR, LOOP, NAMED
from binawidya.umum.dates import today


def last_closed() -> Periode | None:
    """The latest month that is a fixed record."""
    return Periode.objects.filter(status=StatusPeriode.DITUTUP).order_by("-tahun", "-bulan").first()


def earliest_effect() -> date | None:
    """The first day on which an arrangement may begin: after the last closed month; any day if none is closed."""
    last = last_closed()
    return date.fromordinal(last.hari_terakhir.toordinal() + 1) if last else None


def jalur_on(unit_ids: Collection[int], tanggal: date) -> dict[int, list[int]]:
    """Paths of units on a date, from the root down to the unit itself. One query."""
    if not unit_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(JALUR, {"unit_ids": [*unit_ids], "tanggal": tanggal})
        return {unit_id: [*jalur] for unit_id, jalur in cursor.fetchall()}


def units_on(unit_ids: Collection[int], tanggal: date) -> list[UnitKerja]:
    """Units named, addressed and placed as on a date, the highest first. Never to be saved. One query."""
    if tanggal == today():
        return [*UnitKerja.objects.filter(pk__in=unit_ids).order_by("jalur__len", "kode")]
    return [*UnitKerja.objects.raw(NAMED, {"unit_ids": [*unit_ids], "tanggal": tanggal})]


def ancestors_on(unit: UnitKerja, tanggal: date) -> list[UnitKerja]:
    """The unit and those above it on a date, the root first. Never to be saved. One query."""
    if tanggal == today():
        return units_on(unit.jalur, tanggal)
    return [*UnitKerja.objects.raw(ABOVE, {"unit": unit.pk, "tanggal": tanggal})]


def chains_on(unit_ids: Collection[int], tanggal: date) -> dict[int, list[UnitKerja]]:
    """For each of these units: itself and those above it on a date, the root first. Never to be saved. One query."""
    if not unit_ids:
        return {}
    found = {one.pk: one for one in UnitKerja.objects.raw(CHAINS, {"unit_ids": [*unit_ids], "tanggal": tanggal})}
    return {unit_id: [found[above] for above in found[unit_id].jalur] for unit_id in unit_ids if unit_id in found}


def children_on(unit: UnitKerja, tanggal: date) -> list[UnitKerja]:
    """The units directly below a unit on a date, as they were then, in the order of their codes. One query."""
    if tanggal == today():
        return [*UnitKerja.objects.on(tanggal).filter(induk=unit).order_by("kode")]
    return children_of([unit.pk], tanggal)[unit.pk]


def children_of(unit_ids: Collection[int], tanggal: date) -> dict[int, list[UnitKerja]]:
    """For each of these units: the units directly below it on a date, as they were then, in the order of their codes.

    Never to be saved. One query.
    """
    below: dict[int, list[UnitKerja]] = {unit_id: [] for unit_id in unit_ids}
    found = UnitKerja.objects.raw(BELOW, {"unit_ids": [*unit_ids], "tanggal": tanggal})
    for one in sorted(found, key=lambda one: one.kode):
        below[one.jalur[-2]].append(one)
    return below


def loop_from(unit_ids: Collection[int], induk_id: int, tanggal: date) -> date | None:
    """The first day from ``tanggal`` on on which ``induk_id`` is one of these units or lies below one of them."""
    with connection.cursor() as cursor:
        cursor.execute(LOOP, {"unit_ids": [*unit_ids], "induk": induk_id, "tanggal": tanggal})
        found: date | None = cursor.fetchone()[0]
    return found


def children_since(unit_ids: Collection[int], tanggal: date) -> list[SusunanUnit]:
    """Arrangements, in force on a date or later, that place a unit directly below one of these."""
    rows = SusunanUnit.objects.since(tanggal).filter(induk__in=unit_ids)
    return [*rows.select_related("unit_kerja").order_by("unit_kerja__kode", "berlaku_mulai")]
