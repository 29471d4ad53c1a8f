"""The recap, the papers on predikat, the chapter of the LKjIP and the report with evidence; as paper and workbook."""

import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pgtrigger
import pikepdf
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode, User
from binawidya.umum.numbers import NBSP, format_angka
from indikator.enums import StatusRealisasi
from indikator.models import Bukti, ProgramAnggaran
from indikator.models.bulan_tertutup_sql import BULAN_LAMA
from kinerja.enums import BentukDokumen, JenisDokumen
from kinerja.jenis_dokumen import JENIS, Masa, Subjek, asked_for
from kinerja.models import Dokumen, SkorUnit
from kinerja.reports import laporan_bukti as laporan_bukti_report
from kinerja.reports.lkjip import konteks as konteks_lkjip
from kinerja.selectors.laporan_bukti import laporan_bukti
from kinerja.selectors.lkjip import lkjip
from kinerja.services.dokumen import dokumen_request
from kinerja.services.dokumen_pembuat import PEMBUAT
from kinerja.services.dokumen_render import dokumen_render
from tests.kinerja.conftest import TAHUN, Kantor, d

Masuk = Callable[[User], Client]
RUMUS = '=HYPERLINK("https://jahat.example","Indikator")'


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


def paper(kantor: Kantor, jenis: JenisDokumen, **fields: Any) -> Dokumen:
    unit = JENIS[jenis].subjek == Subjek.UNIT
    fields.setdefault("periode", kantor.periode)
    who = {"unit_kerja": kantor.unit["BW"]} if unit else {"pegawai": kantor.pegawai.get("staf")}
    return Dokumen(pk=1, jenis=jenis, oleh=kantor.user["camat"], created_at=timezone.now(), **{**who, **fields})


def made(dokumen: Dokumen) -> Any:
    maker = PEMBUAT[JenisDokumen(dokumen.jenis)]
    return maker.buat(dokumen, maker.kumpulkan(dokumen))


def words(dokumen: Dokumen) -> str:
    pdf = made(dokumen)
    assert pdf.refused == 0
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    return re.sub(r"\s+", " ", text).replace(NBSP, " ")


def sheets(dokumen: Dokumen) -> dict[str, list[tuple[Any, ...]]]:
    """What a workbook holds, by sheet; nothing in it may be a formula."""
    book = openpyxl.load_workbook(io.BytesIO(made(dokumen).content))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book}


def test_the_recap_adds_up_counts_and_never_scores(kantor: Kantor) -> None:
    text = words(paper(kantor, JenisDokumen.REKAP_KANTOR))
    for skor in SkorUnit.objects.filter(periode=kantor.periode, nilai__isnull=False).select_related("unit_kerja"):
        assert skor.nilai is not None
        assert skor.unit_kerja.nama in text
        assert format_angka(skor.nilai, 2) in text
    assert "Rizky Ananda Putra, A.Md." in text
    book = sheets(paper(kantor, JenisDokumen.REKAP_KANTOR, bentuk=BentukDokumen.XLSX))
    heading, *rows = book["Unit kerja"]
    assert [row[1] for row in rows] == [
        "Kecamatan Binawidya", "Sekretariat Kecamatan", "Seksi Kesejahteraan Sosial", "Kelurahan Delima",
        "Seksi Pelayanan Kelurahan Delima",
    ]  # fmt: skip
    assert sum(row[heading.index("Pegawai bertarget")] for row in rows) == len(book["Pegawai"]) - 1 == 1
    assert any(row[0] == "Kode verifikasi" and re.fullmatch(r"(\w{4}-){2}\w{4}", row[1]) for row in book["Keterangan"])


@pytest.mark.parametrize("jenis", [kind for kind, row in JENIS.items() if row.tabel])
def test_a_name_that_looks_like_a_formula_stays_text(kantor: Kantor, jenis: JenisDokumen) -> None:
    kantor.unit["BW"].nama = RUMUS
    kantor.unit["BW"].save()
    kantor.target["IKU-1"].indikator.nama = RUMUS
    kantor.target["IKU-1"].indikator.save()
    found = sheets(paper(kantor, jenis, bentuk=BentukDokumen.XLSX))
    assert all(rows and rows[0][0] for rows in found.values())
    assert len(found) >= 2


def test_the_gathering_of_a_recap_costs_the_same_for_any_number_of_units(kantor: Kantor) -> None:
    dokumen = paper(kantor, JenisDokumen.REKAP_KANTOR)
    gather = PEMBUAT[JenisDokumen.REKAP_KANTOR].kumpulkan
    with CaptureQueriesContext(connection) as small:
        gather(dokumen)
    for number in range(20):
        kantor.add_unit(f"Z-{number:02d}", f"Seksi {number}", "BW")
        kantor.add_pegawai(f"z-{number}", f"Orang {number}", f"Z-{number:02d}")
        kantor.add_target(
            f"Z{number}", f"Kerja {number}", unit=f"Z-{number:02d}", pengisi=f"z-{number}", pegawai=f"z-{number}"
        )
    kantor.calculate()
    with CaptureQueriesContext(connection) as large:
        assert len(gather(dokumen).baris) == 25
    assert len(large) == len(small)


