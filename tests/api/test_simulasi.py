"""The simulation as other systems call it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.golden.kasus import cases, number
from tests.kantor import Kantor

POLARISASI = {"maximize": "maksimum", "minimize": "minimum", "stabilize": "stabil", "max": "maksimum", "min": "minimum"}
AGREGASI = {"sum": "jumlah", "average": "rata_rata", "last": "posisi_akhir"}


@pytest.fixture
def client(kantor: Kantor) -> Client:
    client = Client()
    client.force_login(kantor.user["pegawai"])
    return client


def post(client: Client, name: str, body: Any) -> Any:
    return client.post(reverse(f"api:simulasi_{name}"), body, content_type="application/json")


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def test_golden_cases_of_capaian(client: Client) -> None:
    for param in cases("capaian_kemenkeu"):
        case = param.values[0]
        given, expected = case["input"], case["expected"]["capaian"]
        answer = post(
            client,
            "capaian",
            {
                "polarisasi": POLARISASI[given["polarity"]],
                "target": text(given["target"]),
                "realisasi": text(given["realisasi"]),
                "nilai_terburuk": text(given.get("worst")),
                "tak_terlampaui": given.get("convert120", False),
            },
        )
        assert answer.status_code == 200, answer.content
        found = answer.json()["capaian"]
        assert (found is None) == (expected is None), case["id"]
        if expected is not None:
            assert abs(number(found) - number(expected)) < number("0.005"), case["id"]


def test_golden_cases_of_consolidation(client: Client) -> None:
    for param in cases("period_aggregation"):
        case = param.values[0]
        given = case["input"]
        body = {
            "agregasi": AGREGASI[given["type"]],
            "nilai": [text(value) for value in given.get("values", given.get("realisasi"))],
            "sampai_bulan": given["up_to_period"],
        }
        found = post(client, "konsolidasi", body).json()["nilai"]
        expected = case["expected"]["value"]
        assert (None if found is None else number(found)) == (None if expected is None else number(expected))


def test_a_ratio_is_pooled_never_averaged(client: Client) -> None:
    body = {"agregasi": "rasio", "pembilang": ["1", "90"], "penyebut": ["10", "100"], "sampai_bulan": 2}
    assert abs(number(post(client, "konsolidasi", body).json()["nilai"]) - number("82.727273")) < number("0.000001")


def test_ikm_and_sample_and_predikat_and_angka_kredit(client: Client) -> None:
    assert post(client, "ikm", {"unsur": {"persyaratan": "3.5", "waktu": "3.0"}}).json() == {
        "ikm": "81.25", "mutu": "B", "kinerja": "Baik",
    }  # fmt: skip
    assert client.get(reverse("api:simulasi_sampel"), {"populasi": "1000"}).json() == {"sampel": 278}
    ratings = {"hasil_kerja": "di_bawah", "perilaku_kerja": "sesuai"}
    assert post(client, "predikat", ratings).json() == {"predikat": "Butuh Perbaikan"}
    body = {"koefisien": "12.5", "persen": "150", "bulan": 12}
    assert post(client, "angka_kredit", body).json() == {"angka_kredit": "18.75"}


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("capaian", {"polarisasi": "naik", "target": "1", "realisasi": "1"}, "polarisasi"),
        ("capaian", {"polarisasi": "maksimum", "target": "NaN", "realisasi": "1"}, "target"),
        ("capaian", {"polarisasi": "maksimum", "target": "1e400", "realisasi": "1"}, "target"),
        ("capaian", {"polarisasi": "maksimum", "target": "1"}, "realisasi"),
        ("capaian", {"polarisasi": "rentang", "target": "9", "target_atas": "8", "realisasi": "1"}, "target_atas"),
        (
            "capaian",
            {"polarisasi": "maksimum", "target": "1", "realisasi": "1", "batas_atas": "-1"},
            "batas_atas",
        ),
        ("konsolidasi", {"agregasi": "jumlah", "nilai": ["1"], "sampai_bulan": 3}, "nilai"),
        ("konsolidasi", {"agregasi": "jumlah", "nilai": ["1"], "sampai_bulan": 13}, "sampai_bulan"),
        ("ikm", {"unsur": {"waktu": "5"}}, "unsur"),
        ("ikm", {"unsur": {}}, "unsur"),
        ("predikat", {"hasil_kerja": "bagus", "perilaku_kerja": "sesuai"}, "hasil_kerja"),
        ("angka_kredit", {"koefisien": "-1", "persen": "100", "bulan": 12}, "koefisien"),
    ],
)
def test_a_wrong_body_is_answered_with_the_field_named(client: Client, name: str, body: Any, field: str) -> None:
    answer = post(client, name, body)
    assert answer.status_code == 400
    assert field in answer.json()


@pytest.mark.parametrize(
    ("body", "formula"),
    [
        (
            {"polarisasi": "minimum", "target": "7", "target_atas": "8", "realisasi": "9"},
            "di atas rentang 7–8: (1 + (1 − 9 ÷ 8)) × 100 = 87,50 %",
        ),
        (
            {"polarisasi": "stabil", "target": "10", "realisasi": "6"},
            "Ca = 6 ÷ 10 × 100 = 60; 60 × 100 ÷ 90 = 66,67 %",
        ),
        ({"polarisasi": "maksimum", "target": "0", "realisasi": "6"}, "tidak terdefinisi: target nol"),
        (
            {"polarisasi": "rentang", "target": "0", "target_atas": "8", "realisasi": "-1"},
            "tidak terdefinisi: batas rentangnya nol",
        ),
    ],
)
def test_the_formula_carries_the_numbers_that_were_put_in(client: Client, body: Any, formula: str) -> None:
    assert post(client, "capaian", body).json()["rumus"] == formula


def test_a_refusal_says_what_would_be_right_in_indonesian(client: Client) -> None:
    answer = post(client, "predikat", {"hasil_kerja": "bagus", "perilaku_kerja": "sesuai"}).json()
    assert answer == {"hasil_kerja": ['"bagus" tidak dikenal. Pilihannya: di_atas, sesuai, di_bawah.']}
    assert post(client, "ikm", {"unsur": {}}).json() == {"unsur": ["Isi paling sedikit satu angka."]}
    assert post(client, "ikm", {"unsur": ["4"]}).json() == {"unsur": ["Kirim sebuah objek JSON: nama dan angkanya."]}


def test_a_broken_letter_is_a_bad_request_not_a_crash(client: Client) -> None:
    address = reverse("api:simulasi_predikat")
    body = '{"hasil_kerja": "\\ud800", "perilaku_kerja": "sesuai"}'
    assert client.post(address, body, content_type="application/json").status_code == 400
    cut = client.post(address, '{"hasil_kerja": ', content_type="application/json")
    assert (cut.status_code, [*cut.json()]) == (400, ["badan"])
    assert "JSON ini tidak terbaca" in cut.json()["badan"][0]


def test_strangers_are_answered_with_a_status_not_a_redirect(db: None) -> None:
    assert post(Client(), "predikat", {}).status_code in {401, 403}
