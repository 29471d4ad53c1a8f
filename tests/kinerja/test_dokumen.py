"""From the request of a document to its file, through the outbox, with everything that goes wrong in between."""

import hashlib
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pypdf
import pytest
from django.conf import settings as project
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, connections

import kinerja.tasks  # noqa: F401 registers what the outbox calls
from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Penugasan, Periode
from binawidya.settings.environment import PROJECT_DIR
from binawidya.umum import outbox
from binawidya.umum.errors import ActRefused
from binawidya.umum.models import OutboxTask
from binawidya.umum.pdf import MAX_ROWS
from kinerja.enums import JenisDokumen, StatusDokumen
from kinerja.models import Dokumen
from kinerja.services.dokumen import PALING_BANYAK_SEKALIGUS, dokumen_request, dokumen_retry
from kinerja.services.dokumen_render import dokumen_render
from tests.kinerja.conftest import Kantor, environment

UNIT = JenisDokumen.LAPORAN_UNIT
PEGAWAI = JenisDokumen.LAPORAN_PEGAWAI


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def ask(kantor: Kantor, who: str = "camat", unit: str = "BW") -> Dokumen:
    return dokumen_request(actor=kantor.user[who], jenis=UNIT, periode=kantor.periode, unit_kerja=kantor.unit[unit])


def work() -> None:
    """Run what the outbox has due, as a worker would."""
    for pk in OutboxTask.objects.open().values_list("pk", flat=True):
        outbox.run(pk)


def test_a_request_leaves_a_row_and_due_work(kantor: Kantor) -> None:
    dokumen = ask(kantor)
    assert dokumen.status == StatusDokumen.DIMINTA
    row = OutboxTask.objects.get()
    assert (row.event, row.payload) == ("dokumen.diminta", {"dokumen_id": dokumen.pk})


def test_the_work_makes_a_file_whose_fingerprint_is_kept(kantor: Kantor, media: Path) -> None:
    dokumen = ask(kantor)
    work()
    dokumen.refresh_from_db()
    assert dokumen.status == StatusDokumen.SELESAI
    (file,) = files(media)
    content = file.read_bytes()
    assert hashlib.sha256(content).hexdigest() == dokumen.sha256
    assert len(pypdf.PdfReader(BytesIO(content)).pages) == dokumen.halaman
    assert file.stat().st_mode & 0o777 == 0o600
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", file.name)


def test_work_that_is_done_is_not_done_again(kantor: Kantor, media: Path) -> None:
    dokumen = ask(kantor)
    work()
    (before,) = files(media)
    stamp = before.stat().st_mtime_ns
    assert not dokumen_render(dokumen.pk)
    assert [path.stat().st_mtime_ns for path in files(media)] == [stamp]


def test_the_same_request_twice_is_one_document(kantor: Kantor) -> None:
    first, second = ask(kantor), ask(kantor)
    assert first == second
    assert OutboxTask.objects.count() == 1
    assert ask(kantor, unit="BW-3") != first
    assert ask(kantor, who="perencana") != first
    work()
    assert ask(kantor) != first


def test_nobody_asks_for_what_they_may_not_read(kantor: Kantor) -> None:
    for who, unit in (("lurah", "BW"), ("staf", "BW-3-1"), ("kepegawaian", "BW"), ("verifikator", "BW")):
        with pytest.raises(PermissionDenied):
            ask(kantor, who=who, unit=unit)
    with pytest.raises(PermissionDenied):
        dokumen_request(
            actor=kantor.user["kasi"], jenis=PEGAWAI, periode=kantor.periode, pegawai=kantor.pegawai["staf"]
        )
    assert not Dokumen.objects.exists()


@pytest.mark.parametrize("who", ["staf", "lurah", "camat", "kepegawaian"])
def test_an_employee_report_is_for_the_person_the_superiors_and_personnel(kantor: Kantor, who: str) -> None:
    dokumen_request(actor=kantor.user[who], jenis=PEGAWAI, periode=kantor.periode, pegawai=kantor.pegawai["staf"])
    work()
    assert Dokumen.objects.get().status == StatusDokumen.SELESAI


