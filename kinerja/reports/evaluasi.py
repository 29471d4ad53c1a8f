"""Evaluasi Kinerja Pegawai, and Dokumen Evaluasi Kinerja Pegawai."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.umum.dates import format_tanggal
from binawidya.umum.pdf import RenderedPdf, render_pdf
from kinerja.enums import PANDUAN_PERILAKU, Perilaku, PredikatUnit
from kinerja.kurva import kurva
from kinerja.models import Dokumen
from kinerja.reports import gambar, tulisan
from kinerja.selectors.laporan_evaluasi import LaporanEvaluasi
from kinerja.selectors.laporan_pegawai import BarisTarget
from kinerja.selectors.pejabat import Pejabat


def render_evaluasi(dokumen: Dokumen, laporan: LaporanEvaluasi) -> RenderedPdf:
    """The evaluation form: hasil kerja, perilaku, predikat, pattern."""
    return _render(dokumen, laporan, "cetak/evaluasi.html", _("Evaluasi Kinerja Pegawai"), lanskap=True)


def render_dokumen_evaluasi(dokumen: Dokumen, laporan: LaporanEvaluasi) -> RenderedPdf:
    """The cover document: the three parties, the result, recommendation, objection."""
    return _render(dokumen, laporan, "cetak/dokumen_evaluasi.html", _("Dokumen Evaluasi Kinerja Pegawai"))


def _render(
    dokumen: Dokumen, laporan: LaporanEvaluasi, template: str, nama: str, *, lanskap: bool = False
) -> RenderedPdf:
    evaluasi = laporan.evaluasi
    masa = str(evaluasi.masa) if evaluasi else laporan.kinerja.periode.nama_kumulatif
    title = f"{nama} · {laporan.kinerja.pegawai.nama_lengkap} · {masa}"
    images, verifikasi = gambar.verifikasi(dokumen)
    if laporan.pola is not None and laporan.pola.total:
        counts = [(word, count) for _code, word, count in reversed(laporan.pola.butir)]
        images["pola"] = kurva(counts, laporan.pola.kalimat, cetak=True)
    context = konteks(dokumen, laporan) | verifikasi | {"judul": title, "nama_dokumen": nama, "lanskap": lanskap}
    return render_pdf(render_to_string(template, context), title=title, images=images)


def konteks(dokumen: Dokumen, laporan: LaporanEvaluasi) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    kinerja, evaluasi = laporan.kinerja, laporan.evaluasi
    base = {
        "kop": kinerja.kop,
        "evaluasi": evaluasi,
        "masa": str(evaluasi.masa) if evaluasi else kinerja.periode.nama_kumulatif,
        "rentang": evaluasi.masa.rentang if evaluasi else "",
        "pihak": _parties(laporan),
        "pegawai": kinerja.jabatan,
        "penilai": laporan.penilai,
        "tanpa_penilai": _("Penilai belum tercatat."),
        "tempat": settings.TEMPAT,
        "tanggal": format_tanggal(evaluasi.ditetapkan_at) if evaluasi and evaluasi.ditetapkan_at else "",
        "asal": tulisan.asal(dokumen),
        "bagian": [
            (_("A. Utama"), [_row(row, laporan) for row in kinerja.target if not row.target.tambahan]),
            (_("B. Tambahan"), [_row(row, laporan) for row in kinerja.target if row.target.tambahan]),
        ],
        "bertarget": bool(kinerja.target),
        "umum": laporan.umum,
    }
    return base | (_result(laporan) if evaluasi else {})


def _result(laporan: LaporanEvaluasi) -> dict[str, Any]:
    evaluasi, usul = laporan.evaluasi, laporan.usul
    if evaluasi is None or usul is None:
        return {}
    unit = evaluasi.evaluasi_unit
    return {
        "unit": unit.unit_kerja.nama,
        "predikat_unit": str(PredikatUnit(unit.predikat).label) if unit.predikat else "–",
        "pola": laporan.pola,
        "alasan_pola": unit.alasan_pola,
        "nilai": tulisan.nilai(evaluasi.nilai),
        "sebab": usul.sebab,
        "rating_hasil": evaluasi.get_rating_hasil_kerja_display(),
        "rating_perilaku": evaluasi.get_rating_perilaku_display(),
        "predikat": evaluasi.get_predikat_display(),
        "perilaku": [_conduct(number, row) for number, row in enumerate(laporan.perilaku, 1)],
        "keberatan": _objection(laporan),
    }


def _conduct(number: int, row: Any) -> dict[str, Any]:
    return {
        "nomor": number,
        "nama": row.nama,
        "panduan": [str(line) for line in PANDUAN_PERILAKU[Perilaku(row.nilai)]],
        "ekspektasi": row.ekspektasi or "–",
        "umpan": " ".join(filter(None, [f"{row.kata}." if row.kata else "", row.catatan])) or "–",
    }


def _row(row: BarisTarget, laporan: LaporanEvaluasi) -> dict[str, Any]:
    target, month = row.target, laporan.kinerja.periode.bulan
    figures = tulisan.baris(row.nomor, target, row.capaian, month)
    above = target.induk.indikator.nama if target.induk else "–"
    sasaran = target.indikator.sasaran
    return {
        "nomor": row.nomor,
        "atasan": above,
        "rencana": sasaran.nama if sasaran else target.indikator.nama,
        "aspek": target.get_aspek_display() or "–",
        "indikator": target.indikator.nama,
        "target": figures["target"],
        "realisasi": figures["realisasi"],
        "capaian": figures["capaian"],
        "umpan": laporan.umpan_balik.get(target.pk, []),
    }


def _objection(laporan: LaporanEvaluasi) -> dict[str, Any] | None:
    row = laporan.keberatan
    if row is None:
        return None
    return {
        "tanggal": format_tanggal(row.diajukan_at),
        "alasan": row.alasan,
        "tanggapan": row.tanggapan or "–",
        "keadaan": row.get_status_display(),
        "putusan": row.putusan,
        "diputus": format_tanggal(row.diputus_at) if row.diputus_at else "",
        "semula": laporan.semula.get_predikat_display() if laporan.semula else "",
    }


def _parties(laporan: LaporanEvaluasi) -> list[dict[str, Any]]:
    blocks = [
        (_("Pegawai yang dinilai"), laporan.kinerja.jabatan),
        (_("Pejabat penilai kinerja"), laporan.penilai),
        (_("Atasan pejabat penilai kinerja"), laporan.atasan_penilai),
    ]
    return [{"judul": name, "baris": _person(one)} for name, one in blocks]


def _person(one: Pejabat | None) -> list[tuple[str, str]]:
    if one is None:
        return [(_("Nama"), _("tidak ada yang tercatat"))]
    return [
        (_("Nama"), one.nama),
        (_("NIP"), one.nip),
        (_("Pangkat, gol. ruang"), one.pangkat or "–"),
        (_("Jabatan"), one.jabatan or "–"),
        (_("Unit kerja"), one.unit or "–"),
    ]
