"""A document as a workbook: its tables, and a last sheet that says what it is and how it is proved."""

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from binawidya.umum.spreadsheet.writer import Column, add_sheet, open_workbook


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: the name of its sheet, its columns and its rows."""

    nama: str
    kolom: Sequence[Column]
    baris: Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class RenderedBook:
    """A workbook: its bytes and number of sheets."""

    content: bytes
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def render_book(sheets: Sequence[Sheet], *, title: str, about: Sequence[tuple[str, str]], qr: bytes) -> RenderedBook:
    """Write the tables, then the sheet about the document.

    :param about: lines of name and text.
    :param qr: a PNG that leads to the verification page.
    """
    output = io.BytesIO()
    with open_workbook(output) as workbook:
        workbook.set_properties({"title": title, "author": "Binawidya"})
        for sheet in sheets:
            add_sheet(workbook, sheet.nama, sheet.kolom, sheet.baris)
        _about(workbook, title, about, qr)
    return RenderedBook(output.getvalue(), len(sheets) + 1)


def _about(workbook: Workbook, title: str, about: Sequence[tuple[str, str]], qr: bytes) -> None:
    sheet = workbook.add_worksheet(_("Keterangan"))
    bold = workbook.add_format({"bold": True, "valign": "top", "text_wrap": True})
    text = workbook.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
    for number, (name, words) in enumerate(about, start=2):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, words, text)
    image = {"image_data": io.BytesIO(qr), "description": _("Kode QR ke halaman pemeriksaan dokumen")}
    sheet.insert_image(len(about) + 3, 1, "qr.png", image)
