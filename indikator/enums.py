"""Stored values of measurement, and the transitions of a realisasi."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JenisSasaran(TextChoices):
    VISI = "visi", _("Visi")
    MISI = "misi", _("Misi")
    TUJUAN = "tujuan", _("Tujuan")
    SASARAN_STRATEGIS = "sasaran_strategis", _("Sasaran strategis")
    PROGRAM = "program", _("Program")
    KEGIATAN = "kegiatan", _("Kegiatan")


# From the vision down; what stands below something else comes later in this list.
URUTAN_SASARAN: Final = tuple(jenis.value for jenis in JenisSasaran)
# A unit's sasaran supports that of the unit above, and a sub kegiatan belongs to a kegiatan.
BOLEH_SEJENIS: Final = frozenset({JenisSasaran.SASARAN_STRATEGIS.value, JenisSasaran.KEGIATAN.value})


def boleh_di_bawah(jenis: str, jenis_induk: str) -> bool:
    """Whether a sasaran of one kind may stand below one of another kind."""
    if jenis == jenis_induk:
        return jenis in BOLEH_SEJENIS
    return URUTAN_SASARAN.index(jenis) > URUTAN_SASARAN.index(jenis_induk)


class Polarisasi(TextChoices):
    MAKSIMUM = "maksimum", _("Makin besar makin baik")
    MINIMUM = "minimum", _("Makin kecil makin baik")
    RENTANG = "rentang", _("Di dalam rentang")
    STABIL = "stabil", _("Tepat pada target")


class Agregasi(TextChoices):
    """Konsolidasi periode: how the months of a year become one figure."""

    JUMLAH = "jumlah", _("Jumlah")
    RATA_RATA = "rata_rata", _("Rata-rata")
    POSISI_AKHIR = "posisi_akhir", _("Posisi akhir")
    TERTINGGI = "tertinggi", _("Nilai tertinggi")
    TERENDAH = "terendah", _("Nilai terendah")
    RASIO = "rasio", _("Rasio: jumlah pembilang dibagi jumlah penyebut")


class SumberData(TextChoices):
    """Where the realisasi of a target comes from."""

    ISIAN = "isian", _("Diisi")
    TURUNAN = "turunan", _("Dijumlahkan dari target turunan")
    SURVEI = "survei", _("Dari survei")


class Validitas(TextChoices):
    """How directly an indicator measures its sasaran."""

    EXACT = "exact", _("Langsung (exact): mengukur sasaran itu sendiri")
    PROXY = "proxy", _("Pendekatan (proxy): mengukur hal yang dekat dengan sasaran")
    ACTIVITY = "activity", _("Kegiatan (activity): mengukur pekerjaan yang mendukung sasaran")


class Kendali(TextChoices):
    """How far the owner can move the result."""

    LOW = "low", _("Rendah (low): banyak ditentukan pihak lain")
    MODERATE = "moderate", _("Sedang (moderate): ditentukan bersama pihak lain")
    HIGH = "high", _("Tinggi (high): ditentukan sendiri")


# KMK 127/2026, table 14: what measures the goal itself is never wholly in one's own hand, and own activity always is.
VALIDITAS_KENDALI_TERLARANG: Final = ((Validitas.EXACT, Kendali.HIGH), (Validitas.ACTIVITY, Kendali.LOW))


class PeriodePelaporan(TextChoices):
    BULANAN = "bulanan", _("Bulanan")
    TRIWULANAN = "triwulanan", _("Triwulanan")
    SEMESTERAN = "semesteran", _("Semesteran")
    TAHUNAN = "tahunan", _("Tahunan")


# The months at whose end a report is due.
BULAN_LAPOR: Final[Mapping[str, tuple[int, ...]]] = {
    PeriodePelaporan.BULANAN.value: tuple(range(1, 13)),
    PeriodePelaporan.TRIWULANAN.value: (3, 6, 9, 12),
    PeriodePelaporan.SEMESTERAN.value: (6, 12),
    PeriodePelaporan.TAHUNAN.value: (12,),
}


class JenisImporRencana(TextChoices):
    INDIKATOR = "indikator", _("Indikator")
    TARGET = "target", _("Target unit dan pegawai")


class StatusTarget(TextChoices):
    DRAF = "draf", _("Draf")
    DIAJUKAN = "diajukan", _("Diajukan")
    DIKEMBALIKAN = "dikembalikan", _("Dikembalikan")
    DISETUJUI = "disetujui", _("Disetujui")


TRANSISI_TARGET: Final[Mapping[StatusTarget, frozenset[StatusTarget]]] = {
    StatusTarget.DRAF: frozenset({StatusTarget.DIAJUKAN}),
    # Back to a draft when its owner takes it back before anybody decided.
    StatusTarget.DIAJUKAN: frozenset({StatusTarget.DISETUJUI, StatusTarget.DIKEMBALIKAN, StatusTarget.DRAF}),
    StatusTarget.DIKEMBALIKAN: frozenset({StatusTarget.DIAJUKAN}),
    StatusTarget.DISETUJUI: frozenset(),
}
# States in which a target may be changed or removed directly; an approved one only by an addendum.
TARGET_DAPAT_DIUBAH: Final = frozenset({StatusTarget.DRAF, StatusTarget.DIKEMBALIKAN})


class StatusAddendum(TextChoices):
    DIAJUKAN = "diajukan", _("Diajukan")
    DISETUJUI = "disetujui", _("Disetujui")
    DITOLAK = "ditolak", _("Ditolak")
    DITARIK = "ditarik", _("Ditarik kembali")


class Cascading(TextChoices):
    """How a target comes from the one above it."""

    DIBAGI = "dibagi", _("Langsung, dibagi")
    DISALIN = "disalin", _("Langsung, disalin utuh")
    MENDUKUNG = "mendukung", _("Tidak langsung, mendukung")


class Aspek(TextChoices):
    """What an indicator of a person's SKP looks at."""

    KUANTITAS = "kuantitas", _("Kuantitas")
    KUALITAS = "kualitas", _("Kualitas")
    WAKTU = "waktu", _("Waktu")
    BIAYA = "biaya", _("Biaya")


