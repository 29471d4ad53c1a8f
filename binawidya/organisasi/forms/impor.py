"""Uploading a roster, saying what its columns mean, and taking it back."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.models import UnitKerja, User
from binawidya.organisasi.selectors.impor import administered_units
from binawidya.organisasi.selectors.susunan_unit import earliest_effect
from binawidya.organisasi.services.impor_judul import listed
from binawidya.organisasi.services.impor_kolom import KOLOM, MENURUT_KUNCI, WAJIB, missing_of
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.forms import KetikForm

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")
EARLIEST = date(2000, 1, 1)


class ImporForm(forms.Form):
    """A spreadsheet, the unit it is for, and the day from which it holds."""

    berkas = forms.FileField(
        label=gettext_lazy("Berkas"),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={
            "required": gettext_lazy("Pilih berkas lebih dulu."),
            "empty": gettext_lazy("Berkas ini kosong. Pastikan lembar pertama berisi judul kolom dan data."),
            "max_length": gettext_lazy("Nama berkas ini terlalu panjang. Pendekkan namanya."),
        },
        max_length=200,
    )
    unit_kerja = forms.ModelChoiceField(
        UnitKerja.objects.none(),
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Hanya pegawai unit ini dan unit di bawahnya yang disentuh."),
        empty_label=None,
    )
    berlaku_mulai = forms.DateField(
        label=gettext_lazy("Berlaku mulai"),
        help_text=gettext_lazy("Mutasi dicatat mulai tanggal ini."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Tanggal tidak terbaca. Tulis seperti 2026-12-01.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"berlaku_mulai": today()})
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit_kerja"]
        field.queryset = administered_units(user)

    def clean_berkas(self) -> "UploadedFile[bytes]":
        upload: UploadedFile[bytes] = self.cleaned_data["berkas"]
        most = settings.IMPOR_MAKS_BYTE
        if (upload.size or 0) > most:
            raise forms.ValidationError(
                _("Berkas ini %(n)d MB, paling besar %(most)d MB. Hapus lembar lain, lalu unggah lagi.")
                % {"n": -(-(upload.size or 0) // 1_000_000), "most": most // 1_000_000},
                code="large",
            )
        if PurePosixPath(upload.name or "").suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(
                _("Jenis berkas ini tidak diterima. Simpan sebagai XLSX atau CSV, lalu unggah lagi."), code="kind"
            )
        return upload

    def clean_berlaku_mulai(self) -> date:
        chosen: date = self.cleaned_data["berlaku_mulai"]
        latest = today() + timedelta(days=366)
        if not EARLIEST <= chosen <= latest:
            raise forms.ValidationError(
                _("Pilih tanggal antara %(a)s dan %(b)s.")
                % {"a": format_tanggal(EARLIEST), "b": format_tanggal(latest)},
                code="range",
            )
        free = earliest_effect()
        if free and chosen < free:
            raise forms.ValidationError(
                _("Bulan itu sudah ditutup. Pilih tanggal mulai %(tanggal)s.") % {"tanggal": format_tanggal(free)},
                code="closed",
            )
        return chosen


class SetujuForm(forms.Form):
    """Approval of a preview; leaving refused rows out is a choice of its own."""

    lewati_ditolak = forms.BooleanField(required=False)


class UrungForm(KetikForm):
    """Taking an import back asks for a typed word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kata="URUNGKAN", **kwargs)


class PemetaanForm(forms.Form):
    """What each column of a sheet means: a field for each, ``k0`` being the first.

    :param judul: the columns as the import noted them (see ``impor_judul.describe``).
    """

    salah_satu = True  # no single field is needed; which ones are is said below

    def __init__(self, *args: Any, judul: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kolom: list[Mapping[str, Any]] = [*judul["kolom"]]
        needed = _("%(kolom)s (wajib)")
        choices = [("", _("Tidak dipakai"))] + [
            (kolom.kunci, needed % {"kolom": kolom.judul} if kolom.kunci in WAJIB else kolom.judul) for kolom in KOLOM
        ]
        for number, kolom in enumerate(self._kolom):
            self.fields[f"k{number}"] = forms.ChoiceField(
                choices=choices, required=False, initial=kolom["kolom"], label=kolom["judul"]
            )

    @property
    def baris(self) -> list[tuple[Mapping[str, Any], BoundField]]:
        """Each column of the sheet with its field."""
        return [(kolom, self[f"k{number}"]) for number, kolom in enumerate(self._kolom)]

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, str] = {}
        for name in self.fields:
            key = self.cleaned_data.get(name, "")
            if key and key in chosen:
                self.add_error(
                    name,
                    _("%(kolom)s sudah dipilih untuk kolom “%(lain)s”.")
                    % {"kolom": MENURUT_KUNCI[key].judul, "lain": self.fields[chosen[key]].label},
                )
            elif key:
                chosen[key] = name
        missing = missing_of(chosen)
        if missing and not self.errors:
            raise forms.ValidationError(
                _("Belum ada kolom untuk %(kolom)s. Pilih pada kolom yang memuatnya.") % {"kolom": listed(missing)},
                code="missing",
            )
        return self.cleaned_data

    @property
    def pemetaan(self) -> dict[str, str]:
        """Column of the roster by name of the heading."""
        return {kolom["kunci"]: self.cleaned_data[f"k{number}"] for number, kolom in enumerate(self._kolom)}
