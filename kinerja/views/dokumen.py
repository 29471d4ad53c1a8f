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
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import SIGNED_IN, act, fetch, require
from binawidya.umum.spreadsheet.download import list_response
from binawidya.umum.spreadsheet.writer import XLSX_TYPE
from binawidya.umum.tables import paginate
from kinerja.daftar import dokumen_columns, dokumen_lines
from kinerja.enums import BentukDokumen, JenisDokumen, StatusDokumen, read_bentuk
from kinerja.forms import LaporanForm
from kinerja.jenis_dokumen import JENIS, Masa, Subjek, asked_for, asked_kind, kinds
from kinerja.models import Dokumen
from kinerja.models.dokumen import DokumenQuerySet
from kinerja.permissions import can_ask_dokumen, can_list_paket, can_read_dokumen
from kinerja.selectors.pilihan import (
    Daftar,
    Pilihan,
    may_ask,
    pegawai_choices,
    pegawai_label,
    periode_choices,
    read_year,
    unit_choices,
    unit_label,
    usual_periode,
    year_choices,
)
from kinerja.services.dokumen import dokumen_request, dokumen_retry

logger = logging.getLogger(__name__)
BUKAN_WEWENANG = gettext_lazy("Laporan ini hanya untuk pimpinan dan admin unit itu, atau pegawai itu sendiri.")
TIDAK_LAGI = gettext_lazy("Anda tidak lagi berwenang membaca laporan ini.")
LAMA = timedelta(minutes=1)
TIPE_ISI = {BentukDokumen.PDF: "application/pdf", BentukDokumen.XLSX: XLSX_TYPE}


@dataclass(frozen=True, slots=True)
class Tanya:
    """What the page asks: which kind, whose, which month, searched how."""

    jenis: JenisDokumen
    cari: str
    dipilih: Pilihan | None
    periode: Periode | None
    bulan: list[Periode]
    tahun: int

    @property
    def unit(self) -> bool:
        return JENIS[self.jenis].subjek == Subjek.UNIT

    @property
    def tahunan(self) -> bool:
        return JENIS[self.jenis].masa == Masa.TAHUN

    @property
    def awal(self) -> str:
        """January of the chosen month's year, or the first month after it that was opened."""
        year = self.periode.tahun if self.periode else None
        return next((month.slug for month in reversed(self.bulan) if month.tahun == year), "")

    @property
    def masa(self) -> str:
        """The chosen month or year as the form sends it."""
        return str(self.tahun) if self.tahunan else self.periode.slug if self.periode else ""


def _tanya(request: SignedInRequest) -> Tanya:
    months = periode_choices()
    chosen: Pilihan | None = None
    usual = (kind for kind, _row in asked_for() if may_ask(request.user, kind))
    jenis = asked_kind(request.GET.get("jenis")) or next(usual, JenisDokumen.LAPORAN_PEGAWAI)
    if wanted := request.GET.get("unit_kerja"):
        unit = _unit(request, wanted)
        jenis, chosen = _about(jenis, Subjek.UNIT), (unit.pk, unit_label(unit))
        require(can_ask_dokumen(request.user, jenis, unit), BUKAN_WEWENANG)
    elif wanted := request.GET.get("pegawai"):
        pegawai = _pegawai(request, wanted)
        jenis, chosen = _about(jenis, Subjek.PEGAWAI), (pegawai.pk, pegawai_label(pegawai))
        require(can_ask_dokumen(request.user, jenis, pegawai), BUKAN_WEWENANG)
    named = next((month for month in months if month.slug == request.GET.get("periode")), None)
    text = " ".join(request.GET.get("cari", "").split())[:100]
    year = read_year(request.GET.get("tahun")) or today().year
    return Tanya(jenis, text, chosen, named or usual_periode(months), months, year)


def _about(jenis: JenisDokumen, subjek: Subjek) -> JenisDokumen:
    """The kind that was named, if it is about such a subject; else the first that is."""
    return jenis if JENIS[jenis].subjek == subjek else kinds(subjek=subjek)[0]


