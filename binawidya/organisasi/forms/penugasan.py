"""Granting and withdrawing roles, and the filter of their list."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.forms.saran import SaranForm, isian_tanggal, teks_saran
from binawidya.organisasi.selectors.penugasan import AKAN, BERAKHIR, BERLAKU, SEMUA

PALING_AKHIR = date(2100, 12, 31)
KEADAAN = (
    (BERLAKU, gettext_lazy("Berlaku hari ini")),
    (AKAN, gettext_lazy("Akan berlaku")),
    (BERAKHIR, gettext_lazy("Berakhir atau dicabut")),
    (SEMUA, gettext_lazy("Semua")),
)


class BeriPeranForm(SaranForm):
    """A role over a unit for a time.

    :param peran: the roles that may be offered.
    """

    ACT = "penugasan.assign"

    akun = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    peran = forms.ChoiceField(label=gettext_lazy("Peran"))
    unit_kerja = teks_saran(
        "unit-peran",
        gettext_lazy("Unit kerja"),
        help_text=gettext_lazy("Berlaku di unit ini dan semua unit di bawahnya."),
    )
    berlaku_mulai = isian_tanggal(gettext_lazy("Berlaku mulai"))
    berlaku_selesai = isian_tanggal(
        gettext_lazy("Berlaku sampai"),
        help_text=gettext_lazy("Berakhir sendiri sesudah tanggal ini."),
        required=False,
    )
    dasar = forms.CharField(
        label=gettext_lazy("Dasar penugasan"),
        help_text=gettext_lazy("Nomor surat tugas atau SK."),
        max_length=200,
    )

    def __init__(self, *args: Any, peran: Sequence[Peran], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["peran"]
        field.choices = [("", _("Pilih peran")), *((one.value, one.label) for one in peran)]

    def clean_berlaku_selesai(self) -> date | None:
        chosen: date | None = self.cleaned_data["berlaku_selesai"]
        if chosen is not None and chosen > PALING_AKHIR:
            raise forms.ValidationError(_("Tanggal ini terlalu jauh. Kosongkan bila tanpa batas waktu."), code="range")
        return chosen


class CabutPeranForm(forms.Form):
    """Withdraws a role: at once, or with a last day."""

    alasan = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Tercatat bersama nama Anda."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    terakhir = isian_tanggal(
        gettext_lazy("Hari terakhir"), help_text=gettext_lazy("Kosong berarti dicabut sekarang juga."), required=False
    )


class SaringPenugasanForm(forms.Form):
    """What the list is filtered by; nonsense in the address filters nothing."""

    cari = forms.CharField(
        label=gettext_lazy("Cari nama"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "autocomplete": "off"}),
    )
    peran = forms.ChoiceField(
        label=gettext_lazy("Peran"),
        choices=[("", gettext_lazy("Semua peran")), *Peran.choices],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    keadaan = forms.ChoiceField(
        label=gettext_lazy("Keadaan"),
        choices=KEADAAN,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def nilai(self) -> dict[str, str]:
        """The filters that make sense."""
        self.is_valid()
        found = {name: " ".join(str(self.cleaned_data.get(name) or "").split()) for name in self.fields}
        return found | {"keadaan": found["keadaan"] or BERLAKU}
