"""The SKM report as a document with a code that anybody can check."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import act, fetch, require
from kinerja.enums import JenisDokumen
from kinerja.services.dokumen import dokumen_request
from survei.models import HasilSurvei, Survei
from survei.permissions import can_act_on_survei


@act("survei.export", "POST")
def report_request(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the report of a closed survey; the next page shows how far it is."""
    rows = Survei.objects.visible_to(request.user).select_related("unit_kerja")
    survei = fetch(rows, pk=pk)
    require(can_act_on_survei(request.user, "survei.export", survei))
    hasil = HasilSurvei.objects.filter(survei=survei, sementara=False, ikm__isnull=False).order_by("-versi").first()
    if hasil is None:
        raise ActRefused(_("Laporan dibuat sesudah survei ditutup dan memuat paling sedikit sepuluh jawaban."))
    dokumen = dokumen_request(
        actor=request.user, jenis=JenisDokumen.LAPORAN_SKM, tahun=survei.tahun, unit_kerja=survei.unit_kerja,
        hasil=hasil,
    )  # fmt: skip
    return redirect("kinerja:dokumen_detail", pk=dokumen.pk)
