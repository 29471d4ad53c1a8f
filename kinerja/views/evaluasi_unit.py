"""Evaluations of units: opened in bulk, their predikat set from above, their people's pattern, the payroll list."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.policy import scope_paths
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from binawidya.umum.spreadsheet.download import list_response
from kinerja.daftar import gaji_columns
from kinerja.enums import JenisDokumen, read_bentuk
from kinerja.forms.evaluasi import BukaEvaluasiForm, PredikatUnitForm
from kinerja.masa import Masa
from kinerja.models import EvaluasiUnit
from kinerja.permissions import acts_on_evaluasi, can_create_evaluasi, can_read_evaluasi_unit, can_set_evaluasi_unit
from kinerja.selectors.evaluasi_halaman import periode_of
from kinerja.selectors.evaluasi_unit import (
    baris_gaji,
    gaji_terlihat,
    masa_dapat_dibuka,
    masa_terbuka,
    rincian_unit,
    unit_dapat_dibuka,
    unit_masa,
)
from kinerja.services.dokumen import dokumen_request
from kinerja.services.evaluasi import evaluasi_open
from kinerja.services.evaluasi_tetap import evaluasi_unit_finalize

BUKAN_WEWENANG = gettext_lazy("Evaluasi unit untuk pimpinan, inspektorat, dan admin.")
BUKAN_ADMIN = gettext_lazy("Evaluasi dibuka oleh admin kepegawaian.")
BUKAN_PIMPINAN = gettext_lazy("Predikat unit ditetapkan oleh pimpinan di atas unit itu.")


def _list(request: SignedInRequest, form: BukaEvaluasiForm | None = None, status: int = 200) -> HttpResponse:
    user = request.user
    opened = masa_terbuka(user)
    wanted = request.GET.get("masa", "")
    masa = next((one for one in opened if one.slug == wanted), opened[0] if opened else None)
    opens = bool(scope_paths("evaluasi_unit.create", user.lingkup).paths)
    if form is None and opens:
        form = BukaEvaluasiForm(masa=masa_dapat_dibuka(user), unit=unit_dapat_dibuka(user))
    context = {
        "daftar_masa": opened,
        "masa": masa,
        "daftar": unit_masa(user, masa) if masa else [],
        "form": form,
        "ekspor": masa is not None and bool(scope_paths("evaluasi.export", user.lingkup).paths),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Evaluasi unit"), "")],
    }
    return render(request, "kinerja/evaluasi_unit_list.html", context, status=status)


@act("evaluasi_unit.list")
def evaluasi_unit_list(request: SignedInRequest) -> HttpResponse:
    """Units of one time: predikat, how many people are confirmed."""
    require(can_read_evaluasi_unit(request.user), BUKAN_WEWENANG)
    return _list(request)


@act("evaluasi_unit.create", "POST")
def evaluasi_unit_open(request: SignedInRequest) -> HttpResponse:
    """Open the evaluation of a unit and everybody below it."""
    user = request.user
    require(bool(scope_paths("evaluasi_unit.create", user.lingkup).paths), BUKAN_ADMIN)
    form = BukaEvaluasiForm(request.POST, masa=masa_dapat_dibuka(user), unit=unit_dapat_dibuka(user))
    if not form.is_valid():
        return _list(request, form, 422)
    unit = fetch(UnitKerja.objects.visible_to(user), pk=form.cleaned_data["unit_kerja"])
    require(can_create_evaluasi(user, unit), BUKAN_ADMIN)
    masa: Masa = form.cleaned_data["masa"]
    done = evaluasi_open(actor=user, unit=unit, masa=masa)
    words = _("Evaluasi %(masa)s dibuka: %(baru)s baru, %(ubah)s diperbarui.")
    messages.success(request, words % {"masa": masa.nama, "baru": done.baru, "ubah": done.diperbarui})
    if done.tanpa_penilai:
        words = _("%(n)s pegawai tidak mempunyai atasan pada %(masa)s, jadi belum ada yang menilai.")
        messages.warning(request, words % {"n": done.tanpa_penilai, "masa": masa.nama})
    return redirect(f"{reverse('kinerja:evaluasi_unit_list')}?masa={masa.slug}")


def _unit(request: SignedInRequest, pk: int) -> EvaluasiUnit:
    found = EvaluasiUnit.objects.visible_to(request.user).select_related("unit_kerja", "kebijakan", "ditetapkan_oleh")
    return fetch(found, pk=pk)


def _page(request: SignedInRequest, evaluasi: EvaluasiUnit, form: Any = None, status: int = 200) -> HttpResponse:
    rincian = rincian_unit(evaluasi)
    if form is None and not rincian.terkunci and can_set_evaluasi_unit(request.user, evaluasi):
        initial = {
            "predikat": evaluasi.predikat or rincian.usul, "alasan": evaluasi.alasan, "versi": evaluasi.versi,
        }  # fmt: skip
        form = PredikatUnitForm(initial=initial)
    context = {
        "rincian": rincian,
        # Confirmed ones open for whoever may read them, drafts for whoever may hand them over.
        "terbuka": {
            row.pk
            for row in rincian.pegawai
            if acts_on_evaluasi(request.user, row, "evaluasi.assign" if row.draf else "evaluasi.read")
        },
        "evaluasi": evaluasi,
        "form": form,
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Evaluasi unit"), f"{reverse('kinerja:evaluasi_unit_list')}?masa={evaluasi.masa.slug}"),
            (evaluasi.unit_kerja.nama, ""),
        ],
    }
    return render(request, "kinerja/evaluasi_unit.html", context, status=status)


@act("evaluasi_unit.read")
def evaluasi_unit_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit: its figure, its predikat, its people and their pattern."""
    return _page(request, _unit(request, pk))


