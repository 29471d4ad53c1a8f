"""Addresses of plans: targets, approval, changes, handing down, budget."""

from django.urls import path

from indikator.views import addendum, matriks, pemilik, program, rencana_target, target

pemilik.install()
PLAN = "rencana/<int:tahun>/<pemilik:kunci>/"
urlpatterns = [
    path("rencana/", rencana_target.rencana_all, name="rencana_list"),
    path("rencana/unduh/", rencana_target.rencana_export, name="rencana_export"),
    path("rencana/saya/", rencana_target.rencana_own, name="rencana_saya"),
    path(PLAN, rencana_target.rencana_detail, name="rencana_detail"),
    path(f"{PLAN}tabel/", rencana_target.rencana_grid, name="rencana_grid"),
    path(f"{PLAN}simpan/", rencana_target.rencana_record_all, name="rencana_record"),
    path(f"{PLAN}ajukan/", rencana_target.rencana_submit_all, name="rencana_submit"),
    path(f"{PLAN}tarik/", rencana_target.rencana_cancel_all, name="rencana_cancel"),
    path(f"{PLAN}setujui/", rencana_target.rencana_approve_all, name="rencana_approve"),
    path(f"{PLAN}kembalikan/", rencana_target.rencana_return_all, name="rencana_return"),
    path(f"{PLAN}tambah/", target.target_new, name="target_new"),
    path(f"{PLAN}tambah/<int:indikator>/simpan/", target.target_create_one, name="target_create"),
    path("target/<int:pk>/", target.target_edit, name="target_edit"),
    path("target/<int:pk>/simpan/", target.target_update_one, name="target_update"),
    path("target/<int:pk>/hapus/", target.target_delete_one, name="target_delete"),
    path("target/<int:pk>/turunkan/", matriks.target_assign_form, name="target_assign_form"),
    path("target/<int:pk>/turunkan/simpan/", matriks.target_assign_one, name="target_assign"),
    path("target/<int:pk>/addendum/", addendum.addendum_new, name="addendum_new"),
    path("target/<int:pk>/addendum/ajukan/", addendum.addendum_create_one, name="addendum_create"),
    path("addendum/<int:pk>/", addendum.addendum_detail, name="addendum_detail"),
    path("addendum/<int:pk>/tarik/", addendum.addendum_cancel_one, name="addendum_cancel"),
    path("addendum/<int:pk>/setujui/", addendum.addendum_approve_one, name="addendum_approve"),
    path("addendum/<int:pk>/tolak/", addendum.addendum_reject_one, name="addendum_reject"),
    path("matriks/<int:tahun>/<int:unit>/", matriks.matriks_detail, name="matriks_detail"),
    path("program/<int:tahun>/<int:unit>/", program.program_list, name="program_list"),
    path("program/<int:tahun>/<int:unit>/tambah/", program.program_create_one, name="program_create"),
    path("program/<int:pk>/", program.program_edit, name="program_edit"),
    path("program/<int:pk>/simpan/", program.program_update_one, name="program_update"),
    path("program/<int:pk>/hapus/", program.program_delete_one, name="program_delete"),
]
