"""Keys with which other programs sign in to the API as a person. Only a keyed hash is stored."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from binawidya.umum.history import track

if TYPE_CHECKING:
    from binawidya.organisasi.models.user import User

AWALAN: Final = "bw_"
# What of a key is kept readable, so that people know which one it is.
TAMPAK: Final = 8


def token_baru() -> str:
    """A new key of 256 bits; its beginning says what it is to whoever finds it."""
    return AWALAN + secrets.token_urlsafe(32)


def sidik_of(token: str) -> str:
    """The keyed hash under which a key is found again; useless to whoever has the table but not the secret."""
    return salted_hmac("binawidya.token", token, algorithm="sha256").hexdigest()


class TokenApiQuerySet(models.QuerySet["TokenApi"]):
    def visible_to(self, user: "User") -> "TokenApiQuerySet":
        """The own ones: nobody sees those of others."""
        return self.filter(user=user.pk)

    def usable(self, sekarang: datetime) -> "TokenApiQuerySet":
        """Neither run out nor revoked, of an account that is open."""
        return self.filter(dicabut_at=None, berlaku_sampai__gt=sekarang, user__is_active=True)


@track(exclude=("sidik",))
class TokenApi(models.Model):
    """One key of one account, for a time."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="token_api")
    nama = models.CharField(_("untuk apa"), max_length=80)
    sidik = models.CharField(max_length=64, unique=True)
    tampak = models.CharField(max_length=TAMPAK)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    berlaku_sampai = models.DateTimeField(_("berlaku sampai"))
    dicabut_at = models.DateTimeField(_("dicabut pada"), null=True, blank=True)

    objects: ClassVar[TokenApiQuerySet] = TokenApiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("kunci API")
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku_sampai__gt=F("created_at")),
                name="tokenapi_berlaku_urut",
                violation_error_message=_("Masa berlaku sudah lewat."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.tampak}"
