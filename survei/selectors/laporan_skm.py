"""What the SKM report of one survey says, read in a constant number of queries."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from indikator.scoring import bulatkan
from survei.enums import StatusSaran
from survei.models import Dokumentasi, HasilSurvei, Saran, Survei, TindakLanjut, Unsur
from survei.scoring import ikm, mutu, weights
from survei.selectors.banding import Beda, ikm_difference
from survei.selectors.hasil import Ikhtisar, NilaiUnsur, group_name, ikhtisar, trend_of
from survei.selectors.survei import questions_shown

SARAN_TERBANYAK: Final = 20


@dataclass(frozen=True, slots=True)
class OlahUnsur:
    """An element with every step of its computation.

    :param nilai: one row of the table of results; ``jumlah`` the sum of its answers.
    :param tertimbang: NRR times weight; ``konversi`` the NRR on the scale from 25 to 100.
    """

    nilai: NilaiUnsur
    jumlah: int
    tertimbang: Decimal
    konversi: Decimal
    huruf: str


@dataclass(frozen=True, slots=True)
class LaporanSkm:
    """The five chapters and the annexes."""

    survei: Survei
    hasil: HasilSurvei
    satu: Ikhtisar
    olah: list[OlahUnsur]
    soal: list[Unsur]
    tren: list[HasilSurvei]
    beda: Beda | None
    rtl: list[TindakLanjut]
    lalu: Survei | None
    rtl_lalu: list[TindakLanjut]
    saran: list[str]
    cara: list[tuple[str, int]]
    dokumentasi: list[Dokumentasi]

    @property
    def nilai_skm(self) -> Decimal:
        """The sum of the weighted means, 1 to 4."""
        return bulatkan(Fraction(sum(self.hasil.jumlah), len(self.olah) * self.hasil.responden), 4)

    @property
    def terkuat(self) -> NilaiUnsur:
        """The element with the highest mean."""
        return max(self.satu.unsur, key=lambda one: one.nrr)


def laporan_skm(hasil: HasilSurvei) -> LaporanSkm:
    """Gather the report of a fixed result.

    :raises ValueError: the result has under ten answers, so that there is nothing to report.
    """
    survei = hasil.survei
    satu = ikhtisar(hasil)
    if satu is None:
        raise ValueError("a report on fewer than ten answers")
    tren = trend_of(survei)
    before = next((row for row in reversed(tren) if row.survei_id != survei.pk), None)
    last = before.survei if before is not None else None
    return LaporanSkm(
        survei=survei,
        hasil=hasil,
        satu=satu,
        olah=_worked(satu, hasil),
        soal=[*survei.unsur.order_by("urutan")],
        tren=[hasil if row.survei_id == survei.pk else row for row in tren],
        beda=ikm_difference(before, hasil) if before is not None else None,
        rtl=_actions(survei),
        lalu=last,
        rtl_lalu=_actions(last) if last is not None else [],
        saran=_texts(survei),
        cara=[(group_name("asal", keys), count) for keys, count in hasil.profil.get("asal", [])],
        dokumentasi=[*survei.dokumentasi.order_by("pk")],
    )


def _worked(satu: Ikhtisar, hasil: HasilSurvei) -> list[OlahUnsur]:
    weight = weights(len(satu.unsur))[0]
    rows = []
    for one, total in zip(satu.unsur, hasil.jumlah, strict=True):
        converted = ikm([one.nrr]) or Decimal(0)
        weighted = bulatkan(weight * total / hasil.responden, 4)
        rows.append(OlahUnsur(one, total, weighted, converted, mutu(converted)[0]))
    return rows


def _actions(survei: Survei) -> list[TindakLanjut]:
    rows = survei.tindak_lanjut.select_related("unsur", "penanggung_jawab")
    return [*rows.order_by("unsur__urutan", "pk")]


def _texts(survei: Survei) -> list[str]:
    """Suggestions that were released, in no order; none while fewer than ten were written."""
    if 0 not in questions_shown(survei):
        return []
    shown = Saran.objects.filter(survei=survei, status=StatusSaran.DITAMPILKAN, pertanyaan=0).order_by("pk")
    return [*shown.values_list("isi", flat=True)[:SARAN_TERBANYAK]]
