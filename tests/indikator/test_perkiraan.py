"""The forecast says what a straight line says, how sure it is, and what is still needed."""

from decimal import Decimal

import pytest

from binawidya.organisasi.models import Periode
from indikator.enums import SumberData
from indikator.models import Capaian, Indikator, TargetIndikator
from indikator.perkiraan import ramal
from indikator.selectors.perkiraan import syarat


def test_a_steady_rise_is_carried_on_to_december() -> None:
    found = ramal([1, 2, 3, 4], [50, 55, 60, 65])
    assert found is not None
    assert found.harapan == pytest.approx(105)
    assert found.bawah == pytest.approx(found.atas), "points on a line leave no doubt"
    assert found.keadaan() == "tercapai"


def test_scattered_months_leave_it_open() -> None:
    found = ramal([1, 2, 3, 4, 5], [80, 110, 85, 115, 95])
    assert found is not None
    assert found.bawah < 100 < found.atas
    assert found.keadaan() == "belum_pasti"


def test_a_steady_shortfall_is_an_early_warning() -> None:
    found = ramal([1, 2, 3, 4, 5, 6], [70, 70.5, 69.8, 70.2, 70.1, 69.9])
    assert found is not None
    assert found.keadaan() == "tidak_tercapai"


def test_two_months_are_no_history_and_december_needs_no_forecast() -> None:
    assert ramal([1, 2], [50, 60]) is None
    assert ramal([*range(1, 13)], [100.0] * 12) is None


def test_the_interval_is_the_textbook_one() -> None:
    # x 1..4, y 1 2 3 5: slope 1.3, intercept -0.5, residual sum 0.3; at 12: 15.1 +- 1.886 * sqrt(0.15 * 19.3)
    found = ramal([1, 2, 3, 4], [1, 2, 3, 5])
    assert found is not None
    assert found.harapan == pytest.approx(15.1)
    assert found.atas - found.harapan == pytest.approx(1.886 * (0.15 * (1 + 0.25 + 9.5**2 / 5)) ** 0.5)


# --- unless -------------------------------------------------------------------------------------------------------
def figure(agregasi: str, polarisasi: str, plan: list[int | None], realisasi: str, bulan: int = 10) -> Capaian:
    """Of a target after so many months, all of them reported."""
    indikator = Indikator(agregasi=agregasi, polarisasi=polarisasi)
    months = [None if one is None else Decimal(one) for one in plan]
    return Capaian(
        target=TargetIndikator(indikator=indikator, bulanan=months, sumber=SumberData.ISIAN),
        periode=Periode(tahun=2026, bulan=bulan),
        realisasi=Decimal(realisasi),
        capaian_mentah=Decimal(90),
        bulan_dilaporkan=sum(one is not None for one in plan[:bulan]),
    )


EVEN: list[int | None] = [10] * 12


@pytest.mark.parametrize(
    ("capaian", "macam", "nilai"),
    [
        pytest.param(figure("jumlah", "maksimum", EVEN, "85"), "tiap_min", "17.50", id="jumlah"),
        pytest.param(figure("jumlah", "minimum", EVEN, "115"), "tiap_maks", "2.50", id="jumlah-paling-banyak"),
        pytest.param(figure("jumlah", "minimum", EVEN, "121"), "mustahil", None, id="sudah-terlampaui"),
        pytest.param(figure("jumlah", "maksimum", EVEN, "120"), "tercapai", None, id="sudah-tercapai"),
        pytest.param(figure("rata_rata", "maksimum", EVEN, "9"), "rata_min", "15.00", id="rata-rata"),
        pytest.param(figure("rata_rata", "minimum", EVEN, "13"), "mustahil", None, id="rata-rata-di-bawah-nol"),
        pytest.param(figure("posisi_akhir", "maksimum", [*EVEN[:11], 72], "60"), "akhir_min", "72", id="posisi"),
        pytest.param(figure("tertinggi", "maksimum", EVEN, "9"), "sekali_min", "10", id="tertinggi"),
        pytest.param(figure("rasio", "maksimum", EVEN, "80"), "naik", "10.00", id="rasio"),
        pytest.param(figure("jumlah", "maksimum", EVEN, "1", bulan=9), "tiap_min", "39.67", id="dibulatkan-ke-atas"),
    ],
)
def test_the_warning_says_what_the_rest_of_the_year_must_bring(capaian: Capaian, macam: str, nilai: str | None) -> None:
    found = syarat(capaian)
    assert found is not None
    assert (found.macam, found.nilai) == (macam, None if nilai is None else Decimal(nilai))


def test_nothing_more_can_be_asked_when_no_month_with_a_target_is_left() -> None:
    assert syarat(figure("jumlah", "maksimum", [*EVEN[:10], None, None], "50")) is None
