"""Posts by hand: moves, acting posts, ends, corrections, and what is refused with which sentence."""

from datetime import date, timedelta

import pghistory
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from binawidya.organisasi.enums import JenisPenempatan, StatusPegawai
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import Jabatan, Pegawai, UnitKerja, User
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.penempatan import posts_mark
from binawidya.organisasi.services.penempatan import (
    penempatan_move,
)
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused, ConflictError
from tests.organisasi.dunia import DULU, Dunia
from tests.organisasi.susunan import (
    BESOK,
    BULAN_DEPAN,
    SEHARI,
    akhiri,
    batalkan,
    beri,
    close_month,
    isi,
    koreksi,
    pesan,
    pindah,
    riwayat,
    satu,
)


# --- mutasi -------------------------------------------------------------------------------------------------------
def test_mutasi_ends_the_old_post_the_day_before_and_begins_the_new_one(dunia: Dunia) -> None:
    pindah(dunia, "Rina Marlina", "delima", BULAN_DEPAN)
    assert riwayat(dunia, "Rina Marlina") == [
        ("Seksi Pelayanan Umum", DULU, BULAN_DEPAN - SEHARI),
        ("Kelurahan Delima", BULAN_DEPAN, None),
    ]
    assert dunia.pos("Rina Marlina", BULAN_DEPAN).dasar == "800.1.3/12/BKPSDM/2026"


def test_until_its_day_a_planned_mutasi_changes_nothing(dunia: Dunia) -> None:
    pindah(dunia, "Rina Marlina", "delima", BULAN_DEPAN)
    rina = dunia.pegawai["Rina Marlina"]
    heads = [dunia.pegawai[nama].pk for nama in ("Nurhasanah Rambe", "Syafrizal Tanjung")]
    days = (today(), BULAN_DEPAN - SEHARI, BULAN_DEPAN)
    assert [atasan_of([rina.pk], day)[rina.pk] for day in days] == [heads[0], heads[0], heads[1]]


def test_an_acting_post_ends_with_the_mutasi_only_where_that_was_chosen(dunia: Dunia) -> None:
    rina = dunia.pegawai["Rina Marlina"]
    akhir = today() + timedelta(days=80)
    acting = {"jenis": JenisPenempatan.PLT, "tmt_selesai": akhir}
    ends = dunia.tempatkan(rina, "pemberdayaan", tmt_mulai=today(), memimpin=True, **acting)
    stays = dunia.tempatkan(rina, "tobek_pem", tmt_mulai=today(), memimpin=True, **acting)
    pindah(dunia, "Rina Marlina", "delima", BULAN_DEPAN, ikut=[ends])
    assert [post.tmt_selesai for post in rina.penempatan.filter(pk__in=[ends.pk, stays.pk]).order_by("pk")] == [
        BULAN_DEPAN - SEHARI,
        akhir,
    ]
    in_section = dunia.pegawai["Nurhasanah Rambe"].penempatan.get()
    assert in_section.tmt_selesai is None, "nobody else's post ends"


def test_an_acting_post_that_begins_after_the_mutasi_was_meant_for_afterwards(dunia: Dunia) -> None:
    rina = dunia.pegawai["Rina Marlina"]
    akhir = today() + timedelta(days=80)
    later = dunia.tempatkan(rina, "tobek_pem", jenis=JenisPenempatan.PLH, tmt_mulai=BESOK, tmt_selesai=akhir)
    pindah(dunia, "Rina Marlina", "delima", BESOK, ikut=[later])
    later.refresh_from_db()
    assert (later.tmt_mulai, later.tmt_selesai) == (BESOK, akhir)


def test_a_title_that_nobody_held_before_is_made_with_the_mutasi(dunia: Dunia) -> None:
    post = pindah(dunia, "Rina Marlina", "delima", jabatan=Jabatan(nama="Arsiparis Terampil", jenis="fungsional"))
    assert (post.jabatan.nama, post.jabatan.jenis) == ("Arsiparis Terampil", "fungsional")


def test_mutasi_takes_over_the_end_that_was_planned(dunia: Dunia) -> None:
    """Who retires at the end of the year still does after a move."""
    akhiri(dunia, satu(dunia, "Rina Marlina"), BULAN_DEPAN)
    assert pindah(dunia, "Rina Marlina", "delima").tmt_selesai == BULAN_DEPAN


