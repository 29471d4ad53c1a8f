"""What people are told: once for each thing, seen by nobody else, counted in the top bar."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from binawidya.organisasi.enums import JenisPemberitahuan
from binawidya.organisasi.models import Pemberitahuan
from binawidya.organisasi.services.pemberitahuan import Kabar, pemberitahuan_create, pemberitahuan_create_each
from tests.kantor import Kantor, bangun_kantor

DAFTAR = "organisasi:pemberitahuan_list"


@pytest.fixture
def kantor(db: None) -> Kantor:
    """The office of everybody by role."""
    return bangun_kantor()


def beri_tahu(kantor: Kantor, *nama: str, **isi: Any) -> int:
    values = {
        "jenis": JenisPemberitahuan.PERIODE, "kunci": "periode.dibuka:1", "judul": "Pengisian dibuka",
        "url_name": "indikator:realisasi_list",
    }  # fmt: skip
    return pemberitahuan_create(users=[kantor.user[one].pk for one in nama], **values | isi)  # type: ignore[arg-type]


def masuk(kantor: Kantor, nama: str) -> Client:
    client = Client()
    client.force_login(kantor.user[nama])
    return client


def test_the_same_thing_is_told_once_to_each_person(kantor: Kantor) -> None:
    assert beri_tahu(kantor, "pegawai", "rekan") == 2
    assert beri_tahu(kantor, "pegawai", "rekan", "atasan") == 1
    assert Pemberitahuan.objects.count() == 3


def test_many_people_are_told_with_one_statement(kantor: Kantor) -> None:
    everybody = [user.pk for user in kantor.user.values() if user.is_active]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        pemberitahuan_create(users=everybody, jenis=JenisPemberitahuan.SISTEM, kunci="k", judul="Pemeliharaan")
    assert len([one for one in queries if "INSERT" in one["sql"]]) == 1


def test_each_person_may_be_told_something_of_their_own(kantor: Kantor) -> None:
    for _twice in range(2):
        pemberitahuan_create_each(
            kabar=[
                Kabar(
                    user_id=kantor.user[nama].pk,
                    jenis=JenisPemberitahuan.REALISASI,
                    kunci="r:1",
                    judul=f"Kepada {nama}",
                )
                for nama in ("pegawai", "rekan", "nonaktif")
            ]
        )
    told = {row.user_id: row.judul for row in Pemberitahuan.objects.all()}
    assert told == {kantor.user[nama].pk: f"Kepada {nama}" for nama in ("pegawai", "rekan")}


def test_somebody_with_a_closed_account_is_told_nothing(kantor: Kantor) -> None:
    assert beri_tahu(kantor, "nonaktif") == 0


def test_an_address_that_does_not_exist_is_refused_before_anybody_is_told(kantor: Kantor) -> None:
    with pytest.raises(NoReverseMatch):
        beri_tahu(kantor, "pegawai", url_name="indikator:tidak_ada")
    assert not Pemberitahuan.objects.exists()


def test_pegawai_sees_only_what_was_told_to_her(kantor: Kantor) -> None:
    beri_tahu(kantor, "pegawai", judul="Untuk pegawai")
    beri_tahu(kantor, "rekan", judul="Untuk rekan")
    page = masuk(kantor, "pegawai").get(reverse(DAFTAR)).content.decode()
    assert "Untuk pegawai" in page
    assert "Untuk rekan" not in page


def test_the_top_bar_counts_without_a_query_of_its_own(kantor: Kantor) -> None:
    client = masuk(kantor, "pegawai")
    client.get(reverse("umum:menu"))
    with CaptureQueriesContext(connection) as before:
        client.get(reverse("umum:menu"))
    beri_tahu(kantor, "pegawai")
    with CaptureQueriesContext(connection) as after:
        page = client.get(reverse("umum:menu")).content.decode()
    assert len(after) == len(before)
    assert "Pemberitahuan, 1 belum dibaca" in page


def test_opening_one_marks_it_and_leads_to_its_page(kantor: Kantor) -> None:
    beri_tahu(kantor, "pegawai")
    row = Pemberitahuan.objects.get()
    response = masuk(kantor, "pegawai").post(reverse("organisasi:pemberitahuan_open", args=[row.pk]))
    row.refresh_from_db()
    assert (response.status_code, response.url) == (302, reverse("indikator:realisasi_list"))
    assert row.read_at is not None


def test_nobody_opens_what_was_told_to_somebody_else(kantor: Kantor) -> None:
    beri_tahu(kantor, "pegawai")
    row = Pemberitahuan.objects.get()
    response = masuk(kantor, "rekan").post(reverse("organisasi:pemberitahuan_open", args=[row.pk]))
    row.refresh_from_db()
    assert (response.status_code, row.read_at) == (404, None)


def test_marking_everything_leaves_other_people_alone(kantor: Kantor) -> None:
    beri_tahu(kantor, "pegawai", "rekan")
    masuk(kantor, "pegawai").post(reverse("organisasi:pemberitahuan_read_all"))
    assert [*Pemberitahuan.objects.belum_dibaca().values_list("user")] == [(kantor.user["rekan"].pk,)]


def test_reading_the_list_marks_nothing(kantor: Kantor) -> None:
    beri_tahu(kantor, "pegawai")
    masuk(kantor, "pegawai").get(reverse(DAFTAR))
    assert Pemberitahuan.objects.belum_dibaca().count() == 1


def test_only_what_is_new_can_be_shown_alone(kantor: Kantor) -> None:
    beri_tahu(kantor, "pegawai", judul="Yang lama")
    masuk(kantor, "pegawai").post(reverse("organisasi:pemberitahuan_read_all"))
    beri_tahu(kantor, "pegawai", judul="Yang baru", kunci="k2")
    page = masuk(kantor, "pegawai").get(reverse(DAFTAR) + "?belum=1").content.decode()
    assert "Yang baru" in page
    assert "Yang lama" not in page
