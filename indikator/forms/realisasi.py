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


class PastikanForm(forms.Form):
    """An odd value is right: the version that the person saw, and an explanation for the verifier."""

    penjelasan = forms.CharField(label=_("Penjelasan untuk pemeriksa"), max_length=1000, required=False)
    versi = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class KoreksiForm(forms.Form):
    """Why an approved value changes. The value itself is read by :class:`IsianForm`."""

    alasan = forms.CharField(
        label=_("Alasan koreksi"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ikut dibaca pemeriksa dan tercatat di jejak angka."),
    )


class TolakKoreksiForm(forms.Form):
    """Why a correction is not taken over."""

    tanggapan = forms.CharField(label=_("Alasan bila ditolak"), max_length=1000, required=False)


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


class TautanForm(forms.Form):
    """A link as evidence, for what is kept elsewhere."""

    tautan = forms.CharField(
        label=_("Tautan"),
        max_length=500,
        help_text=_("Diawali https://, misalnya berkas di penyimpanan bersama kantor."),
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    nama = forms.CharField(label=_("Nama tautan"), max_length=120, required=False)


class CatatanForm(forms.Form):
    """What goes with the entry to the verifier."""

    catatan = forms.CharField(
        label=_("Catatan untuk pemeriksa"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kendala = forms.CharField(
        label=_("Kendala"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Apa yang menghambat bulan ini."),
    )
    rencana = forms.CharField(
        label=_("Rencana tindak lanjut"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Apa yang dilakukan supaya target berikutnya tercapai."),
    )


class AturanVerifikasiForm(forms.Form):
    """In how many stages a unit verifies."""

    unit_kerja = forms.CharField(
        label=_("Kode unit kerja"), max_length=30, help_text=_("Berlaku juga bagi unit di bawahnya yang belum diatur.")
    )
    tahap = forms.ChoiceField(
        label=_("Tahap verifikasi"),
        choices=[
            ("1", _("Satu tahap: atasan atau verifikator")),
            ("2", _("Dua tahap: verifikator, lalu atasan")),
        ],
    )


class UnggahIsianForm(forms.Form):
    """A workbook of entries that was filled in elsewhere."""

    berkas = forms.FileField(
        label=_("Lembar isian"),
        help_text=_("Berkas XLSX yang diunduh dari halaman ini."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        error_messages={"required": _("Pilih berkasnya dulu.")},
    )
