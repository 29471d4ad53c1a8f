"""People by hand: entering, changing, status; who sees what; and what happens when two change one person."""

from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Pegawai, Penugasan, User
from binawidya.organisasi.services.pegawai import pegawai_mark
from binawidya.umum.dates import today
from tests.organisasi.dunia import DULU, Dunia, nip

SEHARI = timedelta(days=1)
NANTI = today() + timedelta(days=30)
NIP_BARU = "199505052020122009"
RINA = "Rina Marlina"


def masuk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def akun(dunia: Dunia, nama: str) -> User:
    user = User.objects.create_user(dunia.pegawai[nama].nip)
    Pegawai.objects.filter(pk=dunia.pegawai[nama].pk).update(user=user)
    return user


def data(**more: Any) -> dict[str, Any]:
    return {"nip": NIP_BARU, "nama": "Sari Dewi", "jenis_pegawai": "pns"} | more


def pertama(**more: Any) -> dict[str, Any]:
    base = {"unit_kerja": "Kelurahan Delima", "jabatan": "Pengelola Data", "tmt_mulai": today().isoformat()}
    return base | {"dasar": "SK 1/2026"} | more


def buat(dunia: Dunia, **more: Any) -> Any:
    return masuk(dunia.user["admin"]).post(reverse("organisasi:pegawai_create"), data() | pertama() | more)


def lama(dunia: Dunia, **more: Any) -> dict[str, Any]:
    """The form of Rina as it comes, with some fields typed over."""
    pegawai = Pegawai.objects.get(pk=dunia.pegawai[RINA].pk)
    fields = ("nip", "nama", "jenis_pegawai", "golongan", "jenis_kelamin", "nik", "telepon", "email")
    kept = {name: getattr(pegawai, name) for name in fields}
    return kept | {"tanggal_lahir": pegawai.tanggal_lahir.isoformat(), "dilihat": pegawai_mark(pegawai)} | more


def ubah(dunia: Dunia, body: dict[str, Any]) -> Any:
    url = reverse("organisasi:pegawai_update", kwargs={"pk": dunia.pegawai[RINA].pk})
    return masuk(dunia.user["admin"]).post(url, body)


def kini(dunia: Dunia, nama: str = RINA) -> Pegawai:
    return Pegawai.objects.get(pk=dunia.pegawai[nama].pk)


# --- a new person -------------------------------------------------------------------------------------------------
def test_new_person_comes_with_the_first_post_and_what_the_nip_says(dunia: Dunia) -> None:
    answer = buat(dunia, nik="1471 0145 0595 0003", telepon="0812-3456-7890", golongan="III/b", pendidikan="s1")
    pegawai = Pegawai.objects.get(nip=NIP_BARU)
    assert answer.url == reverse("organisasi:pegawai_detail", kwargs={"pk": pegawai.pk})
    assert (pegawai.jenis_kelamin, pegawai.tanggal_lahir) == ("P", date(1995, 5, 5))
    assert (pegawai.nik, pegawai.telepon, pegawai.golongan) == ("1471014505950003", "081234567890", "III/b")
    post = pegawai.penempatan.get()
    assert (post.unit_kerja, post.dasar, post.memimpin) == (dunia.unit["delima"], "SK 1/2026", False)


