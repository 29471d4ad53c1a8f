"""Stored values of judgement."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JenisDokumen(TextChoices):
    LAPORAN_UNIT = "laporan_unit", _("Laporan Evaluasi Kinerja Unit")
    LAPORAN_PEGAWAI = "laporan_pegawai", _("Laporan Kinerja Pegawai")
    PERJANJIAN_KINERJA = "perjanjian_kinerja", _("Perjanjian Kinerja")
    EVALUASI_KINERJA = "evaluasi_kinerja", _("Evaluasi Kinerja Pegawai")
    DOKUMEN_EVALUASI = "dokumen_evaluasi", _("Dokumen Evaluasi Kinerja Pegawai")
    SKP = "skp", _("Sasaran Kinerja Pegawai")
    LAPORAN_SKM = "laporan_skm", _("Laporan Survei Kepuasan Masyarakat")
    LAPORAN_BUKTI = "laporan_bukti", _("Laporan Kinerja Pegawai dengan Bukti")
    REKAP_KANTOR = "rekap_kantor", _("Rekapitulasi Kinerja")
    PENETAPAN_PREDIKAT = "penetapan_predikat", _("Penetapan Predikat Kinerja")
    DAFTAR_TPP = "daftar_tpp", _("Daftar Predikat untuk TPP")
    LKJIP_BAB_III = "lkjip_bab_iii", _("LKjIP Bab III")


class BentukDokumen(TextChoices):
    """What kind of file a document is."""

    PDF = "pdf", _("PDF")
    XLSX = "xlsx", _("XLSX")


def read_bentuk(text: str | None) -> BentukDokumen:
    """The shape that a form names; PDF where it names none."""
    return BentukDokumen.XLSX if text == BentukDokumen.XLSX else BentukDokumen.PDF


class JenisKegiatan(TextChoices):
    """What an office does so that a service becomes better."""

    PELATIHAN = "pelatihan", _("Pelatihan")
    PENDAMPINGAN = "pendampingan", _("Pendampingan")
    PROSEDUR = "prosedur", _("Perubahan prosedur")
    SARANA = "sarana", _("Perbaikan sarana")
    SOSIALISASI = "sosialisasi", _("Sosialisasi")
    LAINNYA = "lainnya", _("Lainnya")


class PendekatanSkp(TextChoices):
    """How the hasil kerja of an SKP are written."""

    KUANTITATIF = "kuantitatif", _("Kuantitatif")
    KUALITATIF = "kualitatif", _("Kualitatif")


class StatusPaket(TextChoices):
    DIMINTA = "diminta", _("Sedang dibuat")
    SELESAI = "selesai", _("Siap diunduh")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")
    GAGAL = "gagal", _("Tidak dapat dibuat")


TRANSISI_PAKET: Final[Mapping[StatusPaket, frozenset[StatusPaket]]] = {
    StatusPaket.DIMINTA: frozenset({StatusPaket.SELESAI, StatusPaket.DIBATALKAN, StatusPaket.GAGAL}),
    StatusPaket.SELESAI: frozenset({StatusPaket.DIMINTA}),
    StatusPaket.DIBATALKAN: frozenset({StatusPaket.DIMINTA}),
    StatusPaket.GAGAL: frozenset({StatusPaket.DIMINTA}),
}


class StatusDokumen(TextChoices):
    DIMINTA = "diminta", _("Sedang dibuat")
    SELESAI = "selesai", _("Siap diunduh")
    GAGAL = "gagal", _("Tidak dapat dibuat")


TRANSISI_DOKUMEN: Final[Mapping[StatusDokumen, frozenset[StatusDokumen]]] = {
    StatusDokumen.DIMINTA: frozenset({StatusDokumen.SELESAI, StatusDokumen.GAGAL}),
    StatusDokumen.SELESAI: frozenset(),
    StatusDokumen.GAGAL: frozenset({StatusDokumen.DIMINTA}),
}


class JenisEvaluasi(TextChoices):
    BULANAN = "bulanan", _("Bulanan")
    TRIWULANAN = "triwulanan", _("Triwulanan")
    TAHUNAN = "tahunan", _("Tahunan")


# How many of each there are in a year.
EVALUASI_SETAHUN: Final[Mapping[JenisEvaluasi, int]] = {
    JenisEvaluasi.BULANAN: 12,
    JenisEvaluasi.TRIWULANAN: 4,
    JenisEvaluasi.TAHUNAN: 1,
}


class RatingKerja(TextChoices):
    DI_ATAS = "di_atas", _("Di atas ekspektasi")
    SESUAI = "sesuai", _("Sesuai ekspektasi")
    DI_BAWAH = "di_bawah", _("Di bawah ekspektasi")


RATING_PENDEK: Final[Mapping[str, Any]] = {
    RatingKerja.DI_ATAS: _("Di atas"),
    RatingKerja.SESUAI: _("Sesuai"),
    RatingKerja.DI_BAWAH: _("Di bawah"),
}


class Predikat(TextChoices):
    """Predikat kinerja pegawai, best first."""

    SANGAT_BAIK = "sangat_baik", _("Sangat Baik")
    BAIK = "baik", _("Baik")
    BUTUH_PERBAIKAN = "butuh_perbaikan", _("Butuh Perbaikan")
    KURANG = "kurang", _("Kurang")
    SANGAT_KURANG = "sangat_kurang", _("Sangat Kurang")


class PredikatUnit(TextChoices):
    """Predikat kinerja organisasi, best first. Its best word is Istimewa, not Sangat Baik."""

    ISTIMEWA = "istimewa", _("Istimewa")
    BAIK = "baik", _("Baik")
    BUTUH_PERBAIKAN = "butuh_perbaikan", _("Butuh Perbaikan")
    KURANG = "kurang", _("Kurang")
    SANGAT_KURANG = "sangat_kurang", _("Sangat Kurang")


class Perilaku(TextChoices):
    """The seven values of conduct, BerAKHLAK."""

    BERORIENTASI_PELAYANAN = "berorientasi_pelayanan", _("Berorientasi Pelayanan")
    AKUNTABEL = "akuntabel", _("Akuntabel")
    KOMPETEN = "kompeten", _("Kompeten")
    HARMONIS = "harmonis", _("Harmonis")
    LOYAL = "loyal", _("Loyal")
    ADAPTIF = "adaptif", _("Adaptif")
    KOLABORATIF = "kolaboratif", _("Kolaboratif")


# What each value asks for, in our own words.
PANDUAN_PERILAKU: Final[Mapping[Perilaku, tuple[Any, ...]]] = {
    Perilaku.BERORIENTASI_PELAYANAN: (
        _("Memahami dan memenuhi kebutuhan masyarakat"),
        _("Ramah, cekatan, memberi jalan keluar, dan dapat diandalkan"),
        _("Terus memperbaiki cara kerja"),
    ),
    Perilaku.AKUNTABEL: (
        _("Jujur, bertanggung jawab, cermat, disiplin, dan berintegritas"),
        _("Memakai barang milik negara dengan bertanggung jawab dan hemat"),
        _("Tidak menyalahgunakan wewenang"),
    ),
    Perilaku.KOMPETEN: (
        _("Meningkatkan kemampuan diri menghadapi tantangan yang berubah"),
        _("Membantu orang lain belajar"),
        _("Bekerja dengan mutu terbaik"),
    ),
    Perilaku.HARMONIS: (
        _("Menghargai setiap orang apa pun latar belakangnya"),
        _("Suka menolong"),
        _("Membangun suasana kerja yang baik"),
    ),
    Perilaku.LOYAL: (
        _("Setia kepada Pancasila, UUD 1945, NKRI, dan pemerintahan yang sah"),
        _("Menjaga nama baik rekan, pimpinan, instansi, dan negara"),
        _("Menjaga rahasia jabatan dan negara"),
    ),
    Perilaku.ADAPTIF: (
        _("Cepat menyesuaikan diri dengan perubahan"),
        _("Terus berinovasi"),
        _("Bertindak proaktif"),
    ),
    Perilaku.KOLABORATIF: (
        _("Memberi kesempatan kepada berbagai pihak untuk ikut serta"),
        _("Terbuka bekerja sama demi nilai tambah"),
        _("Menggerakkan sumber daya untuk tujuan bersama"),
    ),
}


class StatusEvaluasi(TextChoices):
    DRAF = "draf", _("Draf")
    DITETAPKAN = "ditetapkan", _("Ditetapkan")
    DITERIMA = "diterima", _("Diterima")
    KEBERATAN = "keberatan", _("Keberatan diperiksa")
    DIPUTUS = "diputus", _("Keberatan diputus")


# An evaluation that is no draft is a fixed record: only its state goes on. What a decision on an objection changes is a
# new row that replaces it.
TRANSISI_EVALUASI: Final[Mapping[StatusEvaluasi, frozenset[StatusEvaluasi]]] = {
    StatusEvaluasi.DRAF: frozenset({StatusEvaluasi.DITETAPKAN, StatusEvaluasi.DIPUTUS}),
    StatusEvaluasi.DITETAPKAN: frozenset({StatusEvaluasi.DITERIMA, StatusEvaluasi.KEBERATAN}),
    StatusEvaluasi.DITERIMA: frozenset({StatusEvaluasi.KEBERATAN}),
    StatusEvaluasi.KEBERATAN: frozenset({StatusEvaluasi.DITERIMA, StatusEvaluasi.DIPUTUS}),
    StatusEvaluasi.DIPUTUS: frozenset(),
}


class StatusKeberatan(TextChoices):
    DIPERIKSA = "menunggu_putusan", _("Menunggu putusan")
    DITOLAK = "hasil_tetap", _("Hasil tetap")
    DITERIMA = "hasil_diubah", _("Hasil diubah")
    DICABUT = "ditarik", _("Ditarik kembali")


TRANSISI_KEBERATAN: Final[Mapping[StatusKeberatan, frozenset[StatusKeberatan]]] = {
    StatusKeberatan.DIPERIKSA: frozenset({StatusKeberatan.DITOLAK, StatusKeberatan.DITERIMA, StatusKeberatan.DICABUT}),
    StatusKeberatan.DITOLAK: frozenset(),
    StatusKeberatan.DITERIMA: frozenset(),
    StatusKeberatan.DICABUT: frozenset(),
}


class StatusTindakLanjut(TextChoices):
    BELUM = "belum", _("Belum dimulai")
    BERJALAN = "berjalan", _("Berjalan")
    SELESAI = "selesai", _("Selesai")
    BATAL = "batal", _("Tidak jadi")


TRANSISI_TINDAK_LANJUT: Final[Mapping[StatusTindakLanjut, frozenset[StatusTindakLanjut]]] = {
    StatusTindakLanjut.BELUM: frozenset(
        {StatusTindakLanjut.BERJALAN, StatusTindakLanjut.SELESAI, StatusTindakLanjut.BATAL}
    ),
    StatusTindakLanjut.BERJALAN: frozenset({StatusTindakLanjut.SELESAI, StatusTindakLanjut.BATAL}),
    StatusTindakLanjut.SELESAI: frozenset({StatusTindakLanjut.BERJALAN}),
    StatusTindakLanjut.BATAL: frozenset({StatusTindakLanjut.BELUM}),
}


class Rentang(TextChoices):
    """Ranges of months that have a score of their own; the year is the running total of December."""

    BULAN = "bulan", _("Bulan")
    TRIWULAN = "triwulan", _("Triwulan")
    SEMESTER = "semester", _("Semester")


# How many months a range has.
BULAN_RENTANG: Final[Mapping[Rentang, int]] = {Rentang.BULAN: 1, Rentang.TRIWULAN: 3, Rentang.SEMESTER: 6}


class StatusPerhitungan(TextChoices):
    MENUNGGU = "menunggu", _("Menunggu pekerja")
    BERJALAN = "berjalan", _("Sedang dihitung")
    SELESAI = "selesai", _("Selesai")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")


PERHITUNGAN_TERBUKA: Final = (StatusPerhitungan.MENUNGGU, StatusPerhitungan.BERJALAN)


class SebabPerhitungan(TextChoices):
    PERMINTAAN = "permintaan", _("Diminta")
    PERIODE = "periode", _("Periode dibuka atau ditutup")
    KEBIJAKAN = "kebijakan", _("Kebijakan skor diubah")
    SUSUNAN = "susunan", _("Jabatan atau target diubah")
    PEMERIKSAAN = "pemeriksaan", _("Pemeriksaan malam menemukan selisih")
