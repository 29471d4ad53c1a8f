"""People of the demo office: their NIP, posts and superiors."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Final

from binawidya.beranda.demo.pegawai_data import DAFTAR, PLT
from binawidya.organisasi.enums import (
    JenisJabatan,
    JenisKelamin,
    JenisPegawai,
    JenisPenempatan,
    StatusPegawai,
)
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, UnitKerja, User
from binawidya.organisasi.nip import parse_nip

DOMAIN: Final = "kec-binawidya.example"
_STATUS: Final = {"T": StatusPegawai.TUGAS_BELAJAR, "P": StatusPegawai.PENSIUN}
_PPPK: Final = frozenset({JenisPegawai.PPPK, JenisPegawai.PPPK_PARUH_WAKTU})
# Year of birth by pay class: who is higher is older.
_LAHIR: Final = {"IV": (1968, 1978), "III/d": (1972, 1982), "III/c": (1976, 1986), "III": (1984, 1995)}
_LAHIR_LAIN: Final = (1986, 2000)
_KELAS: Final = (
    ("Camat", JenisJabatan.ADMINISTRATOR, 12),
    ("Sekretaris Kecamatan", JenisJabatan.ADMINISTRATOR, 11),
    ("Lurah", JenisJabatan.PENGAWAS, 9),
    ("Sekretaris Lurah", JenisJabatan.PENGAWAS, 8),
    ("Kepala", JenisJabatan.PENGAWAS, 9),
    ("Dokter", JenisJabatan.FUNGSIONAL, 10),
)
_FUNGSIONAL: Final = re.compile(r" (Ahli (Pertama|Muda)|Terampil|Mahir)$")


@dataclass(frozen=True, slots=True)
class Orang:
    """One person before it is stored. The name is the key: no two share one."""

    nama: str
    gelar_depan: str
    gelar_belakang: str
    kelamin: JenisKelamin
    jenis: JenisPegawai
    golongan: str
    jabatan: str
    unit: str
    memimpin: bool
    status: StatusPegawai
    nip: str
    lahir: date
    tmt: date
    email: str

    @property
    def aktif(self) -> bool:
        """Whether the person is at work: has a login and targets."""
        return self.status == StatusPegawai.AKTIF


@dataclass(frozen=True)
class Susunan:
    """Everybody and who is whose superior, by the rule that :mod:`binawidya.organisasi.lingkup` applies."""

    orang: tuple[Orang, ...]

    @cached_property
    def menurut_nama(self) -> Mapping[str, Orang]:
        return {orang.nama: orang for orang in self.orang}

    @cached_property
    def kepala(self) -> Mapping[str, str]:
        """Name of the head of each unit that has one; an acting head where there is no other."""
        found = {PLT[1]: PLT[0]}
        found |= {orang.unit: orang.nama for orang in self.orang if orang.memimpin}
        return found

    def anggota(self, unit: str) -> list[Orang]:
        """Who is at work in the unit itself, in the order of the list."""
        return [orang for orang in self.orang if orang.unit == unit and orang.aktif]

    def atasan(self, nama: str, unit: str) -> str | None:
        """Name of the superior of a person in the post at a unit: the nearest other head from there upwards."""
        kode: str = unit
        while kode:
            kepala = self.kepala.get(kode)
            if kepala and kepala != nama:
                return kepala
            kode = kode.rpartition(".")[0]
        return None


def susunan(mulai: date, rng: Random) -> Susunan:
    """The people of the office.

    :param mulai: first day of the first month; everybody is in office before it.
    """
    used: set[str] = set()
    found = []
    for unit, text in DAFTAR.items():
        for line in text.strip().splitlines():
            found.append(_orang(line, unit, mulai, rng, used))
    return Susunan(tuple(found))


def _orang(line: str, unit: str, mulai: date, rng: Random, used: set[str]) -> Orang:
    nama, depan, belakang, kelamin, jenis_text, golongan, jabatan, tanda, nip = line.strip().split(";")
    jenis = JenisPegawai(jenis_text)
    text = nip or _nip(JenisKelamin(kelamin), jenis, golongan, mulai, rng, used)
    used.add(text)
    read = parse_nip(text, jenis)
    year = mulai.year - rng.randint(1, 2 if jenis in _PPPK or jenis == JenisPegawai.CPNS else 4)
    tmt = date(year, rng.choice([1, 2, 3, 7, 9]), 1)
    if jenis == JenisPegawai.CPNS:
        tmt = date(mulai.year - 1, 3, 1)
    email = _email(nama, used)
    return Orang(
        nama=nama,
        gelar_depan=depan,
        gelar_belakang=belakang,
        kelamin=read.jenis_kelamin,
        jenis=jenis,
        golongan=golongan,
        jabatan=jabatan,
        unit=unit,
        memimpin=tanda == "K",
        status=_STATUS.get(tanda, StatusPegawai.AKTIF),
        nip=text,
        lahir=read.tanggal_lahir,
        tmt=tmt,
        email=email,
    )


def _nip(
    kelamin: JenisKelamin, jenis: JenisPegawai, golongan: str, mulai: date, rng: Random, used: Iterable[str]
) -> str:
    first, last = next((years for start, years in _LAHIR.items() if golongan.startswith(start)), _LAHIR_LAIN)
    if jenis in _PPPK:
        first, last = _LAHIR_LAIN
    lahir = date(rng.randint(first, last), 1, 1) + timedelta(days=rng.randrange(365))
    if jenis == JenisPegawai.CPNS:
        lahir = date(mulai.year - 25, 1, 1) + timedelta(days=rng.randrange(365))
        tmt = f"{mulai.year - 1}03"
    elif jenis == JenisPegawai.PPPK_PARUH_WAKTU:
        tmt = f"{min(2025, mulai.year - 1)}21"
    elif jenis == JenisPegawai.PPPK:
        tmt = f"{rng.randint(2021, min(2024, mulai.year - 1))}21"
    else:
        tmt = f"{min(lahir.year + rng.randint(22, 27), 2022)}{rng.choice([1, 2, 3, 4, 12]):02d}"
    sex = 1 if kelamin == JenisKelamin.LAKI_LAKI else 2
    while True:
        text = f"{lahir:%Y%m%d}{tmt}{sex}{rng.randint(1, 60):03d}"
        if text not in used:
            return text


def _email(nama: str, used: set[str]) -> str:
    words = re.sub(r"[^a-z ]", "", nama.lower()).split()
    name = ".".join(words[:2])
    text = f"{name}@{DOMAIN}"
    if text in used:
        text = f"{'.'.join(words[:3])}@{DOMAIN}"
    used.add(text)
    return text


def pegawai_create(orang: Sequence[Orang], users: Mapping[str, User]) -> dict[str, Pegawai]:
    """Store the people; the key of the result is the name."""
    rows = [
        Pegawai(
            user=users.get(one.nama),
            nip=one.nip,
            nama=one.nama,
            gelar_depan=one.gelar_depan,
            gelar_belakang=one.gelar_belakang,
            jenis_pegawai=one.jenis,
            status=one.status,
            golongan=one.golongan,
            jenis_kelamin=one.kelamin,
            tanggal_lahir=one.lahir,
            email=one.email if one.aktif else "",
        )
        for one in orang
    ]
    return {row.nama: row for row in Pegawai.objects.bulk_create(rows)}


def penempatan_create(
    susun: Susunan, units: Mapping[str, UnitKerja], pegawai: Mapping[str, Pegawai], mulai: date, rng: Random
) -> None:
    """Store who holds which post: now, before, and as acting head."""
    jabatan = _jabatan_create(sorted({one.jabatan for one in susun.orang} | {PLT[2]}))
    rows = []
    for one in susun.orang:
        # Whoever has retired left before the first month that is measured.
        selesai = mulai - timedelta(days=1) if one.status == StatusPegawai.PENSIUN else None
        rows.append(_post(pegawai[one.nama], units[one.unit], jabatan[one.jabatan], one.tmt, selesai, one.memimpin))
    rows += [
        _post(pegawai[one.nama], units["BW.01.1"], jabatan["Pengadministrasi Umum"], before, one.tmt - _DAY)
        for one in susun.orang
        if one.jenis == JenisPegawai.PNS and one.golongan.startswith("II/") and rng.random() < 0.4
        if (before := date(one.tmt.year - 2, 1, 1)) >= _pertama(one)
    ]
    nama, kode, jabatan_plt = PLT
    acting = _post(pegawai[nama], units[kode], jabatan[jabatan_plt], mulai - timedelta(days=75), memimpin=True)
    acting.jenis = JenisPenempatan.PLT
    Penempatan.objects.bulk_create([*rows, acting])


_DAY: Final = timedelta(days=1)


def _pertama(one: Orang) -> date:
    """First day in the service, as the NIP says."""
    return date(int(one.nip[8:12]), min(int(one.nip[12:14]), 12), 1)


def _post(
    pegawai: Pegawai,
    unit: UnitKerja,
    jabatan: Jabatan,
    mulai: date,
    selesai: date | None = None,
    memimpin: bool = False,
) -> Penempatan:
    return Penempatan(
        pegawai=pegawai, unit_kerja=unit, jabatan=jabatan, memimpin=memimpin, tmt_mulai=mulai, tmt_selesai=selesai
    )


def _jabatan_create(names: Sequence[str]) -> dict[str, Jabatan]:
    rows = []
    for nama in names:
        jenis, kelas = JenisJabatan.PELAKSANA, 6
        if _FUNGSIONAL.search(nama):
            jenis, kelas = JenisJabatan.FUNGSIONAL, 9 if "Muda" in nama else 8 if "Ahli" in nama else 7
        for start, found, level in _KELAS:
            if nama.startswith(start):
                jenis, kelas = found, level
        rows.append(Jabatan(nama=nama, jenis=jenis, kelas=kelas))
    return {row.nama: row for row in Jabatan.objects.bulk_create(rows)}
