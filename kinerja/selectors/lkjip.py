"""What the draft of chapter III of a unit's LKjIP says: this year's figures beside others, and what explains them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.organisasi.selectors.susunan_unit import ancestors_on
from indikator.enums import StatusCapaian
from indikator.models import Capaian, KebijakanSkor, ProgramAnggaran, Realisasi, TargetIndikator
from indikator.scoring import Kelas
from kinerja.models import Dokumen, SkorUnit
from kinerja.selectors.laporan_unit import policy
from kinerja.selectors.pejabat import Kop, Pejabat, head_of, heads, letterhead
from kinerja.selectors.perjanjian import plan_day

TAHUN_SEBELUMNYA: Final = 2


@dataclass(frozen=True, slots=True)
class BarisLkjip:
    """One indicator: this year, the years before, and the target of the last year of its sasaran.

    :param dahulu: the figures of earlier years, by year.
    :param akhir: the target for the last year of the sasaran, if that year is planned already.
    :param catatan: entries up to the month of the figures in which something was noted, the oldest first.
    """

    nomor: int
    target: TargetIndikator
    capaian: Capaian | None
    dahulu: Mapping[int, Capaian]
    akhir: TargetIndikator | None
    catatan: tuple[Realisasi, ...]

    @property
    def terukur(self) -> bool:
        return self.capaian is not None and self.capaian.status == StatusCapaian.DIKETAHUI

    @property
    def tercapai(self) -> bool:
        return self.capaian is not None and self.capaian.capaian is not None and self.capaian.capaian >= 100


@dataclass(frozen=True, slots=True)
class Lkjip:
    """The chapter. ``periode`` is the last closed month of the year, else the last that was opened; nothing where none
    was."""

    unit: UnitKerja
    tahun: int
    periode: Periode | None
    kop: Kop
    kepala: Pejabat | None
    kebijakan: KebijakanSkor
    skala: tuple[Kelas, ...]
    skor: SkorUnit | None
    baris: tuple[BarisLkjip, ...]
    program: tuple[ProgramAnggaran, ...]

    @property
    def selesai(self) -> bool:
        """Whether the year is over and closed."""
        return self.periode is not None and self.periode.bulan == 12 and self.periode.ditutup


def lkjip(dokumen: Dokumen) -> Lkjip:
    """Gather the chapter of one unit in a number of queries that indicators do not change.

    :raises KebijakanSkor.DoesNotExist: no policy was ever set.
    """
    if dokumen.unit_kerja is None or dokumen.tahun is None:
        raise ValueError("a chapter without unit or year")
    year = dokumen.tahun
    opened = [*Periode.objects.dimulai().filter(tahun=year).order_by("-bulan")]
    month = next((one for one in opened if one.ditutup), opened[0] if opened else None)
    day = plan_day(year)
    chain = ancestors_on(dokumen.unit_kerja, day)
    unit = chain[-1]
    score = SkorUnit.objects.filter(unit_kerja=unit, periode=month).first() if month else None
    kebijakan = policy(score.kebijakan_id if score else None, month or Periode(tahun=year, bulan=12))
    return Lkjip(
        unit=unit,
        tahun=year,
        periode=month,
        kop=letterhead(chain),
        kepala=head_of(unit, heads([unit], day)),
        kebijakan=kebijakan,
        skala=tuple(kebijakan.daftar_kelas()),
        skor=score,
        baris=_rows(unit, year, month),
        program=tuple(ProgramAnggaran.objects.filter(unit_kerja=unit, tahun=year).order_by("kode")),
    )


def _rows(unit: UnitKerja, year: int, month: Periode | None) -> tuple[BarisLkjip, ...]:
    found = TargetIndikator.objects.berlaku(year).filter(unit_kerja=unit, pegawai=None)
    targets = sorted(
        found.select_related("indikator__sasaran").order_by("indikator__kode", "pk"),
        key=lambda row: (row.indikator.sasaran is None, row.indikator.sasaran.kode if row.indikator.sasaran else ""),
    )
    figures = {row.target_id: row for row in Capaian.objects.filter(periode=month, target__in=targets)} if month else {}
    notes: dict[int, list[Realisasi]] = {}
    for entry in _noted(targets, month):
        notes.setdefault(entry.target_id, []).append(entry)
    before, ends = _before(targets, unit, year), _ends(targets, unit)
    return tuple(
        BarisLkjip(
            nomor=number,
            target=target,
            capaian=figures.get(target.pk),
            dahulu=before.get(target.indikator_id, {}),
            akhir=ends.get(target.indikator_id),
            catatan=tuple(notes.get(target.pk, ())),
        )
        for number, target in enumerate(targets, start=1)
    )


def _noted(targets: Sequence[TargetIndikator], month: Periode | None) -> Sequence[Realisasi]:
    """What was noted in the months that the figures speak of."""
    silent = Q(catatan="", kendala="", rencana="")
    until = month.bulan if month else 0
    entries = Realisasi.objects.filter(target__in=targets, periode__bulan__lte=until).exclude(silent)
    return [*entries.select_related("periode").order_by("periode__bulan", "pk")]


def _before(targets: Sequence[TargetIndikator], unit: UnitKerja, year: int) -> dict[int, dict[int, Capaian]]:
    """The last computed figure of each earlier year, by indicator and year. One query."""
    rows = Capaian.objects.filter(
        target__indikator__in=[target.indikator_id for target in targets],
        target__unit_kerja=unit,
        target__pegawai=None,
        target__tahun__gte=year - TAHUN_SEBELUMNYA,
        target__tahun__lt=year,
    ).select_related("target__indikator")
    found: dict[int, dict[int, Capaian]] = {}
    for row in rows.order_by("periode__tahun", "periode__bulan", "pk"):
        found.setdefault(row.target.indikator_id, {})[row.target.tahun] = row
    return found


def _ends(targets: Sequence[TargetIndikator], unit: UnitKerja) -> dict[int, TargetIndikator]:
    """The target of each indicator for the last year of its sasaran, approved or planned. One query."""
    last = {
        target.indikator_id: target.indikator.sasaran.tahun_selesai for target in targets if target.indikator.sasaran
    }
    rows = TargetIndikator.objects.filter(
        indikator__in=[*last], unit_kerja=unit, pegawai=None, tahun__in={*last.values()}
    ).select_related("indikator")
    return {row.indikator_id: row for row in rows.order_by("pk") if row.tahun == last[row.indikator_id]}
