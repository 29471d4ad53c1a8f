"""Goals: what people enter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.models import UnitKerja, User
from binawidya.umum.dates import today
from indikator.enums import JenisSasaran
from indikator.models import Sasaran
from indikator.selectors.sasaran import induk_untuk, label_of, unit_choices, unit_pilihan
from indikator.services.sasaran import IsiSasaran

UNIT_PEMILIK = gettext_lazy("Unit pemilik")
TANPA_INDUK = gettext_lazy("Paling atas, tanpa induk")


def teks(label: Any, panjang: int, **options: Any) -> forms.CharField:
    """A line of text."""
    return forms.CharField(
        label=label, max_length=panjang, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options
    )


def paragraf(label: Any, baris: int = 3, **options: Any) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": baris}), **options)


def tahun(label: Any, **options: Any) -> forms.IntegerField:
    """A year."""
    return forms.IntegerField(
        label=label,
        min_value=2000,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4}),
        error_messages={
            "invalid": gettext_lazy("Tulis tahun dengan empat angka, seperti 2026."),
            "min_value": gettext_lazy("Tulis tahun antara 2000 dan 2200."),
            "max_value": gettext_lazy("Tulis tahun antara 2000 dan 2200."),
        },
        **options,
    )


class UnitMixin(forms.Form):
    """A form in which a unit is chosen among those that the user plans for.

    :param user: who plans.
    """

    ACT = "sasaran.create"

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.units = {str(unit.pk): unit for unit in unit_pilihan(user, self.ACT)}
        field = self.fields.get("unit_kerja")
        if isinstance(field, forms.ChoiceField):
            field.choices = unit_choices([*self.units.values()])

    def clean_unit_kerja(self) -> UnitKerja:
        return self.units[self.cleaned_data["unit_kerja"]]


def pilihan_unit(label: Any = UNIT_PEMILIK, **options: Any) -> forms.ChoiceField:
    """A unit of the list that :class:`UnitMixin` fills."""
    return forms.ChoiceField(
        label=label, error_messages={"invalid_choice": gettext_lazy("Pilih unit dari daftar ini.")}, **options
    )


class SasaranForm(UnitMixin):
    """A goal: new, or other words and years for one that exists."""

    unit_kerja = pilihan_unit()
    induk = forms.ChoiceField(label=gettext_lazy("Berada di bawah"), required=False)
    jenis = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=JenisSasaran.choices)
    kode = teks(
        gettext_lazy("Kode"), 30, help_text=gettext_lazy("Untuk mengurutkan dan menyebutnya, seperti T1 atau S1.2.")
    )
    nama = teks(
        gettext_lazy("Rumusan"),
        300,
        help_text=gettext_lazy("Keadaan yang ingin dicapai, bukan kegiatan. Contoh: Pelayanan PATEN cepat dan pasti."),
    )
    uraian = paragraf(gettext_lazy("Uraian"), required=False)
    tahun_mulai = tahun(gettext_lazy("Tahun mulai"))
    tahun_selesai = tahun(gettext_lazy("Tahun selesai"), help_text=gettext_lazy("Biasanya masa RPJMD atau Renstra."))

    def __init__(self, *args: Any, user: User, sasaran: Sasaran | None = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.sasaran = sasaran
        self.goals: dict[str, Sasaran] = {}
        if sasaran is not None:
            del self.fields["unit_kerja"], self.fields["induk"]
            return
        self.goals = {str(row.pk): row for row in induk_untuk([*self.units.values()])}
        field: forms.ChoiceField = self.fields["induk"]  # type: ignore[assignment]
        field.choices = [("", TANPA_INDUK), *((pk, label_of(row)) for pk, row in self.goals.items())]

    def clean_induk(self) -> Sasaran | None:
        return self.goals.get(self.cleaned_data["induk"])

    def isi(self) -> IsiSasaran:
        """What was entered. Call after ``is_valid()``."""
        values = self.cleaned_data
        return IsiSasaran(
            kode=" ".join(values["kode"].split()),
            nama=" ".join(values["nama"].split()),
            jenis=values["jenis"],
            tahun_mulai=values["tahun_mulai"],
            tahun_selesai=values["tahun_selesai"],
            uraian=values["uraian"].strip(),
        )


class PindahSasaranForm(forms.Form):
    """Another goal above.

    :param pilihan: goals below which it may stand.
    """

    induk = forms.ChoiceField(label=gettext_lazy("Berada di bawah"), required=False)

    def __init__(self, *args: Any, pilihan: Sequence[Sasaran], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(row.pk): row for row in pilihan}
        field: forms.ChoiceField = self.fields["induk"]  # type: ignore[assignment]
        field.choices = [("", TANPA_INDUK), *((pk, label_of(row)) for pk, row in self.goals.items())]

    def clean_induk(self) -> Sasaran | None:
        return self.goals.get(self.cleaned_data["induk"])


class TutupSasaranForm(forms.Form):
    """The last year of a goal, and why."""

    tahun_selesai = tahun(gettext_lazy("Tahun terakhir"))
    alasan = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Tercatat bersama nama Anda."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SaringRencanaForm(forms.Form):
    """What pages of the plan are filtered by: a year and a unit; nonsense in the address filters nothing.

    :param semua: whether all years may be shown together.
    """

    tahun = forms.ChoiceField(
        label=gettext_lazy("Tahun"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(self, data: Any, *, units: Sequence[UnitKerja], tahun_: Sequence[int], semua: bool = False) -> None:
        super().__init__(data)
        self.units = {str(unit.pk): unit for unit in units}
        years: forms.ChoiceField = self.fields["tahun"]  # type: ignore[assignment]
        years.choices = [(str(one), str(one)) for one in tahun_] + ([("semua", _("Semua tahun"))] if semua else [])
        self.initial = {"tahun": str(today().year)}
        unit: forms.ChoiceField = self.fields["unit"]  # type: ignore[assignment]
        unit.choices = [("", _("Semua unit")), *unit_choices(units)]

    @property
    def tahun_terpilih(self) -> int | None:
        """The year, this one by default; nothing for all of them."""
        self.is_valid()
        chosen = str(self.cleaned_data.get("tahun") or today().year)
        return int(chosen) if chosen.isdigit() else None

    @property
    def unit_terpilih(self) -> UnitKerja | None:
        self.is_valid()
        return self.units.get(str(self.cleaned_data.get("unit") or ""))
