"""What an item of the library is, and short ways to write one."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from indikator.enums import Agregasi, JenisSasaran, Kendali, PeriodePelaporan, Polarisasi, SumberData, Validitas

PERSEN: Final = "%"
# Whose definition rests on what. An item that names no regulation states local practice.
PRAKTIK: Final = "Praktik umum; sesuaikan dengan Renstra dan standar pelayanan kantor Anda."
# Items whose rule was not compared with the text of the regulation.
PERIKSA: Final = "Belum dicocokkan dengan teks peraturannya. Periksa definisinya sebelum dipakai di dokumen resmi."


@dataclass(frozen=True, slots=True, kw_only=True)
class ButirIndikator:
    """A ready sheet.

    :param target: an example to begin with: of a year for sums, of every reported month otherwise.
    :param dasar: what the definition rests on.
    :param periksa: it was written without the text of the regulation at hand.
    """

    slug: str
    nama: str
    satuan: str
    target: Decimal
    definisi: str
    alasan: str
    rumus: str
    sumber_data: str
    penyedia_data: str
    penanggung_jawab: str
    validitas: str = Validitas.EXACT
    kendali: str = Kendali.MODERATE
    polarisasi: str = Polarisasi.MAKSIMUM
    agregasi: str = Agregasi.JUMLAH
    sumber: str = SumberData.ISIAN
    periode_pelaporan: str = PeriodePelaporan.BULANAN
    desimal: int = 0
    label_pembilang: str = ""
    label_penyebut: str = ""
    bukti_wajib: bool = True
    utama: bool = True
    dasar: str = PRAKTIK
    periksa: bool = False

    def lembar(self) -> dict[str, Any]:
        """Columns of the sheet, but for the goal."""
        names = (
            "nama", "satuan", "definisi", "alasan", "rumus", "sumber_data", "penyedia_data", "penanggung_jawab",
            "validitas", "kendali", "polarisasi", "agregasi", "sumber", "periode_pelaporan", "desimal",
            "label_pembilang", "label_penyebut", "bukti_wajib", "utama",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class ButirSasaran:
    """A ready goal with its indicators and what stands below it."""

    kode: str
    jenis: str
    nama: str
    indikator: tuple[ButirIndikator, ...] = ()
    anak: "tuple[ButirSasaran, ...]" = field(default=())

    def semua(self) -> "list[ButirSasaran]":
        """This goal and all below it, in the order of reading."""
        return [self, *(deeper for anak in self.anak for deeper in anak.semua())]


@dataclass(frozen=True, slots=True)
class Pustaka:
    """A set for one kind of office."""

    slug: str
    nama: str
    keterangan: str
    ikon: str
    sasaran: tuple[ButirSasaran, ...]

    def semua(self) -> list[ButirSasaran]:
        """Every goal in the order of reading."""
        return [deeper for one in self.sasaran for deeper in one.semua()]

    def indikator(self) -> list[ButirIndikator]:
        """Every indicator."""
        return [butir for goal in self.semua() for butir in goal.indikator]


def tujuan(kode: str, nama: str, *anak: ButirSasaran) -> ButirSasaran:
    """An aim with the goals below it."""
    return ButirSasaran(kode, JenisSasaran.TUJUAN, nama, (), anak)


def sasaran(kode: str, nama: str, *indikator: ButirIndikator) -> ButirSasaran:
    """A goal with its indicators."""
    return ButirSasaran(kode, JenisSasaran.SASARAN_STRATEGIS, nama, indikator)


def rasio(slug: str, nama: str, target: int, pembilang: str, penyebut: str, **isi: Any) -> ButirIndikator:
    """A percentage, entered as numerator and denominator."""
    values: dict[str, Any] = {
        "satuan": PERSEN,
        "agregasi": Agregasi.RASIO,
        "desimal": 2,
        "label_pembilang": pembilang,
        "label_penyebut": penyebut,
        "rumus": f"{pembilang} dibagi {penyebut.lower()}, dikali 100.",
    }
    return ButirIndikator(slug=slug, nama=nama, target=Decimal(target), **values | isi)


def waktu(slug: str, nama: str, satuan: str, target: str, **isi: Any) -> ButirIndikator:
    """An average time: the shorter, the better."""
    values: dict[str, Any] = {"polarisasi": Polarisasi.MINIMUM, "agregasi": Agregasi.RATA_RATA, "desimal": 1}
    return ButirIndikator(slug=slug, nama=nama, satuan=satuan, target=Decimal(target), **values | isi)


def ikm(slug: str, layanan: str, kepala: str) -> ButirIndikator:
    """The satisfaction index, which comes from the survey."""
    return ButirIndikator(
        slug=slug,
        nama=f"Indeks Kepuasan Masyarakat {layanan}",
        satuan="nilai",
        target=Decimal("80.00"),
        desimal=2,
        agregasi=Agregasi.POSISI_AKHIR,
        sumber=SumberData.SURVEI,
        periode_pelaporan=PeriodePelaporan.TRIWULANAN,
        definisi=(
            "Nilai rata-rata jawaban pengguna layanan atas unsur survei kepuasan masyarakat, dikonversi ke skala 25 "
            "sampai 100. Jawaban semua layanan digabung, bukan rata-rata nilai per layanan."
        ),
        alasan="Menunjukkan langsung bagaimana pengguna menilai layanan.",
        rumus="Jumlah nilai rata-rata tertimbang semua unsur dikali 25.",
        sumber_data="Survei kepuasan masyarakat",
        penyedia_data="Pengelola survei",
        penanggung_jawab=kepala,
        kendali=Kendali.LOW,
        bukti_wajib=False,
        dasar="PermenPANRB 14/2017.",
    )


def akip(slug: str, kepala: str) -> ButirIndikator:
    """The score that the inspectorate gives once a year."""
    return ButirIndikator(
        slug=slug,
        nama="Nilai evaluasi akuntabilitas kinerja (AKIP)",
        satuan="nilai",
        target=Decimal("70.00"),
        desimal=2,
        agregasi=Agregasi.POSISI_AKHIR,
        periode_pelaporan=PeriodePelaporan.TAHUNAN,
        definisi=(
            "Nilai hasil evaluasi atas perencanaan, pengukuran, pelaporan, dan evaluasi internal kinerja tahun "
            "berjalan, seperti tertulis di laporan hasil evaluasi."
        ),
        alasan="Menunjukkan apakah rencana, pengukuran, dan laporan kinerja kantor saling menyambung.",
        rumus="Nilai pada laporan hasil evaluasi, tanpa dihitung ulang.",
        sumber_data="Laporan hasil evaluasi AKIP dari Inspektorat",
        penyedia_data="Subbagian perencanaan",
        penanggung_jawab=kepala,
        validitas=Validitas.PROXY,
        dasar="PermenPANRB 88/2021.",
    )
