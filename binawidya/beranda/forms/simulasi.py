"""Numbers typed into the simulation. They come by GET: nothing is kept, and an address can be passed on in a class."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from binawidya.umum.fields import AngkaFormField
from binawidya.umum.numbers import NumberUnreadable, parse_angka
from indikator.enums import Agregasi, Polarisasi
from kinerja.scoring import DI_ATAS, DI_BAWAH, SESUAI
from survei.scoring import NILAI_TERBESAR, NILAI_TERKECIL

KOSONG: Final = frozenset({"", "-", "–"})
# PermenPANRB 14/2017; the questionnaire's order of the last two (the sources dispute which is the eighth).
UNSUR: Final[Mapping[str, Any]] = {
    "persyaratan": _("Persyaratan"),
    "prosedur": _("Sistem, Mekanisme, dan Prosedur"),
    "waktu": _("Waktu Penyelesaian"),
    "biaya": _("Biaya/Tarif"),
    "produk": _("Produk Spesifikasi Jenis Pelayanan"),
    "kompetensi": _("Kompetensi Pelaksana"),
    "perilaku": _("Perilaku Pelaksana"),
    "sarana": _("Sarana dan Prasarana"),
    "pengaduan": _("Penanganan Pengaduan, Saran dan Masukan"),
}
RATING: Final = (
    (DI_ATAS, _("Di atas ekspektasi")),
    (SESUAI, _("Sesuai ekspektasi")),
    (DI_BAWAH, _("Di bawah ekspektasi")),
)


class DaftarAngkaField(forms.CharField):
    """Up to twelve numbers with semicolons between them; an empty place is a month without realisasi."""

    def to_python(self, value: Any) -> list[Decimal | None]:  # type: ignore[override]
        text = super().to_python(value) or ""
        if not text.strip():
            return []
        parts = [part.strip() for part in text.split(";")]
        if len(parts) > 12:
            raise forms.ValidationError(_t("Paling banyak 12 bulan, ini %(n)d.") % {"n": len(parts)})
        return [self._number(part, place) for place, part in enumerate(parts, 1)]

    @staticmethod
    def _number(part: str, place: int) -> Decimal | None:
        if part in KOSONG:
            return None
        try:
            return parse_angka(part)
        except NumberUnreadable as error:
            raise forms.ValidationError(_t("Bulan ke-%(n)d: %(sebab)s") % {"n": place, "sebab": error}) from None

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The limits on letters are kept by the browser; here it is a list already."""


class CapaianForm(forms.Form):
    """Target, realisasi and what the direction needs besides."""

    polarisasi = forms.ChoiceField(label=_("Arah"), choices=Polarisasi.choices)
    target = AngkaFormField(label=_("Target"))
    realisasi = AngkaFormField(label=_("Realisasi"))
    target_atas = AngkaFormField(
        label=_("Batas atas rentang"), required=False, help_text=_("Hanya bila targetnya sebuah rentang.")
    )
    nilai_terburuk = AngkaFormField(
        label=_("Nilai terburuk"), required=False, help_text=_("Hanya bila targetnya nol dan makin kecil makin baik.")
    )
    batas_atas = AngkaFormField(label=_("Capaian paling tinggi"), required=False, initial=Decimal(120), least=0)
    tak_terlampaui = forms.BooleanField(
        label=_("Target tidak dapat dilampaui"),
        required=False,
        help_text=_("Misalnya 100 persen atau selesai: bila tercapai dihitung 120."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        target, atas = cleaned.get("target"), cleaned.get("target_atas")
        if cleaned.get("polarisasi") == Polarisasi.RENTANG and atas is None and "target_atas" not in self.errors:
            self.add_error("target_atas", _t("Rentang memerlukan batas atas."))
        if target is not None and atas is not None and atas < target:
            self.add_error("target_atas", _t("Batas atas lebih kecil daripada target, yaitu batas bawahnya."))
        return cleaned


class KonsolidasiForm(forms.Form):
    """The months of an indicator."""

    agregasi = forms.ChoiceField(label=_("Cara menggabung"), choices=Agregasi.choices)
    nilai = DaftarAngkaField(
        label=_("Nilai setiap bulan"), required=False, help_text=_("Dipisah titik koma, misalnya 10; 12,5; 9")
    )
    pembilang = DaftarAngkaField(label=_("Pembilang setiap bulan"), required=False, help_text=_("Hanya untuk rasio."))
    penyebut = DaftarAngkaField(label=_("Penyebut setiap bulan"), required=False, help_text=_("Hanya untuk rasio."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        ratio = cleaned.get("agregasi") == Agregasi.RASIO
        for name in ("pembilang", "penyebut") if ratio else ("nilai",):
            if name in cleaned and not cleaned[name]:
                self.add_error(name, _t("Isi paling sedikit satu bulan."))
        above, below = cleaned.get("pembilang") or [], cleaned.get("penyebut") or []
        if ratio and above and below and len(above) != len(below):
            words = _t("Pembilang berisi %(a)d bulan, penyebut %(b)d. Samakan banyaknya.")
            self.add_error("penyebut", words % {"a": len(above), "b": len(below)})
        return cleaned


class IkmForm(forms.Form):
    """The mean of every unsur that was asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slug, nama in UNSUR.items():
            self.fields[slug] = AngkaFormField(label=nama, required=False)

    salah_satu = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for slug, value in [*cleaned.items()]:
            if value is not None and not NILAI_TERKECIL <= value <= NILAI_TERBESAR:
                self.add_error(slug, _t("Rata-rata jawaban ada di antara 1 dan 4."))
        if not self.errors and not any(value is not None for value in cleaned.values()):
            self.add_error(next(iter(UNSUR)), _t("Isi paling sedikit satu unsur."))
        return cleaned


class SampelForm(forms.Form):
    """How many people a service has."""

    populasi = forms.IntegerField(
        label=_("Jumlah penerima layanan setahun"),
        min_value=1,
        max_value=10**12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PredikatForm(forms.Form):
    """The two ratings of an evaluation."""

    hasil_kerja = forms.ChoiceField(label=_("Rating hasil kerja"), choices=RATING)
    perilaku_kerja = forms.ChoiceField(label=_("Rating perilaku kerja"), choices=RATING)


class AngkaKreditForm(forms.Form):
    """What a functional post is credited with."""

    koefisien = AngkaFormField(label=_("Koefisien setahun"), least=0)
    persen = AngkaFormField(label=_("Persen menurut predikat"), least=0)
    bulan = forms.IntegerField(
        label=_("Bulan yang dinilai"),
        min_value=1,
        max_value=12,
        initial=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
