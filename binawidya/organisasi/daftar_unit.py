"""The list of units as a spreadsheet: headings and rows."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.models.unit_kerja import UnitKerjaQuerySet
from binawidya.organisasi.selectors.unit_kerja import BarisUnit, baris_of
from binawidya.umum.spreadsheet.download import CHUNK
from binawidya.umum.spreadsheet.writer import Column


def unit_kerja_columns() -> list[Column]:
    """Headings of the list of units."""
    return [
        Column(_("Kode"), 18),
        Column(_("Nama"), 44),
        Column(_("Nama pendek"), 24),
        Column(_("Jenis"), 22),
        Column(_("Kode unit induk"), 18),
        Column(_("Unit induk"), 36),
        Column(_("Kepala"), 34),
        Column(_("Jabatan kepala"), 34),
        Column(_("Pegawai, dengan unit di bawahnya"), 14),
        Column(_("Alamat"), 40),
        Column(_("Telepon dan surel"), 34),
        Column(_("Berlaku mulai"), 14),
        Column(_("Berlaku sampai"), 14),
    ]


def unit_kerja_lines(units: UnitKerjaQuerySet) -> Iterator[list[Any]]:
    """Rows of the list of units, some thousand in memory at a time."""
    group: list[UnitKerja] = []
    for unit in units.select_related("induk").iterator(CHUNK):
        group.append(unit)
        if len(group) == CHUNK:
            yield from map(_line, baris_of(group))
            group = []
    yield from map(_line, baris_of(group))


def _line(baris: BarisUnit) -> list[Any]:
    unit, kepala = baris.unit, baris.kepala
    return [
        unit.kode,
        unit.nama,
        unit.nama_pendek,
        unit.get_jenis_display(),
        unit.induk.kode if unit.induk else "",
        unit.induk.nama if unit.induk else "",
        kepala.pegawai.nama_lengkap if kepala else "",
        kepala.nama_jabatan if kepala else "",
        baris.pegawai,
        unit.alamat,
        unit.kontak,
        unit.berlaku_mulai,
        unit.berlaku_selesai,
    ]