def test_a_right_lost_before_the_work_begins_ends_it_with_a_reason(kantor: Kantor, media: Path) -> None:
    dokumen = ask(kantor, who="perencana")
    Penugasan.objects.filter(user=kantor.user["perencana"]).update(berlaku_selesai=date(2021, 1, 1))
    work()
    dokumen.refresh_from_db()
    assert dokumen.status == StatusDokumen.GAGAL
    assert dokumen.pesan.startswith("Anda tidak lagi berwenang")
    assert files(media) == []
    assert not OutboxTask.objects.open().exists()


def test_an_account_that_was_closed_gets_no_document(kantor: Kantor) -> None:
    dokumen = ask(kantor)
    user = kantor.user["camat"]
    user.is_active = False
    user.save()
    work()
    dokumen.refresh_from_db()
    assert dokumen.status == StatusDokumen.GAGAL


def test_a_month_that_was_never_opened_has_no_report(kantor: Kantor) -> None:
    Periode.objects.filter(pk=kantor.periode.pk).update(status=StatusPeriode.BELUM_DIBUKA, ditutup_at=None)
    with pytest.raises(ActRefused, match="Oktober 2026 belum dibuka"):
        ask(kantor)


def test_one_person_cannot_fill_the_queue(kantor: Kantor) -> None:
    for number in range(PALING_BANYAK_SEKALIGUS):
        kantor.add_unit(f"Q-{number}", f"Seksi {number}", "BW")
        ask(kantor, unit=f"Q-{number}")
    with pytest.raises(ActRefused, match="20 laporan Anda masih dibuat"):
        ask(kantor)


def test_a_failure_is_tried_again_then_said_then_may_be_asked_for_anew(
    kantor: Kantor, settings: Any, tmp_path: Path, media: Path
) -> None:
    settings.OUTBOX_MAX_ATTEMPTS, built = 2, settings.ASSET_DIR
    settings.ASSET_DIR = tmp_path
    dokumen = ask(kantor)
    work()
    dokumen.refresh_from_db()
    assert dokumen.status == StatusDokumen.DIMINTA
    work()
    dokumen.refresh_from_db()
    assert dokumen.status == StatusDokumen.GAGAL
    assert dokumen.pesan.startswith("Laporan tidak dapat dibuat setelah 2 kali dicoba.")
    assert not OutboxTask.objects.open().exists()
    assert OutboxTask.objects.failed().count() == 1
    settings.ASSET_DIR = built
    dokumen_retry(actor=kantor.user["camat"], dokumen=dokumen)
    work()
    dokumen.refresh_from_db()
    assert (dokumen.status, dokumen.pesan) == (StatusDokumen.SELESAI, "")
    assert len(files(media)) == 1


def test_only_a_failed_document_is_asked_for_anew(kantor: Kantor) -> None:
    dokumen = ask(kantor)
    with pytest.raises(ActRefused, match="sudah dibuat atau sedang dibuat"):
        dokumen_retry(actor=kantor.user["camat"], dokumen=dokumen)
    Dokumen.objects.filter(pk=dokumen.pk).update(status=StatusDokumen.GAGAL)
    Penugasan.objects.all().delete()
    kantor.pegawai["camat"].penempatan.all().delete()
    del kantor.user["camat"].lingkup
    with pytest.raises(PermissionDenied):
        dokumen_retry(actor=kantor.user["camat"], dokumen=dokumen)


def test_a_work_that_kills_its_worker_every_time_is_given_up(kantor: Kantor, settings: Any) -> None:
    dokumen = ask(kantor)
    OutboxTask.objects.update(attempts=settings.OUTBOX_MAX_ATTEMPTS)
    work()
    dokumen.refresh_from_db()
    assert dokumen.status == StatusDokumen.GAGAL
    assert "setelah 8 kali dicoba" in dokumen.pesan


