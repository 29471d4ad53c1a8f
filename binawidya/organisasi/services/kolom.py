"""What a person wants to see in a list."""

from collections.abc import Iterable

from django.db import transaction

from binawidya.organisasi.models import PilihanKolom, User
from binawidya.organisasi.selectors.kolom import DAFTAR
from binawidya.umum.columns import known_keys


@transaction.atomic
def kolom_update(*, actor: User, daftar: str, kolom: Iterable[str]) -> None:
    """Remember the columns of one list; keys the list does not have are passed over.

    :raises KeyError: there is no such list.
    """
    keys = known_keys(DAFTAR[daftar], kolom)
    PilihanKolom.objects.update_or_create(user=actor, daftar=daftar, defaults={"kolom": keys})


@transaction.atomic
def kolom_delete(*, actor: User, daftar: str) -> None:
    """Go back to the usual columns of a list."""
    PilihanKolom.objects.filter(user=actor, daftar=daftar).delete()
