"""What an indicator of the demo office measures: the form of a catalogue entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from indikator.enums import Agregasi, Polarisasi, SumberData

SETIAP_BULAN: Final = tuple(range(1, 13))
TRIWULANAN: Final = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True, eq=False)
class Ukuran:
    """One indicator with the size of its monthly target.

    ``target`` is the target of one month; ``volume`` the usual denominator of a ratio in one month.
    """

    kode: str
    nama: str
    satuan: str
    agregasi: Agregasi
    target: Decimal
    bobot: int = 0
    desimal: int = 0
    polarisasi: Polarisasi = Polarisasi.MAKSIMUM
    pembilang: str = ""
    penyebut: str = ""
    volume: int = 0
    bulan: tuple[int, ...] = SETIAP_BULAN
    target_bulan: Mapping[int, Decimal] = field(default_factory=dict)
    sumber: SumberData = SumberData.ISIAN
    bukti: bool = False
    sasaran: str = ""
    definisi: str = ""
    sumber_data: str = ""

    @property
    def rasio(self) -> bool:
        """Entered as numerator and denominator."""
        return self.agregasi == Agregasi.RASIO

    @property
    def minimum(self) -> bool:
        """The smaller the better."""
        return self.polarisasi == Polarisasi.MINIMUM

    @property
    def rumus(self) -> str:
        """The formula in words."""
        if self.rasio:
            return f"{self.pembilang} ÷ {self.penyebut.lower()} × 100 %, dijumlahkan sejak Januari"
        if self.agregasi == Agregasi.RATA_RATA:
            return "Rata-rata nilai bulanan sejak Januari"
        if self.agregasi == Agregasi.POSISI_AKHIR:
            return "Nilai yang terakhir diukur"
        return f"Jumlah {self.satuan} sejak Januari"

    def target_pada(self, bulan: int) -> Decimal | None:
        """Target of month 1 to 12, ``None`` where nothing is due."""
        return self.target_bulan.get(bulan, self.target) if bulan in self.bulan else None

    @property
    def paling_tinggi(self) -> float:
        """The capaian in percent beyond which a figure would not be believed."""
        if self.rasio:
            return min(118.0, 10000 / float(max(self.target, *self.target_bulan.values(), self.target)))
        # What is due once a month cannot be done more than once.
        return 100.0 if self.agregasi == Agregasi.JUMLAH and self.target == 1 else 118.0


def jumlah(kode: str, nama: str, satuan: str, target: int, bobot: int = 0, **more: Any) -> Ukuran:
    """A cumulative count."""
    return Ukuran(kode, nama, satuan, Agregasi.JUMLAH, Decimal(target), bobot, **more)


def rasio(
    kode: str, nama: str, target: int, pembilang: str, penyebut: str, volume: int, bobot: int = 0, **more: Any
) -> Ukuran:
    """A percentage entered as numerator and denominator."""
    return Ukuran(
        kode, nama, "%", Agregasi.RASIO, Decimal(target), bobot, desimal=2,
        pembilang=pembilang, penyebut=penyebut, volume=volume, **more,
    )  # fmt: skip


def waktu(kode: str, nama: str, satuan: str, target: str, bobot: int = 0, **more: Any) -> Ukuran:
    """A mean time: the shorter the better. Entered with the decimals of its target."""
    value = Decimal(target)
    places = -int(value.as_tuple().exponent)
    return Ukuran(
        kode, nama, satuan, Agregasi.RATA_RATA, value, bobot, desimal=places, polarisasi=Polarisasi.MINIMUM, **more
    )


def nilai(kode: str, nama: str, satuan: str, target: str, bobot: int = 0, **more: Any) -> Ukuran:
    """A figure that stands for itself each time it is measured."""
    value = Decimal(target)
    return Ukuran(kode, nama, satuan, Agregasi.POSISI_AKHIR, value, bobot, desimal=2, **more)
