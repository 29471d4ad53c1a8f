"""The strategy map: goals, their indicators, and where those stand in a month. Four queries, whatever its size."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q

from binawidya.organisasi.models import Periode, UnitKerja, User
from binawidya.umum.dates import today
from indikator.models import Capaian, Indikator, Sasaran, TargetIndikator
from indikator.selectors.sasaran import Simpul, build_tree, flat, kode_key


@dataclass(frozen=True, slots=True)
class Daun:
    """An indicator on the map, with its figure of the month if there is one."""

    indikator: Indikator
    capaian: Capaian | None
    bertarget: bool

    @property
    def slot(self) -> str:
        return self.capaian.slot if self.capaian else ""

    @property
    def tingkat(self) -> str:
        """Icon of the class: five bars for the best."""
        return f"tingkat-{self.slot[1:]}"

    @property
    def keadaan(self) -> str:
        """The word where there is no figure."""
        if self.capaian is not None:
            return self.capaian.status
        return "belum_diukur"


@dataclass(slots=True)
class SimpulPeta:
    """A goal on the map."""

    simpul: Simpul
    daun: list[Daun]
    anak: "list[SimpulPeta]" = field(default_factory=list)
    di_bawah: int = 0  # indicators of everything below

    @property
    def sasaran(self) -> Sasaran:
        return self.simpul.sasaran


@dataclass(frozen=True, slots=True)
class Peta:
    """A whole map."""

    akar: list[SimpulPeta]
    lepas: int  # IKU without a goal
    jumlah: int
    mencapai: int
    diukur: int
    indikator: int


def _figures(indikator_ids: Iterable[int], periode: Periode | None, tahun: int) -> dict[int, Capaian | None]:
    """By indicator: the figure of its owner's own target; ``None`` for one with a target but no figure."""
    own = Q(target__pegawai=None, target__unit_kerja=F("target__indikator__unit_kerja"))
    targets = TargetIndikator.objects.filter(
        indikator__in=indikator_ids, tahun=tahun, pegawai=None, unit_kerja=F("indikator__unit_kerja")
    )
    found: dict[int, Capaian | None] = dict.fromkeys(targets.values_list("indikator_id", flat=True))
    if periode is not None:
        rows = Capaian.objects.filter(own, periode=periode, target__indikator__in=indikator_ids)
        for row in rows.select_related("target").order_by("target_id"):
            found[row.target.indikator_id] = row
    return found


def peta_for(
    user: User, *, tahun: int, periode: Periode | None, di: Sasaran | None = None, unit: UnitKerja | None = None
) -> Peta:
    """The map of a year within the user's reach.

    :param periode: the month whose figures are shown.
    :param di: only this goal and what is below it.
    :param unit: only goals of that unit and the units below it.
    """
    rows = Sasaran.objects.visible_to(user).pada(tahun).select_related("unit_kerja")
    if di is not None:
        rows = rows.filter(jalur__contains=[di.pk])
    if unit is not None:
        rows = rows.filter(unit_kerja__jalur__contains=[unit.pk])
    trees = build_tree(rows)
    goals = [node.sasaran.pk for node in flat(trees)]
    sheets = Indikator.objects.visible_to(user).dipakai(today())
    if unit is not None:
        sheets = sheets.filter(unit_kerja__jalur__contains=[unit.pk])
    placed = sheets.filter(sasaran__in=goals).select_related("unit_kerja")
    indikator = sorted(placed, key=lambda row: (kode_key(row.kode), row.pk))
    figures = _figures([row.pk for row in indikator], periode, tahun)
    by_goal: dict[int | None, list[Daun]] = {}
    for row in indikator:
        leaf = Daun(row, figures.get(row.pk), row.pk in figures)
        by_goal.setdefault(row.sasaran_id, []).append(leaf)
    known = [leaf.capaian.capaian for several in by_goal.values() for leaf in several
             if leaf.capaian is not None and leaf.capaian.capaian is not None]  # fmt: skip
    return Peta(
        akar=[_mapped(tree, by_goal) for tree in trees],
        lepas=sheets.filter(sasaran=None, utama=True).count() if di is None else 0,
        jumlah=len(goals),
        mencapai=sum(value >= 100 for value in known),
        diukur=len(known),
        indikator=len(indikator),
    )


def _mapped(node: Simpul, by_goal: dict[int | None, list[Daun]]) -> SimpulPeta:
    mapped = SimpulPeta(node, by_goal.get(node.sasaran.pk, []), [_mapped(anak, by_goal) for anak in node.anak])
    mapped.di_bawah = len(mapped.daun) + sum(anak.di_bawah for anak in mapped.anak)
    return mapped
