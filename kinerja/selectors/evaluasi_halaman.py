"""What the page of one evaluation shows beside the ratings."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from binawidya.organisasi.models import Periode
from kinerja.enums import PANDUAN_PERILAKU, RATING_PENDEK, Perilaku, Predikat, RatingKerja
from kinerja.masa import Masa
from kinerja.models import Evaluasi, NilaiPerilaku, UmpanBalik
from kinerja.scoring import kode_predikat

UMPAN_BALIK_TERBANYAK = 20


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell of the matrix."""

    predikat: str
    kata: str
    kini: bool


def matriks(hasil: str, perilaku: str) -> list[tuple[str, list[Sel]]]:
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
    """All seven in their order, written or not. One query."""
    there = {one.nilai: one for one in NilaiPerilaku.objects.filter(evaluasi=evaluasi)}
    return [_conduct(one, there.get(one)) for one in Perilaku]


def _conduct(nilai: Perilaku, row: NilaiPerilaku | None) -> BarisPerilaku:
    return BarisPerilaku(
        nilai=nilai.value,
        nama=str(nilai.label),
        panduan=tuple(str(line) for line in PANDUAN_PERILAKU[nilai]),
        rating=row.rating if row else "",
        ekspektasi=row.ekspektasi if row else "",
        catatan=row.catatan if row else "",
    )


def periode_of(masa: Masa) -> Periode | None:
    """The last month of a time."""
    return Periode.objects.filter(tahun=masa.tahun, bulan=masa.bulan_terakhir).first()


def umpan_balik_masa(evaluasi: Evaluasi) -> "QuerySet[UmpanBalik]":
    """What was said about the work of the person in that time, the latest first."""
    zone = timezone.get_current_timezone()
    begin = datetime.combine(evaluasi.masa.mulai, time.min, zone)
    end = datetime.combine(evaluasi.masa.selesai + timedelta(days=1), time.min, zone)
    found = UmpanBalik.objects.filter(pegawai=evaluasi.pegawai_id, created_at__gte=begin, created_at__lt=end)
    return found.select_related("penulis__pegawai", "target__indikator", "realisasi__target__indikator")[
        :UMPAN_BALIK_TERBANYAK
    ]