@act("evaluasi_unit.finalize", "POST")
def evaluasi_unit_finalize_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the predikat of a unit."""
    evaluasi = _unit(request, pk)
    require(can_set_evaluasi_unit(request.user, evaluasi), BUKAN_PIMPINAN)
    form = PredikatUnitForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            evaluasi_unit_finalize(
                actor=request.user, evaluasi_unit=evaluasi, predikat=data["predikat"], alasan=data["alasan"],
                versi=data["versi"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Predikat %(unit)s ditetapkan.") % {"unit": evaluasi.unit_kerja.nama})
            return redirect("kinerja:evaluasi_unit_detail", pk=pk)
    return _page(request, evaluasi, form, 422)


@act("evaluasi_unit.read", "POST")
def evaluasi_unit_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the paper of the predikat of a unit and its people; ``bentuk=xlsx`` for the workbook."""
    evaluasi = _unit(request, pk)
    return _ask(request, JenisDokumen.PENETAPAN_PREDIKAT, evaluasi.masa, evaluasi.unit_kerja)


@act("evaluasi.export", "POST")
def evaluasi_export_print(request: SignedInRequest, masa: Masa) -> HttpResponse:
    """Ask for the payroll list of everybody in scope as a document that can be verified."""
    paths = scope_paths("evaluasi.export", request.user.lingkup).paths
    require(bool(paths), BUKAN_ADMIN)
    top = UnitKerja.objects.filter(pk__in=paths).order_by("jalur__len", "kode")
    return _ask(request, JenisDokumen.DAFTAR_TPP, masa, top[0])


def _ask(request: SignedInRequest, jenis: JenisDokumen, masa: Masa, unit: UnitKerja) -> HttpResponse:
    month = periode_of(masa)
    if month is None:
        raise ActRefused(_("%(masa)s belum dibuka, jadi belum ada yang dapat dicetak.") % {"masa": masa})
    dokumen = dokumen_request(
        actor=request.user, jenis=jenis, periode=month, unit_kerja=unit, masa_evaluasi=masa.slug,
        bentuk=read_bentuk(request.POST.get("bentuk")),
    )  # fmt: skip
    return redirect("kinerja:dokumen_detail", pk=dokumen.pk)


@act("evaluasi.export")
def evaluasi_export(request: SignedInRequest, masa: Masa) -> HttpResponseBase:
    """Predikat with their numbers for the payroll; ``bentuk=csv`` or XLSX."""
    require(bool(scope_paths("evaluasi.export", request.user.lingkup).paths), BUKAN_ADMIN)
    name = _("Predikat %(masa)s") % {"masa": masa.slug}
    return list_response(request, name, gaji_columns(), baris_gaji(gaji_terlihat(request.user, masa), masa))
