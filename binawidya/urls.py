"""The addresses of the house."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # First, because hundreds of people may answer in the same second and every pattern before costs each of them.
    path("", include("survei.urls")),
    path("", include("binawidya.umum.urls")),
    path("akun/", include("binawidya.organisasi.urls_akun")),
    path("", include("binawidya.organisasi.urls")),
    path("", include("binawidya.beranda.urls")),
    path("", include("indikator.urls")),
    path("", include("kinerja.urls")),
    path("api/v1/", include("binawidya.api_urls")),
]

handler400 = "binawidya.umum.views.bad_request"
handler403 = "binawidya.umum.views.permission_denied"
handler404 = "binawidya.umum.views.page_not_found"
handler500 = "binawidya.umum.views.server_error"
