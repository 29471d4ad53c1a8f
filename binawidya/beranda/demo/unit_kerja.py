"""Units of the demo office: Kecamatan Binawidya as PP 17/2018 shapes a kecamatan, with an invented puskesmas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from binawidya.organisasi.enums import JenisUnit
from binawidya.organisasi.models import UnitKerja

KECAMATAN: Final = "BW"
SEKRETARIAT: Final = "BW.01"
UMUM: Final = "BW.01.1"
KEUANGAN: Final = "BW.01.2"
PEMERINTAHAN: Final = "BW.02"
TRANTIB: Final = "BW.03"
PEMBERDAYAAN: Final = "BW.04"
KESOS: Final = "BW.05"
PELAYANAN: Final = "BW.06"
SIMPANG_BARU: Final = "BW.07"
DELIMA: Final = "BW.08"
TOBEK_GODANG: Final = "BW.09"
BINA_WIDYA: Final = "BW.10"
SUNGAI_SIBAM: Final = "BW.11"
PUSKESMAS: Final = "BW.12"

KELURAHAN: Final[Mapping[str, str]] = {
    SIMPANG_BARU: "Simpang Baru",
    DELIMA: "Delima",
    TOBEK_GODANG: "Tobek Godang",
    BINA_WIDYA: "Bina Widya",
    SUNGAI_SIBAM: "Sungai Sibam",
}
SEKSI_KELURAHAN: Final = ("Pemerintahan", "Pemberdayaan Masyarakat", "Pelayanan")
# Ending of the code of each seksi of a kelurahan.
SEKSI_PEM, SEKSI_PMD, SEKSI_PEL = (".1", ".2", ".3")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit before it is stored; the code names its place, and thereby the unit above."""

    kode: str
    nama: str
    jenis: JenisUnit
    nama_pendek: str = ""
    alamat: str = ""
    kontak: str = ""

    @property
    def induk(self) -> str | None:
        """Code of the unit above."""
        return self.kode.rpartition(".")[0] or None

    @property
    def tingkat(self) -> int:
        """0 for the root."""
        return self.kode.count(".")


def _kelurahan() -> list[Unit]:
    units = []
    for kode, nama in KELURAHAN.items():
        units.append(Unit(kode, f"Kelurahan {nama}", JenisUnit.KELURAHAN))
        for nomor, seksi in enumerate(SEKSI_KELURAHAN, 1):
            pendek = f"Seksi {seksi} {nama}"
            units.append(Unit(f"{kode}.{nomor}", f"Seksi {seksi} Kelurahan {nama}", JenisUnit.SEKSI, pendek))
    return units


UNITS: Final[tuple[Unit, ...]] = (
    Unit(
        KECAMATAN,
        "Kecamatan Binawidya",
        JenisUnit.PERANGKAT_DAERAH,
        alamat="Jalan Bina Krida Nomor 12, Pekanbaru 28293",
        kontak="Telepon (0761) 555-0142, surat@kec-binawidya.example",
    ),
    Unit(SEKRETARIAT, "Sekretariat", JenisUnit.SEKRETARIAT),
    Unit(UMUM, "Subbagian Umum dan Kepegawaian", JenisUnit.SUBBAGIAN),
    Unit(KEUANGAN, "Subbagian Keuangan dan Perencanaan", JenisUnit.SUBBAGIAN),
    Unit(PEMERINTAHAN, "Seksi Pemerintahan", JenisUnit.SEKSI),
    Unit(TRANTIB, "Seksi Ketenteraman dan Ketertiban", JenisUnit.SEKSI, "Seksi Trantib"),
    Unit(PEMBERDAYAAN, "Seksi Pemberdayaan Masyarakat", JenisUnit.SEKSI),
    Unit(KESOS, "Seksi Kesejahteraan Sosial", JenisUnit.SEKSI),
    Unit(PELAYANAN, "Seksi Pelayanan Umum", JenisUnit.SEKSI),
    *_kelurahan(),
    Unit(
        PUSKESMAS,
        "UPT Puskesmas Bina Sehat",
        JenisUnit.UPT,
        alamat="Jalan Melati Indah Nomor 4, Pekanbaru 28293",
        kontak="Telepon (0761) 555-0177, puskesmas@kec-binawidya.example",
    ),
)


def unit_kerja_create(mulai: date) -> dict[str, UnitKerja]:
    """Store the units, level by level because the path of a unit rests on the one above."""
    stored: dict[str, UnitKerja] = {}
    for tingkat in range(max(unit.tingkat for unit in UNITS) + 1):
        level = [unit for unit in UNITS if unit.tingkat == tingkat]
        rows = [
            UnitKerja(
                kode=unit.kode,
                nama=unit.nama,
                nama_pendek=unit.nama_pendek,
                jenis=unit.jenis,
                induk=stored[unit.induk] if unit.induk else None,
                berlaku_mulai=mulai,
                alamat=unit.alamat,
                kontak=unit.kontak,
            )
            for unit in level
        ]
        stored |= {row.kode: row for row in UnitKerja.objects.bulk_create(rows)}
    return stored
