"""Sasaran Kinerja Pegawai: hasil kerja, perilaku kerja, and the annex."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.umum.dates import format_tanggal
from binawidya.umum.pdf import RenderedPdf, render_pdf
from indikator.models import TargetIndikator
from kinerja.enums import PANDUAN_PERILAKU, PendekatanSkp, Perilaku
from kinerja.models import Dokumen
from kinerja.reports import gambar, tulisan
from kinerja.reports.perjanjian import asal, perubahan, rancangan, target_tahun
from kinerja.selectors.pejabat import Pejabat
from kinerja.selectors.skp import SkpDokumen


def render_skp(dokumen: Dokumen, data: SkpDokumen) -> RenderedPdf:
    """The SKP as PDF."""
    title = _("Sasaran Kinerja Pegawai %(tahun)s · %(nama)s") % {"tahun": data.tahun, "nama": data.pegawai.nama_lengkap}
    images, verifikasi = gambar.verifikasi(dokumen)
    context = konteks(dokumen, data) | verifikasi | {"judul": title}
    return render_pdf(render_to_string("cetak/skp.html", context), title=title, images=images)


def konteks(dokumen: Dokumen, data: SkpDokumen) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    skp = data.skp
    return {
        "kop": data.kop,
        "tahun": data.tahun,
        "instansi": settings.INSTANSI,
        "masa": _("1 Januari–31 Desember %(tahun)s") % {"tahun": data.tahun},
        "pendekatan": PendekatanSkp(skp.pendekatan).label,
        "kuantitatif": skp.pendekatan == PendekatanSkp.KUANTITATIF,
        "rancangan": rancangan(data.belum_disetujui),
        "identitas": [
            {"judul": _("Pegawai yang dinilai"), "baris": _orang(data.jabatan)},
            {"judul": _("Pejabat penilai kinerja"), "baris": _orang(data.penilai)},
        ],
        "bagian": [
            (_("A. Hasil kerja utama"), _rows(data.utama)),
            (_("B. Hasil kerja tambahan"), _rows(data.tambahan)),
        ],
        "perilaku": [
            {"nama": value.label, "panduan": PANDUAN_PERILAKU[value], "ekspektasi": data.ekspektasi.get(value, "")}
            for value in Perilaku
        ],
        "lampiran": [
            (_("Dukungan sumber daya"), skp.dukungan),
            (_("Skema pertanggungjawaban"), skp.pertanggungjawaban),
            (_("Konsekuensi"), skp.konsekuensi),
        ],
        "addendum": [perubahan(row) for row in data.addendum],
        "pegawai": data.jabatan,
        "penilai": data.penilai,
        "sebagai_pegawai": _("Pegawai yang dinilai"),
        "sebagai_penilai": _("Pejabat penilai kinerja"),
        "kosong_penilai": _("Tidak ada atasan yang tercatat."),
        "tempat": settings.TEMPAT,
        "tanggal": format_tanggal(dokumen.created_at),
        "asal": asal(dokumen),
    }


def _orang(one: Pejabat | None) -> list[tuple[str, str]]:
    if one is None:
        return [(_("Nama"), _("tidak ada yang tercatat"))]
    return [
        (_("Nama"), one.nama),
        (_("NIP"), one.nip),
        (_("Pangkat/gol."), one.pangkat or "–"),
        (_("Jabatan"), one.jabatan or "–"),
        (_("Unit kerja"), one.unit or "–"),
    ]


def _rows(targets: Sequence[TargetIndikator]) -> list[dict[str, Any]]:
    """One line for each target; what of the leader's plan it serves is written once for lines that share it."""
    rows: list[dict[str, Any]] = []
    before: Any = object()
    for number, target in enumerate(targets, start=1):
        above = target.induk
        first = (above.pk if above else None) != before
        before = above.pk if above else None
        rows.append(
            {
                "nomor": number,
                "atasan": (above.indikator.nama if above else "–") if first else "",
                "awal": first,
                "rencana": target.indikator.definisi or target.indikator.nama,
                "aspek": target.get_aspek_display() if target.aspek else "–",
                "iki": target.indikator.nama,
                "target": f"{target_tahun(target)} {target.indikator.satuan}",
                "bobot": tulisan.bobot(target.bobot),
            }
        )
    return rows
