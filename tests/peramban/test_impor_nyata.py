"""The import of three differently shaped rosters, as somebody meets it who sees it for the first time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.organisasi import lembar_nyata
from tests.organisasi.dunia import Dunia, bangun_dunia
from tests.peramban.conftest import SANDI, Orang

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dunia(transactional_db: None, tmp_path: Path) -> Dunia:
    dunia = bangun_dunia(tmp_path)
    admin = dunia.user["admin"]
    admin.set_password(SANDI)
    admin.save(update_fields=["password"])
    return dunia


def _unggah(orang: Orang, path: Path) -> None:
    page = orang.page
    page.goto("/pegawai/impor/")
    page.get_by_label("Pilih lembar kerja").set_input_files(path)
    page.get_by_role("button", name="Lanjut ke pratinjau").click()


def _masuk(orang: Orang) -> None:
    page = orang.page
    page.goto("/akun/masuk/")
    page.get_by_label("NIP").fill("admin")
    page.get_by_label("Kata sandi", exact=True).fill(SANDI)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/")


@pytest.mark.parametrize(("layar", "tema"), [("hp", "gelap"), ("meja", "terang")])
def test_three_rosters_from_upload_to_undo(
    orang: Callable[..., Orang], situs: str, dunia: Dunia, layar: str, tema: str
) -> None:
    siapa: Any = orang(layar)
    siapa.context.add_cookies([{"name": "bw_tema", "value": tema, "url": situs}])
    page, nama = siapa.page, f"{layar}-{tema}"
    _masuk(siapa)

    # A CSV by hand: its headings are one's own, so it asks once what they mean.
    _unggah(siapa, lembar_nyata.tulis_tangan(dunia.tmp / "pegawai kecamatan.csv"))
    expect(page.get_by_role("heading", name="Arti kolom lembar kerja")).to_be_visible(timeout=30_000)
    siapa.lihat(f"{nama}-1-kolom")
    page.get_by_role("button", name="Simpan dan baca lembar kerja").click()
    expect(page.get_by_text("Belum ada kolom untuk Unit kerja dan Jabatan.").first).to_be_visible()
    siapa.lihat(f"{nama}-2-kolom-kurang")
    for heading, meaning in (
        ("Tugas di", "Unit kerja (wajib)"),
        ("Sebagai", "Jabatan (wajib)"),
        ("Mulai Bertugas", "TMT jabatan"),
    ):
        page.get_by_label(heading, exact=True).select_option(label=meaning)
    page.get_by_role("button", name="Simpan dan baca lembar kerja").click()
    expect(page.get_by_role("heading", name="Periksa sebelum diterapkan")).to_be_visible(timeout=30_000)
    siapa.lihat(f"{nama}-3-pratinjau-csv")
    page.get_by_role("button", name="Terapkan 3 baris").click()
    expect(page.get_by_role("heading", name="Impor selesai")).to_be_visible(timeout=30_000)

    # A printed list with titles, merged headings and numbered columns is read as it is.
    _unggah(siapa, lembar_nyata.simpeg(dunia.tmp / "DUK Kecamatan Oktober 2026.xlsx"))
    expect(page.get_by_role("heading", name="Periksa sebelum diterapkan")).to_be_visible(timeout=30_000)
    siapa.lihat(f"{nama}-4-pratinjau-simpeg")
    page.get_by_role("button", name="Terapkan").first.click()
    expect(page.get_by_role("heading", name="Impor selesai")).to_be_visible(timeout=30_000)

    # A download from SIASN with one unit that nobody knows: the rest goes in by choice, and out again within a day.
    _unggah(siapa, lembar_nyata.siasn(dunia.tmp / "Data ASN.xlsx"))
    expect(page.get_by_role("heading", name="Periksa sebelum diterapkan")).to_be_visible(timeout=30_000)
    siapa.lihat(f"{nama}-5-pratinjau-siasn")
    page.get_by_label("Terapkan 6 baris yang benar, lewati 1 yang ditolak").check()
    page.get_by_role("button", name="Terapkan 6 baris").click()
    expect(page.get_by_role("heading", name="Impor selesai")).to_be_visible(timeout=30_000)
    siapa.lihat(f"{nama}-6-selesai")
    page.get_by_role("link", name="Urungkan").click()
    siapa.lihat(f"{nama}-7-urungkan")
    page.get_by_label("Ketik URUNGKAN untuk melanjutkan").fill("urungkan")
    page.get_by_role("button", name="Urungkan impor").click()
    expect(page.get_by_role("heading", name="Impor ini diurungkan")).to_be_visible(timeout=30_000)
    siapa.lihat(f"{nama}-8-diurungkan")
    page.goto("/pegawai/impor/")
    siapa.lihat(f"{nama}-9-daftar")
