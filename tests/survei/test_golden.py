"""Golden cases of the satisfaction survey."""

from decimal import Decimal
from typing import Any

import pytest

from survei.scoring import ikm, mutu, sampel
from tests.golden.kasus import cases, number


@pytest.mark.parametrize("case", [case for case in cases("skm_ikm") if case.values[0]["input"].get("weight") == "1/9"])
def test_ikm_with_exact_weights(case: Any) -> None:
    expected = case["expected"]
    found = ikm([number(value) for value in case["input"]["nrr_per_unsur"].values()])
    assert found == number(expected["ikm"])
    assert mutu(found) == (expected["mutu"], expected["kinerja"])


@pytest.mark.parametrize("case", cases("skm_grade"))
def test_grade_of_an_ikm(case: Any) -> None:
    given, expected = case["input"], case["expected"]
    assert mutu(number(given.get("ikm", given.get("ikm_unrounded"))))[0] == expected["mutu"]


@pytest.mark.parametrize("case", cases("skm_interval"))
def test_interval_converts_by_twenty_five(case: Any) -> None:
    assert ikm([number(case["input"]["nilai_interval"])]) == number(case["expected"]["nilai_interval_konversi"])


@pytest.mark.parametrize("case", cases("skm_nrr"))
def test_mean_of_an_unsur(case: Any) -> None:
    answers = {int(answer): count for answer, count in case["input"]["answers"].items()}
    total = sum(answer * count for answer, count in answers.items())
    assert total == case["expected"]["sum"]
    assert abs(Decimal(total) / sum(answers.values()) - number(case["expected"]["nrr"])) < Decimal("0.00005")


@pytest.mark.parametrize("case", cases("sample_size"))
def test_sample_size_to_the_nearest_whole(case: Any) -> None:
    assert sampel(case["input"]["population"]) == case["expected"]["sample"]


def test_all_fours_reach_a_hundred() -> None:
    assert ikm([Decimal(4)] * 9) == 100
    assert ikm([Decimal(1)] * 9) == 25
