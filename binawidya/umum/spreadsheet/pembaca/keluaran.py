"""What the process writes: lines of JSON, first the sheet, then rows in groups, at last that it came to the end."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from .batas import GROUP, MAX_COLUMNS, MAX_ROWS, Marks, Refused

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


def write_sheet(name: str, rows: Iterable[tuple[int, list[Any]]]) -> None:
    """Rows that hold something, with the number they carry in the sheet."""
    write({"lembar": name})
    group: list[list[Any]] = []
    tagged: list[int] = []
    count = 0
    for number, cells in rows:
        row: list[Any] = [number]
        special = False
        if _is_plain(cells):
            row += [cell or None for cell in cells]
        else:
            for cell in cells:
                value = plain(cell)
                special = special or type(value) is list
                row.append(value)
        while len(row) > 1 and row[-1] is None:
            row.pop()
        if len(row) == 1:
            continue
        count += 1
        if count > MAX_ROWS + 1:
            raise Refused("panjang", baris=number, paling=MAX_ROWS)
        if len(row) > MAX_COLUMNS + 1:
            raise Refused("lebar", kolom=MAX_COLUMNS)
        if special:
            tagged.append(len(group))
        group.append(row)
        if len(group) == GROUP:
            write({"baris": group, "tanda": tagged})
            group, tagged = [], []
    if group:
        write({"baris": group, "tanda": tagged})
    if not count:
        raise Refused("kosong")
    write({"selesai": count})


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
