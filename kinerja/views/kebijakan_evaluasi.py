"""Rules of evaluation of an office, and what a predikat counts as."""

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
from binawidya.umum.dates import today
from binawidya.umum.http import act, fetch, require
from kinerja.forms.umpan_balik import KebijakanEvaluasiForm, KonversiForm
from kinerja.models import KebijakanEvaluasi
from kinerja.permissions import can_change_kebijakan_evaluasi
from kinerja.selectors.evaluasi_unit import kebijakan_units, konversi_kini
from kinerja.services.kebijakan_evaluasi import kebijakan_evaluasi_update, konversi_predikat_update

BUKAN_ADMIN = gettext_lazy("Aturan evaluasi diatur oleh admin kepegawaian.")


def _page(request: SignedInRequest, unit: UnitKerja, status: int = 200, **forms: Any) -> HttpResponse:
    year = today().year
    rules = KebijakanEvaluasi.objects.untuk(unit, year)
    context = {
        "unit": unit,
        "pilihan": kebijakan_units(request.user),
        "tahun": year,
        "kebijakan": rules,
        "form": forms.get("form") or KebijakanEvaluasiForm(instance=rules),
        "konversi": konversi_kini(unit),
        "form_konversi": forms.get("konversi") or KonversiForm(),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Aturan evaluasi"), "")],
    }
    return render(request, "kinerja/kebijakan_evaluasi.html", context, status=status)


@act("kebijakan_evaluasi.read")
def kebijakan_evaluasi_detail(request: SignedInRequest) -> HttpResponse:
    """The rules of this year of an office the user keeps."""
    units = kebijakan_units(request.user)
    require(bool(units), BUKAN_ADMIN)
    return _page(request, next((one for one in units if str(one.pk) == request.GET.get("unit")), units[0]))


def _unit(request: SignedInRequest, pk: int) -> UnitKerja:
    unit = fetch(UnitKerja.objects.visible_to(request.user), pk=pk)
    require(can_change_kebijakan_evaluasi(request.user, unit), BUKAN_ADMIN)
    return unit


@act("kebijakan_evaluasi.update", "POST")
def kebijakan_evaluasi_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the rules of this year."""
    unit = _unit(request, pk)
    form = KebijakanEvaluasiForm(request.POST)
    if form.is_valid():
        try:
            kebijakan_evaluasi_update(actor=request.user, unit_kerja=unit, tahun=today().year, isian=form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Aturan evaluasi tersimpan."))
            return redirect(f"{reverse('kinerja:kebijakan_evaluasi')}?unit={pk}")
    return _page(request, unit, 422, form=form)


@act("kebijakan_evaluasi.update", "POST")
def konversi_predikat_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set what every predikat counts as from a day on."""
    unit = _unit(request, pk)
    form = KonversiForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            konversi_predikat_update(
                actor=request.user, unit_kerja=unit, angka=form.angka(), mulai=data["mulai"], dasar=data["dasar"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Angka konversi tersimpan."))
            return redirect(f"{reverse('kinerja:kebijakan_evaluasi')}?unit={pk}")
    return _page(request, unit, 422, konversi=form)
