"""A training or another Kegiatan for a service."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from kinerja.enums import JenisKegiatan
from survei.models import Layanan

_BUKAN = {"invalid_choice": _("Pilih dari daftar.")}
_HARI = {"invalid": _("Tulis tanggal yang ada."), "required": _("Isi tanggalnya.")}


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), error_messages=_HARI, **kwargs
    )


class KegiatanForm(forms.Form):
    """What is done, when, for which service, and which elements it is to better.

    :param layanan: the services to choose from; ``None`` when it stays what it is.
    :param unsur: slug and name of the elements to choose from.
    """

    nama = forms.CharField(label=_("Kegiatan"), max_length=200)
    jenis = forms.ChoiceField(label=_("Jenis"), choices=JenisKegiatan.choices, error_messages=_BUKAN)
    layanan = forms.ModelChoiceField(
        Layanan.objects.none(), label=_("Layanan yang disentuh"), empty_label=_("Pilih layanan"),
        error_messages=_BUKAN | {"required": _("Pilih layanannya.")},
    )  # fmt: skip
    mulai = _day(_("Mulai"))
    selesai = _day(_("Selesai"))
    unsur = forms.MultipleChoiceField(
        label=_("Unsur yang disentuh"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Hanya unsur yang memang hendak diperbaiki. Makin banyak yang dibandingkan, makin besar peluang "
                    "salah satunya tampak berubah karena kebetulan."),
        error_messages=_BUKAN | {"required": _("Pilih paling sedikit satu unsur.")},
    )  # fmt: skip
    catatan = forms.CharField(label=_("Catatan"), max_length=300, required=False)

    def __init__(self, *args: Any, layanan: Any = None, unsur: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unsur"].choices = [*unsur]  # type: ignore[attr-defined]
        if layanan is None:
            del self.fields["layanan"]
        else:
            self.fields["layanan"].queryset = layanan  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        begin, end = data.get("mulai"), data.get("selesai")
        if begin and end and end < begin:
            self.add_error("selesai", __("Tanggal selesai mendahului tanggal mulai."))
        return data
