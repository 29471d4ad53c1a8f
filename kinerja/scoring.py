"""Pure arithmetic and tables of judgement. No database, no Django."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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


# --- Predikat as stored values -----------------------------------------------------------------------------------
KODE_PREDIKAT: Final[Mapping[str, str]] = {
    "Sangat Baik": "sangat_baik",
    "Baik": "baik",
    "Butuh Perbaikan": "butuh_perbaikan",
    "Kurang/Misconduct": "kurang",
    "Sangat Kurang": "sangat_kurang",
}
# All nine cells with stored values: rating hasil kerja, rating perilaku, predikat.
MATRIKS: Final = tuple((hasil, perilaku, KODE_PREDIKAT[kata]) for (hasil, perilaku), kata in PREDIKAT.items())


def kode_predikat(hasil_kerja: str, perilaku_kerja: str) -> str:
    """The stored value of the predikat; empty while one of the ratings is missing."""
    if not hasil_kerja or not perilaku_kerja:
        return ""
    return KODE_PREDIKAT[predikat(hasil_kerja, perilaku_kerja)]


def usul_rating(nilai: Decimal | None, batas_di_atas: Decimal, batas_sesuai: Decimal) -> str:
    """Rating hasil kerja that a score proposes by the bounds of the policy, both inclusive; empty without a score.

    PermenPANRB 6/2022 asks for a judgement, so this is a proposal that the superior confirms or changes.
    """
    if nilai is None:
        return ""
    return DI_ATAS if nilai >= batas_di_atas else SESUAI if nilai >= batas_sesuai else DI_BAWAH


def usul_predikat_unit(nilai: Decimal | None, batas: Sequence[Decimal]) -> str:
    """Predikat of an organisation that its score proposes.

    :param batas: lower bounds of istimewa, baik, butuh perbaikan and kurang, inclusive.
    """
    if nilai is None:
        return ""
    names = ("istimewa", "baik", "butuh_perbaikan", "kurang")
    return next((name for name, bound in zip(names, batas, strict=True) if nilai >= bound), "sangat_kurang")


def rating_kepala(predikat_unit: str) -> str:
    """Rating hasil kerja of the head of a unit: the achievement of the unit itself (PermenPANRB 6/2022, SE 3/2023)."""
    if not predikat_unit:
        return ""
    return {"istimewa": DI_ATAS, "baik": SESUAI}.get(predikat_unit, DI_BAWAH)


# --- Pola distribusi (SE MenPANRB 3/2023) ------------------------------------------------------------------------
TERBANYAK: Final = "terbanyak"
PALING_BANYAK: Final = "paling_banyak"
PALING_SEDIKIT: Final = "paling_sedikit"
HARUS_ADA: Final = "harus_ada"
TIDAK_ADA: Final = "tidak_ada"
PREDIKAT_URUT: Final = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")


@dataclass(frozen=True, slots=True)
class AturanPola:
    """One rule of a pattern: what is asked of the share of some predikat."""

    macam: str
    predikat: tuple[str, ...]
    persen: int = 0

    def dipenuhi(self, jumlah: Mapping[str, int]) -> bool:
        """Whether a distribution keeps the rule. Exact: counts are compared, no share is rounded."""
        total = sum(jumlah.values())
        some = sum(jumlah.get(one, 0) for one in self.predikat)
        if self.macam == TERBANYAK:
            return some == max(jumlah.values(), default=0)
        if self.macam == PALING_BANYAK:
            return some * 100 <= total * self.persen
        if self.macam == PALING_SEDIKIT:
            return some * 100 >= total * self.persen
        return (some > 0) is (self.macam == HARUS_ADA)


POLA: Final[Mapping[str, tuple[AturanPola, ...]]] = {
    "istimewa": (
        AturanPola(TERBANYAK, ("sangat_baik",)),
        AturanPola(PALING_BANYAK, ("sangat_baik",), 70),
    ),
    "baik": (
        AturanPola(TERBANYAK, ("baik",)),
        AturanPola(PALING_BANYAK, ("baik",), 70),
        AturanPola(HARUS_ADA, ("butuh_perbaikan", "kurang")),
    ),
    "butuh_perbaikan": (
        AturanPola(PALING_SEDIKIT, ("butuh_perbaikan",), 60),
        AturanPola(PALING_BANYAK, ("sangat_baik",), 10),
    ),
    "kurang": (
        AturanPola(PALING_SEDIKIT, ("kurang",), 60),
        AturanPola(PALING_SEDIKIT, ("butuh_perbaikan",), 10),
        AturanPola(PALING_BANYAK, ("sangat_baik",), 10),
    ),
    "sangat_kurang": (
        AturanPola(PALING_SEDIKIT, ("sangat_kurang",), 60),
        AturanPola(PALING_SEDIKIT, ("kurang", "butuh_perbaikan"), 10),
        AturanPola(TIDAK_ADA, ("sangat_baik",)),
    ),
}
_TERKECIL: Final = 10


def pola_dilanggar(predikat_unit: str, jumlah: Mapping[str, int]) -> list[AturanPola]:
    """The rules of the unit's pattern that a distribution breaks. A pattern warns, it never forbids."""
    if not sum(jumlah.values()):
        return []
    return [rule for rule in POLA.get(predikat_unit, ()) if not rule.dipenuhi(jumlah)]


def pola_mungkin(predikat_unit: str, orang: int) -> bool:
    """Whether so few people can keep the pattern at all, however they are judged."""
    if orang > _TERKECIL or predikat_unit not in POLA:
        return True
    return any(
        not pola_dilanggar(predikat_unit, dict(zip(PREDIKAT_URUT, counts, strict=True)))
        for counts in _pembagian(orang, len(PREDIKAT_URUT))
    )


def _pembagian(orang: int, tempat: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many people can be spread over so many places."""
    if tempat == 1:
        yield (orang,)
        return
    for here in range(orang + 1):
        for rest in _pembagian(orang - here, tempat - 1):
            yield (here, *rest)


# --- Angka kredit (PermenPANRB 1/2023, Peraturan BKN 3/2023) -----------------------------------------------------
PERSEN_ANGKA_KREDIT: Final[Mapping[str, int]] = {
    "sangat_baik": 150, "baik": 100, "butuh_perbaikan": 75, "kurang": 50, "sangat_kurang": 25,
}  # fmt: skip
KOEFISIEN: Final[Mapping[str, Decimal]] = {
    "Ahli Pertama": Decimal("12.5"), "Ahli Muda": Decimal(25), "Ahli Madya": Decimal("37.5"),
    "Ahli Utama": Decimal(50), "Pemula": Decimal("3.75"), "Terampil": Decimal(5), "Mahir": Decimal("12.5"),
    "Penyelia": Decimal(25),
}  # fmt: skip


def jenjang_fungsional(jabatan: str) -> str:
    """Level of a functional post, read from the end of its title; empty where it names none."""
    words = " ".join(jabatan.split()).casefold()
    return next((level for level in KOEFISIEN if words.endswith(level.casefold())), "")


def angka_kredit_predikat(predikat_pegawai: str, jenjang: str, bulan: int) -> Decimal | None:
    """Angka kredit of a predikat for so many months; nothing where the level or the predikat is not known."""
    if jenjang not in KOEFISIEN or predikat_pegawai not in PERSEN_ANGKA_KREDIT:
        return None
    return angka_kredit(KOEFISIEN[jenjang], Decimal(PERSEN_ANGKA_KREDIT[predikat_pegawai]), bulan)
