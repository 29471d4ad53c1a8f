"""The NIP: 18 digits, always text. A spreadsheet that holds it as a number has already destroyed it.

Structure (Peraturan Kepala BKN; the sources name numbers 22/2007 and 43/2007): birth date 8, month of appointment 6,
sex 1, serial number 3. For PPPK the sources dispute digits 13-14; there 01-12 and 21 upwards are accepted.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binawidya.organisasi.enums import JENIS_PPPK, JenisKelamin, JenisPegawai

PANJANG: Final = 18
_DIGITS = re.compile(r"[0-9]+")
_SCIENTIFIC = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")


@dataclass(frozen=True, slots=True)
class Nip:
    """A valid NIP and what its digits say."""

    teks: str
    tanggal_lahir: date
    tmt: str
    jenis_kelamin: JenisKelamin
    nomor_urut: str


def normalize(text: str) -> str:
    """Without the spaces, points and quotes that people and spreadsheets put in."""
    return re.sub(r"[\s.'`’\-]", "", text)


def parse_nip(text: str, jenis_pegawai: str = JenisPegawai.PNS) -> Nip:
    """Read an NIP.

    :param jenis_pegawai: for PPPK digits 13-14 may be a code from 21 upwards instead of a month.
    :raises ValidationError: with a message that says what is wrong with which part.
    """
    if _SCIENTIFIC.fullmatch(text.strip()) and re.search("[eE]", text):
        raise ValidationError(
            _("NIP berubah menjadi bilangan. Ubah kolom NIP menjadi teks di lembar kerja, lalu unggah lagi."),
            code="number",
        )
    digits = normalize(text)
    if not _DIGITS.fullmatch(digits):
        raise ValidationError(_("NIP hanya berisi angka."), code="letters")
    if len(digits) != PANJANG:
        message = ngettext("NIP 18 angka, ini baru %(n)d.", "NIP 18 angka, ini baru %(n)d.", len(digits))
        if len(digits) > PANJANG:
            message = _("NIP 18 angka, ini %(n)d.")
        raise ValidationError(message % {"n": len(digits)}, code="length")
    try:
        lahir = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise ValidationError(_("Delapan angka pertama NIP bukan tanggal lahir."), code="birth") from None
    bulan = int(digits[12:14])
    if not (1 <= bulan <= 12 or (jenis_pegawai in JENIS_PPPK and bulan >= 21)) or not 1945 <= int(digits[8:12]) <= 2100:
        raise ValidationError(_("Angka ke-9 sampai ke-14 NIP bukan tahun dan bulan pengangkatan."), code="tmt")
    if digits[14] not in "12":
        raise ValidationError(_("Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan)."), code="sex")
    if digits[15:] == "000":
        raise ValidationError(_("Tiga angka terakhir NIP mulai dari 001."), code="serial")
    kelamin = JenisKelamin.LAKI_LAKI if digits[14] == "1" else JenisKelamin.PEREMPUAN
    return Nip(digits, lahir, f"{digits[8:12]}-{digits[12:14]}", kelamin, digits[15:])


@lru_cache(maxsize=65_536)
def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def is_plain_nip(text: str, jenis_pegawai: str = JenisPegawai.PNS) -> bool:
    """Whether these are 18 digits that :func:`parse_nip` takes as they are; a fraction of its time, for many rows."""
    return (
        len(text) == PANJANG
        and text.isascii()
        and text.isdigit()
        and _is_date(text[:8])
        and "1945" <= text[8:12] <= "2100"
        and ("01" <= text[12:14] <= "12" or (jenis_pegawai in JENIS_PPPK and text[12:14] >= "21"))
        and text[14] in "12"
        and text[15:] != "000"
    )


def format_nip(digits: str) -> str:
    """``19940818 201903 2 007`` as printed."""
    if len(digits) != PANJANG:
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def mask_nip(digits: str) -> str:
    """``•••••••• •••••• • 007`` for people without need of the whole: neither birth date nor sex can be read."""
    if len(digits) != PANJANG:
        return "•" * len(digits)
    return f"•••••••• •••••• • {digits[15:]}"
