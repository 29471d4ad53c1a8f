"""Evidence and the notes of an entry."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai
from binawidya.umum.converters import Month
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require, sealed
from binawidya.umum.upload_handler import upload_failed
from indikator.enums import JenisBukti, StatusPindai
from indikator.forms import BuktiForm, CatatanForm, IsianForm, TautanForm
from indikator.models import Bukti, Realisasi
from indikator.permissions import can_update_realisasi
from indikator.selectors.bukti import bukti_terlihat
from indikator.selectors.isian import lembar_target
from indikator.services.bukti import bukti_create, bukti_delete, bukti_link
from indikator.services.realisasi import realisasi_note
from indikator.views.lembar import Sel
from indikator.views.realisasi_satu import cell_answer

BUKAN_PEMILIK = gettext_lazy("Bukti dukung dilampirkan oleh yang mengisi realisasinya.")
PENUH = gettext_lazy("Berkas tidak sampai utuh karena tempat sementara penuh. Beri tahu pengelola aplikasi.")


def _entry(request: SignedInRequest, pk: int) -> Realisasi:
    entries = Realisasi.objects.visible_to(request.user).select_related(
        "periode", "target__indikator", "target__unit_kerja", "target__pengisi"
    )
    entry = fetch(entries, pk=pk)
    entry.periode = entry.periode.untuk_unit(entry.target.unit_kerja.jalur)
    return entry


def _back(request: SignedInRequest, entry: Realisasi, *, own_sheet: bool) -> str:
    """The sheet that the entry stands on: somebody else's for whoever enters in her name."""
    own = request.user.lingkup.pegawai_id in {entry.target.pengisi_id, entry.target.pegawai_id}
    if own or own_sheet or not entry.target.pengisi_id:
        return reverse("indikator:realisasi_list", kwargs={"bulan": entry.periode.slug})
    keys = {"bulan": entry.periode.slug, "pegawai": entry.target.pengisi_id}
    return reverse("indikator:realisasi_list_for", kwargs=keys)


def _page(
    request: SignedInRequest,
    entry: Realisasi,
    *,
    form: BuktiForm | None = None,
    tautan: TautanForm | None = None,
    note: CatatanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    may_change = can_update_realisasi(request.user, entry.target) and entry.dapat_diisi and entry.periode.menerima_isian
    texts = {name: getattr(entry, name) for name in ("catatan", "kendala", "rencana")}
    back = _back(request, entry, own_sheet=not may_change)
    context = {
        "realisasi": entry,
        "bukti": bukti_terlihat(entry),
        "form": form or BuktiForm(),
        "tautan": tautan or TautanForm(),
        "catatan": note or CatatanForm(initial=texts),
        "dapat_diubah": may_change,
        "kembali": back,
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Realisasi %(bulan)s") % {"bulan": entry.periode}, back),
            (_("Bukti dan catatan"), ""),
        ],
    }
    return render(request, "indikator/bukti.html", context, status=status)


@act("realisasi.read")
def bukti_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Evidence and notes of one entry."""
    return _page(request, _entry(request, pk))


@act("realisasi.update", "POST")
def bukti_create_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attach one file."""
    entry = _entry(request, pk)
    require(can_update_realisasi(request.user, entry.target), BUKAN_PEMILIK)
    form = BuktiForm(request.POST, request.FILES)
    if not form.is_valid():
        if upload_failed(request):
            form.errors["berkas"] = form.error_class([str(PENUH)])
        return _page(request, entry, form=form, status=422)
    try:
        bukti = bukti_create(actor=request.user, realisasi=entry, berkas=form.cleaned_data["berkas"])
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, entry, form=form, status=422)
    messages.success(request, _("%(nama)s terlampir.") % {"nama": bukti.nama})
    return redirect("indikator:bukti_list", pk=entry.pk)


@act("realisasi.update", "POST")
def bukti_attach(request: SignedInRequest, bulan: Month, pk: int) -> HttpResponse:
    """Attach one file from its row on the sheet; the answer is that of a saved cell."""
    periode = bulan_bernama(bulan_dimulai(request.user), bulan)
    lembar = lembar_target(user=request.user, pk=pk, periode=periode)
    baris = lembar.cari(pk)
    require(can_update_realisasi(request.user, baris.target), BUKAN_PEMILIK)
    if baris.realisasi is None:
        raise ActRefused(_("Isi realisasinya dulu, lalu lampirkan buktinya."))
    form = BuktiForm(request.POST, request.FILES)
    refusal = ""
    if not form.is_valid():
        refusal = str(PENUH) if upload_failed(request) else " ".join(str(text) for text in form.errors["berkas"])
    else:
        try:
            bukti_create(actor=request.user, realisasi=baris.realisasi, berkas=form.cleaned_data["berkas"])
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            lembar = lembar_target(user=request.user, pk=pk, periode=periode)
            baris = lembar.cari(pk)
    return cell_answer(request, lembar, Sel(baris, IsianForm(baris.target, baris.realisasi), refusal))


@act("realisasi.update", "POST")
def bukti_link_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attach one link."""
    entry = _entry(request, pk)
    require(can_update_realisasi(request.user, entry.target), BUKAN_PEMILIK)
    form = TautanForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, tautan=form, status=422)
    try:
        bukti = bukti_link(actor=request.user, realisasi=entry, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, entry, tautan=form, status=422)
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
    """Keep what goes with the entry: note, obstacle, plan."""
    entry = _entry(request, pk)
    require(can_update_realisasi(request.user, entry.target), BUKAN_PEMILIK)
    note = CatatanForm(request.POST)
    if not note.is_valid():
        return _page(request, entry, note=note, status=422)
    realisasi_note(actor=request.user, realisasi=entry, **note.cleaned_data)
    messages.success(request, _("Catatan tersimpan."))
    return redirect("indikator:bukti_list", pk=entry.pk)


def _open_file(request: SignedInRequest, pk: int) -> Bukti:
    bukti = fetch(Bukti.objects.visible_to(request.user), pk=pk, jenis=JenisBukti.BERKAS)
    if bukti.pindai == StatusPindai.MENUNGGU:
        raise ActRefused(_("Berkas ini masih dipindai. Coba lagi sebentar."))
    if not bukti.dapat_dibuka:
        raise ActRefused(_("Berkas ini ditahan pemindai dan tidak dapat dibuka."))
    return bukti


@act("realisasi.read")
def bukti_download(request: SignedInRequest, pk: int) -> FileResponse:
    """The file itself: always an attachment, never rendered in this origin."""
    bukti = _open_file(request, pk)
    response = FileResponse(
        bukti.berkas.open("rb"), as_attachment=True, filename=bukti.nama, content_type=bukti.tipe_isi
    )
    return sealed(response)


@act("realisasi.read")
def bukti_preview(request: SignedInRequest, pk: int) -> FileResponse:
    """A picture that stands in the page: one that was encoded anew, or the first page of a PDF that we drew."""
    bukti = _open_file(request, pk)
    drawn = bukti.berkas if bukti.gambar else bukti.pratinjau
    if not drawn:
        raise ActRefused(_("Berkas ini tidak mempunyai pratinjau. Unduh untuk melihatnya."))
    kind = bukti.tipe_isi if bukti.gambar else "image/png"
    return sealed(FileResponse(drawn.open("rb"), content_type=kind))
