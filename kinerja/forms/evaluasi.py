"""What people send about evaluations, objections and the predikat of units."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.selectors.saran import pegawai_labels
from binawidya.umum.forms import KetikForm
from kinerja.enums import RATING_PENDEK, PredikatUnit, RatingKerja
from kinerja.forms.umpan_balik import offer
from kinerja.masa import Masa, read_masa

PILIH = ("", _("Pilih"))
_PENDEK = [PILIH, *((one, RATING_PENDEK[one]) for one in RatingKerja)]
_RATING = [PILIH, *RatingKerja.choices]
_BUKAN = {"invalid_choice": _("Pilih dari daftar.")}


def _text(label: Any, rows: int = 3, most: int = 1000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **{"required": False, **kwargs}
    )


class BarisForm(forms.Form):
    """One row of the table of a team; ``prefix`` is the number of the evaluation."""

    hasil = forms.ChoiceField(label=_("Hasil kerja"), choices=_PENDEK, required=False, error_messages=_BUKAN)
    perilaku = forms.ChoiceField(label=_("Perilaku kerja"), choices=_PENDEK, required=False, error_messages=_BUKAN)
    alasan = forms.CharField(label=_("Alasan mengubah usul"), max_length=1000, required=False)
    versi = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class EvaluasiForm(forms.Form):
    """The evaluation of one person."""

    hasil = forms.ChoiceField(label=_("Rating hasil kerja"), choices=_RATING, required=False, error_messages=_BUKAN)
    alasan = _text(_("Alasan mengubah usul"), rows=2)
    perilaku = forms.ChoiceField(
        label=_("Rating perilaku kerja"), choices=_RATING, required=False, error_messages=_BUKAN
    )
    catatan = _text(_("Catatan dan rekomendasi"), most=2000)
    versi = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class PerilakuForm(forms.Form):
    """One of the seven values; ``prefix`` is its stored name."""

    rating = forms.ChoiceField(label=_("Rating"), choices=_PENDEK, required=False, error_messages=_BUKAN)
    ekspektasi = _text(_("Ekspektasi khusus pimpinan"), rows=2)
    catatan = _text(_("Umpan balik menurut bukti"), rows=2)


class AlihkanForm(forms.Form):
    """Hands a draft over to the next superior."""

    penilai = forms.ModelChoiceField(
        label=_("Penilai pengganti"), queryset=Pegawai.objects.none(), empty_label=_("Pilih"), error_messages=_BUKAN
    )
    alasan_pengalihan = _text(_("Alasan pengalihan"), rows=2, most=500, required=True)

    def __init__(self, *args: Any, calon: Iterable[Pegawai] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Pegawai.objects.filter(pk__in=[one.pk for one in calon]).order_by("nama", "pk")
        offer(self.fields["penilai"], found, pegawai_labels(calon, gelar=True))


class TetapkanForm(KetikForm):
    """Confirms a team; a spread that departs from the pattern asks for a reason."""

    alasan_pola = _text(_("Alasan sebaran lain dari pola"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kata="TETAPKAN", **kwargs)
        self.order_fields(["alasan_pola", "ketik"])


class PredikatUnitForm(forms.Form):
    """Sets the predikat of a unit."""

    predikat = forms.ChoiceField(
        label=_("Predikat unit"), choices=[PILIH, *PredikatUnit.choices], error_messages=_BUKAN
    )
    alasan = _text(_("Alasan"), help_text=_("Wajib bila predikat lain dari usul."))
    versi = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class BukaEvaluasiForm(forms.Form):
    """Opens the evaluation of a unit for a month, a quarter or a year."""

    unit_kerja = forms.IntegerField(
        label=_("Unit kerja"), min_value=1, max_value=2**63 - 1, widget=forms.Select,
        error_messages={"required": _BUKAN["invalid_choice"], "invalid": _BUKAN["invalid_choice"]},
    )  # fmt: skip
    masa = forms.ChoiceField(label=_("Masa"), error_messages=_BUKAN)

    def __init__(self, *args: Any, masa: Iterable[Masa] = (), unit: Iterable[tuple[int, str]] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["masa"].choices = [(one.slug, str(one)) for one in masa]  # type: ignore[attr-defined]
        self.fields["unit_kerja"].widget.choices = [*unit]

    def clean_masa(self) -> Masa:
        return read_masa(self.cleaned_data["masa"])


class KeberatanForm(forms.Form):
    """Objects to an evaluation."""

    keberatan = _text(
        _("Alasan keberatan"), rows=5, most=4000, required=True,
        help_text=_("Sebut bagian mana yang keliru dan bukti yang mendukungnya."),
    )  # fmt: skip


class TanggapanForm(forms.Form):
    """What the assessor says about an objection."""

    tanggapan = _text(_("Tanggapan penilai"), rows=4, most=4000, required=True)


class PutusanForm(forms.Form):
    """Decides on an objection."""

    hasil = forms.ChoiceField(label=_("Rating hasil kerja"), choices=RatingKerja.choices, error_messages=_BUKAN)
    perilaku = forms.ChoiceField(label=_("Rating perilaku kerja"), choices=RatingKerja.choices, error_messages=_BUKAN)
    putusan = _text(_("Alasan putusan"), rows=4, most=4000, required=True)
    ketik = KetikForm.base_fields["ketik"]

    def clean_ketik(self) -> str:
        typed: str = self.cleaned_data["ketik"]
        if typed.strip().upper() != "PUTUSKAN":
            raise forms.ValidationError(_("Ketik kata PUTUSKAN persis seperti tertulis."))
        return typed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ketik"].label = _("Ketik PUTUSKAN untuk melanjutkan")
