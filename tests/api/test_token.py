"""Keys of the API: shown once, kept as a hash, refused when they have run out or were revoked."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from binawidya.organisasi.models import User
from binawidya.organisasi.models.token_api import TokenApi
from binawidya.organisasi.services.token_api import token_create, token_delete
from binawidya.umum.errors import ActRefused
from tests.kantor import Kantor

SANDI = "kata-sandi-uji-2026"


def call(token: str, client: Client | None = None) -> Any:
    body = {"polarisasi": "maksimum", "target": "10", "realisasi": "9"}
    return (client or Client(enforce_csrf_checks=True)).post(
        reverse("api:simulasi_capaian"), body, content_type="application/json", headers={"Authorization": token}
    )


@pytest.fixture
def pegawai(kantor: Kantor) -> User:
    user = kantor.user["pegawai"]
    user.set_password(SANDI)
    user.save()
    return user


def masuk(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.username, "password": SANDI})
    # As the page asks before a key is made or revoked.
    client.post(reverse("account_reauthenticate"), {"password": SANDI})
    return client


def test_a_program_calls_with_the_key_of_a_person(pegawai: User) -> None:
    _row, token = token_create(actor=pegawai, nama="Dasbor kota", hari=30)
    answer = call(f"Bearer {token}")
    assert (answer.status_code, answer.json()["capaian"]) == (200, "90")


@pytest.mark.parametrize("header", ["Bearer", "Bearer bw_salah", "Bearer a b", "Bearer \N{SNOWMAN}"])
def test_a_wrong_key_is_refused_and_not_taken_for_nobody(header: str, pegawai: User) -> None:
    answer = call(header.encode("utf-8").decode("latin-1"))
    assert answer.status_code in {401, 403}
    assert "Kunci" in answer.json()["detail"] or "Authorization" in answer.json()["detail"]


def test_a_key_that_ran_out_or_was_revoked_or_whose_account_was_closed_is_refused(pegawai: User) -> None:
    row, token = token_create(actor=pegawai, nama="a", hari=30)
    ends = row.berlaku_sampai
    past = timezone.now() - timedelta(minutes=1)
    TokenApi.objects.filter(pk=row.pk).update(created_at=past - timedelta(days=1), berlaku_sampai=past)
    assert call(f"Bearer {token}").status_code in {401, 403}
    TokenApi.objects.filter(pk=row.pk).update(berlaku_sampai=ends)
    assert call(f"Bearer {token}").status_code == 200
    User.objects.filter(pk=pegawai.pk).update(is_active=False)
    assert call(f"Bearer {token}").status_code in {401, 403}
    User.objects.filter(pk=pegawai.pk).update(is_active=True)
    token_delete(actor=pegawai, token=row)
    assert call(f"Bearer {token}").status_code in {401, 403}


def test_the_key_itself_is_stored_nowhere_and_shown_once(pegawai: User) -> None:
    client = masuk(pegawai)
    page = client.post(reverse("organisasi:token_create"), {"nama": "Dasbor kota", "hari": "90"})
    token = page.context["token"]
    assert token in page.text
    assert "no-store" in page["Cache-Control"]
    assert token not in client.get(reverse("organisasi:token_list")).text
    assert token not in str(TokenApi.objects.values().get())
    assert call(f"Bearer {token}").status_code == 200


def test_somebody_at_a_forgotten_desk_is_asked_for_the_password(pegawai: User) -> None:
    client = Client()
    client.force_login(pegawai)
    answer = client.post(reverse("organisasi:token_create"), {"nama": "x", "hari": "90"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not TokenApi.objects.exists()


def test_nobody_revokes_the_key_of_somebody_else(pegawai: User, kantor: Kantor) -> None:
    row, _token = token_create(actor=kantor.user["rekan"], nama="a", hari=30)
    assert masuk(pegawai).post(reverse("organisasi:token_delete", args=[row.pk])).status_code == 404


def test_a_person_has_ten_keys_at_most(pegawai: User) -> None:
    for number in range(10):
        token_create(actor=pegawai, nama=str(number), hari=30)
    with pytest.raises(ActRefused, match="Sudah ada 10 kunci"):
        token_create(actor=pegawai, nama="satu lagi", hari=30)
