"""Everything that the evaluation report of a unit says, read in a constant number of queries.

Capaian and scores are the stored ones; nothing is computed a second time here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.organisasi.selectors.susunan_unit import ancestors_on, children_on
from indikator.enums import StatusCapaian, StatusRealisasi, StatusTarget, SumberData
from indikator.models import Bukti, Capaian, KebijakanSkor, Pengisian, Realisasi, TargetIndikator
from indikator.scoring import Kelas
from indikator.selectors.mutu_data import MutuUnit, mutu_papan
from indikator.selectors.perkiraan import (
    Peringatan,
    Perkiraan,
    memperingatkan,
    ramal_nilai,
)
from kinerja.models import SkorUnit
from kinerja.selectors.lampiran_unit import IndikatorBawah, indikator_bawah
from kinerja.selectors.pejabat import Kop, Pejabat, head_of, heads, letterhead
from kinerja.selectors.skor import Sebaran, sebaran_pegawai

PALING_BANYAK_NAMA: Final = 100
_TERKIRIM: Final = (StatusRealisasi.DIAJUKAN, StatusRealisasi.DISETUJUI)


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
class Pelaporan:
    """How the entries of the month came in, by count."""

    wajib: int = 0
    diajukan: int = 0
    disetujui: int = 0
    tepat_waktu: int = 0
    berbukti: int = 0
    dikembalikan: int = 0
    pengisi_belum: int = 0


@dataclass(frozen=True, slots=True)
class BelumLapor:
    """A person with missing entries."""

    nama: str
    unit: str
    belum: int
    dikembalikan: int


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
    months = [*Periode.objects.filter(tahun=periode.tahun, bulan__lte=periode.bulan).order_by("bulan")]
    chain = ancestors_on(unit, periode.hari_terakhir)
    unit = chain[-1]
    leaders = heads([unit], periode.hari_terakhir)
    children = children_on(unit, periode.hari_terakhir)
    scores = {
        (score.unit_kerja_id, score.periode_id): score
        for score in SkorUnit.objects.filter(periode__in=months, unit_kerja__in=[unit, *children])
    }
    score = scores.get((unit.pk, periode.pk))
    kebijakan = policy(score.kebijakan_id if score else None, periode)
    skala = tuple(kebijakan.daftar_kelas())
    before = months[-2] if len(months) > 1 else None
    return LaporanUnit(
        unit=unit,
        periode=periode,
        kop=letterhead(chain),
        kepala=head_of(unit, leaders),
        kebijakan=kebijakan,
        skala=skala,
        skor=score,
        skor_lalu=scores.get((unit.pk, before.pk)) if before else None,
        indikator=_indikator(unit, periode, before),
        perkembangan=_series(unit.pk, months, scores),
        petak=tuple(BarisPetak(child, _series(child.pk, months, scores)) for child in children),
        sebaran=tuple(sebaran_pegawai(unit, periode, [*kebijakan.skala.all()])),
        pelaporan=_pelaporan(unit, periode),
        mutu=mutu_papan(unit, periode, months, children),
        belum_lapor=_belum_lapor(unit, periode),
        lampiran=indikator_bawah(children, periode),
    )


def policy(kebijakan_id: int | None, periode: Periode) -> KebijakanSkor:
    """The policy that a score was computed with; without a score the one of the year."""
    if kebijakan_id is None:
        return KebijakanSkor.objects.untuk(periode.tahun)
    return KebijakanSkor.objects.prefetch_related("skala").get(pk=kebijakan_id)


def _indikator(unit: UnitKerja, periode: Periode, before: Periode | None) -> tuple[BarisIndikator, ...]:
    targets = (
        TargetIndikator.objects.berlaku(periode.tahun)
        .filter(unit_kerja=unit, pegawai=None)
        .select_related("indikator")
        .order_by("indikator__kode", "pk")
    )
    found: dict[int, dict[int, Capaian]] = defaultdict(dict)
    for row in (
        Capaian.objects.filter(
            periode__tahun=periode.tahun,
            periode__bulan__lte=periode.bulan,
            target__unit_kerja=unit,
            target__pegawai=None,
            target__tahun=periode.tahun,
        )
        .select_related("periode")
        .order_by("periode__bulan")
    ):
        found[row.target_id][row.periode.bulan] = row
    rows = []
    for number, target in enumerate(targets, start=1):
        months = found[target.pk]
        capaian, lalu = months.get(periode.bulan), months.get(before.bulan) if before else None
        if capaian is not None:
            capaian.target = target
        mentah = {bulan: row.capaian_mentah for bulan, row in months.items() if row.capaian_mentah is not None}
        rows.append(BarisIndikator(number, target, capaian, lalu.capaian if lalu else None, mentah))
    return tuple(rows)


def _series(unit_id: int, months: Sequence[Periode], scores: dict[tuple[int, int], SkorUnit]) -> tuple[NilaiBulan, ...]:
    return tuple(month_value(month, scores.get((unit_id, month.pk))) for month in months)


def month_value(month: Periode, score: Any) -> NilaiBulan:
    """The stored score of a month as a cell."""
    if score is None:
        return NilaiBulan(month)
    return NilaiBulan(month, nilai=score.nilai, slot=score.slot, ada=score.jumlah_target > 0, lengkap=score.lengkap)


def _pelaporan(unit: UnitKerja, periode: Periode) -> Pelaporan:
    """Counts of the people whose entries the dashboard counts; evidence and what was sent back from the entries."""
    people = Pengisian.objects.filter(periode=periode).di_bawah(unit)
    # The names differ from those of the columns, which an aggregate of the same name would hide.
    due, sent, approved, in_time, people_missing = people.aggregate(
        a=Coalesce(Sum("wajib"), 0),
        b=Coalesce(Sum("masuk"), 0),
        c=Coalesce(Sum("disetujui"), 0),
        d=Coalesce(Sum(F("masuk") - F("terlambat")), 0),
        e=Count("pk", filter=Q(masuk__lt=F("wajib"))),
    ).values()
    entries = _due_entries(periode).filter(target__pengisi__in=people.values("pegawai"))
    evidence = Exists(Bukti.objects.filter(realisasi=OuterRef("pk")))
    states = entries.aggregate(
        berbukti=Count("pk", filter=Q(status__in=_TERKIRIM) & Q(evidence)),
        dikembalikan=Count("pk", filter=Q(status=StatusRealisasi.DIKEMBALIKAN)),
    )
    return Pelaporan(due, sent, approved, in_time, pengisi_belum=people_missing, **states)


def _due_entries(periode: Periode) -> Any:
    """Entries of the month that had to be made by hand."""
    return Realisasi.objects.filter(
        periode=periode,
        target__tahun=periode.tahun,
        target__status=StatusTarget.DISETUJUI,
        target__sumber=SumberData.ISIAN,
        **{f"target__bulanan__{periode.bulan - 1}__isnull": False},
    )


def _belum_lapor(unit: UnitKerja, periode: Periode) -> tuple[BelumLapor, ...]:
    """The people with most missing entries first; who is beyond the limit is only counted."""
    returned = (
        _due_entries(periode)
        .filter(target__pengisi=OuterRef("pegawai"), status=StatusRealisasi.DIKEMBALIKAN)
        .order_by()
        .values("target__pengisi")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = (
        Pengisian.objects.filter(periode=periode)
        .di_bawah(unit)
        .belum()
        .annotate(dikembalikan=Coalesce(Subquery(returned), 0))
        .order_by((F("wajib") - F("masuk")).desc(), "pegawai__nama", "pegawai")
        .values_list("pegawai__nama", "unit_kerja__nama", F("wajib") - F("masuk"), "dikembalikan")[:PALING_BANYAK_NAMA]
    )
    return tuple(BelumLapor(*row) for row in rows)
