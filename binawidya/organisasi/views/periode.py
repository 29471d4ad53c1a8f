"""The months: their state, and the acts that change it. Closing asks for a typed word."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.forms.periode import BukaKembaliForm, TutupPeriodeForm
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode
from binawidya.organisasi.permissions import can_change_periode, can_list_periode
from binawidya.organisasi.services.periode import periode_close, periode_open, periode_reopen
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate

BUKAN_ADMIN = gettext_lazy("Periode diatur oleh admin perencanaan instansi.")


@act("periode.list")
def periode_list(request: SignedInRequest) -> HttpResponse:
    """All months, the latest first."""
    require(can_list_periode(request.user), BUKAN_ADMIN)
    context = {
        "page": paginate(request, Periode.objects.order_by("-tahun", "-bulan")),
        "boleh": can_change_periode(request.user, "periode.close"),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Periode"), "")],
    }
    return render(request, "organisasi/periode_list.html", context)


def _page(
    request: SignedInRequest,
    periode: Periode,
    tutup: TutupPeriodeForm | None = None,
    buka: BukaKembaliForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "periode": periode,
        "tutup": tutup or TutupPeriodeForm(),
        "buka": buka or BukaKembaliForm(),
        "boleh": can_change_periode(request.user, "periode.close"),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Periode"), reverse("organisasi:periode_list")),
            (str(periode), ""),
        ],
    }
    return render(request, "organisasi/periode.html", context, status=status)


@act("periode.list")
def periode_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One month with the acts that its state allows."""
    require(can_list_periode(request.user), BUKAN_ADMIN)
    return _page(request, fetch(Periode.objects.all(), pk=pk))


@act("periode.open", "POST")
def periode_open_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let people enter the month."""
    require(can_change_periode(request.user, "periode.open"), BUKAN_ADMIN)
    periode = periode_open(actor=request.user, periode=fetch(Periode.objects.all(), pk=pk))
    messages.success(request, _("%(bulan)s dibuka.") % {"bulan": periode})
    return redirect("organisasi:periode_detail", pk=periode.pk)


@act("periode.close", "POST")
def periode_close_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the month a fixed record."""
    require(can_change_periode(request.user, "periode.close"), BUKAN_ADMIN)
    periode = fetch(Periode.objects.all(), pk=pk)
    form = TutupPeriodeForm(request.POST)
    if not form.is_valid():
        return _page(request, periode, tutup=form, status=422)
    periode_close(actor=request.user, periode=periode)
    messages.success(request, _("%(bulan)s ditutup. Nilai akhirnya sedang dihitung.") % {"bulan": periode})
    return redirect("organisasi:periode_detail", pk=periode.pk)


@act("periode.reopen", "POST")
def periode_reopen_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a closed month again, with a reason."""
    require(can_change_periode(request.user, "periode.reopen"), BUKAN_ADMIN)
    periode = fetch(Periode.objects.all(), pk=pk)
    form = BukaKembaliForm(request.POST)
    if not form.is_valid():
        return _page(request, periode, buka=form, status=422)
    try:
        periode_reopen(actor=request.user, periode=periode, alasan=form.cleaned_data["alasan"])
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, periode, buka=form, status=422)
    messages.success(request, _("%(bulan)s dibuka kembali.") % {"bulan": periode})
    return redirect("organisasi:periode_detail", pk=periode.pk)
