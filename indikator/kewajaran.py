"""Whether a value looks odd: pure arithmetic on Decimal, no database. Nothing here refuses a value.

Each check compares a month with the earlier months of the same indicator and owner. The bounds are those of common
practice (Iglewicz and Hoaglin's modified z-score with 3.5); where a series is too short or too uneven to say anything,
nothing is said, because a warning that comes for nothing is soon read by nobody.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import Any, Final

from indikator.enums import Agregasi, JenisPeringatan, Polarisasi

Z_BATAS: Final = Decimal("3.5")
# Makes the median of absolute deviations comparable with a standard deviation.
_MAD: Final = Decimal("1.4826")
# A series that never moves has no spread; a twentieth of its level counts as the least spread.
_SEBARAN_TERKECIL: Final = Decimal("0.05")
PALING_SEDIKIT: Final = 6
LONJAKAN: Final = Decimal(8)
BERTURUT: Final = 4
# Counts as small as this hit their target exactly without anybody making it so.
HITUNGAN_KECIL: Final = Decimal(5)


@dataclass(frozen=True, slots=True)
class Titik:
    """One earlier month: what was entered and what was promised."""

    tahun: int
    bulan: int
    nilai: Decimal
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Peringatan:
    """One thing that looks odd, with the numbers of its sentence as text."""

    kode: JenisPeringatan
    angka: Mapping[str, str] = field(default_factory=dict)

    def simpan(self) -> dict[str, Any]:
        """As it is stored with the entry."""
        return {"kode": self.kode.value, **self.angka}


@dataclass(frozen=True, slots=True)
class Perbandingan:
    """A value with all that it is compared with; ``riwayat`` oldest first, without months nobody entered."""

    nilai: Decimal
    tahun: int
    target: Decimal | None
    agregasi: str
    polarisasi: str
    riwayat: Sequence[Titik] = ()
    # The best value a ratio can have; hitting it month after month is no sign of anything.
    puncak: Decimal | None = None
    bulat: bool = False
    sama_rekan: bool = False


def periksa(banding: Perbandingan) -> list[Peringatan]:
    """Everything that looks odd about a value, the most telling first."""
    jump = _faktor_sepuluh(banding)
    found = [jump, _turun_kumulatif(banding)]
    if jump is None:
        # A misplaced comma is outside the spread as well; saying it twice helps nobody.
        found.append(_di_luar_sebaran(banding))
    found += [_tepat_target(banding), _sama_rekan(banding)]
    return [one for one in found if one is not None]


def _levels(banding: Perbandingan) -> list[Decimal]:
    return [titik.nilai for titik in banding.riwayat]


def _middle(values: Sequence[Decimal]) -> Decimal:
    return Decimal(median(values))


def _faktor_sepuluh(banding: Perbandingan) -> Peringatan | None:
    """About ten times (a hundred, a tenth) of what is usual: a comma or a zero in the wrong place."""
    earlier = [abs(value) for value in _levels(banding) if value]
    if not earlier or not banding.nilai:
        return None
    usual = _middle(earlier[-12:])
    if len(earlier) > 1 and any(not _near(value / usual, LONJAKAN) for value in earlier[-12:]):
        return None  # the series jumps by itself
    ratio = abs(banding.nilai) / usual
    if _near(ratio, LONJAKAN):
        return None
    places = round(ratio.log10())
    meant = banding.nilai.scaleb(-places)
    return Peringatan(
        JenisPeringatan.FAKTOR_SEPULUH,
        {"biasa": _text(usual), "maksud": _text(meant), "arah": "naik" if ratio > 1 else "turun"},
    )


def _near(ratio: Decimal, factor: Decimal) -> bool:
    return 1 / factor < ratio < factor


def _turun_kumulatif(banding: Perbandingan) -> Peringatan | None:
    """A running total cannot fall within its year."""
    if banding.agregasi != Agregasi.POSISI_AKHIR or banding.polarisasi == Polarisasi.MINIMUM:
        return None
    year = [titik.nilai for titik in banding.riwayat if titik.tahun == banding.tahun]
    rising = len(year) >= 3 and year[0] < year[-1] and all(a <= b for a, b in itertools.pairwise(year))
    if not rising or banding.nilai >= year[-1]:
        return None
    return Peringatan(JenisPeringatan.TURUN_KUMULATIF, {"lalu": _text(year[-1])})


def _di_luar_sebaran(banding: Perbandingan) -> Peringatan | None:
    """Modified z-score: distance from the median in units of the median of all distances."""
    values, value = _levels(banding)[-24:], banding.nilai
    if banding.agregasi == Agregasi.POSISI_AKHIR and len(values) > 1:
        # A total that grows is judged by how much it grows.
        values, value = [b - a for a, b in itertools.pairwise(values)], banding.nilai - values[-1]
    if len(values) < PALING_SEDIKIT:
        return None
    middle = _middle(values)
    spread = max(_MAD * _middle([abs(one - middle) for one in values]), _SEBARAN_TERKECIL * abs(middle))
    if not spread or abs(value - middle) / spread <= Z_BATAS:
        return None
    return Peringatan(
        JenisPeringatan.DI_LUAR_SEBARAN,
        {"kecil": _text(min(_levels(banding)[-24:])), "besar": _text(max(_levels(banding)[-24:]))},
    )


def _tepat_target(banding: Perbandingan) -> Peringatan | None:
    """Exactly the target, month after month."""
    if banding.target is None or banding.nilai != banding.target or banding.nilai == banding.puncak:
        return None
    if banding.bulat and abs(banding.target) <= HITUNGAN_KECIL:
        return None
    before = [*banding.riwayat][-(BERTURUT - 1) :]
    if len(before) < BERTURUT - 1 or any(titik.nilai != titik.target for titik in before):
        return None
    months = 1
    for titik in reversed(banding.riwayat):
        if titik.nilai != titik.target:
            break
        months += 1
    return Peringatan(JenisPeringatan.TEPAT_TARGET, {"bulan": str(months)})


def _sama_rekan(banding: Perbandingan) -> Peringatan | None:
    """The very same figure as somebody else's; small counts and full marks meet by themselves."""
    trivial = banding.bulat and abs(banding.nilai) <= HITUNGAN_KECIL * 4
    if not banding.sama_rekan or trivial or banding.nilai in {banding.target, banding.puncak}:
        return None
    return Peringatan(JenisPeringatan.SAMA_REKAN)


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}"
