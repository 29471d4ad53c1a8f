"""What people say of a key of the API."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    """What the key is for, and how long it holds."""

    nama = forms.CharField(label=_("Untuk apa"), max_length=80, help_text=_("Nama program yang memakainya."))
    hari = forms.TypedChoiceField(
        label=_("Masa berlaku"), coerce=int,
        choices=[(30, _("30 hari")), (90, _("90 hari")), (365, _("1 tahun"))], initial=90,
    )  # fmt: skip
