"""Spreadsheets for tests: small rosters by row, and files that mean harm."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

SHEET = "xl/worksheets/sheet1.xml"
_CELL = '<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


class Rumus(str):
    """A cell with a formula."""

    __slots__ = ()


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """Rows as they are: text, number, date, formula."""
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Data")
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is None or value == "":
                    continue
                if isinstance(value, Rumus):
                    sheet.write_formula(number, column, value, None, "hasil")
                elif isinstance(value, bool):
                    sheet.write_boolean(number, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value)
    return path


def changed(path: Path, change: Callable[[str, bytes], bytes], **extra: bytes) -> Path:
    """The same workbook with every part passed through ``change``, and further parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))
        for name, data in extra.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


def with_sheet(path: Path, rows_xml: str) -> Path:
    """A workbook whose sheet holds exactly this XML between ``<sheetData>`` tags."""
    write_xlsx(path, [["a"]])

    def change(name: str, data: bytes) -> bytes:
        if name != SHEET:
            return data
        head, _tag, rest = data.decode().partition("<sheetData>")
        return f"{head}<sheetData>{rows_xml}</sheetData>{rest.partition('</sheetData>')[2]}".encode()

    return changed(path, change)


def far_corner(path: Path, ref: str = "XFD1048576", attribute: str = 'r="{ref}"') -> Path:
    """Two cells: the first and one far away. Some parsers fill everything between them."""
    row = "".join(letter for letter in ref if letter.isdigit())
    far = _CELL.format(ref=ref, text="b").replace(f'r="{ref}"', attribute.format(ref=ref))
    return with_sheet(
        path, f'<row r="1">{_CELL.format(ref="A1", text="a")}</row><row {attribute.format(ref=row)}>{far}</row>'
    )


def zip_bomb(path: Path) -> Path:
    """A small file that is 180 MB inside."""
    write_xlsx(path, [["a"]])
    return changed(path, lambda name, data: data + b" " * 180_000_000 if name == SHEET else data)


def lying_zip(path: Path) -> Path:
    """A zip whose directory says a part is smaller than it is."""
    zip_bomb(path)
    data = bytearray(path.read_bytes())
    at = data.rfind(SHEET.encode())
    entry = data.rfind(b"PK\x01\x02", 0, at)
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def with_entity(path: Path, part: str = SHEET) -> Path:
    """A part with a DTD that reads a file of the server."""
    write_xlsx(path, [["NIP", "Nama"], ["1", "x"]])
    dtd = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

    def change(name: str, data: bytes) -> bytes:
        head, mark, rest = data.partition(b"?>")
        return head + mark + dtd + rest if name == part else data

    return changed(path, change)


def pdf_bytes() -> bytes:
    """The beginning and the end of a PDF."""
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + b"\x00\xff" * 200 + b"\n%%EOF\n"


def many_entries(path: Path) -> Path:
    """A workbook with thousands of parts."""
    write_xlsx(path, [["a"]])
    return changed(path, lambda name, data: data, **{f"xl__x{n}.xml": b"<a/>" for n in range(300)})


def formulas_in(data: bytes) -> int:
    """Number of formula elements in a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return sum(sheet.count(b"<f>") + sheet.count(b"<f ") for sheet in sheets)
