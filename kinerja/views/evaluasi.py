"""The evaluation of one person: the own list, the page, and the acts on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai, User
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from binawidya.umum.tables import paginate
from kinerja.enums import BentukDokumen, JenisDokumen, StatusEvaluasi, read_bentuk
from kinerja.forms.evaluasi import AlihkanForm, EvaluasiForm, KeberatanForm, PerilakuForm
from kinerja.jenis_dokumen import JENIS
from kinerja.models import Evaluasi, Keberatan
from kinerja.permissions import acts_on_evaluasi, can_read_umpan_balik
from kinerja.scoring import kode_predikat
from kinerja.selectors.evaluasi import baris_of, with_frame
from kinerja.selectors.evaluasi_halaman import matriks, nilai_perilaku, periode_of, umpan_balik_masa
from kinerja.selectors.laporan_evaluasi import periode_evaluasi
from kinerja.selectors.skor import ringkasan_pegawai
from kinerja.services.dokumen import dokumen_request
from kinerja.services.evaluasi import Isian, calon_penilai, evaluasi_accept, evaluasi_assign, evaluasi_update
from kinerja.services.keberatan import keberatan_create

DOKUMEN = {"evaluasi": JenisDokumen.EVALUASI_KINERJA, "dokumen": JenisDokumen.DOKUMEN_EVALUASI}
BUKAN_PENILAI = gettext_lazy("Evaluasi ini diisi oleh pejabat penilainya.")
BUKAN_PEMILIK = gettext_lazy("Halaman ini hanya untuk pegawai yang dievaluasi.")


@act("evaluasi.list")
def evaluasi_own(request: SignedInRequest) -> HttpResponse:
    """The own evaluations, the latest first."""
    me = request.user.lingkup.pegawai_id
    require(me is not None, _("Halaman ini untuk pegawai yang dievaluasi."))
    mine = Evaluasi.objects.berlaku().filter(pegawai=me).exclude(status=StatusEvaluasi.DRAF)
    context = {
        "page": paginate(request, with_frame(mine).order_by("-tahun", "-ke", "-pk")),
        "menunggu": Evaluasi.objects.berlaku().filter(pegawai=me, status=StatusEvaluasi.DRAF).exists(),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Evaluasi saya"), "")],
    }
    return render(request, "kinerja/evaluasi_saya.html", context)


def _evaluasi(request: SignedInRequest, pk: int) -> Evaluasi:
    found: Evaluasi = fetch(with_frame(Evaluasi.objects.visible_to(request.user)), pk=pk)
    return found


def _page(request: SignedInRequest, evaluasi: Evaluasi, status: int = 200, **forms: Any) -> HttpResponse:
    user = request.user
    own = evaluasi.pegawai_id == user.lingkup.pegawai_id
    if evaluasi.draf and not _judges(user, evaluasi):
        return _draft_page(request, evaluasi, status, forms.get("alih"))
    edit = evaluasi.draf and acts_on_evaluasi(user, evaluasi, "evaluasi.update")
    baris = baris_of([evaluasi])[0]
    month, batas = periode_of(evaluasi.masa), evaluasi.batas_keberatan
    objection = Keberatan.objects.filter(evaluasi=evaluasi.menggantikan_id or evaluasi.pk).first()
    conduct, ratings = nilai_perilaku(evaluasi), (baris.hasil, evaluasi.rating_perilaku)
    context = {
        "evaluasi": evaluasi,
        "baris": baris,
        "sendiri": own,
        "matriks": matriks(*ratings),
        "predikat": kode_predikat(*ratings),
        "perilaku": conduct,
        "keberatan": objection,
        "dapat_keberatan": own and objection is None and batas is not None and today() <= batas,
        "batas_keberatan": batas,
        "ringkas": ringkasan_pegawai(evaluasi.pegawai_id, month) if month else None,
        "umpan_balik": umpan_balik_masa(evaluasi),
        "ke_umpan_balik": own or _judges(user, evaluasi) or can_read_umpan_balik(user, evaluasi.pegawai),
        "form": forms.get("form") or (_form(evaluasi, baris.hasil) if edit else None),
        "form_perilaku": forms.get("perilaku") or (_conduct_forms(conduct) if edit else []),
        "form_alih": forms.get("alih") or _hand_over_form(user, evaluasi),
        "form_keberatan": forms.get("keberatan") or KeberatanForm(),
        "breadcrumb": _path(request, evaluasi, own),
    }
    return render(request, "kinerja/evaluasi_detail.html", context, status=status)


def _judges(user: User, evaluasi: Evaluasi) -> bool:
    return evaluasi.penilai_id == user.lingkup.pegawai_id


def _hand_over_form(user: User, evaluasi: Evaluasi) -> AlihkanForm | None:
    may = evaluasi.draf and acts_on_evaluasi(user, evaluasi, "evaluasi.assign")
    return AlihkanForm(calon=calon_penilai(evaluasi)) if may else None


def _draft_page(request: SignedInRequest, evaluasi: Evaluasi, status: int, form: AlihkanForm | None) -> HttpResponse:
    """A draft for those who may hand it over: whose it is and who judges, nothing of the judgement."""
    context = {
        "evaluasi": evaluasi,
        "form_alih": form or _hand_over_form(request.user, evaluasi),
        "breadcrumb": _path(request, evaluasi, False),
    }
    return render(request, "kinerja/evaluasi_draf.html", context, status=status)


def _path(request: SignedInRequest, evaluasi: Evaluasi, own: bool) -> list[tuple[str, str]]:
    """The way to the page; its first step is also the place in the menu."""
    middle = []
    if own:
        middle = [(_("Evaluasi saya"), reverse("kinerja:evaluasi_saya"))]
    elif _judges(request.user, evaluasi):
        middle = [(_("Evaluasi tim"), reverse("kinerja:evaluasi_tim", args=[evaluasi.masa]))]
    request.tempat = middle[0][1] if middle else reverse("kinerja:evaluasi_unit_list")
    return [(_("Beranda"), reverse("beranda:home")), *middle, (evaluasi.pegawai.nama, "")]


def _form(evaluasi: Evaluasi, hasil: str) -> EvaluasiForm:
    initial = {
        "hasil": hasil,
        "alasan": evaluasi.alasan,
        "perilaku": evaluasi.rating_perilaku,
        "catatan": evaluasi.catatan,
        "versi": evaluasi.versi,
    }
    return EvaluasiForm(initial=initial)


def _conduct_forms(conduct: list[Any]) -> list[tuple[Any, PerilakuForm]]:
    return [
        (
            one,
            PerilakuForm(
                prefix=one.nilai,
                initial={"rating": one.rating, "ekspektasi": one.ekspektasi, "catatan": one.catatan},
            ),
        )
        for one in conduct
    ]


@act("evaluasi.read")
def evaluasi_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The evaluation with the figures it rests on; for its assessor a form while it is a draft."""
    return _page(request, _evaluasi(request, pk))


