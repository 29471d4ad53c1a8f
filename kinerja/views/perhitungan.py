"""The score engine: its runs, the nightly look, the chain of closings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode
from binawidya.organisasi.policy import allows_everywhere
from binawidya.umum.http import act, fetch, require
from kinerja.enums import SebabPerhitungan
from kinerja.models import Perhitungan
from kinerja.selectors.mesin import kemajuan_perhitungan, mesin
from kinerja.services.penutupan import penutupan_verify_request
from kinerja.services.perhitungan import perhitungan_cancel, perhitungan_request

BUKAN_ADMIN = gettext_lazy("Perhitungan skor diatur oleh admin perencanaan instansi.")


def _boleh(request: SignedInRequest, name: str) -> bool:
    return allows_everywhere(name, request.user.lingkup)


@act("perhitungan.list")
def perhitungan_list(request: SignedInRequest) -> HttpResponse:
    """Runs, the last comparison, and whether closed months are what they were."""
    require(_boleh(request, "perhitungan.list"), BUKAN_ADMIN)
    context = {
        "mesin": mesin(),
        "boleh": _boleh(request, "perhitungan.calculate"),
        "boleh_periksa": _boleh(request, "penutupan.verify"),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Perhitungan skor"), "")],
    }
    return render(request, "kinerja/perhitungan_list.html", context)


@act("perhitungan.list")
def perhitungan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One run and how far it is."""
    require(_boleh(request, "perhitungan.list"), BUKAN_ADMIN)
    runs = Perhitungan.objects.select_related("periode", "oleh__pegawai", "dibatalkan_oleh__pegawai")
    run = fetch(runs, pk=pk)
    context = {
        "perhitungan": run,
        "kemajuan": kemajuan_perhitungan(run),
        "boleh": _boleh(request, "perhitungan.cancel"),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Perhitungan skor"), reverse("kinerja:perhitungan_list")),
            (str(run.periode), ""),
        ],
    }
    part = request.headers.get("HX-Request") == "true" and run.terbuka
    answer = render(request, "kinerja/_perhitungan.html" if part else "kinerja/perhitungan.html", context)
    if request.headers.get("HX-Request") == "true" and not run.terbuka:
        answer["HX-Refresh"] = "true"
    return answer


@act("perhitungan.calculate", "POST")
def perhitungan_calculate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have an open month computed anew; whoever asks while a run is open joins it."""
    require(_boleh(request, "perhitungan.calculate"), BUKAN_ADMIN)
    months = Periode.objects.dimulai().exclude(status=StatusPeriode.DITUTUP)
    run = perhitungan_request(periode=fetch(months, pk=pk), sebab=SebabPerhitungan.PERMINTAAN, oleh=request.user)
    return redirect("kinerja:perhitungan_detail", pk=run.pk) if run else redirect("kinerja:perhitungan_list")


@act("perhitungan.cancel", "POST")
def perhitungan_cancel_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop a run."""
    require(_boleh(request, "perhitungan.cancel"), BUKAN_ADMIN)
    run = perhitungan_cancel(actor=request.user, perhitungan=fetch(Perhitungan.objects.all(), pk=pk))
    messages.success(request, _("Perhitungan %(bulan)s dibatalkan.") % {"bulan": run.periode})
    return redirect("kinerja:perhitungan_detail", pk=run.pk)


@act("penutupan.verify", "POST")
def penutupan_verify_all(request: SignedInRequest) -> HttpResponse:
    """Have a worker look at the chain of closings."""
    require(_boleh(request, "penutupan.verify"), BUKAN_ADMIN)
    penutupan_verify_request(actor=request.user)
    messages.success(request, _("Penutupan sedang diperiksa. Hasilnya muncul di halaman ini."))
    return redirect("kinerja:perhitungan_list")
