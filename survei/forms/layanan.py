"""A service of a unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja, User

TERBESAR = 100_000_000


class LayananForm(forms.Form):
    """What it is called and how many used it.

    :param user: whose units may be chosen; ``None`` when the unit stays what it is.
    """

    unit_kerja = forms.ModelChoiceField(
        UnitKerja.objects.none(), label=_("Unit penyelenggara"), empty_label=_("Pilih unit")
    )
    nama = forms.CharField(label=_("Nama layanan"), max_length=150)
    nama_en = forms.CharField(
        label=_("Nama dalam bahasa Inggris"),
        help_text=_("Untuk formulir berbahasa Inggris."),
        max_length=150,
        required=False,
    )
    populasi = forms.IntegerField(
        label=_("Pengguna pada periode terakhir"),
        help_text=_("Menentukan target sampel. Kosongkan bila belum diketahui."),
        min_value=1,
        max_value=TERBESAR,
        required=False,
    )
    aktif = forms.BooleanField(label=_("Masih dilayani"), required=False, initial=True)

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is None:
            del self.fields["unit_kerja"]
        else:
            field: Any = self.fields["unit_kerja"]
            field.queryset = UnitKerja.objects.visible_to(user, "layanan.create").order_by("kode")
