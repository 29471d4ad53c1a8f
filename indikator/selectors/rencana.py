"""Plans as pages show them: the owners in reach with how far their plan is, and one plan with its targets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Pegawai, Penempatan, UnitKerja, User
from binawidya.organisasi.policy import scope_paths
from binawidya.umum.dates import today
from indikator.enums import TARGET_DAPAT_DIUBAH, StatusAddendum, StatusTarget
from indikator.models import AddendumTarget, Pemilik, TargetIndikator
from indikator.models.target_indikator import TargetIndikatorQuerySet
from indikator.permissions import can_read_rencana
from indikator.selectors.rencana_periksa import SERATUS, Temuan, closed_months, findings


@dataclass(slots=True)
class BarisRencana:
    """One target of a plan, with what is wrong with it and a change that waits."""

    target: TargetIndikator
    temuan: list[Temuan]
    addendum: AddendumTarget | None = None
    turunan: int = 0


@dataclass(slots=True)
class Rencana:
    """One plan."""

    pemilik: Pemilik
    baris: list[BarisRencana] = field(default_factory=list)
    ditutup: frozenset[int] = frozenset()

    @property
    def target(self) -> list[TargetIndikator]:
        return [row.target for row in self.baris]

    @property
    def jumlah_bobot(self) -> Decimal:
        return sum((target.bobot for target in self.target), Decimal(0))

    @property
    def bobot_pas(self) -> bool:
        return self.jumlah_bobot == SERATUS

    @property
    def dapat_diajukan(self) -> list[BarisRencana]:
        """What a submission would hand in."""
        return [row for row in self.baris if row.target.status in TARGET_DAPAT_DIUBAH]

    @property
    def menunggu(self) -> list[TargetIndikator]:
        return [target for target in self.target if target.status == StatusTarget.DIAJUKAN]

    @property
    def disetujui(self) -> list[TargetIndikator]:
        return [target for target in self.target if target.status == StatusTarget.DISETUJUI]

    @property
    def jumlah_temuan(self) -> int:
        return sum(len(row.temuan) for row in self.dapat_diajukan)

    @property
    def alasan(self) -> list[str]:
        """Why it was returned, each reason once."""
        returned = [one for one in self.target if one.status == StatusTarget.DIKEMBALIKAN]
        return [*dict.fromkeys(target.alasan for target in returned)]

    @property
    def status(self) -> str:
        """The state that asks for something first."""
        states = {target.status for target in self.target}
        order = (StatusTarget.DIKEMBALIKAN, StatusTarget.DIAJUKAN, StatusTarget.DRAF, StatusTarget.DISETUJUI)
        return next((str(state) for state in order if state in states), "")


def find_pemilik(user: User, tahun: int, unit_id: int, pegawai_id: int | None) -> Pemilik | None:
    """The owner of a plan within the user's reach. A person owns a plan only where a post or a target is."""
    unit = UnitKerja.objects.select_related("induk").filter(pk=unit_id).first()
    if unit is None:
        return None
    pegawai = Pegawai.objects.filter(pk=pegawai_id).first() if pegawai_id else None
    if pegawai_id and (pegawai is None or not _belongs(pegawai, unit)):
        return None
    pemilik = Pemilik(tahun, unit, pegawai)
    return pemilik if can_read_rencana(user, pemilik) else None


def _belongs(pegawai: Pegawai, unit: UnitKerja) -> bool:
    posts = Penempatan.objects.filter(pegawai=pegawai, unit_kerja=unit)
    return posts.exists() or TargetIndikator.objects.filter(pegawai=pegawai, unit_kerja=unit).exists()


def rencana_of(pemilik: Pemilik) -> Rencana:
    """The plan with everything its page shows. Four queries."""
    targets = (
        pemilik.target()
        .select_related("indikator__sasaran", "induk__indikator", "induk__unit_kerja", "induk__pegawai", "pengisi")
        .annotate(n_turunan=Count("turunan"))
        .order_by("tambahan", "indikator__kode", "pk")
    )
    closed = closed_months(pemilik.tahun)
    rows = [*targets]
    waiting = {
        one.target_id: one
        for one in AddendumTarget.objects.filter(target__in=rows, status=StatusAddendum.DIAJUKAN).order_by("pk")
    }
    return Rencana(
        pemilik,
        [
            BarisRencana(
                target,
                findings(target, closed) if target.status in TARGET_DAPAT_DIUBAH else [],
                waiting.get(target.pk),
                getattr(target, "n_turunan", 0),
            )
            for target in rows
        ],
        closed,
    )


