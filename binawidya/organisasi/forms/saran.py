"""Text fields that suggest while somebody types, dates, and what a service refused beside its field."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, UnitKerja, User
from binawidya.organisasi.selectors.saran import pegawai_named, unit_named
from binawidya.umum.forms import show_refusal as show_refusal


class SaranInput(forms.TextInput):
    """A text input with suggestions from the server; without script it is a plain text input.

    :param jenis: what is suggested: ``unit``, ``jabatan``, ``pegawai`` or ``unit-peran``.
    """

    def __init__(self, jenis: str, attrs: dict[str, Any] | None = None) -> None:
        self.jenis = jenis
        super().__init__({"autocomplete": "off", "maxlength": 250, **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        own = {
            "list": f"saran-{name}",
            "hx-get": str(reverse_lazy("organisasi:saran", kwargs={"jenis": self.jenis})),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#saran-{name}",
            "hx-vals": f'{{"isian": "{name}"}}',
        }
        context: dict[str, Any] = super().get_context(name, value, {**own, **(attrs or {})})
        return context


def teks_saran(jenis: str, label: Any, **options: Any) -> forms.CharField:
    """A field for a name of which the server knows the list."""
    return forms.CharField(label=label, max_length=250, widget=SaranInput(jenis), **options)


def isian_tanggal(label: Any, **options: Any) -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Tanggal tidak terbaca. Tulis seperti 2026-12-01.")},
        **options,
    )


def mark() -> forms.CharField:
    """What somebody saw before acting: a fingerprint that comes back with the form."""
    return forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class SaranForm(forms.Form):
    """A form with fields whose text names a unit or a person within the scope of a user.

    :param user: whose scope it is.
    """

    ACT = "penempatan.assign"

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_unit_kerja(self) -> UnitKerja:
        return unit_named(self.user, self.ACT, self.cleaned_data["unit_kerja"])

    def clean_atasan(self) -> Pegawai | None:
        teks: str = self.cleaned_data["atasan"]
        return pegawai_named(self.user, teks) if teks else None


def send_back(form: forms.Form, name: str, value: str) -> None:
    """Give a hidden field of a bound form another value when it is shown again."""
    typed: Any = form.data
    changed = typed.copy()
    changed[name] = value
    form.data = changed
