"""What an admin reads when the worker cannot do it, however often it tries."""

import pytest
from celery import current_app
from django.conf import LazySettings
from django.db import connection

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.models import Impor, Pegawai
from binawidya.organisasi.services.impor import impor_approve
from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask
from tests.organisasi.dunia import Dunia, nip

# A disk that is full for new rows of one table, and lets everything else through.
PENUH = """
CREATE FUNCTION penuh() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER penuh BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION penuh();
"""


def _fill_the_disk(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(PENUH.format(table=table))


@pytest.fixture
def dua_kali(settings: LazySettings) -> None:
    current_app.loader.import_default_modules()
    settings.OUTBOX_MAX_ATTEMPTS = 2


def _try_until_given_up(impor: Impor) -> Impor:
    row = OutboxTask.objects.open().latest("pk")
    assert not outbox.run(row.pk)
    impor.refresh_from_db()
    assert impor.berjalan, "one failure is not the end"
    assert not outbox.run(row.pk)
    row.refresh_from_db()
    assert row.failed_at is not None
    impor.refresh_from_db()
    return impor


def test_admin_is_told_when_a_file_cannot_be_read(dunia: Dunia, dua_kali: None) -> None:
    impor = dunia.unggah(dunia.berkas([nip(50), "Fajar", "Kelurahan Delima", "Staf"]))
    _fill_the_disk("organisasi_imporbaris")
    _try_until_given_up(impor)
    assert impor.status == StatusImpor.GAGAL
    assert "Unggah lagi" in impor.pesan


def test_admin_gets_the_preview_back_when_it_cannot_be_applied(dunia: Dunia, dua_kali: None) -> None:
    impor = dunia.periksa([nip(50), "Fajar", "Kelurahan Delima", "Staf"])
    impor_approve(actor=dunia.user["admin"], impor=impor, lewati_ditolak=False)
    _fill_the_disk("organisasi_pegawai")
    _try_until_given_up(impor)
    assert impor.status == StatusImpor.SIAP
    assert "tidak ada yang diubah" in impor.pesan
    assert not Pegawai.objects.filter(nip=nip(50)).exists()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER penuh ON organisasi_pegawai")
    dunia.terapkan(impor)
    assert impor.status == StatusImpor.SELESAI


def test_a_file_that_kills_its_worker_every_time_is_given_up(dunia: Dunia, dua_kali: None) -> None:
    impor = dunia.unggah(dunia.berkas([nip(50), "Fajar", "Kelurahan Delima", "Staf"]))
    OutboxTask.objects.update(attempts=2)
    assert not outbox.run(OutboxTask.objects.get().pk)
    impor.refresh_from_db()
    assert impor.status == StatusImpor.GAGAL
    assert OutboxTask.objects.get().last_error.startswith("WorkerLostError")
