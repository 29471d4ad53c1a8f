"""Three rosters shaped like those that offices really have. People, numbers and addresses are invented."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from tests.organisasi.dunia import nip

# As SIASN hands it out: an id beside every name, everything as text, dates day first, units with all above them.
SIASN = (
    "PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TEMPAT LAHIR ID", "TEMPAT LAHIR NAMA",
    "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA ID", "AGAMA NAMA", "JENIS KAWIN ID", "JENIS KAWIN NAMA", "NIK",
    "NOMOR HP", "EMAIL", "EMAIL GOV", "ALAMAT", "NPWP NOMOR", "BPJS", "JENIS PEGAWAI ID", "JENIS PEGAWAI NAMA",
    "KEDUDUKAN HUKUM ID", "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS", "KARTU ASN VIRTUAL", "NOMOR SK CPNS",
    "TANGGAL SK CPNS", "TMT CPNS", "NOMOR SK PNS", "TANGGAL SK PNS", "TMT PNS", "GOL AWAL ID", "GOL AWAL NAMA",
    "GOL AKHIR ID", "GOL AKHIR NAMA", "TMT GOLONGAN", "MK TAHUN", "MK BULAN", "JENIS JABATAN ID",
    "JENIS JABATAN NAMA", "JABATAN ID", "JABATAN NAMA", "TMT JABATAN", "TINGKAT PENDIDIKAN ID",
    "TINGKAT PENDIDIKAN NAMA", "PENDIDIKAN ID", "PENDIDIKAN NAMA", "TAHUN LULUS", "KPKN ID", "KPKN NAMA",
    "LOKASI KERJA ID", "LOKASI KERJA NAMA", "UNOR ID", "UNOR NAMA", "INSTANSI INDUK ID", "INSTANSI INDUK NAMA",
    "INSTANSI KERJA ID", "INSTANSI KERJA NAMA", "SATUAN KERJA INDUK ID", "SATUAN KERJA INDUK NAMA",
    "SATUAN KERJA KERJA ID", "SATUAN KERJA KERJA NAMA", "IS VALID NIK",
)  # fmt: skip


def _siasn_row(nomor: int, **isi: str) -> list[str]:
    values = {
        "PNS ID": f"8ae48{nomor:027x}", "NIP BARU": nip(nomor), "TEMPAT LAHIR NAMA": "Pekanbaru",
        "TANGGAL LAHIR": "18-08-1994", "JENIS KELAMIN": "F", "AGAMA NAMA": "Islam", "NIK": f"147108580894{nomor:04d}",
        "NOMOR HP": f"'08127{nomor:06d}", "EMAIL": f"pegawai{nomor}@contoh.go.id", "JENIS PEGAWAI ID": "4",
        "JENIS PEGAWAI NAMA": "PNS Daerah Kota Yang Bekerja Pada Kota", "KEDUDUKAN HUKUM NAMA": "Aktif",
        "STATUS CPNS PNS": "P", "TMT CPNS": "01-03-2019", "GOL AWAL NAMA": "III/a", "GOL AKHIR NAMA": "III/b",
        "TMT GOLONGAN": "01-04-2023", "MK TAHUN": "7", "MK BULAN": "8", "JENIS JABATAN NAMA": "Jabatan Pelaksana",
        "JABATAN NAMA": "PENGELOLA DATA", "TMT JABATAN": "02-01-2023", "TINGKAT PENDIDIKAN NAMA": "S-1/Sarjana",
        "PENDIDIKAN NAMA": "S-1 ILMU PEMERINTAHAN", "TAHUN LULUS": "2016", "LOKASI KERJA NAMA": "Kota Contoh",
        "UNOR ID": f"A5EB{nomor:08X}", "UNOR NAMA": "SEKSI PELAYANAN UMUM - KECAMATAN BINAWIDYA - KOTA CONTOH",
        "INSTANSI KERJA NAMA": "Pemerintah Kota Contoh", "IS VALID NIK": "1",
    }  # fmt: skip
    return [(values | isi).get(name, "") for name in SIASN]


def siasn(path: Path) -> Path:
    """An XLSX of 65 columns: four people who are known, three who are new, one whose unit nobody knows."""
    unor = "SEKSI PEMERINTAHAN - KELURAHAN {} - KECAMATAN BINAWIDYA - KOTA CONTOH"
    rows = [
        _siasn_row(2, NAMA="NURHASANAH RAMBE", **{"GELAR BELAKANG": "S.Sos.", "GOL AKHIR NAMA": "III/d",
                   "JENIS JABATAN NAMA": "Jabatan Pengawas", "JABATAN NAMA": "KEPALA SEKSI PELAYANAN UMUM"}),
        _siasn_row(4, NAMA="DEDI KURNIAWAN"),
        _siasn_row(5, NAMA="RINA MARLINA", **{"UNOR NAMA": unor.format("DELIMA")}),
        _siasn_row(50, NAMA="FAJAR SIAGIAN", **{"UNOR NAMA": unor.format("TOBEK GODANG")}),
        _siasn_row(51, NAMA="YULIA FITRIANI", **{"GOL AKHIR NAMA": "IX", "JENIS PEGAWAI NAMA": "PPPK",
                   "STATUS CPNS PNS": "", "JENIS JABATAN NAMA": "Jabatan Fungsional",
                   "JABATAN NAMA": "PRANATA KOMPUTER AHLI PERTAMA", "TINGKAT PENDIDIKAN NAMA": "Diploma IV"}),
        _siasn_row(52, NAMA="HENDRA LUBIS", **{"STATUS CPNS PNS": "C", "JENIS PEGAWAI NAMA": "CPNS Daerah",
                   "GOL AKHIR NAMA": "III/a", "TINGKAT PENDIDIKAN NAMA": "SLTA Kejuruan"}),
        _siasn_row(53, NAMA="TONO SAPUTRA", **{"UNOR NAMA": "SEKSI EKBANG - KECAMATAN BINAWIDYA - KOTA CONTOH"}),
    ]  # fmt: skip
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Data ASN")
        for number, row in enumerate([SIASN, *rows]):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return path


def simpeg(path: Path) -> Path:
    """A list as a personnel office prints it: titles, merged headings, numbered columns, a total and a signature."""
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("DUK")
        middle = workbook.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("A1:L1", "DAFTAR URUT KEPANGKATAN PEGAWAI NEGERI SIPIL", middle)
        sheet.merge_range("A2:L2", "KECAMATAN BINAWIDYA KOTA CONTOH", middle)
        sheet.merge_range("A3:L3", "KEADAAN 31 OKTOBER 2026", middle)
        for columns, text in (("A5:A6", "NO"), ("B5:B6", "NAMA"), ("C5:C6", "NIP"), ("L5:L6", "UNIT KERJA")):
            sheet.merge_range(columns, text, middle)
        for columns, group, parts in (
            ("D5:E5", "PANGKAT", ("GOL", "TMT")),
            ("F5:G5", "JABATAN", ("NAMA", "TMT")),
            ("H5:I5", "MASA KERJA", ("THN", "BLN")),
            ("J5:K5", "PENDIDIKAN", ("NAMA", "LULUS THN")),
        ):
            sheet.merge_range(columns, group, middle)
            for offset, part in enumerate(parts):
                sheet.write_string(5, ord(columns[0]) - 65 + offset, part, middle)
        for column in range(12):
            sheet.write_number(6, column, column + 1, middle)
        people: Sequence[tuple[Any, ...]] = (
            (1, "Nurhasanah Rambe", _printed(2), "Penata Tk. I (III/d)", date(2022, 4, 1),
             "Kepala Seksi Pelayanan Umum", date(2020, 1, 1), 12, 3, "S-1", 2008, "Seksi Pelayanan Umum"),
            (2, "Dedi Kurniawan", _printed(4), "Penata Muda (III/a)", date(2021, 10, 1), "Bendahara",
             date(2024, 5, 2), 7, 8, "D.III Akuntansi", 2014, "Seksi Pelayanan Umum"),
            (3, "Lestari Batubara", _printed(60), "Pengatur (II/c)", date(2023, 4, 1), "Pramu Layanan",
             date(2023, 4, 1), 5, 0, "SMA", 2010, "Kelurahan Delima"),
        )  # fmt: skip
        for number, person in enumerate(people, start=7):
            for column, value in enumerate(person):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, int):
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, value)
    return path


def _printed(nomor: int) -> str:
    digits = nip(nomor)
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


TULIS_TANGAN = """No.;Nama Lengkap & Gelar;No. Induk (NIP);Tugas di;Sebagai;Mulai Bertugas;No. HP/WA;Keterangan
1;Camat Satu;'{satu};Kecamatan Binawidya;Camat;1 Januari 2020;0812 7000 0001;
2;Rina Marlina;{rina};Seksi Pelayanan Umum;Pengelola Data;2 Januari 2020;0812-7000-0005 / 0853-1111-2222;cuti besar
;;;;;;;
3;Fajar Siagian;{fajar};Kelurahan Delima;Pengelola Keuangan;Senin, 3 Maret 2025;(0761) 555-0142;pindahan
"""


def tulis_tangan(path: Path) -> Path:
    """A CSV by hand: headings of one's own, Windows letters, dates in words, NIPs with quotes and spaces."""
    text = TULIS_TANGAN.format(satu=nip(1), rina=_printed(5), fajar=_printed(50))
    path.write_text(text.replace("\n", "\r\n"), encoding="cp1252", newline="")
    return path
