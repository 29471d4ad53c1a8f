"""Pure arithmetic of the public satisfaction survey (SKM, PermenPANRB 14/2017). No database, no Django."""

from collections.abc import Sequence
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
