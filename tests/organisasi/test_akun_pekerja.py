"""Bulk acts on accounts by real workers: asked for on a page, watched, killed in the middle, finished by the next."""

from datetime import date
from typing import Any

import psycopg
import pytest
from django.test import Client

from binawidya.organisasi.models import AksiAkun, Jabatan, Pegawai, Penempatan, Undangan, User
from binawidya.organisasi.services.akun_aksi import CHUNK
from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask
from tests.kantor import DULU, Kantor
from tests.pekerja import Pekerja, until
from tests.serentak import another_connection

ORANG = CHUNK * 3


def rombongan(kantor: Kantor) -> list[Pegawai]:
    """Many new people of one section, with an e-mail address and without an account."""
    people = Pegawai.objects.bulk_create(
        Pegawai(
            nip=f"19950101202012{n % 2 + 1}{n:03d}",
            nama=f"Orang {n:03d}",
            email=f"o{n}@kantor.example",
            jenis_kelamin="L",
            tanggal_lahir=date(1995, 1, 1),
        )
        for n in range(ORANG)
    )
    title = Jabatan.objects.create(nama="Anggota rombongan")
    Penempatan.objects.bulk_create(
        Penempatan(pegawai=one, unit_kerja=kantor.unit["pelayanan"], jabatan=title, tmt_mulai=DULU) for one in people
    )
    return people


def minta(kantor: Kantor, aksi: str, jumlah: int, **more: str) -> str:
    """Ask for an act on everybody who was found; returns where it can be watched."""
    client = Client()
    client.force_login(kantor.user["admin_kepegawaian"])
    response = client.post(f"/akun/kelola/{aksi}/", {"semua": "1", "cari": "Orang", "jumlah": str(jumlah), **more})
    assert response.status_code == 302
    return str(response["Location"])


def selesai() -> Any:
    return until(lambda: AksiAkun.objects.filter(status="selesai").first())


@pytest.fixture
def orang(kantor_nyata: Kantor, broker: Pekerja) -> Kantor:
    broker.start_broker()
    rombongan(kantor_nyata)
    return kantor_nyata


def test_a_worker_makes_accounts_and_invites_who_can_be_written_to(orang: Kantor, broker: Pekerja) -> None:
    Pegawai.objects.filter(nama="Orang 007").update(email="")
    page = minta(orang, "buat", ORANG, kirim="on")
    client = Client()
    client.force_login(orang.user["admin_kepegawaian"])
    assert "Membuat akun" in client.get(page).content.decode()
    assert 'hx-trigger="every 1s"' in client.get(page, headers={"HX-Request": "true"}).content.decode()
    broker.start_worker()
    assert selesai().ringkasan == {"dibuat": ORANG, "gagal_dibuat": 0, "diundang": ORANG - 1, "tidak_terkirim": 0}
    assert client.get(page, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert Pegawai.objects.filter(nama__startswith="Orang", user=None).count() == 0


def blocked(held: "psycopg.Connection[Any]", name: str) -> None:
    """Let the worker come to this person and no further."""
    user = User.objects.get(pegawai__nama=name)
    held.execute("SELECT 1 FROM organisasi_user WHERE id = %s FOR UPDATE", [user.pk])


def waiting() -> bool:
    with another_connection() as watcher:
        found = watcher.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").fetchone()
    return bool(found and found[0])


def test_invitations_of_a_worker_that_was_killed_are_finished_by_the_next(orang: Kantor, broker: Pekerja) -> None:
    minta(orang, "buat", ORANG)
    broker.start_worker()
    assert selesai()
    AksiAkun.objects.all().delete()
    with another_connection() as held:
        held.autocommit = False
        blocked(held, f"Orang {CHUNK + 10:03d}")
        minta(orang, "undang", ORANG)
        due = OutboxTask.objects.open().get()
        assert until(waiting, 30), "the worker is in the middle"
        assert AksiAkun.objects.get().jumlah_selesai == CHUNK, "what is done can be seen"
        broker.kill_worker(broker.workers[-1])
    before = set(Undangan.objects.values_list("pk", flat=True))
    assert len(before) == CHUNK
    broker.start_worker()

    def sent_again() -> bool:
        OutboxTask.objects.update(available_at=due.created_at)
        outbox.relay()
        return not OutboxTask.objects.open().exists()

    assert until(sent_again)
    satu = AksiAkun.objects.get()
    assert (satu.status, satu.ringkasan["diundang"]) == ("selesai", ORANG)
    kept = Undangan.objects.open().exclude(dikirim_at=None)
    assert kept.count() == Undangan.objects.count() == ORANG, "nobody was written to twice"
    assert before <= set(kept.values_list("pk", flat=True)), "a letter that had left stays good"
