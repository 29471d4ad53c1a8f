"""One entry for every address: what it is asked for in the matrix, and what a good request to it looks like."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from django.core.files.uploadedfile import SimpleUploadedFile

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.models import Impor
from indikator.enums import StatusRealisasi
from indikator.models import Bukti
from indikator.services.pengisian import pengisian_calculate
from kinerja.models import Dokumen
from kinerja.services.skor import skor_calculate_periode
from tests.kantor import Kantor

Lingkup = Literal["pegawai", "daftar", "akar"]
Siap = Callable[[Kantor], dict[str, Any]]


def tanpa(kantor: Kantor) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Kasus:
    """An address in the matrix.

    :param lingkup: what its object hangs on, see :func:`tests.izin.pelaku.jawaban`.
    :param alamat: prepares the object and gives the parameters of the address.
    :param isi: what a good POST carries.
    :param tanya: query string of a good GET.
    """

    lingkup: Lingkup = "pegawai"
    alamat: Siap = tanpa
    isi: Siap = tanpa
    tanya: str = ""
    # Where the rule of the table is narrowed: people who are answered otherwise, and how.
    lain: dict[str, int | str] = field(default_factory=dict)

    def jawaban(self, pelaku: str, act: str) -> int | str | None:
        """An answer that is not the one of the table."""
        return self.lain.get(pelaku)


def _bulan(kantor: Kantor) -> tuple[int, int]:
    return kantor.tahun, kantor.kini


def sekarang(kantor: Kantor) -> dict[str, Any]:
    return {"bulan": _bulan(kantor)}


def tersimpan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.isi("pegawai").pk}


def diajukan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN).pk}


def antrean(kantor: Kantor) -> dict[str, Any]:
    diajukan(kantor)
    return {}


def sel(kantor: Kantor) -> dict[str, Any]:
    return {"bulan": _bulan(kantor), "pk": kantor.target["pegawai"].pk}


def isi_sel(kantor: Kantor) -> dict[str, Any]:
    return {f"t{kantor.target['pegawai'].pk}-nilai": "7"}


def bukti(kantor: Kantor) -> dict[str, Any]:
    entry = kantor.isi("pegawai")
    file = SimpleUploadedFile("x", b"%PDF-1.4\n%%EOF")
    evidence = Bukti.objects.create(
        realisasi=entry, nama="bukti.pdf", berkas=file, ukuran=14, sha256="0" * 64, oleh=kantor.user["pegawai"]
    )
    return {"pk": evidence.pk}


def capaian(kantor: Kantor) -> dict[str, Any]:
    periode = kantor.periode[kantor.kini]
    pengisian_calculate(periode=periode)
    skor_calculate_periode(periode_id=periode.pk)
    return {"pk": kantor.target["pegawai"].capaian.get(periode=periode).pk}


def unit(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.unit["pelayanan"].pk}


def unit_bulan(kantor: Kantor) -> dict[str, Any]:
    return unit(kantor) | sekarang(kantor)


def orang(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.pegawai["pegawai"].pk}


def orang_bulan(kantor: Kantor) -> dict[str, Any]:
    return orang(kantor) | sekarang(kantor)


def versi(kantor: Kantor) -> dict[str, Any]:
    return {"versi": "1"}


def kembalikan(kantor: Kantor) -> dict[str, Any]:
    return {"versi": "1", "pesan": "Di buku register 8."}


def dokumen(kantor: Kantor, status: str = "selesai") -> dict[str, Any]:
    """A report of pegawai that she asked for herself and that is ready."""
    content = b"%PDF-1.4\n%%EOF"
    document = Dokumen.objects.create(
        jenis="laporan_pegawai",
        periode=kantor.periode[kantor.kini],
        pegawai=kantor.pegawai["pegawai"],
        oleh=kantor.user["pegawai"],
        status=status,
        berkas=SimpleUploadedFile("x.pdf", content),
        sha256=hashlib.sha256(content).hexdigest(),
        selesai_at=kantor.periode[kantor.kini].batas_pengisian,
    )
    return {"pk": document.pk}


def dokumen_gagal(kantor: Kantor) -> dict[str, Any]:
    return dokumen(kantor, "gagal")


def minta_dokumen(kantor: Kantor) -> dict[str, Any]:
    return {
        "jenis": "laporan_pegawai",
        "subjek": str(kantor.pegawai["pegawai"].pk),
        "periode": kantor.periode[kantor.kini].slug,
    }


def impor(kantor: Kantor) -> dict[str, Any]:
    """A roster for Seksi Pelayanan that was read and waits for approval."""
    row = Impor.objects.create(
        unit_kerja=kantor.unit["pelayanan"],
        oleh=kantor.user["admin_kepegawaian"],
        nama_berkas="roster.csv",
        berkas=SimpleUploadedFile("roster.csv", b"nip;nama\n"),
        sha256="0" * 64,
        berlaku_mulai=date(kantor.tahun, 1, 1),
        status=StatusImpor.SIAP,
    )
    return {"pk": row.pk}


def unggah(kantor: Kantor) -> dict[str, Any]:
    return {
        "berkas": SimpleUploadedFile("roster.csv", b"nip;nama\n1;2\n"),
        "unit_kerja": str(kantor.unit["pelayanan"].pk),
        "berlaku_mulai": f"{kantor.tahun}-01-01",
    }


def periode_dibuka(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.periode[kantor.kini].pk}


def periode_ditutup(kantor: Kantor) -> dict[str, Any]:
    periode = kantor.periode[kantor.kini]
    periode.status, periode.ditutup_at = "ditutup", periode.batas_pengisian
    periode.save()
    return {"pk": periode.pk}


KASUS: Final[dict[str, Kasus]] = {
    # beranda
    "beranda:home": Kasus("daftar"),
    "beranda:simulasi/0": Kasus("daftar"),
    "beranda:simulasi/1": Kasus("daftar", lambda kantor: {"slug": "ikm"}, tanya="?persyaratan=3,5"),
    "beranda:unit_dashboard_own": Kasus("daftar"),
    "beranda:unit_dashboard/1": Kasus(alamat=unit),
    "beranda:unit_dashboard/2": Kasus(alamat=unit_bulan),
    # realisasi
    "indikator:realisasi_list/0": Kasus("daftar"),
    "indikator:realisasi_list/1": Kasus("daftar", sekarang),
    "indikator:realisasi_record_all": Kasus("daftar", sekarang, isi_sel),
    "indikator:realisasi_submit": Kasus("daftar", sekarang, isi_sel),
    "indikator:realisasi_record": Kasus(alamat=sel, isi=isi_sel),
    "indikator:realisasi_note": Kasus(alamat=tersimpan, isi=lambda kantor: {"catatan": "Dari buku register."}),
    "indikator:bukti_list": Kasus(alamat=tersimpan),
    "indikator:bukti_create": Kasus(
        alamat=tersimpan, isi=lambda kantor: {"berkas": SimpleUploadedFile("b.pdf", b"%PDF-1.4\n%%EOF")}
    ),
    "indikator:bukti_download": Kasus(alamat=bukti),
    "indikator:bukti_delete": Kasus(alamat=bukti),
    # verifikasi
    "indikator:verifikasi_list": Kasus("daftar", antrean),
    "indikator:verifikasi_detail": Kasus(alamat=diajukan),
    "indikator:realisasi_approve": Kasus(alamat=diajukan, isi=versi),
    "indikator:realisasi_return": Kasus(alamat=diajukan, isi=kembalikan),
    # people and their roster
    "organisasi:pegawai_list": Kasus("daftar"),
    "organisasi:pegawai_export": Kasus("daftar"),
    "organisasi:pegawai_detail": Kasus(alamat=orang),
    "organisasi:impor_list": Kasus("daftar"),
    "organisasi:impor_create": Kasus("daftar", isi=unggah),
    "organisasi:impor_example": Kasus("daftar"),
    "organisasi:impor_detail": Kasus(alamat=impor),
    "organisasi:impor_approve": Kasus(alamat=impor),
    "organisasi:impor_cancel": Kasus(alamat=impor),
    "organisasi:impor_refused": Kasus(alamat=impor),
    # documents: the table allows both kinds of subject, a report of a person is not for planning
    "kinerja:dokumen_list": Kasus("daftar"),
    "kinerja:dokumen_create": Kasus(isi=minta_dokumen, lain={"admin_perencanaan": 403}),
    "kinerja:dokumen_detail": Kasus(alamat=dokumen),
    "kinerja:dokumen_download": Kasus(alamat=dokumen),
    "kinerja:dokumen_retry": Kasus(alamat=dokumen_gagal),
    # periode
    "organisasi:periode_list": Kasus("akar"),
    "organisasi:periode_detail": Kasus("akar", periode_dibuka),
    "organisasi:periode_open": Kasus("akar", periode_dibuka),
    "organisasi:periode_close": Kasus("akar", periode_dibuka, lambda kantor: {"ketik": "TUTUP"}),
    "organisasi:periode_reopen": Kasus("akar", periode_ditutup, lambda kantor: {"alasan": "Salah hitung."}),
    # figures
    "indikator:capaian_detail": Kasus(alamat=capaian),
    "kinerja:skor_saya/0": Kasus("daftar"),
    "kinerja:skor_saya/1": Kasus("daftar", sekarang),
    "kinerja:skor_detail/1": Kasus(alamat=orang),
    "kinerja:skor_detail/2": Kasus(alamat=orang_bulan),
}
