"""A small office with ten months of figures, made with the real engine."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.conf import settings as project
from django.db import connection

from binawidya.organisasi.enums import (
    JenisJabatan,
    JenisUnit,
    Peran,
    StatusPeriode,
)
from binawidya.organisasi.models import (
    Jabatan,
    Pegawai,
    Penempatan,
    Penugasan,
    Periode,
    UnitKerja,
    User,
)
from indikator.enums import Agregasi, JenisBukti, Polarisasi, StatusRealisasi, StatusTarget, SumberData
from indikator.models import Bukti, Indikator, KebijakanSkor, Realisasi, SkalaKelas, TargetIndikator
from indikator.models.bulan_tertutup_sql import BULAN_LAMA
from kinerja.services.skor import skor_calculate_periode
from tests.pendengar import Listener, listening

TAHUN = 2026
BULAN_KINI = 10
MULAI = date(2020, 1, 1)
SKALA = [
    ("Sangat tinggi", "k5", 90),
    ("Tinggi", "k4", 75),
    ("Sedang", "k3", 65),
    ("Rendah", "k2", 50),
    ("Sangat rendah", "k1", None),
]


def d(value: Any) -> Decimal:
    return Decimal(str(value))


@dataclass
class Kantor:
    """The office: makes units, people, targets and entries, and computes the months."""

    kebijakan: KebijakanSkor
    bulan: list[Periode]
    unit: dict[str, UnitKerja] = field(default_factory=dict)
    pegawai: dict[str, Pegawai] = field(default_factory=dict)
    user: dict[str, User] = field(default_factory=dict)
    target: dict[str, TargetIndikator] = field(default_factory=dict)
    nomor: int = 0

    @property
    def periode(self) -> Periode:
        """The month of the report: the last one, closed."""
        return self.bulan[-1]

    def add_unit(self, kode: str, nama: str, induk: str | None = None, **fields: Any) -> UnitKerja:
        unit = UnitKerja.objects.create(
            kode=kode, nama=nama, induk=self.unit[induk] if induk else None, berlaku_mulai=MULAI, **fields
        )
        unit.refresh_from_db()
        self.unit[kode] = unit
        return unit

    def add_pegawai(self, key: str, nama: str, unit: str, *, jabatan: str = "Pelaksana", **fields: Any) -> Pegawai:
        """A person with a login and a post."""
        self.nomor += 1
        post = {
            name: fields.pop(name)
            for name in ("memimpin", "atasan", "jenis", "tmt_mulai", "tmt_selesai")
            if name in fields
        }
        nip = f"19850101201001{self.nomor % 2 + 1}{self.nomor:03d}"
        user = User.objects.create(username=nip)
        pegawai = Pegawai.objects.create(
            user=user,
            nip=nip,
            nama=nama,
            golongan=fields.pop("golongan", "III/c"),
            jenis_kelamin="L",
            tanggal_lahir=date(1985, 1, 1),
            **fields,
        )
        self.pegawai[key], self.user[key] = pegawai, user
        self.add_post(key, unit, jabatan=jabatan, **post)
        return pegawai

    def add_post(self, key: str, unit: str, *, jabatan: str, **fields: Any) -> Penempatan:
        title, _made = Jabatan.objects.get_or_create(nama=jabatan, defaults={"jenis": JenisJabatan.PELAKSANA})
        fields.setdefault("tmt_mulai", MULAI)
        return Penempatan.objects.create(pegawai=self.pegawai[key], unit_kerja=self.unit[unit], jabatan=title, **fields)

    def add_role(self, key: str, peran: Peran, unit: str) -> User:
        """A technical account with one role."""
        user = User.objects.create(username=key)
        Penugasan.objects.create(user=user, peran=peran, unit_kerja=self.unit[unit], berlaku_mulai=MULAI)
        self.user[key] = user
        return user

    def add_target(
        self,
        kode: str,
        nama: str,
        *,
        unit: str,
        pengisi: str,
        pegawai: str | None = None,
        bobot: Any = 10,
        bulanan: Any = 10,
        target: Any = None,
        **indikator: Any,
    ) -> TargetIndikator:
        indikator.setdefault("satuan", "kali")
        indikator.setdefault("desimal", 0)
        months = bulanan if isinstance(bulanan, list) else [d(bulanan)] * 12
        made = Indikator.objects.create(kode=kode, nama=nama, unit_kerja=self.unit[unit], **indikator)
        self.target[kode] = TargetIndikator.objects.create(
            indikator=made,
            tahun=TAHUN,
            unit_kerja=self.unit[unit],
            pegawai=self.pegawai[pegawai] if pegawai else None,
            pengisi=self.pegawai[pengisi],
            sumber=SumberData.ISIAN,
            target=d(target if target is not None else sum(month or 0 for month in months)),
            bulanan=months,
            bobot=d(bobot),
            status=StatusTarget.DISETUJUI,
        )
        return self.target[kode]

    def add_realisasi(self, kode: str, bulan: int, nilai: Any = None, **fields: Any) -> Realisasi:
        """An entry, approved unless said otherwise. A pair is numerator and denominator."""
        target = self.target[kode]
        status = fields.pop("status", StatusRealisasi.DISETUJUI)
        values = (
            {"pembilang": d(nilai[0]), "penyebut": d(nilai[1])} if isinstance(nilai, tuple) else {"nilai": d(nilai)}
        )
        moment = datetime(TAHUN, bulan, 28, 3, tzinfo=UTC)
        if status != StatusRealisasi.TERSIMPAN:
            fields.setdefault("diajukan_at", moment)
        if status in {StatusRealisasi.DISETUJUI, StatusRealisasi.DIKEMBALIKAN}:
            fields |= {"diverifikasi_oleh": self.user["verifikator"], "diverifikasi_at": moment}
        with pgtrigger.ignore(*BULAN_LAMA):
            return Realisasi.objects.create(
                target=target,
                periode=self.bulan[bulan - 1],
                status=status,
                diisi_oleh=target.pengisi.user,  # type: ignore[union-attr,misc]
                **values,
                **fields,
            )

    def add_bukti(self, entry: Realisasi, nama: str, sha256: str) -> Bukti:
        with pgtrigger.ignore(*BULAN_LAMA):
            return Bukti.objects.create(
                realisasi=entry,
                jenis=JenisBukti.BERKAS,
                berkas=f"bukti/aa/{sha256[:32]}",
                nama=nama,
                tipe_isi="application/pdf",
                ukuran=1000,
                sha256=sha256,
                oleh=entry.diisi_oleh,
            )

    def calculate(self) -> None:
        for periode in self.bulan:
            skor_calculate_periode(periode_id=periode.pk)


def make_kantor(bulan: int = BULAN_KINI) -> Kantor:
    """An office without units, people and targets: policy and closed months only."""
    kebijakan = KebijakanSkor.objects.create(tahun=TAHUN, dasar="uji")
    SkalaKelas.objects.bulk_create(
        [
            SkalaKelas(
                kebijakan=kebijakan, urutan=number, nama=nama, slot=slot, batas=None if batas is None else d(batas)
            )
            for number, (nama, slot, batas) in enumerate(SKALA, start=1)
        ]
    )
    months = [
        Periode.objects.create(
            tahun=TAHUN,
            bulan=number,
            status=StatusPeriode.DITUTUP,
            batas_pengisian=datetime(TAHUN + number // 12, number % 12 + 1, 10, 16, 59, tzinfo=UTC),
            batas_verifikasi=datetime(TAHUN + number // 12, number % 12 + 1, 15, 16, 59, tzinfo=UTC),
            ditutup_at=datetime(TAHUN + number // 12, number % 12 + 1, 20, 3, tzinfo=UTC),
        )
        for number in range(1, bulan + 1)
    ]
    return Kantor(kebijakan, months)


@pytest.fixture
def kosong(db: None) -> Kantor:
    """The root unit and its head, nothing measured."""
    kantor = make_kantor()
    kantor.add_unit(
        "BW",
        "Kecamatan Binawidya",
        jenis=JenisUnit.PERANGKAT_DAERAH,
        alamat="Jalan Bina Krida Nomor 12, Pekanbaru 28293",
        kontak="Telepon (0761) 555-0142, surat@kec-binawidya.example",
    )
    kantor.add_pegawai(
        "camat",
        "Rahmat Hidayatul Fikri",
        "BW",
        jabatan="Camat Binawidya",
        memimpin=True,
        gelar_belakang="S.STP., M.Si.",
        golongan="IV/b",
    )
    kantor.add_role("verifikator", Peran.VERIFIKATOR, "BW")
    return kantor


IKU: list[dict[str, Any]] = [
    {"kode": "IKU-1", "nama": "Indeks Kepuasan Masyarakat layanan kecamatan", "bobot": 20, "bulanan": "88.31",
     "target": "88.31", "satuan": "indeks", "desimal": 2, "agregasi": Agregasi.POSISI_AKHIR},
    {"kode": "IKU-2", "nama": "Layanan PATEN selesai sesuai standar waktu", "bobot": 20, "bulanan": 95, "target": 95,
     "satuan": "%", "desimal": 2, "agregasi": Agregasi.RASIO, "label_pembilang": "tepat waktu",
     "label_penyebut": "layanan"},
    {"kode": "IKU-3", "nama": "Rata-rata waktu penyelesaian surat keterangan", "bobot": 10, "bulanan": 2, "target": 2,
     "satuan": "hari", "desimal": 2, "agregasi": Agregasi.RATA_RATA, "polarisasi": Polarisasi.MINIMUM},
    {"kode": "IKU-4", "nama": "Kegiatan gotong royong di kelurahan", "bobot": 10, "bulanan": 18, "satuan": "kali",
     "desimal": 0, "agregasi": Agregasi.JUMLAH},
    {"kode": "IKU-5", "nama": "Nilai SAKIP kecamatan", "bobot": 5, "bulanan": [None] * 11 + [d(72)], "target": 72,
     "satuan": "nilai", "desimal": 2, "agregasi": Agregasi.POSISI_AKHIR},
]  # fmt: skip


@pytest.fixture
def kantor(kosong: Kantor) -> Kantor:
    """Units below, five people, five indicators of the kecamatan, one for each unit below, ten months of entries."""
    fill(kosong)
    kosong.calculate()
    return kosong


def fill(kantor: Kantor) -> None:
    kantor.add_unit("BW-1", "Sekretariat Kecamatan", "BW", jenis=JenisUnit.SEKRETARIAT, nama_pendek="Sekretariat")
    kantor.add_unit("BW-2", "Seksi Kesejahteraan Sosial", "BW", jenis=JenisUnit.SEKSI)
    kantor.add_unit(
        "BW-3", "Kelurahan Delima", "BW", jenis=JenisUnit.KELURAHAN, alamat="Jalan Delima Nomor 3, Pekanbaru"
    )
    kantor.add_unit("BW-3-1", "Seksi Pelayanan Kelurahan Delima", "BW-3", jenis=JenisUnit.SEKSI)
    kantor.add_pegawai(
        "sekcam",
        "Nurhasanah Rambe",
        "BW-1",
        jabatan="Sekretaris Camat",
        memimpin=True,
        gelar_belakang="S.Sos.",
        golongan="III/d",
    )
    kantor.add_pegawai(
        "kasi", "Dewi Anggraini Lubis", "BW-2", jabatan="Kepala Seksi Kesejahteraan Sosial", memimpin=True
    )
    kantor.add_pegawai("lurah", "Hendra Saputra", "BW-3", jabatan="Lurah Delima", memimpin=True)
    kantor.add_pegawai("staf", "Rizky Ananda Putra", "BW-3-1", jabatan="Pengelola Pelayanan", gelar_belakang="A.Md.")
    kantor.add_role("perencana", Peran.ADMIN_PERENCANAAN, "BW")
    kantor.add_role("kepegawaian", Peran.ADMIN_KEPEGAWAIAN, "BW")
    for iku in IKU:
        kantor.add_target(unit="BW", pengisi="sekcam", **iku)
    for kode, pengisi in (("BW-1", "sekcam"), ("BW-2", "kasi"), ("BW-3", "lurah")):
        kantor.add_target(
            f"{kode}-A", f"Laporan bulanan {kantor.unit[kode].nama}", unit=kode, pengisi=pengisi, bulanan=100
        )
    staf = {"unit": "BW-3-1", "pengisi": "staf", "pegawai": "staf"}
    kantor.add_target("ST-1", "Berkas layanan kelurahan diproses", **staf, bobot=60, bulanan=40, satuan="berkas")
    kantor.add_target(
        "ST-2",
        "Pengaduan warga dijawab paling lama 3 hari",
        **staf,
        bobot=40,
        bulanan=90,
        target=90,
        satuan="%",
        desimal=2,
        agregasi=Agregasi.RASIO,
        label_pembilang="Dijawab tepat waktu",
        label_penyebut="Pengaduan",
    )
    for bulan in range(1, BULAN_KINI + 1):
        kantor.add_realisasi("IKU-1", bulan, d("85.00") + d(bulan) / 4)
        kantor.add_realisasi("IKU-2", bulan, (140 + bulan, 150 + bulan))
        kantor.add_realisasi("IKU-3", bulan, d("1.8") - d(bulan) / 100)
        kantor.add_realisasi("IKU-4", bulan, 12 + bulan % 3)
        kantor.add_realisasi("BW-1-A", bulan, 95 + bulan % 4)
        kantor.add_realisasi("BW-2-A", bulan, 95 - 3 * bulan)
        kantor.add_realisasi("ST-1", bulan, 38 + bulan % 5, terlambat_hari=3 if bulan == 4 else 0)
        entry = kantor.add_realisasi(
            "ST-2", bulan, (40 + bulan, 50), catatan="Dua hari listrik padam." if bulan == 7 else ""
        )
        kantor.add_bukti(entry, f"rekap-{bulan:02d}.pdf", f"{bulan:02d}ab34cd" + "0" * 56)
    for bulan in range(1, 9):
        kantor.add_realisasi("BW-3-A", bulan, 60)
    kantor.add_realisasi("BW-3-A", 9, 55, status=StatusRealisasi.DIKEMBALIKAN, alasan="Bukti belum ditandatangani.")


@pytest.fixture
def kantor_nyata(transactional_db: None, request: pytest.FixtureRequest) -> Kantor:
    made: Kantor = request.getfixturevalue("kantor")
    return made


def environment(media: Path, **more: str) -> dict[str, str]:
    """What another process needs to work on the database of this test."""
    database = connection.settings_dict
    url = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}&port={database['PORT'] or 5432}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "REDIS_URL": project.CELERY_BROKER_URL,
        "DJANGO_SETTINGS_MODULE": "binawidya.settings.test",
        "BINAWIDYA_PROSES": "worker",
        "BERKAS_UJI": str(media),
        **more,
    }


@pytest.fixture
def masuk(client: Any) -> Callable[[User], Any]:
    """Sign somebody in and give back the client."""

    def sign_in(user: User) -> Any:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as server:
        yield server
