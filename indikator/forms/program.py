"""One line of the budget table of a unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binawidya.umum.fields import AngkaFormField
from indikator.enums import JenisProgram
from indikator.models import ProgramAnggaran


class ProgramForm(forms.Form):
    """Code, name, kind and budget."""

    kode = forms.CharField(label=_("Kode"), max_length=30)
    nama = forms.CharField(label=_("Nama"), max_length=300)
    jenis = forms.ChoiceField(label=_("Jenis"), choices=JenisProgram.choices)
    anggaran = AngkaFormField(places=2, least=0, label=_("Anggaran"))
    keterangan = forms.CharField(label=_("Keterangan"), max_length=200, required=False)

    @staticmethod
    def awal(row: ProgramAnggaran) -> dict[str, Any]:
        """What a stored line shows."""
        return {name: getattr(row, name) for name in ("kode", "nama", "jenis", "anggaran", "keterangan")}
