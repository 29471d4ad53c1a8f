"""The dashboard of a unit."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.beranda.selectors.beranda import unit_utama
from binawidya.beranda.selectors.papan_unit import papan_unit
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.organisasi.policy import allows, relations_to
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai, bulan_terakhir_ditutup
from binawidya.umum.converters import Month
from binawidya.umum.http import act, fetch, require
from indikator.selectors.perkiraan import lingkup_peringatan, peringatan_dini, ramal_nilai
from kinerja.selectors.skor import riwayat_unit


@act("dasbor_unit.list")
def unit_dashboard_own(request: SignedInRequest) -> HttpResponse:
    """Lead to the unit this person leads or watches over."""
    unit_id = unit_utama(request.user.lingkup)
    require(unit_id is not None, _("Halaman ini untuk pimpinan unit dan yang bertugas mengawasinya."))
    return redirect("beranda:unit_dashboard", pk=unit_id)


def fetch_unit(request: SignedInRequest, pk: int) -> UnitKerja:
    """The unit, for those who may see its dashboard; 404 outside the own scope, 403 inside it without the right."""
    unit = fetch(UnitKerja.objects.visible_to(request.user).select_related("induk"), pk=pk)
    require(
        allows("dasbor_unit.read", relations_to(request.user.lingkup, jalur=unit.jalur)),
        _("Dasbor ini untuk pimpinan unit dan yang bertugas mengawasinya."),
    )
    return unit


def chosen_month(opened: list[Periode], bulan: Month | None) -> Periode:
    """The month in the address, else the latest one that was closed, else the latest."""
    if bulan is not None:
        return bulan_bernama(opened, bulan)
    return bulan_terakhir_ditutup(opened) or opened[0]


@act("dasbor_unit.read")
def unit_dashboard(request: SignedInRequest, pk: int, bulan: Month | None = None) -> HttpResponse:
    """Indicators with trend, sub-units by month, who has not entered, how people spread."""
    unit = fetch_unit(request, pk)
    opened = bulan_dimulai(request.user)
    if not opened:
        return render(request, "beranda/unit_belum.html", {"unit": unit})
    periode = chosen_month(opened, bulan)
    context = {
        "papan": papan_unit(unit, periode, opened),
        "pilihan": opened,
        "laporan": allows("laporan_unit.read", relations_to(request.user.lingkup, jalur=unit.jalur)),
        "induk": unit.induk if unit.induk and unit.induk.pk in _within(request, unit) else None,
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (unit.sebutan, "")],
    }
    return render(request, "beranda/unit.html", context)


@act("dasbor_unit.read")
def unit_peringatan(request: SignedInRequest, pk: int, bulan: Month) -> HttpResponse:
    """What will be missed by the end of the year, and what it would take."""
    unit = fetch(UnitKerja.objects.visible_to(request.user), pk=pk)
    here = relations_to(request.user.lingkup, jalur=unit.jalur)
    require(allows("dasbor_unit.read", here), _("Dasbor ini untuk pimpinan unit dan yang bertugas mengawasinya."))
    periode = bulan_bernama(bulan_dimulai(request.user), bulan)
    people = allows("skor.read", here)
    below = unit.anak.values_list("pk", flat=True)
    own = riwayat_unit([unit.pk], periode.tahun).get(unit.pk, {})
    context = {
        "unit": unit,
        "periode": periode,
        "dengan_pegawai": people,
        "daftar": peringatan_dini(lingkup_peringatan([unit.pk, *below], unit.pk if people else None), periode),
        "nko": ramal_nilai({n: row.nilai for n, row in own.items() if n <= periode.bulan and row.nilai is not None}),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (unit.sebutan, reverse("beranda:unit_dashboard", args=[unit.pk, bulan])),
            (_("Peringatan dini"), ""),
        ],
    }
    return render(request, "beranda/peringatan.html", context)


def _within(request: SignedInRequest, unit: UnitKerja) -> set[int]:
    """Units above this one whose dashboard the user may see as well."""
    above = unit.jalur[:-1]
    return {
        unit_id
        for place, unit_id in enumerate(above, 1)
        if allows("dasbor_unit.read", relations_to(request.user.lingkup, jalur=above[:place]))
    }
