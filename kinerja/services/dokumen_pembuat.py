"""What makes each kind of document: a gatherer that reads, and a renderer that draws. Workers only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from binawidya.organisasi.models import Periode
from binawidya.umum.pdf import RenderedPdf
from binawidya.umum.spreadsheet.book import RenderedBook
from kinerja.enums import BentukDokumen, JenisDokumen
from kinerja.models import Dokumen
from kinerja.reports.evaluasi import render_dokumen_evaluasi, render_evaluasi
from kinerja.reports.evaluasi_buku import buku_evaluasi
from kinerja.reports.laporan_bukti import render_laporan_bukti
from kinerja.reports.lkjip import render_lkjip
from kinerja.reports.pegawai import render_laporan_pegawai
from kinerja.reports.penetapan import buku_daftar_tpp, buku_penetapan, render_daftar_tpp, render_penetapan
from kinerja.reports.perjanjian import render_perjanjian
from kinerja.reports.rekap_kantor import buku_rekap_kantor, render_rekap_kantor
from kinerja.reports.skm import render_skm
from kinerja.reports.skp import render_skp
from kinerja.reports.unit import render_laporan_unit
from kinerja.reports.unit_buku import buku_laporan_unit
from kinerja.selectors.laporan_bukti import laporan_bukti
from kinerja.selectors.laporan_evaluasi import laporan_evaluasi, laporan_evaluasi_banyak
from kinerja.selectors.laporan_pegawai import LaporanPegawai, laporan_pegawai, laporan_pegawai_banyak
from kinerja.selectors.laporan_unit import LaporanUnit, laporan_unit, laporan_unit_banyak
from kinerja.selectors.lkjip import lkjip
from kinerja.selectors.penetapan import daftar_tpp, penetapan
from kinerja.selectors.perjanjian import perjanjian, perjanjian_banyak
from kinerja.selectors.rekap_kantor import rekap_kantor
from kinerja.selectors.skp import skp_banyak, skp_dokumen
from survei.models import HasilSurvei
from survei.selectors.laporan_skm import LaporanSkm, laporan_skm


class Hasil(Protocol):
    """A made document: its bytes, how many pages or sheets, and its fingerprint."""

    @property
    def content(self) -> bytes: ...
    @property
    def pages(self) -> int: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Pembuat:
    """How one kind is made.

    :param kumpulkan: reads what the document says, in one transaction.
    :param gambar: draws it from what was read, without a query.
    :param banyak: reads what many documents of one month or year say with as many queries as for one.
    :param buku: writes it as a workbook from what was read, for kinds that are tables.
    """

    kumpulkan: Callable[[Dokumen], Any]
    gambar: Callable[[Dokumen, Any], RenderedPdf]
    banyak: Callable[[Sequence[Dokumen]], Mapping[int, Any]] | None = None
    buku: Callable[[Dokumen, Any], RenderedBook] | None = None

    def kumpulkan_banyak(self, documents: Sequence[Dokumen]) -> Mapping[int, Any]:
        """What many documents of one month or year say, by the document's key."""
        if self.banyak is not None:
            return self.banyak(documents)
        return {dokumen.pk: self.kumpulkan(dokumen) for dokumen in documents}

    def buat(self, dokumen: Dokumen, gathered: Any) -> Hasil:
        """The file in the shape that was asked for."""
        if dokumen.bentuk == BentukDokumen.XLSX and self.buku is not None:
            return self.buku(dokumen, gathered)
        return self.gambar(dokumen, gathered)


def _unit(dokumen: Dokumen) -> LaporanUnit:
    if dokumen.unit_kerja is None or dokumen.periode is None:
        raise ValueError("a report without unit or month")
    return laporan_unit(unit=dokumen.unit_kerja, periode=dokumen.periode)


def _unit_banyak(documents: Sequence[Dokumen]) -> dict[int, LaporanUnit]:
    """Reports of units over one and the same month."""
    ids = [dokumen.unit_kerja_id for dokumen in documents if dokumen.unit_kerja_id is not None]
    found = laporan_unit_banyak(unit=ids, periode=_month(documents))
    return {dokumen.pk: found[dokumen.unit_kerja_id] for dokumen in documents if dokumen.unit_kerja_id is not None}


def _month(documents: Sequence[Dokumen]) -> Periode:
    periode = next((dokumen.periode for dokumen in documents if dokumen.periode is not None), None)
    if periode is None:
        raise ValueError("reports without a month")
    return periode


def _pegawai(dokumen: Dokumen) -> LaporanPegawai:
    if dokumen.pegawai is None or dokumen.periode is None:
        raise ValueError("a report without person or month")
    return laporan_pegawai(pegawai=dokumen.pegawai, periode=dokumen.periode)


def _pegawai_banyak(documents: Sequence[Dokumen]) -> dict[int, LaporanPegawai]:
    """Reports of people over one and the same month."""
    people = [dokumen.pegawai for dokumen in documents if dokumen.pegawai is not None]
    found = laporan_pegawai_banyak(pegawai=people, periode=_month(documents))
    return {dokumen.pk: found[dokumen.pegawai_id] for dokumen in documents if dokumen.pegawai_id is not None}


def _skm(dokumen: Dokumen) -> LaporanSkm:
    if dokumen.hasil_id is None:
        raise ValueError("a survey report without a result")
    rows = HasilSurvei.objects.select_related("survei__layanan", "survei__unit_kerja__induk")
    return laporan_skm(rows.get(pk=dokumen.hasil_id))


PEMBUAT: Final[Mapping[JenisDokumen, Pembuat]] = {
    JenisDokumen.LAPORAN_UNIT: Pembuat(_unit, render_laporan_unit, _unit_banyak, buku_laporan_unit),
    JenisDokumen.LAPORAN_PEGAWAI: Pembuat(_pegawai, render_laporan_pegawai, _pegawai_banyak),
    JenisDokumen.EVALUASI_KINERJA: Pembuat(laporan_evaluasi, render_evaluasi, laporan_evaluasi_banyak, buku_evaluasi),
    JenisDokumen.DOKUMEN_EVALUASI: Pembuat(laporan_evaluasi, render_dokumen_evaluasi, laporan_evaluasi_banyak),
    JenisDokumen.PERJANJIAN_KINERJA: Pembuat(perjanjian, render_perjanjian, perjanjian_banyak),
    JenisDokumen.SKP: Pembuat(skp_dokumen, render_skp, skp_banyak),
    JenisDokumen.LAPORAN_SKM: Pembuat(_skm, render_skm),
    JenisDokumen.LAPORAN_BUKTI: Pembuat(laporan_bukti, render_laporan_bukti),
    JenisDokumen.REKAP_KANTOR: Pembuat(rekap_kantor, render_rekap_kantor, buku=buku_rekap_kantor),
    JenisDokumen.PENETAPAN_PREDIKAT: Pembuat(penetapan, render_penetapan, buku=buku_penetapan),
    JenisDokumen.DAFTAR_TPP: Pembuat(daftar_tpp, render_daftar_tpp, buku=buku_daftar_tpp),
    JenisDokumen.LKJIP_BAB_III: Pembuat(lkjip, render_lkjip),
}
