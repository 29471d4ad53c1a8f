"""Pure arithmetic and tables of judgement. No database, no Django."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from indikator.scoring import bulatkan

DI_ATAS: Final = "di_atas"
SESUAI: Final = "sesuai"
DI_BAWAH: Final = "di_bawah"
RATING: Final = (DI_ATAS, SESUAI, DI_BAWAH)

# Rating hasil kerja, then rating perilaku kerja (PermenPANRB 6/2022; all nine cells agree in nine sources). Bad
# behaviour with acceptable results is Kurang, bad results with acceptable behaviour Butuh Perbaikan; the two are often
# swapped.
PREDIKAT: Final[Mapping[tuple[str, str], str]] = {
    (DI_ATAS, DI_ATAS): "Sangat Baik",
    (DI_ATAS, SESUAI): "Baik",
    (DI_ATAS, DI_BAWAH): "Kurang/Misconduct",
    (SESUAI, DI_ATAS): "Baik",
    (SESUAI, SESUAI): "Baik",
    (SESUAI, DI_BAWAH): "Kurang/Misconduct",
    (DI_BAWAH, DI_ATAS): "Butuh Perbaikan",
    (DI_BAWAH, SESUAI): "Butuh Perbaikan",
    (DI_BAWAH, DI_BAWAH): "Sangat Kurang",
}


def predikat(hasil_kerja: str, perilaku_kerja: str) -> str:
    """Predikat kinerja pegawai from the two ratings (PermenPANRB 6/2022).

    :raises KeyError: for a rating that is none.
    """
    return PREDIKAT[hasil_kerja, perilaku_kerja]


def angka_kredit(koefisien: Decimal, persen: Decimal, bulan: int) -> Decimal:
    """Angka kredit of a functional post: months/12 x per cent x yearly coefficient, half up to two digits.

    Source: PermenPANRB 1/2023 and Peraturan BKN 3/2023.

    :param bulan: months assessed, 1 to 12.
    """
    return bulatkan(Fraction(koefisien) * Fraction(persen) / 100 * Fraction(bulan, 12), 2)
