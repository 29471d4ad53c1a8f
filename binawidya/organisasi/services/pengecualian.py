"""Leaving a person out of the recap of a month, with a reason, and taking that back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Pegawai, Pengecualian, Periode, User
from binawidya.umum.errors import ActRefused
from binawidya.umum.outbox import enqueue

BERUBAH = "pengecualian.berubah"


@transaction.atomic
def pengecualian_create(*, actor: User, pegawai: Pegawai, periode: Periode, alasan: str) -> Pengecualian:
    """Leave a person out of who has not entered, of a month that is not closed.

    :raises ValidationError: without a reason.
    :raises ActRefused: the month is closed.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasannya. Alasan ini tercatat.")]})
    if periode.ditutup:
        raise ActRefused(_("%(bulan)s sudah ditutup, rekapnya tidak berubah lagi.") % {"bulan": periode})
    row, created = Pengecualian.objects.get_or_create(
        pegawai=pegawai, periode=periode, defaults={"alasan": alasan.strip(), "oleh": actor}
    )
    if created:
        enqueue(BERUBAH, {"pegawai_ids": [pegawai.pk]}, key=str(pegawai.pk))
    return row


@transaction.atomic
def pengecualian_delete(*, actor: User, pengecualian: Pengecualian) -> None:
    """Count the person again.

    :raises ActRefused: the month is closed.
    """
    if pengecualian.periode.ditutup:
        raise ActRefused(_("%(bulan)s sudah ditutup, rekapnya tidak berubah lagi.") % {"bulan": pengecualian.periode})
    pegawai_id = pengecualian.pegawai_id
    pengecualian.delete()
    enqueue(BERUBAH, {"pegawai_ids": [pegawai_id]}, key=str(pegawai_id))
