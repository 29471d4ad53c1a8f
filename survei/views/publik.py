"""The form that the public answers: without session, without cookie, without script.

It is open to everyone because those who were served have no account. There is no CSRF token, which would need a cookie:
a forged post could do nothing that its sender could not do alone, because no login stands behind it. What remains,
other people's browsers made to vote, is refused by where the post comes from; see docs/keputusan/0034.
"""

from secrets import token_urlsafe
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from binawidya.umum.dates import today
from binawidya.umum.http import PUBLIC, act, public
from survei.enums import AsalJawaban
from survei.forms.jawaban import Terbaca, read_answers
from survei.selectors.bentuk import EN, ID, SIMPAN_DETIK, Bentuk, bentuk, halaman_key
from survei.selectors.halaman_publik import KABAR, KATA, periode_in, tanggal_in
from survei.services.kiriman import Diterima, kiriman_record
from survei.services.laju import Laju, laju_count
from survei.services.token import clean_token

# Stands in the kept page where every reader gets a number of their own.
NOMOR: Final = "@@NOMOR@@"
UMUR_FORMULIR: Final = 24 * 3600
_SIGNER: Final = TimestampSigner(salt="survei.formulir")
# Seconds after which a shared screen goes back to its beginning: an abandoned form, a refusal, thanks.
KIOS_FORMULIR, KIOS_KABAR, KIOS_TERIMA = 240, 20, 8
STATUS: Final = {"terlalu_cepat": 429, "besar": 413, "asing": 403, "token_salah": 422}


def _form_of(kode: str) -> Bentuk:
    found = bentuk(kode.lower())
    if found is None or found.status == "draf":
        raise Http404
    return found


def _language(request: HttpRequest, form: Bentuk) -> str:
    wanted = request.GET.get("bahasa") or (request.POST.get("bahasa") if request.method == "POST" else "")
    return EN if wanted == EN and form.inggris else ID


def _context(form: Bentuk, bahasa: str, *, kios: bool) -> dict[str, Any]:
    return {
        "bentuk": form,
        "bahasa": bahasa,
        "kata": KATA[bahasa],
        "kios": kios,
        "layanan": form.layanan.get(bahasa, ""),
        "periode": periode_in(bahasa, form),
        "sampai": tanggal_in(bahasa, form),
        "buka": tanggal_in(bahasa, form, buka=True),
        "alamat": reverse("survei:kios" if kios else "survei:isi", args=[form.kode]),
        "kembali_lain": f"?bahasa={KATA[bahasa]['lain_kode']}" if form.inggris else "",
    }


def render_form(form: Bentuk, bahasa: str, *, kios: bool, terbaca: Terbaca | None = None, token: str = "") -> str:
    """The page with all questions, with a mark where the number of the form belongs."""
    read = terbaca or Terbaca()
    context = _context(form, bahasa, kios=kios) | {
        "nomor": NOMOR,
        "token": token,
        "salah": read.salah,
        "soal": [
            (place, soal, read.nilai.get(soal.slug), read.salah.get(f"u-{soal.slug}"))
            for place, soal in enumerate(form.soal[bahasa], start=1)
        ],
        "kelompok": [
            (*row, read.kelompok.get(row[0], ""), read.salah.get(f"d-{row[0]}")) for row in form.kelompok(bahasa)
        ],
        "teks": [
            (place, label, asal, read.teks[place] if read.teks else "", read.salah.get(f"t-{place}"))
            for place, (label, asal) in enumerate([("", bahasa), *form.bebas_dalam(bahasa)])
        ],
    }
    return render_to_string("survei/publik/isi.html", context)


def _with_number(page: str) -> str:
    return page.replace(NOMOR, _SIGNER.sign(token_urlsafe(12)))


def _answer(form: Bentuk, page: str, status: int = 200, *, refresh: int = 0) -> HttpResponse:
    """A page that nobody keeps; on a shared screen it goes away by itself."""
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    if refresh:
        response["Refresh"] = f"{refresh}; url={reverse('survei:kios', args=[form.kode])}"
    return response


def _notice(form: Bentuk, bahasa: str, what: str, *, kios: bool = False) -> HttpResponse:
    """A refusal in the respondent's words."""
    context = _context(form, bahasa, kios=kios) | {"kabar": KABAR[bahasa][what], "apa": what}
    page = render_to_string("survei/publik/kabar.html", context)
    return _answer(form, page, STATUS.get(what, 409), refresh=KIOS_KABAR if kios else 0)


