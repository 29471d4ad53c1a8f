"""Filters of the list of indicators. What makes no sense in an address filters nothing."""

from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import User
from binawidya.umum.dates import today
from indikator.enums import PeriodePelaporan, Polarisasi
from indikator.models import Indikator
from indikator.models.indikator import IndikatorQuerySet
from indikator.selectors.indikator import search_indikator
from indikator.selectors.sasaran import unit_choices, unit_saringan

KEADAAN = (
    ("iku", _("Hanya IKU")),
    ("lepas", _("IKU tanpa sasaran")),
    ("tanpa_target", _("Belum bertarget tahun ini")),
    ("ditarik", _("Sudah ditarik")),
)


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class IndikatorFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Code or name, unit with everything below it, direction, how often reported, and what needs work."""

    cari = django_filters.CharFilter(
        label=_("Cari indikator"),
        method="filter_cari",
        max_length=100,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "class": "form-control",
                "autocomplete": "off",
                "placeholder": _("Kode, nama, atau sasaran"),
                "maxlength": 100,
            }
        ),
    )
    unit = django_filters.ChoiceFilter(
        label=_("Unit"), method="filter_unit", empty_label=_("Semua unit"), widget=_select()
    )
    polarisasi = django_filters.ChoiceFilter(
        label=_("Polarisasi"), choices=Polarisasi.choices, empty_label=_("Semua"), widget=_select()
    )
    periode = django_filters.ChoiceFilter(
        label=_("Pelaporan"),
        field_name="periode_pelaporan",
        choices=PeriodePelaporan.choices,
        empty_label=_("Semua"),
        widget=_select(),
    )
    keadaan = django_filters.ChoiceFilter(
        label=_("Keadaan"),
        method="filter_keadaan",
        choices=KEADAAN,
        empty_label=_("Semua yang dipakai"),
        widget=_select(),
    )

    class Meta:
        model = Indikator
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: IndikatorQuerySet, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        self.filters["unit"].extra["choices"] = unit_choices(unit_saringan(user, "indikator.list", data.get("unit")))

    def filter_cari(self, queryset: IndikatorQuerySet, name: str, value: str) -> IndikatorQuerySet:
        return search_indikator(queryset, " ".join(value.split()))

    def filter_unit(self, queryset: IndikatorQuerySet, name: str, value: str) -> IndikatorQuerySet:
        return queryset.filter(unit_kerja__jalur__overlap=[int(value)])

    def filter_keadaan(self, queryset: IndikatorQuerySet, name: str, value: str) -> IndikatorQuerySet:
        if value == "iku":
            return queryset.filter(utama=True)
        if value == "lepas":
            return queryset.filter(sasaran=None, utama=True)
        if value == "tanpa_target":
            return queryset.exclude(target__tahun=today().year)
        return queryset.exclude(ditarik_mulai=None)
