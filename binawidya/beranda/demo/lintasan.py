"""How well everybody does, month by month: capaian from January to a month, in percent, before any month is missed.

The figures of the units are those of the heat map of the visual guide, carried on to December.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from binawidya.beranda.demo.indikator_data import ADMINISTRASI, GOTONG_ROYONG, PATEN, PBB, PENGADUAN, SAKIP, WAKTU_SURAT
from binawidya.beranda.demo.target import Rencana
from binawidya.beranda.demo.ukuran import Ukuran
from binawidya.beranda.demo.unit_kerja import (
    BINA_WIDYA,
    DELIMA,
    KECAMATAN,
    KESOS,
    KEUANGAN,
    PELAYANAN,
    PEMBERDAYAAN,
    PEMERINTAHAN,
    PUSKESMAS,
    SEKRETARIAT,
    SIMPANG_BARU,
    SUNGAI_SIBAM,
    TOBEK_GODANG,
    TRANTIB,
    UMUM,
)
from indikator.enums import SumberData

Lintasan = Sequence[float]

UNIT: Final[Mapping[str, Lintasan]] = {
    SEKRETARIAT: (92, 94, 95, 97, 98, 99, 99, 100, 101, 101, 101, 102),
    UMUM: (90, 91, 93, 94, 95, 97, 97, 98, 98, 99, 99, 100),
    KEUANGAN: (93, 94, 96, 97, 99, 100, 100, 101, 102, 102, 102, 103),
    PEMERINTAHAN: (88, 87, 90, 91, 89, 92, 93, 92, 94, 93, 94, 94),
    TRANTIB: (84, 86, 88, 85, 90, 91, 89, 92, 93, 92, 93, 93),
    PEMBERDAYAAN: (79, 82, 85, 84, 88, 90, 91, 93, 92, 95, 95, 96),
    KESOS: (90, 89, 86, 84, 82, 80, 78, 77, 74, 73, 72, 71),
    PELAYANAN: (94, 95, 96, 97, 98, 99, 100, 100, 101, 102, 102, 102),
    SIMPANG_BARU: (91, 92, 94, 95, 96, 95, 97, 98, 98, 99, 99, 100),
    DELIMA: (85, 88, 87, 90, 91, 92, 93, 91, 94, 95, 95, 96),
    TOBEK_GODANG: (90, 91, 89, 92, 94, 93, 95, 96, 95, 96, 96, 97),
    BINA_WIDYA: (76, 78, 80, 83, 82, 85, 88, 87, 90, 91, 92, 92),
    SUNGAI_SIBAM: (72, 70, 68, 67, 66, 64, 61, 57, 52, 48, 45, 43),
    PUSKESMAS: (88, 90, 92, 93, 95, 96, 97, 98, 99, 99, 100, 100),
}
# What does not follow from the unit's figure: (unit, kode) -> capaian.
TETAP: Final[Mapping[tuple[str, str], Lintasan]] = {
    (KECAMATAN, WAKTU_SURAT.kode): (104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 113, 114),
    (KECAMATAN, PENGADUAN.kode): (99, 97.5, 95.5, 94, 92.5, 91, 90, 88.5, 87.5, 86.8, 86.4, 86),
    (KECAMATAN, ADMINISTRASI.kode): (80,) * 12,
    (KECAMATAN, SAKIP.kode): (98.9,) * 12,
}
# Berkas in time and penerimaan PBB-P2 in percent; their capaian follows from the target.
PATEN_TEPAT: Final = {
    PELAYANAN: 97.25, SIMPANG_BARU: 96.97, DELIMA: 95.94, TOBEK_GODANG: 95.20, BINA_WIDYA: 94.90, SUNGAI_SIBAM: 82.41,
}  # fmt: skip
PBB_MASUK: Final = {SIMPANG_BARU: 68.4, DELIMA: 63.9, TOBEK_GODANG: 63.2, BINA_WIDYA: 58.1, SUNGAI_SIBAM: 46.2}

GOTONG_ROYONG_JALAN: Final = {
    SIMPANG_BARU: 116.0, DELIMA: 110.0, TOBEK_GODANG: 110.0, BINA_WIDYA: 106.0, SUNGAI_SIBAM: 62.0,
}  # fmt: skip

# Where the twelve of Seksi Pelayanan Umum stand in rupa/evaluasi.html, and who stands out elsewhere.
ORANG: Final[Mapping[str, float]] = {
    "Andi Saputra": 96.4,
    "Dedi Kurniawan": 92.2,
    "Joko Susilo": 78.0,
    "Muhammad Ilham Ramadhan": 91.6,
    "Novita Sari Harahap": 101.1,
    "Putri Ayu Lestari": 99.8,
    "Rina Marlina Sitorus": 97.0,
    "Rizky Ananda Putra": 103.4,
    "Siti Khadijah Zahra": 95.6,
    "Wulan Permata Dewi": 104.1,
    "Yusuf Hamdani": 93.9,
    "Yanto": 44.0,
    "Doni Saputra Rangkuti": 58.0,
    "Sugeng Riyadi": 63.0,
    "Riko Afrizal": 71.0,
    "Murni Sihombing": 47.0,
}


# How far a single month lies beside its course; in the running total it counts less from month to month.
GOYANGAN: Final = 2.5


class Prestasi:
    """Capaian that every target would reach, month by month."""

    def __init__(self, rencana: Sequence[Rencana]) -> None:
        self._unit: dict[str, Lintasan] = {}
        for unit in {plan.unit for plan in rencana}:
            own = [plan for plan in rencana if plan.unit == unit and plan.pegawai is None]
            self._unit |= dict(_bagi(unit, own))
        self._orang = {
            plan.kunci: self._satu(plan) for plan in rencana if plan.pegawai and plan.sumber != SumberData.TURUNAN
        }

    def pada(self, plan: Rencana, bulan: int) -> float:
        """Capaian from January to month 1 to 12."""
        return (self._orang if plan.pegawai else self._unit)[plan.kunci][bulan - 1]

    def _satu(self, plan: Rencana) -> Lintasan:
        if plan.ukuran is GOTONG_ROYONG and plan.induk is not None:
            return self._unit[plan.induk.kunci]
        level = tingkat_orang(plan.pegawai or "", plan.unit)
        rng = Random(f"orang/{plan.kunci}")  # noqa: S311  # invented figures, no secret
        offset = rng.uniform(-4, 4)
        course = _induk_lintasan(plan.unit)
        return [
            _within(plan.ukuran, level + offset + (value - course[9]) * 0.5 + rng.gauss(0, GOYANGAN) / month)
            for month, value in enumerate(course, 1)
        ]


def tingkat_orang(nama: str, unit: str) -> float:
    """Where a person stands in October."""
    if nama in ORANG:
        return ORANG[nama]
    rng = Random(f"tingkat/{nama}")  # noqa: S311
    level = (_induk_lintasan(unit)[9] + 2 * 95) / 3 + rng.gauss(0, 6)
    return min(level, 106.0)


def _induk_lintasan(unit: str) -> Lintasan:
    while unit not in UNIT:
        unit = unit.rpartition(".")[0] or PEMERINTAHAN
    return UNIT[unit]


def _within(ukuran: Ukuran, value: float) -> float:
    return max(5.0, min(value, ukuran.paling_tinggi))


def _bagi(unit: str, own: Sequence[Rencana]) -> list[tuple[str, Lintasan]]:
    """Give each target of a unit its course so that their weighted mean is the unit's."""
    rng = Random(f"unit/{unit}")  # noqa: S311
    course = list(_induk_lintasan(unit))
    if unit not in UNIT:
        shift = rng.uniform(-3, 3)
        course = [value + shift for value in course]
    fixed = {plan.kunci: _tetap(plan) for plan in own}
    free = [plan for plan in own if fixed[plan.kunci] is None]
    offset = {plan.kunci: rng.uniform(-6, 6) for plan in free}
    columns: dict[str, list[float]] = {plan.kunci: [] for plan in own}
    for month, wanted in enumerate(course):
        noisy = {key: value + rng.gauss(0, GOYANGAN) / (month + 1) for key, value in offset.items()}
        known = {key: values[month] for key, values in fixed.items() if values is not None}
        total = sum(plan.bobot for plan in own)
        points = wanted * total - sum(plan.bobot * known[plan.kunci] for plan in own if plan.kunci in known)
        known |= _level(free, noisy, points)
        for key, values in columns.items():
            values.append(known[key])
    return list(columns.items())