def test_a_second_mutasi_before_a_planned_one_is_refused_and_named(dunia: Dunia) -> None:
    pindah(dunia, "Rina Marlina", "delima", BULAN_DEPAN)
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "Rina Marlina", "tobek")
    assert "Sudah ada mutasi ke Kelurahan Delima" in pesan(refused, "tmt_mulai")


@pytest.mark.parametrize("mulai", [DULU, DULU - SEHARI])
def test_mutasi_begins_after_the_post_that_it_ends(mulai: date, dunia: Dunia) -> None:
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "Rina Marlina", "pemberdayaan", mulai)
    assert "tmt_mulai" in refused.value.message_dict
    assert len(riwayat(dunia, "Rina Marlina")) == 1


def test_mutasi_to_the_very_same_work_is_no_mutasi(dunia: Dunia) -> None:
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "Rina Marlina", "pelayanan")
    assert "Sama dengan jabatan sekarang" in pesan(refused, "unit_kerja")


def test_another_superior_from_a_day_on_is_a_mutasi_within_the_unit(dunia: Dunia) -> None:
    camat = dunia.pegawai["Camat Satu"]
    pindah(dunia, "Rina Marlina", "pelayanan", BULAN_DEPAN, atasan=camat)
    rina = dunia.pegawai["Rina Marlina"].pk
    assert atasan_of([rina], today())[rina] == dunia.pegawai["Nurhasanah Rambe"].pk
    assert atasan_of([rina], BULAN_DEPAN)[rina] == camat.pk


def test_somebody_who_has_left_is_not_moved(dunia: Dunia) -> None:
    Pegawai.objects.filter(nama="Rina Marlina").update(status=StatusPegawai.KELUAR)
    with pytest.raises(ActRefused, match="berhenti atau pindah instansi"):
        pindah(dunia, "Rina Marlina", "delima")


# --- definitive posts and heads -----------------------------------------------------------------------------------
def test_a_second_definitive_post_is_refused_and_the_other_one_named(dunia: Dunia) -> None:
    with pytest.raises(ValidationError) as refused:
        beri(dunia, "Rina Marlina", "delima")
    text = pesan(refused, "tmt_mulai")
    assert "Rina Marlina memegang jabatan definitif lain pada masa itu: Pengelola Data, Seksi Pelayanan Umum" in text


def test_a_second_head_is_refused_and_the_first_one_named(dunia: Dunia) -> None:
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "Rina Marlina", "delima", memimpin=True)
    assert "Kelurahan Delima sudah dipimpin Syafrizal Tanjung (Lurah Delima)" in pesan(refused, "memimpin")


def test_after_the_head_has_gone_another_one_may_come(dunia: Dunia) -> None:
    pindah(dunia, "Syafrizal Tanjung", "tobek", memimpin=True)
    pindah(dunia, "Rina Marlina", "delima", memimpin=True)
    assert dunia.pos("Rina Marlina", BESOK).memimpin


def test_the_database_itself_knows_no_second_definitive_post(dunia: Dunia) -> None:
    with pytest.raises(IntegrityError, match="penempatan_satu_definitif"), transaction.atomic():
        dunia.tempatkan(dunia.pegawai["Rina Marlina"], "delima")


def test_a_unit_that_is_not_there_on_that_day_takes_nobody(dunia: Dunia) -> None:
    UnitKerja.objects.filter(pk=dunia.unit["tobek_pem"].pk).update(berlaku_selesai=BULAN_DEPAN)
    dunia.unit["tobek_pem"].refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "Rina Marlina", "tobek_pem")
    assert "hanya ada sampai" in pesan(refused, "unit_kerja")
    with pytest.raises(ValidationError) as refused:
        beri(dunia, "Rina Marlina", "delima", DULU - SEHARI, jenis=JenisPenempatan.PLT, tmt_selesai=BESOK)
    assert "baru ada sejak" in pesan(refused, "unit_kerja")


# --- Plt. and Plh. ------------------------------------------------------------------------------------------------
def test_an_acting_post_ends_by_itself_and_with_it_the_rights(dunia: Dunia) -> None:
    syafrizal = dunia.pegawai["Syafrizal Tanjung"]
    user = User.objects.create_user(syafrizal.nip)
    Pegawai.objects.filter(pk=syafrizal.pk).update(user=user)
    beri(dunia, "Syafrizal Tanjung", "tobek", jenis=JenisPenempatan.PLT, memimpin=True, tmt_selesai=BULAN_DEPAN)
    tobek = dunia.unit["tobek"].pk
    days = (today(), BESOK, BULAN_DEPAN, BULAN_DEPAN + SEHARI)
    assert [tobek in load_lingkup(user.pk, day).memimpin for day in days] == [False, True, True, False]


