"""The plan of the demo office: which unit and person promises what, and how targets hand down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from binawidya.beranda.demo import tugas_data as tugas
from binawidya.beranda.demo.indikator_data import (
    BAGIAN,
    BAGIAN_LAPORAN,
    BERKAS_PATEN,
    BERKAS_PEGAWAI,
    BOBOT_KELURAHAN,
    BOBOT_PATEN_SEKSI,
    GOTONG_ROYONG,
    IKU,
    IKU_KELURAHAN,
    IKU_SEKSI_KELURAHAN,
    LAPORAN,
    PATEN,
    PBB,
    SASARAN,
)
from binawidya.beranda.demo.lembar import lembar_of
from binawidya.beranda.demo.pegawai import Orang, Susunan
from binawidya.beranda.demo.periode import Kalender
from binawidya.beranda.demo.ukuran import Ukuran
from binawidya.beranda.demo.unit_kerja import (
    KECAMATAN,
    KELURAHAN,
    KEUANGAN,
    PELAYANAN,
    PUSKESMAS,
    SEKRETARIAT,
    SEKSI_PEL,
    SEKSI_PEM,
    SEKSI_PMD,
    UMUM,
)
from binawidya.organisasi.models import Pegawai, UnitKerja
from indikator.enums import Agregasi, Cascading, StatusTarget, SumberData
from indikator.models import Indikator, Sasaran, TargetIndikator

# Who enters a unit's own figures; in a kelurahan its secretary, in a seksi of a kelurahan its head.
PENGISI: Final[Mapping[str, str]] = {
    KECAMATAN: "Dewi Anggraini Lubis",
    SEKRETARIAT: "Zulkifli Nasution",
    UMUM: "Yulia Fitriani",
    KEUANGAN: "Indra Syahputra",
    "BW.02": "Surya Dharma Pasaribu",
    "BW.03": "Lili Suryani",
    "BW.04": "Puji Astuti",
    "BW.05": "Wirda Hanum",
    PELAYANAN: "Rizky Ananda Putra",
    PUSKESMAS: "Roslina Br. Ginting",
}
_BERKAS_PEGAWAI: Final = {"Yulia Fitriani": 14, "Suparman": 8, "Ratna Juwita Sembiring": 8}


@dataclass(slots=True, eq=False)
class Rencana:
    """One target, without its year. ``target`` and ``volume`` are those of one month."""

    ukuran: Ukuran
    unit: str
    milik: str  # the unit that owns the indicator
    bobot: int
    pegawai: str | None = None
    pengisi: str | None = None
    sumber: SumberData = SumberData.ISIAN
    induk: "Rencana | None" = None
    target: Decimal | None = None
    volume: int = 0

    @property
    def kunci(self) -> str:
        """What tells it from every other, the same on every load."""
        return f"{self.milik}/{self.ukuran.kode}/{self.unit}/{self.pegawai or ''}"

    def target_pada(self, bulan: int) -> Decimal | None:
        """Target of month 1 to 12."""
        due = self.ukuran.target_pada(bulan)
        return due if due is None or self.target is None else self.target


def rencana_kantor(susun: Susunan, rng: Random) -> list[Rencana]:
    """All targets of a year; a target comes before those that are handed down from it."""
    units = _unit(susun)
    own = {(plan.unit, plan.ukuran.kode): plan for plan in units}
    people: list[Rencana] = []
    for one in susun.orang:
        if one.aktif and susun.atasan(one.nama, one.unit):
            people += _orang(one, own, rng)
    _match_sums(units, people)
    return units + people


def _unit(susun: Susunan) -> list[Rencana]:
    found: list[Rencana] = []
    for ukuran in IKU[KECAMATAN]:
        found.append(_own(ukuran, KECAMATAN, susun))
    root = {plan.ukuran.kode: plan for plan in found}
    found += [_own(ukuran, kode, susun) for kode in IKU if kode != KECAMATAN for ukuran in IKU[kode]]
    laporan = next(plan for plan in found if plan.ukuran is LAPORAN)
    for kode, (target, bobot) in BAGIAN_LAPORAN.items():
        found.append(_share(laporan, kode, bobot, susun, target=Decimal(target)))
    found.append(_share(root[PATEN.kode], PELAYANAN, BOBOT_PATEN_SEKSI, susun, volume=BAGIAN[PELAYANAN][0]))
    for kode in KELURAHAN:
        berkas, kali, ketetapan = BAGIAN[kode]
        found.append(_share(root[PATEN.kode], kode, BOBOT_KELURAHAN[PATEN.kode], susun, volume=berkas))
        gotong = _share(root[GOTONG_ROYONG.kode], kode, BOBOT_KELURAHAN[GOTONG_ROYONG.kode], susun, Decimal(kali))
        gotong.sumber, gotong.pengisi = SumberData.TURUNAN, None
        found.append(gotong)
        found.append(_share(root[PBB.kode], kode, BOBOT_KELURAHAN[PBB.kode], susun, volume=ketetapan))
        found += [_own(ukuran, kode, susun) for ukuran in IKU_KELURAHAN]
        found += [
            _own(ukuran, kode + seksi, susun) for seksi, several in IKU_SEKSI_KELURAHAN.items() for ukuran in several
        ]
    return found


def _own(ukuran: Ukuran, unit: str, susun: Susunan) -> Rencana:
    pengisi = _pengisi(unit, susun) if ukuran.sumber == SumberData.ISIAN else None
    return Rencana(
        ukuran, unit, unit, ukuran.bobot, pengisi=pengisi, sumber=ukuran.sumber, volume=ukuran.volume
    )  # fmt: skip


def _share(
    induk: Rencana, unit: str, bobot: int, susun: Susunan, target: Decimal | None = None, *, volume: int = 0
) -> Rencana:
    return Rencana(
        induk.ukuran, unit, induk.milik, bobot,
        pengisi=_pengisi(unit, susun), induk=induk, target=target, volume=volume,
    )  # fmt: skip


def _pengisi(unit: str, susun: Susunan) -> str:
    if unit in PENGISI:
        return PENGISI[unit]
    people = susun.anggota(unit)
    if unit in KELURAHAN:
        return next(one.nama for one in people if one.jabatan == "Sekretaris Lurah")
    return next((one.nama for one in people if one.memimpin), people[0].nama)


def _orang(one: Orang, own: Mapping[tuple[str, str], Rencana], rng: Random) -> list[Rencana]:
    chosen = _tugas(one, rng)
    weights = tugas.BOBOT[len(chosen)]
    above = [plan for (unit, _kode), plan in own.items() if unit == one.unit] or [
        plan for (unit, _kode), plan in own.items() if unit == one.unit.rpartition(".")[0]
    ]
    found = []
    for nomor, (ukuran, bobot) in enumerate(zip(chosen, weights, strict=True)):
        plan = Rencana(
            ukuran, one.unit, one.unit, bobot,
            pegawai=one.nama, pengisi=one.nama, sumber=ukuran.sumber, volume=_volume(ukuran, rng),
        )  # fmt: skip
        summed = _summed(ukuran, one, own)
        if summed is not None:
            plan.induk, plan.milik, plan.sumber = summed, summed.milik, SumberData.ISIAN
            plan.target = summed.target
            if ukuran is BERKAS_PEGAWAI:
                plan.target = Decimal(_BERKAS_PEGAWAI[one.nama])
        else:
            plan.induk = above[nomor % len(above)]
        found.append(plan)
    return found


def _summed(ukuran: Ukuran, one: Orang, own: Mapping[tuple[str, str], Rencana]) -> Rencana | None:
    """The unit's target that adds up this person's, where the two are the same indicator."""
    if ukuran in {BERKAS_PATEN, BERKAS_PEGAWAI}:
        return own[one.unit, ukuran.kode]
    if ukuran is GOTONG_ROYONG:
        return own[one.unit.rpartition(".")[0], ukuran.kode]
    return None


def _volume(ukuran: Ukuran, rng: Random) -> int:
    return round(ukuran.volume * rng.uniform(0.85, 1.15)) if ukuran.volume else 0


def _tugas(one: Orang, rng: Random) -> Sequence[Ukuran]:
    if one.unit == KECAMATAN:
        return tugas.PERENCANA
    if one.jabatan == "Sekretaris Lurah":
        return tugas.SEKRETARIS_LURAH
    if one.jabatan == "Lurah" or (one.memimpin and one.unit.endswith((SEKSI_PEM, SEKSI_PEL)) and _kelurahan(one)):
        return tugas.PIMPINAN_WILAYAH
    if one.memimpin and _kelurahan(one):
        return tugas.PEMBERDAYA_KELURAHAN
    if one.memimpin or one.jabatan.startswith("Kepala"):
        return tugas.PIMPINAN
    if one.unit == PELAYANAN:
        return tugas.LOKET[one.nama]
    return _some(_staf(one), one, rng)


def _kelurahan(one: Orang) -> bool:
    return one.unit.rpartition(".")[0] in KELURAHAN


def _staf(one: Orang) -> Sequence[Ukuran]:
    if one.unit == PUSKESMAS:
        return next(several for start, several in tugas.STAF_PUSKESMAS.items() if one.jabatan.startswith(start))
    if one.unit in tugas.STAF:
        return tugas.STAF[one.unit]
    kind = {"BW.02": ".pem", "BW.04": ".pmd", SEKSI_PEM: ".pem", SEKSI_PMD: ".pmd", SEKSI_PEL: ".pel"}
    return tugas.STAF[kind.get(one.unit) or kind[one.unit[-2:]]]


def _some(several: Sequence[Ukuran], one: Orang, rng: Random) -> list[Ukuran]:
    """Some of the tasks of a post, in their order; the first one is nearly everybody's."""
    pool = list(several)
    if pool[0] is BERKAS_PEGAWAI and one.nama not in _BERKAS_PEGAWAI:
        del pool[0]
    count = rng.randint(3, min(5, len(pool)))
    kept = {0, *rng.sample(range(1, len(pool)), count - 1)}
    return [ukuran for nomor, ukuran in enumerate(pool) if nomor in kept]


