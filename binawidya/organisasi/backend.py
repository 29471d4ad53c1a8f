"""Who is let in: asked when somebody signs in, and again with every request."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from binawidya.organisasi.models import User


class AkunBackend(AuthenticationBackend):  # type: ignore[misc]
    """An account that was deactivated, or whose person has retired or left, is nobody from the next request on."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        return isinstance(user, User) and user.boleh_masuk

    def get_user(self, user_id: int) -> User | None:
        """The account of a session. One query."""
        return User.objects.in_force().filter(pk=user_id).first()
