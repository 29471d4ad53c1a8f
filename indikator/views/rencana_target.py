"""Plans: the list of owners, one plan, its grid, and its way to approval."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.policy import scope_paths
from binawidya.organisasi.selectors.atasan import nama_atasan
from binawidya.umum.dates import nama_bulan, today
from binawidya.umum.errors import ConflictError
from binawidya.umum.http import act, require
from binawidya.umum.spreadsheet.download import list_response
from binawidya.umum.tables import paginate
from indikator.enums import StatusTarget
from indikator.forms.target import AlasanForm, BarisRencanaForm, TandaForm
from indikator.models import Pemilik
from indikator.permissions import (
    can_change_rencana,
    can_decide_rencana,
    can_list_rencana,
    can_read_matriks,
)
from indikator.resources import target_columns, target_rows
from indikator.selectors.rencana import Rencana, own_pemilik, rencana_list, rencana_of, rencana_target, row_status
from indikator.services.rencana import (
    plan_mark,
    rencana_approve,
    rencana_cancel,
    rencana_return,
    rencana_submit,
)
from indikator.services.target import rencana_record
from indikator.views.pemilik import Kunci, fetch_pemilik

BUKAN_WEWENANG = gettext_lazy("Rencana ini diubah oleh pemiliknya, atasannya, atau admin perencanaan.")
BUKAN_PEMBACA = gettext_lazy("Halaman ini untuk pegawai, atasan, pimpinan, dan admin perencanaan.")
BUKAN_PEMUTUS = gettext_lazy("Rencana ini diputuskan oleh atasan pemiliknya.")


def tahun_dari(request: SignedInRequest) -> int:
    """The year that the address asks for; this year otherwise."""
    text = request.GET.get("tahun", "")
    return (
        int(text)
        if len(text) == 4 and text.isascii() and text.isdigit() and 2000 <= int(text) <= 2200
        else today().year
    )


def remah(pemilik: Pemilik, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The path of a page within a plan."""
    url = reverse("indikator:rencana_detail", args=[pemilik.tahun, pemilik.kunci])
    home = [(_("Beranda"), reverse("beranda:home")), (_("Target"), reverse("indikator:rencana_list"))]
    here = _("%(nama)s %(tahun)s") % {"nama": pemilik.nama, "tahun": pemilik.tahun}
    return [*home, (here, url if more else ""), *more]


@act("target.list")
def rencana_own(request: SignedInRequest) -> HttpResponse:
    """The own plan of the year."""
    require(request.user.lingkup.pegawai_id is not None, _("Halaman ini untuk pegawai."))
    pemilik = own_pemilik(request.user, tahun_dari(request))
    if pemilik is None:
        return render(request, "indikator/rencana/belum.html", {})
    return redirect("indikator:rencana_detail", tahun=pemilik.tahun, kunci=pemilik.kunci)


def _saring(request: SignedInRequest) -> tuple[str, str]:
    """What the list is searched for, and in which state."""
    return " ".join(request.GET.get("cari", "").split())[:100], request.GET.get("keadaan", "")


@act("target.list")
def rencana_export(request: SignedInRequest) -> HttpResponseBase:
    """The targets of the plans in the list, as the filter leaves them, in the shape that an import reads back."""
    require(can_list_rencana(request.user), BUKAN_PEMBACA)
    cari, keadaan = _saring(request)
    rows = rencana_target(request.user, tahun_dari(request), cari=cari, keadaan=keadaan)
    return list_response(request, _("Target"), target_columns(), target_rows(rows))


@act("target.list")
def rencana_all(request: SignedInRequest) -> HttpResponse:
    """Plans in reach, by owner."""
    require(can_list_rencana(request.user), BUKAN_PEMBACA)
    tahun = tahun_dari(request)
    cari, keadaan = _saring(request)
    page = paginate(request, rencana_list(request.user, tahun, cari=cari, keadaan=keadaan))
    for row in page:
        row["status"] = row_status(row)
        pegawai = f"-p{row['pegawai']}" if row["pegawai"] else ""
        row["url"] = reverse("indikator:rencana_detail", args=[tahun, f"u{row['unit_kerja']}{pegawai}"])
    context = {
        "page": page,
        "tahun": tahun,
        "cari": cari,
        "keadaan": keadaan,
        "tersaring": bool(keadaan) + (tahun != today().year),
        "pilihan_keadaan": [("menunggu", _("Menunggu putusan Anda")), *StatusTarget.choices],
        "unit_matriks": sorted(scope_paths("matriks.read", request.user.lingkup).paths)[:1],
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Target"), "")],
    }
    return render(request, "indikator/rencana/list.html", context)


