"""Entry, evidence, verification and corrections in the matrix."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from indikator.enums import StatusRealisasi
from indikator.models import Bukti, KoreksiRealisasi
from tests.kantor import Kantor


def sekarang(kantor: Kantor) -> dict[str, Any]:
    return {"bulan": (kantor.tahun, kantor.kini)}


def tersimpan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.isi("pegawai").pk}


def diajukan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN).pk}


def sel(kantor: Kantor) -> dict[str, Any]:
    return sekarang(kantor) | {"pk": kantor.target["pegawai"].pk}


def isi_sel(kantor: Kantor) -> dict[str, Any]:
    return {f"t{kantor.target['pegawai'].pk}-nilai": "7"}


def disetujui(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.isi("pegawai", status=StatusRealisasi.DISETUJUI).pk}


def koreksi(kantor: Kantor) -> dict[str, Any]:
    """A correction that pegawai proposed for an approved value."""
    entry = kantor.isi("pegawai", status=StatusRealisasi.DISETUJUI)
    row = KoreksiRealisasi.objects.create(
        realisasi=entry, lama_nilai=entry.nilai, nilai=8, alasan="Salah hitung.", diusulkan_oleh=kantor.user["pegawai"]
    )
    return {"pk": row.pk}


def sel_terisi(kantor: Kantor) -> dict[str, Any]:
    tersimpan(kantor)
    return sel(kantor)


def gambar(kantor: Kantor) -> dict[str, Any]:
    entry = kantor.isi("pegawai")
    evidence = Bukti.objects.create(
        realisasi=entry, nama="b.png", berkas=SimpleUploadedFile("x", b"\x89PNG"), ukuran=4, sha256="0" * 64,
        tipe_isi="image/png", oleh=kantor.user["pegawai"],
    )  # fmt: skip
    return {"pk": evidence.pk}


def atas_nama(kantor: Kantor) -> dict[str, Any]:
    return sekarang(kantor) | {"pegawai": kantor.pegawai["pegawai"].pk}


def pasti(kantor: Kantor) -> dict[str, Any]:
    return {f"p{kantor.target['pegawai'].pk}-versi": "1"}


def pdf(kantor: Kantor) -> dict[str, Any]:
    return {"berkas": SimpleUploadedFile("b.pdf", b"%PDF-1.4\n%%EOF")}


def lihat(kantor: Kantor) -> dict[str, Any]:
    return {"lihat": "0-1"}


def isi_koreksi(kantor: Kantor) -> dict[str, Any]:
    return isi_sel(kantor) | {"alasan": "Salah hitung."}


def aturan(kantor: Kantor) -> dict[str, Any]:
    return {"unit_kerja": kantor.unit["pelayanan"].kode, "tahap": "2"}


# Who looks at these pages in daily work.
PENGUNJUNG = {
    "indikator:lembar_lain_list/0": ["operator"],
    "indikator:lembar_lain_list/1": ["operator"],
    "indikator:realisasi_list_for": ["operator"],
    "indikator:lembar_unit": ["operator"],
    "indikator:lembar_unit_download": ["operator"],
    "indikator:koreksi_list": ["atasan", "pegawai"],
    "indikator:aturan_verifikasi_list": ["admin_perencanaan"],
}


def unit_bulan(kantor: Kantor) -> dict[str, Any]:
    return sekarang(kantor) | {"pk": kantor.unit["pelayanan"].pk}


def isi_unit(kantor: Kantor) -> dict[str, Any]:
    return isi_sel(kantor) | {f"t{kantor.target['pegawai'].pk}-versi": ""}


def kasus(Kasus: Any) -> dict[str, Any]:  # noqa: N803 - a class
    """The entries of this area."""
    return {
        "indikator:dikembalikan_list": Kasus("daftar"),
        "indikator:realisasi_record_same": Kasus(alamat=sel),
        "indikator:realisasi_confirm": Kasus(alamat=sel_terisi, isi=pasti),
        "indikator:realisasi_withdraw": Kasus(alamat=diajukan),
        "indikator:lembar_lain_list/0": Kasus("daftar"),
        "indikator:lembar_lain_list/1": Kasus("daftar", sekarang),
        "indikator:realisasi_list_for": Kasus("daftar", atas_nama),
        "indikator:realisasi_record_all_for": Kasus("daftar", atas_nama, isi_sel),
        "indikator:realisasi_submit_for": Kasus("daftar", atas_nama, isi_sel),
        "indikator:lembar_kerja": Kasus("daftar", sekarang),
        "indikator:lembar_kerja_download": Kasus("daftar", sekarang),
        "indikator:lembar_kerja_preview": Kasus("daftar", sekarang, pdf, lain={"operator": 403}),
        "indikator:lembar_unit": Kasus(alamat=unit_bulan),
        "indikator:lembar_unit_download": Kasus(alamat=unit_bulan),
        "indikator:lembar_unit_preview": Kasus(alamat=unit_bulan, isi=pdf),
        "indikator:lembar_unit_record": Kasus(alamat=unit_bulan, isi=isi_unit),
        "indikator:bukti_attach": Kasus(alamat=sel_terisi, isi=pdf),
        "indikator:bukti_link": Kasus(alamat=tersimpan, isi=lambda kantor: {"tautan": "https://arsip.example/1"}),
        "indikator:bukti_preview": Kasus(alamat=gambar),
        "indikator:realisasi_approve_all": Kasus("daftar", isi=lihat),
        "indikator:realisasi_undo": Kasus("daftar"),
        "indikator:koreksi_list": Kasus("daftar"),
        "indikator:koreksi_new": Kasus(alamat=disetujui),
        "indikator:koreksi_create": Kasus(alamat=disetujui, isi=isi_koreksi),
        "indikator:koreksi_detail": Kasus(alamat=koreksi),
        "indikator:koreksi_approve": Kasus(alamat=koreksi),
        "indikator:koreksi_reject": Kasus(alamat=koreksi, isi=lambda kantor: {"tanggapan": "Buktinya sama."}),
        "indikator:koreksi_cancel": Kasus(alamat=koreksi),
        "indikator:aturan_verifikasi_list": Kasus("daftar"),
        "indikator:aturan_verifikasi_update": Kasus("daftar", isi=aturan),
    }
