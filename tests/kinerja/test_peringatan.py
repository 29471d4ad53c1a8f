"""Early warnings: what will be missed by the end of the year, and what it would take, on every page that tells it."""

import re
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from binawidya.organisasi.models import User
from kinerja.models import SkorBerkala, SkorPegawai
from tests.kinerja.conftest import TAHUN, Kantor
from tests.kinerja.test_laporan import pdf_pegawai, pdf_unit, text_of


def words(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_what_will_be_missed_is_told_to_the_head_with_what_it_would_take(
    kantor: Kantor, masuk: Callable[[User], Any]
) -> None:
    client = masuk(kantor.user["camat"])
    place = {"pk": kantor.unit["BW"].pk, "bulan": (TAHUN, 10)}
    # 18 a month were promised, 130 came in ten months: 86 are missing, and two months are left.
    needed = "rata-rata setiap bulan dari 2 bulan yang tersisa menghasilkan paling sedikit 43 kali"
    page = words(client.get(reverse("beranda:unit_peringatan", kwargs=place)))
    assert needed in page
    assert f"tidak akan tercapai kecuali {needed}" in words(client.get(reverse("beranda:unit_dashboard", kwargs=place)))
    assert "Laporan bulanan Seksi Kesejahteraan Sosial" in page, "also of the unit below that sinks month by month"
    assert "Rata-rata waktu penyelesaian surat keterangan" not in page, "control: what goes well is no warning"
    january = words(client.get(reverse("beranda:unit_peringatan", kwargs=place | {"bulan": (TAHUN, 1)})))
    assert "Perkiraan memerlukan paling sedikit tiga bulan." in january
    assert needed in text_of(pdf_unit(kantor))


def test_a_score_opens_to_its_numbers_its_rules_and_its_time_on_the_page_and_on_paper(
    kantor: Kantor, masuk: Callable[[User], Any]
) -> None:
    client, staf = masuk(kantor.user["staf"]), kantor.pegawai["staf"]
    # 46 to 50 of 50 in July to October: the month alone is 50 of 50.
    month = SkorBerkala.objects.get(pegawai=staf, rentang="bulan", nomor=10)
    page = words(client.get(reverse("kinerja:skor_rentang_detail", args=[month.pk])))
    assert "50 ÷ 50 × 100 = 100,00; 100 ÷ 90 × 100 = 111,11 %" in page
    assert "memakai Kebijakan skor 2026 versi 1" in page
    paper = text_of(pdf_pegawai(kantor, "staf"))
    assert "455 ÷ 500 × 100 = 91,00; 91 ÷ 90 × 100 = 101,11 %" in paper
    assert "memakai Kebijakan skor 2026 versi 1" in paper
    answer = client.get(reverse("api:skor_pegawai", kwargs={"pk": staf.pk, "bulan": (TAHUN, 10)})).json()
    ratio = next(row for row in answer["bagian"] if row["kode"] == "ST-2")
    assert ratio["rumus"] == "455 ÷ 500 × 100 = 91,00; 91 ÷ 90 × 100 = 101,11 %"
    assert [row["pembilang"] for row in ratio["isian"]][-1] == "50"
    assert [row["batas"] for row in answer["kebijakan"]["skala"]] == ["> 90", "> 75", "> 65", "> 50", ""]
    assert answer["dihitung_at"] and SkorPegawai.objects.filter(pegawai=staf).exists()
