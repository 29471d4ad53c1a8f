"""The states of a month. Closing waits for every write that belongs to the month, and no later one gets in."""

from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import PembukaanUnit, Periode, User
from binawidya.umum.errors import ActRefused
from binawidya.umum.outbox import enqueue

BERUBAH = "periode.berubah"


def _change(periode: Periode, status: StatusPeriode, **fields: Any) -> Periode:
    locked = Periode.objects.select_for_update().get(pk=periode.pk)
    if not locked.boleh_menjadi(status):
        raise ActRefused(
            _("%(bulan)s sekarang %(keadaan)s dan tidak dapat dijadikan %(tujuan)s.")
            % {
                "bulan": locked,
                "keadaan": str(StatusPeriode(locked.status).label).lower(),
                "tujuan": str(status.label).lower(),
            }
        )
    locked.status = status
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=["status", *fields])
    # What silence counts as depends on the state, so the whole month is computed again.
    periode_changed(locked)
    return locked


def periode_changed(periode: Periode) -> None:
    """All figures of the month are due."""
    enqueue(BERUBAH, {"periode_id": periode.pk}, key=str(periode.pk))


@transaction.atomic
def periode_open(*, actor: User | None, periode: Periode) -> Periode:
    """Let people enter a month, for the first time or again from verification.

    :raises ActRefused: the month was closed; that takes :func:`periode_reopen`.
    """
    # Opened by hand after its end, it stays open until somebody says otherwise.
    now = timezone.now()
    passed = [name for name in ("akhir_pengisian", "tutup_at") if (at := getattr(periode, name)) and at <= now]
    return _change(periode, StatusPeriode.DIBUKA, **dict.fromkeys(passed if actor else []))


@transaction.atomic
def periode_verify(*, actor: User | None, periode: Periode) -> Periode:
    """End the entry of a month; what was handed in is still decided on.

    :raises ActRefused: the month is not open.
    """
    return _change(periode, StatusPeriode.VERIFIKASI)


@transaction.atomic
def periode_lock(*, actor: User | None, periode: Periode) -> Periode:
    """Close a month for good: nobody opens it again, neither as a whole nor for one unit.

    :raises ActRefused: the month is not closed, or locked already.
    """
    locked = Periode.objects.select_for_update().get(pk=periode.pk)
    if not locked.ditutup or locked.terkunci:
        raise ActRefused(_("Hanya bulan yang sudah ditutup dan belum dikunci yang dapat dikunci."))
    if PembukaanUnit.objects.berlaku(timezone.now()).filter(periode=locked).exists():
        raise ActRefused(_("Masih ada unit yang dibuka kembali. Akhiri dulu, atau tunggu sampai waktunya habis."))
    locked.terkunci_at = timezone.now()
    locked.save(update_fields=["terkunci_at"])
    return locked


@transaction.atomic
def periode_close(*, actor: User | None, periode: Periode) -> Periode:
    """Make a month a fixed record. What is not approved by then counts as not reported.

    :raises ActRefused: the month was never opened or is closed already.
    """
    return _change(periode, StatusPeriode.DITUTUP, ditutup_at=timezone.now())


@transaction.atomic
def periode_close_again(*, periode: Periode) -> Periode:
    """After one unit was open again: the closed month is closed anew and computed, with what that unit handed in.

    The figures of the closing before are sealed; the new moment makes the next link of the chain. A month that is not
    closed is only computed, and a locked one stays as it is.
    """
    locked = Periode.objects.select_for_update().get(pk=periode.pk)
    if locked.terkunci:
        return locked
    if locked.ditutup:
        locked.ditutup_at = timezone.now()
        locked.save(update_fields=["ditutup_at"])
    periode_changed(locked)
    return locked


@transaction.atomic
def periode_reopen(*, actor: User, periode: Periode, alasan: str) -> Periode:
    """Open a closed month again. The reason stays in the history of the month.

    :raises ValidationError: without a reason.
    :raises ActRefused: the month is not closed.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasan pembukaan kembali. Alasan ini tercatat.")]})
    if Periode.objects.select_for_update().get(pk=periode.pk).terkunci:
        raise ActRefused(_("%(bulan)s sudah dikunci dan tidak dibuka lagi.") % {"bulan": periode})
    with pghistory.context(alasan=alasan.strip()):
        return _change(periode, StatusPeriode.DIBUKA_KEMBALI)
