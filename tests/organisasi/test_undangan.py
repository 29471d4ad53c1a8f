"""Invitations: a code that works once, is stored nowhere, and tells nobody anything."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection, connections
from django.test import Client, override_settings
from django.utils import timezone

from binawidya.organisasi.enums import CaraUndangan, JenisAksi, StatusAksi
from binawidya.organisasi.models import AksiAkun, Undangan, User
from binawidya.organisasi.models.undangan import hash_of
from binawidya.organisasi.services import undangan as service
from binawidya.organisasi.services.akun_aksi import CHUNK, akun_give_up, akun_run
from tests.organisasi.dunia import Dunia, bangun_dunia
from tests.organisasi.pintu import (
    DITOLAK,
    KODE,
    SANDI,
    aksi,
    akun,
    cetak,
    is_signed_in,
    kerjakan,
    ketik,
    masuk,
    pdf_text,
    pilih,
    sign_in,
    surel,
    terbuka,
    undang,
)
from tests.organisasi.surat import kotak_surat
from tests.serentak import Serentak, without_row_locks

KODE_SALAH = "ABCDE-FGHJK"


def tanpa_token(response: Any) -> str:
    """The page without what is different every time."""
    return re.sub(r'value="[^"]*"', "", response.content.decode())


# --- By letter ---------------------------------------------------------------------------------------------------
def test_a_letter_leads_to_a_password_of_ones_own(dunia: Dunia) -> None:
    surel("Rina Marlina", "rina@contoh.go.id")
    satu = kerjakan(aksi(dunia, JenisAksi.BUAT, "Rina Marlina", "Dedi Kurniawan", kirim_undangan=True))
    assert satu.ringkasan == {"dibuat": 2, "gagal_dibuat": 0, "diundang": 1, "tidak_terkirim": 0}
    [letter] = mail.outbox
    assert letter.to == ["rina@contoh.go.id"]
    found = re.search(r"https://kinerja\.contoh\.go\.id(/akun/undangan/\S+/)", letter.body)
    assert found is not None
    client = Client()
    first = client.get(found[1])
    assert first["Location"] == "/akun/undangan/sandi/", "the code must not stay in the address"
    page = client.get("/akun/undangan/sandi/").content.decode()
    assert "Rina Marlina" in page
    assert "•••••••" in page
    response = pilih(client)
    assert response["Location"] == "/"
    assert is_signed_in(client)
    rina = User.objects.get(pegawai__nama="Rina Marlina")
    again = Client()
    sign_in(rina, SANDI, again)
    assert is_signed_in(again)
    assert DITOLAK in Client().get(found[1]).content.decode()


def test_a_code_is_stored_nowhere_in_clear(dunia: Dunia, caplog: pytest.LogCaptureFixture) -> None:
    surel("Rina Marlina", "rina@contoh.go.id")
    with caplog.at_level("DEBUG"):
        kerjakan(aksi(dunia, JenisAksi.BUAT, "Rina Marlina", "Dedi Kurniawan", kirim_undangan=True))
        content = masuk(dunia.user["admin"]).post(
            "/akun/kelola/cetak/", {"pilih": dunia.pegawai["Dedi Kurniawan"].pk, "jumlah": "1"}
        ).content  # fmt: skip
    link = re.search(r"/akun/undangan/(\S+)/", mail.outbox[0].body)
    [typed] = KODE.findall(pdf_text(content)[0])
    assert link is not None
    codes = [link[1], typed, typed.replace("-", "")]
    with connection.cursor() as cursor:
        for model in (one for one in apps.get_models() if one._meta.db_table != "pghistory_events"):
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            everything = "\n".join(row[0] for row in cursor.fetchall())
            assert not [code for code in codes if code in everything], model
    assert not [code for code in codes if code in caplog.text]
    assert Undangan.objects.filter(kode_hash__in=[hash_of(codes[0]), hash_of(codes[2])]).count() == 2


def test_an_address_the_server_refuses_is_that_persons_matter(dunia: Dunia) -> None:
    for nama in ("Rina Marlina", "Dedi Kurniawan", "Nurhasanah Rambe"):
        surel(nama, f"{nama.split()[0].lower()}@contoh.go.id")
        akun(dunia, nama)
    with kotak_surat() as kotak:
        kotak.tolak = {"dedi@contoh.go.id"}
        satu = kerjakan(aksi(dunia, JenisAksi.UNDANG, "Rina Marlina", "Dedi Kurniawan", "Nurhasanah Rambe"))
    assert sorted(kotak.alamat) == ["nurhasanah@contoh.go.id", "rina@contoh.go.id"]
    assert satu.ringkasan == {"diundang": 2, "tidak_terkirim": 1}
    assert terbuka(User.objects.get(pegawai__nama="Dedi Kurniawan")) is None, "a code that never left is not good"


def test_letters_that_a_dead_server_did_not_take_are_sent_later_and_none_twice(dunia: Dunia) -> None:
    names = [f"Orang {nomor}" for nomor in range(100, 100 + CHUNK + 20)]
    for nomor, nama in enumerate(names, 100):
        dunia.orang(nomor, nama, "delima")
        surel(nama, f"o{nomor}@contoh.go.id")
    satu = aksi(dunia, JenisAksi.BUAT, *names, kirim_undangan=True)
    with kotak_surat() as kotak:
        kotak.putus_sesudah = CHUNK + 5
        with pytest.raises(OSError):
            akun_run(aksi_id=satu.pk)
        assert len(kotak.surat) == CHUNK + 5
        open_now = Undangan.objects.open().filter(aksi=satu)
        assert open_now.count() == open_now.exclude(dikirim_at=None).count() == CHUNK + 5
        kotak.putus_sesudah = None
        kerjakan(satu)
    assert satu.ringkasan["diundang"] == len(names)
    assert Counter(kotak.alamat) == Counter(f"o{nomor}@contoh.go.id" for nomor in range(100, 100 + len(names)))
    assert satu.status == StatusAksi.SELESAI


def test_work_that_was_given_up_says_so(dunia: Dunia) -> None:
    satu = aksi(dunia, JenisAksi.BUAT, "Rina Marlina")
    akun_give_up(aksi_id=satu.pk)
    page = masuk(dunia.user["admin"]).get(f"/akun/kelola/pekerjaan/{satu.pk}/").content.decode()
    assert "berhenti sesudah beberapa kali dicoba" in page
    akun_run(aksi_id=satu.pk)
    assert not User.objects.filter(pegawai__isnull=False).exists(), "what was given up is not done afterwards"


@override_settings(SUREL_TERKIRIM=False)
def test_where_no_letter_can_be_sent_none_is_promised(dunia: Dunia) -> None:
    surel("Rina Marlina", "rina@contoh.go.id")
    akun(dunia, "Rina Marlina")
    client, pk = masuk(dunia.user["admin"]), dunia.pegawai["Rina Marlina"].pk
    assert "Surel belum diatur" in client.get(f"/akun/kelola/periksa/undang/?pilih={pk}").content.decode()
    assert client.post("/akun/kelola/undang/", {"pilih": pk, "jumlah": "1"}).status_code == 409
    client.post("/akun/kelola/buat/", {"pilih": dunia.pegawai["Dedi Kurniawan"].pk, "jumlah": "1", "kirim": "on"})
    assert AksiAkun.objects.get().kirim_undangan is False


# --- Codes that open nothing -------------------------------------------------------------------------------------
def test_every_code_that_opens_nothing_gets_the_same_answer(dunia: Dunia) -> None:
    users = [akun(dunia, nama) for nama in ("Rina Marlina", "Dedi Kurniawan", "Nurhasanah Rambe", "Camat Satu")]
    codes = [undang(dunia, user) for user in users]
    client = Client()
    ketik(client, codes[0])
    pilih(client)
    now = timezone.now()
    Undangan.objects.filter(user=users[1]).update(created_at=now - timedelta(15), berlaku_sampai=now - timedelta(0, 1))
    Undangan.objects.filter(user=users[2]).update(dicabut_at=timezone.now())
    User.objects.filter(pk=users[3].pk).update(is_active=False)
    answers = [ketik(Client(), code) for code in [*codes, KODE_SALAH, "x"]]
    assert {answer.status_code for answer in answers} == {422}
    assert len({tanpa_token(answer) for answer in answers}) == 1
    assert DITOLAK in answers[0].content.decode()


def test_paper_cannot_be_tried_in_a_link_nor_a_link_be_typed(dunia: Dunia) -> None:
    printed = undang(dunia, akun(dunia, "Rina Marlina"))
    written = undang(dunia, akun(dunia, "Dedi Kurniawan"), CaraUndangan.SUREL)
    assert DITOLAK in Client().get(f"/akun/undangan/{printed}/").content.decode()
    assert DITOLAK in ketik(Client(), written).content.decode()


def test_whoever_got_in_by_another_way_makes_the_code_useless(dunia: Dunia) -> None:
    rina = akun(dunia, "Rina Marlina")
    kode = undang(dunia, rina)
    rina.set_password(SANDI)  # by the letter for a forgotten password
    rina.save()
    sign_in(rina, SANDI)
    assert DITOLAK in ketik(Client(), kode).content.decode()


def test_a_code_left_open_on_a_shared_computer_is_not_good_for_long(dunia: Dunia) -> None:
    client = Client()
    ketik(client, undang(dunia, akun(dunia, "Rina Marlina")))
    session = client.session
    session["undangan"] = [session["undangan"][0], session["undangan"][1] - 16 * 60]
    session.save()
    assert DITOLAK in client.get("/akun/undangan/sandi/").content.decode()
    assert pilih(client).status_code == 422
    assert Client().get("/akun/undangan/sandi/")["Location"] == "/akun/undangan/"


@pytest.mark.parametrize("weak", ["pendek", "123456789012", "password1234", "199408182019062005"])
def test_a_weak_password_is_refused_and_the_code_stays_good(dunia: Dunia, weak: str) -> None:
    client = Client()
    ketik(client, undang(dunia, akun(dunia, "Rina Marlina")))
    assert pilih(client, weak).status_code == 422
    assert pilih(client).status_code == 302


# --- Guessing ----------------------------------------------------------------------------------------------------
def test_after_too_many_wrong_codes_the_right_one_is_refused_from_there_only(dunia: Dunia) -> None:
    kode = undang(dunia, akun(dunia, "Rina Marlina"))
    client = Client()
    for _attempt in range(settings.UNDANGAN_FAILED_LIMIT):
        assert ketik(client, KODE_SALAH).status_code == 422
    for address in ("10.9.8.7", "10.9.8.250"):
        response = ketik(client, kode, address)
        assert response.status_code == 429
        assert "Terlalu banyak percobaan" in response.content.decode()
    assert "Pilih kata sandi" in ketik(Client(), kode, "10.9.9.7").content.decode()


def test_an_office_full_of_people_with_good_codes_is_never_held_up(dunia: Dunia) -> None:
    kode = undang(dunia, akun(dunia, "Rina Marlina"))
    for _person in range(settings.UNDANGAN_FAILED_LIMIT + 5):
        assert ketik(Client(), kode).status_code == 200


@pytest.mark.django_db(transaction=True)
@override_settings(UNDANGAN_FAILED_LIMIT=5)
def test_a_burst_of_guesses_gets_no_more_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    find = service.undangan_find
    monkeypatch.setattr(service, "undangan_find", lambda **sent: (looked.append(sent["kode"]), find(**sent))[1])
    barrier = Barrier(20)

    def guess(number: int) -> int:
        try:
            barrier.wait(30)
            return int(ketik(Client(), KODE_SALAH).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as people:
        answers = Counter(people.map(guess, range(20)))
    assert answers == {422: 5, 429: 15}
    assert len(looked) == 5


# --- Used once ---------------------------------------------------------------------------------------------------
@pytest.fixture
def kode_nyata(transactional_db: None, tmp_path: Any) -> int:
    """A printed invitation of Rina, committed."""
    dunia = bangun_dunia(tmp_path)
    undang(dunia, akun(dunia, "Rina Marlina"))
    return Undangan.objects.get().pk


def _race(monkeypatch: pytest.MonkeyPatch, pk: int) -> list[Any]:
    together = Serentak()
    monkeypatch.setattr(User, "set_password", together.sebelum(User.set_password))
    return together.jalan(*(lambda n=n: service.undangan_accept(undangan_id=pk, sandi=f"{SANDI}-{n}") for n in (1, 2)))


def test_of_two_who_use_a_code_at_once_one_gets_in(monkeypatch: pytest.MonkeyPatch, kode_nyata: int) -> None:
    found = _race(monkeypatch, kode_nyata)
    assert sorted(type(one).__name__ for one in found) == ["ActRefused", "User"]
    winner = next(n for n, one in enumerate(found, 1) if isinstance(one, User))
    assert User.objects.get(pegawai__nama="Rina Marlina").check_password(f"{SANDI}-{winner}")


def test_control_without_locks_both_get_in(monkeypatch: pytest.MonkeyPatch, kode_nyata: int) -> None:
    without_row_locks(monkeypatch)
    assert [type(one).__name__ for one in _race(monkeypatch, kode_nyata)] == ["User", "User"]


# --- A new start -------------------------------------------------------------------------------------------------
def test_a_reset_ends_the_password_and_every_session_at_once(dunia: Dunia) -> None:
    rina = akun(dunia, "Rina Marlina", SANDI)
    desk = Client()
    sign_in(rina, SANDI, desk)
    assert is_signed_in(desk)
    client, pk = masuk(dunia.user["admin"]), dunia.pegawai["Rina Marlina"].pk
    page = client.get(f"/akun/kelola/periksa/cetak/?pilih={pk}&atur_ulang=True").content.decode()
    assert "langsung tidak berlaku dan semua sesinya berakhir" in page
    assert is_signed_in(desk), "reading the page changes nothing"
    [kode] = KODE.findall(pdf_text(cetak(dunia, "Rina Marlina", atur_ulang="True", bersurel="on").content)[0])
    assert not is_signed_in(desk)
    assert sign_in(rina, SANDI).status_code == 200
    ketik(desk, kode)
    pilih(desk, "sungai-siak-mengalir-9")
    assert is_signed_in(desk)


def test_a_list_never_ends_the_password_of_somebody_who_has_one(dunia: Dunia) -> None:
    rina = akun(dunia, "Rina Marlina", SANDI)
    akun(dunia, "Dedi Kurniawan")
    response = cetak(dunia, "Rina Marlina", "Dedi Kurniawan", atur_ulang="True", bersurel="on")
    assert "Rina" not in "".join(pdf_text(response.content))
    rina.refresh_from_db()
    assert rina.check_password(SANDI)
    assert cetak(dunia, "Rina Marlina", bersurel="on").status_code == 409
    satu = kerjakan(aksi(dunia, JenisAksi.UNDANG, "Rina Marlina"))
    assert (satu.ringkasan["diundang"], terbuka(rina)) == (0, None)


def test_one_account_has_one_open_invitation_at_most(dunia: Dunia) -> None:
    rina = akun(dunia, "Rina Marlina")
    for cara in (CaraUndangan.CETAK, CaraUndangan.SUREL, CaraUndangan.CETAK):
        undang(dunia, rina, cara)
    assert Undangan.objects.open().filter(user=rina).count() == 1
    assert Undangan.objects.exclude(dicabut_at=None).count() == 2
