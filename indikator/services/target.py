"""Targets while they are drafts: made, changed, removed, typed into the grid of a plan.

Lock order of everything that writes targets: the months of the year (shared), then the targets in order of their ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Pegawai, Periode, User
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.locks import hold_shared
from indikator.enums import StatusTarget, SumberData
from indikator.lintasan import SETAHUN, Bulanan
from indikator.models import Indikator, Pemilik, TargetIndikator


@dataclass(frozen=True, slots=True)
class IsianTarget:
    """What people say of a target. ``bulanan`` has twelve places."""

    target: Decimal
    bulanan: Bulanan
    bobot: Decimal
    target_atas: Decimal | None = None
    bulanan_atas: Bulanan | None = None
    nilai_terburuk: Decimal | None = None
    baseline: Decimal | None = None
    pengisi: Pegawai | None = None
    sumber: SumberData = SumberData.ISIAN
    tambahan: bool = False
    aspek: str = ""

    def kolom(self) -> dict[str, Any]:
        """As columns of the table; both bounds or none."""
        upper = self.bulanan_atas if self.target_atas is not None else None
        if self.target_atas is not None and upper is None:
            upper = [None] * SETAHUN
        return {
            "target": self.target,
            "bulanan": self.bulanan,
            "bobot": self.bobot,
            "target_atas": self.target_atas,
            "bulanan_atas": upper,
            "nilai_terburuk": self.nilai_terburuk,
            "baseline": self.baseline,
            "pengisi": self.pengisi,
            "sumber": self.sumber,
            "tambahan": self.tambahan,
            "aspek": self.aspek,
        }


def hold_year(tahun: int) -> None:
    """Keep the months of a year from being closed until this transaction ends."""
    for pk in Periode.objects.filter(tahun=tahun).order_by("pk").values_list("pk", flat=True):
        hold_shared(Periode, pk)


def lock_plan(pemilik: Pemilik) -> list[TargetIndikator]:
    """The targets of a plan, locked; their order of ids is the order of locks."""
    rows = pemilik.target().select_for_update(of=("self",)).select_related("indikator").order_by("pk")
    return [*rows]


@transaction.atomic
def target_create(*, actor: User, pemilik: Pemilik, indikator: Indikator, isian: IsianTarget) -> TargetIndikator:
    """A new draft in a plan.

    :raises ValidationError: the indicator is in the plan already, or the figures cannot be.
    """
    target = TargetIndikator(
        indikator=indikator,
        tahun=pemilik.tahun,
        unit_kerja=pemilik.unit_kerja,
        pegawai=pemilik.pegawai,
        **_owned(pemilik, isian).kolom(),
    )
    _check(target)
    target.save()
    return target


@transaction.atomic
def target_update(*, actor: User, target: TargetIndikator, isian: IsianTarget, versi: int) -> TargetIndikator:
    """Change a draft, or one that was returned.

    :raises ActRefused: it is handed in or approved.
    :raises ConflictError: somebody else changed it meanwhile.
    """
    locked = _lock(target, versi)
    pemilik = Pemilik(locked.tahun, locked.unit_kerja, locked.pegawai)
    before = {name: getattr(locked, name) for name in isian.kolom()}
    values = _owned(pemilik, isian).kolom()
    if before == values:
        return locked
    for name, value in values.items():
        setattr(locked, name, value)
    locked.versi += 1
    _check(locked)
    locked.save(update_fields=[*values, "versi"])
    return locked


@transaction.atomic
def target_delete(*, actor: User, target: TargetIndikator) -> None:
    """Remove a draft; what it was stays in the history.

    :raises ActRefused: it is handed in or approved, or others are handed down from it.
    """
    locked = _lock(target, None)
    if locked.turunan.exists():
        raise ActRefused(_("Target ini sudah diturunkan. Hapus dulu target turunannya."))
    locked.delete()


@dataclass(frozen=True, slots=True)
class SelRencana:
    """What was typed into one row of the grid."""

    versi: int
    bobot: Decimal
    target: Decimal
    bulanan: Bulanan
    bulanan_atas: Bulanan | None = None


@transaction.atomic
def rencana_record(*, actor: User, pemilik: Pemilik, baris: Mapping[int, SelRencana]) -> int:
    """Save rows of the grid, all or none.

    :returns: how many rows changed.
    :raises ConflictError: somebody else changed one of them meanwhile.
    :raises ActRefused: one of them is handed in or approved.
    """
    changed = []
    for target in lock_plan(pemilik):
        row = baris.get(target.pk)
        if row is None:
            continue
        values: dict[str, Any] = {"bobot": row.bobot, "target": row.target, "bulanan": row.bulanan}
        if target.target_atas is not None:
            values["bulanan_atas"] = row.bulanan_atas
        if all(getattr(target, name) == value for name, value in values.items()):
            continue
        _refuse_fixed(target)
        _refuse_stale(target, row.versi)
        for name, value in values.items():
            setattr(target, name, value)
        target.versi += 1
        _check(target)
        changed.append(target)
    TargetIndikator.objects.bulk_update(changed, ["bobot", "target", "bulanan", "bulanan_atas", "versi"])
    return len(changed)


def _owned(pemilik: Pemilik, isian: IsianTarget) -> IsianTarget:
    """A person enters the own figures; what is added up or asked in a survey is entered by nobody."""
    if isian.sumber != SumberData.ISIAN:
        return replace(isian, pengisi=None)
    return replace(isian, pengisi=pemilik.pegawai) if pemilik.pegawai else isian


def _lock(target: TargetIndikator, versi: int | None) -> TargetIndikator:
    rows = TargetIndikator.objects.select_for_update(of=("self",))
    locked = rows.select_related("indikator", "unit_kerja", "pegawai").get(pk=target.pk)
    _refuse_fixed(locked)
    if versi is not None:
        _refuse_stale(locked, versi)
    return locked


def _refuse_fixed(target: TargetIndikator) -> None:
    if target.dapat_diubah:
        return
    if target.status == StatusTarget.DISETUJUI:
        raise ActRefused(_("Target ini sudah disetujui. Ajukan addendum untuk mengubahnya."))
    raise ActRefused(_("Target ini sedang menunggu persetujuan. Tarik kembali rencananya untuk mengubahnya."))


def _refuse_stale(target: TargetIndikator, versi: int) -> None:
    if target.versi != versi:
        words = _(
            "Target %(nama)s berubah sejak halaman ini dibuka. Buka lagi halamannya, lalu ubah dari angka terbaru."
        )
        raise ConflictError(words % {"nama": target.indikator.nama})


def _check(target: TargetIndikator) -> None:
    """What the database would refuse, with the words of its constraints.

    :raises ValidationError: named by field where one is to blame.
    """
    if target.target_atas is not None and target.target_atas < target.target:
        raise ValidationError({"target_atas": [_("Batas atas rentang mendahului batas bawahnya.")]})
    if target.sumber == SumberData.ISIAN and target.pengisi_id is None:
        raise ValidationError({"pengisi": [_("Pilih siapa yang mengisi realisasinya.")]})
    target.full_clean(exclude=["bulanan", "bulanan_atas"], validate_unique=False)
