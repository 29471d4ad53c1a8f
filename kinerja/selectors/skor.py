"""Scores as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.umum.dates import nama_bulan
from binawidya.umum.trend import describe_trend
from indikator.models import Capaian, SkalaKelas
from indikator.selectors.papan import rincian_pegawai
from kinerja.models import SkorPegawai, SkorUnit


@dataclass(frozen=True, slots=True)
class BarisPoin:
    """One target's share in a score."""

    capaian: Capaian
    poin: Decimal | None


@dataclass(frozen=True, slots=True)
class Rincian:
    """A person's score of a month with its parts; the parts add up to it."""

    skor: SkorPegawai | None
    baris: list[BarisPoin]

    @property
    def penahan(self) -> list[Capaian]:
        """The targets that hold the score back most: below their target, heaviest loss first."""
        short = [row.capaian for row in self.baris if row.capaian.capaian is not None and row.capaian.capaian < 100]
        short.sort(key=lambda row: (row.capaian - 100) * row.target.bobot)
        return short[:2]


def rincian(pegawai_id: int, periode: Periode) -> Rincian:
    """The score of a person up to a month and what it is made of. Two queries."""
    skor = SkorPegawai.objects.filter(pegawai=pegawai_id, periode=periode).select_related("kebijakan").first()
    weight = skor.bobot_terukur if skor else Decimal(0)
    rows = [
        BarisPoin(row, row.capaian * row.target.bobot / weight if row.capaian is not None and weight else None)
        for row in rincian_pegawai(pegawai_id, periode)
    ]
    return Rincian(skor, rows)


def riwayat_pegawai(pegawai_id: int, tahun: int) -> dict[int, SkorPegawai]:
    """A person's scores of a year by month. One query."""
    rows = SkorPegawai.objects.filter(pegawai=pegawai_id, periode__tahun=tahun).select_related("periode")
    return {row.periode.bulan: row for row in rows.order_by("periode__bulan")}


def riwayat_unit(unit_ids: Iterable[int], tahun: int) -> dict[int, dict[int, SkorUnit]]:
    """Scores of units by unit and month. One query."""
    found: dict[int, dict[int, SkorUnit]] = {}
    rows = SkorUnit.objects.filter(unit_kerja__in=[*unit_ids], periode__tahun=tahun).select_related("periode")
    for row in rows.order_by("unit_kerja", "periode__bulan"):
        found.setdefault(row.unit_kerja_id, {})[row.periode.bulan] = row
    return found


@dataclass(frozen=True, slots=True)
class Sebaran:
    """One class of the distribution of people."""

    nama: str
    slot: str
    jumlah: int
    bagian: Decimal


def sebaran_pegawai(unit_kerja: UnitKerja, periode: Periode, skala: Sequence[SkalaKelas]) -> list[Sebaran]:
    """How the people of a subtree spread over the classes, best first, those without a score last. One query."""
    counts = dict(
        SkorPegawai.objects.filter(periode=periode, unit_kerja__jalur__contains=[unit_kerja.pk])
        .order_by()
        .values_list("kelas")
        .annotate(jumlah=Count("pk"))
    )
    total = sum(counts.values())
    classes = [(kelas.nama, kelas.slot, counts.get(kelas.nama, 0)) for kelas in skala]
    classes.append(("", "", counts.get("", 0)))
    return [
        Sebaran(nama, slot, jumlah, Decimal(jumlah * 100) / total if total else Decimal(0))
        for nama, slot, jumlah in classes
        if nama or jumlah
    ]


@dataclass(frozen=True, slots=True)
class RingkasanPegawai:
    """A person's score of the last closed month, its parts and its development."""

    periode: Periode
    rincian: Rincian
    tren: list[Decimal | None]
    bulan: list[str]
    sebelumnya: SkorPegawai | None

    @property
    def arah(self) -> str:
        """The development in words."""
        return describe_trend(self.tren, self.bulan)


def ringkasan_pegawai(pegawai_id: int, periode: Periode) -> RingkasanPegawai | None:
    """Three queries; nothing for a person without targets."""
    parts = rincian(pegawai_id, periode)
    if parts.skor is None:
        return None
    past = riwayat_pegawai(pegawai_id, periode.tahun)
    months = [bulan for bulan in sorted(past) if bulan <= periode.bulan]
    return RingkasanPegawai(
        periode=periode,
        rincian=parts,
        tren=[past[bulan].nilai for bulan in months],
        bulan=[nama_bulan(bulan, pendek=True) for bulan in months],
        sebelumnya=past.get(periode.bulan - 1),
    )
