"""What a cell of an untrusted sheet can hold, and how its text is made clean."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from binawidya.umum.dates import BULAN, BULAN_PENDEK


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell with a formula. ``value`` is what the sheet stored as its last result, never used as input."""

    value: Any


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell such as ``#REF!``."""

    value: Any


Cell = str | int | float | bool | date | Formula | CellError | None


class CellUnreadable(ValueError):
    """A cell cannot be taken over. The message says what to do, in Indonesian."""


# Letters that nobody sees: some are dropped, those that turn the direction of writing are refused.
_DROPPED: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\uffff]")
_LEADS_TO_FORMULA: Final = "=+@\uff1d\uff0b\uff20"


def clean_text(text: str) -> str:
    """One line of text in NFC, spaces joined.

    :raises CellUnreadable: for letters that hide or turn what people read.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    text = " ".join(unicodedata.normalize("NFC", text.translate(_DROPPED)).split())
    found = _TURNING.search(text) or _CONTROL.search(text)
    if found:
        raise CellUnreadable(
            _("Ada huruf yang tidak tampak (U+%(kode)04X). Ketik ulang isinya.") % {"kode": ord(found[0])}
        )
    return text


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, dates as ISO, empty as an empty string.

    :raises CellUnreadable: for formulas, errors and hidden letters.
    """
    if type(cell) is str:
        text = clean_text(cell)
        if text[:1] in _LEADS_TO_FORMULA and text:
            raise CellUnreadable(_("Berisi rumus. Tempel sebagai nilai."))
        return text
    if cell is None:
        return ""
    if isinstance(cell, Formula):
        raise CellUnreadable(_("Berisi rumus. Tempel sebagai nilai."))
    if isinstance(cell, CellError):
        raise CellUnreadable(_("Berisi galat rumus. Isi dengan nilainya."))
    if isinstance(cell, bool):
        return _("Ya") if cell else _("Tidak")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def shown(cell: Cell) -> str:
    """What to show of a cell that was refused, as the sheet shows it."""
    if isinstance(cell, Formula | CellError):
        return shown(cell.value) or "="
    if isinstance(cell, float) or (isinstance(cell, int) and not isinstance(cell, bool)):
        text = f"{cell:.5E}".replace(".", ",") if abs(cell) >= 1e11 else str(cell)
        return re.sub(r",?0*E\+0?", "E+", text)
    try:
        return text_of(cell)
    except CellUnreadable:
        return _CONTROL.sub("", _TURNING.sub("", str(cell))).strip()


# --- Dates ------------------------------------------------------------------------------------------------------
_MONTHS: Final = {
    **{name.casefold(): index for index, name in enumerate(BULAN, start=1)},
    **{name.casefold(): index for index, name in enumerate(BULAN_PENDEK, start=1)},
    "peb": 2, "pebruari": 2, "ags": 8, "agt": 8, "agust": 8, "sept": 9, "nop": 11, "nopember": 11,
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10,
    "december": 12, "aug": 8, "oct": 10, "dec": 12,
}  # fmt: skip
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})(?:[T ][0-9:.]+)?")
# The month in words in front cannot be mistaken for a day: "December 1, 2026".
_MONTH_FIRST = re.compile(r"(?:[A-Za-z']+, *)?([A-Za-z]+)\.? +([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4})")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_IN_WORDS = re.compile(r"(?:[A-Za-z']+, *)?([0-9]{1,2})[-/. ]+([A-Za-z]+)[-/. ,]+([0-9]{4})")


def parse_tanggal(text: str) -> date:
    """Read ``1 Desember 2026``, ``01-12-2026``, ``1/12/2026``, ``2026-12-01``, ``20261201``, English names as well.

    In figures the day comes first, as everywhere in Indonesia; ``12/31/2026`` is refused.

    :raises CellUnreadable: for anything else.
    """
    year: str | int
    month: str | int
    day: str | int
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif (found := _IN_WORDS.fullmatch(text)) and found[2].casefold().rstrip(".") in _MONTHS:
        day, month, year = found[1], _MONTHS[found[2].casefold().rstrip(".")], found[3]
    elif (found := _MONTH_FIRST.fullmatch(text)) and found[1].casefold() in _MONTHS:
        day, month, year = found[2], _MONTHS[found[1].casefold()], found[3]
    elif found := _COMPACT.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise CellUnreadable(_("Tanggal tidak terbaca. Tulis seperti 1 Desember 2026 atau 01-12-2026."))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise CellUnreadable(_("Tanggal %(teks)s tidak ada. Tulis hari, bulan, lalu tahun.") % {"teks": text}) from None
