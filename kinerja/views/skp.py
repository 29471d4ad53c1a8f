"""What an SKP says beside its targets, written by the person and the superior."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai
from binawidya.umum.http import act, fetch, require
from kinerja.enums import PANDUAN_PERILAKU, Perilaku
from kinerja.forms import SkpForm
from kinerja.permissions import can_expect_skp, can_update_skp
from kinerja.selectors.skp import skp_of
from kinerja.services.skp import skp_update

BUKAN_WEWENANG = gettext_lazy("Lampiran SKP diisi oleh pegawai yang bersangkutan dan atasannya.")


def _pegawai(request: SignedInRequest, pk: int) -> Pegawai:
    pegawai = fetch(Pegawai.objects.visible_to(request.user), pk=pk)
    require(can_update_skp(request.user, pegawai), BUKAN_WEWENANG)
    return pegawai


def _page(request: SignedInRequest, pegawai: Pegawai, tahun: int, form: SkpForm, status: int = 200) -> HttpResponse:
    _skp, expected = skp_of(pegawai, tahun)
    context = {
        "pegawai": pegawai,
        "tahun": tahun,
        "form": form,
        "perilaku": [
            (value.label, PANDUAN_PERILAKU[value], expected.get(value, ""), form[value.value] if form.atasan else None)
            for value in Perilaku
        ],
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("SKP"), "")],
    }
    return render(request, "kinerja/skp.html", context, status=status)


@act("skp.update")
def skp_edit(request: SignedInRequest, tahun: int, pk: int) -> HttpResponse:
    """The form of the annex; what is expected is written by the superior and read by the person."""
    pegawai = _pegawai(request, pk)
    skp, expected = skp_of(pegawai, tahun)
    names = ("pendekatan", "dukungan", "pertanggungjawaban", "konsekuensi")
    initial = {name: getattr(skp, name) for name in names} | expected
    form = SkpForm(initial=initial, atasan=can_expect_skp(request.user, pegawai))
    return _page(request, pegawai, tahun, form)


@act("skp.update", "POST")
def skp_update_one(request: SignedInRequest, tahun: int, pk: int) -> HttpResponse:
    """Keep what was written."""
    pegawai = _pegawai(request, pk)
    form = SkpForm(request.POST, atasan=can_expect_skp(request.user, pegawai))
    if not form.is_valid() or not 2000 <= tahun <= 2200:
        return _page(request, pegawai, tahun, form, status=422)
    skp_update(
        actor=request.user, pegawai=pegawai, tahun=tahun, isian=form.isian(), ekspektasi=form.ekspektasi()
    )  # fmt: skip
    messages.success(request, _("Lampiran SKP %(tahun)s tersimpan.") % {"tahun": tahun})
    return redirect("kinerja:skp_edit", tahun=tahun, pk=pk)
