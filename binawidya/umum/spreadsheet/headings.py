"""The headings of a sheet: where they stand, what they mean, and what somebody said that they mean.

Titles above, a second line of headings below merged ones, and the row that numbers the columns are usual in sheets of
offices. A sheet is known again by its headings, in whatever order they stand.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext as _

from binawidya.umum.spreadsheet.cells import Cell, shown
from binawidya.umum.spreadsheet.reader import Row

HEADER_WITHIN: Final = 20  # rows of title above the headings
FEWEST: Final = 4  # columns, below which no mapping can name all that are required
SAMPLES: Final = 3
_SAMPLE_LETTERS: Final = 60
_FALLBACK: Final = 100  # rank of a heading that is taken without its group


def words(text: Any) -> str:
    """Small letters and digits of a heading, words apart; nothing of what is no text."""
    if type(text) is not str:
        return ""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


@dataclass(frozen=True, slots=True)
class Kamus:
    """The columns that one kind of sheet may have, and by which names they are known.

    :param peringkat: by heading, as :func:`words` writes it: which column it means, and how close it comes.
    :param kolom: every column.
    :param missing: headings of the required columns that are not among those found.
    :param kata: words that give a column away where the whole heading is unknown.
    """

    peringkat: Mapping[str, tuple[str, int]]
    kolom: frozenset[str]
    missing: Callable[[Mapping[str, Any]], list[str]]
    kata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Kepala:
    """The heading that was found: where each column is, and which headings nobody asked for."""

    nomor: int
    letak: Mapping[str, int]
    diabaikan: tuple[str, ...]

    def cells(self, row: Row) -> "dict[str, Cell]":
        """The cells of a row by column; a cell that the row is too short for is empty."""
        cells, width = row.sel, len(row.sel)
        return {key: cells[index] if index < width else None for key, index in self.letak.items()}


@dataclass(frozen=True, slots=True)
class Judul:
    """A row of headings, or two below each other. ``nama`` are the names by which a column may be known, best first."""

    nomor: int
    tampil: tuple[str, ...]
    nama: tuple[tuple[str, ...], ...]

    @property
    def kunci(self) -> list[str]:
        """One name for each column, none twice; an empty one has no name."""
        seen: Counter[str] = Counter()
        keys = []
        for names in self.nama:
            name = names[0] if names else ""
            seen[name] += 1
            keys.append(f"{name} {seen[name]}" if name and seen[name] > 1 else name)
        return keys

    @property
    def sidik(self) -> str:
        """A fingerprint of the headings, the same in whatever order they stand."""
        return hashlib.sha256("\n".join(sorted(key for key in self.kunci if key)).encode()).hexdigest()


class KolomTidakLengkap(Exception):
    """The sheet has no usable heading. The message names what is missing and what was found."""

    def __init__(self, message: str, judul: Judul) -> None:
        super().__init__(message)
        self.message = message
        self.judul = judul


# --- Where they stand -------------------------------------------------------------------------------------------
def _single(row: Row) -> Judul:
    shown_as = tuple(shown(cell) for cell in row.sel)
    return Judul(row.nomor, shown_as, tuple((name,) if (name := words(cell)) else () for cell in row.sel))


def _folded(above: Row, below: Row) -> Judul:
    """Two rows as one: what stands above several columns belongs to each of them."""
    width = max(len(above.sel), len(below.sel))
    upper = [*above.sel, *[None] * (width - len(above.sel))]
    lower = [*below.sel, *[None] * (width - len(below.sel))]
    shown_as: list[str] = []
    names: list[tuple[str, ...]] = []
    group = ""
    for top, sub in zip(upper, lower, strict=True):
        own, head = words(sub), words(top)
        group = head or (group if own else "")
        whole = (f"{group} {own}", f"{own} {group}", own) if own and group else (own or head,)
        names.append(tuple(name for name in whole if name))
        shown_as.append(f"{shown(top)} {shown(sub)}".strip())
    return Judul(below.nomor, tuple(shown_as), tuple(names))


def candidates_of(rows: Sequence[Row]) -> list[Judul]:
    """What may be the headings among the first rows of a sheet."""
    first = rows[:HEADER_WITHIN]
    found = [_single(row) for row in first]
    for above, below in pairwise(first):
        adjoining = below.nomor == above.nomor + 1
        if adjoining and not is_numbering(below) and all(cell is None or type(cell) is str for cell in below.sel):
            found.append(_folded(above, below))
    return found


def best_of(kamus: Kamus, candidates: Sequence[Judul]) -> Judul:
    """The one that names the most columns; where none names two, the first that is as wide as the data."""
    known = max(candidates, key=lambda judul: len(_locate(kamus, judul)[0]))
    if len(_locate(kamus, known)[0]) > 1:
        return known
    widths = [sum(map(bool, judul.nama)) for judul in candidates]
    return next(judul for judul, width in zip(candidates, widths, strict=True) if width >= 0.6 * max(widths))


_NUMBERING = re.compile(r"\(?[0-9]{1,2}\)?")


def is_numbering(row: Row) -> bool:
    """The row ``(1) (2) (3)`` that official tables have below their headings."""
    cells = [cell for cell in row.sel if cell is not None]
    return len(cells) > 2 and all(
        (type(cell) is int and 0 < cell < 100) or (type(cell) is str and _NUMBERING.fullmatch(cell.strip()))
        for cell in cells
    )


# --- What they mean ---------------------------------------------------------------------------------------------
def _meaning(kamus: Kamus, names: Sequence[str]) -> tuple[str, int] | None:
    for position, name in enumerate(names):
        found = kamus.peringkat.get(name)
        if found is not None:
            return found if position < 2 else (found[0], found[1] + _FALLBACK)
    return None


def _locate(kamus: Kamus, judul: Judul) -> tuple[dict[str, int], list[str], list[str]]:
    """Where the columns are, which headings are unknown, and which stand there twice."""
    best: dict[str, tuple[int, int]] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for index, names in enumerate(judul.nama):
        found = _meaning(kamus, names)
        if found is None:
            if names:
                unknown.append(judul.tampil[index])
            continue
        key, rank = found
        if key in best and best[key][0] == rank:
            twice.append(judul.tampil[index])
        if key not in best or rank < best[key][0]:
            if key in best:
                unknown.append(judul.tampil[best[key][1]])
            best[key] = (rank, index)
        elif best[key][0] != rank:
            unknown.append(judul.tampil[index])
    return {key: index for key, (_rank, index) in best.items()}, unknown, twice


def locate(kamus: Kamus, judul: Judul) -> Kepala:
    """What the headings mean by themselves.

    :raises KolomTidakLengkap: a required column is missing or stands there twice.
    """
    places, unknown, twice = _locate(kamus, judul)
    if twice:
        raise KolomTidakLengkap(_("Kolom %(nama)s ada dua kali. Hapus salah satunya.") % {"nama": twice[0]}, judul)
    missing = kamus.missing(places)
    if missing:
        found = [judul.tampil[index] for index in sorted(places.values())] or unknown
        message = _("Kolom %(hilang)s tidak ada.") % {"hilang": listed(missing)}
        if found:
            message += " " + _("Yang terbaca: %(kolom)s.") % {"kolom": ", ".join(found[:12])}
        raise KolomTidakLengkap(message, judul)
    return Kepala(judul.nomor, places, tuple(unknown))


def locate_by(kamus: Kamus, judul: Judul, pemetaan: Mapping[str, str]) -> Kepala:
    """What somebody said that the headings mean.

    :param pemetaan: column by name of the heading (see :attr:`Judul.kunci`); ``""`` for an unused one.
    """
    places: dict[str, int] = {}
    unused: list[str] = []
    for index, key in enumerate(judul.kunci):
        column = pemetaan.get(key, "")
        if column in kamus.kolom:
            places[column] = index
        elif key:
            unused.append(judul.tampil[index])
    return Kepala(judul.nomor, places, tuple(unused))


def listed(names: Sequence[str]) -> str:
    """``A``, ``A dan B``, ``A, B, dan C``."""
    if len(names) < 3:
        return _(" dan ").join(names)
    return _("%(awal)s, dan %(akhir)s") % {"awal": ", ".join(names[:-1]), "akhir": names[-1]}


def describe(judul: Judul, rows: Sequence[Row], letak: Mapping[str, int]) -> dict[str, Any]:
    """The columns of a sheet for the page on which somebody says what they mean, each with some of its values."""
    below = [row for row in rows if row.nomor > judul.nomor and not is_numbering(row)]
    places = {index: key for key, index in letak.items()}
    columns = []
    for index, key in enumerate(judul.kunci):
        if not key:
            continue
        values = (shown(row.sel[index]) for row in below if index < len(row.sel) and row.sel[index] is not None)
        samples = [text[:_SAMPLE_LETTERS] for text in values if text][:SAMPLES]
        columns.append(
            {"kunci": key, "judul": judul.tampil[index][:120], "contoh": samples, "kolom": places.get(index, "")}
        )
    return {"baris": judul.nomor, "sidik": judul.sidik, "kolom": columns}


def guess(kamus: Kamus, judul: Judul) -> dict[str, int]:
    """Where the columns may be, for a page on which somebody says it for sure."""
    found = _locate(kamus, judul)[0]
    taken = set(found.values())
    for word, key in kamus.kata:
        for index, names in enumerate(judul.nama):
            if key not in found and index not in taken and names and word in names[0].split():
                found[key] = index
                taken.add(index)
    return found
