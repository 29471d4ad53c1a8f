"""Somebody who is signed in."""

from datetime import date

import pytest
from django.test import Client

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, Penugasan, UnitKerja, User


@pytest.fixture
def seksi(db: None) -> UnitKerja:
    return UnitKerja.objects.create(kode="01", nama="Seksi Pelayanan Umum", berlaku_mulai=date(2020, 1, 1))


@pytest.fixture
def sri(seksi: UnitKerja) -> User:
    """An employee without any role."""
    user = User.objects.create_user("199408182019032007", "benteng-siak-2026")
    pegawai = Pegawai.objects.create(
        user=user,
        nip=user.username,
        nama="Sri Wahyuni",
        gelar_belakang="A.Md.",
        jenis_kelamin="P",
        tanggal_lahir=date(1994, 8, 18),
    )
    jabatan = Jabatan.objects.create(nama="Pengelola Layanan")
    Penempatan.objects.create(pegawai=pegawai, unit_kerja=seksi, jabatan=jabatan, tmt_mulai=date(2021, 1, 1))
    return user


@pytest.fixture
def operator(seksi: UnitKerja) -> User:
    """A technical account with every role, but no person behind it."""
    user = User.objects.create_user("layanan", "benteng-siak-2026")
    Penugasan.objects.bulk_create(
        Penugasan(user=user, peran=peran, unit_kerja=seksi, berlaku_mulai=date(2021, 1, 1)) for peran in Peran
    )
    return user


@pytest.fixture
def signed_in(client: Client, sri: User) -> Client:
    client.force_login(sri)
    return client
