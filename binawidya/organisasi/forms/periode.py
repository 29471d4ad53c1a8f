"""Closing and reopening of a month."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binawidya.umum.forms import KetikForm


class TutupPeriodeForm(KetikForm):
    """Closing asks for a typed word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kata="TUTUP", **kwargs)


class BukaKembaliForm(forms.Form):
    """Reopening asks for a reason."""

    alasan = forms.CharField(
        label=_("Alasan"),
        help_text=_("Tercatat bersama nama Anda."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
