"""Sign in, change and renew a password: allauth's forms in the words of this office."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.nip import normalize

ATURAN_SANDI = _("Paling sedikit 12 huruf, angka atau tanda, dan bukan kata yang mudah ditebak.")


def _password(form: forms.Form, name: str, label: Any, autocomplete: str, help_text: Any = "") -> None:
    field = form.fields[name]
    field.label = label
    field.help_text = help_text
    field.widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})


class MasukForm(LoginForm):  # type: ignore[misc]
    """NIP (with or without spaces) or e-mail, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("NIP atau surel")
        login.help_text = _("NIP 18 angka, boleh dengan spasi.")
        login.widget = forms.TextInput(attrs={"autocomplete": "username", "inputmode": "email"})
        _password(self, "password", _("Kata sandi"), "current-password")

    def clean_login(self) -> str:
        login: str = super().clean_login()
        digits = normalize(login)
        return digits if digits.isdigit() else login


class KataSandiForm(ChangePasswordForm):  # type: ignore[misc]
    """Change of the own password; asks for the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self, "oldpassword", _("Kata sandi sekarang"), "current-password")
        _password(self, "password1", _("Kata sandi baru"), "new-password", ATURAN_SANDI)
        _password(self, "password2", _("Kata sandi baru, sekali lagi"), "new-password")


class LupaKataSandiForm(ResetPasswordForm):  # type: ignore[misc]
    """Ask for a link by e-mail. The answer is the same whether the address is known or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = _("Surel")
        email.help_text = _("Surel dinas yang tercatat pada data kepegawaian Anda.")
        email.widget = forms.EmailInput(attrs={"autocomplete": "email"})


class KataSandiBaruForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """Choose a new password after following the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self, "password1", _("Kata sandi baru"), "new-password", ATURAN_SANDI)
        _password(self, "password2", _("Kata sandi baru, sekali lagi"), "new-password")
