"""Monthly entries from a course: figures that can be measured and that lead to the capaian wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Final

from binawidya.beranda.demo.target import Rencana
from binawidya.beranda.demo.ukuran import Ukuran
from indikator.enums import Agregasi

_RUPIAH: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Isi:
    """One entry: a value, or numerator and denominator."""

    nilai: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None


def deret(plan: Rencana, months: Sequence[int], capaian: Mapping[int, float], rng: Random) -> dict[int, Isi]:
    """Entries of the months that are reported, in one year.

    :param capaian: percent from January to each month, as it should come out of these months.
    """
    due = [bulan for bulan in months if plan.target_pada(bulan) is not None]
    if plan.ukuran.rasio:
        return _rasio(plan, due, capaian, rng)
    if plan.ukuran.agregasi == Agregasi.POSISI_AKHIR:
        return {bulan: Isi(_round(_wanted(plan, bulan, capaian[bulan]), plan.ukuran)) for bulan in due}
    return _tambah(plan, due, capaian, rng)


def _target(plan: Rencana, bulan: int) -> float:
    return float(plan.target_pada(bulan) or 0)


def _wanted(plan: Rencana, bulan: int, percent: float) -> float:
    """The realisasi that a capaian means."""
    share = (200 - percent if plan.ukuran.minimum else percent) / 100
    return _target(plan, bulan) * share


def _tambah(plan: Rencana, due: Sequence[int], capaian: Mapping[int, float], rng: Random) -> dict[int, Isi]:
    """Sums and means: what is missing to the course, with some wobble that the next month takes back."""
    found: dict[int, Isi] = {}
    reached, wanted = 0.0, 0.0
    for number, bulan in enumerate(due, 1):
        target = _target(plan, bulan)
        wanted = sum(_target(plan, earlier) for earlier in due[:number]) * _wanted(plan, bulan, capaian[bulan]) / target
        wobble = rng.gauss(0, 0.03) * target if number < len(due) else 0.0
        value = min(max(wanted - reached + wobble, target * 0.15 if target > 5 else 0.0), target * 1.7)
        rounded = _round(value, plan.ukuran)
        reached += float(rounded)
        found[bulan] = Isi(rounded)
    return found


def _rasio(plan: Rencana, due: Sequence[int], capaian: Mapping[int, float], rng: Random) -> dict[int, Isi]:
    found: dict[int, Isi] = {}
    above, below = 0, 0
    money = plan.volume > _RUPIAH
    # A fixed set, such as five kelurahan, is not larger in one month than in another.
    spread = 0.0 if plan.volume <= 5 else 0.12
    for bulan in due:
        size = max(2, round(plan.volume * (1 + rng.uniform(-spread, spread))))
        if money:
            size = round(size / 1000) * 1000
        below += size
        share = min(_wanted(plan, bulan, capaian[bulan]) / 100, 1.0)
        part = round(below * share) - above
        if money:
            part = round(part * (1 + rng.uniform(-0.06, 0.06)) / 500) * 500
        else:
            part += round(rng.gauss(0, 0.012) * size)
        part = min(max(part, size // 4), size)
        above += part
        found[bulan] = Isi(pembilang=Decimal(part), penyebut=Decimal(size))
    return found


def _round(value: float, ukuran: Ukuran) -> Decimal:
    step = Decimal(1).scaleb(-ukuran.desimal)
    return Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP)
