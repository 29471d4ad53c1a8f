"""Packages: all documents of a unit at once. Ask for one, watch it being made, download it."""

import logging
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate
from kinerja.enums import JenisDokumen, StatusPaket
from kinerja.forms import PaketForm
from kinerja.jenis_dokumen import JENIS, Masa, kinds
from kinerja.models import PaketDokumen
from kinerja.permissions import can_ask_dokumen, can_list_paket
from kinerja.selectors.paket import gagal, kemajuan
from kinerja.selectors.pilihan import Daftar, periode_choices, unit_choices, usual_periode, year_choices
from kinerja.services.paket import paket_cancel, paket_request, paket_retry

logger = logging.getLogger(__name__)
BUKAN_WEWENANG = gettext_lazy("Dokumen sebuah unit hanya untuk pimpinan dan admin unit itu.")
TIDAK_LAGI = gettext_lazy("Anda tidak lagi berwenang atas dokumen unit ini.")


@dataclass(frozen=True, slots=True)
class Tanya:
    """What the page asks: which kind, searched how, which months there are."""

    jenis: JenisDokumen
    cari: str
    bulan: list[Periode]

    @property
    def tahunan(self) -> bool:
        return JENIS[self.jenis].masa == Masa.TAHUN

    @property
    def masa(self) -> str:
        """What most people want, as the form sends it."""
        usual = usual_periode(self.bulan)
        return str(today().year) if self.tahunan else usual.slug if usual else ""


def _tanya(jenis: str, cari: str = "") -> Tanya:
    known = JenisDokumen(jenis) if jenis in kinds(paket=True) else JenisDokumen.LAPORAN_PEGAWAI
    return Tanya(known, " ".join(cari.split())[:100], periode_choices())


def _form(tanya: Tanya, daftar: Daftar, data: Any = None) -> PaketForm:
    return PaketForm(
        data, jenis=tanya.jenis, subjek=daftar.pilihan, periode=tanya.bulan, tahun=year_choices(tanya.bulan),
        initial={"periode": tanya.masa},
    )  # fmt: skip


def _page(request: SignedInRequest, tanya: Tanya, data: Any = None, status: int = 200) -> HttpResponse:
    daftar = unit_choices(request.user, tanya.cari)
    mine = PaketDokumen.objects.visible_to(request.user).select_related("periode", "unit_kerja").order_by("-pk")
    context = {
        "tanya": tanya,
        "daftar": daftar,
        "form": _form(tanya, daftar, data),
        "tab": [(kind.value, row.tab, kind == tanya.jenis) for kind, row in JENIS.items() if row.paket],
        "page": paginate(request, mine),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), _laporan(), (_("Paket dokumen"), "")],
    }
    return render(request, "kinerja/paket_list.html", context, status=status)


def _laporan() -> tuple[str, str]:
    return _("Laporan"), reverse("kinerja:dokumen_list")


@act("paket.list")
def paket_list(request: SignedInRequest) -> HttpResponse:
    """The form to ask for a package, and the own packages."""
    require(can_list_paket(request.user), BUKAN_WEWENANG)
    return _page(request, _tanya(request.GET.get("jenis", ""), request.GET.get("cari", "")))


@act("paket.create", "POST")
def paket_create(request: SignedInRequest) -> HttpResponse:
    """Ask for a package; the next page shows how far it is."""
    tanya = _tanya(request.POST.get("jenis", ""))
    form = _form(tanya, unit_choices(request.user, ""), request.POST)
    if not form.is_valid():
        require(can_list_paket(request.user), BUKAN_WEWENANG)
        return _page(request, tanya, request.POST, status=422)
    unit = fetch(UnitKerja.objects.visible_to(request.user), pk=form.cleaned_data["subjek"])
    masa = {"tahun" if tanya.tahunan else "periode": form.cleaned_data["periode"]}
    paket = paket_request(actor=request.user, jenis=tanya.jenis, unit_kerja=unit, **masa)
    return redirect("kinerja:paket_detail", pk=paket.pk)


def _paket(request: SignedInRequest, pk: int) -> PaketDokumen:
    return fetch(PaketDokumen.objects.visible_to(request.user).select_related("periode", "unit_kerja"), pk=pk)


def _allowed(request: SignedInRequest, paket: PaketDokumen) -> bool:
    return can_ask_dokumen(request.user, JenisDokumen(paket.jenis), paket.unit_kerja)


@act("paket.read")
def paket_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a package is, what could not be made and why, and the button to download. Refreshes itself."""
    paket = _paket(request, pk)
    progress = kemajuan(paket)
    context = {
        "paket": paket,
        "kemajuan_paket": progress,
        "boleh": _allowed(request, paket),
        "gagal": paginate(request, gagal(paket)) if progress.gagal else None,
        "nama_berkas": file_name(paket),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            _laporan(),
            (_("Paket dokumen"), reverse("kinerja:paket_list")),
            (paket.unit_kerja.sebutan, ""),
        ],
    }
    part = bool(request.htmx) and not request.htmx.boosted and paket.berjalan
    return render(request, "kinerja/_paket_keadaan.html" if part else "kinerja/paket_detail.html", context)


@act("paket.read")
def paket_download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The ZIP; the right over the unit is asked again."""
    paket = _paket(request, pk)
    require(_allowed(request, paket), TIDAK_LAGI)
    if paket.status != StatusPaket.SELESAI:
        raise ActRefused(_("Paket ini belum siap diunduh."))
    try:
        file = paket.berkas.open("rb")
    except OSError:
        logger.exception("file of package %s is missing", paket.pk)
        raise ActRefused(_("Berkas paket ini hilang. Buat paket yang baru.")) from None
    response = FileResponse(file, as_attachment=True, filename=file_name(paket), content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@act("paket.cancel", "POST")
def paket_cancel_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop a package."""
    paket_cancel(actor=request.user, paket=_paket(request, pk))
    messages.info(request, _("Paket dibatalkan. Yang sudah dibuat tetap tersimpan dan dipakai bila dilanjutkan."))
    return redirect("kinerja:paket_detail", pk=pk)


@act("paket.retry", "POST")
def paket_retry_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with what is missing."""
    try:
        paket_retry(actor=request.user, paket=_paket(request, pk))
    except PermissionDenied:
        require(False, TIDAK_LAGI)
    messages.info(request, _("Paket dilanjutkan."))
    return redirect("kinerja:paket_detail", pk=pk)


def file_name(paket: PaketDokumen) -> str:
    """``paket-laporan-pegawai-kecamatan-binawidya-2026-10.zip``."""
    unit = slugify(paket.unit_kerja.nama)[:80].strip("-") or str(paket.unit_kerja_id)
    return f"paket-{JENIS[JenisDokumen(paket.jenis)].berkas}-{unit}-{paket.masa_slug}.zip"
