"""The states of a month. Closing waits for every write that belongs to the month, and no later one gets in."""

from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode, User
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
    enqueue(BERUBAH, {"periode_id": locked.pk}, key=str(locked.pk))
    return locked


@transaction.atomic
def periode_open(*, actor: User, periode: Periode) -> Periode:
    """Let people enter a month, for the first time or again from verification.

    :raises ActRefused: the month was closed; that takes :func:`periode_reopen`.
    """
    return _change(periode, StatusPeriode.DIBUKA)


@transaction.atomic
def periode_close(*, actor: User, periode: Periode) -> Periode:
    """Make a month a fixed record. What is not approved by then counts as not reported.

    :raises ActRefused: the month was never opened or is closed already.
    """
    return _change(periode, StatusPeriode.DITUTUP, ditutup_at=timezone.now())


@transaction.atomic
def periode_reopen(*, actor: User, periode: Periode, alasan: str) -> Periode:
    """Open a closed month again. The reason stays in the history of the month.

    :raises ValidationError: without a reason.
    :raises ActRefused: the month is not closed.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasan pembukaan kembali. Alasan ini tercatat.")]})
    with pghistory.context(alasan=alasan.strip()):
        return _change(periode, StatusPeriode.DIBUKA_KEMBALI)