class JenisProgram(TextChoices):
    PROGRAM = "program", _("Program")
    KEGIATAN = "kegiatan", _("Kegiatan")
    SUB_KEGIATAN = "sub_kegiatan", _("Sub kegiatan")


class StatusRealisasi(TextChoices):
    TERSIMPAN = "tersimpan", _("Tersimpan")
    DIAJUKAN = "diajukan", _("Diajukan")
    # Checked by a verifikator where a unit wants two stages; the superior decides.
    DIPERIKSA = "diperiksa", _("Diperiksa")
    DIKEMBALIKAN = "dikembalikan", _("Dikembalikan")
    DISETUJUI = "disetujui", _("Disetujui")


# Back from a decision leads only its undoing by the same person within a short time; back from "diajukan" the owner.
TRANSISI_REALISASI: Final[Mapping[StatusRealisasi, frozenset[StatusRealisasi]]] = {
    StatusRealisasi.TERSIMPAN: frozenset({StatusRealisasi.TERSIMPAN, StatusRealisasi.DIAJUKAN}),
    StatusRealisasi.DIAJUKAN: frozenset(
        {
            StatusRealisasi.DIPERIKSA,
            StatusRealisasi.DISETUJUI,
            StatusRealisasi.DIKEMBALIKAN,
            StatusRealisasi.TERSIMPAN,
        }
    ),
    StatusRealisasi.DIPERIKSA: frozenset(
        {StatusRealisasi.DISETUJUI, StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DIAJUKAN}
    ),
    StatusRealisasi.DIKEMBALIKAN: frozenset(
        {StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DIAJUKAN, StatusRealisasi.DIPERIKSA}
    ),
    StatusRealisasi.DISETUJUI: frozenset({StatusRealisasi.DIAJUKAN, StatusRealisasi.DIPERIKSA}),
}
# Handed in and not yet decided for good.
REALISASI_MENUNGGU: Final = (StatusRealisasi.DIAJUKAN, StatusRealisasi.DIPERIKSA)
# States in which the person may still change the value.
REALISASI_DAPAT_DIISI: Final = frozenset({StatusRealisasi.TERSIMPAN, StatusRealisasi.DIKEMBALIKAN})


class JenisPeringatan(TextChoices):
    """Why a value looks odd. A warning never refuses a value; the person confirms it or corrects it."""

    FAKTOR_SEPULUH = "faktor_sepuluh", _("Melonjak sepuluh kali")
    TURUN_KUMULATIF = "turun_kumulatif", _("Jumlah kumulatif turun")
    DI_LUAR_SEBARAN = "di_luar_sebaran", _("Di luar kebiasaan")
    TEPAT_TARGET = "tepat_target", _("Selalu tepat target")
    SAMA_REKAN = "sama_rekan", _("Sama dengan rekan")


class StatusKoreksi(TextChoices):
    DIAJUKAN = "diajukan", _("Menunggu verifikasi")
    DISETUJUI = "disetujui", _("Disetujui")
    DITOLAK = "ditolak", _("Ditolak")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")


class JenisBukti(TextChoices):
    BERKAS = "berkas", _("Berkas")
    TAUTAN = "tautan", _("Tautan")


class StatusPindai(TextChoices):
    """What the virus scanner says of a file; an office may run without one."""

    TANPA = "tanpa", _("Tidak dipindai")
    MENUNGGU = "menunggu", _("Menunggu pemindaian")
    BERSIH = "bersih", _("Bersih")
    TERTAHAN = "tertahan", _("Ditahan pemindai")


class StatusCapaian(TextChoices):
    DIKETAHUI = "diketahui", _("Diketahui")
    BELUM_DIKETAHUI = "belum_diketahui", _("Belum diketahui")
    TIDAK_DILAPORKAN = "tidak_dilaporkan", _("Tidak dilaporkan")
    TIDAK_TERDEFINISI = "tidak_terdefinisi", _("Tidak terdefinisi")
    BELUM_DIUKUR = "belum_diukur", _("Belum diukur")


class TidakDilaporkan(TextChoices):
    """What a month counts as that was closed without a verified realisasi."""

    NOL = "nol", _("Bulan itu dihitung capaian 0")
    ABAIKAN = "abaikan", _("Bulan itu tidak ikut dihitung")


class Pembulatan(TextChoices):
    """Where a figure is rounded half up to the policy's digits. It is stored with six digits otherwise."""

    TAMPILAN = "tampilan", _("Hanya saat ditampilkan dan ditentukan kelasnya")
    NILAI = "nilai", _("Pada nilai, sesudah semua indikator dijumlahkan")
    CAPAIAN = "capaian", _("Pada capaian tiap indikator, lalu pada nilai")


class Slot(TextChoices):
    """The five places of colour, from best to worst."""

    K5 = "k5", _("Sangat tinggi")
    K4 = "k4", _("Tinggi")
    K3 = "k3", _("Sedang")
    K2 = "k2", _("Rendah")
    K1 = "k1", _("Sangat rendah")
