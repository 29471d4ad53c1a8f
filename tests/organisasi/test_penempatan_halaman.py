"""The pages about posts: history, move, further posts, correction, and the suggestions of the fields."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.models import Pegawai, Penempatan, User
from binawidya.organisasi.selectors.penempatan import posts_mark
from binawidya.organisasi.selectors.saran import pegawai_labels
from binawidya.umum.dates import today
from tests.organisasi.dunia import DULU, Dunia
from tests.organisasi.susunan import close_month

SEHARI = timedelta(days=1)
NANTI = today() + timedelta(days=40)
RINA = "Rina Marlina"


@pytest.fixture
def admin(dunia: Dunia) -> Client:
    return masuk(dunia.user["admin"])


def masuk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def alamat(name: str, pk: int) -> str:
    return reverse(f"organisasi:{name}", kwargs={"pk": pk})


def isi(dunia: Dunia, nama: str = RINA, **more: Any) -> dict[str, Any]:
    base = {"unit_kerja": "Kelurahan Delima", "jabatan": "Pengelola Data", "tmt_mulai": NANTI.isoformat()}
    return base | {"dasar": "SK 5/2026", "dilihat": posts_mark(dunia.pegawai[nama].pk)} | more


def pos(dunia: Dunia, nama: str = RINA) -> Penempatan:
    return dunia.pegawai[nama].penempatan.order_by("tmt_mulai").last()  # type: ignore[return-value]


def koreksi(dunia: Dunia, **more: Any) -> dict[str, Any]:
    return isi(dunia, unit_kerja="14.71.13.01", tmt_mulai=DULU.isoformat(), alasan="Salah ketik.") | more


# --- history ------------------------------------------------------------------------------------------------------
def test_history_shows_what_was_is_and_comes(dunia: Dunia, admin: Client) -> None:
    admin.post(alamat("penempatan_move", dunia.pegawai[RINA].pk), isi(dunia))
    page = admin.get(alamat("penempatan_list", dunia.pegawai[RINA].pk))
    assert [(line.pos.unit_kerja.nama, line.kini, line.nanti) for line in page.context["riwayat"]] == [
        ("Kelurahan Delima", False, True),
        ("Seksi Pelayanan Umum", True, False),
    ]
    assert "SK 5/2026" in page.content.decode()


def test_history_tells_who_the_superior_was_on_a_day(dunia: Dunia, admin: Client) -> None:
    rina = dunia.pegawai[RINA].pk
    admin.post(alamat("penempatan_move", rina), isi(dunia))
    url = alamat("penempatan_list", rina)
    for day, name in ((today(), "Nurhasanah Rambe"), (NANTI, "Syafrizal Tanjung"), (DULU - SEHARI, "")):
        found = admin.get(url, {"tanggal": day.isoformat()}).context["atasan"]
        assert (found.nama if found else "") == name


@pytest.mark.parametrize("tanggal", ["", "kemarin", "2026-02-30", "0000-00-00", "99999-01-01"])
def test_nonsense_for_a_day_means_today(tanggal: str, dunia: Dunia, admin: Client) -> None:
    page = admin.get(alamat("penempatan_list", dunia.pegawai[RINA].pk), {"tanggal": tanggal})
    assert page.context["hari"] == today()


def test_people_read_their_own_history_and_change_nothing(dunia: Dunia) -> None:
    rina = dunia.pegawai[RINA]
    user = User.objects.create_user(rina.nip)
    Pegawai.objects.filter(pk=rina.pk).update(user=user)
    client = masuk(user)
    page = client.get(alamat("penempatan_list", rina.pk)).content.decode()
    assert "Pengelola Data" in page
    assert "Catat mutasi" not in page
    assert alamat("penempatan_detail", pos(dunia).pk) not in page
    for name in ("penempatan_move_form", "penempatan_assign_form"):
        assert client.get(alamat(name, rina.pk)).status_code == 403
    assert client.get(alamat("penempatan_detail", pos(dunia).pk)).status_code == 403
    assert client.get(alamat("penempatan_list", dunia.pegawai["Dedi Kurniawan"].pk)).status_code == 404


# --- acts ---------------------------------------------------------------------------------------------------------
def test_mutasi_is_recorded_on_its_page(dunia: Dunia, admin: Client) -> None:
    rina = dunia.pegawai[RINA].pk
    assert "Berakhir sehari sebelum TMT" in admin.get(alamat("penempatan_move_form", rina)).content.decode()
    page = admin.post(alamat("penempatan_move", rina), isi(dunia), follow=True).content.decode()
    assert "Rina Marlina menjadi Pengelola Data di Kelurahan Delima mulai" in page


def test_acting_posts_are_offered_with_the_mutasi_and_end_where_the_tick_stays(dunia: Dunia, admin: Client) -> None:
    rina = dunia.pegawai[RINA]
    akhir = today() + timedelta(days=80)
    acting = {"jenis": JenisPenempatan.PLT, "memimpin": True, "tmt_mulai": today(), "tmt_selesai": akhir}
    ends = dunia.tempatkan(rina, "pemberdayaan", "Kepala Seksi", **acting)
    stays = dunia.tempatkan(rina, "tobek_pem", "Kepala Seksi", **acting)
    form = admin.get(alamat("penempatan_move_form", rina.pk)).context["form"]
    assert set(form["ikut_berakhir"].value()) == {ends.pk, stays.pk}, "all ticked"
    assert admin.post(alamat("penempatan_move", rina.pk), isi(dunia, ikut_berakhir=[ends.pk])).status_code == 302
    ends.refresh_from_db()
    stays.refresh_from_db()
    assert ends.tmt_selesai < stays.tmt_selesai == akhir
    foreign = isi(dunia, ikut_berakhir=[pos(dunia, "Dedi Kurniawan").pk])
    assert admin.post(alamat("penempatan_move", rina.pk), foreign).status_code == 422


@pytest.mark.parametrize(
    ("more", "kolom", "says"),
    [
        ({"unit_kerja": "Dinas Kesehatan"}, "unit_kerja", "tidak ada dalam wewenang Anda"),
        ({"unit_kerja": "Kelurahan Delma"}, "unit_kerja", "Yang mirip: Kelurahan Delima"),
        ({"jabatan": "Pengelola Dat"}, "jabatan", "Yang mirip: Pengelola Data."),
        ({"memimpin": "on"}, "memimpin", "sudah dipimpin Syafrizal Tanjung"),
        ({"atasan": "Siapa Saja"}, "atasan", "Tidak ada pegawai"),
        ({"atasan": "Orang Dinas"}, "atasan", "Tidak ada pegawai"),
        ({"atasan": RINA}, "atasan", "atasannya sendiri"),
        ({"tmt_mulai": DULU.isoformat()}, "tmt_mulai", "Koreksi saja"),
        ({"tmt_mulai": "besok"}, "tmt_mulai", "Tanggal tidak terbaca"),
        ({"dasar": ""}, "dasar", ""),
    ],
)
def test_wrong_input_is_shown_beside_its_field_and_moves_nobody(
    more: dict[str, str], kolom: str, says: str, dunia: Dunia, admin: Client
) -> None:
    answer = admin.post(alamat("penempatan_move", dunia.pegawai[RINA].pk), isi(dunia, **more))
    assert answer.status_code == 422
    assert says in " ".join(answer.context["form"].errors[kolom])
    assert pos(dunia).tmt_selesai is None
    assert dunia.pegawai[RINA].penempatan.count() == 1


def test_who_was_slower_sees_why_and_may_go_on(dunia: Dunia, admin: Client) -> None:
    rina = dunia.pegawai[RINA].pk
    body = isi(dunia)
    pos_lama = pos(dunia)
    Penempatan.objects.filter(pk=pos_lama.pk).update(dasar="SK susulan")
    answer = admin.post(alamat("penempatan_move", rina), body)
    assert answer.status_code == 409
    assert "berubah sejak halaman ini dibuka" in answer.content.decode()
    assert 'value="SK 5/2026"' in answer.content.decode(), "what was typed stays"
    again = body | {"dilihat": answer.context["form"].data["dilihat"]}
    assert admin.post(alamat("penempatan_move", rina), again).status_code == 302


def test_acting_post_is_added_on_its_page(dunia: Dunia, admin: Client) -> None:
    rina = dunia.pegawai[RINA].pk
    assert admin.get(alamat("penempatan_assign_form", rina)).context["form"]["jenis"].value() == "plt"
    body = isi(dunia, jenis="plh", unit_kerja="Kelurahan Tobek Godang", memimpin="on")
    assert admin.post(alamat("penempatan_assign", rina), body).status_code == 422
    until = (NANTI + SEHARI).isoformat()
    page = admin.post(alamat("penempatan_assign", rina), body | {"tmt_selesai": until}, follow=True).content.decode()
    assert "Plh. Pengelola Data di Kelurahan Tobek Godang" in page


def test_one_post_is_corrected_ended_and_taken_back_on_its_page(dunia: Dunia, admin: Client) -> None:
    first = pos(dunia)
    page = admin.get(alamat("penempatan_detail", first.pk)).content.decode()
    assert 'value="Seksi Pelayanan Umum · Kecamatan Binawidya (14.71.13.01)"' in page
    admin.post(alamat("penempatan_correct", first.pk), koreksi(dunia, dasar="SK 1/2020"))
    first.refresh_from_db()
    assert first.dasar == "SK 1/2020"
    seen = {"dilihat": posts_mark(first.pegawai_id), "alasan": "Permintaan sendiri."}
    assert admin.post(alamat("penempatan_end", first.pk), seen).status_code == 422
    admin.post(alamat("penempatan_end", first.pk), seen | {"tmt_selesai": NANTI.isoformat()})
    first.refresh_from_db()
    assert first.tmt_selesai == NANTI
    acting = isi(dunia, jenis="plt", tmt_selesai=NANTI.isoformat(), unit_kerja="14.71.13.1002")
    admin.post(alamat("penempatan_assign", first.pegawai_id), acting)
    second = pos(dunia)
    assert second.jenis == "plt"
    seen["dilihat"] = posts_mark(first.pegawai_id)
    assert admin.post(alamat("penempatan_cancel", second.pk), {"dilihat": seen["dilihat"]}).status_code == 422
    assert admin.post(alamat("penempatan_cancel", second.pk), seen).status_code == 302
    assert not Penempatan.objects.filter(pk=second.pk).exists()


@pytest.mark.parametrize("name", ["penempatan_correct", "penempatan_end", "penempatan_cancel"])
def test_acts_on_one_post_tell_the_slower_one(name: str, dunia: Dunia, admin: Client) -> None:
    body = koreksi(dunia, tmt_selesai=NANTI.isoformat(), dilihat="lama")
    answer = admin.post(alamat(name, pos(dunia).pk), body)
    assert answer.status_code == 409
    assert "berubah sejak halaman ini dibuka" in answer.content.decode()


def test_closed_month_is_named_with_the_first_day_that_is_free(dunia: Dunia, admin: Client) -> None:
    month = close_month(today())
    body = isi(dunia, tmt_mulai=month.hari_terakhir.isoformat())
    page = admin.post(alamat("penempatan_move", dunia.pegawai[RINA].pk), body).content.decode()
    assert f"{month} sudah ditutup dan memakai jabatan yang lama." in page


def test_a_unit_that_has_closed_since_stays_in_a_correction(dunia: Dunia, admin: Client) -> None:
    """What stands there is no choice; only another one must be within reach."""
    first = pos(dunia)
    first.tmt_selesai = today() - SEHARI
    first.save()
    dunia.tempatkan(dunia.pegawai[RINA], "delima", tmt_mulai=today())
    dunia.unit["pelayanan"].berlaku_selesai = today() - SEHARI
    Penempatan.objects.filter(unit_kerja=dunia.unit["pelayanan"], tmt_selesai=None).update(tmt_selesai=today() - SEHARI)
    dunia.unit["pelayanan"].save()
    body = koreksi(
        dunia, unit_kerja="Seksi Pelayanan Umum · Kecamatan Binawidya (14.71.13.01)", dasar="SK 2/2020",
        tmt_selesai=first.tmt_selesai.isoformat(),
    )  # fmt: skip
    assert admin.post(alamat("penempatan_correct", first.pk), body).status_code == 302


# --- whose posts --------------------------------------------------------------------------------------------------
def test_where_somebody_only_acts_the_administrator_does_not_move_them(dunia: Dunia) -> None:
    """Orang Dinas acts in Delima: seen from there, moved only from where the definitive post is."""
    orang = dunia.pegawai["Orang Dinas"]
    acting = dunia.tempatkan(orang, "delima", jenis="plt", tmt_selesai=date(2100, 1, 1))
    admin, dinas = masuk(dunia.user["admin"]), masuk(dunia.user["admin_dinas"])
    assert admin.get(alamat("penempatan_list", orang.pk)).status_code == 200
    assert admin.get(alamat("penempatan_move_form", orang.pk)).status_code == 403
    assert admin.post(alamat("penempatan_move", orang.pk), isi(dunia, "Orang Dinas")).status_code == 403
    assert dinas.get(alamat("penempatan_move_form", orang.pk)).status_code == 200
    definitive = orang.penempatan.exclude(pk=acting.pk).get()
    assert [admin.get(alamat("penempatan_detail", one.pk)).status_code for one in (acting, definitive)] == [200, 403]
    assert [dinas.get(alamat("penempatan_detail", one.pk)).status_code for one in (acting, definitive)] == [403, 200]


# --- suggestions --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("jenis", "teks", "found"),
    [
        ("unit", "delima", ["Kelurahan Delima · Kecamatan Binawidya (14.71.13.1001)"]),
        ("unit", "kesehatan", []),
        ("unit", "14.71.13.1002.1", ["Seksi Pemerintahan · Kelurahan Tobek Godang (14.71.13.1002.1)"]),
        ("jabatan", "lurah", ["Lurah Delima"]),
        ("pegawai", "marlina", ["Rina Marlina · Pengelola Data, Seksi Pelayanan Umum"]),
        ("pegawai", "dinas", []),
        ("unit", "d", []),
    ],
)
def test_fields_suggest_what_is_within_reach(
    jenis: str, teks: str, found: list[str], dunia: Dunia, admin: Client
) -> None:
    url = reverse("organisasi:saran", kwargs={"jenis": jenis})
    assert admin.get(url, {"isian": "x", "x": teks}).context["saran"] == found


def test_suggestions_of_something_else_do_not_exist(dunia: Dunia, admin: Client) -> None:
    assert admin.get(reverse("organisasi:saran", kwargs={"jenis": "user"})).status_code == 404


def test_whoever_has_no_scope_is_suggested_nothing(dunia: Dunia) -> None:
    client = masuk(User.objects.create_user("tanpa-peran"))
    for jenis in ("unit", "unit-peran", "pegawai"):
        page = client.get(reverse("organisasi:saran", kwargs={"jenis": jenis}), {"isian": "x", "x": "seksi"})
        assert page.context["saran"] == []


def test_namesakes_in_the_same_post_are_told_apart(dunia: Dunia) -> None:
    one = dunia.orang(61, "Siti Rahayu", "kecamatan")
    other = dunia.orang(62, "Siti Rahayu", "kecamatan")
    third = dunia.orang(63, "Siti Rahayu", "kecamatan", "Arsiparis")
    labels = pegawai_labels([one, other, third])
    assert labels[third.pk].startswith("Siti Rahayu · Arsiparis, ")
    assert [label[-9:] for label in (labels[one.pk], labels[other.pk])] == [" NIP …061", " NIP …062"]