def _may(request: SignedInRequest, rencana: Rencana) -> dict[str, bool]:
    pemilik = rencana.pemilik
    senders = {one.diajukan_oleh_id for one in rencana.menunggu if one.diajukan_oleh_id}
    changes = {row.addendum.diajukan_oleh_id for row in rencana.baris if row.addendum}
    update = can_change_rencana(request.user, pemilik, "target.update")
    submit = can_change_rencana(request.user, pemilik, "target.submit")
    return {
        "ubah": update,
        "ajukan": submit and bool(rencana.dapat_diajukan),
        "tarik": submit and bool(rencana.menunggu),
        "turunkan": can_change_rencana(request.user, pemilik, "target.assign"),
        "addendum": can_change_rencana(request.user, pemilik, "addendum.create"),
        "putuskan": bool(rencana.menunggu) and can_decide_rencana(request.user, pemilik, senders),
        "putuskan_addendum": bool(changes) and can_decide_rencana(request.user, pemilik, changes, "addendum.approve"),
        "skp": pemilik.pegawai is not None and can_change_rencana(request.user, pemilik, "skp.update"),
        "matriks": pemilik.pegawai is None and can_read_matriks(request.user, pemilik.unit_kerja),
    }


def plan_page(
    request: SignedInRequest, pemilik: Pemilik, *, salah: list[str] | None = None, form: AlasanForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of one plan, with what was wrong with an act on it."""
    rencana = rencana_of(pemilik)
    mark = plan_mark(rencana.target)
    context = {
        "rencana": rencana,
        "pemilik": pemilik,
        "boleh": _may(request, rencana),
        "salah": salah or [],
        "tanda": mark,
        "form": form or AlasanForm(initial={"tanda": mark}),
        "atasan": nama_atasan(pemilik.pegawai.pk if pemilik.pegawai else None, today()),
        "breadcrumb": remah(pemilik),
    }
    return render(request, "indikator/rencana/detail.html", context, status=status)


@act("target.read")
def rencana_detail(request: SignedInRequest, tahun: int, kunci: Kunci) -> HttpResponse:
    """One plan: targets, weights, what is wrong, what may be done."""
    return plan_page(request, fetch_pemilik(request, tahun, kunci))


def _forms(rencana: Rencana, data: Any = None) -> list[BarisRencanaForm]:
    rows = [row.target for row in rencana.dapat_diajukan]
    return [BarisRencanaForm(target, data, ditutup=rencana.ditutup) for target in rows]


def _grid(request: SignedInRequest, rencana: Rencana, forms: list[BarisRencanaForm], status: int = 200) -> HttpResponse:
    context = {
        "rencana": rencana,
        "pemilik": rencana.pemilik,
        "forms": forms,
        "nama_bulan": [nama_bulan(month, pendek=True) for month in range(1, 13)],
        "salah": sum(bool(form.errors) for form in forms),
        "tetap": sum((one.bobot for one in rencana.target if not one.dapat_diubah), start=0),
        "breadcrumb": remah(rencana.pemilik, (_("Isi dalam tabel"), "")),
    }
    return render(request, "indikator/rencana/grid.html", context, status=status)


@act("target.update")
def rencana_grid(request: SignedInRequest, tahun: int, kunci: Kunci) -> HttpResponse:
    """All drafts of a plan in one table."""
    pemilik = fetch_pemilik(request, tahun, kunci)
    require(can_change_rencana(request.user, pemilik, "target.update"), BUKAN_WEWENANG)
    rencana = rencana_of(pemilik)
    return _grid(request, rencana, _forms(rencana))


@act("target.update", "POST")
def rencana_record_all(request: SignedInRequest, tahun: int, kunci: Kunci) -> HttpResponse:
    """Save the table: all rows, or none while one is wrong."""
    pemilik = fetch_pemilik(request, tahun, kunci)
    require(can_change_rencana(request.user, pemilik, "target.update"), BUKAN_WEWENANG)
    rencana = rencana_of(pemilik)
    forms = _forms(rencana, request.POST)
    if [form for form in forms if not form.is_valid()]:
        return _grid(request, rencana, forms, status=422)
    try:
        count = rencana_record(actor=request.user, pemilik=pemilik, baris={one.objek.pk: one.sel() for one in forms})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _grid(request, rencana, forms, status=422)
    words = ngettext("%(n)d target tersimpan.", "%(n)d target tersimpan.", count)
    messages.success(request, words % {"n": count} if count else _("Tidak ada yang berubah."))
    return redirect("indikator:rencana_detail", tahun=tahun, kunci=pemilik.kunci)


@act("target.submit", "POST")
def rencana_submit_all(request: SignedInRequest, tahun: int, kunci: Kunci) -> HttpResponse:
    """Hand the plan in; nothing goes out while something is wrong."""
    pemilik = fetch_pemilik(request, tahun, kunci)
    require(can_change_rencana(request.user, pemilik, "target.submit"), BUKAN_WEWENANG)
    try:
        count = rencana_submit(actor=request.user, pemilik=pemilik)
    except ValidationError as error:
        return plan_page(request, pemilik, salah=error.messages, status=422)
    messages.success(
        request, _("%(n)d target diajukan.") % {"n": count} if count else _("Tidak ada draf untuk diajukan.")
    )
    return redirect("indikator:rencana_detail", tahun=tahun, kunci=pemilik.kunci)


@act("target.cancel", "POST")
def rencana_cancel_all(request: SignedInRequest, tahun: int, kunci: Kunci) -> HttpResponse:
    """Take back what waits for a decision."""
    pemilik = fetch_pemilik(request, tahun, kunci)
    require(can_change_rencana(request.user, pemilik, "target.cancel"), BUKAN_WEWENANG)
    count = rencana_cancel(actor=request.user, pemilik=pemilik)
    messages.info(request, _("%(n)d target ditarik kembali dan menjadi draf lagi.") % {"n": count})
    return redirect("indikator:rencana_detail", tahun=tahun, kunci=pemilik.kunci)


def _require_decision(request: SignedInRequest, pemilik: Pemilik, act_name: str) -> None:
    waiting = pemilik.target().filter(status=StatusTarget.DIAJUKAN)
    senders = {pk for pk in waiting.order_by().values_list("diajukan_oleh", flat=True) if pk}
    require(can_decide_rencana(request.user, pemilik, senders, act_name), BUKAN_PEMUTUS)


@act("target.approve", "POST")
def rencana_approve_all(request: SignedInRequest, tahun: int, kunci: Kunci) -> HttpResponse:
    """Approve what was handed in."""
    pemilik = fetch_pemilik(request, tahun, kunci)
    _require_decision(request, pemilik, "target.approve")
    form = TandaForm(request.POST)
    if not form.is_valid():
        raise ConflictError(_("Halaman ini sudah lama dibuka. Muat ulang, lalu periksa lagi targetnya."))
    count = rencana_approve(actor=request.user, pemilik=pemilik, tanda=form.cleaned_data["tanda"])
    messages.success(request, _("%(n)d target disetujui. Nilai dihitung ulang.") % {"n": count})
    return redirect("indikator:rencana_detail", tahun=tahun, kunci=pemilik.kunci)


@act("target.return", "POST")
def rencana_return_all(request: SignedInRequest, tahun: int, kunci: Kunci) -> HttpResponse:
    """Send back what was handed in, with a reason."""
    pemilik = fetch_pemilik(request, tahun, kunci)
    _require_decision(request, pemilik, "target.return")
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return plan_page(request, pemilik, form=form, status=422)
    count = rencana_return(actor=request.user, pemilik=pemilik, **form.cleaned_data)
    messages.info(request, _("%(n)d target dikembalikan kepada %(nama)s.") % {"n": count, "nama": pemilik.nama})
    return redirect("indikator:rencana_detail", tahun=tahun, kunci=pemilik.kunci)
