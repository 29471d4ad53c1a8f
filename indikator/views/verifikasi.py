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
from indikator.models import KoreksiRealisasi, Realisasi
from indikator.permissions import can_list_verifikasi, can_read_verifikasi, can_verify_realisasi
from indikator.selectors.verifikasi import Antrean, antrean, berikutnya, kasus
from indikator.services.verifikasi import (
    realisasi_approve,
    realisasi_approve_many,
    realisasi_return,
    realisasi_undo,
    still_undoable,
)

URUNG = "putusan_terakhir"
BUKAN_WEWENANG = gettext_lazy("Realisasi ini diverifikasi oleh atasan pegawai yang bersangkutan.")


def _entry(request: SignedInRequest, pk: int) -> Realisasi:
    entries = Realisasi.objects.visible_to(request.user).select_related(
        "periode",
        "target__indikator",
        "target__unit_kerja",
        "target__pengisi",
        "diisi_oleh__pegawai",
        "diperiksa_oleh__pegawai",
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
    case = kasus(entry, request.user) if entry is not None else None
    if entry is not None and form is None:
        form = KembalikanForm(initial={"versi": entry.versi})
    context = {
        "antrean": queue,
        "kasus": case,
        "form": form,
        "dipilih": dipilih,
        "boleh": entry is not None and can_verify_realisasi(request.user, entry) and entry.menunggu,
        # On the page of one case the queue of corrections is one press away in the menu.
        "koreksi": 0 if dipilih else KoreksiRealisasi.objects.menunggu_verifikasi(request.user).count(),
        "dapat_urung": _undoable(request),
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
    _offer_undo(request, [decided.pk])
    if following is None:
        messages.success(request, _("%(apa)s. Tidak ada lagi yang menunggu.") % {"apa": what})
        return redirect("indikator:verifikasi_list")
    messages.success(request, _("%(apa)s, %(n)d tersisa.") % {"apa": what, "n": left})
    return redirect("indikator:verifikasi_detail", pk=following.pk)


def _offer_undo(request: SignedInRequest, ids: list[int]) -> None:
    request.session[URUNG] = ids


def _undoable(request: SignedInRequest) -> list[Realisasi]:
    ids = request.session.get(URUNG, [])
    return still_undoable(request.user, ids) if ids else []


@act("realisasi.verify", "POST")
def realisasi_approve_all(request: SignedInRequest) -> HttpResponse:
    """Approve every listed entry that carries no warning; the versions that were seen come with the form."""
    require(can_list_verifikasi(request.user), _("Halaman ini untuk atasan dan verifikator."))
    seen = {
        int(pk): int(versi)
        for pk, _mark, versi in (one.partition("-") for one in request.POST.getlist("lihat"))
        if pk.isdecimal() and versi.isdecimal()
    }
    waiting = Realisasi.objects.menunggu_verifikasi(request.user).filter(pk__in=seen)
    months = {row.periode_id: row.periode for row in waiting.select_related("periode").order_by("pk")}
    left: list[str] = []
    ids: list[int] = []
    for periode in sorted(months.values(), key=lambda one: (one.tahun, one.bulan)):
        result = realisasi_approve_many(actor=request.user, periode=periode, versi=seen)
        left += result.dilewati
        ids += result.ids
    if ids:
        _offer_undo(request, ids)
        messages.success(request, _("%(n)d realisasi disetujui.") % {"n": len(ids)})
    else:
        messages.info(request, _("Tidak ada yang dapat disetujui sekaligus."))
    if left:
        names = ", ".join(left[:5]) + (_(" dan %(n)d lainnya") % {"n": len(left) - 5} if len(left) > 5 else "")
        messages.warning(request, _("Dilewati karena perlu diperiksa satu per satu: %(nama)s.") % {"nama": names})
    return redirect("indikator:verifikasi_list")


@act("verifikasi.list", "POST")
def realisasi_undo_last(request: SignedInRequest) -> HttpResponse:
    """Take the last decision (or the last approval of many) back."""
    require(can_list_verifikasi(request.user), _("Halaman ini untuk atasan dan verifikator."))
    rows = _undoable(request)
    if not rows:
        raise ConflictError(_("Putusan hanya dapat diurungkan oleh yang memutuskan, dalam 10 menit."))
    for row in rows:
        realisasi_undo(actor=request.user, realisasi=row, versi=row.versi)
    request.session.pop(URUNG, None)
    messages.success(request, _("%(n)d putusan diurungkan, realisasinya menunggu lagi.") % {"n": len(rows)})
    if len(rows) == 1:
        return redirect("indikator:verifikasi_detail", pk=rows[0].pk)
    return redirect("indikator:verifikasi_list")
