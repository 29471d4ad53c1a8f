"""The month as a workbook: labels that cannot be typed over, cells for the numbers, and the way back.

A workbook carries no right: what comes back is matched with the rows that the sender may change, and every number goes
through the same service as a typed one.
"""

import tempfile
from collections.abc import Mapping, Sequence
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

# Heading and width of each column.
_KUNCI: Final = {"Nomor": 9, "Versi": 7}
_SIAPA: Final = {"Pegawai": 30, "Unit": 28}
_ANGKA: Final = {
    "Kode": 12,
    "Indikator": 52,
    "Satuan": 12,
    "Target": 12,
    "Bulan lalu": 12,
    "Realisasi": 16,
    "Pembilang": 16,
    "Penyebut": 16,
}
SENDIRI: Final[Mapping[str, int]] = _KUNCI | _ANGKA
# Of many people: whose row it is stands in it.
UNIT: Final[Mapping[str, int]] = _KUNCI | _SIAPA | _ANGKA
PALING_BANYAK_BARIS: Final = 500
DETIK: Final = 15


def lembar_write(output: IO[bytes], lembar: Lembar, kolom: Mapping[str, int] = SENDIRI) -> None:
    """Write the rows that may be filled in; only the cells for numbers are open.

    :param kolom: :data:`SENDIRI` or :data:`UNIT`.
    """
    with Workbook(output, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(str(lembar.periode)[:31])
        sheet.protect("", {"select_locked_cells": True, "format_columns": True, "autofilter": True, "sort": True})
        heading = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1E4E8C", "text_wrap": True})
        label = workbook.add_format({"text_wrap": True, "valign": "top"})
        number = workbook.add_format({"num_format": "#,##0.######", "valign": "top"})
        entry = workbook.add_format({"num_format": "#,##0.######", "locked": False, "bg_color": "#FFF8DB", "border": 1})
        place = {title: column for column, title in enumerate(kolom)}
        for title, width in kolom.items():
            sheet.set_column(place[title], place[title], width)
            sheet.write_string(0, place[title], title, heading)
        sheet.freeze_panes(1, place["Indikator"] + 1 if kolom is SENDIRI else place["Pegawai"] + 1)
        for row, baris in enumerate(lembar.dapat_diisi, start=1):
            labels = _labels(baris) | (_who(baris) if "Pegawai" in place else {})
            for title, value in labels.items():
                if value is None:
                    continue
                if isinstance(value, str):
                    sheet.write_string(row, place[title], neutral(value), label)
                else:
                    sheet.write_number(row, place[title], value, label if isinstance(value, int) else number)
            _write_numbers(sheet, row, place, baris, label, entry)


def _labels(baris: Baris) -> dict[str, str | int | Decimal | None]:
    indikator, saved = baris.target.indikator, baris.realisasi
    return {
        "Nomor": baris.target.pk,
        "Versi": saved.versi if saved else 0,
        "Kode": indikator.kode,
        "Indikator": indikator.nama,
        "Satuan": indikator.satuan,
        "Target": baris.target_bulan,
        "Bulan lalu": baris.bulan_lalu,
    }


def _who(baris: Baris) -> dict[str, str]:
    return {
        "Pegawai": baris.target.pengisi.nama if baris.target.pengisi else "",
        "Unit": baris.target.unit_kerja.sebutan,
    }


def _write_numbers(sheet: Any, row: int, place: Mapping[str, int], baris: Baris, label: Any, entry: Any) -> None:
    saved, wanted = baris.realisasi, _names(baris)
    for title in ("Realisasi", "Pembilang", "Penyebut"):
        if title not in wanted:
            sheet.write_blank(row, place[title], None, label)
            continue
        value = getattr(saved, wanted[title], None)
        if value is None:
            sheet.write_blank(row, place[title], None, entry)
        else:
            sheet.write_number(row, place[title], value, entry)


def _names(baris: Baris) -> dict[str, str]:
    """The columns in which a row is filled in, with the names of their fields."""
    if baris.target.indikator.adalah_rasio:
        return {"Pembilang": "pembilang", "Penyebut": "penyebut"}
    return {"Realisasi": "nilai"}


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


def lembar_read(
    berkas: "File[bytes]", lembar: Lembar, *, max_bytes: int, kolom: Mapping[str, int] = SENDIRI
) -> HasilUnggah:
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
    return _compare(rows, lembar, [*kolom])


def _rows(path: Path) -> list[tuple[int, list[Cell]]]:
    found: list[tuple[int, list[Cell]]] = []
    with open_sheet(path, ".xlsx", seconds=DETIK) as sheet:
        for group in sheet.groups():
            found += [(row.nomor, row.sel) for row in group]
            if len(found) > PALING_BANYAK_BARIS:
                raise SpreadsheetRefused("panjang", {"baris": len(found)})
    return found


def _compare(rows: Sequence[tuple[int, list[Cell]]], lembar: Lembar, judul: Sequence[str]) -> HasilUnggah:
    heading = [str(cell or "").strip() for cell in rows[0][1]] if rows else []
    if heading[: len(judul)] != [*judul]:
        raise ValidationError(
            {"berkas": [_("Judul kolomnya bukan lembar isian. Unduh lembarnya lagi, lalu isi tanpa mengubah judul.")]}
        )
    open_rows = {baris.target.pk: baris for baris in lembar.dapat_diisi}
    result, seen = HasilUnggah(), set[int]()
    for number, cells in rows[1:]:
        padded = dict(zip(judul, [*cells, *[None] * (len(judul) - len(cells))], strict=False))
        if not any(padded.values()):
            continue
        key = int(padded["Nomor"]) if isinstance(padded["Nomor"], int | float) else 0
        baris = open_rows.get(key)
        if baris is None or key in seen:
            result.ditolak.append(
                _("Baris %(n)d: bukan baris yang dapat Anda isi bulan ini, atau tertulis dua kali.") % {"n": number}
            )
            continue
        seen.add(key)
        _take(result, number, baris, padded)
    return result


def _take(result: HasilUnggah, number: int, baris: Baris, cells: Mapping[str, Cell]) -> None:
    names = _names(baris)
    texts: dict[str, str] = {}
    for column, name in names.items():
        try:
            texts[name] = _number_text(cells[column])
        except CellUnreadable as error:
            result.ditolak.append(
                _("Baris %(n)d, %(kolom)s: %(sebab)s") % {"n": number, "kolom": column, "sebab": error}
            )
            return
    saved = baris.realisasi
    before = {name: _written(getattr(saved, name, None)) for name in names.values()}
    if texts == before or not any(texts.values()):
        result.tetap += 1
        return
    versi = str(int(cells["Versi"])) if isinstance(cells["Versi"], int | float) and cells["Versi"] else ""
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
