"""The columns of a sheet: what each of them means."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.forms.impor import PemetaanForm
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Impor
from binawidya.organisasi.permissions import can_cancel_impor, can_update_impor
from binawidya.organisasi.services import impor as service
from binawidya.organisasi.views.impor import BUKAN_ADMIN, breadcrumb_of, fetch_impor
from binawidya.umum.http import act, require

_TERBUKA = frozenset({StatusImpor.PETAKAN, StatusImpor.SIAP})


def _open(impor: Impor) -> bool:
    return impor.status in _TERBUKA and "judul" in impor.ringkasan


def _page(request: SignedInRequest, impor: Impor, form: PemetaanForm, status: int = 200) -> HttpResponse:
    context = {
        "impor": impor,
        "form": form,
        "baris_judul": impor.ringkasan["judul"]["baris"],
        "simpan": reverse("organisasi:impor_map", kwargs={"pk": impor.pk}),
        "kembali": reverse("organisasi:impor_detail", kwargs={"pk": impor.pk}),
        "batalkan": reverse("organisasi:impor_cancel", kwargs={"pk": impor.pk})
        if can_cancel_impor(request.user, impor)
        else "",
        "breadcrumb": breadcrumb_of(impor, _("Kolom")),
    }
    return render(request, "organisasi/impor_kolom.html", context, status=status)


@act("impor.update")
def impor_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """The columns of a sheet with some of their values, and what they are taken for."""
    impor = fetch_impor(request, pk)
    require(can_update_impor(request.user, impor), BUKAN_ADMIN)
    if not _open(impor):
        return redirect("organisasi:impor_detail", pk=impor.pk)
    return _page(request, impor, PemetaanForm(judul=impor.ringkasan["judul"]))


@act("impor.update", "POST")
def impor_map(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what the columns mean; a worker reads the sheet again."""
    impor = fetch_impor(request, pk)
    require(can_update_impor(request.user, impor), BUKAN_ADMIN)
    if not _open(impor):
        return redirect("organisasi:impor_detail", pk=impor.pk)
    form = PemetaanForm(request.POST, judul=impor.ringkasan["judul"])
    if not form.is_valid():
        return _page(request, impor, form, status=422)
    service.impor_map(actor=request.user, impor=impor, pemetaan=form.pemetaan)
    return redirect("organisasi:impor_detail", pk=impor.pk)
