"""In how many stages units verify."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.policy import scope_q
from binawidya.umum.http import act, require
from indikator.forms import AturanVerifikasiForm
from indikator.models import AturanVerifikasi
from indikator.permissions import can_list_aturan_verifikasi
from indikator.services.aturan_verifikasi import aturan_verifikasi_update

BUKAN_PERENCANA = gettext_lazy("Halaman ini untuk admin perencanaan.")


def _page(request: SignedInRequest, form: AturanVerifikasiForm, status: int = 200) -> HttpResponse:
    rules = AturanVerifikasi.objects.visible_to(request.user).select_related("unit_kerja", "oleh__pegawai")
    context = {
        "aturan": [*rules.order_by("unit_kerja__kode")],
        "form": form,
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Aturan verifikasi"), "")],
    }
    return render(request, "indikator/aturan_verifikasi.html", context, status=status)


@act("aturan_verifikasi.read")
def aturan_verifikasi_list(request: SignedInRequest) -> HttpResponse:
    """The rules of the units, and the form for one."""
    require(can_list_aturan_verifikasi(request.user), BUKAN_PERENCANA)
    return _page(request, AturanVerifikasiForm())


@act("aturan_verifikasi.update", "POST")
def aturan_verifikasi_update_one(request: SignedInRequest) -> HttpResponse:
    """Set the rule of one unit."""
    require(can_list_aturan_verifikasi(request.user), BUKAN_PERENCANA)
    form = AturanVerifikasiForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    units = UnitKerja.objects.filter(scope_q("aturan_verifikasi.update", request.user.lingkup, jalur="jalur"))
    unit = units.filter(kode=form.cleaned_data["unit_kerja"].strip()).first()
    if unit is None:
        form.add_error("unit_kerja", _("Unit dengan kode ini tidak ada dalam wewenang Anda."))
        return _page(request, form, 422)
    two = form.cleaned_data["tahap"] == "2"
    try:
        aturan_verifikasi_update(actor=request.user, unit_kerja=unit, dua_tahap=two)
    except ValidationError as error:
        form.add_error("tahap", error.messages)
        return _page(request, form, 422)
    said = _("%(unit)s diverifikasi dua tahap.") if two else _("%(unit)s diverifikasi satu tahap.")
    messages.success(request, said % {"unit": unit.nama})
    return redirect("indikator:aturan_verifikasi_list")
