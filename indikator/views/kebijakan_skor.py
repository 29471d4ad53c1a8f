"""The rules of a year: what holds, what each version changed, and a new version."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Periode
from binawidya.organisasi.policy import allows_everywhere
from binawidya.umum.dates import today
from binawidya.umum.errors import ConflictError
from binawidya.umum.http import act, require
from indikator.contoh_kebijakan import CONTOH
from indikator.forms.kebijakan_skor import KebijakanSkorForm, awal
from indikator.models import KebijakanSkor
from indikator.selectors.kebijakan_skor import butir, versi_tahun
from indikator.services.kebijakan_skor import kebijakan_skor_create

BUKAN_ADMIN = gettext_lazy("Kebijakan skor diatur oleh admin perencanaan instansi.")


def _crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Beranda"), reverse("beranda:home")),
        (_("Kebijakan skor"), reverse("indikator:kebijakan_skor_list")),
        *last,
    ]


def _boleh_ubah(request: SignedInRequest) -> bool:
    return allows_everywhere("kebijakan_skor.create", request.user.lingkup)


def _tahun(tahun: int) -> int:
    """A year that is planned, or has rules of its own."""
    if not (
        Periode.objects.filter(tahun=tahun).exists()
        or KebijakanSkor.objects.filter(tahun=tahun).exists()
        or tahun in {today().year, today().year + 1}
    ):
        raise Http404
    return tahun


@act("kebijakan_skor.list")
def kebijakan_skor_list(request: SignedInRequest) -> HttpResponse:
    """The years and the rules in force in each."""
    require(allows_everywhere("kebijakan_skor.list", request.user.lingkup), BUKAN_ADMIN)
    rules = KebijakanSkor.objects.order_by("-tahun", "-versi").distinct("tahun").prefetch_related("skala")
    years = {row.tahun for row in rules}
    next_years = [year for year in (today().year, today().year + 1) if year not in years]
    context = {
        "kebijakan": rules,
        "tahun_baru": next_years,
        "boleh": _boleh_ubah(request),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Kebijakan skor"), "")],
    }
    return render(request, "indikator/kebijakan_skor_list.html", context)


@act("kebijakan_skor.list")
def kebijakan_skor_detail(request: SignedInRequest, tahun: int) -> HttpResponse:
    """What holds in a year, and every version with what it changed."""
    require(allows_everywhere("kebijakan_skor.list", request.user.lingkup), BUKAN_ADMIN)
    versi = versi_tahun(_tahun(tahun))
    context = {
        "tahun": tahun,
        "versi": versi,
        "berlaku": versi[0].kebijakan if versi else None,
        "butir": butir(versi[0].kebijakan) if versi else [],
        "boleh": _boleh_ubah(request),
        "breadcrumb": _crumbs((str(tahun), "")),
    }
    return render(request, "indikator/kebijakan_skor.html", context)


def _form(request: SignedInRequest, tahun: int, form: KebijakanSkorForm, status: int = 200) -> HttpResponse:
    context = {
        "tahun": tahun,
        "form": form,
        "contoh": CONTOH,
        "breadcrumb": _crumbs(
            (str(tahun), reverse("indikator:kebijakan_skor_detail", args=[tahun])), (_("Versi baru"), "")
        ),
    }
    return render(request, "indikator/kebijakan_skor_form.html", context, status=status)


@act("kebijakan_skor.create")
def kebijakan_skor_form(request: SignedInRequest, tahun: int) -> HttpResponse:
    """The form, begun with what holds or with a published scale."""
    require(_boleh_ubah(request), BUKAN_ADMIN)
    own = KebijakanSkor.objects.filter(tahun=_tahun(tahun)).order_by("-versi").first()
    rules = KebijakanSkor.objects.filter(tahun__lte=tahun).order_by("-tahun", "-versi").first()
    initial = awal(rules, own.versi if own else 0, request.GET.get("contoh", ""))
    return _form(request, tahun, KebijakanSkorForm(initial=initial))


@act("kebijakan_skor.create", "POST")
def kebijakan_skor_save(request: SignedInRequest, tahun: int) -> HttpResponse:
    """Store the new version; the open months of the year are computed by it in a worker."""
    require(_boleh_ubah(request), BUKAN_ADMIN)
    form = KebijakanSkorForm(request.POST)
    if not form.is_valid():
        return _form(request, _tahun(tahun), form, status=422)
    data = form.cleaned_data
    try:
        made = kebijakan_skor_create(
            actor=request.user, tahun=_tahun(tahun), isi=form.isi(), alasan=data["alasan"], dilihat=data["versi"]
        )
    except ConflictError as error:
        form.add_error(None, str(error))
        return _form(request, tahun, form, status=409)
    except ValidationError as error:
        form.add_error(None, error)
        return _form(request, tahun, form, status=422)
    messages.success(
        request, _("Kebijakan %(nama)s berlaku. Bulan yang masih terbuka dihitung ulang.") % {"nama": made}
    )
    return redirect("indikator:kebijakan_skor_detail", tahun=tahun)
