"""Who has not entered: as a page, as a spreadsheet, and leaving somebody out with a reason."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai, Pengecualian, Periode
from binawidya.organisasi.permissions import can_change_periode
from binawidya.organisasi.policy import scope_paths
from binawidya.organisasi.selectors import kolom
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai, bulan_kini
from binawidya.organisasi.services.pengecualian import pengecualian_create, pengecualian_delete
from binawidya.umum.columns import Columns
from binawidya.umum.converters import Month
from binawidya.umum.http import act, fetch, require
from binawidya.umum.pdf_process import render_apart
from binawidya.umum.spreadsheet.download import SHAPE_KEY, list_response
from binawidya.umum.tables import paginate
from indikator.forms.rekap import PengecualianForm, SaringRekapForm
from indikator.reports.rekap import MAX_BARIS, rekap_html
from indikator.selectors.rekap import (
    COLUMNS,
    SEMUA,
    baris,
    dikecualikan,
    rekap,
    rekap_columns,
    rekap_lines,
    ringkas,
)

BUKAN_PENGAWAS = gettext_lazy("Rekap ini untuk pimpinan unit dan yang bertugas mengawasinya.")
PDF = "pdf"
FILTERS = ("cari", "unit", "giliran")


def _periode(request: SignedInRequest, bulan: Month | None) -> Periode | None:
    require(bool(scope_paths("rekap.list", request.user.lingkup).paths), BUKAN_PENGAWAS)
    opened = bulan_dimulai(request.user)
    return bulan_kini(opened) if bulan is None else bulan_bernama(opened, bulan)


@act("rekap.list")
def rekap_list(request: SignedInRequest, bulan: Month | None = None) -> HttpResponse:
    """What is not settled in the open month, or in the month of the address."""
    periode = _periode(request, bulan)
    if periode is None:
        return render(request, "indikator/realisasi_belum.html", {})
    form = SaringRekapForm(request.GET)
    page = paginate(request, rekap(request.user, periode, **form.nilai()), columns=COLUMNS, default="nama")
    context = {
        "periode": periode,
        "pilihan": bulan_dimulai(request.user),
        "form": form,
        "page": page,
        "baris": baris(page),
        "ringkas": ringkas(request.user, periode),
        "dikecualikan": dikecualikan(request.user, periode),
        "kolom": kolom.columns_of(request.user, kolom.REKAP),
        "tersaring": page.filtered(*FILTERS),
        "boleh_kecualikan": bool(scope_paths("pengecualian.create", request.user.lingkup).paths)
        and not periode.ditutup,
        "boleh_buka": can_change_periode(request.user, "pembukaan_unit.create") and periode.dapat_dibuka_unit,
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Belum mengisi"), "")],
    }
    return render(request, "indikator/rekap.html", context)


@act("rekap.export")
def rekap_export(request: SignedInRequest, bulan: Month) -> HttpResponseBase:
    """The recap as the filter leaves it, in the columns that the person sees: XLSX, ``bentuk=csv`` or ``pdf``."""
    periode = _periode(request, bulan)
    assert periode is not None  # noqa: S101 - the address names one
    columns = kolom.columns_of(request.user, kolom.REKAP)
    rows = rekap(request.user, periode, **SaringRekapForm(request.GET).nilai()).order_by(*COLUMNS["nama"], "pk")
    if request.GET.get(SHAPE_KEY) == PDF:
        return _pdf(request, periode, rows, columns)
    name = _("Belum mengisi %(bulan)s") % {"bulan": periode}
    return list_response(request, name, rekap_columns(columns), rekap_lines(rows, columns))


def _pdf(request: SignedInRequest, periode: Periode, rows: Any, columns: Columns) -> HttpResponse:
    form = SaringRekapForm(request.GET)
    asked = [(str(form[name].label), value) for name, value in form.nilai().items() if value]
    choices = dict(form.fields["giliran"].choices)  # type: ignore[attr-defined]
    html = rekap_html(
        periode,
        rekap_columns(columns),
        rekap_lines(rows[: MAX_BARIS + 1], columns),
        jumlah=rows.count(),
        ringkas=ringkas(request.user, periode),
        saringan=[(name, str(choices.get(value, value))) for name, value in asked],
        selesai=form.nilai()["giliran"] in {SEMUA, "disetujui"},
    )
    name = f"belum-mengisi-{periode.slug}"
    response = HttpResponse(render_apart(html, title=name), content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.pdf"))
    return response


def _person(request: SignedInRequest, pk: int) -> Pegawai:
    pegawai = fetch(Pegawai.objects.known_to(request.user, "pegawai.read"), pk=pk)
    allowed = Pegawai.objects.known_to(request.user, "pengecualian.create").filter(pk=pk).exists()
    require(allowed, _("Pengecualian dicatat oleh admin perencanaan."))
    return pegawai


def _exception_page(
    request: SignedInRequest, periode: Periode, pegawai: Pegawai, form: PengecualianForm, status: int = 200
) -> HttpResponse:
    recap = reverse("indikator:rekap_list", kwargs={"bulan": periode.slug})
    context: dict[str, Any] = {
        "periode": periode,
        "pegawai": pegawai,
        "form": form,
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Belum mengisi"), recap),
            (_("Kecualikan"), ""),
        ],
    }
    return render(request, "indikator/pengecualian.html", context, status=status)


@act("pengecualian.create")
def pengecualian_new(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """Asks for the reason."""
    pegawai = _person(request, pk)
    return _exception_page(request, bulan_bernama(bulan_dimulai(request.user), bulan), pegawai, PengecualianForm())


@act("pengecualian.create", "POST")
def pengecualian_create_one(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """Leave a person out of the recap of the month."""
    pegawai = _person(request, pk)
    periode = bulan_bernama(bulan_dimulai(request.user), bulan)
    form = PengecualianForm(request.POST)
    if not form.is_valid():
        return _exception_page(request, periode, pegawai, form, status=422)
    try:
        pengecualian_create(actor=request.user, pegawai=pegawai, periode=periode, alasan=form.cleaned_data["alasan"])
    except ValidationError as error:
        form.add_error(None, error)
        return _exception_page(request, periode, pegawai, form, status=422)
    text = _("%(nama)s tidak lagi dihitung untuk %(bulan)s.")
    messages.success(request, text % {"nama": pegawai.nama, "bulan": periode})
    return redirect("indikator:rekap_list", bulan=bulan)


@act("pengecualian.delete", "POST")
def pengecualian_delete_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Count the person again."""
    rows = Pengecualian.objects.select_related("pegawai", "periode")
    row = fetch(rows.filter(pegawai__in=Pegawai.objects.known_to(request.user, "pegawai.read").values("pk")), pk=pk)
    allowed = Pengecualian.objects.visible_to(request.user).filter(pk=pk).exists()
    require(allowed, _("Pengecualian dicatat oleh admin perencanaan."))
    pengecualian_delete(actor=request.user, pengecualian=row)
    messages.success(request, _("%(nama)s dihitung lagi.") % {"nama": row.pegawai.nama})
    return redirect("indikator:rekap_list", bulan=(row.periode.tahun, row.periode.bulan))
