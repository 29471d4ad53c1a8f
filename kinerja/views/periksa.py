"""Verification of documents, for whoever holds a paper. Open to everyone; shows no personal data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from binawidya.umum.http import PUBLIC, act, public
from kinerja.models.dokumen import PANJANG_KODE, kode_terbaca
from kinerja.selectors.periksa import keterangan


@public  # whoever is handed a paper has no account here
@act(PUBLIC)
def dokumen_verify(request: HttpRequest, kode: str = "") -> HttpResponse:
    """Type a code, or arrive with one from the QR code. Codes hold 60 bits, so there is nothing to guess at."""
    if not kode and (typed := kode_terbaca(request.GET.get("kode", ""))[:40]):
        if len(typed) == PANJANG_KODE and typed.isascii() and typed.isalnum():
            return redirect("kinerja:dokumen_verify", kode=typed)
        context = {"kode": request.GET["kode"][:40], "panjang": len(typed)}
        return render(request, "kinerja/periksa.html", context, status=422)
    found = keterangan(kode) if kode else None
    unknown = bool(kode) and found is None
    context = {"kode": kode, "dokumen": found, "tidak_dikenal": unknown}
    return render(request, "kinerja/periksa.html", context, status=404 if unknown else 200)
