"""Who has an account: the list, one account closed or opened, and how far a bulk act is."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRefresh

from binawidya.organisasi.daftar import akun_columns, akun_lines
from binawidya.organisasi.filters import AkunFilter
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import AksiAkun, Pegawai
from binawidya.organisasi.permissions import can_create_akun, can_list_akun, can_manage_akun
from binawidya.organisasi.selectors import kolom
from binawidya.organisasi.selectors.akun import aksi_terakhir, akun_people, akun_rows
from binawidya.organisasi.services.akun import akun_close, akun_reopen
from binawidya.umum.http import act, fetch, require
from binawidya.umum.selection import Selection, kept_filters
from binawidya.umum.spreadsheet.download import list_response
from binawidya.umum.tables import paginate

FILTERS = ("cari", "unit", "akun", "surel")
BUKAN_ADMIN = gettext_lazy("Akun diurus oleh admin kepegawaian unit itu.")
DI_LUAR = gettext_lazy(
    "Akun ini diurus admin kepegawaian di atas Anda, karena orangnya memegang jabatan atau peran di luar wewenang Anda."
)


def _filtered(request: SignedInRequest) -> AkunFilter:
    require(can_list_akun(request.user), BUKAN_ADMIN)
    return AkunFilter(request.GET, akun_people(request.user), user=request.user)


@act("akun.list")
def akun_list(request: SignedInRequest) -> HttpResponse:
    """People and their accounts within the user's reach, with acts on the chosen ones."""
    saring = _filtered(request)
    page = paginate(
        request, saring.qs, columns={"nama": ["nama"]}, default="nama", searched=bool(request.GET.get("cari"))
    )
    context = {
        "saring": saring,
        "form": saring.form,
        "page": page,
        "baris": akun_rows(request.user, page),
        "tersaring": page.filtered(*FILTERS),
        "terpakai": kept_filters(request.GET, FILTERS),
        "kolom": kolom.columns_of(request.user, kolom.AKUN),
        "boleh": can_create_akun(request.user),
        "aksi": aksi_terakhir(request.user),
        "breadcrumb": [(_("Pegawai"), reverse("organisasi:pegawai_list")), (_("Akun"), "")],
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "organisasi/_akun_hasil.html" if part else "organisasi/akun_list.html", context)


@act("akun.list")
def akun_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as the filter leaves it, or the chosen rows; ``bentuk=csv`` or XLSX."""
    people, chosen = _filtered(request).qs, Selection.read(request.GET)
    if not chosen.empty:
        people = chosen.among(akun_people(request.user), people)
    lines = akun_lines(request.user, people.order_by("nama", "pk"))
    return list_response(request, _("Akun"), akun_columns(), lines)


@act("akun.list")
def aksi_akun_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a bulk act is, then its result. Refreshes itself."""
    require(can_list_akun(request.user), BUKAN_ADMIN)
    aksi = fetch(AksiAkun.objects.visible_to(request.user).defer("pegawai_ids"), pk=pk)
    if request.htmx and not request.htmx.boosted:
        if not aksi.berjalan:
            return HttpResponseClientRefresh()
        return render(request, "organisasi/_aksi_akun_kemajuan.html", {"aksi": aksi})
    context = {
        "aksi": aksi,
        "breadcrumb": [
            (_("Pegawai"), reverse("organisasi:pegawai_list")),
            (_("Akun"), reverse("organisasi:akun_list")),
            (aksi.get_jenis_display(), ""),
        ],
    }
    return render(request, "organisasi/aksi_akun.html", context)


def _managed(request: SignedInRequest, pk: int, act_name: str) -> Pegawai:
    pegawai = fetch(Pegawai.objects.known_to(request.user), pk=pk)
    require(can_list_akun(request.user), BUKAN_ADMIN)
    require(can_manage_akun(request.user, pegawai, act_name), DI_LUAR)
    return pegawai


@act("akun.close", "POST")
def akun_close_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Deactivate the account of a person."""
    pegawai = _managed(request, pk, "akun.close")
    akun_close(actor=request.user, pegawai=pegawai)
    messages.success(request, _("Akun %(nama)s nonaktif. Semua sesinya sudah berakhir.") % {"nama": pegawai.nama})
    return redirect("organisasi:pegawai_detail", pk=pk)


@act("akun.reopen", "POST")
def akun_reopen_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a deactivated account again."""
    pegawai = _managed(request, pk, "akun.reopen")
    akun_reopen(actor=request.user, pegawai=pegawai)
    messages.success(request, _("Akun %(nama)s aktif lagi.") % {"nama": pegawai.nama})
    return redirect("organisasi:pegawai_detail", pk=pk)
