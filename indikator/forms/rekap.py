"""The filter of the recap, and the reason why somebody is left out of it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SaringRekapForm(forms.Form):
    """What the recap is filtered by; nonsense in the address filters nothing."""

    cari = forms.CharField(
        label=_("Cari nama atau indikator"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "autocomplete": "off"}),
    )
    unit = forms.CharField(
        label=_("Unit atau kodenya"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    giliran = forms.ChoiceField(
        label=_("Keadaan"),
        choices=[
            ("", _("Belum selesai")),
            ("isi", _("Belum diajukan pegawai")),
            ("verifikasi", _("Menunggu verifikasi")),
            ("disetujui", _("Sudah disetujui")),
            ("semua", _("Semua realisasi")),
        ],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def nilai(self) -> dict[str, str]:
        """The filters that make sense."""
        self.is_valid()
        return {name: " ".join(str(self.cleaned_data.get(name) or "").split()) for name in self.fields}


class PengecualianForm(forms.Form):
    """Why."""

    alasan = forms.CharField(
        label=_("Alasan"),
        help_text=_("Tercatat bersama nama Anda, misalnya cuti melahirkan atau perjalanan dinas panjang."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
