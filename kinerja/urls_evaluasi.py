"""Addresses of evaluation, objections, feedback and talks."""

from django.urls import path, register_converter

from kinerja.masa import MasaConverter
from kinerja.views import dialog, evaluasi, evaluasi_tim, evaluasi_unit, keberatan, kebijakan_evaluasi, umpan_balik

register_converter(MasaConverter, "masa")

urlpatterns = [
    path("evaluasi/", evaluasi.evaluasi_own, name="evaluasi_saya"),
    path("evaluasi/<int:pk>/", evaluasi.evaluasi_detail, name="evaluasi_detail"),
    path("evaluasi/<int:pk>/simpan/", evaluasi.evaluasi_update_one, name="evaluasi_update"),
    path("evaluasi/<int:pk>/baris/", evaluasi_tim.evaluasi_cell, name="evaluasi_cell"),
    path("evaluasi/<int:pk>/cetak/<slug:jenis>/", evaluasi.evaluasi_print, name="evaluasi_print"),
    path("evaluasi/<int:pk>/alihkan/", evaluasi.evaluasi_assign_one, name="evaluasi_assign"),
    path("evaluasi/<int:pk>/terima/", evaluasi.evaluasi_accept_one, name="evaluasi_accept"),
    path("evaluasi/<int:pk>/keberatan/", evaluasi.keberatan_create_one, name="keberatan_create"),
    path("evaluasi/tim/", evaluasi_tim.evaluasi_tim_list, name="evaluasi_tim_list"),
    path("evaluasi/tim/<masa:masa>/", evaluasi_tim.evaluasi_tim, name="evaluasi_tim"),
    path("evaluasi/tim/<masa:masa>/simpan/", evaluasi_tim.evaluasi_tim_update, name="evaluasi_tim_update"),
    path("evaluasi/tim/<masa:masa>/<int:pk>/", evaluasi_tim.evaluasi_tim_confirm, name="evaluasi_tim_confirm"),
    path(
        "evaluasi/tim/<masa:masa>/<int:pk>/tetapkan/", evaluasi_tim.evaluasi_tim_finalize, name="evaluasi_tim_finalize"
    ),
    path("evaluasi/unit/", evaluasi_unit.evaluasi_unit_list, name="evaluasi_unit_list"),
    path("evaluasi/unit/buka/", evaluasi_unit.evaluasi_unit_open, name="evaluasi_unit_open"),
    path("evaluasi/unit/<int:pk>/", evaluasi_unit.evaluasi_unit_detail, name="evaluasi_unit_detail"),
    path("evaluasi/unit/<int:pk>/tetapkan/", evaluasi_unit.evaluasi_unit_finalize_one, name="evaluasi_unit_finalize"),
    path("evaluasi/unit/<int:pk>/cetak/", evaluasi_unit.evaluasi_unit_print, name="evaluasi_unit_print"),
    path("evaluasi/gaji/<masa:masa>/dokumen/", evaluasi_unit.evaluasi_export_print, name="evaluasi_export_print"),
    path("evaluasi/gaji/<masa:masa>/", evaluasi_unit.evaluasi_export, name="evaluasi_export"),
    path("evaluasi/aturan/", kebijakan_evaluasi.kebijakan_evaluasi_detail, name="kebijakan_evaluasi"),
    path(
        "evaluasi/aturan/<int:pk>/", kebijakan_evaluasi.kebijakan_evaluasi_update_one, name="kebijakan_evaluasi_update"
    ),
    path(
        "evaluasi/aturan/<int:pk>/konversi/",
        kebijakan_evaluasi.konversi_predikat_update_one,
        name="konversi_predikat_update",
    ),
    path("keberatan/", keberatan.keberatan_list, name="keberatan_list"),
    path("keberatan/<int:pk>/", keberatan.keberatan_detail, name="keberatan_detail"),
    path("keberatan/<int:pk>/tanggapi/", keberatan.keberatan_respond_one, name="keberatan_respond"),
    path("keberatan/<int:pk>/tarik/", keberatan.keberatan_withdraw_one, name="keberatan_withdraw"),
    path("keberatan/<int:pk>/putuskan/", keberatan.keberatan_decide_one, name="keberatan_decide"),
    path("umpan-balik/", umpan_balik.umpan_balik_own, name="umpan_balik_saya"),
    path("umpan-balik/<int:pk>/", umpan_balik.umpan_balik_list, name="umpan_balik_list"),
    path("umpan-balik/<int:pk>/tulis/", umpan_balik.umpan_balik_create_one, name="umpan_balik_create"),
    path("dialog/", dialog.dialog_list, name="dialog_list"),
    path("dialog/baru/", dialog.dialog_new, name="dialog_new"),
    path("dialog/simpan/", dialog.dialog_create_one, name="dialog_create"),
    path("dialog/<int:pk>/", dialog.dialog_detail, name="dialog_detail"),
    path(
        "dialog/<int:pk>/tindak-lanjut/<int:tindak_lanjut>/",
        dialog.tindak_lanjut_update_one,
        name="tindak_lanjut_update",
    ),
]
