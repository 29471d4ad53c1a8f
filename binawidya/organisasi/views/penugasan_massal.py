"""Withdrawing several roles at once: first who loses what, then the act."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binawidya.organisasi.forms.penugasan import CabutPeranForm
from binawidya.organisasi.forms.saran import show_refusal
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Penugasan
from binawidya.organisasi.permissions import can_end_penugasan, can_end_penugasan_somewhere
from binawidya.organisasi.services.penugasan import penugasan_end_many
from binawidya.organisasi.views.penugasan import BUKAN_ADMIN
from binawidya.umum.http import act, require
from binawidya.umum.selection import Selection


def _chosen(request: SignedInRequest, data: QueryDict) -> tuple[list[Penugasan], int]:
    """The chosen roles that the user may withdraw, and how many of the chosen ones are passed over."""
    require(can_end_penugasan_somewhere(request.user), BUKAN_ADMIN)
    ids = Selection.read(data).ids
    rows = Penugasan.objects.visible_to(request.user).filter(pk__in=ids)
    found = [*rows.select_related("user__pegawai", "unit_kerja__induk").order_by("pk")]
    may = [row for row in found if row.dapat_dicabut and can_end_penugasan(request.user, row)]
    return may, len(ids) - len(may)


def _page(
    request: SignedInRequest, chosen: list[Penugasan], lewat: int, form: CabutPeranForm, status: int = 200
) -> HttpResponse:
    daftar = reverse("organisasi:penugasan_list")
    context = {
        "peran": chosen,
        "lewat": lewat,
        "form": form,
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Peran"), daftar), (_("Cabut"), "")],
    }
    return render(request, "organisasi/penugasan_cabut.html", context, status=status)


@act("penugasan.end")
def penugasan_end_confirm(request: SignedInRequest) -> HttpResponse:
    """Which roles would be withdrawn. Nothing is done yet."""
    chosen, passed = _chosen(request, request.GET)
    return _page(request, chosen, passed, CabutPeranForm())


@act("penugasan.end", "POST")
def penugasan_end_chosen(request: SignedInRequest) -> HttpResponse:
    """Withdraw the roles, all or none."""
    chosen, passed = _chosen(request, request.POST)
    form = CabutPeranForm(request.POST)
    if not chosen or not form.is_valid():
        return _page(request, chosen, passed, form, status=422)
    try:
        penugasan_end_many(actor=request.user, penugasan=chosen, **form.cleaned_data)
    except ValidationError as error:
        show_refusal(error, form)
        return _page(request, chosen, passed, form, status=422)
    text = ngettext("%(n)d peran dicabut.", "%(n)d peran dicabut.", len(chosen)) % {"n": len(chosen)}
    messages.success(request, text)
    return redirect("organisasi:penugasan_list")
