"""The draft of chapter III (Akuntabilitas Kinerja) of a unit's LKjIP. What the office must add stays visibly open."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.umum.dates import format_tanggal, nama_bulan
from binawidya.umum.numbers import format_angka
from binawidya.umum.pdf import RenderedPdf, render_pdf
from binawidya.umum.templatetags.angka import rupiah
from indikator.models import Realisasi
from kinerja.models import Dokumen
from kinerja.reports import gambar, tulisan
from kinerja.reports.perjanjian import baris_program, jumlah_anggaran, target_tahun
from kinerja.selectors.lkjip import TAHUN_SEBELUMNYA, BarisLkjip, Lkjip


def render_lkjip(dokumen: Dokumen, data: Lkjip) -> RenderedPdf:
    """The draft as PDF."""
    title = _("LKjIP %(tahun)s Bab III · %(unit)s") % {"tahun": data.tahun, "unit": data.unit.nama}
    qr, verifikasi = gambar.verifikasi(dokumen)
    images = gambar.tingkat() | qr
    context = konteks(dokumen, data) | verifikasi | {"judul": title}
    return render_pdf(render_to_string("cetak/lkjip.html", context), title=title, images=images)


def konteks(dokumen: Dokumen, data: Lkjip) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    years = [data.tahun - back for back in range(TAHUN_SEBELUMNYA, 0, -1)]
    masa = data.periode.nama_kumulatif if data.periode else str(data.tahun)
    return {
        "kop": data.kop,
        "unit": data.unit,
        "tahun": data.tahun,
        "masa": masa,
        "keadaan": _state(data),
        "pengantar": _intro(data, masa),
        "tahun_lalu": years,
        "baris": [_row(row, data) for row in data.baris],
        "banding": [_beside(row, years) for row in data.baris],
        "sebab": [_why(row) for row in data.baris],
        "catatan_indikator": _notes(data, masa),
        "program": [baris_program(row) for row in data.program],
        "jumlah_anggaran": rupiah(jumlah_anggaran(data.program)),
        "kepala": data.kepala,
        "sebagai": data.kepala.jabatan if data.kepala else _("Kepala %(unit)s") % {"unit": data.unit.nama},
        "kosong": _("Jabatan pimpinan %(unit)s sedang kosong.") % {"unit": data.unit.nama},
        "tempat": settings.TEMPAT,
        "tanggal": format_tanggal(dokumen.created_at),
        "asal": tulisan.asal(dokumen),
    }


def _state(data: Lkjip) -> str:
    if data.selesai:
        return _("Rancangan: lengkapi bagian yang ditandai sebelum dipakai.")
    if data.periode is None:
        return _("Rancangan: tahun %(tahun)s belum dibuka, jadi belum ada capaian.") % {"tahun": data.tahun}
    words = _("Rancangan: angka sampai %(bulan)s, tahun %(tahun)s belum ditutup. Lengkapi bagian yang ditandai.")
    return words % {"bulan": nama_bulan(data.periode.bulan), "tahun": data.tahun}


def _intro(data: Lkjip, masa: str) -> str:
    measured = [row for row in data.baris if row.terukur]
    if not data.baris:
        return _("%(unit)s belum mempunyai indikator dengan target yang disetujui untuk %(tahun)s.") % {
            "unit": data.unit.nama,
            "tahun": data.tahun,
        }
    words = _("Dari %(semua)s indikator %(unit)s, %(terukur)s terukur untuk %(masa)s dan %(capai)s mencapai target.")
    text = words % {
        "semua": format_angka(len(data.baris)),
        "unit": data.unit.nama,
        "terukur": format_angka(len(measured)),
        "masa": masa,
        "capai": format_angka(sum(row.tercapai for row in measured)),
    }
    if data.skor is not None and data.skor.nilai is not None:
        more = _("Nilai kinerja organisasi %(nilai)s, %(kelas)s.")
        text += " " + more % {"nilai": tulisan.nilai(data.skor.nilai), "kelas": data.skor.kelas.lower()}
    return text


def _row(row: BarisLkjip, data: Lkjip) -> dict[str, Any]:
    month = data.periode.bulan if data.periode else 12
    sasaran = row.target.indikator.sasaran
    return {
        **tulisan.baris(row.nomor, row.target, row.capaian, month),
        "sasaran": sasaran.nama if sasaran else "",
        "target_tahun": f"{target_tahun(row.target)} {row.target.indikator.satuan}",
    }


def _beside(row: BarisLkjip, years: Sequence[int]) -> dict[str, Any]:
    """This year's figure beside the years before, the base year, and the end of the plan."""
    indikator = row.target.indikator
    end = row.akhir
    return {
        "nomor": row.nomor,
        "nama": indikator.nama,
        "dasar": tulisan.bersatuan(row.target.baseline, indikator),
        "dahulu": [
            {
                "realisasi": tulisan.realisasi(row.dahulu[year], indikator) if year in row.dahulu else "–",
                "capaian": tulisan.persen_capaian(row.dahulu[year]) if year in row.dahulu else "",
            }
            for year in years
        ],
        "realisasi": tulisan.realisasi(row.capaian, indikator),
        "capaian": tulisan.persen_capaian(row.capaian),
        "akhir": f"{target_tahun(end)} {indikator.satuan}" if end else "",
        "tahun_akhir": end.tahun if end else "",
    }


def _why(row: BarisLkjip) -> dict[str, Any]:
    state = _("belum terukur") if not row.terukur else _("mencapai target") if row.tercapai else _("di bawah target")
    return {
        "nomor": row.nomor,
        "nama": row.target.indikator.nama,
        "capaian": tulisan.persen_capaian(row.capaian) if row.terukur else "",
        "keadaan": state,
        "kurang": row.terukur and not row.tercapai,
        "catatan": [_note(entry) for entry in row.catatan],
    }


def _note(entry: Realisasi) -> dict[str, str]:
    parts = (
        (_("kendala"), entry.kendala), (_("rencana"), entry.rencana), (_("catatan"), entry.catatan),
    )  # fmt: skip
    return {
        "bulan": nama_bulan(entry.periode.bulan, pendek=True),
        "teks": "; ".join(f"{name}: {text.strip()}" for name, text in parts if text.strip()),
    }


def _notes(data: Lkjip, masa: str) -> str:
    return tulisan.catatan_capaian([(row.nomor, row.target) for row in data.baris], data.kebijakan, data.skala, masa)
