"""Matriks peran hasil, and handing a target down."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import UnitKerja
from binawidya.umum.http import act, fetch, require
from indikator.enums import Cascading
from indikator.forms.turun import TurunkanForm
from indikator.models import Pemilik, TargetIndikator
from indikator.permissions import can_change_rencana, can_read_matriks
from indikator.selectors.matriks import matriks
from indikator.selectors.penerima import receivers, supporting
from indikator.services.target_turun import target_assign
from indikator.views.rencana_target import remah
from indikator.views.target import fetch_target

BUKAN_PENURUN = gettext_lazy("Target diturunkan oleh pimpinan unitnya, atasan, atau admin perencanaan.")


@act("matriks.read")
def matriks_detail(request: SignedInRequest, tahun: int, unit: int) -> HttpResponse:
    """Who carries which target of a unit: rows against sub-units and people."""
    found = fetch(UnitKerja.objects.visible_to(request.user).select_related("induk"), pk=unit)
    require(can_read_matriks(request.user, found), _("Matriks ini untuk pimpinan unit dan admin perencanaan."))
    pemilik = Pemilik(tahun, found)
    context = {
        "matriks": matriks(found, tahun),
        "pemilik": pemilik,
        "induk": found.induk if found.induk and can_read_matriks(request.user, found.induk) else None,
        "boleh_turunkan": can_change_rencana(request.user, pemilik, "target.assign"),
        "breadcrumb": remah(pemilik, (_("Matriks peran hasil"), "")),
    }
    return render(request, "indikator/rencana/matriks.html", context)


def _form(target: TargetIndikator, data: Any = None) -> TurunkanForm:
    return TurunkanForm(target, receivers(target), supporting(target), data)


def _page(
    request: SignedInRequest, target: TargetIndikator, pemilik: Pemilik, form: TurunkanForm, status: int = 200
) -> HttpResponse:
    context = {
        "target": target,
        "pemilik": pemilik,
        "form": form,
        "sudah": target.turunan.select_related("indikator", "unit_kerja", "pegawai").order_by("unit_kerja__kode", "pk"),
        "breadcrumb": remah(pemilik, (_("Turunkan target"), "")),
    }
    return render(request, "indikator/rencana/turunkan.html", context, status=status)


@act("target.assign")
def target_assign_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """To whom, how, and how much."""
    target, pemilik = fetch_target(request, pk)
    require(can_change_rencana(request.user, pemilik, "target.assign"), BUKAN_PENURUN)
    return _page(request, target, pemilik, _form(target))


@act("target.assign", "POST")
def target_assign_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand the target down; receivers get drafts."""
    target, pemilik = fetch_target(request, pk)
    require(can_change_rencana(request.user, pemilik, "target.assign"), BUKAN_PENURUN)
    form = _form(target, request.POST)
    if not form.is_valid():
        return _page(request, target, pemilik, form, status=422)
    try:
        made = target_assign(
            actor=request.user, target=target, cara=Cascading(form.cleaned_data["cara"]), bagian=form.bagian()
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, target, pemilik, form, status=422)
    words = _("%(nama)s diturunkan kepada %(n)d penerima sebagai draf.")
    messages.success(request, words % {"nama": target.indikator.nama, "n": len(made)})
    if pemilik.pegawai is None and can_read_matriks(request.user, pemilik.unit_kerja):
        return redirect(reverse("indikator:matriks_detail", args=[pemilik.tahun, pemilik.unit_kerja.pk]))
    return redirect("indikator:rencana_detail", tahun=pemilik.tahun, kunci=pemilik.kunci)
