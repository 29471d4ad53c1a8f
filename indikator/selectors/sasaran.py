"""The strategy tree as pages need it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Q

from binawidya.organisasi.models import UnitKerja, User
from binawidya.organisasi.models.unit_kerja import UnitKerjaQuerySet
from binawidya.organisasi.selectors.pegawai import unit_choices as levels_that_fit
from binawidya.umum.dates import today
from indikator.enums import boleh_di_bawah
from indikator.models import Indikator, Sasaran
from indikator.models.sasaran import SasaranQuerySet

_DIGITS: Final = re.compile(r"(\d+)")
TINGKAT_TERDALAM: Final = 6


def kode_key(kode: str) -> list[tuple[int, int, str]]:
    """Sorts ``S1.2`` before ``S1.10``."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS.split(kode) if part]


@dataclass(slots=True)
class Simpul:
    """A goal in its place of the tree."""

    sasaran: Sasaran
    tingkat: int = 0
    indikator: int = 0
    anak: "list[Simpul]" = field(default_factory=list)
    di_luar: bool = False  # what stands above it is not part of this tree

    @property
    def langkah(self) -> int:
        """How far it is stepped in on the page."""
        return min(self.tingkat, TINGKAT_TERDALAM)


def build_tree(rows: Iterable[Sasaran]) -> list[Simpul]:
    """Goals as trees; one whose parent is not among them is a root."""
    nodes = {row.pk: Simpul(row, indikator=getattr(row, "jumlah_indikator", 0)) for row in rows}
    roots: list[Simpul] = []
    for node in sorted(nodes.values(), key=lambda one: (kode_key(one.sasaran.kode), one.sasaran.pk)):
        above = nodes.get(node.sasaran.induk_id or 0)
        node.di_luar = above is None and node.sasaran.induk_id is not None
        (above.anak if above else roots).append(node)
    for root in roots:
        _level(root, 0)
    return roots


def _level(node: Simpul, tingkat: int) -> None:
    node.tingkat = tingkat
    for anak in node.anak:
        _level(anak, tingkat + 1)


def flat(nodes: Sequence[Simpul]) -> list[Simpul]:
    """Every goal in the order of reading."""
    found: list[Simpul] = []
    for node in nodes:
        found += [node, *flat(node.anak)]
    return found


def with_counts(rows: SasaranQuerySet) -> SasaranQuerySet:
    """With the number of indicators in use for each."""
    used = Q(indikator__ditarik_mulai=None) | Q(indikator__ditarik_mulai__gt=today())
    return rows.annotate(jumlah_indikator=Count("indikator", filter=Q(indikator__isnull=False) & used, distinct=True))


def pohon_for(user: User, *, tahun: int | None, unit: UnitKerja | None = None) -> list[Simpul]:
    """The tree within the user's reach. One query.

    :param tahun: only goals of that year; ``None`` for all, ended ones included.
    :param unit: only goals of that unit and the units below it.
    """
    rows = with_counts(Sasaran.objects.visible_to(user)).select_related("unit_kerja", "induk")
    if tahun is not None:
        rows = rows.pada(tahun)
    if unit is not None:
        rows = rows.filter(unit_kerja__jalur__contains=[unit.pk])
    return build_tree(rows)


def induk_pilihan(unit: UnitKerja, *, jenis: str = "", tanpa: Sasaran | None = None) -> list[Sasaran]:
    """Goals below which one of this unit may stand: its own, and those of the units above it.

    :param jenis: only those below which this kind may stand.
    :param tanpa: this one and all below it are left out.
    """
    rows = Sasaran.objects.filter(unit_kerja__in=unit.jalur, tahun_selesai__gte=today().year)
    if tanpa is not None:
        rows = rows.exclude(jalur__contains=[tanpa.pk])
    found = [node.sasaran for node in flat(build_tree(rows.select_related("unit_kerja")))]
    return [row for row in found if boleh_di_bawah(jenis, row.jenis)] if jenis else found


def induk_untuk(units: Sequence[UnitKerja]) -> list[Sasaran]:
    """Goals below which one of any of these units may stand, in the order of the tree."""
    above = {pk for unit in units for pk in unit.jalur}
    rows = Sasaran.objects.filter(unit_kerja__in=above, tahun_selesai__gte=today().year)
    return [node.sasaran for node in flat(build_tree(rows.select_related("unit_kerja")))]


def label_of(sasaran: Sasaran) -> str:
    """A goal in a list of choices: stepped in by its place, with kind and code."""
    step = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}" * (len(sasaran.jalur) - 1)
    nama = sasaran.nama if len(sasaran.nama) <= 90 else f"{sasaran.nama[:88]}…"
    return f"{step}{sasaran.kode} {nama} ({str(sasaran.get_jenis_display()).lower()})"


def unit_pilihan(user: User, act: str) -> list[UnitKerja]:
    """Units for which the user may do ``act``, in the order of the tree."""
    units: UnitKerjaQuerySet = UnitKerja.objects.visible_to(user, act).on(today())
    found = [*units.order_by("jalur__len", "kode")]
    place = {unit.pk: kode_key(unit.kode) for unit in found}
    return sorted(found, key=lambda unit: [place.get(above, []) for above in unit.jalur])


def unit_saringan(user: User, act: str, teks: str | None) -> list[UnitKerja]:
    """Units to filter a list of the plan by: the levels that fit, and the one that the address names."""
    number = int(teks) if teks and teks.isascii() and teks.isdigit() and len(teks) < 18 else None
    return levels_that_fit(user, number, act)


def unit_label(unit: UnitKerja, shallow: int) -> str:
    """A unit in a list of choices, stepped in by its place."""
    return "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}" * (len(unit.jalur) - shallow) + unit.nama


def unit_choices(units: Sequence[UnitKerja]) -> list[tuple[str, str]]:
    """Units as choices of a form."""
    shallow = min((len(unit.jalur) for unit in units), default=0)
    return [(str(unit.pk), unit_label(unit, shallow)) for unit in units]


def tahun_pilihan(user: User) -> list[int]:
    """The years that the plan knows, this year and the next ones, latest first."""
    years: set[int] = {today().year, today().year + 1}
    spans = Sasaran.objects.visible_to(user).order_by().values_list("tahun_mulai", "tahun_selesai").distinct()
    for start, end in spans:
        years |= {*range(start, end + 1)}
    return sorted(years, reverse=True)


def ada_rencana(user: User) -> bool:
    """Whether any goal or indicator is within the user's reach."""
    return Sasaran.objects.visible_to(user).exists() or Indikator.objects.visible_to(user).exists()