@act("evaluasi.update", "POST")
def evaluasi_update_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save the draft of one person with the seven values."""
    evaluasi = _evaluasi(request, pk)
    require(acts_on_evaluasi(request.user, evaluasi, "evaluasi.update"), BUKAN_PENILAI)
    form = EvaluasiForm(request.POST)
    conduct = [(one, PerilakuForm(request.POST, prefix=one.nilai)) for one in nilai_perilaku(evaluasi)]
    if not all([form.is_valid(), *(each.is_valid() for _one, each in conduct)]):
        return _page(request, evaluasi, 422, form=form, perilaku=conduct)
    data = form.cleaned_data
    values = {
        one.nilai: (
            each.cleaned_data["rating"], each.cleaned_data["ekspektasi"], each.cleaned_data["catatan"],
        )
        for one, each in conduct
    }  # fmt: skip
    isian = Isian(data["hasil"], data["alasan"], data["perilaku"], data["catatan"], data["versi"], values)
    changed = evaluasi_update(actor=request.user, isian={evaluasi.pk: isian})
    messages.success(request, _("Draf evaluasi tersimpan.") if changed else _("Tidak ada yang berubah."))
    return redirect("kinerja:evaluasi_detail", pk=pk)


@act("evaluasi.assign", "POST")
def evaluasi_assign_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand a draft over because its assessor is away."""
    evaluasi = _evaluasi(request, pk)
    require(acts_on_evaluasi(request.user, evaluasi, "evaluasi.assign"), BUKAN_PENILAI)
    form = AlihkanForm(request.POST, calon=calon_penilai(evaluasi))
    if not form.is_valid():
        return _page(request, evaluasi, 422, alih=form)
    chosen: Pegawai = form.cleaned_data["penilai"]
    evaluasi_assign(
        actor=request.user, evaluasi=evaluasi, penilai=chosen, alasan=form.cleaned_data["alasan_pengalihan"]
    )
    messages.success(request, _("Evaluasi dialihkan kepada %(nama)s.") % {"nama": chosen.nama})
    return redirect("kinerja:evaluasi_tim_list")


@act("evaluasi.read", "POST")
def evaluasi_print(request: SignedInRequest, pk: int, jenis: str) -> HttpResponse:
    """Ask for one of the two documents of a confirmed evaluation."""
    evaluasi = _evaluasi(request, pk)
    if evaluasi.draf or jenis not in DOKUMEN:
        raise ActRefused(_("Dokumen dibuat setelah evaluasi ditetapkan."))
    kind = DOKUMEN[jenis]
    wanted = read_bentuk(request.POST.get("bentuk"))
    dokumen = dokumen_request(
        actor=request.user,
        bentuk=wanted if JENIS[kind].tabel else BentukDokumen.PDF,
        jenis=kind,
        periode=periode_evaluasi(evaluasi),
        pegawai=evaluasi.pegawai,
        evaluasi=evaluasi,
    )
    return redirect("kinerja:dokumen_detail", pk=dokumen.pk)


@act("evaluasi.accept", "POST")
def evaluasi_accept_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirm having received the own evaluation."""
    evaluasi = _evaluasi(request, pk)
    require(acts_on_evaluasi(request.user, evaluasi, "evaluasi.accept"), BUKAN_PEMILIK)
    evaluasi_accept(actor=request.user, evaluasi=evaluasi)
    messages.success(request, _("Penerimaan evaluasi tercatat."))
    return redirect("kinerja:evaluasi_detail", pk=pk)


@act("keberatan.create", "POST")
def keberatan_create_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Object to the own evaluation."""
    evaluasi = _evaluasi(request, pk)
    require(acts_on_evaluasi(request.user, evaluasi, "keberatan.create"), BUKAN_PEMILIK)
    form = KeberatanForm(request.POST)
    if form.is_valid():
        try:
            made = keberatan_create(actor=request.user, evaluasi=evaluasi, alasan=form.cleaned_data["keberatan"])
        except ValidationError as error:
            form.add_error("keberatan", error.messages)
        else:
            messages.success(request, _("Keberatan diajukan."))
            return redirect("kinerja:keberatan_detail", pk=made.pk)
    return _page(request, evaluasi, 422, keberatan=form)
