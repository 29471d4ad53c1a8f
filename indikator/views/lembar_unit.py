"""The month of a unit as a workbook, for its operator: downloaded, filled in, seen with its differences, accepted."""

import tempfile
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.organisasi.policy import allows, relations_to
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai
from binawidya.umum.converters import Month
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from binawidya.umum.spreadsheet.writer import XLSX_TYPE
from indikator.forms import IsianForm, UnggahIsianForm
from indikator.selectors.isian import Lembar
from indikator.selectors.isian_unit import lembar_berubah, lembar_unit
from indikator.services.lembar_kerja import PALING_BANYAK_BARIS, UNIT, HasilUnggah, lembar_read, lembar_write
from indikator.views.lembar import record_cell
from indikator.views.lembar_kerja import MAKS_BYTE

BUKAN_OPERATOR = gettext_lazy("Lembar kerja unit diisi oleh operator unit itu.")
PALING_BANYAK_SEBAB = 10


def _place(request: SignedInRequest, bulan: Month, pk: int) -> tuple[UnitKerja, Periode]:
    unit = fetch(UnitKerja.objects.visible_to(request.user), pk=pk)
    require(allows("lembar_unit.update", relations_to(request.user.lingkup, jalur=unit.jalur)), BUKAN_OPERATOR)
    return unit, bulan_bernama(bulan_dimulai(request.user), bulan)


def _sheet(request: SignedInRequest, unit: UnitKerja, periode: Periode) -> Lembar:
    """The rows of the unit.

    :raises ActRefused: the month takes no entries, or the unit is too large for one workbook.
    """
    lembar = lembar_unit(user=request.user, unit=unit, periode=periode)
    if not lembar.periode.menerima_isian:
        raise ActRefused(_("Pengisian %(bulan)s tidak sedang dibuka.") % {"bulan": periode})
    if len(lembar.dapat_diisi) > PALING_BANYAK_BARIS:
        raise ActRefused(
            _("%(unit)s punya %(n)d isian, paling banyak %(m)d untuk satu lembar kerja. Pilih unit di bawahnya.")
            % {"unit": unit.sebutan, "n": len(lembar.dapat_diisi), "m": PALING_BANYAK_BARIS}
        )
    return lembar


def _page(
    request: SignedInRequest,
    unit: UnitKerja,
    periode: Periode,
    form: UnggahIsianForm,
    hasil: HasilUnggah | None = None,
    status: int = 200,
) -> HttpResponse:
    keys = {"bulan": periode.slug, "pk": unit.pk}
    lain = reverse("indikator:lembar_lain_list", kwargs={"bulan": periode.slug})
    context: dict[str, Any] = {
        "periode": periode,
        "unit": unit,
        "unit_bawah": unit.anak.order_by("kode"),
        "form": form,
        "hasil": hasil,
        "alamat_unduh": reverse("indikator:lembar_unit_download", kwargs=keys),
        "alamat_beda": reverse("indikator:lembar_unit_preview", kwargs=keys),
        "alamat_simpan": reverse("indikator:lembar_unit_record", kwargs=keys),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Isian atas nama"), lain), (_("Lembar kerja"), "")],
    }
    return render(request, "indikator/lembar_kerja.html", context, status=status)


@act("lembar_unit.update")
def lembar_unit_page(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """Where the workbook of a unit is fetched and brought back."""
    unit, periode = _place(request, bulan, pk)
    return _page(request, unit, periode, UnggahIsianForm())


@act("lembar_unit.update")
def lembar_unit_download(request: SignedInRequest, bulan: Month, pk: int) -> FileResponse:
    """The rows of all people of a unit as a workbook with protected labels."""
    unit, periode = _place(request, bulan, pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    lembar_write(file, _sheet(request, unit, periode), UNIT)
    file.seek(0)
    name = f"realisasi-{periode.slug}-{unit.kode}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)


@act("lembar_unit.update", "POST")
def lembar_unit_preview(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """What an uploaded workbook would change. Nothing is stored before it is accepted."""
    unit, periode = _place(request, bulan, pk)
    form = UnggahIsianForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, unit, periode, form, status=422)
    lembar = _sheet(request, unit, periode)
    try:
        hasil = lembar_read(form.cleaned_data["berkas"], lembar, max_bytes=MAKS_BYTE, kolom=UNIT)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, unit, periode, form, status=422)
    return _page(request, unit, periode, UnggahIsianForm(), hasil)


@act("lembar_unit.update", "POST")
def lembar_unit_record(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """Save what was accepted, each row through the same door as a typed one and recorded as the operator's."""
    unit, periode = _place(request, bulan, pk)
    names = (name.partition("-")[0].removeprefix("t") for name in request.POST if name.endswith("-versi"))
    wanted = {int(name) for name in names if name.isascii() and name.isdecimal()}
    lembar = lembar_berubah(user=request.user, unit=unit, periode=periode, target_ids=wanted)
    saved, refused = 0, []
    for baris in lembar.dapat_diisi:
        form = IsianForm(baris.target, None, request.POST)
        entry, tolak, _lost = record_cell(request, lembar, form)
        saved += entry is not None
        for reason in [tolak] if tolak else [str(one) for errors in form.errors.values() for one in errors]:
            refused.append(f"{_nama(baris.target.pengisi)}, {baris.target.indikator.nama}: {reason}")
    if saved:
        messages.success(request, _("%(n)d isian tersimpan atas nama pemiliknya.") % {"n": saved})
    for reason in refused[:PALING_BANYAK_SEBAB]:
        messages.error(request, reason)
    if len(refused) > PALING_BANYAK_SEBAB:
        messages.error(request, _("%(n)d isian lain juga tidak tersimpan.") % {"n": len(refused) - PALING_BANYAK_SEBAB})
    if refused:
        return redirect("indikator:lembar_unit", bulan=bulan, pk=pk)
    return redirect("indikator:lembar_lain_list", bulan=bulan)


def _nama(orang: Any) -> str:
    return orang.nama if orang else "–"
