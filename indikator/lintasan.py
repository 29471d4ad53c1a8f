"""The trajectory of a target: how the promise of a year is laid over its months. Pure arithmetic.

What a year's figure is made of follows the konsolidasi of its indicator: a sum is split, a mean is kept in the mean, a
last position ends at the target. Figures are split by rounding the running total, so that no digit is lost.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from indikator.enums import BULAN_LAPOR, Agregasi
from indikator.scoring import bulatkan

Bulanan = list[Decimal | None]
SETAHUN: Final = 12


def due_months(periode_pelaporan: str, closed: Collection[int] = ()) -> tuple[int, ...]:
    """Months in which the indicator is reported and that are no fixed record yet."""
    return tuple(month for month in BULAN_LAPOR[periode_pelaporan] if month not in closed)


def implied(agregasi: str, bulanan: Sequence[Decimal | None]) -> Decimal | None:
    """The yearly figure that these months add up to; ``None`` without any."""
    values = [value for value in bulanan if value is not None]
    if not values:
        return None
    if agregasi == Agregasi.JUMLAH:
        return sum(values, Decimal(0))
    if agregasi == Agregasi.RATA_RATA:
        return sum(values, Decimal(0)) / len(values)
    if agregasi == Agregasi.TERTINGGI:
        return max(values)
    if agregasi == Agregasi.TERENDAH:
        return min(values)
    return values[-1]


def agrees(agregasi: str, target: Decimal, bulanan: Sequence[Decimal | None], places: int) -> bool:
    """Whether the months add up to the year, as far as the digits of the indicator tell."""
    found = implied(agregasi, bulanan)
    return found is not None and bulatkan(Fraction(found), places) == bulatkan(Fraction(target), places)


def spread_even(agregasi: str, target: Decimal, due: Sequence[int], places: int) -> Bulanan:
    """A sum in equal parts; everything else the same in every month."""
    if agregasi == Agregasi.JUMLAH:
        return _laid(due, _split(target, [Decimal(1)] * len(due), _fine(target, places)))
    return _laid(due, [target] * len(due))


def spread_rising(target: Decimal, due: Sequence[int], places: int, baseline: Decimal) -> Bulanan:
    """In equal steps from the baseline to the target: for a position that is worked up to."""
    count, digits = len(due), _fine(target, places)
    way = Fraction(target) - Fraction(baseline)
    steps = [bulatkan(Fraction(baseline) + way * step / count, digits) for step in range(1, count + 1)]
    return _laid(due, steps)


def spread_like(
    agregasi: str, target: Decimal, due: Sequence[int], places: int, shape: Sequence[Decimal | None]
) -> Bulanan | None:
    """In proportion to another year; ``None`` where that year gives no shape for these months."""
    weights = [shape[month - 1] for month in due]
    if not due or any(value is None or value < 0 for value in weights):
        return None
    known = [value for value in weights if value is not None]
    whole = implied(agregasi, known)
    if not whole:
        return None
    digits = _fine(target, places)
    if agregasi == Agregasi.JUMLAH:
        return _laid(due, _split(target, known, digits))
    if agregasi == Agregasi.RATA_RATA:
        return _laid(due, _split(target * len(due), known, digits))
    return _laid(due, [bulatkan(Fraction(target) * Fraction(value) / Fraction(whole), digits) for value in known])


def _fine(target: Decimal, places: int) -> int:
    """Digits to split with: those of the indicator, or of the target where it has more."""
    return max(places, -int(target.normalize().as_tuple().exponent))


def _split(total: Decimal, weights: Sequence[Decimal], places: int) -> list[Decimal]:
    whole = sum(weights, Decimal(0))
    parts, before, running = [], Decimal(0), Decimal(0)
    for weight in weights:
        running += weight
        reached = bulatkan(Fraction(total) * Fraction(running) / Fraction(whole), places)
        parts.append(reached - before)
        before = reached
    return parts


def _laid(due: Sequence[int], values: Sequence[Decimal]) -> Bulanan:
    months: Bulanan = [None] * SETAHUN
    for month, value in zip(due, values, strict=True):
        months[month - 1] = value
    return months