def test_a_document_with_too_many_rows_fails_at_once_in_words(kosong: Kantor) -> None:
    months = kosong.bulan[:2]
    kosong.bulan = months
    for number in range(MAX_ROWS // 2 + 1):
        kosong.nomor = number
        kosong.add_target(f"I-{number}", f"Indikator {number}", unit="BW", pengisi="camat", pegawai="camat")
    dokumen = dokumen_request(
        actor=kosong.user["camat"], jenis=PEGAWAI, periode=months[-1], pegawai=kosong.pegawai["camat"]
    )
    work()
    dokumen.refresh_from_db()
    assert dokumen.status == StatusDokumen.GAGAL
    assert "paling banyak 2.000" in dokumen.pesan
    assert not OutboxTask.objects.open().exists()


# --- With real commits, real processes and real locks ------------------------------------------------------------
real = pytest.mark.django_db(transaction=True)


@real
def test_two_presses_at_once_are_one_document(kantor_nyata: Kantor) -> None:
    barrier, found = threading.Barrier(2), []

    def press() -> None:
        barrier.wait()
        try:
            found.append(ask(kantor_nyata).pk)
        finally:
            connections.close_all()

    presses = [threading.Thread(target=press) for _number in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert len(found) == 2
    assert len(set(found)) == 1
    assert Dokumen.objects.count() == 1


@real
def test_the_file_of_a_lost_transaction_is_removed(kantor_nyata: Kantor, media: Path) -> None:
    dokumen = ask(kantor_nyata)
    # As an earlier attempt left it, so that only the last write of the row is in the way.
    Dokumen.objects.filter(pk=dokumen.pk).update(berkas="dokumen/aa/sama.pdf")
    database = connection.settings_dict
    with psycopg.connect(dbname=database["NAME"], user=database["USER"], host=database["HOST"]) as other:
        other.execute("SELECT 1 FROM kinerja_dokumen WHERE id = %s FOR UPDATE", [dokumen.pk])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        with pytest.raises(OperationalError):
            dokumen_render(dokumen.pk)
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    assert files(media) == []
    dokumen.refresh_from_db()
    assert dokumen.status == StatusDokumen.DIMINTA
    assert dokumen_render(dokumen.pk)
    assert [path.name for path in files(media)] == ["sama.pdf"]


KILLED = """
import os, signal
import django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = os.environ["BERKAS_UJI"]
from kinerja.services import dokumen_render as module
module._finish = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
module.dokumen_render(int(os.environ["DOKUMEN"]))
"""


@real
def test_a_worker_killed_after_writing_leaves_no_orphan(kantor_nyata: Kantor, media: Path) -> None:
    dokumen = ask(kantor_nyata)
    surroundings = environment(media, DOKUMEN=str(dokumen.pk))
    done = subprocess.run([sys.executable, "-c", KILLED], env=surroundings, cwd=PROJECT_DIR, check=False)
    assert done.returncode == -signal.SIGKILL
    (written,) = files(media)
    assert dokumen_render(dokumen.pk)
    dokumen.refresh_from_db()
    assert files(media) == [written] == [Path(dokumen.berkas.path)]
    assert hashlib.sha256(written.read_bytes()).hexdigest() == dokumen.sha256


@pytest.fixture
def worker(kantor_nyata: Kantor, media: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A real Celery worker on this test's database."""
    command = [sys.executable, "-m", "celery", "-A", "binawidya", "worker", "--concurrency=1", "--loglevel=warning"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    process = subprocess.Popen(command, env=environment(media), cwd=PROJECT_DIR)
    yield process
    process.terminate()
    process.wait(timeout=30)


def wait_for(dokumen: Dokumen, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while dokumen.status == StatusDokumen.DIMINTA and time.monotonic() < end:
        time.sleep(0.2)
        dokumen.refresh_from_db()


@real
def test_a_real_worker_makes_both_documents(kantor_nyata: Kantor, worker: "subprocess.Popen[bytes]") -> None:
    staf = kantor_nyata.pegawai["staf"]
    unit = ask(kantor_nyata)
    pegawai = dokumen_request(
        actor=kantor_nyata.user["staf"], jenis=PEGAWAI, periode=kantor_nyata.periode, pegawai=staf
    )
    for dokumen in (unit, pegawai):
        wait_for(dokumen)
        assert dokumen.status == StatusDokumen.SELESAI
        written = project.VAR_DIR / "berkas-uji" / str(dokumen.berkas.name)
        assert hashlib.sha256(written.read_bytes()).hexdigest() == dokumen.sha256
        written.unlink()
    assert worker.poll() is None
