"""Uploading a roster, saying what its columns mean, and taking it back."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.models import UnitKerja, User
from binawidya.organisasi.selectors.impor import administered_units
from binawidya.organisasi.selectors.susunan_unit import earliest_effect
from binawidya.organisasi.services.impor_kolom import KOLOM, WAJIB, missing_of
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.forms import KetikForm
from binawidya.umum.spreadsheet.mapping_form import PemetaanLembarForm

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


class PemetaanForm(PemetaanLembarForm):
    """What each column of a roster means."""

    PILIHAN = tuple((kolom.kunci, kolom.judul, kolom.kunci in WAJIB) for kolom in KOLOM)

    @classmethod
    def missing(cls, found: Mapping[str, Any]) -> list[str]:
        """As the sheet is read: the code of a unit stands for its name."""
        return missing_of(found)
