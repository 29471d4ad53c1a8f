"""Moving, merging and closing a unit: the form, what will happen, a typed word, and the act.

Form and plan are one address read by GET; the act is a POST of its own. What was typed goes along all the way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.forms.saran import send_back, show_refusal
from binawidya.organisasi.forms.unit_kerja import GabungForm, PindahForm, RencanaForm, TutupForm
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import UnitKerja, User
from binawidya.organisasi.permissions import (
    can_close_unit_kerja,
    can_merge_unit_kerja,
    can_move_unit_kerja,
    can_move_unit_kerja_to,
)
from binawidya.organisasi.selectors.rencana_unit import isi_sejak, rencana_gabung, rencana_pindah, rencana_tutup
from binawidya.organisasi.selectors.unit_kerja import saudara_of
from binawidya.organisasi.services.susunan_unit import check_month
from binawidya.organisasi.services.unit_kerja import unit_kerja_close, unit_kerja_merge, unit_kerja_move
from binawidya.organisasi.services.unit_kerja_periksa import check_close, check_merge, check_move
from binawidya.organisasi.views.unit_kerja import crumbs, unit_url
from binawidya.organisasi.views.unit_kerja_ubah import BUKAN_ADMIN, unit_of
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ActRefused
from binawidya.umum.forms import KetikForm
from binawidya.umum.http import act, require

PERIKSA: Final = "periksa"
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Perbuatan:
    """One of the three acts: how it is named, checked, told and done."""

    nama: str
    judul: Any
    kata: str
    tombol: Any
    selesai: Any
    form: Callable[..., RencanaForm]
    periksa: Callable[[User, UnitKerja, Values], None]
    rencana: Callable[[UnitKerja, Values], list[str]]
    jalankan: Callable[[User, UnitKerja, Values], None]


def _out_of_reach(kolom: str) -> ValidationError:
    return ValidationError({kolom: [_("Unit itu di luar wewenang Anda. Minta admin kepegawaian unit di atasnya.")]})


# --- move ---------------------------------------------------------------------------------------------------------
def _check_move(user: User, unit: UnitKerja, values: Values) -> None:
    if not can_move_unit_kerja_to(user, unit, values["induk"], values["berlaku_mulai"]):
        raise _out_of_reach("induk")
    check_move(unit, values["induk"], values["berlaku_mulai"])


def _move(user: User, unit: UnitKerja, values: Values) -> None:
    names = {name: values[name] for name in ("induk", "berlaku_mulai", "dasar")}
    unit_kerja_move(actor=user, unit_kerja=unit, **names)


PINDAH: Final = Perbuatan(
    nama="move",
    judul=gettext_lazy("Pindahkan %(unit)s"),
    kata="PINDAH",
    tombol=gettext_lazy("Pindahkan unit"),
    selesai=gettext_lazy("%(unit)s pindah mulai %(tanggal)s."),
    form=lambda unit, *args, **kwargs: PindahForm(*args, **kwargs),
    periksa=_check_move,
    rencana=lambda unit, values: rencana_pindah(unit, values["induk"], values["berlaku_mulai"]),
    jalankan=_move,
)


# --- merge --------------------------------------------------------------------------------------------------------
def _check_merge(user: User, unit: UnitKerja, values: Values) -> None:
    if not can_merge_unit_kerja(user, unit, values["unit"]):
        raise _out_of_reach("sumber")
    check_merge(unit, values["unit"], values["berlaku_mulai"])


def _merge(user: User, unit: UnitKerja, values: Values) -> None:
    names = {name: values[name] for name in ("berlaku_mulai", "dasar")}
    unit_kerja_merge(actor=user, unit_kerja=unit, sumber=values["unit"], **names)


GABUNG: Final = Perbuatan(
    nama="merge",
    judul=gettext_lazy("Gabungkan unit lain ke %(unit)s"),
    kata="GABUNG",
    tombol=gettext_lazy("Gabungkan unit"),
    selesai=gettext_lazy("Unit digabungkan ke %(unit)s mulai %(tanggal)s."),
    form=lambda unit, *args, **kwargs: GabungForm(*args, saudara=saudara_of(kwargs["user"], unit), **kwargs),
    periksa=_check_merge,
    rencana=lambda unit, values: rencana_gabung(unit, values["unit"], values["berlaku_mulai"]),
    jalankan=_merge,
)


# --- close --------------------------------------------------------------------------------------------------------
def _check_close(user: User, unit: UnitKerja, values: Values) -> None:
    try:
        check_close(unit, values["berlaku_mulai"])
    except ActRefused as refused:
        raise ValidationError(refused.message) from None


def _close(user: User, unit: UnitKerja, values: Values) -> None:
    names = {name: values[name] for name in ("berlaku_mulai", "dasar")}
    unit_kerja_close(actor=user, unit_kerja=unit, **names)


TUTUP: Final = Perbuatan(
    nama="close",
    judul=gettext_lazy("Tutup %(unit)s"),
    kata="TUTUP",
    tombol=gettext_lazy("Tutup unit"),
    selesai=gettext_lazy("%(unit)s ditutup mulai %(tanggal)s."),
    form=lambda unit, *args, **kwargs: TutupForm(*args, **kwargs),
    periksa=_check_close,
    rencana=lambda unit, values: rencana_tutup(unit, values["berlaku_mulai"]),
    jalankan=_close,
)


# --- the way through ----------------------------------------------------------------------------------------------
def _mark(lines: Sequence[str]) -> str:
    return salted_hmac("organisasi.rencana_unit", "\n".join(lines)).hexdigest()[:32]


def _told(perbuatan: Perbuatan, user: User, unit: UnitKerja, form: RencanaForm) -> list[str] | None:
    """What would happen; nothing while the form is wrong, which then says why."""
    if not form.is_valid():
        return None
    try:
        check_month(form.cleaned_data["berlaku_mulai"])
        perbuatan.periksa(user, unit, form.cleaned_data)
    except ValidationError as error:
        show_refusal(error, form)
        return None
    return perbuatan.rencana(unit, form.cleaned_data)


def _page(
    request: SignedInRequest,
    perbuatan: Perbuatan,
    unit: UnitKerja,
    form: RencanaForm,
    *,
    rencana: Sequence[str] = (),
    ketik: KetikForm | None = None,
    berubah: bool = False,
    status: int = 200,
) -> HttpResponse:
    judul = str(perbuatan.judul) % {"unit": unit.sebutan}
    if rencana:
        send_back(form, "tanda", _mark(rencana))
    context = {
        "unit": unit,
        "form": form,
        "rencana": rencana,
        "berubah": berubah,
        "ketik": ketik or KetikForm(kata=perbuatan.kata),
        "nama": perbuatan.nama,
        "judul": judul,
        "tombol": perbuatan.tombol,
        "di_sini": reverse(f"organisasi:unit_kerja_{perbuatan.nama}_form", kwargs={"pk": unit.pk}),
        "aksi": reverse(f"organisasi:unit_kerja_{perbuatan.nama}", kwargs={"pk": unit.pk}),
        "batal": unit_url(unit),
        "isi": isi_sejak(unit, today()) if perbuatan is TUTUP and not rencana else None,
        "breadcrumb": crumbs(request, (unit.sebutan, unit_url(unit)), (judul, "")),
    }
    return render(request, "organisasi/unit_pindah.html", context, status=status)


def _ask(request: SignedInRequest, perbuatan: Perbuatan, unit: UnitKerja) -> HttpResponse:
    """The empty form, the form again with what is wrong, or what will happen."""
    if PERIKSA not in request.GET:
        typed = {name: request.GET.getlist(name) if name == "saudara" else value for name, value in request.GET.items()}
        initial = {"berlaku_mulai": today(), **typed}
        return _page(request, perbuatan, unit, perbuatan.form(unit, user=request.user, initial=initial))
    form = perbuatan.form(unit, request.GET, user=request.user)
    rencana = _told(perbuatan, request.user, unit, form)
    return _page(request, perbuatan, unit, form, rencana=rencana or (), status=200 if rencana else 422)


def _do(request: SignedInRequest, perbuatan: Perbuatan, unit: UnitKerja) -> HttpResponse:
    """The act, if it is still what somebody was told."""
    form = perbuatan.form(unit, request.POST, user=request.user)
    ketik = KetikForm(request.POST, kata=perbuatan.kata)
    rencana = _told(perbuatan, request.user, unit, form)
    if rencana is None:
        return _page(request, perbuatan, unit, form, status=422)
    if not constant_time_compare(form.cleaned_data["tanda"], _mark(rencana)):
        return _page(request, perbuatan, unit, form, rencana=rencana, berubah=True, status=409)
    if not ketik.is_valid():
        return _page(request, perbuatan, unit, form, rencana=rencana, ketik=ketik, status=422)
    try:
        perbuatan.jalankan(request.user, unit, form.cleaned_data)
    except ValidationError as error:
        show_refusal(error, form)
        return _page(request, perbuatan, unit, form, status=422)
    names = {"unit": unit.nama, "tanggal": format_tanggal(form.cleaned_data["berlaku_mulai"])}
    messages.success(request, str(perbuatan.selesai) % names)
    return redirect(unit_url(unit))


def _movable(request: SignedInRequest, pk: int) -> UnitKerja:
    unit = unit_of(request, pk)
    require(can_move_unit_kerja(request.user, unit), BUKAN_ADMIN)
    return unit


def _mergeable(request: SignedInRequest, pk: int) -> UnitKerja:
    unit = unit_of(request, pk)
    require(can_merge_unit_kerja(request.user, unit), BUKAN_ADMIN)
    return unit


def _closable(request: SignedInRequest, pk: int) -> UnitKerja:
    unit = unit_of(request, pk)
    require(can_close_unit_kerja(request.user, unit), BUKAN_ADMIN)
    return unit


@act("unit_kerja.move")
def unit_kerja_move_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where to and from when; then what will happen."""
    return _ask(request, PINDAH, _movable(request, pk))


@act("unit_kerja.move", "POST")
def unit_kerja_move_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move the unit."""
    return _do(request, PINDAH, _movable(request, pk))


@act("unit_kerja.merge")
def unit_kerja_merge_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which units and from when; then what will happen."""
    return _ask(request, GABUNG, _mergeable(request, pk))


@act("unit_kerja.merge", "POST")
def unit_kerja_merge_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the other units in."""
    return _do(request, GABUNG, _mergeable(request, pk))


@act("unit_kerja.close")
def unit_kerja_close_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """From when; then what will happen, or what still holds the unit."""
    return _ask(request, TUTUP, _closable(request, pk))


@act("unit_kerja.close", "POST")
def unit_kerja_close_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the unit."""
    return _do(request, TUTUP, _closable(request, pk))
