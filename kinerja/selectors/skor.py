"""Scores as pages show them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count

from binawidya.organisasi.models import Penempatan, Periode, UnitKerja
from binawidya.umum.dates import nama_bulan
from binawidya.umum.trend import describe_trend
from indikator.models import Capaian, IndikatorVersi, SkalaKelas
from indikator.scoring import FAKTOR_MUTU
from indikator.selectors.papan import rincian_pegawai
from kinerja.enums import Rentang
from kinerja.models import SkorBerkala, SkorPegawai, SkorUnit
from kinerja.models.skor_berkala import SkorBerkalaQuerySet


@dataclass(frozen=True, slots=True)
class BarisPoin:
    """One target's share in a score.

    :param bagian: the part of the whole that it weighs, 0 to 1; the parts of a score add up to 1.
    """

    capaian: Capaian
    poin: Decimal | None
    bagian: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rincian:
    """The score of a person or a unit for a month with its parts; the parts add up to it.

    :param jabatan: months by unit, for a person whose targets are carried in several posts.
    """

    skor: SkorPegawai | SkorUnit | None
    baris: list[BarisPoin]
    jabatan: Mapping[int, int] = field(default_factory=dict)

    @property
    def penahan(self) -> list[Capaian]:
        """The targets that hold the score back most: below their target, heaviest loss first."""
        short = [row.capaian for row in self.baris if row.capaian.capaian is not None and row.capaian.capaian < 100]
        short.sort(key=lambda row: (row.capaian - 100) * row.target.bobot)
        return short[:2]


def rincian(pegawai_id: int, periode: Periode) -> Rincian:
    """The score of a person up to a month and what it is made of. Two queries, three with several posts."""
    skor = SkorPegawai.objects.filter(pegawai=pegawai_id, periode=periode).select_related("kebijakan").first()
    found = [*rincian_pegawai(pegawai_id, periode)]
    masa = masa_jabatan(pegawai_id, periode, {row.target.unit_kerja_id for row in found})
    faktor = faktor_mutu(found, periode) if skor is not None and skor.kebijakan.bobot_mutu else {}
    rows = [
        BarisPoin(row, None if share is None or row.capaian is None else row.capaian * share, share)
        for row, share in zip(found, bagian_bobot(found, masa, faktor), strict=True)
    ]
    return Rincian(skor, rows, masa if len(masa) > 1 else {})


def rincian_unit(unit_kerja_id: int, periode: Periode) -> list[BarisPoin]:
    """What the score of a unit is made of: its own targets. One query, two where quality weighs."""
    found = [
        *Capaian.objects.filter(target__unit_kerja=unit_kerja_id, target__pegawai=None, periode=periode)
        .select_related("target__indikator", "kebijakan")
        .order_by("-target__bobot", "target__indikator__kode", "pk")
    ]
    faktor = faktor_mutu(found, periode) if found and found[0].kebijakan.bobot_mutu else {}
    shares = bagian_bobot(found, {unit_kerja_id: 1}, faktor)
    return [
        BarisPoin(row, None if share is None or row.capaian is None else row.capaian * share, share)
        for row, share in zip(found, shares, strict=True)
    ]


def masa_jabatan(pegawai_id: int, periode: Periode, unit_ids: Collection[int], awal: int = 1) -> dict[int, int]:
    """Months from ``awal`` in which a person held a post in each of these units, on the month's last day.

    As the engine counts them: one post needs no counting, and where none was held all count alike.
    """
    if len(unit_ids) < 2:
        return dict.fromkeys(unit_ids, 1)
    return hitung_masa(
        [*Penempatan.objects.filter(pegawai=pegawai_id, unit_kerja__in=unit_ids)], periode, unit_ids, awal
    )


def hitung_masa(
    posts: Iterable[Penempatan], periode: Periode, unit_ids: Collection[int], awal: int = 1
) -> dict[int, int]:
    """The same from the posts of a person in these units. No query."""
    posts = [*posts]
    ends = [Periode(tahun=periode.tahun, bulan=bulan).hari_terakhir for bulan in range(awal, periode.bulan + 1)]
    months = {
        unit: sum(any(post.unit_kerja_id == unit and post.holds_on(end) for post in posts) for end in ends)
        for unit in unit_ids
    }
    return months if any(months.values()) else dict.fromkeys(unit_ids, 1)


def faktor_mutu(rows: Sequence[Capaian], periode: Periode) -> dict[int, Decimal]:
    """The weight by validity and controllability of each indicator, by the sheet in force. One query."""
    versions = IndikatorVersi.objects.filter(
        indikator__in={row.target.indikator_id for row in rows}, berlaku_mulai__lte=periode.hari_terakhir.replace(day=1)
    )
    return {
        row.indikator_id: FAKTOR_MUTU.get((row.validitas, row.kendali), Decimal(1))
        for row in versions.order_by("indikator", "berlaku_mulai")
    }


def bagian_bobot(
    rows: Sequence[Capaian], masa: Mapping[int, int], faktor: Mapping[int, Decimal]
) -> list[Decimal | None]:
    """How much of the whole each target weighs: its bobot within its post, times the post's part of the months."""
    weights = [row.target.bobot * faktor.get(row.target.indikator_id, Decimal(1)) for row in rows]
    here: dict[int, Decimal] = {}
    for row, weight in zip(rows, weights, strict=True):
        if row.capaian is not None:
            here[row.target.unit_kerja_id] = here.get(row.target.unit_kerja_id, Decimal(0)) + weight
    span = sum(masa.get(unit, 0) for unit, total in here.items() if total)
    return [
        weight / here[row.target.unit_kerja_id] * masa.get(row.target.unit_kerja_id, 0) / span
        if row.capaian is not None and here[row.target.unit_kerja_id] and span
        else None
        for row, weight in zip(rows, weights, strict=True)
    ]


