"""What came on paper: a grid for an operator, and a spreadsheet."""

import tempfile
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, require
from binawidya.umum.spreadsheet.reader import SpreadsheetRefused, open_sheet
from survei.forms.kertas import (
    PALING_BANYAK,
    SALAH_TERTULIS,
    BarisKertas,
    ImporJawabanForm,
    Lembar,
    grid_rows,
    read_grid,
    read_sheet,
)
from survei.models import Survei
from survei.permissions import can_act_on_survei
from survei.selectors.bentuk import bentuk_of
from survei.services.kiriman import Diterima, kertas_record
from survei.views.survei import crumbs, one

BUKAN_OPERATOR = gettext_lazy("Formulir kertas dicatat oleh pengelola survei atau operator unit itu.")


def _page(
    request: SignedInRequest,
    survei: Survei,
    baris: list[BarisKertas] | None = None,
    salah: list[str] | None = None,
    form: ImporJawabanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shape = bentuk_of(survei)
    context = {
        "survei": survei,
        "bentuk": shape,
        "baris": baris or grid_rows(shape),
        "salah": (salah or [])[:SALAH_TERTULIS],
        "lebih": max(len(salah or []) - SALAH_TERTULIS, 0),
        "form": form or ImporJawabanForm(),
        "kunci": request.POST.get("kunci") or token_hex(16),
        "breadcrumb": crumbs(survei, _("Formulir kertas")),
    }
    return render(request, "survei/kertas.html", context, status=status)


@act("jawaban.record")
def paper_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """An empty grid."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "jawaban.record", survei), BUKAN_OPERATOR)
    return _page(request, survei)


def _store(request: SignedInRequest, survei: Survei, lembar: Lembar, kunci: str) -> HttpResponse:
    done = kertas_record(survei_id=survei.pk, isi=lembar.isi, kunci=kunci)
    if done is Diterima.TERTUTUP:
        raise ActRefused(_("Survei ini masih draf. Buka dulu, lalu catat formulirnya."))
    n = len(lembar.isi)
    text = ngettext("%(n)d formulir disimpan.", "%(n)d formulir disimpan.", n) % {"n": n}
    if done is Diterima.SUDAH:
        text = _("Halaman ini sudah disimpan sebelumnya, jadi tidak dicatat dua kali.")
    messages.success(request, text)
    return redirect("survei:kertas", pk=survei.pk)


@act("jawaban.record", "POST")
def paper_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Store a grid: all of its rows or none."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "jawaban.record", survei), BUKAN_OPERATOR)
    shape = bentuk_of(survei)
    lembar = read_grid(shape, request.POST)
    if lembar.salah:
        return _page(request, survei, grid_rows(shape, request.POST), lembar.salah, status=422)
    return _store(request, survei, lembar, request.POST.get("kunci", "")[:64] or token_hex(16))


def _rows(berkas: "UploadedFile[bytes]") -> list[tuple[int, list[Any]]]:
    """The sheet, read by a limited process of its own."""
    suffix = PurePosixPath(berkas.name or "").suffix.lower()
    with tempfile.NamedTemporaryFile(suffix=suffix) as copy:
        for chunk in berkas.chunks():
            copy.write(chunk)
        copy.flush()
        with open_sheet(Path(copy.name), suffix) as sheet:
            found: list[tuple[int, list[Any]]] = []
            for group in sheet.groups():
                found.extend((row.nomor, list(row.sel)) for row in group)
                if len(found) > PALING_BANYAK:
                    raise SpreadsheetRefused("besar")
            return found


@act("jawaban.record", "POST")
def answers_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Store a spreadsheet of answers: all of its rows or none."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "jawaban.record", survei), BUKAN_OPERATOR)
    form = ImporJawabanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, survei, form=form, status=422)
    try:
        lembar = read_sheet(bentuk_of(survei), _rows(form.cleaned_data["berkas"]))
    except SpreadsheetRefused as refused:
        form.add_error("berkas", refused.message)
        return _page(request, survei, form=form, status=422)
    if lembar.salah:
        return _page(request, survei, salah=lembar.salah, form=form, status=422)
    return _store(request, survei, lembar, token_hex(16))
