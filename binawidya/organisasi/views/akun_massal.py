"""Acts on the accounts of many: first a page that says for whom it would be done, then the act itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import JenisAksi
from binawidya.organisasi.filters import SasaranFilter
from binawidya.organisasi.forms.akun_massal import BuatAkunForm, CetakUndanganForm, UndangForm
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.models.pegawai import PegawaiQuerySet
from binawidya.organisasi.permissions import akun_managed_by, can_create_akun
from binawidya.organisasi.selectors.akun import (
    BERSUREL,
    Rencana,
    akun_by_id,
    rencana_buat,
    rencana_undang,
    surel_terkirim,
    tanpa_akun_q,
    undangan_people,
)
from binawidya.organisasi.services.akun import akun_request
from binawidya.organisasi.services.undangan_cetak import MAX_SLIP, undangan_print
from binawidya.organisasi.views.akun import BUKAN_ADMIN
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, require
from binawidya.umum.selection import Selection

BUAT, UNDANG, CETAK = "buat", "undang", "cetak"
FILTERS: Final = ("cari", "unit", "jenis", "status", "akun", "surel")
FORMS: Final[dict[str, type[forms.Form]]] = {BUAT: BuatAkunForm, UNDANG: UndangForm, CETAK: CetakUndanganForm}


@dataclass(frozen=True, slots=True)
class Pilihan:
    """The people a bulk act is meant for, as far as the user may act on them."""

    selection: Selection
    people: PegawaiQuerySet
    atur_ulang: bool

    @property
    def satu(self) -> Pegawai | None:
        """The person, where it is a single one."""
        return self.people.first() if len(self.selection.ids) == 1 and not self.selection.everything else None


def _pilihan(request: SignedInRequest, data: QueryDict, aksi: str) -> Pilihan:
    require(can_create_akun(request.user), BUKAN_ADMIN)
    selection = Selection.read(data)
    act_name = "akun.create" if aksi == BUAT else "undangan.create"
    rows = akun_managed_by(request.user, act_name, named=not selection.everything)
    filtered = SasaranFilter(data, rows, user=request.user).qs if selection.everything else rows.none()
    # A password that is in use ends for one person at a time, never for a whole list.
    one = len(selection.ids) == 1 and not selection.everything
    return Pilihan(selection, selection.among(rows, filtered), atur_ulang=one and data.get("atur_ulang") == "True")


def _rencana(pilihan: Pilihan, aksi: str) -> Rencana:
    if aksi == BUAT:
        return rencana_buat(pilihan.people)
    return rencana_undang(pilihan.people, cetak=aksi == CETAK, atur_ulang=pilihan.atur_ulang)


def _page(
    request: SignedInRequest, pilihan: Pilihan, aksi: str, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    rencana = _rencana(pilihan, aksi)
    satu = pilihan.satu
    daftar = reverse("organisasi:akun_list")
    initial = {
        "jumlah": rencana.dipilih,
        "kirim": bool(rencana.bersurel) and surel_terkirim(),
        "atur_ulang": pilihan.atur_ulang,
        "bersurel": not rencana.tanpa_surel or pilihan.atur_ulang,
    }
    context: dict[str, Any] = {
        "aksi": aksi,
        "rencana": rencana,
        "form": form or FORMS[aksi](initial=initial),
        "satu": akun_by_id([satu.pk])[satu.pk] if satu else None,
        "atur_ulang": pilihan.atur_ulang,
        "berubah": form is not None,
        "tersembunyi": pilihan.selection.hidden(*FILTERS),
        "surel_terkirim": surel_terkirim(),
        "maks_slip": MAX_SLIP,
        "batal": reverse("organisasi:pegawai_detail", kwargs={"pk": satu.pk}) if satu else daftar,
        "breadcrumb": [(_("Akun"), daftar), (_("Periksa dulu"), "")],
    }
    return render(request, "organisasi/akun_konfirmasi.html", context, status=status)


@act("akun.create")
def akun_confirm(request: SignedInRequest, aksi: str) -> HttpResponse:
    """For how many people an act would do what, and for whom not. Nothing is done yet."""
    if aksi not in FORMS:
        raise Http404
    return _page(request, _pilihan(request, request.GET, aksi), aksi)


Do = Callable[[Pilihan, dict[str, Any]], HttpResponse]


def _confirmed(request: SignedInRequest, aksi: str, do: Do) -> HttpResponse:
    """Do an act if it still means as many people as were read in the confirmation; else show them anew."""
    pilihan = _pilihan(request, request.POST, aksi)
    form = FORMS[aksi](request.POST)
    if not form.is_valid() or form.cleaned_data["jumlah"] != pilihan.people.count():
        fresh = FORMS[aksi](initial={**form.cleaned_data, "jumlah": pilihan.people.count()})
        return _page(request, pilihan, aksi, fresh, status=422)
    return do(pilihan, form.cleaned_data)


def _site(request: SignedInRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _ids(people: PegawaiQuerySet) -> list[int]:
    return [*people.order_by("pk").values_list("pk", flat=True)]


@act("akun.create", "POST")
def akun_create_many(request: SignedInRequest) -> HttpResponse:
    """Have accounts made for the chosen people; a worker does it."""

    def do(pilihan: Pilihan, data: dict[str, Any]) -> HttpResponse:
        aksi = akun_request(
            actor=request.user,
            jenis=JenisAksi.BUAT,
            pegawai_ids=_ids(pilihan.people.filter(tanpa_akun_q())),
            alamat=_site(request),
            kirim_undangan=data["kirim"] and surel_terkirim(),
        )
        return redirect("organisasi:aksi_akun_detail", pk=aksi.pk)

    return _confirmed(request, BUAT, do)


@act("undangan.create", "POST")
def undangan_create_many(request: SignedInRequest) -> HttpResponse:
    """Have invitations sent by e-mail; a worker does it."""

    def do(pilihan: Pilihan, data: dict[str, Any]) -> HttpResponse:
        if not surel_terkirim():
            raise ActRefused(_("Surel belum diatur di server ini. Pakai daftar cetak."))
        people = undangan_people(pilihan.people, atur_ulang=pilihan.atur_ulang).filter(BERSUREL)
        aksi = akun_request(
            actor=request.user,
            jenis=JenisAksi.UNDANG,
            pegawai_ids=_ids(people),
            alamat=_site(request),
            atur_ulang=pilihan.atur_ulang,
        )
        return redirect("organisasi:aksi_akun_detail", pk=aksi.pk)

    return _confirmed(request, UNDANG, do)


@act("undangan.create", "POST")
def undangan_print_many(request: SignedInRequest) -> HttpResponse:
    """A PDF with one slip for each of the chosen people. It is made now and kept nowhere."""

    def do(pilihan: Pilihan, data: dict[str, Any]) -> HttpResponse:
        people = undangan_people(pilihan.people, atur_ulang=pilihan.atur_ulang)
        content = undangan_print(
            actor=request.user,
            people=people if data["bersurel"] else people.exclude(BERSUREL),
            alamat=_site(request),
            atur_ulang=pilihan.atur_ulang,
        )
        response = HttpResponse(content, content_type="application/pdf")
        name = _("undangan-%(tanggal)s") % {"tanggal": today().isoformat()}
        response["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf") or ""
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response

    return _confirmed(request, CETAK, do)
