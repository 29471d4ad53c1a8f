"""Taking an applied import back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.forms.impor import UrungForm
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Impor
from binawidya.organisasi.permissions import can_undo_impor
from binawidya.organisasi.selectors.impor_urung import rests_on, summary_of
from binawidya.organisasi.services import impor as service
from binawidya.organisasi.views.impor import BUKAN_ADMIN, breadcrumb_of, fetch_impor
from binawidya.umum.http import act, require


def _page(request: SignedInRequest, impor: Impor, form: UrungForm, status: int = 200) -> HttpResponse:
    context = {
        "impor": impor,
        "form": form,
        "isi": summary_of(impor),
        "halangan": rests_on(impor),
        "breadcrumb": breadcrumb_of(impor, _("Urungkan")),
    }
    return render(request, "organisasi/impor_urung.html", context, status=status)


@act("impor.undo")
def impor_undo_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """What taking an import back would do, and what stands in the way."""
    impor = fetch_impor(request, pk)
    require(can_undo_impor(request.user, impor), BUKAN_ADMIN)
    if impor.status != StatusImpor.SELESAI:
        return redirect("organisasi:impor_detail", pk=impor.pk)
    service.refuse_late(impor)
    return _page(request, impor, UrungForm())


@act("impor.undo", "POST")
def impor_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have an import taken back; a worker does it."""
    impor = fetch_impor(request, pk)
    require(can_undo_impor(request.user, impor), BUKAN_ADMIN)
    form = UrungForm(request.POST)
    if not form.is_valid():
        return _page(request, impor, form, status=422)
    service.impor_undo(actor=request.user, impor=impor)
    return redirect("organisasi:impor_detail", pk=impor.pk)
