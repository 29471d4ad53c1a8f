"""The import of a roster: upload, preview, approval, result."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRefresh

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.organisasi.forms.impor import ImporForm, SetujuForm
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Impor, ImporBaris
from binawidya.organisasi.permissions import (
    can_apply_impor,
    can_cancel_impor,
    can_create_impor,
    can_list_impor,
    can_undo_impor,
    can_update_impor,
)
from binawidya.organisasi.resources import contoh_rows, export_columns, refused_columns, refused_sheet
from binawidya.organisasi.selectors.impor import administered_units
from binawidya.organisasi.services import impor as service
from binawidya.umum.http import act, fetch, require
from binawidya.umum.spreadsheet.download import xlsx_response
from binawidya.umum.tables import PAGE_SIZE, paginate

BUKAN_ADMIN = gettext_lazy("Impor hanya untuk admin kepegawaian unit itu.")
LAMA = timedelta(seconds=30)
PERLU = "perlu"


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the rows of a preview."""

    kunci: str
    label: str
    jumlah: int
    aktif: bool


def _page(request: SignedInRequest, form: ImporForm, status: int = 200) -> HttpResponse:
    impor = Impor.objects.visible_to(request.user).select_related("unit_kerja", "oleh__pegawai")
    context = {
        "form": form,
        "units": list(administered_units(request.user)),
        "page": paginate(request, impor.order_by("-pk")),
        "maks_mb": settings.IMPOR_MAKS_BYTE // 1_000_000,
        "breadcrumb": [(_("Pegawai"), reverse("organisasi:pegawai_list")), (_("Impor"), "")],
    }
    return render(request, "organisasi/impor_list.html", context, status=status)


@act("impor.list")
def impor_list(request: SignedInRequest) -> HttpResponse:
    """The form to upload a roster, and what was uploaded before."""
    require(can_list_impor(request.user), BUKAN_ADMIN)
    return _page(request, ImporForm(user=request.user))


@act("impor.create", "POST")
def impor_create(request: SignedInRequest) -> HttpResponse:
    """Keep an uploaded roster; a worker reads it."""
    require(can_list_impor(request.user), BUKAN_ADMIN)
    form = ImporForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    unit = form.cleaned_data["unit_kerja"]
    require(can_create_impor(request.user, unit), BUKAN_ADMIN)
    impor = service.impor_create(
        actor=request.user,
        unit_kerja=unit,
        upload=form.cleaned_data["berkas"],
        berlaku_mulai=form.cleaned_data["berlaku_mulai"],
    )
    return redirect("organisasi:impor_detail", pk=impor.pk)


def fetch_impor(request: SignedInRequest, pk: int) -> Impor:
    """An import within the scope of the user, or 404."""
    related = ("unit_kerja", "oleh__pegawai", "diurungkan_oleh__pegawai", "pemetaan__oleh__pegawai")
    return fetch(Impor.objects.visible_to(request.user).select_related(*related), pk=pk)


def breadcrumb_of(impor: Impor, last: str = "") -> list[tuple[Any, str]]:
    """The way to an import, or to a page below it."""
    steps: list[tuple[Any, str]] = [
        (_("Pegawai"), reverse("organisasi:pegawai_list")),
        (_("Impor"), reverse("organisasi:impor_list")),
        (impor.nama_berkas, reverse("organisasi:impor_detail", args=[impor.pk]) if last else ""),
    ]
    return [*steps, (last, "")] if last else steps


def _tabs(impor: Impor, chosen: str) -> list[Tab]:
    jumlah = impor.ringkasan.get("jumlah", {})
    counts = {member: int(jumlah.get(member.value, 0)) for member in HasilBaris}
    needed = sum(counts.values()) - counts[HasilBaris.TETAP]
    order = (HasilBaris.DITOLAK, HasilBaris.BERUBAH, HasilBaris.BARU, HasilBaris.TETAP)
    tabs = [Tab(PERLU, _("Perlu dilihat"), needed, chosen == PERLU)]
    return tabs + [Tab(member.value, str(member.label), counts[member], chosen == member) for member in order]


