"""Rules of the years as pages show them: each version beside what it changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka
from indikator.enums import Pembulatan, TidakDilaporkan
from indikator.models import KebijakanSkor, SkalaKelas


@dataclass(frozen=True, slots=True)
class Beda:
    """One point in which a version differs from the one before."""

    apa: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class Versi:
    """One version with its differences; the first has none."""

    kebijakan: KebijakanSkor
    beda: list[Beda]


def kelas_tertulis(row: SkalaKelas) -> str:
    """``Tinggi: mulai dari 75``: a half-open class in words."""
    if row.batas is None:
        return _("%(nama)s: selebihnya") % {"nama": row.nama}
    cara = _("mulai dari") if row.termasuk else _("lebih dari")
    return f"{row.nama}: {cara} {format_angka(row.batas)}"


def _points(kebijakan: KebijakanSkor) -> Iterator[tuple[str, str]]:
    atas = _("tanpa batas") if kebijakan.batas_atas is None else f"{format_angka(kebijakan.batas_atas)} %"
    yield _("Capaian paling tinggi"), atas
    yield _("Capaian paling rendah"), f"{format_angka(kebijakan.batas_bawah)} %"
    yield _("Bulan tanpa laporan"), str(TidakDilaporkan(kebijakan.tidak_dilaporkan).label)
    yield _("Angka di belakang koma"), str(kebijakan.desimal)
    yield _("Dibulatkan pada"), str(Pembulatan(kebijakan.dibulatkan).label)
    yield _("Bobot menurut validitas dan kendali"), _("ya") if kebijakan.bobot_mutu else _("tidak")
    yield _("Skala"), "; ".join(kelas_tertulis(row) for row in kebijakan.skala.all())
    yield _("Dasar"), kebijakan.dasar or "–"


def butir(kebijakan: KebijakanSkor) -> list[tuple[str, str]]:
    """Everything a version says but its scale, which the page shows as a table."""
    return [(apa, isi) for apa, isi in _points(kebijakan) if apa != _("Skala")]


def versi_tahun(tahun: int) -> list[Versi]:
    """The versions of a year, the latest first. Two queries."""
    rows = [
        *KebijakanSkor.objects.filter(tahun=tahun)
        .select_related("oleh__pegawai")
        .prefetch_related("skala")
        .order_by("versi")
    ]
    found = []
    for before, row in zip([None, *rows], rows, strict=False):
        points = dict(_points(row))
        old = dict(_points(before)) if before is not None else points
        found.append(Versi(row, [Beda(apa, old[apa], baru) for apa, baru in points.items() if old[apa] != baru]))
    return found[::-1]
