"""Cells of sheets of the plan: read into values, and values written as a cell shows them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from binawidya.umum.numbers import NumberUnreadable, format_angka, parse_angka
from binawidya.umum.spreadsheet.cells import Cell, CellError, CellUnreadable, Formula, text_of
from indikator.enums import Agregasi, Kendali, PeriodePelaporan, Polarisasi, Validitas


class SelSalah(ValueError):
    """A cell cannot be taken over; the text says what was read and what to write."""


def kalimat(error: SelSalah) -> str:
    """What was wrong as a sentence of its own."""
    text = str(error)
    return text[:1].upper() + text[1:]


# What people write, by what is stored. Files made here carry the first one.
PILIHAN: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "cara": {"nilai": ("Nilai",), "rasio": ("Rasio", "pembilang dan penyebut"), "survei": ("Survei",)},
    "agregasi": {
        Agregasi.JUMLAH.value: ("Jumlah", "penjumlahan", "kumulatif", "sum"),
        Agregasi.RATA_RATA.value: ("Rata-rata", "rata rata", "rerata", "average"),
        Agregasi.POSISI_AKHIR.value: ("Posisi akhir", "tlkv", "take last known value", "progres"),
        Agregasi.TERTINGGI.value: ("Nilai tertinggi", "tertinggi", "max"),
        Agregasi.TERENDAH.value: ("Nilai terendah", "terendah", "min"),
        Agregasi.RASIO.value: ("Rasio",),
    },
    "polarisasi": {
        Polarisasi.MAKSIMUM.value: ("Makin besar makin baik", "maksimum", "maximize", "positif"),
        Polarisasi.MINIMUM.value: ("Makin kecil makin baik", "minimum", "minimize", "negatif"),
        Polarisasi.RENTANG.value: ("Di dalam rentang", "rentang", "range"),
        Polarisasi.STABIL.value: ("Tepat pada target", "stabil", "stabilize"),
    },
    "periode_pelaporan": {
        PeriodePelaporan.BULANAN.value: ("Bulanan", "bulan"),
        PeriodePelaporan.TRIWULANAN.value: ("Triwulanan", "triwulan", "tw"),
        PeriodePelaporan.SEMESTERAN.value: ("Semesteran", "semester"),
        PeriodePelaporan.TAHUNAN.value: ("Tahunan", "tahun"),
    },
    "validitas": {
        Validitas.EXACT.value: ("Exact", "langsung"),
        Validitas.PROXY.value: ("Proxy", "pendekatan", "proksi"),
        Validitas.ACTIVITY.value: ("Activity", "kegiatan", "aktivitas"),
        "": ("",),
    },
    "kendali": {
        Kendali.LOW.value: ("Low", "rendah"),
        Kendali.MODERATE.value: ("Moderate", "sedang"),
        Kendali.HIGH.value: ("High", "tinggi"),
        "": ("",),
    },
}
_TERBALIK: Final = {
    kunci: {name.casefold(): stored for stored, names in several.items() for name in (stored, *names)}
    for kunci, several in PILIHAN.items()
}
_BENAR: Final = {"ya": True, "y": True, "true": True, "1": True, "tidak": False, "t": False, "false": False, "0": False}


def baca_teks(cell: Cell, terbanyak: int) -> str:
    """A line of text.

    :raises SelSalah: for a formula, hidden letters, or more letters than there is room for.
    """
    try:
        text = text_of(cell)
    except CellUnreadable as error:
        raise SelSalah(str(error)) from None
    if len(text) > terbanyak:
        raise SelSalah(_("terlalu panjang: %(n)d huruf, paling banyak %(m)d.") % {"n": len(text), "m": terbanyak})
    return text


def baca_pilihan(kunci: str, cell: Cell) -> str:
    """One of a few words."""
    text = baca_teks(cell, 200)
    found = _TERBALIK[kunci].get(text.casefold().split(" (")[0].split(":")[0].strip())
    if found is None:
        known = ", ".join(names[0] for names in PILIHAN[kunci].values() if names[0])
        raise SelSalah(_("“%(teks)s” tidak dikenal. Tulis salah satu: %(daftar)s.") % {"teks": text, "daftar": known})
    return found


def baca_ya(cell: Cell) -> bool:
    """Yes or no."""
    text = baca_teks(cell, 20).casefold()
    if text not in _BENAR:
        raise SelSalah(_("“%(teks)s” bukan Ya atau Tidak.") % {"teks": text})
    return _BENAR[text]


def baca_angka(cell: Cell, places: int = 6) -> Decimal | None:
    """A number; nothing for an empty cell. Text is read in Indonesian notation, a number as the sheet holds it."""
    if isinstance(cell, Formula | CellError):
        raise SelSalah(_("berisi rumus. Tempel sebagai nilai."))
    if isinstance(cell, bool):
        raise SelSalah(_("bukan angka."))
    if isinstance(cell, int | float):
        text = format(Decimal(repr(cell)), "f").replace(".", ",")
        whole, _comma, rest = text.partition(",")
        # What a sheet adds at the end of a fraction is not what somebody typed.
        text = f"{whole},{rest.rstrip('0')}" if rest.rstrip("0") else whole
    else:
        text = baca_teks(cell, 60)
    if not text:
        return None
    try:
        return parse_angka(text, places=places)
    except NumberUnreadable as error:
        raise SelSalah(_("“%(teks)s”: %(sebab)s") % {"teks": text, "sebab": error}) from None


def tulis(kunci: str, value: Any) -> str:
    """A value as a cell of text shows it; what :func:`baca_pilihan` and the others read back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, Decimal):
        return format_angka(value)
    if kunci in PILIHAN:
        return PILIHAN[kunci][str(value)][0]
    return str(value)
