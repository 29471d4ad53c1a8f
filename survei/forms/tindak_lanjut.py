"""What is done about a weak element, and photographs of the survey."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.models import Pegawai
from survei.enums import ProgresRtl
from survei.forms.survei import isian_tanggal
from survei.models import Survei
from survei.selectors.pelaksana import pelaksana_bernama, pelaksana_pilihan

DAFTAR = "pelaksana-daftar"


class TindakLanjutForm(forms.Form):
    """One action for one element.

    :param lengkap: an action that is there already, with how far it has come.
    """

    unsur = forms.ChoiceField(label=gettext_lazy("Unsur"))
    tindakan = forms.CharField(label=gettext_lazy("Tindakan"), max_length=300)
    pelaksana = forms.CharField(
        label=gettext_lazy("Penanggung jawab"),
        help_text=gettext_lazy("Pilih pegawai dari daftar, atau tulis jabatan atau tim."),
        max_length=250,
        widget=forms.TextInput(attrs={"list": DAFTAR, "autocomplete": "off"}),
    )
    tenggat = isian_tanggal(gettext_lazy("Selesai paling lambat"))
    progres = forms.TypedChoiceField(label=gettext_lazy("Kemajuan"), choices=ProgresRtl, coerce=int)
    catatan = forms.CharField(label=gettext_lazy("Catatan"), max_length=300, required=False)

    def __init__(self, *args: Any, survei: Survei, lengkap: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unsur"]
        rows = survei.unsur.order_by("urutan").values_list("pk", "nama")
        field.choices = [("", _("Pilih unsur")), *((str(pk), nama) for pk, nama in rows)]
        self.pilihan: Mapping[str, Pegawai] = pelaksana_pilihan(survei)
        if not lengkap:
            del self.fields["progres"], self.fields["catatan"]

    def clean(self) -> dict[str, Any]:
        """A name from the list becomes the person; anything else stays as it was written."""
        data: dict[str, Any] = super().clean() or {}
        if "pelaksana" in data:
            orang = pelaksana_bernama(dict(self.pilihan), data["pelaksana"])
            data["penanggung_jawab"] = orang
            data["pelaksana"] = "" if orang else data["pelaksana"]
        return data


class DokumentasiForm(forms.Form):
    """A photograph and what it shows."""

    berkas = forms.FileField(
        label=gettext_lazy("Foto"),
        help_text=gettext_lazy("JPEG atau PNG. Tempat dan alat pengambilannya dihapus dari berkas."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,image/jpeg,image/png"}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Pilih fotonya dulu.")},
    )
    keterangan = forms.CharField(
        label=gettext_lazy("Keterangan"),
        help_text=gettext_lazy("Misalnya: Pengisian survei di loket, 12 Mei 2026."),
        max_length=200,
    )
