"""What a person was told: the list, and marking it as looked at."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pemberitahuan
from binawidya.organisasi.services.pemberitahuan import pemberitahuan_read
from binawidya.umum.http import SIGNED_IN, act, fetch
from binawidya.umum.tables import paginate


@act(SIGNED_IN)
def pemberitahuan_list(request: SignedInRequest) -> HttpResponse:
    """Everything that was told to this person, the latest first."""
    only_new = request.GET.get("belum") == "1"
    rows = Pemberitahuan.objects.visible_to(request.user)
    context = {
        "page": paginate(request, (rows.belum_dibaca() if only_new else rows).order_by("-pk")),
        "hanya_belum": only_new,
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Pemberitahuan"), "")],
    }
    return render(request, "organisasi/pemberitahuan_list.html", context)


@act(SIGNED_IN, "POST")
def pemberitahuan_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark one as looked at and go where it leads."""
    row = fetch(Pemberitahuan.objects.visible_to(request.user), pk=pk)
    pemberitahuan_read(user=request.user, pemberitahuan=row)
    return redirect(row.url or reverse("organisasi:pemberitahuan_list"))


@act(SIGNED_IN, "POST")
def pemberitahuan_read_all(request: SignedInRequest) -> HttpResponse:
    """Mark everything as looked at."""
    pemberitahuan_read(user=request.user)
    return redirect("organisasi:pemberitahuan_list")
