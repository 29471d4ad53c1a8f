"""The report of a survey as a PDF. Only workers import this module: no page carries the memory of the renderer."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.umum.pdf import RenderedPdf, render_pdf
from binawidya.umum.thumbnail import thumbnail
from survei.models import HasilSurvei
from survei.selectors.laporan_skm import LaporanSkm, laporan_skm


def laporan_konteks(data: LaporanSkm, pictures: Collection[str] = ()) -> dict[str, Any]:
    """The words around the figures of an SKM report.

    :param pictures: names of the photographs that can be printed, see :func:`laporan_gambar`.
    """
    survei = data.survei
    chain = [survei.unit_kerja] if survei.unit_kerja.induk is None else [survei.unit_kerja.induk, survei.unit_kerja]
    return {
        "judul": _("Laporan Survei Kepuasan Masyarakat, %(tentang)s, %(periode)s")
        % {"tentang": survei.tentang, "periode": survei.nama_periode},
        "kop": {
            "pemerintah": settings.PEMERINTAH,
            "unit": [unit.nama for unit in chain],
            "alamat": survei.unit_kerja.alamat,
            "kontak": survei.unit_kerja.kontak,
        },
        "data": data,
        "foto": [(f"gambar:dok-{one.pk}", one.keterangan) for one in data.dokumentasi if f"dok-{one.pk}" in pictures],
        "survei": survei,
        "hasil": data.hasil,
        "satu": data.satu,
        "tempat": settings.TEMPAT,
        "tanggal": data.hasil.dihitung_at,
    }


def laporan_gambar(data: LaporanSkm) -> dict[str, bytes]:
    """The photographs of the annex by the name under which its page shows them; what cannot be read is left out."""
    found = {f"dok-{photo.pk}": thumbnail(photo.berkas) for photo in data.dokumentasi}
    return {name: picture for name, picture in found.items() if picture is not None}


def laporan_pdf(hasil: HasilSurvei) -> RenderedPdf:
    """The report of a result as the evidence of the realisasi that it became."""
    data = laporan_skm(hasil)
    pictures = laporan_gambar(data)
    html = render_to_string("cetak/survei_laporan.html", laporan_konteks(data, pictures))
    return render_pdf(html, title=f"skm-{hasil.survei.kode}", images=pictures)
