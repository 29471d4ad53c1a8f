"""Services: the list, adding, changing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate
from survei.forms.layanan import LayananForm
from survei.models import Layanan
from survei.permissions import can_create_layanan, can_list_layanan, can_update_layanan
from survei.selectors.survei import layanan_found
from survei.services.layanan import layanan_create, layanan_update

BUKAN_PENGELOLA = gettext_lazy("Layanan dan surveinya diatur oleh pengelola survei unit itu.")


def _crumbs(last: str = "") -> list[tuple[str, str]]:
    place = reverse("survei:layanan_list")
    first = [(_("Beranda"), reverse("beranda:home")), (_("Survei"), reverse("survei:survei_list"))]
    return [*first, (_("Layanan"), place if last else ""), *([(last, "")] if last else [])]


@act("layanan.list")
def layanan_list(request: SignedInRequest) -> HttpResponse:
    """Services within reach."""
    require(can_list_layanan(request.user), BUKAN_PENGELOLA)
    context = {
        "page": paginate(request, layanan_found(request.user)),
        "boleh": can_create_layanan(request.user),
        "breadcrumb": _crumbs(),
    }
    return render(request, "survei/layanan_list.html", context)


def _page(
    request: SignedInRequest, form: LayananForm, layanan: Layanan | None = None, status: int = 200
) -> HttpResponse:
    title = layanan.nama if layanan else _("Layanan baru")
    context = {"form": form, "layanan": layanan, "breadcrumb": _crumbs(title)}
    return render(request, "survei/layanan_form.html", context, status=status)


@act("layanan.create")
def layanan_new(request: SignedInRequest) -> HttpResponse:
    """An empty form."""
    require(can_create_layanan(request.user), BUKAN_PENGELOLA)
    return _page(request, LayananForm(user=request.user))


@act("layanan.create", "POST")
def layanan_create_one(request: SignedInRequest) -> HttpResponse:
    """Add a service."""
    require(can_create_layanan(request.user), BUKAN_PENGELOLA)
    form = LayananForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        layanan = layanan_create(actor=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form, status=422)
    messages.success(request, _("Layanan %(nama)s ditambahkan.") % {"nama": layanan.nama})
    return redirect("survei:layanan_list")


def _one(request: SignedInRequest, pk: int) -> Layanan:
    return fetch(Layanan.objects.visible_to(request.user).select_related("unit_kerja"), pk=pk)


@act("layanan.update")
def layanan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form of a service."""
    layanan = _one(request, pk)
    require(can_update_layanan(request.user, layanan), BUKAN_PENGELOLA)
    names = ("nama", "nama_en", "populasi", "aktif")
    return _page(request, LayananForm(initial={name: getattr(layanan, name) for name in names}), layanan)


@act("layanan.update", "POST")
def layanan_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a service."""
    layanan = _one(request, pk)
    require(can_update_layanan(request.user, layanan), BUKAN_PENGELOLA)
    form = LayananForm(request.POST)
    if not form.is_valid():
        return _page(request, form, layanan, status=422)
    try:
        layanan_update(actor=request.user, layanan=layanan, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form, layanan, status=422)
    messages.success(request, _("Layanan %(nama)s disimpan.") % {"nama": form.cleaned_data["nama"]})
    return redirect("survei:layanan_list")
