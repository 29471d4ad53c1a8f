"""The way in for somebody who was invited: the code from paper, then a password of one's own."""

from typing import Any

from allauth.account.forms import SetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.forms.akun import ATURAN_SANDI
from binawidya.organisasi.models.undangan import kode_terketik


class KodeForm(forms.Form):
    """A code as it stands on paper; capitals, spaces and the hyphen do not matter."""

    kode = forms.CharField(
        max_length=100,
        label=_("Kode undangan"),
        help_text=_("10 huruf dan angka pada slip Anda, misalnya K7QW2\N{NON-BREAKING HYPHEN}M9XPT."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "inputmode": "text"}
        ),
    )

    def clean_kode(self) -> str:
        return kode_terketik(self.cleaned_data["kode"])


class KataSandiPertamaForm(SetPasswordForm):  # type: ignore[misc]
    """Choose the password of an account that was prepared."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, hint in (
            ("password1", _("Kata sandi baru"), ATURAN_SANDI),
            ("password2", _("Kata sandi baru, sekali lagi"), ""),
        ):
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
