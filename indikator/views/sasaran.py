"""Goals: the tree, one of them, and the acts on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.dates import today
from binawidya.umum.forms import show_refusal
from binawidya.umum.http import act, fetch, require
from indikator.forms.sasaran import PindahSasaranForm, SaringRencanaForm, SasaranForm, TutupSasaranForm
from indikator.models import Indikator, Sasaran
from indikator.permissions import (
    can_anywhere,
    can_close_sasaran,
    can_create_indikator,
    can_create_sasaran,
    can_move_sasaran,
    can_update_sasaran,
)
from indikator.selectors.sasaran import (
    ada_rencana,
    build_tree,
    flat,
    induk_pilihan,
    pohon_for,
    tahun_pilihan,
    unit_saringan,
    with_counts,
)
from indikator.services import sasaran as service
from indikator.services.sasaran import IsiSasaran

BUKAN_PERENCANA = gettext_lazy("Rencana disusun oleh admin perencanaan unit itu.")
BUKAN_PEMBACA = gettext_lazy("Halaman ini untuk pegawai dan pimpinan unit serta yang bertugas di sana.")


def crumbs(*more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way to a page about goals."""
    return [(_("Beranda"), reverse("beranda:home")), (_("Sasaran"), reverse("indikator:sasaran_list")), *more]


def sasaran_url(sasaran: Sasaran) -> str:
    """Where a goal is."""
    return reverse("indikator:sasaran_detail", kwargs={"pk": sasaran.pk})


def sasaran_of(request: SignedInRequest, pk: int) -> Sasaran:
    """A goal within the user's reach, or 404."""
    return fetch(Sasaran.objects.visible_to(request.user).select_related("unit_kerja", "induk__unit_kerja"), pk=pk)


def saring_rencana(request: SignedInRequest, act_: str, *, semua: bool = False) -> SaringRencanaForm:
    """The year and the unit that the address asks for."""
    units = unit_saringan(request.user, act_, request.GET.get("unit"))
    years = tahun_pilihan(request.user)
    data = request.GET.copy()
    if data.get("tahun", "") not in {*map(str, years), "semua"}:
        data["tahun"] = str(today().year)
    return SaringRencanaForm(data, units=units, tahun_=years, semua=semua)


@act("sasaran.list")
def sasaran_list(request: SignedInRequest) -> HttpResponse:
    """The tree of goals of a year."""
    require(can_anywhere(request.user, "sasaran.list"), BUKAN_PEMBACA)
    saring = saring_rencana(request, "sasaran.list", semua=True)
    pohon = flat(pohon_for(request.user, tahun=saring.tahun_terpilih, unit=saring.unit_terpilih))
    context = {
        "saring": saring,
        "tahun": saring.tahun_terpilih,
        "unit": saring.unit_terpilih,
        "pohon": pohon,
        "kosong": not pohon and not ada_rencana(request.user),
        "boleh_tambah": can_anywhere(request.user, "sasaran.create"),
        "boleh_salin": can_anywhere(request.user, "rencana.copy"),
    }
    return render(request, "indikator/sasaran/daftar.html", context)


