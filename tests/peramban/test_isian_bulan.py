"""A month of eight indicators with evidence: on a phone, with the network cut, in two tabs, and without script.

The interactions are counted as a person would: a value typed, a button or link pressed, a file chosen or dropped.
Eight indicators with evidence take 26 of them on a phone (three each, the sheet opened, handed in) and 18 at a desk,
where a file is dragged on its row; 16 keystrokes are the digits and Enter.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from indikator.enums import StatusRealisasi
from indikator.models import Bukti, Realisasi
from tests.indikator.test_bukti import PDF
from tests.kantor import Kantor

BANYAK = 8


@pytest.fixture
def kantor(kantor_masuk: Kantor) -> Kantor:
    """Pegawai has eight indicators that need evidence."""
    office = kantor_masuk
    office.target["pegawai"].indikator.bukti_wajib = True
    office.target["pegawai"].indikator.save()
    for n in range(2, BANYAK + 1):
        indikator = office.indikator(f"IKI-{n}", "pelayanan", nama=f"Layanan {n}", bukti_wajib=True)
        office.beri_target(f"t{n}", indikator, "pegawai", bobot=Decimal(10))
    return office


class Hitung:
    """Counts what a person does."""

    def __init__(self) -> None:
        self.ketik = self.klik = self.berkas = self.huruf = 0

    @property
    def interaksi(self) -> int:
        return self.ketik + self.klik + self.berkas


def test_month_of_eight_indicators_with_evidence_takes_three_interactions_each(
    kantor: Kantor, orang: Any, tmp_path: Path
) -> None:
    pegawai = orang("hp")
    pegawai.masuk(kantor, "pegawai")
    page, hitung = pegawai.page, Hitung()
    page.locator(".bw-bawah").get_by_role("link", name="Realisasi").click()
    hitung.klik += 1
    for n in range(BANYAK):
        target = kantor.target["pegawai" if n == 0 else f"t{n + 1}"]
        row = page.locator(f"#baris-{target.pk}")
        row.locator("input.form-control").first.fill("9")
        pegawai.tekan("Enter")
        hitung.ketik, hitung.huruf = hitung.ketik + 1, hitung.huruf + 2
        expect(row.locator(".keadaan")).to_contain_text("Tersimpan")
        paper = tmp_path / f"bukti-{n}.pdf"
        paper.write_bytes(PDF.replace(b"<<>>", f"<</N {n}>>".encode()))
        # Pressing "Lampirkan" opens the chooser; choosing sends the file.
        row.locator("[data-berkas]").set_input_files(str(paper))
        hitung.klik, hitung.berkas = hitung.klik + 1, hitung.berkas + 1
        expect(row.locator(".bukti")).to_contain_text("1 bukti")
    pegawai.lihat("isian-delapan-hp")
    expect(page.locator("#pita-isi")).to_have_text("8 siap diajukan")
    page.get_by_role("button", name="Ajukan").click()
    hitung.klik += 1
    expect(page.get_by_text("8 realisasi diajukan kepada Atasan.")).to_be_visible()
    assert Realisasi.objects.filter(status=StatusRealisasi.DIAJUKAN).count() == BANYAK
    assert Bukti.objects.count() == BANYAK
    # Opening the sheet and handing in come once; the rest is three for each indicator.
    assert (hitung.ketik, hitung.klik, hitung.berkas, hitung.huruf) == (8, 10, 8, 16)
    assert hitung.interaksi <= 3 * BANYAK + 2


def test_on_a_desk_a_file_is_dropped_on_its_row_and_the_month_takes_eighteen_interactions(
    kantor: Kantor, orang: Any
) -> None:
    pegawai = orang("meja")
    pegawai.masuk(kantor, "pegawai")
    page, hitung = pegawai.page, Hitung()
    page.get_by_role("link", name="Realisasi bulan ini").click()
    hitung.klik += 1
    for n in range(BANYAK):
        target = kantor.target["pegawai" if n == 0 else f"t{n + 1}"]
        row = page.locator(f"#baris-{target.pk}")
        row.locator("input.form-control").first.fill("9")
        pegawai.tekan("Enter")
        hitung.ketik, hitung.huruf = hitung.ketik + 1, hitung.huruf + 2
        expect(row.locator(".keadaan")).to_contain_text("Tersimpan")
        # The third row gets two papers at once.
        row.evaluate(
            """(row, names) => { const data = new DataTransfer();
            names.forEach((name) => data.items.add(new File(['%PDF-1.4 ' + name + ' %%EOF'], name)));
            for (const kind of ['dragover', 'drop']) {
              row.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true})); } }""",
            [f"bukti-{n}.pdf"] + (["lampiran.pdf"] if n == 2 else []),
        )
        hitung.berkas += 1
        expect(row.locator(".bukti")).to_contain_text("2 bukti" if n == 2 else "1 bukti")
    expect(page.locator("#pita-isi")).to_have_text("8 siap diajukan")
    page.get_by_role("button", name="Ajukan").click()
    hitung.klik += 1
    expect(page.get_by_text("8 realisasi diajukan kepada Atasan.")).to_be_visible()
    assert (hitung.ketik, hitung.klik, hitung.berkas, hitung.huruf) == (8, 2, 8, 16)
    # On the superior's side of the same desk: a decision by S is taken back by U.
    atasan = orang("meja")
    atasan.masuk(kantor, "atasan")
    atasan.page.goto("/verifikasi/")
    atasan.page.locator("#j-kasus").wait_for()
    atasan.tekan("s")
    expect(atasan.page.get_by_text("Disetujui, 7 tersisa.")).to_be_visible()
    atasan.tekan("u")
    expect(atasan.page.get_by_text("1 putusan diurungkan")).to_be_visible()
    assert Realisasi.objects.filter(status=StatusRealisasi.DIAJUKAN).count() == BANYAK


def test_network_that_goes_and_two_tabs_lose_nothing_and_overwrite_nothing(kantor: Kantor, orang: Any) -> None:
    pegawai = orang("meja")
    pegawai.masuk(kantor, "pegawai")
    page = pegawai.page
    first, second = kantor.target["pegawai"].pk, kantor.target["t2"].pk
    page.goto("/realisasi/")
    page.locator(f"#id_t{first}-nilai").fill("5")
    page.locator(f"#id_t{first}-nilai").press("Enter")
    expect(page.locator(f"#keadaan-{first}")).to_contain_text("Tersimpan")
    # The connection goes: what is typed stays in the browser and is told.
    pegawai.context.set_offline(True)
    page.locator(f"#id_t{first}-nilai").fill("6")
    page.locator(f"#id_t{second}-nilai").fill("7")
    page.locator(f"#id_t{second}-nilai").press("Tab")
    expect(page.locator("#kabar-luring")).to_contain_text("Tidak tersambung. 2 isian disimpan di perangkat ini")
    pegawai.lihat("isian-luring")
    assert [*Realisasi.objects.values_list("nilai", flat=True)] == [5]
    # Somebody else changes the first meanwhile.
    Realisasi.objects.filter(target=first).update(nilai=8, versi=9)
    pegawai.context.set_offline(False)
    page.reload()
    expect(page.locator(f"#keadaan-{second}")).to_contain_text("Tersimpan")
    conflict = page.locator(f"#pesan-{first}")
    expect(conflict).to_contain_text("Pakai 8 atau tetap 6?")
    pegawai.lihat("isian-bentrok")
    assert Realisasi.objects.get(target=first).nilai == 8
    conflict.get_by_role("button", name="Tetap 6").click()
    expect(page.locator(f"#keadaan-{first}")).to_contain_text("Tersimpan")
    assert dict(Realisasi.objects.values_list("target", "nilai")) == {first: 6, second: 7}
    # A column copied from a spreadsheet fills the cells downwards.
    page.locator(f"#id_t{first}-nilai").focus()
    page.evaluate(
        """(id) => { const data = new DataTransfer(); data.setData('text', '3\\n4\\n');
        const paste = new ClipboardEvent('paste', {clipboardData: data, bubbles: true});
        document.getElementById(id).dispatchEvent(paste); }""",
        f"id_t{first}-nilai",
    )
    expect(page.locator("#pita-isi")).to_be_visible()
    pegawai.complaints.clear()  # the browser tells of the connection that was cut
    page.wait_for_timeout(1500)
    assert Realisasi.objects.get(target=first).nilai == 3


def test_without_script_the_same_sheet_is_filled_and_handed_in(kantor: Kantor, orang: Any, tmp_path: Path) -> None:
    kantor.target["pegawai"].indikator.bukti_wajib = False
    kantor.target["pegawai"].indikator.save()
    pegawai = orang("hp", javascript=False)
    pegawai.masuk(kantor, "pegawai")
    page, target = pegawai.page, kantor.target["pegawai"].pk
    page.goto("/realisasi/")
    page.locator(f"#id_t{target}-nilai").fill("9")
    page.locator(f"#id_t{kantor.target['t2'].pk}-nilai").fill("sembilan")
    page.get_by_role("button", name="Simpan").last.click()
    expect(page.get_by_text("Ini bukan angka")).to_be_visible()
    page.locator(f"#id_t{kantor.target['t2'].pk}-nilai").fill("")
    page.get_by_role("button", name="Ajukan").click()
    expect(page.get_by_text("1 realisasi diajukan kepada Atasan.")).to_be_visible()
    page.locator(f"#baris-{target}").get_by_role("button", name="Tarik kembali").click()
    expect(page.get_by_text("ditarik kembali dan dapat diubah.")).to_be_visible()
    pegawai.lihat("isian-tanpa-skrip-hp")
