"""What every request passes."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]
LAST_SEEN = "terakhir"
# The stamp is renewed at most this often, so that reading pages does not write a row each time.
STAMP_SECONDS = 120


class UnreadableInputMiddleware:
    """Answers 400 to a NUL or a broken character in the address, which PostgreSQL would refuse with an error."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        texts = [request.path, *(text for key, values in request.GET.lists() for text in (key, *values))]
        if any("\x00" in text or _broken(text) for text in texts):
            message = _("Alamat ini memuat huruf yang tidak dapat dibaca.")
            return render(request, "400.html", {"pesan": message}, status=400)
        return self.get_response(request)


def _broken(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


class IdleSessionMiddleware:
    """Ends a session that nobody used for ``SESSION_IDLE_SECONDS``."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and "_auth_user_id" in request.session:
            now = int(time.time())
            seen = request.session.get(LAST_SEEN)
            if isinstance(seen, int) and now - seen > settings.SESSION_IDLE_SECONDS:
                auth.logout(request)
            elif not isinstance(seen, int) or now - seen > STAMP_SECONDS:
                request.session[LAST_SEEN] = now
        return self.get_response(request)


class PrivateResponseMiddleware:
    """Pages of signed-in people are stored by nobody; browsers are asked for the theme they prefer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        if response.get("Content-Type", "").startswith("text/html"):
            response["Accept-CH"] = "Sec-CH-Prefers-Color-Scheme"
            response["Critical-CH"] = "Sec-CH-Prefers-Color-Scheme"
        return response
