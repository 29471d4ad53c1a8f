"""A roster that was approved: people, posts and history as the sheet says, once and no more."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binawidya.organisasi.enums import JenisJabatan, StatusImpor, StatusPegawai
from binawidya.organisasi.gelar import split_gelar
from binawidya.organisasi.models import Impor, Jabatan, Pegawai, Penempatan, Penugasan
from binawidya.organisasi.resources import export_columns, export_rows
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.pegawai import pegawai_for, with_posts
from binawidya.organisasi.services.impor import impor_approve, impor_cancel
from binawidya.organisasi.services.impor_apply import impor_apply
from binawidya.organisasi.services.impor_read import impor_read
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.models import OutboxTask
from binawidya.umum.spreadsheet.writer import csv_lines, write_xlsx
from tests.organisasi.dunia import DESEMBER, JUDUL, Dunia, alasan, baris, beda, jumlah, nip
from tests.organisasi.roster_file import write_roster

LENGKAP = [
    "NIP", "Nama", "Gelar depan", "Gelar belakang", "Jenis pegawai", "Status", "Golongan", "Unit kerja", "Jabatan",
    "Jenis jabatan", "Memimpin unit", "NIP atasan", "TMT jabatan", "Surel",
]  # fmt: skip
KEMARIN = DESEMBER - timedelta(days=1)


def test_a_new_person_comes_with_a_post_and_without_a_login(dunia: Dunia) -> None:
    impor = dunia.impor(
        [nip(50, 1), "Fajar Siagian", "Dr.", "S.Sos., M.Si.", "CPNS", "Aktif", "III/a", "Kelurahan Delima",
         "Pranata Komputer Ahli Pertama", "Fungsional", "Tidak", "", "2024-03-01", "FAJAR@contoh.go.id"],
        judul=LENGKAP,
    )  # fmt: skip
    pegawai = Pegawai.objects.get(nip=nip(50, 1))
    assert (pegawai.nama_lengkap, pegawai.jenis_kelamin) == ("Dr. Fajar Siagian, S.Sos., M.Si.", "L")
    assert (pegawai.tanggal_lahir, pegawai.golongan) == (date(1994, 8, 18), "III/a")
    assert (pegawai.jenis_pegawai, pegawai.email, pegawai.user) == ("cpns", "fajar@contoh.go.id", None)
    pos = dunia.pos("Fajar Siagian")
    assert (pos.unit_kerja.nama, pos.tmt_mulai, pos.tmt_selesai) == ("Kelurahan Delima", date(2024, 3, 1), None)
    assert pos.jabatan.jenis == JenisJabatan.FUNGSIONAL
    assert impor.ringkasan["hasil"] == {"baru": 1, "berubah": 0, "mutasi": 0, "berhenti": 0}


def test_a_move_ends_the_old_post_the_day_before_and_starts_a_new_one(dunia: Dunia) -> None:
    row = [nip(4), "Dedi Kurniawan", "Kelurahan Delima", "Pengelola Data"]
    impor = dunia.periksa(row)
    assert beda(impor, 2) == [
        ("Unit kerja", "Seksi Pelayanan Umum", "Kelurahan Delima"),
        ("Atasan", "Nurhasanah Rambe", "Syafrizal Tanjung"),
    ]
    dunia.terapkan(impor)
    old = dunia.pos("Dedi Kurniawan", KEMARIN)
    new = dunia.pos("Dedi Kurniawan")
    assert (old.unit_kerja.nama, old.tmt_selesai) == ("Seksi Pelayanan Umum", KEMARIN)
    assert (new.unit_kerja.nama, new.tmt_mulai, new.tmt_selesai) == ("Kelurahan Delima", DESEMBER, None)
    pegawai = dunia.pegawai["Dedi Kurniawan"]
    assert atasan_of([pegawai.pk], KEMARIN)[pegawai.pk] == dunia.pegawai["Nurhasanah Rambe"].pk
    assert atasan_of([pegawai.pk], DESEMBER)[pegawai.pk] == dunia.pegawai["Syafrizal Tanjung"].pk


def test_what_a_person_is_changes_without_touching_the_post(dunia: Dunia) -> None:
    before = dunia.pos("Rina Marlina")
    impor = dunia.periksa(
        [nip(5), "Rina Marlina Sitorus", "Seksi Pelayanan Umum", "Pengelola Data", "Penata Muda Tingkat I (III/b)"],
        judul=[*JUDUL, "Pangkat/Gol. Ruang"],
    )
    assert beda(impor, 2) == [("Nama", "Rina Marlina", "Rina Marlina Sitorus"), ("Golongan", "III/a", "III/b")]
    dunia.terapkan(impor)
    assert dunia.pos("Rina Marlina Sitorus") == before
    assert Penempatan.objects.filter(pegawai__nip=nip(5)).count() == 1


def test_columns_that_the_sheet_lacks_stay_as_they_are(dunia: Dunia) -> None:
    Pegawai.objects.filter(nip=nip(5)).update(email="rina@contoh.go.id", gelar_belakang="S.Sos.")
    impor = dunia.periksa([nip(5), "Rina Marlina", "Seksi Pelayanan Umum", "Pengelola Data"])
    assert jumlah(impor) == {"tetap": 1}


def test_a_correction_on_the_day_itself_changes_the_post_in_place(dunia: Dunia) -> None:
    dunia.impor([nip(4), "Dedi Kurniawan", "Kelurahan Delima", "Pengelola Data"])
    dunia.impor([nip(4), "Dedi Kurniawan", "Kelurahan Tobek Godang", "Pramu Layanan"])
    posts = Penempatan.objects.filter(pegawai__nip=nip(4)).order_by("tmt_mulai")
    assert [(post.unit_kerja.nama, post.tmt_mulai) for post in posts] == [
        ("Seksi Pelayanan Umum", date(2020, 1, 1)),
        ("Kelurahan Tobek Godang", DESEMBER),
    ]


def test_leaving_ends_every_post_and_role(dunia: Dunia) -> None:
    judul, hari = [*JUDUL, "Status"], today()
    pegawai = dunia.pegawai["Syafrizal Tanjung"]
    dunia.tempatkan(pegawai, "tobek", jenis="plt", memimpin=True, tmt_selesai=date(2030, 1, 1))
    pegawai.user = dunia.admin("lurah", "delima")
    pegawai.save()
    impor = dunia.impor([nip(3), "Syafrizal Tanjung", "", "", "Pensiun"], judul=judul, mulai=hari)
    assert impor.ringkasan["hasil"]["berhenti"] == 1
    assert {post.tmt_selesai for post in pegawai.penempatan.order_by("pk")} == {hari - timedelta(days=1)}
    assert Penugasan.objects.get(user=pegawai.user).berlaku_selesai == hari - timedelta(days=1)
    pegawai.refresh_from_db()
    assert pegawai.status == StatusPegawai.PENSIUN
    change = pegawai.perubahan_status.get()
    assert (change.tmt, change.status, change.diterapkan) == (hari, "pensiun", True)
    again = dunia.periksa([nip(3), "Syafrizal Tanjung", "", "", "Pensiun"], judul=judul, mulai=hari)
    assert jumlah(again) == {"tetap": 1}


def test_a_status_waits_for_the_day_of_the_import(dunia: Dunia) -> None:
    judul, besok = [*JUDUL, "Status"], today() + timedelta(days=30)
    row = [nip(3), "Syafrizal Tanjung", "", "", "Pensiun"]
    dunia.impor(row, judul=judul, mulai=besok)
    pegawai = Pegawai.objects.get(nip=nip(3))
    assert pegawai.status == StatusPegawai.AKTIF
    assert (pegawai.perubahan_status.get().tmt, pegawai.perubahan_status.get().diterapkan) == (besok, False)
    assert Penempatan.objects.get(pegawai=pegawai).tmt_selesai == besok - timedelta(days=1)
    assert jumlah(dunia.periksa(row, judul=judul, mulai=besok)) == {"tetap": 1}
    before = dunia.periksa([nip(3), "Syafrizal Tanjung", "Kelurahan Delima", "Lurah Delima", "Tubel"], judul=judul,
                           mulai=today())  # fmt: skip
    assert "Statusnya sudah tercatat berubah lagi mulai" in alasan(before, 2)


def test_a_number_of_a_decree_alone_is_no_new_post(dunia: Dunia) -> None:
    before = dunia.pos("Dedi Kurniawan")
    row = [nip(4), "Dedi Kurniawan", "Seksi Pelayanan Umum", "Pengelola Data", "821/12/BKPSDM/2024"]
    impor = dunia.impor(row, judul=[*JUDUL, "Nomor SK"])
    assert beda(impor, 2) == [("Nomor SK", "", "821/12/BKPSDM/2024")]
    pos = dunia.pos("Dedi Kurniawan")
    assert (pos.pk, pos.tmt_mulai, pos.dasar) == (before.pk, before.tmt_mulai, "821/12/BKPSDM/2024")
    assert jumlah(dunia.periksa(row, judul=[*JUDUL, "Nomor SK"])) == {"tetap": 1}


def test_personal_data_and_education_come_with_the_sheet(dunia: Dunia) -> None:
    judul = [*JUDUL, "TMT Golongan", "Tingkat Pendidikan", "Pendidikan Nama", "Tahun Lulus", "Tempat Lahir Nama",
             "NIK", "Nomor HP"]  # fmt: skip
    row = [nip(4), "Dedi Kurniawan", "Seksi Pelayanan Umum", "Pengelola Data", "1 April 2021", "S-1/Sarjana",
           "Ilmu Hukum", 2015, "Pekanbaru, 18-08-1994", "'1471 0818 0894 0001", 81234567890]  # fmt: skip
    impor = dunia.impor(row, judul=judul)
    assert {kolom: baru for kolom, _lama, baru in beda(impor, 2)} == {
        "TMT golongan": "1 April 2021", "Pendidikan": "Sarjana (S-1)", "Jurusan": "Ilmu Hukum", "Tahun lulus": "2015",
        "Tempat lahir": "Pekanbaru", "NIK": "1471081808940001", "Telepon": "081234567890",
    }  # fmt: skip
    pegawai = Pegawai.objects.get(nip=nip(4))
    assert (pegawai.tmt_golongan, pegawai.pendidikan, pegawai.tahun_lulus) == (date(2021, 4, 1), "s1", 2015)
    assert (pegawai.tempat_lahir, pegawai.nik, pegawai.telepon) == ("Pekanbaru", "1471081808940001", "081234567890")
    assert jumlah(dunia.periksa(row, judul=judul)) == {"tetap": 1}


def test_a_post_that_is_recorded_for_later_stays(dunia: Dunia) -> None:
    pos = dunia.pos("Dedi Kurniawan")
    Penempatan.objects.filter(pk=pos.pk).update(tmt_selesai=date(2026, 12, 31))
    dunia.tempatkan(dunia.pegawai["Dedi Kurniawan"], "tobek", tmt_mulai=date(2027, 1, 1))
    dunia.impor([nip(4), "Dedi Kurniawan", "Kelurahan Delima", "Pengelola Data"])
    posts = Penempatan.objects.filter(pegawai__nip=nip(4)).order_by("tmt_mulai")
    assert [(post.unit_kerja.kode[-4:], str(post.tmt_selesai)) for post in posts] == [
        ("3.01", "2026-11-30"),
        ("1001", "2026-12-31"),
        ("1002", "None"),
    ]


def test_a_name_that_two_units_bear_means_the_one_where_the_person_is(dunia: Dunia) -> None:
    dunia.orang(20, "Wahyu", "tobek_pem")
    impor = dunia.periksa(
        [nip(20), "Wahyu", "Seksi Pemerintahan", "Pengelola Data", ""],
        [nip(50), "Baru", "Seksi Pemerintahan", "Staf", "Kelurahan Delima"],
        [nip(51), "Dua", "Seksi Pemerintahan - Kelurahan Tobek Godang", "Staf", ""],
        [nip(52), "Tiga", "14.71.13.1001.1", "Staf", ""],
        judul=[*JUDUL, "UNOR INDUK"],
    )
    assert jumlah(impor) == {"tetap": 1, "baru": 3}
    units = [baris(impor, nomor).unit for nomor in (3, 4, 5)]
    assert units == [dunia.unit["delima_pem"].pk, dunia.unit["tobek_pem"].pk, dunia.unit["delima_pem"].pk]


def test_siasn_headings_titles_above_and_numbered_columns(dunia: Dunia) -> None:
    """As downloaded: title, empty line, headings in capitals, a row of column numbers, columns nobody asked for."""
    judul = ["NO", "NIP BARU", "NAMA", "GELAR BELAKANG", "JENIS PEGAWAI NAMA", "GOL AKHIR NAMA", "JABATAN NAMA",
             "UNOR NAMA", "TMT JABATAN", "EMAIL", "AGAMA"]  # fmt: skip
    row = [1, nip(50), "FAJAR", "S.E.", "PPPK", "IX", "Pramu Layanan", "KELURAHAN DELIMA", date(2024, 5, 2), "", "-"]
    path = dunia.berkas(["DAFTAR PEGAWAI"], [], judul, [f"({n})" for n in range(1, 12)], row, judul=[], nama="a.xlsx")
    impor = dunia.baca(path)
    assert jumlah(impor) == {"baru": 1}
    assert baris(impor, 6).rincian == "PPPK, Pramu Layanan, Kelurahan Delima"
    assert impor.ringkasan["diabaikan"] == ["NO", "AGAMA"]


def test_the_same_file_again_changes_nothing(dunia: Dunia) -> None:
    units = [
        (unit.kode, unit.nama) for key, unit in dunia.unit.items() if key in {"pemberdayaan", "tobek", "tobek_pem"}
    ]
    path = write_roster(dunia.tmp / "roster.xlsx", 40, units)
    first = dunia.terapkan(dunia.baca(path))
    assert jumlah(first) == {"baru": 40}
    events = _events()
    again = dunia.baca(path)
    assert jumlah(again) == {"tetap": 40}
    with pytest.raises(ActRefused, match="Tidak ada yang perlu diterapkan"):
        dunia.terapkan(again)
    later = dunia.baca(path, mulai=date(2027, 3, 1))
    assert jumlah(later) == {"tetap": 40}
    assert _events() == events


def _events() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM organisasi_pegawaievent), count(*) FROM organisasi_penempatanevent"
        )
        found = cursor.fetchone()
    return int(found[0]), int(found[1])


def test_applying_twice_writes_once(dunia: Dunia) -> None:
    impor = dunia.impor([nip(4), "Dedi Kurniawan", "Kelurahan Delima", "Pengelola Data"])
    events = _events()
    impor_apply(impor_id=impor.pk, actor_id=dunia.user["admin"].pk)
    impor_read(impor_id=impor.pk)
    assert _events() == events
    impor.refresh_from_db()
    assert impor.status == StatusImpor.SELESAI


@pytest.mark.parametrize("bentuk", ["xlsx", "csv"])
def test_an_export_imported_again_changes_nothing(dunia: Dunia, bentuk: str) -> None:
    dunia.tempatkan(dunia.pegawai["Nurhasanah Rambe"], "delima", jenis="plh", memimpin=True)
    Penempatan.objects.filter(pegawai__nama="Rina Marlina").update(atasan=dunia.pegawai["Camat Satu"])
    Pegawai.objects.filter(nip=nip(4)).update(gelar_depan="drg.", gelar_belakang="M.Kes.", email="d@contoh.go.id")
    people = with_posts(pegawai_for(dunia.user["admin"]).order_by("nama", "pk"), dunia.user["admin"], today())
    path: Path = dunia.tmp / f"pegawai.{bentuk}"
    if bentuk == "xlsx":
        with path.open("wb") as file:
            write_xlsx(file, "Pegawai", export_columns(pribadi=True), export_rows(people, pribadi=True))
    else:
        path.write_text("".join(csv_lines(export_columns(pribadi=True), export_rows(people, pribadi=True))), newline="")
    impor = dunia.baca(path, mulai=today())
    assert jumlah(impor) == {"tetap": 5}


def test_a_change_after_the_preview_brings_the_preview_back(dunia: Dunia) -> None:
    impor = dunia.periksa([nip(4), "Dedi Kurniawan", "Kelurahan Delima", "Pengelola Data"])
    Pegawai.objects.filter(nip=nip(4)).update(golongan="III/d")
    dunia.terapkan(impor)
    impor.refresh_from_db()
    assert impor.status == StatusImpor.SIAP
    assert "Data 1 pegawai berubah sesudah pratinjau dibuat." in impor.pesan
    assert dunia.pos("Dedi Kurniawan").unit_kerja.nama == "Seksi Pelayanan Umum"
    assert dunia.terapkan(impor).status == StatusImpor.SELESAI
    assert Pegawai.objects.get(nip=nip(4)).golongan == "III/d"


def test_a_person_who_came_by_another_import_meanwhile_is_not_made_twice(dunia: Dunia) -> None:
    row = [nip(50), "Fajar Siagian", "Kelurahan Delima", "Staf"]
    first, second = dunia.periksa(row), dunia.periksa([nip(50), "Fajar M. Siagian", "Kelurahan Delima", "Staf"])
    dunia.terapkan(first)
    dunia.terapkan(second)
    assert (second.status, jumlah(second)) == (StatusImpor.SIAP, {"berubah": 1})


def test_approval_of_somebody_who_lost_the_role_is_not_carried_out(dunia: Dunia) -> None:
    impor = dunia.periksa([nip(4), "Dedi Kurniawan", "Kelurahan Delima", "Pengelola Data"])
    impor_approve(actor=dunia.user["admin"], impor=impor, lewati_ditolak=False)
    Penugasan.objects.filter(user=dunia.user["admin"]).update(berlaku_selesai=today() - timedelta(days=1))
    impor_apply(impor_id=impor.pk, actor_id=dunia.user["admin"].pk)
    impor.refresh_from_db()
    assert (impor.status, "tidak lagi berwenang" in impor.pesan) == (StatusImpor.SIAP, True)
    assert dunia.pos("Dedi Kurniawan").unit_kerja.nama == "Seksi Pelayanan Umum"


def test_an_unforeseen_collision_rolls_back_everything_and_says_so(dunia: Dunia) -> None:
    """Somebody else becomes head of the unit after the preview: only the constraint of the database can see that."""
    impor = dunia.periksa(
        [nip(4), "Dedi Kurniawan", "Kelurahan Tobek Godang", "Lurah", "Ya"],
        [nip(50), "Fajar", "Kelurahan Delima", "Staf", "Tidak"],
        judul=[*JUDUL, "Memimpin unit"],
    )
    dunia.orang(60, "Lurah Lain", "tobek", "Lurah", memimpin=True)
    dunia.terapkan(impor)
    assert impor.status == StatusImpor.SIAP
    assert impor.pesan.startswith("Sebuah unit akan mempunyai dua kepala. Tidak ada yang diubah.")
    assert not Pegawai.objects.filter(nip=nip(50)).exists()


def test_an_import_that_was_cancelled_cannot_be_applied(dunia: Dunia) -> None:
    impor = dunia.periksa([nip(50), "Fajar", "Kelurahan Delima", "Staf"])
    impor_cancel(actor=dunia.user["admin"], impor=impor)
    with pytest.raises(ConflictError, match="sudah berakhir: Dibatalkan"):
        impor_approve(actor=dunia.user["admin"], impor=impor, lewati_ditolak=False)
    with pytest.raises(ConflictError):
        impor_cancel(actor=dunia.user["admin"], impor=impor)


def test_an_import_that_was_applied_cannot_be_cancelled(dunia: Dunia) -> None:
    impor = dunia.impor([nip(50), "Fajar", "Kelurahan Delima", "Staf"])
    with pytest.raises(ConflictError, match="tidak dapat dibatalkan"):
        impor_cancel(actor=dunia.user["admin"], impor=impor)


def test_upload_and_approval_leave_due_work_behind(dunia: Dunia) -> None:
    impor = dunia.periksa([nip(50), "Fajar", "Kelurahan Delima", "Staf"])
    impor_approve(actor=dunia.user["admin"], impor=impor, lewati_ditolak=False)
    events = OutboxTask.objects.order_by("pk").values_list("event", "payload__impor_id")
    assert list(events) == [("impor.diunggah", impor.pk), ("impor.disetujui", impor.pk)]


def test_the_stored_name_tells_nothing(dunia: Dunia) -> None:
    impor = dunia.periksa([nip(50), "Fajar", "Kelurahan Delima", "Staf"])
    assert "roster" not in impor.berkas.name
    assert impor.nama_berkas == "roster.xlsx"


def test_titles_are_found_however_they_are_spelled(dunia: Dunia) -> None:
    before = Jabatan.objects.count()
    impor = dunia.impor(
        [nip(4), "Dedi Kurniawan", "SEKSI PELAYANAN UMUM", "pengelola  data"],
        [nip(50), "Fajar", "Kelurahan Delima", "Analis Baru"],
        [nip(51), "Tono", "Kelurahan Delima", "ANALIS BARU"],
    )
    assert jumlah(impor) == {"tetap": 1, "baru": 2}
    assert Jabatan.objects.count() == before + 1


def test_reading_costs_the_same_number_of_queries_at_any_size(dunia: Dunia) -> None:
    units = [(dunia.unit["tobek"].kode, dunia.unit["tobek"].nama)]
    counts = []
    dunia.terapkan(dunia.baca(write_roster(dunia.tmp / "1.xlsx", 1, units)))  # the head
    for size in (5, 400):
        path = write_roster(dunia.tmp / f"{size}.xlsx", size, units)
        impor = dunia.unggah(path)
        with CaptureQueriesContext(connection) as reading:
            impor_read(impor_id=impor.pk)
        impor_approve(actor=dunia.user["admin"], impor=Impor.objects.get(pk=impor.pk), lewati_ditolak=False)
        with CaptureQueriesContext(connection) as applying:
            impor_apply(impor_id=impor.pk, actor_id=dunia.user["admin"].pk)
        counts.append((len(reading), len(applying)))
    assert counts[0] == counts[1]


def test_people_without_a_place_in_the_sheet_do_not_change(dunia: Dunia) -> None:
    before = list(Penempatan.objects.order_by("pk").values())
    dunia.impor([nip(50), "Fajar", "Kelurahan Delima", "Staf"])
    known = [row["id"] for row in before]
    assert list(Penempatan.objects.filter(pk__in=known).order_by("pk").values()) == before


def test_refused_reason_of_a_moved_head_is_in_words(dunia: Dunia) -> None:
    impor = dunia.periksa([nip(50), "Baru", "Kelurahan Delima", "Lurah", "Ya"], judul=[*JUDUL, "Memimpin unit"])
    assert alasan(impor, 2).startswith("Kelurahan Delima sudah dipimpin Syafrizal Tanjung.")


@pytest.mark.parametrize(
    ("teks", "bagian"),
    [
        ("Sri Wahyuni, A.Md.", ("", "Sri Wahyuni", "A.Md.")),
        ("Drs. H. Zulkifli Nasution, M.Si.", ("Drs. H.", "Zulkifli Nasution", "M.Si.")),
        ("dr. Hj. Maulidya Rahmi, M.K.M., Sp.A.", ("dr. Hj.", "Maulidya Rahmi", "M.K.M., Sp.A.")),
        ("R. Budi Santoso", ("", "R. Budi Santoso", "")),
        ("Drajat Hidayat", ("", "Drajat Hidayat", "")),
        ("H.", ("", "H.", "")),
    ],
)
def test_titles_are_told_from_names(teks: str, bagian: tuple[str, str, str]) -> None:
    assert split_gelar(teks) == bagian


def test_a_list_that_writes_titles_with_the_name_changes_no_name(dunia: Dunia) -> None:
    Pegawai.objects.filter(nip=nip(4)).update(gelar_depan="drg.", gelar_belakang="M.Kes.")
    judul = ["NIP", "Nama / Gelar", "Unit kerja", "Jabatan"]
    impor = dunia.periksa(
        [nip(4), "drg. Dedi Kurniawan, M.Kes.", "Seksi Pelayanan Umum", "Pengelola Data"],
        [nip(5), "Rina Marlina, S.Sos.", "Seksi Pelayanan Umum", "Pengelola Data"],
        judul=judul,
    )
    assert jumlah(impor) == {"berubah": 1, "tetap": 1}
    assert beda(impor, 3) == [("Gelar belakang", "", "S.Sos.")]
