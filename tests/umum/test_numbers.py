"""The one reader of numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binawidya.umum.numbers import LARGEST, NumberUnreadable, format_angka, parse_angka


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        (" 1 234 ".replace(" 2", "2").replace("1 ", "1"), "1234"),
        ("1.000", "1000"),
        ("0,5", "0.5"),
        (",5", "0.5"),
        ("−3,25", "-3.25"),
        ("Rp9.412.300.000", "9412300000"),
        ("95,50", "95.5"),
        ("999.999.999.999.999,999999", "999999999999999.999999"),
    ],
)
def test_indonesian_notation_is_read(typed: str, meant: str) -> None:
    assert parse_angka(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "", "abc", "NaN", "nan", "Infinity", "-inf", "1e400", "1E5", "1_000", "0x10", "١٢٣", "１２", "1,2,3", "--1",
        "1.23.4", "12.34,5", "1 2", "+5", "5 %", "1.0000", "1234567890123456", "1.000.000.000.000.000", "0,1234567",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words(typed: str) -> None:
    with pytest.raises(NumberUnreadable) as refused:
        parse_angka(typed)
    assert str(refused.value)[0].isupper()


def test_a_decimal_point_is_answered_with_both_readings() -> None:
    with pytest.raises(NumberUnreadable, match=r"Maksudnya 95,52 atau 9\.552\?"):
        parse_angka("95.52")


def test_an_english_thousand_is_not_taken_for_a_fraction() -> None:
    with pytest.raises(NumberUnreadable, match=r"Maksudnya 1 atau 1\.000\?"):
        parse_angka("1,000", places=2)


def test_digits_beyond_the_indicator_are_named() -> None:
    with pytest.raises(NumberUnreadable, match="bilangan bulat"):
        parse_angka("3,5", places=0)
    with pytest.raises(NumberUnreadable, match="2 angka di belakang koma"):
        parse_angka("3,1415", places=2)


@given(st.decimals(min_value=-LARGEST, max_value=LARGEST, places=6, allow_nan=False, allow_infinity=False))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    assert parse_angka(format_angka(value)) == value


@given(st.text(max_size=30))
def test_no_text_brings_the_reader_down(text: str) -> None:
    try:
        value = parse_angka(text)
    except NumberUnreadable:
        return
    assert value.is_finite()
    assert abs(value) <= LARGEST


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        ("1234.5", None, "1.234,5"),
        ("97.5", 2, "97,50"),
        ("2.675", 2, "2,68"),
        ("-0.001", 2, "0,00"),
        ("-12.5", 0, "−13"),
        ("1000000", None, "1.000.000"),
    ],
)
def test_numbers_are_written_in_indonesian_notation(value: str, places: int | None, written: str) -> None:
    assert format_angka(Decimal(value), places) == written