@pytest.mark.parametrize("jenis", [JenisPenempatan.PLT, JenisPenempatan.PLH])
def test_an_acting_post_needs_its_last_day(jenis: JenisPenempatan, dunia: Dunia) -> None:
    with pytest.raises(ValidationError) as refused:
        beri(dunia, "Rina Marlina", "tobek", jenis=jenis)
    assert "berakhir dengan sendirinya" in pesan(refused, "tmt_selesai")


def test_nobody_stands_in_for_himself_and_no_two_for_one(dunia: Dunia) -> None:
    acting = {"jenis": JenisPenempatan.PLH, "memimpin": True, "tmt_selesai": BULAN_DEPAN}
    with pytest.raises(ValidationError, match="sudah dipimpin Syafrizal Tanjung"):
        beri(dunia, "Syafrizal Tanjung", "delima", **acting)
    beri(dunia, "Rina Marlina", "delima", **acting)
    with pytest.raises(ValidationError, match="sudah dipimpin Rina Marlina"):
        beri(dunia, "Dedi Kurniawan", "delima", **acting)


# --- ending -------------------------------------------------------------------------------------------------------
def test_a_post_is_ended_with_its_last_day(dunia: Dunia) -> None:
    akhiri(dunia, satu(dunia, "Rina Marlina"), BESOK)
    assert riwayat(dunia, "Rina Marlina") == [("Seksi Pelayanan Umum", DULU, BESOK)]


def test_an_end_lies_between_the_first_day_and_the_present_end(dunia: Dunia) -> None:
    post = beri(dunia, "Rina Marlina", "delima", jenis=JenisPenempatan.PLH, tmt_selesai=BULAN_DEPAN)
    for day, text in ((today(), "baru mulai"), (BULAN_DEPAN, "sudah berakhir")):
        with pytest.raises(ValidationError) as refused:
            akhiri(dunia, post, day)
        assert text in pesan(refused, "tmt_selesai")


# --- corrections --------------------------------------------------------------------------------------------------
def test_a_wrong_day_is_mended_and_the_post_before_follows(dunia: Dunia) -> None:
    post = pindah(dunia, "Rina Marlina", "delima", BULAN_DEPAN)
    for day in (BULAN_DEPAN + timedelta(days=5), BESOK):
        koreksi(dunia, post, tmt_mulai=day)
        assert riwayat(dunia, "Rina Marlina") == [
            ("Seksi Pelayanan Umum", DULU, day - SEHARI),
            ("Kelurahan Delima", day, None),
        ]


def test_a_correction_keeps_what_stood_there_and_why(dunia: Dunia) -> None:
    post = pindah(dunia, "Rina Marlina", "delima")
    with pghistory.context(user=dunia.user["admin"].pk):
        koreksi(dunia, post, unit_kerja=dunia.unit["tobek"], alasan="Unit keliru pada lampiran SK.")
    rows = post.events.order_by("pgh_id").select_related("pgh_context")  # type: ignore[attr-defined]
    assert [row.unit_kerja_id for row in rows] == [dunia.unit["delima"].pk, dunia.unit["tobek"].pk]
    assert rows.last().pgh_context.metadata == {
        "user": dunia.user["admin"].pk, "alasan": "Unit keliru pada lampiran SK.",
    }  # fmt: skip


def test_a_correction_needs_a_reason_and_obeys_the_same_rules(dunia: Dunia) -> None:
    post = pindah(dunia, "Rina Marlina", "delima")
    for more, kolom in (
        ({"alasan": "  "}, "alasan"),
        ({"memimpin": True}, "memimpin"),
        ({"tmt_mulai": DULU}, "tmt_mulai"),
        ({"tmt_selesai": today()}, "tmt_selesai"),
        ({"atasan": dunia.pegawai["Rina Marlina"]}, "atasan"),
    ):
        with pytest.raises(ValidationError) as refused:
            koreksi(dunia, post, **more)
        assert kolom in refused.value.message_dict
    post.refresh_from_db()
    assert (post.memimpin, post.tmt_mulai, post.tmt_selesai) == (False, BESOK, None)


def test_a_post_taken_back_lets_the_one_before_go_on(dunia: Dunia) -> None:
    post = pindah(dunia, "Rina Marlina", "delima")
    batalkan(dunia, post)
    assert riwayat(dunia, "Rina Marlina") == [("Seksi Pelayanan Umum", DULU, None)]
    gone = apps.get_model("organisasi", "PenempatanEvent").objects.filter(pgh_label="delete").get()
    assert (gone.pegawai_id, gone.unit_kerja_id) == (dunia.pegawai["Rina Marlina"].pk, dunia.unit["delima"].pk)


