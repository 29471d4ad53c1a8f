"""Merging and closing units: posts go on, nobody becomes a second head, roles end, the past stays."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Penempatan, Penugasan, UnitKerja
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.rencana_unit import rencana_gabung, rencana_pindah, rencana_tutup
from binawidya.organisasi.services.unit_kerja import unit_kerja_close, unit_kerja_merge, unit_kerja_move
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ActRefused
from tests.organisasi.dunia import DULU, Dunia
from tests.organisasi.test_unit_susunan import jalur, kini, susunan

HARI_INI = today()
KEMARIN, BESOK = HARI_INI - timedelta(days=1), HARI_INI + timedelta(days=1)
NANTI = HARI_INI + timedelta(days=30)
SK = "Perwako 10/2026"


def gabung(dunia: Dunia, tujuan: str, *sumber: str, mulai: date = HARI_INI) -> None:
    unit_kerja_merge(
        actor=dunia.user["admin"],
        unit_kerja=dunia.unit[tujuan],
        sumber=[dunia.unit[one] for one in sumber],
        berlaku_mulai=mulai,
        dasar=SK,
    )


def tutup(dunia: Dunia, unit: str, mulai: date = HARI_INI) -> None:
    unit_kerja_close(actor=dunia.user["admin"], unit_kerja=dunia.unit[unit], berlaku_mulai=mulai, dasar=SK)


def pos(dunia: Dunia, nama: str) -> list[tuple[str, str, bool, date, date | None]]:
    names = {row.pk: kunci for kunci, row in dunia.unit.items()}
    rows = Penempatan.objects.filter(pegawai__nama=nama).order_by("tmt_mulai", "jenis")
    return [(names[row.unit_kerja_id], row.jenis, row.memimpin, row.tmt_mulai, row.tmt_selesai) for row in rows]


# --- merging ------------------------------------------------------------------------------------------------------
def test_posts_go_on_in_the_unit_that_takes_them_in(dunia: Dunia) -> None:
    gabung(dunia, "pemberdayaan", "pelayanan")
    assert pos(dunia, "Rina Marlina") == [
        ("pelayanan", "definitif", False, DULU, KEMARIN),
        ("pemberdayaan", "definitif", False, HARI_INI, None),
    ]
    new = Penempatan.objects.get(pegawai__nama="Rina Marlina", tmt_mulai=HARI_INI)
    assert (new.dasar, new.jabatan.nama) == (SK, "Pengelola Data")


def test_heads_of_merged_units_do_not_become_second_heads(dunia: Dunia) -> None:
    kepala = dunia.orang(20, "Kepala Pemberdayaan", "pemberdayaan", "Kepala Seksi", memimpin=True)
    gabung(dunia, "pemberdayaan", "pelayanan")
    assert pos(dunia, "Nurhasanah Rambe")[-1] == ("pemberdayaan", "definitif", False, HARI_INI, None)
    nurhasanah = dunia.pegawai["Nurhasanah Rambe"].pk
    assert atasan_of([nurhasanah], HARI_INI) == {nurhasanah: kepala.pk}
    assert atasan_of([nurhasanah], KEMARIN) == {nurhasanah: dunia.pegawai["Camat Satu"].pk}


def test_acting_posts_go_on_as_well_and_end_when_they_would_have(dunia: Dunia) -> None:
    dunia.tempatkan(
        dunia.pegawai["Rina Marlina"],
        "delima",
        "Lurah",
        jenis="plt",
        memimpin=True,
        tmt_mulai=KEMARIN,
        tmt_selesai=NANTI,
    )
    gabung(dunia, "tobek", "delima")
    assert [row for row in pos(dunia, "Rina Marlina") if row[1] == "plt"] == [
        ("delima", "plt", True, KEMARIN, KEMARIN),
        ("tobek", "plt", False, HARI_INI, NANTI),
    ]


def test_a_post_that_was_to_begin_later_begins_in_the_new_unit(dunia: Dunia) -> None:
    Penempatan.objects.filter(pegawai__nama="Rina Marlina").update(tmt_selesai=NANTI - timedelta(days=1))
    dunia.tempatkan(dunia.pegawai["Rina Marlina"], "delima", tmt_mulai=NANTI)
    gabung(dunia, "tobek", "delima")
    assert pos(dunia, "Rina Marlina")[-1] == ("tobek", "definitif", False, NANTI, None)


def test_somebody_with_posts_in_both_keeps_both(dunia: Dunia) -> None:
    syafrizal = dunia.pegawai["Syafrizal Tanjung"]
    dunia.tempatkan(syafrizal, "tobek", "Lurah Tobek", jenis="plt", memimpin=True, tmt_selesai=NANTI)
    gabung(dunia, "tobek", "delima")
    kini_ada = {
        (row[0], row[1], row[2]) for row in pos(dunia, "Syafrizal Tanjung") if row[4] is None or row[4] >= BESOK
    }
    assert kini_ada == {("tobek", "definitif", False), ("tobek", "plt", True)}


def test_sub_units_come_below_the_unit_that_takes_them_in(dunia: Dunia) -> None:
    gabung(dunia, "tobek", "delima")
    assert jalur(dunia, "delima_pem", HARI_INI) == ["kota", "kecamatan", "tobek", "delima_pem"]
    assert jalur(dunia, "delima_pem", KEMARIN) == ["kota", "kecamatan", "delima", "delima_pem"]
    assert kini(dunia, "delima_pem").jalur[-2] == dunia.unit["tobek"].pk
    assert kini(dunia, "delima").berlaku_selesai == KEMARIN
    assert susunan(dunia, "delima") == [(DULU, KEMARIN, "Kelurahan Delima")]


def test_a_unit_and_its_sub_unit_are_merged_together(dunia: Dunia) -> None:
    gabung(dunia, "tobek", "delima", "delima_pem")
    assert kini(dunia, "delima_pem").berlaku_selesai == KEMARIN
    assert not UnitKerja.objects.on(HARI_INI).filter(induk=dunia.unit["delima"]).exists()


def test_roles_over_a_merged_unit_end_and_planned_ones_never_begin(dunia: Dunia) -> None:
    user = dunia.user["admin"]
    unit = dunia.unit["delima"]
    lama = Penugasan.objects.create(user=user, peran=Peran.OPERATOR, unit_kerja=unit, berlaku_mulai=DULU)
    nanti = Penugasan.objects.create(user=user, peran=Peran.VERIFIKATOR, unit_kerja=unit, berlaku_mulai=NANTI)
    gabung(dunia, "tobek", "delima")
    lama.refresh_from_db()
    nanti.refresh_from_db()
    assert (lama.berlaku_selesai, nanti.keadaan) == (KEMARIN, "dicabut")


def test_a_merge_planned_for_later_changes_nothing_today(dunia: Dunia) -> None:
    gabung(dunia, "pemberdayaan", "pelayanan", mulai=NANTI)
    rina = dunia.pegawai["Rina Marlina"].pk
    nurhasanah, camat = dunia.pegawai["Nurhasanah Rambe"].pk, dunia.pegawai["Camat Satu"].pk
    assert atasan_of([rina], HARI_INI) == {rina: nurhasanah}
    assert atasan_of([rina], NANTI) == {rina: camat}
    assert kini(dunia, "pelayanan").exists_on(HARI_INI)
    assert not kini(dunia, "pelayanan").exists_on(NANTI)


@pytest.mark.parametrize(
    ("tujuan", "sumber", "kata"),
    [
        ("delima_pem", ["delima"], "berada di bawah unit ini"),
        ("delima", ["delima"], "tidak dapat digabungkan ke dirinya sendiri"),
        ("delima", [], "Pilih unit yang digabungkan"),
    ],
)
def test_what_cannot_be_merged(tujuan: str, sumber: list[str], kata: str, dunia: Dunia) -> None:
    with pytest.raises(ValidationError, match=kata):
        gabung(dunia, tujuan, *sumber)


def test_a_refused_merge_changes_nothing(dunia: Dunia) -> None:
    """The second of the two units does not exist yet on that day."""
    UnitKerja.objects.filter(pk=dunia.unit["delima_pem"].pk).update(berlaku_mulai=BESOK)
    with pytest.raises(ValidationError, match="baru ada sejak"):
        gabung(dunia, "tobek", "pelayanan", "delima_pem")
    assert len(pos(dunia, "Rina Marlina")) == 1


# --- closing ------------------------------------------------------------------------------------------------------
def test_closing_lists_what_still_holds_the_unit(dunia: Dunia) -> None:
    with pytest.raises(ActRefused) as refused:
        tutup(dunia, "delima")
    assert refused.value.message == (
        "Kelurahan Delima belum dapat ditutup: 1 pegawai masih ditempatkan (Syafrizal Tanjung) dan "
        "1 unit masih di bawahnya (Seksi Pemerintahan). Pindahkan lebih dulu, atau gabungkan unit ini ke unit lain."
    )


def test_many_names_are_counted(dunia: Dunia) -> None:
    for nomor in range(30, 34):
        dunia.orang(nomor, f"Orang {nomor}", "pelayanan")
    with pytest.raises(ActRefused, match=r"7 pegawai masih ditempatkan \(Dedi Kurniawan, .*, dan 4 lagi\)"):
        tutup(dunia, "pelayanan")


def test_an_empty_unit_is_closed_on_its_day(dunia: Dunia) -> None:
    tutup(dunia, "pemberdayaan", NANTI)
    unit = kini(dunia, "pemberdayaan")
    assert unit.berlaku_selesai == NANTI - timedelta(days=1)
    assert [row.dasar_selesai for row in unit.susunan.all()] == [SK]
    with pytest.raises(ValidationError, match="hanya ada dari"):
        unit_kerja_move(
            actor=dunia.user["admin"], unit_kerja=unit, induk=dunia.unit["dinas"], berlaku_mulai=NANTI, dasar=SK
        )


def test_a_post_that_ended_before_holds_nothing(dunia: Dunia) -> None:
    Penempatan.objects.filter(unit_kerja=dunia.unit["delima_pem"]).update(tmt_selesai=KEMARIN)
    tutup(dunia, "delima_pem")
    assert not kini(dunia, "delima_pem").exists_on(HARI_INI)


def test_a_sub_unit_that_is_planned_holds_as_well(dunia: Dunia) -> None:
    unit_kerja_move(
        actor=dunia.user["admin"], unit_kerja=dunia.unit["tobek"], induk=dunia.unit["pemberdayaan"],
        berlaku_mulai=NANTI, dasar=SK,
    )  # fmt: skip
    with pytest.raises(ActRefused, match="Kelurahan Tobek Godang"):
        tutup(dunia, "pemberdayaan")


def test_nobody_is_placed_in_a_closed_unit_by_whatever_way(dunia: Dunia) -> None:
    tutup(dunia, "pemberdayaan")
    with pytest.raises(IntegrityError, match="beyond the last day"), transaction.atomic():
        dunia.orang(40, "Terlambat", "pemberdayaan")
    Penempatan.objects.filter(pegawai__nama="Rina Marlina").update(tmt_selesai=KEMARIN)
    with pytest.raises(IntegrityError, match="beyond the last day"), transaction.atomic():
        Penempatan.objects.filter(pegawai__nama="Dedi Kurniawan").update(unit_kerja=dunia.unit["pemberdayaan"])


# --- what is told before ------------------------------------------------------------------------------------------
def test_a_merge_says_before_who_moves_where(dunia: Dunia) -> None:
    Penugasan.objects.create(
        user=dunia.user["admin"], peran=Peran.OPERATOR, unit_kerja=dunia.unit["delima"], berlaku_mulai=DULU
    )
    told = rencana_gabung(dunia.unit["tobek"], [dunia.unit["delima"]], BESOK)
    hari_ini, besok = format_tanggal(HARI_INI), format_tanggal(BESOK)
    assert told == [
        f"1 pegawai pindah dari Kelurahan Delima ke Kelurahan Tobek Godang mulai {besok}.",
        "Syafrizal Tanjung (Lurah Delima) tidak lagi memimpin unit. Catat jabatan barunya sesudah ini.",
        "1 unit di bawahnya pindah ke Kelurahan Tobek Godang: Seksi Pemerintahan.",
        f"1 peran berakhir {hari_ini}.",
        f"Kelurahan Delima ada sampai {hari_ini}. Riwayat dan nilainya sampai hari itu tetap.",
    ]


def test_a_move_says_before_what_goes_along(dunia: Dunia) -> None:
    told = rencana_pindah(dunia.unit["delima"], dunia.unit["dinas"], BESOK)
    assert told[0].endswith("Kelurahan Delima pindah dari Kecamatan Binawidya ke Dinas Kesehatan.")
    assert told[1:3] == [
        "1 unit di bawahnya ikut pindah.",
        "1 pegawai tetap di unit masing-masing; jalur atasan di atas unit ini berubah.",
    ]


def test_closing_says_before_which_plans_fall_away(dunia: Dunia) -> None:
    unit_kerja_move(
        actor=dunia.user["admin"], unit_kerja=dunia.unit["pemberdayaan"], induk=dunia.unit["dinas"],
        berlaku_mulai=NANTI, dasar=SK,
    )  # fmt: skip
    told = rencana_tutup(dunia.unit["pemberdayaan"], BESOK)
    assert told[-1] == f"Perubahan yang dijadwalkan mulai {format_tanggal(NANTI)} batal."
    tutup(dunia, "pemberdayaan", BESOK)
    assert len(susunan(dunia, "pemberdayaan")) == 1
