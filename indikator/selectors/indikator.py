"""Indicators as lists and sheets need them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Max, OuterRef, Q

from binawidya.organisasi.models import User
from binawidya.organisasi.policy import scope_q
from binawidya.umum.dates import nama_bulan, today
from indikator.enums import Agregasi, SumberData
from indikator.models import Indikator, IndikatorVersi, TargetIndikator
from indikator.models.indikator import IndikatorQuerySet
from indikator.models.lembar import KOLOM_LEMBAR, LembarIndikator


def indikator_for(user: User, *, ditarik: bool = False) -> IndikatorQuerySet:
    """Indicators within the user's reach, with how many targets they have this year."""
    rows = Indikator.objects.visible_to(user).select_related("unit_kerja", "sasaran")
    if not ditarik:
        rows = rows.dipakai(today())
    bertarget = TargetIndikator.objects.filter(indikator=OuterRef("pk"), tahun=today().year)
    # A goal of a unit above may lie outside the reach of whoever sees the indicator: then its name is no link.
    terbaca = ExpressionWrapper(
        scope_q("sasaran.read", user.lingkup, jalur="sasaran__unit_kerja__jalur"), output_field=BooleanField()
    )
    return rows.annotate(bertarget=Exists(bertarget), sasaran_terbaca=terbaca)


def search_indikator(rows: IndikatorQuerySet, cari: str) -> IndikatorQuerySet:
    """Those whose code, name or goal holds the text."""
    if not cari:
        return rows
    return rows.filter(Q(kode__icontains=cari) | Q(nama__icontains=cari) | Q(sasaran__nama__icontains=cari))


def cara_mengisi(lembar: LembarIndikator) -> str:
    """``nilai``, ``rasio``, ``survei`` or ``turunan``: how its realisasi comes about."""
    if lembar.sumber == SumberData.SURVEI:
        return "survei"
    if lembar.sumber == SumberData.TURUNAN:
        return "turunan"
    return "rasio" if lembar.agregasi == Agregasi.RASIO else "nilai"


@dataclass(frozen=True, slots=True)
class TargetTahun:
    """What an indicator promises in a year.

    :ivar n: targets of all owners that use it.
    :ivar target: of the unit that owns the indicator, if it has one; ``target_atas`` for a range.
    """

    n: int
    target: Decimal | None
    target_atas: Decimal | None


def target_tahunan(indikator: Indikator) -> dict[int, TargetTahun]:
    """Targets by year, latest first. One query."""
    own = Q(pegawai=None, unit_kerja=indikator.unit_kerja_id)
    rows = TargetIndikator.objects.filter(indikator=indikator).order_by("-tahun").values("tahun")
    rows = rows.annotate(n=Count("pk"), nilai=Max("target", filter=own), atas=Max("target_atas", filter=own))
    return {row["tahun"]: TargetTahun(row["n"], row["nilai"], row["atas"]) for row in rows}


@dataclass(frozen=True, slots=True)
class BedaKolom:
    """One column that a version changed."""

    nama: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class Riwayat:
    """A version with what it changed."""

    versi: IndikatorVersi
    sampai: str
    beda: tuple[BedaKolom, ...]
    berlaku: bool
    nanti: bool


def _month(day: date) -> str:
    return f"{nama_bulan(day.month)} {day.year}"


def shown_value(lembar: LembarIndikator, kolom: str) -> str:
    """A column as people read it."""
    value = getattr(lembar, kolom)
    display = getattr(lembar, f"get_{kolom}_display", None)
    if display is not None:
        return str(display())
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "" if value is None else str(value)


def riwayat_of(indikator: Indikator) -> list[Riwayat]:
    """The versions of a sheet, latest first, each with what it changed. One query."""
    rows = [*indikator.versi.select_related("sasaran", "oleh__pegawai").order_by("berlaku_mulai")]
    in_force = max((row.berlaku_mulai for row in rows if row.berlaku_mulai <= today()), default=None)
    found = []
    for place, row in enumerate(rows):
        before = rows[place - 1] if place else None
        after = rows[place + 1] if place + 1 < len(rows) else None
        changed = [
            BedaKolom(
                str(IndikatorVersi._meta.get_field(kolom).verbose_name),  # type: ignore[union-attr]
                shown_value(before, kolom),
                shown_value(row, kolom),
            )
            for kolom in KOLOM_LEMBAR
            if before is not None and getattr(before, kolom) != getattr(row, kolom)
        ]
        found.append(
            Riwayat(
                row,
                _month(date.fromordinal(after.berlaku_mulai.toordinal() - 1)) if after else "",
                tuple(changed),
                row.berlaku_mulai == in_force,
                row.berlaku_mulai > today(),
            )
        )
    return found[::-1]
