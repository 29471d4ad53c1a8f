"""Laporan Evaluasi Kinerja Unit."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.umum.dates import format_tanggal, nama_bulan
from binawidya.umum.numbers import format_angka
from binawidya.umum.pdf import RenderedPdf, render_pdf
from binawidya.umum.templatetags.angka import persen
from kinerja.models import Dokumen
from kinerja.reports import gambar, tulisan
from kinerja.reports.rekomendasi import capaian_terendah, rekomendasi
from kinerja.reports.unit_mutu import konteks_mutu
from kinerja.selectors.laporan_unit import LaporanUnit, NilaiBulan
from kinerja.selectors.pelaporan_unit import Pelaporan


def render_laporan_unit(dokumen: Dokumen, laporan: LaporanUnit) -> RenderedPdf:
    """The report as PDF."""
    title = judul(laporan.unit, laporan.periode)
    qr, verifikasi = gambar.verifikasi(dokumen)
    images = gambar.tingkat() | qr
    context = konteks(dokumen, laporan) | verifikasi | {"judul": title, "grafik_nko": "", "grafik_sebaran": ""}
    if drawing := gambar.perkembangan(laporan.perkembangan):
        images["nko"] = drawing
        context["grafik_nko"] = tulisan.alt_nilai(_("Nilai kinerja organisasi"), laporan.perkembangan)
    if laporan.perkiraan is not None:
        images["perkiraan"] = gambar.perkiraan(laporan.perkiraan)
    if drawing := gambar.sebaran(laporan.sebaran):
        images["sebaran"] = drawing
        context["grafik_sebaran"] = gambar.alt_sebaran(laporan.sebaran)
    return render_pdf(render_to_string("cetak/laporan_unit.html", context), title=title, images=images)


def judul(unit: UnitKerja, periode: Periode) -> str:
    """Name of the document: title, foot and properties of the file."""
    return _("Laporan Evaluasi Kinerja Unit · %(unit)s · %(masa)s") % {
        "unit": unit.nama,
        "masa": periode.nama_kumulatif,
    }


def konteks(dokumen: Dokumen, laporan: LaporanUnit) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    periode, skor = laporan.periode, laporan.skor
    others = laporan.pelaporan.pengisi_belum - len(laporan.belum_lapor)
    return {
        "kop": laporan.kop,
        "unit": laporan.unit,
        "periode": periode,
        "masa": periode.nama_kumulatif,
        "sementara": tulisan.sementara(periode, lengkap=skor is None or skor.lengkap),
        "ringkas": _ringkas(laporan),
        "pengantar": _pengantar(laporan),
        "indikator": [tulisan.baris(row.nomor, row.target, row.capaian, periode.bulan) for row in laporan.indikator],
        "jumlah": {
            "bobot": tulisan.bobot(skor.bobot_terukur) if skor else "",
            "nilai": tulisan.nilai(skor.nilai if skor else None),
            "kelas": skor.kelas if skor else "",
            "slot": skor.slot if skor else "",
        },
        "cara": tulisan.cara((row.nomor, row.target, row.capaian) for row in laporan.indikator),
        "dihitung": tulisan.dihitung(skor, laporan.kebijakan),
        "catatan_indikator": _catatan(laporan),
        "bulan": [nama_bulan(one.periode.bulan, pendek=True) for one in laporan.perkembangan],
        "petak": [{"unit": row.unit, "sel": [_sel(one) for one in row.bulan]} for row in laporan.petak],
        "skala": [{"warna": f"p{one.slot[1:]}", "teks": one.nama.lower()} for one in laporan.skala],
        "catatan_sebaran": _("%(n)s pegawai yang mempunyai target, menurut kelas nilai %(masa)s.")
        % {"n": format_angka(sum(row.jumlah for row in laporan.sebaran)), "masa": periode.nama_kumulatif},
        "pelaporan": _pelaporan(laporan.pelaporan),
        "belum_lapor": laporan.belum_lapor,
        "belum_lapor_lain": _lain(others),
        "mutu": konteks_mutu(laporan.mutu),
        "perkiraan": laporan.perkiraan,
        "peringatan": laporan.peringatan,
        "rekomendasi": rekomendasi(laporan),
        "lampiran": [
            {
                "unit": one.unit.nama,
                "baris": [
                    tulisan.baris(number, target, capaian, periode.bulan)
                    for number, (target, capaian) in enumerate(one.indikator, 1)
                ],
            }
            for one in laporan.lampiran
        ],
        "kepala": laporan.kepala,
        "sebagai": laporan.kepala.jabatan if laporan.kepala else _("Kepala %(unit)s") % {"unit": laporan.unit.nama},
        "kosong": _("Jabatan ini kosong pada %(tanggal)s.") % {"tanggal": format_tanggal(periode.hari_terakhir)},
        "tempat": settings.TEMPAT,
        "tanggal": format_tanggal(dokumen.created_at),
        "asal": tulisan.asal(dokumen),
    }


def _ringkas(laporan: LaporanUnit) -> list[dict[str, Any]]:
    skor, counts = laporan.skor, laporan.pelaporan
    measured = [row for row in laporan.indikator if row.nilai is not None]
    unknown = len(laporan.indikator) - len(measured)
    people = sum(row.jumlah for row in laporan.sebaran)
    scored = sum(row.jumlah for row in laporan.sebaran if row.nama)
    before = laporan.skor_lalu
    return [
        {
            "nama": _("Nilai kinerja organisasi"),
            "nilai": tulisan.nilai(skor.nilai if skor else None),
            "keterangan": _("bulan lalu: %(n)s") % {"n": tulisan.nilai(before.nilai if before else None)},
        },
        {
            "nama": _("Kelas nilai"),
            "nilai": (skor.kelas if skor else "") or "–",
            "kata": True,
            "keterangan": _("kebijakan %(tahun)s") % {"tahun": laporan.kebijakan.tahun},
        },
        tulisan.tercapai(sum(row.tercapai for row in measured), len(measured), unknown),
        {
            "nama": _("Realisasi diajukan"),
            "nilai": _share(counts.diajukan, counts.wajib),
            "keterangan": _count(counts.diajukan, counts.wajib),
        },
        {
            "nama": _("Pegawai bernilai"),
            "nilai": format_angka(scored),
            "keterangan": _("dari %(n)s pegawai") % {"n": format_angka(people)},
        },
    ]


def _pengantar(laporan: LaporanUnit) -> str:
    skor, masa = laporan.skor, laporan.periode.nama_kumulatif
    if skor is None or skor.nilai is None:
        return _("Nilai %(unit)s untuk %(masa)s belum dapat dihitung: belum ada indikator berbobot yang terukur.") % {
            "unit": laporan.unit.nama,
            "masa": masa,
        }
    text = _("%(unit)s memperoleh nilai %(nilai)s (%(kelas)s) untuk %(masa)s") % {
        "unit": laporan.unit.nama,
        "nilai": tulisan.nilai(skor.nilai),
        "kelas": skor.kelas.lower(),
        "masa": masa,
    }
    before = laporan.skor_lalu
    if before is not None and before.nilai is not None:
        text += ", " + tulisan.beda(skor.nilai, before.nilai, laporan.perkembangan[-2].periode.nama_kumulatif)
    return " ".join(part for part in [f"{text}.", capaian_terendah(laporan.indikator)] if part)


def _catatan(laporan: LaporanUnit) -> str:
    text = tulisan.catatan_capaian(
        [(row.nomor, row.target) for row in laporan.indikator],
        laporan.kebijakan,
        laporan.skala,
        laporan.periode.nama_kumulatif,
    )
    if laporan.skor is None or laporan.skor.nilai is None:
        return text
    formula = _("Nilai kinerja organisasi = jumlah (capaian × bobot) ÷ %(bobot)s, bobot indikator yang terukur.")
    return f"{formula % {'bobot': tulisan.bobot(laporan.skor.bobot_terukur)}} {text}"


def _sel(one: NilaiBulan) -> dict[str, str]:
    if one.nilai is None:
        return {"warna": "p0", "teks": one.tanda}
    return {"warna": f"p{one.slot[1:]}" if one.slot else "p0", "teks": format_angka(one.nilai, 2)}


def _pelaporan(counts: Pelaporan) -> list[dict[str, str]]:
    if not counts.wajib:
        return []
    rows: Sequence[tuple[str, str, int, int]] = [
        (_("Kelengkapan"), _("diajukan ÷ wajib diisi"), counts.diajukan, counts.wajib),
        (_("Tepat waktu"), _("diajukan sebelum batas ÷ diajukan"), counts.tepat_waktu, counts.diajukan),
        (_("Berbukti"), _("dengan bukti dukung ÷ diajukan"), counts.berbukti, counts.diajukan),
        (_("Disetujui"), _("disetujui ÷ diajukan"), counts.disetujui, counts.diajukan),
    ]
    return [
        {"nama": nama, "rumus": rumus, "jumlah": _count(part, whole), "bagian": _share(part, whole)}
        for nama, rumus, part, whole in rows
    ]


def _count(part: int, whole: int) -> str:
    return _("%(a)s dari %(b)s") % {"a": format_angka(part), "b": format_angka(whole)}


def _share(part: int, whole: int) -> str:
    return persen(Decimal(100) * part / whole) if whole else "–"


def _lain(others: int) -> str:
    if others <= 0:
        return ""
    return _("Dan %(n)s pengisi lain; daftar lengkapnya ada di dasbor unit.") % {"n": format_angka(others)}
