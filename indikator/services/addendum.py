"""Later changes of approved targets: proposed with a reason, approved again before they count."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.dates import nama_bulan
from binawidya.umum.errors import ActRefused, ConflictError
from indikator.enums import StatusAddendum, StatusTarget
from indikator.lintasan import Bulanan
from indikator.models import AddendumTarget, TargetIndikator, pemilik_of
from indikator.models.addendum_target import KOLOM
from indikator.permissions import can_decide_rencana
from indikator.selectors.rencana_periksa import closed_months, findings
from indikator.services.rencana import target_changed
from indikator.services.target import hold_year


@dataclass(frozen=True, slots=True)
class IsianAddendum:
    """The figures as they shall be, and why."""

    target: Decimal
    bulanan: Bulanan
    bobot: Decimal
    alasan: str
    tanggal: date
    dasar: str = ""
    target_atas: Decimal | None = None
    bulanan_atas: Bulanan | None = None
    nilai_terburuk: Decimal | None = None

    def kolom(self) -> dict[str, object]:
        """The new values as columns of the target."""
        return {name: getattr(self, name) for name in KOLOM}


@transaction.atomic
def addendum_create(*, actor: User, target: TargetIndikator, isian: IsianAddendum, versi: int) -> AddendumTarget:
    """Propose a change of an approved target. Nothing counts before it is approved.

    :raises ValidationError: without a reason, without a change, or with figures that do not fit; months that are closed
        keep what they had.
    :raises ActRefused: the target is no approved one, or another change of it waits already.
    :raises ConflictError: the target changed since it was shown.
    """
    hold_year(target.tahun)
    locked = _lock(target.pk)
    if locked.status != StatusTarget.DISETUJUI:
        raise ActRefused(_("Addendum hanya untuk target yang sudah disetujui. Ubah targetnya langsung."))
    if locked.versi != versi:
        raise ConflictError(_("Target ini berubah sejak halaman ini dibuka. Buka lagi halamannya."))
    if AddendumTarget.objects.terbuka().filter(target=locked).exists():
        raise ActRefused(_("Masih ada addendum target ini yang menunggu persetujuan."))
    before = {name: getattr(locked, name) for name in KOLOM}
    after = isian.kolom()
    if before == after:
        raise ValidationError({"target": [_("Belum ada yang berubah. Ubah angkanya dulu.")]})
    _validate(locked, isian)
    row = AddendumTarget(
        target=locked,
        alasan=isian.alasan.strip(),
        dasar=isian.dasar.strip(),
        tanggal=isian.tanggal,
        diajukan_oleh=actor,
        diajukan_at=timezone.now(),
        **{f"{name}_lama": value for name, value in before.items()},
        **{f"{name}_baru": value for name, value in after.items()},
    )
    row.full_clean(exclude=[f"{name}_{when}" for name in ("bulanan", "bulanan_atas") for when in ("lama", "baru")])
    row.save()
    return row


@transaction.atomic
def addendum_approve(*, actor: User, addendum: AddendumTarget) -> AddendumTarget:
    """Let a change count; figures of open months are computed anew.

    :raises ActRefused: a month that it touches was closed meanwhile, or it is the actor's own.
    :raises ConflictError: it was decided, or the target is not what it was.
    """
    hold_year(addendum.target.tahun)
    target = _lock(addendum.target_id)
    row = _open(actor, addendum, target)
    if any(getattr(target, name) != getattr(row, f"{name}_lama") for name in KOLOM):
        raise ConflictError(
            _("Target ini berubah sejak addendum diajukan. Tolak, lalu ajukan lagi dari angka terbaru.")
        )
    if moved := _moved(row.bulanan_lama, row.bulanan_baru, row, closed_months(target.tahun)):
        words = _("%(bulan)s sudah ditutup, jadi targetnya tidak dapat diubah lagi. Tolak addendum ini.")
        raise ActRefused(words % {"bulan": nama_bulan(moved[0])})
    for name in KOLOM:
        setattr(target, name, getattr(row, f"{name}_baru"))
    target.versi += 1
    target.save(update_fields=[*KOLOM, "versi"])
    _close(row, actor, StatusAddendum.DISETUJUI)
    target_changed([target.pk])
    return row


@transaction.atomic
def addendum_reject(*, actor: User, addendum: AddendumTarget, alasan: str) -> AddendumTarget:
    """Refuse a change with a reason; the target stays as it is.

    :raises ValidationError: without a reason.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasan penolakannya.")]})
    row = _open(actor, addendum, _lock(addendum.target_id))
    return _close(row, actor, StatusAddendum.DITOLAK, alasan.strip())


