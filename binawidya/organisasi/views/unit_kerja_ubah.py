"""A new unit, and another name, code, kind or address for one from a day on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.forms.saran import show_refusal
from binawidya.organisasi.forms.unit_kerja import UnitKerjaForm
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.permissions import can_create_unit_kerja, can_update_unit_kerja
from binawidya.organisasi.services.unit_kerja import ISIAN, unit_kerja_create, unit_kerja_update
from binawidya.organisasi.views.unit_kerja import crumbs, unit_url
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.http import act, fetch, require

BUKAN_ADMIN = gettext_lazy("Susunan unit diatur oleh admin kepegawaian unit di atasnya.")


def unit_of(request: SignedInRequest, pk: int) -> UnitKerja:
    """The unit within the user's reach, or 404."""
    return fetch(UnitKerja.objects.visible_to(request.user).select_related("induk"), pk=pk)


# --- create -------------------------------------------------------------------------------------------------------
def _new_page(
    request: SignedInRequest, induk: UnitKerja | None, form: UnitKerjaForm, status: int = 200
) -> HttpResponse:
    place: list[tuple[Any, str]] = [(induk.sebutan, unit_url(induk))] if induk else []
    if induk:
        action = reverse("organisasi:unit_kerja_create", kwargs={"pk": induk.pk})
    else:
        action = reverse("organisasi:unit_kerja_create_root")
    context = {
        "form": form,
        "induk": induk,
        "judul": _("Unit baru"),
        "aksi": action,
        "batal": unit_url(induk) if induk else reverse("organisasi:unit_kerja_list"),
        "tombol": _("Simpan unit"),
        "breadcrumb": crumbs(request, *place, (_("Unit baru"), "")),
    }
    return render(request, "organisasi/unit_form.html", context, status=status)


def _create(request: SignedInRequest, induk: UnitKerja | None) -> HttpResponse:
    form = UnitKerjaForm(request.POST, user=request.user)
    if not form.is_valid():
        return _new_page(request, induk, form, status=422)
    values = form.cleaned_data
    try:
        unit = unit_kerja_create(
            actor=request.user,
            induk=induk,
            isi=form.isi(),
            berlaku_mulai=values["berlaku_mulai"],
            dasar=values["dasar"],
        )
    except ValidationError as error:
        show_refusal(error, form)
        return _new_page(request, induk, form, status=422)
    text = _("%(unit)s ada mulai %(tanggal)s.")
    messages.success(request, text % {"unit": unit.nama, "tanggal": format_tanggal(unit.berlaku_mulai)})
    return redirect(unit_url(unit))


def _empty(request: SignedInRequest) -> UnitKerjaForm:
    return UnitKerjaForm(user=request.user, initial={"berlaku_mulai": today()})


@act("unit_kerja.create")
def unit_kerja_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """A unit below this one: the empty form."""
    induk = unit_of(request, pk)
    require(can_create_unit_kerja(request.user, induk), BUKAN_ADMIN)
    return _new_page(request, induk, _empty(request))


@act("unit_kerja.create", "POST")
def unit_kerja_create_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """A unit below this one."""
    induk = unit_of(request, pk)
    require(can_create_unit_kerja(request.user, induk), BUKAN_ADMIN)
    return _create(request, induk)


@act("unit_kerja.create")
def unit_kerja_new_root(request: SignedInRequest) -> HttpResponse:
    """A unit without a unit above: the empty form."""
    require(can_create_unit_kerja(request.user, None), BUKAN_ADMIN)
    return _new_page(request, None, _empty(request))


@act("unit_kerja.create", "POST")
def unit_kerja_create_root(request: SignedInRequest) -> HttpResponse:
    """A unit without a unit above."""
    require(can_create_unit_kerja(request.user, None), BUKAN_ADMIN)
    return _create(request, None)


# --- update -------------------------------------------------------------------------------------------------------
def _edit_page(request: SignedInRequest, unit: UnitKerja, form: UnitKerjaForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "unit": unit,
        "judul": _("Ubah %(unit)s") % {"unit": unit.sebutan},
        "aksi": reverse("organisasi:unit_kerja_update", kwargs={"pk": unit.pk}),
        "batal": unit_url(unit),
        "tombol": _("Simpan perubahan"),
        "breadcrumb": crumbs(request, (unit.sebutan, unit_url(unit)), (_("Ubah"), "")),
    }
    return render(request, "organisasi/unit_form.html", context, status=status)


@act("unit_kerja.update")
def unit_kerja_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The unit as it is, to be changed."""
    unit = unit_of(request, pk)
    require(can_update_unit_kerja(request.user, unit), BUKAN_ADMIN)
    initial = {name: getattr(unit, name) for name in ISIAN} | {"berlaku_mulai": today()}
    return _edit_page(request, unit, UnitKerjaForm(user=request.user, initial=initial))


@act("unit_kerja.update", "POST")
def unit_kerja_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what was changed, from its day on."""
    unit = unit_of(request, pk)
    require(can_update_unit_kerja(request.user, unit), BUKAN_ADMIN)
    form = UnitKerjaForm(request.POST, user=request.user)
    if not form.is_valid():
        return _edit_page(request, unit, form, status=422)
    day = form.cleaned_data["berlaku_mulai"]
    try:
        unit_kerja_update(
            actor=request.user, unit_kerja=unit, isi=form.isi(), berlaku_mulai=day, dasar=form.cleaned_data["dasar"]
        )
    except ValidationError as error:
        show_refusal(error, form)
        return _edit_page(request, unit, form, status=422)
    text = _("Data %(unit)s berubah mulai %(tanggal)s.")
    messages.success(request, text % {"unit": unit.nama, "tanggal": format_tanggal(day)})
    return redirect(unit_url(unit))
