"""Writing spreadsheets: text stays text, and nothing that a person typed becomes a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE: Final = "text/csv; charset=utf-8"
# Spreadsheet programs take a cell for a formula when it starts with one of these, full-width forms included.
_FORMULA_STARTS: Final = tuple("=+-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20")
_MAX_CELL: Final = 32_767


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its heading, its width in letters, and how its numbers are written (``0.00``)."""

    judul: str
    lebar: int = 16
    angka: str = ""


def neutral(text: str) -> str:
    """Text that no spreadsheet program runs: what looks like a formula gets an apostrophe in front."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) or text.startswith(_FORMULA_STARTS) else text


def open_workbook(output: IO[bytes]) -> Workbook:
    """A workbook in which text stays text. Memory does not grow with the number of rows. Use it with ``with``."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return Workbook(output, {**options, "strings_to_numbers": False})


def write_xlsx(output: IO[bytes], lembar: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    """Write one sheet with a frozen heading. Memory does not grow with the number of rows."""
    with open_workbook(output) as workbook:
        add_sheet(workbook, lembar, columns, rows)


def add_sheet(workbook: Workbook, lembar: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    """Append a sheet with a frozen heading to an open workbook."""
    sheet = workbook.add_worksheet(lembar[:31])
    heading = workbook.add_format(
        {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1E4E8C", "valign": "vcenter", "text_wrap": True}
    )
    # "@" keeps a number that somebody types over a text as text: an NIP stays whole.
    text = workbook.add_format({"num_format": "@", "valign": "top"})
    day = workbook.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
    for index, column in enumerate(columns):
        number = workbook.add_format({"num_format": column.angka, "valign": "top"}) if column.angka else text
        sheet.set_column(index, index, column.lebar, number)
    sheet.set_row(0, 24)
    for index, column in enumerate(columns):
        sheet.write_string(0, index, column.judul, heading)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, start=1):
        _write_row(sheet, last, row, text, day)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _write_row(sheet: Worksheet, number: int, row: Sequence[Any], text: Format, day: Format) -> None:
    for index, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, bool):
            sheet.write_boolean(number, index, value)
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(number, index, value)
        elif isinstance(value, datetime | date):
            sheet.write_datetime(number, index, value, day)
        else:
            sheet.write_string(number, index, str(value)[:_MAX_CELL], text)


class _Line:
    """A file for :mod:`csv` that keeps only the last line."""

    text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def csv_lines(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of a CSV as Indonesian spreadsheet programs open it: a BOM, semicolons, dates as ``2026-12-01``."""
    line = _Line()
    writer = csv.writer(line, delimiter=";")
    writer.writerow([column.judul for column in columns])
    yield "\ufeff" + line.text
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
        yield line.text


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        # The database keeps six places; people wrote fewer.
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    return neutral(str(value))
