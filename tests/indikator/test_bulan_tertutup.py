"""A closed month is protected by the database itself; one unit may be opened again for a while, and that ends alone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Pemberitahuan, PembukaanUnit, Periode
from binawidya.organisasi.services.pembukaan_unit import pembukaan_unit_create, pembukaan_unit_end
from binawidya.organisasi.services.periode import periode_close, periode_lock, periode_open
from binawidya.organisasi.services.periode_jadwal import periode_advance
from binawidya.umum.errors import ActRefused, ValidationError
from binawidya.umum.models import OutboxTask
from indikator.enums import StatusRealisasi
from indikator.models import Bukti, Realisasi
from indikator.services.isian import Isian
from indikator.services.realisasi import realisasi_record, realisasi_submit
from indikator.services.verifikasi import realisasi_approve
from tests.kantor import Kantor
from tests.serentak import another_connection

SEMENIT = timedelta(minutes=1)
INSERT = (
    "INSERT INTO indikator_realisasi (target_id, periode_id, nilai, catatan, status, versi, diisi_oleh_id, "
    "terlambat_hari, alasan) VALUES (%s, %s, 5, '', 'tersimpan', 1, %s, 0, '')"
)


def sql(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def tutup(kantor: Kantor, **fields: Any) -> Periode:
    periode = kantor.periode[kantor.kini]
    Periode.objects.filter(pk=periode.pk).update(status=StatusPeriode.DITUTUP, ditutup_at=timezone.now(), **fields)
    periode.refresh_from_db()
    return periode


def buka(kantor: Kantor, unit: str = "pelayanan", **fields: Any) -> PembukaanUnit:
    now = timezone.now()
    values = {"mulai_at": now - SEMENIT, "sampai_at": now + SEMENIT, "alasan": "Register susulan."} | fields
    return PembukaanUnit.objects.create(
        periode=kantor.periode[kantor.kini],
        unit_kerja=kantor.unit[unit],
        oleh=kantor.user["admin_perencanaan"],
        **values,
    )


def isian(nilai: str = "7") -> Isian:
    return Isian(nilai=Decimal(nilai))


def isi_lagi(kantor: Kantor) -> Realisasi:
    return realisasi_record(
        actor=kantor.user["pegawai"],
        target=kantor.target["pegawai"],
        periode=kantor.periode[kantor.kini],
        isian=isian(),
        versi=None,
    )


# --- the trigger --------------------------------------------------------------------------------------------------
def test_sql_cannot_write_an_entry_of_a_closed_month(kantor: Kantor) -> None:
    values = (kantor.target["pegawai"].pk, kantor.periode[kantor.kini].pk, kantor.user["pegawai"].pk)
    tutup(kantor)
    with pytest.raises(IntegrityError, match="the month is closed"):
        sql(INSERT, *values)
    Periode.objects.filter(pk=values[1]).update(status=StatusPeriode.DIBUKA)
    sql(INSERT, *values)  # the control: the same statement in an open month


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE indikator_realisasi SET nilai = 8 WHERE id = %s",
        "UPDATE indikator_realisasi SET catatan = 'x' WHERE id = %s",
        "DELETE FROM indikator_realisasi WHERE id = %s",
    ],
)
def test_sql_cannot_change_or_remove_an_entry_of_a_closed_month(kantor: Kantor, statement: str) -> None:
    entry = kantor.isi("pegawai")
    tutup(kantor)
    with pytest.raises(IntegrityError, match="the month is closed"):
        sql(statement, entry.pk)


def test_sql_cannot_move_an_entry_into_or_out_of_a_closed_month(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai")
    other = kantor.periode[12 if kantor.kini != 12 else 11]
    Periode.objects.filter(pk=other.pk).update(status=StatusPeriode.DIBUKA, ditutup_at=None)
    periode = tutup(kantor)
    move = "UPDATE indikator_realisasi SET periode_id = %s WHERE id = %s"
    with pytest.raises(IntegrityError):
        sql(move, other.pk, entry.pk)
    Periode.objects.filter(pk=periode.pk).update(status=StatusPeriode.DIBUKA)
    sql(move, other.pk, entry.pk)
    tutup(kantor)
    with pytest.raises(IntegrityError):
        sql(move, periode.pk, entry.pk)


def bukti(kantor: Kantor, entry: Realisasi) -> Bukti:
    return Bukti.objects.create(
        realisasi=entry, nama="b.pdf", berkas="bukti/aa/b", ukuran=4, sha256="0" * 64, oleh=kantor.user["pegawai"]
    )


def test_sql_cannot_touch_evidence_of_a_closed_month(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai")
    evidence = bukti(kantor, entry)
    tutup(kantor)
    for statement in (
        "DELETE FROM indikator_bukti WHERE id = %s",
        "UPDATE indikator_bukti SET nama = 'x' WHERE id = %s",
    ):
        with pytest.raises(IntegrityError, match="the month is closed"):
            sql(statement, evidence.pk)
    with pytest.raises(IntegrityError, match="the month is closed"), transaction.atomic():
        bukti(kantor, entry)


def test_a_preview_or_a_scan_may_come_after_the_month_was_closed(kantor: Kantor) -> None:
    evidence = bukti(kantor, kantor.isi("pegawai"))
    tutup(kantor)
    Bukti.objects.filter(pk=evidence.pk).update(pindai="bersih", pindai_at=timezone.now(), halaman=3)


def test_a_writer_that_came_before_the_closing_is_waited_for_and_a_later_one_refused(kantor_nyata: Kantor) -> None:
    entry = kantor_nyata.isi("pegawai")
    with another_connection() as other:
        other.autocommit = False
        other.execute("SELECT 1 FROM organisasi_periode WHERE id = %s FOR UPDATE", [entry.periode_id])
        other.execute(
            "UPDATE organisasi_periode SET status = 'ditutup', ditutup_at = now() WHERE id = %s", [entry.periode_id]
        )
        with pytest.raises(Exception, match="lock timeout"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            cursor.execute("UPDATE indikator_realisasi SET nilai = 8 WHERE id = %s", [entry.pk])
        other.commit()
    with pytest.raises(IntegrityError, match="the month is closed"):
        sql("UPDATE indikator_realisasi SET nilai = 8 WHERE id = %s", entry.pk)


def test_a_refusal_by_the_database_is_told_in_words(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The month is closed in the moment between the question of the service and its writing."""
    tutup(kantor)
    monkeypatch.setattr("indikator.services.realisasi.open_period", lambda periode, target_ids=(): periode)
    client = Client()
    client.force_login(kantor.user["pegawai"])
    target = kantor.target["pegawai"]
    url = reverse("indikator:realisasi_record", args=[(kantor.tahun, kantor.kini), target.pk])
    answer = client.post(url, {f"t{target.pk}-nilai": "7"})
    assert answer.status_code == 409
    assert "Bulan ini sudah ditutup." in answer.content.decode()


