"""XLS, the binary format of Excel 97 to 2003: a small file system with one stream of records.

Read here only to refuse what must not be opened and to find the formulas; the cells are read by the library.
"""

from collections.abc import Iterator
from pathlib import Path
from struct import Struct, error, unpack_from
from typing import Final

from .batas import MAX_AREA, MAX_COLUMNS, MAX_MARKS, Marks, Refused
from .pustaka import read_workbook

_FREE: Final = 0xFFFFFFFA  # this and above: no sector
_ENTRY: Final = 128
_HEADER: Final = Struct("<HH")
_CELL: Final = Struct("<HH")
_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _BOOLERR = 0x0809, 0x000A, 0x0085, 0x002F, 0x0205
_FORMULAS: Final = frozenset({0x0006, 0x0206, 0x0406})
# Records that begin with the row and the column of a cell.
_CELLS: Final = frozenset({0x00FD, 0x0203, 0x0204, 0x027E, 0x00D6, _BOOLERR, *_FORMULAS})
_SEVERAL: Final = 0x00BD  # numbers side by side; the last two bytes name the last column


class _Files:
    """The streams of a compound file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sector = 1 << min(unpack_from("<H", data, 30)[0], 16)
        self._small = 1 << min(unpack_from("<H", data, 32)[0], 16)
        self._count = len(data) // self._sector + 1
        (directory,) = unpack_from("<I", data, 48)
        self._cutoff, small, _n, more, _m = unpack_from("<IIIII", data, 56)
        table = [place for place in unpack_from("<109I", data, 76) if place < _FREE]
        while more < _FREE and len(table) <= self._count:
            piece = self._at(more)
            places = unpack_from(f"<{self._sector // 4}I", piece)
            table += [place for place in places[:-1] if place < _FREE]
            more = places[-1]
        self._next: list[int] = []
        for place in table:
            self._next += unpack_from(f"<{self._sector // 4}I", self._at(place))
        self._small_next = [*unpack_from(f"<{len(raw) // 4}I", raw)] if (raw := self._chain(small)) else []
        self.entries = self._read_directory(self._chain(directory))
        self._small_data = self._chain(self.entries.get("Root Entry", (_FREE, 0))[0])

    def _at(self, place: int) -> bytes:
        start = (place + 1) * self._sector
        piece = self._data[start : start + self._sector]
        return piece.ljust(self._sector, b"\0")

    def _chain(self, place: int) -> bytes:
        pieces: list[bytes] = []
        while place < _FREE:
            if place >= len(self._next) or len(pieces) > self._count:
                raise Refused("rusak")
            pieces.append(self._at(place))
            place = self._next[place]
        return b"".join(pieces)

    @staticmethod
    def _read_directory(raw: bytes) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(raw) - _ENTRY + 1, _ENTRY):
            (length,) = unpack_from("<H", raw, at + 64)
            if not 2 <= length <= 64:
                continue
            name = raw[at : at + length - 2].decode("utf-16-le", "replace")
            found.setdefault(name, unpack_from("<II", raw, at + 116))
        return found

    def read(self, name: str) -> bytes:
        place, size = self.entries[name]
        if size >= self._cutoff:
            return self._chain(place)[:size]
        pieces: list[bytes] = []
        while place < _FREE:
            if place >= len(self._small_next) or len(pieces) > len(self._small_next):
                raise Refused("rusak")
            pieces.append(self._small_data[place * self._small : (place + 1) * self._small])
            place = self._small_next[place]
        return b"".join(pieces)[:size]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of the records from a place to the end of what begins there, charts in it left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = _HEADER.unpack_from(stream, at)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, at + 4, length
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Name and place of every sheet."""
    for kind, at, _length in _records(stream, 0):
        if kind == _FILEPASS:
            raise Refused("terkunci")
        if kind == _BOUNDSHEET:
            place, _visible, length, wide = unpack_from("<IHBB", stream, at)
            raw = stream[at + 8 : at + 8 + length * (2 if wide & 1 else 1)]
            yield raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace"), place


def _marks_of(stream: bytes, place: int) -> Marks:
    marks: Marks = {}
    deepest = widest = 0
    for kind, at, length in _records(stream, place):
        row, column = _CELL.unpack_from(stream, at) if length >= _CELL.size else (0, 0)
        if kind in _CELLS:
            if kind in _FORMULAS:
                marks[row + 1, column + 1] = "f"
            elif kind == _BOOLERR and stream[at + 7]:
                marks[row + 1, column + 1] = "e"
        elif kind == _SEVERAL:
            (column,) = unpack_from("<H", stream, at + length - 2)
        else:
            continue
        if column >= MAX_COLUMNS:
            raise Refused("lebar", kolom=MAX_COLUMNS)
        deepest, widest = max(deepest, row), max(widest, column)
        if len(marks) > MAX_MARKS or (deepest + 1) * (widest + 1) > MAX_AREA:
            raise Refused("besar")
    return marks


def scan_workbook(path: Path) -> dict[str, Marks]:
    """Refuse what must not be opened; find the formulas and errors of every sheet."""
    try:
        files = _Files(path.read_bytes())
        if "EncryptedPackage" in files.entries:
            raise Refused("terkunci")
        if any(name.startswith("_VBA_PROJECT") for name in files.entries):
            raise Refused("makro")
        name = next((name for name in ("Workbook", "Book") if name in files.entries), None)
        if name is None:
            raise Refused("rusak")
        stream = files.read(name)
        return {sheet: _marks_of(stream, place) for sheet, place in _sheets(stream)}
    except (error, IndexError, ValueError):
        raise Refused("rusak") from None


def read_xls(path: Path) -> None:
    """Write the first visible sheet with content."""
    marks = scan_workbook(path)
    read_workbook(path, lambda: marks)
