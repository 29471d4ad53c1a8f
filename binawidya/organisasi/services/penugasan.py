"""Roles: granted for a time over a part of the tree, and withdrawn by ending. Nothing is ever deleted."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Penugasan, UnitKerja, User
from binawidya.organisasi.permissions import can_assign_penugasan, can_end_penugasan
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ActRefused, ConflictError, field_error

SEHARI: Final = timedelta(days=1)


@transaction.atomic
def penugasan_assign(
    *,
    actor: User,
    kepada: User,
    peran: Peran,
    unit_kerja: UnitKerja,
    berlaku_mulai: date,
    berlaku_selesai: date | None = None,
    dasar: str = "",
) -> Penugasan:
    """Grant a role over a unit and all below it. With a last day it ends by itself.

    :raises ActRefused: to oneself, or a role that the actor's own role over that unit does not give.
    :raises ValidationError: with texts for fields: no ground, days out of order or past, the role is held already.
    """
    if kepada.pk == actor.pk:
        raise ActRefused(_("Peran untuk diri sendiri diberikan oleh orang lain."))
    if not can_assign_penugasan(actor, kepada=kepada, peran=peran, unit_kerja=unit_kerja):
        raise ActRefused(_("Peran ini tidak dapat Anda berikan di %(unit)s.") % {"unit": unit_kerja.nama})
    # Of two who grant the same role at once, the second one sees the first.
    User.objects.select_for_update(no_key=True).get(pk=kepada.pk)
    errors = {}
    if not dasar.strip():
        errors["dasar"] = _("Tulis dasarnya, misalnya nomor surat tugas.")
    if berlaku_selesai is not None and berlaku_selesai < max(berlaku_mulai, today()):
        errors["berlaku_selesai"] = _("Tanggal akhir mendahului tanggal mulai atau sudah lewat.")
    elif text := _held(kepada, peran, unit_kerja, berlaku_mulai, berlaku_selesai):
        errors["peran"] = text
    if berlaku_mulai < today():
        errors["berlaku_mulai"] = _("Peran berlaku paling awal hari ini.")
    if errors:
        raise field_error(errors)
    try:
        with transaction.atomic():
            return Penugasan.objects.create(
                user=kepada,
                peran=peran,
                unit_kerja=unit_kerja,
                berlaku_mulai=berlaku_mulai,
                berlaku_selesai=berlaku_selesai,
                dasar=dasar.strip(),
            )
    except IntegrityError:
        raise ConflictError(_("Peran ini baru saja diberikan orang lain.")) from None


def _held(kepada: User, peran: Peran, unit_kerja: UnitKerja, mulai: date, selesai: date | None) -> str:
    same = Penugasan.objects.filter(Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=mulai), user=kepada, peran=peran)
    if selesai is not None:
        same = same.filter(berlaku_mulai__lte=selesai)
    # Over a unit above it reaches here already.
    held = same.filter(unit_kerja__in=unit_kerja.jalur).select_related("unit_kerja").order_by("berlaku_mulai").first()
    if held is None:
        return ""
    names = {"unit": held.unit_kerja.nama, "mulai": format_tanggal(held.berlaku_mulai)}
    if held.berlaku_selesai is None:
        return _("Peran ini sudah dipegang di %(unit)s sejak %(mulai)s.") % names
    return _("Peran ini sudah dipegang di %(unit)s sampai %(selesai)s. Mulai sesudah itu.") % {
        **names, "selesai": format_tanggal(held.berlaku_selesai),
    }  # fmt: skip


@transaction.atomic
def penugasan_end(*, actor: User, penugasan: Penugasan, alasan: str, terakhir: date | None = None) -> Penugasan:
    """Withdraw a role: at once, or with a last day. The row stays; reason and actor are in its history.

    :param terakhir: the last day on which it holds; ``None`` takes it away from the next request on.
    :raises ActRefused: the own role, or one that the actor's own role over that unit does not give.
    :raises ValidationError: without a reason, or for ``terakhir``: past, or not before the present end.
    :raises ConflictError: it has ended already.
    """
    if penugasan.user_id == actor.pk:
        raise ActRefused(_("Peran sendiri dicabut oleh orang lain."))
    if not can_end_penugasan(actor, penugasan):
        raise ActRefused(_("Peran ini tidak dapat Anda cabut di %(unit)s.") % {"unit": penugasan.unit_kerja.nama})
    locked = Penugasan.objects.select_for_update(no_key=True).get(pk=penugasan.pk)
    if not locked.dapat_dicabut:
        raise ConflictError(_("Peran ini sudah berakhir atau baru saja dicabut orang lain."))
    errors = {}
    if not alasan.strip():
        errors["alasan"] = _("Tulis alasannya. Alasan ini tercatat.")
    if terakhir is not None and terakhir < max(today(), locked.berlaku_mulai):
        errors["terakhir"] = _("Pilih hari ini atau sesudahnya, atau kosongkan supaya dicabut sekarang.")
    elif terakhir is not None and locked.berlaku_selesai is not None and terakhir >= locked.berlaku_selesai:
        errors["terakhir"] = _("Peran ini sudah berakhir %(tanggal)s.") % {
            "tanggal": format_tanggal(locked.berlaku_selesai)
        }
    if errors:
        raise field_error(errors)
    yesterday = today() - SEHARI
    last = terakhir or max(yesterday, locked.berlaku_mulai - SEHARI)
    with pghistory.context(alasan=alasan.strip()):
        locked.berlaku_selesai = last
        locked.save(update_fields=["berlaku_selesai"])
    return locked


@transaction.atomic
def penugasan_end_many(
    *, actor: User, penugasan: Iterable[Penugasan], alasan: str, terakhir: date | None = None
) -> None:
    """Withdraw several roles for one reason, all or none; in the order of their keys, so that two who do it wait.

    :raises ActRefused: one of them may not be withdrawn by this actor.
    :raises ValidationError: as :func:`penugasan_end`.
    :raises ConflictError: one of them has ended already.
    """
    for row in sorted(penugasan, key=lambda one: one.pk):
        penugasan_end(actor=actor, penugasan=row, alasan=alasan, terakhir=terakhir)
