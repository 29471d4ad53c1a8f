"""Follow-up of the weakest elements: what is done, by whom, until when, how far it has come."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.errors import ActRefused
from survei.models import Survei, TindakLanjut, Unsur


@transaction.atomic
def tindak_lanjut_create(*, actor: User, survei: Survei, unsur: Unsur, **values: Any) -> TindakLanjut:
    """Write an action down.

    :raises ActRefused: the survey is not closed, so nobody knows its weakest elements.
    :raises ValidationError: with the fields that are wrong.
    """
    if not survei.selesai:
        raise ActRefused(_("Tindak lanjut disusun sesudah survei ditutup."))
    action = TindakLanjut(survei=survei, unsur=unsur, **values)
    action.full_clean()
    action.save()
    return action


@transaction.atomic
def tindak_lanjut_update(*, actor: User, tindak_lanjut: TindakLanjut, **values: Any) -> TindakLanjut:
    """Change an action: its words, who answers for it, until when, how far it has come. The history keeps the old.

    :raises ValidationError: with the fields that are wrong.
    """
    locked = TindakLanjut.objects.select_for_update(of=("self",)).get(pk=tindak_lanjut.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def tindak_lanjut_record(*, actor: User, tindak_lanjut: TindakLanjut, progres: int) -> TindakLanjut:
    """Say how far an action has come.

    :raises ValidationError: not one of the steps.
    """
    locked = TindakLanjut.objects.select_for_update(of=("self",)).get(pk=tindak_lanjut.pk)
    locked.progres = progres
    locked.full_clean()
    locked.save(update_fields=["progres"])
    return locked
