"""A development in words, for those who do not see the line."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka


def describe_trend(values: Sequence[Decimal | None], names: Sequence[str]) -> str:
    """``Naik dari 95,42 pada Jan menjadi 98,69 pada Sep``; empty with fewer than two known values."""
    known = [(value, name) for value, name in zip(values, names, strict=True) if value is not None]
    if len(known) < 2:
        return ""
    (first, start), (last, end) = known[0], known[-1]
    text = _("Tetap, dari %(a)s pada %(x)s sampai %(b)s pada %(y)s")
    if format_angka(first, 2) != format_angka(last, 2):
        text = _("Naik dari %(a)s pada %(x)s menjadi %(b)s pada %(y)s")
        if last < first:
            text = _("Turun dari %(a)s pada %(x)s menjadi %(b)s pada %(y)s")
    return text % {"a": format_angka(first, 2), "x": start, "b": format_angka(last, 2), "y": end}
