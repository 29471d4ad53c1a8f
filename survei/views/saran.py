"""What people wrote, read before anybody else sees it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate
from survei.enums import StatusSaran
from survei.models import Saran, Survei
from survei.permissions import can_act_on_survei
from survei.selectors.survei import questions_shown
from survei.services.saran import saran_approve
from survei.views.survei import crumbs, one

BUKAN_PEMBACA = gettext_lazy("Saran dibaca oleh pengelola survei dan pimpinan unit itu.")


@act("saran.list")
def saran_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Texts of a survey; those who do not moderate see what was released."""
    survei = one(request, pk)
    require(can_act_on_survei(request.user, "saran.list", survei), BUKAN_PEMBACA)
    moderates = can_act_on_survei(request.user, "saran.approve", survei)
    rows = survei.saran.all() if moderates else survei.saran.filter(status=StatusSaran.DITAMPILKAN)
    cukup = questions_shown(survei)
    rows = rows.filter(pertanyaan__in=cukup)
    context = {
        "survei": survei,
        "page": paginate(request, rows.order_by("-status", "pk")),
        "cukup": bool(cukup),
        "boleh": moderates,
        "breadcrumb": crumbs(survei, _("Saran")),
    }
    return render(request, "survei/saran_list.html", context)


@act("saran.approve", "POST")
def saran_decide(request: SignedInRequest, pk: str) -> HttpResponse:
    """Release or hide one text."""
    surveys = Survei.objects.visible_to(request.user)
    saran = fetch(Saran.objects.filter(survei__in=surveys).select_related("survei__unit_kerja"), pk=pk)
    require(can_act_on_survei(request.user, "saran.approve", saran.survei), BUKAN_PEMBACA)
    tampil = request.POST.get("tampil") == "1"
    saran_approve(actor=request.user, saran=saran, tampil=tampil)
    messages.success(request, _("Saran ditampilkan.") if tampil else _("Saran disembunyikan."))
    return redirect("survei:saran_list", pk=saran.survei_id)
