"""What people send about documents."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Periode
from kinerja.enums import JenisDokumen
from kinerja.jenis_dokumen import JENIS, Masa, Subjek
from kinerja.selectors.pilihan import Pilihan

BUKAN_PILIHAN = _("Pilih dari daftar.")


class LaporanForm(forms.Form):
    """Asks for a document of one subject and one month or year.

    The subject is only read as a number here: whether it exists for this person, and whether its report may be read,
    is decided by the view and the service (404, 403).
    """

    jenis = forms.ChoiceField(choices=JenisDokumen.choices, widget=forms.HiddenInput)
    subjek = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.Select,
        error_messages={"required": BUKAN_PILIHAN, "invalid": BUKAN_PILIHAN},
    )
    periode = forms.ChoiceField(
        label=_("Periode"),
        error_messages={"required": _("Pilih periode."), "invalid_choice": _("Pilih periode dari daftar.")},
    )

    def __init__(
        self,
        *args: Any,
        jenis: JenisDokumen,
        subjek: Sequence[Pilihan] = (),
        periode: Sequence[Periode] = (),
        tahun: Sequence[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._periode = {month.slug: month for month in periode}
        self.fields["jenis"].initial = jenis
        self.fields["subjek"].label = _("Unit kerja") if JENIS[jenis].subjek == Subjek.UNIT else _("Pegawai")
        self.fields["subjek"].widget.choices = list(subjek)
        if JENIS[jenis].masa == Masa.TAHUN:
            self.fields["periode"].label = _("Tahun")
            self.fields["periode"].choices = [(str(year), str(year)) for year in tahun]  # type: ignore[attr-defined]
            return
        self.fields["periode"].choices = [  # type: ignore[attr-defined]
            (month.slug, f"{month.nama_kumulatif} ({month.get_status_display().lower()})") for month in periode
        ]

    def clean_periode(self) -> Periode | int:
        """The month itself, or the year."""
        chosen = self.cleaned_data["periode"]
        return self._periode[chosen] if chosen in self._periode else int(chosen)


class PaketForm(LaporanForm):
    """Asks for all documents of one kind below a unit; the subject is the unit, whatever the kind is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subjek"].label = _("Unit, beserta semua unit di bawahnya")
