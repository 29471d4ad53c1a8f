"""Invitations: a one-time code with which a person chooses the first password. Only a keyed hash of it is stored."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import CaraUndangan
from binawidya.umum.history import track

MASA: Final[Mapping[CaraUndangan, timedelta]] = {
    CaraUndangan.SUREL: timedelta(days=7),
    # Paper takes its time to reach a far kelurahan.
    CaraUndangan.CETAK: timedelta(days=14),
}
# 32 signs that nobody mistakes for another, so ten of them are 50 bits.
HURUF: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
PANJANG: Final = 10


def kode_baru(cara: CaraUndangan) -> str:
    """A new code: for a link 256 bits, to be typed ten signs."""
    if cara == CaraUndangan.SUREL:
        return secrets.token_urlsafe(32)
    return "".join(secrets.choice(HURUF) for _sign in range(PANJANG))


def kode_tercetak(kode: str) -> str:
    """``K7QW2-M9XPT``: how a typed code stands on paper."""
    return f"{kode[: PANJANG // 2]}-{kode[PANJANG // 2 :]}"


def kode_terketik(text: str) -> str:
    """What somebody typed, as it was made: capitals, without spaces and hyphens."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def hash_of(kode: str) -> str:
    """The keyed hash under which a code is found again; useless to whoever has the table but not the key."""
    return salted_hmac("binawidya.undangan", kode, algorithm="sha256").hexdigest()


class UndanganQuerySet(models.QuerySet["Undangan"]):
    def open(self) -> "UndanganQuerySet":
        """Neither used nor withdrawn; it may have run out."""
        return self.filter(dipakai_at=None, dicabut_at=None)

    def usable(self, sekarang: datetime) -> "UndanganQuerySet":
        """With which a password can be chosen now: not run out, and nobody has signed in since it was made."""
        never = Q(user__last_login=None) | Q(user__last_login__lte=F("created_at"))
        return self.open().filter(never, berlaku_sampai__gt=sekarang, user__is_active=True)


@track(exclude=("kode_hash",))
class Undangan(models.Model):
    """One invitation. The clear code exists only in the letter or on the slip of paper."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="undangan")
    kode_hash = models.CharField(max_length=64, unique=True, editable=False)
    cara = models.CharField(_("cara"), max_length=10, choices=CaraUndangan)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="undangan_dibuat")
    aksi = models.ForeignKey(
        "organisasi.AksiAkun", on_delete=models.PROTECT, null=True, blank=True, related_name="undangan"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    berlaku_sampai = models.DateTimeField(_("berlaku sampai"))
    dikirim_at = models.DateTimeField(null=True, blank=True)
    dipakai_at = models.DateTimeField(null=True, blank=True)
    dicabut_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UndanganQuerySet] = UndanganQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("undangan")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(dipakai_at=None, dicabut_at=None),
                name="undangan_satu_terbuka",
                violation_error_message=_("Akun ini sudah mempunyai undangan yang terbuka."),
            ),
            models.CheckConstraint(
                condition=Q(dipakai_at=None) | Q(dicabut_at=None),
                name="undangan_dipakai_atau_dicabut",
                violation_error_message=_("Undangan yang dipakai tidak dapat dicabut."),
            ),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__gt=F("created_at")),
                name="undangan_berlaku_urut",
                violation_error_message=_("Undangan berakhir sebelum dibuat."),
            ),
        ]

    def __str__(self) -> str:
        return str(CaraUndangan(self.cara).label)
