from django.urls import path

from binawidya.beranda.views import home, mutu, simulasi, unit

app_name = "beranda"
urlpatterns = [
    path("", home.home, name="home"),
    path("simulasi/", simulasi.simulasi, name="simulasi"),
    path("simulasi/<slug:slug>/", simulasi.simulasi, name="simulasi"),
    path("dasbor/unit/", unit.unit_dashboard_own, name="unit_dashboard_own"),
    path("dasbor/unit/<int:pk>/", unit.unit_dashboard, name="unit_dashboard"),
    path("dasbor/mutu/", mutu.mutu_own, name="mutu_own"),
    path("dasbor/mutu/<int:pk>/", mutu.mutu_unit, name="mutu_unit"),
    path("dasbor/mutu/<int:pk>/<bulan:bulan>/", mutu.mutu_unit, name="mutu_unit"),
    path("dasbor/mutu/<int:pk>/<bulan:bulan>/unduh/", mutu.mutu_export, name="mutu_export"),
    path("dasbor/unit/<int:pk>/<bulan:bulan>/", unit.unit_dashboard, name="unit_dashboard"),
    path("dasbor/unit/<int:pk>/<bulan:bulan>/peringatan/", unit.unit_peringatan, name="unit_peringatan"),
]
