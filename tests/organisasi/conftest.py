"""Two people of one section, with logins."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache

from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, UnitKerja, User
from tests.organisasi.dunia import Dunia, bangun_dunia

SANDI = "benteng-siak-2026"
NIP_STAF = "199408182019032007"
NIP_KEPALA = "198503152010122001"


@dataclass(frozen=True)
class Kantor:
    seksi: UnitKerja
    staf: User
    kepala: User


def _person(nip: str, nama: str, seksi: UnitKerja, jabatan: str, *, memimpin: bool = False) -> User:
    user = User.objects.create_user(nip, SANDI, email=f"{nama.split()[0].lower()}@contoh.go.id")
    pegawai = Pegawai.objects.create(
        user=user, nip=nip, nama=nama, gelar_belakang="S.Sos.", jenis_kelamin="P", tanggal_lahir=date(1990, 1, 1)
    )
    Penempatan.objects.create(
        pegawai=pegawai,
        unit_kerja=seksi,
        jabatan=Jabatan.objects.create(nama=jabatan),
        memimpin=memimpin,
        tmt_mulai=date(2021, 1, 1),
    )
    return user


def make_kantor() -> Kantor:
    seksi = UnitKerja.objects.create(kode="01", nama="Seksi Pelayanan Umum", berlaku_mulai=date(2020, 1, 1))
    return Kantor(
        seksi=seksi,
        staf=_person(NIP_STAF, "Sri Wahyuni", seksi, "Pengelola Layanan"),
        kepala=_person(NIP_KEPALA, "Nurhasanah Rambe", seksi, "Kepala Seksi Pelayanan Umum", memimpin=True),
    )


@pytest.fixture(autouse=True)
def _no_attempts_of_the_test_before() -> None:
    """The limits on asking for a new password are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def kantor(db: None) -> Kantor:
    return make_kantor()


@pytest.fixture
def dunia(db: None, tmp_path: Path) -> Dunia:
    """Units, people and administrators for tests of the import."""
    return bangun_dunia(tmp_path)
