"""What a Perjanjian Kinerja says, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.selectors.susunan_unit import chains_on
from binawidya.umum.dates import today
from indikator.enums import StatusAddendum, StatusTarget
from indikator.models import AddendumTarget, ProgramAnggaran, TargetIndikator
from kinerja.models import Dokumen
from kinerja.selectors.pejabat import Kop, Pejabat, heads, letterhead, official, standing


@dataclass(frozen=True, slots=True)
class PerjanjianKinerja:
    """The promise of a unit for a year.

    :param pertama: who leads the unit and signs first; nobody while the post is vacant.
    :param kedua: the superior of that post; nobody at the top of the tree.
    """

    unit: UnitKerja
    tahun: int
    kop: Kop
    pertama: Pejabat | None
    kedua: Pejabat | None
    target: tuple[TargetIndikator, ...]
    program: tuple[ProgramAnggaran, ...]
    addendum: tuple[AddendumTarget, ...]

    @property
    def belum_disetujui(self) -> int:
        return sum(target.status != StatusTarget.DISETUJUI for target in self.target)


def plan_day(tahun: int) -> date:
    """The day whose posts sign a plan: today, or the last day of a year that is over."""
    return min(today(), date(tahun, 12, 31))


def perjanjian(dokumen: Dokumen) -> PerjanjianKinerja:
    """Gather the agreement of a unit."""
    return perjanjian_banyak([dokumen])[dokumen.pk]


def perjanjian_banyak(documents: Sequence[Dokumen]) -> dict[int, PerjanjianKinerja]:
    """Gather the agreements of many units for one year, by document: as many queries for one as for a thousand."""
    year = next((dokumen.tahun for dokumen in documents if dokumen.tahun is not None), None)
    if year is None or any(dokumen.unit_kerja is None for dokumen in documents):
        raise ValueError("an agreement without unit or year")
    ids = [dokumen.unit_kerja_id for dokumen in documents if dokumen.unit_kerja_id is not None]
    tanggal = plan_day(year)
    chains = chains_on(ids, tanggal)
    leaders = {post.unit_kerja_id: post for post in heads(_distinct(chains.values()), tanggal)}
    led = [leaders[unit] for unit in ids if unit in leaders]
    where = standing([post.pegawai_id for post in led], tanggal, units=ids)
    targets = _targets(ids, year)
    changes = changes_of([target for rows in targets.values() for target in rows])
    programmes: dict[int, list[ProgramAnggaran]] = defaultdict(list)
    for row in ProgramAnggaran.objects.filter(unit_kerja__in=ids, tahun=year).order_by("kode"):
        programmes[row.unit_kerja_id].append(row)
    made = {}
    for dokumen in documents:
        pk = dokumen.unit_kerja_id or 0
        post = leaders.get(pk)
        made[dokumen.pk] = PerjanjianKinerja(
            unit=chains[pk][-1],
            tahun=year,
            kop=letterhead(chains[pk]),
            pertama=official(post) if post else None,
            kedua=where.superior(post) if post else None,
            target=tuple(targets[pk]),
            program=tuple(programmes[pk]),
            addendum=in_time(targets[pk], changes),
        )
    return made


def _distinct(chains: Iterable[Sequence[UnitKerja]]) -> list[UnitKerja]:
    return [*{unit.pk: unit for chain in chains for unit in chain}.values()]


def _targets(unit_ids: Collection[int], tahun: int) -> Mapping[int, list[TargetIndikator]]:
    """Rows of one sasaran stand together, those without one last."""
    found = TargetIndikator.objects.filter(unit_kerja__in=unit_ids, pegawai=None, tahun=tahun)
    by_unit: dict[int, list[TargetIndikator]] = defaultdict(list)
    for target in found.select_related("indikator__sasaran").order_by("indikator__kode", "pk"):
        by_unit[target.unit_kerja_id].append(target)
    for rows in by_unit.values():
        rows.sort(key=_sasaran_first)
    return by_unit


def _sasaran_first(target: TargetIndikator) -> tuple[bool, str]:
    sasaran = target.indikator.sasaran
    return sasaran is None, sasaran.kode if sasaran else ""


def changes_of(targets: Sequence[TargetIndikator]) -> dict[int, list[AddendumTarget]]:
    """The changes of these targets that count, by target. One query."""
    found = AddendumTarget.objects.filter(target__in=targets, status=StatusAddendum.DISETUJUI)
    changes: dict[int, list[AddendumTarget]] = {}
    for row in found.select_related("target__indikator").order_by("tanggal", "pk"):
        changes.setdefault(row.target_id, []).append(row)
    return changes


def in_time(
    targets: Sequence[TargetIndikator], changes: Mapping[int, Sequence[AddendumTarget]]
) -> tuple[AddendumTarget, ...]:
    """The changes of some targets together, the oldest first."""
    found = [row for target in targets for row in changes.get(target.pk, ())]
    return tuple(sorted(found, key=lambda row: (row.tanggal, row.pk)))
