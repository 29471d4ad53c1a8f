"""Uploading a sheet of indicators or targets, and approving its preview."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.models import User
from binawidya.umum.forms import KetikForm
from binawidya.umum.spreadsheet.mapping_form import PemetaanLembarForm
from indikator.enums import JenisImporRencana
from indikator.forms.indikator import month_choices
from indikator.forms.sasaran import UnitMixin, pilihan_unit
from indikator.services.impor_rencana_kolom import pilihan_kolom

SUFFIXES: Final = (".xlsx", ".xls", ".ods", ".csv")


class ImporRencanaForm(UnitMixin):
    """What the sheet holds, for which unit, and from when changed sheets of indicators are in force."""

    ACT = "impor_rencana.create"

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
    jenis = forms.ChoiceField(
        label=gettext_lazy("Isi lembar"),
        choices=JenisImporRencana.choices,
        widget=forms.RadioSelect,
        initial=JenisImporRencana.INDIKATOR,
    )
    unit_kerja = pilihan_unit(
        gettext_lazy("Lingkup"), help_text=gettext_lazy("Hanya unit ini dan unit di bawahnya yang disentuh.")
    )
    berlaku_mulai = forms.ChoiceField(
        label=gettext_lazy("Perubahan lembar berlaku mulai"),
        help_text=gettext_lazy("Untuk indikator yang sudah bertarget; bulan sebelumnya tetap memakai lembar lama."),
        required=False,
    )
    alasan = forms.CharField(
        label=gettext_lazy("Alasan perubahan"),
        help_text=gettext_lazy("Wajib bila mengubah indikator yang sudah bertarget."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        field: forms.ChoiceField = self.fields["berlaku_mulai"]  # type: ignore[assignment]
        field.choices = month_choices()

    def clean_berkas(self) -> "UploadedFile[bytes]":
        upload: UploadedFile[bytes] = self.cleaned_data["berkas"]
        most = settings.IMPOR_MAKS_BYTE
        if (upload.size or 0) > most:
            text = _("Berkas ini %(n)d MB, paling besar %(most)d MB. Hapus lembar lain, lalu unggah lagi.")
            raise forms.ValidationError(
                text % {"n": -(-(upload.size or 0) // 1_000_000), "most": most // 1_000_000}, code="large"
            )
        if PurePosixPath(upload.name or "").suffix.lower() not in SUFFIXES:
            text = _("Jenis berkas ini tidak diterima. Simpan sebagai XLSX atau CSV, lalu unggah lagi.")
            raise forms.ValidationError(text, code="kind")
        return upload

    @property
    def mulai(self) -> date | None:
        """The first day of new versions."""
        text = self.cleaned_data.get("berlaku_mulai", "")
        return date.fromisoformat(text) if text else None


class SetujuRencanaForm(forms.Form):
    """Approval of a preview; leaving refused rows out is a choice of its own."""

    lewati_ditolak = forms.BooleanField(required=False)


class UrungRencanaForm(KetikForm):
    """Taking an import back asks for a typed word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kata="URUNGKAN", **kwargs)


class PemetaanIndikatorForm(PemetaanLembarForm):
    """The columns of a sheet of indicators."""

    PILIHAN = pilihan_kolom(JenisImporRencana.INDIKATOR)


class PemetaanTargetForm(PemetaanLembarForm):
    """The columns of a sheet of targets."""

    PILIHAN = pilihan_kolom(JenisImporRencana.TARGET)


PEMETAAN: Final[Mapping[str, type[PemetaanLembarForm]]] = {
    JenisImporRencana.INDIKATOR.value: PemetaanIndikatorForm,
    JenisImporRencana.TARGET.value: PemetaanTargetForm,
}