def _rows(impor: Impor, chosen: str) -> "QuerySet[ImporBaris]":
    """Refused rows first, then changed, then new ones: the reverse of the alphabet."""
    if chosen == PERLU:
        return impor.baris.exclude(hasil=HasilBaris.TETAP).order_by("-hasil", "nomor")
    return impor.baris.filter(hasil=chosen).order_by("nomor")


def _progress(impor: Impor) -> dict[str, Any]:
    late = impor.jumlah_selesai == 0 and timezone.now() - impor.created_at > LAMA
    return {"impor": impor, "lama": late and impor.status == StatusImpor.DIBACA}


@act("impor.read")
def impor_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Progress while a worker is at it, then the preview, then the result. Refreshes itself."""
    impor = fetch_impor(request, pk)
    if request.htmx and not request.htmx.boosted:
        if impor.berjalan:
            return render(request, "organisasi/_impor_kemajuan.html", _progress(impor))
        return HttpResponseClientRefresh()
    if impor.status == StatusImpor.PETAKAN:
        return redirect("organisasi:impor_columns", pk=impor.pk)
    until = impor.urung_sampai
    context = _progress(impor) | {
        "boleh_batal": can_cancel_impor(request.user, impor),
        "boleh_petakan": can_update_impor(request.user, impor),
        "boleh_urung": until is not None and until > timezone.now() and can_undo_impor(request.user, impor),
        "breadcrumb": breadcrumb_of(impor),
    }
    if impor.status in {StatusImpor.SIAP, StatusImpor.SELESAI, StatusImpor.DIURUNGKAN}:
        context |= _preview(request, impor)
    return render(request, "organisasi/impor_detail.html", context)


def _preview(request: SignedInRequest, impor: Impor) -> dict[str, Any]:
    chosen = request.GET.get("hasil", "")
    tabs = _tabs(impor, chosen if chosen in HasilBaris.values else PERLU)
    current = next(tab for tab in tabs if tab.aktif)
    counts = {tab.kunci: tab.jumlah for tab in tabs}
    return {
        "tabs": tabs,
        "tab": current,
        "page": paginate(request, _rows(impor, current.kunci), size=PAGE_SIZE, total=current.jumlah),
        "jumlah": counts,
        "diterapkan": counts[HasilBaris.BARU] + counts[HasilBaris.BERUBAH],
        "boleh_terapkan": can_apply_impor(request.user, impor),
    }


@act("impor.apply", "POST")
def impor_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a preview applied."""
    impor = fetch_impor(request, pk)
    require(can_apply_impor(request.user, impor), BUKAN_ADMIN)
    form = SetujuForm(request.POST)
    form.is_valid()
    service.impor_approve(actor=request.user, impor=impor, lewati_ditolak=form.cleaned_data["lewati_ditolak"])
    return redirect("organisasi:impor_detail", pk=impor.pk)


@act("impor.cancel", "POST")
def impor_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give an import up."""
    impor = fetch_impor(request, pk)
    require(can_cancel_impor(request.user, impor), BUKAN_ADMIN)
    service.impor_cancel(actor=request.user, impor=impor)
    messages.info(request, _("Impor %(nama)s dibatalkan. Tidak ada yang berubah.") % {"nama": impor.nama_berkas})
    return redirect("organisasi:impor_list")


@act("impor.read")
def impor_refused(request: SignedInRequest, pk: int) -> FileResponse:
    """The refused rows as a sheet to mend and upload again, with the reasons in a column."""
    impor = fetch_impor(request, pk)
    name = _("baris-ditolak-impor-%(pk)d") % {"pk": impor.pk}
    columns, keys = refused_columns(impor)
    return xlsx_response(name, _("Baris ditolak"), columns, refused_sheet(impor, keys))


@act("impor.create")
def impor_example(request: SignedInRequest) -> FileResponse:
    """A sheet with every column and two invented people."""
    require(can_list_impor(request.user), BUKAN_ADMIN)
    unit = administered_units(request.user).select_related("induk").first()
    return xlsx_response(_("contoh-impor-pegawai"), _("Pegawai"), export_columns(pribadi=True), contoh_rows(unit))
