"""Entries of the demo office: measured, submitted, late, returned, missing; and how far the open month has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from binawidya.beranda.demo import realisasi_data as cerita
from binawidya.beranda.demo.deret import Isi, deret
from binawidya.beranda.demo.indikator_data import BERKAS_PATEN, GOTONG_ROYONG
from binawidya.beranda.demo.lintasan import Prestasi, tingkat_orang
from binawidya.beranda.demo.pegawai import Susunan
from binawidya.beranda.demo.periode import Bulan, Kalender, saat
from binawidya.beranda.demo.target import Rencana
from binawidya.beranda.demo.tugas_data import DITANGGAPI, LAPORAN_LOKET, RESPONDEN, SRI
from binawidya.beranda.demo.unit_kerja import SUNGAI_SIBAM
from binawidya.organisasi.enums import StatusPeriode
from indikator.enums import StatusRealisasi, SumberData

PENGELOLA_SURVEI: Final = "Rina Marlina Sitorus"
VERIFIKATOR_SURVEI: Final = "Zulkifli Nasution"
# Kelurahan Sungai Sibam reported nothing in the sixth month before the open one.
BULAN_HILANG: Final = -6
S = StatusRealisasi


@dataclass(slots=True)
class Entri:
    """One entry before it is stored."""

    plan: Rencana
    bulan: Bulan
    isi: Isi
    status: S
    diisi_oleh: str
    diverifikasi_oleh: str
    diisi: datetime
    diajukan: datetime
    diverifikasi: datetime
    alasan: str = ""
    catatan: str = ""
    versi: int = 1


@dataclass(frozen=True, slots=True)
class Sesi:
    """When one person sat down to enter a month, and when the superior looked at it."""

    diisi: datetime
    diajukan: datetime
    diverifikasi: datetime


@dataclass
class Pengisian:
    """Draws the entries of all targets."""

    susun: Susunan
    kalender: Kalender
    rencana: Sequence[Rencana]
    prestasi: Prestasi = field(init=False)
    _sesi: dict[tuple[str, Bulan], Sesi] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.prestasi = Prestasi(self.rencana)

    def entri(self) -> Iterator[Entri]:
        """All entries, target by target and month by month."""
        for plan in self.rencana:
            if plan.sumber == SumberData.SURVEI:
                yield from self._survei(plan)
            elif plan.sumber == SumberData.ISIAN:
                for tahun in self.kalender.tahun:
                    yield from self._tahun(plan, tahun)

    # --- one target in one year ---------------------------------------------------------------------------
    def _tahun(self, plan: Rencana, tahun: int) -> Iterator[Entri]:
        rng = Random(f"isian/{plan.kunci}/{tahun}")  # noqa: S311  # invented figures, no secret
        states: dict[Bulan, S] = {}
        for bulan, status in self.kalender.dimulai:
            if bulan.tahun == tahun and plan.target_pada(bulan.bulan) is not None:
                state = self._keadaan(plan, bulan, status, rng)
                if state is not None:
                    states[bulan] = state
        months = [bulan.bulan for bulan in states]
        figures = deret(plan, months, {bulan: self.prestasi.pada(plan, bulan) for bulan in months}, rng)
        for bulan, state in states.items():
            yield self._entri(plan, bulan, figures[bulan.bulan], state, rng)

    def _keadaan(self, plan: Rencana, bulan: Bulan, status: StatusPeriode, rng: Random) -> S | None:
        if status == StatusPeriode.DIBUKA:
            return self._keadaan_terbuka(plan, rng)
        if bulan == self.kalender.terbuka.plus(BULAN_HILANG) and plan.unit.startswith(SUNGAI_SIBAM):
            return None
        lot = rng.random()
        if status == StatusPeriode.VERIFIKASI:
            return None if lot < 0.03 else S.DIKEMBALIKAN if lot < 0.05 else S.DIAJUKAN if lot < 0.15 else S.DISETUJUI
        if plan.pegawai in {None, SRI} or plan.ukuran in {GOTONG_ROYONG, BERKAS_PATEN}:
            return S.DISETUJUI
        missed = 0.10 if tingkat_orang(plan.pegawai or "", plan.unit) < 75 else 0.006
        if lot < missed:
            return None
        return S.DIKEMBALIKAN if lot > 0.997 else S.DIAJUKAN if lot > 0.995 else S.DISETUJUI

    def _keadaan_terbuka(self, plan: Rencana, rng: Random) -> S | None:
        if plan.pegawai == SRI:
            if plan.ukuran is LAPORAN_LOKET:
                return None
            return S.DIKEMBALIKAN if plan.ukuran is DITANGGAPI else S.TERSIMPAN
        if plan.pegawai is None:
            given = Random(f"terbuka/{plan.unit}")  # noqa: S311
            mode = cerita.UNIT_TERBUKA.get(plan.unit) or given.choice(["disetujui", "diajukan", "kosong", "kosong"])
        else:
            given = Random(f"terbuka/{plan.pegawai}")  # noqa: S311
            mode = cerita.TERBUKA.get(plan.pegawai) or given.choices(
                ["kosong", "tersimpan", "diajukan", "sebagian"], [52, 14, 17, 17]
            )[0]  # fmt: skip
        lot = rng.random()
        if mode == "tersimpan":
            return S.TERSIMPAN if lot < 0.75 else None
        if mode == "sebagian":
            return S.DISETUJUI if lot < 0.45 else S.DIAJUKAN if lot < 0.75 else S.DIKEMBALIKAN if lot < 0.9 else None
        return {"kosong": None, "diajukan": S.DIAJUKAN, "disetujui": S.DISETUJUI}[mode]

    def _entri(self, plan: Rencana, bulan: Bulan, isi: Isi, state: S, rng: Random) -> Entri:
        nama = plan.pengisi or ""
        atasan = self.susun.atasan(nama, plan.unit)
        if atasan is None:
            raise LookupError(f"nobody verifies {plan.kunci}")
        sesi = self.sesi(nama, bulan)
        minutes = timedelta(minutes=rng.randrange(1, 25))
        entri = Entri(
            plan, bulan, isi, state, nama, atasan,
            diisi=min(sesi.diisi + minutes, sesi.diajukan), diajukan=sesi.diajukan,
            diverifikasi=sesi.diverifikasi + timedelta(minutes=rng.randrange(40)),
            versi={S.TERSIMPAN: 1, S.DIAJUKAN: 2}.get(state, 3),
        )  # fmt: skip
        if rng.random() < 0.06:
            entri.catatan = rng.choice(cerita.CATATAN)
        if state == S.DISETUJUI and rng.random() < 0.04:
            entri.catatan, entri.versi = cerita.DIPERBAIKI, 6
        if state == S.DIKEMBALIKAN:
            entri.alasan = rng.choice(cerita.ALASAN if plan.ukuran.rasio else cerita.ALASAN_NILAI)
        self._tell(entri)
        return entri

    def _tell(self, entri: Entri) -> None:
        """What the story says about single entries."""
        plan, nama, kode = entri.plan, entri.plan.pegawai, entri.plan.ukuran.kode
        is_open = entri.bulan == self.kalender.terbuka
        if nama == SRI:
            entri.isi = cerita.SRI[kode][entri.bulan.bulan - 1]
            if is_open and plan.ukuran is DITANGGAPI:
                entri.isi, entri.alasan = cerita.SRI_DIKEMBALIKAN, cerita.SRI_ALASAN
            elif is_open and plan.ukuran is RESPONDEN:
                entri.isi = Isi((entri.isi.nilai or Decimal(0)) * 10)
        elif (nama, kode) == cerita.TEPAT_DI_TARGET and entri.bulan >= self.kalender.terbuka.plus(-5):
            entri.isi = Isi(plan.ukuran.target)
        elif is_open and (nama, kode) == cerita.TERGELINCIR:
            entri.isi = Isi(Decimal(10 * sum(count for _jenis, count in cerita.JENIS_SURAT) + 2))
        elif is_open and nama in cerita.KEMBAR[0] and kode == cerita.KEMBAR[1]:
            entri.isi = cerita.KEMBAR[2]

    # --- when ---------------------------------------------------------------------------------------------
    def sesi(self, nama: str, bulan: Bulan) -> Sesi:
        """The session of a person for a month: one for all of its targets."""
        if (nama, bulan) not in self._sesi:
            self._sesi[nama, bulan] = self._draw_sesi(nama, bulan)
        return self._sesi[nama, bulan]

    def _draw_sesi(self, nama: str, bulan: Bulan) -> Sesi:
        rng = Random(f"sesi/{nama}/{bulan.tahun}/{bulan.bulan}")  # noqa: S311
        following = bulan.plus(1).pertama
        yesterday = self.kalender.today - timedelta(days=1)
        if bulan == self.kalender.terbuka:
            first = max(bulan.pertama, yesterday - timedelta(days=6))
            hari = first + timedelta(days=rng.randint(0, max((yesterday - first).days, 0)))
            periksa = hari + timedelta(days=rng.randint(0, 2))
        else:
            late = 0.3 if self._unit(nama).startswith(SUNGAI_SIBAM) else 0.06
            last = 14 if rng.random() < late else 10
            hari = following.replace(
                day=rng.randint(11, last) if last > 10 else rng.choice([1, 2, 3, 4, 5, 6, 7, 8, 9])
            )
            periksa = hari + timedelta(days=rng.randint(0, 3))
        latest = min(yesterday, following.replace(day=15))
        diisi = self._moment(min(hari, latest), rng, 8, 14)
        diajukan = diisi + timedelta(minutes=rng.randint(25, 70))
        return Sesi(diisi, diajukan, max(self._moment(min(periksa, latest), rng, 9, 15), diajukan + timedelta(hours=1)))

    def _unit(self, nama: str) -> str:
        return self.susun.menurut_nama[nama].unit

    @staticmethod
    def _moment(hari: date, rng: Random, first: int, last: int) -> datetime:
        return saat(hari, rng.randint(first, last), rng.randrange(60))

    # --- figures that come from the survey -------------------------------------------------------------------
    def _survei(self, plan: Rencana) -> Iterator[Entri]:
        """Published survey results, of the quarters that are over."""
        quarters = [
            bulan
            for bulan, status in self.kalender.dimulai
            if plan.target_pada(bulan.bulan) is not None and status != StatusPeriode.DIBUKA
        ]
        for bulan, value in zip(quarters, cerita.IKM[len(cerita.IKM) - len(quarters) :], strict=True):
            sesi = self.sesi(PENGELOLA_SURVEI, bulan)
            yield Entri(
                plan, bulan, Isi(Decimal(value)), S.DISETUJUI, PENGELOLA_SURVEI, VERIFIKATOR_SURVEI,
                sesi.diisi, sesi.diajukan, sesi.diverifikasi, versi=3,
            )  # fmt: skip
