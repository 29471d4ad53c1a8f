"""Posters, code sheets, the report and the anonymised answers: made while somebody waits, stored nowhere.

Whatever costs a process of its own is asked for by a button, not by an address that a browser may fetch ahead.
"""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, require
from binawidya.umum.pdf_process import render_apart
from binawidya.umum.spreadsheet.download import list_response, xlsx_response
from binawidya.umum.spreadsheet.writer import Column
from survei.forms.survei import TokenForm
from survei.permissions import can_act_on_survei
from survei.reports.cetak import UKURAN, formulir_html, poster_hasil_html, poster_html, token_html
from survei.selectors.alamat import public_address
from survei.selectors.hasil import hasil_kantor, latest, too_few
from survei.selectors.jawaban import answers_shuffled
from survei.services.token import token_create, token_tercetak
from survei.views.kertas import BUKAN_OPERATOR
from survei.views.survei import BUKAN_PENGELOLA, one


def _pdf(name: str, html: str) -> HttpResponse:
    response = HttpResponse(render_apart(html, title=name), content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(False, f"{name}.pdf"))
    return response


@act("survei.read", "POST")
def poster(request: SignedInRequest, pk: int, ukuran: str) -> HttpResponse:
    """The QR code for the waiting room (A4) or the counter (A6)."""
    survei = one(request, pk)
    if ukuran not in UKURAN:
        raise Http404
    if survei.selesai:
        raise ActRefused(_("Survei ini sudah ditutup, jadi posternya tidak berguna lagi."))
    return _pdf(f"poster-survei-{survei.kode}-{ukuran}", poster_html(survei, ukuran))


@act("jawaban.record", "POST")
def paper_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The empty questionnaire, to copy and to lay out beside the counter."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "jawaban.record", survei), BUKAN_OPERATOR)
    return _pdf(f"formulir-survei-{survei.kode}", formulir_html(survei))


@act("token.create", "POST")
def token_sheet(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """New one-time codes as a sheet to cut, or as addresses to send; they are shown this once."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "token.create", survei), BUKAN_PENGELOLA)
    form = TokenForm(request.POST)
    if not form.is_valid():
        raise ActRefused(_("Satu lembar memuat 1 sampai 500 kode."))
    lembar, codes = token_create(actor=request.user, survei=survei, banyak=form.cleaned_data["banyak"])
    if form.cleaned_data["bentuk"] == TokenForm.KIRIM:
        columns = [Column(_("Kode"), 16), Column(_("Tautan"), 60)]
        rows = [(token_tercetak(code), public_address(survei, code)) for code in codes]
        return xlsx_response(f"kode-survei-{survei.kode}-{lembar}", _("Kode sekali pakai"), columns, rows)
    return _pdf(f"kode-survei-{survei.kode}-{lembar}", token_html(survei, lembar, codes))


@act("survei.export")
def answers_export(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The answers without anything about the person, in another order each time."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "survei.export", survei), BUKAN_PENGELOLA)
    hasil = latest(survei.pk)
    if hasil is None or hasil.ikm is None or hasil.sementara or not survei.selesai:
        raise ActRefused(too_few() if survei.selesai else _("Jawaban dapat diunduh sesudah survei ditutup."))
    columns = [Column(nama, 18) for nama in survei.unsur.order_by("urutan").values_list("nama", flat=True)]
    return list_response(request, _("Jawaban survei"), columns, answers_shuffled(survei))


@act("survei.read", "POST")
def poster_result(request: SignedInRequest, pk: int) -> HttpResponse:
    """The published result of the unit of a survey, as a poster."""
    survei = one(request, pk)
    found = hasil_kantor(survei.unit_kerja)
    if found is None:
        raise ActRefused(_("Hasilnya belum diumumkan."))
    return _pdf(f"ikm-{survei.kode}", poster_hasil_html(found))
