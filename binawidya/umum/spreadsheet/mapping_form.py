"""The page on which somebody says what the columns of a sheet mean."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from binawidya.umum.spreadsheet.headings import listed


class PemetaanLembarForm(forms.Form):
    """What each column of a sheet means: a field for each, ``k0`` being the first.

    :param judul: the columns as the import noted them (see ``headings.describe``).
    """

    # The columns of this kind of sheet: key, name, whether it is required.
    PILIHAN: ClassVar[Sequence[tuple[str, str, bool]]] = ()

    @classmethod
    def missing(cls, found: Mapping[str, Any]) -> list[str]:
        """Names of the required columns that are not among those found."""
        return [nama for kunci, nama, wajib in cls.PILIHAN if wajib and kunci not in found]

    salah_satu = True  # no single field is needed; which ones are is said below

    def __init__(self, *args: Any, judul: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kolom: list[Mapping[str, Any]] = [*judul["kolom"]]
        needed = _("%(kolom)s (wajib)")
        choices = [("", _("Tidak dipakai"))] + [
            (kunci, needed % {"kolom": nama} if wajib else nama) for kunci, nama, wajib in self.PILIHAN
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
        names = {kunci: nama for kunci, nama, _wajib in self.PILIHAN}
        for name in self.fields:
            key = self.cleaned_data.get(name, "")
            if key and key in chosen:
                self.add_error(
                    name,
                    _("%(kolom)s sudah dipilih untuk kolom “%(lain)s”.")
                    % {
                        "kolom": names[key],
                        "lain": self.fields[chosen[key]].label,
                    },
                )
            elif key:
                chosen[key] = name
        missing = self.missing(chosen)
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
