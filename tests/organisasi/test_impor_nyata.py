"""Three differently shaped rosters on their whole way, as somebody sends them who sees this for the first time."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.models import Pegawai, Penempatan
from binawidya.organisasi.services.impor import impor_map
from binawidya.organisasi.services.impor_read import impor_read
from tests.organisasi import lembar_nyata
from tests.organisasi.dunia import JUDUL, Dunia, alasan, baris, beda, jumlah, nip
from tests.organisasi.roster_file import JUDUL as JUDUL_PENUH
from tests.organisasi.roster_file import roster_rows
from tests.umum.lembar_lain import write_ods, write_xls

HARI = date(2026, 12, 1)


def test_a_download_from_siasn(dunia: Dunia) -> None:
    impor = dunia.baca(lembar_nyata.siasn(dunia.tmp / "Data ASN.xlsx"))
    assert jumlah(impor) == {"baru": 3, "berubah": 3, "ditolak": 1}
    assert alasan(impor, 8).startswith("Unit “SEKSI EKBANG - KECAMATAN BINAWIDYA - KOTA CONTOH” tidak ada.")
    # Capitals throughout are no new name, and whoever else is written so is no new superior.
    assert {kolom for kolom, _lama, _baru in beda(impor, 3)}.isdisjoint({"Nama", "Atasan"})
    assert ("Unit kerja", "Seksi Pelayanan Umum", "Seksi Pemerintahan") in beda(impor, 4)
    assert baris(impor, 4).unit == dunia.unit["delima_pem"].pk
    assert baris(impor, 5).unit == dunia.unit["tobek_pem"].pk
    dunia.terapkan(impor, lewati=True)
    fajar, yulia, hendra = (Pegawai.objects.get(nip=nip(n)) for n in (50, 51, 52))
    assert (fajar.jenis_pegawai, fajar.golongan, fajar.tmt_golongan) == ("pns", "III/b", date(2023, 4, 1))
    assert (fajar.pendidikan, fajar.jurusan, fajar.tahun_lulus) == ("s1", "S-1 ILMU PEMERINTAHAN", 2016)
    assert (fajar.nik, fajar.telepon, fajar.tempat_lahir) == ("1471085808940050", "08127000050", "Pekanbaru")
    assert (yulia.jenis_pegawai, yulia.pendidikan, hendra.jenis_pegawai, hendra.pendidikan) == (
        "pppk", "d4", "cpns", "sma",
    )  # fmt: skip
    assert dunia.pos("FAJAR SIAGIAN").tmt_mulai == date(2023, 1, 2)
    assert dunia.pos("Nurhasanah Rambe").memimpin


def test_a_printed_list_with_titles_and_numbered_columns(dunia: Dunia) -> None:
    impor = dunia.baca(lembar_nyata.simpeg(dunia.tmp / "DUK.xlsx"))
    assert impor.status == StatusImpor.SIAP, impor.pesan
    assert jumlah(impor) == {"baru": 1, "berubah": 2}
    assert impor.ringkasan["judul"]["baris"] == 6
    assert ("Jabatan", "Pengelola Data", "Bendahara") in beda(impor, 9)
    assert baris(impor, 10).rincian == "PNS, Pramu Layanan, Kelurahan Delima"
    dunia.terapkan(impor)
    lestari = Pegawai.objects.get(nip=nip(60))
    assert (lestari.golongan, lestari.tmt_golongan, lestari.pendidikan) == ("II/c", date(2023, 4, 1), "sma")
    assert lestari.tahun_lulus == 2010
    assert Penempatan.objects.get(pegawai=lestari).tmt_mulai == date(2023, 4, 1)


def test_a_csv_by_hand_with_headings_of_its_own(dunia: Dunia) -> None:
    impor = dunia.baca(lembar_nyata.tulis_tangan(dunia.tmp / "pegawai kecamatan.csv"))
    assert impor.status == StatusImpor.PETAKAN
    assert "Yang terbaca: Nama Lengkap & Gelar, No. HP/WA." in impor.pesan
    columns = {column["judul"]: column for column in impor.ringkasan["judul"]["kolom"]}
    guessed = {judul: column["kolom"] for judul, column in columns.items() if column["kolom"]}
    assert guessed == {"Nama Lengkap & Gelar": "nama", "No. Induk (NIP)": "nip", "No. HP/WA": "telepon"}
    assert columns["Mulai Bertugas"]["contoh"] == ["1 Januari 2020", "2 Januari 2020", "Senin, 3 Maret 2025"]
    arti = {
        "Nama Lengkap & Gelar": "nama", "No. Induk (NIP)": "nip", "Tugas di": "unit_kerja", "Sebagai": "jabatan",
        "Mulai Bertugas": "tmt_jabatan", "No. HP/WA": "telepon",
    }  # fmt: skip
    impor_map(
        actor=dunia.user["admin"],
        impor=impor,
        pemetaan={column["kunci"]: arti.get(judul, "") for judul, column in columns.items()},
    )
    impor_read(impor_id=impor.pk)
    impor.refresh_from_db()
    assert jumlah(impor) == {"baru": 1, "berubah": 2}
    assert impor.ringkasan["diabaikan"] == ["No.", "Keterangan"]
    dunia.terapkan(impor)
    assert Pegawai.objects.get(nip=nip(5)).telepon == "081270000005"
    fajar = Pegawai.objects.get(nip=nip(50))
    assert (fajar.telepon, Penempatan.objects.get(pegawai=fajar).tmt_mulai) == ("07615550142", date(2025, 3, 3))
    # The next one is read without a question.
    assert jumlah(dunia.baca(lembar_nyata.tulis_tangan(dunia.tmp / "bulan depan.csv"))) == {"tetap": 3}


@pytest.mark.parametrize("write", [write_xls, write_ods])
def test_a_roster_in_another_format_says_the_same(dunia: Dunia, write: Any) -> None:
    units = [(dunia.unit[key].kode, dunia.unit[key].nama) for key in ("pemberdayaan", "tobek")]
    rows: list[Any] = [JUDUL_PENUH, *roster_rows(30, units)]
    path: Path = write(dunia.tmp / f"roster{'.xls' if write is write_xls else '.ods'}", rows)
    assert jumlah(dunia.terapkan(dunia.baca(path))) == {"baru": 30}
    assert jumlah(dunia.baca(path)) == {"tetap": 30}


@pytest.mark.parametrize("write", [write_xls, write_ods])
def test_an_old_format_with_formulas_and_dates(dunia: Dunia, write: Any) -> None:
    from tests.organisasi.berkas import Rumus

    path = dunia.tmp / f"roster{'.xls' if write is write_xls else '.ods'}"
    rows: list[list[Any]] = [
        [*JUDUL, "TMT jabatan"],
        [nip(50), "Fajar", "Kelurahan Delima", "Staf", date(2024, 5, 2)],
        [nip(51), Rumus("=B2"), "Kelurahan Delima", "Staf", date(2024, 5, 2)],
        [1.9860715201012101e17, "Tono", "Kelurahan Delima", "Staf", ""],
    ]
    impor = dunia.baca(write(path, rows))
    assert jumlah(impor) == {"baru": 1, "ditolak": 2}
    assert baris(impor, 2).mulai == date(2024, 5, 2)
    assert alasan(impor, 3) == "Kolom Nama berisi rumus. Tempel sebagai nilai."
    assert "NIP berubah menjadi bilangan." in alasan(impor, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_csv_in_any_spelling(dunia: Dunia, encoding: str, mark: str) -> None:
    rows = [JUDUL, [f"'{nip(50)}", "Éva Lubis", "Kelurahan Delima", "Staf"]]
    path = dunia.tmp / "roster.csv"
    path.write_text("\n".join(mark.join(row) for row in rows) + "\n", encoding=encoding)
    impor = dunia.baca(path)
    assert jumlah(impor) == {"baru": 1}
    assert baris(impor, 2).nama == "Éva Lubis"
