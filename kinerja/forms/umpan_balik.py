"""What people send about feedback, talks and the rules of evaluation."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai
from binawidya.umum.fields import AngkaFormField
from kinerja.enums import JenisEvaluasi, Predikat, StatusTindakLanjut
from kinerja.models import KebijakanEvaluasi

_BUKAN = {"invalid_choice": _("Pilih dari daftar.")}
_HARI = {"invalid": _("Tulis tanggal yang ada."), "required": _("Isi tanggalnya.")}


def offer(field: Any, calon: Any, sebutan: Mapping[int, str] | None) -> None:
    """Offer people in a field of choices, each with what tells namesakes apart."""
    labels = sebutan or {}
    field.queryset = calon
    field.label_from_instance = lambda one: labels.get(one.pk, one.nama_lengkap)


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), error_messages=_HARI, **kwargs
    )


class UmpanBalikForm(forms.Form):
    """Feedback about a person, on one of the person's targets or an entry of it."""

    hal = forms.ChoiceField(label=_("Tentang"), required=False, error_messages=_BUKAN)
    isi = forms.CharField(label=_("Umpan balik"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    induk = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, hal: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hal"].choices = [("", _("Pekerjaan secara umum")), *hal]  # type: ignore[attr-defined]


class DialogForm(forms.Form):
    """Minutes of a talk."""

    tanggal = _day(_("Tanggal"))
    topik = forms.CharField(label=_("Topik"), max_length=200)
    peserta = forms.ModelMultipleChoiceField(
        label=_("Peserta"), queryset=Pegawai.objects.none(), widget=forms.CheckboxSelectMultiple, error_messages=_BUKAN
    )
    pokok = forms.CharField(label=_("Pokok pembicaraan"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, calon: Any = None, sebutan: Mapping[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if calon is not None:
            offer(self.fields["peserta"], calon, sebutan)


class SepakatForm(forms.Form):
    """One agreed action; an empty one is left out."""

    uraian = forms.CharField(label=_("Tindak lanjut"), max_length=500, required=False)
    penanggung_jawab = forms.ModelChoiceField(
        label=_("Penanggung jawab"), queryset=Pegawai.objects.none(), required=False, empty_label=_("Pilih"),
        error_messages=_BUKAN,
    )  # fmt: skip
    batas = _day(_("Batas"), required=False)

    def __init__(self, *args: Any, calon: Any = None, sebutan: Mapping[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if calon is not None:
            offer(self.fields["penanggung_jawab"], calon, sebutan)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("uraian"):
            for name, text in (("penanggung_jawab", _("Pilih siapa yang mengerjakan.")), ("batas", _("Isi batasnya."))):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, text)
        return data


class TindakLanjutForm(forms.Form):
    """How far an agreed action is."""

    status = forms.ChoiceField(label=_("Keadaan"), choices=StatusTindakLanjut.choices, error_messages=_BUKAN)


class KebijakanEvaluasiForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rules of an office for a year."""

    batas_di_atas = AngkaFormField(label=_("Di atas ekspektasi, istimewa: mulai nilai"), least=0)
    batas_sesuai = AngkaFormField(label=_("Sesuai ekspektasi, baik: mulai nilai"), least=0)
    batas_butuh_perbaikan = AngkaFormField(label=_("Unit butuh perbaikan: mulai nilai"), least=0)
    batas_kurang = AngkaFormField(label=_("Unit kurang: mulai nilai"), least=0)

    class Meta:
        model = KebijakanEvaluasi
        fields = (
            "berkala", "batas_di_atas", "batas_sesuai", "batas_butuh_perbaikan", "batas_kurang", "hari_penetapan",
            "hari_keberatan", "hari_anggap_diterima", "dasar",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkala"].choices = [  # type: ignore[attr-defined]
            (one, one.label) for one in (JenisEvaluasi.BULANAN, JenisEvaluasi.TRIWULANAN)
        ]


class KonversiForm(forms.Form):
    """What every predikat counts as from a day on."""

    mulai = _day(_("Berlaku mulai"))
    sangat_baik = AngkaFormField(label=Predikat.SANGAT_BAIK.label, least=0)
    baik = AngkaFormField(label=Predikat.BAIK.label, least=0)
    butuh_perbaikan = AngkaFormField(label=Predikat.BUTUH_PERBAIKAN.label, least=0)
    kurang = AngkaFormField(label=Predikat.KURANG.label, least=0)
    sangat_kurang = AngkaFormField(label=Predikat.SANGAT_KURANG.label, least=0)
    dasar = forms.CharField(label=_("Dasar"), max_length=300, required=False)

    def angka(self) -> dict[str, Any]:
        """The numbers by predikat."""
        return {one.value: self.cleaned_data[one.value] for one in Predikat}

    def clean_mulai(self) -> date:
        found: date = self.cleaned_data["mulai"]
        return found
