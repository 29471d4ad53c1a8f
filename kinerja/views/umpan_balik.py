"""Feedback about one person's work, with answers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate
from kinerja.forms.umpan_balik import UmpanBalikForm
from kinerja.models import UmpanBalik
from kinerja.permissions import can_give_umpan_balik, can_read_umpan_balik
from kinerja.selectors.umpan_balik import hal_of, read_hal, umpan_balik_pokok, utas_of
from kinerja.services.umpan_balik import umpan_balik_create

BUKAN_WEWENANG = gettext_lazy("Umpan balik ini untuk pegawai itu dan yang memimpinnya.")


def _page(request: SignedInRequest, pegawai: Pegawai, form: UmpanBalikForm, status: int = 200) -> HttpResponse:
    own = pegawai.pk == request.user.lingkup.pegawai_id
    page = paginate(request, umpan_balik_pokok(pegawai))
    context = {
        "pegawai": pegawai,
        "sendiri": own,
        "page": page,
        "utas": utas_of(page.rows),
        "form": form,
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Umpan balik"), "" if own else reverse("kinerja:umpan_balik_saya")),
            *([] if own else [(pegawai.nama, "")]),
        ],
    }
    return render(request, "kinerja/umpan_balik.html", context, status=status)


@act("umpan_balik.list")
def umpan_balik_own(request: SignedInRequest) -> HttpResponse:
    """What was said about the own work; for whoever leads people also the list of them."""
    me = request.user.lingkup.pegawai_id
    require(me is not None, BUKAN_WEWENANG)
    pegawai = fetch(Pegawai.objects.all(), pk=me)
    return _page(request, pegawai, UmpanBalikForm(hal=hal_of(pegawai)))


@act("umpan_balik.read")
def umpan_balik_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Feedback about somebody in one's scope."""
    pegawai = fetch(Pegawai.objects.visible_to(request.user), pk=pk)
    require(can_read_umpan_balik(request.user, pegawai), BUKAN_WEWENANG)
    named = request.GET.get("hal", "")
    return _page(request, pegawai, UmpanBalikForm(hal=hal_of(pegawai, named), initial={"hal": named}))


@act("umpan_balik.create", "POST")
def umpan_balik_create_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write feedback, or an answer."""
    pegawai = fetch(Pegawai.objects.visible_to(request.user), pk=pk)
    require(can_give_umpan_balik(request.user, pegawai), BUKAN_WEWENANG)
    form = UmpanBalikForm(request.POST, hal=hal_of(pegawai, request.POST.get("hal", "")))
    if not form.is_valid():
        return _page(request, pegawai, form, 422)
    data = form.cleaned_data
    induk = fetch(UmpanBalik.objects.filter(pegawai=pegawai), pk=data["induk"]) if data["induk"] else None
    target, realisasi = read_hal(data["hal"])
    try:
        umpan_balik_create(
            actor=request.user, pegawai=pegawai, isi=data["isi"], target=target, realisasi=realisasi, induk=induk
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, pegawai, form, 422)
    messages.success(request, _("Jawaban terkirim.") if induk else _("Umpan balik terkirim."))
    return redirect("kinerja:umpan_balik_list", pk=pk)
