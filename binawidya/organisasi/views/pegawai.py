"""The list of people, a person's profile, and the list as a spreadsheet."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.filters import PegawaiFilter
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.permissions import can_list_impor, can_list_pegawai
from binawidya.organisasi.resources import export_columns, export_rows
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.pegawai import baris_of, pegawai_for, readable_nips, riwayat_of, with_posts
from binawidya.organisasi.views.unduhan import csv_response, xlsx_response
from binawidya.umum.dates import today
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate

COLUMNS = {"nama": ["nama"], "golongan": ["golongan", "nama"], "status": ["status", "nama"]}
FILTERS = ("cari", "unit", "jenis", "status")


def _filtered(request: SignedInRequest) -> PegawaiFilter:
    require(can_list_pegawai(request.user), _("Daftar ini untuk pimpinan unit, inspektorat, dan admin."))
    return PegawaiFilter(request.GET, pegawai_for(request.user), user=request.user)


@act("pegawai.list")
def pegawai_list(request: SignedInRequest) -> HttpResponse:
    """People within the user's reach, searched, filtered and sorted by the address."""
    saring = _filtered(request)
    page = paginate(request, saring.qs, columns=COLUMNS, default="nama")
    context = {
        "saring": saring,
        "form": saring.form,
        "page": page,
        "baris": baris_of(request.user, page),
        "tersaring": page.filtered(*FILTERS),
        "cari": " ".join(request.GET.get("cari", "").split())[:100],
        "boleh_impor": can_list_impor(request.user),
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "organisasi/_pegawai_hasil.html" if part else "organisasi/pegawai_list.html", context)


@act("pegawai.read")
def pegawai_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A person: data, the present superior, and every post held."""
    pegawai = fetch(Pegawai.objects.visible_to(request.user), pk=pk)
    hari_ini = today()
    riwayat = riwayat_of(pegawai)
    kini = [post for post in riwayat if _holds(post, hari_ini)]
    atasan_id = atasan_of([pegawai.pk], hari_ini).get(pegawai.pk)
    context: dict[str, Any] = {
        "pegawai": pegawai,
        "nip_utuh": bool(readable_nips(request.user, [pegawai.pk])),
        "riwayat": [(post, post in kini) for post in riwayat],
        "pos": next((post for post in kini if post.jenis == JenisPenempatan.DEFINITIF), None),
        "merangkap": [post for post in kini if post.jenis != JenisPenempatan.DEFINITIF],
        "atasan": Pegawai.objects.filter(pk=atasan_id).first() if atasan_id else None,
        "atasan_terbuka": atasan_id is not None
        and Pegawai.objects.visible_to(request.user).filter(pk=atasan_id).exists(),
        "breadcrumb": [
            (_("Pegawai"), reverse("organisasi:pegawai_list") if can_list_pegawai(request.user) else ""),
            (pegawai.nama, ""),
        ],
    }
    return render(request, "organisasi/pegawai_detail.html", context)


def _holds(post: Any, tanggal: Any) -> bool:
    return bool(post.tmt_mulai <= tanggal and (post.tmt_selesai is None or post.tmt_selesai >= tanggal))


@act("pegawai.export")
def pegawai_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as the filter leaves it, in the shape that an import reads back; ``bentuk=csv`` or XLSX."""
    people = with_posts(_filtered(request).qs.order_by("nama", "pk"), request.user, today())
    name = _("pegawai-%(tanggal)s") % {"tanggal": today().isoformat()}
    if request.GET.get("bentuk") == "csv":
        return csv_response(name, export_columns(), export_rows(people))
    return xlsx_response(name, _("Pegawai"), export_columns(), export_rows(people))
