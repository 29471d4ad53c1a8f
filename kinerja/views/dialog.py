"""Dialog kinerja: minutes and what was agreed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.selectors.saran import pegawai_labels
from binawidya.umum.dates import today
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate
from kinerja.enums import TRANSISI_TINDAK_LANJUT, StatusTindakLanjut
from kinerja.forms.umpan_balik import DialogForm, SepakatForm, TindakLanjutForm
from kinerja.models import DialogKinerja, TindakLanjut
from kinerja.permissions import can_create_dialog, can_update_tindak_lanjut
from kinerja.selectors.umpan_balik import calon_peserta
from kinerja.services.umpan_balik import Sepakat, dialog_create, tindak_lanjut_update

BUKAN_ATASAN = gettext_lazy("Risalah dialog ditulis oleh yang memimpin.")
BARIS_SEPAKAT = 4


@act("dialog.list")
def dialog_list(request: SignedInRequest) -> HttpResponse:
    """Talks in which the user took part or which belong to the units led."""
    lingkup = request.user.lingkup
    require(lingkup.pegawai_id is not None or bool(lingkup.memimpin), _("Halaman ini untuk pegawai dan pimpinannya."))
    rows = DialogKinerja.objects.visible_to(request.user).select_related("unit_kerja", "pencatat__pegawai")
    context = {
        "page": paginate(request, rows.order_by("-tanggal", "-pk")),
        "boleh": can_create_dialog(request.user),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Dialog kinerja"), "")],
    }
    return render(request, "kinerja/dialog_list.html", context)


def _form_page(
    request: SignedInRequest, form: DialogForm, sepakat: list[SepakatForm], status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "sepakat": sepakat,
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Dialog kinerja"), reverse("kinerja:dialog_list")),
            (_("Risalah baru"), ""),
        ],
    }
    return render(request, "kinerja/dialog_form.html", context, status=status)


def _forms(request: SignedInRequest, data: Any = None) -> tuple[DialogForm, list[SepakatForm]]:
    """The form of the minutes and those of the agreed actions."""
    people = calon_peserta(request.user)
    labels = pegawai_labels(people, gelar=True)
    form = DialogForm(data, calon=people, sebutan=labels, initial={"tanggal": today()})
    return form, [SepakatForm(data, prefix=f"s{n}", calon=people, sebutan=labels) for n in range(BARIS_SEPAKAT)]


@act("dialog.create")
def dialog_new(request: SignedInRequest) -> HttpResponse:
    """The form for the minutes."""
    require(can_create_dialog(request.user), BUKAN_ATASAN)
    return _form_page(request, *_forms(request))


@act("dialog.create", "POST")
def dialog_create_one(request: SignedInRequest) -> HttpResponse:
    """Write the minutes."""
    user = request.user
    require(can_create_dialog(user), BUKAN_ATASAN)
    form, agreed = _forms(request, request.POST)
    if not all([form.is_valid(), *(one.is_valid() for one in agreed)]):
        return _form_page(request, form, agreed, 422)
    data = form.cleaned_data
    unit = fetch(UnitKerja.objects.all(), pk=min(user.lingkup.memimpin or user.lingkup.unit))
    actions = [Sepakat(**one.cleaned_data) for one in agreed if one.cleaned_data.get("uraian")]
    try:
        dialog = dialog_create(
            actor=user, unit_kerja=unit, tanggal=data["tanggal"], topik=data["topik"], pokok=data["pokok"],
            peserta=[*data["peserta"]], sepakat=actions,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return _form_page(request, form, agreed, 422)
    messages.success(request, _("Risalah tersimpan."))
    return redirect("kinerja:dialog_detail", pk=dialog.pk)


def _steps(status: StatusTindakLanjut) -> list[tuple[str, Any]]:
    return [(one.value, one.label) for one in StatusTindakLanjut if one in TRANSISI_TINDAK_LANJUT[status]]


@act("dialog.read")
def dialog_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes, who took part, and how far the agreed actions are."""
    rows = DialogKinerja.objects.visible_to(request.user).select_related("unit_kerja", "pencatat__pegawai")
    dialog = fetch(rows, pk=pk)
    agreed = dialog.tindak_lanjut.select_related("penanggung_jawab")
    context = {
        "dialog": dialog,
        "peserta": dialog.peserta.select_related("pegawai"),
        "tindak_lanjut": [(row, _steps(StatusTindakLanjut(row.status))) for row in agreed],
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Dialog kinerja"), reverse("kinerja:dialog_list")),
            (dialog.topik, ""),
        ],
    }
    return render(request, "kinerja/dialog_detail.html", context)


@act("dialog.update", "POST")
def tindak_lanjut_update_one(request: SignedInRequest, pk: int, tindak_lanjut: int) -> HttpResponse:
    """Say how far an agreed action is."""
    dialog = fetch(DialogKinerja.objects.visible_to(request.user), pk=pk)
    require(can_update_tindak_lanjut(request.user, dialog), BUKAN_ATASAN)
    row = fetch(TindakLanjut.objects.filter(dialog=dialog), pk=tindak_lanjut)
    form = TindakLanjutForm(request.POST)
    if form.is_valid():
        tindak_lanjut_update(actor=request.user, tindak_lanjut=row, status=form.cleaned_data["status"])
        messages.success(request, _("Keadaan tindak lanjut diperbarui."))
    return redirect("kinerja:dialog_detail", pk=pk)
