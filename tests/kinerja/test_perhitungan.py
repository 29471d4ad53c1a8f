"""Runs that workers share: the same bytes however often they are interrupted, repeated, joined or delivered twice."""

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from binawidya.umum.errors import ActRefused
from binawidya.umum.models import OutboxTask
from indikator.models import Capaian, KebijakanSkor, TargetIndikator
from indikator.services.kebijakan_skor import IsiKebijakan, IsiKelas, kebijakan_skor_create
from kinerja.enums import SebabPerhitungan, StatusPerhitungan
from kinerja.models import BagianPerhitungan, PemeriksaanSkor, Perhitungan, SkorPegawai
from kinerja.services import perhitungan as service
from kinerja.services.pemeriksaan import pemeriksaan_record, pemeriksaan_schedule
from kinerja.services.penutupan import isi_periode
from kinerja.services.perhitungan import perhitungan_cancel, perhitungan_request, perhitungan_work
from kinerja.services.skor import skor_calculate_periode, skor_calculate_sendiri, skor_calculate_target
from tests.kinerja.panggung import Panggung, panggung_bersama, work


def two_open_months(panggung: Panggung) -> None:
    """January and February are open; January has figures."""
    panggung.open(0, 1)
    for n, target in enumerate(panggung.diisi):
        if target.target_bulan(1) is not None:
            panggung.report(target, 0, 12 + n)
    work()


@pytest.fixture(scope="module")
def dasar(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Panggung]:
    with django_db_blocker.unblock(), panggung_bersama(two_open_months) as panggung:
        yield panggung


@pytest.fixture
def panggung(db: None, dasar: Panggung, settings: Any) -> Panggung:
    """Two open months with figures; runs are cut into five parts."""
    settings.SKOR_TARGET_BAGIAN = 2
    return copy.deepcopy(dasar)


def digest(panggung: Panggung, bulan: int = 0) -> str:
    return isi_periode(panggung.periode[bulan].pk, panggung.kebijakan.pk).sidik


def forget() -> None:
    """As before anything was ever computed."""
    with connection.cursor() as cursor:
        for table in ("kinerja_skorberkala", "kinerja_skorunit", "kinerja_skorpegawai", "indikator_capaian"):
            cursor.execute(f"DELETE FROM {table}")


def ask(panggung: Panggung, bulan: int = 0) -> Perhitungan:
    run = perhitungan_request(periode=panggung.periode[bulan], sebab=SebabPerhitungan.PERMINTAAN)
    assert run is not None
    return run


def test_parts_lead_to_the_same_bytes_as_the_whole_and_a_second_message_finds_nothing_to_do(panggung: Panggung) -> None:
    before = digest(panggung)
    forget()
    assert digest(panggung) != before, "control: the digest sees what is missing"
    run = ask(panggung)
    assert (run.jumlah_bagian, perhitungan_work(run.pk)) == (5, 5)
    assert digest(panggung) == before
    run.refresh_from_db()
    assert run.status == StatusPerhitungan.SELESAI
    assert perhitungan_work(run.pk) == 0
    assert skor_calculate_periode(periode_id=panggung.periode[0].pk) == 0, "parts leave nothing for the whole to mend"


