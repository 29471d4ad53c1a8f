"""One figure, explained."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import act, fetch
from indikator.models import Capaian
from indikator.selectors.jejak import jejak
from indikator.selectors.perkiraan import perkiraan


@act("capaian.read")
def capaian_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Formula, numbers put in, whose entries, who verified them, when."""
    figures = Capaian.objects.visible_to(request.user).select_related(
        "kebijakan", "periode", "target__indikator", "target__unit_kerja", "target__pegawai"
    )
    capaian = fetch(figures, pk=pk)
    context = {
        "capaian": capaian,
        "jejak": jejak(capaian),
        "perkiraan": perkiraan(capaian),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (capaian.target.indikator.kode, ""),
            (_("Jejak angka"), ""),
        ],
    }
    return render(request, "indikator/capaian.html", context)
