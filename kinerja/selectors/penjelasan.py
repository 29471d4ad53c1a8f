"""How a figure came about, as one line of text: the same on paper and in the API."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode
from binawidya.umum.numbers import format_angka
from indikator.enums import Agregasi, StatusCapaian, StatusRealisasi
from indikator.models import Capaian, Realisasi, SkalaKelas, TargetIndikator
from indikator.selectors.rumus import rumus_capaian
from kinerja.selectors.skor import BarisPoin


def rumus(capaian: Capaian, target: TargetIndikator) -> str:
    """The formula with its numbers, step by step; what is missing where there is no figure."""
    if capaian.status == StatusCapaian.BELUM_DIUKUR:
        return _("belum ada bulan yang bertarget")
    if capaian.status == StatusCapaian.BELUM_DIKETAHUI:
        return _("menunggu laporan yang disetujui")
    steps = []
    indikator = target.indikator
    if indikator.agregasi == Agregasi.RASIO and capaian.penyebut and capaian.realisasi is not None:
        above, below = format_angka(capaian.pembilang or Decimal(0)), format_angka(capaian.penyebut)
        found = format_angka(capaian.realisasi, indikator.desimal)
        steps.append(f"{above} ÷ {below} × {format_angka(indikator.pengali)} = {found}")
    whole = capaian.bulan_dilaporkan == capaian.bulan_bertarget
    if whole and target.bulanan_atas is None and capaian.realisasi is not None:
        steps.append(
            rumus_capaian(
                polarisasi=indikator.polarisasi,
                target=capaian.target_kumulatif or Decimal(0),
                realisasi=capaian.realisasi,
                hasil=capaian.capaian_mentah,
                nilai_terburuk=target.nilai_terburuk,
            )
        )
    else:
        steps.append(
            _("%(ada)d dari %(semua)d laporan bulanan masuk")
            % {"ada": capaian.bulan_dilaporkan, "semua": capaian.bulan_bertarget}
        )
        if capaian.capaian_mentah is not None:
            steps[-1] += f" = {format_angka(capaian.capaian_mentah, 2)} %"
    if capaian.capaian is not None and capaian.capaian != capaian.capaian_mentah:
        steps.append(_("dihitung %(c)s %%") % {"c": format_angka(capaian.capaian, 2)})
    return "; ".join(steps)


@dataclass(frozen=True, slots=True)
class Isian:
    """One approved entry that went into a figure."""

    pk: int
    bulan: int
    nilai: Decimal | None
    pembilang: Decimal | None
    penyebut: Decimal | None
    disetujui_at: datetime | None


def isian_disetujui(target_ids: Iterable[int], periode: Periode, awal: int = 1) -> dict[int, list[Isian]]:
    """The approved entries from a month of the year, 1 to 12, to another, by target. One query."""
    found: dict[int, list[Isian]] = {}
    rows = Realisasi.objects.filter(
        target__in=[*target_ids],
        periode__tahun=periode.tahun,
        periode__bulan__range=(awal, periode.bulan),
        status=StatusRealisasi.DISETUJUI,
    ).select_related("periode")
    for row in rows.order_by("target", "periode__bulan"):
        found.setdefault(row.target_id, []).append(
            Isian(row.pk, row.periode.bulan, row.nilai, row.pembilang, row.penyebut, row.diverifikasi_at)
        )
    return found


@dataclass(frozen=True, slots=True)
class BarisTerurai:
    """One target of a score with what its figure was computed from.

    :param jejak: the stored figure of the target up to the last month, which opens to who entered and who approved.
    """

    baris: BarisPoin
    rumus: str
    isian: list[Isian]
    jejak: int | None


def urai(rows: Sequence[BarisPoin], periode: Periode, awal: int) -> list[BarisTerurai]:
    """The parts of a score of the months from ``awal``, 1 to 12, to ``periode``.

    One query; two where the figures are not stored.
    """
    entries = isian_disetujui((row.capaian.target_id for row in rows), periode, awal)
    stored: dict[int, int | None] = {row.capaian.target_id: row.capaian.pk for row in rows}
    computed = [target_id for target_id, pk in stored.items() if pk is None]
    if computed:
        figures = Capaian.objects.filter(target__in=computed, periode=periode)
        stored.update(figures.values_list("target_id", "pk"))
    return [
        BarisTerurai(
            row,
            rumus(row.capaian, row.capaian.target),
            entries.get(row.capaian.target_id, []),
            stored[row.capaian.target_id],
        )
        for row in rows
    ]


def batas(kelas: SkalaKelas) -> str:
    """From where a class holds: ``> 90``, ``>= 75``, or nothing for the lowest."""
    if kelas.batas is None:
        return ""
    return f"{'>=' if kelas.termasuk else '>'} {kelas.batas.normalize():f}"