def _tetap(plan: Rencana) -> Lintasan | None:
    kode = plan.ukuran.kode
    if (plan.unit, kode) in TETAP:
        return TETAP[plan.unit, kode]
    percent = {PATEN.kode: PATEN_TEPAT, PBB.kode: PBB_MASUK}.get(kode, {}).get(plan.unit)
    if percent is not None:
        targets = [plan.target_pada(bulan) for bulan in range(1, 13)]
        return [percent / float(target) * 100 if target else 100.0 for target in targets]
    if plan.ukuran is GOTONG_ROYONG and plan.unit in GOTONG_ROYONG_JALAN:
        return (GOTONG_ROYONG_JALAN[plan.unit],) * 12
    # What adds up others has no course of its own to give, and neither has a survey.
    if plan.unit == KECAMATAN or plan.sumber != SumberData.ISIAN:
        return _induk_lintasan(plan.unit)
    return None


def _level(free: Sequence[Rencana], offset: Mapping[str, float], points: float) -> dict[str, float]:
    """One level for all, each with its offset and within its bounds, so that the points come out."""

    def at(level: float) -> dict[str, float]:
        return {plan.kunci: _within(plan.ukuran, level + offset[plan.kunci]) for plan in free}

    low, high = 0.0, 150.0
    for _step in range(40):
        middle = (low + high) / 2
        reached = at(middle)
        if sum(plan.bobot * reached[plan.kunci] for plan in free) < points:
            low = middle
        else:
            high = middle
    return at(low)
