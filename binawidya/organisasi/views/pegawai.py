"""A person's profile."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.permissions import (
    acts_on_pegawai,
    can_assign_penugasan_somewhere,
    can_list_pegawai,
)
from binawidya.organisasi.selectors.akun import akun_of
from binawidya.organisasi.selectors.penempatan import coming_status, main_post, posts_of, riwayat_baris, superior_on
from binawidya.umum.dates import today
from binawidya.umum.http import act, fetch

SINGKAT = 4


@act("pegawai.read")
def pegawai_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A person: data, the present superior, and the latest posts."""
    pegawai = fetch(Pegawai.objects.known_to(request.user), pk=pk)
    hari_ini = today()
    posts = posts_of(pegawai)
    pos, atasan = main_post(posts, hari_ini), superior_on(pegawai, hari_ini)
    boleh = acts_on_pegawai(request.user, pegawai, "pegawai.read_nip", "pegawai.read_pribadi", "pegawai.update")
    ubah = "pegawai.update" in boleh
    context: dict[str, Any] = {
        "pegawai": pegawai,
        "nip_utuh": "pegawai.read_nip" in boleh,
        "pribadi": "pegawai.read_pribadi" in boleh,
        "riwayat": riwayat_baris(posts[:SINGKAT]),
        "lebih": max(0, len(posts) - SINGKAT),
        "pos": pos,
        "merangkap": [post for post in posts if post.holds_on(hari_ini) and not post.adalah_definitif],
        "status_nanti": coming_status(pegawai),
        "atasan": atasan,
        "atasan_terbuka": atasan and Pegawai.objects.known_to(request.user).filter(pk=atasan.pk).exists(),
        "boleh_ubah": ubah,
        "boleh_peran": ubah and can_assign_penugasan_somewhere(request.user) and pegawai.user_id != request.user.pk,
        "akun_profil": akun_of(request.user, pegawai),
        "breadcrumb": [
            (_("Pegawai"), reverse("organisasi:pegawai_list") if can_list_pegawai(request.user) else ""),
            (pegawai.nama, ""),
        ],
    }
    return render(request, "organisasi/pegawai_detail.html", context)
