"""The throw-away process that opens a spreadsheet from outside.

Started by :mod:`binawidya.umum.spreadsheet.reader` as ``python -I child.py PATH SUFFIX`` with an empty environment. It
imports nothing of the project, limits itself before it opens anything, and writes lines of JSON: first the sheet, then
rows in groups, at last a line that says it came to the end. A refusal is one line with a code. Whatever a file does to
the parser (a cell in the far corner makes it ask for 549 GB and abort), only this process ends.

A cell is written as text, number, true/false or null; what JSON lacks is a pair: ``["d", "2026-12-01"]`` a date,
``["f", cell]`` the stored result of a formula, ``["e", "#REF!"]`` an error.
"""

import contextlib
import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import unescape

MAX_MEMORY: Final = 1_000_000_000
MAX_CPU_SECONDS: Final = 90
MAX_OUTPUT: Final = 400_000_000
MAX_ENTRIES: Final = 200
MAX_INFLATED: Final = 200_000_000
MAX_RATIO: Final = 100
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 32_767  # letters in one cell, as in Excel
MAX_MARKS: Final = 2_000_000  # formulas and errors
GROUP: Final = 500
REFUSED: Final = 3

_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
# One pass over up to 200 MB, so as coarse as it may be: columns behind GR (the 200th) and rows from 200,000 on. Other
# spellings of an attribute than the usual one are left to the memory limit.
_OUTSIDE = re.compile(
    rb"""r="(?:(?P<wide>(?:[A-Z]{3}|G[S-Z]|[H-Z][A-Z])[0-9])|[A-Z]{0,3}(?P<deep>[2-9][0-9]{5}|[0-9]{7,})")"""
)
_FORMULA = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>\s*<(?:\w+:)?f[\s/>]""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_OVERLAP = 2_048
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_KINDS: Final = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "XLSX"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
)


# (row, column), both counted from 1: "f" for a formula, "e" for an error
Marks = dict[tuple[int, int], str]


