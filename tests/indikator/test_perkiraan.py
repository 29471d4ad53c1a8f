"""The forecast says what a straight line says, how sure it is, and what is still needed."""

import pytest

from indikator.perkiraan import ramal


def test_a_steady_rise_is_carried_on_to_december() -> None:
    found = ramal([1, 2, 3, 4], [50, 55, 60, 65])
    assert found is not None
    assert found.harapan == pytest.approx(105)
    assert found.bawah == pytest.approx(found.atas), "points on a line leave no doubt"
    assert found.keadaan() == "tercapai"


def test_scattered_months_leave_it_open() -> None:
    found = ramal([1, 2, 3, 4, 5], [80, 110, 85, 115, 95])
    assert found is not None
    assert found.bawah < 100 < found.atas
    assert found.keadaan() == "belum_pasti"


def test_a_steady_shortfall_is_an_early_warning() -> None:
    found = ramal([1, 2, 3, 4, 5, 6], [70, 70.5, 69.8, 70.2, 70.1, 69.9])
    assert found is not None
    assert found.keadaan() == "tidak_tercapai"


def test_two_months_are_no_history_and_december_needs_no_forecast() -> None:
    assert ramal([1, 2], [50, 60]) is None
    assert ramal([*range(1, 13)], [100.0] * 12) is None


def test_the_interval_is_the_textbook_one() -> None:
    # x 1..4, y 1 2 3 5: slope 1.3, intercept -0.5, residual sum 0.3; at 12: 15.1 +- 1.886 * sqrt(0.15 * 19.3)
    found = ramal([1, 2, 3, 4], [1, 2, 3, 5])
    assert found is not None
    assert found.harapan == pytest.approx(15.1)
    assert found.atas - found.harapan == pytest.approx(1.886 * (0.15 * (1 + 0.25 + 9.5**2 / 5)) ** 0.5)
