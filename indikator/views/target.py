"""One target of a plan: added, changed, removed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from binawidya.umum.numbers import format_angka
from indikator.enums import SumberData
from indikator.forms.target import TargetForm
from indikator.models import Indikator, Pemilik, TargetIndikator, pemilik_of
from indikator.permissions import can_change_rencana
from indikator.selectors.rencana_periksa import closed_months, findings
from indikator.selectors.target_pilihan import indikator_choices, last_shape, pengisi_choices
from indikator.services.target import target_create, target_delete, target_update
from indikator.views.pemilik import Kunci, fetch_pemilik
from indikator.views.rencana_target import BUKAN_WEWENANG, remah


def fetch_target(request: SignedInRequest, pk: int) -> tuple[TargetIndikator, Pemilik]:
    """A target whose plan the user may read, or 404."""
    rows = TargetIndikator.objects.select_related(
        "indikator", "unit_kerja", "pegawai", "pengisi", "induk__indikator", "induk__unit_kerja", "induk__pegawai"
    )
    target = fetch(rows, pk=pk)
    pemilik = pemilik_of(target)
    return target, fetch_pemilik(request, target.tahun, (pemilik.unit_kerja.pk, target.pegawai_id))


def _form(
    pemilik: Pemilik, indikator: Indikator, data: Any = None, target: TargetIndikator | None = None
) -> TargetForm:
    initial: dict[str, Any] = {}
    if target is not None:
        summed = target.sumber == SumberData.TURUNAN
        initial = TargetForm.awal(target) | {"pengisi": target.pengisi_id, "dijumlahkan": summed}
    elif pemilik.pegawai is None:
        initial = {"dijumlahkan": indikator.sumber == SumberData.TURUNAN}
    return TargetForm(
        pemilik, indikator, data, initial=initial, ditutup=closed_months(pemilik.tahun),
        pengisi=pengisi_choices(pemilik, target) if pemilik.pegawai is None else (),
        pola=last_shape(pemilik, indikator),
    )  # fmt: skip


def _page(
    request: SignedInRequest,
    pemilik: Pemilik,
    form: TargetForm,
    target: TargetIndikator | None = None,
    status: int = 200,
) -> HttpResponse:
    title = _("Ubah target") if target else _("Tambah target")
    context = {
        "pemilik": pemilik,
        "form": form,
        "indikator": form.indikator,
        "target": target,
        "judul": title,
        "temuan": findings(target, closed_months(pemilik.tahun)) if target else [],
        "breadcrumb": remah(pemilik, (title, "")),
    }
    return render(request, "indikator/rencana/target.html", context, status=status)


def _chosen(form: TargetForm) -> Pegawai | None:
    pk = form.cleaned_data.get("pengisi")
    return Pegawai.objects.get(pk=pk) if pk else None


def _saved(request: SignedInRequest, target: TargetIndikator) -> HttpResponse:
    """Say how the typed figures were understood, and what is still wrong."""
    due = [value for value in target.bulanan if value is not None]
    words = _("%(nama)s tersimpan: target %(target)s %(satuan)s dalam %(n)s bulan, bobot %(bobot)s.")
    values = {
        "nama": target.indikator.nama,
        "target": format_angka(target.target),
        "satuan": target.indikator.satuan,
        "n": len(due),
        "bobot": format_angka(target.bobot),
    }
    messages.success(request, words % values)
    for one in findings(target, closed_months(target.tahun)):
        messages.warning(request, one.teks)
    return redirect("indikator:rencana_detail", tahun=target.tahun, kunci=pemilik_of(target).kunci)


@act("target.create")
def target_new(request: SignedInRequest, tahun: int, kunci: Kunci) -> HttpResponse:
    """Choose an indicator, then say what is promised."""
    pemilik = fetch_pemilik(request, tahun, kunci)
    require(can_change_rencana(request.user, pemilik, "target.create"), BUKAN_WEWENANG)
    choices = indikator_choices(pemilik)
    chosen = next((one for one in choices if str(one.pk) == request.GET.get("indikator")), None)
    if chosen is not None:
        return _page(request, pemilik, _form(pemilik, chosen))
    crumbs = remah(pemilik, (_("Tambah target"), ""))
    context = {"pemilik": pemilik, "pilihan": choices, "breadcrumb": crumbs}
    return render(request, "indikator/rencana/pilih_indikator.html", context)


@act("target.create", "POST")
def target_create_one(request: SignedInRequest, tahun: int, kunci: Kunci, indikator: int) -> HttpResponse:
    """Store a new draft."""
    pemilik = fetch_pemilik(request, tahun, kunci)
    require(can_change_rencana(request.user, pemilik, "target.create"), BUKAN_WEWENANG)
    chosen = next((one for one in indikator_choices(pemilik) if one.pk == indikator), None)
    if chosen is None:
        raise ActRefused(_("Indikator ini sudah ada dalam rencana, atau tidak dipakai di unit ini."))
    form = _form(pemilik, chosen, request.POST)
    if not form.is_valid():
        return _page(request, pemilik, form, status=422)
    isian = form.isian(_chosen(form), SumberData(chosen.sumber) if chosen.sumber == SumberData.SURVEI else None)
    try:
        target = target_create(actor=request.user, pemilik=pemilik, indikator=chosen, isian=isian)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, pemilik, form, status=422)
    return _saved(request, target)


@act("target.update")
def target_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of a draft."""
    target, pemilik = fetch_target(request, pk)
    require(can_change_rencana(request.user, pemilik, "target.update"), BUKAN_WEWENANG)
    if not target.dapat_diubah:
        raise ActRefused(_("Target ini sudah diajukan atau disetujui, jadi tidak dapat diubah langsung."))
    return _page(request, pemilik, _form(pemilik, target.indikator, target=target), target)


@act("target.update", "POST")
def target_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Store a changed draft."""
    target, pemilik = fetch_target(request, pk)
    require(can_change_rencana(request.user, pemilik, "target.update"), BUKAN_WEWENANG)
    form = _form(pemilik, target.indikator, request.POST, target)
    if not form.is_valid():
        return _page(request, pemilik, form, target, status=422)
    kept = SumberData.SURVEI if target.sumber == SumberData.SURVEI else None
    try:
        saved = target_update(
            actor=request.user, target=target, isian=form.isian(_chosen(form), kept),
            versi=form.cleaned_data["versi"] or 0,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, pemilik, form, target, status=422)
    return _saved(request, saved)


@act("target.delete", "POST")
def target_delete_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a draft."""
    target, pemilik = fetch_target(request, pk)
    require(can_change_rencana(request.user, pemilik, "target.delete"), BUKAN_WEWENANG)
    target_delete(actor=request.user, target=target)
    messages.info(request, _("%(nama)s dihapus dari rencana.") % {"nama": target.indikator.nama})
    return redirect("indikator:rencana_detail", tahun=pemilik.tahun, kunci=pemilik.kunci)
