"""Reports: ask for them, watch them being made, download them."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai, Periode, UnitKerja
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import SIGNED_IN, act, fetch, require
from binawidya.umum.spreadsheet.download import list_response
from binawidya.umum.tables import paginate
from kinerja.daftar import dokumen_columns, dokumen_lines
from kinerja.enums import JenisDokumen, StatusDokumen
from kinerja.forms import LaporanForm
from kinerja.models import Dokumen
from kinerja.models.dokumen import DokumenQuerySet
from kinerja.permissions import can_read_dokumen, can_read_laporan_pegawai, can_read_laporan_unit
from kinerja.selectors.pilihan import (
    Daftar,
    Pilihan,
    may_ask_pegawai,
    may_ask_unit,
    pegawai_choices,
    pegawai_label,
    periode_choices,
    unit_choices,
    unit_label,
    usual_periode,
)
from kinerja.services.dokumen import dokumen_request, dokumen_retry

logger = logging.getLogger(__name__)
BUKAN_WEWENANG = gettext_lazy("Laporan ini hanya untuk pimpinan dan admin unit itu, atau pegawai itu sendiri.")
TIDAK_LAGI = gettext_lazy("Anda tidak lagi berwenang membaca laporan ini.")
LAMA = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Tanya:
    """What the page asks: which kind, whose, which month, searched how."""

    jenis: JenisDokumen
    cari: str
    dipilih: Pilihan | None
    periode: Periode | None
    bulan: list[Periode]


def _tanya(request: SignedInRequest) -> Tanya:
    months = periode_choices()
    chosen: Pilihan | None = None
    jenis = JenisDokumen.LAPORAN_UNIT if may_ask_unit(request.user) else JenisDokumen.LAPORAN_PEGAWAI
    if request.GET.get("jenis") in JenisDokumen.values:
        jenis = JenisDokumen(request.GET["jenis"])
    if wanted := request.GET.get("unit_kerja"):
        unit = _unit(request, wanted)
        require(can_read_laporan_unit(request.user, unit), BUKAN_WEWENANG)
        jenis, chosen = JenisDokumen.LAPORAN_UNIT, (unit.pk, unit_label(unit))
    elif wanted := request.GET.get("pegawai"):
        pegawai = _pegawai(request, wanted)
        require(can_read_laporan_pegawai(request.user, pegawai), BUKAN_WEWENANG)
        jenis, chosen = JenisDokumen.LAPORAN_PEGAWAI, (pegawai.pk, pegawai_label(pegawai))
    named = next((month for month in months if month.slug == request.GET.get("periode")), None)
    text = " ".join(request.GET.get("cari", "").split())[:100]
    return Tanya(jenis, text, chosen, named or usual_periode(months), months)


def _unit(request: SignedInRequest, pk: Any) -> UnitKerja:
    return fetch(UnitKerja.objects.visible_to(request.user).select_related("induk"), pk=pk)


def _pegawai(request: SignedInRequest, pk: Any) -> Pegawai:
    return fetch(Pegawai.objects.visible_to(request.user), pk=pk)


def _mine(request: SignedInRequest) -> DokumenQuerySet:
    return Dokumen.objects.visible_to(request.user).select_related("periode", "unit_kerja", "pegawai").order_by("-pk")


def _page(request: SignedInRequest, tanya: Tanya, form: LaporanForm | None = None, status: int = 200) -> HttpResponse:
    unit = tanya.jenis == JenisDokumen.LAPORAN_UNIT
    daftar: Daftar = (unit_choices if unit else pegawai_choices)(request.user, tanya.cari).starting_with(tanya.dipilih)
    if form is None:
        initial = {"periode": tanya.periode.slug if tanya.periode else ""}
        form = LaporanForm(jenis=tanya.jenis, subjek=daftar.pilihan, periode=tanya.bulan, initial=initial)
    else:
        form.fields["subjek"].widget.choices = list(daftar.pilihan)
    context = {
        "tanya": tanya,
        "daftar": daftar,
        "form": form,
        "unit": unit,
        "jenis_unit": JenisDokumen.LAPORAN_UNIT.value if may_ask_unit(request.user) else "",
        "jenis_pegawai": JenisDokumen.LAPORAN_PEGAWAI.value if may_ask_pegawai(request.user) else "",
        "page": paginate(request, _mine(request)),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Laporan"), "")],
    }
    return render(request, "kinerja/dokumen_list.html", context, status=status)


# Everyone may come here: who may ask for what is decided by the subject.
@act(SIGNED_IN)
def dokumen_list(request: SignedInRequest) -> HttpResponse:
    """The form to ask for a report, and the own reports."""
    return _page(request, _tanya(request))


@act(SIGNED_IN)
def dokumen_export(request: SignedInRequest) -> HttpResponseBase:
    """The own reports as a spreadsheet; ``bentuk=csv`` or XLSX."""
    return list_response(request, _("Laporan"), dokumen_columns(), dokumen_lines(_mine(request)))


@act("dokumen.create", "POST")
def dokumen_create(request: SignedInRequest) -> HttpResponse:
    """Ask for a report; the next page shows how far it is."""
    months = periode_choices()
    pegawai = request.POST.get("jenis") == JenisDokumen.LAPORAN_PEGAWAI
    jenis = JenisDokumen.LAPORAN_PEGAWAI if pegawai else JenisDokumen.LAPORAN_UNIT
    form = LaporanForm(request.POST, jenis=jenis, periode=months)
    if not form.is_valid():
        return _page(request, Tanya(jenis, "", None, usual_periode(months), months), form, status=422)
    pk, periode = form.cleaned_data["subjek"], form.cleaned_data["periode"]
    subjek: Any = {"pegawai": _pegawai(request, pk)} if pegawai else {"unit_kerja": _unit(request, pk)}
    dokumen = dokumen_request(actor=request.user, jenis=jenis, periode=periode, **subjek)
    return redirect("kinerja:dokumen_detail", pk=dokumen.pk)


def _dokumen(request: SignedInRequest, pk: int) -> Dokumen:
    found = Dokumen.objects.visible_to(request.user).select_related("periode", "unit_kerja__induk", "pegawai")
    return fetch(found, pk=pk)


@act("dokumen.read")
def dokumen_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a report is, and when it is ready: the button to download it. Refreshes itself."""
    dokumen = _dokumen(request, pk)
    working = dokumen.status == StatusDokumen.DIMINTA
    context = {
        "dokumen": dokumen,
        "boleh": can_read_dokumen(request.user, dokumen),
        "dibuat": working,
        "lama": working and timezone.now() - dokumen.created_at > LAMA,
        "ukuran": _size(dokumen),
        "nama_berkas": file_name(dokumen),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Laporan"), reverse("kinerja:dokumen_list")),
            (dokumen.get_jenis_display(), ""),
        ],
    }
    part = bool(request.htmx) and not request.htmx.boosted
    return render(request, "kinerja/_dokumen_keadaan.html" if part else "kinerja/dokumen_detail.html", context)


