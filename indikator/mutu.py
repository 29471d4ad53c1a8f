"""How good the data of a month are: pure arithmetic on counts, no database.

The index is our own convention, not a rule of a regulation. Five things are expected of every realisasi that is due:
handed in, in time, with evidence, right at the first attempt, without an open warning. Each is counted against what was
due and not against what came in, so that nobody looks better by handing in less; the parts of several units add up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Final

from indikator.scoring import bulatkan

BAGIAN: Final = ("masuk", "tepat_waktu", "berbukti", "sekali_jadi", "tanpa_peringatan")
DIGIT: Final = 2


@dataclass(frozen=True, slots=True)
class Hitungan:
    """Counts of realisasi of one month, of a person, a unit or a subtree.

    :param wajib: due in the month.
    :param masuk: of these handed in and not sent back.
    :param tepat_waktu: of ``masuk`` handed in before the deadline.
    :param berbukti: of ``masuk`` with evidence.
    :param sekali_jadi: of ``masuk`` never sent back.
    :param dikembalikan: sent back at least once, whatever became of it.
    :param peringatan: of ``masuk`` those that look odd and are not decided yet.
    """

    wajib: int = 0
    masuk: int = 0
    tepat_waktu: int = 0
    berbukti: int = 0
    sekali_jadi: int = 0
    dikembalikan: int = 0
    peringatan: int = 0

    @property
    def tanpa_peringatan(self) -> int:
        """Handed in, and nothing odd left to decide."""
        return self.masuk - self.peringatan

    @property
    def terlambat(self) -> int:
        return self.masuk - self.tepat_waktu

    @property
    def jumlah(self) -> int:
        """The five counts together: the numerator of the index."""
        return sum(getattr(self, name) for name in BAGIAN)

    @property
    def indeks(self) -> Decimal | None:
        """From 0 to 100 with two digits; nothing where nothing was due."""
        return bagian(self.jumlah, len(BAGIAN) * self.wajib)

    def persen(self, nama: str) -> Decimal | None:
        """One count as a share of what was due, in percent."""
        return bagian(getattr(self, nama), self.wajib)


def bagian(sebagian: int, semua: int) -> Decimal | None:
    """A share in percent, rounded half up to two digits; nothing of nothing."""
    return bulatkan(Fraction(100 * sebagian, semua), DIGIT) if semua else None


def gabung(semua: Iterable[Hitungan]) -> Hitungan:
    """Sums: a subtree is counted as if it were one unit."""
    rows = [*semua]
    return Hitungan(**{one.name: sum(getattr(row, one.name) for row in rows) for one in fields(Hitungan)})


def nilai_peringkat(kini: Decimal | None, lalu: Decimal | None) -> Decimal | None:
    """What units are ranked by: the index and what it gained since the month before, so that a gain counts twice.

    Without an index of the month before there is no gain.
    """
    if kini is None or lalu is None:
        return kini
    return kini + (kini - lalu)
