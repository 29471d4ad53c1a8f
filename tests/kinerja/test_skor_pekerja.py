"""Workers, PostgreSQL and the broker fail while scores are computed: in the end every figure is what an undisturbed
run leaves, byte for byte. Every test also shows that its fault was one: without what mends it, the run stays undone.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from celery import current_app
from django.conf import LazySettings
from django.db import connection
from pytest_django import DjangoDbBlocker

from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask
from kinerja.models import Perhitungan, SkorUnit
from tests.kinerja.arena import Arena, bangun_arena, bersihkan, servers, waiting
from tests.kinerja.panggung import Panggung, bangun_panggung
from tests.pekerja import Pekerja, until
from tests.serentak import another_connection

pytestmark = pytest.mark.xdist_group("arena")
Gate = Callable[["psycopg.Connection[Any]", Panggung], None]


@pytest.fixture(scope="module")
def peladen(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pekerja]:
    with django_db_blocker.unblock(), servers(tmp_path_factory.mktemp("arena")) as workers:
        yield workers


@pytest.fixture
def db(peladen: Pekerja) -> None:
    """The database of the arena. No transaction around a test: other processes would not see what it does."""


@pytest.fixture(scope="module")
def arena_penuh(peladen: Pekerja) -> tuple[Arena, list[str]]:
    """Figures of both months as an undisturbed run left them; two workers."""
    peladen.start_worker(concurrency=2)
    arena = Arena(peladen, bangun_arena())
    return arena, [arena.sidik(bulan) for bulan in (0, 1)]


@pytest.fixture
def arena(db: None, arena_penuh: tuple[Arena, list[str]], settings: LazySettings) -> Arena:
    """Nothing is computed yet."""
    settings.SKOR_TARGET_BAGIAN, settings.SKOR_PEKERJA = 2, 2
    arena_penuh[0].forget()
    return arena_penuh[0]


@pytest.fixture
def tenang(arena_penuh: tuple[Arena, list[str]]) -> list[str]:
    """Digests of the two months after an undisturbed run."""
    return arena_penuh[1]


# --- a run that several workers share -----------------------------------------------------------------------------
def test_an_undisturbed_run_by_two_workers_leaves_the_same_bytes_and_one_changed_figure_would_be_seen(
    arena: Arena, tenang: list[str]
) -> None:
    assert arena.sidik() != tenang[0], "nothing is there yet"
    arena.ask()
    assert until(arena.finished)
    assert arena.sidik() == tenang[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kinerja_skorberkala SET nilai = nilai + 0.000001 WHERE nilai IS NOT NULL")
    assert arena.sidik() != tenang[0]


def test_postgresql_restarted_in_the_middle_of_a_shared_run_changes_no_byte(arena: Arena, tenang: list[str]) -> None:
    with arena.in_the_middle():
        arena.restart_postgres()
    assert arena.parts_done() == 3, "what was stored before is still there"
    assert not until(arena.finished, seconds=2), "control: nobody goes on by himself"
    assert arena.sidik() != tenang[0]
    assert arena.relay()
    assert arena.ended_well()
    assert arena.sidik() == tenang[0]


def test_valkey_restarted_and_emptied_in_the_middle_of_a_shared_run_changes_no_byte(
    arena: Arena, tenang: list[str]
) -> None:
    with arena.in_the_middle():
        arena.ask(1)
        arena.restart_empty_broker()
    assert until(lambda: arena.sidik() == tenang[0]), "who computes does not need the broker"
    assert not until(arena.finished, seconds=2), "control: the messages for February are gone"
    assert arena.sidik(1) != tenang[1]
    assert arena.relay()
    assert arena.ended_well()
    assert [arena.sidik(bulan) for bulan in (0, 1)] == tenang


def test_messages_delivered_three_times_compute_every_part_once(arena: Arena, tenang: list[str]) -> None:
    with arena.in_the_middle():
        run = Perhitungan.objects.get()
        for row in OutboxTask.objects.all():
            for _again in range(2):
                assert outbox.announce(row.pk)
        # Control: also past the door of the outbox, straight to the work.
        for _again in range(2):
            current_app.send_task("kinerja.perhitungan_work", args=[run.pk])
        assert arena.queued() == 6, "the doubles have really been sent"
    assert until(lambda: arena.finished() and not arena.queued())
    assert arena.sidik() == tenang[0]
    run.refresh_from_db()
    written = run.baris_ditulis
    assert {*run.bagian.values_list("versi", flat=True)} == {1}
    assert {*OutboxTask.objects.values_list("attempts", flat=True)} == {1}
    arena.forget()
    arena.ask()
    assert until(arena.finished)
    assert Perhitungan.objects.get().baris_ditulis == written, "no row was written a second time"


def test_two_clocks_have_a_run_computed_once(arena: Arena, tenang: list[str], tmp_path: Path) -> None:
    arena.without_broker(lambda: arena.ask(1))
    assert not until(arena.finished, seconds=2), "control: without a clock nobody is told"
    with arena.in_the_middle():
        OutboxTask.objects.filter(attempts=0).update(available_at="2020-01-01T00:00:00Z")
        clocks = [arena.servers.start_beat(tmp_path / name) for name in ("satu", "dua")]
        assert until(lambda: arena.senders() >= {clock.pid for clock in clocks}), "both ask while nobody is free"
    assert until(arena.finished)
    for clock in clocks:
        arena.servers.kill_worker(clock)
    assert [arena.sidik(bulan) for bulan in (0, 1)] == tenang
    assert {*OutboxTask.objects.values_list("attempts", flat=True)} == {1}
    assert Perhitungan.objects.count() == 2
    assert arena.ended_well()


# --- SIGKILL ------------------------------------------------------------------------------------------------------
def test_both_workers_killed_in_the_middle_of_a_shared_run_change_no_byte(arena: Arena, tenang: list[str]) -> None:
    with arena.in_the_middle():
        arena.servers.kill_worker(arena.servers.workers[0])
        arena.servers.start_worker(concurrency=2)
    assert arena.sidik() != tenang[0]
    assert not until(arena.finished, seconds=2), "control: the messages died with the workers"
    assert arena.relay()
    assert arena.ended_well()
    assert arena.sidik() == tenang[0]


def before_the_second_month(gate: "psycopg.Connection[Any]", panggung: Panggung) -> None:
    """January will be stored; the worker waits at the door of February."""
    gate.execute("SELECT pg_advisory_xact_lock(hashtextextended('skor-' || %s, 0))", [panggung.periode[1].pk])


def in_the_middle_of_the_first(gate: "psycopg.Connection[Any]", panggung: Panggung) -> None:
    """Everything of January is written but the unit's score, and nothing is stored."""
    row = SkorUnit.objects.get(periode=panggung.periode[0])
    gate.execute("SELECT 1 FROM kinerja_skorunit WHERE id = %s FOR UPDATE", [row.pk])


