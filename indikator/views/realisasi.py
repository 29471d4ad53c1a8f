"""Entry of a month by the person whose work it is."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRedirect

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode
from binawidya.organisasi.selectors.atasan import nama_atasan
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai, bulan_kini
from binawidya.umum.converters import Month
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from binawidya.umum.numbers import format_angka
from indikator.forms import IsianForm
from indikator.models import Realisasi, TargetIndikator
from indikator.permissions import can_list_realisasi, can_submit_realisasi, can_update_realisasi
from indikator.selectors.isian import Baris, Lembar, lembar_isian
from indikator.services.realisasi import Pengajuan, realisasi_record, realisasi_submit


@dataclass(slots=True)
class Sel:
    """A row of the sheet with its form, and what the server said to it."""

    baris: Baris
    form: IsianForm
    tolak: str = ""

    @property
    def bagian(self) -> list[BoundField]:
        """The inputs of the cell."""
        return [self.form[name] for name in self.form.isian_fields]

    @property
    def salah(self) -> list[str]:
        """What is wrong, in words, each once."""
        return [*dict.fromkeys(str(text) for texts in self.form.errors.values() for text in texts)]

    @property
    def ditolak(self) -> bool:
        return bool(self.form.errors or self.tolak)


def _sel(lembar: Lembar, forms: dict[int, IsianForm] | None = None, tolak: dict[int, str] | None = None) -> list[Sel]:
    return [
        Sel(
            baris,
            (forms or {}).get(baris.target.pk) or IsianForm(baris.target, baris.realisasi),
            (tolak or {}).get(baris.target.pk, ""),
        )
        for baris in lembar.baris
    ]


def _context(request: SignedInRequest, lembar: Lembar, sel: list[Sel]) -> dict[str, Any]:
    nilai, terisi = lembar.nilai()
    periode = lembar.periode
    return {
        "lembar": lembar,
        "periode": periode,
        "kelompok": _kelompok(sel),
        "nilai": nilai,
        "terisi": terisi,
        "jumlah": lembar.jumlah(),
        "siap": len(lembar.siap),
        "salah": sum(one.ditolak for one in sel),
        "atasan": nama_atasan(request.user.lingkup.pegawai_id, periode.hari_terakhir),
        "oob": False,
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Realisasi %(bulan)s") % {"bulan": periode}, ""),
        ],
    }


def _kelompok(sel: list[Sel]) -> list[tuple[str, list[Sel]]]:
    """The person's own targets first, without a title if there are no others; then those of each unit."""
    groups: dict[str, list[Sel]] = {}
    for one in sorted(sel, key=lambda one: one.baris.target.pegawai_id is None):
        target = one.baris.target
        title = _("Target saya") if target.pegawai_id else _("Indikator %(unit)s") % {"unit": target.unit_kerja.sebutan}
        groups.setdefault(title, []).append(one)
    return [*groups.items()]


def _periode(request: SignedInRequest, bulan: Month | None) -> Periode | None:
    opened = bulan_dimulai(request.user)
    return bulan_kini(opened) if bulan is None else bulan_bernama(opened, bulan)


def _page(request: SignedInRequest, lembar: Lembar, sel: list[Sel], status: int = 200) -> HttpResponse:
    context = _context(request, lembar, sel)
    around = bulan_dimulai(request.user)
    here = around.index(lembar.periode) if lembar.periode in around else len(around)
    context |= {
        "sebelum": around[here + 1] if here + 1 < len(around) else None,
        "sesudah": around[here - 1] if 0 < here < len(around) else None,
    }
    return render(request, "indikator/realisasi.html", context, status=status)


@act("realisasi.list")
def realisasi_list(request: SignedInRequest, bulan: Month | None = None) -> HttpResponse:
    """The sheet of the open month, or of the month in the address."""
    pegawai_id = request.user.lingkup.pegawai_id
    require(can_list_realisasi(request.user), _("Halaman ini untuk pegawai yang mempunyai target sendiri."))
    periode = _periode(request, bulan)
    if periode is None or pegawai_id is None:
        return render(request, "indikator/realisasi_belum.html", {})
    lembar = lembar_isian(pegawai_id=pegawai_id, periode=periode)
    return _page(request, lembar, _sel(lembar))


