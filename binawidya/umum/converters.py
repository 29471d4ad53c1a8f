"""Parts of addresses."""

from django.urls import register_converter

Month = tuple[int, int]


class MonthConverter:
    """``2026-10`` as (2026, 10)."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        year, month = value.split("-")
        return int(year), int(month)

    def to_url(self, value: Month | str) -> str:
        if isinstance(value, str):
            return value
        return f"{value[0]}-{value[1]:02d}"


def install() -> None:
    """Make ``<bulan:...>`` known to all addresses."""
    register_converter(MonthConverter, "bulan")
