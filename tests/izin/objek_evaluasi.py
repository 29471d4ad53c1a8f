"""Addresses of evaluation in the matrix."""

from collections.abc import Callable
from typing import Any

from kinerja.models import UmpanBalik
from tests import evaluasi
from tests.kantor import Kantor


def draf(kantor: Kantor) -> dict[str, Any]:
    return {"pk": evaluasi.draf(kantor).pk}


def ditetapkan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": evaluasi.tetapkan(kantor).pk}


def tim(kantor: Kantor) -> dict[str, Any]:
    return {"masa": evaluasi.buka(kantor)}


def tim_siap(kantor: Kantor) -> dict[str, Any]:
    row = evaluasi.nilai(kantor)
    evaluasi.predikat_unit(kantor)
    return {"masa": row.masa, "pk": row.evaluasi_unit_id}


def unit(kantor: Kantor) -> dict[str, Any]:
    evaluasi.buka(kantor)
    return {"pk": evaluasi.EvaluasiUnit.objects.get(unit_kerja=kantor.unit["pelayanan"]).pk}


def daftar_unit(kantor: Kantor) -> dict[str, Any]:
    evaluasi.buka(kantor)
    return {}


def ekspor(kantor: Kantor) -> dict[str, Any]:
    return {"masa": evaluasi.tetapkan(kantor).masa}


def keberatan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": evaluasi.keberatan(kantor).pk}


def daftar_keberatan(kantor: Kantor) -> dict[str, Any]:
    evaluasi.keberatan(kantor)
    return {}


def dialog(kantor: Kantor) -> dict[str, Any]:
    return {"pk": evaluasi.dialog(kantor).dialog_id}


def daftar_dialog(kantor: Kantor) -> dict[str, Any]:
    evaluasi.dialog(kantor)
    return {}


def tindak_lanjut(kantor: Kantor) -> dict[str, Any]:
    row = evaluasi.dialog(kantor)
    return {"pk": row.dialog_id, "tindak_lanjut": row.pk}


def orang(kantor: Kantor) -> dict[str, Any]:
    UmpanBalik.objects.create(
        pegawai=kantor.pegawai["pegawai"], penulis=kantor.user["atasan"], isi="Rapi dan tepat waktu."
    )
    return {"pk": kantor.pegawai["pegawai"].pk}


def unit_kerja(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.unit["pelayanan"].pk}


def isi_evaluasi(kantor: Kantor) -> dict[str, Any]:
    return {"hasil": "sesuai", "alasan": "Menurut bukti.", "perilaku": "sesuai", "catatan": "", "versi": "1"}


def isi_baris(kantor: Kantor) -> dict[str, Any]:
    row = evaluasi.evaluasi_of(kantor)
    return evaluasi.kirim({"hasil": "sesuai", "perilaku": "sesuai", "alasan": "Bukti.", "versi": "1"}, row.pk)


def alihkan(kantor: Kantor) -> dict[str, Any]:
    return {"penilai": str(kantor.pegawai["camat"].pk), "alasan_pengalihan": "Cuti."}


def tetapkan(kantor: Kantor) -> dict[str, Any]:
    return {"ketik": "TETAPKAN", "alasan_pola": "Hanya dua orang."}


def predikat_unit(kantor: Kantor) -> dict[str, Any]:
    return {"predikat": "baik", "alasan": "Menurut laporan.", "versi": "1"}


def buka(kantor: Kantor) -> dict[str, Any]:
    masa = evaluasi.masa_of(kantor)
    return {"unit_kerja": str(kantor.unit["pelayanan"].pk), "masa": masa.slug}


def putusan(kantor: Kantor) -> dict[str, Any]:
    return {"hasil": "sesuai", "perilaku": "di_atas", "putusan": "Bukti lengkap.", "ketik": "PUTUSKAN"}


def risalah(kantor: Kantor) -> dict[str, Any]:
    return {
        "tanggal": f"{kantor.tahun}-01-01",
        "topik": "Antrean",
        "pokok": "Loket.",
        "peserta": [str(kantor.pegawai["pegawai"].pk)],
    }


def aturan(kantor: Kantor) -> dict[str, Any]:
    return {
        "berkala": "triwulanan", "batas_di_atas": "102", "batas_sesuai": "90", "batas_butuh_perbaikan": "75",
        "batas_kurang": "50", "hari_penetapan": "30", "hari_keberatan": "14", "hari_anggap_diterima": "7", "dasar": "",
    }  # fmt: skip