def _unit(request: SignedInRequest, pk: Any) -> UnitKerja:
    return fetch(UnitKerja.objects.visible_to(request.user).select_related("induk"), pk=pk)


def _pegawai(request: SignedInRequest, pk: Any) -> Pegawai:
    return fetch(Pegawai.objects.visible_to(request.user), pk=pk)


def _mine(request: SignedInRequest) -> DokumenQuerySet:
    own = Dokumen.objects.visible_to(request.user).single()
    return own.select_related("awal", "periode", "unit_kerja", "pegawai", "hasil__survei").order_by("-pk")


def _tabs(request: SignedInRequest, tanya: Tanya) -> list[tuple[Any, list[tuple[str, Any, bool]]]]:
    """The kinds that the user may ask for, about units and about people: value, name, whether it is the chosen one."""
    names = {Subjek.UNIT: _("Tentang unit"), Subjek.PEGAWAI: _("Tentang pegawai")}
    groups = [
        (
            name,
            [
                (kind.value, row.tab, kind == tanya.jenis)
                for kind, row in asked_for()
                if row.subjek == subjek and may_ask(request.user, kind)
            ],
        )
        for subjek, name in names.items()
    ]
    return [group for group in groups if group[1]]


def _page(request: SignedInRequest, tanya: Tanya, form: LaporanForm | None = None, status: int = 200) -> HttpResponse:
    choices = unit_choices if tanya.unit else pegawai_choices
    daftar: Daftar = choices(request.user, tanya.cari, JENIS[tanya.jenis].baca).starting_with(tanya.dipilih)
    if form is None:
        form = LaporanForm(
            jenis=tanya.jenis, subjek=daftar.pilihan, periode=tanya.bulan, tahun=year_choices(tanya.bulan),
            initial={"periode": tanya.masa, "awal": tanya.awal},
        )  # fmt: skip
    else:
        form.fields["subjek"].widget.choices = list(daftar.pilihan)
    tabs = _tabs(request, tanya)
    context = {
        "tanya": tanya,
        "daftar": daftar,
        "form": form,
        "unit": tanya.unit,
        "tab": tabs,
        "boleh_paket": can_list_paket(request.user),
        "boleh": any(chosen for _group, some in tabs for _value, _name, chosen in some),
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
    jenis = asked_kind(request.POST.get("jenis")) or JenisDokumen.LAPORAN_UNIT
    form = LaporanForm(request.POST, jenis=jenis, periode=months, tahun=year_choices(months))
    tanya = Tanya(jenis, "", None, usual_periode(months), months, today().year)
    if not form.is_valid():
        return _page(request, tanya, form, status=422)
    pk = form.cleaned_data["subjek"]
    subjek: Any = {"unit_kerja": _unit(request, pk)} if tanya.unit else {"pegawai": _pegawai(request, pk)}
    masa: Any = {"tahun" if tanya.tahunan else "periode": form.cleaned_data["periode"]}
    if "awal" in form.fields:
        masa["awal"] = form.cleaned_data["awal"]
    bentuk = read_bentuk(form.cleaned_data.get("bentuk"))
    dokumen = dokumen_request(actor=request.user, jenis=jenis, bentuk=bentuk, **masa, **subjek)
    return redirect("kinerja:dokumen_detail", pk=dokumen.pk)


def _dokumen(request: SignedInRequest, pk: int) -> Dokumen:
    found = Dokumen.objects.visible_to(request.user)
    found = found.select_related("awal", "periode", "unit_kerja__induk", "pegawai", "hasil__survei")
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
    response = HttpResponse(content, content_type=TIPE_ISI[BentukDokumen(dokumen.bentuk)])
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
    """``laporan-unit-kecamatan-binawidya-2026-10.pdf`` or ``.xlsx``; never an NIP."""
    subject = dokumen.unit_kerja or dokumen.pegawai
    name = slugify(subject.nama if subject else "") or str(dokumen.unit_kerja_id or dokumen.pegawai_id)
    return f"{JENIS[JenisDokumen(dokumen.jenis)].berkas}-{name[:80].strip('-')}-{dokumen.masa_slug}.{dokumen.bentuk}"


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