def _match_sums(units: Iterable[Rencana], people: Sequence[Rencana]) -> None:
    """A unit that adds up its people promises the sum of what they promise."""
    for plan in units:
        parts = [part for part in people if part.induk is plan and part.ukuran is plan.ukuran]
        if parts and plan.ukuran is not GOTONG_ROYONG:
            plan.target = sum(((part.target or part.ukuran.target) for part in parts), Decimal(0))


# --- storing -------------------------------------------------------------------------------------------------------
def sasaran_create(unit_kerja: UnitKerja, years: Sequence[int]) -> dict[str, Sasaran]:
    """Store the strategy of the kecamatan for the five years of its Renstra."""
    first = years[0] - years[0] % 5
    stored: dict[str, Sasaran] = {}
    for kode, (jenis, induk, nama) in SASARAN.items():
        stored[kode] = Sasaran.objects.create(
            kode=kode,
            nama=nama,
            jenis=jenis,
            induk=stored[induk] if induk else None,
            unit_kerja=unit_kerja,
            tahun_mulai=first,
            tahun_selesai=max(first + 4, years[-1]),
        )
    return stored


def indikator_create(
    rencana: Iterable[Rencana], units: Mapping[str, UnitKerja], sasaran: Mapping[str, Sasaran]
) -> dict[tuple[str, str], Indikator]:
    """Store each indicator once for the unit that owns it."""
    needed = {(plan.milik, plan.ukuran.kode): plan for plan in reversed([*rencana])}
    rows = [
        _indikator(plan, units[kode], sasaran.get(plan.ukuran.sasaran))
        for (kode, _kode), plan in sorted(needed.items(), key=lambda item: item[0])
    ]
    kode_of = {unit.pk: kode for kode, unit in units.items()}
    return {(kode_of[row.unit_kerja_id], row.kode): row for row in Indikator.objects.bulk_create(rows)}


