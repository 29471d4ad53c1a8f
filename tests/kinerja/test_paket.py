"""All documents of a unit at once: shared by workers, whole in the end, and honest about what could not be made."""

import io
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import kinerja.tasks  # noqa: F401 registers what the outbox calls
from binawidya.organisasi.models import Penugasan, User
from binawidya.settings.environment import PROJECT_DIR
from binawidya.umum import outbox
from binawidya.umum.errors import ActRefused
from binawidya.umum.models import OutboxTask
from kinerja.enums import JenisDokumen, StatusDokumen, StatusPaket
from kinerja.jenis_dokumen import kinds
from kinerja.models import Dokumen, PaketDokumen
from kinerja.services import paket_kerja
from kinerja.services.paket import PALING_BANYAK_BERJALAN, paket_cancel, paket_request, paket_retry
from kinerja.services.paket_kerja import paket_plan, paket_work
from tests.kinerja.conftest import Kantor, environment

PEGAWAI = JenisDokumen.LAPORAN_PEGAWAI
UNIT = JenisDokumen.LAPORAN_UNIT
Masuk = Callable[[User], Client]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


def staff(kantor: Kantor, jumlah: int, mulai: int = 0) -> None:
    """People with a target of their own, until there are so many."""
    for number in range(mulai, jumlah):
        kode = f"P-{number:02d}"
        kantor.add_pegawai(kode, f"Pegawai Ke-{number:02d}", "BW-3-1")
        kantor.add_target(kode, f"Kerja {number}", unit="BW-3-1", pengisi=kode, pegawai=kode)


def ask(kantor: Kantor, jenis: JenisDokumen = PEGAWAI, unit: str = "BW", who: str = "camat") -> PaketDokumen:
    return paket_request(
        actor=kantor.user[who], jenis=jenis, unit_kerja=kantor.unit[unit], periode=kantor.periode
    )  # fmt: skip


def work() -> None:
    """Run what the outbox has due, and what that makes due."""
    while due := [*OutboxTask.objects.open().order_by("pk").values_list("pk", flat=True)]:
        done = [outbox.run(pk) for pk in due]
        assert any(done), [*OutboxTask.objects.exclude(last_error="").values("last_error")]


def archive(paket: PaketDokumen) -> zipfile.ZipFile:
    with paket.berkas.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def table(found: zipfile.ZipFile) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(found.read("daftar-isi.xlsx"))).active
    return [*sheet.iter_rows(min_row=2, values_only=True)]  # type: ignore[union-attr]


def test_a_leader_gets_the_reports_of_everybody_below_in_one_file(kantor: Kantor, masuk: Masuk) -> None:
    staff(kantor, 2)
    client = masuk(kantor.user["camat"])
    data = {"jenis": PEGAWAI.value, "subjek": kantor.unit["BW"].pk, "periode": kantor.periode.slug}
    answer = client.post("/laporan/paket/buat/", data)
    paket = PaketDokumen.objects.get()
    assert answer["Location"] == f"/laporan/paket/{paket.pk}/"
    assert "Menyusun daftar dokumen" in client.get(answer["Location"]).text
    work()
    paket.refresh_from_db()
    assert (paket.status, paket.jumlah) == (StatusPaket.SELESAI, 3)
    assert "3 dari 3 dibuat" in client.get(answer["Location"]).text
    fetched = client.get(f"/laporan/paket/{paket.pk}/unduh/")
    found = zipfile.ZipFile(io.BytesIO(b"".join(fetched.streaming_content)))  # type: ignore[attr-defined]
    assert found.testzip() is None
    rows = table(found)
    assert [row[1] for row in rows] == [f"Pegawai Ke-{n:02d}" for n in range(2)] + ["Rizky Ananda Putra"]
    for row in rows:
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(found.read(row[2]))).pages)
        assert row[1] in text and row[3] in text
    # They do not crowd the list of single reports.
    assert "Pegawai Ke-00" not in client.get("/laporan/").text


