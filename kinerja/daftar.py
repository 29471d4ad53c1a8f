"""Lists of reports as spreadsheets: headings and rows, as the page shows them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.umum.spreadsheet.download import CHUNK
from binawidya.umum.spreadsheet.writer import Column
from kinerja.models import Dokumen


def dokumen_columns() -> list[Column]:
    """Headings of the list of reports."""
    return [
        Column(_("Laporan"), 40),
        Column(_("Jenis"), 26),
        Column(_("Periode"), 18),
        Column(_("Diminta"), 14),
        Column(_("Keadaan"), 18),
    ]


def dokumen_lines(documents: "QuerySet[Dokumen]") -> Iterator[list[Any]]:
    """Rows of the list of reports."""
    for dokumen in documents.iterator(CHUNK):
        subject = dokumen.unit_kerja or dokumen.pegawai
        yield [
            subject.nama if subject else "",
            f"{dokumen.get_jenis_display()} (XLSX)" if dokumen.berlembar else str(dokumen.get_jenis_display()),
            dokumen.masa_pendek,
            timezone.localtime(dokumen.created_at).date(),
            dokumen.get_status_display(),
        ]


def gaji_columns() -> list[Column]:
    """Headings of the list for the payroll."""
    return [
        Column(_("NIP"), 22),
        Column(_("Nama"), 34),
        Column(_("Unit kerja"), 34),
        Column(_("Jabatan"), 34),
        Column(_("Masa"), 20),
        Column(_("Nilai"), 10, "#,##0.00"),
        Column(_("Predikat"), 18),
        Column(_("Angka konversi"), 14, "#,##0.######"),
        Column(_("Jenjang"), 16),
        Column(_("Angka kredit"), 14, "#,##0.######"),
        Column(_("Keadaan"), 20),
    ]