def own_pemilik(user: User, tahun: int) -> Pemilik | None:
    """The own plan: at the definitive post of today, else where the own targets are."""
    me = user.lingkup.pegawai_id
    if me is None:
        return None
    posts = Penempatan.objects.on(today()).filter(pegawai=me).select_related("unit_kerja", "pegawai")
    post = posts.order_by("jenis", "pk").first()
    if post is not None:
        return Pemilik(tahun, post.unit_kerja, post.pegawai)
    last = TargetIndikator.objects.filter(pegawai=me).select_related("unit_kerja", "pegawai").order_by("-tahun").first()
    return Pemilik(tahun, last.unit_kerja, last.pegawai) if last else None


def _in_reach(user: User) -> Q:
    lingkup = user.lingkup
    scope = scope_paths("target.list", lingkup)
    reach = Q(pk__in=[])
    if scope.own and lingkup.pegawai_id:
        reach |= Q(pegawai=lingkup.pegawai_id)
    if scope.below and lingkup.bawahan_di:
        people = sorted({pegawai for pegawai, _unit in lingkup.bawahan_di})
        units = sorted({unit for _pegawai, unit in lingkup.bawahan_di})
        reach |= Q(pegawai__in=people, unit_kerja__in=units)
    if scope.paths:
        reach |= Q(unit_kerja__jalur__overlap=sorted(scope.paths))
    return reach


def to_decide(user: User) -> Q:
    """Targets that wait for a decision of this user: of the team, of units below, and what planning decides."""
    lingkup = user.lingkup
    reach = Q(pk__in=[])
    if lingkup.bawahan_di:
        people = sorted({pegawai for pegawai, _unit in lingkup.bawahan_di})
        units = sorted({unit for _pegawai, unit in lingkup.bawahan_di})
        reach |= Q(pegawai__in=people, unit_kerja__in=units)
    if lingkup.memimpin:
        led = sorted(lingkup.memimpin)
        below = Q(unit_kerja__jalur__overlap=led) & ~Q(unit_kerja__in=led)
        reach |= Q(pegawai=None) & (below | Q(unit_kerja__in=led, unit_kerja__induk=None))
    if planned := lingkup.peran.get(Peran.ADMIN_PERENCANAAN):
        heads = Penempatan.objects.on(today()).filter(
            pegawai=OuterRef("pegawai"), unit_kerja=OuterRef("unit_kerja"), memimpin=True, unit_kerja__induk=None
        )
        reach |= Q(Q(pegawai=None) | Q(Exists(heads)), unit_kerja__jalur__overlap=sorted(planned))
    return reach & ~Q(diajukan_oleh=user.pk)


def _found(user: User, tahun: int, cari: str, keadaan: str) -> TargetIndikatorQuerySet:
    rows = TargetIndikator.objects.filter(_in_reach(user), tahun=tahun)
    if keadaan == "menunggu":
        rows = rows.filter(to_decide(user), status=StatusTarget.DIAJUKAN)
    if cari:
        rows = rows.filter(
            Q(pegawai__nama__icontains=cari) | Q(pegawai=None, unit_kerja__nama__icontains=cari)
            | Q(unit_kerja__kode__istartswith=cari)
        )  # fmt: skip
    return rows


def rencana_target(user: User, tahun: int, *, cari: str = "", keadaan: str = "") -> TargetIndikatorQuerySet:
    """The targets of the plans in the list, in its order; of a state only those that are in it."""
    rows = _found(user, tahun, cari, keadaan)
    if keadaan in StatusTarget.values:
        rows = rows.filter(status=keadaan)
    return rows.order_by("unit_kerja__kode", F("pegawai__nama").asc(nulls_first=True), "indikator__kode", "pk")


def rencana_list(user: User, tahun: int, *, cari: str = "", keadaan: str = "") -> Any:
    """One row for each plan in reach: owner, targets by state, sum of the weights.

    :param keadaan: a state of targets, or ``menunggu`` for what waits for this user.
    """
    rows = _found(user, tahun, cari, keadaan)
    states = {f"n_{state}": Count("pk", filter=Q(status=state)) for state in StatusTarget.values}
    grouped = rows.order_by().values("unit_kerja", "unit_kerja__nama", "unit_kerja__kode", "pegawai", "pegawai__nama")
    listed = grouped.annotate(jumlah=Count("pk"), bobot=Sum("bobot"), **states)
    if keadaan in StatusTarget.values:
        listed = listed.filter(**{f"n_{keadaan}__gt": 0})
    return listed.order_by("unit_kerja__kode", "pegawai__nama", "pegawai")


def row_status(row: dict[str, Any]) -> str:
    """The state of a plan in the list, as :attr:`Rencana.status`."""
    order: Sequence[StatusTarget] = (
        StatusTarget.DIKEMBALIKAN, StatusTarget.DIAJUKAN, StatusTarget.DRAF, StatusTarget.DISETUJUI,
    )  # fmt: skip
    return next((str(state) for state in order if row[f"n_{state}"]), "")