@act("realisasi.update", "POST")
def realisasi_record_one(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """Save one cell; the answer replaces what stands around the typed value, never the value itself."""
    periode = bulan_bernama(bulan_dimulai(request.user), bulan)
    targets = TargetIndikator.objects.visible_to(request.user).select_related("indikator", "unit_kerja")
    target = fetch(targets, pk=pk)
    require(can_update_realisasi(request.user, target), _("Realisasi ini diisi oleh pemilik targetnya."))
    saved = Realisasi.objects.filter(target=target, periode=periode).first()
    form = IsianForm(target, saved, request.POST)
    tolak = _record(request, periode, form)
    lembar = lembar_isian(pegawai_id=target.pengisi_id or 0, periode=periode)
    baris = lembar.cari(pk)
    sel = Sel(baris, form if form.errors or tolak else IsianForm(target, baris.realisasi), tolak)
    context = _context(request, lembar, [sel]) | {"satu": sel, "oob": True}
    status = 409 if tolak else 422 if form.errors else 200
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


def _record(request: SignedInRequest, periode: Periode, form: IsianForm) -> str:
    """Save a cell. Errors of its fields stand on the form; another refusal is returned as a text."""
    if form.kosong or not form.is_valid():
        return ""
    try:
        realisasi_record(
            actor=request.user,
            target=form.target,
            periode=periode,
            isian=form.isian(),
            versi=form.cleaned_data["versi"],
        )
    except ValidationError as error:
        form.add_error(None, error)
    except ActRefused as refused:
        return refused.message
    return ""


def _record_sheet(request: SignedInRequest, bulan: Month) -> tuple[Lembar, dict[int, IsianForm], dict[int, str]]:
    """Save every cell that was typed into; good cells are kept even when another is wrong."""
    pegawai_id = request.user.lingkup.pegawai_id
    require(can_list_realisasi(request.user), _("Halaman ini untuk pegawai yang mempunyai target sendiri."))
    periode = bulan_bernama(bulan_dimulai(request.user), bulan)
    lembar = lembar_isian(pegawai_id=pegawai_id or 0, periode=periode)
    forms, tolak = {}, {}
    for baris in lembar.dapat_diisi:
        form = IsianForm(baris.target, baris.realisasi, request.POST)
        if not form.has_changed():
            continue
        require(can_update_realisasi(request.user, baris.target))
        refused = _record(request, periode, form)
        if form.errors or refused:
            forms[baris.target.pk] = form
        if refused:
            tolak[baris.target.pk] = refused
    return lembar, forms, tolak


@act("realisasi.update", "POST")
def realisasi_record_all(request: SignedInRequest, bulan: Month) -> HttpResponse:
    """Save the whole sheet: the way without script."""
    before, forms, tolak = _record_sheet(request, bulan)
    lembar = lembar_isian(pegawai_id=request.user.lingkup.pegawai_id or 0, periode=before.periode)
    if forms:
        return _page(request, lembar, _sel(lembar, forms, tolak), status=422)
    messages.success(request, _("Isian tersimpan."))
    return redirect("indikator:realisasi_list", bulan=bulan)


@act("realisasi.submit", "POST")
def realisasi_submit_all(request: SignedInRequest, bulan: Month) -> HttpResponse:
    """Hand in everything that is ready. What was typed without script is saved first."""
    before, forms, tolak = _record_sheet(request, bulan)
    targets = [baris.target for baris in before.dapat_diisi if baris.target.pk not in forms]
    require(all(can_submit_realisasi(request.user, target) for target in targets))
    sent = realisasi_submit(actor=request.user, periode=before.periode, target_ids=[target.pk for target in targets])
    _tell(request, sent, nama_atasan(request.user.lingkup.pegawai_id, before.periode.hari_terakhir))
    if forms:
        lembar = lembar_isian(pegawai_id=request.user.lingkup.pegawai_id or 0, periode=before.periode)
        return _page(request, lembar, _sel(lembar, forms, tolak), status=422)
    if request.htmx:
        return HttpResponseClientRedirect(reverse("indikator:realisasi_list", kwargs={"bulan": bulan}))
    return redirect("indikator:realisasi_list", bulan=bulan)


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
    if not sent.diajukan and not sent.tanpa_bukti:
        messages.info(request, _("Belum ada isian baru yang dapat diajukan."))
