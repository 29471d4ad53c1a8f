"""The main job, end to end, by four people: import, entry on a phone, verification, the official document."""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from binawidya.organisasi.models import Pegawai
from binawidya.umum.models import OutboxTask
from indikator.enums import Agregasi, SumberData
from indikator.models import Realisasi
from kinerja.models import SkorUnit
from tests.indikator.test_bukti import PDF
from tests.kantor import Kantor
from tests.pekerja import until

SAMBUNGAN_LAMBAT = {"offline": False, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}


@pytest.fixture
def kantor(kantor_masuk: Kantor) -> Kantor:
    """The head unit adds up a ratio that pegawai enters."""
    office = kantor_masuk
    ratio = office.indikator(
        "IKU-02", "akar", nama="Layanan selesai sesuai standar waktu", agregasi=Agregasi.RASIO, satuan="%", desimal=2,
        utama=True, label_pembilang="Sesuai", label_penyebut="Berkas",
    )  # fmt: skip
    bulanan = [None] * (office.kini - 1) + [Decimal(95)] * (13 - office.kini)
    top = office.beri_target(
        "iku", ratio, "camat", milik_unit=True, target=Decimal(95), bulanan=bulanan, sumber=SumberData.TURUNAN
    )
    office.beri_target("rasio", ratio, "pegawai", target=Decimal(95), bulanan=bulanan, bobot=Decimal(40), induk=top)
    return office


def roster(kantor: Kantor, folder: Path) -> Path:
    """A roster as an office keeps it: the people there are, one of them promoted, and somebody new."""
    lines = ["NIP;Nama;Golongan;Jenis pegawai;Kode unit;Jabatan"]
    pegawai = kantor.pegawai["pegawai"]
    lines.append(f"{pegawai.nip};{pegawai.nama};III/b;PNS;1.1;Staf")
    lines.append("19970403 202421 2 015;Yessi Oktaviani;IX;PPPK;1.1;Pramu Layanan")
    lines.append("1,98607E+17;Surya Dharma;III/a;PNS;1.1;Staf")
    path = folder / "roster.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_four_people_do_the_main_job(kantor: Kantor, orang: Any, tmp_path: Path) -> None:
    _admin_imports_the_roster(kantor, orang("meja"), tmp_path)
    _pegawai_enters_on_a_phone(kantor, orang("hp"), tmp_path)
    _atasan_verifies(kantor, orang("meja"))
    assert until(lambda: not OutboxTask.objects.open().exists())
    assert SkorUnit.objects.get(unit_kerja=kantor.unit["akar"]).nilai == Decimal("100.150144")
    text = _pimpinan_downloads_the_report(kantor, orang("meja"), tmp_path)
    assert "Layanan selesai sesuai standar waktu" in text
    assert "95,14" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "100,15" in text


def _admin_imports_the_roster(kantor: Kantor, admin: Any, folder: Path) -> None:
    admin.masuk(kantor, "admin_kepegawaian")
    page = admin.page
    page.get_by_role("link", name="Impor pegawai").first.click()
    page.locator("input[type=file]").set_input_files(roster(kantor, folder))
    page.get_by_role("button", name="Lanjut ke pratinjau").click()
    expect(page.get_by_role("heading", name="Periksa sebelum diterapkan")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("NIP berubah menjadi bilangan").first).to_be_visible()
    admin.lihat("impor-pratinjau")
    page.locator("#lewati").check()
    page.get_by_role("button", name="Terapkan").click()
    expect(page.get_by_text("Impor selesai").first).to_be_visible(timeout=30_000)
    admin.lihat("impor-selesai")
    assert Pegawai.objects.get(pk=kantor.pegawai["pegawai"].pk).golongan == "III/b"
    assert Pegawai.objects.filter(nama="Yessi Oktaviani").exists()


def _pegawai_enters_on_a_phone(kantor: Kantor, pegawai: Any, folder: Path) -> None:
    pegawai.masuk(kantor, "pegawai")
    page = pegawai.page
    expect(page.get_by_role("link", name="2 realisasi belum diisi")).to_be_visible()
    pegawai.lihat("beranda-hp")
    page.get_by_role("link", name="Realisasi", exact=False).first.click()
    page.get_by_label("Sesuai", exact=True).fill("1234")
    page.get_by_label("Berkas", exact=True).fill("1297")
    page.get_by_label("Berkas", exact=True).blur()
    row = page.locator(".bw-isian", has_text="Layanan selesai sesuai standar waktu")
    expect(row.locator(".hasil strong")).to_have_text("100,15\N{NO-BREAK SPACE}%")
    expect(page.get_by_label("Sesuai", exact=True)).to_have_value("1.234")
    expect(row.get_by_text("Tersimpan")).to_be_visible()
    row.get_by_role("link", name="Catatan").click()
    proof = folder / "register.pdf"
    proof.write_bytes(PDF)
    page.locator("input[type=file]").set_input_files(proof)
    page.get_by_role("button", name="Lampirkan berkas").click()
    expect(page.get_by_text("register.pdf terlampir.")).to_be_visible()
    pegawai.lihat("bukti-hp")
    page.get_by_role("link", name="Kembali ke realisasi").click()
    pegawai.lihat("realisasi-hp")
    page.get_by_role("button", name="Ajukan 1").click()
    expect(page.get_by_text("1 realisasi diajukan kepada Atasan.")).to_be_visible()


