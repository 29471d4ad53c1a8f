"""Golden cases of judgement."""

from typing import Any

import pytest

from kinerja.scoring import angka_kredit, predikat
from tests.golden.kasus import cases, number


@pytest.mark.parametrize("case", cases("predikat_matrix"))
def test_predikat_of_the_two_ratings(case: Any) -> None:
    given = case["input"]
    assert predikat(given["hasil_kerja"], given["perilaku_kerja"]) == case["expected"]["predikat"]


@pytest.mark.parametrize("case", cases("angka_kredit"))
def test_angka_kredit(case: Any) -> None:
    given = case["input"]
    found = angka_kredit(number(given["koefisien"]), number(given["persen"]), given["bulan"])
    assert found == number(case["expected"]["angka_kredit"])
