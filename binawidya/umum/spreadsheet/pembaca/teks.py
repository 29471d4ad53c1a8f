"""CSV as the programs of offices write it: any of four separators, four encodings."""

import csv
import io
import re
from itertools import islice
from pathlib import Path
from typing import Any

from .batas import MAX_CELL, Refused
from .keluaran import write_sheet


def is_utf16(head: bytes) -> bool:
    """Whether every second byte of the beginning is empty, as in Latin text of two bytes each without a mark."""
    return len(head) > 3 and not any(head[1:64:2]) and all(head[:64:2])


def decode(data: bytes) -> str:
    """Text of a file from any office program; UTF-8 first, because nothing else looks like it by chance."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    if is_utf16(data[:64]):
        return data.decode("utf-16-le")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def delimiter_of(text: str) -> str:
    """The separator that cuts the first lines into the most columns."""
    lines = [line for line in islice(io.StringIO(text), 40) if line.strip()][:20]
    if lines and (found := re.fullmatch(r"sep=(.)\s*", lines[0], re.IGNORECASE)):
        return found[1]
    widths = {mark: max((len(row) for row in csv.reader(lines, delimiter=mark)), default=0) for mark in ";,\t|"}
    return max(widths, key=lambda mark: widths[mark])


def read_csv(path: Path) -> None:
    """Write the rows of a CSV."""
    try:
        text = decode(path.read_bytes())
    except UnicodeDecodeError:
        raise Refused("huruf") from None
    if "\x00" in text:
        raise Refused("bukan", isi="biner", akhiran=".csv")
    csv.field_size_limit(MAX_CELL)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
        numbered = ((number, mark_formulas(row)) for number, row in enumerate(rows, start=1))
        write_sheet("", numbered, text.count("\n"))
    except csv.Error:
        raise Refused("kutip") from None


def mark_formulas(cells: list[Any]) -> list[Any]:
    """A CSV has no formulas, but a spreadsheet program would make one of these."""
    for index, cell in enumerate(cells):
        if cell[:1] == "=" and len(cell) > 1:
            cells[index] = ["f", cell]
    return cells
