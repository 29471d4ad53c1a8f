"""The month as a workbook: downloaded, filled in offline, uploaded, seen with its differences, accepted."""

import tempfile

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai
from binawidya.umum.converters import Month
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, require
from binawidya.umum.spreadsheet.writer import XLSX_TYPE
from indikator.forms import UnggahIsianForm
from indikator.permissions import can_list_realisasi
from indikator.services.lembar_kerja import HasilUnggah, lembar_read, lembar_write
from indikator.views.lembar import own_sheet, sheet_address
from indikator.views.realisasi import TANPA_TARGET

MAKS_BYTE = 2_000_000


def _month(request: SignedInRequest, bulan: Month) -> Periode:
    require(can_list_realisasi(request.user), TANPA_TARGET)
    return bulan_bernama(bulan_dimulai(request.user), bulan)


@act("realisasi.list")
def lembar_kerja_download(request: SignedInRequest, bulan: Month) -> FileResponse:
    """The own indicators of a month as a workbook with protected labels."""
    periode = _month(request, bulan)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    lembar_write(file, own_sheet(request, periode, None))
    file.seek(0)
    name = f"realisasi-{periode.slug}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)


def _page(
    request: SignedInRequest, periode: Periode, form: UnggahIsianForm, hasil: HasilUnggah | None, status: int = 200
) -> HttpResponse:
    sheet = sheet_address("realisasi_list", periode, None)
    context = {
        "periode": periode,
        "form": form,
        "hasil": hasil,
        "alamat_unduh": reverse("indikator:lembar_kerja_download", kwargs={"bulan": periode.slug}),
        "alamat_beda": reverse("indikator:lembar_kerja_preview", kwargs={"bulan": periode.slug}),
        "alamat_simpan": sheet_address("realisasi_record_all", periode, None),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Realisasi %(bulan)s") % {"bulan": periode}, sheet),
            (_("Lembar kerja"), ""),
        ],
    }
    return render(request, "indikator/lembar_kerja.html", context, status=status)


@act("realisasi.list")
def lembar_kerja_page(request: SignedInRequest, bulan: Month) -> HttpResponse:
    """Where the workbook is fetched and brought back."""
    return _page(request, _month(request, bulan), UnggahIsianForm(), None)


@act("realisasi.update", "POST")
def lembar_kerja_preview(request: SignedInRequest, bulan: Month) -> HttpResponse:
    """What an uploaded workbook would change. Nothing is stored before it is accepted."""
    periode = _month(request, bulan)
    if not periode.menerima_isian:
        raise ActRefused(_("Pengisian %(bulan)s tidak sedang dibuka.") % {"bulan": periode})
    form = UnggahIsianForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, periode, form, None, 422)
    try:
        hasil = lembar_read(form.cleaned_data["berkas"], own_sheet(request, periode, None), max_bytes=MAKS_BYTE)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, periode, form, None, 422)
    return _page(request, periode, UnggahIsianForm(), hasil)
