"""A post by hand: first or further post, move, correction, end, withdrawal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import JenisJabatan, JenisPenempatan
from binawidya.organisasi.forms.saran import SaranForm, isian_tanggal, mark, teks_saran
from binawidya.organisasi.models import Jabatan, Penempatan
from binawidya.organisasi.selectors.saran import PEMISAH, jabatan_named, jabatan_unknown, unit_label
from binawidya.organisasi.services.penempatan_periksa import IsiPenempatan
from binawidya.umum.dates import format_tanggal

PALING_AWAL = date(1950, 1, 1)
PALING_AKHIR = date(2100, 12, 31)


def _alasan(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=gettext_lazy("Tercatat bersama nama Anda."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class _TanggalWajar(forms.Form):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in [*cleaned.items()]:
            if isinstance(value, date) and not PALING_AWAL <= value <= PALING_AKHIR:
                text = _("Pilih tanggal antara %(a)s dan %(b)s.")
                self.add_error(name, text % {"a": format_tanggal(PALING_AWAL), "b": format_tanggal(PALING_AKHIR)})
        return self.cleaned_data


class PosForm(SaranForm, _TanggalWajar):
    """Where, as what, from when, on what ground; a superior only where it is not the one of the structure."""

    salah_satu = True  # the hints say when a field may stay empty

    unit_kerja = teks_saran("unit", gettext_lazy("Unit kerja"), help_text=gettext_lazy("Ketik nama atau kodenya."))
    jabatan = teks_saran("jabatan", gettext_lazy("Jabatan"), help_text=gettext_lazy("Seperti tertulis pada SK."))
    jenis_jabatan = forms.ChoiceField(
        label=gettext_lazy("Jenis jabatan baru"),
        help_text=gettext_lazy("Hanya bila jabatannya belum ada di daftar."),
        choices=[("", gettext_lazy("Jabatan sudah ada di daftar")), *JenisJabatan.choices],
        required=False,
    )
    memimpin = forms.BooleanField(
        label=gettext_lazy("Memimpin unit ini"),
        help_text=gettext_lazy("Menjadi atasan semua pegawai di unit itu."),
        required=False,
    )
    tmt_mulai = isian_tanggal(gettext_lazy("TMT mulai"))
    dasar = forms.CharField(label=gettext_lazy("Dasar (nomor SK)"), max_length=120)
    atasan = teks_saran(
        "pegawai",
        gettext_lazy("Atasan khusus"),
        help_text=gettext_lazy("Hanya bila atasannya bukan kepala unit atau kepala di atasnya."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        teks = " ".join(cleaned.get("jabatan", "").split())
        self._jabatan = jabatan_named(teks) if teks else None
        if teks and self._jabatan is None and not cleaned.get("jenis_jabatan"):
            self.add_error("jabatan", jabatan_unknown(teks))
        return cleaned

    def isi(self, jenis: str = JenisPenempatan.DEFINITIF) -> IsiPenempatan:
        """What was entered; a title that is not known yet is stored by the service. Call after ``is_valid()``."""
        values = self.cleaned_data
        jabatan = self._jabatan or Jabatan(nama=" ".join(values["jabatan"].split()), jenis=values["jenis_jabatan"])
        return IsiPenempatan(
            unit_kerja=values["unit_kerja"],
            jabatan=jabatan,
            tmt_mulai=values["tmt_mulai"],
            tmt_selesai=values.get("tmt_selesai"),
            jenis=JenisPenempatan(values.get("jenis") or jenis),
            memimpin=values["memimpin"],
            atasan=values.get("atasan"),
            dasar=values["dasar"].strip(),
        )


class MutasiForm(PosForm):
    """The new post; the old one ends the day before, and with it the acting ones that are ticked.

    :param rangkap: the posts as Plt. or Plh. of this person that the user may end.
    """

    ikut_berakhir = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Jabatan Plt. dan Plh. yang ikut berakhir"),
        help_text=gettext_lazy("Hapus centangnya bila perintahnya tetap berlaku sesudah mutasi."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dilihat = mark()

    def __init__(self, *args: Any, rangkap: Sequence[Penempatan] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rangkap:
            del self.fields["ikut_berakhir"]
            return
        field: Any = self.fields["ikut_berakhir"]
        field.choices = [(post.pk, f"{post.nama_jabatan}, {post.unit_kerja.nama}") for post in rangkap]
        field.initial = [post.pk for post in rangkap]


class TambahForm(PosForm):
    """A first definitive post, or one as Plt. or Plh. beside it."""

    jenis = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=JenisPenempatan.choices)
    tmt_selesai = isian_tanggal(gettext_lazy("Hari terakhir"), required=False)
    dilihat = mark()


class KoreksiForm(PosForm):
    """Mends a wrong entry."""

    # What stands there now; its unit may have closed and its superior may lie outside the own scope since.
    pos: Penempatan | None = None

    tmt_selesai = isian_tanggal(gettext_lazy("Hari terakhir"), required=False)
    alasan = _alasan(gettext_lazy("Alasan koreksi"))
    dilihat = mark()

    @staticmethod
    def initial_of(post: Penempatan, dilihat: str) -> dict[str, Any]:
        """The entry as it stands."""
        return {
            "unit_kerja": unit_label(post.unit_kerja),
            "jabatan": post.jabatan.nama,
            "memimpin": post.memimpin,
            "tmt_mulai": post.tmt_mulai,
            "tmt_selesai": post.tmt_selesai,
            "dasar": post.dasar,
            "atasan": post.atasan.nama if post.atasan else "",
            "dilihat": dilihat,
        }

    def clean_unit_kerja(self) -> Any:
        teks = " ".join(self.cleaned_data["unit_kerja"].split())
        if self.pos is not None and teks == unit_label(self.pos.unit_kerja):
            return self.pos.unit_kerja
        return super().clean_unit_kerja()

    def clean_atasan(self) -> Any:
        teks = self.cleaned_data["atasan"].split(PEMISAH)[0].strip()
        if self.pos is not None and self.pos.atasan is not None and teks == self.pos.atasan.nama:
            return self.pos.atasan
        return super().clean_atasan()


class AkhiriForm(_TanggalWajar):
    """The last day of a post."""

    tmt_selesai = isian_tanggal(gettext_lazy("Hari terakhir"))
    alasan = _alasan(gettext_lazy("Alasan atau nomor SK"))
    dilihat = mark()


class BatalkanForm(forms.Form):
    """Takes a wrong entry back."""

    alasan = _alasan(gettext_lazy("Alasan pembatalan"))
    dilihat = mark()


class TanggalForm(forms.Form):
    """A day to look at, in the address of a page."""

    tanggal = isian_tanggal(gettext_lazy("Pada tanggal"), required=False)

    def hari(self) -> date | None:
        """The day asked for; none when the address makes no sense."""
        try:
            return self.fields["tanggal"].clean(self.data.get("tanggal")) if self.is_bound else None
        except ValidationError:
            return None
