"""The published result of an office: for everybody, because results of public surveys are public."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from binawidya.organisasi.models import UnitKerja
from binawidya.umum.http import PUBLIC, act, fetch, public
from survei.selectors.hasil import hasil_kantor, trend_points

SIMPAN_DETIK = 60


def _frame(unit: UnitKerja) -> dict[str, object]:
    return {"bentuk": {"unit": unit.nama, "instansi": settings.PEMERINTAH}, "bahasa": "id", "kios": False}


def _context(unit: UnitKerja) -> dict[str, object] | None:
    found = hasil_kantor(unit)
    if found is None:
        return None
    points, path, bound = trend_points(found.tren)
    return _frame(unit) | {
        "hasil": found,
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
        unit = fetch(UnitKerja.objects.all(), pk=pk)
        context = _context(unit)
        if context is None:
            return HttpResponse(render_to_string("survei/publik/hasil_belum.html", _frame(unit)), status=404)
        page = render_to_string("survei/publik/hasil.html", context)
        cache.set(key, page, SIMPAN_DETIK)
    response = HttpResponse(page)
    response["Cache-Control"] = f"public, max-age={SIMPAN_DETIK}"
    return response