class Refused(Exception):
    """The file is not read. ``code`` is one of the codes the parent has a sentence for."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


def limit() -> None:
    """Take away from this process what no spreadsheet needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def write(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


# --- What the file really is ------------------------------------------------------------------------------------
def kind_of(path: Path) -> str:
    """The kind that the first bytes show: ``XLSX``, ``XLS``, ``PDF``, ``HTML``, ``JPEG``, ``PNG`` or ``teks``."""
    with path.open("rb") as file:
        head = file.read(2048)
    if not head:
        raise Refused("kosong")
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return kind
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "teks"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<script", b"<meta")):
        return "HTML"
    return "biner" if b"\x00" in head else "teks"


def check_kind(path: Path, suffix: str) -> None:
    """The content must be what the suffix says."""
    kind = kind_of(path)
    if kind == "XLS" and suffix == ".xlsx":
        raise Refused("terkunci")
    wanted = {".xlsx": "XLSX", ".csv": "teks"}.get(suffix)
    if wanted is None:
        raise Refused("jenis")
    if kind != wanted:
        raise Refused("bukan", isi=kind, akhiran=suffix)


# --- XLSX: everything that can be known without unpacking into memory ---------------------------------------------
def check_archive(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    inflated = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or inflated > MAX_INFLATED or inflated > max(size, 10_000) * MAX_RATIO:
        raise Refused("bom")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("terkunci")
    if len(set(names)) != len(names) or "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused("rusak")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("makro")
    types = archive.read("[Content_Types].xml")
    if _MACRO_TYPE in types:
        raise Refused("makro")
    if _MAIN_TYPE not in types:
        raise Refused("rusak")


def scan_part(archive: zipfile.ZipFile, name: str, *, sheet: bool) -> Marks:
    """Stream one XML part: no DTD, plain UTF-8, cells within bounds.

    :returns: where the formulas and the errors are.
    """
    marks: Marks = {}
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(1 << 20):
            if not tail and (chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in chunk[:64]):
                raise Refused("rusak")
            if (
                not tail
                and (found := _ENCODING.search(chunk[:200]))
                and found[1].lower() not in {b"utf-8", b"us-ascii"}
            ):
                raise Refused("rusak")
            buffer = tail + chunk
            if b"<!DOCTYPE" in buffer or b"<!ENTITY" in buffer:
                raise Refused("dtd")
            if sheet:
                scan_cells(buffer, marks)
            tail = buffer[-_OVERLAP:]
    return marks


def scan_cells(buffer: bytes, marks: Marks) -> None:
    for found in _OUTSIDE.finditer(buffer):
        if found["wide"]:
            raise Refused("lebar", kolom=MAX_COLUMNS)
        if int(found["deep"]) > MAX_ROWS + 1:
            raise Refused("panjang", baris=int(found["deep"]), paling=MAX_ROWS)
    if b"<f" in buffer or b":f" in buffer:
        marks.update({(int(row), column_number(letters)): "f" for letters, row in _FORMULA.findall(buffer)})
    if b't="e"' in buffer:
        for letters, row in _ERROR.findall(buffer):
            marks.setdefault((int(row), column_number(letters)), "e")
    if len(marks) > MAX_MARKS:
        raise Refused("besar")


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def attributes(tag: bytes) -> dict[str, str]:
    found = {}
    for name, double, single in _ATTRIBUTE.findall(tag):
        found[name.decode().rpartition(":")[2]] = unescape((double or single).decode("utf-8", "replace"))
    return found


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet and the part that holds its cells."""
    try:
        relations = archive.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        raise Refused("rusak") from None
    targets = {}
    for tag in _RELATION.findall(relations):
        found = attributes(tag)
        target = found.get("Target", "")
        targets[found.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    parts = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        found = attributes(tag)
        parts[found.get("name", "")] = targets.get(found.get("id", ""), "")
    return parts


def scan_workbook(path: Path) -> dict[str, Marks]:
    """Refuse what must not be opened; find the formulas and errors of every sheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, path.stat().st_size)
            cells = {}
            for name in archive.namelist():
                if name.endswith((".xml", ".rels", ".vml")):
                    cells[name] = scan_part(archive, name, sheet=name.startswith("xl/worksheets/"))
            return {sheet: cells.get(part, {}) for sheet, part in sheet_parts(archive).items()}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise Refused("rusak") from None


def read_xlsx(path: Path) -> None:
    marks = scan_workbook(path)
    # Only now, and only here: this library aborts the process on some files.
    from python_calamine import (  # noqa: PLC0415
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet or meta.visible != SheetVisibleEnum.Visible:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.start is None:
                continue
            rows = with_marks(sheet.iter_rows(), marks.get(meta.name, {}), sheet.start[1])
            write_sheet(meta.name, rows)
            return
    except CalamineError:
        raise Refused("rusak") from None
    raise Refused("kosong")


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
                cells[column] = [mark, plain(cells[column])]
        yield number, cells


# --- CSV --------------------------------------------------------------------------------------------------------
def decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
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
    try:
        text = decode(path.read_bytes())
    except UnicodeDecodeError:
        raise Refused("huruf") from None
    if "\x00" in text:
        raise Refused("bukan", isi="biner", akhiran=".csv")
    csv.field_size_limit(MAX_CELL)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
        write_sheet("", ((number, mark_formulas(row)) for number, row in enumerate(rows, start=1)))
    except csv.Error:
        raise Refused("kutip") from None


def mark_formulas(cells: list[Any]) -> list[Any]:
    """A CSV has no formulas, but a spreadsheet program would make one of these."""
    for index, cell in enumerate(cells):
        if cell[:1] == "=" and len(cell) > 1:
            cells[index] = ["f", cell]
    return cells


# --- Output -----------------------------------------------------------------------------------------------------
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


_ERRORS: Final = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA"}


def write_sheet(name: str, rows: Iterable[tuple[int, list[Any]]]) -> None:
    """Rows that hold something, with the number they carry in the sheet."""
    write({"lembar": name})
    group: list[list[Any]] = []
    tagged: list[int] = []
    count = 0
    for number, cells in rows:
        row: list[Any] = [number]
        special = False
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


def main(path: Path, suffix: str) -> int:
    limit()
    try:
        check_kind(path, suffix)
        (read_xlsx if suffix == ".xlsx" else read_csv)(path)
        sys.stdout.flush()
    except Refused as refused:
        return refuse(refused.code, refused.data)
    except MemoryError:
        return refuse("besar", {})
    except OSError:
        return refuse("besar", {})
    return 0


def refuse(code: str, data: dict[str, Any]) -> int:
    with contextlib.suppress(OSError, MemoryError):
        write({"tolak": code, "data": data})
        sys.stdout.flush()
    return REFUSED


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
