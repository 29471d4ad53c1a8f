"""The strategy map (pohon kinerja)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.organisasi.selectors.periode import bulan_dimulai
from binawidya.umum.dates import today
from binawidya.umum.http import act, require
from indikator.models import Sasaran
from indikator.permissions import can_anywhere, can_create_rencana
from indikator.selectors.peta import peta_for
from indikator.selectors.sasaran import ada_rencana
from indikator.views.sasaran import BUKAN_PEMBACA, saring_rencana


def _month(request: SignedInRequest, months: list[Periode]) -> Periode | None:
    """The month in the address, else the latest one that was closed, else the latest."""
    chosen = next((one for one in months if one.slug == request.GET.get("bulan")), None)
    return chosen or next((one for one in months if one.ditutup), None) or (months[0] if months else None)


def _root(request: SignedInRequest) -> Sasaran | None:
    """The goal at which the map begins, if the address names one."""
    number = request.GET.get("di", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return Sasaran.objects.visible_to(request.user).select_related("unit_kerja").filter(pk=int(number)).first()


def _next_step(request: SignedInRequest, unit: UnitKerja | None, tahun: int) -> str:
    """After a set of the library was taken over: where its targets are put right."""
    if request.GET.get("dari") != "pustaka" or unit is None or not can_create_rencana(request.user, unit):
        return ""
    return reverse("indikator:rencana_grid", args=[tahun, f"u{unit.pk}"])


@act("peta_kinerja.list")
def peta_kinerja(request: SignedInRequest) -> HttpResponse:
    """Goals, their indicators, and where those stand in a month."""
    require(can_anywhere(request.user, "peta_kinerja.list"), BUKAN_PEMBACA)
    saring = saring_rencana(request, "peta_kinerja.list")
    tahun = saring.tahun_terpilih or today().year
    months = [one for one in bulan_dimulai(request.user) if one.tahun == tahun]
    periode, di = _month(request, months), _root(request)
    peta = peta_for(request.user, tahun=tahun, periode=periode, di=di, unit=saring.unit_terpilih)
    context = {
        "saring": saring,
        "tahun": tahun,
        "unit": saring.unit_terpilih,
        "bulan": months,
        "periode": periode,
        "di": di,
        "peta": peta,
        "lipat": peta.besar and request.GET.get("lipat") != "tidak",
        "lanjut": _next_step(request, saring.unit_terpilih, tahun),
        "kosong": not ada_rencana(request.user),
        "boleh_tambah": can_anywhere(request.user, "sasaran.create"),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Peta kinerja"), "")],
    }
    return render(request, "indikator/peta.html", context)