@pytest.mark.parametrize(
    ("more", "kolom"),
    [
        ({"nip": "12345"}, "nip"),
        ({"nip": "199505052020132009"}, "nip"),
        ({"nama": ""}, "nama"),
        ({"jenis_pegawai": "x"}, "jenis_pegawai"),
        ({"nik": "123"}, "nik"),
        ({"telepon": "rumah"}, "telepon"),
        ({"email": "bukan"}, "email"),
        ({"tahun_lulus": "1800"}, "tahun_lulus"),
        ({"tanggal_lahir": "2026-02-30"}, "tanggal_lahir"),
        ({"golongan": "V"}, "golongan"),
        ({"jenis_pegawai": "pppk", "golongan": "III/a"}, "golongan"),
        ({"unit_kerja": "Dinas Kesehatan"}, "unit_kerja"),
        ({"unit_kerja": "Seksi Pemerintahan"}, "unit_kerja"),
        ({"jabatan": "Ahli Nujum"}, "jabatan"),
        ({"tmt_mulai": ""}, "tmt_mulai"),
        ({"tmt_mulai": "1800-01-01"}, "tmt_mulai"),
        ({"dasar": ""}, "dasar"),
        ({"memimpin": "on"}, "memimpin"),
    ],
)
def test_wrong_input_is_shown_beside_its_field_and_enters_nobody(
    more: dict[str, str], kolom: str, dunia: Dunia
) -> None:
    answer = buat(dunia, **more)
    assert answer.status_code == 422
    assert kolom in {**answer.context["form"].errors, **answer.context["pos"].errors}
    assert not Pegawai.objects.filter(nama="Sari Dewi").exists()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_what_was_typed_comes_back_harmless(dunia: Dunia) -> None:
    page = buat(dunia, nip="1", nama="<script>x</script>").content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_title_that_is_not_known_is_added_only_when_asked_for(dunia: Dunia) -> None:
    page = buat(dunia, jabatan="pengelola datta").content.decode()
    assert "Yang mirip: Pengelola Data." in page
    buat(dunia, jabatan="Arsiparis Terampil", jenis_jabatan="fungsional")
    assert Pegawai.objects.get(nip=NIP_BARU).penempatan.get().jabatan.jenis == "fungsional"


def test_unit_is_meant_by_code_label_or_the_only_one_of_a_name(dunia: Dunia) -> None:
    for number, teks in enumerate(
        ("14.71.13.1001", "Kelurahan Delima · Kecamatan Binawidya (14.71.13.1001)", "kelurahan delima", "Delima")
    ):
        assert buat(dunia, nip=f"19950505202012200{number + 1}", unit_kerja=teks).status_code == 302, teks
    page = buat(dunia, unit_kerja="Seksi Pemerintahan").content.decode()
    assert "Seksi Pemerintahan · Kelurahan Delima (14.71.13.1001.1)" in page
    assert "Seksi Pemerintahan · Kelurahan Tobek Godang (14.71.13.1002.1)" in page


def test_nip_that_is_taken_names_the_person_only_to_those_who_may_see_them(dunia: Dunia) -> None:
    assert "NIP ini milik Rina Marlina." in buat(dunia, nip=nip(5)).content.decode()
    page = buat(dunia, nip=nip(6)).content.decode()
    assert "sudah terdaftar di luar wewenang Anda" in page
    assert "Orang Dinas" not in page


# --- second looks -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("more", "kolom", "says"),
    [
        ({"tanggal_lahir": "1995-05-06"}, "tanggal_lahir", "Menurut NIP 5 Mei 1995."),
        ({"jenis_kelamin": "L"}, "jenis_kelamin", "Menurut NIP perempuan."),
        ({"nip": "201505052020122009"}, "nip", "diangkat pada usia 5 tahun"),
        ({"nip": "199505052090122009"}, "nip", "tahun 2090, yang belum tiba"),
        ({"nik": "1471014505950003"}, "nik", "juga tercatat pada pegawai lain"),
    ],
)
def test_what_is_odd_is_shown_first_and_taken_when_it_was_looked_at(
    more: dict[str, str], kolom: str, says: str, dunia: Dunia
) -> None:
    Pegawai.objects.filter(nip=nip(5)).update(nik="1471014505950003")
    answer = buat(dunia, **more)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert says in form.peringatan[kolom]
    assert "simpan sekali lagi" in answer.content.decode()
    assert buat(dunia, **more, yakin=form.data["yakin"]).status_code == 302
    assert Pegawai.objects.filter(nama="Sari Dewi").exists()


