from django.urls import path

from kinerja.urls_evaluasi import urlpatterns as evaluasi
from kinerja.views import dokumen, kegiatan, laporan_skm, paket, perhitungan, periksa, skor, skp

app_name = "kinerja"
urlpatterns = [
    path("kinerja/", skor.skor_own, name="skor_saya"),
    path("kinerja/<bulan:bulan>/", skor.skor_own, name="skor_saya"),
    path("kinerja/rentang/<int:pk>/", skor.skor_rentang_detail, name="skor_rentang_detail"),
    path("kinerja/pegawai/<int:pk>/", skor.skor_detail, name="skor_detail"),
    path("kinerja/pegawai/<int:pk>/<bulan:bulan>/", skor.skor_detail, name="skor_detail"),
    path("kegiatan/", kegiatan.kegiatan_list, name="kegiatan_list"),
    path("kegiatan/baru/", kegiatan.kegiatan_new, name="kegiatan_new"),
    path("kegiatan/catat/", kegiatan.kegiatan_create_one, name="kegiatan_create"),
    path("kegiatan/<int:pk>/", kegiatan.kegiatan_detail, name="kegiatan_detail"),
    path("kegiatan/<int:pk>/ubah/", kegiatan.kegiatan_edit, name="kegiatan_edit"),
    path("kegiatan/<int:pk>/simpan/", kegiatan.kegiatan_update_one, name="kegiatan_update"),
    path("kegiatan/<int:pk>/hapus/", kegiatan.kegiatan_delete_one, name="kegiatan_delete"),
    path("survei/<int:pk>/laporan-skm/", laporan_skm.report_request, name="laporan_skm"),
    path("skor/perhitungan/", perhitungan.perhitungan_list, name="perhitungan_list"),
    path("skor/perhitungan/<int:pk>/", perhitungan.perhitungan_detail, name="perhitungan_detail"),
    path("skor/perhitungan/<int:pk>/batalkan/", perhitungan.perhitungan_cancel_one, name="perhitungan_cancel"),
    path("skor/periode/<int:pk>/hitung/", perhitungan.perhitungan_calculate, name="perhitungan_calculate"),
    path("skor/penutupan/periksa/", perhitungan.penutupan_verify_all, name="penutupan_verify"),
    path("skp/<int:tahun>/<int:pk>/", skp.skp_edit, name="skp_edit"),
    path("skp/<int:tahun>/<int:pk>/simpan/", skp.skp_update_one, name="skp_update"),
    path("periksa/", periksa.dokumen_verify, name="dokumen_verify"),
    path("periksa/<slug:kode>/", periksa.dokumen_verify, name="dokumen_verify"),
    path("laporan/", dokumen.dokumen_list, name="dokumen_list"),
    path("laporan/buat/", dokumen.dokumen_create, name="dokumen_create"),
    path("laporan/unduh/", dokumen.dokumen_export, name="dokumen_export"),
    path("laporan/paket/", paket.paket_list, name="paket_list"),
    path("laporan/paket/buat/", paket.paket_create, name="paket_create"),
    path("laporan/paket/<int:pk>/", paket.paket_detail, name="paket_detail"),
    path("laporan/paket/<int:pk>/unduh/", paket.paket_download, name="paket_download"),
    path("laporan/paket/<int:pk>/batal/", paket.paket_cancel_one, name="paket_cancel"),
    path("laporan/paket/<int:pk>/lanjut/", paket.paket_retry_one, name="paket_retry"),
    path("laporan/<int:pk>/", dokumen.dokumen_detail, name="dokumen_detail"),
    path("laporan/<int:pk>/unduh/", dokumen.dokumen_download, name="dokumen_download"),
    path("laporan/<int:pk>/ulang/", dokumen.dokumen_retry_one, name="dokumen_retry"),
    *evaluasi,
]