# --- one unit opened again ----------------------------------------------------------------------------------------
def test_pegawai_of_a_unit_that_was_opened_again_enters_submits_and_is_verified(kantor: Kantor) -> None:
    periode = tutup(kantor)
    with pytest.raises(ActRefused):
        isi_lagi(kantor)
    buka(kantor)
    entry = isi_lagi(kantor)
    sent = realisasi_submit(actor=kantor.user["pegawai"], periode=periode, target_ids=[entry.target_id])
    entry.refresh_from_db()
    approved = realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)
    assert (sent.diajukan, approved.status) == (1, StatusRealisasi.DISETUJUI)


def test_the_unit_above_opens_everything_below_it(kantor: Kantor) -> None:
    tutup(kantor)
    buka(kantor, "akar")
    assert isi_lagi(kantor).pk


def test_another_unit_stays_closed(kantor: Kantor) -> None:
    tutup(kantor)
    buka(kantor, "pemerintahan")
    with pytest.raises(ActRefused, match="sudah ditutup"):
        isi_lagi(kantor)
    with pytest.raises(IntegrityError):
        sql(INSERT, kantor.target["pegawai"].pk, kantor.periode[kantor.kini].pk, kantor.user["pegawai"].pk)


@pytest.mark.parametrize(("sisa", "terbuka"), [(timedelta(seconds=1), True), (timedelta(seconds=-1), False)])
def test_reopening_ends_by_itself_at_its_second(kantor: Kantor, sisa: timedelta, terbuka: bool) -> None:
    tutup(kantor)
    now = timezone.now()
    buka(kantor, mulai_at=now - SEMENIT, sampai_at=now + SEMENIT)
    periode = Periode.objects.get(pk=kantor.periode[kantor.kini].pk)
    at = now + SEMENIT - sisa
    assert periode.untuk_unit(kantor.unit["pelayanan"].jalur, at).menerima_isian is terbuka
    assert not periode.untuk_unit(kantor.unit["pemerintahan"].jalur, at).menerima_isian


