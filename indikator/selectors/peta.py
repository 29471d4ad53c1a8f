"""The strategy map: goals, their indicators, and where those stand in a month. Six queries, whatever its size."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q

from binawidya.organisasi.models import Periode, UnitKerja, User
from binawidya.organisasi.policy import allows, relations_to
from binawidya.umum.dates import today
from indikator.models import Capaian, Indikator, Sasaran, TargetIndikator
from indikator.models.sasaran import SasaranQuerySet
from indikator.selectors.sasaran import Simpul, build_tree, flat, kode_key

# Goals on one page; of a larger plan as many whole levels as fit, and a way down from the last of them.
SEKALIGUS: Final = 400
# Goals and indicators that people still read as one picture.
TERBACA: Final = 150
LIPAT_MULAI: Final = 3


@dataclass(frozen=True, slots=True)
class Daun:
    """An indicator on the map, with its figure of the month if there is one."""

    indikator: Indikator
    capaian: Capaian | None
    bertarget: bool
    terbaca: bool  # whether the user may see what the figure was computed from

    @property
    def slot(self) -> str:
        return self.capaian.slot if self.capaian else ""

    @property
    def tingkat(self) -> str:
        """Icon of the class: five bars for the best."""
        return f"tingkat-{self.slot[1:]}"

    @property
    def belum(self) -> bool:
        """Whether it was measured and has not reached its target."""
        return self.capaian is not None and self.capaian.capaian is not None and self.capaian.capaian < 100

    @property
    def keadaan(self) -> str:
        """The word where there is no figure."""
        if self.capaian is not None:
            return self.capaian.status
        return "belum_diukur"


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Indicators of several units that measure the same under one goal; most are alone."""

    nama: str
    daun: list[Daun]

    @property
    def sendiri(self) -> Daun | None:
        return self.daun[0] if len(self.daun) == 1 else None


@dataclass(slots=True)
class SimpulPeta:
    """A goal on the map."""

    simpul: Simpul
    daun: list[Daun]
    anak: "list[SimpulPeta]" = field(default_factory=list)
    di_bawah: int = 0  # goals below it
    di_bawah_belum: int = 0  # measured indicators of those that have not reached their target
    terpotong: bool = False  # there is more below it, on a map of its own

    @property
    def sasaran(self) -> Sasaran:
        return self.simpul.sasaran

    @property
    def dapat_dilipat(self) -> bool:
        """Whether what is below it may be folded away: branches of the third level and below."""
        return bool(self.anak) and self.simpul.tingkat >= LIPAT_MULAI

    @property
    def kelompok(self) -> list[Kelompok]:
        """Its indicators; those of the same name stand together, where the first of them stands."""
        groups: dict[str, list[Daun]] = {}
        for daun in self.daun:
            groups.setdefault(daun.indikator.nama, []).append(daun)
        return [Kelompok(nama, daun) for nama, daun in groups.items()]


@dataclass(frozen=True, slots=True)
class Peta:
    """A whole map."""

    akar: list[SimpulPeta]
    lepas: int  # IKU without a goal
    jumlah: int
    mencapai: int
    diukur: int
    indikator: int

    @property
    def besar(self) -> bool:
        """Whether it is too long to be read at once, so that lower branches are folded."""
        return self.jumlah + self.indikator > TERBACA


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


def _levels_that_fit(rows: SasaranQuerySet) -> int:
    """How deep the goals may stand that are shown at once."""
    counts = rows.order_by("jalur__len").values_list("jalur__len").annotate(n=Count("pk"))
    deepest, shown = 0, 0
    for depth, n in counts:
        shown += n
        if shown > SEKALIGUS and deepest:
            break
        deepest = depth
    return deepest


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
    below = Sasaran.objects.pada(tahun).filter(induk=OuterRef("pk"))
    rows = rows.filter(jalur__len__lte=(deepest := _levels_that_fit(rows))).annotate(punya_anak=Exists(below))
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
        relations = relations_to(user.lingkup, jalur=row.unit_kerja.jalur)
        leaf = Daun(row, figures.get(row.pk), row.pk in figures, allows("capaian.read", relations))
        by_goal.setdefault(row.sasaran_id, []).append(leaf)
    known = [leaf.capaian.capaian for several in by_goal.values() for leaf in several
             if leaf.capaian is not None and leaf.capaian.capaian is not None]  # fmt: skip
    return Peta(
        akar=[_mapped(tree, by_goal, deepest) for tree in trees],
        lepas=sheets.filter(sasaran=None, utama=True).count() if di is None else 0,
        jumlah=len(goals),
        mencapai=sum(value >= 100 for value in known),
        diukur=len(known),
        indikator=len(indikator),
    )


def _mapped(node: Simpul, by_goal: dict[int | None, list[Daun]], deepest: int) -> SimpulPeta:
    below = [_mapped(anak, by_goal, deepest) for anak in node.anak]
    mapped = SimpulPeta(node, by_goal.get(node.sasaran.pk, []), below)
    mapped.terpotong = len(node.sasaran.jalur) == deepest and bool(getattr(node.sasaran, "punya_anak", False))
    mapped.di_bawah = sum(anak.di_bawah + 1 for anak in mapped.anak)
    mapped.di_bawah_belum = sum(anak.di_bawah_belum + sum(leaf.belum for leaf in anak.daun) for anak in mapped.anak)
    return mapped
