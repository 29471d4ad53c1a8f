"""A new sheet, a changed one, one that is withdrawn or taken back into use."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.forms import show_refusal
from binawidya.umum.http import act, require
from indikator.forms.indikator import IndikatorForm, LembarForm, TarikIndikatorForm, UbahIndikatorForm, initial_of
from indikator.models import Indikator
from indikator.permissions import can_anywhere, can_update_indikator, can_withdraw_indikator
from indikator.selectors.smart import smart_of
from indikator.services import indikator as service
from indikator.views.indikator import crumbs, indikator_of, indikator_url
from indikator.views.sasaran import BUKAN_PERENCANA


def _page(request: SignedInRequest, form: LembarForm, status: int, **context: Any) -> HttpResponse:
    return render(request, "indikator/indikator/form.html", {"form": form, **context}, status=status)


# --- new ----------------------------------------------------------------------------------------------------------
def _new_page(request: SignedInRequest, form: IndikatorForm, status: int = 200) -> HttpResponse:
    return _page(
        request,
        form,
        status,
        judul=_("Indikator baru"),
        aksi=reverse("indikator:indikator_create"),
        batal=reverse("indikator:indikator_list"),
        tombol=_("Simpan indikator"),
        breadcrumb=crumbs((_("Indikator baru"), "")),
    )


@act("indikator.create")
def indikator_new(request: SignedInRequest) -> HttpResponse:
    """An empty sheet, for the goal and the unit that the address names."""
    require(can_anywhere(request.user, "indikator.create"), BUKAN_PERENCANA)
    initial = {"unit_kerja": request.GET.get("unit", ""), "sasaran": request.GET.get("sasaran", "")}
    return _new_page(request, IndikatorForm(user=request.user, initial=initial))


@act("indikator.create", "POST")
def indikator_create_one(request: SignedInRequest) -> HttpResponse:
    """Keep a new sheet."""
    require(can_anywhere(request.user, "indikator.create"), BUKAN_PERENCANA)
    form = IndikatorForm(request.POST, user=request.user)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    values = form.cleaned_data
    try:
        indikator = service.indikator_create(
            actor=request.user, unit_kerja=values["unit_kerja"], kode=values["kode"].strip(), isi=form.isi()
        )
    except ValidationError as error:
        show_refusal(error, form)
        return _new_page(request, form, status=422)
    messages.success(request, _("Indikator %(kode)s tersimpan.") % {"kode": indikator.kode})
    return redirect(indikator_url(indikator))


# --- change -------------------------------------------------------------------------------------------------------
def _edit_page(
    request: SignedInRequest, indikator: Indikator, form: UbahIndikatorForm, status: int = 200
) -> HttpResponse:
    return _page(
        request,
        form,
        status,
        indikator=indikator,
        butir=smart_of(indikator, today().year),
        judul=_("Ubah indikator %(kode)s") % {"kode": indikator.kode},
        aksi=reverse("indikator:indikator_update", kwargs={"pk": indikator.pk}),
        batal=indikator_url(indikator),
        tombol=_("Simpan perubahan"),
        breadcrumb=crumbs((indikator.kode, indikator_url(indikator)), (_("Ubah"), "")),
    )


@act("indikator.update")
def indikator_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet as it is, to be changed."""
    indikator = indikator_of(request, pk)
    require(can_update_indikator(request.user, indikator), BUKAN_PERENCANA)
    form = UbahIndikatorForm(user=request.user, indikator=indikator, initial=initial_of(indikator))
    return _edit_page(request, indikator, form)


@act("indikator.update", "POST")
def indikator_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what was changed: a correction, or a new version from a month on."""
    indikator = indikator_of(request, pk)
    require(can_update_indikator(request.user, indikator), BUKAN_PERENCANA)
    form = UbahIndikatorForm(request.POST, user=request.user, indikator=indikator)
    if not form.is_valid():
        return _edit_page(request, indikator, form, status=422)
    values = form.cleaned_data
    try:
        versi = service.indikator_update(
            actor=request.user,
            indikator=indikator,
            kode=values["kode"].strip(),
            isi=form.isi(),
            berlaku_mulai=form.mulai,
            alasan=values.get("alasan_perubahan", ""),
        )
    except ValidationError as error:
        show_refusal(error, form)
        return _edit_page(request, indikator, form, status=422)
    text = _("Versi %(n)d berlaku mulai %(tanggal)s. Bulan sebelumnya tetap memakai lembar lama.")
    known = {"n": versi.versi, "tanggal": format_tanggal(versi.berlaku_mulai)} if versi else {}
    messages.success(request, text % known if versi else _("Perubahan tersimpan."))
    return redirect(indikator_url(indikator))


# --- out of use, and back -----------------------------------------------------------------------------------------
def _withdraw_page(
    request: SignedInRequest, indikator: Indikator, form: TarikIndikatorForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "indikator": indikator,
        "batal": indikator_url(indikator),
        "breadcrumb": crumbs((indikator.kode, indikator_url(indikator)), (_("Tarik"), "")),
    }
    return render(request, "indikator/indikator/tarik.html", context, status=status)


@act("indikator.withdraw")
def indikator_withdraw_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """From which month on, and why."""
    indikator = indikator_of(request, pk)
    require(can_withdraw_indikator(request.user, indikator), BUKAN_PERENCANA)
    return _withdraw_page(request, indikator, TarikIndikatorForm())


@act("indikator.withdraw", "POST")
def indikator_withdraw_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an indicator out of use."""
    indikator = indikator_of(request, pk)
    require(can_withdraw_indikator(request.user, indikator), BUKAN_PERENCANA)
    form = TarikIndikatorForm(request.POST)
    if not form.is_valid():
        return _withdraw_page(request, indikator, form, status=422)
    try:
        service.indikator_withdraw(
            actor=request.user, indikator=indikator, mulai=form.mulai, alasan=form.cleaned_data["alasan"]
        )
    except ValidationError as error:
        show_refusal(error, form)
        return _withdraw_page(request, indikator, form, status=422)
    text = _("%(kode)s tidak dipakai mulai %(tanggal)s. Lembar dan angkanya tetap dapat dibaca.")
    messages.success(request, text % {"kode": indikator.kode, "tanggal": format_tanggal(form.mulai)})
    return redirect(indikator_url(indikator))


@act("indikator.withdraw", "POST")
def indikator_restore_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an indicator back into use."""
    indikator = indikator_of(request, pk)
    require(can_withdraw_indikator(request.user, indikator), BUKAN_PERENCANA)
    service.indikator_restore(actor=request.user, indikator=indikator)
    messages.success(request, _("%(kode)s dipakai lagi.") % {"kode": indikator.kode})
    return redirect(indikator_url(indikator))
