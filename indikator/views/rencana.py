"""How a plan begins: with the library, or with the year before."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.dates import today
from binawidya.umum.forms import show_refusal
from binawidya.umum.http import act, require
from indikator.forms.rencana import PustakaForm, SalinForm
from indikator.models import Indikator
from indikator.permissions import can_anywhere
from indikator.pustaka import PUSTAKA, Pustaka
from indikator.services.pustaka import HasilPustaka, rencana_create
from indikator.services.salin import rencana_copy, salin_plan
from indikator.views.sasaran import BUKAN_PERENCANA, crumbs


# --- the library --------------------------------------------------------------------------------------------------
@act("rencana.create")
def rencana_new(request: SignedInRequest) -> HttpResponse:
    """Which set of the library."""
    require(can_anywhere(request.user, "rencana.create"), BUKAN_PERENCANA)
    context = {"pustaka": PUSTAKA.values(), "breadcrumb": crumbs((_("Mulai dari pustaka"), ""))}
    return render(request, "indikator/rencana/pustaka.html", context)


def _set(slug: str) -> Pustaka:
    if slug not in PUSTAKA:
        raise Http404
    return PUSTAKA[slug]


def _choose_page(request: SignedInRequest, pustaka: Pustaka, form: PustakaForm, status: int = 200) -> HttpResponse:
    had = Indikator.objects.visible_to(request.user, "indikator.create").exclude(pustaka="")
    context = {
        "pustaka": pustaka,
        "form": form,
        "sudah": {*had.values_list("pustaka", flat=True)},
        "breadcrumb": crumbs((_("Mulai dari pustaka"), reverse("indikator:rencana_new")), (pustaka.nama, "")),
    }
    return render(request, "indikator/rencana/pilih.html", context, status=status)


@act("rencana.create")
def rencana_choose(request: SignedInRequest, slug: str) -> HttpResponse:
    """Which items of a set, for whom, for which years."""
    require(can_anywhere(request.user, "rencana.create"), BUKAN_PERENCANA)
    pustaka = _set(slug)
    return _choose_page(request, pustaka, PustakaForm(user=request.user, pustaka=pustaka))


@act("rencana.create", "POST")
def rencana_create_one(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the chosen items over."""
    require(can_anywhere(request.user, "rencana.create"), BUKAN_PERENCANA)
    pustaka = _set(slug)
    form = PustakaForm(request.POST, user=request.user, pustaka=pustaka)
    if not form.is_valid():
        return _choose_page(request, pustaka, form, status=422)
    values = form.cleaned_data
    try:
        hasil = rencana_create(
            actor=request.user,
            unit_kerja=values["unit_kerja"],
            pustaka=pustaka,
            pilihan=values["pilih"],
            tahun=values["tahun_mulai"],
            tahun_selesai=values["tahun_selesai"],
            dengan_target=values["dengan_target"],
        )
    except ValidationError as error:
        show_refusal(error, form)
        return _choose_page(request, pustaka, form, status=422)
    _tell(request, hasil)
    query = urlencode({"tahun": values["tahun_mulai"], "unit": values["unit_kerja"].pk, "dari": "pustaka"})
    return redirect(f"{reverse('indikator:peta_kinerja')}?{query}")


def _tell(request: SignedInRequest, hasil: HasilPustaka) -> None:
    text = _("%(s)d sasaran, %(i)d indikator, dan %(t)d draf target dibuat.")
    messages.success(request, text % {"s": hasil.sasaran, "i": hasil.indikator, "t": hasil.target})
    if hasil.tanpa_pengisi:
        text = _("%(n)d indikator belum bertarget karena unit ini dan unit di atasnya belum mempunyai kepala.")
        messages.warning(request, text % {"n": hasil.tanpa_pengisi})
    if hasil.sudah_ada:
        messages.info(request, _("%(n)d indikator sudah ada dan tidak diubah.") % {"n": hasil.sudah_ada})


# --- a year into the next -----------------------------------------------------------------------------------------
def _copy_page(request: SignedInRequest, form: SalinForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "rencana": None,
        "langkah_ke": 2 if "rencana" in more else 1,
        "breadcrumb": crumbs((_("Salin ke tahun berikutnya"), "")),
        **more,
    }
    return render(request, "indikator/rencana/salin.html", context, status=status)


@act("rencana.copy")
def rencana_copy_form(request: SignedInRequest) -> HttpResponse:
    """Which unit and year; then what copying would do."""
    require(can_anywhere(request.user, "rencana.copy"), BUKAN_PERENCANA)
    if "unit_kerja" not in request.GET:
        return _copy_page(request, SalinForm(user=request.user, initial={"tahun": today().year}))
    form = SalinForm(request.GET, user=request.user)
    if not form.is_valid():
        return _copy_page(request, form, status=422)
    unit, tahun = form.cleaned_data["unit_kerja"], int(form.cleaned_data["tahun"])
    return _copy_page(request, form, unit=unit, tahun=tahun, rencana=salin_plan(unit_kerja=unit, tahun=tahun))


@act("rencana.copy", "POST")
def rencana_copy_one(request: SignedInRequest) -> HttpResponse:
    """Copy a year into the next."""
    require(can_anywhere(request.user, "rencana.copy"), BUKAN_PERENCANA)
    form = SalinForm(request.POST, user=request.user)
    if not form.is_valid():
        return _copy_page(request, form, status=422)
    tahun = int(form.cleaned_data["tahun"])
    plan = rencana_copy(actor=request.user, unit_kerja=form.cleaned_data["unit_kerja"], tahun=tahun)
    text = _("%(t)d target %(tahun)d dibuat sebagai draf, %(s)d sasaran diperpanjang.")
    messages.success(request, text % {"t": plan.target, "s": plan.diperpanjang, "tahun": tahun + 1})
    return redirect(f"{reverse('indikator:peta_kinerja')}?tahun={tahun + 1}")
