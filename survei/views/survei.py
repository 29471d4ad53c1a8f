"""Surveys: the list, one of them with its state, making, changing, opening, closing, publishing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.dates import today
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate
from survei.enums import JenisPeriode
from survei.forms.survei import BAWAAN, PerpanjangForm, SurveiForm, TokenForm, TutupSurveiForm
from survei.forms.tindak_lanjut import TindakLanjutForm
from survei.models import Survei
from survei.permissions import can_act_on_survei, can_create_survei, can_list_layanan, can_list_survei
from survei.selectors.alamat import public_address
from survei.selectors.survei import keadaan, survei_found
from survei.services.survei import (
    survei_close,
    survei_create,
    survei_extend,
    survei_open,
    survei_publish,
    survei_update,
)

BUKAN_PENGELOLA = gettext_lazy("Survei diatur oleh pengelola survei unit itu.")
COLUMNS = {"buka": ["buka"], "unit": ["unit_kerja__kode"], "status": ["status"]}
_FIELDS = (
    "tahun", "jenis_periode", "ke", "buka", "tutup", "populasi", "indikator", "tampilan", "inggris", "wajib_token",
    "demografi",
)  # fmt: skip
_ACTS = ("update", "open", "close", "publish", "export")


def crumbs(survei: Survei | None = None, last: str = "") -> list[tuple[str, str]]:
    """The way to a page of surveys."""
    found = [(_("Beranda"), reverse("beranda:home"))]
    found.append((_("Survei"), reverse("survei:survei_list") if survei or last else ""))
    if survei is not None:
        found.append((survei.tentang, reverse("survei:survei_detail", args=[survei.pk]) if last else ""))
    return [*found, *([(last, "")] if last else [])]


def one(request: SignedInRequest, pk: int) -> Survei:
    """The survey within reach, or 404."""
    rows = Survei.objects.visible_to(request.user).select_related("unit_kerja", "layanan", "indikator")
    return fetch(rows, pk=pk)


@act("survei.list")
def survei_list(request: SignedInRequest) -> HttpResponse:
    """Surveys within reach, the latest first."""
    require(can_list_survei(request.user), BUKAN_PENGELOLA)
    context = {
        "page": paginate(request, survei_found(request.user), columns=COLUMNS, default="-buka"),
        "boleh_buat": can_create_survei(request.user),
        "boleh_layanan": can_list_layanan(request.user),
        "breadcrumb": crumbs(),
    }
    return render(request, "survei/survei_list.html", context)


# --- making and changing ------------------------------------------------------------------------------------------
def _form_page(
    request: SignedInRequest, form: SurveiForm, survei: Survei | None = None, status: int = 200
) -> HttpResponse:
    title = _("Ubah survei") if survei else _("Survei baru")
    context = {"form": form, "survei": survei, "judul": title, "breadcrumb": crumbs(survei, title)}
    return render(request, "survei/survei_form.html", context, status=status)


@act("survei.create")
def survei_new(request: SignedInRequest) -> HttpResponse:
    """A form for the quarter that runs."""
    require(can_create_survei(request.user), BUKAN_PENGELOLA)
    hari = today()
    initial = {
        "tahun": hari.year, "jenis_periode": JenisPeriode.TRIWULAN, "ke": (hari.month + 2) // 3, "buka": hari,
        "demografi": BAWAAN, "inggris": True,
    }  # fmt: skip
    return _form_page(request, SurveiForm(user=request.user, initial=initial))


@act("survei.create", "POST")
def survei_create_one(request: SignedInRequest) -> HttpResponse:
    """Make a draft."""
    require(can_create_survei(request.user), BUKAN_PENGELOLA)
    form = SurveiForm(request.POST, user=request.user)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    values: dict[str, Any] = {**form.cleaned_data}
    unit, layanan = values.pop("unit_kerja"), values["layanan"]
    try:
        survei = survei_create(actor=request.user, unit_kerja=layanan.unit_kerja if layanan else unit, **values)
    except ValidationError as error:
        form.add_error(None, error)
        return _form_page(request, form, status=422)
    messages.success(request, _("Draf survei dibuat. Lihat pratinjaunya, lalu buka bila sudah sesuai."))
    return redirect("survei:survei_detail", pk=survei.pk)


@act("survei.update")
def survei_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of a draft."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "survei.update", survei), BUKAN_PENGELOLA)
    initial = {name: getattr(survei, name) for name in _FIELDS}
    initial["pertanyaan_bebas"] = "\n".join(survei.pertanyaan_bebas)
    initial["pertanyaan_bebas_en"] = "\n".join(survei.pertanyaan_bebas_en)
    return _form_page(request, SurveiForm(user=request.user, baru=False, initial=initial), survei)


@act("survei.update", "POST")
def survei_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "survei.update", survei), BUKAN_PENGELOLA)
    form = SurveiForm(request.POST, user=request.user, baru=False)
    if not form.is_valid():
        return _form_page(request, form, survei, status=422)
    try:
        survei_update(actor=request.user, survei=survei, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _form_page(request, form, survei, status=422)
    messages.success(request, _("Survei disimpan."))
    return redirect("survei:survei_detail", pk=survei.pk)


# --- one survey ---------------------------------------------------------------------------------------------------
def detail_page(
    request: SignedInRequest,
    survei: Survei,
    *,
    tutup: TutupSurveiForm | None = None,
    perpanjang: PerpanjangForm | None = None,
    rtl: TindakLanjutForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a survey, with what was typed into one of its forms."""
    may = {name: can_act_on_survei(request.user, f"survei.{name}", survei) for name in _ACTS}
    may_follow = can_act_on_survei(request.user, "tindak_lanjut.record", survei)
    context = {
        "survei": survei,
        "keadaan": keadaan(survei),
        "boleh": may,
        "boleh_catat": can_act_on_survei(request.user, "jawaban.record", survei),
        "boleh_saran": can_act_on_survei(request.user, "saran.list", survei),
        "boleh_token": can_act_on_survei(request.user, "token.create", survei),
        "boleh_rtl": may_follow,
        "tutup": tutup or TutupSurveiForm(),
        "perpanjang": perpanjang or PerpanjangForm(initial={"tutup": survei.tutup}),
        "token": TokenForm(),
        "rtl": rtl or (TindakLanjutForm(survei=survei) if may_follow and survei.selesai else None),
        "alamat": public_address(survei),
        "breadcrumb": crumbs(survei),
    }
    return render(request, "survei/survei_detail.html", context, status=status)


