"""Objections: the list, the page with the clock that both sides see, answer, decision, withdrawal."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.policy import scope_paths
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate
from kinerja.enums import StatusKeberatan
from kinerja.forms.evaluasi import PutusanForm, TanggapanForm
from kinerja.models import Keberatan
from kinerja.permissions import can_decide_keberatan, can_respond_keberatan, can_withdraw_keberatan
from kinerja.services.keberatan import keberatan_decide, keberatan_respond, keberatan_withdraw

BUKAN_PEJABAT = gettext_lazy("Keberatan diputus oleh atasan pejabat penilai.")
BUKAN_PENILAI = gettext_lazy("Tanggapan ditulis oleh pejabat penilai.")
BUKAN_PEMILIK = gettext_lazy("Keberatan hanya ditarik oleh yang mengajukannya.")


def _rows(request: SignedInRequest) -> Any:
    return Keberatan.objects.visible_to(request.user).select_related(
        "evaluasi__pegawai", "evaluasi__unit_kerja", "evaluasi__penilai", "evaluasi__evaluasi_unit__kebijakan",
        "pejabat", "hasil", "diputus_oleh__pegawai",
    )  # fmt: skip


@act("keberatan.list")
def keberatan_list(request: SignedInRequest) -> HttpResponse:
    """Objections in scope: those under examination first."""
    lingkup = request.user.lingkup
    known = lingkup.pegawai_id is not None or bool(scope_paths("keberatan.list", lingkup).paths)
    require(known, _("Keberatan untuk kedua pihak, pemutusnya, dan yang mengawasi."))
    rows = _rows(request).order_by("-pk")
    waiting = [*rows.filter(status=StatusKeberatan.DIPERIKSA).order_by("diajukan_at")[:100]]
    context = {
        "menunggu": waiting,
        "page": paginate(request, rows.exclude(status=StatusKeberatan.DIPERIKSA)),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Keberatan"), "")],
    }
    return render(request, "kinerja/keberatan_list.html", context)


def _page(request: SignedInRequest, keberatan: Keberatan, status: int = 200, **forms: Any) -> HttpResponse:
    user, evaluasi = request.user, keberatan.evaluasi
    open_ = keberatan.diperiksa
    answers = open_ and can_respond_keberatan(user, keberatan)
    decides = open_ and can_decide_keberatan(user, keberatan)
    decision = PutusanForm(initial={"hasil": evaluasi.rating_hasil_kerja, "perilaku": evaluasi.rating_perilaku})
    answer = TanggapanForm(initial={"tanggapan": keberatan.tanggapan})
    context = {
        "keberatan": keberatan,
        "evaluasi": evaluasi,
        "sendiri": evaluasi.pegawai_id == user.lingkup.pegawai_id,
        "tarik": open_ and can_withdraw_keberatan(user, keberatan),
        "form_tanggapan": forms.get("tanggapan") or (answer if answers else None),
        "form_putusan": forms.get("putusan") or (decision if decides else None),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Keberatan"), reverse("kinerja:keberatan_list")),
            (evaluasi.pegawai.nama, ""),
        ],
    }
    return render(request, "kinerja/keberatan_detail.html", context, status=status)


@act("keberatan.read")
def keberatan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One objection with its clock and what may be done about it."""
    return _page(request, fetch(_rows(request), pk=pk))


@act("keberatan.respond", "POST")
def keberatan_respond_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the answer of the assessor."""
    keberatan = fetch(_rows(request), pk=pk)
    require(can_respond_keberatan(request.user, keberatan), BUKAN_PENILAI)
    form = TanggapanForm(request.POST)
    if not form.is_valid():
        return _page(request, keberatan, 422, tanggapan=form)
    keberatan_respond(actor=request.user, keberatan=keberatan, tanggapan=form.cleaned_data["tanggapan"])
    messages.success(request, _("Tanggapan tersimpan."))
    return redirect("kinerja:keberatan_detail", pk=pk)


@act("keberatan.withdraw", "POST")
def keberatan_withdraw_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the own objection back."""
    keberatan = fetch(_rows(request), pk=pk)
    require(can_withdraw_keberatan(request.user, keberatan), BUKAN_PEMILIK)
    keberatan_withdraw(actor=request.user, keberatan=keberatan)
    messages.success(request, _("Keberatan ditarik kembali."))
    return redirect("kinerja:keberatan_detail", pk=pk)


@act("keberatan.decide", "POST")
def keberatan_decide_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Decide finally."""
    keberatan = fetch(_rows(request), pk=pk)
    require(can_decide_keberatan(request.user, keberatan), BUKAN_PEJABAT)
    form = PutusanForm(request.POST)
    if not form.is_valid():
        return _page(request, keberatan, 422, putusan=form)
    data = form.cleaned_data
    decided = keberatan_decide(
        actor=request.user, keberatan=keberatan, putusan=data["putusan"], hasil_kerja=data["hasil"],
        perilaku=data["perilaku"],
    )  # fmt: skip
    messages.success(request, _("Keberatan diputus: %(hasil)s.") % {"hasil": decided.get_status_display().lower()})
    return redirect("kinerja:keberatan_detail", pk=pk)
