"""The list of people, and the list as a spreadsheet."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from binawidya.organisasi.filters import PegawaiFilter
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.permissions import (
    can_create_akun,
    can_create_pegawai,
    can_list_akun,
    can_list_impor,
    can_list_pegawai,
    can_list_pribadi,
)
from binawidya.organisasi.resources import export_columns, export_rows
from binawidya.organisasi.selectors import kolom
from binawidya.organisasi.selectors.akun import akun_by_id
from binawidya.organisasi.selectors.pegawai import baris_of, pegawai_for, with_posts
from binawidya.umum.dates import today
from binawidya.umum.http import act, require
from binawidya.umum.selection import Selection, kept_filters
from binawidya.umum.spreadsheet.download import list_response
from binawidya.umum.tables import paginate

COLUMNS = {"nama": ["nama"], "golongan": ["golongan", "nama"], "status": ["status", "nama"]}
FILTERS = ("cari", "unit", "jenis", "status")


def _filtered(request: SignedInRequest) -> PegawaiFilter:
    require(can_list_pegawai(request.user), _("Daftar ini untuk pimpinan unit, inspektorat, dan admin."))
    return PegawaiFilter(request.GET, pegawai_for(request.user, request.GET.get("status", "")), user=request.user)


def _keadaan(people: Iterable[Pegawai]) -> dict[int, str]:
    return {pk: akun.keadaan for pk, akun in akun_by_id(pegawai.pk for pegawai in people).items()}


@act("pegawai.list")
def pegawai_list(request: SignedInRequest) -> HttpResponse:
    """People within the user's reach, searched, filtered and sorted by the address."""
    saring = _filtered(request)
    page = paginate(request, saring.qs, columns=COLUMNS, default="nama", searched=bool(request.GET.get("cari")))
    columns = kolom.columns_of(request.user, kolom.PEGAWAI)
    context = {
        "saring": saring,
        "form": saring.form,
        "page": page,
        "baris": baris_of(request.user, page, _keadaan(page) if "akun" in columns else None),
        "kolom": columns,
        "tersaring": page.filtered(*FILTERS),
        "terpakai": kept_filters(request.GET, FILTERS),
        "cari": " ".join(request.GET.get("cari", "").split())[:100],
        "boleh_impor": can_list_impor(request.user),
        "boleh_tambah": can_create_pegawai(request.user),
        "boleh_akun": can_list_akun(request.user),
        "boleh_buat_akun": can_create_akun(request.user),
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "organisasi/_pegawai_hasil.html" if part else "organisasi/pegawai_list.html", context)


@act("pegawai.export")
def pegawai_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as the filter leaves it, or the chosen rows, in the shape that an import reads back."""
    people, chosen = _filtered(request).qs, Selection.read(request.GET)
    if not chosen.empty:
        people = chosen.among(pegawai_for(request.user, request.GET.get("status", "")), people)
    pribadi = can_list_pribadi(request.user)
    rows = export_rows(with_posts(people.order_by("nama", "pk"), request.user, today()), pribadi=pribadi)
    return list_response(request, _("Pegawai"), export_columns(pribadi=pribadi), rows)