@act("survei.read")
def survei_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where a survey stands, with the acts that its state allows."""
    return detail_page(request, one(request, pk))


@act("survei.open", "POST")
def survei_open_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the public answer."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "survei.open", survei), BUKAN_PENGELOLA)
    survei_open(actor=request.user, survei=survei)
    messages.success(request, _("Survei dibuka. Cetak poster kode QR-nya, atau bagikan alamatnya."))
    return redirect("survei:survei_detail", pk=pk)


@act("survei.close", "POST")
def survei_close_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a survey."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "survei.close", survei), BUKAN_PENGELOLA)
    form = TutupSurveiForm(request.POST)
    if not form.is_valid():
        return detail_page(request, survei, tutup=form, status=422)
    survei_close(actor=request.user, survei=survei)
    messages.success(request, _("Survei ditutup. Hasilnya sedang dihitung."))
    return redirect("survei:survei_detail", pk=pk)


@act("survei.close", "POST")
def survei_extend_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move the last day."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "survei.close", survei), BUKAN_PENGELOLA)
    form = PerpanjangForm(request.POST)
    if not form.is_valid():
        return detail_page(request, survei, perpanjang=form, status=422)
    try:
        survei_extend(actor=request.user, survei=survei, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return detail_page(request, survei, perpanjang=form, status=422)
    messages.success(request, _("Tanggal tutup diubah."))
    return redirect("survei:survei_detail", pk=pk)


@act("survei.publish", "POST")
def survei_publish_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the result on the public page."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "survei.publish", survei), BUKAN_PENGELOLA)
    survei_publish(actor=request.user, survei=survei)
    messages.success(request, _("Hasil survei diumumkan di halaman publik unit ini."))
    return redirect("survei:survei_detail", pk=pk)
