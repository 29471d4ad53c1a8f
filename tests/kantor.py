"""A small office for tests: two sections under one head, one person for every role, one month that is open."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pgtrigger

from binawidya.organisasi.enums import JenisPenempatan, Peran, StatusPegawai, StatusPeriode
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, Penugasan, Periode, UnitKerja, User
from binawidya.umum.dates import today
from indikator.enums import Agregasi, StatusRealisasi, StatusTarget
from indikator.models import Indikator, KebijakanSkor, Realisasi, SkalaKelas, TargetIndikator
from indikator.models.bulan_tertutup_sql import BULAN_LAMA

DULU = date(2020, 1, 1)
SKALA = [("Sangat tinggi", "k5", 90), ("Tinggi", "k4", 75), ("Sedang", "k3", 65), ("Rendah", "k2", 50)]


@dataclass
class Kantor:
    """Everybody by role. ``user`` holds the logins, ``pegawai`` the people behind them."""

    unit: dict[str, UnitKerja] = field(default_factory=dict)
    user: dict[str, User] = field(default_factory=dict)
    pegawai: dict[str, Pegawai] = field(default_factory=dict)
    periode: dict[int, Periode] = field(default_factory=dict)
    target: dict[str, TargetIndikator] = field(default_factory=dict)
    tahun: int = 0
    kini: int = 0
    _nomor: int = 0

    # --- people ---------------------------------------------------------------------------------------------
    def orang(self, peran: str, unit: str, *, memimpin: bool = False, jabatan: str = "", **post: Any) -> Pegawai:
        """A person with a login and a post."""
        self._nomor += 1
        nip = f"1990{self._nomor % 12 + 1:02d}{self._nomor % 28 + 1:02d}2015011{self._nomor:03d}"
        user = User.objects.create_user(nip, email=f"{peran}@kantor.example")
        pegawai = Pegawai.objects.create(
            user=user,
            nip=nip,
            nama=peran.replace("_", " ").title(),
            jenis_kelamin="L",
            tanggal_lahir=date(1990, self._nomor % 12 + 1, self._nomor % 28 + 1),
        )
        title, _created = Jabatan.objects.get_or_create(nama=jabatan or ("Kepala" if memimpin else "Staf"))
        Penempatan.objects.create(
            pegawai=pegawai,
            unit_kerja=self.unit[unit],
            jabatan=title,
            memimpin=memimpin,
            **{"tmt_mulai": DULU, **post},
        )
        self.user[peran], self.pegawai[peran] = user, pegawai
        return pegawai

    def peran(self, nama: str, peran: Peran, unit: str, **masa: date) -> User:
        """A technical account with one granted role."""
        user = self.user.get(nama) or User.objects.create_user(nama)
        Penugasan.objects.create(user=user, peran=peran, unit_kerja=self.unit[unit], **{"berlaku_mulai": DULU, **masa})
        self.user[nama] = user
        return user

    # --- work -----------------------------------------------------------------------------------------------
    def indikator(self, kode: str, unit: str, **fields: Any) -> Indikator:
        """An indicator of a unit; a plain sum unless said otherwise."""
        values = {"nama": f"Indikator {kode}", "satuan": "berkas", "desimal": 0, "agregasi": Agregasi.JUMLAH} | fields
        return Indikator.objects.create(kode=kode, unit_kerja=self.unit[unit], **values)

    def beri_target(
        self, nama: str, indikator: Indikator, pengisi: str, *, milik_unit: bool = False, **fields: Any
    ) -> TargetIndikator:
        """An approved target of a person (or of the person's unit): ten in this month and every later one."""
        pegawai = self.pegawai[pengisi]
        post = Penempatan.objects.filter(pegawai=pegawai).select_related("unit_kerja").earliest("pk")
        if fields.get("induk") is not None:
            fields.setdefault("cascading", "dibagi")
        bulanan = fields.pop("bulanan", [None] * (self.kini - 1) + [Decimal(10)] * (13 - self.kini))
        self.target[nama] = TargetIndikator.objects.create(
            indikator=indikator,
            tahun=self.tahun,
            unit_kerja=post.unit_kerja,
            pegawai=None if milik_unit else pegawai,
            pengisi=pegawai,
            bulanan=bulanan,
            **{"target": Decimal(120), "bobot": Decimal(100), "status": StatusTarget.DISETUJUI} | fields,
        )
        return self.target[nama]

    def isi(
        self,
        target: str,
        bulan: int | None = None,
        nilai: str = "9",
        status: str = StatusRealisasi.TERSIMPAN,
        **fields: Any,
    ) -> Realisasi:
        """An entry in any state, as it would be after its way."""
        chosen = self.target[target]
        owner = chosen.pengisi.user if chosen.pengisi else None
        sekarang = datetime.now(tz=UTC)
        values: dict[str, Any] = {"nilai": Decimal(nilai)} if "pembilang" not in fields else {}
        if status != StatusRealisasi.TERSIMPAN:
            values["diajukan_at"] = sekarang
        if status in {StatusRealisasi.DISETUJUI, StatusRealisasi.DIKEMBALIKAN}:
            values |= {"diverifikasi_oleh": self.user["atasan"], "diverifikasi_at": sekarang}
        if status == StatusRealisasi.DIKEMBALIKAN:
            values["alasan"] = "Angka tidak sama dengan bukti."
        # Months of the past are closed here from the beginning; nothing else may write to them.
        with pgtrigger.ignore(*BULAN_LAMA):
            return Realisasi.objects.create(
                target=chosen,
                periode=self.periode[bulan or self.kini],
                status=status,
                **{"diisi_oleh": owner} | values | fields,
            )


def _periode(kantor: Kantor) -> None:
    """The month of today is open, the ones before are closed, the rest waits."""
    hari = today()
    kantor.tahun, kantor.kini = hari.year, hari.month
    for bulan in range(1, 13):
        batas = datetime(hari.year + bulan // 12, bulan % 12 + 1, 10, 16, 59, 59, tzinfo=UTC)
        status = StatusPeriode.DITUTUP if bulan < hari.month else StatusPeriode.BELUM_DIBUKA
        kantor.periode[bulan] = Periode.objects.create(
            tahun=hari.year,
            bulan=bulan,
            status=StatusPeriode.DIBUKA if bulan == hari.month else status,
            ditutup_at=batas if status == StatusPeriode.DITUTUP else None,
            batas_pengisian=batas,
            batas_verifikasi=batas + timedelta(days=5),
        )


def bangun_kantor() -> Kantor:
    """The office: camat over Seksi Pelayanan and Seksi Pemerintahan."""
    kantor = Kantor()
    akar = UnitKerja.objects.create(
        kode="1", nama="Kecamatan Contoh", jenis="perangkat_daerah", berlaku_mulai=DULU, alamat="Jalan Contoh Nomor 1"
    )
    kantor.unit["akar"] = akar
    for kunci, kode, nama in (("pelayanan", "1.1", "Seksi Pelayanan"), ("pemerintahan", "1.2", "Seksi Pemerintahan")):
        kantor.unit[kunci] = UnitKerja.objects.create(
            kode=kode, nama=nama, jenis="seksi", induk=akar, berlaku_mulai=DULU
        )
    for unit in kantor.unit.values():
        unit.refresh_from_db()
    _periode(kantor)
    beri_kebijakan(kantor.tahun)
    kantor.orang("camat", "akar", memimpin=True, jabatan="Camat")
    kantor.orang("atasan", "pelayanan", memimpin=True)
    kantor.orang("pegawai", "pelayanan")
    kantor.orang("rekan", "pelayanan")
    kantor.orang("atasan_lain", "pemerintahan", memimpin=True)
    kantor.orang("pegawai_lain", "pemerintahan")
    kemarin, besok = today() - timedelta(days=1), today() + timedelta(days=1)
    kantor.orang("mantan_atasan", "pelayanan", jenis=JenisPenempatan.PLT, memimpin=True, tmt_selesai=kemarin)
    # Retired, with a role that nobody took away; and somebody whose account was closed.
    kantor.orang("pensiunan", "pelayanan", tmt_selesai=kemarin)
    Pegawai.objects.filter(nama="Pensiunan").update(status=StatusPegawai.PENSIUN)
    kantor.peran("pensiunan", Peran.ADMIN_KEPEGAWAIAN, "akar")
    kantor.peran("nonaktif", Peran.ADMIN_KEPEGAWAIAN, "akar")
    User.objects.filter(username="nonaktif").update(is_active=False)
    kantor.peran("verifikator", Peran.VERIFIKATOR, "pelayanan")
    kantor.peran("verifikator_lain", Peran.VERIFIKATOR, "pemerintahan")
    kantor.peran("mantan_verifikator", Peran.VERIFIKATOR, "pelayanan", berlaku_selesai=kemarin)
    kantor.peran("calon_verifikator", Peran.VERIFIKATOR, "pelayanan", berlaku_mulai=besok)
    kantor.peran("operator", Peran.OPERATOR, "pelayanan")
    kantor.peran("admin_kepegawaian", Peran.ADMIN_KEPEGAWAIAN, "akar")
    kantor.peran("admin_kepegawaian_lain", Peran.ADMIN_KEPEGAWAIAN, "pemerintahan")
    kantor.peran("mantan_admin_kepegawaian", Peran.ADMIN_KEPEGAWAIAN, "akar", berlaku_selesai=kemarin)
    kantor.peran("admin_perencanaan", Peran.ADMIN_PERENCANAAN, "akar")
    kantor.peran("pengelola_survei", Peran.PENGELOLA_SURVEI, "akar")
    kantor.peran("pimpinan", Peran.PIMPINAN, "akar")
    kantor.peran("inspektorat", Peran.INSPEKTORAT, "akar")
    kantor.peran("superadmin", Peran.SUPERADMIN, "akar")
    indikator = kantor.indikator("IKI-1", "pelayanan", nama="Berkas diproses")
    kantor.beri_target("pegawai", indikator, "pegawai")
    return kantor


def beri_kebijakan(tahun: int) -> None:
    kebijakan = KebijakanSkor.objects.create(tahun=tahun)
    SkalaKelas.objects.bulk_create(
        SkalaKelas(
            kebijakan=kebijakan, urutan=urutan, nama=nama, slot=slot, batas=None if batas is None else Decimal(batas)
        )
        for urutan, (nama, slot, batas) in enumerate([*SKALA, ("Sangat rendah", "k1", None)], 1)
    )
