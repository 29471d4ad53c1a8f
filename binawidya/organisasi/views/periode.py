"""The months: their state, and the acts that change it. Closing asks for a typed word."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.forms.periode import (
    BukaKembaliForm,
    BukaUnitForm,
    JadwalPeriodeForm,
    KebijakanPeriodeForm,
    KunciPeriodeForm,
    TutupPeriodeForm,
)
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import KebijakanPeriode, PembukaanUnit, Periode
from binawidya.organisasi.permissions import can_change_periode, can_list_periode
from binawidya.organisasi.services.pembukaan_unit import pembukaan_unit_create, pembukaan_unit_end
from binawidya.organisasi.services.periode import (
    periode_close,
    periode_lock,
    periode_open,
    periode_reopen,
    periode_verify,
)
from binawidya.organisasi.services.periode_jadwal import kebijakan_periode_update, periode_update
from binawidya.umum.dates import format_waktu, today
from binawidya.umum.forms import show_refusal
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate

PALING_BANYAK_PEMBUKAAN = 20
BUKAN_ADMIN = gettext_lazy("Periode diatur oleh admin perencanaan instansi.")


@act("periode.list")
def periode_list(request: SignedInRequest) -> HttpResponse:
    """All months, the latest first."""
    require(can_list_periode(request.user), BUKAN_ADMIN)
    context = {
        "page": paginate(request, Periode.objects.order_by("-tahun", "-bulan")),
        "boleh": can_change_periode(request.user, "periode.close"),
        "tahun_aturan": [today().year, today().year + 1],
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Periode"), "")],
    }
    return render(request, "organisasi/periode_list.html", context)


def _page(
    request: SignedInRequest, periode: Periode, *, status: int = 200, **forms: forms.BaseForm | None
) -> HttpResponse:
    """One month. ``forms`` holds those that were sent and refused: tutup, kunci, buka, buka_unit, jadwal."""
    now = timezone.now()
    context = {
        "periode": periode,
        "tutup": TutupPeriodeForm(),
        "kunci": KunciPeriodeForm(),
        "buka": BukaKembaliForm(),
        "buka_unit": BukaUnitForm(user=request.user, initial={"unit_kerja": request.GET.get("unit", "")[:250]}),
        "jadwal": JadwalPeriodeForm.of(periode),
        "pembukaan": [
            *periode.pembukaan.select_related("unit_kerja", "oleh__pegawai").order_by("-pk")[:PALING_BANYAK_PEMBUKAAN]
        ],
        "boleh": can_change_periode(request.user, "periode.close"),
        "sekarang": now,
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Periode"), reverse("organisasi:periode_list")),
            (str(periode), ""),
        ],
    } | {name: form for name, form in forms.items() if form is not None}
    return render(request, "organisasi/periode.html", context, status=status)


@act("periode.list")
def periode_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One month with the acts that its state allows."""
    require(can_list_periode(request.user), BUKAN_ADMIN)
    return _page(request, fetch(Periode.objects.all(), pk=pk))


def _held(request: SignedInRequest, act_name: str, pk: int) -> Periode:
    require(can_change_periode(request.user, act_name), BUKAN_ADMIN)
    return fetch(Periode.objects.all(), pk=pk)


def _done(request: SignedInRequest, periode: Periode, text: str) -> HttpResponse:
    messages.success(request, text % {"bulan": periode})
    return redirect("organisasi:periode_detail", pk=periode.pk)


@act("periode.open", "POST")
def periode_open_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let people enter the month."""
    periode = periode_open(actor=request.user, periode=_held(request, "periode.open", pk))
    return _done(request, periode, _("%(bulan)s dibuka."))


@act("periode.verify", "POST")
def periode_verify_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the entry of the month; verification goes on."""
    periode = periode_verify(actor=request.user, periode=_held(request, "periode.verify", pk))
    return _done(request, periode, _("Pengisian %(bulan)s diakhiri. Verifikasi masih berjalan."))


@act("periode.close", "POST")
def periode_close_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the month a fixed record."""
    periode = _held(request, "periode.close", pk)
    form = TutupPeriodeForm(request.POST)
    if not form.is_valid():
        return _page(request, periode, tutup=form, status=422)
    periode = periode_close(actor=request.user, periode=periode)
    return _done(request, periode, _("%(bulan)s ditutup. Nilai akhirnya sedang dihitung."))


@act("periode.lock", "POST")
def periode_lock_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the month for good."""
    periode = _held(request, "periode.lock", pk)
    form = KunciPeriodeForm(request.POST)
    if not form.is_valid():
        return _page(request, periode, kunci=form, status=422)
    periode = periode_lock(actor=request.user, periode=periode)
    return _done(request, periode, _("%(bulan)s dikunci."))


