"""A worker that dies while it computes scores: what it had not finished is not seen, and the next one does it all."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask
from kinerja.models import SkorUnit
from tests.kinerja.panggung import Panggung, bangun_panggung
from tests.pekerja import Pekerja, until
from tests.serentak import another_connection

Gate = Callable[["psycopg.Connection[Any]", Panggung], None]


def before_the_second_month(gate: "psycopg.Connection[Any]", panggung: Panggung) -> None:
    """January will be stored; the worker waits at the door of February."""
    gate.execute("SELECT pg_advisory_xact_lock(hashtextextended('skor-' || %s, 0))", [panggung.periode[1].pk])


def in_the_middle_of_the_first(gate: "psycopg.Connection[Any]", panggung: Panggung) -> None:
    """Everything of January is written but the unit's score, and nothing is stored."""
    row = SkorUnit.objects.get(periode=panggung.periode[0])
    gate.execute("SELECT 1 FROM kinerja_skorunit WHERE id = %s FOR UPDATE", [row.pk])


def idle() -> bool:
    return bool(until(lambda: not OutboxTask.objects.open().exists()))


def sent_again(due: OutboxTask) -> bool:
    """What the relay does every few seconds. PostgreSQL may need a moment to see that the first worker is gone."""
    OutboxTask.objects.update(available_at=due.created_at)
    outbox.relay()
    return bool(until(lambda: not OutboxTask.objects.open().exists(), seconds=10))


@pytest.fixture
def panggung(transactional_db: None, broker: Pekerja) -> Panggung:
    """Two open months with figures, which a real worker has computed."""
    broker.start_broker()
    broker.start_worker()
    panggung = bangun_panggung()
    panggung.open(0, 1)
    for n, target in enumerate(panggung.diisi):
        if target.target_bulan(2) is not None and n != 3:
            panggung.report(target, 1, 12 + n)
    panggung.report(panggung.target[3], 0, 15)
    assert idle()
    return panggung


@pytest.mark.parametrize(
    ("gate", "januari_selesai"),
    [
        pytest.param(before_the_second_month, True, id="antara-bulan"),
        pytest.param(in_the_middle_of_the_first, False, id="tengah-bulan"),
    ],
)
def test_a_worker_killed_while_it_computes_a_closed_month_is_replaced(
    gate: Gate, januari_selesai: bool, panggung: Panggung, broker: Pekerja
) -> None:
    before = [panggung.tersimpan(n) for n in (0, 1)]
    assert before == [panggung.seharusnya(n) for n in (0, 1)], "step by step, by a real worker"
    with another_connection() as held:
        held.autocommit = False
        gate(held, panggung)
        panggung.close(0)
        due = OutboxTask.objects.open().get()
        assert until(_waiting, 20), "the worker is in the middle"
        broker.kill_worker(broker.workers[-1])
    after = [panggung.tersimpan(n) for n in (0, 1)]
    assert (after[0] == panggung.seharusnya(0)) is januari_selesai
    assert after[1] == before[1] != panggung.seharusnya(1)
    assert januari_selesai or after[0] == before[0], "what was not finished left nothing behind"
    broker.start_worker()
    # Control: the message died with the worker. Without the relay nobody would do the work.
    assert not until(lambda: OutboxTask.objects.get(pk=due.pk).attempts > 1, seconds=3)
    assert until(lambda: sent_again(due))
    assert OutboxTask.objects.get(pk=due.pk).attempts == 2
    assert [panggung.tersimpan(n) for n in (0, 1)] == [panggung.seharusnya(n) for n in (0, 1)]


def _waiting() -> bool:
    with another_connection() as watcher:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        found = watcher.execute(query).fetchone()
    return bool(found and found[0])
