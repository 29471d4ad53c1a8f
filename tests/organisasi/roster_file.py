"""Rosters of any size for tests and benchmarks: invented people with structurally valid NIPs, the same every time."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsxwriter import Workbook

JUDUL = (
    "NIP", "Nama", "Gelar depan", "Gelar belakang", "Jenis pegawai", "Status", "Golongan", "Kode unit", "Unit kerja",
    "Jabatan", "Jenis jabatan", "Memimpin unit", "NIP atasan", "TMT jabatan", "TMT golongan", "Pendidikan", "Jurusan",
    "Tahun lulus", "Tempat lahir", "NIK", "Telepon", "Surel",
)  # fmt: skip
_DEPAN = ("Ahmad", "Siti", "Budi", "Dewi", "Rizky", "Nurhasanah", "Yulia", "Hendra", "Fajar", "Rina", "Dedi", "Lestari")
_BELAKANG = ("Siregar", "Harahap", "Lubis", "Tanjung", "Sitorus", "Rambe", "Putra", "Fitriani", "Siagian", "Batubara")
_GELAR = ("S.Sos.", "S.E.", "S.AP.", "S.H.", "A.Md.", "")
_GOLONGAN = ("II/c", "III/a", "III/b", "III/c", "III/d", "IV/a")
_JABATAN = (
    "Pengelola Data", "Pengadministrasi Umum", "Analis Kebijakan Ahli Pertama", "Pranata Komputer Ahli Pertama",
    "Bendahara", "Pramu Layanan", "Penyuluh Ahli Muda", "Arsiparis Terampil",
)  # fmt: skip
_PENDIDIKAN = ("S-1", "D-III", "SLTA", "S-2")
_JURUSAN = ("Ilmu Pemerintahan", "Akuntansi", "Hukum", "Kesehatan Masyarakat", "Teknik Sipil", "")
_LAHIR = ("Pekanbaru", "Bangkinang", "Dumai", "Siak Sri Indrapura", "Padang")


def nip_of(nomor: int) -> str:
    """A valid NIP; different for every number below 25 million."""
    serial = nomor % 999 + 1
    rest = nomor // 999
    day, rest = rest % 28 + 1, rest // 28
    month, rest = rest % 12 + 1, rest // 12
    year = 1968 + rest % 35
    return f"{year}{month:02d}{day:02d}{min(year + 25, 2025)}{nomor % 12 + 1:02d}{nomor % 2 + 1}{serial:03d}"


def roster_rows(
    jumlah: int, units: Sequence[tuple[str, str]], *, berubah: float = 0.0, mulai: int = 0
) -> Iterator[list[str]]:
    """Rows of a roster of ``jumlah`` people over ``units`` (code, name); the first of each unit leads it.

    :param berubah: share of the rows, spread evenly, that have another golongan (a third of them another unit, too).
    """
    every = round(1 / berubah) if berubah else 0
    for index in range(jumlah):
        nomor = mulai + index
        unit = index % len(units)
        kepala = index < len(units)
        golongan = _GOLONGAN[nomor % len(_GOLONGAN)]
        if every and index % every == every - 1 and not kepala:
            golongan = "IV/b"
            unit = (unit + 1) % len(units) if index % (3 * every) == every - 1 else unit
        kode, nama_unit = units[unit]
        nama = f"{_DEPAN[nomor % 12]} {_BELAKANG[nomor // 12 % 10]} {_BELAKANG[nomor // 120 % 10]}"
        yield [
            nip_of(nomor), nama, "", _GELAR[nomor % 6], "PNS", "Aktif", golongan, kode, nama_unit,
            f"Kepala {nama_unit}" if kepala else _JABATAN[nomor % len(_JABATAN)],
            "Pengawas" if kepala else "Pelaksana", "Ya" if kepala else "Tidak", "", "2024-01-02",
            f"{2015 + nomor % 10}-04-01", _PENDIDIKAN[nomor % 4], _JURUSAN[nomor % 6], str(1990 + nomor % 30),
            _LAHIR[nomor % 5], f"1471{nomor:012d}", f"0812{nomor:08d}",
            f"pegawai{nomor}@contoh.go.id",
        ]  # fmt: skip


def write_roster(
    path: Path,
    jumlah: int,
    units: Sequence[tuple[str, str]],
    *,
    berubah: float = 0.0,
    mulai: int = 0,
    judul: Sequence[str] = JUDUL,
) -> Path:
    """Write a roster of ``jumlah`` rows as XLSX or CSV, by the suffix of ``path``."""
    rows = roster_rows(jumlah, units, berubah=berubah, mulai=mulai)
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(judul)
            writer.writerows(rows)
        return path
    # Shared strings, as the programs of offices write them.
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Roster")
        for number, row in enumerate([judul, *rows]):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, text)
    return path
