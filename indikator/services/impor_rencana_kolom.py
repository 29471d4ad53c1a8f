"""The columns of sheets of indicators and of targets: what they are called here, and what else they are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from binawidya.umum.dates import BULAN, BULAN_PENDEK
from binawidya.umum.spreadsheet.headings import Kamus, words
from indikator.enums import JenisImporRencana


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: ``judul`` is its heading in files made here, ``alias`` what else it is called elsewhere."""

    kunci: str
    judul: str
    alias: tuple[str, ...] = ()
    lebar: int = 16
    wajib: bool = False


LEMBAR: Final = (
    Kolom("kode_unit", "Kode unit", ("kode unit kerja", "kode opd"), 14, wajib=True),
    Kolom("unit", "Unit", ("unit kerja", "nama unit", "unit pemilik"), 30),
    Kolom("kode", "Kode indikator", ("kode iku", "kode", "no iku"), 14, wajib=True),
    Kolom("nama", "Indikator", ("nama indikator", "indikator kinerja", "iku", "indikator kinerja utama"), 44,
          wajib=True),
    Kolom("utama", "IKU (Ya/Tidak)", ("utama", "termasuk iku"), 10),
    Kolom("sasaran", "Kode sasaran", ("sasaran",), 14),
    Kolom("definisi", "Definisi operasional", ("definisi",), 44),
    Kolom("alasan", "Alasan pemilihan", ("alasan",), 30),
    Kolom("cara", "Cara mengisi", (), 12),
    Kolom("turunan", "Dari turunan (Ya/Tidak)", ("dari turunan",), 12),
    Kolom("agregasi", "Konsolidasi periode", ("konsolidasi", "jenis konsolidasi periode", "agregasi"), 16),
    Kolom("label_pembilang", "Nama pembilang", ("pembilang",), 24),
    Kolom("label_penyebut", "Nama penyebut", ("penyebut",), 24),
    Kolom("pengali", "Pengali rasio", ("pengali",), 10),
    Kolom("rasio_boleh_lebih", "Pembilang boleh melebihi penyebut (Ya/Tidak)", (), 14),
    Kolom("rumus", "Formula", ("rumus", "formulasi", "formula perhitungan"), 36),
    Kolom("satuan", "Satuan", (), 12, wajib=True),
    Kolom("desimal", "Angka di belakang koma", ("desimal",), 10),
    Kolom("polarisasi", "Polarisasi", (), 22),
    Kolom("boleh_negatif", "Boleh negatif (Ya/Tidak)", ("boleh negatif",), 10),
    Kolom("sumber_data", "Sumber data", (), 28),
    Kolom("penyedia_data", "Penyedia data", ("unit penyedia data",), 24),
    Kolom("penanggung_jawab", "Penanggung jawab", ("pj",), 24),
    Kolom("periode_pelaporan", "Periode pelaporan", ("pelaporan",), 14),
    Kolom("bukti_wajib", "Bukti wajib (Ya/Tidak)", ("bukti wajib",), 10),
    Kolom("validitas", "Validitas", (), 14),
    Kolom("kendali", "Tingkat kendali", ("kendali",), 14),
)  # fmt: skip
TARGET: Final = (
    Kolom("kode_unit", "Kode unit", ("kode unit kerja", "kode opd"), 14, wajib=True),
    Kolom("unit", "Unit", ("unit kerja", "nama unit"), 30),
    Kolom("pegawai", "Pegawai", ("nama pegawai", "pemilik target"), 28),
    Kolom("akhir_nip", "Akhir NIP", ("nip", "nip pegawai", "tiga angka terakhir nip"), 10),
    Kolom("unit_indikator", "Kode unit pemilik indikator", (), 14),
    Kolom("kode", "Kode indikator", ("kode iku", "kode"), 14, wajib=True),
    Kolom("nama", "Indikator", ("nama indikator", "indikator kinerja"), 44),
    Kolom("satuan", "Satuan", (), 12),
    Kolom("tahun", "Tahun", ("tahun target",), 8, wajib=True),
    Kolom("target", "Target", ("target tahunan", "target tahun"), 14, wajib=True),
    Kolom("target_atas", "Batas atas rentang", ("batas atas",), 14),
    Kolom("bobot", "Bobot", ("bobot persen",), 8),
    *(
        Kolom(f"b{nomor}", nama, (BULAN_PENDEK[nomor - 1].lower(), f"target {nama.lower()}"), 10)
        for nomor, nama in enumerate(BULAN, start=1)
    ),
    Kolom("status", "Keadaan", ("status",), 12),
)
KOLOM: Final[Mapping[str, Sequence[Kolom]]] = {
    JenisImporRencana.INDIKATOR.value: LEMBAR,
    JenisImporRencana.TARGET.value: TARGET,
}


def _missing(kolom: Sequence[Kolom], found: Mapping[str, Any]) -> list[str]:
    return [one.judul for one in kolom if one.wajib and one.kunci not in found]


def _kamus(kolom: Sequence[Kolom]) -> Kamus:
    names = {
        name: (one.kunci, rank)
        for one in kolom
        for rank, name in enumerate((words(one.judul), words(one.judul.split(" (")[0]), *one.alias))
    }
    # The heading itself wins over what another column is also called.
    names |= {words(one.judul): (one.kunci, 0) for one in kolom}
    return Kamus(names, frozenset(one.kunci for one in kolom), partial(_missing, kolom), _KATA)


# Words that give a column away where the whole heading is unknown.
_KATA: Final = (
    ("unit", "kode_unit"), ("opd", "kode_unit"), ("kode", "kode"), ("iku", "nama"), ("indikator", "nama"),
    ("tahun", "tahun"), ("target", "target"), ("bobot", "bobot"), ("satuan", "satuan"), ("pegawai", "pegawai"),
)  # fmt: skip
KAMUS: Final = {jenis: _kamus(kolom) for jenis, kolom in KOLOM.items()}


def pilihan_kolom(jenis: str) -> tuple[tuple[str, str, bool], ...]:
    """The columns that somebody may choose for a heading: key, name, whether it is required."""
    return tuple((one.kunci, one.judul, one.wajib) for one in KOLOM[jenis])
