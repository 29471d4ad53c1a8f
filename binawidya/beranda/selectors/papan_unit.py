"""Everything the dashboard of one unit shows, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.umum.dates import nama_bulan
from binawidya.umum.trend import describe_trend
from indikator.enums import StatusCapaian
from indikator.models import KebijakanSkor, SkalaKelas
from indikator.perkiraan import BULAN_AKHIR, PALING_SEDIKIT
from indikator.selectors.mutu_data import Mutu, mutu_unit
from indikator.selectors.papan import BarisIku, Kelengkapan, iku_unit, kelengkapan
from indikator.selectors.perkiraan import Peringatan, memperingatkan
from kinerja.models import SkorUnit
from kinerja.selectors.skor import Sebaran, riwayat_unit, sebaran_pegawai

SEDANG = Decimal(75)


@dataclass(frozen=True, slots=True)
class Petak:
    """One cell of the heatmap."""

    unit: UnitKerja
    bulan: Periode
    skor: SkorUnit | None

    @property
    def nilai(self) -> Decimal | None:
        """The figure, or nothing while it is provisional."""
        return self.skor.nilai if self.skor is not None and self.skor.lengkap else None

    @property
    def keadaan(self) -> str:
        if self.skor is not None and not self.skor.lengkap:
            return StatusCapaian.BELUM_DIKETAHUI
        return StatusCapaian.TIDAK_DILAPORKAN if self.bulan.ditutup else StatusCapaian.BELUM_DIUKUR

    @property
    def label(self) -> str:
        return f"{self.unit.sebutan}, {self.bulan}"

    @property
    def slot(self) -> str:
        return self.skor.slot if self.skor is not None else ""


@dataclass(frozen=True, slots=True)
class BarisPetak:
    """One sub-unit in the heatmap."""

    unit: UnitKerja
    petak: list[Petak]


@dataclass(frozen=True, slots=True)
class PapanUnit:
    """The dashboard of a unit for a month."""

    unit: UnitKerja
    periode: Periode
    bulan: list[Periode]
    kebijakan: KebijakanSkor
    skala: list[SkalaKelas]
    skor: SkorUnit | None
    sebelumnya: SkorUnit | None
    iku: list[BarisIku]
    petak: list[BarisPetak]
    kelengkapan: Kelengkapan
    mutu: Mutu
    sebaran: list[Sebaran]
    perkembangan: list[Decimal | None]
    peringatan: list[Peringatan]

    @property
    def perkiraan(self) -> bool:
        """Whether there is history enough for a forecast, and a year that is not over yet."""
        return len(self.bulan) >= PALING_SEDIKIT and self.periode.bulan < BULAN_AKHIR

    @property
    def mencapai(self) -> int:
        """Indicators that reach their target."""
        return sum(1 for row in self.iku if row.capaian.capaian is not None and row.capaian.capaian >= 100)

    @property
    def diukur(self) -> int:
        return sum(1 for row in self.iku if row.capaian.capaian is not None)

    @property
    def perlu_perhatian(self) -> list[BarisPetak]:
        """Sub-units whose score of the month is at most 75."""
        return [row for row in self.petak if (nilai := row.petak[-1].nilai) is not None and nilai <= SEDANG]

    @property
    def jumlah_dinilai(self) -> int:
        return sum(row.jumlah for row in self.sebaran)

    @property
    def sebaran_terbesar(self) -> int:
        return max((row.jumlah for row in self.sebaran), default=0)

    @property
    def arah(self) -> str:
        """The development in words."""
        return describe_trend(self.perkembangan, self.nama_bulan)

    @property
    def nama_bulan(self) -> list[str]:
        """Short names of the months up to this one."""
        return [nama_bulan(row.bulan, pendek=True) for row in self.bulan]


def papan_unit(unit: UnitKerja, periode: Periode, opened: Sequence[Periode]) -> PapanUnit:
    """Read the dashboard of a unit. Eleven queries, whatever the size of the unit."""
    months = sorted(
        (row for row in opened if row.tahun == periode.tahun and row.bulan <= periode.bulan), key=lambda row: row.bulan
    )
    day = periode.hari_terakhir
    existing = Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=day)
    children = [*unit.anak.filter(existing, berlaku_mulai__lte=day).order_by("kode")]
    scores = riwayat_unit([unit.pk, *(child.pk for child in children)], periode.tahun)
    own = scores.get(unit.pk, {})
    kebijakan = KebijakanSkor.objects.untuk(periode.tahun)
    skala = [*kebijakan.skala.all()]
    iku = iku_unit(unit, periode, months)
    return PapanUnit(
        unit=unit,
        periode=periode,
        bulan=months,
        kebijakan=kebijakan,
        skala=skala,
        skor=own.get(periode.bulan),
        sebelumnya=own.get(periode.bulan - 1),
        iku=iku,
        petak=[
            BarisPetak(child, [Petak(child, month, scores.get(child.pk, {}).get(month.bulan)) for month in months])
            for child in children
        ],
        kelengkapan=kelengkapan(unit, periode),
        mutu=mutu_unit(unit, periode, opened),
        sebaran=sebaran_pegawai(unit, periode, skala),
        perkembangan=[row.nilai if (row := own.get(month.bulan)) is not None else None for month in months],
        peringatan=memperingatkan((row.capaian, row.mentah) for row in iku),
    )