def konversi(kantor: Kantor) -> dict[str, Any]:
    return {
        "mulai": "2026-01-01", "sangat_baik": "50", "baik": "50", "butuh_perbaikan": "35", "kurang": "20",
        "sangat_kurang": "0", "dasar": "",
    }  # fmt: skip


def kasus(kasus: Callable[..., Any]) -> dict[str, Any]:
    """The cases; ``kasus`` makes one, see :class:`tests.izin.objek.Kasus`."""
    # Nobody sees the own draft; who may hand it to another assessor sees that it is there, others not even that.
    draft = {"pegawai": 404, "pimpinan": 404, "inspektorat": 404}
    # Whose team it is decides, so other superiors find nothing there.
    team = {"atasan_lain": 404, "camat": 404}
    # Decided by the superior of the assessor alone.
    above = {"atasan": 403, "pimpinan": 403}
    return {
        "kinerja:evaluasi_saya": kasus("daftar"),
        "kinerja:evaluasi_detail": kasus(alamat=ditetapkan),
        "kinerja:evaluasi_update": kasus(alamat=draf, isi=isi_evaluasi, lain=draft),
        "kinerja:evaluasi_cell": kasus(alamat=draf, isi=isi_baris, lain=draft),
        "kinerja:evaluasi_assign": kasus(alamat=draf, isi=alihkan, lain=draft),
        "kinerja:evaluasi_print": kasus(alamat=lambda kantor: ditetapkan(kantor) | {"jenis": "evaluasi"}),
        "kinerja:evaluasi_accept": kasus(alamat=ditetapkan),
        "kinerja:keberatan_create": kasus(alamat=ditetapkan, isi=lambda kantor: {"keberatan": "Bukti terlewat."}),
        "kinerja:evaluasi_tim_list": kasus("daftar"),
        "kinerja:evaluasi_tim": kasus("daftar", tim),
        "kinerja:evaluasi_tim_update": kasus("daftar", tim, isi_baris),
        "kinerja:evaluasi_tim_confirm": kasus("daftar", tim_siap, lain=team),
        "kinerja:evaluasi_tim_finalize": kasus("daftar", tim_siap, tetapkan, lain=team),
        "kinerja:evaluasi_unit_list": kasus("daftar", daftar_unit),
        "kinerja:evaluasi_unit_open": kasus("daftar", daftar_unit, buka, lain={"admin_kepegawaian_lain": 404}),
        "kinerja:evaluasi_unit_detail": kasus(alamat=unit),
        "kinerja:evaluasi_unit_finalize": kasus(alamat=unit, isi=predikat_unit, lain={"atasan": 403}),
        "kinerja:evaluasi_unit_print": kasus(alamat=unit),
        "kinerja:evaluasi_export": kasus("daftar", ekspor),
        "kinerja:evaluasi_export_print": kasus("daftar", ekspor),
        "kinerja:kebijakan_evaluasi": kasus("daftar"),
        "kinerja:kebijakan_evaluasi_update": kasus(alamat=unit_kerja, isi=aturan),
        "kinerja:konversi_predikat_update": kasus(alamat=unit_kerja, isi=konversi),
        "kinerja:keberatan_list": kasus("daftar", daftar_keberatan),
        "kinerja:keberatan_detail": kasus(alamat=keberatan),
        "kinerja:keberatan_respond": kasus(alamat=keberatan, isi=lambda kantor: {"tanggapan": "Sudah dihitung."}),
        "kinerja:keberatan_withdraw": kasus(alamat=keberatan),
        "kinerja:keberatan_decide": kasus(alamat=keberatan, isi=putusan, lain=above),
        "kinerja:umpan_balik_saya": kasus("daftar", lambda kantor: orang(kantor) and {}),
        "kinerja:umpan_balik_list": kasus(alamat=orang),
        "kinerja:umpan_balik_create": kasus(alamat=orang, isi=lambda kantor: {"isi": "Terima kasih.", "hal": ""}),
        "kinerja:dialog_list": kasus("daftar", daftar_dialog),
        "kinerja:dialog_new": kasus("daftar"),
        "kinerja:dialog_create": kasus("daftar", isi=risalah),
        "kinerja:dialog_detail": kasus(alamat=dialog),
        "kinerja:tindak_lanjut_update": kasus(alamat=tindak_lanjut, isi=lambda kantor: {"status": "selesai"}),
    }
