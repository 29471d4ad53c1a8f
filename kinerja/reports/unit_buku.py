"""Laporan Evaluasi Kinerja Unit as a workbook."""

from typing import Any

from django.utils.translation import gettext as _

from binawidya.umum.dates import nama_bulan
from binawidya.umum.spreadsheet.book import RenderedBook, Sheet
from binawidya.umum.spreadsheet.writer import Column
from indikator.enums import StatusCapaian
from kinerja.models import Dokumen
from kinerja.reports import tulisan
from kinerja.reports.buku import BEBAS, BULAT, DUA_DESIMAL, buku
from kinerja.reports.unit import judul
from kinerja.selectors.laporan_unit import BarisIndikator, LaporanUnit


def buku_laporan_unit(dokumen: Dokumen, laporan: LaporanUnit) -> RenderedBook:
    """Indicators, units below by month, classes of people, entries, and who has not entered."""
    state = tulisan.sementara(laporan.periode, lengkap=laporan.skor is None or laporan.skor.lengkap)
    parts = (_indikator, _bawah, _kelas, _pelaporan, _mutu, _belum, _lampiran)
    return buku(dokumen, judul(laporan.unit, laporan.periode), [part(laporan) for part in parts], keadaan=state)


def _indikator(laporan: LaporanUnit) -> Sheet:
    columns = [
        Column(_("Kode"), 14), Column(_("Indikator kinerja"), 50), Column(_("Satuan"), 12),
        Column(_("Bobot"), 10, BEBAS), Column(_("Target"), 14, BEBAS), Column(_("Realisasi"), 14, BEBAS),
        Column(_("Pembilang"), 12, BEBAS), Column(_("Penyebut"), 12, BEBAS), Column(_("Capaian (%)"), 12, DUA_DESIMAL),
        Column(_("Kelas"), 16), Column(_("Keadaan"), 18), Column(_("Capaian bulan lalu (%)"), 12, DUA_DESIMAL),
    ]  # fmt: skip
    return Sheet(_("Indikator"), columns, [_sel(row) for row in laporan.indikator])


def _sel(row: BarisIndikator) -> list[Any]:
    found, indikator = row.capaian, row.target.indikator
    return [
        indikator.kode,
        indikator.nama,
        indikator.satuan,
        row.target.bobot,
        found.target_kumulatif if found and found.target_kumulatif is not None else row.target.target,
        found.realisasi if found else None,
        found.pembilang if found else None,
        found.penyebut if found else None,
        row.nilai,
        found.kelas if found else "",
        str(StatusCapaian(row.status).label),
        row.capaian_lalu,
    ]


def _bawah(laporan: LaporanUnit) -> Sheet:
    months = [
        Column(nama_bulan(one.periode.bulan, pendek=True), 10, DUA_DESIMAL) for one in laporan.perkembangan
    ]  # fmt: skip
    rows = [(laporan.unit, laporan.perkembangan), *((row.unit, row.bulan) for row in laporan.petak)]
    return Sheet(
        _("Nilai per bulan"),
        [Column(_("Kode"), 14), Column(_("Unit kerja"), 44), *months],
        [[unit.kode, unit.nama, *(one.nilai for one in series)] for unit, series in rows],
    )


def _kelas(laporan: LaporanUnit) -> Sheet:
    return Sheet(
        _("Kelas pegawai"),
        [Column(_("Kelas nilai"), 24), Column(_("Pegawai"), 12, BULAT), Column(_("Bagian (%)"), 12, DUA_DESIMAL)],
        [[row.nama or _("Belum ada nilai"), row.jumlah, row.bagian] for row in laporan.sebaran],
    )


def _pelaporan(laporan: LaporanUnit) -> Sheet:
    counts = laporan.pelaporan
    rows = [
        [_("Wajib diisi"), counts.wajib],
        [_("Diajukan"), counts.diajukan],
        [_("Diajukan tepat waktu"), counts.tepat_waktu],
        [_("Berbukti"), counts.berbukti],
        [_("Disetujui"), counts.disetujui],
        [_("Dikembalikan"), counts.dikembalikan],
    ]
    return Sheet(_("Pelaporan"), [Column(_("Realisasi"), 30), Column(_("Jumlah"), 12, BULAT)], rows)


def _mutu(laporan: LaporanUnit) -> Sheet:
    """The quality of the data as counts, so that shares can be formed anew."""
    columns = [
        Column(_("Unit kerja"), 44), Column(_("Indeks mutu data"), 12, DUA_DESIMAL),
        Column(_("Beda bulan lalu"), 12, DUA_DESIMAL), Column(_("Wajib diisi"), 12, BULAT),
        Column(_("Masuk"), 12, BULAT), Column(_("Terlambat"), 12, BULAT), Column(_("Pernah dikembalikan"), 14, BULAT),
        Column(_("Peringatan terbuka"), 14, BULAT),
    ]  # fmt: skip
    rows = [
        [
            _("%(unit)s, langsung") % {"unit": row.unit.nama} if row.langsung else row.unit.nama, row.indeks,
            row.kenaikan, row.kini.wajib, row.kini.masuk, row.kini.terlambat, row.kini.dikembalikan,
            row.kini.peringatan,
        ]
        for row in (laporan.mutu.mutu, *(one for _number, one in laporan.mutu.nomor))
    ]  # fmt: skip
    return Sheet(_("Mutu data"), columns, rows)


def _belum(laporan: LaporanUnit) -> Sheet:
    columns = [
        Column(_("Pengisi"), 36), Column(_("Unit"), 36), Column(_("Belum diajukan"), 14, BULAT),
        Column(_("Dikembalikan"), 14, BULAT),
    ]  # fmt: skip
    rows = [[row.nama, row.unit, row.belum, row.dikembalikan] for row in laporan.belum_lapor]
    return Sheet(_("Belum diajukan"), columns, rows)


def _lampiran(laporan: LaporanUnit) -> Sheet:
    columns = [
        Column(_("Unit kerja"), 44), Column(_("Kode"), 14), Column(_("Indikator kinerja"), 50), Column(_("Satuan"), 12),
        Column(_("Bobot"), 10, BEBAS), Column(_("Target"), 14, BEBAS), Column(_("Realisasi"), 14, BEBAS),
        Column(_("Capaian (%)"), 12, DUA_DESIMAL), Column(_("Kelas"), 16),
    ]  # fmt: skip
    rows = [
        [
            one.unit.nama, target.indikator.kode, target.indikator.nama, target.indikator.satuan, target.bobot,
            found.target_kumulatif if found else target.target, found.realisasi if found else None,
            found.capaian if found else None, found.kelas if found else "",
        ]
        for one in laporan.lampiran
        for target, found in one.indikator
    ]  # fmt: skip
    return Sheet(_("Indikator unit di bawah"), columns, rows)
