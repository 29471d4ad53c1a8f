"""What an office does to better a service: written down, corrected, taken out."""

from typing import Any

from django.db import transaction

from binawidya.organisasi.models import User
from kinerja.models import Kegiatan
from survei.models import Layanan


@transaction.atomic
def kegiatan_create(*, actor: User, layanan: Layanan, **values: Any) -> Kegiatan:
    """Write down what was or will be done.

    :raises ValidationError: with the fields that are wrong.
    """
    kegiatan = Kegiatan(layanan=layanan, dibuat_oleh=actor, **values)
    kegiatan.full_clean()
    kegiatan.save()
    return kegiatan


@transaction.atomic
def kegiatan_update(*, actor: User, kegiatan: Kegiatan, **values: Any) -> Kegiatan:
    """Correct it; the history keeps what stood there.

    :raises ValidationError: with the fields that are wrong.
    """
    locked = Kegiatan.objects.select_for_update(of=("self",)).get(pk=kegiatan.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def kegiatan_delete(*, actor: User, kegiatan: Kegiatan) -> None:
    """Take out what was entered by mistake. Nothing is judged by it, and the history keeps it."""
    Kegiatan.objects.filter(pk=kegiatan.pk).delete()
