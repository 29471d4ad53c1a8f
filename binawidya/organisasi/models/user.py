"""A login. The person behind it is a Pegawai; a technical account has none."""

from typing import Any, ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import TIDAK_BERTUGAS
from binawidya.organisasi.lingkup import Lingkup, load_lingkup
from binawidya.umum.dates import today
from binawidya.umum.history import track

# How Django begins a stored password that nobody can type.
TANPA_SANDI: Final = "!"


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A new login. Without a password nobody can sign in with it."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def in_force(self) -> "models.QuerySet[User]":
        """Accounts that may sign in and act: not deactivated, and their person has not left the office."""
        return self.filter(is_active=True).exclude(pegawai__status__in=TIDAK_BERTUGAS)


@track(exclude=("password", "last_login"))
class User(AbstractBaseUser):
    """``username`` is the NIP for civil servants, a short name for technical accounts."""

    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    email = models.EmailField(_("surel"), blank=True, default="")
    is_active = models.BooleanField(_("aktif"), default=True)
    # Counted up to end every session of this account at once.
    sesi = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_satu",
                violation_error_message=_("Surel ini sudah dipakai akun lain."),
            )
        ]

    def __str__(self) -> str:
        return self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session carries; a session with another one is over."""
        value = f"{self.password}:{self.sesi}"
        return salted_hmac("binawidya.sesi", value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def boleh_masuk(self) -> bool:
        """Whether this account may sign in now. One query."""
        return type(self).objects.in_force().filter(pk=self.pk).exists()

    @cached_property
    def lingkup(self) -> Lingkup:
        """What this user may reach today: read once for each request, in one query."""
        return load_lingkup(self.pk, today())
