"""Lists of the indicators as spreadsheets: headings and rows, as the page shows them."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.spreadsheet.download import CHUNK
from binawidya.umum.spreadsheet.writer import Column
from indikator.selectors.verifikasi import menunggu


def antrean_columns() -> list[Column]:
    """Headings of the queue of a verifier."""
    return [
        Column(_("Pegawai"), 34),
        Column(_("Unit kerja"), 36),
        Column(_("Kode indikator"), 16),
        Column(_("Indikator"), 48),
        Column(_("Bulan"), 16),
        Column(_("Satuan"), 14),
        Column(_("Realisasi"), 14),
        Column(_("Pembilang"), 14),
        Column(_("Penyebut"), 14),
        Column(_("Diajukan"), 14),
    ]


def antrean_lines(user: User) -> Iterator[list[Any]]:
    """Rows of the queue of a verifier, all of it. Without NIP: nobody needs one to decide."""
    for entry in menunggu(user).iterator(CHUNK):
        target = entry.target
        yield [
            target.pengisi.nama if target.pengisi else "",
            target.unit_kerja.nama,
            target.indikator.kode,
            target.indikator.nama,
            str(entry.periode),
            target.indikator.satuan,
            entry.nilai,
            entry.pembilang,
            entry.penyebut,
            timezone.localtime(entry.diajukan_at).date() if entry.diajukan_at else None,
        ]
