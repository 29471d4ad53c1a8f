"""Addresses of the organisation. No NIP is ever part of one."""

from django.urls import path

from binawidya.organisasi.views import impor, pegawai, periode

app_name = "organisasi"
urlpatterns = [
    path("pegawai/", pegawai.pegawai_list, name="pegawai_list"),
    path("pegawai/unduh/", pegawai.pegawai_export, name="pegawai_export"),
    path("pegawai/<int:pk>/", pegawai.pegawai_detail, name="pegawai_detail"),
    path("pegawai/impor/", impor.impor_list, name="impor_list"),
    path("pegawai/impor/unggah/", impor.impor_create, name="impor_create"),
    path("pegawai/impor/contoh.xlsx", impor.impor_example, name="impor_example"),
    path("pegawai/impor/<int:pk>/", impor.impor_detail, name="impor_detail"),
    path("pegawai/impor/<int:pk>/setujui/", impor.impor_approve, name="impor_approve"),
    path("pegawai/impor/<int:pk>/batalkan/", impor.impor_cancel, name="impor_cancel"),
    path("pegawai/impor/<int:pk>/ditolak.xlsx", impor.impor_refused, name="impor_refused"),
    path("periode/", periode.periode_list, name="periode_list"),
    path("periode/<int:pk>/", periode.periode_detail, name="periode_detail"),
    path("periode/<int:pk>/buka/", periode.periode_open_one, name="periode_open"),
    path("periode/<int:pk>/tutup/", periode.periode_close_one, name="periode_close"),
    path("periode/<int:pk>/buka-kembali/", periode.periode_reopen_one, name="periode_reopen"),
]
