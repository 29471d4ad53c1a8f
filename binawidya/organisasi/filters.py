"""Filters of the lists of the organisation. What makes no sense in an address filters nothing."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import JenisPegawai, KeadaanAkun, StatusPegawai
from binawidya.organisasi.models import Pegawai, Penempatan, User
from binawidya.organisasi.models.pegawai import PegawaiQuerySet
from binawidya.organisasi.nip import normalize
from binawidya.organisasi.selectors.akun import BERSUREL, keadaan_q
from binawidya.organisasi.selectors.pegawai import unit_choices
from binawidya.umum.dates import today


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class OrangFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Name or NIP, and the unit with everything below it: what every list of people is searched by."""

    cari = django_filters.CharFilter(
        label=_("Cari nama atau NIP"),
        method="filter_cari",
        max_length=100,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "class": "form-control",
                "autocomplete": "off",
                "placeholder": _("Nama atau NIP"),
                "maxlength": 100,
            }
        ),
    )
    unit = django_filters.ChoiceFilter(
        label=_("Unit kerja"), method="filter_unit", empty_label=_("Semua unit"), widget=_select()
    )

    class Meta:
        model = Pegawai
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: PegawaiQuerySet, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        self._user = user
        chosen = data.get("unit", "")
        number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 18 else None
        self.units = unit_choices(user, number)
        shallow = min((len(unit.jalur) for unit in self.units), default=0)
        # The places of the tree, readable in a list: two no-break spaces for a level.
        self.filters["unit"].extra["choices"] = [
            (unit.pk, "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}" * (len(unit.jalur) - shallow) + unit.nama)
            for unit in self.units
        ]

    def filter_cari(self, queryset: PegawaiQuerySet, name: str, value: str) -> PegawaiQuerySet:
        digits = normalize(value)
        if digits.isascii() and digits.isdigit():
            # Whoever may not read an NIP may not guess it either.
            return queryset.filter(pk__in=Pegawai.objects.visible_to(self._user, "pegawai.read_nip")).search(digits)
        return queryset.search(value)

    def filter_unit(self, queryset: PegawaiQuerySet, name: str, value: str) -> PegawaiQuerySet:
        posts = Penempatan.objects.on(today()).filter(pegawai=OuterRef("pk"), unit_kerja__jalur__overlap=[int(value)])
        return queryset.filter(Exists(posts))

    @property
    def unit_terpilih(self) -> str:
        """Name of the unit that is filtered by, if one is."""
        chosen = str(self.form.cleaned_data.get("unit") or "") if self.form.is_valid() else ""
        return next((unit.nama for unit in self.units if str(unit.pk) == chosen), "")


class PegawaiFilter(OrangFilter):
    """The list of people: also by kind and status."""

    jenis = django_filters.ChoiceFilter(
        label=_("Jenis pegawai"),
        field_name="jenis_pegawai",
        choices=JenisPegawai.choices,
        empty_label=_("Semua jenis"),
        widget=_select(),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=StatusPegawai.choices, empty_label=_("Semua status"), widget=_select()
    )

    class Meta:
        model = Pegawai
        fields: list[str] = []


class AkunFilter(OrangFilter):
    """The list of accounts: also by the state of the account, and by whether an e-mail address is known."""

    akun = django_filters.ChoiceFilter(
        label=_("Akun"),
        method="filter_akun",
        choices=KeadaanAkun.choices,
        empty_label=_("Semua keadaan"),
        widget=_select(),
    )
    surel = django_filters.ChoiceFilter(
        label=_("Surel"),
        method="filter_surel",
        choices=[("ada", _("Tercatat")), ("tidak", _("Tidak tercatat"))],
        empty_label=_("Semua"),
        widget=_select(),
    )

    class Meta:
        model = Pegawai
        fields: list[str] = []

    def filter_akun(self, queryset: PegawaiQuerySet, name: str, value: str) -> PegawaiQuerySet:
        return queryset.filter(keadaan_q(KeadaanAkun(value), timezone.now()))

    def filter_surel(self, queryset: PegawaiQuerySet, name: str, value: str) -> PegawaiQuerySet:
        return queryset.filter(BERSUREL if value == "ada" else ~BERSUREL)


class SasaranFilter(PegawaiFilter, AkunFilter):
    """Whatever list a bulk act was begun from: the filters of both."""

    class Meta:
        model = Pegawai
        fields: list[str] = []
