"""Keys of the API: made for a time, shown once, revoked at any time."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.organisasi.models.token_api import TAMPAK, TokenApi, sidik_of, token_baru
from binawidya.umum.errors import ActRefused

PALING_BANYAK: Final = 10


@transaction.atomic
def token_create(*, actor: User, nama: str, hari: int) -> tuple[TokenApi, str]:
    """A new key of the own account.

    :returns: the row, and the key itself, which is nowhere else.
    :raises ActRefused: there are too many already.
    """
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    sekarang = timezone.now()
    if TokenApi.objects.visible_to(actor).usable(sekarang).count() >= PALING_BANYAK:
        words = _("Sudah ada %(n)d kunci yang berlaku. Cabut dulu yang tidak dipakai.")
        raise ActRefused(words % {"n": PALING_BANYAK})
    token = token_baru()
    row = TokenApi(
        user=actor, nama=nama, sidik=sidik_of(token), tampak=token[:TAMPAK],
        berlaku_sampai=sekarang + timedelta(days=hari),
    )  # fmt: skip
    row.save()
    return row, token


@transaction.atomic
def token_delete(*, actor: User, token: TokenApi) -> None:
    """Revoke a key; a program that uses it is refused from now on. Revoking twice changes nothing."""
    TokenApi.objects.filter(pk=token.pk, dicabut_at=None).update(dicabut_at=timezone.now())
