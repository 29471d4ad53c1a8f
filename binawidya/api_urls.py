"""Addresses of the API, version 1."""

from django.urls import path

from indikator import api as indikator
from kinerja import api as kinerja
from kinerja import api_skor
from survei import api as survei

app_name = "api"
urlpatterns = [
    path("simulasi/capaian/", indikator.simulasi_capaian, name="simulasi_capaian"),
    path("simulasi/konsolidasi/", indikator.simulasi_konsolidasi, name="simulasi_konsolidasi"),
    path("simulasi/ikm/", survei.simulasi_ikm, name="simulasi_ikm"),
    path("simulasi/sampel/", survei.simulasi_sampel, name="simulasi_sampel"),
    path("simulasi/predikat/", kinerja.simulasi_predikat, name="simulasi_predikat"),
    path("skor/pegawai/<int:pk>/<bulan:bulan>/", api_skor.skor_pegawai, name="skor_pegawai"),
    path("skor/unit/<int:pk>/<bulan:bulan>/", api_skor.skor_unit, name="skor_unit"),
    path("skor/pegawai/rentang/<int:pk>/", api_skor.skor_pegawai_rentang, name="skor_pegawai_rentang"),
    path("skor/unit/rentang/<int:pk>/", api_skor.skor_unit_rentang, name="skor_unit_rentang"),
    path("simulasi/angka-kredit/", kinerja.simulasi_angka_kredit, name="simulasi_angka_kredit"),
]
