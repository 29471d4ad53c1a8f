"""The people of a superior side by side: drafts, calibration, one confirmation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import act, fetch, require
from kinerja.forms.evaluasi import BarisForm, TetapkanForm
from kinerja.masa import Masa
from kinerja.models import Evaluasi
from kinerja.permissions import acts_on_evaluasi, can_assess_team
from kinerja.selectors.evaluasi import Baris, Tim, masa_of_penilai, tim_of
from kinerja.services.evaluasi import Isian, evaluasi_update
from kinerja.services.evaluasi_tetap import evaluasi_finalize

BUKAN_ATASAN = gettext_lazy("Halaman ini untuk pejabat penilai.")


@act("evaluasi_tim.list")
def evaluasi_tim_list(request: SignedInRequest) -> HttpResponse:
    """The times in which the user has people to evaluate."""
    require(can_assess_team(request.user), BUKAN_ATASAN)
    context = {
        "daftar": masa_of_penilai(request.user.lingkup.pegawai_id or 0),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Evaluasi tim"), "")],
    }
    return render(request, "kinerja/evaluasi_tim_list.html", context)


def _forms(tim: Tim, data: Any = None) -> list[tuple[Baris, BarisForm]]:
    return [(row, _row_form(row, data)) for row in tim.baris]


def _row_form(row: Baris, data: Any = None) -> BarisForm:
    one = row.evaluasi
    initial = {"hasil": row.hasil, "perilaku": one.rating_perilaku, "alasan": one.alasan, "versi": one.versi}
    form = BarisForm(data if one.draf else None, prefix=str(one.pk), initial=initial)
    for name in ("hasil", "perilaku"):
        form.fields[name].widget.attrs |= {"class": "form-select bw-sel", "data-sel": name}
    return form


def _page(request: SignedInRequest, masa: Masa, teams: list[Tim], data: Any = None, status: int = 200) -> HttpResponse:
    if not teams:
        raise Http404
    context = {
        "masa": masa,
        "tim": [(team, _forms(team, data)) for team in teams],
        "jumlah": sum(len(team.baris) for team in teams),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Evaluasi tim"), reverse("kinerja:evaluasi_tim_list")),
            (str(masa), ""),
        ],
    }
    return render(request, "kinerja/evaluasi_tim.html", context, status=status)


def _teams(request: SignedInRequest, masa: Masa) -> list[Tim]:
    require(can_assess_team(request.user), BUKAN_ATASAN)
    return tim_of(request.user.lingkup.pegawai_id or 0, masa)


@act("evaluasi_tim.list")
def evaluasi_tim(request: SignedInRequest, masa: Masa) -> HttpResponse:
    """All people of the user in one time."""
    return _page(request, masa, _teams(request, masa))


def _isian(form: BarisForm) -> Isian:
    data = form.cleaned_data
    return Isian(data["hasil"], data["alasan"], data["perilaku"], None, data["versi"])


@act("evaluasi.update", "POST")
def evaluasi_tim_update(request: SignedInRequest, masa: Masa) -> HttpResponse:
    """Save the whole table as drafts."""
    teams = _teams(request, masa)
    rows = [pair for team in teams for pair in _forms(team, request.POST) if pair[0].evaluasi.draf]
    sent = [(row, form) for row, form in rows if f"{row.evaluasi.pk}-versi" in request.POST]
    checked = [form.is_valid() for _row, form in sent]
    if not all(checked):
        return _page(request, masa, teams, request.POST, status=422)
    changed = evaluasi_update(actor=request.user, isian={row.evaluasi.pk: _isian(form) for row, form in sent})
    words = _("%(n)s draf tersimpan.") % {"n": changed} if changed else _("Tidak ada yang berubah.")
    messages.success(request, words)
    if "lanjut" in request.POST:
        chosen = next((team for team in teams if str(team.evaluasi_unit.pk) == request.POST["lanjut"]), teams[0])
        return redirect("kinerja:evaluasi_tim_confirm", masa=masa, pk=chosen.evaluasi_unit.pk)
    return redirect("kinerja:evaluasi_tim", masa=masa)


@act("evaluasi.update", "POST")
def evaluasi_cell(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save one row as soon as a field of it changes; answers with the row and the pattern of the team."""
    found = Evaluasi.objects.visible_to(request.user).select_related("unit_kerja")
    evaluasi = fetch(found, pk=pk)
    require(acts_on_evaluasi(request.user, evaluasi, "evaluasi.update"), BUKAN_ATASAN)
    form = BarisForm(request.POST, prefix=str(pk))
    if form.is_valid():
        evaluasi_update(actor=request.user, isian={pk: _isian(form)})
    teams = tim_of(evaluasi.penilai_id or 0, evaluasi.masa)
    team = next(one for one in teams if one.evaluasi_unit.pk == evaluasi.evaluasi_unit_id)
    row = next(one for one in team.baris if one.evaluasi.pk == pk)
    shown = form if form.errors else _row_form(row)
    context = {"team": team, "baris": row, "form": shown, "htmx": True, "masa": evaluasi.masa}
    return render(request, "kinerja/bagian/evaluasi_baris.html", context, status=422 if form.errors else 200)


def _team(request: SignedInRequest, masa: Masa, pk: int) -> Tim:
    team = next((one for one in _teams(request, masa) if one.evaluasi_unit.pk == pk), None)
    if team is None:
        raise Http404
    return team


def _confirm(request: SignedInRequest, masa: Masa, team: Tim, form: TetapkanForm, status: int = 200) -> HttpResponse:
    context = {
        "masa": masa,
        "tim": team,
        "form": form,
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Evaluasi tim"), reverse("kinerja:evaluasi_tim", args=[masa])),
            (_("Tetapkan"), ""),
        ],
    }
    return render(request, "kinerja/evaluasi_tetapkan.html", context, status=status)


@act("evaluasi_tim.list")
def evaluasi_tim_confirm(request: SignedInRequest, masa: Masa, pk: int) -> HttpResponse:
    """What will be confirmed, who is left, and the pattern; asks for a typed word."""
    team = _team(request, masa, pk)
    form = TetapkanForm(initial={"alasan_pola": team.evaluasi_unit.alasan_pola})
    return _confirm(request, masa, team, form)


@act("evaluasi.finalize", "POST")
def evaluasi_tim_finalize(request: SignedInRequest, masa: Masa, pk: int) -> HttpResponse:
    """Confirm all complete drafts of one team."""
    team = _team(request, masa, pk)
    form = TetapkanForm(request.POST)
    if not form.is_valid():
        return _confirm(request, masa, team, form, status=422)
    ids = [row.evaluasi.pk for row in team.draf]
    try:
        done = evaluasi_finalize(actor=request.user, evaluasi_ids=ids, alasan_pola=form.cleaned_data["alasan_pola"])
    except ValidationError as error:
        form.add_error(None, error)
        return _confirm(request, masa, team, form, status=422)
    messages.success(request, _("Predikat %(n)s pegawai ditetapkan.") % {"n": len(done.ditetapkan)})
    return redirect("kinerja:evaluasi_tim", masa=masa)
