"""Changes of approved targets: proposed, taken back, approved, refused."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from indikator.enums import StatusTarget
from indikator.forms.target import AddendumForm, AlasanForm
from indikator.models import AddendumTarget, Pemilik, TargetIndikator, pemilik_of
from indikator.permissions import can_change_rencana, can_decide_rencana
from indikator.selectors.addendum import addendum_rows
from indikator.selectors.rencana_periksa import closed_months
from indikator.services.addendum import addendum_approve, addendum_cancel, addendum_create, addendum_reject
from indikator.views.pemilik import fetch_pemilik
from indikator.views.rencana_target import BUKAN_PEMUTUS, BUKAN_WEWENANG, remah
from indikator.views.target import fetch_target

HANYA_DISETUJUI = gettext_lazy("Addendum hanya untuk target yang sudah disetujui. Ubah targetnya langsung.")


def _page(
    request: SignedInRequest, target: TargetIndikator, pemilik: Pemilik, form: AddendumForm, status: int = 200
) -> HttpResponse:
    context = {
        "target": target,
        "pemilik": pemilik,
        "indikator": target.indikator,
        "form": form,
        "breadcrumb": remah(pemilik, (_("Addendum"), "")),
    }
    return render(request, "indikator/rencana/addendum_form.html", context, status=status)


def _target(request: SignedInRequest, pk: int) -> tuple[TargetIndikator, Pemilik]:
    target, pemilik = fetch_target(request, pk)
    require(can_change_rencana(request.user, pemilik, "addendum.create"), BUKAN_WEWENANG)
    if target.status != StatusTarget.DISETUJUI:
        raise ActRefused(str(HANYA_DISETUJUI))
    return target, pemilik


@act("addendum.create")
def addendum_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of a change."""
    target, pemilik = _target(request, pk)
    form = AddendumForm(target, ditutup=closed_months(target.tahun))
    form.initial["tanggal"] = today()
    return _page(request, target, pemilik, form)


@act("addendum.create", "POST")
def addendum_create_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose a change."""
    target, pemilik = _target(request, pk)
    form = AddendumForm(target, request.POST, ditutup=closed_months(target.tahun))
    if not form.is_valid():
        return _page(request, target, pemilik, form, status=422)
    try:
        row = addendum_create(
            actor=request.user, target=target, isian=form.isian(), versi=form.cleaned_data["versi"]
        )  # fmt: skip
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            form.add_error(name if name in form.fields else None, texts)
        return _page(request, target, pemilik, form, status=422)
    messages.success(request, _("Addendum diajukan. Target lama tetap berlaku sampai addendum disetujui."))
    return redirect("indikator:addendum_detail", pk=row.pk)


def _addendum(request: SignedInRequest, pk: int) -> tuple[AddendumTarget, Pemilik]:
    rows = AddendumTarget.objects.select_related(
        "target__indikator", "target__unit_kerja", "target__pegawai", "diajukan_oleh__pegawai", "diputus_oleh__pegawai"
    )
    row = fetch(rows, pk=pk)
    pemilik = pemilik_of(row.target)
    return row, fetch_pemilik(request, pemilik.tahun, (pemilik.unit_kerja.pk, row.target.pegawai_id))


def _detail(
    request: SignedInRequest, row: AddendumTarget, pemilik: Pemilik, form: AlasanForm | None = None, status: int = 200
) -> HttpResponse:
    waiting = row.status == "diajukan"
    context = {
        "addendum": row,
        "pemilik": pemilik,
        "baris": addendum_rows(row),
        "form": form or AlasanForm(),
        "boleh_putuskan": waiting and _may_decide(request, row, pemilik, "addendum.approve"),
        "boleh_tarik": waiting and can_change_rencana(request.user, pemilik, "addendum.cancel"),
        "breadcrumb": remah(pemilik, (_("Addendum"), "")),
    }
    return render(request, "indikator/rencana/addendum.html", context, status=status)


def _may_decide(request: SignedInRequest, row: AddendumTarget, pemilik: Pemilik, act_name: str) -> bool:
    return can_decide_rencana(request.user, pemilik, {row.diajukan_oleh_id}, act_name)


@act("target.read")
def addendum_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One change: old beside new, who asked, who decided."""
    return _detail(request, *_addendum(request, pk))


@act("addendum.cancel", "POST")
def addendum_cancel_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a change back."""
    row, pemilik = _addendum(request, pk)
    require(can_change_rencana(request.user, pemilik, "addendum.cancel"), BUKAN_WEWENANG)
    addendum_cancel(actor=request.user, addendum=row)
    messages.info(request, _("Addendum ditarik kembali. Target tetap seperti semula."))
    return redirect("indikator:rencana_detail", tahun=pemilik.tahun, kunci=pemilik.kunci)


@act("addendum.approve", "POST")
def addendum_approve_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a change count."""
    row, pemilik = _addendum(request, pk)
    require(_may_decide(request, row, pemilik, "addendum.approve"), BUKAN_PEMUTUS)
    addendum_approve(actor=request.user, addendum=row)
    messages.success(request, _("Addendum disetujui dan berlaku. Nilai dihitung ulang."))
    return redirect("indikator:rencana_detail", tahun=pemilik.tahun, kunci=pemilik.kunci)


@act("addendum.reject", "POST")
def addendum_reject_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Refuse a change with a reason."""
    row, pemilik = _addendum(request, pk)
    require(_may_decide(request, row, pemilik, "addendum.reject"), BUKAN_PEMUTUS)
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return _detail(request, row, pemilik, form, status=422)
    addendum_reject(actor=request.user, addendum=row, alasan=form.cleaned_data["alasan"])
    messages.info(request, _("Addendum ditolak. Target tetap seperti semula."))
    return redirect("indikator:rencana_detail", tahun=pemilik.tahun, kunci=pemilik.kunci)
