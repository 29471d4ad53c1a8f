"""The dashboard of a unit: its indicators, its sub-units, who has not entered, how people spread."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.umum.dates import today
from indikator.enums import StatusRealisasi
from indikator.models import KebijakanSkor
from kinerja.models import SkorPegawai, SkorUnit
from kinerja.services.skor import skor_calculate_periode
from tests.kantor import DULU, Kantor


def open_dashboard(kantor: Kantor, nama: str, unit: str, bulan: int | None = -1) -> Any:
    """The dashboard of this month, of another one, or with ``None`` of the one the page chooses."""
    client = Client()
    client.force_login(kantor.user[nama])
    kwargs: dict[str, Any] = {"pk": kantor.unit[unit].pk}
    if bulan is not None:
        kwargs["bulan"] = (kantor.tahun, kantor.kini if bulan == -1 else bulan)
    return client.get(reverse("beranda:unit_dashboard", kwargs=kwargs))


def calculate(kantor: Kantor) -> None:
    skor_calculate_periode(periode_id=kantor.periode[kantor.kini].pk)


def text(response: Any) -> str:
    """The page as words, one space between them."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def section(response: Any, heading: str) -> str:
    """The part of the page under a heading's id, as it was sent."""
    page: str = response.content.decode()
    return page[page.index(f'id="{heading}"') :].split("</section>")[0]


def waiting(response: Any) -> dict[str, int]:
    """Who has not handed in everything, and how much is missing."""
    return {one.pegawai.nama: one.kurang for one in response.context["papan"].kelengkapan.belum}


@pytest.fixture
def terisi(kantor: Kantor) -> Kantor:
    """Both sections with one own indicator of the month, and one person who has handed in."""
    for unit, kepala, nilai in (("pelayanan", "atasan", "9"), ("pemerintahan", "atasan_lain", "6")):
        kantor.beri_target(unit, kantor.indikator(f"IKU-{unit}", unit), kepala, milik_unit=True)
        kantor.isi(unit, nilai=nilai, status=StatusRealisasi.DISETUJUI, diisi_oleh=kantor.user["camat"],
                   diverifikasi_oleh=kantor.user["verifikator"])  # fmt: skip
    kantor.isi("pegawai", nilai="8", status=StatusRealisasi.DISETUJUI)
    kantor.beri_target("rekan", kantor.indikator("IKI-R", "pelayanan"), "rekan")
    calculate(kantor)
    return kantor


# --- sub-units ----------------------------------------------------------------------------------------------------
def test_head_sees_the_units_right_below_with_their_figures(terisi: Kantor) -> None:
    response = open_dashboard(terisi, "camat", "akar")
    rows = {row.unit: row.petak[-1].nilai for row in response.context["papan"].petak}
    assert rows == {terisi.unit["pelayanan"]: 90, terisi.unit["pemerintahan"]: 60}
    table = section(response, "j-petak")
    for unit in rows:
        assert reverse("beranda:unit_dashboard", kwargs={"pk": unit.pk, "bulan": (terisi.tahun, terisi.kini)}) in table
    assert "1 dari 2 Seksi Pemerintahan" in text(response), "the one that needs help is named"


def test_units_further_below_are_left_to_the_dashboard_of_their_own_head(terisi: Kantor) -> None:
    UnitKerja.objects.create(kode="1.1.1", nama="Urusan", induk=terisi.unit["pelayanan"], berlaku_mulai=DULU)
    assert "Urusan" not in text(open_dashboard(terisi, "camat", "akar"))
    assert "Urusan" in text(open_dashboard(terisi, "camat", "pelayanan"))


@pytest.mark.parametrize(("selesai", "tampil"), [(None, True), (400, True), (-400, False)])
def test_a_unit_is_shown_as_long_as_it_exists(selesai: int | None, tampil: bool, terisi: Kantor) -> None:
    unit = terisi.unit["pemerintahan"]
    unit.berlaku_selesai = None if selesai is None else today() + timedelta(days=selesai)
    unit.save()
    assert (unit.nama in section(open_dashboard(terisi, "camat", "akar"), "j-petak")) is tampil


def test_a_unit_that_begins_later_is_not_shown_yet(terisi: Kantor) -> None:
    UnitKerja.objects.create(
        kode="1.9", nama="Seksi Baru", induk=terisi.unit["akar"], berlaku_mulai=today() + timedelta(days=400)
    )
    assert "Seksi Baru" not in text(open_dashboard(terisi, "camat", "akar"))


def test_only_who_may_see_the_unit_above_is_led_there(terisi: Kantor) -> None:
    assert open_dashboard(terisi, "camat", "pelayanan").context["induk"] == terisi.unit["akar"]
    assert open_dashboard(terisi, "pimpinan", "pelayanan").context["induk"] == terisi.unit["akar"]
    assert open_dashboard(terisi, "atasan", "pelayanan").context["induk"] is None
    assert open_dashboard(terisi, "verifikator", "pelayanan").context["induk"] is None


