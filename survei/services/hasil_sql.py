"""Statements that compute a result from all answers at once."""

from collections.abc import Sequence
from typing import Final

from survei.enums import PALING_SEDIKIT, Demografi

DEMOGRAFI: Final = [one.value for one in Demografi]


# Ten answers, others after each laying down because the keys are drawn anew. What still moves is shown without them:
# the final result then differs from it by ten at least, whoever came last.
_WITHHELD: Final = f"""
 AND id NOT IN (SELECT id FROM survei_jawaban WHERE survei_id = %(survei)s ORDER BY id LIMIT {PALING_SEDIKIT})"""


def _where(*, sementara: bool) -> str:
    return f"FROM survei_jawaban WHERE survei_id = %(survei)s{_WITHHELD if sementara else ''}"


def sums(banyak: int, *, sementara: bool) -> str:
    """Number of answers, the sums of their totals and of the squares, bursts, then of each element sum and squares.

    :param sementara: for a result that still moves, which leaves ten answers out.
    """
    each = [f"COALESCE(sum(nilai[{place}]), 0)" for place in range(1, banyak + 1)]
    each += [f"COALESCE(sum(nilai[{place}] * nilai[{place}]), 0)" for place in range(1, banyak + 1)]
    places = ", ".join(each)
    return f"""
SELECT count(*), COALESCE(sum(jumlah), 0), COALESCE(sum(jumlah::int * jumlah), 0),
  count(*) FILTER (WHERE lonjakan), COALESCE(sum(jumlah) FILTER (WHERE lonjakan), 0), {places}
{_where(sementara=sementara)}
"""


def groups(names: Sequence[str], *, sementara: bool) -> str:
    """Respondents by each of these columns, all of them in one pass."""
    columns = [*names, "asal"]
    found = ", ".join(columns)
    sets = ", ".join(f"({name})" for name in columns)
    marks = ", ".join(f"GROUPING({name})" for name in columns)
    return f"""
SELECT ARRAY[{marks}], {found}, count(*) {_where(sementara=sementara)} GROUP BY GROUPING SETS ({sets})
"""
