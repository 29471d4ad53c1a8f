"""The sheet of a month: the own one, or in somebody's name by an operator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_htmx.http import HttpResponseClientRedirect

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.selectors.atasan import nama_atasan
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai, bulan_kini
from binawidya.umum.converters import Month
from binawidya.umum.http import act, fetch, require
from indikator.forms import IsianForm
from indikator.permissions import (
    can_list_lembar_lain,
    can_list_realisasi,
    can_submit_realisasi,
    can_update_realisasi,
)
from indikator.selectors.isian import Lembar
from indikator.selectors.lembar_lain import orang_dalam_lingkup
from indikator.services.realisasi import Pengajuan, realisasi_submit
from indikator.views.lembar import own_sheet, record_cell, rows_of, sheet_address, sheet_page

TANPA_TARGET = gettext_lazy("Halaman ini untuk pegawai yang mempunyai target sendiri.")
BUKAN_OPERATOR = gettext_lazy("Halaman ini untuk operator unit.")


@act("realisasi.list")
def realisasi_list(request: SignedInRequest, bulan: Month | None = None) -> HttpResponse:
    """The sheet of the open month, or of the month in the address."""
    require(can_list_realisasi(request.user), TANPA_TARGET)
    opened = bulan_dimulai(request.user)
    periode = bulan_kini(opened) if bulan is None else bulan_bernama(opened, bulan)
    if periode is None:
        return render(request, "indikator/realisasi_belum.html", {})
    lembar = own_sheet(request, periode, None)
    return sheet_page(request, lembar, rows_of(lembar))


def _other(request: SignedInRequest, pegawai: int) -> Pegawai:
    require(can_list_lembar_lain(request.user), BUKAN_OPERATOR)
    return fetch(orang_dalam_lingkup(request.user), pk=pegawai)


@act("lembar_lain.list")
def realisasi_list_for(request: SignedInRequest, bulan: Month, pegawai: int) -> HttpResponse:
    """The sheet of somebody in whose name an operator enters."""
    orang = _other(request, pegawai)
    periode = bulan_bernama(bulan_dimulai(request.user), bulan)
    lembar = own_sheet(request, periode, orang)
    return sheet_page(request, lembar, rows_of(lembar), orang)


def _record_sheet(
    request: SignedInRequest, bulan: Month, pegawai: Pegawai | None
) -> tuple[Lembar, dict[int, IsianForm], dict[int, str]]:
    """Save every cell that was typed into; good cells are kept even when another is wrong."""
    if pegawai is None:
        require(can_list_realisasi(request.user), TANPA_TARGET)
    periode = bulan_bernama(bulan_dimulai(request.user), bulan)
    lembar = own_sheet(request, periode, pegawai)
    forms, tolak = {}, {}
    for baris in lembar.dapat_diisi:
        form = IsianForm(baris.target, baris.realisasi, request.POST)
        if not form.has_changed():
            continue
        require(can_update_realisasi(request.user, baris.target))
        _entry, refused, _lost = record_cell(request, lembar, form)
        if form.errors or refused:
            forms[baris.target.pk] = form
        if refused:
            tolak[baris.target.pk] = refused
    return lembar, forms, tolak


def _save(request: SignedInRequest, bulan: Month, pegawai: Pegawai | None) -> HttpResponse:
    before, forms, tolak = _record_sheet(request, bulan, pegawai)
    if forms:
        lembar = own_sheet(request, before.periode, pegawai)
        return sheet_page(request, lembar, rows_of(lembar, forms, tolak), pegawai, status=422)
    messages.success(request, _("Isian tersimpan."))
    return redirect(sheet_address("realisasi_list", before.periode, pegawai))


@act("realisasi.update", "POST")
def realisasi_record_all(request: SignedInRequest, bulan: Month) -> HttpResponse:
    """Save the whole sheet: the way without script."""
    return _save(request, bulan, None)


@act("lembar_lain.list", "POST")
def realisasi_record_all_for(request: SignedInRequest, bulan: Month, pegawai: int) -> HttpResponse:
    """Save the whole sheet of somebody in whose name an operator enters."""
    return _save(request, bulan, _other(request, pegawai))


def _submit(request: SignedInRequest, bulan: Month, pegawai: Pegawai | None) -> HttpResponse:
    before, forms, tolak = _record_sheet(request, bulan, pegawai)
    targets = [baris.target for baris in before.dapat_diisi if baris.target.pk not in forms]
    require(all(can_submit_realisasi(request.user, target) for target in targets))
    sent = realisasi_submit(actor=request.user, periode=before.periode, target_ids=[target.pk for target in targets])
    _tell(request, sent, nama_atasan(before.pegawai_id, before.periode.hari_terakhir))
    if forms:
        lembar = own_sheet(request, before.periode, pegawai)
        return sheet_page(request, lembar, rows_of(lembar, forms, tolak), pegawai, status=422)
    address = sheet_address("realisasi_list", before.periode, pegawai)
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@act("realisasi.submit", "POST")
def realisasi_submit_all(request: SignedInRequest, bulan: Month) -> HttpResponse:
    """Hand in everything that is ready. What was typed without script is saved first."""
    return _submit(request, bulan, None)


@act("lembar_lain.list", "POST")
def realisasi_submit_all_for(request: SignedInRequest, bulan: Month, pegawai: int) -> HttpResponse:
    """Hand in what is ready on the sheet of somebody in whose name an operator enters."""
    return _submit(request, bulan, _other(request, pegawai))


def _tell(request: SignedInRequest, sent: Pengajuan, atasan: str) -> None:
    if sent.diajukan:
        values = {"n": sent.diajukan, "atasan": atasan}
        if atasan:
            text = ngettext(
                "%(n)d realisasi diajukan kepada %(atasan)s.",
                "%(n)d realisasi diajukan kepada %(atasan)s.",
                sent.diajukan,
            )
        else:
            text = ngettext("%(n)d realisasi diajukan.", "%(n)d realisasi diajukan.", sent.diajukan)
        messages.success(request, text % values)
    for nama in sent.tanpa_bukti:
        messages.warning(request, _("%(nama)s belum diajukan: lampirkan bukti dukungnya dulu.") % {"nama": nama})
    for nama in sent.belum_dipastikan:
        messages.warning(request, _("%(nama)s belum diajukan: pastikan atau perbaiki angkanya dulu.") % {"nama": nama})
    if not sent.diajukan and not sent.tanpa_bukti and not sent.belum_dipastikan:
        messages.info(request, _("Belum ada isian baru yang dapat diajukan."))
