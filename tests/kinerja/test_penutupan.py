"""A closed month is a fixed record that proves itself: sealed, chained, guarded by the database."""

import copy
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from binawidya.organisasi.models import Pegawai, Periode
from binawidya.organisasi.services.pembukaan_unit import pembukaan_unit_create, pembukaan_unit_end
from binawidya.organisasi.services.periode import periode_reopen
from indikator.models import Capaian, TargetIndikator
from kinerja.models import PemeriksaanPenutupan, Penutupan, SkorPegawai
from kinerja.services.penutupan import penutupan_verify
from kinerja.services.perhitungan import perhitungan_mulai
from tests.kinerja.panggung import Panggung, panggung_bersama, work


def january_closed(panggung: Panggung) -> None:
    panggung.open(0, 1)
    panggung.report(panggung.target[7], 0, 16)
    panggung.close(0)
    work()


@pytest.fixture(scope="module")
def dasar(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Panggung]:
    with django_db_blocker.unblock(), panggung_bersama(january_closed) as panggung:
        yield panggung


@pytest.fixture
def panggung(db: None, dasar: Panggung) -> Panggung:
    """January is closed and sealed, February open."""
    return copy.deepcopy(dasar)


def refused(sql: str, *parameters: object) -> str:
    """What the database says when somebody goes behind the pages."""
    with pytest.raises(DatabaseError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
    return str(raised.value)


def test_closing_seals_the_month_and_a_second_message_adds_nothing(panggung: Panggung) -> None:
    link = Penutupan.objects.get()
    assert (link.nomor, link.periode_id, link.sebelum) == (1, panggung.periode[0].pk, "")
    assert (link.jumlah_capaian, link.jumlah_pegawai, link.jumlah_unit) == (10, 3, 1)
    perhitungan_mulai(periode_id=panggung.periode[0].pk)
    assert Penutupan.objects.count() == 1


@pytest.mark.parametrize(
    "tabel", ["indikator_capaian", "kinerja_skorpegawai", "kinerja_skorunit", "kinerja_skorberkala"]
)
@pytest.mark.parametrize(
    "perintah", ["UPDATE {} SET kelas = 'x' WHERE periode_id = %s", "DELETE FROM {} WHERE periode_id = %s"]
)
def test_nobody_changes_the_figures_of_a_sealed_month(tabel: str, perintah: str, panggung: Panggung) -> None:
    assert "sudah ditutup" in refused(perintah.format(tabel), panggung.periode[0].pk)
    with connection.cursor() as cursor:  # control: the open month may be changed
        cursor.execute(perintah.format(tabel), [panggung.periode[1].pk])


def test_reopening_and_closing_again_adds_a_link_and_replaces_none(panggung: Panggung) -> None:
    first = Penutupan.objects.get()
    periode_reopen(actor=panggung.atasan, periode=panggung.periode[0], alasan="Bukti susulan.")
    panggung.report(panggung.target[8], 0, 3)
    panggung.close(0)
    work()
    second, kept = Penutupan.objects.all()
    assert kept == first and kept.sidik == first.sidik
    assert (second.nomor, second.sebelum) == (2, first.sidik)
    assert second.isi != first.isi
    assert penutupan_verify() == 0
    assert [row.utuh for row in PemeriksaanPenutupan.objects.all()] == [True, True]


def test_what_one_unit_hands_in_again_counts_with_a_new_link_when_its_time_is_over(panggung: Panggung) -> None:
    month, target = panggung.periode[0], panggung.target[8]
    first = Penutupan.objects.get()
    before = Capaian.objects.get(target=target, periode=month)
    row = pembukaan_unit_create(
        actor=panggung.atasan,
        periode=month,
        unit_kerja=target.unit_kerja,
        alasan="Bukti susulan.",
        sampai=timezone.now() + timedelta(days=1),
    )
    panggung.report(target, 0, 3)
    work()
    assert Capaian.objects.get(target=target, periode=month).dihitung_at == before.dihitung_at, (
        "sealed while it is open"
    )
    pembukaan_unit_end(actor=panggung.atasan, pembukaan=row)
    work()
    assert Capaian.objects.get(target=target, periode=month).realisasi == 3
    kept, second = sorted(Penutupan.objects.all(), key=lambda link: link.nomor)
    assert (kept.sidik, second.nomor, second.sebelum) == (first.sidik, 2, first.sidik)
    assert penutupan_verify() == 0


def test_a_link_cannot_be_changed_or_removed(panggung: Panggung) -> None:
    assert "update" in refused("UPDATE kinerja_penutupan SET isi = 'x'").lower()
    assert "delete" in refused("DELETE FROM kinerja_penutupan").lower()


@pytest.mark.parametrize("apa", ["angka", "mata_rantai"])
def test_a_change_behind_the_guards_is_found(apa: str, panggung: Panggung) -> None:
    assert penutupan_verify() == 0, "control"
    with connection.cursor() as cursor:  # as an intruder with the rights of the owner would
        cursor.execute("SET session_replication_role = replica")
        if apa == "angka":
            cursor.execute("UPDATE kinerja_skorpegawai SET nilai = nilai + 0.000001 WHERE nilai IS NOT NULL")
        else:
            cursor.execute("UPDATE kinerja_penutupan SET jumlah_unit = 2")
        cursor.execute("SET session_replication_role = origin")
    assert penutupan_verify() == 1
    assert PemeriksaanPenutupan.objects.first().utuh is False  # type: ignore[union-attr]


def test_what_a_figure_points_to_is_not_deleted_under_it(panggung: Panggung) -> None:
    capaian = Capaian.objects.filter(periode=panggung.periode[1]).first()
    assert capaian is not None
    for table, pk in (
        ("indikator_targetindikator", capaian.target_id),
        ("indikator_kebijakanskor", capaian.kebijakan_id),
        ("organisasi_periode", capaian.periode_id),
        ("organisasi_pegawai", SkorPegawai.objects.first().pegawai_id),  # type: ignore[union-attr]
    ):
        said = refused(f"DELETE FROM {table} WHERE id = %s", pk)
        assert "masih dipakai" in said or "foreign key" in said, said
    assert TargetIndikator.objects.count() == 10
    assert Periode.objects.count() == 4
    assert Pegawai.objects.count() == 3