@transaction.atomic
def addendum_cancel(*, actor: User, addendum: AddendumTarget) -> AddendumTarget:
    """Take a proposed change back before it is decided."""
    return _close(_still_open(addendum), actor, StatusAddendum.DITARIK)


def _lock(pk: int) -> TargetIndikator:
    rows = TargetIndikator.objects.select_for_update(of=("self",))
    return rows.select_related("indikator", "unit_kerja", "pegawai").get(pk=pk)


def _still_open(addendum: AddendumTarget) -> AddendumTarget:
    row = AddendumTarget.objects.select_for_update().get(pk=addendum.pk)
    if row.status != StatusAddendum.DIAJUKAN:
        keadaan = str(StatusAddendum(row.status).label).lower()
        raise ConflictError(_("Addendum ini sudah %(keadaan)s.") % {"keadaan": keadaan})
    return row


def _open(actor: User, addendum: AddendumTarget, target: TargetIndikator) -> AddendumTarget:
    row = _still_open(addendum)
    if not can_decide_rencana(actor, pemilik_of(target), {row.diajukan_oleh_id}, "addendum.approve"):
        raise ActRefused(_("Addendum sendiri, atau yang Anda ajukan sendiri, diputuskan oleh orang lain."))
    return row


def _close(row: AddendumTarget, actor: User, status: StatusAddendum, putusan: str = "") -> AddendumTarget:
    row.status, row.diputus_oleh, row.diputus_at, row.putusan = status, actor, timezone.now(), putusan
    row.save(update_fields=["status", "diputus_oleh", "diputus_at", "putusan"])
    return row


def _validate(target: TargetIndikator, isian: IsianAddendum) -> None:
    closed = closed_months(target.tahun)
    errors: dict[str, list[str]] = {}
    if not isian.alasan.strip():
        errors["alasan"] = [_("Tulis alasan perubahannya.")]
    if moved := _moved(target.bulanan, isian.bulanan, None, closed):
        words = _("%(bulan)s sudah ditutup dan tetap seperti semula.")
        errors["bulanan"] = [words % {"bulan": nama_bulan(month)} for month in moved]
    fixed = {month for month in closed if target.bulanan[month - 1] is not None}
    changed = TargetIndikator(
        indikator=target.indikator, tahun=target.tahun, sumber=target.sumber, pengisi=target.pengisi,
        **isian.kolom(),
    )  # fmt: skip
    for one in findings(changed, closed, tetap=fixed):
        errors.setdefault(one.kolom, []).append(one.teks)
    if isian.target_atas is not None and isian.target_atas < isian.target:
        errors["target_atas"] = [_("Batas atas rentang mendahului batas bawahnya.")]
    if errors:
        raise ValidationError(errors)


def _moved(before: Bulanan, after: Bulanan, row: AddendumTarget | None, closed: frozenset[int]) -> list[int]:
    """Closed months that would change, in either bound."""
    moved = {month for month in closed if before[month - 1] != after[month - 1]}
    if row is not None and row.bulanan_atas_lama and row.bulanan_atas_baru:
        moved |= {month for month in closed if row.bulanan_atas_lama[month - 1] != row.bulanan_atas_baru[month - 1]}
    return sorted(moved)
