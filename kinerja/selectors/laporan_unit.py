"""Everything that the evaluation report of a unit says, read in a constant number of queries.

Capaian and scores are the stored ones; nothing is computed a second time here.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.organisasi.selectors.susunan_unit import chains_on, children_of
from indikator.enums import StatusCapaian
from indikator.models import Capaian, KebijakanSkor, TargetIndikator
from indikator.scoring import Kelas
from indikator.selectors.mutu_data import MutuUnit, mutu_papan_banyak
from indikator.selectors.perkiraan import (
    Peringatan,
    Perkiraan,
    memperingatkan,
    ramal_nilai,
)
from kinerja.models import SkorPegawai, SkorUnit
from kinerja.selectors.lampiran_unit import IndikatorBawah, indikator_bawah
from kinerja.selectors.pejabat import Kop, Pejabat, head_of, heads, letterhead
from kinerja.selectors.pelaporan_unit import BelumLapor, Pelaporan, belum_lapor_of, pelaporan_of, sebaran_of_units
from kinerja.selectors.skor import Sebaran


@dataclass(frozen=True, slots=True)
class BarisIndikator:
    """One target with its stored capaian; ``capaian`` is missing until the scores were computed.

    :param mentah: capaian before it was capped, by month.
    """

    nomor: int
    target: TargetIndikator
    capaian: Capaian | None
    capaian_lalu: Decimal | None
    mentah: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def nilai(self) -> Decimal | None:
        return self.capaian.capaian if self.capaian else None

    @property
    def status(self) -> StatusCapaian:
        return StatusCapaian(self.capaian.status) if self.capaian else StatusCapaian.BELUM_DIKETAHUI

    @property
    def tercapai(self) -> bool:
        return self.nilai is not None and self.nilai >= 100


@dataclass(frozen=True, slots=True)
class NilaiBulan:
    """The score of a unit or a person for January to one month."""

    periode: Periode
    nilai: Decimal | None = None
    slot: str = ""
    ada: bool = False
    lengkap: bool = False

    @property
    def tanda(self) -> str:
        """What stands in place of a figure: not due, not complete, not reported."""
        if not self.ada:
            return "–"
        return "×" if self.lengkap else "…"


@dataclass(frozen=True, slots=True)
class BarisPetak:
    """A unit below with its months."""

    unit: UnitKerja
    bulan: tuple[NilaiBulan, ...]


@dataclass(frozen=True, slots=True)
class LaporanUnit:
    """The report of one unit for one month."""

    unit: UnitKerja
    periode: Periode
    kop: Kop
    kepala: Pejabat | None
    kebijakan: KebijakanSkor
    skala: tuple[Kelas, ...]
    skor: SkorUnit | None
    skor_lalu: SkorUnit | None
    indikator: tuple[BarisIndikator, ...]
    perkembangan: tuple[NilaiBulan, ...]
    petak: tuple[BarisPetak, ...]
    sebaran: tuple[Sebaran, ...]
    pelaporan: Pelaporan
    mutu: MutuUnit
    belum_lapor: tuple[BelumLapor, ...]
    lampiran: tuple[IndikatorBawah, ...]

    @property
    def peringatan(self) -> list[Peringatan]:
        """Own indicators that will be missed unless something changes."""
        return memperingatkan((row.capaian, dict(row.mentah)) for row in self.indikator if row.capaian is not None)

    @property
    def perkiraan(self) -> Perkiraan | None:
        """What to expect of the score at the end of the year; nothing from too few months, or in December."""
        return ramal_nilai({one.periode.bulan: one.nilai for one in self.perkembangan if one.nilai is not None})


def laporan_unit(*, unit: UnitKerja, periode: Periode) -> LaporanUnit:
    """Gather the report. Names and places of units are those of the last day of the month.

    :raises KebijakanSkor.DoesNotExist: no policy was ever set.
    """
    return laporan_unit_banyak(unit=[unit.pk], periode=periode)[unit.pk]


def laporan_unit_banyak(*, unit: Collection[int], periode: Periode) -> dict[int, LaporanUnit]:
    """Gather the reports of many units, by unit: as many queries for one as for a thousand.

    :raises KebijakanSkor.DoesNotExist: no policy was ever set.
    """
    months = [*Periode.objects.filter(tahun=periode.tahun, bulan__lte=periode.bulan).order_by("bulan")]
    chains = chains_on(unit, periode.hari_terakhir)
    units = [chain[-1] for chain in chains.values()]
    leaders = heads(units, periode.hari_terakhir)
    children = children_of([*chains], periode.hari_terakhir)
    below = [child for rows in children.values() for child in rows]
    scores = {
        (score.unit_kerja_id, score.periode_id): score
        for score in SkorUnit.objects.filter(periode__in=months, unit_kerja__in={*chains, *(one.pk for one in below)})
    }
    kebijakan = policies([scores.get((one.pk, periode.pk)) for one in units], periode)
    rules = {one.pk: kebijakan[_policy_of(scores.get((one.pk, periode.pk)))] for one in units}
    before = months[-2] if len(months) > 1 else None
    indikator = _indikator(units, periode, before)
    sebaran = sebaran_of_units(units, periode, {pk: [*found.skala.all()] for pk, found in rules.items()})
    pelaporan, belum_lapor = pelaporan_of(units, periode), belum_lapor_of(units, periode)
    mutu = mutu_papan_banyak([(one, children[one.pk]) for one in units], periode, months)
    lampiran = {one.unit.pk: one for one in indikator_bawah(below, periode)}
    return {
        one.pk: LaporanUnit(
            unit=one,
            periode=periode,
            kop=letterhead(chains[one.pk]),
            kepala=head_of(one, leaders),
            kebijakan=rules[one.pk],
            skala=tuple(rules[one.pk].daftar_kelas()),
            skor=scores.get((one.pk, periode.pk)),
            skor_lalu=scores.get((one.pk, before.pk)) if before else None,
            indikator=indikator[one.pk],
            perkembangan=_series(one.pk, months, scores),
            petak=tuple(BarisPetak(child, _series(child.pk, months, scores)) for child in children[one.pk]),
            sebaran=sebaran[one.pk],
            pelaporan=pelaporan[one.pk],
            mutu=mutu[one.pk],
            belum_lapor=belum_lapor[one.pk],
            lampiran=tuple(lampiran[child.pk] for child in children[one.pk] if child.pk in lampiran),
        )
        for one in units
    }


def policies(scores: Collection[SkorUnit | SkorPegawai | None], periode: Periode) -> dict[int | None, KebijakanSkor]:
    """The policies that scores were computed with; without a score, under no key, the one of the year. At most four
    queries, for one score as for a thousand."""
    ids = {score.kebijakan_id for score in scores if score is not None}
    rows = KebijakanSkor.objects.filter(pk__in=ids).prefetch_related("skala").order_by("pk")
    found: dict[int | None, KebijakanSkor] = {row.pk: row for row in rows}
    if None in scores:
        found[None] = KebijakanSkor.objects.untuk(periode.tahun)
    return found


def _policy_of(score: SkorUnit | SkorPegawai | None) -> int | None:
    return None if score is None else score.kebijakan_id


def policy(kebijakan_id: int | None, periode: Periode) -> KebijakanSkor:
    """The policy that a score was computed with; without a score the one of the year."""
    if kebijakan_id is None:
        return KebijakanSkor.objects.untuk(periode.tahun)
    return KebijakanSkor.objects.prefetch_related("skala").get(pk=kebijakan_id)


def _indikator(
    units: Sequence[UnitKerja], periode: Periode, before: Periode | None
) -> dict[int, tuple[BarisIndikator, ...]]:
    targets = [
        *TargetIndikator.objects.berlaku(periode.tahun)
        .filter(unit_kerja__in=units, pegawai=None)
        .select_related("indikator")
        .order_by("indikator__kode", "pk")
    ]
    found: dict[int, dict[int, Capaian]] = defaultdict(dict)
    for row in (
        Capaian.objects.filter(periode__tahun=periode.tahun, periode__bulan__lte=periode.bulan, target__in=targets)
        .select_related("periode")
        .order_by("periode__bulan")
    ):
        found[row.target_id][row.periode.bulan] = row
    rows: dict[int, list[BarisIndikator]] = {unit.pk: [] for unit in units}
    for target in targets:
        months = found[target.pk]
        capaian, lalu = months.get(periode.bulan), months.get(before.bulan) if before else None
        if capaian is not None:
            capaian.target = target
        mentah = {bulan: row.capaian_mentah for bulan, row in months.items() if row.capaian_mentah is not None}
        own = rows[target.unit_kerja_id]
        own.append(BarisIndikator(len(own) + 1, target, capaian, lalu.capaian if lalu else None, mentah))
    return {pk: tuple(own) for pk, own in rows.items()}


def _series(unit_id: int, months: Sequence[Periode], scores: dict[tuple[int, int], SkorUnit]) -> tuple[NilaiBulan, ...]:
    return tuple(month_value(month, scores.get((unit_id, month.pk))) for month in months)


def month_value(month: Periode, score: Any) -> NilaiBulan:
    """The stored score of a month as a cell."""
    if score is None:
        return NilaiBulan(month)
    return NilaiBulan(month, nilai=score.nilai, slot=score.slot, ada=score.jumlah_target > 0, lengkap=score.lengkap)