def test_a_worker_that_dies_in_the_middle_leaves_its_part_to_the_next(
    panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real, begun = digest(panggung), service.skor_calculate_periode, []
    forget()

    def dies_at_the_third(**kwargs: Any) -> int:
        begun.append(1)
        written = real(**kwargs)
        if len(begun) == 3:
            raise ConnectionError
        return written

    monkeypatch.setattr(service, "skor_calculate_periode", dies_at_the_third)
    run = ask(panggung)
    with pytest.raises(ConnectionError):
        perhitungan_work(run.pk)
    assert BagianPerhitungan.objects.filter(perhitungan=run, versi=1).count() == 2
    assert perhitungan_work(run.pk) == 3
    assert digest(panggung) == before


@pytest.mark.parametrize("bergabung", [True, False], ids=["bergabung", "kontrol"])
def test_who_asks_while_a_run_is_open_joins_it_and_no_change_is_lost(bergabung: bool, panggung: Panggung) -> None:
    run = ask(panggung)
    assert service._one(run.pk)
    # The change touches the part that is done already.
    TargetIndikator.objects.filter(pegawai__isnull=False).update(bobot=7)
    if bergabung:
        assert ask(panggung).pk == run.pk
    else:
        BagianPerhitungan.objects.filter(perhitungan=run).update(versi=1)
    perhitungan_work(run.pk)
    assert Perhitungan.objects.terbuka().count() == 0
    assert (skor_calculate_periode(periode_id=panggung.periode[0].pk) == 0) is bergabung


def test_a_cancelled_run_begins_no_further_part(panggung: Panggung) -> None:
    run = ask(panggung)
    service._one(run.pk)
    perhitungan_cancel(actor=panggung.atasan, perhitungan=run)
    assert perhitungan_work(run.pk) == 0
    assert BagianPerhitungan.objects.filter(perhitungan=run, versi=1).count() == 1
    with pytest.raises(ActRefused, match="dibatalkan"):
        perhitungan_cancel(actor=panggung.atasan, perhitungan=run)


def test_a_clock_started_twice_asks_once(panggung: Panggung) -> None:
    pemeriksaan_schedule()
    pemeriksaan_schedule()
    assert OutboxTask.objects.open().filter(event="skor.diperiksa").count() == 2, "one for each open month"
    assert OutboxTask.objects.open().filter(event="penutupan.diperiksa").count() == 1
    work()
    assert {row.selisih for row in PemeriksaanSkor.objects.all()} == {0}
    assert pemeriksaan_schedule() == 0, "looked at a moment ago"


def test_the_nightly_look_finds_what_is_wrong_and_has_it_mended(panggung: Panggung) -> None:
    before = digest(panggung)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE indikator_capaian SET capaian = capaian - 1 WHERE capaian > 1")
    found = pemeriksaan_record(periode_id=panggung.periode[0].pk)
    assert 0 < found.selisih < found.diperiksa
    work()
    assert digest(panggung) == before
    assert pemeriksaan_record(periode_id=panggung.periode[0].pk).selisih == 0


def test_new_rules_reach_the_open_month_and_leave_the_closed_one(panggung: Panggung) -> None:
    panggung.close(0)
    work()
    closed, opened = digest(panggung), digest(panggung, 1)
    old = IsiKebijakan.dari(panggung.kebijakan)
    isi = IsiKebijakan(
        **{name: getattr(old, name) for name in old.__slots__ if name not in {"batas_atas", "skala"}},
        batas_atas=Decimal(90),
        skala=(IsiKelas("Baik", "k4", Decimal(80), True), IsiKelas("Kurang", "k1", None, False)),
    )
    made = kebijakan_skor_create(actor=panggung.atasan, tahun=2026, isi=isi, alasan="Perwako baru.", dilihat=1)
    work()
    assert digest(panggung) == closed
    assert digest(panggung, 1) != opened
    assert {row.kebijakan_id for row in SkorPegawai.objects.filter(periode=panggung.periode[1])} == {made.pk}
    assert max(row.capaian or 0 for row in Capaian.objects.filter(periode=panggung.periode[1])) <= 90
    assert KebijakanSkor.objects.untuk(2026) == made


def test_the_own_score_is_right_at_once_and_the_unit_follows_in_a_worker(panggung: Panggung) -> None:
    part, owner = panggung.target[3], panggung.target[3].pegawai_id or 0
    panggung.report(panggung.target[4], 1, 11)
    work()
    panggung.report(part, 1, 20)
    skor_calculate_sendiri(target_ids=[part.pk], periode_id=panggung.periode[1].pk)
    right = panggung.seharusnya(1)
    assert panggung.tersimpan(1)["skor", owner] == right["skor", owner]
    assert panggung.tersimpan(1)["capaian", panggung.target[0].pk] != right["capaian", panggung.target[0].pk]
    work()
    assert panggung.tersimpan(1) == panggung.seharusnya(1)


def test_a_changed_plan_reaches_every_open_month(panggung: Panggung) -> None:
    target = panggung.target[7]
    TargetIndikator.objects.filter(pk=target.pk).update(bobot=90)
    target.refresh_from_db()
    assert skor_calculate_target(target_ids=[target.pk]) > 0
    assert [panggung.tersimpan(n) == panggung.seharusnya(n) for n in (0, 1)] == [True, True]
