"""Indicators: the list and the sheet."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.selectors import kolom
from binawidya.umum.dates import today
from binawidya.umum.http import act, fetch, require
from binawidya.umum.spreadsheet.download import list_response
from binawidya.umum.tables import paginate
from indikator.filters import IndikatorFilter
from indikator.models import Indikator, Pemilik
from indikator.permissions import (
    can_anywhere,
    can_change_rencana,
    can_read_rencana,
    can_read_sasaran,
    can_update_indikator,
    can_withdraw_indikator,
)
from indikator.resources import lembar_columns, lembar_rows
from indikator.selectors.indikator import cara_mengisi, indikator_for, riwayat_of, target_tahunan
from indikator.selectors.sasaran import ada_rencana
from indikator.selectors.smart import kurang_of, smart_of
from indikator.views.sasaran import BUKAN_PEMBACA

COLUMNS = {
    "kode": ["unit_kerja__kode", "kode"],
    "nama": ["nama"],
    "unit": ["unit_kerja__nama", "kode"],
    "satuan": ["satuan", "kode"],
}
FILTERS = ("cari", "unit", "polarisasi", "periode", "keadaan")


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way to a page about indicators."""
    return [(_("Beranda"), reverse("beranda:home")), (_("Indikator"), reverse("indikator:indikator_list")), *more]


def indikator_url(indikator: Indikator) -> str:
    """Where a sheet is."""
    return reverse("indikator:indikator_detail", kwargs={"pk": indikator.pk})


def indikator_of(request: SignedInRequest, pk: int) -> Indikator:
    """An indicator within the user's reach, or 404."""
    return fetch(Indikator.objects.visible_to(request.user).select_related("unit_kerja", "sasaran__unit_kerja"), pk=pk)


def _filtered(request: SignedInRequest, act_: str) -> IndikatorFilter:
    require(can_anywhere(request.user, act_), BUKAN_PEMBACA)
    ditarik = request.GET.get("keadaan") == "ditarik"
    return IndikatorFilter(request.GET, indikator_for(request.user, ditarik=ditarik), user=request.user)


@act("indikator.list")
def indikator_list(request: SignedInRequest) -> HttpResponse:
    """Indicators within the user's reach, searched, filtered and sorted by the address."""
    saring = _filtered(request, "indikator.list")
    page = paginate(request, saring.qs, columns=COLUMNS, default="kode")
    year = today().year
    context = {
        "form": saring.form,
        "page": page,
        "baris": [(row, cara_mengisi(row), kurang_of(row, year)) for row in page],
        "kolom": kolom.columns_of(request.user, kolom.INDIKATOR),
        "tersaring": page.filtered(*FILTERS),
        "cari": " ".join(request.GET.get("cari", "").split())[:100],
        "kosong": not page and not ada_rencana(request.user),
        "tahun": year,
        "boleh_tambah": can_anywhere(request.user, "indikator.create"),
        "boleh_impor": can_anywhere(request.user, "impor_rencana.list"),
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "indikator/indikator/_hasil.html" if part else "indikator/indikator/daftar.html", context)


@act("indikator.export")
def indikator_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as the filter leaves it, in the shape that an import reads back."""
    rows = _filtered(request, "indikator.export").qs.order_by("unit_kerja__kode", "kode", "pk")
    return list_response(request, _("Indikator"), lembar_columns(), lembar_rows(rows))


@act("indikator.read")
def indikator_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet, the SMART check, its versions."""
    indikator = indikator_of(request, pk)
    counts, year = target_tahunan(indikator), today().year
    plan = Pemilik(year, indikator.unit_kerja)
    butir = smart_of(indikator, year, bertarget=year in counts)
    context = {
        "indikator": indikator,
        "cara": cara_mengisi(indikator),
        "sasaran_terbaca": indikator.sasaran is not None and can_read_sasaran(request.user, indikator.sasaran),
        "butir": butir,
        "kurang": sum(not satu.lengkap for satu in butir),
        "riwayat": riwayat_of(indikator),
        "target": counts,
        "tahun": year,
        "kunci": plan.kunci,
        "rencana_terbaca": can_read_rencana(request.user, plan),
        "boleh_target": can_change_rencana(request.user, plan, "target.create"),
        "ditarik": indikator.ditarik_pada(today()),
        "boleh_ubah": can_update_indikator(request.user, indikator),
        "boleh_tarik": can_withdraw_indikator(request.user, indikator),
        "breadcrumb": crumbs((indikator.kode, "")),
    }
    return render(request, "indikator/indikator/detail.html", context)
