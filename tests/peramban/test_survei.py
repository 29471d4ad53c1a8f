"""From an answer on a small phone to the IKU, the score and the documents; and nothing stands in anybody's way."""

import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from binawidya.umum.models import OutboxTask
from indikator.enums import Agregasi, SumberData
from kinerja.models import SkorUnit
from survei.models import Survei
from survei.services.kiriman import Isi, kertas_record
from tests.izin.objek_kegiatan import kegiatan
from tests.kantor import Kantor
from tests.pekerja import until
from tests.peramban.test_aksesibilitas import ATURAN, AXE
from tests.survei.kuesioner import dibuka, draf, layanan

# The narrowest phones in use.
KECIL = {"width": 360, "height": 740}


@pytest.fixture
def kantor(kantor_masuk: Kantor) -> Kantor:
    """An indicator of Seksi Pelayanan that wants an IKM of 80."""
    office = kantor_masuk
    ikm = office.indikator(
        "IKM", "pelayanan", nama="Indeks Kepuasan Masyarakat", satuan="nilai", desimal=2,
        agregasi=Agregasi.POSISI_AKHIR, sumber=SumberData.SURVEI,
    )  # fmt: skip
    bulanan = [None] * (office.kini - 1) + [Decimal(80)] * (13 - office.kini)
    office.beri_target(
        "ikm", ikm, "atasan", milik_unit=True, target=Decimal(80), bulanan=bulanan, sumber=SumberData.SURVEI
    )
    return office


@pytest.fixture
def survei(kantor: Kantor) -> Survei:
    """Open, one question on a screen, nine forms on paper in already."""
    service = layanan(kantor, "Akta", nama_en="Certificate", populasi=300)
    found = dibuka(kantor, layanan=service, indikator=kantor.target["ikm"].indikator)
    kertas_record(survei_id=found.pk, isi=[Isi([3] * 9, teks=[f"Kursi {place} kurang."]) for place in range(9)])
    return found


def test_what_people_answer_becomes_the_score_of_the_unit(
    kantor: Kantor, survei: Survei, orang: Any, tmp_path: Path
) -> None:
    _somebody_answers_on_a_small_phone_without_script(orang("hp", javascript=False), survei)
    kios = orang("hp")
    _somebody_answers_at_the_kiosk(kios, dibuka(kantor, tampilan="semua"))
    pengelola = orang("meja")
    _pengelola_closes_and_publishes(kantor, survei, pengelola)
    assert until(lambda: not OutboxTask.objects.open().exists())
    assert SkorUnit.objects.get(unit_kerja=kantor.unit["pelayanan"]).nilai == Decimal("93.75")
    pengelola.page.get_by_role("button", name="Laporan SKM (PDF)").click()
    report = _downloaded(pengelola.page, tmp_path / "skm.pdf")
    assert "BAB V" in report
    assert "Mutu pelayanan" in report
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", report)
    assert code is not None
    pengelola.page.goto(f"/periksa/{code[0]}/")
    expect(pengelola.page.get_by_text("Laporan Survei Kepuasan Masyarakat").first).to_be_visible()
    atasan = orang("meja")
    atasan.masuk(kantor, "atasan")
    atasan.page.goto(f"/laporan/?jenis=laporan_unit&unit_kerja={kantor.unit['pelayanan'].pk}")
    atasan.page.get_by_label("Periode").select_option(kantor.periode[kantor.kini].slug)
    atasan.page.get_by_role("button", name="Buat laporan").click()
    report = _downloaded(atasan.page, tmp_path / "unit.pdf")
    assert "Indeks Kepuasan Masyarakat" in report
    assert "93,75" in report
    # The screen went back to its beginning while all this happened.
    expect(kios.page.get_by_role("heading", name="Bagaimana pelayanan kami?")).to_be_visible()
    _nothing_stands_in_the_way(kantor, survei, orang)


