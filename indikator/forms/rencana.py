"""The beginning of a plan: what is taken from the library, and a year copied into the next."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.models import User
from binawidya.umum.dates import today
from indikator.forms.sasaran import UnitMixin, pilihan_unit, tahun
from indikator.pustaka import Pustaka


class PustakaForm(UnitMixin):
    """Which items, for which unit, for which years."""

    ACT = "rencana.create"

    unit_kerja = pilihan_unit(
        gettext_lazy("Untuk unit"), help_text=gettext_lazy("Unit yang memiliki sasaran dan indikator ini.")
    )
    tahun_mulai = tahun(gettext_lazy("Tahun mulai"), help_text=gettext_lazy("Draf target dibuat untuk tahun ini."))
    tahun_selesai = tahun(gettext_lazy("Sasaran berlaku sampai tahun"))
    dengan_target = forms.BooleanField(
        label=gettext_lazy("Buat draf target dengan angka contoh"),
        help_text=gettext_lazy("Angkanya Anda ubah sebelum diajukan. Kepala unit menjadi pengisinya."),
        required=False,
        initial=True,
    )
    pilih = forms.MultipleChoiceField(
        label=gettext_lazy("Indikator"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Pilih paling sedikit satu indikator.")},
    )

    def __init__(self, *args: Any, user: User, pustaka: Pustaka, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        field: forms.MultipleChoiceField = self.fields["pilih"]  # type: ignore[assignment]
        field.choices = [(butir.slug, butir.nama) for butir in pustaka.indikator()]
        self.initial.setdefault("pilih", [butir.slug for butir in pustaka.indikator()])
        self.initial.setdefault("tahun_mulai", today().year)
        self.initial.setdefault("tahun_selesai", today().year + 4)

    @property
    def terpilih(self) -> set[str]:
        """What is ticked now, typed or proposed."""
        return {str(one) for one in (self["pilih"].value() or [])}


class SalinForm(UnitMixin):
    """A year of a unit and everything below it, copied into the next one."""

    ACT = "rencana.copy"

    unit_kerja = pilihan_unit(gettext_lazy("Unit"), help_text=gettext_lazy("Unit ini dan semua unit di bawahnya."))
    tahun = forms.ChoiceField(label=gettext_lazy("Salin tahun"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        this = today().year
        field: forms.ChoiceField = self.fields["tahun"]  # type: ignore[assignment]
        field.choices = [(str(year), _("%(a)d ke %(b)d") % {"a": year, "b": year + 1}) for year in (this, this - 1)]
