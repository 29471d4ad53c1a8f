"""Columns of lists, as each person wants them."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.selectors.kolom import DAFTAR
from binawidya.organisasi.services.kolom import kolom_delete, kolom_update
from binawidya.umum.http import SIGNED_IN, act


@act(SIGNED_IN, "POST")
def kolom_update_own(request: SignedInRequest, daftar: str) -> HttpResponse:
    """Remember the own columns of a list, or go back to the usual ones; then back to the list as it was."""
    if daftar not in DAFTAR:
        raise Http404
    if request.POST.get("bawaan"):
        kolom_delete(actor=request.user, daftar=daftar)
    else:
        kolom_update(actor=request.user, daftar=daftar, kolom=request.POST.getlist("kolom"))
    back = request.POST.get("kembali", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/")
