"""What the two documents say: the figures of the database, in Indonesian notation, whatever the data."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pgtrigger
import pypdf
import pytest

from binawidya.organisasi.enums import JenisPenempatan, StatusPeriode
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, Periode
from binawidya.umum.numbers import NBSP, format_angka
from indikator.enums import StatusRealisasi
from indikator.models import Capaian, SkalaKelas
from indikator.models.bulan_tertutup_sql import BULAN_LAMA
from kinerja.enums import JenisDokumen
from kinerja.models import Dokumen, SkorPegawai, SkorUnit
from kinerja.reports.pegawai import konteks as konteks_pegawai
from kinerja.reports.pegawai import render_laporan_pegawai
from kinerja.reports.rekomendasi import rekomendasi
from kinerja.reports.unit import konteks as konteks_unit
from kinerja.reports.unit import render_laporan_unit
from kinerja.selectors.laporan_pegawai import laporan_pegawai
from kinerja.selectors.laporan_unit import laporan_unit
from kinerja.selectors.skor import sebaran_pegawai
from tests.kinerja.conftest import MULAI, Kantor, d, make_kantor

PANJANG = "Raden Ajeng Sitti Nurhaliza Kusumaningtyas Permatasari Wulandari Purnamasari binti Abdurrahman Hadikusumo"


def pdf_unit(kantor: Kantor, unit: str = "BW") -> pypdf.PdfReader:
    row = Dokumen.objects.create(
        jenis=JenisDokumen.LAPORAN_UNIT, periode=kantor.periode, unit_kerja=kantor.unit[unit], oleh=kantor.user["camat"]
    )
    pdf = render_laporan_unit(row, laporan_unit(unit=kantor.unit[unit], periode=kantor.periode))
    assert pdf.refused == 0
    return pypdf.PdfReader(BytesIO(pdf.content))


def pdf_pegawai(kantor: Kantor, key: str = "staf") -> pypdf.PdfReader:
    row = Dokumen.objects.create(
        jenis=JenisDokumen.LAPORAN_PEGAWAI,
        periode=kantor.periode,
        pegawai=kantor.pegawai[key],
        oleh=kantor.user["camat"],
    )
    pdf = render_laporan_pegawai(row, laporan_pegawai(pegawai=kantor.pegawai[key], periode=kantor.periode))
    assert pdf.refused == 0
    return pypdf.PdfReader(BytesIO(pdf.content))


def text_of(reader: pypdf.PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages)).replace(NBSP, " ")


def percent(value: Decimal) -> str:
    return f"{format_angka(value, 2)} %"


def test_the_unit_report_shows_the_stored_figures(kantor: Kantor) -> None:
    text = text_of(pdf_unit(kantor))
    skor = SkorUnit.objects.get(unit_kerja=kantor.unit["BW"], periode=kantor.periode)
    assert skor.nilai is not None
    assert f"Nilai kinerja organisasi 60 {format_angka(skor.nilai, 2)} {skor.kelas}" in text
    rows = Capaian.objects.filter(periode=kantor.periode, target__unit_kerja=kantor.unit["BW"], capaian__isnull=False)
    assert rows.count() == 4
    for row in rows.select_related("target__indikator"):
        assert row.capaian is not None
        assert f"{percent(row.capaian)} {row.kelas}" in text
    for month in SkorUnit.objects.filter(unit_kerja=kantor.unit["BW"]):
        assert month.nilai is not None
        assert format_angka(month.nilai, 2) in text


def test_the_unit_report_is_an_official_document(kantor: Kantor) -> None:
    reader = pdf_unit(kantor)
    first, last = reader.pages[0].extract_text(), reader.pages[-1].extract_text()
    every = text_of(reader)
    assert "PEMERINTAH KOTA PEKANBARU" in first
    assert "KECAMATAN BINAWIDYA" in first
    assert "Jalan Bina Krida Nomor 12" in first
    assert f"Halaman 1 dari {len(reader.pages)}" in first
    assert "Laporan Evaluasi Kinerja Unit · Kecamatan Binawidya · Januari–Oktober 2026" in last
    assert "Camat Binawidya," in every
    assert "Rahmat Hidayatul Fikri, S.STP., M.Si." in every
    assert "Pembina Tingkat I (IV/b)" in every
    assert "NIP 19850101 201001 2 001" in every


def test_the_renderer_has_nothing_to_complain_about(kantor: Kantor, caplog: pytest.LogCaptureFixture) -> None:
    """No unknown style, no picture without words, no refused request."""
    with caplog.at_level("WARNING", logger="weasyprint"):
        pdf_unit(kantor)
        pdf_pegawai(kantor)
    assert [record.getMessage() for record in caplog.records] == []


def test_the_unit_report_counts_entries_with_its_formula(kantor: Kantor) -> None:
    text = text_of(pdf_unit(kantor))
    # Due in October: four IKU of the kecamatan, three of the units below, two of the employee; the lurah sent none.
    assert "Kelengkapan diajukan ÷ wajib diisi 8 dari 9 88,89 %" in text
    assert "Berbukti dengan bukti dukung ÷ diajukan 1 dari 8 12,50 %" in text
    assert "1 Hendra Saputra Kelurahan Delima 1 0" in text


def test_a_returned_entry_counts_as_not_handed_in(kantor: Kantor) -> None:
    laporan = laporan_unit(unit=kantor.unit["BW-3"], periode=kantor.bulan[8])
    assert (laporan.pelaporan.wajib, laporan.pelaporan.diajukan, laporan.pelaporan.dikembalikan) == (3, 2, 1)
    assert [(row.nama, row.belum, row.dikembalikan) for row in laporan.belum_lapor] == [("Hendra Saputra", 1, 1)]


def test_the_distribution_is_that_of_the_dashboard(kantor: Kantor) -> None:
    kantor.add_target("K", "Kunjungan", unit="BW-2", pengisi="kasi", pegawai="kasi")
    kantor.calculate()
    laporan = laporan_unit(unit=kantor.unit["BW"], periode=kantor.periode)
    shown = sebaran_pegawai(kantor.unit["BW"], kantor.periode, [*kantor.kebijakan.skala.all()])
    assert [*laporan.sebaran] == shown
    # Nothing was reported for a year of visits: that counts as a capaian of 0.
    assert {row.nama: row.jumlah for row in shown if row.jumlah} == {"Sangat tinggi": 1, "Sangat rendah": 1}


def test_recommendations_name_figures_and_no_causes(kantor: Kantor) -> None:
    found = rekomendasi(laporan_unit(unit=kantor.unit["BW"], periode=kantor.periode))
    # 130 of 180 so far, 216 in the year: 86 in two months.
    assert found[0].replace(NBSP, " ") == (
        "Kegiatan gotong royong di kelurahan: capaian 72,22 % (130 kali dari target 180 kali), nilai berkurang 4,63. "
        "Agar target tahunan tercapai perlu rata-rata 43 kali per bulan, sejauh ini 13 kali."
    )
    assert "1 dari 9 realisasi Oktober 2026 tidak diajukan oleh 1 pengisi sampai periode ditutup." in found
    assert (
        "Seksi Kesejahteraan Sosial: nilai turun 9 bulan berturut-turut, dari 92,00 (Januari) menjadi 78,50." in found
    )


def test_a_unit_without_fault_gets_no_recommendation(kosong: Kantor) -> None:
    kosong.add_target("A", "Surat selesai", unit="BW", pengisi="camat", bulanan=10)
    for bulan in range(1, 11):
        kosong.add_realisasi("A", bulan, 10)
    kosong.calculate()
    assert rekomendasi(laporan_unit(unit=kosong.unit["BW"], periode=kosong.periode)) == []
    assert "Tidak ada. Semua indikator terukur mencapai target" in text_of(pdf_unit(kosong))


def test_a_report_without_any_data_says_so_in_words(kosong: Kantor) -> None:
    text = text_of(pdf_unit(kosong))
    assert "belum mempunyai target yang disetujui untuk 2026" in text
    assert "Belum ada nilai yang dihitung pada 2026." in text
    assert "Tidak ada unit di bawah unit ini." in text
    assert "Tidak ada realisasi yang wajib diisi untuk Oktober 2026." in text
    text = text_of(pdf_pegawai(kosong, "camat"))
    assert "Belum ada target yang disetujui untuk 2026" in text
    assert "tidak ada yang tercatat pada 31 Oktober 2026" in text
    assert "Tidak ada bukti dukung yang dilampirkan." in text


def test_sixty_indicators_and_long_names_keep_the_head_on_every_page(kosong: Kantor) -> None:
    kosong.unit["BW"].nama = "Dinas Pemberdayaan Masyarakat, Perlindungan Perempuan, Anak, dan Keluarga " * 2
    kosong.unit["BW"].save()
    kosong.pegawai["camat"].nama = PANJANG
    kosong.pegawai["camat"].save()
    for number in range(60):
        kode = f"X-{number:02d}"
        kosong.add_target(kode, f"{PANJANG} nomor {number}", unit="BW", pengisi="camat", bulanan=1_000_000, bobot="1.5")
        kosong.add_realisasi(kode, 1, 900_000 + number)
    kosong.calculate()
    reader = pdf_unit(kosong)
    pages = [page.extract_text() for page in reader.pages]
    with_rows = [page for page in pages if " nomor " in page and "Indikator kinerja" in page]
    assert len(with_rows) >= 3
    text = text_of(reader)
    assert all(f"{PANJANG} nomor {number} " in text for number in range(60))
    assert f"Kepala {PANJANG}" not in text
    assert pages[-1].count("Halaman") == 1


def test_a_vacant_head_is_said_and_not_replaced(kantor: Kantor) -> None:
    Penempatan.objects.filter(pegawai=kantor.pegawai["lurah"]).update(tmt_selesai=date(2026, 10, 15))
    text = text_of(pdf_unit(kantor, "BW-3"))
    assert "Kepala Kelurahan Delima," in text
    assert "Jabatan ini kosong pada 31 Oktober 2026." in text
    assert "KELURAHAN DELIMA" in text
    assert "Rahmat Hidayatul Fikri" not in text


def test_who_acts_on_the_last_day_signs_as_acting(kantor: Kantor) -> None:
    Penempatan.objects.filter(pegawai=kantor.pegawai["lurah"]).update(tmt_selesai=date(2026, 10, 15))
    acting = {"jabatan": "Lurah Delima", "jenis": JenisPenempatan.PLT, "memimpin": True}
    kantor.add_post("sekcam", "BW-3", **acting, tmt_mulai=date(2026, 10, 16))
    text = text_of(pdf_unit(kantor, "BW-3"))
    assert "Plt. Lurah Delima," in text
    assert "Nurhasanah Rambe, S.Sos." in text
    assert "Plt. Lurah Delima," in text_of(pdf_pegawai(kantor, "staf"))


def test_a_month_that_is_still_open_is_marked_as_provisional(kantor: Kantor) -> None:
    Periode.objects.filter(pk=kantor.periode.pk).update(status=StatusPeriode.DIBUKA, ditutup_at=None)
    kantor.bulan[-1] = Periode.objects.get(pk=kantor.periode.pk)
    assert "Sementara: Oktober 2026 belum ditutup" in text_of(pdf_unit(kantor))
    assert "Sementara: Oktober 2026 belum ditutup" in text_of(pdf_pegawai(kantor))


def test_the_employee_report_shows_the_stored_figures(kantor: Kantor) -> None:
    text = text_of(pdf_pegawai(kantor))
    skor = SkorPegawai.objects.get(pegawai=kantor.pegawai["staf"], periode=kantor.periode)
    assert skor.nilai is not None
    assert f"Nilai {format_angka(skor.nilai, 2)} {skor.kelas}" in text
    points = Decimal(0)
    for row in Capaian.objects.filter(periode=kantor.periode, target__pegawai=kantor.pegawai["staf"]).select_related(
        "target"
    ):
        assert row.capaian is not None
        part = row.capaian * row.target.bobot / 100
        points += part
        assert f"{percent(row.capaian)} {format_angka(part, 2)} {row.kelas}" in text
    assert f"Jumlah 100 {format_angka(points, 2)}" in text
    assert "455 dijawab tepat waktu dari 500 pengaduan" in text


def test_the_employee_report_names_person_superior_notes_and_evidence(kantor: Kantor) -> None:
    text = text_of(pdf_pegawai(kantor))
    assert "Nama Rizky Ananda Putra, A.Md." in text
    assert "Jabatan Lurah Delima" in text
    assert "1 Apr 2026 1 Diajukan terlambat 3 hari." in text
    assert "Catatan pengisi: Dua hari listrik padam." in text
    assert "Okt 2026 2 rekap-10.pdf 10ab34cd" in text
    assert "10ab34cd0" not in text
    # Both sign.
    assert text.count("Rizky Ananda Putra, A.Md.") >= 2
    assert text.count("Hendra Saputra") >= 2


def test_an_entry_that_was_sent_back_and_then_approved_is_remembered(kantor: Kantor) -> None:
    entry = kantor.add_realisasi("BW-3-A", 10, 50, status=StatusRealisasi.DIKEMBALIKAN, alasan="Angka tahun lalu.")
    entry.status, entry.alasan = StatusRealisasi.DISETUJUI, ""
    with pgtrigger.ignore(*BULAN_LAMA):
        entry.save()
    kantor.target["BW-3-A"].pegawai = kantor.pegawai["lurah"]
    kantor.target["BW-3-A"].save()
    text = text_of(pdf_pegawai(kantor, "lurah"))
    assert "Okt 2026 1 Dikembalikan 1 kali." in text
    assert "Sep 2026 1 Dikembalikan 1 kali. Belum diperbaiki: Bukti belum ditandatangani." in text


def test_long_figures_are_set_in_several_tables_of_months(kantor: Kantor) -> None:
    values = {"unit": "BW-3-1", "pengisi": "staf", "pegawai": "staf", "bulanan": 9_000_000_000, "satuan": "rupiah"}
    kantor.add_target("RP", "Retribusi terkumpul", **values)  # type: ignore[arg-type]
    for bulan in range(1, 11):
        kantor.add_realisasi("RP", bulan, 9_412_300_000 + bulan)
    kantor.calculate()
    context = konteks_pegawai(Dokumen(periode=kantor.periode, created_at=kantor.periode.ditutup_at), laporan_pegawai(
        pegawai=kantor.pegawai["staf"], periode=kantor.periode
    ))  # fmt: skip
    assert [part["bulan"] for part in context["bulanan"]] == [
        ["Jan", "Feb", "Mar", "Apr"], ["Mei", "Jun", "Jul", "Agu"], ["Sep", "Okt"],
    ]  # fmt: skip
    text = text_of(pdf_pegawai(kantor))
    assert "9.412.300.010" in text
    assert "Rp94.123.000.055" in text


def test_somebody_without_any_post_still_gets_a_document(db: None) -> None:
    kantor = make_kantor()
    pegawai = Pegawai.objects.create(
        nip="198501012010011001", nama="Tanpa Unit", jenis_kelamin="L", tanggal_lahir=MULAI
    )
    laporan = laporan_pegawai(pegawai=pegawai, periode=kantor.periode)
    assert laporan.kop.unit == ("Kecamatan Binawidya",)
    context = konteks_pegawai(Dokumen(periode=kantor.periode, created_at=kantor.periode.ditutup_at), laporan)
    assert ("Jabatan", "tidak memegang jabatan") in context["identitas"][0]["baris"]


def test_the_same_note_of_several_indicators_is_written_once(kantor: Kantor) -> None:
    kantor.add_target("ST-3", "Arsip disusun", unit="BW-3-1", pengisi="staf", pegawai="staf")
    kantor.add_realisasi("ST-3", 4, 9, terlambat_hari=3)
    laporan = laporan_pegawai(pegawai=kantor.pegawai["staf"], periode=kantor.periode)
    notes = konteks_pegawai(Dokumen(periode=kantor.periode, created_at=kantor.periode.ditutup_at), laporan)["catatan"]
    assert {"bulan": "Apr 2026", "nomor": "1 dan 3", "teks": "Diajukan terlambat 3 hari."} in notes


def test_a_leader_reads_the_score_of_the_unit_beside_the_own(kantor: Kantor) -> None:
    text = text_of(pdf_pegawai(kantor, "camat"))
    assert "unit yang dipimpin: Kecamatan Binawidya 96,69 (sangat tinggi)." in text


def test_a_month_without_report_is_a_cross_and_never_a_zero(kantor: Kantor) -> None:
    kantor.target["BW-3-A"].pegawai = kantor.pegawai["lurah"]
    kantor.target["BW-3-A"].save()
    laporan = laporan_pegawai(pegawai=kantor.pegawai["lurah"], periode=kantor.periode)
    context = konteks_pegawai(Dokumen(periode=kantor.periode, created_at=kantor.periode.ditutup_at), laporan)
    cells = [cell["realisasi"] for part in context["bulanan"] for cell in part["baris"][0]["sel"]]
    assert cells == ["60"] * 8 + ["×", "×"]


def test_a_closed_month_keeps_the_scale_it_was_judged_by(kantor: Kantor) -> None:
    SkalaKelas.objects.filter(kebijakan=kantor.kebijakan, urutan=1).update(batas=d("80.5"))
    laporan = laporan_unit(unit=kantor.unit["BW"], periode=kantor.periode)
    assert laporan.kebijakan == kantor.kebijakan
    assert (
        "sangat tinggi lebih dari 80,5"
        in konteks_unit(Dokumen(periode=kantor.periode, created_at=kantor.periode.ditutup_at), laporan)[
            "catatan_indikator"
        ]
    )


def test_text_that_people_entered_reaches_no_address(kantor: Kantor, listener: Any) -> None:
    def call(name: str) -> str:
        return f"<img src={listener.address}/{name}>"

    unit, staf = kantor.unit["BW-3"], kantor.pegawai["staf"]
    unit.nama, unit.nama_pendek, unit.alamat, unit.kontak = call("u"), call("p"), call("a"), call("k")
    unit.save()
    staf.nama, staf.gelar_depan, staf.gelar_belakang = call("n"), call("d"), call("b")
    staf.save()
    Jabatan.objects.filter(nama="Lurah Delima").update(nama=call("j"))
    SkalaKelas.objects.filter(urutan=1).update(nama=call("s"))
    for target in kantor.target.values():
        indikator = target.indikator
        indikator.nama, indikator.satuan = call("i"), call("t")
        indikator.label_pembilang, indikator.label_penyebut = call("l"), call("m")
        indikator.save()
    entry = kantor.add_realisasi(
        "BW-3-A", 10, 5, status=StatusRealisasi.DIKEMBALIKAN, alasan=call("r"), catatan=call("c")
    )
    kantor.add_bukti(entry, call("e"), "f" * 64)
    kantor.target["BW-3-A"].pegawai = kantor.pegawai["lurah"]
    kantor.target["BW-3-A"].save()
    kantor.calculate()
    readers = [
        pdf_unit(kantor, "BW"),
        pdf_unit(kantor, "BW-3"),
        pdf_pegawai(kantor, "lurah"),
        pdf_pegawai(kantor, "staf"),
    ]
    assert listener.hits == []
    printed = "".join(text_of(reader).replace(" ", "") for reader in readers)
    for name in "upaknbdjsitlmrce":
        assert f"<imgsrc={listener.address}/{name}>".lower() in printed.lower(), name
    assert all(reader.attachments == {} for reader in readers)
