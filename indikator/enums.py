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


class StatusTarget(TextChoices):
    DRAF = "draf", _("Draf")
    DIAJUKAN = "diajukan", _("Diajukan")
    DIKEMBALIKAN = "dikembalikan", _("Dikembalikan")
    DISETUJUI = "disetujui", _("Disetujui")


class StatusRealisasi(TextChoices):
    TERSIMPAN = "tersimpan", _("Tersimpan")
    DIAJUKAN = "diajukan", _("Diajukan")
    DIKEMBALIKAN = "dikembalikan", _("Dikembalikan")
    DISETUJUI = "disetujui", _("Disetujui")


TRANSISI_REALISASI: Final[Mapping[StatusRealisasi, frozenset[StatusRealisasi]]] = {
    StatusRealisasi.TERSIMPAN: frozenset({StatusRealisasi.TERSIMPAN, StatusRealisasi.DIAJUKAN}),
    StatusRealisasi.DIAJUKAN: frozenset({StatusRealisasi.DISETUJUI, StatusRealisasi.DIKEMBALIKAN}),
    StatusRealisasi.DIKEMBALIKAN: frozenset({StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DIAJUKAN}),
    StatusRealisasi.DISETUJUI: frozenset(),
}
# States in which the person may still change the value.
REALISASI_DAPAT_DIISI: Final = frozenset({StatusRealisasi.TERSIMPAN, StatusRealisasi.DIKEMBALIKAN})


class JenisBukti(TextChoices):
    BERKAS = "berkas", _("Berkas")
    TAUTAN = "tautan", _("Tautan")


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


class Slot(TextChoices):
    """The five places of colour, from best to worst."""

    K5 = "k5", _("Sangat tinggi")
    K4 = "k4", _("Tinggi")
    K3 = "k3", _("Sedang")
    K2 = "k2", _("Rendah")
    K1 = "k1", _("Sangat rendah")
