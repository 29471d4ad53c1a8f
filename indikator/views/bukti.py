"""Evidence and the note of an entry."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.http import act, fetch, require
from indikator.enums import JenisBukti
from indikator.forms import BuktiForm, CatatanForm
from indikator.models import Bukti, Realisasi
from indikator.permissions import can_update_realisasi
from indikator.services.bukti import bukti_create, bukti_delete
from indikator.services.realisasi import realisasi_note

BUKAN_PEMILIK = gettext_lazy("Bukti dukung dilampirkan oleh yang mengisi realisasinya.")


def _entry(request: SignedInRequest, pk: int) -> Realisasi:
    entries = Realisasi.objects.visible_to(request.user).select_related(
        "periode", "target__indikator", "target__unit_kerja", "target__pengisi"
    )
    return fetch(entries, pk=pk)


def _page(
    request: SignedInRequest,
    entry: Realisasi,
    form: BuktiForm | None = None,
    note: CatatanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may_change = can_update_realisasi(request.user, entry.target) and entry.dapat_diisi and entry.periode.menerima_isian
    context = {
        "realisasi": entry,
        "bukti": [*entry.bukti.order_by("pk")],
        "form": form or BuktiForm(),
        "catatan": note or CatatanForm(initial={"catatan": entry.catatan}),
        "dapat_diubah": may_change,
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (
                _("Realisasi %(bulan)s") % {"bulan": entry.periode},
                reverse("indikator:realisasi_list", kwargs={"bulan": entry.periode.slug}),
            ),
            (_("Bukti dan catatan"), ""),
        ],
    }
    return render(request, "indikator/bukti.html", context, status=status)


@act("realisasi.read")
def bukti_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Evidence and note of one entry."""
    return _page(request, _entry(request, pk))


@act("realisasi.update", "POST")
def bukti_create_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attach one file."""
    entry = _entry(request, pk)
    require(can_update_realisasi(request.user, entry.target), BUKAN_PEMILIK)
    form = BuktiForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, entry, form, status=422)
    try:
        bukti = bukti_create(actor=request.user, realisasi=entry, berkas=form.cleaned_data["berkas"])
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, entry, form, status=422)
    messages.success(request, _("%(nama)s terlampir.") % {"nama": bukti.nama})
    return redirect("indikator:bukti_list", pk=entry.pk)


@act("realisasi.update", "POST")
def bukti_delete_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one piece of evidence away."""
    evidence = Bukti.objects.visible_to(request.user).select_related("realisasi__target__unit_kerja")
    bukti = fetch(evidence, pk=pk)
    require(can_update_realisasi(request.user, bukti.realisasi.target), BUKAN_PEMILIK)
    bukti_delete(actor=request.user, bukti=bukti)
    messages.success(request, _("%(nama)s dihapus.") % {"nama": bukti.nama})
    return redirect("indikator:bukti_list", pk=bukti.realisasi_id)


@act("realisasi.update", "POST")
def realisasi_note_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the note that goes with the entry."""
    entry = _entry(request, pk)
    require(can_update_realisasi(request.user, entry.target), BUKAN_PEMILIK)
    note = CatatanForm(request.POST)
    if not note.is_valid():
        return _page(request, entry, note=note, status=422)
    realisasi_note(actor=request.user, realisasi=entry, catatan=note.cleaned_data["catatan"])
    messages.success(request, _("Catatan tersimpan."))
    return redirect("indikator:bukti_list", pk=entry.pk)


@act("realisasi.read")
def bukti_download(request: SignedInRequest, pk: int) -> FileResponse:
    """The file itself: always an attachment, never rendered in this origin."""
    bukti = fetch(Bukti.objects.visible_to(request.user), pk=pk, jenis=JenisBukti.BERKAS)
    response = FileResponse(
        bukti.berkas.open("rb"), as_attachment=True, filename=bukti.nama, content_type=bukti.tipe_isi
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