def test_own_dashboard_leads_to_the_unit_that_is_led_or_watched(terisi: Kantor) -> None:
    for nama, unit in (("camat", "akar"), ("atasan", "pelayanan"), ("verifikator_lain", "pemerintahan")):
        client = Client()
        client.force_login(terisi.user[nama])
        answer = client.get(reverse("beranda:unit_dashboard_own"))
        assert answer["Location"] == reverse("beranda:unit_dashboard", kwargs={"pk": terisi.unit[unit].pk})


# --- who has not entered ------------------------------------------------------------------------------------------
def test_people_who_have_not_handed_in_are_named_with_how_much_is_missing(terisi: Kantor) -> None:
    terisi.beri_target("rekan2", terisi.indikator("IKI-S", "pelayanan"), "rekan", bobot=10)
    calculate(terisi)
    response = open_dashboard(terisi, "atasan", "pelayanan")
    assert waiting(response) == {"Rekan": 2}
    assert "Rekan Seksi Pelayanan 2 isian" in text(response)


@pytest.mark.parametrize(
    ("status", "kurang"),
    [
        (StatusRealisasi.TERSIMPAN, 1),
        (StatusRealisasi.DIKEMBALIKAN, 1),
        (StatusRealisasi.DIAJUKAN, 0),
        (StatusRealisasi.DISETUJUI, 0),
    ],
)
def test_an_entry_counts_from_the_moment_it_is_handed_in(status: str, kurang: int, terisi: Kantor) -> None:
    terisi.isi("rekan", status=status)
    calculate(terisi)
    assert waiting(open_dashboard(terisi, "atasan", "pelayanan")) == ({"Rekan": 1} if kurang else {})


def test_people_of_units_below_are_counted_and_those_beside_are_not(terisi: Kantor) -> None:
    terisi.beri_target("pegawai_lain", terisi.indikator("IKI-L", "pemerintahan"), "pegawai_lain")
    calculate(terisi)
    assert waiting(open_dashboard(terisi, "camat", "akar")) == {"Rekan": 1, "Pegawai Lain": 1}
    assert waiting(open_dashboard(terisi, "atasan", "pelayanan")) == {"Rekan": 1}


def test_a_long_list_ends_with_how_many_more_there_are(terisi: Kantor) -> None:
    for n in range(10):
        terisi.orang(f"orang_{n}", "pelayanan")
        terisi.beri_target(f"o{n}", terisi.indikator(f"O-{n}", "pelayanan"), f"orang_{n}")
    calculate(terisi)
    response = open_dashboard(terisi, "atasan", "pelayanan")
    assert len(waiting(response)) == 8
    assert "3 pegawai lainnya" in text(response)
    assert "11 belum lengkap" in text(response)


def test_when_all_have_handed_in_the_page_says_so(terisi: Kantor) -> None:
    terisi.isi("rekan", status=StatusRealisasi.DIAJUKAN)
    calculate(terisi)
    page = text(open_dashboard(terisi, "atasan", "pelayanan"))
    assert "Semua sudah mengajukan isiannya." in page
    assert "semua lengkap" in page


# --- figures ------------------------------------------------------------------------------------------------------
def test_indicators_stand_in_a_table_with_the_score_they_make(terisi: Kantor) -> None:
    response = open_dashboard(terisi, "atasan", "pelayanan")
    papan = response.context["papan"]
    assert [(row.capaian.target, row.capaian.capaian) for row in papan.iku] == [(terisi.target["pelayanan"], 90)]
    assert (papan.skor.nilai, papan.mencapai, papan.diukur) == (90, 0, 1)
    table = section(response, "j-iku")
    assert "<table" in table
    assert reverse("indikator:capaian_detail", kwargs={"pk": papan.iku[0].capaian.pk}) in table


def test_a_unit_without_units_below_shows_its_development_as_a_chart_with_words(terisi: Kantor) -> None:
    Periode.objects.filter(bulan__lte=2).update(status=StatusPeriode.DITUTUP, ditutup_at="2026-01-01T00:00Z")
    SkorUnit.objects.all().delete()
    for bulan, nilai in ((1, "80.5"), (2, "92.25")):
        SkorUnit.objects.create(
            unit_kerja=terisi.unit["pelayanan"], periode=terisi.periode[bulan], nilai=Decimal(nilai), jumlah_terukur=1,
            kebijakan=KebijakanSkor.objects.get(), lengkap=True,
        )  # fmt: skip
    response = open_dashboard(terisi, "atasan", "pelayanan", 2)
    chart = section(response, "j-kembang")
    assert chart.count("<rect") == 2
    assert 'role="img"' in chart
    assert "Naik dari 80,50 pada Jan menjadi 92,25 pada Feb" in chart
    assert "bulan sebelumnya 80,50" in text(response)
    assert "j-petak" not in response.content.decode()


def test_a_unit_without_any_figure_says_so_in_place_of_the_chart(kantor: Kantor) -> None:
    assert "Unit ini belum mempunyai nilai." in section(open_dashboard(kantor, "atasan", "pelayanan"), "j-kembang")


