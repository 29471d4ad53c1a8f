"""Spreadsheets in the formats that nobody writes any more, and that offices still send: XLS by hand, ODS by hand."""

import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.organisasi.berkas import Rumus

_SECTOR = 512
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF


class Galat(str):
    """A cell such as ``#N/A``."""

    __slots__ = ()


# --- XLS: records of BIFF8 in a compound file -----------------------------------------------------------------------
def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _cell(row: int, column: int, value: Any) -> bytes:
    place = struct.pack("<HHH", row, column, 1 if isinstance(value, date) else 0)
    if isinstance(value, Rumus):
        # The result is a text, which follows in a record of its own.
        result = struct.pack("<6sH", b"\0\0\0\0\0\0", 0xFFFF) + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00"
        text = "hasil".encode("utf-16-le")
        return _record(0x0006, place + result) + _record(0x0207, struct.pack("<HB", 5, 1) + text)
    if isinstance(value, Galat):
        return _record(0x0205, place + b"\x2a\x01")
    if isinstance(value, bool):
        return _record(0x0205, place + bytes([value, 0]))
    if isinstance(value, date):
        return _record(0x0203, place + struct.pack("<d", (value - date(1899, 12, 30)).days))
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def xls_stream(sheets: Sequence[tuple[str, bytes, bool]], *, front: bytes = b"") -> bytes:
    """The stream of a workbook. Each sheet has a name, its records, and whether it is hidden."""
    formats = _record(0x00E0, struct.pack("<HH16x", 0, 0)) + _record(0x00E0, struct.pack("<HH16x", 0, 14))
    head = _begin(0x0005) + front + _record(0x0042, struct.pack("<H", 1200)) + formats
    names = [name.encode("utf-16-le") for name, _cells, _hidden in sheets]
    place = len(head) + sum(12 + len(name) for name in names) + 4
    index = body = b""
    for (name, cells, hidden), raw in zip(sheets, names, strict=True):
        sheet = _begin(0x0010) + cells + _record(0x000A)
        index += _record(0x0085, struct.pack("<IHBB", place + len(body), int(hidden), len(name), 1) + raw)
        body += sheet
    return head + index + _record(0x000A) + body


def xls_cells(rows: Sequence[Sequence[Any]]) -> bytes:
    """The records of the cells of a sheet."""
    width = max((len(row) for row in rows), default=0)
    found = _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, row in enumerate(rows):
        found += b"".join(_cell(number, column, value) for column, value in enumerate(row) if value not in {None, ""})
    return found


def compound(path: Path, streams: dict[str, bytes]) -> Path:
    """A compound file with these streams, each at least as large as those that need no small sectors."""
    content, entries, chain = b"", b"", []
    root = struct.pack(
        "<64sHBBIII16xI16xIII", "Root Entry".encode("utf-16-le"), 22, 5, 1, _FREE, _FREE, 1, 0, _END, 0, 0
    )
    names = [*streams]
    for number, name in enumerate(names):
        data = streams[name].ljust(4096, b"\0")
        data += b"\0" * (-len(data) % _SECTOR)
        first = len(content) // _SECTOR
        chain += [*range(first + 1, first + len(data) // _SECTOR), _END]
        content += data
        raw = name.encode("utf-16-le")
        right = number + 2 if number + 1 < len(names) else _FREE
        entries += struct.pack(
            "<64sHBBIII16xI16xIII", raw, len(raw) + 2, 2, 1, _FREE, right, _FREE, 0, first, len(data), 0
        )
    directory = (root + entries).ljust(_SECTOR, b"\0")
    directory += b"\0" * (-len(directory) % _SECTOR)
    at = len(content) // _SECTOR
    chain += [*range(at + 1, at + len(directory) // _SECTOR), _END]
    content += directory
    tables = 1
    while (len(chain) + tables) * 4 > tables * _SECTOR:
        tables += 1
    first_table = len(chain)
    chain += [0xFFFFFFFD] * tables
    chain += [_FREE] * (tables * _SECTOR // 4 - len(chain))
    content += struct.pack(f"<{len(chain)}I", *chain)
    places = [*range(first_table, first_table + tables), *[_FREE] * (109 - tables)]
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, at, 0, 4096,
        _END, 0, _END, 0,
    )  # fmt: skip
    path.write_bytes(head + struct.pack("<109I", *places) + content)
    return path


def write_xls(path: Path, rows: Sequence[Sequence[Any]], **streams: bytes) -> Path:
    """Rows as they are: text, number, date, formula, error."""
    return compound(path, {"Workbook": xls_stream([("Data", xls_cells(rows), False)]), **streams})


# --- ODS ------------------------------------------------------------------------------------------------------------
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>"
)
_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def _ods_cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    text = f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    if isinstance(value, Rumus):
        return f'<table:table-cell table:formula={quoteattr(value)} office:value-type="string">{text}'
    if isinstance(value, Galat):
        return f'<table:table-cell office:value-type="string" calcext:value-type="error">{text}'
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}">{text}'
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}">{text}'
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string">{text}'
    return f'<table:table-cell office:value-type="float" office:value="{value}">{text}'


def ods_rows(rows: Sequence[Sequence[Any]]) -> str:
    """Rows as LibreOffice writes them, with the empty rest of the sheet behind."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    rest = '<table:table-cell table:number-columns-repeated="1024"/>'
    return f'{body}<table:table-row table:number-rows-repeated="1048000">{rest}</table:table-row>'


def write_ods_xml(path: Path, tables: str, **parts: bytes) -> Path:
    """A document with exactly this XML for its tables, and further parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS, zipfile.ZIP_STORED)
        archive.writestr("content.xml", _HEAD + tables + _TAIL)
        archive.writestr("styles.xml", '<?xml version="1.0" encoding="UTF-8"?><a/>')
        archive.writestr("META-INF/manifest.xml", parts.pop("manifest", b"<manifest/>"))
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


def write_ods(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """Rows as they are: text, number, date, formula, error."""
    return write_ods_xml(path, f'<table:table table:name="Data">{ods_rows(rows)}</table:table>')
