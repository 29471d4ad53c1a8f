"""The house with a few rooms that refuse or fail."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from binawidya import urls
from binawidya.umum.errors import ActRefused
from binawidya.umum.http import PUBLIC, SIGNED_IN, act, public

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500


@act(SIGNED_IN)
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Halaman ini hanya untuk atasan pegawai yang bersangkutan.")


@act(SIGNED_IN)
def forbidden_without_reason(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@act(SIGNED_IN)
def refused(request: HttpRequest) -> HttpResponse:
    raise ActRefused("Pengisian <Oktober> sudah ditutup.")


@public
@act(PUBLIC)
def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


@public
@act(PUBLIC)
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("sandi basis data: rahasia")


@public
@act(PUBLIC)
def too_slow(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10ms'")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse()


@public
@act(PUBLIC)
def disconnected(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly")


urlpatterns = [
    *urls.urlpatterns,
    path("uji/403/", forbidden),
    path("uji/403-tanpa-alasan/", forbidden_without_reason),
    path("uji/409/", refused),
    path("uji/400/", suspicious),
    path("uji/500/", broken),
    path("uji/lambat/", too_slow),
    path("uji/putus/", disconnected),
]
