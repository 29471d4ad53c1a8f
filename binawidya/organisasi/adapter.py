"""allauth's hooks: no sign-up, and a count of failures that parallel requests cannot slip past."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import User
from binawidya.organisasi.nip import normalize
from binawidya.umum.rate_limit import count_attempt, forget_attempts, network_of, release_attempt

_MISMATCH = _("NIP atau kata sandi tidak cocok. Setelah 5 kali salah, tunggu 15 menit.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from the roster; people do not register themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."),
        "username_email_password_mismatch": _MISMATCH,
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "incorrect_password": _("Kata sandi tidak cocok."),
        "enter_current_password": _("Bukan kata sandi Anda yang sekarang."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Tell whoever has left the office the same as whoever was deactivated."""
        # Set on this object only, for the library: the column says what an administrator decided.
        user.is_active = user.boleh_masuk
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count first, check the password afterwards.

        :raises ValidationError: when one of the limits is passed.
        """
        self._counted = self._subjects(request, credentials)
        passed = False
        for scope, subject in self._counted.items():
            count = count_attempt(scope, subject, settings.LOGIN_FAILED_WINDOW)
            passed |= count > settings.LOGIN_FAILED_LIMITS[scope]
        if passed:
            raise ValidationError(self.error_messages["too_many_login_attempts"], code="too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Called by the library after a success: a success is no failure."""
        forget_attempts("akun_dan_jaringan", self._counted["akun_dan_jaringan"])
        for scope in ("akun", "jaringan"):
            release_attempt(scope, self._counted[scope])

    def _subjects(self, request: HttpRequest, credentials: dict[str, Any]) -> dict[str, str]:
        login = str(credentials.get("username") or credentials.get("email") or "").casefold()
        digits = normalize(login)
        account = digits if digits.isdigit() else login
        network = network_of(self.get_client_ip(request) or "")
        return {"akun_dan_jaringan": f"{account}|{network}", "akun": account, "jaringan": network}
