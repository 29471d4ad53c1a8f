"""Views of the kernel: theme, menu, health, refusals and failures."""

import logging
import secrets
import sys
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from kombu import Connection
from psycopg_pool import PoolTimeout

from binawidya.umum.http import PUBLIC, SIGNED_IN, act, public
from binawidya.umum.showcase import showcase
from binawidya.umum.theme import COOKIE, COOKIE_SECONDS, PILIHAN, SISTEM, theme_of

logger = logging.getLogger(__name__)
# Failures that pass by themselves: the database is away, restarting or too busy.
_PASSING: Final = (OperationalError, InterfaceError, PoolTimeout)
RETRY_SECONDS: Final = 10
BROKER_SECONDS: Final = 1


# --- Appearance and menu -----------------------------------------------------------------------------------------
@public  # the sign-in page has the button as well
@act(PUBLIC, "POST")
def theme_update(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or "as the device"; back to where the person was."""
    chosen = request.POST.get("tema", "")
    back = request.POST.get("kembali", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    if chosen == SISTEM:
        response.delete_cookie(COOKIE, samesite="Lax")
    elif chosen in PILIHAN:
        response.set_cookie(
            COOKIE, chosen, max_age=COOKIE_SECONDS, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response


@act(SIGNED_IN)
def menu(request: HttpRequest) -> HttpResponse:
    """Everything a person can go to; the fourth target of the bottom bar on a phone."""
    return render(request, "umum/menu.html")


@public  # only while developing; otherwise it does not exist
@act(PUBLIC)
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "umum/komponen.html", showcase(request))


# --- Health ------------------------------------------------------------------------------------------------------
def _report(parts: dict[str, bool], *, needed: frozenset[str]) -> JsonResponse:
    ready = all(parts[name] for name in needed)
    body = {"status": "ok" if ready else "gagal", **{name: "ok" if good else "gagal" for name, good in parts.items()}}
    response = JsonResponse(body, status=200 if ready else 503)
    patch_cache_control(response, no_store=True)
    return response


@public  # asked by the supervisor, which has no account
@act(PUBLIC)
def health_alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing else."""
    return _report({"proses": True}, needed=frozenset({"proses"}))


@public  # asked by the load balancer, which has no account
@act(PUBLIC)
def health_ready(request: HttpRequest) -> HttpResponse:
    """This node can serve people: the database answers and has every migration.

    The broker is reported but does not count: without it entries are saved and computed later.
    """
    database, migrated = _database_state()
    parts = {"basis_data": database, "migrasi": migrated, "antrean": _broker_answers()}
    return _report(parts, needed=frozenset({"basis_data", "migrasi"}))


def _database_state() -> tuple[bool, bool]:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError, PoolTimeout) as error:
        logger.warning("database not ready: %s", type(error).__name__)
        return False, False
    return True, not plan


def _broker_answers() -> bool:
    try:
        with Connection(
            settings.CELERY_BROKER_URL,
            connect_timeout=BROKER_SECONDS,
            transport_options={"socket_timeout": BROKER_SECONDS, "socket_connect_timeout": BROKER_SECONDS},
        ) as broker:
            broker.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
    except Exception as error:  # whatever the transport raises, the answer is no
        logger.warning("broker not ready: %s", type(error).__name__)
        return False
    return True


# --- Refusals and failures ---------------------------------------------------------------------------------------
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read."""
    message = _("Permintaan ini tidak dapat dibaca. Kembali, muat ulang halamannya, lalu coba lagi.")
    return render(request, "400.html", {"pesan": message}, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason that was given."""
    reason = str(exception) or _("Halaman ini bukan dalam wewenang Anda.")
    return render(request, "403.html", {"pesan": reason}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token has aged. What was typed is still in the page before."""
    logger.warning("form refused: %s", reason)
    return render(request, "403_formulir.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: absent, or outside of what this person may see; which of the two is not told."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with a code that stands in the log as well; 503 when the failure passes by itself."""
    error = sys.exc_info()[1]
    if isinstance(error, _PASSING):
        return service_unavailable(request)
    kode = secrets.token_hex(2).upper()
    logger.error("failure %s: %s %s (%s)", kode, request.method, request.path, type(error).__name__)
    return _bare(request, "500.html", kode, status=500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """503: come back in a moment."""
    response = _bare(request, "503.html", "", status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _bare(request: HttpRequest, template: str, kode: str, *, status: int) -> HttpResponse:
    """A page without context processors: whatever failed, it does not fail again."""
    values = {"kode": kode, "tema": theme_of(request), "instansi": settings.INSTANSI, "bantuan": settings.BANTUAN}
    response = HttpResponse(render_to_string(template, values), status=status)
    patch_cache_control(response, no_store=True)
    return response
