"""Sheets and targets as spreadsheets, in the shape that an import reads back."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris
from binawidya.umum.spreadsheet.download import CHUNK
from binawidya.umum.spreadsheet.writer import Column
from indikator.enums import JenisImporRencana
from indikator.models import ImporRencana, Indikator, TargetIndikator
from indikator.models.indikator import IndikatorQuerySet
from indikator.models.target_indikator import TargetIndikatorQuerySet
from indikator.pustaka import PUSTAKA
from indikator.services.impor_rencana_kolom import KOLOM, LEMBAR, TARGET
from indikator.services.impor_rencana_lembar import cells_of
from indikator.services.impor_rencana_sel import tulis
from indikator.services.impor_rencana_target import BULAN


def lembar_columns() -> list[Column]:
    """Headings of a sheet of indicators."""
    return [Column(one.judul, one.lebar) for one in LEMBAR]


def _lembar_row(indikator: Indikator) -> list[Any]:
    values = cells_of(indikator, indikator.unit_kerja) | {
        "kode_unit": indikator.unit_kerja.kode,
        "unit": indikator.unit_kerja.nama,
        "kode": indikator.kode,
    }
    return [tulis(one.kunci, values[one.kunci]) for one in LEMBAR]


def lembar_rows(rows: IndikatorQuerySet) -> Iterator[list[Any]]:
    """Rows of a sheet of indicators."""
    yield from map(_lembar_row, rows.select_related("unit_kerja", "sasaran__unit_kerja").iterator(CHUNK))


def target_columns() -> list[Column]:
    """Headings of a sheet of targets."""
    return [Column(one.judul, one.lebar) for one in TARGET]


def _target_row(target: TargetIndikator) -> list[Any]:
    values: dict[str, Any] = dict(zip(BULAN, target.bulanan, strict=True)) | {
        "kode_unit": target.unit_kerja.kode,
        "unit": target.unit_kerja.nama,
        "pegawai": target.pegawai.nama if target.pegawai else "",
        "akhir_nip": target.pegawai.nip[-3:] if target.pegawai else "",
        "unit_indikator": target.indikator.unit_kerja.kode,
        "kode": target.indikator.kode,
        "nama": target.indikator.nama,
        "satuan": target.indikator.satuan,
        "tahun": str(target.tahun),
        "target": target.target,
        "target_atas": target.target_atas,
        "bobot": target.bobot,
        "status": str(target.get_status_display()),
    }
    return [values[one.kunci] for one in TARGET]


def target_rows(rows: TargetIndikatorQuerySet) -> Iterator[list[Any]]:
    """Rows of a sheet of targets; numbers stay numbers."""
    related = rows.select_related("unit_kerja", "pegawai", "indikator__unit_kerja")
    yield from map(_target_row, related.iterator(CHUNK))


def example_columns(jenis: str) -> list[Column]:
    """Headings of an example."""
    return lembar_columns() if jenis == JenisImporRencana.INDIKATOR else target_columns()


def example_rows(jenis: str, kode_unit: str, unit: str, tahun: int) -> Iterable[list[Any]]:
    """Two rows of an example, from the library."""
    for nomor, butir in enumerate(PUSTAKA["kecamatan"].indikator()[1:3], start=1):
        sheet = Indikator(**butir.lembar())
        values: dict[str, Any] = {"kode_unit": kode_unit, "unit": unit, "kode": f"IKU-{nomor:02d}"}
        if jenis == JenisImporRencana.INDIKATOR:
            values |= {name: getattr(sheet, name) for name in butir.lembar()}
            values |= {"cara": "rasio" if sheet.adalah_rasio else "nilai", "turunan": False, "boleh_negatif": False,
                       "rasio_boleh_lebih": False, "pengali": sheet.pengali}  # fmt: skip
            yield [tulis(one.kunci, values.get(one.kunci)) for one in LEMBAR]
        else:
            values |= {"nama": butir.nama, "satuan": butir.satuan, "tahun": str(tahun), "target": butir.target,
                       "bobot": 50}  # fmt: skip
            yield [values.get(one.kunci) for one in TARGET]


def refused_columns(impor: ImporRencana) -> list[Column]:
    """Headings of the refused rows: those of the sheet that were read, and the reason."""
    read = {*impor.ringkasan.get("kolom", [])}
    kept = [one for one in KOLOM[impor.jenis] if one.kunci in read]
    return [*(Column(one.judul, one.lebar) for one in kept), Column(_("Alasan ditolak"), 60)]


def refused_rows(impor: ImporRencana) -> Iterator[list[Any]]:
    """The refused rows in order of the sheet, with the reason last."""
    read = {*impor.ringkasan.get("kolom", [])}
    kept = [one.kunci for one in KOLOM[impor.jenis] if one.kunci in read]
    for row in impor.baris.filter(hasil=HasilBaris.DITOLAK).order_by("nomor").iterator(CHUNK):
        yield [*(row.sel.get(kunci, "") for kunci in kept), " ".join(row.alasan)]
