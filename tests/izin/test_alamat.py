"""Every address for everybody: out of scope 404, in scope but forbidden 403, wrong method 405, nothing written."""

import hashlib
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.policy import TABEL
from binawidya.umum.http import PUBLIC, SIGNED_IN
from tests.izin.alamat import Alamat, semua_alamat
from tests.izin.objek import KASUS
from tests.izin.pelaku import ANONIM, KE_MASUK, KEPADA_PEGAWAI, OK, jawaban
from tests.kantor import Kantor
from tests.kantor_bersama import KantorBersama

# Open to everyone, each with its reason.
PUBLIK = {
    "account_login": "where people sign in",
    "account_logout": "signing out twice is no error",
    "account_inactive": "told after signing in with a closed account",
    "account_reset_password": "for people who cannot sign in",
    "account_reset_password_done": "the same answer whether the address is known or not",
    "account_reset_password_from_key": "the link in the mail is the proof",
    "account_reset_password_from_key_done": "end of that way",
    "organisasi:undangan_enter": "whoever was invited cannot sign in yet",
    "organisasi:undangan_open": "the link in the letter is the proof",
    "organisasi:undangan_accept": "ends with being signed in",
    "kinerja:dokumen_verify/0": "whoever is handed a paper has no account here",
    "kinerja:dokumen_verify/1": "whoever is handed a paper has no account here",
    "survei:isi": "whoever was served answers without an account",
    "survei:kios": "the same on a shared screen",
    "survei:kirim": "the answer of whoever was served",
    "survei:terima": "end of that way",
    "survei:terima_kios": "end of that way on a shared screen",
    "survei:hasil_publik": "results of public surveys are public",
    "umum:theme_update": "the sign-in page has a theme as well",
    "umum:health_alive": "asked by machines",
    "umum:health_ready": "asked by machines, tells no details",
    "umum:components": "exists only while developing",
}
# For everybody who is signed in, without an object.
SENDIRI = {"umum:menu", "account_change_password", "account_reauthenticate", "organisasi:kolom_update"} | {
    f"organisasi:pemberitahuan_{act}" for act in ("list", "open", "read_all")
}
SENDIRI |= {f"organisasi:token_{act}" for act in ("list", "create", "delete")}
# The API: for everybody who is signed in; strangers are answered with a status (tests/api).
API = {
    "api:simulasi_capaian",
    "api:simulasi_konsolidasi",
    "api:simulasi_ikm",
    "api:simulasi_sampel",
    "api:simulasi_predikat",
    "api:simulasi_angka_kredit",
}
ALAMAT = {alamat.kunci: alamat for alamat in semua_alamat()}
# Counters, sessions, and a proxy without a table.
PERANTARA = {"umum_ratelimit", "django_session", "pghistory_events"}


def test_every_address_names_its_act_and_methods() -> None:
    unmarked = [one.kunci for one in ALAMAT.values() if not one.act or not one.methods]
    assert unmarked == []


def test_every_act_of_an_address_is_in_the_policy() -> None:
    known = {*TABEL, SIGNED_IN, PUBLIC}
    assert [one.kunci for one in ALAMAT.values() if one.act not in known] == []


def test_every_address_is_in_the_matrix_or_on_the_public_list() -> None:
    assert set(ALAMAT) == set(KASUS) | set(PUBLIK) | SENDIRI | API


def test_exactly_the_listed_addresses_are_public() -> None:
    assert {one.kunci for one in ALAMAT.values() if one.act == PUBLIC} == set(PUBLIK)


def test_every_act_of_the_policy_is_used_by_an_address() -> None:
    used = {one.act for one in ALAMAT.values()}
    # Asked inside pages: the scope of a list, whether an NIP is shown whole, whose report it is.
    within = {
        "unit_kerja.read", "pegawai.read_nip", "pegawai.read_pribadi", "laporan_unit.read", "laporan_pegawai.read",
        "realisasi.check", "realisasi.endorse",
    }  # fmt: skip
    assert set(TABEL) - used - within == set()


def sidik() -> str:
    """A digest of everything stored but sessions and counters."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in sorted(apps.get_models(), key=lambda model: model._meta.db_table):
            table = model._meta.db_table
            if table in PERANTARA or not model._meta.managed:
                continue
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t")
            digest.update(f"{table}:{cursor.fetchone()[0]}".encode())
    return digest.hexdigest()


def minta(client: Client, alamat: Alamat, url: str, isi: dict[str, Any]) -> Any:
    method = "POST" if "GET" not in alamat.methods else "GET"
    return client.post(url, isi) if method == "POST" else client.get(url)


def terjawab(response: Any) -> int | str:
    if response.status_code in {200, 409, 422}:
        return OK
    if response.status_code in {301, 302, 303}:
        return KE_MASUK if response.url.startswith(reverse("account_login")) else OK
    return int(response.status_code)


@pytest.mark.parametrize("kunci", sorted(KASUS))
def test_address_answers_everybody_as_the_policy_promises(kunci: str, kantor: Kantor, bersama: KantorBersama) -> None:
    kasus, alamat = KASUS[kunci], ALAMAT[kunci]
    url = reverse(alamat.nama, kwargs=kasus.alamat(kantor)) + kasus.tanya
    isi = kasus.isi(kantor)
    reads = "GET" in alamat.methods
    clients = {ANONIM: bersama.masuk(None)}
    clients |= {pelaku: bersama.masuk(kantor.user[pelaku]) for pelaku in KEPADA_PEGAWAI}
    promised = {
        pelaku: kasus.jawaban(pelaku, alamat.act) or jawaban(pelaku, alamat.act, kasus.lingkup) for pelaku in clients
    }
    found = {}

    def ask(pelaku: str) -> None:
        for upload in (value for value in isi.values() if hasattr(value, "seek")):
            upload.seek(0)
        response = minta(clients[pelaku], alamat, url, isi)
        found[pelaku] = terjawab(response)
        if response.streaming:
            assert [*response.streaming_content]

    before = sidik()
    for pelaku in clients:
        if reads or promised[pelaku] != OK:
            ask(pelaku)
    assert sidik() == before, "a page or a refused act changed something"
    for pelaku in clients.keys() - found.keys():
        with transaction.atomic():
            ask(pelaku)
            transaction.set_rollback(True)
    assert found == promised


@pytest.mark.parametrize("kunci", sorted(KASUS))
def test_address_refuses_other_methods(kunci: str, kantor: Kantor, bersama: KantorBersama) -> None:
    kasus, alamat = KASUS[kunci], ALAMAT[kunci]
    url = reverse(alamat.nama, kwargs=kasus.alamat(kantor))
    client = bersama.masuk(kantor.user["pegawai"])
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - alamat.methods:
        assert client.generic(method, url).status_code == 405, method


@pytest.mark.parametrize(
    "kunci", sorted(key for key, one in ALAMAT.items() if "GET" not in one.methods and key in KASUS)
)
def test_post_without_token_is_refused(kunci: str, kantor: Kantor) -> None:
    kasus, alamat = KASUS[kunci], ALAMAT[kunci]
    client = Client(enforce_csrf_checks=True)
    client.force_login(kantor.user["pegawai"])
    url = reverse(alamat.nama, kwargs=kasus.alamat(kantor))
    before = sidik()
    assert client.post(url, kasus.isi(kantor)).status_code == 403
    assert sidik() == before
