"""The frame of every view: which act it is, which methods it takes, who may reach it at all.

The marks set here are read by the gate in the tests: a URL whose view carries none fails the run.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render

from binawidya.umum.errors import ActRefused, refusal_of

View = Callable[..., HttpResponseBase]
M = TypeVar("M", bound=Model)

# What anyone with an account may do, whatever the object.
SIGNED_IN: Final = "masuk"
PUBLIC: Final = "publik"


def act(name: str, *methods: str) -> Callable[[View], View]:
    """Mark a view with its act in the policy table and the methods it takes (default GET).

    Another method is answered 405; an :class:`ActRefused` becomes a readable 409.
    """
    allowed = frozenset(methods or ("GET",)) | ({"HEAD"} if not methods or "GET" in methods else set())

    def decorate(view: View) -> View:
        @wraps(view)
        def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            try:
                return view(request, *args, **kwargs)
            except ActRefused as refused:
                return render(request, "409.html", {"pesan": refused.message}, status=409)
            except IntegrityError as error:
                # A rule that the database itself keeps, broken in the moment between a question and its answer.
                message = refusal_of(error)
                if message is None:
                    raise
                return render(request, "409.html", {"pesan": message}, status=409)

        framed.act = name  # type: ignore[attr-defined]
        framed.methods = allowed  # type: ignore[attr-defined]
        return framed

    return decorate


def public(view: View) -> View:
    """Mark a view as open to everyone. Write the reason beside it."""
    opened = login_not_required(view)
    opened.act = PUBLIC  # type: ignore[attr-defined]
    return opened


def fetch(queryset: QuerySet[M], **lookup: Any) -> M:
    """The one object within the caller's scope, or 404."""
    try:
        return queryset.get(**lookup)
    except (ObjectDoesNotExist, ValueError, OverflowError):
        raise Http404 from None


def require(allowed: bool, message: Any = "") -> None:
    """403 with a reason unless the act is allowed."""
    if not allowed:
        raise PermissionDenied(message)


def sealed(response: FileResponse) -> FileResponse:
    """A stored file on its way out: no browser guesses its kind, runs it, lends it to other sites or keeps it."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
