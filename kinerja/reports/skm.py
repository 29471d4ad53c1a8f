"""The SKM report with the code that proves it."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.umum.dates import format_tanggal
from binawidya.umum.pdf import RenderedPdf, render_pdf
from kinerja.models import Dokumen
from kinerja.reports import gambar
from survei.reports.laporan import laporan_gambar, laporan_konteks
from survei.selectors.laporan_skm import LaporanSkm


def render_skm(dokumen: Dokumen, data: LaporanSkm) -> RenderedPdf:
    """The report as PDF."""
    drawn, verifikasi = gambar.verifikasi(dokumen)
    pictures = laporan_gambar(data)
    images: dict[str, str | bytes] = {**drawn, **pictures}
    context = laporan_konteks(data, pictures) | verifikasi
    words = _("Dokumen nomor %(nomor)s, dibuat Binawidya %(tanggal)s dari hasil survei yang dihitung %(hitung)s.")
    context["asal"] = words % {
        "nomor": dokumen.pk,
        "tanggal": format_tanggal(dokumen.created_at),
        "hitung": format_tanggal(data.hasil.dihitung_at),
    }
    return render_pdf(render_to_string("cetak/survei_laporan.html", context), title=context["judul"], images=images)
