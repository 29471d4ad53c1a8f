"""The workbook of a document: its tables, and what proves it."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from binawidya.umum.spreadsheet.book import RenderedBook, Sheet, render_book
from kinerja.models import Dokumen
from kinerja.reports import gambar, tulisan

# How workbooks write figures; the program of the reader puts in the separators of its language.
DUA_DESIMAL: Final = "#,##0.00"
BULAT: Final = "#,##0"
BEBAS: Final = "#,##0.######"


def buku(dokumen: Dokumen, judul: str, lembar: Sequence[Sheet], *, keadaan: str = "") -> RenderedBook:
    """The workbook.

    :param keadaan: what says that its figures may still change.
    """
    about = [
        (_("Jenis dokumen"), str(dokumen.get_jenis_display())),
        (_("Periode"), dokumen.masa),
        (_("Keadaan"), keadaan),
        (_("Asal"), tulisan.asal(dokumen)),
        (_("Kode verifikasi"), dokumen.kode_cetak),
        (_("Periksa keaslian di"), gambar.alamat_periksa()),
    ]
    return render_book(
        lembar, title=judul, about=[line for line in about if line[1]], qr=gambar.qr_png(dokumen)
    )  # fmt: skip
