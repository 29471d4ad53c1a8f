"""Acts on units: what people enter, each with the day from which it holds and the decree it rests on."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import JenisUnit
from binawidya.organisasi.forms.saran import SaranForm, isian_tanggal, mark, teks_saran
from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.policy import allows_everywhere
from binawidya.organisasi.selectors.saran import unit_named
from binawidya.organisasi.services.unit_kerja import ISIAN, IsiUnit
from binawidya.umum.dates import format_tanggal

PALING_AWAL = date(1950, 1, 1)
PALING_AKHIR = date(2100, 12, 31)
KETIK_UNIT = gettext_lazy("Ketik nama atau kodenya.")


class BerlakuForm(SaranForm):
    """From which day, on what ground."""

    berlaku_mulai = isian_tanggal(gettext_lazy("Berlaku mulai"), help_text=gettext_lazy("Boleh tanggal di depan."))
    dasar = forms.CharField(
        label=gettext_lazy("Dasar"),
        help_text=gettext_lazy("Nomor peraturan atau keputusan."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_berlaku_mulai(self) -> date:
        day: date = self.cleaned_data["berlaku_mulai"]
        if not PALING_AWAL <= day <= PALING_AKHIR:
            text = _("Pilih tanggal antara %(a)s dan %(b)s.")
            raise ValidationError(text % {"a": format_tanggal(PALING_AWAL), "b": format_tanggal(PALING_AKHIR)})
        return day


class RencanaForm(BerlakuForm):
    """An act that is told before it is done; ``tanda`` is the fingerprint of what was told."""

    tanda = mark()


def _teks(label: Any, panjang: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=panjang, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options
    )


class UnitKerjaForm(BerlakuForm):
    """A unit: new, or changed from a day on."""

    nama = _teks(gettext_lazy("Nama"), 200)
    nama_pendek = _teks(
        gettext_lazy("Nama pendek"), 80, required=False, help_text=gettext_lazy("Bila kantor sendiri memakainya.")
    )
    kode = _teks(gettext_lazy("Kode"), 30, help_text=gettext_lazy("Tidak pernah dipakai dua unit."))
    jenis = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=JenisUnit.choices)
    alamat = _teks(
        gettext_lazy("Alamat"),
        300,
        required=False,
        help_text=gettext_lazy("Untuk kop surat. Kosong: alamat unit induk."),
    )
    kontak = _teks(gettext_lazy("Telepon dan surel"), 200, required=False)
    field_order = ("nama", "nama_pendek", "kode", "jenis", "alamat", "kontak", "berlaku_mulai", "dasar")

    def isi(self) -> IsiUnit:
        """What was entered. Call after ``is_valid()``."""
        return IsiUnit(**{name: " ".join(self.cleaned_data[name].split()) for name in ISIAN})


class PindahForm(RencanaForm):
    """Another unit above."""

    induk = teks_saran("unit", gettext_lazy("Unit induk yang baru"), help_text=KETIK_UNIT, required=False)
    puncak = forms.BooleanField(label=gettext_lazy("Jadikan unit puncak, tanpa unit induk"), required=False)
    # One of the first two is needed.
    salah_satu = True
    field_order = ("induk", "puncak", "berlaku_mulai", "dasar")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not allows_everywhere("unit_kerja.move", self.user.lingkup):
            del self.fields["puncak"]
            self.fields["induk"].required = True

    def clean_induk(self) -> UnitKerja | None:
        teks: str = self.cleaned_data["induk"]
        return unit_named(self.user, "unit_kerja.move", teks) if teks else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "induk" in cleaned and "puncak" in self.fields and bool(cleaned["induk"]) == bool(cleaned.get("puncak")):
            both = _("Pilih salah satu: unit induk, atau unit puncak.")
            self.add_error("induk", both if cleaned["induk"] else _("Isi unit induknya."))
        return cleaned


class GabungForm(RencanaForm):
    """Which units go into this one: neighbours to tick, others to name."""

    saudara = forms.MultipleChoiceField(
        label=gettext_lazy("Unit yang digabungkan"), widget=forms.CheckboxSelectMultiple, required=False
    )
    sumber = teks_saran(
        "unit",
        gettext_lazy("Unit lain"),
        help_text=gettext_lazy("Ketik nama atau kodenya; beberapa unit dipisahkan titik koma."),
        required=False,
    )
    # One of the first two is enough.
    salah_satu = True
    field_order = ("saudara", "sumber", "berlaku_mulai", "dasar")

    def __init__(self, *args: Any, saudara: list[UnitKerja], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in saudara}
        choices: forms.MultipleChoiceField = self.fields["saudara"]  # type: ignore[assignment]
        choices.choices = [(str(unit.pk), f"{unit.nama} ({unit.kode})") for unit in saudara]
        if not saudara:
            del self.fields["saudara"]

    def clean_sumber(self) -> list[UnitKerja]:
        names = [name.strip() for name in re.split(r"[;\n]", self.cleaned_data["sumber"]) if name.strip()]
        return [unit_named(self.user, "unit_kerja.merge", name) for name in names]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = [self.units[pk] for pk in cleaned.get("saudara", [])]
        if "sumber" in cleaned:
            chosen = {unit.pk: unit for unit in [*ticked, *cleaned["sumber"]]}
            cleaned["unit"] = [*chosen.values()]
            if not chosen:
                self.add_error("sumber", _("Pilih unit yang digabungkan."))
        return cleaned


class TutupForm(RencanaForm):
    """The first day without the unit."""

    berlaku_mulai = isian_tanggal(gettext_lazy("Ditutup mulai"), help_text=gettext_lazy("Hari pertama tanpa unit ini."))
