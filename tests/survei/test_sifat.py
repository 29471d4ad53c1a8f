"""What holds for every survey, whatever the answers: properties of the arithmetic."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indikator.scoring import bulatkan
from survei.scoring import (
    difference_margin,
    ikm_of_sums,
    margin,
    mutu,
    pooled,
    sampel,
    shown_groups,
    t_95,
    weights,
)

# How fast a machine draws examples says nothing about the arithmetic.
TENANG = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
ANSWERS = st.lists(st.tuples(*[st.integers(1, 4)] * 5).map(list), min_size=1, max_size=12)


def sums(answers: list[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*answers, strict=True)]


@TENANG
@given(st.integers(1, 20))
def test_weights_sum_to_one(banyak: int) -> None:
    assert sum(weights(banyak)) == 1
    assert len(set(weights(banyak))) == 1


@TENANG
@given(ANSWERS)
def test_an_ikm_lies_between_25_and_100_and_is_the_mean_of_all_answers(answers: list[list[int]]) -> None:
    found = ikm_of_sums(sums(answers), len(answers))
    assert found is not None
    assert 25 <= found <= 100
    everything = [answer for row in answers for answer in row]
    assert found == bulatkan(Fraction(sum(everything), len(everything)) * 25, 2)
    assert mutu(found)[0] in "ABCD"


@TENANG
@given(ANSWERS, ANSWERS)
def test_pooling_is_the_same_as_asking_everybody_at_once(first: list[list[int]], second: list[list[int]]) -> None:
    together = pooled([(sums(first), len(first)), (sums(second), len(second))])
    assert together == (sums(first + second), len(first) + len(second))


def test_pooling_is_not_the_mean_of_the_indices() -> None:
    small, large = [[1] * 9] * 10, [[4] * 9] * 90
    total, count = pooled([(sums(small), 10), (sums(large), 90)])
    assert ikm_of_sums(total, count) == Decimal("92.50")


@TENANG
@given(ANSWERS)
def test_an_interval_is_never_negative_and_vanishes_when_all_agree(answers: list[list[int]]) -> None:
    totals = [sum(row) for row in answers]
    found = margin(sum(totals), sum(one * one for one in totals), len(totals), 5)
    if len(totals) < 2:
        assert found is None
    else:
        assert found is not None
        assert found >= 0
        assert (found == 0) == (len(set(totals)) == 1)


def test_an_interval_shrinks_to_nothing_when_everybody_was_asked() -> None:
    totals = [20, 30] * 10
    values = (sum(totals), sum(one * one for one in totals), 20, 9)
    assert margin(*values) == margin(*values, None)
    assert margin(*values, 20) == 0
    assert margin(*values, 15) == margin(*values), "more than all of them cannot have been asked"
    assert margin(*values, 10**6) == margin(*values)


def test_the_interval_of_a_difference_agrees_with_a_textbook_case() -> None:
    # Two means with variance 4 of 100 and 100: 198 degrees of freedom, 1.972 times the root of 0.08.
    assert difference_margin((Fraction(4), 100), (Fraction(4), 100)) == Decimal("0.56")
    assert difference_margin((Fraction(0), 10), (Fraction(0), 10), 3) == 0
    assert difference_margin((Fraction(4), 1), (Fraction(4), 100)) is None


def test_the_quantile_of_t_is_the_one_of_the_printed_table() -> None:
    printed = {9: "2.262", 10: "2.228", 18: "2.101", 30: "2.042", 120: "1.980"}
    assert {free: str(round(t_95(Fraction(free)), 3)) for free in printed} == printed


@TENANG
@given(st.integers(1, 10**7))
def test_a_sample_is_never_larger_than_its_population(populasi: int) -> None:
    assert 0 < sampel(populasi) <= min(populasi, 384)


GROUPS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=8)


@TENANG
@given(GROUPS)
def test_no_group_under_ten_is_shown_and_none_can_be_told_from_the_total(counts: dict[str, int]) -> None:
    """Whatever is added to or taken from the total, no difference is a group of one to nine people."""
    total = sum(counts.values())
    shown = [count for _names, count in shown_groups(counts, 10)]
    if not shown:
        return
    assert sum(shown) == total
    for size in range(1, len(shown) + 1):
        for some in combinations(shown, size):
            left = total - sum(some)
            assert sum(some) >= 10
            assert left == 0 or left >= 10


@TENANG
@given(GROUPS)
def test_every_person_is_in_exactly_one_group(counts: dict[str, int]) -> None:
    shown = shown_groups(counts, 10)
    names = [name for group, _count in shown for name in group]
    assert len(names) == len(set(names))
    if shown:
        assert set(names) == {name for name, count in counts.items() if count}
        for group, count in shown:
            assert count == sum(counts[name] for name in group)
