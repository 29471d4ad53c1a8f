"""Activities for services: the list, one of them with its surveys before and after, writing down and correcting."""

from collections.abc import Iterable

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
from kinerja.forms.kegiatan import KegiatanForm
from kinerja.models import Kegiatan
from kinerja.permissions import can_change_kegiatan, can_create_kegiatan, can_list_kegiatan
from kinerja.selectors.kegiatan import Baris, compared, kegiatan_found, picture
from kinerja.services.kegiatan import kegiatan_create, kegiatan_delete, kegiatan_update
from survei.models import Layanan
from survei.selectors.banding import unsur_choices
from survei.services.unsur_baku import UNSUR_BAKU

BUKAN_PENCATAT = gettext_lazy("Kegiatan dicatat oleh pengelola survei dan kepala unit penyelenggara layanannya.")
BUKAN_PEMBACA = gettext_lazy("Kegiatan dan perbandingan surveinya dibaca oleh pengelola survei dan pimpinan unit.")
_FIELDS = ("nama", "jenis", "mulai", "selesai", "unsur", "catatan")


def _crumbs(kegiatan: Kegiatan | None = None, last: str = "") -> list[tuple[str, str]]:
    found = [(_("Beranda"), reverse("beranda:home"))]
    found.append((_("Sebelum dan sesudah"), reverse("kinerja:kegiatan_list") if kegiatan or last else ""))
    if kegiatan is not None:
        found.append((kegiatan.nama, reverse("kinerja:kegiatan_detail", args=[kegiatan.pk]) if last else ""))
    return [*found, *([(last, "")] if last else [])]


def _one(request: SignedInRequest, pk: int) -> Kegiatan:
    return fetch(Kegiatan.objects.visible_to(request.user).select_related("layanan__unit_kerja"), pk=pk)


def _services(request: SignedInRequest) -> Iterable[Layanan]:
    return Layanan.objects.visible_to(request.user, "kegiatan.create").filter(aktif=True).order_by("nama", "pk")


def _choices(layanan: Iterable[int]) -> list[tuple[str, str]]:
    """The nine usual elements, and whatever else these services were asked about."""
    usual = {one.slug: one.nama for one in UNSUR_BAKU}
    return [*(usual | {slug: nama for slug, nama in unsur_choices(layanan) if slug not in usual}).items()]


@act("kegiatan.list")
def kegiatan_list(request: SignedInRequest) -> HttpResponse:
    """What was done, and how the IKM of its service moved."""
    require(can_list_kegiatan(request.user), BUKAN_PEMBACA)
    page = paginate(request, kegiatan_found(request.user))
    context = {
        "page": page,
        "baris": [(row, Baris(found.ikm) if found.ikm else None) for row, found in compared([*page])],
        "boleh": can_create_kegiatan(request.user),
        "breadcrumb": _crumbs(),
    }
    return render(request, "kinerja/kegiatan_list.html", context)


@act("kegiatan.read")
def kegiatan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The survey before and the one after it, and whether the difference can be chance."""
    kegiatan = _one(request, pk)
    ((_row, found),) = compared([kegiatan])
    names = dict(_choices([kegiatan.layanan_id]))
    context = {
        "kegiatan": kegiatan,
        "banding": found,
        "gambar": picture(found),
        "unsur": [names.get(slug, slug) for slug in kegiatan.unsur],
        "belum_selesai": kegiatan.selesai >= today(),
        "boleh": can_change_kegiatan(request.user, kegiatan),
        "breadcrumb": _crumbs(kegiatan),
    }
    return render(request, "kinerja/kegiatan_detail.html", context)


# --- writing down -------------------------------------------------------------------------------------------------
def _page(
    request: SignedInRequest, form: KegiatanForm, kegiatan: Kegiatan | None = None, status: int = 200
) -> HttpResponse:
    title = _("Ubah kegiatan") if kegiatan else _("Catat kegiatan")
    context = {"form": form, "kegiatan": kegiatan, "judul": title, "breadcrumb": _crumbs(kegiatan, title)}
    return render(request, "kinerja/kegiatan_form.html", context, status=status)


def _new_form(request: SignedInRequest, data: object = None) -> KegiatanForm:
    services = _services(request)
    return KegiatanForm(data, layanan=services, unsur=_choices([one.pk for one in services]))


@act("kegiatan.create")
def kegiatan_new(request: SignedInRequest) -> HttpResponse:
    """An empty form."""
    require(can_create_kegiatan(request.user), BUKAN_PENCATAT)
    return _page(request, _new_form(request))


@act("kegiatan.create", "POST")
def kegiatan_create_one(request: SignedInRequest) -> HttpResponse:
    """Write it down."""
    require(can_create_kegiatan(request.user), BUKAN_PENCATAT)
    form = _new_form(request, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        kegiatan = kegiatan_create(actor=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form, status=422)
    messages.success(request, _("Kegiatan dicatat."))
    return redirect("kinerja:kegiatan_detail", pk=kegiatan.pk)


@act("kegiatan.update")
def kegiatan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of one that is written down."""
    kegiatan = _one(request, pk)
    require(can_change_kegiatan(request.user, kegiatan), BUKAN_PENCATAT)
    initial = {name: getattr(kegiatan, name) for name in _FIELDS}
    return _page(request, KegiatanForm(initial=initial, unsur=_choices([kegiatan.layanan_id])), kegiatan)


@act("kegiatan.update", "POST")
def kegiatan_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct it."""
    kegiatan = _one(request, pk)
    require(can_change_kegiatan(request.user, kegiatan), BUKAN_PENCATAT)
    form = KegiatanForm(request.POST, unsur=_choices([kegiatan.layanan_id]))
    if not form.is_valid():
        return _page(request, form, kegiatan, status=422)
    try:
        kegiatan_update(actor=request.user, kegiatan=kegiatan, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form, kegiatan, status=422)
    messages.success(request, _("Kegiatan disimpan."))
    return redirect("kinerja:kegiatan_detail", pk=pk)


@act("kegiatan.delete", "POST")
def kegiatan_delete_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take out what was entered by mistake."""
    kegiatan = _one(request, pk)
    require(can_change_kegiatan(request.user, kegiatan), BUKAN_PENCATAT)
    kegiatan_delete(actor=request.user, kegiatan=kegiatan)
    messages.success(request, _("Kegiatan %(nama)s dihapus.") % {"nama": kegiatan.nama})
    return redirect("kinerja:kegiatan_list")
