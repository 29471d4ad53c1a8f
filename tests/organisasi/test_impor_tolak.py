"""Bad rosters: refused by row with a reason, the rest of the preview still shown, nothing half-written."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.models import Pegawai, Penempatan
from binawidya.umum.errors import ActRefused
from tests.organisasi import berkas
from tests.organisasi.berkas import Rumus
from tests.organisasi.dunia import JUDUL, Dunia, alasan, baris, jumlah, nip

BAIK = [nip(50), "Fajar Siagian", "Seksi Pelayanan Umum", "Pengelola Data"]


def test_good_rows_are_shown_beside_refused_ones(dunia: Dunia) -> None:
    impor = dunia.periksa(BAIK, ["123", "Salah", "Seksi Pelayanan Umum", "Pengelola Data"])
    assert jumlah(impor) == {"baru": 1, "ditolak": 1}
    assert alasan(impor, 3) == "NIP 18 angka, ini baru 3."
    assert baris(impor, 2).rincian == "PNS, Pengelola Data, Seksi Pelayanan Umum"


@pytest.mark.parametrize(
    ("kolom", "isi", "kata"),
    [
        (0, "1.98607E+17", "NIP berubah menjadi bilangan. Ubah kolom NIP menjadi teks"),
        (0, "1,98607E+17", "NIP berubah menjadi bilangan."),
        (0, 1.98607e17, "NIP berubah menjadi bilangan."),
        (0, 198607152010121003, "NIP berubah menjadi bilangan."),
        (0, "", "NIP kosong."),
        (0, "19941318201901200X", "NIP hanya berisi angka."),
        (0, "199413182019012007", "Delapan angka pertama NIP bukan tanggal lahir."),
        (0, Rumus("=A1"), "Kolom NIP berisi rumus. Tempel sebagai nilai."),
        (1, "", "Nama kosong."),
        (1, 42, "Nama harus berupa huruf."),
        (1, Rumus("=C102"), "Kolom Nama berisi rumus. Tempel sebagai nilai."),
        (1, "=C102", "Kolom Nama berisi rumus. Tempel sebagai nilai."),
        (1, "@SUM(A1)", "Kolom Nama berisi rumus."),
        (1, "Siti \u202egnp.exe", "U+202E"),
        (1, "S" * 200, "Nama terlalu panjang: 200 huruf, paling banyak 150."),
        (2, "Seksi Ekbang", "Unit “Seksi Ekbang” tidak ada."),
        (2, "Seksi Pelayanan Umun", "Yang mirip: Seksi Pelayanan Umum."),
        (2, "Dinas Kesehatan", "Unit “Dinas Kesehatan” di luar Kecamatan Binawidya."),
        (2, "", "Unit kerja kosong."),
        (2, "Seksi Pemerintahan", "Ada 2 unit bernama “Seksi Pemerintahan”."),
        (3, "", "Jabatan kosong."),
        (3, "Plt. Lurah Delima", "bukan jabatan definitif"),
    ],
)
def test_a_bad_cell_refuses_its_row(dunia: Dunia, kolom: int, isi: Any, kata: str) -> None:
    row: list[Any] = [*BAIK]
    row[kolom] = isi
    impor = dunia.periksa(row, [nip(51), "Lain", "Kelurahan Delima", "Pramu"])
    assert jumlah(impor) == {"baru": 1, "ditolak": 1}
    assert kata in alasan(impor, 2)


@pytest.mark.parametrize(
    ("judul", "isi", "kata"),
    [
        ("Golongan", "III/z", "Golongan “III/z” tidak ada."),
        ("Jenis pegawai", "Honorer", "Jenis pegawai “Honorer” tidak dikenal. Isi salah satu: PNS, CPNS"),
        ("Jenis pegawai", "PPPK", "Golongan III/a tidak dipakai untuk PPPK."),
        ("Status", "libur", "Status “libur” tidak dikenal."),
        ("Status", "Pensiun", "Pegawai baru berstatus Pensiun."),
        ("Memimpin unit", "mungkin", "Isi Ya atau Tidak."),
        ("NIP atasan", nip(50), "NIP atasan sama dengan NIP pegawai ini."),
        ("NIP atasan", nip(99), "Atasan dengan NIP itu tidak ada"),
        ("NIP atasan", 1.9e17, "NIP atasan berubah menjadi bilangan."),
        ("TMT jabatan", "kemarin", "Tanggal tidak terbaca."),
        ("TMT jabatan", date(2027, 1, 1), "sesudah tanggal berlaku"),
        ("Surel", "fajar@", "Surel “fajar@” tidak lengkap."),
        ("Jenis jabatan", "Struktural", "Jenis jabatan “Struktural” tidak dikenal."),
    ],
)
def test_a_bad_optional_cell_refuses_its_row(dunia: Dunia, judul: str, isi: Any, kata: str) -> None:
    golongan = "III/a" if judul == "Jenis pegawai" else ""
    headings = [*JUDUL, judul] if judul == "Golongan" else [*JUDUL, judul, "Golongan"]
    impor = dunia.periksa([*BAIK, isi, golongan], judul=headings)
    assert kata in alasan(impor, 2)


def test_an_nip_that_stands_there_twice_refuses_both_rows(dunia: Dunia) -> None:
    impor = dunia.periksa(BAIK, [nip(51), "Lain", "Kelurahan Delima", "Pramu"], [*BAIK])
    assert alasan(impor, 2) == "NIP sama dengan baris 4. Hapus salah satunya."
    assert alasan(impor, 4) == "NIP sama dengan baris 2. Hapus salah satunya."
    assert jumlah(impor) == {"baru": 1, "ditolak": 2}


def test_the_same_nip_with_and_without_spaces_is_the_same(dunia: Dunia) -> None:
    spaced = f"{nip(50)[:8]} {nip(50)[8:14]} {nip(50)[14]} {nip(50)[15:]}"
    impor = dunia.periksa(BAIK, [spaced, *BAIK[1:]])
    assert jumlah(impor) == {"ditolak": 2}


def test_every_reason_of_a_row_is_named_at_once(dunia: Dunia) -> None:
    impor = dunia.periksa(["12", "", "Seksi Zzz", "Pengelola Data"])
    assert len(baris(impor, 2).alasan) == 3


@pytest.mark.parametrize(
    ("judul", "kata"),
    [
        (["NIP", "Nama", "Unit kerja"], "Kolom Jabatan tidak ada. Yang terbaca: NIP, Nama, Unit kerja. Tambahkan"),
        (["Nama", "Jabatan"], "Kolom NIP dan Unit kerja tidak ada."),
        (["a", "b"], "Kolom NIP, Nama, Unit kerja, dan Jabatan tidak ada."),
    ],
)
def test_a_sheet_with_too_few_columns_is_refused_as_a_whole(dunia: Dunia, judul: list[str], kata: str) -> None:
    impor = dunia.periksa(BAIK[: len(judul)], judul=judul)
    assert impor.status == StatusImpor.GAGAL
    assert kata in impor.pesan
    assert impor.baris.count() == 0


def test_a_sheet_with_headings_only_is_refused(dunia: Dunia) -> None:
    assert dunia.periksa().pesan.startswith("Berkas ini kosong.")


@pytest.mark.parametrize("make", [berkas.zip_bomb, berkas.far_corner, berkas.with_entity, berkas.many_entries])
def test_a_file_that_means_harm_is_refused_with_a_sentence(dunia: Dunia, make: Any) -> None:
    impor = dunia.baca(make(dunia.tmp / "roster.xlsx"))
    assert impor.status == StatusImpor.GAGAL
    assert impor.pesan


def test_a_renamed_pdf_is_refused_with_a_sentence(dunia: Dunia) -> None:
    path: Path = dunia.tmp / "roster.xlsx"
    path.write_bytes(berkas.pdf_bytes())
    impor = dunia.baca(path)
    assert impor.status == StatusImpor.GAGAL
    assert "berisi PDF" in impor.pesan


def test_refused_rows_hold_back_the_whole_import_by_default(dunia: Dunia) -> None:
    impor = dunia.periksa(BAIK, ["12", "Salah", "Seksi Pelayanan Umum", "Staf"])
    with pytest.raises(ActRefused, match="1 baris ditolak"):
        dunia.terapkan(impor)
    impor.refresh_from_db()
    assert impor.status == StatusImpor.SIAP
    assert not Pegawai.objects.filter(nip=nip(50)).exists()


def test_good_rows_are_applied_without_the_refused_ones_by_choice(dunia: Dunia) -> None:
    impor = dunia.impor(BAIK, ["12", "Salah", "Seksi Pelayanan Umum", "Staf"], lewati=True)
    assert impor.status == StatusImpor.SELESAI
    assert impor.lewati_ditolak
    assert Pegawai.objects.get(nip=nip(50)).nama == "Fajar Siagian"
    assert not Pegawai.objects.filter(nama="Salah").exists()


def test_nobody_outside_the_unit_of_the_import_can_be_pulled_in(dunia: Dunia) -> None:
    before = Penempatan.objects.order_by("pk").values_list("pk", "unit_kerja", "tmt_selesai")
    frozen = list(before)
    impor = dunia.periksa([nip(6), "Orang Dinas", "Kelurahan Delima", "Staf"])
    assert "dipakai pegawai di luar Kecamatan Binawidya" in alasan(impor, 2)
    assert "Dinas Kesehatan" not in alasan(impor, 2)
    assert list(before.all()) == frozen


def test_two_heads_of_one_unit_are_refused(dunia: Dunia) -> None:
    judul = [*JUDUL, "Memimpin unit"]
    impor = dunia.periksa(
        [nip(50), "Satu", "Kelurahan Tobek Godang", "Lurah", "Ya"],
        [nip(51), "Dua", "Kelurahan Tobek Godang", "Lurah", "Ya"],
        [nip(52), "Tiga", "Kelurahan Delima", "Lurah", "Ya"],
        judul=judul,
    )
    assert alasan(impor, 2) == "Kelurahan Tobek Godang dipimpin lebih dari satu orang: baris 2 dan 3."
    assert "Kelurahan Delima sudah dipimpin Syafrizal Tanjung." in alasan(impor, 4)


def test_a_head_whose_predecessor_cannot_leave_is_refused_as_well(dunia: Dunia) -> None:
    """Syafrizal would have to take over a unit that has a head, so nobody can take over his."""
    judul = [*JUDUL, "Memimpin unit"]
    impor = dunia.periksa(
        [nip(50), "Baru", "Kelurahan Delima", "Lurah", "Ya"],
        [nip(3), "Syafrizal Tanjung", "Seksi Pelayanan Umum", "Kepala Seksi", "Ya"],
        judul=judul,
    )
    assert "sudah dipimpin Nurhasanah Rambe" in alasan(impor, 3)
    assert "sudah dipimpin Syafrizal Tanjung" in alasan(impor, 2)


def test_who_names_a_refused_newcomer_as_superior_is_refused_as_well(dunia: Dunia) -> None:
    judul = [*JUDUL, "NIP atasan"]
    impor = dunia.periksa(
        [nip(50), "Bawahan", "Kelurahan Delima", "Staf", nip(51)],
        [nip(51), "Atasan", "Kelurahan Delima", "Staf", nip(52)],
        [nip(53), "Lain", "Kelurahan Delima", "Staf", ""],
        judul=judul,
    )
    assert "Atasan dengan NIP itu tidak ada" in alasan(impor, 2)
    assert "Atasan dengan NIP itu tidak ada" in alasan(impor, 3)
    assert jumlah(impor) == {"baru": 1, "ditolak": 2}
    assert baris(impor, 2).sel["nip_atasan"] == nip(51)
