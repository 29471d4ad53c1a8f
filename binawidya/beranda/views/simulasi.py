"""Simulation: what comes out of typed numbers, and why. Nothing is kept."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from binawidya.beranda.simulasi import JENIS, MENURUT_SLUG
from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import SIGNED_IN, act
from kinerja.selectors.evaluasi_halaman import matriks


@act(SIGNED_IN)
def simulasi(request: SignedInRequest, slug: str = JENIS[0].slug) -> HttpResponse:
    """One kind of simulation; the numbers stand in the address, so that a trainer can pass them on."""
    jenis = MENURUT_SLUG.get(slug)
    if jenis is None:
        raise Http404
    asked = any(name in request.GET for name in jenis.form().fields)
    form = jenis.form(request.GET if asked else None)
    valid = asked and form.is_valid()
    typed = form.cleaned_data if valid else {}
    context = {
        "semua": JENIS,
        "jenis": jenis,
        "form": form,
        "hasil": jenis.hitung(typed) if valid else None,
        "matriks": matriks(*map(typed.get, ("hasil_kerja", "perilaku_kerja"))) if slug == "predikat" else None,
    }
    return render(request, "beranda/simulasi.html", context)