@act("dokumen.read")
def dokumen_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file, exactly as it was made; the right to read its subject is asked again."""
    dokumen = _dokumen(request, pk)
    require(can_read_dokumen(request.user, dokumen), TIDAK_LAGI)
    if dokumen.status != StatusDokumen.SELESAI:
        raise ActRefused(_("Laporan ini belum siap diunduh."))
    content = _content(dokumen)
    if hashlib.sha256(content).hexdigest() != dokumen.sha256:
        logger.error("file of document %s is missing or not what was made", dokumen.pk)
        raise ActRefused(_("Berkas laporan ini hilang atau rusak. Minta laporan yang baru."))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name(dokumen)) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@act("dokumen.retry", "POST")
def dokumen_retry_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask again for a report that could not be made."""
    dokumen = _dokumen(request, pk)
    try:
        dokumen_retry(actor=request.user, dokumen=dokumen)
    except PermissionDenied:
        require(False, TIDAK_LAGI)
    messages.info(request, _("Laporan dibuat ulang."))
    return redirect("kinerja:dokumen_detail", pk=dokumen.pk)


def file_name(dokumen: Dokumen) -> str:
    """``laporan-unit-kecamatan-binawidya-2026-10.pdf``; never an NIP."""
    if dokumen.unit_kerja is not None:
        kind, name = "unit", slugify(dokumen.unit_kerja.nama) or str(dokumen.unit_kerja_id)
    else:
        kind, name = "pegawai", slugify(dokumen.pegawai.nama if dokumen.pegawai else "") or str(dokumen.pegawai_id)
    return f"laporan-{kind}-{name[:80].strip('-')}-{dokumen.periode.slug}.pdf"


def _content(dokumen: Dokumen) -> bytes:
    try:
        with dokumen.berkas.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        return b""
    return content


def _size(dokumen: Dokumen) -> int | None:
    if dokumen.status != StatusDokumen.SELESAI:
        return None
    try:
        return int(dokumen.berkas.size)
    except OSError:
        return None
