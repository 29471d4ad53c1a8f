"""The simulation as people in a training session use it."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.golden.kasus import cases
from tests.kantor import Kantor

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def client(kantor: Kantor) -> Client:
    client = Client()
    client.force_login(kantor.user["pegawai"])
    return client


def halaman(client: Client, slug: str, **isi: str) -> str:
    answer = client.get(f"{reverse('beranda:simulasi', kwargs={'slug': slug})}?{urlencode(isi)}")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def hasil(page: str) -> str:
    found = re.search(r'<div class="bw-besar">(.*?)</div>', page)
    return found.group(1) if found else ""


def rumus(page: str) -> str:
    found = re.search(r'<div class="bw-rumus"><span>(.*?)</span>', page)
    return found.group(1) if found else ""


def test_somebody_who_only_opens_it_is_told_nothing_is_wrong(client: Client) -> None:
    page = client.get(reverse("beranda:simulasi")).text
    assert "Hasil dan rumusnya muncul di sini" in page
    assert "is-invalid" not in page


@pytest.mark.parametrize(
    ("isi", "nilai", "formula"),
    [
        ({"polarisasi": "maksimum", "target": "95", "realisasi": "90,25"}, "95,00 %", "90,25 ÷ 95 × 100 = 95,00 %"),
        (
            {"polarisasi": "minimum", "target": "2", "realisasi": "1,74"},
            "113,00 %",
            "(2 × 2 − 1,74) ÷ 2 × 100 = 113,00 %",
        ),
        (
            {"polarisasi": "minimum", "target": "0", "realisasi": "1", "nilai_terburuk": "4"},
            "75,00 %",
            "(4 − 1) ÷ 4 × 100 = 75,00 %",
        ),
        (
            {"polarisasi": "rentang", "target": "1.000", "target_atas": "1.200", "realisasi": "1.100"},
            "100,00 %",
            "1.100 di dalam rentang 1.000–1.200 = 100,00 %",
        ),
        (
            {"polarisasi": "rentang", "target": "80", "target_atas": "90", "realisasi": "92"},
            "102,22 %",
            "di atas rentang 80–90: 92 ÷ 90 × 100 = 102,22 %",
        ),
        (
            {"polarisasi": "stabil", "target": "80", "realisasi": "82"},
            "115,00 %",
            "Ca = 200 − 82 ÷ 80 × 100 = 97,5; 100 + 2 × (97,5 − 90) = 115,00 %",
        ),
        (
            {"polarisasi": "maksimum", "target": "10", "realisasi": "20", "batas_atas": "120"},
            "120,00 %",
            "20 ÷ 10 × 100 = 200,00 %",
        ),
    ],
)
def test_capaian_comes_with_its_formula(client: Client, isi: dict[str, str], nilai: str, formula: str) -> None:
    page = halaman(client, "capaian", **isi)
    assert hasil(page).replace(NBSP, " ") == nilai
    assert rumus(page) == formula


def test_target_zero_without_a_worst_value_is_undefined_and_not_zero(client: Client) -> None:
    page = halaman(client, "capaian", polarisasi="maksimum", target="0", realisasi="5")
    assert hasil(page) == "Tidak terdefinisi"


@pytest.mark.parametrize("salah", ["abc", "NaN", "1e400", "1,234.5"])
def test_what_is_no_number_is_named_and_kept(client: Client, salah: str) -> None:
    page = halaman(client, "capaian", polarisasi="maksimum", target="10", realisasi=salah)
    assert hasil(page) == ""
    assert f'value="{salah}"' in page
    assert "is-invalid" in page


def test_months_are_added_as_they_should_be(client: Client) -> None:
    page = halaman(client, "konsolidasi", agregasi="jumlah", nilai="10; 12,5; 9")
    assert (hasil(page), rumus(page)) == ("31,5", "10 + 12,5 + 9 = 31,5")
    page = halaman(client, "konsolidasi", agregasi="rasio", pembilang="9; 1", penyebut="10; 90")
    assert hasil(page).replace(NBSP, " ") == "10,00 %", "not the mean of 90 % and 1,1 %"
    assert "Rata-rata persentase bulanan tidak dipakai" in page


def test_a_month_left_out_makes_the_whole_unknown(client: Client) -> None:
    assert hasil(halaman(client, "konsolidasi", agregasi="jumlah", nilai="10; ; 9")) == "Belum diketahui"


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"nilai": "10; x"}, "Bulan ke-2:"),
        ({"nilai": ";".join("1" * 13)}, "Paling banyak 12 bulan, ini 13."),
        ({"nilai": ""}, "Isi paling sedikit satu bulan."),
        ({"agregasi": "rasio", "pembilang": "1;2", "penyebut": "3"}, "Pembilang berisi 2 bulan, penyebut 1."),
    ],
)
def test_a_wrong_row_of_months_says_which(client: Client, isi: dict[str, str], kata: str) -> None:
    assert kata in halaman(client, "konsolidasi", **{"agregasi": "jumlah", **isi})


def test_ikm_of_the_unsur_that_were_asked_for(client: Client) -> None:
    page = halaman(client, "ikm", persyaratan="3,5", waktu="3")
    assert hasil(page) == "81,25"
    assert "Mutu pelayanan B, kinerja Baik." in page
    assert "antara 1 dan 4" in halaman(client, "ikm", persyaratan="4,5")
    assert "Isi paling sedikit satu unsur." in halaman(client, "ikm", persyaratan="")


def test_sample_of_a_population(client: Client) -> None:
    assert hasil(halaman(client, "sampel", populasi="1000")) == "278 responden"
    assert hasil(halaman(client, "sampel", populasi="0")) == ""


def test_predikat_stands_in_its_matrix(client: Client) -> None:
    page = halaman(client, "predikat", hasil_kerja="di_bawah", perilaku_kerja="sesuai")
    assert hasil(page) == "Butuh Perbaikan"
    marked = re.findall(r'<td[^>]*aria-current="true">.*?<span class="d-block">(.*?)</span>', page)
    assert marked == ["Butuh Perbaikan"], "one cell, though two say the same"


def test_angka_kredit_of_half_a_year(client: Client) -> None:
    page = halaman(client, "angka-kredit", koefisien="25", persen="100", bulan="6")
    assert (hasil(page), rumus(page)) == ("12,50", "6 ÷ 12 × 100 % × 25 = 12,50")


def test_a_simulation_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/simulasi/ramalan/").status_code == 404


def test_golden_samples_are_what_the_page_says(client: Client) -> None:
    for param in cases("sample_size"):
        case = param.values[0]
        page = halaman(client, "sampel", populasi=str(case["input"]["population"]))
        assert hasil(page) == f"{case['expected']['sample']} responden"
