"""How a year is laid over its months."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indikator.enums import Agregasi, PeriodePelaporan
from indikator.lintasan import agrees, due_months, implied, spread_even, spread_like, spread_rising

ANGKA = st.decimals(min_value=0, max_value=10**9, places=2)


def test_only_the_months_of_the_report_period_are_due() -> None:
    assert due_months(PeriodePelaporan.TRIWULANAN, ()) == (3, 6, 9, 12)
    assert due_months(PeriodePelaporan.SEMESTERAN, {6}) == (12,)
    assert due_months(PeriodePelaporan.BULANAN, {1, 2}) == tuple(range(3, 13))


def test_a_sum_that_does_not_divide_loses_no_file() -> None:
    months = spread_even(Agregasi.JUMLAH, Decimal(100), due_months(PeriodePelaporan.BULANAN), 0)
    assert implied(Agregasi.JUMLAH, months) == 100
    assert {*months} == {Decimal(8), Decimal(9)}


def test_a_position_rises_from_the_baseline_to_the_target() -> None:
    months = spread_rising(Decimal(100), (3, 6, 9, 12), 0, Decimal(20))
    assert [months[n] for n in (2, 5, 8, 11)] == [40, 60, 80, 100]


def test_last_years_shape_is_kept() -> None:
    shape = [Decimal(n) for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)]
    months = spread_like(Agregasi.JUMLAH, Decimal(156), tuple(range(1, 13)), 0, shape)
    assert months == [Decimal(2 * n) for n in range(1, 13)]


@pytest.mark.parametrize("shape", [[None] * 12, [Decimal(0)] * 12, [Decimal(-1)] * 12])
def test_a_year_without_a_shape_gives_none(shape: list[Decimal | None]) -> None:
    assert spread_like(Agregasi.JUMLAH, Decimal(12), (6, 12), 0, shape) is None


@given(
    target=ANGKA, agregasi=st.sampled_from([*Agregasi]), lapor=st.sampled_from([*PeriodePelaporan]),
    shape=st.lists(st.decimals(min_value="0.01", max_value=10**6, places=2), min_size=12, max_size=12),
)  # fmt: skip
def test_whatever_is_laid_adds_up_to_the_year(
    target: Decimal, agregasi: Agregasi, lapor: PeriodePelaporan, shape: list[Decimal]
) -> None:
    due = due_months(lapor)
    assert agrees(agregasi, target, spread_even(agregasi, target, due, 2), 2)
    months = spread_like(agregasi, target, due, 2, shape)
    assert months is not None
    assert agrees(agregasi, target, months, 2)
