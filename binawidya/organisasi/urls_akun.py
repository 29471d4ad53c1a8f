"""Sign in, sign out and passwords: allauth's views, picked one by one. Nobody signs up or edits an address here."""

from functools import wraps
from typing import Any

from allauth.account import views
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, re_path, reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from binawidya.umum.http import PUBLIC, SIGNED_IN, View, act, public


def whole_page(view: View) -> View:
    """Load the sign-in page as a page.

    When a session has ended, a part that htmx asked for is redirected here; the form must not land in a table cell.
    """

    @wraps(view)
    def load(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        htmx = getattr(request, "htmx", None)
        if htmx and not htmx.boosted:
            query = urlencode({"next": htmx.current_url_abs_path or "/"})
            return HttpResponseClientRedirect(f"{reverse('account_login')}?{query}")
        return view(request, *args, **kwargs)

    return load


def _open(view: View, *methods: str) -> View:
    """For people who cannot sign in yet or any more."""
    return public(act(PUBLIC, *methods)(view))


def _own(view: View, *methods: str) -> View:
    """For anybody signed in, on the own account."""
    return act(SIGNED_IN, *methods)(view)


urlpatterns = [
    path("masuk/", _open(whole_page(views.login), "GET", "POST"), name="account_login"),
    path("keluar/", _open(views.logout, "GET", "POST"), name="account_logout"),
    path("nonaktif/", _open(views.account_inactive, "GET"), name="account_inactive"),
    path("pastikan/", _own(views.reauthenticate, "GET", "POST"), name="account_reauthenticate"),
    path("sandi/", _own(views.password_change, "GET", "POST"), name="account_change_password"),
    path("sandi/lupa/", _open(views.password_reset, "GET", "POST"), name="account_reset_password"),
    path("sandi/lupa/terkirim/", _open(views.password_reset_done, "GET"), name="account_reset_password_done"),
    path(
        "sandi/baru/selesai/",
        _open(views.password_reset_from_key_done, "GET"),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        _open(views.password_reset_from_key, "GET", "POST"),
        name="account_reset_password_from_key",
    ),
]
