"""Evaluasi Kinerja Pegawai as a workbook."""

from django.utils.translation import gettext as _

from binawidya.umum.spreadsheet.book import RenderedBook, Sheet
from binawidya.umum.spreadsheet.writer import Column
from kinerja.enums import PredikatUnit
from kinerja.models import Dokumen
from kinerja.reports.buku import BEBAS, DUA_DESIMAL, buku
from kinerja.selectors.laporan_evaluasi import LaporanEvaluasi


def buku_evaluasi(dokumen: Dokumen, laporan: LaporanEvaluasi) -> RenderedBook:
    """The result, hasil kerja and perilaku kerja."""
    evaluasi = laporan.evaluasi
    masa = str(evaluasi.masa) if evaluasi else laporan.kinerja.periode.nama_kumulatif
    title = f"{_('Evaluasi Kinerja Pegawai')} · {laporan.kinerja.pegawai.nama_lengkap} · {masa}"
    state = "" if evaluasi else _("Belum ada evaluasi yang ditetapkan untuk %(masa)s.") % {"masa": masa}
    return buku(dokumen, title, [_ringkas(laporan, masa), _hasil(laporan), _perilaku(laporan)], keadaan=state)


def _ringkas(laporan: LaporanEvaluasi, masa: str) -> Sheet:
    own, evaluasi = laporan.kinerja.jabatan, laporan.evaluasi
    rows = [
        [_("Periode penilaian"), masa],
        [_("Pegawai yang dinilai"), own.nama],
        [_("NIP"), own.nip],
        [_("Jabatan"), own.jabatan],
        [_("Unit kerja"), own.unit],
        [_("Pejabat penilai kinerja"), laporan.penilai.nama if laporan.penilai else ""],
    ]
    if evaluasi:
        unit = evaluasi.evaluasi_unit
        rows += [
            [_("Capaian kinerja organisasi"), str(PredikatUnit(unit.predikat).label) if unit.predikat else ""],
            [_("Rating hasil kerja"), evaluasi.get_rating_hasil_kerja_display()],
            [_("Rating perilaku kerja"), evaluasi.get_rating_perilaku_display()],
            [_("Predikat kinerja pegawai"), evaluasi.get_predikat_display()],
            [_("Alasan"), evaluasi.alasan],
            [_("Catatan dan rekomendasi"), evaluasi.catatan],
        ]
    return Sheet(_("Ringkasan"), [Column(_("Keterangan"), 30), Column(_("Isi"), 70)], rows)


def _hasil(laporan: LaporanEvaluasi) -> Sheet:
    columns = [
        Column(_("No."), 6, "0"), Column(_("Bagian"), 12), Column(_("Rencana hasil kerja pimpinan"), 40),
        Column(_("Indikator kinerja individu"), 44), Column(_("Aspek"), 12), Column(_("Satuan"), 12),
        Column(_("Bobot"), 10, BEBAS), Column(_("Target"), 14, BEBAS), Column(_("Realisasi"), 14, BEBAS),
        Column(_("Capaian (%)"), 12, DUA_DESIMAL), Column(_("Umpan balik"), 60),
    ]  # fmt: skip
    rows = [
        [
            row.nomor, _("Tambahan") if row.target.tambahan else _("Utama"),
            row.target.induk.indikator.nama if row.target.induk else "", row.target.indikator.nama,
            row.target.get_aspek_display(), row.target.indikator.satuan, row.target.bobot,
            row.capaian.target_kumulatif if row.capaian else row.target.target,
            row.capaian.realisasi if row.capaian else None, row.nilai,
            "\n".join(laporan.umpan_balik.get(row.target.pk, [])),
        ]
        for row in laporan.kinerja.target
    ]  # fmt: skip
    return Sheet(_("Hasil kerja"), columns, rows)


def _perilaku(laporan: LaporanEvaluasi) -> Sheet:
    columns = [
        Column(_("Perilaku kerja"), 26), Column(_("Ekspektasi khusus pimpinan"), 50), Column(_("Rating"), 14),
        Column(_("Umpan balik"), 60),
    ]  # fmt: skip
    return Sheet(
        _("Perilaku kerja"), columns, [[row.nama, row.ekspektasi, row.kata, row.catatan] for row in laporan.perilaku]
    )
