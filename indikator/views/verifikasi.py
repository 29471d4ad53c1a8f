"""Verification by superiors and verifiers: the queue, one case, approve or return."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.errors import ConflictError
from binawidya.umum.http import act, fetch, require
from binawidya.umum.spreadsheet.download import list_response
from indikator.daftar import antrean_columns, antrean_lines
from indikator.forms import KembalikanForm, VersiForm
from indikator.models import Realisasi
from indikator.permissions import can_list_verifikasi, can_read_verifikasi, can_verify_realisasi
from indikator.selectors.verifikasi import Antrean, antrean, berikutnya, kasus
from indikator.services.verifikasi import realisasi_approve, realisasi_return

BUKAN_WEWENANG = gettext_lazy("Realisasi ini diverifikasi oleh atasan pegawai yang bersangkutan.")


def _entry(request: SignedInRequest, pk: int) -> Realisasi:
    entries = Realisasi.objects.visible_to(request.user).select_related(
        "periode", "target__indikator", "target__unit_kerja", "target__pengisi", "diisi_oleh__pegawai"
    )
    return fetch(entries, pk=pk)


def _page(
    request: SignedInRequest,
    queue: Antrean,
    entry: Realisasi | None,
    form: KembalikanForm | None = None,
    *,
    dipilih: bool,
    status: int = 200,
) -> HttpResponse:
    case = kasus(entry) if entry is not None else None
    if entry is not None and form is None:
        form = KembalikanForm(initial={"versi": entry.versi})
    context = {
        "antrean": queue,
        "kasus": case,
        "form": form,
        "dipilih": dipilih,
        "boleh": entry is not None and can_verify_realisasi(request.user, entry) and entry.menunggu,
        "nomor": next((n for n, row in enumerate(queue.kasus, 1) if entry is not None and row.pk == entry.pk), None),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Verifikasi"), "")],
    }
    return render(request, "indikator/verifikasi.html", context, status=status)


@act("verifikasi.list")
def verifikasi_list(request: SignedInRequest) -> HttpResponse:
    """The queue; on a wide screen with its first case beside it."""
    require(can_list_verifikasi(request.user), _("Halaman ini untuk atasan dan verifikator."))
    queue = antrean(request.user)
    first = _entry(request, queue.kasus[0].pk) if queue.kasus else None
    return _page(request, queue, first, dipilih=False)


@act("verifikasi.list")
def verifikasi_export(request: SignedInRequest) -> HttpResponseBase:
    """The whole queue as a spreadsheet; ``bentuk=csv`` or XLSX."""
    require(can_list_verifikasi(request.user), _("Halaman ini untuk atasan dan verifikator."))
    return list_response(request, _("Verifikasi"), antrean_columns(), antrean_lines(request.user))


@act("verifikasi.read")
def verifikasi_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One case beside the queue; on a phone the case alone."""
    entry = _entry(request, pk)
    require(can_read_verifikasi(request.user, entry), BUKAN_WEWENANG)
    return _page(request, antrean(request.user), entry, dipilih=True)


@act("realisasi.verify", "POST")
def realisasi_approve_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve, and go on to the next case."""
    entry = _entry(request, pk)
    require(can_verify_realisasi(request.user, entry), BUKAN_WEWENANG)
    form = VersiForm(request.POST)
    if not form.is_valid():
        raise ConflictError(_("Halaman ini sudah lama dibuka. Muat ulang, lalu periksa lagi angkanya."))
    realisasi_approve(actor=request.user, realisasi=entry, versi=form.cleaned_data["versi"])
    return _next(request, entry, _("Disetujui"))


@act("realisasi.verify", "POST")
def realisasi_return_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send back with a reason, and go on to the next case."""
    entry = _entry(request, pk)
    require(can_verify_realisasi(request.user, entry), BUKAN_WEWENANG)
    form = KembalikanForm(request.POST)
    if not form.is_valid():
        return _page(request, antrean(request.user), entry, form, dipilih=True, status=422)
    realisasi_return(actor=request.user, realisasi=entry, versi=form.cleaned_data["versi"], alasan=form.teks())
    return _next(request, entry, _("Dikembalikan"))


def _next(request: SignedInRequest, decided: Realisasi, what: str) -> HttpResponse:
    left = Realisasi.objects.menunggu_verifikasi(request.user).count()
    following = berikutnya(request.user, decided)
    if following is None:
        messages.success(request, _("%(apa)s. Tidak ada lagi yang menunggu.") % {"apa": what})
        return redirect("indikator:verifikasi_list")
    messages.success(request, _("%(apa)s, %(n)d tersisa.") % {"apa": what, "n": left})
    return redirect("indikator:verifikasi_detail", pk=following.pk)
