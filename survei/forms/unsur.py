"""The elements of a draft as a table: kept or dropped, moved, reworded, added."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from survei.enums import PALING_BANYAK_UNSUR
from survei.models import Unsur

BARU = 2
_JAWABAN = (gettext_lazy("Jawaban 1, terburuk"), gettext_lazy("Jawaban 2"), gettext_lazy("Jawaban 3"),
            gettext_lazy("Jawaban 4, terbaik"))  # fmt: skip


class UnsurForm(forms.Form):
    """One element. A row that is not kept need not be complete."""

    # What is needed depends on whether the element is kept; calling the fields optional would mislead.
    salah_satu = True
    pakai = forms.BooleanField(label=gettext_lazy("Pakai unsur ini"), required=False)
    urutan = forms.IntegerField(label=gettext_lazy("Urutan"), min_value=1, max_value=99, required=False)
    slug = forms.SlugField(max_length=30, required=False, widget=forms.HiddenInput)
    nama = forms.CharField(label=gettext_lazy("Nama unsur"), max_length=100, required=False)
    pertanyaan = forms.CharField(label=gettext_lazy("Pertanyaan"), max_length=200, required=False)
    bantuan = forms.CharField(label=gettext_lazy("Penjelasan singkat, bila perlu"), max_length=200, required=False)
    nama_en = forms.CharField(label=gettext_lazy("Nama unsur (Inggris)"), max_length=100, required=False)
    pertanyaan_en = forms.CharField(label=gettext_lazy("Pertanyaan (Inggris)"), max_length=200, required=False)
    bantuan_en = forms.CharField(label=gettext_lazy("Penjelasan (Inggris), bila perlu"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, label in enumerate(_JAWABAN, start=1):
            self.fields[f"jawaban_{place}"] = forms.CharField(label=label, max_length=60, required=False)
            english = _("%(label)s (Inggris)") % {"label": label}
            self.fields[f"jawaban_en_{place}"] = forms.CharField(label=english, max_length=60, required=False)

    @property
    def jawaban(self) -> list[Any]:
        """The four answers, for the page."""
        return [self[f"jawaban_{place}"] for place in range(1, 5)]

    @property
    def jawaban_en(self) -> list[Any]:
        return [self[f"jawaban_en_{place}"] for place in range(1, 5)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("pakai"):
            return data
        for name in ("nama", "pertanyaan", *(f"jawaban_{place}" for place in range(1, 5))):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Wajib diisi."))
        english = [data.get(f"jawaban_en_{place}") for place in range(1, 5)]
        if any(english) and not all(english):
            self.add_error("jawaban_en_1", _("Isi keempat jawaban bahasa Inggris, atau kosongkan semuanya."))
        return data

    def values(self) -> dict[str, Any]:
        """As the service takes it."""
        data = self.cleaned_data
        answers = [data[f"jawaban_{place}"] for place in range(1, 5)]
        english = [data[f"jawaban_en_{place}"] for place in range(1, 5)]
        names = ("nama", "pertanyaan", "bantuan", "nama_en", "pertanyaan_en", "bantuan_en")
        return {name: data[name] for name in names} | {
            "slug": data["slug"] or slugify(data["nama"])[:30] or "unsur",
            "jawaban": answers,
            "jawaban_en": english if all(english) else [],
        }


def unsur_forms(unsur: Sequence[Unsur], data: QueryDict | None = None) -> list[UnsurForm]:
    """A form for every element and some empty ones."""
    found = []
    for place, one in enumerate(unsur):
        initial: dict[str, Any] = {
            name: getattr(one, name)
            for name in ("slug", "nama", "pertanyaan", "bantuan", "nama_en", "pertanyaan_en", "bantuan_en", "urutan")
        }
        initial |= {f"jawaban_{number}": text for number, text in enumerate(one.jawaban, start=1)}
        initial |= {f"jawaban_en_{number}": text for number, text in enumerate(one.jawaban_en, start=1)}
        found.append(UnsurForm(data, prefix=f"u{place}", initial=initial | {"pakai": True}))
    room = min(BARU, PALING_BANYAK_UNSUR - len(unsur))
    for place in range(len(unsur), len(unsur) + room):
        found.append(UnsurForm(data, prefix=f"u{place}", initial={"urutan": place + 1}))
    return found


def unsur_chosen(forms_: Sequence[UnsurForm]) -> list[dict[str, Any]]:
    """What is kept, in the order that was written beside it."""
    kept = [(form.cleaned_data["urutan"] or 99, place, form) for place, form in enumerate(forms_)
            if form.cleaned_data["pakai"]]  # fmt: skip
    return [form.values() for _order, _place, form in sorted(kept, key=lambda one: one[:2])]
