"""The tree through time: moving, renaming, creating. What was true before an act stays true after it."""

from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from binawidya.organisasi import tasks
from binawidya.organisasi.models import Penempatan, Periode, SusunanUnit, UnitKerja
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.susunan_unit import (
    ancestors_on,
    children_on,
    earliest_effect,
    jalur_on,
    units_on,
)
from binawidya.organisasi.services.susunan_unit import susunan_unit_apply
from binawidya.organisasi.services.unit_kerja import (
    IsiUnit,
    unit_kerja_create,
    unit_kerja_move,
    unit_kerja_update,
)
from binawidya.umum.dates import today
from tests.organisasi.dunia import DULU, Dunia

HARI_INI = today()
KEMARIN, BESOK = HARI_INI - timedelta(days=1), HARI_INI + timedelta(days=1)
LUSA = HARI_INI + timedelta(days=2)


def pindah(dunia: Dunia, unit: str, induk: str | None, mulai: date = HARI_INI, dasar: str = "Perwako 7/2026") -> None:
    unit_kerja_move(
        actor=dunia.user["admin"],
        unit_kerja=dunia.unit[unit],
        induk=dunia.unit[induk] if induk else None,
        berlaku_mulai=mulai,
        dasar=dasar,
    )


def isi(dunia: Dunia, unit: str, **baru: str) -> IsiUnit:
    row = dunia.unit[unit]
    names = ("kode", "nama", "nama_pendek", "jenis", "alamat", "kontak")
    return IsiUnit(**{name: getattr(row, name) for name in names} | baru)


def ubah(dunia: Dunia, unit: str, mulai: date = HARI_INI, **baru: str) -> None:
    unit_kerja_update(
        actor=dunia.user["admin"],
        unit_kerja=dunia.unit[unit],
        isi=isi(dunia, unit, **baru),
        berlaku_mulai=mulai,
        dasar="Perwako 8/2026",
    )


def kini(dunia: Dunia, unit: str) -> UnitKerja:
    return UnitKerja.objects.get(pk=dunia.unit[unit].pk)


def jalur(dunia: Dunia, unit: str, tanggal: date) -> list[str]:
    names = {row.pk: kunci for kunci, row in dunia.unit.items()}
    pk = dunia.unit[unit].pk
    return [names[one] for one in jalur_on([pk], tanggal)[pk]]


def susunan(dunia: Dunia, unit: str) -> list[tuple[date, date | None, str]]:
    rows = SusunanUnit.objects.filter(unit_kerja=dunia.unit[unit]).order_by("berlaku_mulai")
    return [(row.berlaku_mulai, row.berlaku_selesai, row.nama) for row in rows]


def tutup_bulan(tahun: int, bulan: int) -> None:
    batas = HARI_INI.isoformat() + "T10:00:00+07:00"
    Periode.objects.create(
        tahun=tahun, bulan=bulan, status="ditutup", ditutup_at=batas, batas_pengisian=batas, batas_verifikasi=batas
    )


def pesan(error: ValidationError) -> str:
    return " ".join(error.messages)


# --- the first arrangement ----------------------------------------------------------------------------------------
def test_whoever_stores_a_unit_stores_its_first_arrangement(dunia: Dunia) -> None:
    UnitKerja.objects.bulk_create(
        [UnitKerja(kode=f"9.{n}", nama=f"U{n}", induk=dunia.unit["kota"], berlaku_mulai=DULU) for n in range(3)]
    )
    rows = SusunanUnit.objects.filter(kode__startswith="9.").order_by("kode")
    assert [(row.nama, row.induk_id, row.berlaku_mulai) for row in rows] == [
        (f"U{n}", dunia.unit["kota"].pk, DULU) for n in range(3)
    ]


def test_a_name_corrected_in_the_unit_is_corrected_in_its_arrangement(dunia: Dunia) -> None:
    unit = dunia.unit["pelayanan"]
    unit.nama, unit.alamat = "Seksi Pelayanan", "Jalan Satu"
    unit.save()
    assert [(row.nama, row.alamat) for row in unit.susunan.all()] == [("Seksi Pelayanan", "Jalan Satu")]


def test_a_unit_is_never_moved_behind_the_back_of_its_arrangements(dunia: Dunia) -> None:
    with pytest.raises(IntegrityError, match="without an arrangement"), transaction.atomic():
        UnitKerja.objects.filter(pk=dunia.unit["pelayanan"].pk).update(induk=dunia.unit["dinas"])