def _somebody_answers_on_a_small_phone_without_script(warga: Any, survei: Survei) -> None:
    page: Page = warga.page
    page.set_viewport_size(KECIL)
    page.goto(f"/s/{survei.kode.upper()}/")
    page.get_by_role("link", name="Mulai").click()
    for place in range(1, 10):
        question = page.locator(f"#q{place}")
        expect(question.locator(".tanya")).to_be_in_viewport()
        expect(page.locator(f"#q{place + 1} .tanya" if place < 9 else "#q8 .tanya")).not_to_be_in_viewport()
        question.get_by_role("radio").nth(2).check()
        warga.lihat(f"survei-soal-{place}")
        question.get_by_role("link", name="Lanjut").click()
    page.get_by_label("Umur").select_option(label="21–30 tahun")
    page.get_by_label("Saran untuk kami").fill("Kursi kurang.")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_role("heading", name="Terima kasih, jawaban Anda sudah tersimpan")).to_be_visible()


def _somebody_answers_at_the_kiosk(kios: Any, survei: Survei) -> None:
    page: Page = kios.page
    page.goto(f"/s/{survei.kode}/kios/")
    for place in range(1, 10):
        page.locator(f"#q{place}").get_by_role("radio").last.check()
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_role("heading", name="Terima kasih, jawaban Anda sudah tersimpan")).to_be_visible()


def _pengelola_closes_and_publishes(kantor: Kantor, survei: Survei, pengelola: Any) -> None:
    pengelola.masuk(kantor, "pengelola_survei")
    page: Page = pengelola.page
    page.goto(f"/survei/{survei.pk}/")
    expect(page.get_by_text("di bawah 10")).to_be_visible()
    page.get_by_label("Ketik TUTUP").fill("TUTUP")
    page.get_by_role("button", name="Tutup survei").click()
    assert until(lambda: survei.hasil.filter(sementara=False).exists())
    page.reload()
    expect(page.get_by_text("75,00")).to_be_visible()
    page.get_by_role("button", name="Umumkan hasil").click()
    page.get_by_role("link", name="Halaman publik").click()
    expect(page.get_by_text("Mutu pelayanan Kurang Baik")).to_be_visible()
    page.go_back()


def _downloaded(page: Page, path: Path) -> str:
    """The text of the document that is being made, once it is ready."""
    link = page.get_by_role("link", name="Unduh")
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as found:
        link.click()
    found.value.save_as(path)
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(path.read_bytes())).pages)


def _nothing_stands_in_the_way(kantor: Kantor, survei: Survei, orang: Any) -> None:
    terbuka = dibuka(kantor, layanan=survei.layanan, wajib_token=True, pertanyaan_bebas=["Dari mana Anda tahu?"])
    public = [
        f"/s/{terbuka.kode}/", f"/s/{terbuka.kode}/?bahasa=en", f"/s/{terbuka.kode}/terima-kasih/",
        f"/s/{survei.kode}/", f"/ikm/{kantor.unit['pelayanan'].pk}/",
    ]  # fmt: skip
    row = kegiatan(kantor, layanan=survei.layanan)
    own = [
        "/survei/", "/survei/baru/", f"/survei/{survei.pk}/", f"/survei/{terbuka.pk}/", f"/survei/{survei.pk}/saran/",
        f"/survei/{terbuka.pk}/kertas/", f"/survei/{draf(kantor).pk}/unsur/", "/layanan/", "/layanan/baru/",
        "/kegiatan/", "/kegiatan/baru/", f"/kegiatan/{row.pk}/", f"/kegiatan/{row.pk}/ubah/",
    ]  # fmt: skip
    found: list[str] = []
    for layar, tema, scheme in (("hp", "gelap", "dark"), ("meja", "terang", "light")):
        one = orang(layar, color_scheme=scheme)
        one.context.add_cookies([{"name": "bw_tema", "value": tema, "url": one.situs}])
        if layar == "hp":
            one.page.set_viewport_size(KECIL)
        found += [problem for address in public for problem in _problems(one.page, address)]
        one.masuk(kantor, "pengelola_survei")
        found += [problem for address in own for problem in _problems(one.page, address)]
    assert found == []


def _problems(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate(AXE.read_text())
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", ATURAN)
    found = [f"{address}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in result["violations"]]
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"{address}: {sideways} px to the side"] if sideways > 1 else [])]
