"""The public form: who may answer, what is refused in which words, and that it is stored once or not at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binawidya.umum.dates import today
from survei.models import Jawaban, Kiriman, Saran, Survei, Token
from survei.services.kotak import kotak_empty, kotak_empty_due, kotak_prune
from survei.services.survei import survei_close
from survei.services.token import token_create
from tests.kantor import Kantor
from tests.survei.kuesioner import dibuka, draf, formulir


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def survei(kantor: Kantor) -> Survei:
    return dibuka(kantor)


def kirim(client: Client, survei: Survei, data: Any, **extra: Any) -> Any:
    return client.post(f"/s/{survei.kode}/kirim/", data, **extra)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_respondent_answers_without_account_cookie_or_script(survei: Survei) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"/s/{survei.kode}/")
    assert page.status_code == 200
    assert "<script" not in text(page)
    assert len(page.content) < 30_000
    done = kirim(client, survei, formulir(client, survei, **{"d-umur": "30", "t-0": "Kursi kurang."}))
    assert done.status_code == 302
    thanks = client.get(done.url)
    assert "sudah tersimpan" in text(thanks)
    assert client.cookies == {}
    assert kotak_empty(survei.pk) == 1
    saved = Jawaban.objects.get()
    assert (saved.nilai, saved.umur, saved.jenis_kelamin) == ([3] * 9, "30", "")
    assert Saran.objects.get().isi == "Kursi kurang."


def test_the_form_is_served_without_asking_the_database(survei: Survei) -> None:
    client = Client()
    client.get(f"/s/{survei.kode}/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/s/{survei.kode}/").status_code == 200
    assert [one["sql"] for one in queries] == []


def test_storing_costs_one_statement(survei: Survei) -> None:
    client = Client()
    data = formulir(client, survei)
    with CaptureQueriesContext(connection) as queries:
        assert kirim(client, survei, data).status_code == 302
    assert len(queries) == 1


@pytest.mark.parametrize("nilai", ["5", "0", "-1", "3.0", "baik", " 3", "\u0663"])
def test_an_answer_outside_the_choices_is_refused_and_the_rest_is_kept(survei: Survei, nilai: str) -> None:
    client = Client()
    answer = kirim(client, survei, formulir(client, survei, **{"u-waktu": nilai, "t-0": "Cepat sekali."}))
    assert answer.status_code == 422
    assert "tidak ada dalam pilihan" in text(answer)
    assert text(answer).count(" checked") == 8
    assert "Cepat sekali." in text(answer)
    assert not Kiriman.objects.exists()


def test_missing_answers_are_named_and_nothing_is_stored(survei: Survei) -> None:
    client = Client()
    data = formulir(client, survei)
    del data["u-biaya"], data["u-sarana"]
    answer = kirim(client, survei, data)
    assert answer.status_code == 422
    assert text(answer).count("belum dijawab") == 2
    assert 'href="#q4"' in text(answer)
    assert 'href="#q8"' in text(answer)
    assert not Kiriman.objects.exists()


def test_the_corrected_form_is_stored_once(survei: Survei) -> None:
    client = Client()
    data = formulir(client, survei)
    assert kirim(client, survei, {**data, "u-waktu": "5"}).status_code == 422
    assert kirim(client, survei, data).status_code == 302
    assert Kiriman.objects.count() == 1


def test_the_same_post_twice_counts_once_even_after_it_was_moved(survei: Survei) -> None:
    client = Client()
    data = formulir(client, survei)
    assert {kirim(client, survei, data).status_code for _time in range(2)} == {302}
    kotak_empty(survei.pk)
    assert kirim(client, survei, data).status_code == 302
    assert kotak_empty(survei.pk) == 0
    assert Jawaban.objects.count() == 1


def test_a_number_that_was_not_given_out_is_refused(survei: Survei) -> None:
    client = Client()
    answer = kirim(client, survei, formulir(client, survei, nomor="ngarang"))
    assert answer.status_code == 409
    assert "terlalu lama terbuka" in text(answer)
    assert not Kiriman.objects.exists()


def test_a_closed_survey_says_so_and_stores_nothing(kantor: Kantor, survei: Survei) -> None:
    client = Client()
    data = formulir(client, survei)
    survei_close(actor=kantor.user["pengelola_survei"], survei=survei)
    answer = kirim(client, survei, data)
    assert answer.status_code == 409
    assert "tidak tersimpan" in text(answer)
    assert not Kiriman.objects.exists()


def test_the_database_decides_when_the_cache_is_behind(kantor: Kantor, survei: Survei) -> None:
    client = Client()
    data = formulir(client, survei)
    Survei.objects.filter(pk=survei.pk).update(status="ditutup", ditutup_oleh=kantor.user["pengelola_survei"])
    answer = kirim(client, survei, data)
    assert "Survei ini sudah ditutup" in text(answer)
    assert not Kiriman.objects.exists()


def test_before_the_first_day_the_date_is_told(kantor: Kantor) -> None:
    survei = dibuka(kantor, buka=today() + timedelta(days=3))
    assert "belum dibuka" in text(Client().get(f"/s/{survei.kode}/"))


def test_a_draft_and_an_unknown_address_do_not_exist(kantor: Kantor) -> None:
    assert Client().get(f"/s/{draf(kantor).kode}/").status_code == 404
    assert Client().get("/s/abcdef/").status_code == 404


def test_a_code_opens_the_survey_once(kantor: Kantor) -> None:
    survei = dibuka(kantor, wajib_token=True)
    _lembar, (kode, lain) = token_create(actor=kantor.user["pengelola_survei"], survei=survei, banyak=2)
    client = Client()
    data = formulir(client, survei, kode=f"{kode[:5]}-{kode[5:]}".upper())
    assert kirim(client, survei, data).status_code == 302
    assert kirim(client, survei, data).status_code == 302, "the same form again is no error"
    used = kirim(client, survei, formulir(client, survei, kode=kode))
    assert "Kode ini sudah dipakai" in text(used)
    assert "tidak dikenal" in text(kirim(client, survei, formulir(client, survei, kode="abcdefghjk")))
    assert "tidak dikenal" in text(kirim(client, survei, formulir(client, survei)))
    assert Kiriman.objects.count() == 1
    assert Token.objects.filter(dipakai=True).count() == 1
    closed = formulir(client, survei, kode=lain)
    survei_close(actor=kantor.user["pengelola_survei"], survei=survei)
    assert "sudah ditutup" in text(kirim(client, survei, closed))
    assert Token.objects.filter(dipakai=True).count() == 1, "a code is not used up by an answer that was not stored"


def test_ten_megabytes_of_text_are_refused_in_plain_words(survei: Survei) -> None:
    client = Client()
    answer = kirim(client, survei, formulir(client, survei, **{"t-0": "a" * 10_000_000}))
    assert answer.status_code == 413
    assert "terlalu panjang" in text(answer)
    assert not Kiriman.objects.exists()


def test_a_text_over_the_limit_is_kept_and_named(survei: Survei) -> None:
    client = Client()
    answer = kirim(client, survei, formulir(client, survei, **{"t-0": "a" * 1001}))
    assert answer.status_code == 422
    assert "Paling banyak 1.000 huruf" in text(answer)
    assert not Kiriman.objects.exists()


def test_script_and_broken_characters_in_a_suggestion_are_harmless(survei: Survei) -> None:
    client = Client()
    nasty = "<script>alert(1)</script>\x00\u202e{{ 7 }}"
    page = kirim(client, survei, formulir(client, survei, **{"t-0": nasty, "u-waktu": "5"}))
    assert "<script>" not in text(page)
    assert kirim(client, survei, formulir(client, survei, **{"t-0": nasty})).status_code == 302
    kotak_empty(survei.pk)
    assert Saran.objects.get().isi == "<script>alert(1)</script>{{ 7 }}"


@pytest.mark.parametrize("header", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://jahat.example"}])
def test_a_post_that_another_site_made_a_browser_send_is_refused(survei: Survei, header: dict[str, str]) -> None:
    client = Client()
    answer = kirim(client, survei, formulir(client, survei), headers=header)
    assert answer.status_code == 403
    assert not Kiriman.objects.exists()


def test_a_burst_from_one_network_is_marked_and_far_more_is_refused(survei: Survei, settings: Any) -> None:
    settings.SURVEI_LONJAKAN, settings.SURVEI_BATAS = 2, 12
    client = Client()
    answers = [kirim(client, survei, formulir(client, survei)) for _time in range(13)]
    assert [one.status_code for one in answers] == [302] * 12 + [429]
    assert "Tunggu sepuluh menit" in text(answers[-1])
    kotak_empty(survei.pk)
    assert Jawaban.objects.filter(lonjakan=True).count() == 10
    assert survei.lonjakan.get().jumlah == 10


def test_without_the_cache_everybody_may_still_answer(survei: Survei, settings: Any) -> None:
    settings.SURVEI_BATAS = 1
    client = Client()
    data = [formulir(client, survei) for _time in range(3)]
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"},
    }
    assert [kirim(client, survei, one).status_code for one in data] == [302] * 3


def test_english_pages_say_that_they_are_english(survei: Survei) -> None:
    client = Client()
    page = text(client.get(f"/s/{survei.kode}/?bahasa=en"))
    assert '<html lang="en">' in page
    assert "How fast were you served?" in page
    answer = kirim(client, survei, {**formulir(client, survei), "bahasa": "en", "u-waktu": ""})
    assert "not answered yet" in text(answer)


def test_the_kiosk_returns_to_its_beginning_by_itself(survei: Survei) -> None:
    client = Client()
    assert client.get(f"/s/{survei.kode}/kios/")["Refresh"].startswith("240; ")
    assert "Refresh" not in client.get(f"/s/{survei.kode}/")
    done = kirim(client, survei, formulir(client, survei, kios="1"))
    assert client.get(done.url)["Refresh"] == f"8; url=/s/{survei.kode}/kios/"
    kotak_empty(survei.pk)
    assert Jawaban.objects.get().asal == "kios"


def test_fewer_than_ten_answers_stay_in_the_box_however_old_they_are(survei: Survei) -> None:
    client = Client()
    for _time in range(9):
        kirim(client, survei, formulir(client, survei))
    Kiriman.objects.update(tanggal=today() - timedelta(days=1))
    assert kotak_empty_due() == 0
    kirim(client, survei, formulir(client, survei))
    assert kotak_empty_due() == 10
    assert Kiriman.objects.filter(isi=None).count() == 10
    Kiriman.objects.update(tanggal=today() - timedelta(days=3))
    assert kotak_prune() == 10


def test_what_waits_in_the_box_cannot_be_read_from_the_database(survei: Survei) -> None:
    client = Client()
    kirim(client, survei, formulir(client, survei, **{"t-0": "Kursi kurang."}))
    kirim(client, survei, formulir(client, survei))
    first, second = (bytes(one.isi or b"") for one in Kiriman.objects.order_by("sidik"))
    assert b"Kursi" not in first + second
    assert len(first) == len(second), "the length tells nothing either"


def test_a_response_sealed_under_a_lost_secret_stays(survei: Survei, settings: Any) -> None:
    client = Client()
    kirim(client, survei, formulir(client, survei))
    secret, settings.SECRET_KEY = settings.SECRET_KEY, "lain"
    assert kotak_empty(survei.pk) == 0
    settings.SECRET_KEY_FALLBACKS = [secret]
    assert kotak_empty(survei.pk) == 1
