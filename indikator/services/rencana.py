"""The way of a plan: handed in as a whole, taken back, approved or returned by somebody else."""

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.outbox import enqueue
from indikator.enums import TARGET_DAPAT_DIUBAH, StatusTarget
from indikator.models import Pemilik, TargetIndikator
from indikator.permissions import can_decide_rencana
from indikator.selectors.rencana_periksa import closed_months, findings, weight_finding
from indikator.services.target import hold_year, lock_plan

BERUBAH = "target.berubah"


@transaction.atomic
def rencana_submit(*, actor: User, pemilik: Pemilik) -> int:
    """Hand in every draft and returned target of a plan.

    :returns: how many went out; a second press hands in nothing twice.
    :raises ValidationError: something is wrong with a target or with the weights; nothing goes out then.
    """
    hold_year(pemilik.tahun)
    plan = lock_plan(pemilik)
    ready = [target for target in plan if target.status in TARGET_DAPAT_DIUBAH]
    if not ready:
        return 0
    closed = closed_months(pemilik.tahun)
    wrong = [
        _("%(nama)s: %(apa)s") % {"nama": target.indikator.nama, "apa": one.teks}
        for target in ready
        for one in findings(target, closed)
    ]
    if weights := weight_finding(plan):
        wrong.append(weights)
    if wrong:
        raise ValidationError(wrong)
    return TargetIndikator.objects.filter(pk__in=[target.pk for target in ready]).update(
        status=StatusTarget.DIAJUKAN,
        diajukan_oleh=actor,
        diajukan_at=timezone.now(),
        diputus_oleh=None,
        diputus_at=None,
        versi=F("versi") + 1,
    )


@transaction.atomic
def rencana_cancel(*, actor: User, pemilik: Pemilik) -> int:
    """Take back what was handed in and not decided yet; it is a draft again."""
    waiting = [target.pk for target in lock_plan(pemilik) if target.status == StatusTarget.DIAJUKAN]
    return TargetIndikator.objects.filter(pk__in=waiting).update(
        status=StatusTarget.DRAF, diajukan_oleh=None, diajukan_at=None, versi=F("versi") + 1
    )


@transaction.atomic
def rencana_approve(*, actor: User, pemilik: Pemilik, tanda: str) -> int:
    """Approve what was handed in; from now on it counts, and figures of open months are computed anew.

    :param tanda: :func:`plan_mark` of what the approver saw.
    :raises ConflictError: the plan changed meanwhile or was decided by somebody else.
    :raises ActRefused: it is the actor's own plan, or a month was closed meanwhile.
    """
    hold_year(pemilik.tahun)
    waiting = _waiting(actor, pemilik, tanda)
    closed = closed_months(pemilik.tahun)
    if any(findings(target, closed) for target in waiting):
        raise ActRefused(
            _("Ada bulan yang ditutup sejak rencana ini diajukan. Kembalikan, supaya target bulannya disesuaikan.")
        )
    return _decide(actor, waiting, StatusTarget.DISETUJUI, "")


@transaction.atomic
def rencana_return(*, actor: User, pemilik: Pemilik, tanda: str, alasan: str) -> int:
    """Send back what was handed in, with a reason.

    :raises ValidationError: without a reason.
    """
    if not alasan.strip():
        text = _("Tulis alasannya supaya pemilik target tahu apa yang harus diperbaiki.")
        raise ValidationError({"alasan": [text]})
    return _decide(actor, _waiting(actor, pemilik, tanda), StatusTarget.DIKEMBALIKAN, alasan.strip())


def plan_mark(targets: Collection[TargetIndikator]) -> str:
    """What somebody saw of the targets that wait for a decision: their ids and versions."""
    waiting = sorted((one.pk, one.versi) for one in targets if one.status == StatusTarget.DIAJUKAN)
    return ".".join(f"{pk}-{versi}" for pk, versi in waiting)


def _waiting(actor: User, pemilik: Pemilik, tanda: str) -> list[TargetIndikator]:
    waiting = [target for target in lock_plan(pemilik) if target.status == StatusTarget.DIAJUKAN]
    if not waiting or plan_mark(waiting) != tanda:
        raise ConflictError(
            _("Rencana ini berubah atau sudah diputuskan sejak halaman ini dibuka. Buka lagi halamannya.")
        )
    senders = {target.diajukan_oleh_id for target in waiting if target.diajukan_oleh_id}
    if not can_decide_rencana(actor, pemilik, senders):
        raise ActRefused(_("Rencana sendiri, atau yang Anda ajukan sendiri, diputuskan oleh orang lain."))
    return waiting


def _decide(actor: User, waiting: Sequence[TargetIndikator], status: StatusTarget, alasan: str) -> int:
    ids = [target.pk for target in waiting]
    decided = TargetIndikator.objects.filter(pk__in=ids).update(
        status=status, alasan=alasan, diputus_oleh=actor, diputus_at=timezone.now(), versi=F("versi") + 1
    )
    if status == StatusTarget.DISETUJUI:
        target_changed(ids)
    return decided


def target_changed(target_ids: Collection[int]) -> None:
    """Figures of the open months of the year are due. A month that opens later is computed when it opens."""
    enqueue(BERUBAH, {"target_ids": sorted(target_ids)})
