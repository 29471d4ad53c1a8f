"""Rules of evaluation as arithmetic: matrix, proposals, patterns, angka kredit, times."""

from decimal import Decimal

import pytest

from kinerja import scoring
from kinerja.enums import JenisEvaluasi, Predikat, PredikatUnit, RatingKerja
from kinerja.masa import Masa, read_masa


def test_every_cell_of_the_matrix_has_a_stored_predikat() -> None:
    assert {(a, b) for a, b, _c in scoring.MATRIKS} == {(a, b) for a in RatingKerja for b in RatingKerja}
    assert {c for _a, _b, c in scoring.MATRIKS} == set(Predikat.values)


@pytest.mark.parametrize(
    ("hasil", "perilaku", "benar", "salah"),
    [
        ("di_bawah", "sesuai", "butuh_perbaikan", "kurang"),  # the axes are often transposed
        ("sesuai", "di_bawah", "kurang", "butuh_perbaikan"),
        ("sesuai", "di_bawah", "kurang", "baik"),
        ("di_atas", "sesuai", "baik", "sangat_baik"),
        ("di_atas", "di_bawah", "kurang", "baik"),
    ],
)
def test_cells_that_others_get_wrong(hasil: str, perilaku: str, benar: str, salah: str) -> None:
    assert scoring.kode_predikat(hasil, perilaku) == benar != salah


def test_without_one_of_the_ratings_there_is_no_predikat() -> None:
    assert scoring.kode_predikat("sesuai", "") == scoring.kode_predikat("", "sesuai") == ""


@pytest.mark.parametrize(
    ("nilai", "usul"),
    [("102", "di_atas"), ("101.999999", "sesuai"), ("90", "sesuai"), ("89.999999", "di_bawah"), (None, "")],
)
def test_a_score_proposes_a_rating_by_inclusive_bounds(nilai: str | None, usul: str) -> None:
    value = None if nilai is None else Decimal(nilai)
    assert scoring.usul_rating(value, Decimal(102), Decimal(90)) == usul


def test_the_best_word_of_a_unit_is_istimewa_and_its_head_follows_it() -> None:
    bounds = [Decimal(n) for n in (102, 90, 75, 50)]
    values = [Decimal(n) for n in (102, 90, 75, 50, 49)]
    assert [scoring.usul_predikat_unit(value, bounds) for value in values] == PredikatUnit.values
    assert [scoring.rating_kepala(one) for one in PredikatUnit] == ["di_atas", "sesuai", *["di_bawah"] * 3]


@pytest.mark.parametrize(
    ("unit", "jumlah", "dilanggar"),
    [
        ("istimewa", {"sangat_baik": 7, "baik": 3}, []),
        ("istimewa", {"sangat_baik": 8, "baik": 2}, ["paling_banyak"]),
        ("baik", {"baik": 7, "butuh_perbaikan": 1, "sangat_baik": 2}, []),
        ("baik", {"baik": 71, "kurang": 29}, ["paling_banyak"]),
        ("baik", {"baik": 6, "sangat_baik": 4}, ["harus_ada"]),
        ("butuh_perbaikan", {"butuh_perbaikan": 6, "baik": 3, "sangat_baik": 1}, []),
        ("butuh_perbaikan", {"butuh_perbaikan": 5, "baik": 3, "sangat_baik": 2}, ["paling_sedikit", "paling_banyak"]),
        ("kurang", {"kurang": 6, "butuh_perbaikan": 1, "baik": 3}, []),
        ("kurang", {"kurang": 6, "baik": 4}, ["paling_sedikit"]),
        ("sangat_kurang", {"sangat_kurang": 6, "kurang": 1, "baik": 3}, []),
        ("sangat_kurang", {"sangat_kurang": 8, "kurang": 1, "sangat_baik": 1}, ["tidak_ada"]),
        ("baik", {}, []),
    ],
)
def test_the_pattern_of_a_unit_says_which_rule_is_broken(
    unit: str, jumlah: dict[str, int], dilanggar: list[str]
) -> None:
    assert [rule.macam for rule in scoring.pola_dilanggar(unit, jumlah)] == dilanggar


def test_few_people_cannot_keep_the_pattern_however_they_are_judged() -> None:
    assert [n for n in range(1, 8) if not scoring.pola_mungkin("baik", n)] == [1]
    assert not scoring.pola_mungkin("istimewa", 1)
    assert not scoring.pola_mungkin("kurang", 1)
    assert scoring.pola_mungkin("baik", 1000)


@pytest.mark.parametrize(
    ("predikat", "jenjang", "bulan", "hasil"),
    [
        ("sangat_baik", "Ahli Pertama", 12, "18.75"),
        ("baik", "Ahli Pertama", 2, "2.08"),
        ("baik", "Ahli Madya", 12, "37.50"),
        ("kurang", "Terampil", 3, "0.63"),
    ],
)
def test_angka_kredit_of_a_predikat(predikat: str, jenjang: str, bulan: int, hasil: str) -> None:
    assert scoring.angka_kredit_predikat(predikat, jenjang, bulan) == Decimal(hasil)


def test_the_level_is_read_from_the_end_of_the_title() -> None:
    assert scoring.jenjang_fungsional("Plt. Pranata Komputer  ahli pertama") == "Ahli Pertama"
    assert scoring.jenjang_fungsional("Kepala Seksi Pelayanan") == ""
    assert scoring.angka_kredit_predikat("baik", "", 12) is None


@pytest.mark.parametrize(
    ("teks", "rentang"),
    [
        ("2026-t3", "1 Juli–30 September 2026"),
        ("2026-b2", "1–28 Februari 2026"),
        ("2026", "1 Januari–31 Desember 2026"),
    ],
)
def test_a_time_is_written_in_addresses_and_documents(teks: str, rentang: str) -> None:
    assert read_masa(teks).slug == teks
    assert read_masa(teks).rentang == rentang


@pytest.mark.parametrize("teks", ["2026-t5", "2026-b13", "2026-b0", "2026-x1", "1999", "2026-t03"])
def test_what_is_no_time_is_refused(teks: str) -> None:
    with pytest.raises(ValueError):
        read_masa(teks)


def test_times_have_their_months() -> None:
    assert [Masa(2026, JenisEvaluasi.TRIWULANAN, n).bulan_terakhir for n in range(1, 5)] == [3, 6, 9, 12]