@pytest.mark.parametrize("cara", ["hapus", "lubang", "lain"])
def test_arrangements_are_whole_or_nothing_is_stored(cara: str, dunia: Dunia) -> None:
    pindah(dunia, "pelayanan", "delima")
    rows = SusunanUnit.objects.filter(unit_kerja=dunia.unit["pelayanan"]).order_by("berlaku_mulai")
    with pytest.raises(IntegrityError, match="leave a gap"), transaction.atomic():
        if cara == "hapus":
            rows[0].delete()
        elif cara == "lubang":
            rows.filter(pk=rows[0].pk).update(berlaku_selesai=KEMARIN - timedelta(days=5))
        else:
            rows.filter(pk=rows[1].pk).update(nama="Nama lain")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_no_day_has_two_arrangements(dunia: Dunia) -> None:
    with pytest.raises(IntegrityError, match="susunanunit_satu_per_hari"), transaction.atomic():
        SusunanUnit.objects.create(unit_kerja=dunia.unit["dinas"], kode="x", nama="x", berlaku_mulai=HARI_INI)


# --- moving ---------------------------------------------------------------------------------------------------------
def test_a_move_takes_everything_below_along_and_leaves_the_past_alone(dunia: Dunia) -> None:
    pindah(dunia, "delima", "dinas")
    assert jalur(dunia, "delima_pem", KEMARIN) == ["kota", "kecamatan", "delima", "delima_pem"]
    assert jalur(dunia, "delima_pem", HARI_INI) == ["kota", "dinas", "delima", "delima_pem"]
    assert kini(dunia, "delima_pem").jalur == [
        dunia.unit[kunci].pk for kunci in ("kota", "dinas", "delima", "delima_pem")
    ]


def test_superiors_of_earlier_days_stay_who_they_were(dunia: Dunia) -> None:
    syafrizal, camat = dunia.pegawai["Syafrizal Tanjung"], dunia.pegawai["Camat Satu"]
    kepala = dunia.orang(20, "Kepala Dinas", "dinas", "Kepala Dinas", memimpin=True)
    pindah(dunia, "delima", "dinas")
    assert atasan_of([syafrizal.pk], KEMARIN) == {syafrizal.pk: camat.pk}
    assert atasan_of([syafrizal.pk], HARI_INI) == {syafrizal.pk: kepala.pk}


def test_a_planned_move_has_effect_on_its_day_without_anybody_doing_anything(dunia: Dunia) -> None:
    syafrizal, camat = dunia.pegawai["Syafrizal Tanjung"], dunia.pegawai["Camat Satu"]
    kepala = dunia.orang(20, "Kepala Dinas", "dinas", "Kepala Dinas", memimpin=True)
    pindah(dunia, "delima", "dinas", BESOK)
    assert kini(dunia, "delima").induk_id == dunia.unit["kecamatan"].pk
    assert atasan_of([syafrizal.pk], HARI_INI) == {syafrizal.pk: camat.pk}
    assert atasan_of([syafrizal.pk], BESOK) == {syafrizal.pk: kepala.pk}
    assert jalur(dunia, "delima", BESOK) == ["kota", "dinas", "delima"]