def test_looking_at_one_thing_is_not_looking_at_another(dunia: Dunia) -> None:
    seen = buat(dunia, tanggal_lahir="1995-05-06").context["form"].data["yakin"]
    assert buat(dunia, tanggal_lahir="1995-05-06", jenis_kelamin="L", yakin=seen).status_code == 422


@pytest.mark.parametrize("digits", ["199505052024212009", "199505052024062009"])
@pytest.mark.parametrize("jenis", ["pppk", "pppk_paruh_waktu"])
def test_both_forms_that_sources_give_for_pppk_are_taken(digits: str, jenis: str, dunia: Dunia) -> None:
    assert buat(dunia, nip=digits, jenis_pegawai=jenis, golongan="IX").status_code == 302


# --- changing -----------------------------------------------------------------------------------------------------
def test_data_are_changed_and_the_history_says_by_whom(dunia: Dunia) -> None:
    assert ubah(dunia, lama(dunia, golongan="III/b", telepon="+6281234567")).status_code == 302
    pegawai = kini(dunia)
    assert (pegawai.golongan, pegawai.telepon) == ("III/b", "+6281234567")
    event = pegawai.events.select_related("pgh_context").latest("pgh_id")  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["user"] == dunia.user["admin"].pk
    assert event.pgh_context.metadata["url"] == reverse("organisasi:pegawai_update", kwargs={"pk": pegawai.pk})


def test_saving_what_is_there_already_writes_nothing(dunia: Dunia) -> None:
    before = kini(dunia).events.count()  # type: ignore[attr-defined]
    assert ubah(dunia, lama(dunia)).status_code == 302
    assert kini(dunia).events.count() == before  # type: ignore[attr-defined]


def test_nobody_sets_another_column_with_the_form(dunia: Dunia) -> None:
    forged = {"status": "pensiun", "user": "1", "user_id": "1", "id": "1", "created_at": "2020-01-01"}
    ubah(dunia, lama(dunia, golongan="III/c") | forged)
    pegawai = kini(dunia)
    assert (pegawai.golongan, pegawai.status, pegawai.user_id) == ("III/c", "aktif", None)


def test_an_account_named_by_the_nip_gets_the_new_one(dunia: Dunia) -> None:
    user = akun(dunia, RINA)
    assert ubah(dunia, lama(dunia, nip=NIP_BARU, tanggal_lahir="1995-05-05")).status_code == 302
    user.refresh_from_db()
    assert user.username == NIP_BARU


def test_what_was_odd_before_is_not_asked_about_again(dunia: Dunia) -> None:
    Pegawai.objects.filter(nip=nip(5)).update(tanggal_lahir=DULU)
    assert ubah(dunia, lama(dunia, golongan="III/d")).status_code == 302


