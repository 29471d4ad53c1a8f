"""Pure arithmetic of measurement: capaian, consolidation over months, classes. No database, no Django.

Every function is exact: it computes with fractions and rounds half up once, at the end, to :data:`PLACES` digits.
The engine that computes whole sets in PostgreSQL is held equal to these functions by a property test.
An undefined result is ``None``, never 0 and never an exception.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

PLACES: Final = 6
# Scale of the "stabilise" formula: a raw achievement of 90 counts 100, exactly on target counts 120.
STABIL_LUTUT: Final = 90
STABIL_PUNCAK: Final = 120
# What a target that cannot be exceeded counts when it is met, and the best value of an IKI.
KONVERSI_PENUH: Final = Decimal(120)
# Whole percent from and up to, and the values at both ends (PermenPANRB 8/2021).
_KELAS_IKI: Final = ((0, 59, 0, 49), (60, 79, 50, 69), (80, 99, 70, 89), (100, 100, 109, 109), (101, 110, 110, 120))
# Computed figures are held within this bound, so that one absurd entry cannot stop the run of a whole office.
BATAS_HITUNG: Final = Fraction(10**18)

# Weight of an indicator by validity and controllability (KMK 127/2026, table 14); the two missing cells are forbidden.
FAKTOR_MUTU: Final[Mapping[tuple[str, str], Decimal]] = {
    ("exact", "low"): Decimal("1.20"),
    ("exact", "moderate"): Decimal("1.15"),
    ("proxy", "low"): Decimal("1.10"),
    ("proxy", "moderate"): Decimal("1.00"),
    ("proxy", "high"): Decimal("0.90"),
    ("activity", "moderate"): Decimal("0.80"),
    ("activity", "high"): Decimal("0.60"),
}


@dataclass(frozen=True, slots=True)
class Bulanan:
    """One month of one target: what was promised, what was verified, whether entry is over."""

    target: Decimal | None = None
    target_atas: Decimal | None = None
    nilai: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    dilaporkan: bool = False
    ditutup: bool = False


@dataclass(frozen=True, slots=True)
class Hasil:
    """Capaian of one target up to a month, with everything it was computed from."""

    status: str
    realisasi: Decimal | None = None
    target: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    capaian_mentah: Decimal | None = None
    capaian: Decimal | None = None
    bulan_bertarget: int = 0
    bulan_dilaporkan: int = 0


def bulatkan(value: Fraction, places: int = PLACES) -> Decimal:
    """Round half away from zero to ``places`` digits, as PostgreSQL's ``round(numeric)`` does; bounded by 10^18."""
    scaled = min(abs(value), BATAS_HITUNG) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Decimal(-whole if value < 0 else whole).scaleb(-places)


def _rumus(
    polarisasi: str, realisasi: Fraction, target: Fraction, atas: Fraction | None, terburuk: Fraction | None
) -> tuple[Fraction, Fraction, Fraction] | None:
    """The straight line ``p + q * realisasi / base`` that holds where the realisasi lies, as (p, q, base)."""
    if atas is not None and polarisasi != "stabil":
        if target <= realisasi <= atas:
            return Fraction(100), Fraction(0), Fraction(1)
        base = target if realisasi < target else atas
        if base == 0:
            return None
        return (Fraction(200), Fraction(-100), base) if polarisasi == "minimum" else (Fraction(0), Fraction(100), base)
    if target == 0:
        if polarisasi == "minimum" and terburuk:
            return Fraction(100), Fraction(-100), terburuk
        return None
    if polarisasi == "stabil":
        return _rumus_stabil(realisasi, target)
    # A negative target turns the direction of the plain ratio round.
    if (polarisasi == "minimum") == (target > 0):
        return Fraction(200), Fraction(-100), target
    return Fraction(0), Fraction(100), target


