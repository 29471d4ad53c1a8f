"""The way in for somebody who was invited. Open to everyone: the code is the proof."""

import time
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import CaraUndangan
from binawidya.organisasi.forms.undangan import KataSandiPertamaForm, KodeForm
from binawidya.organisasi.models import Undangan
from binawidya.organisasi.services import undangan as service
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import PUBLIC, act, public
from binawidya.umum.rate_limit import count_attempt, network_of, release_attempt

SCOPE: Final = "undangan"
KEY: Final = "undangan"
# Between the code and the password; on a shared computer nobody may find it open.
PATIENCE_SECONDS: Final = 15 * 60


def _code_page(request: HttpRequest, form: KodeForm, status: int = 200) -> HttpResponse:
    return render(request, "organisasi/undangan.html", {"form": form}, status=status)


def _refused(request: HttpRequest, form: KodeForm | None = None) -> HttpResponse:
    """The one answer to every code that opens nothing."""
    if form is None:
        form = KodeForm({})
        form.errors.clear()
    form.add_error("kode", service.refusal())
    return _code_page(request, form, status=422)


def _remember(request: HttpRequest, undangan: Undangan) -> HttpResponse:
    request.session[KEY] = [undangan.pk, int(time.time())]
    return redirect("organisasi:undangan_accept")


@public  # whoever was invited cannot sign in yet
@act(PUBLIC, "GET", "POST")
def undangan_enter(request: HttpRequest) -> HttpResponse:
    """Type the code of a slip. Counted before it is looked at: a burst of guesses gets no more than the limit."""
    if request.method != "POST":
        return _code_page(request, KodeForm())
    form = KodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form, status=422)
    network = network_of(get_adapter(request).get_client_ip(request) or "")
    if count_attempt(SCOPE, network, settings.LOGIN_FAILED_WINDOW) > settings.UNDANGAN_FAILED_LIMIT:
        form.add_error("kode", _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."))
        return _code_page(request, form, status=429)
    undangan = service.undangan_find(kode=form.cleaned_data["kode"], cara=CaraUndangan.CETAK)
    if undangan is None:
        return _refused(request, form)
    release_attempt(SCOPE, network)
    return _remember(request, undangan)


@public  # the link in the letter is the proof
@act(PUBLIC)
def undangan_open(request: HttpRequest, kode: str) -> HttpResponse:
    """Follow the link of a letter. The code does not stay in the address; 256 bits need no counting."""
    undangan = service.undangan_find(kode=kode, cara=CaraUndangan.SUREL)
    return _refused(request) if undangan is None else _remember(request, undangan)


def _remembered(request: HttpRequest) -> Undangan | None:
    pk, since = request.session.get(KEY) or (0, 0)
    if time.time() - since > PATIENCE_SECONDS:
        return None
    return Undangan.objects.usable(timezone.now()).filter(pk=pk).select_related("user__pegawai").first()


@public  # ends with being signed in
@act(PUBLIC, "GET", "POST")
def undangan_accept(request: HttpRequest) -> HttpResponse:
    """Choose a password; then the person is signed in and the code is used up."""
    undangan = _remembered(request)
    if undangan is None:
        return _refused(request) if KEY in request.session else redirect("organisasi:undangan_enter")
    form = KataSandiPertamaForm(undangan.user, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "pegawai": getattr(undangan.user, "pegawai", None), "akun": undangan.user}
        status = 422 if request.method == "POST" else 200
        return render(request, "organisasi/undangan_sandi.html", context, status=status)
    try:
        user = service.undangan_accept(undangan_id=undangan.pk, sandi=form.cleaned_data["password1"])
    except ActRefused:
        return _refused(request)
    auth.login(request, user)
    messages.success(request, _("Kata sandi Anda tersimpan. Lain kali masuk dengan NIP dan kata sandi itu."))
    return redirect(settings.LOGIN_REDIRECT_URL)
