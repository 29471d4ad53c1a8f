"""Entry of a month, and the reason for sending an entry back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binawidya.umum.fields import AngkaFormField
from indikator.enums import Agregasi
from indikator.models import Realisasi, TargetIndikator
from indikator.services.isian import Isian

# Numerators and denominators are counts or amounts; two digits are enough for both.
DESIMAL_BAGIAN = 2


class IsianForm(forms.Form):
    """One target's cell: a value, or numerator and denominator. An empty cell is no entry and no error.

    The field names carry the target's id, so that a whole sheet is one form.
    """

    versi = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, target: TargetIndikator, realisasi: Realisasi | None, data: Any = None) -> None:
        self.target = target
        indikator = target.indikator
        initial: dict[str, Any] = {"versi": realisasi.versi if realisasi else None}
        if realisasi is not None:
            initial |= {"nilai": realisasi.nilai, "pembilang": realisasi.pembilang, "penyebut": realisasi.penyebut}
        super().__init__(data, initial=initial, prefix=f"t{target.pk}")
        if indikator.agregasi == Agregasi.RASIO:
            for name, label in (("pembilang", indikator.label_pembilang), ("penyebut", indikator.label_penyebut)):
                self.fields[name] = AngkaFormField(places=DESIMAL_BAGIAN, label=label, required=False)
        else:
            self.fields["nilai"] = AngkaFormField(places=indikator.desimal, label=_("Realisasi"), required=False)

    @property
    def isian_fields(self) -> list[str]:
        return [name for name in self.fields if name != "versi"]

    @property
    def kosong(self) -> bool:
        """Nothing was typed into the cell."""
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in self.isian_fields)

    def isian(self) -> Isian:
        """What was entered; call after ``is_valid()``."""
        return Isian(**{name: self.cleaned_data.get(name) for name in self.isian_fields})


class KembalikanForm(forms.Form):
    """Why an entry is sent back: a common reason, or own words."""

    salah_satu = True  # one of the two is needed, so neither is called optional
    ALASAN = (
        ("angka", _("Angka tidak sama dengan bukti.")),
        ("terbaca", _("Bukti tidak terbaca.")),
        ("bulan", _("Bukti bukan untuk bulan ini.")),
        ("kurang", _("Bukti belum lengkap.")),
        ("", _("Tulis sendiri")),
    )

    alasan = forms.ChoiceField(label=_("Alasan bila dikembalikan"), choices=ALASAN, required=False)
    pesan = forms.CharField(
        label=_("Pesan untuk pengisi"),
        max_length=800,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    versi = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("alasan") and not (cleaned.get("pesan") or "").strip():
            self.add_error("pesan", _("Tulis alasannya supaya pegawai tahu apa yang harus diperbaiki."))
        return cleaned

    def teks(self) -> str:
        """The reason as it reaches the person."""
        common = str(dict(self.ALASAN)[self.cleaned_data["alasan"]]) if self.cleaned_data["alasan"] else ""
        return " ".join(part for part in (common, self.cleaned_data["pesan"].strip()) if part)


class VersiForm(forms.Form):
    """The version of the entry that the verifier saw."""

    versi = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class BuktiForm(forms.Form):
    """A file of evidence."""

    berkas = forms.FileField(
        label=_("Berkas"),
        help_text=_("PDF, JPEG, PNG, XLSX atau DOCX."),
        widget=forms.FileInput(
            attrs={"accept": ".pdf,.jpg,.jpeg,.png,.xlsx,.docx,application/pdf,image/jpeg,image/png"}
        ),
        allow_empty_file=True,
        error_messages={"required": _("Pilih berkasnya dulu.")},
    )


class CatatanForm(forms.Form):
    """A note that goes with the entry to the verifier."""

    catatan = forms.CharField(
        label=_("Catatan untuk pemeriksa"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
