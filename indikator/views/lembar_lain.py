"""Sheets in other people's names, for operators."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai, bulan_kini
from binawidya.umum.converters import Month
from binawidya.umum.http import act, require
from binawidya.umum.tables import paginate
from indikator.permissions import can_list_lembar_lain
from indikator.selectors.lembar_lain import daftar_lembar, unit_operator


@act("lembar_lain.list")
def lembar_lain_list(request: SignedInRequest, bulan: Month | None = None) -> HttpResponse:
    """Whose sheets an operator keeps, and how far each has come."""
    require(can_list_lembar_lain(request.user), _("Halaman ini untuk operator unit."))
    opened = bulan_dimulai(request.user)
    periode = bulan_kini(opened) if bulan is None else bulan_bernama(opened, bulan)
    if periode is None:
        return render(request, "indikator/realisasi_belum.html", {})
    context = {
        "periode": periode,
        "unit_operator": unit_operator(request.user),
        "page": paginate(request, daftar_lembar(request.user, periode)),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Isian atas nama"), "")],
    }
    return render(request, "indikator/lembar_lain.html", context)
