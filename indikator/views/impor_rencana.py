"""The import of indicators and targets: upload, preview, approval, result; and the sheet of targets."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.policy import allows, relations_to
from binawidya.umum.dates import today
from binawidya.umum.http import act, fetch, require
from binawidya.umum.spreadsheet.download import list_response, xlsx_response
from binawidya.umum.tables import paginate
from indikator import resources
from indikator.enums import JenisImporRencana
from indikator.forms.impor_rencana import ImporRencanaForm, SetujuRencanaForm
from indikator.models import ImporRencana, ImporRencanaBaris, TargetIndikator
from indikator.permissions import can_anywhere
from indikator.selectors.sasaran import unit_pilihan
from indikator.services import impor_rencana as service
from indikator.views.sasaran import BUKAN_PERENCANA

PERLU = "perlu"


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the rows of a preview."""

    kunci: str
    label: str
    jumlah: int
    aktif: bool


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way to a page about an import."""
    listed = (_("Impor"), reverse("indikator:impor_rencana_list"))
    home = (_("Beranda"), reverse("beranda:home"))
    return [home, (_("Indikator"), reverse("indikator:indikator_list")), listed, *more]


def _page(request: SignedInRequest, form: ImporRencanaForm, status: int = 200) -> HttpResponse:
    imports = ImporRencana.objects.visible_to(request.user).select_related("unit_kerja", "oleh__pegawai")
    context = {
        "form": form,
        "page": paginate(request, imports.order_by("-pk")),
        "maks_mb": settings.IMPOR_MAKS_BYTE // 1_000_000,
        "tahun": today().year,
        "breadcrumb": crumbs(),
    }
    return render(request, "indikator/impor/daftar.html", context, status=status)


@act("impor_rencana.list")
def impor_rencana_list(request: SignedInRequest) -> HttpResponse:
    """The form to upload a sheet, and what was uploaded before."""
    require(can_anywhere(request.user, "impor_rencana.list"), BUKAN_PERENCANA)
    return _page(request, ImporRencanaForm(user=request.user))


@act("impor_rencana.create", "POST")
def impor_rencana_create_one(request: SignedInRequest) -> HttpResponse:
    """Keep an uploaded sheet; a worker reads it."""
    require(can_anywhere(request.user, "impor_rencana.create"), BUKAN_PERENCANA)
    form = ImporRencanaForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    values = form.cleaned_data
    impor = service.impor_rencana_create(
        actor=request.user,
        unit_kerja=values["unit_kerja"],
        jenis=values["jenis"],
        upload=values["berkas"],
        berlaku_mulai=form.mulai,
        alasan=values["alasan"],
    )
    return redirect("indikator:impor_rencana_detail", pk=impor.pk)


def fetch_impor(request: SignedInRequest, pk: int) -> ImporRencana:
    """An import within the user's reach, or 404."""
    return fetch(
        ImporRencana.objects.visible_to(request.user).select_related(
            "unit_kerja", "oleh__pegawai", "diurungkan_oleh__pegawai"
        ),
        pk=pk,
    )


def may(request: SignedInRequest, act_: str, impor: ImporRencana) -> bool:
    """Whether the user may do ``act_`` with an import."""
    return allows(act_, relations_to(request.user.lingkup, jalur=impor.unit_kerja.jalur))


def _tabs(impor: ImporRencana, chosen: str) -> list[Tab]:
    jumlah = impor.ringkasan.get("jumlah", {})
    counts = {member: int(jumlah.get(member.value, 0)) for member in HasilBaris}
    needed = sum(counts.values()) - counts[HasilBaris.TETAP]
    order = (HasilBaris.DITOLAK, HasilBaris.BERUBAH, HasilBaris.BARU, HasilBaris.TETAP)
    tabs = [Tab(PERLU, _("Perlu dilihat"), needed, chosen == PERLU)]
    return tabs + [Tab(member.value, str(member.label), counts[member], chosen == member) for member in order]


def _rows(impor: ImporRencana, chosen: str) -> "QuerySet[ImporRencanaBaris]":
    if chosen == PERLU:
        return impor.baris.exclude(hasil=HasilBaris.TETAP).order_by("-hasil", "nomor")
    return impor.baris.filter(hasil=chosen).order_by("nomor")


def _allowed(request: SignedInRequest, impor: ImporRencana) -> dict[str, bool]:
    """What the user may do with an import now."""
    until, now = impor.urung_sampai, timezone.now()
    applied = impor.status == StatusImpor.SELESAI and until is not None and until > now
    return {
        "boleh_petakan": may(request, "impor_rencana.update", impor),
        "boleh_urung": applied and may(request, "impor_rencana.undo", impor),
        "boleh_batal": may(request, "impor_rencana.cancel", impor),
        "boleh_terapkan": may(request, "impor_rencana.apply", impor),
    }