def test_the_chapter_says_what_was_reached_what_hindered_and_what_is_still_to_be_written(kantor: Kantor) -> None:
    ProgramAnggaran.objects.create(
        unit_kerja=kantor.unit["BW"], tahun=TAHUN, kode="7.01", nama="Pelayanan publik", anggaran=Decimal(2_500_000)
    )
    with pgtrigger.ignore(*BULAN_LAMA):
        kantor.target["IKU-4"].realisasi.filter(periode__bulan=3).update(kendala="Hujan tiga pekan.")
    # What is noted in a month that is not closed yet belongs to no figure of the chapter.
    last = kantor.periode
    open_month = Periode.objects.create(
        tahun=TAHUN, bulan=11, status=StatusPeriode.DIBUKA,
        batas_pengisian=last.batas_pengisian, batas_verifikasi=last.batas_verifikasi,
    )  # fmt: skip
    kantor.bulan.append(open_month)
    kantor.add_realisasi("IKU-4", 11, 5, status=StatusRealisasi.TERSIMPAN, kendala="Loket pindah.")
    dokumen = paper(kantor, JenisDokumen.LKJIP_BAB_III, periode=None, tahun=TAHUN)
    said = konteks_lkjip(dokumen, lkjip(dokumen))
    assert [row["catatan"] for row in said["sebab"] if row["catatan"]] == [
        [{"bulan": "Mar", "teks": "kendala: Hujan tiga pekan."}]
    ]
    text = words(dokumen)
    assert "Bab III" in text or "BAB III" in text
    assert "Rancangan: angka sampai Oktober, tahun 2026 belum ditutup." in text
    assert "Hujan tiga pekan." in text
    assert "Rp2.500.000" in text
    assert "aplikasi ini mencatat anggaran, bukan belanjanya" in text
    assert "Analisis belum dicatat di aplikasi; ditulis di sini oleh penyusun" in text
    for row in said["baris"]:
        assert row["capaian"].replace(NBSP, " ") in text


def picture(kantor: Kantor, bulan: int, size: tuple[int, int]) -> Bukti:
    """Evidence with a real picture in the store, whatever month it belongs to."""
    entry = kantor.target["ST-2"].realisasi.get(periode=kantor.bulan[bulan - 1])
    output = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(output, "JPEG", quality=95)
    bukti = Bukti(
        realisasi=entry, nama=f"foto-{bulan}.jpg", tipe_isi="image/jpeg", ukuran=output.tell(), sha256="ab" * 32,
        oleh=entry.diisi_oleh,
    )  # fmt: skip
    bukti.berkas.save("", ContentFile(output.getvalue()), save=False)
    with pgtrigger.ignore(*BULAN_LAMA):
        bukti.save()
    return bukti


