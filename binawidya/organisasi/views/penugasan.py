"""Roles: who holds which, granting, withdrawing, and the trail of both."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.forms.penugasan import BeriPeranForm, CabutPeranForm, SaringPenugasanForm
from binawidya.organisasi.forms.saran import show_refusal
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Penugasan, User
from binawidya.organisasi.permissions import (
    can_assign_penugasan,
    can_assign_penugasan_somewhere,
    can_end_penugasan,
    can_end_penugasan_somewhere,
    can_list_penugasan,
)
from binawidya.organisasi.selectors import kolom
from binawidya.organisasi.selectors.penugasan import (
    as_candidate,
    candidates,
    grantable_accounts,
    grantable_roles,
    held_by,
    holder_name,
    penugasan_found,
)
from binawidya.organisasi.selectors.perubahan import trail_of
from binawidya.organisasi.services.penugasan import penugasan_assign, penugasan_end
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate

BUKAN_ADMIN = gettext_lazy(
    "Peran diberikan dan dicabut oleh superadmin atau admin kepegawaian, tidak untuk diri sendiri."
)
COLUMNS = {
    "nama": ["user__pegawai__nama", "user__username"],
    "peran": ["peran", "user__pegawai__nama"],
    "unit": ["unit_kerja__kode", "peran"],
    "mulai": ["berlaku_mulai"],
    "selesai": ["berlaku_selesai"],
}


def _crumbs(last: str = "") -> list[tuple[Any, str]]:
    first = (_("Peran"), reverse("organisasi:penugasan_list") if last else "")
    return [(_("Beranda"), reverse("beranda:home")), first, *([(last, "")] if last else [])]


@act("penugasan.list")
def penugasan_list(request: SignedInRequest) -> HttpResponse:
    """Who holds which role over the units of the own scope."""
    require(can_list_penugasan(request.user), BUKAN_ADMIN)
    form = SaringPenugasanForm(request.GET)
    filters = form.nilai()
    page = paginate(request, penugasan_found(request.user, **filters), columns=COLUMNS, default="nama")
    context = {
        "form": form,
        "page": page,
        "cari": filters["cari"],
        "tersaring": page.filtered("cari", "peran", "keadaan"),
        "kolom": kolom.columns_of(request.user, kolom.PERAN),
        "boleh_cabut": can_end_penugasan_somewhere(request.user),
        "boleh_beri": can_assign_penugasan_somewhere(request.user),
        "breadcrumb": _crumbs(),
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "organisasi/_penugasan_hasil.html" if part else "organisasi/penugasan_list.html", context)


# --- granting -----------------------------------------------------------------------------------------------------
def _grant_page(
    request: SignedInRequest, akun: User | None, form: BeriPeranForm | None = None, status: int = 200
) -> HttpResponse:
    cari = " ".join(request.GET.get("cari", "").split())[:100]
    if akun is not None and form is None:
        initial = {"akun": akun.pk, "berlaku_mulai": today()}
        form = BeriPeranForm(user=request.user, peran=grantable_roles(request.user), initial=initial)
    context = {
        "form": form,
        "calon": as_candidate(akun) if akun else None,
        "dipegang": held_by(akun, today()) if akun else [],
        "cari": cari,
        "ditemukan": candidates(request.user, cari) if akun is None and cari else [],
        "breadcrumb": _crumbs(_("Beri peran")),
    }
    return render(request, "organisasi/penugasan_beri.html", context, status=status)


@act("penugasan.assign")
def penugasan_assign_form(request: SignedInRequest) -> HttpResponse:
    """Look for an account, then say which role over which unit."""
    require(can_assign_penugasan_somewhere(request.user), BUKAN_ADMIN)
    chosen = request.GET.get("akun", "")
    return _grant_page(request, fetch(grantable_accounts(request.user), pk=chosen) if chosen else None)


@act("penugasan.assign", "POST")
def penugasan_assign_one(request: SignedInRequest) -> HttpResponse:
    """Grant a role."""
    require(can_assign_penugasan_somewhere(request.user), BUKAN_ADMIN)
    form = BeriPeranForm(request.POST, user=request.user, peran=grantable_roles(request.user))
    akun = fetch(grantable_accounts(request.user), pk=request.POST.get("akun", ""))
    if not form.is_valid():
        return _grant_page(request, akun, form, status=422)
    values = form.cleaned_data
    peran, unit = Peran(values["peran"]), values["unit_kerja"]
    require(can_assign_penugasan(request.user, kepada=akun, peran=peran, unit_kerja=unit), BUKAN_ADMIN)
    try:
        penugasan = penugasan_assign(
            actor=request.user, kepada=akun, peran=peran, unit_kerja=unit, berlaku_mulai=values["berlaku_mulai"],
            berlaku_selesai=values["berlaku_selesai"], dasar=values["dasar"],
        )  # fmt: skip
    except (ActRefused, ValidationError) as error:
        wrong = error if isinstance(error, ValidationError) else ValidationError(error.message)
        show_refusal(wrong, form)
        return _grant_page(request, akun, form, status=422)
    text = _("%(nama)s menjadi %(peran)s di %(unit)s.")
    messages.success(request, text % {"nama": holder_name(akun), "peran": penugasan, "unit": unit.nama})
    return redirect("organisasi:penugasan_detail", pk=penugasan.pk)


# --- one role -----------------------------------------------------------------------------------------------------
def _one(request: SignedInRequest, pk: int) -> Penugasan:
    rows = Penugasan.objects.visible_to(request.user).select_related("user__pegawai", "unit_kerja__induk")
    return fetch(rows, pk=pk)


def _page(
    request: SignedInRequest, penugasan: Penugasan, form: CabutPeranForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "penugasan": penugasan,
        "jejak": trail_of(penugasan),
        "boleh_cabut": penugasan.dapat_dicabut and can_end_penugasan(request.user, penugasan),
        "form": form or CabutPeranForm(),
        "breadcrumb": _crumbs(str(penugasan)),
    }
    return render(request, "organisasi/penugasan_detail.html", context, status=status)


@act("penugasan.read")
def penugasan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One role with its trail."""
    return _page(request, _one(request, pk))


@act("penugasan.end", "POST")
def penugasan_end_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw a role."""
    penugasan = _one(request, pk)
    require(can_end_penugasan(request.user, penugasan), BUKAN_ADMIN)
    form = CabutPeranForm(request.POST)
    if not form.is_valid():
        return _page(request, penugasan, form, status=422)
    try:
        penugasan_end(actor=request.user, penugasan=penugasan, **form.cleaned_data)
    except ValidationError as error:
        show_refusal(error, form)
        return _page(request, penugasan, form, status=422)
    messages.success(request, _("Peran %(peran)s %(nama)s dicabut.") % {
        "peran": penugasan, "nama": penugasan.nama_pemegang,
    })  # fmt: skip
    return redirect("organisasi:penugasan_detail", pk=penugasan.pk)
