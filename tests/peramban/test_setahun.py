"""A full year of one unit played by four people: planned, coached, entered, evaluated, objected to, on paper."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from binawidya.organisasi.enums import Peran, StatusPeriode
from binawidya.organisasi.models import Penempatan, Periode
from binawidya.umum.models import OutboxTask
from indikator.enums import StatusRealisasi, StatusTarget
from indikator.models import TargetIndikator
from kinerja.models import Evaluasi, SkorPegawai
from tests.kantor import Kantor, beri_kebijakan
from tests.pekerja import until
from tests.peramban.langkah_evaluasi import confirms, decides, objects, sets_the_unit


@pytest.fixture
def kantor(kantor_masuk: Kantor) -> Kantor:
    """Last year, nothing planned yet and no month opened. Everybody is there since long."""
    office = kantor_masuk
    office.tahun, office.kini = office.tahun - 1, 12
    for bulan in range(1, 13):
        batas = datetime(office.tahun + bulan // 12, bulan % 12 + 1, 10, 16, 59, 59, tzinfo=UTC)
        if bulan == 12:
            batas = datetime.now(tz=UTC) + timedelta(days=3)
        office.periode[bulan] = Periode.objects.create(
            tahun=office.tahun, bulan=bulan, batas_pengisian=batas, batas_verifikasi=batas + timedelta(days=5),
            status=StatusPeriode.BELUM_DIBUKA,
        )  # fmt: skip
    beri_kebijakan(office.tahun)
    Penempatan.objects.filter(pegawai=office.pegawai["mantan_atasan"]).update(tmt_selesai=date(2021, 1, 1))
    TargetIndikator.objects.all().delete()
    indikator = office.indikator("IKI-9", "pelayanan", nama="Berkas diproses tepat waktu")
    office.beri_target("pegawai", indikator, "pegawai", bulanan=[Decimal(10)] * 12, status=StatusTarget.DRAF)
    office.peran("admin_kepegawaian", Peran.ADMIN_PERENCANAAN, "akar")
    return office


def test_four_people_play_a_whole_year(kantor: Kantor, orang: Any, tmp_path: Path) -> None:
    admin, camat, atasan, pegawai = orang("meja"), orang("meja"), orang("meja"), orang("hp")
    for siapa, nama in ((admin, "admin_kepegawaian"), (camat, "camat"), (atasan, "atasan"), (pegawai, "pegawai")):
        siapa.masuk(kantor, nama)
    _pegawai_proposes_a_plan(kantor, pegawai)
    _atasan_agrees_and_coaches(kantor, atasan)
    _eleven_months_go_by(kantor)
    _pegawai_enters_december_and_does_what_was_agreed(kantor, pegawai)
    _atasan_verifies(kantor, atasan)
    _admin_closes_the_year_and_opens_the_evaluation(kantor, admin)
    camat.page.goto(f"/evaluasi/unit/?masa={kantor.tahun}")
    sets_the_unit(camat.page)
    _atasan_evaluates(kantor, atasan)
    assert _predikat(kantor) == "butuh_perbaikan"
    objects(pegawai.page, sees="Bukti tiga bulan tidak ada.")
    decides(camat.page, alasan="Register loket memuat semuanya.")
    assert _predikat(kantor) == "baik"
    text = _pegawai_takes_the_document(kantor, pegawai, tmp_path)
    for words in (
        f"Tahun {kantor.tahun}",
        "Buktinya ada di register loket.",
        "Register loket memuat semuanya.",
        "Baik",
    ):
        assert words in text, words


def _predikat(kantor: Kantor) -> str:
    return Evaluasi.objects.berlaku().get(pegawai=kantor.pegawai["pegawai"]).predikat


def _pegawai_proposes_a_plan(kantor: Kantor, pegawai: Any) -> None:
    page = pegawai.page
    page.goto(f"/rencana/{kantor.tahun}/u{kantor.unit['pelayanan'].pk}-p{kantor.pegawai['pegawai'].pk}/")
    page.get_by_role("button", name="Ajukan 1 target").click()
    expect(page.get_by_text("1 target diajukan")).to_be_visible()


def _atasan_agrees_and_coaches(kantor: Kantor, atasan: Any) -> None:
    page = atasan.page
    page.goto(f"/rencana/{kantor.tahun}/u{kantor.unit['pelayanan'].pk}-p{kantor.pegawai['pegawai'].pk}/")
    page.get_by_role("button", name="Setujui rencana").click()
    expect(page.get_by_text("disetujui").first).to_be_visible()
    assert TargetIndikator.objects.get(tahun=kantor.tahun).status == StatusTarget.DISETUJUI
    page.goto("/dialog/baru/")
    page.get_by_label("Tanggal").fill(f"{kantor.tahun}-06-15")
    page.get_by_label("Topik").fill("Antrean loket")
    page.get_by_label("Pegawai", exact=False).first.check()
    page.get_by_label("Pokok pembicaraan").fill("Loket dua sering kosong.")
    page.get_by_role("textbox", name="Tindak lanjut").first.fill("Susun jadwal jaga")
    page.get_by_label("Penanggung jawab").first.select_option(str(kantor.pegawai["pegawai"].pk))
    page.get_by_label("Batas").first.fill(f"{kantor.tahun + 2}-01-31")
    page.get_by_role("button", name="Simpan risalah").click()
    expect(page.get_by_role("heading", name="Antrean loket")).to_be_visible()
    atasan.lihat("setahun-dialog")


def _eleven_months_go_by(kantor: Kantor) -> None:
    """As entries and closings of each month would have left them; December is open."""
    for bulan, periode in kantor.periode.items():
        if bulan == 12:
            Periode.objects.filter(pk=periode.pk).update(status=StatusPeriode.DIBUKA)
            continue
        kantor.isi("pegawai", bulan, "9" if bulan % 2 else "11", StatusRealisasi.DISETUJUI)
        Periode.objects.filter(pk=periode.pk).update(status=StatusPeriode.DITUTUP, ditutup_at=periode.batas_verifikasi)


def _pegawai_enters_december_and_does_what_was_agreed(kantor: Kantor, pegawai: Any) -> None:
    page = pegawai.page
    page.goto("/dialog/")
    page.get_by_role("link", name="Antrean loket").click()
    page.get_by_role("combobox").select_option("selesai")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Selesai").first).to_be_visible()
    page.goto(f"/realisasi/{kantor.tahun}-12/")
    page.locator("input.form-control").first.fill("10")
    pegawai.tekan("Enter")
    page.get_by_role("button", name="Ajukan 1").click()
    expect(page.get_by_text("1 realisasi diajukan kepada Atasan.")).to_be_visible()


def _atasan_verifies(kantor: Kantor, atasan: Any) -> None:
    page = atasan.page
    page.goto("/verifikasi/")
    page.locator("#j-kasus").wait_for()
    atasan.tekan("s")
    expect(page.get_by_text("Disetujui. Tidak ada lagi yang menunggu.")).to_be_visible()


def _admin_closes_the_year_and_opens_the_evaluation(kantor: Kantor, admin: Any) -> None:
    page = admin.page
    page.goto(f"/periode/{kantor.periode[12].pk}/")
    page.get_by_label("Ketik TUTUP").fill("TUTUP")
    page.get_by_role("button", name="Tutup periode").click()
    expect(page.get_by_text("ditutup. Nilai akhirnya sedang dihitung.")).to_be_visible()
    december = SkorPegawai.objects.filter(pegawai=kantor.pegawai["pegawai"], periode=kantor.periode[12])
    assert until(lambda: not OutboxTask.objects.open().exists() and december.filter(nilai__isnull=False).exists())
    page.get_by_role("link", name="Evaluasi unit").first.click()
    page.get_by_label("Masa").select_option(str(kantor.tahun))
    page.get_by_role("button", name="Buka evaluasi").click()
    expect(page.get_by_text("dibuka:")).to_be_visible()
    admin.lihat("setahun-dibuka")


def _atasan_evaluates(kantor: Kantor, atasan: Any) -> None:
    page = atasan.page
    page.goto(f"/evaluasi/tim/{kantor.tahun}/")
    page.get_by_label("Hasil kerja Pegawai").focus()
    atasan.tekan("1")
    page.get_by_label("Alasan mengubah usul").fill("Bukti tiga bulan tidak ada.")
    page.get_by_label("Perilaku kerja Pegawai").focus()
    atasan.tekan("2")
    row = page.get_by_role("row").filter(has_text="Pegawai")
    expect(row.get_by_text("Butuh Perbaikan")).to_be_visible()
    atasan.lihat("setahun-tim")
    confirms(page)


def _pegawai_takes_the_document(kantor: Kantor, pegawai: Any, folder: Path) -> str:
    page = pegawai.page
    page.goto("/evaluasi/")
    page.get_by_role("table").get_by_role("link").first.click()
    pegawai.lihat("setahun-evaluasi")
    page.get_by_role("button", name="Dokumen").first.click()
    link = page.get_by_role("link", name="Unduh")
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as found:
        link.click()
    path = folder / "dokumen.pdf"
    found.value.save_as(path)
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(path.read_bytes())).pages)
