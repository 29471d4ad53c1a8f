"""Follow-up of the weakest elements."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from survei.forms.survei import TindakLanjutForm
from survei.models import Survei, TindakLanjut
from survei.permissions import can_act_on_survei
from survei.services.tindak_lanjut import tindak_lanjut_create, tindak_lanjut_record
from survei.views.survei import BUKAN_PENGELOLA, detail_page, one


@act("tindak_lanjut.record", "POST")
def follow_up_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add an action."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "tindak_lanjut.record", survei), BUKAN_PENGELOLA)
    form = TindakLanjutForm(request.POST, survei=survei)
    if not form.is_valid():
        return detail_page(request, survei, rtl=form, status=422)
    values = {**form.cleaned_data}
    unsur = fetch(survei.unsur.all(), pk=values.pop("unsur"))
    try:
        tindak_lanjut_create(actor=request.user, survei=survei, unsur=unsur, **values)
    except ValidationError as error:
        form.add_error(None, error)
        return detail_page(request, survei, rtl=form, status=422)
    messages.success(request, _("Tindak lanjut ditambahkan."))
    return redirect("survei:survei_detail", pk=pk)


@act("tindak_lanjut.record", "POST")
def follow_up_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how far an action has come."""
    surveys = Survei.objects.visible_to(request.user)
    action = fetch(TindakLanjut.objects.filter(survei__in=surveys).select_related("survei__unit_kerja"), pk=pk)
    require(can_act_on_survei(request.user, "tindak_lanjut.record", action.survei), BUKAN_PENGELOLA)
    progres = request.POST.get("progres", "")
    try:
        tindak_lanjut_record(
            actor=request.user, tindak_lanjut=action, progres=int(progres) if progres.isdecimal() else -1
        )
    except ValidationError:
        raise ActRefused(_("Kemajuan ini tidak dikenal. Pilih salah satu dari daftar.")) from None
    messages.success(request, _("Kemajuan dicatat."))
    return redirect("survei:survei_detail", pk=action.survei_id)
