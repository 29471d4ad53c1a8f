"""The recap of who has not entered, as a document with the columns and the filter that somebody sees on the page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode
from binawidya.umum.dates import format_tanggal_pendek
from binawidya.umum.errors import ActRefused
from binawidya.umum.numbers import format_angka
from binawidya.umum.spreadsheet.writer import Column

# Made while somebody waits; a longer list is read in a spreadsheet.
MAX_BARIS: Final = 600


def rekap_html(
    periode: Periode,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    jumlah: int,
    ringkas: Mapping[str, int],
    saringan: Sequence[tuple[str, str]],
    selesai: bool = False,
) -> str:
    """The document.

    :param columns: headings, as in the spreadsheet.
    :param jumlah: how many rows there are.
    :param saringan: name and value of every filter in force.
    :param selesai: whether what is settled is in it as well.
    :raises ActRefused: more than :data:`MAX_BARIS` rows.
    """
    if jumlah > MAX_BARIS:
        raise ActRefused(
            _("Rekap ini memuat %(n)s baris, PDF paling banyak %(m)s. Saring menurut unit, atau unduh XLSX.")
            % {"n": format_angka(jumlah), "m": format_angka(MAX_BARIS)}
        )
    title = _("Rekap realisasi · %(bulan)s") % {"bulan": periode}
    values = {
        "judul": title,
        "lanskap": len(columns) > 4,
        "kop": {"pemerintah": settings.PEMERINTAH, "unit": [settings.INSTANSI], "alamat": "", "kontak": ""},
        "periode": periode,
        "kolom": [column.judul for column in columns],
        "baris": [[_cell(value) for value in row] for row in rows],
        "jumlah": jumlah,
        "ringkas": ringkas,
        "saringan": saringan,
        "selesai": selesai,
        "dibuat": timezone.now(),
    }
    return render_to_string("cetak/rekap.html", values)


def _cell(value: Any) -> tuple[str, bool]:
    """The text of a cell, and whether it is a figure."""
    if value is None:
        return "–", False
    if isinstance(value, date):
        return format_tanggal_pendek(value), False
    if isinstance(value, int | Decimal):
        return format_angka(value), True
    return str(value), False