def _atasan_verifies(kantor: Kantor, atasan: Any) -> None:
    atasan.masuk(kantor, "atasan")
    page = atasan.page
    page.get_by_role("link", name="1 realisasi menunggu verifikasi").click()
    expect(page.get_by_role("heading", name="Layanan selesai sesuai standar waktu")).to_be_visible()
    expect(page.get_by_role("link", name="register.pdf")).to_be_visible()
    atasan.lihat("verifikasi")
    atasan.tekan("s")
    expect(page.get_by_text("Disetujui. Tidak ada lagi yang menunggu.")).to_be_visible()
    assert Realisasi.objects.get().status == "disetujui"


def _pimpinan_downloads_the_report(kantor: Kantor, pimpinan: Any, folder: Path) -> str:
    pimpinan.masuk(kantor, "camat")
    page = pimpinan.page
    page.goto(f"/dasbor/unit/{kantor.unit['akar'].pk}/{kantor.periode[kantor.kini].slug}/")
    nilai, capaian = (page.get_by_role("link", name=name, exact=True) for name in ("100,15", "100,15 %"))
    expect(nilai.first).to_be_visible()
    pimpinan.lihat("dasbor")
    nilai.first.click()
    expect(page.get_by_text("Poin = capaian × bobot")).to_be_visible()
    page.go_back()
    capaian.click()
    expect(page.get_by_text("1.234").first).to_be_visible()
    pimpinan.lihat("jejak")
    page.go_back()
    page.get_by_role("link", name="Laporan PDF").click()
    page.get_by_role("button", name="Buat laporan").click()
    download_link = page.get_by_role("link", name="Unduh")
    expect(download_link).to_be_visible(timeout=60_000)
    pimpinan.lihat("laporan")
    with page.expect_download() as found:
        download_link.click()
    path = folder / "laporan.pdf"
    found.value.save_as(path)
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(path.read_bytes())).pages)


def test_pegawai_enters_and_submits_without_script(kantor: Kantor, orang: Any) -> None:
    pegawai = orang("hp", javascript=False)
    pegawai.masuk(kantor, "pegawai")
    page = pegawai.page
    page.goto("/realisasi/")
    page.get_by_label("Sesuai", exact=True).fill("61")
    page.get_by_label("Berkas", exact=True).fill("58")
    page.get_by_role("button", name="Simpan", exact=True).last.click()
    expect(page.get_by_text("Pembilang (61) lebih besar dari penyebut (58). Periksa keduanya.")).to_be_visible()
    expect(page.get_by_label("Sesuai", exact=True)).to_have_value("61")
    page.get_by_label("Sesuai", exact=True).fill("55")
    page.get_by_role("button", name="Ajukan").click()
    expect(page.get_by_text("1 realisasi diajukan kepada Atasan.")).to_be_visible()
    assert Realisasi.objects.values_list("pembilang", "penyebut", "status").get() == (55, 58, "diajukan")


def test_sheet_is_filled_with_the_keyboard_alone(kantor: Kantor, orang: Any) -> None:
    pegawai = orang("meja")
    pegawai.masuk(kantor, "pegawai")
    page = pegawai.page
    page.goto("/realisasi/")
    first = page.locator("input.form-control").first
    first.focus()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.keyboard.type("55")
    page.keyboard.press("Tab")
    page.keyboard.type("58")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 siap diajukan")).to_be_visible()
    assert until(lambda: Realisasi.objects.count() == 2)
    assert {entry.status for entry in Realisasi.objects.all()} == {"tersimpan"}, "Enter never submits"


def test_sheet_sends_one_cell_after_the_other(kantor: Kantor, orang: Any) -> None:
    """Two cells saved at the same moment do not see each other, and their sums would say one entry instead of two."""
    pegawai = orang("meja")
    pegawai.masuk(kantor, "pegawai")
    page = pegawai.page
    page.goto("/realisasi/")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SAMBUNGAN_LAMBAT)
    page.locator("input.form-control").first.focus()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.keyboard.type("55")
    page.keyboard.press("Tab")
    page.keyboard.type("58")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 siap diajukan")).to_be_visible()
    sent = page.evaluate(
        """() => performance.getEntriesByType("resource").filter((one) => one.initiatorType === "xmlhttprequest")
        .map((one) => [one.startTime, one.responseEnd])"""
    )
    assert len(sent) == 2, "each cell once, although two fields of a ratio changed"
    assert sent[1][0] >= sent[0][1], "the second waited for the answer to the first"
