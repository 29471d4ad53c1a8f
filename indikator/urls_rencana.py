"""Addresses of the plan: goals, the map, indicators, the library, copies and imports."""

from django.urls import path

from indikator.views import impor_rencana, impor_rencana_lanjut, indikator, indikator_ubah, peta, rencana, sasaran

urlpatterns = [
    path("rencana/sasaran/", sasaran.sasaran_list, name="sasaran_list"),
    path("rencana/sasaran/baru/", sasaran.sasaran_new, name="sasaran_new"),
    path("rencana/sasaran/simpan/", sasaran.sasaran_create_one, name="sasaran_create"),
    path("rencana/sasaran/<int:pk>/", sasaran.sasaran_detail, name="sasaran_detail"),
    path("rencana/sasaran/<int:pk>/ubah/", sasaran.sasaran_edit, name="sasaran_edit"),
    path("rencana/sasaran/<int:pk>/simpan/", sasaran.sasaran_update_one, name="sasaran_update"),
    path("rencana/sasaran/<int:pk>/pindah/", sasaran.sasaran_move_form, name="sasaran_move_form"),
    path("rencana/sasaran/<int:pk>/pindah/simpan/", sasaran.sasaran_move_one, name="sasaran_move"),
    path("rencana/sasaran/<int:pk>/tutup/", sasaran.sasaran_close_form, name="sasaran_close_form"),
    path("rencana/sasaran/<int:pk>/tutup/simpan/", sasaran.sasaran_close_one, name="sasaran_close"),
    path("rencana/peta/", peta.peta_kinerja, name="peta_kinerja"),
    path("rencana/indikator/", indikator.indikator_list, name="indikator_list"),
    path("rencana/indikator/unduh/", indikator.indikator_export, name="indikator_export"),
    path("rencana/indikator/baru/", indikator_ubah.indikator_new, name="indikator_new"),
    path("rencana/indikator/simpan/", indikator_ubah.indikator_create_one, name="indikator_create"),
    path("rencana/indikator/<int:pk>/", indikator.indikator_detail, name="indikator_detail"),
    path("rencana/indikator/<int:pk>/ubah/", indikator_ubah.indikator_edit, name="indikator_edit"),
    path("rencana/indikator/<int:pk>/simpan/", indikator_ubah.indikator_update_one, name="indikator_update"),
    path("rencana/indikator/<int:pk>/tarik/", indikator_ubah.indikator_withdraw_form, name="indikator_withdraw_form"),
    path("rencana/indikator/<int:pk>/tarik/simpan/", indikator_ubah.indikator_withdraw_one, name="indikator_withdraw"),
    path("rencana/indikator/<int:pk>/pakai/", indikator_ubah.indikator_restore_one, name="indikator_restore"),
    path("rencana/pustaka/", rencana.rencana_new, name="rencana_new"),
    path("rencana/pustaka/<slug:slug>/", rencana.rencana_choose, name="rencana_choose"),
    path("rencana/pustaka/<slug:slug>/buat/", rencana.rencana_create_one, name="rencana_create"),
    path("rencana/salin/", rencana.rencana_copy_form, name="rencana_copy_form"),
    path("rencana/salin/buat/", rencana.rencana_copy_one, name="rencana_copy"),
    path("rencana/impor/", impor_rencana.impor_rencana_list, name="impor_rencana_list"),
    path("rencana/impor/unggah/", impor_rencana.impor_rencana_create_one, name="impor_rencana_create"),
    path("rencana/impor/contoh/<slug:jenis>/", impor_rencana.impor_rencana_example, name="impor_rencana_example"),
    path("rencana/impor/target/unduh/", impor_rencana.target_export_all, name="impor_rencana_target"),
    path("rencana/impor/<int:pk>/", impor_rencana.impor_rencana_detail, name="impor_rencana_detail"),
    path("rencana/impor/<int:pk>/terapkan/", impor_rencana.impor_rencana_approve_one, name="impor_rencana_approve"),
    path("rencana/impor/<int:pk>/kolom/", impor_rencana_lanjut.impor_rencana_columns, name="impor_rencana_columns"),
    path("rencana/impor/<int:pk>/kolom/simpan/", impor_rencana_lanjut.impor_rencana_map, name="impor_rencana_map"),
    path(
        "rencana/impor/<int:pk>/urungkan/",
        impor_rencana_lanjut.impor_rencana_undo_confirm,
        name="impor_rencana_undo_confirm",
    ),
    path(
        "rencana/impor/<int:pk>/urungkan/jalankan/",
        impor_rencana_lanjut.impor_rencana_undo_one,
        name="impor_rencana_undo",
    ),
    path("rencana/impor/<int:pk>/batalkan/", impor_rencana.impor_rencana_cancel_one, name="impor_rencana_cancel"),
    path("rencana/impor/<int:pk>/ditolak/", impor_rencana.impor_rencana_refused, name="impor_rencana_refused"),
]