def test_what_is_not_there_is_not_praised(kantor: Kantor) -> None:
    Periode.objects.filter(bulan=2).update(status=StatusPeriode.DIBUKA, ditutup_at=None)
    page = text(open_dashboard(kantor, "atasan", "pelayanan", 2))
    assert "tidak ada yang wajib diisi" in page
    assert "semua lengkap" not in page
    assert "bulan sebelumnya belum bernilai" in page
    assert "bulan pertama" not in page


def test_people_of_the_whole_subtree_spread_over_the_classes(terisi: Kantor) -> None:
    papan = open_dashboard(terisi, "camat", "akar").context["papan"]
    assert sum(row.jumlah for row in papan.sebaran) == SkorPegawai.objects.count() == 2
    assert {row.nama: row.jumlah for row in papan.sebaran if row.jumlah} == {"Tinggi": 1, "": 1}


def test_figures_of_people_never_enter_the_score_of_the_unit(terisi: Kantor) -> None:
    terisi.isi("rekan", nilai="1", status=StatusRealisasi.DISETUJUI)
    calculate(terisi)
    assert open_dashboard(terisi, "atasan", "pelayanan").context["papan"].skor.nilai == 90


def test_unit_without_indicators_is_told_what_is_missing(terisi: Kantor) -> None:
    response = open_dashboard(terisi, "camat", "akar")
    assert response.context["papan"].skor is None
    assert "Belum ada IKU" in text(response)


# --- months -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("cara", ["tidak ada", "belum dibuka"])
def test_before_any_month_was_opened_the_page_says_what_will_happen(cara: str, kantor: Kantor) -> None:
    if cara == "tidak ada":
        Periode.objects.all().delete()
    else:
        Periode.objects.update(status=StatusPeriode.BELUM_DIBUKA)
    response = open_dashboard(kantor, "camat", "akar", None)
    assert response.status_code == 200
    assert "Belum ada bulan yang dibuka" in text(response)


def test_the_last_closed_month_is_shown_first_and_every_opened_one_can_be_chosen(terisi: Kantor) -> None:
    Periode.objects.filter(bulan__lt=3).update(status=StatusPeriode.DITUTUP, ditutup_at="2026-01-01T00:00Z")
    Periode.objects.filter(bulan=3).update(status=StatusPeriode.DIBUKA)
    Periode.objects.filter(bulan__gt=3).update(status=StatusPeriode.BELUM_DIBUKA)
    assert open_dashboard(terisi, "camat", "akar", None).context["papan"].periode.bulan == 2
    shown = open_dashboard(terisi, "camat", "akar", 3)
    assert [row.bulan for row in shown.context["pilihan"]] == [3, 2, 1]
    assert "masih sementara" in text(shown)
    assert "sudah ditutup" in text(open_dashboard(terisi, "camat", "akar", 1))
    assert open_dashboard(terisi, "camat", "akar", 4).status_code == 404


@pytest.mark.parametrize("bulan", ["2026-13", "2026-00", "26-01", "2026-1", "abcd-ef"])
def test_a_month_that_is_none_is_not_found(bulan: str, terisi: Kantor) -> None:
    client = Client()
    client.force_login(terisi.user["camat"])
    assert client.get(f"/dasbor/unit/{terisi.unit['akar'].pk}/{bulan}/").status_code == 404


# --- size ---------------------------------------------------------------------------------------------------------
def grow(kantor: Kantor, mulai: int, sampai: int) -> None:
    """More sub-units, indicators and people, all with figures."""
    for n in range(mulai, sampai):
        kantor.unit[f"u{n}"] = UnitKerja.objects.create(
            kode=f"1.1.{n}", nama=f"Urusan {n}", induk=kantor.unit["pelayanan"], berlaku_mulai=DULU
        )
        kantor.unit[f"u{n}"].refresh_from_db()
        kantor.orang(f"anak_{n}", f"u{n}", memimpin=True)
        kantor.beri_target(f"a{n}", kantor.indikator(f"A-{n}", f"u{n}"), f"anak_{n}", milik_unit=True)
        kantor.beri_target(f"b{n}", kantor.indikator(f"B-{n}", f"u{n}"), f"anak_{n}")
        kantor.beri_target(f"c{n}", kantor.indikator(f"C-{n}", "pelayanan"), "atasan", milik_unit=True, bobot=1)
        kantor.isi(f"a{n}", status=StatusRealisasi.DISETUJUI, diverifikasi_oleh=kantor.user["verifikator"])
    calculate(kantor)


def cost(kantor: Kantor) -> tuple[int, int]:
    """Queries of the page, and how many rows it shows."""
    open_dashboard(kantor, "camat", "pelayanan")
    with CaptureQueriesContext(connection) as queries:
        papan = open_dashboard(kantor, "camat", "pelayanan").context["papan"]
    return len(queries), len(papan.petak) + len(papan.iku) + len(papan.kelengkapan.belum)


def test_a_large_unit_costs_as_many_queries_as_a_small_one(terisi: Kantor) -> None:
    grow(terisi, 0, 2)
    small = cost(terisi)
    grow(terisi, 2, 20)
    large = cost(terisi)
    assert small[1] < 15 < 40 < large[1], "the page did grow"
    assert large[0] == small[0]
