"""Invitations: codes are made, handed over once, used once."""

from collections.abc import Sequence
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import CaraUndangan
from binawidya.organisasi.models import AksiAkun, Undangan, User
from binawidya.organisasi.models.undangan import MASA, hash_of, kode_baru
from binawidya.umum.errors import ActRefused


def refusal() -> str:
    """What everybody is told whose code opens nothing, whatever the reason."""
    return _(
        "Kode ini tidak berlaku: mungkin salah ketik, sudah dipakai, atau lewat masanya. "
        "Periksa lagi, atau minta yang baru kepada admin kepegawaian."
    )


@transaction.atomic
def undangan_create(
    *,
    actor: User,
    codes: dict[int, str],
    cara: CaraUndangan,
    sampai: datetime,
    aksi: AksiAkun | None = None,
    atur_ulang: bool = False,
) -> set[int]:
    """Keep new invitations; whatever was open for the same accounts is withdrawn. Four statements.

    :param codes: clear codes by account; only their hashes are stored.
    :param atur_ulang: also for accounts with a password, which ends together with all their sessions.
    :returns: the accounts that were invited: active, and without a password unless it was to end.
    """
    locked = User.objects.in_force().filter(pk__in=codes).select_for_update(of=("self",)).order_by("pk")
    users = [user for user in locked if atur_ulang or not user.has_usable_password()]
    now = timezone.now()
    Undangan.objects.open().filter(user__in=users).update(dicabut_at=now)
    if atur_ulang:
        _drop_passwords(users)
    Undangan.objects.bulk_create(
        Undangan(user=user, kode_hash=hash_of(codes[user.pk]), cara=cara, oleh=actor, aksi=aksi, berlaku_sampai=sampai)
        for user in users
    )
    return {user.pk for user in users}


def _drop_passwords(users: Sequence[User]) -> None:
    for user in users:
        user.set_unusable_password()
        user.sesi = user.sesi + 1
    User.objects.bulk_update(users, ["password", "sesi"], batch_size=500)


def new_codes(user_ids: Sequence[int], cara: CaraUndangan) -> tuple[dict[int, str], datetime]:
    """Fresh codes by account, and until when they are good."""
    return {pk: kode_baru(cara) for pk in user_ids}, timezone.now() + MASA[cara]


def undangan_find(*, kode: str, cara: CaraUndangan) -> Undangan | None:
    """The invitation that a code opens now.

    :param cara: how the code came in; what is printed cannot be tried in a link, where nobody counts.
    """
    found = Undangan.objects.usable(timezone.now()).filter(kode_hash=hash_of(kode), cara=cara)
    return found.select_related("user__pegawai").first()


@transaction.atomic
def undangan_accept(*, undangan_id: int, sandi: str) -> User:
    """Use an invitation up and set the password that its person chose.

    :raises ActRefused: somebody was faster, or it opens nothing any more.
    """
    # The account first, then its invitation: the order in which :func:`undangan_create` takes them.
    user = User.objects.in_force().filter(undangan=undangan_id).select_for_update(of=("self",)).first()
    usable = Undangan.objects.usable(timezone.now()).filter(pk=undangan_id).select_for_update(of=("self",)).first()
    if user is None or usable is None:
        raise ActRefused(refusal())
    with pghistory.context(user=user.pk):
        user.set_password(sandi)
        user.save(update_fields=["password"])
        usable.dipakai_at = timezone.now()
        usable.save(update_fields=["dipakai_at"])
    return user
