"""The plan in the matrix: what each address is asked for, and what a good request carries."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from binawidya.organisasi.enums import StatusImpor
from indikator.enums import JenisSasaran
from indikator.models import ImporRencana, Sasaran
from tests.kantor import Kantor


def sasaran(kantor: Kantor) -> dict[str, Any]:
    """A goal of Seksi Pelayanan for some years."""
    row = Sasaran.objects.create(
        kode="S1",
        nama="Layanan selesai tepat waktu",
        jenis=JenisSasaran.SASARAN_STRATEGIS,
        unit_kerja=kantor.unit["pelayanan"],
        tahun_mulai=kantor.tahun,
        tahun_selesai=kantor.tahun + 4,
    )
    return {"pk": row.pk}


def isi_sasaran(kantor: Kantor) -> dict[str, Any]:
    return {
        "unit_kerja": str(kantor.unit["pelayanan"].pk), "induk": "", "jenis": "tujuan", "kode": "T9",
        "nama": "Warga terlayani", "uraian": "", "tahun_mulai": str(kantor.tahun),
        "tahun_selesai": str(kantor.tahun + 4),
    }  # fmt: skip


def sasaran_dan_tujuan(kantor: Kantor) -> dict[str, Any]:
    """A goal, and an aim of the office below which it may be moved."""
    Sasaran.objects.create(
        kode="T1", nama="Warga terlayani", jenis=JenisSasaran.TUJUAN, unit_kerja=kantor.unit["akar"],
        tahun_mulai=kantor.tahun, tahun_selesai=kantor.tahun + 4,
    )  # fmt: skip
    return sasaran(kantor)


def pindah(kantor: Kantor) -> dict[str, Any]:
    """Below the aim of the office."""
    return {"induk": str(Sasaran.objects.get(jenis=JenisSasaran.TUJUAN).pk)}


def tutup(kantor: Kantor) -> dict[str, Any]:
    return {"tahun_selesai": str(kantor.tahun), "alasan": "Perubahan Renstra."}


def indikator(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.target["pegawai"].indikator_id}


def indikator_ditarik(kantor: Kantor) -> dict[str, Any]:
    row = kantor.target["pegawai"].indikator
    type(row).objects.filter(pk=row.pk).update(ditarik_mulai=f"{kantor.tahun + 1}-01-01", alasan_ditarik="x")
    return {"pk": row.pk}


def isi_lembar(kantor: Kantor) -> dict[str, Any]:
    return {
        "unit_kerja": str(kantor.unit["pelayanan"].pk), "kode": "IKU-77", "nama": "Berkas selesai", "sasaran": "",
        "cara": "nilai", "agregasi": "jumlah", "satuan": "berkas", "desimal": "0", "polarisasi": "maksimum",
        "periode_pelaporan": "bulanan", "pengali": "", "berlaku_mulai": f"{kantor.tahun}-{kantor.kini:02d}-01",
        "alasan_perubahan": "Satuan diperjelas.",
    }  # fmt: skip


def tarik(kantor: Kantor) -> dict[str, Any]:
    return {"ditarik_mulai": f"{kantor.tahun + 1}-01-01", "alasan": "Diganti."}


def pustaka(kantor: Kantor) -> dict[str, Any]:
    return {"slug": "kecamatan"}


def ambil(kantor: Kantor) -> dict[str, Any]:
    return {
        "unit_kerja": str(kantor.unit["akar"].pk), "tahun_mulai": str(kantor.tahun),
        "tahun_selesai": str(kantor.tahun + 4), "dengan_target": "on", "pilih": ["kecamatan.paten"],
    }  # fmt: skip


def salin(kantor: Kantor) -> dict[str, Any]:
    return {"unit_kerja": str(kantor.unit["akar"].pk), "tahun": str(kantor.tahun)}


def unggah(kantor: Kantor) -> dict[str, Any]:
    return {
        "berkas": SimpleUploadedFile("rencana.csv", b"Kode unit;Kode indikator\n1.1;X\n"),
        "jenis": "indikator",
        "unit_kerja": str(kantor.unit["pelayanan"].pk),
        "berlaku_mulai": "",
        "alasan": "",
    }


def impor(kantor: Kantor) -> dict[str, Any]:
    """A sheet for Seksi Pelayanan that was read and waits for approval."""
    row = ImporRencana.objects.create(
        unit_kerja=kantor.unit["pelayanan"],
        oleh=kantor.user["admin_perencanaan"],
        jenis="indikator",
        nama_berkas="rencana.csv",
        berkas=SimpleUploadedFile("rencana.csv", b"Kode unit;Kode indikator\n"),
        sha256="0" * 64,
        status=StatusImpor.SIAP,
    )
    return {"pk": row.pk}


def impor_petakan(kantor: Kantor) -> dict[str, Any]:
    """The same with headings that nobody knows."""
    keys = impor(kantor)
    columns = [{"kunci": f"kolom {n}", "judul": f"Kolom {n}", "contoh": ["isi"], "kolom": ""} for n in range(4)]
    ImporRencana.objects.filter(pk=keys["pk"]).update(
        status=StatusImpor.PETAKAN, ringkasan={"judul": {"baris": 1, "sidik": "0" * 64, "kolom": columns}}
    )
    return keys


def arti_kolom(kantor: Kantor) -> dict[str, Any]:
    return {"k0": "kode_unit", "k1": "kode", "k2": "nama", "k3": "satuan"}


def impor_selesai(kantor: Kantor) -> dict[str, Any]:
    """A sheet that was applied just now."""
    keys = impor(kantor)
    ImporRencana.objects.filter(pk=keys["pk"]).update(status=StatusImpor.SELESAI, selesai_at=timezone.now())
    return keys


def kasus(satu: Any) -> dict[str, Any]:
    """The addresses of the plan.

    :param satu: the class of an entry of the matrix.
    """
    return {
        "indikator:sasaran_list": satu("daftar"),
        "indikator:sasaran_new": satu("daftar"),
        "indikator:sasaran_create": satu("daftar", isi=isi_sasaran),
        "indikator:sasaran_detail": satu(alamat=sasaran),
        "indikator:sasaran_edit": satu(alamat=sasaran),
        "indikator:sasaran_update": satu(alamat=sasaran, isi=isi_sasaran),
        "indikator:sasaran_move_form": satu(alamat=sasaran),
        "indikator:sasaran_move": satu(alamat=sasaran_dan_tujuan, isi=pindah),
        "indikator:sasaran_close_form": satu(alamat=sasaran),
        "indikator:sasaran_close": satu(alamat=sasaran, isi=tutup),
        "indikator:peta_kinerja": satu("daftar", lambda kantor: sasaran(kantor) and {}),
        "indikator:indikator_list": satu("daftar"),
        "indikator:indikator_export": satu("daftar"),
        "indikator:indikator_new": satu("daftar"),
        "indikator:indikator_create": satu("daftar", isi=isi_lembar),
        "indikator:indikator_detail": satu(alamat=indikator),
        "indikator:indikator_edit": satu(alamat=indikator),
        "indikator:indikator_update": satu(alamat=indikator, isi=isi_lembar),
        "indikator:indikator_withdraw_form": satu(alamat=indikator),
        "indikator:indikator_withdraw": satu(alamat=indikator, isi=tarik),
        "indikator:indikator_restore": satu(alamat=indikator_ditarik),
        "indikator:rencana_new": satu("daftar"),
        "indikator:rencana_choose": satu("daftar", pustaka),
        "indikator:rencana_create": satu("daftar", pustaka, ambil),
        "indikator:rencana_copy_form": satu("daftar"),
        "indikator:rencana_copy": satu("daftar", isi=salin),
        "indikator:impor_rencana_list": satu("daftar"),
        "indikator:impor_rencana_create": satu("daftar", isi=unggah),
        "indikator:impor_rencana_example": satu("daftar", lambda kantor: {"jenis": "indikator"}),
        "indikator:impor_rencana_target": satu("daftar"),
        "indikator:impor_rencana_detail": satu(alamat=impor),
        "indikator:impor_rencana_approve": satu(alamat=impor),
        "indikator:impor_rencana_cancel": satu(alamat=impor),
        "indikator:impor_rencana_refused": satu(alamat=impor),
        "indikator:impor_rencana_columns": satu(alamat=impor_petakan),
        "indikator:impor_rencana_map": satu(alamat=impor_petakan, isi=arti_kolom),
        "indikator:impor_rencana_undo_confirm": satu(alamat=impor_selesai),
        "indikator:impor_rencana_undo": satu(alamat=impor_selesai, isi=lambda kantor: {"ketik": "URUNGKAN"}),
    }


# Who looks at these pages in daily work, for the number of their queries.
PENGUNJUNG = {
    "indikator:sasaran_list": ["admin_perencanaan", "atasan"],
    "indikator:sasaran_new": ["admin_perencanaan"],
    "indikator:sasaran_detail": ["admin_perencanaan", "pegawai"],
    "indikator:sasaran_edit": ["admin_perencanaan"],
    "indikator:sasaran_move_form": ["admin_perencanaan"],
    "indikator:sasaran_close_form": ["admin_perencanaan"],
    "indikator:peta_kinerja": ["camat", "pegawai"],
    "indikator:indikator_list": ["admin_perencanaan", "pegawai"],
    "indikator:indikator_export": ["admin_perencanaan"],
    "indikator:indikator_new": ["admin_perencanaan"],
    "indikator:indikator_detail": ["admin_perencanaan", "pegawai"],
    "indikator:indikator_edit": ["admin_perencanaan"],
    "indikator:indikator_withdraw_form": ["admin_perencanaan"],
    "indikator:rencana_new": ["admin_perencanaan"],
    "indikator:rencana_choose": ["admin_perencanaan"],
    "indikator:rencana_copy_form": ["admin_perencanaan"],
    "indikator:impor_rencana_list": ["admin_perencanaan"],
    "indikator:impor_rencana_example": ["admin_perencanaan"],
    "indikator:impor_rencana_target": ["admin_perencanaan"],
    "indikator:impor_rencana_detail": ["admin_perencanaan"],
    "indikator:impor_rencana_refused": ["admin_perencanaan"],
    "indikator:impor_rencana_columns": ["admin_perencanaan"],
    "indikator:impor_rencana_undo_confirm": ["admin_perencanaan"],
}
