"""The chain of superiors: whether, from a day on, somebody would answer to the own subordinate.

Units alone make no such ring, but an acting head far below the own superior does, and so does a superior by name.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, Q

from binawidya.organisasi.models import Pegawai, Penempatan, UnitKerja
from binawidya.organisasi.selectors.atasan import atasan_of

SEHARI = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lingkaran:
    """People who would be each other's superiors, from a day on; begins with the smallest key."""

    pegawai_ids: tuple[int, ...]
    mulai: date

    @property
    def siapa(self) -> frozenset[int]:
        return frozenset(self.pegawai_ids)


def rings_in(above: dict[int, int]) -> list[tuple[int, ...]]:
    """Every ring in a relation of which each person has at most one superior."""
    done: set[int] = set()
    found = []
    for start in sorted(above):
        path: list[int] = []
        here: int | None = start
        while here is not None and here not in done:
            done.add(here)
            path.append(here)
            here = above.get(here)
        if here is not None and here in path:
            ring = path[path.index(here) :]
            first = ring.index(min(ring))
            found.append((*ring[first:], *ring[:first]))
    return found


def chains_on(pegawai_ids: Iterable[int], tanggal: date) -> dict[int, int]:
    """Who answers to whom on a date, from these people upwards to the end. One query for each level."""
    above: dict[int, int] = {}
    seen: set[int] = set()
    waiting = {*pegawai_ids}
    while waiting:
        seen |= waiting
        found = atasan_of(waiting, tanggal)
        above |= found
        waiting = {*found.values()} - seen
    return above


def rings_between(
    pegawai_ids: Collection[int], unit_ids: Collection[int], mulai: date, selesai: date | None
) -> list[Lingkaran]:
    """Rings that can be reached from these people and from the heads of these units, on any day of a time.

    Asked on the first day and whenever a post of somebody on the way, or at the head of a unit on the way, begins or
    ends: in between nothing changes.

    :param unit_ids: with the units above each of them.
    """
    found: dict[frozenset[int], Lingkaran] = {}
    tanggal: date | None = mulai
    while tanggal is not None and (selesai is None or tanggal <= selesai):
        heads = Penempatan.objects.on(tanggal).filter(memimpin=True, unit_kerja__in=unit_ids)
        start = {*pegawai_ids, *heads.order_by().values_list("pegawai_id", flat=True)}
        above = chains_on(start, tanggal)
        for ring in rings_in(above):
            found.setdefault(frozenset(ring), Lingkaran(ring, tanggal))
        tanggal = _next_change(start | {*above} | {*above.values()}, unit_ids, tanggal)
    return [*found.values()]


def _next_change(pegawai_ids: Collection[int], unit_ids: Collection[int], tanggal: date) -> date | None:
    """The first day after ``tanggal`` on which one of these people, or of the heads above them, changes a post."""
    people = Q(pegawai__in=pegawai_ids)
    own = Penempatan.objects.filter(people).order_by().values_list("unit_kerja__jalur", flat=True)
    units = {*unit_ids}.union(*own)
    posts = Penempatan.objects.filter(people | Q(memimpin=True, unit_kerja__in=units))
    begins = posts.filter(tmt_mulai__gt=tanggal).aggregate(day=Min("tmt_mulai"))["day"]
    ends = posts.filter(tmt_selesai__gte=tanggal).aggregate(day=Min("tmt_selesai"))["day"]
    days = [day for day in (begins, ends + SEHARI if ends else None) if day]
    return min(days, default=None)


def path_of(unit_ids: Collection[int]) -> set[int]:
    """These units and all above them."""
    paths = UnitKerja.objects.filter(pk__in=unit_ids).order_by().values_list("jalur", flat=True)
    return set[int]().union(*paths)


def names_of(pegawai_ids: Collection[int]) -> dict[int, str]:
    """Names for a sentence."""
    return dict(Pegawai.objects.filter(pk__in=pegawai_ids).order_by().values_list("pk", "nama"))