@pytest.fixture
def panggung(db: None, peladen: Pekerja) -> Panggung:
    """Two open months with figures, which a real worker has computed."""
    bersihkan()
    if all(process.poll() is not None for process in peladen.workers):
        peladen.start_worker()
    panggung = bangun_panggung()
    panggung.open(0, 1)
    for n, target in enumerate(panggung.diisi):
        if target.target_bulan(2) is not None and n != 3:
            panggung.report(target, 1, 12 + n)
    panggung.report(panggung.target[3], 0, 15)
    assert until(lambda: not OutboxTask.objects.open().exists())
    return panggung


@pytest.mark.parametrize(
    ("gate", "januari_selesai"),
    [
        pytest.param(before_the_second_month, True, id="antara-bulan"),
        pytest.param(in_the_middle_of_the_first, False, id="tengah-bulan"),
    ],
)
def test_a_worker_killed_while_it_computes_a_closed_month_is_replaced(
    gate: Gate, januari_selesai: bool, panggung: Panggung, peladen: Pekerja
) -> None:
    before = [panggung.tersimpan(n) for n in (0, 1)]
    assert before == [panggung.seharusnya(n) for n in (0, 1)], "step by step, by a real worker"
    with another_connection() as held:
        held.autocommit = False
        gate(held, panggung)
        panggung.close(0)
        due = OutboxTask.objects.open().get()
        assert until(waiting, 20), "the worker is in the middle"
        for process in peladen.workers:
            if process.poll() is None:
                peladen.kill_worker(process)
        peladen.start_worker()
    after = [panggung.tersimpan(n) for n in (0, 1)]
    assert (after[0] == panggung.seharusnya(0)) is januari_selesai
    assert after[1] == before[1] != panggung.seharusnya(1)
    assert januari_selesai or after[0] == before[0], "what was not finished left nothing behind"
    # Control: the message died with the worker. Without the relay nobody would do the work.
    assert not until(lambda: OutboxTask.objects.get(pk=due.pk).attempts > 1, seconds=3)
    assert until(lambda: sent_again(due))
    assert OutboxTask.objects.get(pk=due.pk).attempts == 2
    assert [panggung.tersimpan(n) for n in (0, 1)] == [panggung.seharusnya(n) for n in (0, 1)]


def sent_again(due: OutboxTask) -> bool:
    """What the relay does every few seconds. PostgreSQL may need a moment to see that the first worker is gone."""
    OutboxTask.objects.update(available_at=due.created_at)
    outbox.relay()
    return bool(until(lambda: not OutboxTask.objects.open().exists(), seconds=10))