def test_the_report_with_evidence_shows_small_pictures_and_names_what_has_none(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = picture(kantor, 8, (2400, 1800)), picture(kantor, 9, (900, 1600))
    gone = picture(kantor, 10, (50, 50))
    gone.berkas.storage.delete(str(gone.berkas.name))
    dokumen = paper(kantor, JenisDokumen.LAPORAN_BUKTI, awal=kantor.bulan[7])
    pdf = made(dokumen)
    reader = pypdf.PdfReader(io.BytesIO(pdf.content))
    seen = {image.image.size for page in reader.pages for image in page.images if image.image}
    assert seen == {(191, 340), (453, 340)}
    assert len(pdf.content) < first.ukuran
    text = " ".join(page.extract_text() for page in reader.pages)
    for name in (first.nama, second.nama, gone.nama, "rekap-08.pdf"):
        assert name in text
    assert "Agustus–Oktober 2026" in text
    assert "Juli 2026" not in text
    monkeypatch.setattr(laporan_bukti_report, "GAMBAR_TERBANYAK", 1)
    assert "memuat paling banyak 1 gambar; 4 bukti lain" in words(dokumen)


def test_pictures_of_a_month_fill_the_page_and_go_on_over_the_next(kantor: Kantor) -> None:
    for bulan in (8, 9, 10):
        for _ in range(6):
            picture(kantor, bulan, (1200, 900))
    pages = pypdf.PdfReader(io.BytesIO(made(paper(kantor, JenisDokumen.LAPORAN_BUKTI, awal=kantor.bulan[7])).content))
    shown = [[page.extract_text().count(f"foto-{bulan}.jpg") for bulan in (8, 9, 10)] for page in pages.pages]
    # Rows of three: the two of October are parted, where they were kept together and left the foot of a page empty.
    assert shown == [[6, 0, 0], [0, 6, 3], [0, 0, 3]]


def test_indicators_of_a_month_are_counted_without_gaps(kantor: Kantor) -> None:
    kantor.add_target(
        "ST-0", "Laporan akhir tahun kelurahan", unit="BW-3-1", pengisi="staf", pegawai="staf",
        bulanan=[None] * 9 + [d(1)] * 3,
    )  # fmt: skip
    dokumen = paper(kantor, JenisDokumen.LAPORAN_BUKTI, awal=kantor.bulan[8])
    months = [[(row.nomor, row.target.indikator.kode) for row in month.isian] for month in laporan_bukti(dokumen).bulan]
    assert months == [[(1, "ST-1"), (2, "ST-2")], [(1, "ST-0"), (2, "ST-1"), (3, "ST-2")]]
    text = words(dokumen)
    assert "2. rekap-09.pdf" in text and "3. rekap-10.pdf" in text, "evidence is named by the same number"


def test_a_span_runs_forward_and_is_of_a_length_that_can_be_read(kantor: Kantor, masuk: Masuk) -> None:
    ask = {"jenis": JenisDokumen.LAPORAN_BUKTI, "pegawai": kantor.pegawai["staf"], "actor": kantor.user["staf"]}
    with pytest.raises(ValidationError, match="Bulan awal Oktober 2026 sesudah bulan akhir Januari 2026"):
        dokumen_request(awal=kantor.bulan[9], periode=kantor.bulan[0], **ask)
    client = masuk(kantor.user["staf"])
    sent = {
        "jenis": "laporan_bukti", "subjek": kantor.pegawai["staf"].pk, "awal": "2026-10", "periode": "2026-01",
    }  # fmt: skip
    answer = client.post("/laporan/buat/", sent)
    assert answer.status_code == 422
    assert "Tukar keduanya" in answer.text
    assert client.post("/laporan/buat/", {**sent, "awal": "2026-01"}).status_code == 302
    assert Dokumen.objects.get().awal == kantor.bulan[0]


def test_only_tables_are_made_as_workbooks(kantor: Kantor, masuk: Masuk) -> None:
    with pytest.raises(ValidationError):
        dokumen_request(
            actor=kantor.user["staf"], jenis=JenisDokumen.LAPORAN_PEGAWAI, pegawai=kantor.pegawai["staf"],
            periode=kantor.periode, bentuk=BentukDokumen.XLSX,
        )  # fmt: skip
    client = masuk(kantor.user["camat"])
    sent = {
        "jenis": "laporan_unit", "subjek": kantor.unit["BW"].pk, "periode": kantor.periode.slug, "bentuk": "xlsx",
    }  # fmt: skip
    client.post("/laporan/buat/", sent)
    dokumen = Dokumen.objects.get()
    assert dokumen_render(dokumen.pk)
    dokumen.refresh_from_db()
    answer = client.get(f"/laporan/{dokumen.pk}/unduh/")
    assert answer["Content-Disposition"].endswith('laporan-unit-kecamatan-binawidya-2026-10.xlsx"')
    assert answer.content.startswith(b"PK")
    assert "Unduh XLSX" in client.get(f"/laporan/{dokumen.pk}/").text
    page = client.get(f"/periksa/{dokumen.kode}/").text
    assert "Lembar kerja (XLSX)" in page
    assert dokumen.sha256[:8] in page


def test_every_document_of_an_office_without_data_is_an_official_paper(
    kosong: Kantor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("WARNING", logger="weasyprint")
    for jenis, row in asked_for():
        year = {"periode": None, "tahun": TAHUN} if row.masa == Masa.TAHUN else {}
        span = {"awal": kosong.bulan[0]} if row.masa == Masa.RENTANG else {}
        who = {} if row.subjek == Subjek.UNIT else {"pegawai": kosong.pegawai["camat"]}
        made_now = made(paper(kosong, jenis, **year, **span, **who))
        pdf = pikepdf.open(io.BytesIO(made_now.content))
        assert made_now.refused == 0, jenis
        assert str(pdf.Root.Lang) == "id", jenis
        assert bool(pdf.Root.MarkInfo.Marked), jenis
        assert str(pdf.docinfo["/Title"]), jenis
        fonts = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
        assert fonts and all("/FontFile" in str(font.DescendantFonts[0].FontDescriptor.keys()) for font in fonts), jenis
    assert [record.getMessage() for record in caplog.records] == []


def test_the_report_of_a_unit_ends_with_the_indicators_of_the_units_below(kantor: Kantor) -> None:
    text = words(paper(kantor, JenisDokumen.LAPORAN_UNIT))
    annex = text[text.index("Lampiran: indikator unit di bawahnya") :]
    for kode in ("BW-1", "BW-2", "BW-3"):
        assert f"Laporan bulanan {kantor.unit[kode].nama}" in annex
