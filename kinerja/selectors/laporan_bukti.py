"""What the report of a person over any months says: every entry with its evidence."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from binawidya.organisasi.models import Pegawai, Periode
from indikator.enums import StatusTarget
from indikator.models import Bukti, Capaian, Realisasi, TargetIndikator
from kinerja.models import Dokumen, SkorPegawai
from kinerja.selectors.pejabat import Kop, Pejabat, letterhead, official, standing, without_post


@dataclass(frozen=True, slots=True)
class IsianBulan:
    """One target in one month, counted among those of the month."""

    nomor: int
    target: TargetIndikator
    isian: Realisasi | None
    capaian: Capaian | None
    bukti: tuple[Bukti, ...]


@dataclass(frozen=True, slots=True)
class Bulan:
    """One month: the score up to then, and every target that was due or entered."""

    periode: Periode
    skor: SkorPegawai | None
    isian: tuple[IsianBulan, ...]


@dataclass(frozen=True, slots=True)
class LaporanBukti:
    """The report. Post and superior are those of the last day of the last month."""

    pegawai: Pegawai
    awal: Periode
    akhir: Periode
    kop: Kop
    jabatan: Pejabat
    atasan: Pejabat | None
    bulan: tuple[Bulan, ...]


def laporan_bukti(dokumen: Dokumen) -> LaporanBukti:
    """Gather it in a number of queries that months, targets and evidence do not change."""
    pegawai, first, last = dokumen.pegawai, dokumen.awal, dokumen.periode
    if pegawai is None or first is None or last is None:
        raise ValueError("a report without person or months")
    months = _months(first, last)
    years = {month.tahun for month in months}
    targets: dict[int, list[TargetIndikator]] = defaultdict(list)
    found = TargetIndikator.objects.filter(pegawai=pegawai, status=StatusTarget.DISETUJUI, tahun__in=years)
    for target in found.select_related("indikator", "unit_kerja").order_by("tahun", "indikator__kode", "pk"):
        targets[target.tahun].append(target)
    here = {"target__pegawai": pegawai, "periode__in": [month.pk for month in months]}
    entries = {(row.target_id, row.periode_id): row for row in Realisasi.objects.filter(**here).order_by("pk")}
    figures = {(row.target_id, row.periode_id): row for row in Capaian.objects.filter(**here).order_by("pk")}
    scores = {row.periode_id: row for row in SkorPegawai.objects.filter(pegawai=pegawai, periode__in=months)}
    evidence: dict[int, list[Bukti]] = defaultdict(list)
    for bukti in Bukti.objects.filter(realisasi__in=[row.pk for row in entries.values()]).order_by("pk"):
        evidence[bukti.realisasi_id].append(bukti)
    units = {target.unit_kerja_id for some in targets.values() for target in some}
    where = standing([pegawai.pk], last.hari_terakhir, units=units)
    posts = where.pos.get(pegawai.pk, ())
    main = posts[0] if posts else None
    home = main.unit_kerja_id if main else next(iter(units), None)
    return LaporanBukti(
        pegawai=pegawai,
        awal=first,
        akhir=last,
        kop=letterhead(where.chain(home) if home is not None else ()),
        jabatan=official(main) if main else without_post(pegawai),
        atasan=where.superior(main) if main else None,
        bulan=tuple(
            Bulan(
                month,
                scores.get(month.pk),
                tuple(
                    IsianBulan(number, target, entry, figures.get((target.pk, month.pk)), _of(entry, evidence))
                    for number, (target, entry) in enumerate(_due(targets[month.tahun], entries, month), start=1)
                ),
            )
            for month in months
        ),
    )


def _due(
    targets: Sequence[TargetIndikator], entries: Mapping[tuple[int, int], Realisasi], month: Periode
) -> Iterator[tuple[TargetIndikator, Realisasi | None]]:
    """The targets that were due in a month, or entered all the same, with their entries."""
    for target in targets:
        entry = entries.get((target.pk, month.pk))
        if entry is not None or target.target_bulan(month.bulan) is not None:
            yield target, entry


def _of(entry: Realisasi | None, evidence: dict[int, list[Bukti]]) -> tuple[Bukti, ...]:
    return tuple(evidence.get(entry.pk, ())) if entry else ()


def _months(first: Periode, last: Periode) -> list[Periode]:
    after = Q(tahun__gt=first.tahun) | Q(tahun=first.tahun, bulan__gte=first.bulan)
    until = Q(tahun__lt=last.tahun) | Q(tahun=last.tahun, bulan__lte=last.bulan)
    return [*Periode.objects.filter(after, until).order_by("tahun", "bulan")]
