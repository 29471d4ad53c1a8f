"""The frame of every page, health, and what people see when something is refused or fails."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from binawidya.beranda import navigation
from binawidya.organisasi.lingkup import Lingkup
from binawidya.organisasi.models import User
from binawidya.settings.environment import PROJECT_DIR

UJI = override_settings(ROOT_URLCONF="tests.umum.urls_gagal")
PUBLIC = ["/akun/masuk/", "/akun/sandi/lupa/", "/akun/sandi/lupa/terkirim/", "/akun/sandi/baru/selesai/",
          "/akun/sandi/baru/1-x/", "/akun/nonaktif/", "/tidak-ada/"]  # fmt: skip
OWN = ["/menu/", "/akun/sandi/", "/akun/pastikan/", "/akun/keluar/", "/tidak-ada/"]


@pytest.fixture
def failing(client: Client) -> Iterator[Client]:
    """A client that is shown what people are shown."""
    client.raise_request_exception = False
    with UJI:
        yield client


def text(response: Any) -> str:
    return str(response.content.decode())


# --- The policy every page runs under ----------------------------------------------------------------------------
def assert_clean(html: str) -> None:
    """No script, style or handler inside the page; the strict policy would block it."""
    assert not re.search(r"<style\b", html)
    assert not re.search(r"\sstyle\s*=", html)
    assert not re.search(r"\son[a-z]+\s*=", html)
    assert not re.search(r"javascript:", html)
    assert re.findall(r"<script\b(?![^>]*\ssrc=)", html) == []
    assert re.findall(r"(?:src|href)=\"https?:", html) == []
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids)), "an id stands twice"
    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert '<html lang="id"' in html
    assert re.search(r"<title>[^<]+ · Binawidya</title>", html)


def assert_policy(response: Any) -> None:
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if " " in part)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PUBLIC)
def test_pages_for_everybody_hold_the_policy(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert_policy(response)
    assert_clean(text(response))


@pytest.mark.parametrize("path", OWN)
def test_pages_of_a_pegawai_hold_the_policy_and_are_stored_by_nobody(signed_in: Client, path: str) -> None:
    response = signed_in.get(path)
    assert_policy(response)
    assert_clean(text(response))
    assert "no-store" in response["Cache-Control"]
    assert "Sri Wahyuni, A.Md." in text(response)


def test_the_showcase_holds_the_policy_and_exists_only_while_developing(client: Client, db: None) -> None:
    assert client.get("/komponen/").status_code == 404
    with override_settings(DEBUG=True):
        response = client.get("/komponen/?hal=abc&urut=password")
    assert response.status_code == 200
    assert_policy(response)
    assert_clean(text(response))


@pytest.mark.parametrize("path", ["/menu/", "/akun/sandi/", "/akun/pastikan/"])
def test_a_stranger_is_asked_to_sign_in_first(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, f"/akun/masuk/?next={path}")


@pytest.mark.parametrize(
    ("path", "method"),
    [("/tampilan/", "get"), ("/menu/", "post"), ("/sehat/", "post"), ("/siap/", "delete"), ("/akun/sandi/", "put")],
)
def test_another_method_is_not_taken(signed_in: Client, path: str, method: str) -> None:
    assert getattr(signed_in, method)(path).status_code == 405


# --- The frame ---------------------------------------------------------------------------------------------------
def test_the_frame_costs_session_user_and_one_reading_of_the_reach(
    signed_in: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What waits for whom is counted by the page for home and measured there.
    monkeypatch.setattr(navigation, "counts", lambda request: {})
    signed_in.get("/menu/")
    with django_assert_num_queries(3):
        signed_in.get("/menu/")


def test_the_frame_shows_office_person_and_a_way_out(signed_in: Client) -> None:
    html = text(signed_in.get("/menu/"))
    assert settings.INSTANSI in html
    assert "<small>Kota Pekanbaru</small>" in html
    assert '<a class="bw-lompat visually-hidden-focusable" href="#isi">' in html
    assert '<main id="isi"' in html
    assert html.count(f'<form method="post" action="{reverse("account_logout")}">') == 2
    assert re.search(r"hx-headers='\{\"X-CSRFToken\": \"[A-Za-z0-9]{64}\"\}'", html)


def test_the_menu_leaves_out_what_does_not_exist_and_what_is_not_for_the_person() -> None:
    places = (
        navigation.Item(group="", label="Menu", ikon="menu", url_name="umum:menu", condition=lambda reach: True),
        navigation.Item(group="", label="Belum", ikon="menu", url_name="belum:ada", condition=lambda reach: True),
        navigation.Item(
            group="Tim", label="Tim", ikon="menu", url_name="umum:components", condition=lambda r: r.adalah_atasan
        ),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(navigation, "ITEMS", places)
        alone = Lingkup(user_id=1, tanggal=None)  # type: ignore[arg-type]
        assert [entry.label for entry in navigation.entries_for(alone, "/menu/sub/", {})] == ["Menu"]
        leads = Lingkup(user_id=1, tanggal=None, bawahan_di=frozenset({(2, 3)}))  # type: ignore[arg-type]
        entries = navigation.entries_for(leads, "/menu/sub/", {})
    assert [(entry.label, entry.active) for entry in entries] == [("Menu", True), ("Tim", False)]
    assert [group.label for group in navigation.grouped(entries)] == ["", "Tim"]


def _labels(user: User) -> list[str]:
    """The places of a user, were all of them built."""
    return [str(item.label) for item in navigation.ITEMS if item.condition(user.lingkup)]


def test_an_employee_without_role_sees_only_the_own_places(sri: User) -> None:
    assert _labels(sri) == [
        "Beranda",
        "Realisasi bulan ini",
        "Kinerja saya",
        "Evaluasi saya",
        "Umpan balik",
        "Target saya",
        "Laporan",
        "Simulasi",
        "Peta kinerja",
        "Indikator",
    ]


def test_an_account_with_roles_but_no_person_has_no_own_entries(operator: User) -> None:
    assert _labels(operator) == [
        "Beranda",
        "Isian atas nama",
        "Verifikasi",
        "Koreksi realisasi",
        "Dasbor unit",
        "Mutu data",
        "Evaluasi unit",
        "Keberatan",
        "Target dan persetujuan",
        "Belum mengisi",
        "Laporan",
        "Survei",
        "Sebelum dan sesudah",
        "Simulasi",
        "Peta kinerja",
        "Sasaran",
        "Indikator",
        "Unit kerja",
        "Pegawai",
        "Akun",
        "Impor pegawai",
        "Peran",
        "Aturan evaluasi",
        "Periode",
        "Kebijakan skor",
        "Perhitungan skor",
        "Aturan verifikasi",
    ]


def test_a_technical_account_has_a_name_on_the_page(client: Client, operator: User) -> None:
    client.force_login(operator)
    assert "layanan" in text(client.get("/menu/"))


def test_a_message_is_shown_once_and_heard(client: Client, sri: User) -> None:
    client.force_login(sri)
    client.post("/akun/sandi/", {"oldpassword": "benteng-siak-2026", "password1": "jembatan-leighton-77",
                                 "password2": "jembatan-leighton-77"})  # fmt: skip
    first = text(client.get("/menu/"))
    assert re.search(r'role="status"><div class="alert nada-positif">.*Kata sandi diganti\.', first, re.S)
    assert "Kata sandi diganti." not in text(client.get("/menu/"))
    assert constants.DEFAULT_TAGS[constants.SUCCESS] == "success"


# --- Theme -------------------------------------------------------------------------------------------------------
def _theme(client: Client, **headers: str) -> tuple[str, bool]:
    html = text(client.get("/akun/masuk/", headers=headers))
    found = re.search(r'data-bs-theme="(\w+)"', html)
    assert found is not None
    return found[1], "js/tema.js" in html


def test_without_a_choice_the_theme_follows_the_device(client: Client, db: None) -> None:
    assert _theme(client) == ("light", True)
    assert _theme(client, **{"Sec-CH-Prefers-Color-Scheme": '"dark"'}) == ("dark", True)
    assert client.get("/akun/masuk/")["Accept-CH"] == "Sec-CH-Prefers-Color-Scheme"


def test_without_script_the_style_alone_follows_the_device(client: Client, db: None) -> None:
    link = re.compile(r'<noscript><link rel="stylesheet" href="[^"]*/css/sistem[^"]*"></noscript>')
    assert link.search(text(client.get("/akun/masuk/")))
    client.cookies["bw_tema"] = "terang"
    assert not link.search(text(client.get("/akun/masuk/")))  # a choice stands above the device
    dark, device = (
        re.findall(rf"(?m)^\[data-bs-theme={theme}\] {{\n([^}}]*)", (PROJECT_DIR / "static/css" / name).read_text())
        for theme, name in (("dark", "rupa.css"), ("light", "sistem.css"))
    )
    assert dark == device != []


@pytest.mark.parametrize(("chosen", "drawn"), [("gelap", "dark"), ("terang", "light")])
def test_a_chosen_theme_is_kept_whatever_the_device_prefers(client: Client, db: None, chosen: str, drawn: str) -> None:
    response = client.post("/tampilan/", {"tema": chosen, "kembali": "/akun/masuk/?next=/menu/"})
    assert (response.status_code, response["Location"]) == (302, "/akun/masuk/?next=/menu/")
    cookie = response.cookies["bw_tema"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    for hint in ("dark", "light"):
        assert _theme(client, **{"Sec-CH-Prefers-Color-Scheme": hint}) == (drawn, False)


def test_a_choice_can_be_taken_back(client: Client, db: None) -> None:
    client.post("/tampilan/", {"tema": "gelap"})
    client.post("/tampilan/", {"tema": "sistem"})
    assert _theme(client) == ("light", True)


@pytest.mark.parametrize("nonsense", ["", "biru", 'gelap"><script>', "dark"])
def test_a_theme_that_does_not_exist_changes_nothing(client: Client, db: None, nonsense: str) -> None:
    response = client.post("/tampilan/", {"tema": nonsense})
    assert "bw_tema" not in response.cookies
    client.cookies["bw_tema"] = nonsense
    assert _theme(client)[0] == "light"


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example/", r"/\evil.example", "javascript:x", ""])
def test_changing_the_theme_never_leads_off_the_site(client: Client, db: None, evil: str) -> None:
    assert client.post("/tampilan/", {"tema": "gelap", "kembali": evil})["Location"] == "/"


# --- Health ------------------------------------------------------------------------------------------------------
def test_the_process_answers_without_the_database(client: Client) -> None:
    # No database mark: a query would fail this test.
    response = client.get("/sehat/")
    assert response.json() == {"status": "ok", "proses": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_a_node_with_database_and_migrations_is_ready(client: Client, db: None) -> None:
    response = client.get("/siap/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "basis_data": "ok", "migrasi": "ok", "antrean": "ok"}


def test_a_node_with_a_missing_migration_is_not_ready(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'kinerja'")
    response = client.get("/siap/")
    assert response.status_code == 503
    assert response.json()["migrasi"] == "gagal"


def test_a_node_without_broker_still_serves_people(client: Client, db: None) -> None:
    with override_settings(CELERY_BROKER_URL="redis+socket:///tidak/ada/valkey.sock"):
        response = client.get("/siap/")
    assert (response.status_code, response.json()["antrean"]) == (200, "gagal")


@pytest.mark.django_db(transaction=True)
def test_a_node_without_database_is_not_ready_and_says_no_more(client: Client) -> None:
    right = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/tidak/ada"
    try:
        response = client.get("/siap/")
        assert response.status_code == 503
        assert response.json() == {"status": "gagal", "basis_data": "gagal", "migrasi": "gagal", "antrean": "ok"}
        assert client.get("/sehat/").status_code == 200
    finally:
        connection.close()
        connection.settings_dict["HOST"] = right


# --- Refusals and failures ---------------------------------------------------------------------------------------
def test_a_refusal_gives_its_reason(failing: Client, sri: User) -> None:
    failing.force_login(sri)
    response = failing.get("/uji/403/")
    assert response.status_code == 403
    assert "Halaman ini hanya untuk atasan pegawai yang bersangkutan." in text(response)
    assert "Menu utama" in text(response)
    assert_clean(text(response))
    assert "bukan dalam wewenang Anda" in text(failing.get("/uji/403-tanpa-alasan/"))


def test_absent_and_out_of_reach_are_told_in_one_sentence(signed_in: Client) -> None:
    response = signed_in.get("/tidak-ada/")
    assert response.status_code == 404
    assert "Halaman tidak ada, atau bukan dalam wewenang Anda." in text(response)


def test_a_conflict_is_readable_and_escaped(failing: Client, sri: User) -> None:
    failing.force_login(sri)
    response = failing.get("/uji/409/")
    assert response.status_code == 409
    assert "Pengisian &lt;Oktober&gt; sudah ditutup." in text(response)
    assert_clean(text(response))


def test_a_conflict_answered_to_htmx_is_only_the_message(failing: Client, sri: User) -> None:
    failing.force_login(sri)
    response = failing.get("/uji/409/", headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert text(response).strip().startswith('<div class="alert nada-bahaya" role="alert">')
    assert "<html" not in text(response)


@pytest.mark.parametrize("path", ["/uji/400/", "/akun/masuk/?next=%00", "/menu/?cari=%00"])
def test_what_cannot_be_read_is_told_so(failing: Client, db: None, path: str) -> None:
    response = failing.get(path)
    assert response.status_code == 400
    assert_clean(text(response))


def test_an_aged_form_says_that_the_typing_is_not_lost(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/akun/masuk/", {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert "masih ada di halaman sebelumnya" in text(response)
    assert_clean(text(response))


def test_a_failure_shows_a_code_that_stands_in_the_log_and_nothing_else(
    failing: Client, caplog: pytest.LogCaptureFixture
) -> None:
    # No database mark: the page of failure asks nothing of it.
    response = failing.get("/uji/500/")
    assert response.status_code == 500
    html = text(response)
    found = re.search(r"Sebutkan kode <strong[^>]*>([0-9A-F]{4})</strong>", html)
    assert found is not None
    assert f"failure {found[1]}: GET /uji/500/ (RuntimeError)" in caplog.text
    assert "rahasia" not in html
    assert_clean(html)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/uji/putus/", "/uji/lambat/"])
def test_a_database_that_is_away_or_too_busy_is_told_as_passing(failing: Client, path: str) -> None:
    response = failing.get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "Tunggu sebentar, lalu muat ulang halaman ini." in text(response)
    assert_clean(text(response))


def test_pages_of_failure_keep_the_chosen_theme(failing: Client) -> None:
    failing.cookies["bw_tema"] = "gelap"
    assert 'data-bs-theme="dark"' in text(failing.get("/uji/500/"))