def _rumus_stabil(realisasi: Fraction, target: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    ratio = realisasi / target
    a, b = (Fraction(0), Fraction(100)) if ratio <= 1 else (Fraction(200), Fraction(-100))
    steep = Fraction(STABIL_PUNCAK - 100, 100 - STABIL_LUTUT)
    if a + b * ratio >= STABIL_LUTUT:
        return 100 + steep * (a - STABIL_LUTUT), steep * b, target
    flat = Fraction(100, STABIL_LUTUT)
    return flat * a, flat * b, target


def capaian(
    *,
    polarisasi: str,
    target: Decimal,
    realisasi: Decimal,
    target_atas: Decimal | None = None,
    nilai_terburuk: Decimal | None = None,
) -> Decimal | None:
    """Realisasi against target in percent, uncapped, rounded to six digits.

    * maksimum: R/T x 100; a negative target (1 + (1 - R/T)) x 100.
    * minimum: (2T - R)/T x 100; with T = 0 and a worst tolerated value W: (W - R)/W x 100.
    * range a..b: inside 100; outside R/b or R/a x 100 ("kondisi normal"), for minimum 1 + (1 - R/b) or 1 + (1 - R/a)
      ("kondisi khusus").
    * stabil: Ca = R/T x 100 up to the target, 200 - R/T x 100 above it, then interpolated on 0 -> 0, 90 -> 100 and
      100 -> 120.

    Source: PermenPANRB 8/2021 pp. 99-110 (ratios, ranges); KMK 127/2026 pp. 67-70 (stabilise, negative target, target
    zero). For a negative target of a minimum indicator the mirrored ratio R/T is our reading; no source settles it.

    :returns: ``None`` where the formula is undefined (target zero without a worst value).
    """
    line = _rumus(polarisasi, Fraction(realisasi), Fraction(target), _maybe(target_atas), _maybe(nilai_terburuk))
    if line is None:
        return None
    p, q, base = line
    return bulatkan(p + q * Fraction(realisasi) / base)


def _maybe(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def konversi_penuh(mentah: Decimal) -> Decimal:
    """Capaian of a target that cannot be exceeded (100 percent, "selesai"): met counts as much as the best that others
    can reach, 120; below that it stays as it is.

    :param mentah: as :func:`capaian` gives it.

    Source: KMK 127/2026, "konversi 120"; PermenPANRB 8/2021 p. 101 (a target of at most 100 % that is met: nilai 120).
    """
    return KONVERSI_PENUH if mentah >= 100 else mentah


def nilai_iki(capaian: Decimal) -> Decimal:
    """The value of an indikator kinerja individu under the superseded PermenPANRB 8/2021, for old plans and training.

    The regulation names the bounds in whole percent, so the capaian is rounded half up to whole percent first, except
    above 110: sangat kurang 0-59 -> c/59 x 49; kurang 60-79 -> 50..69; cukup 80-99 -> 70..89; baik 100 -> 109; sangat
    baik 101-110 -> 110..120, along a straight line; above 110 -> 120.

    Source: PermenPANRB 8/2021 pp. 100-101 and 363. The line between 101 and 110 percent was not found in print.

    :param capaian: in percent, 0 or more.
    """
    if capaian > 110:
        return KONVERSI_PENUH
    whole = Fraction(bulatkan(Fraction(capaian), 0))
    for low, high, worst, best in _KELAS_IKI:
        if low <= whole <= high:
            share = (whole - low) / (high - low) if high > low else Fraction(0)
            return bulatkan(worst + (best - worst) * share)
    raise ValueError("capaian is negative")


def batasi(value: Decimal, *, bawah: Decimal, atas: Decimal | None) -> Decimal:
    """Hold a capaian between the floor and the cap of the year's policy (KMK 127/2026: 0 to 120)."""
    value = max(value, bawah)
    return value if atas is None else min(value, atas)


def konsolidasi(
    agregasi: str,
    nilai: Sequence[Decimal | None],
    *,
    pembilang: Sequence[Decimal | None] = (),
    penyebut: Sequence[Decimal | None] = (),
    pengali: Decimal = Decimal(100),
) -> Decimal | None:
    """The months of a target as one figure: sum, mean, last, highest, lowest, or sum over sum.

    Source: konsolidasi periode (sum, average, take last known value) of the Kemenkeu scorecard handbooks; maximum and
    minimum from regional practice. A month that has a target but no value makes the result unknown (``None``).
    A ratio is never the mean of percentages.
    """
    if agregasi == "rasio":
        if not pembilang or None in pembilang or None in penyebut:
            return None
        below = sum(map(Fraction, penyebut), Fraction(0))  # type: ignore[arg-type]
        above = sum(map(Fraction, pembilang), Fraction(0))  # type: ignore[arg-type]
        return bulatkan(Fraction(pengali) * above / below) if below else None
    known = [Fraction(value) for value in nilai if value is not None]
    if not known or len(known) != len(nilai):
        return None
    return bulatkan(_gabung(agregasi, known))


def _gabung(agregasi: str, values: Sequence[Fraction]) -> Fraction:
    if agregasi == "jumlah":
        return sum(values, Fraction(0))
    if agregasi == "rata_rata":
        return sum(values, Fraction(0)) / len(values)
    if agregasi == "tertinggi":
        return max(values)
    if agregasi == "terendah":
        return min(values)
    return values[-1]


def hitung_capaian(
    *,
    polarisasi: str,
    agregasi: str,
    bulanan: Sequence[Bulanan],
    turunan: Sequence[Bulanan] | None = None,
    pengali: Decimal = Decimal(100),
    nilai_terburuk: Decimal | None = None,
    batas_bawah: Decimal = Decimal(0),
    batas_atas: Decimal | None = Decimal(120),
    tidak_dilaporkan: str = "nol",
    desimal: int = PLACES,
) -> Hasil:
    """Capaian of a target over the months from January to the one in question.

    Only months with a target count. While entry of such a month is open and nothing is verified, the capaian is
    unknown. A month that was closed without a report counts, under the policy ``nol``, as a capaian of 0: the capaian
    of the reported months is multiplied by their share of the plan (by monthly target for sums, by number of months
    otherwise); for a sum this is the same as adding a zero. Under ``abaikan`` such months are left out.

    :param desimal: digits to which the capaian itself is rounded, where the policy says so.
    :param bulanan: the target's own months, in order.
    :param turunan: for a target that adds up others (``jumlah`` or ``rasio`` only), the months of all those others;
        they decide what is reported, the own months only what was promised.
    """
    berjanji = [bulan for bulan in bulanan if bulan.target is not None]
    berlaku = berjanji if turunan is None else [bulan for bulan in turunan if bulan.target is not None]
    ada = [bulan for bulan in berlaku if bulan.dilaporkan]
    if not berjanji:
        berlaku = ada = []
    hasil = Hasil("belum_diukur", bulan_bertarget=len(berlaku), bulan_dilaporkan=len(ada))
    if not berlaku:
        return hasil
    if any(not bulan.dilaporkan and not bulan.ditutup for bulan in berlaku):
        return replace(hasil, status="belum_diketahui")
    diukur = ada if turunan is None else berjanji
    target = _konsolidasi_target(agregasi, berjanji, diukur, atas=False)
    if not ada:
        nol = batasi(Decimal(0), bawah=batas_bawah, atas=batas_atas) if tidak_dilaporkan == "nol" else None
        mentah = None if nol is None else Decimal(0)
        nol = None if nol is None else bulatkan(Fraction(nol), desimal)
        return replace(hasil, status="tidak_dilaporkan", target=_round(target), capaian_mentah=mentah, capaian=nol)
    share = _bagian(agregasi, berlaku, ada) if tidak_dilaporkan == "nol" else Fraction(1)
    plan_share = _bagian(agregasi, berlaku, ada)
    realisasi, pembilang, penyebut = _konsolidasi_realisasi(agregasi, ada, pengali)
    hasil = replace(
        hasil,
        target=_round(target),
        realisasi=_round(realisasi),
        pembilang=_round(pembilang),
        penyebut=_round(penyebut),
    )
    line = None
    if realisasi is not None and target is not None:
        scale = plan_share if agregasi == "jumlah" else Fraction(1)
        atas = _konsolidasi_target(agregasi, berjanji, diukur, atas=True)
        line = _rumus(
            polarisasi, realisasi, target * scale, None if atas is None else atas * scale, _maybe(nilai_terburuk)
        )
    if line is None or realisasi is None:
        return replace(hasil, status="tidak_terdefinisi")
    p, q, base = line
    mentah = bulatkan((p + q * realisasi / base) * share)
    capped = bulatkan(Fraction(batasi(mentah, bawah=batas_bawah, atas=batas_atas)), desimal)
    return replace(hasil, status="diketahui", capaian_mentah=mentah, capaian=capped)


def _round(value: Fraction | None) -> Decimal | None:
    return None if value is None else bulatkan(value)


def _bagian(agregasi: str, berlaku: Sequence[Bulanan], ada: Sequence[Bulanan]) -> Fraction:
    """Share of the plan that the reported months carry."""
    if agregasi == "jumlah":
        targets = [Fraction(bulan.target or 0) for bulan in berlaku]
        if min(targets) >= 0 and sum(targets) > 0:
            return sum((Fraction(bulan.target or 0) for bulan in ada), Fraction(0)) / sum(targets)
    return Fraction(len(ada), len(berlaku))


def _konsolidasi_target(
    agregasi: str, berlaku: Sequence[Bulanan], ada: Sequence[Bulanan], *, atas: bool
) -> Fraction | None:
    if agregasi in {"posisi_akhir", "rasio"}:
        last = (ada or berlaku)[-1]
        return _maybe(last.target_atas if atas else last.target)
    values = [bulan.target_atas if atas else bulan.target for bulan in berlaku]
    known = [Fraction(value) for value in values if value is not None]
    return _gabung(agregasi, known) if len(known) == len(values) else None


def _konsolidasi_realisasi(
    agregasi: str, ada: Sequence[Bulanan], pengali: Decimal
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    if agregasi == "rasio":
        above = sum((Fraction(bulan.pembilang or 0) for bulan in ada), Fraction(0))
        below = sum((Fraction(bulan.penyebut or 0) for bulan in ada), Fraction(0))
        return (Fraction(pengali) * above / below if below else None), above, below
    return _gabung(agregasi, [Fraction(bulan.nilai or 0) for bulan in ada]), None, None


def nilai_tertimbang(parts: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal | None, Decimal]:
    """Weighted mean of capaian as (nilai, sum of weights); parts are (capaian, bobot).

    Source: NKO = sum(value x weight) of the Kemenkeu scorecard, divided by the weight that could be measured.
    """
    pairs = [(Fraction(value), Fraction(weight)) for value, weight in parts]
    weight = sum((bobot for _value, bobot in pairs), Fraction(0))
    total = sum((value * bobot for value, bobot in pairs), Fraction(0))
    return (bulatkan(total / weight) if weight else None), bulatkan(weight)


@dataclass(frozen=True, slots=True)
class Bagian:
    """One target in a score: its capaian if known, its weight, the post it is carried in, and that post's months."""

    capaian: Decimal | None
    bobot: Decimal
    jabatan: int
    masa: int


def nilai_menurut_jabatan(parts: Iterable[Bagian], places: int = PLACES) -> tuple[Decimal | None, Decimal]:
    """A person's score as (nilai, sum of weights that could be measured): weighted by bobot within each post, and the
    posts by their months.

    With one post its months do not matter. Where no post was held on the last day of any month, all posts count alike.
    Source: NKP of an employee with several contracts weighs them by active time (KMK 127/2026, section 3.6 of the
    research notes); that the plans of two posts are each normalised first is our reading.
    """
    posts: dict[int, list[Bagian]] = {}
    for part in parts:
        posts.setdefault(part.jabatan, []).append(part)
    months = {post: found[0].masa for post, found in posts.items()}
    if len(posts) == 1 or not any(months.values()):
        months = dict.fromkeys(posts, 1)
    total, span, weight = Fraction(0), 0, Fraction(0)
    for post, found in posts.items():
        known = [(Fraction(one.capaian), Fraction(one.bobot)) for one in found if one.capaian is not None]
        here = sum((bobot for _capaian, bobot in known), Fraction(0))
        if months[post] and here:
            total += months[post] * sum((capaian * bobot for capaian, bobot in known), Fraction(0)) / here
            span += months[post]
            weight += here
    nilai = None
    if span:
        nilai = bulatkan(total / span)
        nilai = bulatkan(Fraction(nilai), places) if places < PLACES else nilai
    return nilai, bulatkan(weight)


@dataclass(frozen=True, slots=True)
class Kelas:
    """One class of a scale: from ``batas`` upwards, the bound itself included or not."""

    nama: str
    slot: str
    batas: Decimal | None
    termasuk: bool


def tentukan_kelas(value: Decimal, skala: Sequence[Kelas], *, places: int = 2) -> Kelas | None:
    """The class of a capaian, judged on the figure as it is shown (rounded half up to ``places`` digits).

    Half-open intervals without holes; the recommended reading of the Permendagri 86/2017 scale is > 90, > 75, > 65 and
    > 50.

    :param skala: from the best class to the worst; the last has no bound.
    """
    shown = bulatkan(Fraction(value), places)
    for kelas in skala:
        if kelas.batas is None or shown > kelas.batas or (kelas.termasuk and shown == kelas.batas):
            return kelas
    return None
