"""Plans in the browser: drafted, handed in, approved, handed down, and seen in the matrix."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indikator.enums import Cascading, StatusTarget, SumberData
from indikator.models import TargetIndikator
from indikator.selectors.matriks import matriks
from tests.indikator.rencana_bantu import draf, pemilik, turunan
from tests.kantor import Kantor


def masuk(kantor: Kantor, siapa: str) -> Client:
    client = Client()
    client.force_login(kantor.user[siapa])
    return client


def plan(kantor: Kantor, act: str, nama: str = "pegawai", **more: Any) -> str:
    milik = pemilik(kantor, nama)
    return reverse(f"indikator:{act}", kwargs={"tahun": milik.tahun, "kunci": milik.kunci, **more})


def test_pegawai_drafts_a_target_hands_it_in_and_atasan_approves(kantor: Kantor) -> None:
    client, indikator = masuk(kantor, "pegawai"), kantor.indikator("R-9", "pelayanan")
    page = client.get(plan(kantor, "target_new"), {"indikator": indikator.pk})
    assert "Sebarkan merata" in page.text
    data = {"target": "1.000", "bobot": "100", "cara": "merata", "aspek": "kuantitas"}
    answer = client.post(plan(kantor, "target_create", indikator=indikator.pk), data, follow=True)
    assert "target 1.000 berkas dalam 12 bulan" in answer.text
    target = TargetIndikator.objects.get(indikator=indikator)
    assert sum(target.bulanan) == 1000
    assert {*target.bulanan} == {Decimal(83), Decimal(84)}
    assert "1 target diajukan" in client.post(plan(kantor, "rencana_submit"), follow=True).text
    boss = masuk(kantor, "atasan")
    tanda = boss.get(plan(kantor, "rencana_detail")).context["tanda"]
    assert "1 target disetujui" in boss.post(plan(kantor, "rencana_approve"), {"tanda": tanda}, follow=True).text
    target.refresh_from_db()
    assert target.status == StatusTarget.DISETUJUI


def test_what_cannot_be_read_stays_in_its_cell_and_nothing_is_saved(kantor: Kantor) -> None:
    one, two = draf(kantor, pemilik(kantor), "R-1", bobot=50), draf(kantor, pemilik(kantor), "R-2", bobot=50)
    data: dict[str, str] = {}
    for target in (one, two):
        data |= {f"t{target.pk}-versi": "1", f"t{target.pk}-bobot": "50", f"t{target.pk}-target": "240"}
        data |= {f"t{target.pk}-b{month}": "20" for month in range(1, 13)}
    data[f"t{two.pk}-b3"] = "2.5"
    answer = masuk(kantor, "pegawai").post(plan(kantor, "rencana_record"), data)
    assert answer.status_code == 422
    assert 'value="2.5"' in answer.text
    assert "Maksudnya 2,5 atau 25?" in answer.text
    one.refresh_from_db()
    assert one.target == 120


def test_a_plan_with_something_wrong_names_it_and_stays(kantor: Kantor) -> None:
    draf(kantor, pemilik(kantor), bobot=Decimal(60))
    answer = masuk(kantor, "pegawai").post(plan(kantor, "rencana_submit"))
    assert answer.status_code == 422
    assert "Jumlah bobot 60, harus 100" in answer.text


def test_planning_hands_a_target_down_and_the_receivers_get_drafts(kantor: Kantor) -> None:
    above = draf(kantor, pemilik(kantor, ""))
    person, other = pemilik(kantor), pemilik(kantor, "rekan")
    url = reverse("indikator:target_assign", args=[above.pk])
    data = {"cara": "dibagi", person.kunci: "70", other.kunci: "50"}
    assert masuk(kantor, "admin_perencanaan").post(url, data).status_code == 302
    parts = TargetIndikator.objects.filter(induk=above).order_by("-target")
    assert [(one.target, one.status, one.cascading, sum(one.bulanan)) for one in parts] == [
        (70, StatusTarget.DRAF, Cascading.DIBAGI, 70), (50, StatusTarget.DRAF, Cascading.DIBAGI, 50),
    ]  # fmt: skip


# --- the matrix ----------------------------------------------------------------------------------------------------
def test_the_matrix_marks_a_target_nobody_carries_and_people_without_any(kantor: Kantor) -> None:
    draf(kantor, pemilik(kantor, ""))
    found = matriks(kantor.unit["pelayanan"], kantor.tahun + 1)
    assert len(found.tanpa_pemikul) == 1
    assert {column.nama for column in found.tanpa_target} == {"Atasan", "Pegawai", "Rekan"}
    page = masuk(kantor, "camat").get(
        reverse("indikator:matriks_detail", args=[kantor.tahun + 1, kantor.unit["pelayanan"].pk])
    )
    assert "tidak ada yang memikul" in page.text
    assert "Belum mempunyai target" in page.text


@pytest.mark.parametrize(("parts", "said"), [((70, 40), "kurang 10"), ((70, 60), "lebih 10"), ((70, 50), "")])
def test_the_matrix_says_when_a_split_does_not_add_up(kantor: Kantor, parts: tuple[int, int], said: str) -> None:
    above = draf(kantor, pemilik(kantor, ""))
    for nama, part in zip(("pegawai", "rekan"), parts, strict=True):
        turunan(kantor, above, pemilik(kantor, nama), part)
    (row,) = matriks(kantor.unit["pelayanan"], kantor.tahun + 1).baris
    assert (said in " ".join(row.catatan)) if said else row.catatan == []


def test_the_matrix_marks_what_a_unit_and_its_people_carry_both(kantor: Kantor) -> None:
    camat = kantor.pegawai["camat"]
    above = draf(kantor, pemilik(kantor, "", unit="akar"), pengisi=None, sumber=SumberData.TURUNAN)
    assert camat
    turunan(kantor, above, pemilik(kantor, ""), 60)
    turunan(kantor, above, pemilik(kantor), 60)
    (row,) = matriks(kantor.unit["akar"], kantor.tahun + 1).baris
    assert any("sekali lagi" in text for text in row.catatan)


def test_sixty_people_and_twenty_targets_cost_the_queries_of_a_few(kantor: Kantor) -> None:
    milik = pemilik(kantor, "")
    url = reverse("indikator:matriks_detail", args=[milik.tahun, milik.unit_kerja.pk])
    client = masuk(kantor, "atasan")

    def cost() -> tuple[int, int]:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url)
        assert page.status_code == 200
        return len(queries), len(page.content)

    target = draf(kantor, milik)
    turunan(kantor, target, pemilik(kantor), 120)
    small, _size = cost()
    for number in range(60):
        kantor.orang(f"orang_{number}", "pelayanan")
    for number in range(20):
        above = draf(kantor, milik, f"M-{number}")
        turunan(kantor, above, pemilik(kantor, f"orang_{number}"), 120)
    large, size = cost()
    assert large == small
    assert size < 150_000


def test_the_list_of_plans_is_downloaded_as_the_filter_leaves_it(kantor: Kantor) -> None:
    draf(kantor, pemilik(kantor, tahun=kantor.tahun), "R-1", bobot=50)
    client, url = masuk(kantor, "camat"), reverse("indikator:rencana_export")
    text = csv_of(client.get(url, {"bentuk": "csv", "tahun": kantor.tahun}))
    assert {row["Keadaan"] for row in text} == {"Draf", "Disetujui"}
    found = csv_of(client.get(url, {"bentuk": "csv", "tahun": kantor.tahun, "keadaan": "draf"}))
    assert [(row["Pegawai"], row["Kode indikator"]) for row in found] == [(kantor.pegawai["pegawai"].nama, "R-1")]
    assert (
        csv_of(masuk(kantor, "pegawai_lain").get(url, {"bentuk": "csv", "cari": kantor.pegawai["pegawai"].nama})) == []
    )


def csv_of(response: Any) -> list[dict[str, str]]:
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return [*csv.DictReader(StringIO(content), delimiter=";")]
