"""Follow-up of the weakest elements."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from survei.forms.tindak_lanjut import TindakLanjutForm
from survei.models import Survei, TindakLanjut
from survei.permissions import can_act_on_survei
from survei.services.tindak_lanjut import tindak_lanjut_create, tindak_lanjut_record, tindak_lanjut_update
from survei.views.survei import BUKAN_PENGELOLA, crumbs, detail_page, one


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


def _action(request: SignedInRequest, pk: int) -> TindakLanjut:
    """The action, of a survey whose follow-up the user may write."""
    surveys = Survei.objects.visible_to(request.user)
    rows = TindakLanjut.objects.filter(survei__in=surveys)
    action = fetch(rows.select_related("survei__unit_kerja", "survei__layanan", "penanggung_jawab"), pk=pk)
    require(can_act_on_survei(request.user, "tindak_lanjut.record", action.survei), BUKAN_PENGELOLA)
    return action


def _edit_page(
    request: SignedInRequest, action: TindakLanjut, form: TindakLanjutForm, status: int = 200
) -> HttpResponse:
    context = {"rencana": action, "form": form, "breadcrumb": crumbs(action.survei, _("Ubah tindak lanjut"))}
    return render(request, "survei/tindak_lanjut_form.html", context, status=status)


@act("tindak_lanjut.record")
def follow_up_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """An action with everything that was written down of it."""
    action = _action(request, pk)
    initial = {name: getattr(action, name) for name in ("tindakan", "tenggat", "progres", "catatan")}
    initial |= {"unsur": str(action.unsur_id), "pelaksana": action.siapa}
    form = TindakLanjutForm(survei=action.survei, lengkap=True, initial=initial)
    return _edit_page(request, action, form)


@act("tindak_lanjut.record", "POST")
def follow_up_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an action."""
    action = _action(request, pk)
    form = TindakLanjutForm(request.POST, survei=action.survei, lengkap=True)
    if not form.is_valid():
        return _edit_page(request, action, form, status=422)
    values = {**form.cleaned_data}
    unsur = fetch(action.survei.unsur.all(), pk=values.pop("unsur"))
    try:
        tindak_lanjut_update(actor=request.user, tindak_lanjut=action, unsur=unsur, **values)
    except ValidationError as error:
        form.add_error(None, error)
        return _edit_page(request, action, form, status=422)
    messages.success(request, _("Tindak lanjut disimpan."))
    return redirect("survei:survei_detail", pk=action.survei_id)


@act("tindak_lanjut.record", "POST")
def follow_up_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how far an action has come."""
    action = _action(request, pk)
    progres = request.POST.get("progres", "")
    try:
        tindak_lanjut_record(
            actor=request.user, tindak_lanjut=action, progres=int(progres) if progres.isdecimal() else -1
        )
    except ValidationError:
        raise ActRefused(_("Kemajuan ini tidak dikenal. Pilih salah satu dari daftar.")) from None
    messages.success(request, _("Kemajuan dicatat."))
    return redirect("survei:survei_detail", pk=action.survei_id)