@act("sasaran.read")
def sasaran_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A goal: its place, what stands below it, its indicators."""
    sasaran = sasaran_of(request, pk)
    user = request.user
    below = with_counts(Sasaran.objects.filter(induk=sasaran).select_related("unit_kerja"))
    above = Sasaran.objects.filter(pk__in=sasaran.jalur[:-1]).select_related("unit_kerja").order_by("jalur__len")
    readable = {*Sasaran.objects.visible_to(user).filter(pk__in=sasaran.jalur).values_list("pk", flat=True)}
    context = {
        "sasaran": sasaran,
        "anak": build_tree(below),
        "indikator": Indikator.objects.visible_to(user).filter(sasaran=sasaran).select_related("unit_kerja"),
        "di_atas": [(row, row.pk in readable) for row in above],
        "tahun_ini": today().year,
        "boleh_ubah": can_update_sasaran(user, sasaran),
        "boleh_pindah": can_move_sasaran(user, sasaran),
        "boleh_tutup": can_close_sasaran(user, sasaran) and sasaran.tahun_selesai > sasaran.tahun_mulai,
        "boleh_tambah": can_create_sasaran(user, sasaran.unit_kerja),
        "boleh_indikator": can_create_indikator(user, sasaran.unit_kerja),
        "breadcrumb": crumbs((f"{sasaran.get_jenis_display()} {sasaran.kode}", "")),
    }
    return render(request, "indikator/sasaran/detail.html", context)


# --- new ----------------------------------------------------------------------------------------------------------
def _new_page(request: SignedInRequest, form: SasaranForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "judul": _("Sasaran baru"),
        "aksi": reverse("indikator:sasaran_create"),
        "batal": reverse("indikator:sasaran_list"),
        "tombol": _("Simpan sasaran"),
        "breadcrumb": crumbs((_("Sasaran baru"), "")),
    }
    return render(request, "indikator/sasaran/form.html", context, status=status)


def _proposed(request: SignedInRequest) -> dict[str, Any]:
    """What the address proposes: a goal above, of whose unit, years and next kind the new one is."""
    year = today().year
    proposed: dict[str, Any] = {"tahun_mulai": year, "tahun_selesai": year + 4, "unit_kerja": request.GET.get("unit")}
    number = request.GET.get("induk", "")
    known = Sasaran.objects.visible_to(request.user)
    induk = known.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 18 else None
    if induk is not None:
        kinds = ["visi", "misi", "tujuan", "sasaran_strategis", "program", "kegiatan"]
        proposed |= {
            "induk": str(induk.pk),
            "unit_kerja": str(induk.unit_kerja_id),
            "tahun_mulai": induk.tahun_mulai,
            "tahun_selesai": induk.tahun_selesai,
            "jenis": kinds[min(kinds.index(induk.jenis) + 1, len(kinds) - 1)],
        }
    return proposed


@act("sasaran.create")
def sasaran_new(request: SignedInRequest) -> HttpResponse:
    """An empty form, below the goal that the address names."""
    require(can_anywhere(request.user, "sasaran.create"), BUKAN_PERENCANA)
    return _new_page(request, SasaranForm(user=request.user, initial=_proposed(request)))


@act("sasaran.create", "POST")
def sasaran_create_one(request: SignedInRequest) -> HttpResponse:
    """Keep a new goal."""
    require(can_anywhere(request.user, "sasaran.create"), BUKAN_PERENCANA)
    form = SasaranForm(request.POST, user=request.user)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    values = form.cleaned_data
    try:
        sasaran = service.sasaran_create(
            actor=request.user, unit_kerja=values["unit_kerja"], induk=values["induk"], isi=form.isi()
        )
    except ValidationError as error:
        show_refusal(error, form)
        return _new_page(request, form, status=422)
    messages.success(request, _("%(jenis)s %(kode)s tersimpan.") % {
        "jenis": sasaran.get_jenis_display(), "kode": sasaran.kode
    })  # fmt: skip
    return redirect(sasaran_url(sasaran))


# --- change -------------------------------------------------------------------------------------------------------
def _edit_page(request: SignedInRequest, sasaran: Sasaran, form: SasaranForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "sasaran": sasaran,
        "judul": _("Ubah %(jenis)s %(kode)s")
        % {"jenis": str(sasaran.get_jenis_display()).lower(), "kode": sasaran.kode},
        "aksi": reverse("indikator:sasaran_update", kwargs={"pk": sasaran.pk}),
        "batal": sasaran_url(sasaran),
        "tombol": _("Simpan perubahan"),
        "breadcrumb": crumbs((sasaran.kode, sasaran_url(sasaran)), (_("Ubah"), "")),
    }
    return render(request, "indikator/sasaran/form.html", context, status=status)


@act("sasaran.update")
def sasaran_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A goal as it is, to be changed."""
    sasaran = sasaran_of(request, pk)
    require(can_update_sasaran(request.user, sasaran), BUKAN_PERENCANA)
    initial = {name: getattr(sasaran, name) for name in IsiSasaran.__slots__}
    return _edit_page(request, sasaran, SasaranForm(user=request.user, sasaran=sasaran, initial=initial))


