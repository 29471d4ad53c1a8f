"""Pure arithmetic of the forecast: a straight line through the running totals of the months, with its interval.

The line is :func:`statistics.linear_regression` of the standard library; the interval is the usual one for a single new
observation. Running totals follow one another more closely than independent observations do, so the interval is a rough
one, and the page says so. No judgement rests on it.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BULAN_AKHIR: Final = 12
PALING_SEDIKIT: Final = 3
# Quantiles of Student's t for an interval that holds eight times in ten, by degrees of freedom.
T_80: Final = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)


@dataclass(frozen=True, slots=True)
class Ramalan:
    """Expected capaian at the end of the year, and between which figures it lies eight times in ten."""

    harapan: float
    bawah: float
    atas: float

    def keadaan(self, sasaran: float = 100.0) -> str:
        """Whether the goal will be reached: ``tercapai``, ``tidak_tercapai``, or ``belum_pasti`` in between."""
        if self.bawah >= sasaran:
            return "tercapai"
        return "tidak_tercapai" if self.atas < sasaran else "belum_pasti"


def ramal(bulan: Sequence[int], capaian: Sequence[float], akhir: int = BULAN_AKHIR) -> Ramalan | None:
    """The forecast from at least three months; nothing from fewer, or when the year is over."""
    n = len(bulan)
    if n < PALING_SEDIKIT or bulan[-1] >= akhir:
        return None
    slope, intercept = statistics.linear_regression(bulan, capaian)
    mean = statistics.fmean(bulan)
    spread = sum((x - mean) ** 2 for x in bulan)
    rest = sum((y - intercept - slope * x) ** 2 for x, y in zip(bulan, capaian, strict=True))
    error = math.sqrt(rest / (n - 2) * (1 + 1 / n + (akhir - mean) ** 2 / spread))
    expected = intercept + slope * akhir
    width = T_80[min(n - 2, len(T_80)) - 1] * error
    return Ramalan(expected, expected - width, expected + width)
