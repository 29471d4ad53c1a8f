"""Scores of units, each opening to the targets it is made of."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai
from binawidya.umum.converters import Month
from binawidya.umum.http import act, fetch, require
from kinerja.models import SkorBerkala
from kinerja.permissions import can_read_skor_unit
from kinerja.selectors.penjelasan import urai
from kinerja.selectors.skor import berkala_unit, ringkasan_unit
from kinerja.services.skor_rentang import skor_rentang_calculate


def _fetch_unit(request: SignedInRequest, pk: int) -> UnitKerja:
    unit = fetch(UnitKerja.objects.visible_to(request.user), pk=pk)
    require(can_read_skor_unit(request.user, unit), _("Nilai unit ini untuk pimpinannya."))
    return unit


def _address(unit: UnitKerja, slug: str) -> str:
    return reverse("kinerja:skor_unit_detail", args=[unit.pk, slug])


@act("dasbor_unit.read")
def skor_unit_detail(request: SignedInRequest, pk: int, bulan: Month) -> HttpResponse:
    """The score of a unit from January to a month with its parts, and those of the months, quarters and half-years."""
    unit = _fetch_unit(request, pk)
    opened = bulan_dimulai(request.user)
    periode = bulan_bernama(opened, bulan)
    summary = ringkasan_unit(unit.pk, periode)
    context = {
        "unit": unit,
        "periode": periode,
        "pilihan": opened,
        "ringkas": summary,
        "berkala": berkala_unit(unit.pk, periode.tahun) if summary else [],
        "setahun": _address(unit, summary.terakhir.periode.slug) if summary else "",
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (unit.sebutan, reverse("beranda:unit_dashboard", args=[unit.pk, periode.slug])),
            (_("Nilai"), ""),
        ],
    }
    return render(request, "kinerja/skor_unit.html", context)


@act("dasbor_unit.read")
def skor_unit_rentang_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the score of a unit for a month, quarter or half-year is made of."""
    scores = SkorBerkala.objects.filter(pegawai=None).select_related("kebijakan", "periode")
    skor = fetch(scores, pk=pk)
    unit = _fetch_unit(request, skor.unit_kerja_id)
    context = {
        "skor": skor,
        "subjek": unit.nama,
        "baris": urai(skor_rentang_calculate(skor), skor.periode, skor.awal),
        "json": reverse("api:skor_unit_rentang", args=[skor.pk]),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (unit.sebutan, reverse("beranda:unit_dashboard", args=[unit.pk, skor.periode.slug])),
            (_("Nilai"), _address(unit, skor.periode.slug)),
            (skor.nama, ""),
        ],
    }
    return render(request, "kinerja/skor_rentang.html", context)
