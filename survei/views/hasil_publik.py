"""The published result of an office: for everybody, because results of public surveys are public."""

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from binawidya.organisasi.models import UnitKerja
from binawidya.umum.http import PUBLIC, act, fetch, public
from survei.selectors.hasil import hasil_kantor, trend_points

SIMPAN_DETIK = 60


def _context(pk: int) -> dict[str, object]:
    unit = fetch(UnitKerja.objects.all(), pk=pk)
    found = hasil_kantor(unit)
    if found is None:
        raise Http404
    points, path, bound = trend_points(found.tren)
    return {
        "hasil": found,
        "bentuk": {"unit": unit.nama, "instansi": settings.PEMERINTAH},
        "bahasa": "id",
        "kios": False,
        "titik": points,
        "garis": path,
        "batas": bound,
    }


@public  # results of public surveys are public (PermenPANRB 14/2017)
@act(PUBLIC)
def result_public(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest published period of a unit with everything below it."""
    key = f"survei:hasil:{pk}"
    page = cache.get(key)
    if page is None:
        page = render_to_string("survei/publik/hasil.html", _context(pk))
        cache.set(key, page, SIMPAN_DETIK)
    response = HttpResponse(page)
    response["Cache-Control"] = f"public, max-age={SIMPAN_DETIK}"
    return response
