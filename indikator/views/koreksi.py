"""Corrections of approved values: proposed, decided, taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import SIGNED_IN, act, fetch, require
from indikator.forms import IsianForm, KoreksiForm, TolakKoreksiForm
from indikator.models import KoreksiRealisasi, Realisasi
from indikator.permissions import can_create_koreksi, can_verify_koreksi
from indikator.selectors.koreksi import koreksi_menunggu, koreksi_sendiri, lengkap
from indikator.services.koreksi import koreksi_approve, koreksi_cancel, koreksi_create, koreksi_reject

BUKAN_PENGUSUL = gettext_lazy("Koreksi diajukan oleh pemilik target atau operator unitnya.")
BUKAN_PEMUTUS = gettext_lazy("Koreksi diputuskan oleh atasan atau verifikator, bukan pengusulnya.")


def _path(name: str) -> list[tuple[str, str]]:
    return [
        (_("Beranda"), reverse("beranda:home")),
        (_("Koreksi"), reverse("indikator:koreksi_list")),
        (name, ""),
    ]


@act(SIGNED_IN)
def koreksi_list(request: SignedInRequest) -> HttpResponse:
    """What waits for one's decision, and what one proposed."""
    context = {
        "menunggu": [*koreksi_menunggu(request.user)[:100]],
        "sendiri": [*koreksi_sendiri(request.user)[:50]],
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Koreksi"), "")],
    }
    return render(request, "indikator/koreksi_list.html", context)


def _entry(request: SignedInRequest, pk: int) -> Realisasi:
    entries = Realisasi.objects.visible_to(request.user).select_related(
        "periode", "target__indikator", "target__unit_kerja", "target__pengisi"
    )
    entry = fetch(entries, pk=pk)
    require(can_create_koreksi(request.user, entry), BUKAN_PENGUSUL)
    return entry


def _form_page(
    request: SignedInRequest, entry: Realisasi, isian: IsianForm, alasan: KoreksiForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "realisasi": entry,
        "isian": [isian[name] for name in isian.isian_fields],
        "form": alasan,
        "breadcrumb": _path(entry.target.indikator.kode),
    }
    return render(request, "indikator/koreksi_form.html", context, status=status)


@act("koreksi.create")
def koreksi_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form for another value."""
    entry = _entry(request, pk)
    return _form_page(request, entry, IsianForm(entry.target, entry), KoreksiForm())


@act("koreksi.create", "POST")
def koreksi_create_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose another value."""
    entry = _entry(request, pk)
    isian, form = IsianForm(entry.target, entry, request.POST), KoreksiForm(request.POST)
    if not (isian.is_valid() & form.is_valid()):
        return _form_page(request, entry, isian, form, 422)
    try:
        koreksi = koreksi_create(
            actor=request.user, realisasi=entry, isian=isian.isian(), alasan=form.cleaned_data["alasan"]
        )
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            (form if name == "alasan" else isian).add_error(name, texts)
        return _form_page(request, entry, isian, form, 422)
    messages.success(request, _("Koreksi diajukan. Angka yang sudah disetujui berlaku sampai koreksinya disetujui."))
    return redirect("indikator:koreksi_detail", pk=koreksi.pk)


def _proposal(request: SignedInRequest, pk: int) -> KoreksiRealisasi:
    return fetch(lengkap(KoreksiRealisasi.objects.visible_to(request.user)), pk=pk)


def _detail_page(
    request: SignedInRequest, koreksi: KoreksiRealisasi, form: TolakKoreksiForm, status: int = 200
) -> HttpResponse:
    waiting = koreksi.status == "diajukan"
    context = {
        "koreksi": koreksi,
        "realisasi": koreksi.realisasi,
        "form": form,
        "boleh": waiting and can_verify_koreksi(request.user, koreksi),
        "milik": waiting and koreksi.diusulkan_oleh_id == request.user.pk,
        "breadcrumb": _path(koreksi.realisasi.target.indikator.kode),
    }
    return render(request, "indikator/koreksi.html", context, status=status)


@act("realisasi.read")
def koreksi_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One correction, the old value beside the new."""
    return _detail_page(request, _proposal(request, pk), TolakKoreksiForm())


@act("koreksi.verify", "POST")
def koreksi_approve_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the new value in force."""
    koreksi = _proposal(request, pk)
    require(can_verify_koreksi(request.user, koreksi), BUKAN_PEMUTUS)
    koreksi_approve(actor=request.user, koreksi=koreksi)
    messages.success(request, _("Koreksi disetujui. Angka lama tetap ada di jejaknya."))
    return redirect("indikator:koreksi_list")


@act("koreksi.verify", "POST")
def koreksi_reject_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave the old value in force, and say why."""
    koreksi = _proposal(request, pk)
    require(can_verify_koreksi(request.user, koreksi), BUKAN_PEMUTUS)
    form = TolakKoreksiForm(request.POST)
    try:
        koreksi_reject(
            actor=request.user, koreksi=koreksi, tanggapan=form.cleaned_data["tanggapan"] if form.is_valid() else ""
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _detail_page(request, koreksi, form, 422)
    messages.success(request, _("Koreksi ditolak. Angka yang sudah disetujui tetap berlaku."))
    return redirect("indikator:koreksi_list")


@act("koreksi.create", "POST")
def koreksi_cancel_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the own proposal back."""
    koreksi = _proposal(request, pk)
    require(can_create_koreksi(request.user, koreksi.realisasi), BUKAN_PENGUSUL)
    koreksi_cancel(actor=request.user, koreksi=koreksi)
    messages.success(request, _("Koreksi dibatalkan."))
    return redirect("indikator:koreksi_list")
