"""XLSX: what must not be opened is refused by streaming through the parts; the rest is read by the library."""

import os
import re
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final
from xml.sax.saxutils import unescape

from .arsip import open_archive, scan_part
from .batas import MAX_COLUMNS, MAX_MARKS, MAX_ROWS, REFUSED, Marks, Refused
from .keluaran import write
from .pustaka import read_workbook

LARGE: Final = 5_000_000  # bytes inflated, from which it pays to scan while the library reads
_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
# One pass over up to 200 MB, so as coarse as it may be: columns behind GR (the 200th) and rows from 200,000 on. Other
# spellings of an attribute than the usual one are left to the memory limit.
_OUTSIDE = re.compile(
    rb"""r="(?:(?P<wide>(?:[A-Z]{3}|G[S-Z]|[H-Z][A-Z])[0-9])|[A-Z]{0,3}(?P<deep>[2-9][0-9]{5}|[0-9]{7,})")"""
)
_FORMULA = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>\s*<(?:\w+:)?f[\s/>]""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def check_parts(archive: zipfile.ZipFile) -> None:
    """The parts of a workbook without macros are there."""
    names = archive.namelist()
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused("rusak")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("makro")
    types = archive.read("[Content_Types].xml")
    if _MACRO_TYPE in types:
        raise Refused("makro")
    if _MAIN_TYPE not in types:
        raise Refused("rusak")


def scan_cells(marks: Marks, buffer: bytes) -> None:
    """Refuse cells out of bounds; note where the formulas and the errors are."""
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
    relations = archive.read("xl/_rels/workbook.xml.rels")
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
    with open_archive(path) as archive:
        check_parts(archive)
        cells: dict[str, Marks] = {}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                marks = cells.setdefault(name, {})
                scan_part(archive, name, partial(scan_cells, marks) if name.startswith("xl/worksheets/") else None)
        return {sheet: cells.get(part, {}) for sheet, part in sheet_parts(archive).items()}


def read_xlsx(path: Path) -> None:
    """Write the first visible sheet with content."""
    with open_archive(path) as archive:
        check_parts(archive)
        small = sum(entry.file_size for entry in archive.infolist()) < LARGE
    if small:
        marks = scan_workbook(path)
        read_workbook(path, lambda: marks)
        return
    # Nothing is written before the scan has ended. It is faster than the library, so it refuses before that gets into
    # trouble; where it does not, the limits of the process hold.
    with ThreadPoolExecutor(1) as other:
        scan = other.submit(_scan_or_end, path)
        read_workbook(path, scan.result)


def _scan_or_end(path: Path) -> dict[str, Marks]:
    try:
        return scan_workbook(path)
    except Refused as refused:
        # The library cannot be stopped in the middle of its work.
        write({"tolak": refused.code, "data": refused.data})
        sys.stdout.flush()
        os._exit(REFUSED)