def test_the_daily_task_shows_what_is_due_and_does_nothing_the_second_time(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two units change places, and one of them gets another name: the order of writing must not matter."""
    pindah(dunia, "delima", "tobek", BESOK)
    ubah(dunia, "delima", BESOK, nama="Kelurahan Delima Baru")
    pindah(dunia, "tobek", "dinas", BESOK)
    pindah(dunia, "tobek_pem", None, BESOK)
    assert susunan_unit_apply() == 0
    for module in ("services.susunan_unit", "selectors.susunan_unit"):
        monkeypatch.setattr(f"binawidya.organisasi.{module}.today", lambda: BESOK)
    assert susunan_unit_apply() == 3
    assert susunan_unit_apply() == 0
    assert kini(dunia, "delima").nama == "Kelurahan Delima Baru"
    for kunci in dunia.unit:
        assert kini(dunia, kunci).jalur == jalur_on([dunia.unit[kunci].pk], BESOK)[dunia.unit[kunci].pk], kunci


def test_beat_shows_every_day_what_is_due(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks.susunan_unit_apply.name in planned
    ubah(dunia, "delima", BESOK, nama="Kelurahan Delima Baru")
    for module in ("services.susunan_unit", "selectors.susunan_unit"):
        monkeypatch.setattr(f"binawidya.organisasi.{module}.today", lambda: BESOK)
    tasks.susunan_unit_apply.run()
    assert kini(dunia, "delima").nama == "Kelurahan Delima Baru"


def test_every_act_leaves_a_trail_with_its_ground(dunia: Dunia) -> None:
    with pghistory.context(user=dunia.user["admin"].pk):
        pindah(dunia, "delima", "dinas", dasar="Perwako 7/2026")
    event = apps.get_model("organisasi", "SusunanUnitEvent")
    rows = event.objects.filter(unit_kerja_id=dunia.unit["delima"].pk).select_related("pgh_context").order_by("pgh_id")
    trail = [(row.pgh_label, row.berlaku_selesai, row.pgh_context.metadata if row.pgh_context else {}) for row in rows]
    by = {"user": dunia.user["admin"].pk, "alasan": "Perwako 7/2026"}
    assert trail == [("insert", None, {}), ("update", KEMARIN, by), ("insert", None, by)]


def test_two_units_that_change_places_are_shown_right(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    """Delima stands above Seksi Pemerintahan; from tomorrow Seksi Pemerintahan stands above Delima."""
    pindah(dunia, "delima_pem", "kecamatan", BESOK)
    pindah(dunia, "delima", "delima_pem", BESOK)
    for module in ("services.susunan_unit", "selectors.susunan_unit"):
        monkeypatch.setattr(f"binawidya.organisasi.{module}.today", lambda: BESOK)
    assert susunan_unit_apply() == 2
    assert kini(dunia, "delima").jalur == [
        dunia.unit[kunci].pk for kunci in ("kota", "kecamatan", "delima_pem", "delima")
    ]


def test_a_move_taken_back_for_the_same_day_leaves_no_seam(dunia: Dunia) -> None:
    before = susunan(dunia, "pelayanan")
    pindah(dunia, "pelayanan", "delima", BESOK)
    pindah(dunia, "pelayanan", "kecamatan", BESOK)
    assert susunan(dunia, "pelayanan") == before


def test_a_plan_for_later_survives_a_change_of_something_else_before_it(dunia: Dunia) -> None:
    ubah(dunia, "delima", LUSA, nama="Kelurahan Delima Baru")
    pindah(dunia, "delima", "dinas", BESOK)
    assert susunan(dunia, "delima") == [
        (DULU, HARI_INI, "Kelurahan Delima"),
        (BESOK, BESOK, "Kelurahan Delima"),
        (LUSA, None, "Kelurahan Delima Baru"),
    ]
    assert jalur(dunia, "delima", LUSA) == ["kota", "dinas", "delima"]


def test_a_plan_for_later_to_move_elsewhere_stays(dunia: Dunia) -> None:
    pindah(dunia, "delima", "tobek", LUSA)
    pindah(dunia, "delima", "dinas", BESOK)
    assert jalur(dunia, "delima", BESOK) == ["kota", "dinas", "delima"]
    assert jalur(dunia, "delima", LUSA) == ["kota", "kecamatan", "tobek", "delima"]


@pytest.mark.parametrize(
    ("unit", "induk", "kata"),
    [
        ("delima", "delima", "di bawah dirinya sendiri"),
        ("delima", "delima_pem", "Seksi Pemerintahan berada di bawah unit ini"),
        ("kota", "delima_pem", "Seksi Pemerintahan berada di bawah unit ini"),
        ("delima", "kecamatan", "sudah berada di bawah Kecamatan Binawidya"),
    ],
)
def test_a_unit_never_comes_below_itself(unit: str, induk: str, kata: str, dunia: Dunia) -> None:
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, unit, induk)
    assert kata in pesan(refused.value)


def test_a_unit_never_comes_below_what_is_planned_to_come_below_it(dunia: Dunia) -> None:
    pindah(dunia, "tobek", "delima_pem", LUSA)
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "delima", "tobek_pem", BESOK)
    assert "dijadwalkan berada di bawah unit ini" in pesan(refused.value)
    pindah(dunia, "tobek", "kecamatan", LUSA)
    pindah(dunia, "delima", "tobek_pem", BESOK)


# --- days ---------------------------------------------------------------------------------------------------------
def test_a_closed_month_keeps_its_tree(dunia: Dunia) -> None:
    tutup_bulan(2026, 9)
    assert earliest_effect() == date(2026, 10, 1)
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "delima", "dinas", date(2026, 9, 30))
    assert "September 2026 sudah ditutup" in pesan(refused.value)
    assert "1 Oktober 2026" in pesan(refused.value)
    pindah(dunia, "delima", "dinas", date(2026, 10, 1))
    assert jalur(dunia, "delima", date(2026, 9, 30)) == ["kota", "kecamatan", "delima"]


def test_a_month_closed_out_of_turn_counts_as_well(dunia: Dunia) -> None:
    tutup_bulan(2026, 7)
    tutup_bulan(2026, 9)
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "delima", "dinas", date(2026, 8, 1))
    assert "1 Oktober 2026" in pesan(refused.value)


def test_nothing_begins_before_the_unit_itself(dunia: Dunia) -> None:
    with pytest.raises(ValidationError, match="baru ada sejak 1 Januari 2020"):
        ubah(dunia, "delima", DULU - timedelta(days=1), nama="Lebih awal")


def test_nothing_is_placed_below_a_unit_that_ends(dunia: Dunia) -> None:
    UnitKerja.objects.filter(pk=dunia.unit["dinas"].pk).update(berlaku_selesai=LUSA)
    with pytest.raises(ValidationError, match="Dinas Kesehatan hanya ada dari"):
        pindah(dunia, "delima", "dinas")


# --- names and codes ----------------------------------------------------------------------------------------------
def test_a_unit_is_named_as_it_was_on_the_day(dunia: Dunia) -> None:
    ubah(dunia, "kecamatan", nama="Kecamatan Binawidya Raya", alamat="Jalan Baru 1")
    assert [unit.nama for unit in ancestors_on(dunia.unit["delima"], KEMARIN)] == [
        "Pemerintah Kota Contoh", "Kecamatan Binawidya", "Kelurahan Delima",
    ]  # fmt: skip
    assert [unit.nama for unit in ancestors_on(dunia.unit["delima"], HARI_INI)][1] == "Kecamatan Binawidya Raya"
    assert units_on([dunia.unit["kecamatan"].pk], KEMARIN)[0].alamat == ""


def test_units_below_are_those_of_the_day(dunia: Dunia) -> None:
    pindah(dunia, "delima", "dinas")
    ubah(dunia, "tobek", nama="Kelurahan Tobek")
    kecamatan = dunia.unit["kecamatan"]
    assert [unit.nama for unit in children_on(kecamatan, KEMARIN)][-2:] == [
        "Kelurahan Delima",
        "Kelurahan Tobek Godang",
    ]
    assert [unit.nama for unit in children_on(kecamatan, HARI_INI)][-1:] == ["Kelurahan Tobek"]
    assert children_on(kecamatan, KEMARIN)[0].jalur[:2] == [dunia.unit["kota"].pk, kecamatan.pk]
    assert [unit.nama for unit in children_on(kecamatan, BESOK)] == [
        unit.nama for unit in children_on(kecamatan, HARI_INI)
    ]


def test_a_code_is_never_taken_over_by_another_unit(dunia: Dunia) -> None:
    ubah(dunia, "delima", kode="14.71.13.9001")
    with pytest.raises(ValidationError, match=r"Kode 14\.71\.13\.1001 dipakai Kelurahan Delima"):
        ubah(dunia, "tobek", kode="14.71.13.1001")
    with pytest.raises(IntegrityError, match="susunanunit_kode_satu_unit"), transaction.atomic():
        UnitKerja.objects.filter(pk=dunia.unit["tobek"].pk).update(kode="14.71.13.1001")


def test_saving_the_same_again_says_so(dunia: Dunia) -> None:
    with pytest.raises(ValidationError, match="Belum ada yang berbeda"):
        ubah(dunia, "delima")


def test_a_new_unit_begins_on_its_day_with_its_decree(dunia: Dunia) -> None:
    unit = unit_kerja_create(
        actor=dunia.user["admin"],
        induk=dunia.unit["delima"],
        isi=IsiUnit(kode="14.71.13.1001.2", nama="Seksi Pelayanan", jenis="seksi"),
        berlaku_mulai=BESOK,
        dasar="Perwako 9/2026",
    )
    assert unit.jalur == [*dunia.unit["delima"].jalur, unit.pk]
    assert [(row.berlaku_mulai, row.dasar) for row in unit.susunan.all()] == [(BESOK, "Perwako 9/2026")]


# --- the superior chain -------------------------------------------------------------------------------------------
def test_a_move_that_would_make_two_people_each_others_superiors_is_refused(dunia: Dunia) -> None:
    """Lina leads Seksi Pemerintahan under the lurah and acts as head of the dinas; were the kelurahan to come below
    the dinas, she would lead the lurah who leads her."""
    lina = dunia.orang(20, "Lina Marpaung", "delima_pem", "Kepala Seksi", memimpin=True)
    dunia.tempatkan(lina, "dinas", "Kepala Dinas", jenis="plt", memimpin=True)
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "delima", "dinas")
    assert "Lina Marpaung" in pesan(refused.value)
    assert "Syafrizal Tanjung" in pesan(refused.value)
    assert len(susunan(dunia, "delima")) == 1
    Penempatan.objects.filter(pegawai=lina, jenis="plt").update(tmt_selesai=KEMARIN)
    pindah(dunia, "delima", "dinas")


def test_paths_of_many_units_cost_one_query(dunia: Dunia, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        jalur_on([unit.pk for unit in dunia.unit.values()], KEMARIN)
    with django_assert_num_queries(0):
        assert jalur_on([], KEMARIN) == {}
