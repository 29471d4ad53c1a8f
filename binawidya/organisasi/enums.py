"""Stored values of the organisation, and the transitions of a period and an import."""

from collections.abc import Mapping
from typing import Final

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class JenisUnit(TextChoices):
    PEMERINTAH_DAERAH = "pemerintah_daerah", _("Pemerintah daerah")
    PERANGKAT_DAERAH = "perangkat_daerah", _("Perangkat daerah")
    SEKRETARIAT = "sekretariat", _("Sekretariat")
    BIDANG = "bidang", _("Bidang")
    SUBBAGIAN = "subbagian", _("Subbagian")
    SEKSI = "seksi", _("Seksi")
    KELURAHAN = "kelurahan", _("Kelurahan")
    UPT = "upt", _("Unit pelaksana teknis")
    LAIN = "lain", _("Unit lain")


class JenisJabatan(TextChoices):
    JPT = "jpt", _("Jabatan pimpinan tinggi")
    ADMINISTRATOR = "administrator", _("Administrator")
    PENGAWAS = "pengawas", _("Pengawas")
    PELAKSANA = "pelaksana", _("Pelaksana")
    FUNGSIONAL = "fungsional", _("Fungsional")


class JenisPegawai(TextChoices):
    PNS = "pns", _("PNS")
    CPNS = "cpns", _("CPNS")
    PPPK = "pppk", _("PPPK")
    PPPK_PARUH_WAKTU = "pppk_paruh_waktu", _("PPPK Paruh Waktu")


class StatusPegawai(TextChoices):
    AKTIF = "aktif", _("Aktif")
    CUTI = "cuti", _("Cuti di luar tanggungan negara")
    TUGAS_BELAJAR = "tubel", _("Tugas belajar")
    PENSIUN = "pensiun", _("Pensiun")
    KELUAR = "keluar", _("Berhenti atau pindah instansi")


# Who has left the office: the account is closed with the person.
TIDAK_BERTUGAS: Final = (StatusPegawai.PENSIUN, StatusPegawai.KELUAR)
JENIS_PPPK: Final = frozenset({JenisPegawai.PPPK, JenisPegawai.PPPK_PARUH_WAKTU})


class JenisKelamin(TextChoices):
    LAKI_LAKI = "L", _("Laki-laki")
    PEREMPUAN = "P", _("Perempuan")


class Pendidikan(TextChoices):
    SD = "sd", _("SD")
    SMP = "smp", _("SMP")
    SMA = "sma", _("SMA atau sederajat")
    D1 = "d1", _("Diploma I")
    D2 = "d2", _("Diploma II")
    D3 = "d3", _("Diploma III")
    D4 = "d4", _("Diploma IV")
    S1 = "s1", _("Sarjana (S-1)")
    PROFESI = "profesi", _("Profesi")
    S2 = "s2", _("Magister (S-2)")
    SPESIALIS = "spesialis", _("Spesialis")
    S3 = "s3", _("Doktor (S-3)")


class JenisPenempatan(TextChoices):
    DEFINITIF = "definitif", _("Definitif")
    PLT = "plt", _("Pelaksana tugas (Plt.)")
    PLH = "plh", _("Pelaksana harian (Plh.)")


class Peran(TextChoices):
    """Roles that are granted. Being an employee or a superior is not granted but follows from the posts."""

    VERIFIKATOR = "verifikator", _("Verifikator")
    OPERATOR = "operator", _("Operator unit")
    ADMIN_KEPEGAWAIAN = "admin_kepegawaian", _("Admin kepegawaian")
    ADMIN_PERENCANAAN = "admin_perencanaan", _("Admin perencanaan")
    PENGELOLA_SURVEI = "pengelola_survei", _("Pengelola survei")
    PIMPINAN = "pimpinan", _("Pimpinan instansi")
    INSPEKTORAT = "inspektorat", _("Inspektorat")
    SUPERADMIN = "superadmin", _("Superadmin")


class StatusPeriode(TextChoices):
    BELUM_DIBUKA = "belum_dibuka", _("Belum dibuka")
    DIBUKA = "dibuka", _("Dibuka")
    VERIFIKASI = "verifikasi", _("Verifikasi")
    DITUTUP = "ditutup", _("Ditutup")
    DIBUKA_KEMBALI = "dibuka_kembali", _("Dibuka kembali")


TRANSISI_PERIODE: Final[Mapping[StatusPeriode, frozenset[StatusPeriode]]] = {
    StatusPeriode.BELUM_DIBUKA: frozenset({StatusPeriode.DIBUKA}),
    StatusPeriode.DIBUKA: frozenset({StatusPeriode.VERIFIKASI, StatusPeriode.DITUTUP}),
    StatusPeriode.VERIFIKASI: frozenset({StatusPeriode.DIBUKA, StatusPeriode.DITUTUP}),
    StatusPeriode.DITUTUP: frozenset({StatusPeriode.DIBUKA_KEMBALI}),
    StatusPeriode.DIBUKA_KEMBALI: frozenset({StatusPeriode.DITUTUP}),
}
# States in which entries may still change; in the others the month is a fixed record.
PERIODE_MENERIMA_ISIAN: Final = frozenset({StatusPeriode.DIBUKA, StatusPeriode.DIBUKA_KEMBALI})
PERIODE_MENERIMA_VERIFIKASI: Final = PERIODE_MENERIMA_ISIAN | {StatusPeriode.VERIFIKASI}


