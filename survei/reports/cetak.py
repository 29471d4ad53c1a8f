"""HTML of the printed things. They are rendered in a process of their own, see :mod:`binawidya.umum.pdf_process`."""

from collections.abc import Collection, Sequence
from typing import Any, Final

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binawidya.umum.pdf import RenderedPdf, render_pdf
from binawidya.umum.thumbnail import thumbnail
from survei.models import HasilSurvei, Survei
from survei.selectors.alamat import public_address, typed_address
from survei.selectors.bentuk import ID, bentuk_of
from survei.selectors.hasil import HasilKantor
from survei.selectors.laporan_skm import LaporanSkm, laporan_skm

UKURAN: Final = ("a4", "a6")


def _qr(address: str) -> SafeString:
    code = segno.make_qr(address, error="m")
    return SafeString(code.svg_inline(border=0, dark="#000", light="#fff", omitsize=True))


def poster_html(survei: Survei, ukuran: str) -> str:
    """What hangs in the waiting room: the question, the QR code, the address to type."""
    values = {
        "survei": survei,
        "ukuran": ukuran,
        "qr": _qr(public_address(survei)),
        "alamat": typed_address(survei),
        "pemerintah": settings.PEMERINTAH,
    }
    return render_to_string("cetak/survei_poster.html", values)


def formulir_html(survei: Survei) -> str:
    """The questionnaire for those who answer on paper: the same questions, groups and boxes as on the screen."""
    shape = bentuk_of(survei)
    values = {
        "survei": survei,
        "soal": shape.soal[ID],
        "kelompok": shape.kelompok(ID),
        "bebas": shape.bebas,
        "pemerintah": settings.PEMERINTAH,
        "qr": _qr(public_address(survei)) if survei.dibuka else "",
        "alamat": typed_address(survei),
    }
    return render_to_string("cetak/survei_formulir.html", values)


def token_html(survei: Survei, lembar: int, codes: Sequence[str]) -> str:
    """A sheet of one-time codes to cut, each with its own QR code."""
    slips = [(f"{code[:5]}-{code[5:]}".upper(), _qr(public_address(survei, code))) for code in codes]
    values = {
        "survei": survei,
        "lembar": lembar,
        "baris": [slips[place : place + 3] for place in range(0, len(slips), 3)],
        "alamat": typed_address(survei),
    }
    return render_to_string("cetak/survei_token.html", values)


def poster_hasil_html(hasil: HasilKantor) -> str:
    """The published result as a poster."""
    values = {"hasil": hasil, "satu": hasil.ikhtisar, "pemerintah": settings.PEMERINTAH}
    return render_to_string("cetak/survei_hasil.html", values)


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
