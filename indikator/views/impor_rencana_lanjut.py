"""An import of the plan: what its columns mean, and taking it back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.services.impor import refuse_late
from binawidya.umum.http import act, require
from binawidya.umum.spreadsheet.mapping_form import PemetaanLembarForm
from indikator.forms.impor_rencana import PEMETAAN, UrungRencanaForm
from indikator.models import ImporRencana
from indikator.services import impor_rencana as service
from indikator.services.impor_rencana_urung import applied_rows, impor_rencana_undo, rests_on
from indikator.views.impor_rencana import crumbs, fetch_impor, may
from indikator.views.sasaran import BUKAN_PERENCANA

_TERBUKA = frozenset({StatusImpor.PETAKAN, StatusImpor.SIAP})
CONTOH = 12


def _url(name: str, impor: ImporRencana) -> str:
    return reverse(f"indikator:impor_rencana_{name}", kwargs={"pk": impor.pk})


# --- columns ------------------------------------------------------------------------------------------------------
def _open(impor: ImporRencana) -> bool:
    return impor.status in _TERBUKA and "judul" in impor.ringkasan


def _columns_page(
    request: SignedInRequest, impor: ImporRencana, form: PemetaanLembarForm, status: int = 200
) -> HttpResponse:
    context = {
        "impor": impor,
        "form": form,
        "baris_judul": impor.ringkasan["judul"]["baris"],
        "simpan": _url("map", impor),
        "kembali": _url("detail", impor),
        "batalkan": _url("cancel", impor) if may(request, "impor_rencana.cancel", impor) else "",
        "breadcrumb": crumbs((impor.nama_berkas, _url("detail", impor)), (_("Kolom"), "")),
    }
    return render(request, "organisasi/impor_kolom.html", context, status=status)


@act("impor_rencana.update")
def impor_rencana_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    """The columns of a sheet with some of their values, and what they are taken for."""
    impor = fetch_impor(request, pk)
    require(may(request, "impor_rencana.update", impor), BUKAN_PERENCANA)
    if not _open(impor):
        return redirect("indikator:impor_rencana_detail", pk=impor.pk)
    return _columns_page(request, impor, PEMETAAN[impor.jenis](judul=impor.ringkasan["judul"]))


@act("impor_rencana.update", "POST")
def impor_rencana_map(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what the columns mean; a worker reads the sheet again."""
    impor = fetch_impor(request, pk)
    require(may(request, "impor_rencana.update", impor), BUKAN_PERENCANA)
    if not _open(impor):
        return redirect("indikator:impor_rencana_detail", pk=impor.pk)
    form = PEMETAAN[impor.jenis](request.POST, judul=impor.ringkasan["judul"])
    if not form.is_valid():
        return _columns_page(request, impor, form, status=422)
    service.impor_rencana_map(actor=request.user, impor=impor, pemetaan=form.pemetaan)
    return redirect("indikator:impor_rencana_detail", pk=impor.pk)


# --- taking back --------------------------------------------------------------------------------------------------
def _undo_page(
    request: SignedInRequest, impor: ImporRencana, form: UrungRencanaForm, status: int = 200
) -> HttpResponse:
    rows = applied_rows(impor)
    made = sum(not row.sebelum for row in rows)
    context = {
        "impor": impor,
        "form": form,
        "dihapus": made,
        "dikembalikan": len(rows) - made,
        "contoh": rows[:CONTOH],
        "halangan": rests_on(impor),
        "breadcrumb": crumbs((impor.nama_berkas, _url("detail", impor)), (_("Urungkan"), "")),
    }
    return render(request, "indikator/impor/urung.html", context, status=status)


@act("impor_rencana.undo")
def impor_rencana_undo_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """What taking an import back would do, and what stands in the way."""
    impor = fetch_impor(request, pk)
    require(may(request, "impor_rencana.undo", impor), BUKAN_PERENCANA)
    if impor.status != StatusImpor.SELESAI:
        return redirect("indikator:impor_rencana_detail", pk=impor.pk)
    refuse_late(impor)
    return _undo_page(request, impor, UrungRencanaForm())


@act("impor_rencana.undo", "POST")
def impor_rencana_undo_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have an import taken back; a worker does it."""
    impor = fetch_impor(request, pk)
    require(may(request, "impor_rencana.undo", impor), BUKAN_PERENCANA)
    form = UrungRencanaForm(request.POST)
    if not form.is_valid():
        return _undo_page(request, impor, form, status=422)
    impor_rencana_undo(actor=request.user, impor=impor)
    return redirect("indikator:impor_rencana_detail", pk=impor.pk)
