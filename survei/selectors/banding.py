"""Two results of one service beside each other: what changed, and whether it can be chance.

Whole surveys are compared, never the answers before and after a day within one survey: two days next to each other
would then tell what the few people between them answered.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from indikator.scoring import bulatkan
from survei.models import HasilSurvei, Survei
from survei.scoring import difference_margin, variance

# Digits behind the comma of an IKM and of the mean of an element, and what one of each is in points of the IKM.
IKM_ANGKA, NRR_ANGKA = 2, 3
SKALA_IKM, SKALA_NRR = Decimal(1), Decimal(25)


class Putusan(StrEnum):
    """What a difference says."""

    NAIK = "naik"
    TURUN = "turun"
    KEBETULAN = "kebetulan"  # the interval holds zero
    TETAP = "tetap"  # no difference at all


@dataclass(frozen=True, slots=True)
class Beda:
    """A figure before and after. What is judged is what is shown: the rounded numbers.

    :param galat: half the 95 per cent interval of the difference; ``None`` where an old result does not hold it.
    :param skala: what one of its units is in points of the IKM.
    """

    nama: str
    sebelum: Decimal
    sesudah: Decimal
    galat: Decimal | None
    angka: int
    skala: Decimal

    @property
    def selisih(self) -> Decimal:
        return self.sesudah - self.sebelum

    @property
    def bawah(self) -> Decimal | None:
        return None if self.galat is None else self.selisih - self.galat

    @property
    def atas(self) -> Decimal | None:
        return None if self.galat is None else self.selisih + self.galat

    @property
    def putusan(self) -> Putusan | None:
        """``None`` where no interval is known."""
        if self.galat is None:
            return None
        if self.selisih == 0 and self.galat == 0:
            return Putusan.TETAP
        if abs(self.selisih) <= self.galat:
            return Putusan.KEBETULAN
        return Putusan.NAIK if self.selisih > 0 else Putusan.TURUN


@dataclass(slots=True)
class Banding:
    """The survey before something was done and the one after it, as far as both exist.

    :param melintas: surveys that ran while it was done; they belong to neither side.
    """

    sebelum: HasilSurvei | None = None
    sesudah: HasilSurvei | None = None
    melintas: list[Survei] = field(default_factory=list)
    ikm: Beda | None = None
    unsur: list[Beda] = field(default_factory=list)

    @property
    def lengkap(self) -> bool:
        return self.ikm is not None

    @property
    def beda_pertanyaan(self) -> bool:
        """Whether the two surveys asked for different elements."""
        if self.sebelum is None or self.sesudah is None:
            return False
        return _slugs(self.sebelum) != _slugs(self.sesudah)


def _elements(hasil: HasilSurvei) -> list[str]:
    return [one.slug for one in sorted(hasil.survei.unsur.all(), key=lambda one: one.urutan)]


def _slugs(hasil: HasilSurvei) -> set[str]:
    return set(_elements(hasil))


def results_of(layanan: Collection[int]) -> dict[int, list[HasilSurvei]]:
    """The newest result of every survey of these services, by service; from ten answers on, in two queries."""
    rows = (
        HasilSurvei.objects.filter(survei__layanan__in=layanan, ikm__isnull=False)
        .select_related("survei")
        .prefetch_related("survei__unsur")
        .order_by("survei", "sementara", "-versi")
    )
    found: dict[int, list[HasilSurvei]] = {}
    seen: set[int] = set()
    for row in rows:
        if row.survei_id not in seen and row.survei.layanan_id is not None:
            seen.add(row.survei_id)
            found.setdefault(row.survei.layanan_id, []).append(row)
    return found


def banding(results: Iterable[HasilSurvei], mulai: date, selesai: date, unsur: Sequence[str] = ()) -> Banding:
    """The last survey that ended before ``mulai`` against the first that began after ``selesai``.

    :param results: of one service, one for each survey, see :func:`results_of`.
    :param unsur: slugs of the elements that are compared besides the IKM.
    """
    rows = [*results]
    before = [row for row in rows if row.survei.tutup < mulai]
    after = [row for row in rows if row.survei.buka > selesai]
    found = Banding(
        sebelum=max(before, key=lambda row: (row.survei.tutup, row.pk), default=None),
        sesudah=min(after, key=lambda row: (row.survei.buka, row.pk), default=None),
        melintas=[row.survei for row in rows if row.survei.tutup >= mulai and row.survei.buka <= selesai],
    )
    if found.sebelum is not None and found.sesudah is not None:
        found.ikm = ikm_difference(found.sebelum, found.sesudah)
        found.unsur = _unsur(found.sebelum, found.sesudah, unsur)
    return found


def ikm_difference(first: HasilSurvei, second: HasilSurvei) -> Beda:
    """The IKM of two results, the earlier one first; both must have one."""

    def spread(one: HasilSurvei) -> tuple[Fraction, int]:
        scale = Fraction(25 * 25, len(one.jumlah) ** 2)
        return variance(sum(one.jumlah), one.jumlah_kuadrat, one.responden) * scale, one.responden

    margin = difference_margin(spread(first), spread(second), IKM_ANGKA)
    return Beda("IKM", first.ikm or Decimal(0), second.ikm or Decimal(0), margin, IKM_ANGKA, SKALA_IKM)


def _unsur(first: HasilSurvei, second: HasilSurvei, slugs: Sequence[str]) -> list[Beda]:
    names: Mapping[str, str] = {one.slug: one.nama for one in first.survei.unsur.all()}
    places = [{slug: place for place, slug in enumerate(_elements(one))} for one in (first, second)]
    rows = []
    for slug in slugs:
        if any(slug not in found for found in places):
            continue
        before, after = ((one, found[slug]) for one, found in zip((first, second), places, strict=True))
        margin = None
        if first.kuadrat and second.kuadrat:
            margin = difference_margin(_spread(*before), _spread(*after), NRR_ANGKA)
        rows.append(Beda(names[slug], _mean(*before), _mean(*after), margin, NRR_ANGKA, SKALA_NRR))
    return rows


def _mean(hasil: HasilSurvei, place: int) -> Decimal:
    return bulatkan(Fraction(hasil.jumlah[place], hasil.responden), NRR_ANGKA)


def _spread(hasil: HasilSurvei, place: int) -> tuple[Fraction, int]:
    return variance(hasil.jumlah[place], hasil.kuadrat[place], hasil.responden), hasil.responden


def unsur_choices(layanan: Iterable[int]) -> list[tuple[str, str]]:
    """The elements that surveys of these services asked for: slug and name."""
    rows = Survei.objects.filter(layanan__in=layanan, unsur__isnull=False).values_list("unsur__slug", "unsur__nama")
    found: dict[str, str] = {}
    for slug, nama in rows.order_by("unsur__urutan", "unsur__slug").distinct():
        found.setdefault(slug, nama)
    return [*found.items()]
