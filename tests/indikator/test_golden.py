"""Golden cases of measurement: published figures, stated rules, and figures that were printed wrongly."""

from decimal import Decimal
from typing import Any

import pytest

from indikator.scoring import Kelas, batasi, capaian, konsolidasi, konversi_penuh, nilai_iki, tentukan_kelas
from tests.golden.kasus import cases, number

POLARISASI = {"maximize": "maksimum", "minimize": "minimum", "stabilize": "stabil", "max": "maksimum", "min": "minimum"}
AGREGASI = {"sum": "jumlah", "average": "rata_rata", "last": "posisi_akhir"}


@pytest.mark.parametrize("case", cases("capaian_kemenkeu"))
def test_capaian_of_the_kemenkeu_decree(case: Any) -> None:
    given, expected = case["input"], case["expected"]["capaian"]
    mentah = capaian(
        polarisasi=POLARISASI[given["polarity"]],
        target=number(given["target"]),
        realisasi=number(given["realisasi"]),
        nilai_terburuk=number(given["worst"]) if "worst" in given else None,
    )
    if expected is None:
        assert mentah is None
    else:
        assert mentah is not None
        mentah = konversi_penuh(mentah) if given.get("convert120") else mentah
        held = batasi(mentah, bawah=Decimal(0), atas=Decimal(120))
        assert abs(held - number(expected)) < Decimal("0.005")


def test_a_target_that_cannot_be_exceeded_counts_120_only_when_it_is_met() -> None:
    assert [konversi_penuh(Decimal(mentah)) for mentah in ("99.999999", "100", "140")] == [
        Decimal("99.999999"), Decimal(120), Decimal(120),
    ]  # fmt: skip


@pytest.mark.parametrize("case", cases("iki_value_legacy"))
def test_value_of_an_iki_under_the_superseded_regulation(case: Any) -> None:
    given, expected = case["input"], case["expected"]
    percent = number(given["capaian"]) if "capaian" in given else capaian(
        polarisasi="maksimum", target=number(given["target"]), realisasi=number(given["realisasi"])
    )  # fmt: skip
    assert percent is not None
    assert nilai_iki(percent) == number(expected["nilai"])


@pytest.mark.parametrize("case", cases("capaian_negative"))
def test_minimum_uses_two_t_minus_r_which_differs_from_t_over_r(case: Any) -> None:
    given = case["input"]
    mentah = capaian(polarisasi="minimum", target=number(given["target"]), realisasi=number(given["realisasi"]))
    assert mentah is not None
    assert max(mentah, Decimal(0)) == number(case["expected"]["two_t_minus_r"])
    assert max(mentah, Decimal(0)) != number(case["expected"]["t_over_r"])


@pytest.mark.parametrize("case", cases("capaian_range"))
def test_range_target(case: Any) -> None:
    given = case["input"]
    mentah = capaian(
        polarisasi=POLARISASI[given["polarity"]],
        target=number(given["target_min"]),
        target_atas=number(given["target_max"]),
        realisasi=number(given["realisasi"]),
    )
    assert mentah is not None
    assert abs(mentah - number(case["expected"]["capaian"])) < Decimal("0.005")


@pytest.mark.parametrize("case", cases("period_aggregation"))
def test_consolidation_over_periods(case: Any) -> None:
    given = case["input"]
    values = given.get("values", given.get("realisasi"))[: given["up_to_period"]]
    found = konsolidasi(AGREGASI[given["type"]], [None if value is None else number(value) for value in values])
    expected = case["expected"]["value"]
    assert found == (None if expected is None else number(expected))


def _skala(*classes: tuple[str, str | None, bool]) -> list[Kelas]:
    return [Kelas(nama, "k5", None if batas is None else Decimal(batas), termasuk) for nama, batas, termasuk in classes]


SKALA = {
    "permendagri_86_2017": _skala(
        ("sangat tinggi", "90", False), ("tinggi", "75", False), ("sedang", "65", False), ("rendah", "50", False),
        ("sangat rendah", None, False),
    ),
    "maluku_tengah_2021": _skala(
        ("memuaskan", "85", False), ("sangat baik", "75", False), ("baik", "65", False), ("cukup baik", "50", False),
        ("agak kurang", "30", False), ("kurang", None, False),
    ),
    "sakip_drafter": _skala(
        ("hijau", "100", True), ("biru", "85", True), ("kuning", "70", True),
        ("merah", None, False),
    ),
    "malangbong_efektivitas": _skala(
        ("sangat efektif", "100", False), ("efektif", "90", True), ("cukup efektif", "60", True),
        ("tidak efektif", None, False),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", cases("scale"))
def test_class_bounds(case: Any) -> None:
    given, expected = case["input"], case["expected"]
    kelas = tentukan_kelas(number(given["capaian"]), SKALA[given["scale"]])
    assert kelas is not None
    assert kelas.nama == expected.get("label", expected.get("colour"))
