"""Feedback and talks as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from binawidya.organisasi.models import Pegawai, Penempatan, User
from binawidya.umum.dates import today
from indikator.models import Realisasi, TargetIndikator
from kinerja.models import UmpanBalik

HAL_TERBANYAK = 12


@dataclass(frozen=True, slots=True)
class Utas:
    """One piece of feedback with its answers, oldest first."""

    pokok: UmpanBalik
    balasan: list[UmpanBalik]


def utas_of(pieces: Sequence[UmpanBalik]) -> list[Utas]:
    """The pieces of a page with all their answers. One query."""
    answers: dict[int, list[UmpanBalik]] = {}
    rows = UmpanBalik.objects.filter(induk__in=[one.pk for one in pieces]).select_related("penulis__pegawai")
    for row in rows.order_by("created_at", "pk"):
        answers.setdefault(row.induk_id or 0, []).append(row)
    return [Utas(one, answers.get(one.pk, [])) for one in pieces]


def umpan_balik_pokok(pegawai: Pegawai) -> "QuerySet[UmpanBalik]":
    """Feedback about a person without the answers, the latest first."""
    found = UmpanBalik.objects.filter(pegawai=pegawai, induk=None)
    return found.select_related(
        "penulis__pegawai", "target__indikator", "realisasi__target__indikator", "realisasi__periode"
    ).order_by("-created_at", "-pk")


def hal_of(pegawai: Pegawai, named: str = "") -> list[tuple[str, str]]:
    """What feedback about a person may be about: this year's targets and their latest entries, and the one that a
    page named, if it is the person's. Two queries, three with a named one that is not among them.

    :param named: ``t`` or ``r`` and the key of a target or an entry.
    """
    mine = Q(pegawai=pegawai) | Q(pengisi=pegawai)
    targets = TargetIndikator.objects.berlaku(today().year).filter(mine).select_related("indikator").order_by("pk")
    entries = Realisasi.objects.filter(target__in=targets.order_by().values("pk")).select_related(
        "target__indikator", "periode"
    )
    latest = entries.order_by("-periode__tahun", "-periode__bulan", "pk")[:HAL_TERBANYAK]
    found = [_target(row) for row in targets[:HAL_TERBANYAK]] + [_entry(row) for row in latest]
    if named and named not in dict(found) and named[1:].isascii() and named[1:].isdigit() and len(named) < 20:
        found = [*_named(pegawai, named), *found]
    return found


def _named(pegawai: Pegawai, named: str) -> list[tuple[str, str]]:
    pk = named[1:]
    if named[0] == "t":
        mine = Q(pegawai=pegawai) | Q(pengisi=pegawai)
        return [_target(row) for row in TargetIndikator.objects.filter(mine, pk=pk).select_related("indikator")]
    if named[0] == "r":
        mine = Q(target__pegawai=pegawai) | Q(target__pengisi=pegawai)
        rows = Realisasi.objects.filter(mine, pk=pk).select_related("target__indikator", "periode")
        return [_entry(row) for row in rows]
    return []


def _target(row: TargetIndikator) -> tuple[str, str]:
    return f"t{row.pk}", row.indikator.nama


def _entry(row: Realisasi) -> tuple[str, str]:
    return f"r{row.pk}", f"{row.periode}: {row.target.indikator.nama}"


def read_hal(hal: str) -> tuple[TargetIndikator | None, Realisasi | None]:
    """The target or the entry that a choice names."""
    if hal.startswith("t"):
        return TargetIndikator.objects.get(pk=hal[1:]), None
    if hal.startswith("r"):
        return None, Realisasi.objects.select_related("target").get(pk=hal[1:])
    return None, None


def calon_peserta(user: User) -> "QuerySet[Pegawai]":
    """Who may take part in a talk of this user: the people of the units led, subordinates, and the user."""
    lingkup = user.lingkup
    here = Penempatan.objects.on(today()).filter(unit_kerja__in=sorted(lingkup.memimpin)).values("pegawai")
    people = Q(pk__in=sorted(lingkup.bawahan)) | Q(pk=lingkup.pegawai_id) | Q(pk__in=here)
    return Pegawai.objects.filter(people).order_by("nama", "pk")
