"""Pure arithmetic of the public satisfaction survey (SKM, PermenPANRB 14/2017). No database, no Django."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from indikator.scoring import bulatkan

# Lower bounds of the converted value (NIK), best first. The value is rounded half up to two digits before it is
# compared, so that none falls into the gaps that the printed table leaves.
MUTU: Final = (
    ("A", "Sangat Baik", Decimal("88.31")),
    ("B", "Baik", Decimal("76.61")),
    ("C", "Kurang Baik", Decimal("65.00")),
    ("D", "Tidak Baik", Decimal("25.00")),
)
NILAI_TERKECIL: Final = Decimal(1)
NILAI_TERBESAR: Final = Decimal(4)
# Chi-square for one degree of freedom at 5 per cent, as the table of Krejcie and Morgan uses it.
KHI_KUADRAT: Final = Decimal("3.841")
# How the weight of an element was taken; stored with every result.
METODE: Final = "1/n"
# Two-sided 95 per cent of the normal distribution.
Z_95: Final = Decimal("1.959964")


def ikm(nrr: Sequence[Decimal]) -> Decimal | None:
    """Indeks Kepuasan Masyarakat, 25 to 100, from the mean of each unsur (1 to 4); rounded half up to two digits.

    The weight is exactly 1/n: only that reproduces published results, a rounded 0.11 makes 100 unreachable.

    :returns: ``None`` without any unsur.
    """
    if not nrr:
        return None
    return bulatkan(sum(map(Fraction, nrr), Fraction(0)) / len(nrr) * 25, 2)


def mutu(nilai: Decimal) -> tuple[str, str]:
    """Letter and words for an IKM (Mutu Pelayanan, Kinerja Unit Pelayanan)."""
    shown = bulatkan(Fraction(nilai), 2)
    for letter, words, bound in MUTU:
        if shown >= bound:
            return letter, words
    return MUTU[-1][0], MUTU[-1][1]


def sampel(populasi: int) -> int:
    """Respondents wanted for a population (Krejcie and Morgan, P = 0.5, d = 0.05), to the nearest whole.

    Nearest, not upwards: this reproduces every row of the published table.
    """
    if populasi <= 0:
        return 0
    spread = Fraction(KHI_KUADRAT) * Fraction(1, 4)
    size = spread * populasi / (Fraction(25, 10_000) * (populasi - 1) + spread)
    return int(bulatkan(size, 0))


def weights(banyak: int) -> list[Fraction]:
    """Weights of the elements: equal, exact, together one."""
    return [Fraction(1, banyak)] * banyak


def ikm_of_sums(sums: Sequence[int], respondents: int) -> Decimal | None:
    """IKM from the sum of the answers of each element; every respondent answered every element.

    :returns: ``None`` without respondents or elements.
    """
    if not sums or respondents <= 0:
        return None
    return bulatkan(Fraction(sum(sums), respondents * len(sums)) * 25, 2)


def pooled(parts: Sequence[tuple[Sequence[int], int]]) -> tuple[list[int], int]:
    """Respondents of several surveys as one: sums of the elements and number of respondents, added up.

    Never the mean of their indices: a small service would weigh as much as a large one.
    """
    total = [sum(column) for column in zip(*(sums for sums, _count in parts), strict=True)]
    return total, sum(count for _sums, count in parts)


def variance(total: int, squares: int, respondents: int) -> Fraction:
    """Sample variance from a sum and a sum of squares; 0 for fewer than two."""
    if respondents < 2:
        return Fraction(0)
    return (Fraction(squares) - Fraction(total * total, respondents)) / (respondents - 1)


def margin(total: int, squares: int, respondents: int, banyak: int, populasi: int | None = None) -> Decimal | None:
    """Half the width of the 95 per cent interval of an IKM, to two digits.

    :param total: sum over respondents of the total of their answers; ``squares`` the sum of its squares.
    :param banyak: number of elements.
    :param populasi: users of the service; with it the interval shrinks as the sample comes close to all of them.
    """
    if respondents < 2 or banyak <= 0:
        return None
    spread = variance(total, squares, respondents) / respondents * Fraction(25 * 25, banyak * banyak)
    # More respondents than users: the number of users is not what it was, and says nothing about the interval.
    if populasi is not None and populasi > 1 and respondents <= populasi:
        spread *= Fraction(populasi - respondents, populasi - 1)
    return bulatkan(Fraction(_root(spread) * Z_95), 2)


def _root(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).sqrt()


def t_95(bebas: Fraction) -> Decimal:
    """Two-sided 95 per cent of Student's t, by the expansion around the normal value (Abramowitz and Stegun 26.7.5).

    :param bebas: degrees of freedom, 3 or more; exact to three digits from 8 on.
    """
    z, free = Z_95, Decimal(bebas.numerator) / Decimal(bebas.denominator)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum((term / free**power for power, term in enumerate(terms, start=1)), Decimal(0))


def difference_margin(first: tuple[Fraction, int], second: tuple[Fraction, int], places: int = 2) -> Decimal | None:
    """Half the width of the 95 per cent interval of the difference of two means (Welch).

    Their variances need not be equal, and for small groups the interval is as wide as it has to be.

    :param first: variance and number of one group; ``second`` of the other.
    :returns: ``None`` when one of them is less than two.
    """
    if min(first[1], second[1]) < 2:
        return None
    parts = [Fraction(spread) / count for spread, count in (first, second)]
    together = sum(parts, Fraction(0))
    if together == 0:
        return bulatkan(Fraction(0), places)
    free = together**2 / sum((part**2 / (count - 1) for part, (_s, count) in zip(parts, (first, second), strict=True)))
    return bulatkan(Fraction(_root(together) * t_95(free)), places)


def shown_groups(counts: Mapping[str, int], least: int) -> list[tuple[tuple[str, ...], int]]:
    """Groups that may be shown: those under ``least`` are put together until the sum reaches it.

    When the small ones together are still too few, the next larger one joins them: otherwise the difference between
    the total and what is shown would tell how few they are. When only one group is left, none is shown.

    :param counts: respondents by group; empty groups do not appear.
    :returns: names that were put together and their number, in the order of ``counts``, the joined ones last.
    """
    found = {name: count for name, count in counts.items() if count > 0}
    rising = sorted(found, key=lambda name: (found[name], name))
    joined: list[str] = []
    total = 0
    for name in rising:
        if found[name] >= least and (not joined or total >= least):
            break
        joined.append(name)
        total += found[name]
    single: list[tuple[tuple[str, ...], int]] = [
        ((name,), count) for name, count in found.items() if name not in joined
    ]
    if joined and not single:
        return []
    if joined:
        single.append((tuple(name for name in found if name in joined), total))
    return single if len(single) > 1 else []
