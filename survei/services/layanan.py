"""Services of units: added and changed; one that ended stays for the surveys about it."""

from typing import Any

from django.db import transaction

from binawidya.organisasi.models import UnitKerja, User
from survei.models import Layanan


@transaction.atomic
def layanan_create(*, actor: User, unit_kerja: UnitKerja, **values: Any) -> Layanan:
    """Add a service.

    :raises ValidationError: with the fields that are wrong, or the unit has one of that name.
    """
    layanan = Layanan(unit_kerja=unit_kerja, **values)
    layanan.full_clean()
    layanan.save()
    return layanan


@transaction.atomic
def layanan_update(*, actor: User, layanan: Layanan, **values: Any) -> Layanan:
    """Change a service; surveys that were made keep the number of users they were made with.

    :raises ValidationError: with the fields that are wrong, or the unit has another one of that name.
    """
    locked = Layanan.objects.select_for_update(of=("self",)).get(pk=layanan.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked
