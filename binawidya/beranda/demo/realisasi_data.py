"""Entries of the demo office that are told rather than drawn by lot: the story of the visual guide."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from binawidya.beranda.demo import tugas_data as tugas
from binawidya.beranda.demo.deret import Isi
from binawidya.beranda.demo.indikator_data import BERKAS_PATEN

# Quarterly IKM of the kecamatan, the latest published one last.
IKM: Final = ("81.92", "82.75", "83.40", "84.18", "85.06", "86.31", "87.42")


def _nilai(*values: object) -> tuple[Isi, ...]:
    return tuple(Isi(Decimal(str(value))) for value in values)


def _rasio(*pairs: tuple[int, int]) -> tuple[Isi, ...]:
    return tuple(Isi(pembilang=Decimal(above), penyebut=Decimal(below)) for above, below in pairs)


# Sri Wahyuni, January to December: with September they give the 98,69 of rupa/beranda.html.
SRI: Final[Mapping[str, tuple[Isi, ...]]] = {
    BERKAS_PATEN.kode: _nilai(171, 176, 182, 185, 190, 187, 188, 185, 179, 188, 186, 174),
    tugas.TEPAT_WAKTU.kode: _rasio(
        (160, 171), (166, 176), (173, 182), (176, 185), (181, 190), (178, 187), (179, 188), (177, 185), (171, 179),
        (181, 188), (179, 186), (167, 174),
    ),
    tugas.TUNGGU.kode: _nilai(15.8, 15.4, 15.0, 14.9, 14.2, 13.6, 13.1, 12.9, 12.9, 13.5, 13.2, 13.4),
    tugas.DITANGGAPI.kode: _rasio(
        (12, 14), (13, 16), (13, 15), (12, 14), (14, 16), (13, 15), (13, 16), (14, 16), (14, 17),
        (15, 18), (15, 17), (12, 14),
    ),
    tugas.RESPONDEN.kode: _nilai(50, 52, 55, 56, 60, 61, 61, 63, 64, 64, 62, 58),
    tugas.LAPORAN_LOKET.kode: _nilai(1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1),
}  # fmt: skip
SRI_DIKEMBALIKAN: Final = Isi(pembilang=Decimal(13), penyebut=Decimal(14))
SRI_ALASAN: Final = "Jumlah pengaduan di buku loket 18, bukan 14. Lampirkan halaman bukunya."

# How far the people of Seksi Pelayanan Umum have come in the open month.
LOKET_TERBUKA: Final[Mapping[str, str]] = {
    "Rizky Ananda Putra": "diajukan",
    "Novita Sari Harahap": "diajukan",
    "Siti Khadijah Zahra": "diajukan",
    "Wulan Permata Dewi": "diajukan",
    "Rina Marlina Sitorus": "diajukan",
    "Andi Saputra": "diajukan",
    "Dedi Kurniawan": "diajukan",
    "Joko Susilo": "diajukan",
    "Putri Ayu Lestari": "diajukan",
    "Muhammad Ilham Ramadhan": "kosong",
    "Yusuf Hamdani": "tersimpan",
}
# Of the rest some are known: those whom the visual guide names as late.
TERBUKA: Final[Mapping[str, str]] = {
    **LOKET_TERBUKA,
    "Hasan Basri Lubis": "kosong",
    "Fitri Yuliana": "kosong",
    "Anisa Rahmadani": "kosong",
    "Darmawan Saragih": "kosong",
    "Erna Susanti": "kosong",
    "Yulia Fitriani": "tersimpan",
    "Dewi Anggraini Lubis": "diajukan",
}
UNIT_TERBUKA: Final[Mapping[str, str]] = {
    "BW": "disetujui",
    "BW.01": "diajukan",
    "BW.02": "disetujui",
    "BW.03": "disetujui",
    "BW.05": "disetujui",
    "BW.06": "diajukan",
    "BW.07": "disetujui",
    "BW.11": "disetujui",
    "BW.12": "kosong",
}
# The same figure from two people, in the open month.
KEMBAR: Final = (("Wulan Permata Dewi", "Putri Ayu Lestari"), BERKAS_PATEN.kode, Isi(Decimal(212)))
# Exactly on target month after month.
TEPAT_DI_TARGET: Final = ("Andi Saputra", tugas.WAKTU_SURAT_LOKET.kode)
# One zero or comma too many: ten times the value of the month, and a little.
TERGELINCIR: Final = ("Rizky Ananda Putra", tugas.SURAT.kode)
JENIS_SURAT: Final = (("Keterangan tidak mampu", 71), ("Keterangan domisili", 64), ("Keterangan usaha", 49))

CATATAN: Final = (
    "Rekap dari buku register, tanggal 1 sampai akhir bulan.",
    "Sudah dicocokkan dengan register unit.",
    "Data sementara dari aplikasi, register menyusul.",
    "Turun karena petugas cuti satu pekan.",
    "Naik karena jadwal tambahan pada akhir bulan.",
)
DIPERBAIKI: Final = "Diperbaiki sesuai catatan atasan."
ALASAN: Final = (
    "Angka tidak sama dengan bukti. Di rekap bulan ini jumlahnya lebih kecil.",
    "Bukti tidak terbaca. Unggah ulang halaman rekapnya.",
    "Bukti untuk bulan sebelumnya. Lampirkan yang bulan ini.",
    "Pembilang belum memuat pekan terakhir. Hitung ulang sampai tanggal akhir bulan.",
)
ALASAN_NILAI: Final = ALASAN[:3]
