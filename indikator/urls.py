from django.urls import path

from indikator import urls_rencana
from indikator.views import bukti, capaian, kebijakan_skor, realisasi, verifikasi

app_name = "indikator"
urlpatterns = [
    path("realisasi/", realisasi.realisasi_list, name="realisasi_list"),
    path("realisasi/<bulan:bulan>/", realisasi.realisasi_list, name="realisasi_list"),
    path("realisasi/<bulan:bulan>/simpan/", realisasi.realisasi_record_all, name="realisasi_record_all"),
    path("realisasi/<bulan:bulan>/ajukan/", realisasi.realisasi_submit_all, name="realisasi_submit"),
    path("realisasi/<bulan:bulan>/<int:pk>/simpan/", realisasi.realisasi_record_one, name="realisasi_record"),
    path("realisasi/<int:pk>/bukti/", bukti.bukti_list, name="bukti_list"),
    path("realisasi/<int:pk>/bukti/lampirkan/", bukti.bukti_create_one, name="bukti_create"),
    path("realisasi/<int:pk>/catatan/", bukti.realisasi_note_one, name="realisasi_note"),
    path("bukti/<int:pk>/", bukti.bukti_download, name="bukti_download"),
    path("bukti/<int:pk>/hapus/", bukti.bukti_delete_one, name="bukti_delete"),
    path("verifikasi/", verifikasi.verifikasi_list, name="verifikasi_list"),
    path("verifikasi/unduh/", verifikasi.verifikasi_export, name="verifikasi_export"),
    path("verifikasi/<int:pk>/", verifikasi.verifikasi_detail, name="verifikasi_detail"),
    path("verifikasi/<int:pk>/setujui/", verifikasi.realisasi_approve_one, name="realisasi_approve"),
    path("verifikasi/<int:pk>/kembalikan/", verifikasi.realisasi_return_one, name="realisasi_return"),
    path("capaian/<int:pk>/", capaian.capaian_detail, name="capaian_detail"),
    *urls_rencana.urlpatterns,
    path("kebijakan-skor/", kebijakan_skor.kebijakan_skor_list, name="kebijakan_skor_list"),
    path("kebijakan-skor/<int:tahun>/", kebijakan_skor.kebijakan_skor_detail, name="kebijakan_skor_detail"),
    path("kebijakan-skor/<int:tahun>/ubah/", kebijakan_skor.kebijakan_skor_form, name="kebijakan_skor_form"),
    path("kebijakan-skor/<int:tahun>/simpan/", kebijakan_skor.kebijakan_skor_save, name="kebijakan_skor_save"),
]