@act("periode.reopen", "POST")
def periode_reopen_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a closed month again, with a reason."""
    periode = _held(request, "periode.reopen", pk)
    form = BukaKembaliForm(request.POST)
    if not form.is_valid():
        return _page(request, periode, buka=form, status=422)
    try:
        periode = periode_reopen(actor=request.user, periode=periode, alasan=form.cleaned_data["alasan"])
    except ValidationError as error:
        show_refusal(error, form)
        return _page(request, periode, buka=form, status=422)
    return _done(request, periode, _("%(bulan)s dibuka kembali."))


@act("periode.update", "POST")
def periode_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the moments of the month."""
    periode = _held(request, "periode.update", pk)
    form = JadwalPeriodeForm.of(periode, request.POST)
    if not form.is_valid():
        return _page(request, periode, jadwal=form, status=422)
    try:
        periode = periode_update(actor=request.user, periode=periode, isi=form.cleaned_data)
    except ValidationError as error:
        show_refusal(error, form)
        return _page(request, periode, jadwal=form, status=422)
    return _done(request, periode, _("Jadwal %(bulan)s disimpan."))


# --- one unit alone -----------------------------------------------------------------------------------------------
@act("pembukaan_unit.create", "POST")
def pembukaan_unit_create_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the month again for one unit."""
    periode = _held(request, "pembukaan_unit.create", pk)
    form = BukaUnitForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, periode, buka_unit=form, status=422)
    values = form.cleaned_data
    try:
        opened = pembukaan_unit_create(
            actor=request.user,
            periode=periode,
            unit_kerja=values["unit_kerja"],
            alasan=values["alasan"],
            sampai=values["sampai"],
        )
    except ValidationError as error:
        show_refusal(error, form)
        return _page(request, periode, buka_unit=form, status=422)
    text = _("%(bulan)s dibuka kembali untuk %(unit)s sampai %(waktu)s.")
    names = {"bulan": periode, "unit": opened.unit_kerja.sebutan, "waktu": format_waktu(opened.sampai_at)}
    messages.success(request, text % names)
    return redirect("organisasi:periode_detail", pk=periode.pk)


@act("pembukaan_unit.end", "POST")
def pembukaan_unit_end_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """End it before its time."""
    require(can_change_periode(request.user, "pembukaan_unit.end"), BUKAN_ADMIN)
    opened = fetch(PembukaanUnit.objects.select_related("periode", "unit_kerja"), pk=pk)
    row = pembukaan_unit_end(actor=request.user, pembukaan=opened)
    messages.success(request, _("Pembukaan kembali untuk %(unit)s diakhiri.") % {"unit": row.unit_kerja.sebutan})
    return redirect("organisasi:periode_detail", pk=row.periode_id)


# --- the rules of a year ------------------------------------------------------------------------------------------
def _year_page(
    request: SignedInRequest, tahun: int, form: KebijakanPeriodeForm | None = None, status: int = 200
) -> HttpResponse:
    kebijakan = KebijakanPeriode.objects.untuk(tahun)
    context = {
        "tahun": tahun,
        "form": form or KebijakanPeriodeForm(instance=kebijakan),
        # Rules that were set for an earlier year hold until somebody sets others; without any, the defaults.
        "tersimpan": not kebijakan._state.adding and kebijakan.tahun == tahun,
        "dari": None if kebijakan._state.adding else kebijakan.tahun,
        "boleh": can_change_periode(request.user, "kebijakan_periode.update"),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Periode"), reverse("organisasi:periode_list")),
            (_("Aturan %(tahun)s") % {"tahun": tahun}, ""),
        ],
    }
    return render(request, "organisasi/kebijakan_periode.html", context, status=status)


def _year(tahun: int) -> int:
    if not 2000 <= tahun <= 2200:
        raise Http404
    return tahun


@act("periode.list")
def kebijakan_periode_detail(request: SignedInRequest, tahun: int) -> HttpResponse:
    """When the months of a year open and end."""
    require(can_list_periode(request.user), BUKAN_ADMIN)
    return _year_page(request, _year(tahun))


@act("kebijakan_periode.update", "POST")
def kebijakan_periode_update_one(request: SignedInRequest, tahun: int) -> HttpResponse:
    """Set the rules of a year; months that were not opened take them."""
    require(can_change_periode(request.user, "kebijakan_periode.update"), BUKAN_ADMIN)
    found = KebijakanPeriode.objects.filter(tahun=_year(tahun)).first()
    form = KebijakanPeriodeForm(request.POST, instance=found or KebijakanPeriode(tahun=tahun))
    if not form.is_valid():
        return _year_page(request, tahun, form, status=422)
    try:
        count = kebijakan_periode_update(actor=request.user, tahun=tahun, isi=form.cleaned_data)
    except ValidationError as error:
        show_refusal(error, form)
        return _year_page(request, tahun, form, status=422)
    text = _("Aturan %(tahun)s disimpan, %(n)d bulan mengikutinya.")
    messages.success(request, text % {"tahun": tahun, "n": count})
    return redirect("organisasi:periode_list")