def test_a_package_of_units_holds_every_unit_that_promised_something(kantor: Kantor) -> None:
    paket = ask(kantor, UNIT)
    work()
    paket.refresh_from_db()
    names = [row[1] for row in table(archive(paket))]
    assert names == [kantor.unit[kode].nama for kode in ("BW", "BW-1", "BW-2", "BW-3")]


def test_who_may_not_read_the_unit_gets_no_package(kantor: Kantor, masuk: Masuk) -> None:
    with pytest.raises(PermissionDenied):
        ask(kantor, who="staf")
    with pytest.raises(PermissionDenied):
        ask(kantor, who="lurah")
    assert ask(kantor, unit="BW-3", who="lurah").unit_kerja == kantor.unit["BW-3"]
    assert masuk(kantor.user["staf"]).get("/laporan/paket/").status_code == 403


def test_a_package_is_seen_by_nobody_else(kantor: Kantor, masuk: Masuk) -> None:
    paket = ask(kantor)
    client = masuk(kantor.user["lurah"])
    assert client.get(f"/laporan/paket/{paket.pk}/").status_code == 404
    assert client.post(f"/laporan/paket/{paket.pk}/batal/").status_code == 404


def test_a_leader_who_was_moved_away_cannot_fetch_the_package(kantor: Kantor, masuk: Masuk) -> None:
    paket = ask(kantor)
    work()
    Penugasan.objects.all().delete()
    kantor.pegawai["camat"].penempatan.update(memimpin=False)
    assert masuk(kantor.user["camat"]).get(f"/laporan/paket/{paket.pk}/unduh/").status_code == 403


def test_one_document_that_cannot_be_drawn_does_not_stop_the_others(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch, masuk: Masuk
) -> None:
    staff(kantor, 3)
    broken = kantor.pegawai["P-01"]
    draw = paket_kerja.PEMBUAT[PEGAWAI].gambar

    def drawn(dokumen: Dokumen, gathered: Any) -> Any:
        if dokumen.pegawai_id == broken.pk:
            raise ValueError("a name that no font has")
        return draw(dokumen, gathered)

    with monkeypatch.context() as patch:
        maker = replace(paket_kerja.PEMBUAT[PEGAWAI], gambar=drawn)
        patch.setattr(paket_kerja, "PEMBUAT", {PEGAWAI: maker})
        paket = ask(kantor)
        work()
    paket.refresh_from_db()
    assert paket.status == StatusPaket.SELESAI
    rows = {row[1]: row for row in table(archive(paket))}
    assert rows[broken.nama][2] is None and "tidak dapat digambar" in rows[broken.nama][5]
    assert len([row for row in rows.values() if row[2]]) == 3
    page = masuk(kantor.user["camat"]).get(f"/laporan/paket/{paket.pk}/").text
    assert broken.nama in page and "Coba lagi yang gagal" in page
    first = dict(Dokumen.objects.filter(status=StatusDokumen.SELESAI).values_list("pk", "sha256"))
    paket_retry(actor=kantor.user["camat"], paket=paket)
    work()
    paket.refresh_from_db()
    assert len([row for row in table(archive(paket)) if row[2]]) == 4
    # What was made before was not made again.
    assert first.items() <= dict(Dokumen.objects.values_list("pk", "sha256")).items()


