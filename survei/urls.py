from django.urls import path

from survei.views import hasil_publik, publik

app_name = "survei"
urlpatterns = [
    path("s/<slug:kode>/", publik.survei_form, name="isi"),
    path("s/<slug:kode>/kios/", publik.survei_kiosk, name="kios"),
    path("s/<slug:kode>/kirim/", publik.survei_submit, name="kirim"),
    path("s/<slug:kode>/terima-kasih/", publik.survei_thanks, name="terima"),
    path("s/<slug:kode>/kios/terima-kasih/", publik.survei_thanks_kiosk, name="terima_kios"),
    path("ikm/<int:pk>/", hasil_publik.result_public, name="hasil_publik"),
]
