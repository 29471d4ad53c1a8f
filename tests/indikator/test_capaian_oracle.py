"""The engine in PostgreSQL equals the pure arithmetic to the last digit, over random plans, gaps and policies."""

import itertools
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pgtrigger
import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Pegawai, Periode, UnitKerja, User
from binawidya.umum.numbers import LARGEST
from indikator.enums import Agregasi, Polarisasi, StatusRealisasi, StatusTarget, SumberData
from indikator.models import Capaian, Indikator, KebijakanSkor, Realisasi, SkalaKelas, TargetIndikator
from indikator.models.bulan_tertutup_sql import BULAN_LAMA
from indikator.scoring import Bulanan, Hasil, hitung_capaian, tentukan_kelas
from indikator.services.capaian import SEMUA, Lingkup, capaian_calculate
from indikator.services.lingkup_sql import NOMOR_UNIT

BULAN = 6
SAAT = datetime(2026, 12, 1, tzinfo=UTC)
DIJUMLAHKAN = {Agregasi.JUMLAH, Agregasi.RASIO}

angka = st.decimals(min_value=-1000, max_value=1000, places=2) | st.sampled_from(
    [Decimal(0), Decimal(1), Decimal("0.000001"), Decimal("999999999999999"), Decimal("33.333333")]
)
positif = st.decimals(min_value=0, max_value=1000, places=3) | st.sampled_from([Decimal(0), Decimal("0.000001")])


@dataclass(frozen=True)
class Isi:
    nilai: Decimal
    pembilang: Decimal
    penyebut: Decimal


@dataclass(frozen=True)
class Satu:
    """One month: target, width of the range, what was verified."""

    target: Decimal | None
    lebar: Decimal | None
    isi: Isi | None

    @property
    def atas(self) -> Decimal | None:
        if self.target is None or self.lebar is None:
            return None
        return min(self.target + self.lebar, LARGEST)


@dataclass(frozen=True)
class Rencana:
    polarisasi: str
    agregasi: str
    bulan: tuple[Satu, ...]
    rentang: bool
    terburuk: Decimal | None
    turunan: tuple[tuple[Satu, ...], ...] | None


@dataclass(frozen=True)
class Kebijakan:
    tidak_dilaporkan: str
    batas_atas: Decimal | None
    ditutup: tuple[bool, ...]


# Entries close to the target, where the lines of the formulas meet, as often as entries anywhere.
kali = st.sampled_from(
    [Decimal(n) / 100 for n in (0, 50, 85, 89, 90, 91, 95, 99, 100, 101, 105, 109, 110, 111, 150, 250)]
)


@st.composite
def satu_bulan(draw: Any) -> Satu:
    target = draw(st.none() | angka | st.sampled_from([Decimal(10), Decimal(80), Decimal(-20)]))
    if target is None or abs(target) > 10**6 or draw(st.booleans()):
        isi = draw(st.none() | st.builds(Isi, angka, positif, positif))
    else:
        dekat = (target * draw(kali)).quantize(Decimal("0.000001"))
        isi = Isi(dekat, abs(dekat), Decimal(100))
    return Satu(target, draw(st.none() | positif), isi)


satu_tahun = st.lists(satu_bulan(), min_size=BULAN, max_size=BULAN).map(tuple) | satu_bulan().map(
    lambda satu: (satu,) * BULAN
)
rencana = st.builds(
    Rencana,
    st.sampled_from([*Polarisasi]),
    st.sampled_from([*Agregasi]),
    satu_tahun,
    st.booleans(),
    st.none() | angka,
    st.none() | st.lists(satu_tahun, max_size=3).map(tuple),
)
kebijakan = st.builds(
    Kebijakan,
    st.sampled_from(["nol", "abaikan"]),
    st.sampled_from([None, Decimal(100), Decimal(120)]),
    st.lists(st.booleans(), min_size=BULAN, max_size=BULAN).map(tuple),
)


