"""Work that is due is never lost: not with the broker away, not with a worker killed, not delivered twice."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from celery import shared_task
from django.conf import LazySettings
from django.db import connection, transaction

from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask
from indikator.enums import StatusCapaian, StatusRealisasi
from indikator.models import Capaian, Realisasi
from indikator.services.verifikasi import realisasi_approve
from kinerja.models import SkorPegawai
from kinerja.services.skor import skor_calculate_periode
from tests.kantor import Kantor
from tests.pekerja import Pekerja, until

done: list[dict[str, Any]] = []


@shared_task(name="uji.catat")
def catat(**payload: Any) -> None:
    done.append(payload)


@shared_task(name="uji.gagal")
def gagal(**payload: Any) -> None:
    raise RuntimeError("tidak bisa")


@pytest.fixture
def rute(settings: LazySettings) -> Iterator[None]:
    """Two events whose tasks run in this process."""
    settings.OUTBOX_ROUTES = {"uji.terjadi": "uji.catat", "uji.salah": "uji.gagal"}
    done.clear()
    yield
    done.clear()


def approve(kantor: Kantor) -> Realisasi:
    entry = kantor.isi("pegawai", nilai="9", status=StatusRealisasi.DIAJUKAN)
    return realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)


def figures(kantor: Kantor) -> list[Any]:
    """Everything computed, but when."""
    return [
        *Capaian.objects.order_by("pk").values_list("target", "periode", "status", "capaian", "kelas"),
        *SkorPegawai.objects.order_by("pk").values_list("pegawai", "periode", "nilai", "lengkap"),
    ]


# --- rows ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_work_is_noted_only_inside_the_transaction_of_the_change(rute: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        outbox.enqueue("uji.terjadi", {})


@pytest.mark.django_db
def test_an_event_that_nobody_answers_is_a_mistake(rute: None) -> None:
    with pytest.raises(LookupError, match=r"uji\.entah"):
        outbox.enqueue("uji.entah", {})


@pytest.mark.django_db
def test_a_change_that_is_rolled_back_leaves_no_work(rute: None) -> None:
    with transaction.atomic():
        outbox.enqueue("uji.terjadi", {})
        transaction.set_rollback(True)
    assert not OutboxTask.objects.exists()


@pytest.mark.django_db
def test_waiting_rows_with_one_key_are_one_row(rute: None) -> None:
    first = outbox.enqueue("uji.terjadi", {"n": 1}, key="a")
    assert outbox.enqueue("uji.terjadi", {"n": 1}, key="a") == first
    assert outbox.enqueue("uji.terjadi", {"n": 1}, key="b") != first
    outbox.run(first)
    assert outbox.enqueue("uji.terjadi", {"n": 1}, key="a") != first, "a row that was begun takes nothing in any more"


@pytest.mark.django_db
def test_work_that_is_done_is_not_done_again(rute: None) -> None:
    row = outbox.enqueue("uji.terjadi", {"n": 1})
    assert outbox.run(row)
    assert not outbox.run(row)
    assert done == [{"n": 1}]


@pytest.mark.django_db
def test_work_that_fails_is_tried_again_and_given_up_in_the_end(rute: None, settings: LazySettings) -> None:
    settings.OUTBOX_MAX_ATTEMPTS = 3
    row = outbox.enqueue("uji.salah", {})
    for attempt in (1, 2, 3):
        assert not outbox.run(row)
        kept = OutboxTask.objects.get(pk=row)
        assert (kept.attempts, kept.last_error) == (attempt, "RuntimeError: tidak bisa")
        assert (kept.failed_at is not None) == (attempt == 3)
    assert not outbox.run(row)
    assert OutboxTask.objects.get(pk=row).attempts == 3
    assert OutboxTask.objects.failed().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_row_never_runs_twice_at_the_same_time(rute: None) -> None:
    with transaction.atomic():
        row = outbox.enqueue("uji.terjadi", {"n": 1})
    database = connection.settings_dict
    other = psycopg.connect(host=database["HOST"], user=database["USER"], dbname=database["NAME"], autocommit=True)
    with other:
        other.execute("SELECT pg_advisory_lock(%s)", [outbox.LOCK_SPACE + row])
        assert not outbox.run(row)
        assert done == []
    # The other one is gone: PostgreSQL lets its lock go with it, a moment after the connection.
    assert until(lambda: outbox.run(row))
    assert done == [{"n": 1}]


# --- the real thing -----------------------------------------------------------------------------------------------
def test_worker_computes_the_score_after_an_approval(kantor_nyata: Kantor, broker: Pekerja) -> None:
    broker.start_broker()
    broker.start_worker()
    approve(kantor_nyata)
    assert until(lambda: not OutboxTask.objects.open().exists())
    capaian = Capaian.objects.get(periode=kantor_nyata.periode[kantor_nyata.kini])
    assert capaian.status in {StatusCapaian.DIKETAHUI, StatusCapaian.BELUM_DIKETAHUI}
    assert SkorPegawai.objects.filter(pegawai=kantor_nyata.pegawai["pegawai"]).exists()


def test_saving_succeeds_while_the_broker_is_down_and_the_work_is_done_when_it_is_back(
    kantor_nyata: Kantor, broker: Pekerja
) -> None:
    entry = approve(kantor_nyata)
    assert entry.status == StatusRealisasi.DISETUJUI
    row = OutboxTask.objects.open().get()
    assert row.attempts == 0
    broker.start_broker()
    broker.start_worker()
    # Nothing was sent while the broker was away; only the relay brings the work back.
    assert not until(lambda: not OutboxTask.objects.open().exists(), seconds=3)
    OutboxTask.objects.update(available_at=row.created_at)
    assert outbox.relay() == 1
    assert until(lambda: not OutboxTask.objects.open().exists())
    assert Capaian.objects.exists()


def test_what_an_emptied_broker_forgot_is_sent_again(kantor_nyata: Kantor, broker: Pekerja) -> None:
    broker.start_broker()
    approve(kantor_nyata)
    broker.stop_broker()  # without a file on disk the message is gone
    broker.start_broker()
    broker.start_worker()
    assert not until(lambda: not OutboxTask.objects.open().exists(), seconds=3)
    OutboxTask.objects.update(available_at="2020-01-01T00:00:00Z")
    outbox.relay()
    assert until(lambda: not OutboxTask.objects.open().exists())


def test_a_worker_killed_in_the_middle_loses_nothing(kantor_nyata: Kantor, broker: Pekerja) -> None:
    broker.start_broker()
    first = broker.start_worker()
    periode = kantor_nyata.periode[kantor_nyata.kini]
    database = connection.settings_dict
    gate = psycopg.connect(host=database["HOST"], user=database["USER"], dbname=database["NAME"])
    with gate:
        # Holds the computation in its middle: it waits for this lock, its work is begun and not written.
        gate.execute("SELECT pg_advisory_xact_lock(hashtextextended('skor-' || %s, 0))", [periode.pk])
        approve(kantor_nyata)
        assert until(lambda: OutboxTask.objects.open().exclude(started_at=None).exists())
        broker.kill_worker(first)
    row = OutboxTask.objects.open().get()
    assert row.attempts == 1
    assert not Capaian.objects.exists(), "what was not finished left nothing behind"
    broker.start_worker()
    OutboxTask.objects.update(available_at=row.created_at)
    assert until(lambda: outbox.relay() or not OutboxTask.objects.open().exists(), seconds=20)
    assert until(lambda: not OutboxTask.objects.open().exists())
    assert OutboxTask.objects.get().attempts == 2
    found = figures(kantor_nyata)
    assert found
    Capaian.objects.all().delete()
    SkorPegawai.objects.all().delete()
    skor_calculate_periode(periode_id=periode.pk)
    undisturbed = figures(kantor_nyata)
    assert [row[2:] for row in found] == [row[2:] for row in undisturbed]


def test_a_message_that_arrives_twice_does_its_work_once(kantor_nyata: Kantor, broker: Pekerja) -> None:
    broker.start_broker()
    approve(kantor_nyata)
    row = OutboxTask.objects.open().get()
    for _again in range(3):
        assert outbox.announce(row.pk)
    broker.start_worker()
    assert until(lambda: not OutboxTask.objects.open().exists())
    # A later piece of work shows that the doubles have been taken from the queue by now.
    kantor_nyata.beri_target("rekan", kantor_nyata.indikator("IKI-9", "pelayanan"), "rekan", target=Decimal(1))
    entry = kantor_nyata.isi("rekan", status=StatusRealisasi.DIAJUKAN)
    realisasi_approve(actor=kantor_nyata.user["atasan"], realisasi=entry, versi=entry.versi)
    assert until(lambda: not OutboxTask.objects.open().exists())
    assert OutboxTask.objects.get(pk=row.pk).attempts == 1
