"""The kinds of documents: one row for each. What draws them stands in ``services/dokumen_render.PEMBUAT``.

A new kind is a member of :class:`kinerja.enums.JenisDokumen`, a row here, a row there, and a migration for the
constraint that is built from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kinerja.enums import JenisDokumen


class Subjek(StrEnum):
    """Whose document it is."""

    UNIT = "unit"
    PEGAWAI = "pegawai"


class Masa(StrEnum):
    """What it covers: January to a month that was opened, a month to a later one, or a whole year, also one that has
    not begun."""

    BULAN = "bulan"
    RENTANG = "rentang"
    TAHUN = "tahun"


@dataclass(frozen=True, slots=True)
class Jenis:
    """One kind of document.

    :param baca: act of the policy table that lets people ask for it and read it.
    :param berkas: beginning of the file name.
    :param tab: its name among the other kinds on the page.
    :param sendiri: asked for on the page of what it is about, never on the page of reports or as a package.
    :param tabel: it is a table, and is made as a workbook as well.
    :param paket: it is made for every unit or person below a unit at once.
    """

    subjek: Subjek
    masa: Masa
    baca: str
    berkas: str
    tab: Any
    sendiri: bool = False
    tabel: bool = False
    paket: bool = True


JENIS: Final[Mapping[JenisDokumen, Jenis]] = {
    JenisDokumen.LAPORAN_UNIT: Jenis(
        Subjek.UNIT, Masa.BULAN, "laporan_unit.read", "laporan-unit", _("Evaluasi unit"), tabel=True
    ),
    JenisDokumen.LAPORAN_PEGAWAI: Jenis(
        Subjek.PEGAWAI, Masa.BULAN, "laporan_pegawai.read", "laporan-pegawai", _("Kinerja pegawai")
    ),
    JenisDokumen.PERJANJIAN_KINERJA: Jenis(
        Subjek.UNIT, Masa.TAHUN, "laporan_unit.read", "perjanjian-kinerja", _("Perjanjian Kinerja")
    ),
    JenisDokumen.EVALUASI_KINERJA: Jenis(
        Subjek.PEGAWAI, Masa.BULAN, "evaluasi.read", "evaluasi-kinerja", _("Evaluasi kinerja"), tabel=True
    ),
    JenisDokumen.DOKUMEN_EVALUASI: Jenis(
        Subjek.PEGAWAI, Masa.BULAN, "evaluasi.read", "dokumen-evaluasi", _("Dokumen evaluasi")
    ),
    JenisDokumen.SKP: Jenis(Subjek.PEGAWAI, Masa.TAHUN, "laporan_pegawai.read", "skp", _("SKP")),
    JenisDokumen.LAPORAN_SKM: Jenis(
        Subjek.UNIT, Masa.TAHUN, "survei.export", "laporan-skm", _("Laporan SKM"), sendiri=True, paket=False
    ),
    JenisDokumen.LAPORAN_BUKTI: Jenis(
        Subjek.PEGAWAI, Masa.RENTANG, "laporan_pegawai.read", "laporan-bukti", _("Kinerja dengan bukti"), paket=False
    ),
    JenisDokumen.REKAP_KANTOR: Jenis(
        Subjek.UNIT, Masa.BULAN, "laporan_unit.read", "rekapitulasi", _("Rekapitulasi"), tabel=True, paket=False
    ),
    JenisDokumen.PENETAPAN_PREDIKAT: Jenis(
        Subjek.UNIT,
        Masa.BULAN,
        "evaluasi_unit.read",
        "penetapan-predikat",
        _("Penetapan predikat"),
        tabel=True,
        paket=False,
    ),
    JenisDokumen.DAFTAR_TPP: Jenis(
        Subjek.UNIT, Masa.BULAN, "evaluasi.export", "predikat-tpp", _("Predikat untuk TPP"), tabel=True, paket=False
    ),
    JenisDokumen.LKJIP_BAB_III: Jenis(
        Subjek.UNIT, Masa.TAHUN, "laporan_unit.read", "lkjip-bab-iii", _("LKjIP Bab III"), paket=False
    ),
}


def kinds(*, subjek: Subjek | None = None, masa: Masa | None = None, paket: bool | None = None) -> list[JenisDokumen]:
    """The kinds with this subject, this span, or that are (not) made in packages; in the order of the table."""
    return [
        kind
        for kind, row in JENIS.items()
        if subjek in {None, row.subjek} and masa in {None, row.masa} and paket in {None, row.paket}
    ]


def asked_for() -> list[tuple[JenisDokumen, Jenis]]:
    """The kinds that the page of reports offers."""
    return [(kind, row) for kind, row in JENIS.items() if not row.sendiri]


def asked_kind(text: str | None) -> JenisDokumen | None:
    """The kind that an address or a form names, if it may be asked for so."""
    return next((kind for kind, _row in asked_for() if kind.value == text), None)
