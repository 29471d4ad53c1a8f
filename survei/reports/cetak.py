"""HTML of the printed things. They are rendered in a process of their own, see :mod:`binawidya.umum.pdf_process`."""

from collections.abc import Sequence
from typing import Any, Final

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from survei.models import HasilSurvei, Survei
from survei.selectors.alamat import public_address, typed_address
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


def laporan_konteks(data: LaporanSkm) -> dict[str, Any]:
    """The words around the figures of an SKM report."""
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
        "survei": survei,
        "hasil": data.hasil,
        "satu": data.satu,
        "tempat": settings.TEMPAT,
        "tanggal": data.hasil.dihitung_at,
    }


def laporan_html(hasil: HasilSurvei) -> str:
    """The report of a result as the evidence of the realisasi that it became."""
    return render_to_string("cetak/survei_laporan.html", laporan_konteks(laporan_skm(hasil)))
