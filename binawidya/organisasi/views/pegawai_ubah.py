"""A new person, a change of data, a change of status. Personal data travel in the body, never in the address."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import TIDAK_BERTUGAS, StatusPegawai
from binawidya.organisasi.forms.pegawai import PegawaiForm, StatusForm
from binawidya.organisasi.forms.penempatan import PosForm
from binawidya.organisasi.forms.saran import send_back, show_refusal
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.permissions import can_create_pegawai, can_update_pegawai
from binawidya.organisasi.selectors.penempatan import (
    coming_status,
    leading_posts,
    posts_mark,
    posts_of,
    special_subordinates,
)
from binawidya.organisasi.services.pegawai import pegawai_create, pegawai_record_status, pegawai_update
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.http import act, fetch, require

BUKAN_ADMIN = gettext_lazy("Data pegawai diubah oleh admin kepegawaian unitnya.")


def _person(request: SignedInRequest, pk: int) -> Pegawai:
    pegawai = fetch(Pegawai.objects.known_to(request.user), pk=pk)
    require(can_update_pegawai(request.user, pegawai), BUKAN_ADMIN)
    return pegawai


def _crumbs(pegawai: Pegawai | None, last: str) -> list[tuple[Any, str]]:
    crumbs: list[tuple[Any, str]] = [(_("Pegawai"), reverse("organisasi:pegawai_list"))]
    if pegawai is not None:
        crumbs.append((pegawai.nama, reverse("organisasi:pegawai_detail", kwargs={"pk": pegawai.pk})))
    return [*crumbs, (last, "")]


# --- a new person -------------------------------------------------------------------------------------------------
def _new_page(request: SignedInRequest, form: PegawaiForm, pos: PosForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "pos": pos, "breadcrumb": _crumbs(None, _("Pegawai baru"))}
    return render(request, "organisasi/pegawai_form.html", context, status=status)


@act("pegawai.create")
def pegawai_new(request: SignedInRequest) -> HttpResponse:
    """The empty form."""
    require(can_create_pegawai(request.user), BUKAN_ADMIN)
    return _new_page(request, PegawaiForm(), PosForm(user=request.user))


@act("pegawai.create", "POST")
def pegawai_create_one(request: SignedInRequest) -> HttpResponse:
    """Keep a new person with the first post."""
    require(can_create_pegawai(request.user), BUKAN_ADMIN)
    form, pos = PegawaiForm(request.POST), PosForm(request.POST, user=request.user)
    # Both, so that everything that is wrong is said at once.
    if not all([form.is_valid(), pos.is_valid()]) or form.needs_second_look():
        return _new_page(request, form, pos, status=422)
    try:
        pegawai = pegawai_create(actor=request.user, isi=form.isi(), pos=pos.isi())
    except ValidationError as error:
        show_refusal(error, form, pos)
        return _new_page(request, form, pos, status=422)
    messages.success(request, _("%(nama)s tercatat.") % {"nama": pegawai.nama_lengkap})
    return redirect("organisasi:pegawai_detail", pk=pegawai.pk)


# --- data ---------------------------------------------------------------------------------------------------------
def _edit_page(request: SignedInRequest, pegawai: Pegawai, form: PegawaiForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "pegawai": pegawai, "breadcrumb": _crumbs(pegawai, _("Ubah data"))}
    return render(request, "organisasi/pegawai_form.html", context, status=status)


@act("pegawai.update")
def pegawai_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form with the data as they stand."""
    pegawai = _person(request, pk)
    return _edit_page(request, pegawai, PegawaiForm(pegawai=pegawai))


@act("pegawai.update", "POST")
def pegawai_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep changed data; what somebody else changed meanwhile is shown, not overwritten."""
    pegawai = _person(request, pk)
    form = PegawaiForm(request.POST, pegawai=pegawai)
    if not form.is_valid() or form.needs_second_look():
        return _edit_page(request, pegawai, form, status=422)
    try:
        pegawai = pegawai_update(
            actor=request.user, pegawai=pegawai, isi=form.isi(), dilihat=form.cleaned_data["dilihat"]
        )
    except ConflictError as conflict:
        form.show_conflict(Pegawai.objects.get(pk=pk))
        form.add_error(None, conflict.message)
        return _edit_page(request, pegawai, form, status=409)
    except ValidationError as error:
        show_refusal(error, form)
        return _edit_page(request, pegawai, form, status=422)
    messages.success(request, _("Data %(nama)s tersimpan.") % {"nama": pegawai.nama_lengkap})
    return redirect("organisasi:pegawai_detail", pk=pegawai.pk)


# --- status -------------------------------------------------------------------------------------------------------
def _status_page(request: SignedInRequest, pegawai: Pegawai, form: StatusForm, status: int = 200) -> HttpResponse:
    posts = posts_of(pegawai)
    context = {
        "form": form,
        "pegawai": pegawai,
        "riwayat": [*pegawai.perubahan_status.order_by("-tmt")],
        "nanti": coming_status(pegawai),
        "memimpin": leading_posts(posts, today()),
        "atasan_bagi": special_subordinates(pegawai, today()),
        "breadcrumb": _crumbs(pegawai, _("Status")),
    }
    return render(request, "organisasi/pegawai_status.html", context, status=status)


@act("pegawai.update")
def pegawai_status(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form, what the change would end, and the changes before."""
    pegawai = _person(request, pk)
    initial = {"tmt": today(), "dilihat": posts_mark(pegawai.pk)}
    return _status_page(request, pegawai, StatusForm(initial=initial))


@act("pegawai.update", "POST")
def pegawai_status_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a change of status."""
    pegawai = _person(request, pk)
    form = StatusForm(request.POST)
    if not form.is_valid():
        return _status_page(request, pegawai, form, status=422)
    values = form.cleaned_data
    status, tmt = StatusPegawai(values["status"]), values["tmt"]
    try:
        pegawai_record_status(
            actor=request.user,
            pegawai=pegawai,
            status=status,
            tmt=tmt,
            dasar=values["dasar"],
            dilihat=values["dilihat"],
        )
    except ActRefused as refused:
        return _status_page(request, pegawai, _again(form, pegawai, refused.message), status=409)
    except ValidationError as error:
        show_refusal(error, form)
        return _status_page(request, pegawai, form, status=422)
    messages.success(request, _status_text(pegawai, status, format_tanggal(tmt)))
    return redirect("organisasi:pegawai_detail", pk=pegawai.pk)


def _again(form: StatusForm, pegawai: Pegawai, message: str) -> StatusForm:
    send_back(form, "dilihat", posts_mark(pegawai.pk))
    form.add_error(None, message)
    return form


def _status_text(pegawai: Pegawai, status: StatusPegawai, tmt: str) -> str:
    names = {"nama": pegawai.nama, "status": str(status.label).lower(), "tanggal": tmt}
    if status in TIDAK_BERTUGAS:
        return _("%(nama)s %(status)s mulai %(tanggal)s. Jabatan dan perannya berakhir sehari sebelumnya.") % names
    return _("Status %(nama)s menjadi %(status)s mulai %(tanggal)s.") % names
