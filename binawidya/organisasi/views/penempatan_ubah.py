"""One post: its end, its correction, its withdrawal."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from binawidya.organisasi.forms.penempatan import AkhiriForm, BatalkanForm, KoreksiForm
from binawidya.organisasi.forms.saran import show_refusal
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai, Penempatan
from binawidya.organisasi.permissions import can_change_penempatan
from binawidya.organisasi.selectors.penempatan import posts_mark
from binawidya.organisasi.services.penempatan import penempatan_cancel, penempatan_correct, penempatan_end
from binawidya.organisasi.views.penempatan import BUKAN_ADMIN, crumbs, history_url, see_again
from binawidya.umum.dates import format_tanggal
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require

# Three forms on one page: each has its own ids.
AKHIRI, BATALKAN = "akhiri_%s", "batalkan_%s"


def _post(request: SignedInRequest, pk: int, needed: str) -> Penempatan:
    """The post of somebody within reach (else 404), in a unit within the scope of the act (else 403)."""
    posts = Penempatan.objects.select_related("unit_kerja__induk", "jabatan", "atasan", "pegawai")
    post = fetch(posts.filter(pegawai__in=Pegawai.objects.known_to(request.user).order_by()), pk=pk)
    require(can_change_penempatan(request.user, post, needed), BUKAN_ADMIN)
    return post


def _page(
    request: SignedInRequest,
    post: Penempatan,
    *,
    koreksi: forms.Form | None = None,
    akhiri: forms.Form | None = None,
    batalkan: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    seen = {"dilihat": posts_mark(post.pegawai_id)}
    context = {
        "pos": post,
        "pegawai": post.pegawai,
        "koreksi": koreksi or KoreksiForm(user=request.user, initial=KoreksiForm.initial_of(post, seen["dilihat"])),
        "akhiri": akhiri or AkhiriForm(initial=seen, auto_id=AKHIRI),
        "batalkan": batalkan or BatalkanForm(initial=seen, auto_id=BATALKAN),
        "breadcrumb": crumbs(
            request, post.pegawai, (_("Riwayat jabatan"), history_url(post.pegawai_id)), (post.nama_jabatan, "")
        ),
    }
    return render(request, "organisasi/penempatan_detail.html", context, status=status)


@act("penempatan.read")
def penempatan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One post with what may be done to it."""
    return _page(request, _post(request, pk, "penempatan.read"))


@act("penempatan.correct", "POST")
def penempatan_correct_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend a wrong entry."""
    post = _post(request, pk, "penempatan.correct")
    form = KoreksiForm(request.POST, user=request.user)
    form.pos = post
    if not form.is_valid():
        return _page(request, post, koreksi=form, status=422)
    values = form.cleaned_data
    try:
        penempatan_correct(
            actor=request.user,
            penempatan=post,
            isi=form.isi(post.jenis),
            dilihat=values["dilihat"],
            alasan=values["alasan"],
        )
    except ActRefused as refused:
        return _page(request, post, koreksi=see_again(form, post.pegawai_id, refused.message), status=409)
    except ValidationError as error:
        show_refusal(error, form)
        return _page(request, post, koreksi=form, status=422)
    messages.success(request, _("Koreksi jabatan %(nama)s tersimpan.") % {"nama": post.pegawai.nama})
    return redirect(history_url(post.pegawai_id))


@act("penempatan.end", "POST")
def penempatan_end_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a post its last day."""
    post = _post(request, pk, "penempatan.end")
    form = AkhiriForm(request.POST, auto_id=AKHIRI)
    if not form.is_valid():
        return _page(request, post, akhiri=form, status=422)
    last = form.cleaned_data["tmt_selesai"]
    try:
        penempatan_end(
            actor=request.user,
            penempatan=post,
            tmt_selesai=last,
            dilihat=form.cleaned_data["dilihat"],
            alasan=form.cleaned_data["alasan"],
        )
    except ActRefused as refused:
        return _page(request, post, akhiri=see_again(form, post.pegawai_id, refused.message), status=409)
    except ValidationError as error:
        show_refusal(error, form)
        return _page(request, post, akhiri=form, status=422)
    names = {"jabatan": post.nama_jabatan, "nama": post.pegawai.nama, "tanggal": format_tanggal(last)}
    messages.success(request, _("Jabatan %(jabatan)s %(nama)s berakhir %(tanggal)s.") % names)
    return redirect(history_url(post.pegawai_id))


@act("penempatan.correct", "POST")
def penempatan_cancel_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a wrong entry back."""
    post = _post(request, pk, "penempatan.correct")
    form = BatalkanForm(request.POST, auto_id=BATALKAN)
    if not form.is_valid():
        return _page(request, post, batalkan=form, status=422)
    try:
        penempatan_cancel(
            actor=request.user,
            penempatan=post,
            dilihat=form.cleaned_data["dilihat"],
            alasan=form.cleaned_data["alasan"],
        )
    except ActRefused as refused:
        return _page(request, post, batalkan=see_again(form, post.pegawai_id, refused.message), status=409)
    except ValidationError as error:
        show_refusal(error, form)
        return _page(request, post, batalkan=form, status=422)
    names = {"jabatan": post.nama_jabatan, "nama": post.pegawai.nama}
    messages.success(request, _("Catatan %(jabatan)s untuk %(nama)s dibatalkan.") % names)
    return redirect(history_url(post.pegawai_id))
