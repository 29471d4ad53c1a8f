"""What the page of one evaluation shows beside the ratings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from binawidya.organisasi.models import Periode
from kinerja.enums import PANDUAN_PERILAKU, RATING_PENDEK, Perilaku, Predikat, RatingKerja
from kinerja.masa import Masa
from kinerja.models import Evaluasi, NilaiPerilaku, UmpanBalik
from kinerja.scoring import kode_predikat
from kinerja.selectors.skp import ekspektasi_of

UMPAN_BALIK_TERBANYAK = 20


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell of the matrix."""

    predikat: str
    kata: str
    kini: bool


def matriks(hasil: str | None, perilaku: str | None) -> list[tuple[str, list[Sel]]]:
    """The nine cells, rows from di atas to di bawah, columns from di bawah to di atas, as the regulation draws them."""
    columns = [RatingKerja.DI_BAWAH, RatingKerja.SESUAI, RatingKerja.DI_ATAS]
    rows = []
    for row in RatingKerja:
        cells = []
        for column in columns:
            code = kode_predikat(row, column)
            cells.append(Sel(code, str(Predikat(code).label), (row, column) == (hasil, perilaku)))
        rows.append((str(RATING_PENDEK[row]), cells))
    return rows


@dataclass(frozen=True, slots=True)
class BarisPerilaku:
    """One of the seven values with its guide and what was said about it."""

    nilai: str
    nama: str
    panduan: tuple[str, ...]
    rating: str
    ekspektasi: str
    catatan: str

    @property
    def kata(self) -> str:
        return str(RATING_PENDEK[self.rating]) if self.rating else ""


def nilai_perilaku(evaluasi: Evaluasi) -> list[BarisPerilaku]:
    """All seven in their order, written or not. Two queries."""
    return nilai_perilaku_banyak([evaluasi])[evaluasi.pk]


def nilai_perilaku_banyak(rows: Sequence[Evaluasi]) -> dict[int, list[BarisPerilaku]]:
    """The seven values of many evaluations. What the leader expects is what the evaluation says, else what the SKP
    of that year says. One query, and one for each year."""
    there = {(one.evaluasi_id, one.nilai): one for one in NilaiPerilaku.objects.filter(evaluasi__in=rows)}
    expected = {
        year: ekspektasi_of([row.pegawai_id for row in rows if row.tahun == year], year)
        for year in sorted({row.tahun for row in rows})
    }
    return {
        row.pk: [
            _conduct(one, there.get((row.pk, one)), expected[row.tahun].get(row.pegawai_id, {}).get(one, ""))
            for one in Perilaku
        ]
        for row in rows
    }


def _conduct(nilai: Perilaku, row: NilaiPerilaku | None, ekspektasi: str) -> BarisPerilaku:
    return BarisPerilaku(
        nilai=nilai.value,
        nama=str(nilai.label),
        panduan=tuple(str(line) for line in PANDUAN_PERILAKU[nilai]),
        rating=row.rating if row else "",
        ekspektasi=(row.ekspektasi if row else "") or ekspektasi,
        catatan=row.catatan if row else "",
    )


def periode_of(masa: Masa) -> Periode | None:
    """The last month of a time."""
    return Periode.objects.filter(tahun=masa.tahun, bulan=masa.bulan_terakhir).first()


def umpan_balik_masa(evaluasi: Evaluasi) -> list[UmpanBalik]:
    """What was said about the work of the person in that time, the latest first. One query."""
    return umpan_balik_banyak([evaluasi]).get(evaluasi.pk, [])


def umpan_balik_banyak(rows: Sequence[Evaluasi]) -> dict[int, list[UmpanBalik]]:
    """The same for many evaluations, by evaluation. One query for each time."""
    found: dict[int, list[UmpanBalik]] = {}
    by_masa: dict[Masa, list[Evaluasi]] = {}
    for row in rows:
        by_masa.setdefault(row.masa, []).append(row)
    for masa, some in by_masa.items():
        by_person: dict[int, list[UmpanBalik]] = {}
        for piece in _said([row.pegawai_id for row in some], masa):
            by_person.setdefault(piece.pegawai_id, []).append(piece)
        found |= {row.pk: by_person.get(row.pegawai_id, []) for row in some}
    return found


def _said(pegawai_ids: Collection[int], masa: Masa) -> "QuerySet[UmpanBalik]":
    zone = timezone.get_current_timezone()
    begin = datetime.combine(masa.mulai, time.min, zone)
    end = datetime.combine(masa.selesai + timedelta(days=1), time.min, zone)
    found = UmpanBalik.objects.filter(pegawai__in=pegawai_ids, created_at__gte=begin, created_at__lt=end)
    latest = [F("created_at").desc(), F("pk").desc()]
    numbered = found.annotate(urutan=Window(RowNumber(), partition_by="pegawai", order_by=latest))
    return (
        numbered.filter(urutan__lte=UMPAN_BALIK_TERBANYAK)
        .select_related("penulis__pegawai", "target__indikator", "realisasi__target__indikator")
        .order_by("-created_at", "-pk")
    )
