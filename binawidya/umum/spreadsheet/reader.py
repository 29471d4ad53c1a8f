"""Reading a spreadsheet from outside: the parser runs in :mod:`binawidya.umum.spreadsheet.child`, a process of its own.

This side never opens the file. It waits for the child, checks how it ended, and hands out typed rows in groups from
the child's output, so that memory does not grow with the sheet.
"""

import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka
from binawidya.umum.spreadsheet import child
from binawidya.umum.spreadsheet.cells import Cell, CellError, Formula
from binawidya.umum.spreadsheet.pembaca.batas import MAX_COLUMNS, MAX_ROWS, REFUSED, SEPARATOR

logger = logging.getLogger(__name__)

WALL_SECONDS: Final = 150
_PAUSE: Final = 0.005


class SpreadsheetRefused(Exception):
    """The file cannot be read. ``code`` names the reason, ``message`` is the sentence for the person who sent it."""

    def __init__(self, code: str, data: Mapping[str, Any] | None = None) -> None:
        self.code = code if code in _SENTENCES else "rusak"
        self.message = _SENTENCES[self.code](data or {})
        super().__init__(self.message)


def _not_a_sheet(data: Mapping[str, Any]) -> str:
    isi, akhiran = data.get("isi", ""), data.get("akhiran", "")
    if isi in {"XLSX", "XLS", "ODS"}:
        return _("Isi berkas ini lembar kerja %(isi)s, akhirannya %(akhiran)s. Ganti akhirannya menjadi %(benar)s.") % {
            "isi": isi,
            "akhiran": akhiran,
            "benar": f".{isi.lower()}",
        }
    if isi == "HTML":
        return _("Berkas ini berisi HTML, bukan lembar kerja. Buka di Excel, simpan sebagai XLSX, lalu unggah lagi.")
    if isi == "teks":
        return _("Berkas berakhiran %(akhiran)s ini berisi teks biasa. Simpan sebagai XLSX atau beri akhiran .csv.") % {
            "akhiran": akhiran
        }
    if isi == "biner":
        return _("Berkas ini bukan lembar kerja. Simpan sebagai XLSX atau CSV, lalu unggah lagi.")
    return _("Berkas ini berisi %(isi)s, bukan lembar kerja. Simpan sebagai XLSX atau CSV, lalu unggah lagi.") % {
        "isi": isi
    }


_SENTENCES: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "kosong": lambda data: _("Berkas ini kosong. Pastikan lembar pertama berisi judul kolom dan data."),
    "jenis": lambda data: _("Jenis berkas ini tidak diterima. Simpan sebagai XLSX atau CSV, lalu unggah lagi."),
    "bukan": _not_a_sheet,
    "rusak": lambda data: _("Berkas ini rusak atau bukan lembar kerja. Buka dan simpan ulang, lalu unggah lagi."),
    "terkunci": lambda data: _("Berkas ini terkunci kata sandi. Simpan tanpa kata sandi, lalu unggah lagi."),
    "makro": lambda data: _("Berkas ini memuat makro. Simpan sebagai XLSX tanpa makro."),
    "bom": lambda data: _("Isi berkas ini jauh lebih besar daripada ukurannya. Salin datanya ke lembar kerja baru."),
    "dtd": lambda data: _("Berkas ini memuat perintah XML yang tidak diterima. Salin datanya ke lembar kerja baru."),
    "lebar": lambda data: (
        _("Lembar ini berisi sel sesudah kolom ke-%(n)s. Hapus kolom di sebelah kanan data, lalu simpan ulang.")
        % {"n": format_angka(int(data.get("kolom", MAX_COLUMNS)))}
    ),
    "panjang": lambda data: (
        _("Lembar ini berisi sel sampai baris %(n)s, batasnya %(m)s. Hapus baris di bawah data atau pecah lembarnya.")
        % {"n": format_angka(int(data.get("baris", 0))), "m": format_angka(MAX_ROWS)}
    ),
    "besar": lambda data: _("Lembar ini terlalu besar untuk dibaca. Salin datanya saja ke lembar kerja baru."),
    "lama": lambda data: _("Lembar ini terlalu lama dibaca. Salin datanya saja ke lembar kerja baru."),
    "huruf": lambda data: _("Huruf dalam CSV ini tidak terbaca. Simpan sebagai CSV UTF-8 atau XLSX."),
    "kutip": lambda data: _("Tanda kutip dalam CSV ini tidak berpasangan. Simpan ulang sebagai XLSX."),
}


class Row(NamedTuple):
    """A row that holds something. ``nomor`` is its number in the sheet, counted from 1."""

    nomor: int
    sel: list[Cell]


