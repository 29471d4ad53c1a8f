"""The tree of units, one unit, its chart, and the list as a spreadsheet."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.daftar_unit import unit_kerja_columns, unit_kerja_lines
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import UnitKerja, User
from binawidya.organisasi.models.unit_kerja import UnitKerjaQuerySet
from binawidya.organisasi.permissions import (
    can_close_unit_kerja,
    can_create_unit_kerja,
    can_list_pegawai,
    can_list_unit_kerja,
    can_merge_unit_kerja,
    can_move_unit_kerja,
    can_update_unit_kerja,
)
from binawidya.organisasi.policy import allows, relations_to
from binawidya.organisasi.selectors import kolom
from binawidya.organisasi.selectors.bagan_unit import bagan_of
from binawidya.organisasi.selectors.unit_kerja import (
    baris_of,
    jabatan_of,
    kepala_semua,
    pohon_for,
    riwayat_susunan,
    search_units,
    units_for,
)
from binawidya.umum.dates import today
from binawidya.umum.http import act, fetch, require
from binawidya.umum.spreadsheet.download import list_response
from binawidya.umum.tables import paginate

BUKAN_PEMBACA = gettext_lazy("Daftar unit untuk pimpinan unit, inspektorat, dan admin.")
ANAK_TERTAMPIL = 12


def crumbs(request: SignedInRequest, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way to a page about a unit."""
    top = reverse("organisasi:unit_kerja_list") if can_list_unit_kerja(request.user) else ""
    return [(_("Unit kerja"), top), *more]


def unit_url(unit: UnitKerja) -> str:
    """Where a unit is."""
    return reverse("organisasi:unit_kerja_detail", kwargs={"pk": unit.pk})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _listed(request: SignedInRequest) -> tuple[UnitKerjaQuerySet, dict[str, Any]]:
    """The units as the address filters them, and what it filters by."""
    require(can_list_unit_kerja(request.user), BUKAN_PEMBACA)
    cari = " ".join(request.GET.get("cari", "").split())[:100]
    ditutup = request.GET.get("ditutup") == "1"
    units = units_for(request.user, ditutup=ditutup)
    number = _number(request.GET.get("di", ""))
    di = units.filter(pk=number).first() if number else None
    if di is not None:
        units = units.filter(induk=di)
    return search_units(units, cari).order_by("kode"), {"cari": cari, "ditutup": ditutup, "di": di}


@act("unit_kerja.list")
def unit_kerja_list(request: SignedInRequest) -> HttpResponse:
    """The tree, opened where the address says; or a list of what was searched for."""
    units, saring = _listed(request)
    number = _number(request.GET.get("buka", ""))
    buka = units_for(request.user).filter(pk=number).first() if number else None
    context: dict[str, Any] = {**saring, "buka": buka, "mencari": any(saring.values())}
    if context["mencari"]:
        page = paginate(request, units)
        context |= {"page": page, "baris": baris_of(page.rows)}
    else:
        context["baris"] = pohon_for(request.user, buka)
    context["kolom"] = kolom.columns_of(request.user, kolom.UNIT)
    context["boleh_puncak"] = can_create_unit_kerja(request.user, None)
    part = request.htmx and not request.htmx.boosted
    return render(request, "organisasi/_unit_hasil.html" if part else "organisasi/unit_list.html", context)


@act("unit_kerja.export")
def unit_kerja_export(request: SignedInRequest) -> HttpResponseBase:
    """The units as the address filters them, in the order of their codes."""
    units, _saring = _listed(request)
    return list_response(request, _("Unit kerja"), unit_kerja_columns(), unit_kerja_lines(units))


def _acts(user: User, unit: UnitKerja) -> dict[str, bool]:
    """What the user may do with a unit that has not ended."""
    ended = unit.berlaku_selesai is not None
    return {
        "ubah": not ended and can_update_unit_kerja(user, unit),
        "tambah": not ended and can_create_unit_kerja(user, unit),
        "pindah": not ended and can_move_unit_kerja(user, unit),
        "gabung": not ended and can_merge_unit_kerja(user, unit),
        "tutup": not ended and can_close_unit_kerja(user, unit),
    }


@act("unit_kerja.read")
def unit_kerja_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A unit: data, head, sub-units, posts, and its history."""
    unit = fetch(UnitKerja.objects.visible_to(request.user).select_related("induk"), pk=pk)
    below = UnitKerja.objects.on(today()).filter(induk=unit).order_by("kode")
    anak = [*below[: ANAK_TERTAMPIL + 1]]
    own, *lines = baris_of([unit, *anak[:ANAK_TERTAMPIL]])
    relations = relations_to(request.user.lingkup, jalur=unit.jalur)
    heads = kepala_semua(unit, today())
    posts = jabatan_of(unit, today())
    context = {
        "unit": unit,
        "kepala": heads[0] if heads else None,
        "kepala_lain": heads[1:],
        "anak": lines,
        "anak_lebih": len(anak) > ANAK_TERTAMPIL,
        "jabatan": posts,
        "pegawai_unit": sum(baris.jumlah for baris in posts),
        "pegawai": own.pegawai,
        "riwayat": riwayat_susunan(unit),
        "hari_ini": today(),
        "boleh": _acts(request.user, unit),
        "boleh_nama": allows("pegawai.list", relations),
        "boleh_daftar": allows("unit_kerja.list", relations),
        "boleh_pegawai": allows("pegawai.list", relations) and can_list_pegawai(request.user),
        "breadcrumb": crumbs(request, *_above(request.user, unit), (unit.sebutan, "")),
    }
    return render(request, "organisasi/unit_detail.html", context)


def _above(user: User, unit: UnitKerja) -> list[tuple[Any, str]]:
    """The unit above as a crumb, if the user may see it."""
    induk = unit.induk
    if induk is None:
        return []
    seen = allows("unit_kerja.read", relations_to(user.lingkup, jalur=induk.jalur))
    return [(induk.sebutan, unit_url(induk) if seen else "")]


@act("unit_kerja.read")
def unit_kerja_chart(request: SignedInRequest, pk: int) -> HttpResponse:
    """The org chart of a unit: two levels down, with ways further down."""
    unit = fetch(UnitKerja.objects.visible_to(request.user).select_related("induk"), pk=pk)
    above = _above(request.user, unit)
    context = {
        "unit": unit,
        "bagan": bagan_of(unit),
        "hari_ini": today(),
        "induk": unit.induk if above and above[0][1] else None,
        "breadcrumb": crumbs(request, *above, (unit.sebutan, unit_url(unit)), (_("Bagan"), "")),
    }
    return render(request, "organisasi/unit_bagan.html", context)
