"""Evaluations of units: how far each has come, the pattern of its people, the list for the payroll."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from binawidya.organisasi.models import Periode, UnitKerja, User
from binawidya.organisasi.policy import scope_paths
from kinerja.enums import JenisEvaluasi, Predikat, StatusEvaluasi
from kinerja.masa import Masa
from kinerja.models import Evaluasi, EvaluasiUnit, KebijakanEvaluasi, KonversiPredikat
from kinerja.scoring import angka_kredit_predikat, jenjang_fungsional
from kinerja.selectors.evaluasi import Pola, pola_of, usul_unit


@dataclass(frozen=True, slots=True)
class BarisUnit:
    """One unit in the list of a time."""

    evaluasi: EvaluasiUnit
    jumlah: int
    ditetapkan: int
    usul: str

    @property
    def selesai(self) -> bool:
        return self.jumlah == self.ditetapkan


def masa_terbuka(user: User) -> list[Masa]:
    """The times of which there are evaluations in scope, the latest first. One query."""
    rows = EvaluasiUnit.objects.visible_to(user).order_by().values_list("tahun", "jenis", "ke").distinct()
    found = [Masa(year, JenisEvaluasi(jenis), ke) for year, jenis, ke in rows]
    return sorted(found, key=lambda one: (one.selesai, one.jumlah_bulan), reverse=True)


def unit_masa(user: User, masa: Masa) -> list[BarisUnit]:
    """The units of one time in scope. Three queries."""
    units = [
        *EvaluasiUnit.objects.visible_to(user)
        .on(masa)
        .select_related("unit_kerja", "kebijakan")
        .order_by("unit_kerja__jalur")
    ]
    counts: dict[int, tuple[int, int]] = {
        pk: (total, fixed)
        for pk, total, fixed in Evaluasi.objects.berlaku()
        .on(masa)
        .filter(evaluasi_unit__in=[unit.pk for unit in units])
        .order_by()
        .values_list("evaluasi_unit")
        .annotate(total=Count("pk"), tetap=Count("pk", filter=~Q(status=StatusEvaluasi.DRAF)))
    }
    proposals = usul_unit(units)
    found = []
    for unit in units:
        total, fixed = counts.get(unit.pk, (0, 0))
        found.append(BarisUnit(unit, total, fixed, proposals[unit.pk][2]))
    return found


@dataclass(frozen=True, slots=True)
class RincianUnit:
    """One unit with its people and their pattern."""

    evaluasi: EvaluasiUnit
    nilai: Decimal | None
    lengkap: bool
    usul: str
    pegawai: list[Evaluasi]
    pola: Pola
    terkunci: bool


def rincian_unit(evaluasi: EvaluasiUnit) -> RincianUnit:
    """Predikat that are no drafts only: nobody but the assessor sees a draft. Two queries."""
    people = [
        *Evaluasi.objects.berlaku()
        .filter(evaluasi_unit=evaluasi)
        .select_related("pegawai", "penilai", "unit_kerja")
        .order_by("pegawai__nama", "pegawai")
    ]
    nilai, complete, usul = usul_unit([evaluasi])[evaluasi.pk]
    fixed = [row.predikat if not row.draf else "" for row in people]
    heads = Evaluasi.objects.filter(unit_dipimpin=evaluasi).exclude(status=StatusEvaluasi.DRAF)
    return RincianUnit(
        evaluasi=evaluasi,
        nilai=evaluasi.nilai if evaluasi.predikat else nilai,
        lengkap=complete,
        usul=usul,
        pegawai=people,
        pola=pola_of(evaluasi.predikat, fixed),
        terkunci=any(fixed) or heads.exists(),
    )


def masa_dapat_dibuka(user: User) -> list[Masa]:
    """The times that may be opened now: those whose last month has begun, by the steps of the office."""
    paths = scope_paths("evaluasi_unit.create", user.lingkup).paths
    if not paths:
        return []
    months = [*Periode.objects.dimulai().order_by("-tahun", "-bulan").values_list("tahun", "bulan")[:24]]
    years = {year for year, _month in months}
    unit = UnitKerja.objects.filter(pk__in=paths).order_by("jalur").first()
    found = []
    for year in sorted(years, reverse=True):
        rules = KebijakanEvaluasi.objects.untuk(unit, year) if unit else None
        steps = JenisEvaluasi(rules.berkala) if rules else JenisEvaluasi.TRIWULANAN
        begun = {month for one, month in months if one == year}
        for jenis in (JenisEvaluasi.TAHUNAN, steps):
            count = 12 // Masa(year, jenis, 1).jumlah_bulan
            every = [Masa(year, jenis, ke) for ke in range(count, 0, -1)]
            found += [one for one in every if one.bulan_terakhir in begun]
    return found


def unit_dapat_dibuka(user: User) -> list[tuple[int, str]]:
    """Units over which the user may open an evaluation: those the role was given over, and the units directly below."""
    paths = scope_paths("evaluasi_unit.create", user.lingkup).paths
    units = UnitKerja.objects.filter(Q(pk__in=paths) | Q(induk__in=paths)).filter(berlaku_selesai=None)
    return [(unit.pk, f"{'· ' * (unit.pk not in paths)}{unit.nama}") for unit in units.order_by("jalur")]


def konversi_on(unit_ids: Sequence[int], tanggal: date) -> dict[tuple[int, str], Decimal]:
    """What a predikat counts as, by unit and predikat. One query."""
    rows = KonversiPredikat.objects.on(tanggal).filter(unit_kerja__in=unit_ids)
    return {(row.unit_kerja_id, row.predikat): row.angka for row in rows}


def gaji_terlihat(user: User, masa: Masa) -> "QuerySet[Evaluasi]":
    """Evaluations that the user may hand to the payroll."""
    return Evaluasi.objects.visible_to(user, "evaluasi.export").berlaku().on(masa)


def baris_gaji(found: "QuerySet[Evaluasi]", masa: Masa) -> Iterator[list[Any]]:
    """Rows for the payroll: everybody among these whose predikat is fixed. Two queries."""
    rows = [
        *found.exclude(status=StatusEvaluasi.DRAF)
        .select_related("pegawai", "unit_kerja")
        .order_by("unit_kerja__kode", "pegawai__nama", "pegawai")
    ]
    numbers = konversi_on([*{unit for row in rows for unit in row.unit_kerja.jalur}], masa.selesai)
    for row in rows:
        nearest = (numbers.get((unit, row.predikat)) for unit in reversed(row.unit_kerja.jalur))
        level = jenjang_fungsional(row.jabatan)
        yield [
            row.pegawai.nip,
            row.pegawai.nama_lengkap,
            row.unit_kerja.nama,
            row.jabatan,
            str(masa),
            row.nilai,
            str(Predikat(row.predikat).label),
            next((number for number in nearest if number is not None), None),
            level,
            angka_kredit_predikat(row.predikat, level, masa.jumlah_bulan),
            row.get_status_display(),
        ]


def kebijakan_units(user: User) -> list[UnitKerja]:
    """Offices whose rules the user sets."""
    paths = scope_paths("kebijakan_evaluasi.read", user.lingkup).paths
    return [*UnitKerja.objects.filter(pk__in=paths).order_by("kode")]


def konversi_kini(unit: UnitKerja) -> list[KonversiPredikat]:
    """All numbers of an office, those of today and later first."""
    order = [one.value for one in Predikat]
    rows = [*KonversiPredikat.objects.filter(unit_kerja=unit)]
    rows.sort(key=lambda row: (-row.berlaku_mulai.toordinal(), order.index(row.predikat)))
    return rows