class Block(NamedTuple):
    """Some rows by column. ``nomor`` are their numbers in the sheet; every column is as long."""

    nomor: list[int]
    kolom: list[list[Cell]]

    def row(self, index: int) -> Row:
        """One of the rows, without the empty cells at its end."""
        cells = [column[index] for column in self.kolom]
        while cells and cells[-1] is None:
            cells.pop()
        return Row(self.nomor[index], cells)

    def rows(self) -> list[Row]:
        return [self.row(index) for index in range(len(self.nomor))]

    def behind(self, count: int) -> "Block":
        """Without the first rows."""
        return Block(self.nomor[count:], [column[count:] for column in self.kolom])


def joined(blocks: Sequence[Block]) -> Block:
    """The rows of several blocks as one."""
    width = max((len(block.kolom) for block in blocks), default=0)
    columns: list[list[Cell]] = [[] for _index in range(width)]
    for block in blocks:
        empty: list[Cell] = [None] * len(block.nomor)
        for index, column in enumerate(columns):
            column += block.kolom[index] if index < len(block.kolom) else empty
    return Block([nomor for block in blocks for nomor in block.nomor], columns)


class Sheet:
    """The first visible sheet with content. Can be gone through more than once.

    The first time it keeps pace with the process that reads the file; whatever that refuses is raised then.
    """

    def __init__(self, output: IO[bytes], process: "subprocess.Popen[bytes]", end: float) -> None:
        self._output = output
        self._process = process
        self._end = end
        first = json.loads(self._line())
        self.nama = str(first.get("lembar", ""))
        self.perkiraan = int(first.get("perkiraan", 0))  # rows, about; none where that is not known
        self._start = output.tell()

    def groups(self) -> Iterator[list[Row]]:
        """The rows in order, some hundred at a time.

        :raises SpreadsheetRefused: the rest of the file cannot be read.
        """
        for block in self.blocks():
            yield block.rows()

    def blocks(self) -> Iterator[Block]:
        """The same by column.

        :raises SpreadsheetRefused: as above.
        """
        at = self._start
        while True:
            self._output.seek(at)
            data = json.loads(self._line())
            at = self._output.tell()
            numbers = data.get("baris")
            if numbers is None:
                return
            columns = data["kolom"]
            for index in data["tanda"]:
                columns[index] = [_typed(cell) if type(cell) is list else cell for cell in columns[index]]
            yield Block(numbers, [_cut(column) if type(column) is str else column for column in columns])

    def _line(self) -> bytes:
        """The next whole line; waits for it, and finds out how the process ended if none comes."""
        at = self._output.tell()
        while True:
            ended = self._process.poll()
            line = self._output.readline()
            if line.endswith(b"\n") and not line.startswith(b'{"tolak":'):
                return line
            if ended is not None:
                raise _refusal(ended, line)
            if time.monotonic() > self._end:
                raise SpreadsheetRefused("lama")
            self._output.seek(at)
            time.sleep(_PAUSE)


def _refusal(ended: int, line: bytes) -> SpreadsheetRefused:
    """What to say of a process that ended without coming to the end of the file."""
    if ended == REFUSED:
        try:
            last = json.loads(line)
        except ValueError:
            last = {}
        return SpreadsheetRefused(str(last.get("tolak", "besar")), last.get("data"))
    logger.warning("spreadsheet parser ended with %s", ended)
    if ended > 0:
        # The parser gave up on what it found in the file.
        return SpreadsheetRefused("rusak")
    # It ran into a limit: the file asked for more than any roster needs.
    return SpreadsheetRefused("lama" if ended == -24 else "besar")


def _cut(column: str) -> list[Cell]:
    return [cell or None for cell in column.split(SEPARATOR)]


def _typed(pair: Any) -> Cell:
    mark, value = pair
    if mark == "d":
        return date.fromisoformat(value)
    inner = _typed(value) if type(value) is list else value
    return Formula(inner) if mark == "f" else CellError(inner)


@contextmanager
def open_sheet(path: Path, suffix: str, *, seconds: float = WALL_SECONDS) -> Iterator[Sheet]:
    """Read a file in a limited process, which ends with the block at the latest.

    :param suffix: what the file claims to be, with its point, in small letters; the content must agree.
    :raises SpreadsheetRefused: for everything that is no readable sheet within the limits; what only the end of a file
        shows is raised by the first pass through the rows.
    """
    command = [sys.executable, "-I", str(Path(child.__file__)), str(path), suffix]
    with tempfile.NamedTemporaryFile() as output, Path(output.name).open("ab") as pipe:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )
        try:
            yield Sheet(output, process, time.monotonic() + seconds)
        finally:
            process.kill()
            process.wait()
