"""Imports of indicators and targets: reading an uploaded sheet and writing its preview."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.organisasi.selectors.impor import pemetaan_for
from binawidya.umum.spreadsheet.cells import Cell, shown
from binawidya.umum.spreadsheet.headings import (
    FEWEST,
    Judul,
    Kepala,
    KolomTidakLengkap,
    best_of,
    candidates_of,
    describe,
    guess,
    is_numbering,
    locate,
    locate_by,
)
from binawidya.umum.spreadsheet.reader import Row, Sheet, SpreadsheetRefused, open_sheet
from indikator.enums import JenisImporRencana
from indikator.models import ImporRencana, ImporRencanaBaris
from indikator.services import impor_rencana_lembar as lembar
from indikator.services import impor_rencana_target as sasaran_target
from indikator.services.impor_rencana_acuan import Putusan
from indikator.services.impor_rencana_kolom import KAMUS
from indikator.services.impor_rencana_sel import SelSalah, baca_angka

PALING_BANYAK: Final = 20_000
CHUNK: Final = 1_000


def sidik_judul(jenis: str, sidik: str) -> str:
    """By what the headings of a sheet are known again: the same ones may mean something else in another kind."""
    return hashlib.sha256(f"{jenis}\n{sidik}".encode()).hexdigest()


@transaction.atomic
def impor_rencana_read(*, impor_id: int) -> None:
    """Read the file of an import and write its preview. Leaves early when that is done already."""
    impor = ImporRencana.objects.select_for_update(of=("self",)).select_related("unit_kerja").get(pk=impor_id)
    if impor.status == StatusImpor.DIBACA:
        preview_write(impor)


def preview_write(impor: ImporRencana, pesan: str = "") -> None:
    """(Re)build the preview of an import that is held."""
    impor.baris.all().delete()
    try:
        with open_sheet(Path(impor.berkas.path), PurePosixPath(impor.nama_berkas).suffix.lower()) as sheet:
            _write(impor, sheet)
    except SpreadsheetRefused as refused:
        impor.status, impor.pesan, impor.ringkasan = StatusImpor.GAGAL, refused.message, {}
    except KolomTidakLengkap as refused:
        # Somebody may know what the columns mean, unless there are too few of them anyway.
        few = len(refused.judul.nama) < FEWEST
        impor.status, impor.pesan = StatusImpor.GAGAL if few else StatusImpor.PETAKAN, refused.message
        if few:
            impor.pesan += " " + _("Pakai judul kolom seperti di contoh berkas, lalu unggah lagi.")
    else:
        impor.status, impor.pesan = StatusImpor.SIAP, pesan
    impor.save(update_fields=["status", "pesan", "ringkasan", "jumlah_baris"])


def _write(impor: ImporRencana, sheet: Sheet) -> None:
    header = _header(impor, next(sheet.groups(), []))
    rows = [row for row in _rows(sheet, header.nomor) if any(cell is not None for cell in row.sel)]
    if not rows:
        raise SpreadsheetRefused("kosong")
    if len(rows) > PALING_BANYAK:
        raise SpreadsheetRefused("panjang", {"baris": len(rows)})
    cells = [(row.nomor, header.cells(row)) for row in rows]
    pemeriksa = _pemeriksa(impor, cells)
    counts = dict.fromkeys((member.value for member in HasilBaris), 0)
    judged = [(pemeriksa.judge(nomor, one), one) for nomor, one in cells]
    for putusan, _cells in judged:
        counts[putusan.hasil.value] += 1
    ImporRencanaBaris.objects.bulk_create((_row(impor, *one) for one in judged), batch_size=CHUNK)
    impor.jumlah_baris = len(rows)
    impor.ringkasan |= {
        "jumlah": counts, "lembar": sheet.nama, "diabaikan": list(header.diabaikan)[:100], "kolom": [*header.letak],
    }  # fmt: skip


def _header(impor: ImporRencana, first: Sequence[Row]) -> Kepala:
    """Where each column is: as somebody said for such a sheet, or else as its headings say. Notes the columns."""
    kamus, candidates = KAMUS[impor.jenis], candidates_of(first)
    known = pemetaan_for(impor.unit_kerja, {sidik_judul(impor.jenis, judul.sidik) for judul in candidates})
    chosen = next((judul for judul in candidates if sidik_judul(impor.jenis, judul.sidik) in known), None)
    judul: Judul = chosen or best_of(kamus, candidates)
    try:
        said = known[sidik_judul(impor.jenis, judul.sidik)].pemetaan if chosen else None
        header = locate(kamus, judul) if said is None else locate_by(kamus, judul, said)
    except KolomTidakLengkap:
        impor.ringkasan = {"judul": describe(judul, first, guess(kamus, judul))}
        raise
    impor.ringkasan = {"judul": describe(judul, first, header.letak)}
    return header


def _rows(sheet: Sheet, heading: int) -> Iterator[Row]:
    """Rows below the heading, without the one that numbers the columns."""
    for row in chain.from_iterable(sheet.groups()):
        if row.nomor > heading and not (row.nomor <= heading + 2 and is_numbering(row)):
            yield row


def _pemeriksa(
    impor: ImporRencana, cells: "list[tuple[int, dict[str, Cell]]]"
) -> "lembar.PemeriksaLembar | sasaran_target.PemeriksaTarget":
    if impor.jenis == JenisImporRencana.INDIKATOR:
        return lembar.PemeriksaLembar(impor)
    years = set()
    for _nomor, one in cells:
        try:
            year = baca_angka(one.get("tahun"), 0)
        except SelSalah:
            continue
        if year is not None:
            years.add(int(year))
    return sasaran_target.PemeriksaTarget(impor, years)


def _row(impor: ImporRencana, putusan: Putusan, cells: Mapping[str, Cell]) -> ImporRencanaBaris:
    refused = putusan.hasil == HasilBaris.DITOLAK
    return ImporRencanaBaris(
        impor=impor,
        nomor=putusan.nomor,
        hasil=putusan.hasil,
        kode=putusan.kode,
        nama=putusan.nama,
        pemilik=putusan.pemilik,
        sel={key: shown(cell) for key, cell in cells.items()} if refused else {},
        beda=putusan.beda,
        alasan=putusan.alasan,
        rencana=putusan.rencana,
        objek=putusan.objek,
        sidik=putusan.sidik,
    )
