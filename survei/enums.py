"""Stored values of the satisfaction survey, and the transitions of a survey."""

from collections.abc import Mapping
from typing import Final

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

# No group of fewer answers is ever shown, nor one that could be told from two figures that are shown.
PALING_SEDIKIT: Final = 10
# More elements than any survey in use has (8 to 14 are seen); the answer of one element has a fixed place.
PALING_BANYAK_UNSUR: Final = 20
PALING_BANYAK_BEBAS: Final = 3
TEKS_MAKS: Final = 1_000


class StatusSurvei(TextChoices):
    DRAF = "draf", _("Draf")
    DIBUKA = "dibuka", _("Dibuka")
    DITUTUP = "ditutup", _("Ditutup")
    DIPUBLIKASIKAN = "dipublikasikan", _("Dipublikasikan")


TRANSISI_SURVEI: Final[Mapping[StatusSurvei, frozenset[StatusSurvei]]] = {
    StatusSurvei.DRAF: frozenset({StatusSurvei.DIBUKA}),
    StatusSurvei.DIBUKA: frozenset({StatusSurvei.DITUTUP}),
    StatusSurvei.DITUTUP: frozenset({StatusSurvei.DIPUBLIKASIKAN}),
    StatusSurvei.DIPUBLIKASIKAN: frozenset(),
}
# The public answers only while it is open; paper forms come in later as well.
MENERIMA_KERTAS: Final = frozenset({StatusSurvei.DIBUKA, StatusSurvei.DITUTUP, StatusSurvei.DIPUBLIKASIKAN})
SELESAI: Final = frozenset({StatusSurvei.DITUTUP, StatusSurvei.DIPUBLIKASIKAN})


class JenisPeriode(TextChoices):
    BULAN = "bulan", _("Bulan")
    TRIWULAN = "triwulan", _("Triwulan")
    SEMESTER = "semester", _("Semester")
    TAHUN = "tahun", _("Tahun")


# How many months one of them has.
PANJANG_PERIODE: Final[Mapping[JenisPeriode, int]] = {
    JenisPeriode.BULAN: 1,
    JenisPeriode.TRIWULAN: 3,
    JenisPeriode.SEMESTER: 6,
    JenisPeriode.TAHUN: 12,
}
ROMAWI: Final = ("I", "II", "III", "IV")


class Tampilan(TextChoices):
    SATU = "satu", _("Satu pertanyaan setiap layar")
    SEMUA = "semua", _("Semua pertanyaan dalam satu layar")


class AsalJawaban(TextChoices):
    DARING = "daring", _("Daring")
    KIOS = "kios", _("Kios di kantor")
    KERTAS = "kertas", _("Formulir kertas")
    IMPOR = "impor", _("Impor lembar kerja")


class JenisKelamin(TextChoices):
    LAKI_LAKI = "L", _("Laki-laki")
    PEREMPUAN = "P", _("Perempuan")


class Umur(TextChoices):
    SAMPAI_20 = "20", _("20 tahun ke bawah")
    SAMPAI_30 = "30", _("21–30 tahun")
    SAMPAI_40 = "40", _("31–40 tahun")
    SAMPAI_50 = "50", _("41–50 tahun")
    SAMPAI_60 = "60", _("51–60 tahun")
    LEBIH_60 = "61", _("61 tahun ke atas")


class Pendidikan(TextChoices):
    SD = "sd", _("SD")
    SMP = "smp", _("SMP")
    SMA = "sma", _("SMA")
    DIPLOMA = "d3", _("D1–D3")
    SARJANA = "s1", _("S1")
    MAGISTER = "s2", _("S2 ke atas")


class Pekerjaan(TextChoices):
    PNS = "pns", _("PNS")
    TNI = "tni", _("TNI")
    POLRI = "polri", _("Polri")
    SWASTA = "swasta", _("Pegawai swasta")
    WIRAUSAHA = "wirausaha", _("Wirausaha")
    LAINNYA = "lain", _("Lainnya")


class Jam(TextChoices):
    PAGI = "pagi", _("08.00–12.00")
    SIANG = "siang", _("13.00–17.00")


class Demografi(TextChoices):
    """What may be asked about the respondent. Each is a column of the answer and may be left open."""

    JENIS_KELAMIN = "jenis_kelamin", _("Jenis kelamin")
    UMUR = "umur", _("Umur")
    PENDIDIKAN = "pendidikan", _("Pendidikan")
    PEKERJAAN = "pekerjaan", _("Pekerjaan")
    JAM = "jam", _("Jam pelayanan")


KELOMPOK: Final[Mapping[Demografi, type[TextChoices]]] = {
    Demografi.JENIS_KELAMIN: JenisKelamin,
    Demografi.UMUR: Umur,
    Demografi.PENDIDIKAN: Pendidikan,
    Demografi.PEKERJAAN: Pekerjaan,
    Demografi.JAM: Jam,
}


class StatusSaran(TextChoices):
    MENUNGGU = "menunggu", _("Menunggu dibaca")
    DITAMPILKAN = "ditampilkan", _("Ditampilkan")
    DISEMBUNYIKAN = "disembunyikan", _("Disembunyikan")


class ProgresRtl(IntegerChoices):
    """How far a follow-up has come, in the steps in which offices speak of it."""

    BELUM = 0, _("Belum dimulai")
    SEPEREMPAT = 25, _("25%")
    SETENGAH = 50, _("50%")
    TIGA_PEREMPAT = 75, _("75%")
    SELESAI = 100, _("Selesai")