def _show(request: HttpRequest, kode: str, *, kios: bool) -> HttpResponse:
    form = _form_of(kode)
    bahasa = _language(request, form)
    if not form.menerima(today()):
        early = form.status == "dibuka" and today() < form.buka
        return _notice(form, bahasa, "belum" if early else "tertutup", kios=kios)
    refresh = KIOS_FORMULIR if kios else 0
    token = clean_token(request.GET.get("kode", ""))
    if token:
        return _answer(form, _with_number(render_form(form, bahasa, kios=kios, token=token)), refresh=refresh)
    key = halaman_key(form.kode, bahasa, kios=int(kios))
    page = cache.get(key)
    if page is None:
        page = render_form(form, bahasa, kios=kios)
        cache.set(key, page, SIMPAN_DETIK)
    return _answer(form, _with_number(page), refresh=refresh)


@public  # answered by people without an account
@act(PUBLIC)
def survei_form(request: HttpRequest, kode: str) -> HttpResponse:
    """The form behind a short address. From the cache; the database is not asked."""
    return _show(request, kode, kios=False)


@public  # a tablet in the waiting room
@act(PUBLIC)
def survei_kiosk(request: HttpRequest, kode: str) -> HttpResponse:
    """The same form on a shared screen, which returns to its beginning by itself."""
    return _show(request, kode, kios=True)


def _foreign(request: HttpRequest) -> bool:
    """Whether the browser says that another site made it send this. Old browsers say nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin not in {"null", f"{request.scheme}://{request.get_host()}"}


def _drain(request: HttpRequest) -> None:
    """Read what is too much and throw it away, so that the answer reaches the person."""
    left = 64
    while left and request.read(262_144):
        left -= 1


def _number(request: HttpRequest) -> str:
    return str(_SIGNER.unsign(request.POST.get("nomor", ""), max_age=UMUR_FORMULIR))


@csrf_exempt
@public  # see the top of this file
@act(PUBLIC, "POST")
def survei_submit(request: HttpRequest, kode: str) -> HttpResponse:
    """Take a response in: stored once or not at all, and said so."""
    form = _form_of(kode)
    try:
        bahasa = _language(request, form)
    except (RequestDataTooBig, TooManyFieldsSent):
        _drain(request)
        return _notice(form, ID, "besar")
    kios = request.POST.get("kios") == "1"
    if _foreign(request):
        return _notice(form, bahasa, "asing", kios=kios)
    try:
        nonce = _number(request)
    except (SignatureExpired, BadSignature):
        return _notice(form, bahasa, "lama", kios=kios)
    if not form.menerima(today()):
        return _notice(form, bahasa, "tertutup", kios=kios)
    return _store(request, form, bahasa, nonce, kios=kios)


def _store(request: HttpRequest, form: Bentuk, bahasa: str, nonce: str, *, kios: bool) -> HttpResponse:
    read = read_answers(form, request.POST, bahasa)
    token = clean_token(request.POST.get("kode", "")) if form.wajib_token else ""
    if read.salah:
        page = render_form(form, bahasa, kios=kios, terbaca=read, token=token)
        page = page.replace(NOMOR, request.POST["nomor"])
        return _answer(form, page, 422, refresh=KIOS_FORMULIR if kios else 0)
    if form.wajib_token and not token:
        return _notice(form, bahasa, "token_salah", kios=kios)
    pace = laju_count(form.pk, get_adapter(request).get_client_ip(request) or "")
    if pace is Laju.TERLALU_CEPAT:
        return _notice(form, bahasa, "terlalu_cepat", kios=kios)
    asal = AsalJawaban.KIOS if kios else AsalJawaban.DARING
    isi = read.isi(form, asal, lonjakan=pace is Laju.LONJAKAN)
    done = kiriman_record(survei_id=form.pk, nonce=nonce, isi=isi, token=token)
    if done in {Diterima.TERSIMPAN, Diterima.SUDAH}:
        place = reverse("survei:terima_kios" if kios else "survei:terima", args=[form.kode])
        return HttpResponseRedirect(f"{place}?bahasa={EN}" if bahasa == EN else place)
    return _notice(form, bahasa, str(done.value), kios=kios)


def _thanks(request: HttpRequest, kode: str, *, kios: bool) -> HttpResponse:
    form = _form_of(kode)
    bahasa = _language(request, form)
    context = _context(form, bahasa, kios=kios)
    page = render_to_string("survei/publik/terima.html", context)
    return _answer(form, page, refresh=KIOS_TERIMA if kios else 0)


@public  # end of the way of somebody without an account
@act(PUBLIC)
def survei_thanks(request: HttpRequest, kode: str) -> HttpResponse:
    """What a person sees after sending; reloading it sends nothing again."""
    return _thanks(request, kode, kios=False)


@public  # the same on a shared screen
@act(PUBLIC)
def survei_thanks_kiosk(request: HttpRequest, kode: str) -> HttpResponse:
    """Thanks, then back to the beginning for the next person."""
    return _thanks(request, kode, kios=True)
