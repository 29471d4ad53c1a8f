"""Everything that came back, with every reason in one place."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import act, require
from indikator.permissions import can_list_realisasi
from indikator.selectors.dikembalikan import dikembalikan
from indikator.views.realisasi import TANPA_TARGET


@act("realisasi.list")
def dikembalikan_list(request: SignedInRequest) -> HttpResponse:
    """Returned entries of open months, the reason and who gave it beside each."""
    require(can_list_realisasi(request.user), TANPA_TARGET)
    context = {
        "daftar": [*dikembalikan(request.user.lingkup.pegawai_id or 0)],
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Dikembalikan kepada saya"), "")],
    }
    return render(request, "indikator/dikembalikan.html", context)
