"""A login. The person behind it is a Pegawai; a technical account has none."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.lingkup import Lingkup, load_lingkup
from binawidya.umum.dates import today
from binawidya.umum.history import track


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A new login. Without a password nobody can sign in with it."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@track(exclude=("password", "last_login"))
class User(AbstractBaseUser):
    """``username`` is the NIP for civil servants, a short name for technical accounts."""

    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    email = models.EmailField(_("surel"), blank=True, default="")
    is_active = models.BooleanField(_("aktif"), default=True)
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

    @cached_property
    def lingkup(self) -> Lingkup:
        """What this user may reach today: read once for each request, in one query."""
        return load_lingkup(self.pk, today())