def test_of_two_who_change_one_person_the_second_is_shown_what_the_first_did(dunia: Dunia) -> None:
    mine = lama(dunia, telepon="0811111111")
    with pghistory.context(user=dunia.user["admin_dinas"].pk):
        Pegawai.objects.filter(nip=nip(5)).update(golongan="IV/a", telepon="0822222222")
    answer = ubah(dunia, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Data ini diubah admin_dinas pada" in page
    assert "Sekarang tersimpan: IV/a" in page
    assert "Sekarang tersimpan: 0822222222" in page
    assert 'value="0811111111"' in page, "what was typed stays"
    assert (kini(dunia).golongan, kini(dunia).telepon) == ("IV/a", "0822222222")
    again = mine | {"golongan": "IV/a", "dilihat": answer.context["form"].data["dilihat"]}
    assert ubah(dunia, again).status_code == 302
    assert (kini(dunia).golongan, kini(dunia).telepon) == ("IV/a", "0811111111")


def test_control_without_the_mark_the_first_change_would_be_lost(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = lama(dunia, telepon="0811111111")
    Pegawai.objects.filter(nip=nip(5)).update(golongan="IV/a")
    monkeypatch.setattr("binawidya.organisasi.services.pegawai.pegawai_mark", lambda _pegawai: mine["dilihat"])
    assert ubah(dunia, mine).status_code == 302
    assert kini(dunia).golongan == "III/a"


# --- personal data ------------------------------------------------------------------------------------------------
PRIBADI = ("1471014505950003", "081298765432", "Bangkinang")


@pytest.fixture
def rahasia(dunia: Dunia) -> Dunia:
    nik, telepon, tempat = PRIBADI
    Pegawai.objects.filter(nip=nip(5)).update(nik=nik, telepon=telepon, tempat_lahir=tempat)
    return dunia


def peran(dunia: Dunia, satu: Peran) -> User:
    user = User.objects.create_user(f"uji-{satu}")
    Penugasan.objects.create(user=user, peran=satu, unit_kerja=dunia.unit["kecamatan"], berlaku_mulai=DULU)
    return user


def shown(user: User, dunia: Dunia) -> list[bool]:
    page = masuk(user).get(reverse("organisasi:pegawai_detail", kwargs={"pk": dunia.pegawai[RINA].pk}))
    assert page.status_code == 200
    return [part in page.content.decode() for part in (*PRIBADI, "18 Agustus 1994")]


def test_personal_data_are_for_the_person_and_the_administrators(rahasia: Dunia) -> None:
    assert shown(akun(rahasia, RINA), rahasia) == [True] * 4
    assert shown(rahasia.user["admin"], rahasia) == [True] * 4
    assert shown(akun(rahasia, "Nurhasanah Rambe"), rahasia) == [False] * 4
    for satu in (Peran.PIMPINAN, Peran.INSPEKTORAT, Peran.ADMIN_PERENCANAAN):
        assert shown(peran(rahasia, satu), rahasia) == [False] * 4, satu


def test_nik_is_in_no_list_export_address_or_log(rahasia: Dunia, caplog: pytest.LogCaptureFixture) -> None:
    client = masuk(rahasia.user["admin"])
    for url in (
        reverse("organisasi:pegawai_list"),
        reverse("organisasi:pegawai_list") + f"?cari={PRIBADI[0]}",
        reverse("organisasi:saran", kwargs={"jenis": "pegawai"}) + "?isian=a&a=rina",
    ):
        page = client.get(url).content.decode().replace(f'value="{PRIBADI[0]}"', "").replace(f"cari={PRIBADI[0]}", "")
        assert PRIBADI[0] not in page.replace(f"“{PRIBADI[0]}”", ""), url
    answer = ubah(rahasia, lama(rahasia, golongan="III/b"))
    assert PRIBADI[0] not in answer.url
    assert PRIBADI[0] not in caplog.text


# --- people without a post ----------------------------------------------------------------------------------------
def test_somebody_without_a_post_today_is_still_known_where_the_last_one_was(dunia: Dunia) -> None:
    rina = dunia.pegawai[RINA]
    rina.penempatan.update(tmt_selesai=today() - SEHARI)
    url = reverse("organisasi:pegawai_detail", kwargs={"pk": rina.pk})
    assert masuk(dunia.user["admin"]).get(url).status_code == 200
    assert masuk(dunia.user["admin_dinas"]).get(url).status_code == 404
    assert nip(5)[:8] in masuk(dunia.user["admin"]).get(url).content.decode()
    dunia.tempatkan(rina, "dinas", tmt_mulai=today())
    assert masuk(dunia.user["admin"]).get(url).status_code == 404
    assert masuk(dunia.user["admin_dinas"]).get(url).status_code == 200


def test_who_begins_only_later_is_known_there_already(dunia: Dunia) -> None:
    buat(dunia, tmt_mulai=NANTI.isoformat())
    pk = Pegawai.objects.get(nip=NIP_BARU).pk
    url = reverse("organisasi:pegawai_edit", kwargs={"pk": pk})
    assert masuk(dunia.user["admin"]).get(url).status_code == 200
    assert masuk(dunia.user["admin_dinas"]).get(url).status_code == 404
