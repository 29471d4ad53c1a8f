"""ODS: what must not be opened is refused by streaming through the parts; the rest is read by the library.

One element may stand for thousands of cells, so bounds are a matter of counting, not of finding an address.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.sax.saxutils import unescape

from .arsip import CHUNK, ODS_TYPE, check_encoding, open_archive, scan_part
from .batas import MAX_AREA, MAX_COLUMNS, MAX_MARKS, MAX_ROWS, Marks, Refused
from .pustaka import read_workbook

MAX_ROW: Final = 4_000_000  # bytes of one row of XML
_TAG = re.compile(rb"<table:(table|table-row)(?=[\s>/])([^>]*?)(/?)>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s>/])([^>]*?)/?>")
_END: Final = b"</table:table-row>"
_FILLED: Final = b"office:value-type="
_NAME = re.compile(rb"""table:name\s*=\s*["']([^"']*)["']""")
_ROWS = re.compile(rb"""table:number-rows-repeated\s*=\s*["']([0-9]+)["']""")
_COLUMNS = re.compile(rb"""table:number-columns-repeated\s*=\s*["']([0-9]+)["']""")
_FORMULA: Final = b"table:formula="
_ERROR = re.compile(rb"""calcext:value-type\s*=\s*["']error["']""")


def _elements(archive: zipfile.ZipFile) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, attributes and content of every table and row of the sheet; a table comes without its content."""
    buffer = b""
    with archive.open("content.xml") as part:
        while chunk := part.read(CHUNK):
            if not buffer:
                check_encoding(chunk)
            buffer += chunk
            if b"<!DOCTYPE" in buffer or b"<!ENTITY" in buffer:
                raise Refused("dtd")
            at = 0
            while found := _TAG.search(buffer, at):
                if found[1] == b"table" or found[3]:
                    at = found.end()
                    yield found[1], found[2], b""
                    continue
                end = buffer.find(_END, found.end())
                if end < 0:
                    break
                yield found[1], found[2], buffer[found.end() : end]
                at = end + len(_END)
            rest = found.start() if found else max(at, len(buffer) - 2_048)
            buffer = buffer[rest:]
            if len(buffer) > MAX_ROW:
                raise Refused("besar")


def _repeated(pattern: "re.Pattern[bytes]", attributes: bytes) -> int:
    found = pattern.search(attributes)
    return max(1, int(found[1][:9])) if found else 1


def scan_rows(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Refuse cells out of bounds; find the formulas and errors of every sheet."""
    sheets: dict[str, Marks] = {}
    marks: Marks = {}
    number, widest = 1, 0
    for kind, attributes, content in _elements(archive):
        if kind == b"table":
            name = _NAME.search(attributes)
            marks = sheets.setdefault(unescape(name[1].decode("utf-8", "replace")) if name else "", {})
            number, widest = 1, 0
            continue
        repeated = _repeated(_ROWS, attributes)
        if _FILLED in content:
            last = number + repeated - 1
            if last > MAX_ROWS + 1:
                raise Refused("panjang", baris=last, paling=MAX_ROWS)
            widest = max(widest, _scan_cells(content, range(number, number + repeated), marks))
            if last * widest > MAX_AREA:
                raise Refused("besar")
        number += repeated
    return sheets


def _scan_cells(content: bytes, rows: range, marks: Marks) -> int:
    """:returns: the last column of these rows that holds something."""
    if b"-columns-repeated" not in content and _FORMULA not in content and not _ERROR.search(content):
        width = content.count(b"<table:table-cell")
        if content.count(_FILLED) > MAX_COLUMNS:
            raise Refused("lebar", kolom=MAX_COLUMNS)
        return width
    column, last = 1, 0
    for found in _CELL.finditer(content):
        repeated = _repeated(_COLUMNS, found[1])
        if _FILLED in found[1]:
            last = column + repeated - 1
            if last > MAX_COLUMNS:
                raise Refused("lebar", kolom=MAX_COLUMNS)
            mark = "f" if _FORMULA in found[1] else "e" if _ERROR.search(found[1]) else ""
            if mark:
                marks.update({(row, column + step): mark for row in rows for step in range(repeated)})
                if len(marks) > MAX_MARKS:
                    raise Refused("besar")
        column += repeated
    return last


def scan_workbook(path: Path) -> dict[str, Marks]:
    """Refuse what must not be opened; find the formulas and errors of every sheet."""
    with open_archive(path) as archive:
        names = archive.namelist()
        if "content.xml" not in names or archive.read("mimetype").strip() != ODS_TYPE:
            raise Refused("rusak")
        if any(name.startswith("Basic/") and not name.endswith("/") for name in names):
            raise Refused("makro")
        for name in names:
            if name.endswith((".xml", ".rdf")) and name != "content.xml":
                scan_part(archive, name)
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refused("terkunci")
        return scan_rows(archive)


def read_ods(path: Path) -> None:
    """Write the first visible sheet with content."""
    marks = scan_workbook(path)
    read_workbook(path, lambda: marks)