@act("impor_rencana.read")
def impor_rencana_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Waiting while a worker is at it, then the preview, then the result. Refreshes itself."""
    impor = fetch_impor(request, pk)
    if request.htmx and not request.htmx.boosted:
        if impor.berjalan:
            return render(request, "indikator/impor/_kemajuan.html", {"impor": impor})
        return HttpResponseClientRefresh()
    if impor.status == StatusImpor.PETAKAN:
        return redirect("indikator:impor_rencana_columns", pk=impor.pk)
    context: dict[str, Any] = {
        "impor": impor,
        **_allowed(request, impor),
        "breadcrumb": crumbs((impor.nama_berkas, "")),
    }
    if impor.status in {StatusImpor.SIAP, StatusImpor.SELESAI, StatusImpor.DIURUNGKAN}:
        context |= _preview(request, impor)
    return render(request, "indikator/impor/detail.html", context)


def _preview(request: SignedInRequest, impor: ImporRencana) -> dict[str, Any]:
    """The rows of the tab that the address names."""
    chosen = request.GET.get("hasil", "")
    tabs = _tabs(impor, chosen if chosen in HasilBaris.values else PERLU)
    current = next(tab for tab in tabs if tab.aktif)
    counts = {tab.kunci: tab.jumlah for tab in tabs}
    return {
        "tabs": tabs,
        "tab": current,
        "page": paginate(request, _rows(impor, current.kunci), total=current.jumlah),
        "jumlah": counts,
        "diterapkan": counts[HasilBaris.BARU] + counts[HasilBaris.BERUBAH],
    }


@act("impor_rencana.apply", "POST")
def impor_rencana_approve_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a preview applied."""
    impor = fetch_impor(request, pk)
    require(may(request, "impor_rencana.apply", impor), BUKAN_PERENCANA)
    form = SetujuRencanaForm(request.POST)
    form.is_valid()
    service.impor_rencana_approve(actor=request.user, impor=impor, lewati_ditolak=form.cleaned_data["lewati_ditolak"])
    return redirect("indikator:impor_rencana_detail", pk=impor.pk)


@act("impor_rencana.cancel", "POST")
def impor_rencana_cancel_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give an import up."""
    impor = fetch_impor(request, pk)
    require(may(request, "impor_rencana.cancel", impor), BUKAN_PERENCANA)
    service.impor_rencana_cancel(actor=request.user, impor=impor)
    messages.info(request, _("Impor %(nama)s dibatalkan. Tidak ada yang berubah.") % {"nama": impor.nama_berkas})
    return redirect("indikator:impor_rencana_list")


@act("impor_rencana.read")
def impor_rencana_refused(request: SignedInRequest, pk: int) -> FileResponse:
    """The refused rows as a sheet to mend and upload again, with the reasons in a column."""
    impor = fetch_impor(request, pk)
    name = _("baris-ditolak-rencana-%(pk)d") % {"pk": impor.pk}
    return xlsx_response(name, _("Baris ditolak"), resources.refused_columns(impor), resources.refused_rows(impor))


@act("impor_rencana.create")
def impor_rencana_example(request: SignedInRequest, jenis: str) -> FileResponse:
    """A sheet with every column and two rows."""
    require(can_anywhere(request.user, "impor_rencana.create"), BUKAN_PERENCANA)
    if jenis not in JenisImporRencana.values:
        raise Http404
    units = unit_pilihan(request.user, "impor_rencana.create")
    kode, nama = (units[0].kode, units[0].nama) if units else ("1", _("Unit contoh"))
    rows = resources.example_rows(jenis, kode, nama, today().year)
    return xlsx_response(_("contoh-impor-%(jenis)s") % {"jenis": jenis}, _("Contoh"),
                         resources.example_columns(jenis), rows)  # fmt: skip


@act("impor_rencana.list")
def target_export_all(request: SignedInRequest) -> HttpResponseBase:
    """Targets of units and people of a year, in the shape that an import reads back."""
    require(can_anywhere(request.user, "impor_rencana.list"), BUKAN_PERENCANA)
    asked = request.GET.get("tahun", "")
    tahun = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year
    rows = TargetIndikator.objects.visible_to(request.user, "impor_rencana.list").filter(tahun=tahun)
    rows = rows.order_by("unit_kerja__kode", F("pegawai__nama").asc(nulls_first=True), "indikator__kode", "pk")
    return list_response(request, _("Target"), resources.target_columns(), resources.target_rows(rows))
