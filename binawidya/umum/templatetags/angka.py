"""Numbers, dates and NIP in templates. An unknown value is written ``–``: never 0, never an empty cell."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django import template

from binawidya.umum import dates
from binawidya.umum.numbers import MINUS, NBSP, format_angka

register = template.Library()
KOSONG: Final = "–"
PERSEN: Final = "%"
# Units that follow the figure without a word: written before it, or without a space.
RUPIAH: Final = "rupiah"
_UKURAN: Final = ((9, "GB"), (6, "MB"), (3, "kB"))
_BESARAN: Final = ((12, "triliun"), (9, "miliar"), (6, "juta"))


def _number(value: Any) -> Decimal | None:
    """The value as a number; ``None`` for everything that is none.

    :raises TypeError: for a text, which must never reach a page as a figure.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        raise TypeError(f"not a number: {value!r}")
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return number if number.is_finite() else None


@register.filter
def angka(value: Any, places: int | None = None) -> str:
    """``1.234,5``; with an argument exactly that many digits behind the comma."""
    number = _number(value)
    return KOSONG if number is None else format_angka(number, places)


@register.filter
def persen(value: Any, places: int = 2) -> str:
    """``97,50 %`` with a no-break space. The value is already in percent."""
    number = _number(value)
    return KOSONG if number is None else f"{format_angka(number, places)}{NBSP}{PERSEN}"


@register.filter
def rumus(value: str) -> str:
    """A line of arithmetic that may break between its terms, but not before the sign of percent."""
    return value.replace(f" {PERSEN}", f"{NBSP}{PERSEN}")


@register.filter
def selisih(value: Any, places: int = 2) -> str:
    """``+1,20`` or ``−0,35``: a difference always carries its sign."""
    number = _number(value)
    if number is None:
        return KOSONG
    text = format_angka(number, places)
    return text if text.startswith(MINUS) or not text.strip("0,.") else f"+{text}"


@register.simple_tag
def nilai_satuan(value: Any, satuan: str = "", places: int | None = None) -> str:
    """A figure with its unit: ``13,5 menit``, ``97,50 %``, ``Rp9.412.300.000``.

    :param satuan: unit of measure as the indicator names it; ``%`` and ``rupiah`` are known.
    :param places: digits behind the comma, as the indicator says.
    """
    number = _number(value)
    if number is None:
        return KOSONG
    text = format_angka(number, places)
    if satuan.casefold() in {"rp", RUPIAH}:
        sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
        return f"{sign}Rp{digits}"
    return f"{text}{NBSP}{satuan}" if satuan else text


@register.filter
def rupiah(value: Any, places: int = 0) -> str:
    """``Rp9.412.300.000``."""
    return nilai_satuan(value, RUPIAH, places)


@register.filter
def rupiah_ringkas(value: Any) -> str:
    """``Rp9,41 miliar`` for prose and narrow places; below a million written out."""
    number = _number(value)
    if number is None:
        return KOSONG
    for exponent, kata in _BESARAN:
        if abs(number) >= Decimal(10) ** exponent:
            return f"{nilai_satuan(number.scaleb(-exponent), RUPIAH, 2)}{NBSP}{kata}"
    return rupiah(number)


@register.filter
def ukuran(value: Any) -> str:
    """Size of a file, given in bytes: ``984 B``, ``12,4 kB``, ``1,3 MB`` (powers of 1,000)."""
    number = _number(value)
    if number is None:
        return KOSONG
    for exponent, satuan in _UKURAN:
        if number >= Decimal(10) ** exponent:
            return nilai_satuan(number.scaleb(-exponent), satuan, 1)
    return nilai_satuan(number, "B", 0)


@register.filter
def tanggal(value: date | None, pilihan: str = "") -> str:
    """``5 November 2026``; ``"hari"`` adds the weekday, ``"tanpa_tahun"`` leaves the year out."""
    if value is None:
        return KOSONG
    wanted = pilihan.split()
    return dates.format_tanggal(value, hari="hari" in wanted, tahun="tanpa_tahun" not in wanted)


@register.filter
def tanggal_sampai(awal: date | None, akhir: date | None) -> str:
    """``24 sampai 25 September 2026``; a day alone where both are one."""
    return KOSONG if awal is None or akhir is None else dates.format_tanggal_sampai(awal, akhir)


@register.filter
def tanggal_pendek(value: date | None) -> str:
    """``5 Nov. 2026`` for tables."""
    return KOSONG if value is None else dates.format_tanggal_pendek(value)


@register.filter
def waktu(value: datetime | None) -> str:
    """``4 November pukul 08.12``."""
    return KOSONG if value is None else dates.format_waktu(value)


@register.filter
def jam(value: datetime | None) -> str:
    """``23.59 WIB``."""
    return KOSONG if value is None else dates.format_jam(value)


@register.filter
def sisa_hari(value: datetime | None) -> str:
    """``5 hari lagi``, ``besok``, ``3 hari lalu``."""
    return KOSONG if value is None else dates.sisa_hari(value)


@register.filter
def bulan(value: int | None) -> str:
    """``Oktober`` for 10."""
    return KOSONG if value is None else dates.nama_bulan(value)


@register.filter
def bulan_pendek(value: int | None) -> str:
    """``Okt`` for 10."""
    return KOSONG if value is None else dates.nama_bulan(value, pendek=True)


def _nip_parts(value: str) -> tuple[str, str, str, str] | None:
    if len(value) != 18 or not (value.isascii() and value.isdigit()):
        return None
    return value[:8], value[8:14], value[14], value[15:]


@register.filter
def nip(value: str | None) -> str:
    """``19940818 201903 2 007``, for those who need it whole."""
    if not value:
        return KOSONG
    parts = _nip_parts(value)
    return " ".join(parts) if parts else value


@register.filter
def nip_samar(value: str | None) -> str:
    """``•••••••• •••••• • 007``, for everybody else: the first eight figures are the birth date."""
    if not value:
        return KOSONG
    parts = _nip_parts(value)
    return " ".join(["•" * len(part) for part in parts[:3]] + [parts[3]]) if parts else "•" * len(value)