def _indikator(plan: Rencana, unit: UnitKerja, sasaran: Sasaran | None) -> Indikator:
    ukuran = plan.ukuran
    return Indikator(
        kode=ukuran.kode,
        nama=ukuran.nama,
        unit_kerja=unit,
        sasaran=sasaran,
        utama=plan.pegawai is None,
        definisi=ukuran.definisi,
        rumus=ukuran.rumus,
        sumber_data=ukuran.sumber_data,
        satuan=ukuran.satuan,
        desimal=ukuran.desimal,
        polarisasi=ukuran.polarisasi,
        agregasi=ukuran.agregasi,
        sumber=ukuran.sumber,
        label_pembilang=ukuran.pembilang,
        label_penyebut=ukuran.penyebut,
        bukti_wajib=ukuran.bukti,
        **lembar_of(ukuran.kode, unit.nama),
    )


def target_create(
    rencana: Sequence[Rencana],
    kalender: Kalender,
    units: Mapping[str, UnitKerja],
    pegawai: Mapping[str, Pegawai],
    indikator: Mapping[tuple[str, str], Indikator],
) -> dict[tuple[str, int], TargetIndikator]:
    """Store the targets of every plan year, those above first; the key of the result is (kunci, tahun)."""
    stored: dict[tuple[str, int], TargetIndikator] = {}
    levels = _levels(rencana)
    for tahun in kalender.tahun:
        months = {bulan.bulan for bulan, _status in kalender.bulan if bulan.tahun == tahun}
        for level in levels:
            rows = [
                _target(
                    plan, tahun, months, units, pegawai, indikator,
                    stored[plan.induk.kunci, tahun] if plan.induk else None,
                )
                for plan in level
            ]  # fmt: skip
            created = TargetIndikator.objects.bulk_create(rows)
            stored |= {(plan.kunci, tahun): row for plan, row in zip(level, created, strict=True)}
    return stored