def test_a_database_that_is_away_fails_no_document(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    paket = ask(kantor)

    def away(*_arguments: Any) -> Any:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(paket_kerja, "store", away)
        for _round in range(2):
            for pk in OutboxTask.objects.open().values_list("pk", flat=True):
                outbox.run(pk)
    assert not Dokumen.objects.filter(status=StatusDokumen.GAGAL).exists()
    OutboxTask.objects.update(started_at=None)
    work()
    paket.refresh_from_db()
    assert paket.status == StatusPaket.SELESAI


def test_a_cancelled_package_stops_and_can_be_resumed(kantor: Kantor) -> None:
    staff(kantor, 1)
    paket = ask(kantor)
    assert paket_plan(paket.pk) == 2
    paket_cancel(actor=kantor.user["camat"], paket=paket)
    work()
    assert not Dokumen.objects.filter(status=StatusDokumen.SELESAI).exists()
    with pytest.raises(ActRefused):
        paket_cancel(actor=kantor.user["camat"], paket=paket)
    paket_retry(actor=kantor.user["camat"], paket=paket)
    work()
    paket.refresh_from_db()
    assert paket.status == StatusPaket.SELESAI
    with pytest.raises(ActRefused):
        paket_retry(actor=kantor.user["camat"], paket=paket)


def test_pressing_twice_makes_one_package_and_four_at_once_are_too_many(kantor: Kantor) -> None:
    assert ask(kantor) == ask(kantor)
    others = [ask(kantor, unit=unit) for unit in ("BW-1", "BW-2")]
    assert len({ask(kantor), *others}) == PALING_BANYAK_BERJALAN
    with pytest.raises(ActRefused, match="masih dibuat"):
        ask(kantor, unit="BW-3")


def test_a_part_that_is_delivered_twice_is_made_once(kantor: Kantor) -> None:
    staff(kantor, 1)
    paket = ask(kantor)
    paket_plan(paket.pk)
    pks = [*Dokumen.objects.order_by("pk").values_list("pk", flat=True)]
    assert paket_work(paket.pk, pks[0], pks[-1]) == 2
    assert paket_work(paket.pk, pks[0], pks[-1]) == 0
    assert paket_plan(paket.pk) == 0
    assert Dokumen.objects.count() == 2


def test_every_kind_that_comes_in_packages_is_gathered_at_once() -> None:
    assert [kind for kind in kinds(paket=True) if paket_kerja.PEMBUAT[kind].banyak is None] == []


def test_gathering_costs_the_same_for_few_and_for_many(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn is left out, so that only the reading is counted."""
    counts = []
    for mulai, jumlah in ((0, 2), (2, 20)):
        staff(kantor, jumlah, mulai)
        paket = ask(kantor, unit="BW-3")
        paket_plan(paket.pk)
        documents = [*paket.dokumen.select_related("oleh", "periode", "unit_kerja", "pegawai")]
        with CaptureQueriesContext(connection) as queries:
            gathered = paket_kerja.PEMBUAT[PEGAWAI].kumpulkan_banyak(documents)
        assert len(gathered) == len(documents) == jumlah + 1
        counts.append(len(queries))
        paket_cancel(actor=kantor.user["camat"], paket=paket)
    assert counts[0] == counts[1]


KILLED = """
import os, signal
import django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = os.environ["BERKAS_UJI"]
from kinerja.services import paket_kerja
from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask
import kinerja.tasks
store, seen = paket_kerja.store, []
def second(dokumen, pdf):
    seen.append(dokumen)
    if len(seen) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return store(dokumen, pdf)
paket_kerja.store = second
for _step in range(2):
    for pk in OutboxTask.objects.open().order_by("pk").values_list("pk", flat=True):
        outbox.run(pk)
"""


def test_a_worker_killed_in_the_middle_costs_no_document(kantor_nyata: Kantor, media: Path) -> None:
    staff(kantor_nyata, 3)
    paket = ask(kantor_nyata)
    done = subprocess.run([sys.executable, "-c", KILLED], env=environment(media), cwd=PROJECT_DIR, check=False)
    assert done.returncode == -signal.SIGKILL
    assert Dokumen.objects.filter(status=StatusDokumen.SELESAI).count() == 1
    begun = Dokumen.objects.exclude(berkas="").filter(status=StatusDokumen.DIMINTA)
    assert begun.count() == 1
    work()
    paket.refresh_from_db()
    assert (paket.status, paket.jumlah) == (StatusPaket.SELESAI, 4)
    assert len([row for row in table(archive(paket)) if row[2]]) == 4
    assert len([path for path in media.rglob("*") if path.is_file()]) == 5
