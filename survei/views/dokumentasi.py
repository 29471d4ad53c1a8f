"""Photographs of a survey: the annex "dokumentasi" of its report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import act, fetch, require, sealed
from binawidya.umum.upload_handler import upload_failed
from survei.forms.tindak_lanjut import DokumentasiForm
from survei.models import Dokumentasi, Survei
from survei.permissions import can_act_on_survei
from survei.services.dokumentasi import PALING_BANYAK, dokumentasi_create, dokumentasi_delete
from survei.views.survei import BUKAN_PENGELOLA, crumbs, one

PENUH = gettext_lazy("Foto tidak sampai utuh karena tempat sementara penuh. Beri tahu pengelola aplikasi.")


def _page(
    request: SignedInRequest, survei: Survei, form: DokumentasiForm | None = None, status: int = 200
) -> HttpResponse:
    photos = [*survei.dokumentasi.order_by("pk")]
    context = {
        "survei": survei,
        "foto": photos,
        "boleh": can_act_on_survei(request.user, "dokumentasi.record", survei) and not survei.draf,
        "penuh": form is None and len(photos) >= PALING_BANYAK,
        "form": form or DokumentasiForm(),
        "breadcrumb": crumbs(survei, _("Dokumentasi")),
    }
    return render(request, "survei/dokumentasi.html", context, status=status)


@act("survei.read")
def photo_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """The photographs that go into the annex."""
    return _page(request, one(request, pk))


@act("dokumentasi.record", "POST")
def photo_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add one."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "dokumentasi.record", survei), BUKAN_PENGELOLA)
    form = DokumentasiForm(request.POST, request.FILES)
    if not form.is_valid():
        if upload_failed(request):
            form.errors["berkas"] = form.error_class([str(PENUH)])
        return _page(request, survei, form, status=422)
    try:
        dokumentasi_create(actor=request.user, survei=survei, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, survei, form, status=422)
    messages.success(request, _("Foto disimpan. Laporan SKM berikutnya memuatnya."))
    return redirect("survei:dokumentasi_list", pk=pk)


@act("survei.read")
def photo_show(request: SignedInRequest, pk: int) -> FileResponse:
    """The picture itself, for the page."""
    photo = fetch(Dokumentasi.objects.visible_to(request.user), pk=pk)
    return sealed(FileResponse(photo.berkas.open("rb"), content_type=photo.tipe_isi))


@act("dokumentasi.record", "POST")
def photo_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one away."""
    rows = Dokumentasi.objects.visible_to(request.user).select_related("survei__unit_kerja")
    photo = fetch(rows, pk=pk)
    require(can_act_on_survei(request.user, "dokumentasi.record", photo.survei), BUKAN_PENGELOLA)
    dokumentasi_delete(actor=request.user, dokumentasi=photo)
    messages.success(request, _("Foto dihapus."))
    return redirect("survei:dokumentasi_list", pk=photo.survei_id)
