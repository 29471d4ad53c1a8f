"""Handing a target down: how, and what each receiver carries."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.umum.fields import AngkaFormField
from indikator.enums import Agregasi, Cascading
from indikator.models import Indikator, Pemilik, TargetIndikator
from indikator.services.target_turun import Bagian


class TurunkanForm(forms.Form):
    """A field for every receiver, named by its key: what it is to carry. Empty means nothing."""

    cara = forms.ChoiceField(
        label=gettext_lazy("Cara menurunkan"), choices=Cascading.choices, widget=forms.RadioSelect
    )  # fmt: skip
    indikator = forms.TypedChoiceField(
        label=gettext_lazy("Indikator pendukung"), coerce=int, empty_value=None, required=False,
        help_text=gettext_lazy("Hanya untuk cara tidak langsung: indikator lain yang dikerjakan penerima."),
    )  # fmt: skip

    def __init__(
        self, target: TargetIndikator, penerima: Sequence[Pemilik], pendukung: Sequence[Indikator], *args: Any,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.objek, self.penerima = target, penerima
        self.pendukung = {one.pk: one for one in pendukung}
        cara: Any = self.fields["cara"]
        cara.initial = Cascading.DIBAGI if target.indikator.agregasi == Agregasi.JUMLAH else Cascading.DISALIN
        chosen: Any = self.fields["indikator"]
        chosen.choices = [("", _("Pilih indikator")), *((one.pk, f"{one.kode} {one.nama}") for one in pendukung)]
        for one in penerima:
            self.fields[one.kunci] = AngkaFormField(places=6, label=one.nama, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("cara") == Cascading.MENDUKUNG and not cleaned.get("indikator"):
            self.add_error("indikator", _("Pilih indikator pendukungnya."))
        if not self.errors and not any(cleaned.get(one.kunci) is not None for one in self.penerima):
            self.add_error(None, _("Isi bagian untuk paling sedikit satu penerima."))
        return cleaned

    @property
    def baris(self) -> list[Any]:
        """The fields of the receivers."""
        return [self[one.kunci] for one in self.penerima]

    def bagian(self) -> list[Bagian]:
        """What was typed; call after ``is_valid()``. A copied range keeps both bounds."""
        data = self.cleaned_data
        direct = data["cara"] != Cascading.MENDUKUNG
        indikator = self.objek.indikator if direct else self.pendukung[data["indikator"]]
        upper = self.objek.target_atas if data["cara"] == Cascading.DISALIN else None
        return [
            Bagian(one, data[one.kunci], indikator, upper if upper is not None and data[one.kunci] <= upper else None)
            for one in self.penerima
            if data.get(one.kunci) is not None
        ]
