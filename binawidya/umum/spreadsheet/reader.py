"""Reading a spreadsheet from outside: the parser runs in :mod:`binawidya.umum.spreadsheet.child`, a process of its own.

This side never opens the file. It waits for the child, checks how it ended, and hands out typed rows in groups from
the child's output, so that memory does not grow with the sheet.
"""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka
from binawidya.umum.spreadsheet import child
from binawidya.umum.spreadsheet.cells import Cell, CellError, Formula

logger = logging.getLogger(__name__)

WALL_SECONDS: Final = 150
_TAIL: Final = 65_536


class SpreadsheetRefused(Exception):
    """The file cannot be read. ``code`` names the reason, ``message`` is the sentence for the person who sent it."""

    def __init__(self, code: str, data: Mapping[str, Any] | None = None) -> None:
        self.code = code if code in _SENTENCES else "rusak"
        self.message = _SENTENCES[self.code](data or {})
        super().__init__(self.message)


def _not_a_sheet(data: Mapping[str, Any]) -> str:
    isi, akhiran = data.get("isi", ""), data.get("akhiran", "")
    if isi == "XLSX":
        return _("Isi berkas ini lembar kerja Excel, akhirannya %(akhiran)s. Ganti akhirannya menjadi .xlsx.") % {
            "akhiran": akhiran
        }
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
    "terkunci": lambda data: _(
        "Berkas ini terkunci kata sandi atau berformat Excel lama. Simpan sebagai XLSX tanpa kata sandi."
    ),
    "makro": lambda data: _("Berkas ini memuat makro. Simpan sebagai XLSX tanpa makro."),
    "bom": lambda data: _("Isi berkas ini jauh lebih besar daripada ukurannya. Salin datanya ke lembar kerja baru."),
    "dtd": lambda data: _("Berkas ini memuat perintah XML yang tidak diterima. Salin datanya ke lembar kerja baru."),
    "lebar": lambda data: (
        _("Lembar ini berisi sel sesudah kolom ke-%(n)s. Hapus kolom di sebelah kanan data, lalu simpan ulang.")
        % {"n": format_angka(int(data.get("kolom", child.MAX_COLUMNS)))}
    ),
    "panjang": lambda data: (
        _("Lembar ini berisi sel sampai baris %(n)s, batasnya %(m)s. Hapus baris di bawah data atau pecah lembarnya.")
        % {"n": format_angka(int(data.get("baris", 0))), "m": format_angka(child.MAX_ROWS)}
    ),
    "besar": lambda data: _("Lembar ini terlalu besar untuk dibaca. Salin datanya saja ke lembar kerja baru."),
    "lama": lambda data: _("Lembar ini terlalu lama dibaca. Salin datanya saja ke lembar kerja baru."),
    "huruf": lambda data: _("Huruf dalam CSV ini tidak terbaca. Simpan sebagai CSV UTF-8 atau XLSX."),
    "kutip": lambda data: _("Tanda kutip dalam CSV ini tidak berpasangan. Simpan ulang sebagai XLSX."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something. ``nomor`` is its number in the sheet, counted from 1."""

    nomor: int
    sel: list[Cell]


class Sheet:
    """The first visible sheet with content. Can be gone through more than once."""

    def __init__(self, output: IO[bytes], nama: str, jumlah: int) -> None:
        self._output = output
        self.nama = nama
        self.jumlah = jumlah

    def groups(self) -> Iterator[list[Row]]:
        """The rows in order, some hundred at a time."""
        self._output.seek(0)
        self._output.readline()
        for line in self._output:
            data = json.loads(line)
            rows = data.get("baris")
            if rows is None:
                return
            for index in data["tanda"]:
                rows[index] = [_typed(cell) if type(cell) is list else cell for cell in rows[index]]
            yield [Row(cells[0], cells[1:]) for cells in rows]


def _typed(pair: Any) -> Cell:
    mark, value = pair
    if mark == "d":
        return date.fromisoformat(value)
    inner = _typed(value) if type(value) is list else value
    return Formula(inner) if mark == "f" else CellError(inner)


@contextmanager
def open_sheet(path: Path, suffix: str, *, seconds: float = WALL_SECONDS) -> Iterator[Sheet]:
    """Read a file in a limited process.

    :param suffix: what the file claims to be, with its point, in small letters; the content must agree.
    :raises SpreadsheetRefused: for everything that is no readable sheet within the limits.
    """
    with tempfile.TemporaryFile() as output:
        _run(path, suffix, output, seconds)
        output.seek(0)
        first = json.loads(output.readline())
        yield Sheet(output, str(first["lembar"]), int(_last(output)["selesai"]))


def _run(path: Path, suffix: str, output: IO[bytes], seconds: float) -> None:
    command = [sys.executable, "-I", str(Path(child.__file__)), str(path), suffix]
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
            timeout=seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        raise SpreadsheetRefused("lama") from None
    if ended == 0:
        return
    if ended == child.REFUSED:
        last = _last(output)
        raise SpreadsheetRefused(str(last.get("tolak", "besar")), last.get("data"))
    # The parser ran into a limit or broke down: the file asked for more than any roster needs.
    logger.warning("spreadsheet parser ended with %s", ended)
    raise SpreadsheetRefused("lama" if ended == -24 else "besar")


def _last(output: IO[bytes]) -> Mapping[str, Any]:
    """The last line of the child's output, or nothing if it was cut off."""
    size = output.seek(0, 2)
    output.seek(max(0, size - _TAIL))
    lines = output.read().splitlines()
    try:
        found = json.loads(lines[-1]) if lines else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