def test_the_only_post_of_somebody_is_not_taken_back(dunia: Dunia) -> None:
    with pytest.raises(ActRefused, match="satu-satunya jabatan Rina Marlina"):
        batalkan(dunia, satu(dunia, "Rina Marlina"))


def test_a_head_is_not_brought_back_over_another_one(dunia: Dunia) -> None:
    post = pindah(dunia, "Syafrizal Tanjung", "tobek", memimpin=True)
    pindah(dunia, "Rina Marlina", "delima", memimpin=True)
    with pytest.raises(ValidationError, match="sudah dipimpin Rina Marlina"):
        batalkan(dunia, post)
    assert len(riwayat(dunia, "Syafrizal Tanjung")) == 2


# --- closed months ------------------------------------------------------------------------------------------------
def test_what_a_closed_month_rests_on_is_not_changed(dunia: Dunia) -> None:
    """This month is closed. Whatever changes who was where in it is refused, and says from when on it may be."""
    post = satu(dunia, "Rina Marlina")
    month = close_month(today())
    first_free = month.hari_terakhir + SEHARI
    acts = [
        lambda: pindah(dunia, "Rina Marlina", "delima", month.hari_terakhir),
        lambda: akhiri(dunia, post, month.hari_terakhir - SEHARI),
        lambda: koreksi(dunia, post, unit_kerja=dunia.unit["delima"]),
        lambda: koreksi(dunia, post, tmt_selesai=month.hari_terakhir - SEHARI),
        lambda: koreksi(dunia, post, memimpin=False, atasan=dunia.pegawai["Camat Satu"]),
        lambda: batalkan(dunia, post),
    ]
    before = riwayat(dunia, "Rina Marlina")
    for act in acts:
        with pytest.raises(ValidationError) as refused:
            act()
        assert f"{month} sudah ditutup" in str(refused.value)
    assert riwayat(dunia, "Rina Marlina") == before
    pindah(dunia, "Rina Marlina", "delima", first_free)


def test_what_no_closed_month_rests_on_is_still_mended(dunia: Dunia) -> None:
    post = satu(dunia, "Rina Marlina")
    month = close_month(today())
    koreksi(dunia, post, dasar="SK 7/2020")
    post.refresh_from_db()
    assert post.dasar == "SK 7/2020"
    akhiri(dunia, post, month.hari_terakhir)
    planned = beri(dunia, "Rina Marlina", "delima", month.hari_terakhir + timedelta(days=3))
    koreksi(dunia, planned, unit_kerja=dunia.unit["tobek"])
    batalkan(dunia, planned)


def test_a_person_who_is_entered_late_may_have_begun_long_ago(dunia: Dunia) -> None:
    """Nobody was counted anywhere in the closed month who was not there yet."""
    close_month(today())
    baru = Pegawai.objects.create(nip="199408182019032099", nama="Baru", jenis_kelamin="P", tanggal_lahir=DULU)
    dunia.pegawai["Baru"] = baru
    assert beri(dunia, "Baru", "delima", DULU).tmt_mulai == DULU


# --- two people at the desk ---------------------------------------------------------------------------------------
def test_who_acts_on_what_somebody_else_has_changed_is_told(dunia: Dunia) -> None:
    rina = dunia.pegawai["Rina Marlina"]
    seen = posts_mark(rina.pk)
    pindah(dunia, "Rina Marlina", "delima")
    before = riwayat(dunia, "Rina Marlina")
    with pytest.raises(ConflictError, match="Jabatan Rina Marlina berubah sejak halaman ini dibuka"):
        penempatan_move(actor=dunia.user["admin"], pegawai=rina, isi=isi(dunia, "tobek", BULAN_DEPAN), dilihat=seen)
    assert riwayat(dunia, "Rina Marlina") == before


def test_the_refusal_names_who_was_faster(dunia: Dunia) -> None:
    rina = dunia.pegawai["Rina Marlina"]
    seen = posts_mark(rina.pk)
    with pghistory.context(user=dunia.user["admin_dinas"].pk):
        pindah(dunia, "Rina Marlina", "delima")
    with pytest.raises(ConflictError, match="admin_dinas pada"):
        penempatan_move(actor=dunia.user["admin"], pegawai=rina, isi=isi(dunia, "tobek", BULAN_DEPAN), dilihat=seen)