def riwayat_pegawai(pegawai_id: int, tahun: int) -> dict[int, SkorPegawai]:
    """A person's scores of a year by month. One query."""
    rows = SkorPegawai.objects.filter(pegawai=pegawai_id, periode__tahun=tahun).select_related("periode")
    return {row.periode.bulan: row for row in rows.order_by("periode__bulan")}


def berkala_pegawai(pegawai_id: int, tahun: int) -> list[tuple[str, list[SkorBerkala]]]:
    """A person's scores of single months, quarters and half-years, by kind of range. One query."""
    return _by_range(SkorBerkala.objects.filter(pegawai=pegawai_id, tahun=tahun))


def berkala_unit(unit_kerja_id: int, tahun: int) -> list[tuple[str, list[SkorBerkala]]]:
    """The same of a unit. One query."""
    return _by_range(SkorBerkala.objects.filter(unit_kerja=unit_kerja_id, pegawai=None, tahun=tahun))


def _by_range(rows: SkorBerkalaQuerySet) -> list[tuple[str, list[SkorBerkala]]]:
    found: dict[str, list[SkorBerkala]] = {rentang.value: [] for rentang in Rentang}
    for row in rows.order_by("nomor"):
        found[row.rentang].append(row)
    return [(str(Rentang(name).label), scores) for name, scores in found.items() if scores]


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
    return sebaran_of(counts, skala)


def sebaran_of(counts: Mapping[str, int], skala: Sequence[SkalaKelas]) -> list[Sebaran]:
    """The same from people counted by the name of their class; who has no score is counted without a name."""
    total = sum(counts.values())
    classes = [(kelas.nama, kelas.slot, counts.get(kelas.nama, 0)) for kelas in skala]
    classes.append(("", "", counts.get("", 0)))
    return [
        Sebaran(nama, slot, jumlah, Decimal(jumlah * 100) / total if total else Decimal(0))
        for nama, slot, jumlah in classes
        if nama or jumlah
    ]


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """The score of a person or a unit for January to a month, its parts and its development.

    :param terakhir: the score up to the latest month of the year that was computed; in December, that of the year.
    """

    periode: Periode
    rincian: Rincian
    tren: list[Decimal | None]
    bulan: list[str]
    sebelumnya: SkorPegawai | SkorUnit | None
    terakhir: SkorPegawai | SkorUnit

    @property
    def arah(self) -> str:
        """The development in words."""
        return describe_trend(self.tren, self.bulan)


def ringkasan_pegawai(pegawai_id: int, periode: Periode) -> Ringkasan | None:
    """Three queries; nothing for a person without targets."""
    parts = rincian(pegawai_id, periode)
    return None if parts.skor is None else _ringkasan(periode, parts, riwayat_pegawai(pegawai_id, periode.tahun))


def ringkasan_unit(unit_kerja_id: int, periode: Periode) -> Ringkasan | None:
    """Three queries; nothing for a unit without targets of its own."""
    skor = SkorUnit.objects.filter(unit_kerja=unit_kerja_id, periode=periode).select_related("kebijakan").first()
    if skor is None:
        return None
    past = riwayat_unit([unit_kerja_id], periode.tahun)[unit_kerja_id]
    return _ringkasan(periode, Rincian(skor, rincian_unit(unit_kerja_id, periode)), past)


def _ringkasan(periode: Periode, parts: Rincian, past: Mapping[int, SkorPegawai | SkorUnit]) -> Ringkasan:
    months = [bulan for bulan in sorted(past) if bulan <= periode.bulan]
    return Ringkasan(
        periode=periode,
        rincian=parts,
        tren=[past[bulan].nilai for bulan in months],
        bulan=[nama_bulan(bulan, pendek=True) for bulan in months],
        sebelumnya=past.get(periode.bulan - 1),
        terakhir=past[max(past)],
    )
