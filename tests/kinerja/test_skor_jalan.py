"""How a part of a run finds its rows, whatever PostgreSQL believes of the tables.

A table that is empty when a statement is planned seems cheapest to read whole. While another worker fills it, every
target of this part would then read all that the other has written: hours instead of seconds.
"""

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from indikator.models import Bukti, Capaian, MutuData, Pengisian, Realisasi, TargetIndikator
from indikator.services.capaian import Lingkup
from indikator.services.lingkup_sql import NOMOR_UNIT
from kinerja.models import SkorBerkala, SkorPegawai, SkorUnit
from kinerja.services import skor as service
from kinerja.services.skor import lock, skor_calculate_periode
from tests.kinerja.panggung import Panggung, bangun_panggung, work

DIHITUNG = (Capaian, MutuData, Pengisian, SkorBerkala, SkorPegawai, SkorUnit)
SELALU = 1 << 60
BESAR = {model._meta.db_table for model in (*DIHITUNG, Bukti, Realisasi, TargetIndikator)}


@pytest.fixture
def panggung(db: None) -> Panggung:
    panggung = bangun_panggung()
    panggung.open(0)
    work()
    for model in DIHITUNG:
        model._base_manager.all().delete()
    return panggung


def read_whole(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] in BESAR:
        yield plan["Relation Name"]
    for below in plan.get("Plans", ()):
        yield from read_whole(below)


def compute(panggung: Panggung) -> set[str]:
    """Compute January as one part; returns the tables that its statements would read whole.

    Whatever other tests left in the tables: to PostgreSQL nothing is as cheap as reading them whole.
    """
    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL random_page_cost = 1000000")

    def explain(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if "INSERT INTO" in sql:
            execute(f"EXPLAIN (FORMAT JSON) {sql}", params, many, context)
            (plan,) = context["cursor"].fetchone()
            found.update(read_whole((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        assert skor_calculate_periode(periode_id=panggung.periode[0].pk, bagian=(0, NOMOR_UNIT)) > 0
    return found


def test_a_part_reads_no_large_table_whole_however_cheap_that_seems(panggung: Panggung) -> None:
    assert compute(panggung) == set()


def test_control_a_part_planned_as_postgresql_likes_reads_them_whole(
    panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "planned", lambda _lingkup: contextlib.nullcontext())
    assert compute(panggung)


@pytest.mark.parametrize(
    ("sedikit", "banyak", "kunci"),
    [
        (SELALU, 0, "ExclusiveLock"),
        (0, 0, "ShareLock"),
        (SELALU, SELALU, "ShareLock"),
    ],
    ids=["rencana besar tanpa hasil", "rencana besar berhasil", "rencana kecil"],
)
def test_parts_of_a_large_plan_are_shared_only_after_the_first_figures_are_stored(
    sedikit: int, banyak: int, kunci: str, panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "SEDIKIT_BYTE", sedikit)
    monkeypatch.setattr(service, "BANYAK_BYTE", banyak)
    untouched = panggung.periode[2]
    with transaction.atomic(), connection.cursor() as cursor:
        lock(untouched, Lingkup(bagian=(0, 1), unit_ids=(1,)))
        cursor.execute(
            "SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            " AND (classid::bigint << 32 | objid::bigint) = hashtextextended('skor-' || %s, 0)",
            [untouched.pk],
        )
        assert cursor.fetchall() == [(kunci,)]
