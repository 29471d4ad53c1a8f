"""The one reader and the one writer of numbers in Indonesian notation.

Reading is strict: what could mean two numbers is refused with both readings named, so that no misplaced separator
becomes a figure. Only ASCII digits count; ``NaN``, infinity and exponents are no numbers here.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _

INTEGER_DIGITS: Final = 15
DECIMAL_PLACES: Final = 6
LARGEST: Final = Decimal(10) ** INTEGER_DIGITS - Decimal(1).scaleb(-DECIMAL_PLACES)
MINUS: Final = "\N{MINUS SIGN}"
NBSP: Final = "\N{NO-BREAK SPACE}"

_GROUPED = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"-?[0-9]+(?:,[0-9]+)?|-?,[0-9]+")
_POINTED = re.compile(r"-?[0-9]+(?:\.[0-9]+)+")
_ENGLISH = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


class NumberUnreadable(ValueError):
    """The text is no number, or could be two. The message says what to type."""


def parse_angka(text: str, *, places: int = DECIMAL_PLACES) -> Decimal:
    """Read ``1.234,5`` as 1234.5.

    :param text: what a person typed; spaces around and no-break spaces inside are ignored.
    :param places: digits allowed behind the comma.
    :raises NumberUnreadable: for anything else, with a message that says what was understood and what to do.
    """
    cleaned = text.strip().replace(NBSP, "").replace("\N{NARROW NO-BREAK SPACE}", "").replace(MINUS, "-")
    if cleaned.startswith("Rp"):
        cleaned = cleaned[2:].strip()
    if _GROUPED.fullmatch(cleaned) or _PLAIN.fullmatch(cleaned):
        value = Decimal(cleaned.replace(".", "").replace(",", "."))
    else:
        raise NumberUnreadable(_unreadable(cleaned))
    whole, _comma, fraction = cleaned.replace(".", "").lstrip("-").partition(",")
    if len(whole.lstrip("0")) > INTEGER_DIGITS:
        raise NumberUnreadable(
            _("Angka terlalu besar: paling banyak %(n)d angka di depan koma.") % {"n": INTEGER_DIGITS}
        )
    if len(fraction.rstrip("0")) > places or (len(fraction) == 3 and places < 3 and "." not in cleaned):
        raise NumberUnreadable(_too_fine(value, cleaned, places))
    return value


def _unreadable(text: str) -> str:
    if _ENGLISH.fullmatch(text) and "." in text:
        return _("Angka tidak terbaca. Maksudnya %(a)s?") % {"a": format_angka(Decimal(text.replace(",", "")))}
    if _POINTED.fullmatch(text):
        whole, point, fraction = text.rpartition(".")
        readings = [Decimal(text.replace(".", ""))]
        if fraction:
            readings.insert(0, Decimal(whole.replace(".", "") + point + fraction))
        said = _(" atau ").join(format_angka(value) for value in readings)
        return _("Angka tidak terbaca. Maksudnya %(a)s?") % {"a": said}
    return _("Ini bukan angka. Tulis seperti 1.234,5: titik untuk ribuan, koma untuk pecahan.")


def _too_fine(value: Decimal, text: str, places: int) -> str:
    if _ENGLISH.fullmatch(text):
        # "1,000" is one in Indonesian and a thousand in English.
        other = Decimal(text.replace(",", ""))
        said = _(" atau ").join([format_angka(value), format_angka(other)])
        return _("Angka tidak terbaca. Maksudnya %(a)s?") % {"a": said}
    if places == 0:
        return _("Tulis bilangan bulat, tanpa koma.")
    return _("Paling banyak %(n)d angka di belakang koma.") % {"n": places}


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round a half away from zero, as PostgreSQL's ``round(numeric)`` does."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_angka(value: Decimal | int, places: int | None = None) -> str:
    """Write 1234.5 as ``1.234,5``.

    :param places: digits behind the comma; ``None`` writes as many as the value has, without trailing zeros.
    """
    number = Decimal(value)
    if places is None:
        places = max(0, -int(number.normalize().as_tuple().exponent))
    number = round_half_up(number, places)
    if number == 0:
        number = abs(number)
    text = f"{abs(number):,f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS if number < 0 else ''}{text}"
