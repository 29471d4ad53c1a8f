from django.urls import path

from survei.views import cetak, hasil_publik, kertas, layanan, publik, saran, survei, tindak_lanjut, unsur

app_name = "survei"
urlpatterns = [
    # for everybody
    path("s/<slug:kode>/", publik.survei_form, name="isi"),
    path("s/<slug:kode>/kios/", publik.survei_kiosk, name="kios"),
    path("s/<slug:kode>/kirim/", publik.survei_submit, name="kirim"),
    path("s/<slug:kode>/terima-kasih/", publik.survei_thanks, name="terima"),
    path("s/<slug:kode>/kios/terima-kasih/", publik.survei_thanks_kiosk, name="terima_kios"),
    path("ikm/<int:pk>/", hasil_publik.result_public, name="hasil_publik"),
    # for the office
    path("layanan/", layanan.layanan_list, name="layanan_list"),
    path("layanan/baru/", layanan.layanan_new, name="layanan_new"),
    path("layanan/tambah/", layanan.layanan_create_one, name="layanan_create"),
    path("layanan/<int:pk>/", layanan.layanan_edit, name="layanan_edit"),
    path("layanan/<int:pk>/simpan/", layanan.layanan_update_one, name="layanan_update"),
    path("survei/", survei.survei_list, name="survei_list"),
    path("survei/baru/", survei.survei_new, name="survei_new"),
    path("survei/buat/", survei.survei_create_one, name="survei_create"),
    path("survei/<int:pk>/", survei.survei_detail, name="survei_detail"),
    path("survei/<int:pk>/ubah/", survei.survei_edit, name="survei_edit"),
    path("survei/<int:pk>/simpan/", survei.survei_update_one, name="survei_update"),
    path("survei/<int:pk>/unsur/", unsur.unsur_edit, name="unsur_edit"),
    path("survei/<int:pk>/unsur/simpan/", unsur.unsur_update_all, name="unsur_update"),
    path("survei/<int:pk>/pratinjau/", unsur.survei_preview, name="survei_preview"),
    path("survei/<int:pk>/buka/", survei.survei_open_one, name="survei_open"),
    path("survei/<int:pk>/tutup/", survei.survei_close_one, name="survei_close"),
    path("survei/<int:pk>/perpanjang/", survei.survei_extend_one, name="survei_extend"),
    path("survei/<int:pk>/umumkan/", survei.survei_publish_one, name="survei_publish"),
    path("survei/<int:pk>/kode/", cetak.token_sheet, name="token_create"),
    path("survei/<int:pk>/poster/<slug:ukuran>/", cetak.poster, name="poster"),
    path("survei/<int:pk>/poster-hasil/", cetak.poster_result, name="poster_hasil"),
    path("survei/<int:pk>/jawaban/unduh/", cetak.answers_export, name="jawaban_export"),
    path("survei/<int:pk>/kertas/", kertas.paper_form, name="kertas"),
    path("survei/<int:pk>/kertas/simpan/", kertas.paper_record, name="kertas_record"),
    path("survei/<int:pk>/kertas/unggah/", kertas.answers_import, name="jawaban_import"),
    path("survei/<int:pk>/saran/", saran.saran_list, name="saran_list"),
    path("survei/saran/<uuid:pk>/", saran.saran_decide, name="saran_decide"),
    path("survei/<int:pk>/tindak-lanjut/", tindak_lanjut.follow_up_create, name="tindak_lanjut_create"),
    path("tindak-lanjut/<int:pk>/", tindak_lanjut.follow_up_record, name="tindak_lanjut_record"),
]
