"""Scores of people: the own one, and those of people in one's scope."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai, Periode
from binawidya.organisasi.selectors.periode import bulan_bernama, bulan_dimulai, bulan_terakhir_ditutup
from binawidya.umum.converters import Month
from binawidya.umum.http import act, fetch, require
from kinerja.enums import JenisDokumen
from kinerja.forms import LaporanForm
from kinerja.models import SkorBerkala
from kinerja.permissions import can_read_laporan_pegawai, can_read_skor_pegawai
from kinerja.selectors.penjelasan import urai
from kinerja.selectors.skor import berkala_pegawai, ringkasan_pegawai
from kinerja.services.skor_rentang import skor_rentang_calculate


def _address(own: bool, pegawai: Pegawai, *slug: str) -> str:
    name, args = ("kinerja:skor_saya", slug) if own else ("kinerja:skor_detail", (pegawai.pk, *slug))
    return reverse(name, args=args)


def _page(request: SignedInRequest, pegawai: Pegawai, bulan: Month | None, name: str) -> HttpResponse:
    opened = bulan_dimulai(request.user)
    periode: Periode | None
    if bulan is not None:
        periode = bulan_bernama(opened, bulan)
    else:
        periode = bulan_terakhir_ditutup(opened) or (opened[0] if opened else None)
    own = pegawai.pk == request.user.lingkup.pegawai_id
    summary = ringkasan_pegawai(pegawai.pk, periode) if periode is not None else None
    may_report = own or can_read_laporan_pegawai(request.user, pegawai)
    context = {
        "pegawai": pegawai,
        "sendiri": own,
        "periode": periode,
        "pilihan": opened,
        "alamat": name,
        "berkala": berkala_pegawai(pegawai.pk, periode.tahun) if periode is not None else [],
        "laporan": _evidence_form(pegawai, periode, opened) if may_report and periode is not None else None,
        "ringkas": summary,
        "setahun": _address(own, pegawai, summary.terakhir.periode.slug) if summary else "",
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Kinerja saya") if own else pegawai.nama, ""),
        ],
    }
    return render(request, "kinerja/skor.html", context)


def _evidence_form(pegawai: Pegawai, periode: Periode, opened: Sequence[Periode]) -> LaporanForm:
    """Asks for the report with evidence from January to the month that is shown, unless other months are chosen."""
    first = min((month for month in opened if month.tahun == periode.tahun), key=lambda month: month.bulan)
    initial = {"subjek": pegawai.pk, "awal": first.slug, "periode": periode.slug}
    return LaporanForm(jenis=JenisDokumen.LAPORAN_BUKTI, periode=opened, initial=initial)


@act("skor.list")
def skor_own(request: SignedInRequest, bulan: Month | None = None) -> HttpResponse:
    """The own score with its parts, month by month."""
    me = request.user.lingkup.pegawai_id
    require(me is not None, _("Halaman ini untuk pegawai yang mempunyai target sendiri."))
    return _page(request, fetch(Pegawai.objects.all(), pk=me), bulan, "kinerja:skor_saya")


@act("skor.read")
def skor_detail(request: SignedInRequest, pk: int, bulan: Month | None = None) -> HttpResponse:
    """The score of somebody in one's scope."""
    pegawai = fetch(Pegawai.objects.visible_to(request.user), pk=pk)
    require(can_read_skor_pegawai(request.user, pegawai), _("Nilai ini untuk atasan dan pimpinan pegawai itu."))
    return _page(request, pegawai, bulan, "kinerja:skor_detail")


@act("skor.read")
def skor_rentang_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the score of a month, quarter or half-year is made of."""
    scores = SkorBerkala.objects.filter(pegawai__isnull=False).select_related("kebijakan", "periode")
    skor = fetch(scores, pk=pk)
    pegawai = fetch(Pegawai.objects.visible_to(request.user), pk=skor.pegawai_id)
    require(can_read_skor_pegawai(request.user, pegawai), _("Nilai ini untuk atasan dan pimpinan pegawai itu."))
    rows = skor_rentang_calculate(skor)
    own = pegawai.pk == request.user.lingkup.pegawai_id
    context = {
        "skor": skor,
        "subjek": pegawai.nama_lengkap,
        "jabatan": len({row.capaian.target.unit_kerja_id for row in rows}) > 1,
        "baris": urai(rows, skor.periode, skor.awal),
        "json": reverse("api:skor_pegawai_rentang", args=[skor.pk]),
        "breadcrumb": [
            (_("Beranda"), reverse("beranda:home")),
            (_("Kinerja saya") if own else pegawai.nama, _address(own, pegawai)),
            (skor.nama, ""),
        ],
    }
    return render(request, "kinerja/skor_rentang.html", context)
