"""Accounts: made in bulk, closed with the person, and what their sessions may still do."""

import itertools
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from binawidya.organisasi.enums import JenisAksi, JenisPenempatan, KeadaanAkun, Peran, StatusAksi
from binawidya.organisasi.models import AksiAkun, Pegawai, Penempatan, Penugasan, Undangan, User
from binawidya.organisasi.selectors.akun import akun_by_id, akun_of, keadaan_q
from binawidya.organisasi.services.akun import akun_close, akun_create, akun_reopen, surel_update
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from tests.organisasi.dunia import DULU, Dunia, nip
from tests.organisasi.pintu import SANDI, aksi, akun, is_signed_in, kerjakan, masuk, sign_in, surel, terbuka, undang

DI_KECAMATAN = ["Camat Satu", "Nurhasanah Rambe", "Syafrizal Tanjung", "Dedi Kurniawan", "Rina Marlina"]


# --- Made in bulk ------------------------------------------------------------------------------------------------
def test_admin_makes_accounts_for_everybody_who_has_none(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    akun(dunia, "Rina Marlina")
    page = client.get("/akun/kelola/periksa/buat/?semua=1").content.decode()
    assert "Buat 4 akun?" in page
    assert "1 orang sudah punya akun" in page
    response = client.post("/akun/kelola/buat/", {"semua": "1", "jumlah": "5"})
    satu = AksiAkun.objects.get()
    assert response["Location"] == f"/akun/kelola/pekerjaan/{satu.pk}/"
    assert User.objects.filter(pegawai__isnull=False).count() == 1, "nothing happens before the worker comes"
    kerjakan(satu)
    made = {pegawai.nama: pegawai.user for pegawai in Pegawai.objects.select_related("user") if pegawai.user}
    assert sorted(made) == sorted(DI_KECAMATAN)
    assert all(user.username == user.pegawai.nip for user in made.values())
    assert "Akun dibuat" in client.get(response["Location"]).content.decode()


def test_a_new_account_has_no_password_at_all(dunia: Dunia) -> None:
    users = [akun(dunia, nama) for nama in DI_KECAMATAN]
    assert not any(user.has_usable_password() for user in users)
    assert len({user.password for user in users}) == len(users)
    user = users[0]
    for guess in (user.username, "", user.password, "binawidya", "12345678", user.username[:8]):
        client = Client()
        sign_in(user, guess, client)
        assert not is_signed_in(client), guess


def test_accounts_are_made_by_one_statement_however_many(dunia: Dunia, django_assert_num_queries: object) -> None:
    for nomor in range(100, 160):
        dunia.orang(nomor, f"Orang {nomor}", "delima")
    ids = [*Pegawai.objects.order_by("pk").values_list("pk", flat=True)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert akun_create(actor=dunia.user["admin"], pegawai_ids=ids) == len(ids)
    assert not Pegawai.objects.filter(user=None).exists()
    assert akun_create(actor=dunia.user["admin"], pegawai_ids=ids) == 0


def test_an_address_of_two_people_names_neither_account(dunia: Dunia) -> None:
    surel("Rina Marlina", "kantor@contoh.go.id")
    surel("Dedi Kurniawan", "KANTOR@contoh.go.id")
    surel("Nurhasanah Rambe", "nur@contoh.go.id")
    surel("Camat Satu", "dipakai@contoh.go.id")
    User.objects.create_user("teknis", email="Dipakai@contoh.go.id")
    ids = [dunia.pegawai[nama].pk for nama in DI_KECAMATAN]
    assert akun_create(actor=dunia.user["admin"], pegawai_ids=ids) == 5
    found = dict(User.objects.filter(pegawai__isnull=False).values_list("pegawai__nama", "email"))
    assert found["Nurhasanah Rambe"] == "nur@contoh.go.id"
    assert found["Rina Marlina"] == found["Dedi Kurniawan"] == found["Camat Satu"] == ""


def test_an_nip_that_names_another_account_already_is_said(dunia: Dunia) -> None:
    stranger = User.objects.create_user(nip(5), SANDI)
    satu = kerjakan(aksi(dunia, JenisAksi.BUAT, "Rina Marlina", "Dedi Kurniawan"))
    assert satu.ringkasan == {"dibuat": 1, "gagal_dibuat": 1}
    assert Pegawai.objects.get(nama="Rina Marlina").user is None, "nobody is given somebody else's account"
    stranger.refresh_from_db()
    assert stranger.check_password(SANDI)


def test_whoever_has_left_gets_no_account(dunia: Dunia) -> None:
    Pegawai.objects.filter(nama="Rina Marlina").update(status="pensiun")
    satu = kerjakan(aksi(dunia, JenisAksi.BUAT, "Rina Marlina", "Dedi Kurniawan"))
    assert satu.ringkasan["dibuat"] == 1
    assert Pegawai.objects.get(nama="Rina Marlina").user is None


def test_doing_the_work_again_changes_nothing(dunia: Dunia) -> None:
    satu = kerjakan(aksi(dunia, JenisAksi.BUAT, *DI_KECAMATAN))
    users = list(User.objects.order_by("pk").values())
    AksiAkun.objects.update(status=StatusAksi.DIMINTA, selesai_at=None)  # as if the worker had died before the end
    again = kerjakan(satu)
    assert (again.ringkasan["dibuat"], again.status) == (5, StatusAksi.SELESAI)
    assert list(User.objects.order_by("pk").values()) == users


def test_the_right_is_asked_again_when_the_worker_comes(dunia: Dunia) -> None:
    satu = aksi(dunia, JenisAksi.BUAT, *DI_KECAMATAN)
    Penugasan.objects.filter(user=dunia.user["admin"]).update(berlaku_selesai=today() - timedelta(days=1))
    assert kerjakan(satu).ringkasan["dibuat"] == 0
    assert not Pegawai.objects.exclude(user=None).exists()


def test_nothing_is_done_for_somebody_whose_own_account_was_closed(dunia: Dunia) -> None:
    satu = aksi(dunia, JenisAksi.BUAT, *DI_KECAMATAN)
    User.objects.filter(pk=dunia.user["admin"].pk).update(is_active=False)
    assert kerjakan(satu).status == StatusAksi.GAGAL
    assert not Pegawai.objects.exclude(user=None).exists()


def test_more_people_than_were_confirmed_are_not_touched(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    dunia.orang(50, "Orang Baru", "delima")
    response = client.post("/akun/kelola/buat/", {"semua": "1", "jumlah": "5"})
    assert response.status_code == 422
    assert "Daftarnya berubah" in response.content.decode()
    assert 'name="jumlah" value="6"' in response.content.decode()
    assert not AksiAkun.objects.exists()


def test_the_filter_bounds_what_all_means(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    page = client.get(f"/akun/kelola/periksa/buat/?semua=1&unit={dunia.unit['delima'].pk}&akun=tanpa_akun")
    assert "Buat 1 akun?" in page.content.decode()
    sent = {"semua": "1", "unit": dunia.unit["delima"].pk, "akun": "tanpa_akun", "jumlah": "1"}
    client.post("/akun/kelola/buat/", sent)
    assert AksiAkun.objects.get().pegawai_ids == [dunia.pegawai["Syafrizal Tanjung"].pk]


def test_nobody_outside_the_scope_is_reached_by_naming_them(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    outside = dunia.pegawai["Orang Dinas"].pk
    assert (
        "Belum ada pegawai yang dipilih" in client.get(f"/akun/kelola/periksa/buat/?pilih={outside}").content.decode()
    )
    assert client.post("/akun/kelola/buat/", {"pilih": outside, "jumlah": "0"}).status_code == 409
    assert client.post("/akun/kelola/buat/", {"pilih": outside, "jumlah": "1"}).status_code == 422
    assert not AksiAkun.objects.exists()


# --- States ------------------------------------------------------------------------------------------------------
def test_every_person_is_in_exactly_one_state_and_both_ways_of_asking_agree(dunia: Dunia) -> None:
    now = timezone.now()
    kinds = itertools.product(
        ["none", "active", "closed"],
        [None, SANDI],
        ["none", "open", "late", "used", "withdrawn"],
        ["aktif", "cuti", "keluar"],
    )
    for nomor, (user_kind, sandi, letter, status) in enumerate(kinds, 100):
        nama = f"Orang {nomor}"
        pegawai = dunia.orang(nomor, nama, "delima", tmt_mulai=DULU)
        if user_kind != "none":
            user = akun(dunia, nama, sandi)
            made = now - timedelta(days=20 if letter == "late" else 1)
            if letter != "none":
                Undangan.objects.create(
                    user=user, kode_hash=f"{nomor}", cara="cetak", oleh=dunia.user["admin"],
                    berlaku_sampai=made + timedelta(days=14), created_at=made,
                    dipakai_at=now if letter == "used" else None,
                    dicabut_at=now if letter == "withdrawn" else None,
                )  # fmt: skip
            User.objects.filter(pk=user.pk).update(is_active=user_kind == "active")
        Pegawai.objects.filter(pk=pegawai.pk).update(status=status)
    by_sql: dict[int, list[KeadaanAkun]] = {}
    for keadaan in KeadaanAkun:
        for pk in Pegawai.objects.filter(keadaan_q(keadaan, now)).values_list("pk", flat=True):
            by_sql.setdefault(pk, []).append(keadaan)
    everybody = [*Pegawai.objects.values_list("pk", flat=True)]
    assert by_sql == {pk: [one.keadaan] for pk, one in akun_by_id(everybody).items()}
    assert {state for states in by_sql.values() for state in states} == set(KeadaanAkun), "none of them was missed"


def test_the_roster_gives_an_address_until_the_account_is_in_use(dunia: Dunia) -> None:
    fresh, used = akun(dunia, "Rina Marlina"), akun(dunia, "Dedi Kurniawan", SANDI)
    surel("Rina Marlina", "rina@contoh.go.id")
    surel("Dedi Kurniawan", "dedi@contoh.go.id")
    surel_update(actor=dunia.user["admin"], pegawai_ids=[one.pk for one in dunia.pegawai.values()])
    fresh.refresh_from_db()
    used.refresh_from_db()
    assert (fresh.email, used.email) == ("rina@contoh.go.id", "")


# --- Closed and opened -------------------------------------------------------------------------------------------
def test_closing_an_account_ends_every_session_for_good(dunia: Dunia) -> None:
    rina = akun(dunia, "Rina Marlina", SANDI)
    phone, desk = Client(), Client()
    sign_in(rina, SANDI, phone)
    sign_in(rina, SANDI, desk)
    assert is_signed_in(phone)
    assert is_signed_in(desk)
    admin = masuk(dunia.user["admin"])
    pk = dunia.pegawai["Rina Marlina"].pk
    assert admin.post(f"/akun/kelola/{pk}/nonaktifkan/").status_code == 302
    assert not is_signed_in(phone)
    told = Client().post("/akun/masuk/", {"login": rina.username, "password": SANDI}, follow=True)
    assert "Minta pengaktifan" in told.content.decode()
    admin.post(f"/akun/kelola/{pk}/aktifkan/")
    assert not is_signed_in(desk), "the session that slept through it is over as well"
    again = Client()
    sign_in(rina, SANDI, again)
    assert is_signed_in(again), "the password is still the person's own"


def test_control_without_the_counter_an_old_session_would_wake_up(dunia: Dunia) -> None:
    rina = akun(dunia, "Rina Marlina", SANDI)
    desk = Client()
    sign_in(rina, SANDI, desk)
    User.objects.filter(pk=rina.pk).update(is_active=False)
    User.objects.filter(pk=rina.pk).update(is_active=True)
    assert is_signed_in(desk)
    User.objects.filter(pk=rina.pk).update(sesi=F("sesi") + 1)
    assert not is_signed_in(desk)


@pytest.mark.parametrize("status", ["pensiun", "keluar"])
def test_the_account_of_somebody_who_left_is_closed_with_the_person(dunia: Dunia, status: str) -> None:
    rina = akun(dunia, "Rina Marlina", SANDI)
    desk = Client()
    sign_in(rina, SANDI, desk)
    assert is_signed_in(desk)
    Pegawai.objects.filter(nama="Rina Marlina").update(status=status)
    assert not is_signed_in(desk)
    response = Client().post("/akun/masuk/", {"login": rina.username, "password": SANDI}, follow=True)
    assert "Minta pengaktifan kepada admin kepegawaian." in response.content.decode()
    with pytest.raises(ActRefused, match="mengikuti status itu"):
        akun_reopen(actor=dunia.user["admin"], pegawai=Pegawai.objects.get(nama="Rina Marlina"))
    Pegawai.objects.filter(nama="Rina Marlina").update(status="aktif")
    again = Client()
    sign_in(rina, SANDI, again)
    assert is_signed_in(again)


def test_somebody_who_moved_loses_the_old_rights_with_the_next_request(dunia: Dunia) -> None:
    head = akun(dunia, "Nurhasanah Rambe", SANDI)
    phone, desk = Client(), Client()
    sign_in(head, SANDI, phone)
    sign_in(head, SANDI, desk)
    rina = dunia.pegawai["Rina Marlina"].pk
    assert phone.get(f"/pegawai/{rina}/").status_code == 200
    post = Penempatan.objects.get(pegawai__nama="Nurhasanah Rambe")
    post.tmt_selesai = today() - timedelta(days=1)
    post.save()
    dunia.tempatkan(dunia.pegawai["Nurhasanah Rambe"], "tobek", "Lurah", memimpin=True, tmt_mulai=today())
    for client in (phone, desk):
        assert client.get(f"/pegawai/{rina}/").status_code == 404
        assert client.get(f"/pegawai/{dunia.pegawai['Nurhasanah Rambe'].pk}/").status_code == 200
        assert "Rina Marlina" not in client.get("/pegawai/").content.decode()


def test_a_role_that_ended_is_gone_from_open_sessions(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    assert client.get("/akun/kelola/").status_code == 200
    Penugasan.objects.filter(user=dunia.user["admin"]).update(berlaku_selesai=today() - timedelta(days=1))
    assert client.get("/akun/kelola/").status_code == 403
    assert client.post("/akun/kelola/buat/", {"semua": "1", "jumlah": "5"}).status_code == 403


def test_nobody_closes_or_resets_the_own_account(dunia: Dunia) -> None:
    user = akun(dunia, "Rina Marlina", SANDI)
    Penugasan.objects.create(
        user=user, peran=Peran.ADMIN_KEPEGAWAIAN, unit_kerja=dunia.unit["kecamatan"], berlaku_mulai=DULU
    )
    own = dunia.pegawai["Rina Marlina"]
    client = masuk(user)
    assert client.post(f"/akun/kelola/{own.pk}/nonaktifkan/").status_code == 403
    page = client.get(f"/akun/kelola/periksa/cetak/?pilih={own.pk}&atur_ulang=True").content.decode()
    assert "Belum ada pegawai yang dipilih" in page
    with pytest.raises(ActRefused, match="Akun sendiri"):
        akun_close(actor=user, pegawai=own)
    assert akun_of(user, own) is None


def test_an_account_that_reaches_further_than_the_admin_is_not_the_admins(dunia: Dunia) -> None:
    """Whoever can print a code for an account can use the account."""
    rina, dedi = akun(dunia, "Rina Marlina", SANDI), akun(dunia, "Dedi Kurniawan", SANDI)
    Penugasan.objects.create(user=rina, peran=Peran.PIMPINAN, unit_kerja=dunia.unit["kota"], berlaku_mulai=DULU)
    dunia.tempatkan(dunia.pegawai["Dedi Kurniawan"], "dinas", "Kepala", jenis=JenisPenempatan.PLT, memimpin=True)
    client = masuk(dunia.user["admin"])
    for user in (rina, dedi):
        pk = user.pegawai.pk
        assert client.post(f"/akun/kelola/{pk}/nonaktifkan/").status_code == 403
        page = client.get(f"/akun/kelola/periksa/cetak/?pilih={pk}&atur_ulang=True").content.decode()
        assert "Belum ada pegawai yang dipilih" in page
        user.refresh_from_db()
        assert user.is_active
    Penugasan.objects.filter(user=rina).update(berlaku_selesai=today() - timedelta(days=1))
    assert client.post(f"/akun/kelola/{rina.pegawai.pk}/nonaktifkan/").status_code == 302


def test_closing_withdraws_the_open_invitation(dunia: Dunia) -> None:
    rina = akun(dunia, "Rina Marlina")
    undang(dunia, rina)
    akun_close(actor=dunia.user["admin"], pegawai=dunia.pegawai["Rina Marlina"])
    assert terbuka(rina) is None


def test_closing_twice_is_said(dunia: Dunia) -> None:
    akun(dunia, "Rina Marlina")
    client, pk = masuk(dunia.user["admin"]), dunia.pegawai["Rina Marlina"].pk
    client.post(f"/akun/kelola/{pk}/nonaktifkan/")
    again = client.post(f"/akun/kelola/{pk}/nonaktifkan/")
    assert again.status_code == 409
    assert "sudah nonaktif" in again.content.decode()


def test_somebody_between_two_posts_is_still_the_admins_matter(dunia: Dunia) -> None:
    rina = akun(dunia, "Rina Marlina")
    Penempatan.objects.filter(pegawai__nama="Rina Marlina").update(tmt_selesai=today() - timedelta(days=1))
    client, pk = masuk(dunia.user["admin"]), dunia.pegawai["Rina Marlina"].pk
    assert "1 pegawai dipilih" in client.get(f"/akun/kelola/periksa/cetak/?pilih={pk}").content.decode()
    assert client.post(f"/akun/kelola/{pk}/nonaktifkan/").status_code == 302
    rina.refresh_from_db()
    assert not rina.is_active
    other = masuk(dunia.user["admin_dinas"])
    assert other.post(f"/akun/kelola/{pk}/aktifkan/").status_code == 404
