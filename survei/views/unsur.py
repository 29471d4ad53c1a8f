"""The elements of a draft, and the form as the public will see it."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import act, require
from survei.forms.unsur import UnsurForm, unsur_chosen, unsur_forms
from survei.models import Survei
from survei.permissions import can_act_on_survei
from survei.selectors.bentuk import EN, ID, bentuk_of
from survei.services.survei import unsur_update
from survei.views.publik import NOMOR, render_form
from survei.views.survei import BUKAN_PENGELOLA, crumbs, one


def _page(
    request: SignedInRequest, survei: Survei, daftar: Sequence[UnsurForm], galat: str = "", status: int = 200
) -> HttpResponse:
    context = {"survei": survei, "daftar": daftar, "galat": galat, "breadcrumb": crumbs(survei, _("Atur unsur"))}
    return render(request, "survei/unsur_form.html", context, status=status)


@act("survei.update")
def unsur_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The elements with their wording."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "survei.update", survei), BUKAN_PENGELOLA)
    return _page(request, survei, unsur_forms([*survei.unsur.order_by("urutan")]))


@act("survei.update", "POST")
def unsur_update_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep, drop, move, reword or add elements."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "survei.update", survei), BUKAN_PENGELOLA)
    daftar = unsur_forms([*survei.unsur.order_by("urutan")], request.POST)
    valid = [form.is_valid() for form in daftar]
    if not all(valid):
        return _page(request, survei, daftar, _("Ada unsur yang belum lengkap. Belum ada yang disimpan."), 422)
    try:
        unsur_update(actor=request.user, survei=survei, unsur=unsur_chosen(daftar))
    except ValidationError as error:
        return _page(request, survei, daftar, " ".join(error.messages), 422)
    messages.success(request, _("Unsur disimpan."))
    return redirect("survei:survei_detail", pk=pk)


@act("survei.read")
def survei_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The public form; what is sent from here is refused, because its number was not given out."""
    survei = one(request, pk)
    bahasa = EN if request.GET.get("bahasa") == EN and survei.inggris else ID
    return HttpResponse(render_form(bentuk_of(survei), bahasa, kios=False).replace(NOMOR, "pratinjau"))
