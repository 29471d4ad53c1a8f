"""Statements that compute a result from all answers at once."""

from collections.abc import Sequence
from typing import Final

from survei.enums import Demografi

DEMOGRAFI: Final = [one.value for one in Demografi]


def sums(banyak: int) -> str:
    """Number of answers, the sums of their totals and of the squares, bursts, then of each element sum and squares."""
    each = [f"COALESCE(sum(nilai[{place}]), 0)" for place in range(1, banyak + 1)]
    each += [f"COALESCE(sum(nilai[{place}] * nilai[{place}]), 0)" for place in range(1, banyak + 1)]
    places = ", ".join(each)
    return f"""
SELECT count(*), COALESCE(sum(jumlah), 0), COALESCE(sum(jumlah::int * jumlah), 0),
  count(*) FILTER (WHERE lonjakan), COALESCE(sum(jumlah) FILTER (WHERE lonjakan), 0), {places}
FROM survei_jawaban WHERE survei_id = %s
"""


def groups(names: Sequence[str]) -> str:
    """Respondents by each of these columns, all of them in one pass."""
    columns = [*names, "asal"]
    found = ", ".join(columns)
    sets = ", ".join(f"({name})" for name in columns)
    marks = ", ".join(f"GROUPING({name})" for name in columns)
    return f"""
SELECT ARRAY[{marks}], {found}, count(*) FROM survei_jawaban WHERE survei_id = %s GROUP BY GROUPING SETS ({sets})
"""
