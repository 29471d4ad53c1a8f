"""What people send about documents."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Periode
from kinerja.enums import BentukDokumen, JenisDokumen, PendekatanSkp, Perilaku
from kinerja.jenis_dokumen import JENIS, Masa, Subjek, asked_for
from kinerja.models.dokumen import periksa_rentang
from kinerja.selectors.pilihan import Pilihan

BUKAN_PILIHAN = _("Pilih dari daftar.")


class LaporanForm(forms.Form):
    """Asks for a document of one subject and one month or year.

    The subject is only read as a number here: whether it exists for this person, and whether its report may be read,
    is decided by the view and the service (404, 403).
    """

    jenis = forms.ChoiceField(choices=[(kind.value, row.tab) for kind, row in asked_for()], widget=forms.HiddenInput)
    subjek = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.Select,
        error_messages={"required": BUKAN_PILIHAN, "invalid": BUKAN_PILIHAN},
    )
    awal = forms.ChoiceField(
        label=_("Dari bulan"),
        error_messages={"required": _("Pilih bulan."), "invalid_choice": _("Pilih bulan dari daftar.")},
    )
    periode = forms.ChoiceField(
        label=_("Periode"),
        error_messages={"required": _("Pilih periode."), "invalid_choice": _("Pilih periode dari daftar.")},
    )

    bentuk = forms.ChoiceField(
        label=_("Bentuk"), choices=BentukDokumen.choices, initial=BentukDokumen.PDF,
        error_messages={"invalid_choice": _("Pilih PDF atau XLSX.")},
    )  # fmt: skip

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
        if not JENIS[jenis].tabel:
            del self.fields["bentuk"]
        elif self.is_bound and not self.data.get("bentuk"):
            # Whoever names no shape means paper.
            self.data = {**self.data.dict(), "bentuk": BentukDokumen.PDF.value}  # type: ignore[attr-defined]
        if JENIS[jenis].masa == Masa.RENTANG:
            months = [(month.slug, str(month)) for month in periode]
            self.fields["periode"].label = _("Sampai bulan")
            self.fields["periode"].choices = self.fields["awal"].choices = months  # type: ignore[attr-defined]
        else:
            del self.fields["awal"]
        self.fields["subjek"].label = _("Unit kerja") if JENIS[jenis].subjek == Subjek.UNIT else _("Pegawai")
        self.fields["subjek"].widget.choices = list(subjek)
        if JENIS[jenis].masa == Masa.TAHUN:
            self.fields["periode"].label = _("Tahun")
            self.fields["periode"].choices = [(str(year), str(year)) for year in tahun]  # type: ignore[attr-defined]
        elif JENIS[jenis].masa == Masa.BULAN:
            self.fields["periode"].choices = [  # type: ignore[attr-defined]
                (month.slug, f"{month.nama_kumulatif} ({month.get_status_display().lower()})") for month in periode
            ]

    def clean_awal(self) -> Periode:
        """The first month of a span."""
        return self._periode[self.cleaned_data["awal"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("awal"), data.get("periode")
        if isinstance(first, Periode) and isinstance(last, Periode):
            try:
                periksa_rentang(first, last)
            except ValidationError as error:
                self.add_error("awal", error)
        return data

    def clean_periode(self) -> Periode | int:
        """The month itself, or the year."""
        chosen = self.cleaned_data["periode"]
        return self._periode[chosen] if chosen in self._periode else int(chosen)


class PaketForm(LaporanForm):
    """Asks for all documents of one kind below a unit; the subject is the unit, whatever the kind is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("bentuk", None)
        self.fields["subjek"].label = _("Unit, beserta semua unit di bawahnya")


class SkpForm(forms.Form):
    """Approach and annex of an SKP; the superior also says what is expected of each value of conduct."""

    pendekatan = forms.ChoiceField(label=_("Pendekatan hasil kerja"), choices=PendekatanSkp.choices)
    dukungan = forms.CharField(
        label=_("Dukungan sumber daya"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Orang, anggaran, peralatan, pendampingan pimpinan, sarana."),
    )  # fmt: skip
    pertanggungjawaban = forms.CharField(
        label=_("Skema pertanggungjawaban"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Kapan dan bagaimana hasilnya dilaporkan."),
    )  # fmt: skip
    konsekuensi = forms.CharField(
        label=_("Konsekuensi"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Yang disepakati bila target tercapai atau tidak tercapai."),
    )  # fmt: skip

    def __init__(self, *args: Any, atasan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.atasan = atasan
        for perilaku in Perilaku if atasan else ():
            self.fields[perilaku.value] = forms.CharField(
                label=perilaku.label, max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def isian(self) -> dict[str, str]:
        """The annex; call after ``is_valid()``."""
        return {
            name: self.cleaned_data[name] for name in ("pendekatan", "dukungan", "pertanggungjawaban", "konsekuensi")
        }

    def ekspektasi(self) -> dict[str, str] | None:
        """What is expected, if this person may say so."""
        return {one.value: self.cleaned_data[one.value] for one in Perilaku} if self.atasan else None

    @property
    def perilaku(self) -> list[Any]:
        """The fields of the values of conduct."""
        return [self[one.value] for one in Perilaku] if self.atasan else []
