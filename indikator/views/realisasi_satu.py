"""One cell of the sheet: saved, taken over from the month before, confirmed, taken back."""

import json

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai
from binawidya.umum.converters import Month
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.http import act, fetch, require
from binawidya.umum.numbers import format_angka
from indikator.forms import IsianForm, PastikanForm
from indikator.models import Realisasi, TargetIndikator
from indikator.permissions import can_update_realisasi
from indikator.selectors.isian import Lembar, lembar_target
from indikator.services.isian import Isian
from indikator.services.realisasi import realisasi_confirm, realisasi_record, realisasi_withdraw
from indikator.views.lembar import Sel, record_cell, sheet_context

BUKAN_PENGISI = gettext_lazy("Realisasi ini diisi oleh pemilik targetnya atau operator unitnya.")


def _cell(request: SignedInRequest, bulan: Month, pk: int) -> Lembar:
    periode = bulan_bernama(bulan_dimulai(request.user), bulan)
    lembar = lembar_target(user=request.user, pk=pk, periode=periode)
    require(can_update_realisasi(request.user, lembar.cari(pk).target), BUKAN_PENGISI)
    return lembar


def cell_answer(request: SignedInRequest, lembar: Lembar, sel: Sel) -> HttpResponse:
    """Replaces what stands around the typed value, never the value itself."""
    context = sheet_context(lembar, [sel]) | {"satu": sel, "oob": True}
    status = 409 if sel.tolak else 422 if sel.form.errors else 200
    response = render(request, "indikator/isian/jawaban.html", context, status=status)
    if status == 200:
        response["HX-Trigger"] = json.dumps({"terbaca": _echo(sel)})
    return response


def _echo(sel: Sel) -> dict[str, str]:
    """How the server understood the typed numbers, by the id of their inputs."""
    entry = sel.baris.realisasi
    return {
        sel.form[name].id_for_label: format_angka(getattr(entry, name))
        for name in sel.form.isian_fields
        if entry is not None and getattr(entry, name) is not None
    }


@act("realisasi.update", "POST")
def realisasi_record_one(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """Save one cell; capaian, colour and the effect on the score are in the answer."""
    lembar = _cell(request, bulan, pk)
    form = IsianForm(lembar.cari(pk).target, None, request.POST)
    entry, tolak, lost = record_cell(request, lembar, form)
    if entry is not None:
        baris = lembar.ganti(pk, entry, request.user)
        return cell_answer(request, lembar, Sel(baris, IsianForm(baris.target, entry)))
    if lost:
        # Read anew: the row shows what the other one saved.
        lembar = _cell(request, bulan, pk)
    return cell_answer(request, lembar, Sel(lembar.cari(pk), form, tolak, lost))


@act("realisasi.update", "POST")
def realisasi_record_same(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """Take over the value of the month before, as the first entry of this one."""
    lembar = _cell(request, bulan, pk)
    baris = lembar.cari(pk)
    if baris.isian_lalu is None or baris.realisasi is not None:
        raise ActRefused(_("Isian bulan lalu tidak ada, atau bulan ini sudah diisi."))
    before = baris.isian_lalu
    entry = realisasi_record(
        actor=request.user,
        target=baris.target,
        periode=lembar.periode,
        isian=Isian(before.nilai, before.pembilang, before.penyebut),
        riwayat=baris.riwayat,
    )
    if not request.htmx:
        return _back(request, lembar.periode, baris.target)
    baris = lembar.ganti(pk, entry, request.user)
    return cell_answer(request, lembar, Sel(baris, IsianForm(baris.target, entry)))


@act("realisasi.update", "POST")
def realisasi_confirm_one(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """Say that an odd value is right."""
    lembar = _cell(request, bulan, pk)
    baris = lembar.cari(pk)
    form = PastikanForm(request.POST, prefix=f"p{pk}")
    if baris.realisasi is None or not form.is_valid():
        raise ConflictError(_("Halaman ini sudah lama dibuka. Muat ulang, lalu periksa lagi angkanya."))
    entry = realisasi_confirm(
        actor=request.user,
        realisasi=baris.realisasi,
        versi=form.cleaned_data["versi"],
        penjelasan=form.cleaned_data["penjelasan"],
    )
    if not request.htmx:
        return _back(request, lembar.periode, baris.target)
    baris = lembar.ganti(pk, entry, request.user)
    return cell_answer(request, lembar, Sel(baris, IsianForm(baris.target, entry)))


@act("realisasi.update", "POST")
def realisasi_withdraw_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a submitted entry back while nobody decided on it."""
    entries = Realisasi.objects.visible_to(request.user).select_related(
        "periode", "target__indikator", "target__unit_kerja"
    )
    entry = fetch(entries, pk=pk)
    require(can_update_realisasi(request.user, entry.target), BUKAN_PENGISI)
    realisasi_withdraw(actor=request.user, realisasi=entry)
    messages.success(request, _("%(nama)s ditarik kembali dan dapat diubah.") % {"nama": entry.target.indikator.nama})
    return _back(request, entry.periode, entry.target)


def _back(request: SignedInRequest, periode: Periode, target: TargetIndikator) -> HttpResponse:
    """To the row on the sheet from which the request came."""
    own = request.user.lingkup.pegawai_id in {target.pengisi_id, target.pegawai_id}
    name, keys = "indikator:realisasi_list", {"bulan": periode.slug}
    if not own and target.pengisi_id:
        name, keys = "indikator:realisasi_list_for", keys | {"pegawai": str(target.pengisi_id)}
    address = f"{reverse(name, kwargs=keys)}#baris-{target.pk}"
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)
