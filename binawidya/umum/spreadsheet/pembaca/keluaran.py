"""What the process writes: lines of JSON, first the sheet, then rows in groups, at last that it came to the end."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any, Final

from .batas import GROUP, MAX_COLUMNS, MAX_ROWS, SEPARATOR, Marks, Refused

_ERRORS: Final = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA"}


def write(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def plain(cell: Any) -> Any:
    """One cell as JSON can hold it; empty is null."""
    kind = type(cell)
    if kind is str:
        if not cell or cell.isspace():
            return None
        return ["e", cell] if cell in _ERRORS else cell
    if kind is float:
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if kind is datetime:
        return ["d", cell.date().isoformat()]
    if kind is date:
        return ["d", cell.isoformat()]
    if kind is time or kind is timedelta:
        return str(cell)
    return cell


def _is_plain(cells: list[Any]) -> bool:
    """Whether a row holds nothing but texts, none of them an error and not all of them empty: most rows of a roster."""
    if {*map(type, cells)} != {str}:
        return False
    text = "".join(cells)
    return "#" not in text and not text.isspace() and text != ""


def write_sheet(name: str, rows: Iterable[tuple[int, list[Any]]], expected: int = 0) -> None:
    """Rows that hold something, with the number they carry in the sheet.

    :param expected: how many rows there are about, where that is known.
    """
    write({"lembar": name, "perkiraan": expected})
    numbers: list[int] = []
    group: list[list[Any]] = []
    count = 0
    for number, cells in rows:
        row = cells if _is_plain(cells) else [plain(cell) for cell in cells]
        while row and not row[-1] and (row[-1] is None or row[-1] == ""):
            row.pop()
        if not row:
            continue
        count += 1
        if count > MAX_ROWS + 1:
            raise Refused("panjang", baris=number, paling=MAX_ROWS)
        if len(row) > MAX_COLUMNS:
            raise Refused("lebar", kolom=MAX_COLUMNS)
        numbers.append(number)
        group.append(row)
        if len(group) == GROUP:
            _write_group(numbers, group)
            numbers, group = [], []
    if group:
        _write_group(numbers, group)
    if not count:
        raise Refused("kosong")
    write({"selesai": count})


def _write_group(numbers: list[int], rows: list[list[Any]]) -> None:
    """Some rows by column: a column of texts as one text, because whoever reads it cuts that faster than a list."""
    columns: list[Any] = []
    marked: list[int] = []
    for column in zip_longest(*rows, fillvalue=""):
        kinds = {*map(type, column)}
        if kinds == {str} and (text := SEPARATOR.join(column)).count(SEPARATOR) == len(rows) - 1:
            columns.append(text)
            continue
        if list in kinds:
            marked.append(len(columns))
        columns.append([None if cell == "" else cell for cell in column])
    write({"baris": numbers, "kolom": columns, "tanda": marked})


def with_marks(rows: Iterable[Any], marks: Marks, left: int) -> Iterator[tuple[int, list[Any]]]:
    """Number the rows and mark computed and wrong cells. ``left`` empty columns are not part of a row."""
    if not marks:
        yield from enumerate(rows, start=1)
        return
    columns: dict[int, list[tuple[int, str]]] = {}
    for (row, column), mark in marks.items():
        columns.setdefault(row, []).append((column - 1 - left, mark))
    for number, cells in enumerate(rows, start=1):
        for column, mark in columns.get(number, ()):
            if 0 <= column < len(cells):
                value = plain(cells[column])
                cells[column] = value if mark == "e" and type(value) is list else [mark, value]
        yield number, cells