@act("sasaran.update", "POST")
def sasaran_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what was changed of a goal."""
    sasaran = sasaran_of(request, pk)
    require(can_update_sasaran(request.user, sasaran), BUKAN_PERENCANA)
    form = SasaranForm(request.POST, user=request.user, sasaran=sasaran)
    if not form.is_valid():
        return _edit_page(request, sasaran, form, status=422)
    try:
        service.sasaran_update(actor=request.user, sasaran=sasaran, isi=form.isi())
    except ValidationError as error:
        show_refusal(error, form)
        return _edit_page(request, sasaran, form, status=422)
    messages.success(request, _("Perubahan tersimpan."))
    return redirect(sasaran_url(sasaran))


# --- another place ------------------------------------------------------------------------------------------------
def _move_page(request: SignedInRequest, sasaran: Sasaran, form: PindahSasaranForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "sasaran": sasaran,
        "batal": sasaran_url(sasaran),
        "breadcrumb": crumbs((sasaran.kode, sasaran_url(sasaran)), (_("Pindahkan"), "")),
    }
    return render(request, "indikator/sasaran/pindah.html", context, status=status)


def _pilihan(sasaran: Sasaran) -> list[Sasaran]:
    return induk_pilihan(sasaran.unit_kerja, jenis=sasaran.jenis, tanpa=sasaran)


@act("sasaran.move")
def sasaran_move_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose another goal above."""
    sasaran = sasaran_of(request, pk)
    require(can_move_sasaran(request.user, sasaran), BUKAN_PERENCANA)
    initial = {"induk": str(sasaran.induk_id or "")}
    return _move_page(request, sasaran, PindahSasaranForm(pilihan=_pilihan(sasaran), initial=initial))


@act("sasaran.move", "POST")
def sasaran_move_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a goal below another one."""
    sasaran = sasaran_of(request, pk)
    require(can_move_sasaran(request.user, sasaran), BUKAN_PERENCANA)
    form = PindahSasaranForm(request.POST, pilihan=_pilihan(sasaran))
    if not form.is_valid():
        return _move_page(request, sasaran, form, status=422)
    try:
        service.sasaran_move(actor=request.user, sasaran=sasaran, induk=form.cleaned_data["induk"])
    except ValidationError as error:
        show_refusal(error, form)
        return _move_page(request, sasaran, form, status=422)
    messages.success(request, _("Dipindahkan, bersama semua yang di bawahnya."))
    return redirect(sasaran_url(sasaran))


# --- an early end -------------------------------------------------------------------------------------------------
def _close_page(request: SignedInRequest, sasaran: Sasaran, form: TutupSasaranForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "sasaran": sasaran,
        "di_bawah": Sasaran.objects.filter(jalur__contains=[sasaran.pk]).exclude(pk=sasaran.pk).count(),
        "batal": sasaran_url(sasaran),
        "breadcrumb": crumbs((sasaran.kode, sasaran_url(sasaran)), (_("Tutup"), "")),
    }
    return render(request, "indikator/sasaran/tutup.html", context, status=status)


@act("sasaran.close")
def sasaran_close_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """The last year, and why."""
    sasaran = sasaran_of(request, pk)
    require(can_close_sasaran(request.user, sasaran), BUKAN_PERENCANA)
    return _close_page(request, sasaran, TutupSasaranForm(initial={"tahun_selesai": today().year}))


@act("sasaran.close", "POST")
def sasaran_close_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a goal before its time, with everything below it."""
    sasaran = sasaran_of(request, pk)
    require(can_close_sasaran(request.user, sasaran), BUKAN_PERENCANA)
    form = TutupSasaranForm(request.POST)
    if not form.is_valid():
        return _close_page(request, sasaran, form, status=422)
    try:
        ended = service.sasaran_close(actor=request.user, sasaran=sasaran, **form.cleaned_data)
    except ValidationError as error:
        show_refusal(error, form)
        return _close_page(request, sasaran, form, status=422)
    values = {"n": ended, "tahun": form.cleaned_data["tahun_selesai"]}
    messages.success(request, _("%(n)d sasaran berakhir tahun %(tahun)d.") % values)
    return redirect(sasaran_url(sasaran))
