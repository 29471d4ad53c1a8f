"""The calendar: months by the rules of their year, moved on at their second in the zone of the office."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.forms.periode import read_days
from binawidya.organisasi.models import KebijakanPeriode, Periode
from binawidya.organisasi.services.periode_jadwal import (
    kebijakan_periode_update,
    moments,
    periode_advance,
    periode_update,
)
from binawidya.umum.errors import ActRefused, ValidationError
from binawidya.umum.models import OutboxTask
from indikator.services.realisasi import days_late
from tests.kantor import Kantor, bangun_kantor

SEDETIK = timedelta(seconds=1)
# 10 November, 23.59.59 in each zone.
ZONA = {
    "Asia/Jakarta": datetime(2026, 11, 10, 16, 59, 59, tzinfo=UTC),
    "Asia/Makassar": datetime(2026, 11, 10, 15, 59, 59, tzinfo=UTC),
    "Asia/Jayapura": datetime(2026, 11, 10, 14, 59, 59, tzinfo=UTC),
}


@pytest.fixture
def kantor(db: None) -> Kantor:
    return bangun_kantor()


@pytest.fixture
def periode(kantor: Kantor) -> Periode:
    """The month of today, which is open."""
    return kantor.periode[kantor.kini]


@pytest.mark.parametrize("zona", sorted(ZONA))
def test_the_deadline_is_the_tenth_of_the_next_month_in_the_zone_of_the_office(zona: str) -> None:
    with timezone.override(zona):
        found = moments(KebijakanPeriode(tahun=2026), 2026, 10)
    assert found["batas_pengisian"] == ZONA[zona]


@pytest.mark.parametrize("zona", sorted(ZONA))
def test_an_entry_is_late_from_the_second_after_the_deadline(zona: str) -> None:
    with timezone.override(zona):
        periode = Periode(tahun=2026, bulan=10, **moments(KebijakanPeriode(tahun=2026), 2026, 10))
        at = ZONA[zona]
        assert [days_late(at + n * SEDETIK, periode) for n in (-1, 0, 1)] == [0, 0, 1]
        assert days_late(at + timedelta(days=1) + SEDETIK, periode) == 2


def test_december_ends_in_january_of_the_next_year() -> None:
    found = moments(KebijakanPeriode(tahun=2026), 2026, 12)
    assert timezone.localtime(found["batas_pengisian"]).date().isoformat() == "2027-01-10"


# --- steps by themselves -------------------------------------------------------------------------------------------
def put(periode: Periode, status: str, **fields: Any) -> None:
    Periode.objects.filter(pk=periode.pk).update(status=status, **fields)


@pytest.mark.parametrize(
    ("status", "isian", "menjadi"),
    [
        (StatusPeriode.BELUM_DIBUKA, "buka_at", StatusPeriode.DIBUKA),
        (StatusPeriode.DIBUKA, "akhir_pengisian", StatusPeriode.VERIFIKASI),
        (StatusPeriode.VERIFIKASI, "tutup_at", StatusPeriode.DITUTUP),
        (StatusPeriode.DIBUKA, "tutup_at", StatusPeriode.DITUTUP),
    ],
)
def test_month_goes_on_at_its_second_and_not_before(periode: Periode, status: str, isian: str, menjadi: str) -> None:
    at = {"buka_at": periode.batas_pengisian, "akhir_pengisian": periode.batas_pengisian}.get(
        isian, periode.batas_verifikasi
    )
    put(periode, status, ditutup_at=None, **{isian: at})
    periode_advance(now=at - SEDETIK)
    periode.refresh_from_db()
    assert periode.status == status
    assert [periode_advance(now=at + SEDETIK), periode_advance(now=at + SEDETIK)] == [1, 0]
    periode.refresh_from_db()
    assert periode.status == menjadi
    assert OutboxTask.objects.filter(event="periode.berubah").count() == 1


def test_closed_month_is_locked_when_its_time_has_come(periode: Periode) -> None:
    at = periode.batas_verifikasi + timedelta(days=30)
    put(periode, StatusPeriode.DITUTUP, ditutup_at=periode.batas_verifikasi, kunci_at=at)
    assert [periode_advance(now=at - SEDETIK), periode_advance(now=at), periode_advance(now=at)] == [0, 1, 0]
    periode.refresh_from_db()
    assert periode.terkunci


def test_month_without_moments_waits_for_somebody(periode: Periode) -> None:
    assert periode_advance(now=periode.batas_verifikasi + timedelta(days=400)) == 0


def test_month_opened_by_hand_after_its_end_stays_open(kantor: Kantor, periode: Periode) -> None:
    past = timezone.now() - timedelta(days=2)
    put(
        periode,
        StatusPeriode.VERIFIKASI,
        batas_pengisian=past,
        akhir_pengisian=past,
        batas_verifikasi=past,
        tutup_at=past,
    )
    client = Client()
    client.force_login(kantor.user["admin_perencanaan"])
    client.post(reverse("organisasi:periode_open", args=[periode.pk]))
    assert periode_advance() == 0
    periode.refresh_from_db()
    assert periode.status == StatusPeriode.DIBUKA


def test_a_step_by_the_clock_is_marked_in_the_history(periode: Periode) -> None:
    put(periode, StatusPeriode.DIBUKA, akhir_pengisian=periode.batas_pengisian)
    periode_advance(now=periode.batas_verifikasi)
    last = periode.events.order_by("-pgh_id").select_related("pgh_context").first()  # type: ignore[attr-defined]
    assert last.pgh_context.metadata["otomatis"] is True


# --- rules of a year -----------------------------------------------------------------------------------------------
ATURAN = {
    "hari_buka": 1, "hari_batas": 8, "hari_akhir": 9, "hari_verifikasi": 12, "tutup_sendiri": True,
    "kunci_sesudah": 10, "hari_pengingat": [5, 1],
}  # fmt: skip


def test_rules_make_the_missing_months_and_leave_opened_ones_alone(kantor: Kantor) -> None:
    year = kantor.tahun + 1
    assert kebijakan_periode_update(actor=kantor.user["admin_perencanaan"], tahun=year, isi=ATURAN) == 12
    made = Periode.objects.get(tahun=year, bulan=3)
    assert timezone.localtime(made.batas_pengisian).day == 8
    assert (made.status, made.hari_pengingat) == (StatusPeriode.BELUM_DIBUKA, [5, 1])
    assert made.tutup_at is not None
    opened = kantor.periode[kantor.kini]
    kebijakan_periode_update(actor=kantor.user["admin_perencanaan"], tahun=kantor.tahun, isi=ATURAN)
    assert Periode.objects.get(pk=opened.pk).batas_pengisian == opened.batas_pengisian


def test_rules_hold_for_later_years_until_others_are_set(kantor: Kantor) -> None:
    kebijakan_periode_update(actor=kantor.user["admin_perencanaan"], tahun=kantor.tahun, isi=ATURAN)
    assert KebijakanPeriode.objects.untuk(kantor.tahun + 3).hari_batas == 8
    assert KebijakanPeriode.objects.untuk(kantor.tahun - 1).hari_batas == 10


def test_days_out_of_order_are_refused(kantor: Kantor) -> None:
    with pytest.raises(ValidationError, match="Urutannya"):
        kebijakan_periode_update(
            actor=kantor.user["admin_perencanaan"], tahun=kantor.tahun, isi={**ATURAN, "hari_akhir": 5}
        )


def test_moments_of_one_month_can_be_changed_until_it_is_closed(kantor: Kantor, periode: Periode) -> None:
    later = periode.batas_pengisian + timedelta(days=2)
    changed = periode_update(actor=kantor.user["admin_perencanaan"], periode=periode, isi={"batas_pengisian": later})
    assert changed.batas_pengisian == later
    put(periode, StatusPeriode.DITUTUP, ditutup_at=timezone.now())
    with pytest.raises(ActRefused, match="sudah ditutup"):
        periode_update(actor=kantor.user["admin_perencanaan"], periode=periode, isi={"batas_pengisian": later})


@pytest.mark.parametrize(("teks", "hari"), [("7, 3,1", [7, 3, 1]), ("1;7", [7, 1]), ("", []), ("3 3", [3])])
def test_days_of_reminders_are_read_as_people_write_them(teks: str, hari: list[int]) -> None:
    assert read_days(teks) == hari


@pytest.mark.parametrize("teks", ["tiga", "-1", "40", "1,2,3,4,5,6,7", "²"])
def test_other_days_of_reminders_are_refused(teks: str) -> None:
    with pytest.raises(ValidationError):
        read_days(teks)


def test_admin_changes_moments_and_rules_on_their_pages(kantor: Kantor, periode: Periode) -> None:
    client = Client()
    client.force_login(kantor.user["admin_perencanaan"])
    url = reverse("organisasi:periode_update", args=[periode.pk])
    day = f"{kantor.tahun + 1}-02-1"
    good = {"batas_pengisian": f"{day}0T23:59", "batas_verifikasi": f"{day}5T23:59", "hari_pengingat": "3"}
    assert client.post(url, good).status_code == 302
    periode.refresh_from_db()
    assert timezone.localtime(periode.batas_pengisian).isoformat()[:19] == f"{day}0T23:59:59"
    wrong = client.post(url, {**good, "batas_verifikasi": f"{day}0T12:00"})
    assert wrong.status_code == 422
    assert "Batas verifikasi mendahului batas pengisian." in wrong.content.decode()
    year = reverse("organisasi:kebijakan_periode_update", args=[kantor.tahun])
    rules = {"hari_buka": "1", "hari_batas": "10", "hari_akhir": "9", "hari_verifikasi": "15", "hari_pengingat": "3"}
    answer = client.post(year, rules)
    assert answer.status_code == 422
    assert "Urutannya" in answer.content.decode()