class Panggung:
    """An office with one person who enters and one who verifies."""

    def __init__(self) -> None:
        self.unit = [
            UnitKerja.objects.create(kode=f"X{n}", nama=f"Unit {n}", berlaku_mulai=date(2020, 1, 1)) for n in range(4)
        ]
        self.pengisi = User.objects.create_user("pengisi")
        self.penyetuju = User.objects.create_user("penyetuju")
        self.pegawai = Pegawai.objects.create(
            nip="199001012015011001", nama="Pengisi", jenis_kelamin="L", tanggal_lahir=date(1990, 1, 1)
        )
        # Not in the order of the calendar, and with another year in between: the engine knows a month by its key.
        months = [(2026, 4), (2026, 1), (2025, 1), (2026, 6), (2026, 2), (2025, 2), (2026, 5), (2026, 3)]
        created = [
            Periode.objects.create(tahun=tahun, bulan=n, batas_pengisian=SAAT, batas_verifikasi=SAAT)
            for tahun, n in months
        ]
        self.periode = sorted((one for one in created if one.tahun == 2026), key=lambda one: one.bulan)
        self.kebijakan = KebijakanSkor.objects.create(tahun=2026)
        for urutan, (nama, slot, batas, termasuk) in enumerate(
            [("Sangat tinggi", "k5", 90, False), ("Tinggi", "k4", 75, True), ("Rendah", "k1", None, False)], 1
        ):
            SkalaKelas.objects.create(
                kebijakan=self.kebijakan, urutan=urutan, nama=nama, slot=slot, batas=batas, termasuk=termasuk
            )

    def atur(self, kebijakan: Kebijakan) -> None:
        for periode, ditutup in zip(self.periode, kebijakan.ditutup, strict=True):
            periode.status = StatusPeriode.DITUTUP if ditutup else StatusPeriode.DIBUKA
            periode.ditutup_at = SAAT
        Periode.objects.bulk_update(self.periode, ["status", "ditutup_at"])
        self.kebijakan.batas_atas = kebijakan.batas_atas
        self.kebijakan.tidak_dilaporkan = kebijakan.tidak_dilaporkan
        self.kebijakan.save()

    def tanam(self, rencana: list[Rencana]) -> list[TargetIndikator]:
        """The targets of the plans, with their parts and entries, in a handful of statements."""
        indikator = Indikator.objects.bulk_create(
            Indikator(
                kode=f"I{n}", nama="Indikator", unit_kerja=self.unit[0], satuan="x", polarisasi=satu.polarisasi,
                agregasi=satu.agregasi, label_pembilang="a", label_penyebut="b",
            )
            for n, satu in enumerate(rencana)
        )  # fmt: skip
        targets = TargetIndikator.objects.bulk_create(
            self._target(ind, satu.bulan, satu, None) for ind, satu in zip(indikator, rencana, strict=True)
        )
        isian = [(target, satu.bulan) for target, satu in zip(targets, rencana, strict=True) if not _turunan(satu)]
        bagian = [
            (target, n, bulan)
            for target, satu in zip(targets, rencana, strict=True)
            if _turunan(satu)
            for n, bulan in enumerate(satu.turunan or (), 1)
        ]
        anak = TargetIndikator.objects.bulk_create(
            self._target(target.indikator, bulan, None, target, self.unit[n]) for target, n, bulan in bagian
        )
        isian += [(target, bulan) for target, (_induk, _n, bulan) in zip(anak, bagian, strict=True)]
        with pgtrigger.ignore(*BULAN_LAMA):
            Realisasi.objects.bulk_create(
                self._realisasi(target, periode, satu.isi)
                for target, bulan in isian
                for periode, satu in zip(self.periode, bulan, strict=True)
                if satu.isi is not None
            )
        return targets

    def _target(
        self,
        indikator: Indikator,
        bulan: tuple[Satu, ...],
        rencana: Rencana | None,
        induk: TargetIndikator | None,
        unit: UnitKerja | None = None,
    ) -> TargetIndikator:
        pad: list[Any] = [None] * (12 - BULAN)
        rentang = rencana is not None and rencana.rentang
        turunan = rencana is not None and _turunan(rencana)
        return TargetIndikator(
            indikator=indikator,
            tahun=2026,
            unit_kerja=unit or self.unit[0],
            pengisi=self.pegawai,
            sumber=SumberData.TURUNAN if turunan else SumberData.ISIAN,
            induk=induk,
            cascading="dibagi" if induk else "",
            target=0,
            target_atas=0 if rentang else None,
            nilai_terburuk=rencana.terburuk if rencana else None,
            bulanan=[satu.target for satu in bulan] + pad,
            bulanan_atas=[satu.atas for satu in bulan] + pad if rentang else None,
            status=StatusTarget.DISETUJUI,
        )

    def _realisasi(self, target: TargetIndikator, periode: Periode, isi: Isi) -> Realisasi:
        rasio = target.indikator.agregasi == Agregasi.RASIO
        return Realisasi(
            target=target,
            periode=periode,
            nilai=None if rasio else isi.nilai,
            pembilang=isi.pembilang if rasio else None,
            penyebut=isi.penyebut if rasio else None,
            status=StatusRealisasi.DISETUJUI,
            diisi_oleh=self.pengisi,
            diajukan_at=SAAT,
            diverifikasi_oleh=self.penyetuju,
            diverifikasi_at=SAAT,
        )


def _turunan(rencana: Rencana) -> bool:
    return rencana.turunan is not None and rencana.agregasi in DIJUMLAHKAN


