"""Programmes and budget of a unit: the second table of its Perjanjian Kinerja."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import UnitKerja
from binawidya.umum.http import act, fetch, require
from indikator.forms.program import ProgramForm
from indikator.models import Pemilik, ProgramAnggaran
from indikator.permissions import can_change_program
from indikator.services.program import program_create, program_delete, program_update
from indikator.views.rencana_target import remah

BUKAN_WEWENANG = gettext_lazy("Program dan anggaran diubah oleh pimpinan unit atau admin perencanaan.")


def _unit(request: SignedInRequest, pk: int) -> UnitKerja:
    unit = fetch(UnitKerja.objects.visible_to(request.user).select_related("induk"), pk=pk)
    require(can_change_program(request.user, unit, "program.list"), BUKAN_WEWENANG)
    return unit


def _row(request: SignedInRequest, pk: int, act_name: str) -> ProgramAnggaran:
    units = UnitKerja.objects.visible_to(request.user)
    row = fetch(ProgramAnggaran.objects.filter(unit_kerja__in=units).select_related("unit_kerja"), pk=pk)
    require(can_change_program(request.user, row.unit_kerja, act_name), BUKAN_WEWENANG)
    return row


def _page(
    request: SignedInRequest, unit: UnitKerja, tahun: int, form: ProgramForm | None = None,
    ubah: ProgramAnggaran | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    rows = [*ProgramAnggaran.objects.filter(unit_kerja=unit, tahun=tahun).order_by("kode", "pk")]
    top = [row.anggaran for row in rows if row.jenis == "program"]
    pemilik = Pemilik(tahun, unit)
    context = {
        "pemilik": pemilik,
        "unit": unit,
        "tahun": tahun,
        "program": rows,
        "jumlah": sum(top, Decimal(0)),
        "form": form or ProgramForm(initial=ProgramForm.awal(ubah) if ubah else None),
        "ubah": ubah,
        "boleh": can_change_program(request.user, unit, "program.update"),
        "breadcrumb": remah(pemilik, (_("Program dan anggaran"), "")),
    }
    return render(request, "indikator/rencana/program.html", context, status=status)


@act("program.list")
def program_list(request: SignedInRequest, tahun: int, unit: int) -> HttpResponse:
    """The table, and a form for one more line."""
    return _page(request, _unit(request, unit), tahun)


@act("program.create", "POST")
def program_create_one(request: SignedInRequest, tahun: int, unit: int) -> HttpResponse:
    """Add a line."""
    found = fetch(UnitKerja.objects.visible_to(request.user).select_related("induk"), pk=unit)
    require(can_change_program(request.user, found, "program.create"), BUKAN_WEWENANG)
    form = ProgramForm(request.POST)
    if not form.is_valid():
        return _page(request, found, tahun, form, status=422)
    try:
        program_create(actor=request.user, unit_kerja=found, tahun=tahun, isian=form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, found, tahun, form, status=422)
    messages.success(request, _("Program ditambahkan."))
    return redirect("indikator:program_list", tahun=tahun, unit=found.pk)


@act("program.update")
def program_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of one line beside the table."""
    row = _row(request, pk, "program.update")
    return _page(request, row.unit_kerja, row.tahun, ubah=row)


@act("program.update", "POST")
def program_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a line."""
    row = _row(request, pk, "program.update")
    form = ProgramForm(request.POST)
    if not form.is_valid():
        return _page(request, row.unit_kerja, row.tahun, form, row, status=422)
    try:
        program_update(actor=request.user, program=row, isian=form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, row.unit_kerja, row.tahun, form, row, status=422)
    messages.success(request, _("Program tersimpan."))
    return redirect("indikator:program_list", tahun=row.tahun, unit=row.unit_kerja_id)


@act("program.delete", "POST")
def program_delete_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a line."""
    row = _row(request, pk, "program.delete")
    program_delete(actor=request.user, program=row)
    messages.info(request, _("%(nama)s dihapus.") % {"nama": row.nama})
    return redirect("indikator:program_list", tahun=row.tahun, unit=row.unit_kerja_id)
