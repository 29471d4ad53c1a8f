"""The month as a workbook: labels that cannot be typed over, cells for the numbers, and the way back.

A workbook carries no right: what comes back is matched with the rows that the sender may change, and every number goes
through the same service as a typed one.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from binawidya.umum.numbers import format_angka
from binawidya.umum.spreadsheet.cells import Cell, CellError, CellUnreadable, Formula, text_of
from binawidya.umum.spreadsheet.reader import SpreadsheetRefused, open_sheet
from binawidya.umum.spreadsheet.writer import neutral
from indikator.selectors.isian import Baris, Lembar

JUDUL: Final = (
    "Nomor",
    "Versi",
    "Kode",
    "Indikator",
    "Satuan",
    "Target",
    "Bulan lalu",
    "Realisasi",
    "Pembilang",
    "Penyebut",
)
LEBAR: Final = (9, 7, 12, 52, 12, 12, 12, 16, 16, 16)
PALING_BANYAK_BARIS: Final = 500
DETIK: Final = 15


def lembar_write(output: IO[bytes], lembar: Lembar) -> None:
    """Write the rows that may be filled in; only the cells for numbers are open."""
    with Workbook(output, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(str(lembar.periode)[:31])
        sheet.protect("", {"select_locked_cells": True, "format_columns": True})
        heading = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1E4E8C", "text_wrap": True})
        label = workbook.add_format({"text_wrap": True, "valign": "top"})
        number = workbook.add_format({"num_format": "#,##0.######", "valign": "top"})
        entry = workbook.add_format({"num_format": "#,##0.######", "locked": False, "bg_color": "#FFF8DB", "border": 1})
        for column, (title, width) in enumerate(zip(JUDUL, LEBAR, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, heading)
        sheet.freeze_panes(1, 4)
        for place, baris in enumerate(lembar.dapat_diisi, start=1):
            _write_row(sheet, place, baris, label, number, entry)


def _write_row(sheet: Any, place: int, baris: Baris, label: Any, number: Any, entry: Any) -> None:
    indikator = baris.target.indikator
    saved = baris.realisasi
    sheet.write_number(place, 0, baris.target.pk, label)
    sheet.write_number(place, 1, saved.versi if saved else 0, label)
    for column, text in ((2, indikator.kode), (3, indikator.nama), (4, indikator.satuan)):
        sheet.write_string(place, column, neutral(text), label)
    for column, value in ((5, baris.target_bulan), (6, baris.bulan_lalu)):
        if value is not None:
            sheet.write_number(place, column, value, number)
    ratio = indikator.adalah_rasio
    values = {7: saved.nilai, 8: saved.pembilang, 9: saved.penyebut} if saved else {}
    for column in (8, 9) if ratio else (7,):
        value = values.get(column)
        if value is None:
            sheet.write_blank(place, column, None, entry)
        else:
            sheet.write_number(place, column, value, entry)
    for column in (7,) if ratio else (8, 9):
        sheet.write_blank(place, column, None, label)


@dataclass(slots=True)
class BarisUnggah:
    """One row that came back: whose it is, what it says, and what that changes."""

    baris: Baris
    versi: str
    nilai: dict[str, str] = field(default_factory=dict)
    berubah: bool = False


@dataclass(slots=True)
class HasilUnggah:
    """What a workbook says: rows that change something, how many are as they were, and what cannot be taken over."""

    berubah: list[BarisUnggah] = field(default_factory=list)
    tetap: int = 0
    ditolak: list[str] = field(default_factory=list)


def lembar_read(berkas: "File[bytes]", lembar: Lembar, *, max_bytes: int) -> HasilUnggah:
    """Read a workbook that was filled in, in a process apart, and compare it with the sheet.

    :raises ValidationError: no such workbook, with a text for the field ``berkas``.
    """
    if not berkas.size:
        raise ValidationError({"berkas": [_("Berkas ini kosong.")]})
    if berkas.size > max_bytes:
        raise ValidationError({"berkas": [_("Berkas ini terlalu besar untuk lembar isian.")]})
    with tempfile.NamedTemporaryFile(prefix="isian-", suffix=".xlsx") as copy:
        for chunk in berkas.chunks():
            copy.write(chunk)
        copy.flush()
        try:
            rows = _rows(Path(copy.name))
        except SpreadsheetRefused as refused:
            raise ValidationError({"berkas": [refused.message]}) from None
    return _compare(rows, lembar)


def _rows(path: Path) -> list[tuple[int, list[Cell]]]:
    found: list[tuple[int, list[Cell]]] = []
    with open_sheet(path, ".xlsx", seconds=DETIK) as sheet:
        for group in sheet.groups():
            found += [(row.nomor, row.sel) for row in group]
            if len(found) > PALING_BANYAK_BARIS:
                raise SpreadsheetRefused("panjang", {"baris": len(found)})
    return found


def _compare(rows: Sequence[tuple[int, list[Cell]]], lembar: Lembar) -> HasilUnggah:
    heading = [str(cell or "").strip() for cell in rows[0][1]] if rows else []
    if heading[: len(JUDUL)] != [*JUDUL]:
        raise ValidationError(
            {"berkas": [_("Judul kolomnya bukan lembar isian. Unduh lembarnya lagi, lalu isi tanpa mengubah judul.")]}
        )
    open_rows = {baris.target.pk: baris for baris in lembar.dapat_diisi}
    result, seen = HasilUnggah(), set[int]()
    for number, cells in rows[1:]:
        padded = [*cells, *[None] * (len(JUDUL) - len(cells))]
        key = int(padded[0]) if isinstance(padded[0], int | float) else 0
        baris = open_rows.get(key)
        if baris is None or key in seen:
            result.ditolak.append(
                _("Baris %(n)d: bukan baris yang dapat Anda isi bulan ini, atau tertulis dua kali.") % {"n": number}
            )
            continue
        seen.add(key)
        _take(result, number, baris, padded)
    return result


def _take(result: HasilUnggah, number: int, baris: Baris, cells: list[Cell]) -> None:
    names = {8: "pembilang", 9: "penyebut"} if baris.target.indikator.adalah_rasio else {7: "nilai"}
    texts: dict[str, str] = {}
    for column, name in names.items():
        try:
            texts[name] = _number_text(cells[column])
        except CellUnreadable as error:
            result.ditolak.append(
                _("Baris %(n)d, %(kolom)s: %(sebab)s") % {"n": number, "kolom": JUDUL[column], "sebab": error}
            )
            return
    saved = baris.realisasi
    before = {name: _written(getattr(saved, name, None)) for name in names.values()}
    if texts == before or not any(texts.values()):
        result.tetap += 1
        return
    versi = str(int(cells[1])) if isinstance(cells[1], int | float) and cells[1] else ""
    result.berubah.append(BarisUnggah(baris, versi, texts, berubah=True))


def _number_text(cell: Cell) -> str:
    """A number as somebody would type it: what a sheet stores is binary, what people see has few digits."""
    if isinstance(cell, bool | Formula | CellError):
        return text_of(cell)
    if isinstance(cell, int | float):
        return format_angka(Decimal(repr(cell)).quantize(Decimal("0.000001")))
    return text_of(cell)


def _written(value: Decimal | None) -> str:
    return "" if value is None else format_angka(value)
