"""What a Perjanjian Kinerja says, read in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.selectors.susunan_unit import ancestors_on
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
    if dokumen.unit_kerja is None or dokumen.tahun is None:
        raise ValueError("an agreement without unit or year")
    tanggal = plan_day(dokumen.tahun)
    chain = ancestors_on(dokumen.unit_kerja, tanggal)
    unit = chain[-1]
    leaders = heads(chain, tanggal)
    post = next((one for one in leaders if one.unit_kerja_id == unit.pk), None)
    target = _targets(unit, dokumen.tahun)
    return PerjanjianKinerja(
        unit=unit,
        tahun=dokumen.tahun,
        kop=letterhead(chain),
        pertama=official(post) if post else None,
        kedua=standing([post.pegawai_id], tanggal).superior(post) if post else None,
        target=target,
        program=tuple(ProgramAnggaran.objects.filter(unit_kerja=unit, tahun=dokumen.tahun).order_by("kode")),
        addendum=approved_changes(target),
    )


def _targets(unit: UnitKerja, tahun: int) -> tuple[TargetIndikator, ...]:
    found = TargetIndikator.objects.filter(unit_kerja=unit, pegawai=None, tahun=tahun)
    rows = found.select_related("indikator__sasaran").order_by("indikator__kode", "pk")
    # Rows of one sasaran stand together, those without one last.
    return tuple(sorted(rows, key=_sasaran_first))


def _sasaran_first(target: TargetIndikator) -> tuple[bool, str]:
    sasaran = target.indikator.sasaran
    return sasaran is None, sasaran.kode if sasaran else ""


def approved_changes(targets: Sequence[TargetIndikator]) -> tuple[AddendumTarget, ...]:
    """The changes of these targets that count, the oldest first."""
    found = AddendumTarget.objects.filter(target__in=targets, status=StatusAddendum.DISETUJUI)
    return tuple(found.select_related("target__indikator").order_by("tanggal", "pk"))