def test_nobody_has_to_end_it_for_services_and_database_to_refuse(kantor: Kantor) -> None:
    tutup(kantor)
    past = timezone.now() - SEMENIT
    buka(kantor, mulai_at=past - SEMENIT, sampai_at=past)
    with pytest.raises(ActRefused):
        isi_lagi(kantor)
    with pytest.raises(IntegrityError):
        sql(INSERT, kantor.target["pegawai"].pk, kantor.periode[kantor.kini].pk, kantor.user["pegawai"].pk)


def test_ended_by_hand_it_is_over_at_once_and_the_month_is_computed_again(kantor: Kantor) -> None:
    tutup(kantor)
    row = buka(kantor)
    isi_lagi(kantor)
    OutboxTask.objects.all().delete()
    pembukaan_unit_end(actor=kantor.user["admin_perencanaan"], pembukaan=row)
    assert [one.event for one in OutboxTask.objects.all()] == ["periode.berubah"]
    with pytest.raises(ActRefused):
        isi_lagi(kantor)
    with pytest.raises(ActRefused, match="sudah berakhir"):
        pembukaan_unit_end(actor=kantor.user["admin_perencanaan"], pembukaan=row)


def test_when_its_time_is_over_the_month_is_computed_again_once(kantor: Kantor) -> None:
    tutup(kantor)
    past = timezone.now() - SEMENIT
    buka(kantor, mulai_at=past - SEMENIT, sampai_at=past)
    assert [periode_advance(), periode_advance()] == [1, 0]
    assert OutboxTask.objects.filter(event="periode.berubah").count() == 1


def test_clock_does_not_lock_a_month_whose_unit_is_open_and_goes_on_with_the_others(kantor: Kantor) -> None:
    periode = tutup(kantor)
    Periode.objects.filter(pk=periode.pk).update(kunci_at=timezone.now() - SEMENIT)
    later = kantor.periode[kantor.kini - 1] if kantor.kini > 1 else None
    if later is not None:
        Periode.objects.filter(pk=later.pk).update(kunci_at=timezone.now() - SEMENIT)
    row = buka(kantor)
    assert periode_advance() == (1 if later is not None else 0)
    PembukaanUnit.objects.filter(pk=row.pk).update(sampai_at=timezone.now() - timedelta(seconds=1))
    assert periode_advance() == 2, "noted as over, then locked"
    assert Periode.objects.get(pk=periode.pk).terkunci