def _levels(rencana: Sequence[Rencana]) -> list[list[Rencana]]:
    depth: dict[str, int] = {}
    for plan in rencana:
        depth[plan.kunci] = depth[plan.induk.kunci] + 1 if plan.induk else 0
    return [[plan for plan in rencana if depth[plan.kunci] == level] for level in range(max(depth.values()) + 1)]


def _cascading(plan: Rencana) -> str:
    if plan.induk is None:
        return ""
    if plan.induk.ukuran is not plan.ukuran or plan.induk.milik != plan.milik:
        return Cascading.MENDUKUNG
    return Cascading.DIBAGI if plan.induk.sumber == SumberData.TURUNAN else Cascading.DISALIN


def _target(
    plan: Rencana,
    tahun: int,
    months: set[int],
    units: Mapping[str, UnitKerja],
    pegawai: Mapping[str, Pegawai],
    indikator: Mapping[tuple[str, str], Indikator],
    induk: TargetIndikator | None,
) -> TargetIndikator:
    # Where measuring began within the year, nothing was due before.
    monthly = [plan.target_pada(bulan) if bulan in months else None for bulan in range(1, 13)]
    due = [value for value in monthly if value is not None]
    full = [value for bulan in range(1, 13) if (value := plan.target_pada(bulan)) is not None]
    yearly = sum(due, Decimal(0)) if plan.ukuran.agregasi == Agregasi.JUMLAH else full[-1]
    return TargetIndikator(
        indikator=indikator[plan.milik, plan.ukuran.kode],
        tahun=tahun,
        unit_kerja=units[plan.unit],
        pegawai=pegawai[plan.pegawai] if plan.pegawai else None,
        pengisi=pegawai[plan.pengisi] if plan.pengisi else None,
        sumber=plan.sumber,
        induk=induk,
        cascading=_cascading(plan),
        target=yearly,
        bulanan=monthly,
        bobot=Decimal(plan.bobot),
        status=StatusTarget.DISETUJUI,
    )
