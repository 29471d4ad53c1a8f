"""The register of benchmarks: a module for each group, a decorator for each benchmark.

A benchmark takes the :class:`~tests.bench.panggung.Panggung` of one size and returns a :class:`Hasil`, or nothing where
that size is not its own. Whoever adds a group writes a module of that name here and puts the name into
:data:`KELOMPOK`, at the place where it shall run.
"""

import importlib
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.bench.panggung import Panggung

# In this order: what adds people to the office comes last.
KELOMPOK: Final = ("halaman", "realisasi", "beban", "skor", "pdf", "impor", "survei")
KUNCI: Final = ("nama", "ukuran", "median_ms", "p95_ms", "query", "rss_mb", "rasio", "terhadap")
# Requests of each page.
KALI: Final = 60
# From fewer samples than this a p95 would be the slowest one.
SAMPEL_P95: Final = 20


@dataclass(frozen=True, slots=True)
class Hasil:
    """What one benchmark found at one size. Times in milliseconds, memory in megabytes (10^6 bytes).

    :param query: database statements of one run.
    :param rss_mb: resident memory of the largest process that did the work.
    :param rasio: the median against that of another benchmark of the same run, which ``terhadap`` names; without it
        sizes are compared.
    :param ukuran: of how many people the figure speaks, where it is not the size of the office.
    :param catatan: a remark for the table; it is not stored.
    """

    median_ms: float | None = None
    p95_ms: float | None = None
    query: int | None = None
    rss_mb: float | None = None
    rasio: float | None = None
    terhadap: str = ""
    ukuran: int | None = None
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Sasaran:
    """What a benchmark should not exceed. The table says whether it does; nothing fails by it."""

    median_ms: float | None = None
    query: int | None = None
    rss_mb: float | None = None
    rasio: float | None = None

    def exceeded(self, found: dict[str, Any]) -> list[str]:
        """Names of the figures above their goal."""
        goals = {"median_ms": self.median_ms, "query": self.query, "rss_mb": self.rss_mb, "rasio": self.rasio}
        return [name for name, goal in goals.items() if goal is not None and (found[name] or 0) > goal]


@dataclass(frozen=True, slots=True)
class Ukur:
    """A registered benchmark."""

    nama: str
    jalankan: "Callable[[Panggung], Hasil | None]"
    sasaran: Sasaran

    @property
    def kelompok(self) -> str:
        return self.nama.partition(".")[0]


_DAFTAR: Final[dict[str, Ukur]] = {}


def ukur(
    nama: str, *, sasaran: Sasaran | None = None
) -> "Callable[[Callable[[Panggung], Hasil | None]], Callable[[Panggung], Hasil | None]]":
    """Register a benchmark under ``kelompok.nama``."""

    def register(jalankan: "Callable[[Panggung], Hasil | None]") -> "Callable[[Panggung], Hasil | None]":
        one = Ukur(nama, jalankan, sasaran or Sasaran())
        if one.kelompok not in KELOMPOK or nama in _DAFTAR:
            raise ValueError(nama)
        _DAFTAR[nama] = one
        return jalankan

    return register


def daftar(kelompok: str) -> list[Ukur]:
    """The benchmarks of one group, in the order in which its module names them. Django must be set up."""
    importlib.import_module(f"tests.bench.{kelompok}")
    return [one for one in _DAFTAR.values() if one.kelompok == kelompok]


def ulang(
    jalankan: Callable[[], object], *, kali: int, detik: float, siapkan: Callable[[], object] = lambda: None
) -> list[float]:
    """Run something ``kali`` times, at least once, and no longer than ``detik`` seconds together.

    :param siapkan: what is done before each run, outside the measured time.
    :returns: the time of each run in milliseconds.
    """
    times: list[float] = []
    end = time.monotonic() + detik
    while len(times) < kali and (not times or time.monotonic() < end):
        siapkan()
        start = time.perf_counter()
        jalankan()
        times.append((time.perf_counter() - start) * 1000)
    return times


def median(times: Sequence[float]) -> float:
    """The middle of some times."""
    return statistics.median(times)


def p95(times: Sequence[float]) -> float | None:
    """What nineteen of twenty times stay below; nothing where there are too few of them."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1] if len(times) >= SAMPEL_P95 else None
