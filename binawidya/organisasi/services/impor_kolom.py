"""The columns of a roster: what they are called here, and what else SIASN, SIMPEG and other sources call them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from binawidya.umum.spreadsheet.headings import words


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: ``judul`` is its heading in files made here, ``alias`` what else it is called elsewhere.

    :param pribadi: only for those who may read personal data.
    """

    kunci: str
    judul: str
    alias: tuple[str, ...] = ()
    lebar: int = 16
    terbanyak: int = 200
    pribadi: bool = False


# The heading of a group and the one below it count as one, in either order: "Jabatan" over "TMT" is "tmt jabatan".
KOLOM: Final = (
    Kolom(
        "nip",
        "NIP",
        (
            "nip baru", "nip pegawai", "nomor induk pegawai", "nip nippppk", "nip nipppk", "nip ni pppk", "ni pppk",
            "nippppk", "nip nipppk baru", "nip pns", "nip asn",
        ),
        22,
        60,
    ),
    Kolom(
        "nama",
        "Nama",
        (
            "nama pegawai", "nama lengkap", "nama pns", "nama asn", "nama lengkap pegawai", "nama gelar",
            "nama dan gelar", "nama lengkap gelar", "nama lengkap dan gelar", "nama beserta gelar",
            "nama pegawai gelar",
        ),
        30,
        150,
    ),
    Kolom("gelar_depan", "Gelar depan", ("gelar dpn", "glr depan", "glr dpn"), 14, 50),
    Kolom("gelar_belakang", "Gelar belakang", ("gelar blk", "glr belakang", "glr blk", "gelar"), 18, 80),
    Kolom(
        "jenis_pegawai",
        "Jenis pegawai",
        (
            "jenis pegawai nama", "jenis asn", "jenis kepegawaian", "status kepegawaian", "status cpns pns",
            "status asn", "jenis status pegawai",
        ),
        18,
    ),
    Kolom(
        "status",
        "Status",
        ("status pegawai", "kedudukan hukum nama", "kedudukan hukum", "kedudukan pegawai", "kedudukan"),
        14,
    ),
    Kolom(
        "golongan",
        "Golongan",
        (
            "gol ruang", "golongan ruang", "gol akhir nama", "golongan akhir", "gol akhir", "golru", "gol",
            "pangkat golongan", "pangkat gol ruang", "pangkat golongan ruang", "pangkat gol", "pangkat gol gol",
            "pangkat golongan ruang gol ruang", "pangkat gol ruang gol", "pangkat",
        ),
        12,
    ),
    Kolom(
        "tmt_golongan",
        "TMT golongan",
        (
            "tmt gol", "tmt gol ruang", "tmt golongan ruang", "tmt pangkat", "tmt pangkat golongan", "tmt golru",
            "tmt gol akhir", "tmt golongan akhir", "tmt pangkat gol ruang", "tmt pangkat golongan ruang",
            "tmt pangkat gol", "tanggal tmt golongan",
        ),
        14,
    ),
    Kolom("kode_unit", "Kode unit", ("kode unit kerja", "kode unor", "kode satker"), 16, 30),
    Kolom(
        "unit_kerja",
        "Unit kerja",
        (
            "nama unit kerja", "unit kerja nama", "unor nama", "nama unor", "unor", "unit organisasi", "nama unit",
            "unit", "satuan kerja", "tempat tugas", "unit kerja unit",
        ),
        36,
    ),
    Kolom(
        "unor_induk",
        "Unit induk",
        ("unor induk nama", "unor induk", "unit kerja induk", "induk", "nama unor induk", "perangkat daerah", "opd"),
        30,
    ),
    Kolom("jabatan", "Jabatan", ("jabatan nama", "nama jabatan", "jabatan terakhir"), 36),
    Kolom("jenis_jabatan", "Jenis jabatan", ("jenis jabatan nama", "kelompok jabatan", "jabatan jenis"), 18),
    Kolom("tmt_jabatan", "TMT jabatan", ("tmt jab", "tanggal tmt jabatan"), 14),
    Kolom(
        "dasar",
        "Nomor SK",
        ("nomor sk jabatan", "no sk jabatan", "no sk", "dasar", "dasar penempatan", "sk jabatan", "nomor sk mutasi"),
        24,
        120,
    ),
    Kolom("memimpin", "Memimpin unit", ("memimpin", "kepala unit", "pimpinan unit"), 16),
    Kolom(
        "nip_atasan",
        "NIP atasan",
        ("nip atasan langsung", "atasan nip", "nip pejabat penilai", "pejabat penilai nip", "atasan langsung nip"),
        22,
        60,
    ),
    Kolom(
        "pendidikan",
        "Pendidikan",
        (
            "tingkat pendidikan nama", "tingkat pendidikan", "pendidikan terakhir", "pendidikan akhir", "jenjang",
            "jenjang pendidikan", "pendidikan tingkat", "strata", "pendidikan terakhir tingkat",
            "pendidikan terakhir jenjang",
        ),
        16,
    ),
    Kolom(
        "jurusan",
        "Jurusan",
        (
            "pendidikan nama", "jurusan pendidikan", "program studi", "prodi", "nama pendidikan",
            "pendidikan terakhir jurusan", "pendidikan program studi",
        ),
        26,
        120,
    ),
    Kolom(
        "tahun_lulus",
        "Tahun lulus",
        (
            "thn lulus", "lulus thn", "tahun lulus pendidikan", "lulus tahun", "tahun ijazah", "pendidikan lulus",
            "pendidikan terakhir tahun lulus", "tahun pendidikan", "pendidikan terakhir tahun",
            "pendidikan terakhir lulus",
        ),
        12,
        20,
    ),
    Kolom(
        "tempat_lahir",
        "Tempat lahir",
        ("tempat lahir nama", "tmp lahir", "kota lahir", "tempat tanggal lahir", "tempat tgl lahir", "ttl"),
        20,
        80,
        pribadi=True,
    ),
    Kolom("nik", "NIK", ("nomor induk kependudukan", "no ktp", "nomor ktp", "no nik"), 20, 40, pribadi=True),
    Kolom(
        "telepon",
        "Telepon",
        (
            "nomor hp", "no hp", "hp", "nomor telepon", "no telepon", "no telp", "telp", "nomor handphone",
            "no handphone", "nomor wa", "no wa", "no hp wa",
        ),
        18,
        40,
        pribadi=True,
    ),
    Kolom("email", "Surel", ("email", "e mail", "alamat email", "alamat surel", "email dinas", "email gov"), 30, 254),
)  # fmt: skip
MENURUT_KUNCI: Final[Mapping[str, Kolom]] = {kolom.kunci: kolom for kolom in KOLOM}
WAJIB: Final = ("nip", "nama", "unit_kerja", "jabatan")


# Which column a heading means, and how close it comes to the column's own name.
PERINGKAT: Final[Mapping[str, tuple[str, int]]] = {
    name: (kolom.kunci, rank) for kolom in KOLOM for rank, name in enumerate((words(kolom.judul), *kolom.alias))
}


def missing_of(found: "Mapping[str, Any] | frozenset[str]") -> list[str]:
    """Headings of the required columns that are not among ``found``; the code of a unit stands for its name."""
    missing = [key for key in WAJIB if key not in found]
    if "kode_unit" in found and "unit_kerja" in missing:
        missing.remove("unit_kerja")
    return [MENURUT_KUNCI[key].judul for key in missing]
