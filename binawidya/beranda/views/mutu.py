"""How good the data of a unit are: the index, the units right below it, the people in it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.beranda.selectors.beranda import unit_utama
from binawidya.beranda.views.unit import chosen_month, fetch_unit
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.selectors.periode import bulan_dimulai
from binawidya.umum.converters import Month
from binawidya.umum.http import act, require
from indikator.selectors.mutu_data import mutu_orang, mutu_papan


@act("dasbor_unit.list")
def mutu_own(request: SignedInRequest) -> HttpResponse:
    """Lead to the data of the unit this person leads or watches over."""
    unit_id = unit_utama(request.user.lingkup)
    require(unit_id is not None, _("Halaman ini untuk pimpinan unit dan yang bertugas mengawasinya."))
    return redirect("beranda:mutu_unit", pk=unit_id)


@act("dasbor_unit.read")
def mutu_unit(request: SignedInRequest, pk: int, bulan: Month | None = None) -> HttpResponse:
    """The index with its formula and numbers, the ranking of the units below, the people of the unit itself."""
    unit = fetch_unit(request, pk)
    opened = bulan_dimulai(request.user)
    if not opened:
        return render(request, "beranda/unit_belum.html", {"unit": unit})
    periode = chosen_month(opened, bulan)
    board = reverse("beranda:unit_dashboard", kwargs={"pk": unit.pk, "bulan": periode.slug})
    context = {
        "papan": mutu_papan(unit, periode, opened),
        "orang": mutu_orang(unit, periode),
        "pilihan": opened,
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (unit.sebutan, board), (_("Mutu data"), "")],
    }
    return render(request, "beranda/mutu.html", context)
