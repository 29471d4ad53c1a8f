"""How good the data of a unit are: the index, the units right below it, the people in it."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.beranda.selectors.beranda import unit_utama
from binawidya.beranda.views.unit import chosen_month, fetch_unit
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.selectors.periode import bulan_dimulai
from binawidya.umum.converters import Month
from binawidya.umum.http import act, require
from binawidya.umum.spreadsheet.download import list_response
from binawidya.umum.spreadsheet.writer import Column
from indikator.selectors.mutu_data import Mutu, MutuUnit, mutu_orang, mutu_papan


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


@act("dasbor_unit.read")
def mutu_export(request: SignedInRequest, pk: int, bulan: Month) -> HttpResponseBase:
    """The unit and those right below it with all their counts, as XLSX or ``bentuk=csv``."""
    unit = fetch_unit(request, pk)
    opened = bulan_dimulai(request.user)
    papan = mutu_papan(unit, chosen_month(opened, bulan), opened)
    name = _("Mutu data %(unit)s %(bulan)s") % {"unit": unit.kode, "bulan": papan.periode}
    return list_response(request, name, _columns(), _lines(papan))


def _columns() -> list[Column]:
    counts = (
        _("Wajib diisi"),
        _("Diajukan"),
        _("Tepat waktu"),
        _("Median hari terlambat"),
        _("Berbukti"),
        _("Sekali jadi"),
        _("Pernah dikembalikan"),
        _("Peringatan terbuka"),
    )
    return [
        Column(_("Unit"), 44),
        Column(_("Peringkat"), 10),
        Column(_("Indeks mutu data"), 12),
        Column(_("Kenaikan"), 10),
        *(Column(count, 14) for count in counts),
    ]


def _lines(papan: MutuUnit) -> list[list[Any]]:
    whole = [(None, papan.mutu)]
    return [_line(number, row) for number, row in [*whole, *papan.nomor]]


def _line(number: int | None, row: Mutu) -> list[Any]:
    nama = _("%(unit)s, langsung") % {"unit": row.unit.nama} if row.langsung else row.unit.nama
    kini = row.kini
    return [
        nama,
        number,
        row.indeks,
        row.kenaikan,
        kini.wajib,
        kini.masuk,
        kini.tepat_waktu,
        row.median,
        kini.berbukti,
        kini.sekali_jadi,
        kini.dikembalikan,
        kini.peringatan,
    ]