def test_locked_month_is_opened_for_nobody(kantor: Kantor) -> None:
    periode = tutup(kantor)
    actor = kantor.user["admin_perencanaan"]
    row = buka(kantor)
    with pytest.raises(ActRefused, match="Masih ada unit"):
        periode_lock(actor=actor, periode=periode)
    PembukaanUnit.objects.filter(pk=row.pk).update(selesai_at=timezone.now() - timedelta(seconds=1))
    locked = periode_lock(actor=actor, periode=periode)
    with pytest.raises(ActRefused, match="dikunci"):
        pembukaan_unit_create(
            actor=actor,
            periode=locked,
            unit_kerja=kantor.unit["pelayanan"],
            alasan="Susulan",
            sampai=timezone.now() + SEMENIT,
        )
    # Not even by a row that somebody writes past the service.
    buka(kantor)
    with pytest.raises(IntegrityError):
        sql(INSERT, kantor.target["pegawai"].pk, periode.pk, kantor.user["pegawai"].pk)


def test_opening_a_unit_tells_its_people_and_nobody_else(kantor: Kantor) -> None:
    periode = tutup(kantor)
    pembukaan_unit_create(
        actor=kantor.user["admin_perencanaan"],
        periode=periode,
        unit_kerja=kantor.unit["pelayanan"],
        alasan="Register susulan.",
        sampai=timezone.now() + SEMENIT,
    )
    told = {row.user_id for row in Pemberitahuan.objects.all()}
    assert {kantor.user[nama].pk for nama in ("atasan", "pegawai", "rekan")} == told


@pytest.mark.parametrize(
    ("isi", "isian_salah"),
    [
        ({"alasan": " "}, "alasan"),
        ({"sampai": timezone.now() - SEMENIT}, "sampai"),
        ({"sampai": timezone.now() + timedelta(days=40)}, "sampai"),
    ],
)
def test_a_reopening_without_reason_or_with_a_wrong_time_is_refused(
    kantor: Kantor, isi: dict[str, Any], isian_salah: str
) -> None:
    periode = tutup(kantor)
    good = {"alasan": "Susulan.", "sampai": timezone.now() + SEMENIT}
    with pytest.raises(ValidationError) as refused:
        pembukaan_unit_create(
            actor=kantor.user["admin_perencanaan"],
            periode=periode,
            unit_kerja=kantor.unit["pelayanan"],
            **good | isi,
        )
    assert [*refused.value.message_dict] == [isian_salah]


def test_the_same_unit_is_not_opened_twice_at_once(kantor: Kantor) -> None:
    periode = tutup(kantor)
    buka(kantor)
    with pytest.raises(ValidationError) as refused:
        pembukaan_unit_create(
            actor=kantor.user["admin_perencanaan"],
            periode=periode,
            unit_kerja=kantor.unit["pelayanan"],
            alasan="Lagi.",
            sampai=timezone.now() + SEMENIT,
        )
    assert [*refused.value.message_dict] == ["unit_kerja"]


def test_the_sheet_of_pegawai_takes_entries_while_the_unit_is_open(kantor: Kantor) -> None:
    tutup(kantor)
    client = Client()
    client.force_login(kantor.user["pegawai"])
    url = reverse("indikator:realisasi_list", args=[(kantor.tahun, kantor.kini)])
    field = f"t{kantor.target['pegawai'].pk}-nilai"
    assert field not in client.get(url).content.decode()
    buka(kantor)
    assert field in client.get(url).content.decode()


def test_month_that_is_open_cannot_be_opened_for_one_unit(kantor: Kantor) -> None:
    with pytest.raises(ActRefused):
        pembukaan_unit_create(
            actor=kantor.user["admin_perencanaan"],
            periode=kantor.periode[kantor.kini],
            unit_kerja=kantor.unit["pelayanan"],
            alasan="Susulan.",
            sampai=timezone.now() + SEMENIT,
        )


def test_closing_and_opening_by_services_keeps_to_the_trigger(kantor: Kantor) -> None:
    actor = kantor.user["admin_perencanaan"]
    entry = isi_lagi(kantor)
    periode = periode_close(actor=actor, periode=kantor.periode[kantor.kini])
    with pytest.raises(IntegrityError), transaction.atomic():
        Realisasi.objects.filter(pk=entry.pk).update(nilai=1)
    with pytest.raises(ActRefused):
        periode_open(actor=actor, periode=periode)
