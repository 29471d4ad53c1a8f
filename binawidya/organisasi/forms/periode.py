"""Months: closing, reopening as a whole or for one unit, their moments, and the rules of a year."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.forms.saran import SaranForm, teks_saran
from binawidya.organisasi.models import KebijakanPeriode, Periode
from binawidya.umum.forms import KetikForm


class TutupPeriodeForm(KetikForm):
    """Closing asks for a typed word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kata="TUTUP", **kwargs)


class KunciPeriodeForm(KetikForm):
    """Locking cannot be undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kata="KUNCI", **kwargs)


def _alasan() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Tercatat bersama nama Anda."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BukaKembaliForm(forms.Form):
    """Reopening asks for a reason."""

    alasan = _alasan()


def _saat(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": gettext_lazy("Waktu tidak terbaca. Tulis seperti 2026-12-10 23:59.")},
    )


def _whole_minute(value: datetime | None) -> datetime | None:
    """A deadline of 23.59 lasts to the end of that minute."""
    return value if value is None else value.replace(second=59, microsecond=0)


class BukaUnitForm(SaranForm):
    """One unit, why, and until when."""

    ACT = "pembukaan_unit.create"

    unit_kerja = teks_saran(
        "unit-buka",
        gettext_lazy("Unit kerja"),
        help_text=gettext_lazy("Berlaku juga bagi semua unit di bawahnya."),
    )
    sampai = _saat(gettext_lazy("Sampai"), help_text=gettext_lazy("Berakhir sendiri, paling lama 31 hari."))
    alasan = _alasan()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sampai"].initial = (timezone.localtime() + timedelta(days=3)).replace(hour=23, minute=59)

    def clean_sampai(self) -> datetime | None:
        return _whole_minute(self.cleaned_data["sampai"])


def read_days(text: str) -> list[int]:
    """``7, 3, 1``: days before the deadline, each once, the earliest reminder first.

    :raises ValidationError: something that is no number of days from 0 to 27, or more than six of them.
    """
    parts = [part for part in text.replace(";", ",").replace(" ", ",").split(",") if part]
    if not all(part.isascii() and part.isdigit() and len(part) < 3 and int(part) <= 27 for part in parts):
        raise forms.ValidationError(_("Tulis bilangan 0 sampai 27 dipisah koma, misalnya 7, 3, 1."), code="days")
    days = sorted({int(part) for part in parts}, reverse=True)
    if len(days) > 6:
        raise forms.ValidationError(_("Paling banyak enam hari pengingat."), code="days")
    return days


def show_days(days: list[int]) -> str:
    """``7, 3, 1``."""
    return ", ".join(str(day) for day in days)


def _pengingat() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Pengingat"),
        help_text=gettext_lazy("Sekian hari sebelum batas pengisian, dipisah koma. 0 berarti pada harinya."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class JadwalPeriodeForm(forms.Form):
    """The moments of one month."""

    buka_at = _saat(gettext_lazy("Dibuka sendiri pada"), required=False)
    batas_pengisian = _saat(gettext_lazy("Batas pengisian"), help_text=gettext_lazy("Sesudahnya ditandai terlambat."))
    akhir_pengisian = _saat(
        gettext_lazy("Isian terlambat diterima sampai"),
        required=False,
        help_text=gettext_lazy("Sesudahnya hanya verifikasi. Kosong berarti pengisian diakhiri secara manual."),
    )
    batas_verifikasi = _saat(gettext_lazy("Batas verifikasi"))
    tutup_at = _saat(
        gettext_lazy("Ditutup sendiri pada"),
        required=False,
        help_text=gettext_lazy("Kosong berarti ditutup secara manual."),
    )
    hari_pengingat = _pengingat()

    @classmethod
    def of(cls, periode: Periode, data: Any = None) -> "JadwalPeriodeForm":
        """The form of one month as it is."""
        names = [name for name in cls.base_fields if name != "hari_pengingat"]
        values = {name: at and timezone.localtime(at) for name in names for at in [getattr(periode, name)]}
        return cls(data, initial=values | {"hari_pengingat": show_days(periode.hari_pengingat)})

    def clean_hari_pengingat(self) -> list[int]:
        return read_days(self.cleaned_data["hari_pengingat"])

    def clean(self) -> dict[str, Any]:
        for name in ("batas_pengisian", "akhir_pengisian", "batas_verifikasi"):
            if name in self.cleaned_data:
                self.cleaned_data[name] = _whole_minute(self.cleaned_data[name])
        return self.cleaned_data


if TYPE_CHECKING:
    _KebijakanForm = forms.ModelForm[KebijakanPeriode]
else:
    _KebijakanForm = forms.ModelForm


class KebijakanPeriodeForm(_KebijakanForm):
    """The rules of a year."""

    hari_pengingat = _pengingat()

    class Meta:
        model = KebijakanPeriode
        fields = ["hari_buka", "hari_batas", "hari_akhir", "hari_verifikasi", "tutup_sendiri", "kunci_sesudah"]
        labels = {
            "hari_buka": gettext_lazy("Pengisian dibuka tanggal"),
            "hari_batas": gettext_lazy("Batas pengisian tanggal"),
            "hari_akhir": gettext_lazy("Isian terlambat diterima sampai tanggal"),
            "hari_verifikasi": gettext_lazy("Batas verifikasi tanggal"),
            "tutup_sendiri": gettext_lazy("Tutup sendiri sesudah batas verifikasi"),
            "kunci_sesudah": gettext_lazy("Kunci sekian hari sesudah ditutup sendiri"),
        }
        help_texts = {
            "hari_buka": gettext_lazy("Dalam bulan itu sendiri, mulai pukul 00.00."),
            "hari_batas": gettext_lazy("Dalam bulan berikutnya, pukul 23.59."),
            "hari_akhir": gettext_lazy("Isian sesudah batas ditandai terlambat."),
            "hari_verifikasi": gettext_lazy("Dalam bulan berikutnya, pukul 23.59."),
            "kunci_sesudah": gettext_lazy("Kosong berarti tidak dikunci sendiri."),
        }

    def __init__(self, data: Any = None, *, instance: KebijakanPeriode) -> None:
        super().__init__(data, instance=instance)
        self.fields["hari_pengingat"].initial = show_days(instance.hari_pengingat)

    def clean_hari_pengingat(self) -> list[int]:
        return read_days(self.cleaned_data["hari_pengingat"])
