"""Signing in and out, passwords, and those who try other people's."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, MD5PasswordHasher, get_hashers
from django.core import mail
from django.db import connections
from django.test import Client, override_settings
from django.urls import reverse

from binawidya.organisasi.models import User
from binawidya.settings import base
from tests.organisasi.conftest import NIP_STAF, SANDI, Kantor, make_kantor

MASUK = "/akun/masuk/"
SALAH = "NIP atau kata sandi tidak cocok. Setelah 5 kali salah, tunggu 15 menit."
BANYAK = "Terlalu banyak percobaan."
BARU = "jembatan-leighton-77"


def sign_in(client: Client, login: str, password: str, *, next_url: str = "/menu/", address: str = "10.1.2.3") -> Any:
    return client.post(MASUK, {"login": login, "password": password, "next": next_url}, REMOTE_ADDR=address)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --- Getting in --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "login",
    ["199408182019032007", "19940818 201903 2 007", " 19940818.201903.2.007 ", "sri@contoh.go.id", "SRI@Contoh.go.id"],
)
def test_pegawai_signs_in_with_nip_or_email(client: Client, kantor: Kantor, login: str) -> None:
    response = sign_in(client, login, SANDI)
    assert (response.status_code, response["Location"]) == (302, "/menu/")
    page = client.get("/menu/").content.decode()
    assert "Sri Wahyuni, S.Sos." in page
    assert "Pengelola Layanan" in page


@pytest.mark.parametrize(
    ("login", "password"),
    [(NIP_STAF, "salah-sekali-2026"), ("1994081820190320", SANDI), ("bukan nip", SANDI), ("x@contoh.go.id", SANDI),
     (NIP_STAF, SANDI + " "), (NIP_STAF.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), SANDI)],
)  # fmt: skip
def test_whatever_does_not_match_gets_the_same_answer(
    client: Client, kantor: Kantor, login: str, password: str
) -> None:
    response = sign_in(client, login, password)
    assert response.status_code == 200
    assert SALAH in response.content.decode()
    assert not is_signed_in(client)


def test_what_was_typed_as_login_is_kept_and_the_password_is_not(client: Client, kantor: Kantor) -> None:
    page = sign_in(client, "19940818 201903 2 007", "salah-sekali-2026").content.decode()
    assert 'value="199408182019032007"' in page or 'value="19940818 201903 2 007"' in page
    assert "salah-sekali-2026" not in page


def test_a_disabled_account_is_told_whom_to_ask(client: Client, kantor: Kantor) -> None:
    User.objects.filter(pk=kantor.staf.pk).update(is_active=False)
    response = sign_in(client, NIP_STAF, SANDI)
    assert not is_signed_in(client)
    if response.status_code == 302:
        response = client.get(response["Location"])
    assert "Minta pengaktifan kepada admin kepegawaian." in response.content.decode()


def test_signing_in_changes_the_session_key(client: Client, kantor: Kantor) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "ditanam0ditanam0ditanam0ditanam0"
    sign_in(client, NIP_STAF, SANDI)
    assert is_signed_in(client)
    assert client.session.session_key != "ditanam0ditanam0ditanam0ditanam0"


@pytest.mark.parametrize(
    "evil",
    ["//evil.example", "https://evil.example/", r"\\evil.example", r"/\evil.example", "javascript:alert(1)",
     "///evil.example", "http:evil.example", "\t//evil.example", "data:text/html,x"],
)  # fmt: skip
def test_signing_in_never_leads_off_the_site(client: Client, kantor: Kantor, evil: str) -> None:
    with override_settings(LOGIN_REDIRECT_URL="/menu/"):
        response = sign_in(client, NIP_STAF, SANDI, next_url=evil)
        assert (response.status_code, response["Location"]) == (302, "/menu/")
        # Somebody who is signed in already is sent on at once.
        again = client.get(MASUK, {"next": evil})
        assert (again.status_code, again["Location"]) == (302, "/menu/")


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example/", r"/\evil.example", "javascript:alert(1)"])
def test_signing_out_never_leads_off_the_site(client: Client, kantor: Kantor, evil: str) -> None:
    client.force_login(kantor.staf)
    response = client.post("/akun/keluar/", {"next": evil})
    assert (response.status_code, response["Location"]) == (302, MASUK)


def test_a_page_asked_for_before_signing_in_comes_after_it(client: Client, kantor: Kantor) -> None:
    first = client.get("/akun/sandi/?dari=menu")
    assert first["Location"] == f"{MASUK}?next=/akun/sandi/%3Fdari%3Dmenu"
    form = client.get(first["Location"]).content.decode()
    wanted = re.search(r'name="next"[^>]*value="([^"]*)"', form)
    assert wanted is not None
    assert sign_in(client, NIP_STAF, SANDI, next_url=wanted[1])["Location"] == "/akun/sandi/?dari=menu"


def test_a_part_asked_for_after_the_session_ended_loads_the_whole_sign_in_page(client: Client, kantor: Kantor) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/menu/?a=1"}
    response = client.get("/akun/sandi/", headers=headers, follow=True)
    assert response["HX-Redirect"] == f"{MASUK}?next=%2Fmenu%2F%3Fa%3D1"
    assert response.content == b""


def test_signing_out_takes_a_post(client: Client, kantor: Kantor) -> None:
    client.force_login(kantor.staf)
    assert client.get("/akun/keluar/").status_code == 200
    assert is_signed_in(client)
    client.post("/akun/keluar/")
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", ["/akun/daftar/", "/akun/signup/", "/akun/email/", "/accounts/login/"])
def test_nobody_signs_up_here(client: Client, path: str, db: None) -> None:
    assert client.get(path).status_code == 404


# --- Guessing ----------------------------------------------------------------------------------------------------
def test_after_five_failures_the_right_password_is_refused_too(client: Client, kantor: Kantor) -> None:
    for attempt in range(5):
        assert SALAH in sign_in(client, NIP_STAF, f"tebakan-{attempt}", address="10.1.2.3").content.decode()
    # The spaces and another host of the same network change nothing.
    for login, address in ((NIP_STAF, "10.1.2.3"), ("19940818 201903 2 007", "10.1.2.99")):
        response = sign_in(client, login, SANDI, address=address)
        assert BANYAK in response.content.decode()
    assert not is_signed_in(client)


def test_failures_elsewhere_do_not_lock_anybody_out(client: Client, kantor: Kantor) -> None:
    for attempt in range(7):
        sign_in(Client(), NIP_STAF, f"tebakan-{attempt}", address="203.0.113.9")
    assert sign_in(client, NIP_STAF, SANDI, address="10.1.2.3").status_code == 302


def test_a_success_forgives_the_failures_before_it(client: Client, kantor: Kantor) -> None:
    for _round in range(3):
        for attempt in range(4):
            sign_in(Client(), NIP_STAF, f"tebakan-{attempt}")
        assert sign_in(Client(), NIP_STAF, SANDI).status_code == 302


def test_a_forged_forwarding_header_does_not_reset_the_count(kantor: Kantor) -> None:
    for attempt in range(7):
        answer = Client().post(
            MASUK,
            {"login": NIP_STAF, "password": f"tebakan-{attempt}"},
            REMOTE_ADDR="10.1.2.3",
            headers={"X-Forwarded-For": f"198.51.100.{attempt}"},
        )
    assert BANYAK in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_forty_guesses_at_once_check_no_more_passwords_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    make_kantor()
    checked: list[str] = []
    verify = MD5PasswordHasher.verify

    def counting(self: MD5PasswordHasher, password: str, encoded: str) -> bool:
        checked.append(password)
        return verify(self, password, encoded)

    monkeypatch.setattr(MD5PasswordHasher, "verify", counting)
    start = Barrier(40)

    def guess(number: int) -> str:
        try:
            start.wait(timeout=30)
            return sign_in(Client(), NIP_STAF, f"tebakan-{number}").content.decode()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(40) as pool:
        answers = [*pool.map(guess, range(40))]
    limit = settings.LOGIN_FAILED_LIMITS["akun_dan_jaringan"]
    assert len(set(checked)) <= limit
    assert sum(SALAH in answer for answer in answers) <= limit
    assert sum(BANYAK in answer for answer in answers) >= 40 - limit


def test_production_keeps_passwords_with_argon2() -> None:
    with override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS):
        get_hashers.cache_clear()
        try:
            user = User(username="uji")
            user.set_password(SANDI)
            assert user.password.startswith("argon2$argon2id$")
            assert user.check_password(SANDI)
            assert not user.check_password(SANDI + "x")
            assert isinstance(get_hashers()[0], Argon2PasswordHasher)
        finally:
            get_hashers.cache_clear()
    get_hashers.cache_clear()


# --- Passwords ---------------------------------------------------------------------------------------------------
def _change(client: Client, old: str, new: str, again: str | None = None) -> Any:
    return client.post(
        "/akun/sandi/", {"oldpassword": old, "password1": new, "password2": new if again is None else again}
    )


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(client: Client, kantor: Kantor) -> None:
    elsewhere = Client()
    elsewhere.force_login(kantor.staf)
    client.force_login(kantor.staf)
    response = _change(client, SANDI, BARU)
    assert response.status_code == 302
    assert "Kata sandi diganti." in client.get(response["Location"]).content.decode()
    assert elsewhere.get("/menu/").status_code == 302
    assert sign_in(Client(), NIP_STAF, BARU).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("salah-sekali-2026", BARU, None), (SANDI, "kecil-2026", None), (SANDI, "123456789012345", None),
     (SANDI, BARU, "lain"), (SANDI, "123qweasdzxc", None), (SANDI, NIP_STAF, None), (SANDI, "", None)],
)  # fmt: skip
def test_a_weak_or_unproven_password_is_refused_at_its_field(
    client: Client, kantor: Kantor, old: str, new: str, again: str | None
) -> None:
    client.force_login(kantor.staf)
    response = _change(client, old, new, again)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'aria-invalid="true"' in page
    assert new == "" or new not in page
    kantor.staf.refresh_from_db()
    assert kantor.staf.check_password(SANDI)


def test_a_forgotten_password_is_renewed_by_mail_once(client: Client, kantor: Kantor) -> None:
    response = client.post(reverse("account_reset_password"), {"email": "sri@contoh.go.id"}, follow=True)
    assert "tautan untuk membuat kata sandi baru sudah dikirim" in response.content.decode()
    [letter] = mail.outbox
    assert letter.to == ["sri@contoh.go.id"]
    assert "Kata sandi baru" in letter.subject
    found = re.search(r"http://testserver(/akun/sandi/baru/\S+)", letter.body)
    assert found is not None
    link = found[1]
    form = client.get(link)
    assert "set-password" in form["Location"], "the key must not stay in the address"
    page = client.get(form["Location"]).content.decode()
    assert "Kata sandi baru, sekali lagi" in page
    done = client.post(form["Location"], {"password1": BARU, "password2": BARU}, follow=True)
    assert "Pakai kata sandi baru untuk masuk." in done.content.decode()
    assert sign_in(Client(), NIP_STAF, BARU).status_code == 302
    assert "Tautan tidak berlaku lagi" in Client().get(link, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_answer(client: Client, kantor: Kantor) -> None:
    known = client.post(reverse("account_reset_password"), {"email": "sri@contoh.go.id"}, follow=True)
    unknown = Client().post(reverse("account_reset_password"), {"email": "asing@contoh.go.id"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert "sri@contoh.go.id" not in known.content.decode()


def test_a_broken_link_is_explained(client: Client, db: None) -> None:
    page = client.get("/akun/sandi/baru/1-bukan-kunci/").content.decode()
    assert "Tautan tidak berlaku lagi" in page
    assert reverse("account_reset_password") in page


def test_a_sensitive_act_may_ask_for_the_password_again(client: Client, kantor: Kantor) -> None:
    client.force_login(kantor.staf)
    assert "Pastikan ini Anda" in client.get("/akun/pastikan/").content.decode()
    wrong = client.post("/akun/pastikan/", {"password": "salah-sekali-2026", "next": "/menu/"})
    assert wrong.status_code == 200
    assert 'aria-invalid="true"' in wrong.content.decode()
    right = client.post("/akun/pastikan/", {"password": SANDI, "next": "/menu/"})
    assert (right.status_code, right["Location"]) == (302, "/menu/")
