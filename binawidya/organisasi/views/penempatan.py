"""The posts of a person: history, move, further posts, and the correction of wrong entries."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.forms.penempatan import MutasiForm, TambahForm, TanggalForm
from binawidya.organisasi.forms.saran import send_back, show_refusal
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai, Penempatan
from binawidya.organisasi.permissions import (
    can_assign_penempatan,
    can_change_penempatan,
    can_list_pegawai,
    can_move_penempatan,
)
from binawidya.organisasi.selectors.penempatan import (
    acting_posts,
    movable_post,
    posts_mark,
    posts_of,
    riwayat_baris,
    superior_on,
)
from binawidya.organisasi.selectors.saran import jabatan_suggestions, pegawai_suggestions, unit_suggestions
from binawidya.organisasi.services.penempatan import penempatan_assign, penempatan_move
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import SIGNED_IN, act, fetch, require

BUKAN_ADMIN = gettext_lazy("Jabatan diatur oleh admin kepegawaian unit itu.")


def person(request: SignedInRequest, pk: int) -> Pegawai:
    """The person within the user's reach, or 404."""
    return fetch(Pegawai.objects.known_to(request.user), pk=pk)


def crumbs(request: SignedInRequest, pegawai: Pegawai, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way to a page about somebody's posts."""
    return [
        (_("Pegawai"), reverse("organisasi:pegawai_list") if can_list_pegawai(request.user) else ""),
        (pegawai.nama, reverse("organisasi:pegawai_detail", kwargs={"pk": pegawai.pk})),
        *more,
    ]


def history_url(pegawai_id: int) -> str:
    """Where the history of somebody's posts is."""
    return reverse("organisasi:penempatan_list", kwargs={"pk": pegawai_id})


def see_again(form: forms.Form, pegawai_id: int, message: str) -> forms.Form:
    """The form once more, with what was typed, after somebody else was faster: the next try knows it."""
    send_back(form, "dilihat", posts_mark(pegawai_id))
    form.add_error(None, message)
    return form


@act("pegawai.read")
def penempatan_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every post of a person, and who was the superior on a day that is asked for."""
    pegawai = person(request, pk)
    posts = posts_of(pegawai)
    form = TanggalForm(request.GET or None)
    hari = form.hari() or today()
    assign = can_assign_penempatan(request.user, pegawai)
    context = {
        "pegawai": pegawai,
        "riwayat": riwayat_baris(posts),
        "dapat_diubah": {post.pk for post in posts if can_change_penempatan(request.user, post, "penempatan.read")},
        "boleh_tambah": assign,
        "boleh_mutasi": assign and can_move_penempatan(request.user, pegawai, movable_post(posts, today())),
        "ada_definitif": movable_post(posts, today()) is not None,
        "hari": hari,
        "atasan": superior_on(pegawai, hari),
        "form": form if form.is_bound else TanggalForm(initial={"tanggal": hari}),
        "breadcrumb": crumbs(request, pegawai, (_("Riwayat jabatan"), "")),
    }
    return render(request, "organisasi/penempatan_list.html", context)


# --- mutasi -------------------------------------------------------------------------------------------------------
def _move_page(request: SignedInRequest, pegawai: Pegawai, form: forms.Form, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "pegawai": pegawai,
        "lama": movable_post(posts_of(pegawai), today()),
        "breadcrumb": crumbs(request, pegawai, (_("Riwayat jabatan"), history_url(pegawai.pk)), (_("Mutasi"), "")),
    }
    return render(request, "organisasi/penempatan_mutasi.html", context, status=status)


def _movable(request: SignedInRequest, pk: int) -> tuple[Pegawai, list[Penempatan]]:
    """The person, and the acting posts that may end with the move."""
    pegawai = person(request, pk)
    posts = posts_of(pegawai)
    require(can_move_penempatan(request.user, pegawai, movable_post(posts, today())), BUKAN_ADMIN)
    acting = acting_posts(posts, today())
    return pegawai, [post for post in acting if can_change_penempatan(request.user, post, "penempatan.end")]


@act("penempatan.move")
def penempatan_move_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where to, as what, from when."""
    pegawai, acting = _movable(request, pk)
    form = MutasiForm(user=request.user, rangkap=acting, initial={"dilihat": posts_mark(pegawai.pk)})
    return _move_page(request, pegawai, form)


@act("penempatan.move", "POST")
def penempatan_move_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the old post and begin the new one."""
    pegawai, acting = _movable(request, pk)
    form = MutasiForm(request.POST, user=request.user, rangkap=acting)
    if not form.is_valid():
        return _move_page(request, pegawai, form, status=422)
    try:
        post = penempatan_move(
            actor=request.user,
            pegawai=pegawai,
            isi=form.isi(),
            dilihat=form.cleaned_data["dilihat"],
            ikut_berakhir=form.cleaned_data.get("ikut_berakhir", ()),
        )
    except ActRefused as refused:
        return _move_page(request, pegawai, see_again(form, pegawai.pk, refused.message), status=409)
    except ValidationError as error:
        show_refusal(error, form)
        return _move_page(request, pegawai, form, status=422)
    names = {"nama": pegawai.nama, "jabatan": post.nama_jabatan, "unit": post.unit_kerja.nama}
    text = _("%(nama)s menjadi %(jabatan)s di %(unit)s mulai %(tanggal)s.")
    messages.success(request, text % {**names, "tanggal": format_tanggal(post.tmt_mulai)})
    return redirect(history_url(pegawai.pk))


# --- first and further posts --------------------------------------------------------------------------------------
def _assign_page(request: SignedInRequest, pegawai: Pegawai, form: forms.Form, status: int = 200) -> HttpResponse:
    last = (_("Tambah jabatan"), "")
    context = {
        "form": form,
        "pegawai": pegawai,
        "breadcrumb": crumbs(request, pegawai, (_("Riwayat jabatan"), history_url(pegawai.pk)), last),
    }
    return render(request, "organisasi/penempatan_tambah.html", context, status=status)


def _assignable(request: SignedInRequest, pk: int) -> Pegawai:
    pegawai = person(request, pk)
    require(can_assign_penempatan(request.user, pegawai), BUKAN_ADMIN)
    return pegawai


@act("penempatan.assign")
def penempatan_assign_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """A definitive post for somebody without one, else one as Plt."""
    pegawai = _assignable(request, pk)
    holds = movable_post(posts_of(pegawai), today()) is not None
    jenis = JenisPenempatan.PLT if holds else JenisPenempatan.DEFINITIF
    initial = {"jenis": jenis, "memimpin": holds, "dilihat": posts_mark(pegawai.pk)}
    return _assign_page(request, pegawai, TambahForm(user=request.user, initial=initial))


@act("penempatan.assign", "POST")
def penempatan_assign_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the post."""
    pegawai = _assignable(request, pk)
    form = TambahForm(request.POST, user=request.user)
    if not form.is_valid():
        return _assign_page(request, pegawai, form, status=422)
    try:
        post = penempatan_assign(
            actor=request.user, pegawai=pegawai, isi=form.isi(), dilihat=form.cleaned_data["dilihat"]
        )
    except ActRefused as refused:
        return _assign_page(request, pegawai, see_again(form, pegawai.pk, refused.message), status=409)
    except ValidationError as error:
        show_refusal(error, form)
        return _assign_page(request, pegawai, form, status=422)
    text = _("%(nama)s menjadi %(jabatan)s di %(unit)s.")
    names = {"nama": pegawai.nama, "jabatan": post.nama_jabatan, "unit": post.unit_kerja.nama}
    messages.success(request, text % names)
    return redirect(history_url(pegawai.pk))


# --- suggestions --------------------------------------------------------------------------------------------------
@act(SIGNED_IN)
def saran(request: SignedInRequest, jenis: str) -> HttpResponse:
    """Names that match what is being typed, as options of a list; only what the user may see anyway."""
    # The widget says which field it is; the text comes under that field's name.
    teks = " ".join(request.GET.get(request.GET.get("isian", ""), "").split())[:100]
    sources = {
        "unit": lambda: unit_suggestions(request.user, "penempatan.assign", teks),
        "unit-peran": lambda: unit_suggestions(request.user, "penugasan.assign", teks),
        "unit-buka": lambda: unit_suggestions(request.user, "pembukaan_unit.create", teks),
        "jabatan": lambda: jabatan_suggestions(teks),
        "pegawai": lambda: pegawai_suggestions(request.user, teks),
    }
    if jenis not in sources:
        raise Http404
    found = sources[jenis]() if len(teks) > 1 else []
    return render(request, "organisasi/_saran.html", {"saran": found})
