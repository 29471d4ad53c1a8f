"""How the entries of a month came in, for the reports of many units: as many queries for one as for a thousand.

Figures are counted for each unit without those below it, and added up along its path.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from binawidya.organisasi.models import Periode, UnitKerja
from indikator.enums import StatusRealisasi, StatusTarget, SumberData
from indikator.models import Bukti, Pengisian, Realisasi, SkalaKelas
from kinerja.models import SkorPegawai
from kinerja.selectors.skor import Sebaran, sebaran_of

PALING_BANYAK_NAMA: Final = 100
_TERKIRIM: Final = (StatusRealisasi.DIAJUKAN, StatusRealisasi.DISETUJUI)


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


def pelaporan_of(units: Sequence[UnitKerja], periode: Periode) -> dict[int, Pelaporan]:
    """By unit: counts of the people whose entries the dashboard counts; evidence and what was sent back from the
    entries. Two queries."""
    people = _under(Pengisian.objects.filter(periode=periode), units)
    # The names differ from those of the columns, which an aggregate of the same name would hide.
    counted = people.values("jalur").annotate(
        a=Sum("wajib"),
        b=Sum("masuk"),
        c=Sum("disetujui"),
        d=Sum(F("masuk") - F("terlambat")),
        e=Count("pk", filter=Q(masuk__lt=F("wajib"))),
    )
    evidence = Exists(Bukti.objects.filter(realisasi=OuterRef("pk")))
    path = "target__pengisi__pengisian__unit_kerja__jalur"
    entered = _under(_due_entries(periode), units, path, target__pengisi__pengisian__periode=periode)
    states = entered.values("jalur").annotate(
        f=Count("pk", filter=Q(status__in=_TERKIRIM) & Q(evidence)),
        g=Count("pk", filter=Q(status=StatusRealisasi.DIKEMBALIKAN)),
    )
    sums = _added_up(units, [*counted, *states])
    return {
        pk: Pelaporan(
            wajib=found["a"], diajukan=found["b"], disetujui=found["c"], tepat_waktu=found["d"],
            berbukti=found["f"], dikembalikan=found["g"], pengisi_belum=found["e"],
        )
        for pk, found in sums.items()
    }  # fmt: skip


def belum_lapor_of(units: Sequence[UnitKerja], periode: Periode) -> dict[int, tuple[BelumLapor, ...]]:
    """By unit: the people with most missing entries first; who is beyond the limit is only counted. One query."""
    returned = (
        _due_entries(periode)
        .filter(target__pengisi=OuterRef("pegawai"), status=StatusRealisasi.DIKEMBALIKAN)
        .order_by()
        .values("target__pengisi")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = (
        _under(Pengisian.objects.filter(periode=periode).belum(), units)
        .annotate(sisa=F("wajib") - F("masuk"), kembali=Coalesce(Subquery(returned), 0))
        .order_by("-sisa", "pegawai__nama", "pegawai")
        .values_list("jalur", "pegawai__nama", "unit_kerja__nama", "sisa", "kembali")
    )
    found: dict[int, list[BelumLapor]] = {unit.pk: [] for unit in units}
    for jalur, *row in rows.iterator():
        for above in jalur:
            if above in found and len(found[above]) < PALING_BANYAK_NAMA:
                found[above].append(BelumLapor(*row))
    return {pk: tuple(names) for pk, names in found.items()}


def sebaran_of_units(
    units: Sequence[UnitKerja], periode: Periode, skala: Mapping[int, Sequence[SkalaKelas]]
) -> dict[int, tuple[Sebaran, ...]]:
    """By unit: how the people of its subtree spread over its classes. One query.

    :param skala: the classes of each unit.
    """
    rows = _under(SkorPegawai.objects.filter(periode=periode), units)
    counts = _added_up(units, rows.values("jalur", "kelas").annotate(n=Count("pk")), key="kelas")
    return {unit.pk: tuple(sebaran_of(counts[unit.pk], skala[unit.pk])) for unit in units}


def _under(rows: Any, units: Sequence[UnitKerja], path: str = "unit_kerja__jalur", **where: Any) -> Any:
    """Rows in these units or below them, with the path of the unit that they belong to.

    :param where: further conditions on the rows that the path leads over.
    """
    below = {f"{path}__overlap": [unit.pk for unit in units]}
    return rows.filter(**below, **where).order_by().annotate(jalur=F(path))


def _due_entries(periode: Periode) -> Any:
    """Entries of the month that had to be made by hand."""
    return Realisasi.objects.filter(
        periode=periode,
        target__tahun=periode.tahun,
        target__status=StatusTarget.DISETUJUI,
        target__sumber=SumberData.ISIAN,
        **{f"target__bulanan__{periode.bulan - 1}__isnull": False},
    )


def _added_up(units: Sequence[UnitKerja], rows: Any, *, key: str = "") -> dict[int, dict[str, int]]:
    """By unit: the sums of all rows whose path leads through it.

    :param key: the column whose value names the sum, of rows that carry one count only.
    """
    found: dict[int, dict[str, int]] = {unit.pk: defaultdict(int) for unit in units}
    for row in rows:
        named = {row[key]: row["n"]} if key else {name: value for name, value in row.items() if name != "jalur"}
        for above in row["jalur"]:
            if (sums := found.get(above)) is not None:
                for name, value in named.items():
                    sums[name] += value
    return found
