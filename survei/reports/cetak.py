"""HTML of the printed things. They are rendered in a process of their own, see :mod:`binawidya.umum.pdf_process`."""

from collections.abc import Sequence
from typing import Final

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from survei.models import Survei
from survei.selectors.alamat import public_address, typed_address
from survei.selectors.bentuk import ID, bentuk_of
from survei.selectors.hasil import HasilKantor

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
