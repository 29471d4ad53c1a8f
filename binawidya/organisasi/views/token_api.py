"""The own keys of the API. Making and revoking one asks for the password again."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.forms.token_api import TokenForm
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models.token_api import TokenApi
from binawidya.organisasi.services.token_api import token_create, token_delete
from binawidya.umum.http import SIGNED_IN, act, fetch


def _asked_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for somebody who gave the password a short while ago; everybody else is asked for it first."""
    asked: Any = reauthentication_required(view)
    return asked  # type: ignore[no-any-return]


def _page(request: SignedInRequest, form: TokenForm, token: str = "", status: int = 200) -> HttpResponse:
    context = {
        "daftar": TokenApi.objects.visible_to(request.user).order_by("-pk")[:50],
        "form": form,
        "token": token,
        "sekarang": timezone.now(),
        "breadcrumb": [(_("Beranda"), reverse("beranda:home")), (_("Kunci API"), "")],
    }
    response = render(request, "organisasi/token_list.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


# For everybody who is signed in: the keys are the own ones.
@act(SIGNED_IN)
def token_list(request: SignedInRequest) -> HttpResponse:
    """The own keys, without what makes them work."""
    return _page(request, TokenForm())


@act(SIGNED_IN, "POST")
@_asked_again
def token_create_one(request: SignedInRequest) -> HttpResponse:
    """Make a key. This answer shows it, and nothing else ever does."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    _row, token = token_create(actor=request.user, **form.cleaned_data)
    return _page(request, TokenForm(), token)


@act(SIGNED_IN, "POST")
@_asked_again
def token_delete_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Revoke a key."""
    row = fetch(TokenApi.objects.visible_to(request.user), pk=pk)
    token_delete(actor=request.user, token=row)
    messages.info(request, _("Kunci %(nama)s dicabut.") % {"nama": row.nama})
    return redirect("organisasi:token_list")
