"""The org chart: which units it shows, and where each box and line goes. Lengths are in units of the picture.

The unit itself stands on top, the units below it side by side in rows, theirs in a column under each. Where there are
too many to read, the lower level is left out and every box says how many units it holds.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from binawidya.organisasi.models import Penempatan, UnitKerja
from binawidya.organisasi.selectors.unit_kerja import kepala_of
from binawidya.umum.dates import today

LEBAR: Final = 152
# Where few stand side by side there is room for whole names.
LEBAR_LAPANG: Final = 208
KOLOM_LAPANG: Final = 4
JARAK: Final = 16
# A box of the lower level begins this far to the right of the one above, where its line comes down.
INDENTASI: Final = 14
TEPI: Final = 8
PALING_BANYAK: Final = 60
PALING_BANYAK_LAPIS_DUA: Final = 60
# Side by side; an even number, so that the line to further rows passes through the gap in the middle.
KOLOM: Final = 6
_BARIS: Final = 15
_ATAS: Final = 19
_BAWAH: Final = 9
# How wide a letter is on average in the two sizes that are used.
_HURUF_TEBAL: Final = 6.8
_HURUF: Final = 6.3
_TEPI_TEKS: Final = 9


@dataclass(frozen=True, slots=True)
class Tulisan:
    """A line of text in a box: its class of the style sheet and its height from the top of the box."""

    kelas: str
    y: int
    teks: str


@dataclass(frozen=True, slots=True)
class Kotak:
    """A box: the unit and its place, and the lines in it: name, who leads it, as what, and what is below it."""

    unit: UnitKerja
    x: int
    y: int
    lebar: int
    tinggi: int
    tulisan: tuple[Tulisan, ...]
    anak: int


@dataclass(slots=True)
class Simpul:
    """A unit in the nested list beside the picture."""

    unit: UnitKerja
    kepala: Penempatan | None
    anak: int
    bawah: list["Simpul"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bagan:
    """The picture and the same as a list.

    :param garis: paths of SVG.
    :param sisa: units directly below that are not shown.
    """

    akar: Simpul
    kotak: tuple[Kotak, ...]
    garis: tuple[str, ...]
    lebar: int
    tinggi: int
    sisa: int


def bagan_of(unit: UnitKerja) -> Bagan:
    """The chart of a unit. Three queries."""
    akar, sisa = _simpul(unit)
    kotak, garis, lebar, tinggi = _Gambar(akar).draw()
    return Bagan(akar, tuple(kotak), tuple(garis), lebar, tinggi, sisa)


def _simpul(unit: UnitKerja) -> tuple[Simpul, int]:
    depth = len(unit.jalur)
    found = UnitKerja.objects.on(today()).below([unit.pk]).filter(jalur__len__gt=depth, jalur__len__lte=depth + 2)
    units = [*found.order_by("jalur__len", "kode")]
    children = [one for one in units if len(one.jalur) == depth + 1]
    grandchildren = [one for one in units if len(one.jalur) == depth + 2]
    shown = children[:PALING_BANYAK]
    whole = len(grandchildren) <= PALING_BANYAK_LAPIS_DUA and len(children) <= PALING_BANYAK
    lower = grandchildren if whole else []
    ids = [unit.pk, *(one.pk for one in shown), *(one.pk for one in lower)]
    heads, anak = kepala_of(ids, today()), _count(ids, grandchildren, lower)
    nodes = {one.pk: Simpul(one, heads.get(one.pk), anak.get(one.pk, 0)) for one in [unit, *shown, *lower]}
    for one in [*shown, *lower]:
        nodes[one.induk_id or 0].bawah.append(nodes[one.pk])
    return nodes[unit.pk], len(children) - len(shown)


def _count(ids: Sequence[int], grandchildren: Sequence[UnitKerja], lower: Sequence[UnitKerja]) -> dict[int, int]:
    """How many units each box holds that are not drawn."""
    hidden = [one.induk_id for one in grandchildren] if not lower else []
    below = UnitKerja.objects.on(today()).filter(induk__in=[one.pk for one in lower]).order_by().values_list("induk")
    found: dict[int, int] = {}
    for induk in [*hidden, *(induk for (induk,) in below)]:
        if induk in ids:
            found[induk or 0] = found.get(induk or 0, 0) + 1
    return found


class _Gambar:
    def __init__(self, akar: Simpul) -> None:
        self.akar = akar
        self.kolom = min(max(len(akar.bawah), 1), KOLOM)
        self.kotak_lebar = LEBAR_LAPANG if self.kolom <= KOLOM_LAPANG else LEBAR
        self.langkah = self.kotak_lebar + JARAK
        self.lebar = 2 * TEPI + self.kolom * self.langkah - JARAK
        self.tengah = self.lebar // 2
        self.kotak: list[Kotak] = []
        self.garis: list[str] = []

    def draw(self) -> tuple[list[Kotak], list[str], int, int]:
        y = TEPI + self._box(self.akar, self.tengah - self.kotak_lebar // 2, TEPI, self.kotak_lebar)
        below = self.akar.bawah
        for start in range(0, len(below), self.kolom):
            bus = y + JARAK
            # One trunk from the box on top through the middle of every row that is not the last.
            self.garis.append(f"M{self.tengah} {y}V{bus}")
            y = self._row(below[start : start + self.kolom], bus)
            if start + self.kolom < len(below):
                self.garis.append(f"M{self.tengah} {bus}V{y}")
        return self.kotak, self.garis, self.lebar, y + TEPI

    def _row(self, row: Sequence[Simpul], bus: int) -> int:
        places = [TEPI + number * self.langkah for number in range(len(row))]
        middles = [x + self.kotak_lebar // 2 for x in places]
        self.garis.append(f"M{min(*middles, self.tengah)} {bus}H{max(*middles, self.tengah)}")
        top = bus + JARAK
        height = max(_height(_lines(node, self.kotak_lebar)) for node in row)
        bottom = top + height
        for node, x, middle in zip(row, places, middles, strict=True):
            self.garis.append(f"M{middle} {bus}V{top}")
            self._box(node, x, top, self.kotak_lebar, height)
            bottom = max(bottom, self._column(node, x, top + height))
        return bottom

    def _column(self, node: Simpul, x: int, y: int) -> int:
        """The units below a box, one under the other; returns where they end."""
        spine = x + INDENTASI // 2
        bottom = y
        for child in node.bawah:
            top = bottom + JARAK // 2
            height = self._box(child, x + INDENTASI, top, self.kotak_lebar - INDENTASI)
            self.garis.append(f"M{spine} {y}V{top + height // 2}H{x + INDENTASI}")
            bottom = top + height
        return bottom

    def _box(self, node: Simpul, x: int, y: int, lebar: int, tinggi: int = 0) -> int:
        lines = _lines(node, lebar)
        written = tuple(Tulisan(css, _ATAS + number * _BARIS, text) for number, (css, text) in enumerate(lines))
        tinggi = max(tinggi, _height(lines))
        self.kotak.append(Kotak(node.unit, x, y, lebar, tinggi, written, node.anak))
        return tinggi


def _height(lines: Sequence[tuple[str, str]]) -> int:
    return _ATAS + (len(lines) - 1) * _BARIS + _BAWAH


def _lines(node: Simpul, lebar: int) -> list[tuple[str, str]]:
    """What stands in a box, line by line, with the class of each line."""
    room = lebar - 2 * _TEPI_TEKS
    bold, plain = int(room / _HURUF_TEBAL), int(room / _HURUF)
    lines = [("nama", line) for line in _wrapped(node.unit.sebutan, bold, 3)]
    if node.kepala:
        lines += [("orang", line) for line in _wrapped(node.kepala.pegawai.nama, plain, 2)]
        lines += [("jabatan", line) for line in _wrapped(node.kepala.nama_jabatan, plain, 3)]
    else:
        lines.append(("kosong", _("Belum ada kepala")))
    return [*lines, *([("lebih", _("%(n)s unit di bawah") % {"n": node.anak})] if node.anak else [])]


def _wrapped(text: str, width: int, most: int) -> list[str]:
    lines = textwrap.wrap(text, width=width, max_lines=most, placeholder="…")
    return [line if len(line) <= width else f"{line[: width - 1]}…" for line in lines]
