"""The score of a unit opens to its parts: for the year so far, and for every month, quarter and half-year."""

import html
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from binawidya.organisasi.models import User
from indikator.models import KebijakanSkor
from kinerja.models import SkorBerkala, SkorUnit
from kinerja.services.skor_rentang import skor_rentang_calculate
from tests.kinerja.conftest import TAHUN, Kantor

Masuk = Callable[[User], Any]


def words(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def bagian(kantor: Kantor, rentang: str, nomor: int, unit: str = "BW") -> SkorBerkala:
    return SkorBerkala.objects.get(pegawai=None, unit_kerja=kantor.unit[unit], rentang=rentang, nomor=nomor)


def test_the_head_opens_the_score_of_the_unit_from_its_dashboard_and_each_quarter_from_there(
    kantor: Kantor, masuk: Masuk
) -> None:
    client, place = masuk(kantor.user["camat"]), {"pk": kantor.unit["BW"].pk, "bulan": (TAHUN, 10)}
    address = reverse("kinerja:skor_unit_detail", kwargs=place)
    assert f'href="{address}"' in client.get(reverse("beranda:unit_dashboard", kwargs=place)).content.decode()
    response = client.get(address)
    page = words(response)
    assert "Nilai organisasi (NKO) Januari–Oktober 2026" in page
    for score in SkorBerkala.objects.filter(pegawai=None, unit_kerja=kantor.unit["BW"]):
        opens = reverse("kinerja:skor_unit_rentang_detail", args=[score.pk])
        assert f'href="{opens}"' in response.content.decode(), score
    assert "Tahun Januari–Oktober 2026, sejauh ini" in page
    assert reverse("api:skor_unit", kwargs=place) in response.content.decode()


@pytest.mark.parametrize(("rentang", "nomor"), [("bulan", 9), ("triwulan", 3), ("semester", 1)])
def test_the_points_of_a_unit_add_up_to_its_score_of_any_range(rentang: str, nomor: int, kantor: Kantor) -> None:
    for unit in ("BW", "BW-2"):
        score = bagian(kantor, rentang, nomor, unit)
        points = [row.poin for row in skor_rentang_calculate(score) if row.poin is not None]
        assert score.nilai is not None
        assert abs(sum(points, Decimal(0)) - score.nilai) <= Decimal("5e-7"), "stored to six places"


def test_a_quarter_of_a_unit_shows_its_formula_entries_weights_rules_and_time(kantor: Kantor, masuk: Masuk) -> None:
    client, quarter = masuk(kantor.user["camat"]), bagian(kantor, "triwulan", 3)
    response = client.get(reverse("kinerja:skor_unit_rentang_detail", args=[quarter.pk]))
    page = words(response)
    assert "Nilai Triwulan III 2026" in page
    assert "Kecamatan Binawidya, Juli–September 2026" in page
    # 13, 14 and 12 of 18 a month; nothing of the half-year before.
    assert "39 ÷ 54 × 100 = 72,22 %" in page
    assert "Isian: Juli 13 ; Agustus 14 ; September 12" in page
    assert "Juli 147 dari 157" in page, "a ratio is entered as a pair"
    assert "Juni" not in page
    assert "4 dari 5 target terukur" in page
    assert "Poin = capaian × bobot ÷ 60." in page
    assert "memakai Kebijakan skor 2026 versi 1" in page
    content = response.content.decode()
    figure = kantor.target["IKU-4"].capaian.get(periode__bulan=9)
    entry = kantor.target["IKU-4"].realisasi.get(periode__bulan=8)
    for opens in (
        reverse("indikator:capaian_detail", args=[figure.pk]),
        reverse("indikator:bukti_list", args=[entry.pk]),
        reverse("api:skor_unit_rentang", args=[quarter.pk]),
    ):
        assert f'href="{opens}"' in content
        assert client.get(opens).status_code == 200


def test_a_program_reads_the_parts_of_a_quarter_of_a_unit_and_of_a_person(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["camat"])
    place = {"pk": kantor.unit["BW"].pk, "bulan": (TAHUN, 10)}
    listed = client.get(reverse("api:skor_unit", kwargs=place)).json()["berkala"]
    address = next(row["alamat"] for row in listed if (row["rentang"], row["nomor"]) == ("triwulan", 3))
    answer = client.get(address).json()
    assert (answer["periode"], answer["awal"], answer["rentang"], answer["nomor"]) == ("2026-09", 7, "triwulan", 3)
    row = next(part for part in answer["bagian"] if part["kode"] == "IKU-4")
    assert [entry["bulan"] for entry in row["isian"]] == [7, 8, 9]
    assert (row["realisasi"], row["target"], row["dihitung_at"]) == ("39", "54", None)
    points = sum(Decimal(part["poin"]) for part in answer["bagian"] if part["poin"] is not None)
    assert abs(points - Decimal(answer["nilai"])) <= Decimal("5e-7")
    person = {"pk": kantor.pegawai["staf"].pk, "bulan": (TAHUN, 10)}
    listed = client.get(reverse("api:skor_pegawai", kwargs=person)).json()["berkala"]
    answer = client.get(listed[0]["alamat"]).json()
    assert {part["kode"] for part in answer["bagian"]} == {"ST-1", "ST-2"}


def test_nobody_opens_a_unit_as_a_person_or_a_person_as_a_unit(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["camat"])
    person = SkorBerkala.objects.filter(pegawai=kantor.pegawai["staf"])[0]
    for name, score in (("kinerja:skor{}_rentang_detail", person), ("api:skor{}_rentang", person)):
        assert client.get(reverse(name.format("_unit"), args=[score.pk])).status_code == 404
    for name in ("kinerja:skor_rentang_detail", "api:skor_pegawai_rentang"):
        assert client.get(reverse(name, args=[bagian(kantor, "triwulan", 3).pk])).status_code == 404


def test_the_lurah_sees_the_score_of_the_kelurahan_and_not_that_of_the_kecamatan(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["lurah"])
    own, above = bagian(kantor, "triwulan", 3, "BW-3"), bagian(kantor, "triwulan", 3)
    assert client.get(reverse("kinerja:skor_unit_rentang_detail", args=[own.pk])).status_code == 200
    assert client.get(reverse("kinerja:skor_unit_rentang_detail", args=[above.pk])).status_code in {403, 404}


def test_a_unit_without_a_score_says_how_one_comes_about(kantor: Kantor, masuk: Masuk) -> None:
    client, unit = masuk(kantor.user["camat"]), kantor.unit["BW-3-1"]
    assert not SkorUnit.objects.filter(unit_kerja=unit).exists()
    page = words(client.get(reverse("kinerja:skor_unit_detail", kwargs={"pk": unit.pk, "bulan": (TAHUN, 10)})))
    assert "Nilai muncul begitu unit ini mempunyai target sendiri" in page


def test_without_an_upper_bound_no_bound_is_claimed(kantor: Kantor, masuk: Masuk) -> None:
    client, quarter = masuk(kantor.user["camat"]), bagian(kantor, "triwulan", 3)
    place = {"pk": kantor.unit["BW"].pk, "bulan": (TAHUN, 10)}
    pages = (
        reverse("kinerja:skor_unit_rentang_detail", args=[quarter.pk]),
        reverse("kinerja:skor_unit_detail", kwargs=place),
    )
    assert ["paling tinggi" in words(client.get(page)) for page in pages] == [True, True]
    KebijakanSkor.objects.update(batas_atas=None)
    assert ["paling tinggi" in words(client.get(page)) for page in pages] == [False, False]