def _bulanan(bulan: tuple[Satu, ...], ditutup: tuple[bool, ...], *, rentang: bool) -> list[Bulanan]:
    return [
        Bulanan(
            target=satu.target,
            target_atas=satu.atas if rentang else None,
            nilai=satu.isi.nilai if satu.isi else None,
            pembilang=satu.isi.pembilang if satu.isi else None,
            penyebut=satu.isi.penyebut if satu.isi else None,
            dilaporkan=satu.isi is not None,
            ditutup=tutup,
        )
        for satu, tutup in zip(bulan, ditutup, strict=True)
    ]


def _oracle(rencana: Rencana, kebijakan: Kebijakan) -> Hasil:
    turunan = None
    if _turunan(rencana):
        turunan = [
            bulan for anak in rencana.turunan or () for bulan in _bulanan(anak, kebijakan.ditutup, rentang=False)
        ]
    return hitung_capaian(
        polarisasi=rencana.polarisasi,
        agregasi=rencana.agregasi,
        bulanan=_bulanan(rencana.bulan, kebijakan.ditutup, rentang=rencana.rentang),
        turunan=turunan,
        nilai_terburuk=rencana.terburuk,
        batas_atas=kebijakan.batas_atas,
        tidak_dilaporkan=kebijakan.tidak_dilaporkan,
    )


def _compare(panggung: Panggung, kebijakan: Kebijakan, plans: list[Rencana]) -> None:
    panggung.atur(kebijakan)
    targets = panggung.tanam(plans)
    capaian_calculate(periode=panggung.periode[-1], kebijakan=panggung.kebijakan)
    rows = {row.target_id: row for row in Capaian.objects.filter(target__in=targets).order_by()}
    skala = panggung.kebijakan.daftar_kelas()
    for target, plan in zip(targets, plans, strict=True):
        row, mau = rows[target.pk], _oracle(plan, kebijakan)
        kelas = None if mau.capaian is None else tentukan_kelas(mau.capaian, skala)
        computed = (row.status, row.realisasi, row.target_kumulatif, row.pembilang, row.penyebut)
        assert computed == (mau.status, mau.realisasi, mau.target, mau.pembilang, mau.penyebut), plan
        assert (row.capaian_mentah, row.capaian) == (mau.capaian_mentah, mau.capaian), plan
        assert (row.bulan_bertarget, row.bulan_dilaporkan) == (mau.bulan_bertarget, mau.bulan_dilaporkan), plan
        assert row.kelas == (kelas.nama if kelas else ""), plan
    ids = tuple(one.pk for one in panggung.unit)
    for lingkup in (
        SEMUA,
        Lingkup(bagian=(0, NOMOR_UNIT), unit_ids=ids),
        Lingkup(bagian=(0, 1), unit_ids=ids[:1]),
        Lingkup(target_ids=tuple(one.pk for one in targets)),
        Lingkup(target_ids=tuple(one.pk for one in targets), sendiri=True),
    ):
        assert capaian_calculate(periode=panggung.periode[-1], kebijakan=panggung.kebijakan, lingkup=lingkup) == 0


@pytest.mark.django_db
def test_engine_equals_oracle_and_a_second_run_of_any_scope_writes_nothing() -> None:
    panggung = Panggung()

    @settings(max_examples=20, deadline=None, database=None, phases=[Phase.generate, Phase.shrink])
    @given(kebijakan, st.lists(rencana, min_size=1, max_size=20))
    def holds(kebijakan: Kebijakan, plans: list[Rencana]) -> None:
        with transaction.atomic():
            _compare(panggung, kebijakan, plans)
            transaction.set_rollback(True)

    holds()


def _near(target: Decimal, persen: int) -> Isi:
    nilai = target * persen / 100 if target else Decimal(persen)
    return Isi(nilai, abs(nilai), Decimal(100))


@pytest.mark.django_db
@pytest.mark.parametrize("tidak_dilaporkan", ["nol", "abaikan"])
def test_engine_equals_oracle_wherever_the_lines_of_the_formulas_meet(tidak_dilaporkan: str) -> None:
    kosong = Satu(None, None, None)
    plans = []
    for polarisasi, agregasi, target, persen, lebar, terburuk, campur in itertools.product(
        Polarisasi,
        Agregasi,
        [Decimal(0), Decimal(10), Decimal(-10)],
        [0, 89, 95, 105, 250],
        [None, Decimal(2)],
        [None, Decimal(5)],
        [False, True],
    ):
        satu = Satu(target, lebar, _near(target, persen))
        # One closed month without a report; in the mixed plans it promised something else.
        hilang = replace(satu, isi=None, target=Decimal(-3) if campur else target)
        plans.append(
            Rencana(
                polarisasi, agregasi, (satu, hilang, satu, kosong, kosong, kosong), lebar is not None, terburuk, None
            )
        )
    _compare(Panggung(), Kebijakan(tidak_dilaporkan, Decimal(120), (True,) * BULAN), plans)