class JenisPemberitahuan(TextChoices):
    """What something told to a person is about; the icon follows it."""

    PENGINGAT = "pengingat", _("Pengingat")
    REALISASI = "realisasi", _("Realisasi")
    VERIFIKASI = "verifikasi", _("Verifikasi")
    PERIODE = "periode", _("Periode")
    RENCANA = "rencana", _("Perencanaan")
    EVALUASI = "evaluasi", _("Evaluasi")
    SURVEI = "survei", _("Survei")
    DOKUMEN = "dokumen", _("Dokumen")
    KEPEGAWAIAN = "kepegawaian", _("Kepegawaian")
    SISTEM = "sistem", _("Sistem")


class StatusRingkasan(TextChoices):
    """How far the daily letter of one person is."""

    MENUNGGU = "menunggu", _("Menunggu")
    DIKIRIM = "dikirim", _("Sedang dikirim")
    TERKIRIM = "terkirim", _("Terkirim")
    GAGAL = "gagal", _("Gagal")


class StatusImpor(TextChoices):
    DIBACA = "dibaca", _("Sedang dibaca")
    PETAKAN = "petakan", _("Menunggu pemetaan kolom")
    SIAP = "siap", _("Menunggu persetujuan")
    DITERAPKAN = "diterapkan", _("Sedang diterapkan")
    SELESAI = "selesai", _("Selesai")
    GAGAL = "gagal", _("Tidak dapat dibaca")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")
    MENGURUNGKAN = "mengurungkan", _("Sedang diurungkan")
    DIURUNGKAN = "diurungkan", _("Diurungkan")


TRANSISI_IMPOR: Final[Mapping[StatusImpor, frozenset[StatusImpor]]] = {
    StatusImpor.DIBACA: frozenset({StatusImpor.SIAP, StatusImpor.PETAKAN, StatusImpor.GAGAL, StatusImpor.DIBATALKAN}),
    StatusImpor.PETAKAN: frozenset({StatusImpor.DIBACA, StatusImpor.DIBATALKAN}),
    StatusImpor.SIAP: frozenset({StatusImpor.DITERAPKAN, StatusImpor.DIBACA, StatusImpor.DIBATALKAN}),
    StatusImpor.DITERAPKAN: frozenset({StatusImpor.SELESAI, StatusImpor.SIAP}),
    StatusImpor.SELESAI: frozenset({StatusImpor.MENGURUNGKAN}),
    StatusImpor.MENGURUNGKAN: frozenset({StatusImpor.SELESAI, StatusImpor.DIURUNGKAN}),
    StatusImpor.DIURUNGKAN: frozenset(),
    StatusImpor.GAGAL: frozenset(),
    StatusImpor.DIBATALKAN: frozenset(),
}


class TabelImpor(TextChoices):
    """What an import changes, for taking it back."""

    PEGAWAI = "pegawai", _("Pegawai")
    PENEMPATAN = "penempatan", _("Penempatan")
    PENUGASAN = "penugasan", _("Penugasan")
    STATUS = "status", _("Perubahan status")


class HasilBaris(TextChoices):
    BARU = "baru", _("Baru")
    BERUBAH = "berubah", _("Berubah")
    TETAP = "tetap", _("Tetap")
    DITOLAK = "ditolak", _("Ditolak")


class KeadaanAkun(TextChoices):
    """How far somebody is on the way to an own account. Computed, never stored."""

    TANPA_AKUN = "tanpa_akun", _("Tanpa akun")
    BELUM_DIUNDANG = "belum_diundang", _("Belum diundang")
    DIUNDANG = "diundang", _("Diundang")
    KEDALUWARSA = "kedaluwarsa", _("Undangan kedaluwarsa")
    AKTIF = "aktif", _("Aktif")
    NONAKTIF = "nonaktif", _("Nonaktif")


# An account that exists but for which nobody has chosen a password yet.
MENUNGGU_SANDI: Final = (KeadaanAkun.BELUM_DIUNDANG, KeadaanAkun.DIUNDANG, KeadaanAkun.KEDALUWARSA)


class CaraUndangan(TextChoices):
    SUREL = "surel", _("Surel")
    CETAK = "cetak", _("Daftar cetak")


class JenisAksi(TextChoices):
    BUAT = "buat", _("Pembuatan akun")
    UNDANG = "undang", _("Pengiriman undangan")


class StatusAksi(TextChoices):
    DIMINTA = "diminta", _("Sedang dikerjakan")
    SELESAI = "selesai", _("Selesai")
    GAGAL = "gagal", _("Gagal")


class Bulan(IntegerChoices):
    JANUARI = 1, _("Januari")
    FEBRUARI = 2, _("Februari")
    MARET = 3, _("Maret")
    APRIL = 4, _("April")
    MEI = 5, _("Mei")
    JUNI = 6, _("Juni")
    JULI = 7, _("Juli")
    AGUSTUS = 8, _("Agustus")
    SEPTEMBER = 9, _("September")
    OKTOBER = 10, _("Oktober")
    NOVEMBER = 11, _("November")
    DESEMBER = 12, _("Desember")


# Golongan of PNS with its pangkat (domain: lists agree in three sources); PPPK have a golongan without pangkat.
PANGKAT: Final[Mapping[str, str]] = {
    "I/a": "Juru Muda", "I/b": "Juru Muda Tingkat I", "I/c": "Juru", "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda", "II/b": "Pengatur Muda Tingkat I", "II/c": "Pengatur", "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda", "III/b": "Penata Muda Tingkat I", "III/c": "Penata", "III/d": "Penata Tingkat I",
    "IV/a": "Pembina", "IV/b": "Pembina Tingkat I", "IV/c": "Pembina Utama Muda", "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}  # fmt: skip
GOLONGAN_PPPK: Final = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip
