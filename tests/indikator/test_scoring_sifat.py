"""What every formula of capaian promises, whatever the numbers: direction, no jumps, cap and floor, pooled ratios."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indikator.scoring import batasi, bulatkan, capaian, konsolidasi

SEDIKIT = settings(max_examples=80, deadline=None)
positif = st.decimals(min_value=Decimal("0.01"), max_value=100_000, places=2)
realisasi = st.decimals(min_value=0, max_value=100_000, places=2)
SELANGKAH = Decimal("0.000001")


@SEDIKIT
@given(positif, realisasi, realisasi)
def test_more_is_never_worse_where_more_is_better(target: Decimal, satu: Decimal, dua: Decimal) -> None:
    kurang, lebih = sorted([satu, dua])
    found = [capaian(polarisasi="maksimum", target=target, realisasi=one) for one in (kurang, lebih)]
    assert found[0] <= found[1]  # type: ignore[operator]


@SEDIKIT
@given(positif, realisasi, realisasi)
def test_less_is_never_worse_where_less_is_better(target: Decimal, satu: Decimal, dua: Decimal) -> None:
    kurang, lebih = sorted([satu, dua])
    found = [capaian(polarisasi="minimum", target=target, realisasi=one) for one in (kurang, lebih)]
    assert found[0] >= found[1]  # type: ignore[operator]


@SEDIKIT
@given(positif, realisasi, realisasi)
def test_nearer_to_the_target_is_never_worse_where_the_target_is_to_be_met(
    target: Decimal, satu: Decimal, dua: Decimal
) -> None:
    dekat, jauh = sorted([satu, dua], key=lambda one: abs(one - target))
    found = [capaian(polarisasi="stabil", target=target, realisasi=one) for one in (dekat, jauh)]
    assert found[0] >= found[1]  # type: ignore[operator]
    assert capaian(polarisasi="stabil", target=target, realisasi=target) == 120


@SEDIKIT
@given(positif, positif, st.sampled_from(["maksimum", "minimum", "rentang"]))
def test_a_range_has_no_jump_at_either_bound(bawah: Decimal, lebar: Decimal, polarisasi: str) -> None:
    atas = bawah + lebar
    for bound in (bawah, atas):
        inside = capaian(polarisasi=polarisasi, target=bawah, target_atas=atas, realisasi=bound)
        assert inside == 100
        for beside in (bound - SELANGKAH, bound + SELANGKAH):
            near = capaian(polarisasi=polarisasi, target=bawah, target_atas=atas, realisasi=beside)
            assert near is not None
            # A step of a millionth changes the capaian by at most that share of the smaller bound.
            assert abs(near - 100) <= bulatkan(Fraction(SELANGKAH) * 100 / Fraction(bawah)) + SELANGKAH


@SEDIKIT
@given(positif, realisasi)
def test_the_scale_of_the_stable_formula_has_no_jump_at_its_knee(target: Decimal, selisih: Decimal) -> None:
    knee = target * Decimal("0.9")
    below = capaian(polarisasi="stabil", target=target, realisasi=knee - SELANGKAH)
    above = capaian(polarisasi="stabil", target=target, realisasi=knee + SELANGKAH)
    assert below is not None
    assert above is not None
    assert above - below <= bulatkan(Fraction(SELANGKAH) * 400 / Fraction(target)) + 2 * SELANGKAH


@SEDIKIT
@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=4),
    st.decimals(min_value=-50, max_value=50, places=2),
    st.none() | st.decimals(min_value=51, max_value=200, places=2),
)
def test_cap_and_floor_hold_and_leave_the_rest_alone(mentah: Decimal, bawah: Decimal, atas: Decimal | None) -> None:
    held = batasi(mentah, bawah=bawah, atas=atas)
    assert held >= bawah
    assert atas is None or held <= atas
    if mentah >= bawah and (atas is None or mentah <= atas):
        assert held == mentah


@SEDIKIT
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=12))
def test_consolidation_of_a_ratio_equals_the_pooled_ratio(bulan: list[tuple[int, int]]) -> None:
    pembilang = [Decimal(a) for a, _b in bulan]
    penyebut = [Decimal(b) for _a, b in bulan]
    found = konsolidasi("rasio", [], pembilang=pembilang, penyebut=penyebut)
    below = sum(penyebut)
    if below == 0:
        assert found is None
    else:
        assert found == bulatkan(Fraction(100) * Fraction(sum(pembilang)) / Fraction(below))


@SEDIKIT
@given(st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 1000)), min_size=2, max_size=12))
def test_a_ratio_is_not_the_mean_of_percentages(bulan: list[tuple[int, int]]) -> None:
    means = [Fraction(a, b) for a, b in bulan]
    pooled = Fraction(sum(a for a, _b in bulan), sum(b for _a, b in bulan))
    assume(sum(means, Fraction(0)) / len(means) != pooled)
    found = konsolidasi(
        "rasio", [], pembilang=[Decimal(a) for a, _b in bulan], penyebut=[Decimal(b) for _a, b in bulan]
    )
    assert found == bulatkan(100 * pooled)


@SEDIKIT
@given(st.sampled_from(["maksimum", "stabil", "rentang"]), realisasi)
def test_a_target_of_zero_is_undefined_and_no_error(polarisasi: str, nilai: Decimal) -> None:
    assert capaian(polarisasi=polarisasi, target=Decimal(0), realisasi=nilai) is None
    assert capaian(polarisasi="minimum", target=Decimal(0), realisasi=nilai) is None
