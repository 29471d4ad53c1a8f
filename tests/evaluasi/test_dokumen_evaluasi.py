"""The documents of one evaluation: what they print is what the page says."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from binawidya.organisasi.models import Pegawai
from indikator.enums import StatusTarget
from kinerja.enums import JenisDokumen
from kinerja.models import Dokumen, EkspektasiPerilaku, Evaluasi, EvaluasiUnit, Skp, UmpanBalik
from kinerja.reports.evaluasi import render_dokumen_evaluasi, render_evaluasi
from kinerja.selectors.laporan_evaluasi import laporan_evaluasi, periode_evaluasi
from kinerja.selectors.penetapan import daftar_tpp, penetapan
from kinerja.services.dokumen_pembuat import PEMBUAT
from kinerja.services.keberatan import keberatan_decide
from tests import evaluasi
from tests.indikator.rencana_bantu import draf, pemilik
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db
PANJANG = "Persentase permohonan pelayanan administrasi terpadu selesai tepat waktu "


def dokumen_of(kantor: Kantor, row: Evaluasi, jenis: JenisDokumen, **fields: object) -> Dokumen:
    values = {"periode": periode_evaluasi(row), "pegawai": row.pegawai, "evaluasi": row} | fields
    return Dokumen.objects.create(jenis=jenis, oleh=kantor.user["pegawai"], **values)


def teks(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ").split())


def test_both_documents_say_what_the_page_says(kantor: Kantor) -> None:
    Pegawai.objects.filter(pk=kantor.pegawai["pegawai"].pk).update(
        nama="Raden Ajeng Siti Nurhaliza Kusumawardhani Tjokroadisoerjo Hadiningrat", gelar_belakang="S.Sos., M.Si."
    )
    row = evaluasi.draf(kantor)
    evaluasi.skor(kantor, "pegawai", "97.035", row.masa)
    row = evaluasi.tetapkan(kantor, "sesuai", "di_atas")
    client = Client()
    client.force_login(kantor.user["pegawai"])
    page = client.get(f"/evaluasi/{row.pk}/").content.decode()
    for jenis, draw in (
        (JenisDokumen.EVALUASI_KINERJA, render_evaluasi),
        (JenisDokumen.DOKUMEN_EVALUASI, render_dokumen_evaluasi),
    ):
        dokumen = dokumen_of(kantor, row, jenis)
        text = teks(draw(dokumen, laporan_evaluasi(dokumen)).content)
        for figure in ("97,04", "Sesuai ekspektasi", "Di atas ekspektasi", "Baik", str(row.masa)):
            assert figure in text, (jenis, figure)
        assert "Hadiningrat" in text
        assert "Tidak ada keberatan" in text or jenis == JenisDokumen.EVALUASI_KINERJA
    for figure in ("97,04", "Sesuai ekspektasi", "Di atas ekspektasi"):
        assert figure in page


def test_the_document_carries_the_objection_and_what_it_changed(kantor: Kantor) -> None:
    keberatan = evaluasi.keberatan(kantor)
    before = dokumen_of(
        kantor, keberatan.evaluasi, JenisDokumen.DOKUMEN_EVALUASI, status="selesai", selesai_at=timezone.now(),
        berkas="dokumen/aa/a.pdf", sha256="ab" * 32,
    )  # fmt: skip
    check = f"/periksa/{before.kode}/"
    assert "ditetapkan atau diputuskan lagi" not in Client().get(check).text
    decided = keberatan_decide(
        actor=kantor.user["camat"], keberatan=keberatan, putusan="Bukti September sah.", hasil_kerja="di_atas",
        perilaku="di_atas",
    )  # fmt: skip
    assert decided.hasil is not None
    assert "ditetapkan atau diputuskan lagi" in Client().get(check).text, "the paper in hand is no longer the last word"
    dokumen = dokumen_of(kantor, decided.hasil, JenisDokumen.DOKUMEN_EVALUASI)
    text = teks(render_dokumen_evaluasi(dokumen, laporan_evaluasi(dokumen)).content)
    assert "Bukti September terlewat." in text
    assert "Bukti September sah." in text
    assert "Predikat semula: Baik" in text
    assert "Sangat Baik" in text


def test_sixty_rows_with_long_names_keep_their_head_and_the_added_work_stands_apart(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    milik = pemilik(kantor, tahun=kantor.tahun)
    for number in range(60):
        target = draf(kantor, milik, f"L-{number:02d}", status=StatusTarget.DISETUJUI, tambahan=number >= 55)
        target.indikator.nama = (
            f"{'Persentase permohonan pelayanan administrasi terpadu selesai tepat waktu ' * 2}{number}"
        )
        target.indikator.save()
        UmpanBalik.objects.create(pegawai=row.pegawai, target=target, penulis=kantor.user["atasan"], isi="Baik. " * 20)
    dokumen = dokumen_of(kantor, row, JenisDokumen.EVALUASI_KINERJA)
    pdf = render_evaluasi(dokumen, laporan_evaluasi(dokumen))
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf.content)).pages]
    rows = [page for page in pages if "Persentase permohonan" in page]
    assert len(rows) >= 5
    assert all("Indikator kinerja individu" in page for page in rows)
    assert not any(page.rstrip().endswith(("A. Utama", "B. Tambahan")) for page in pages)
    text = " ".join(pages)
    assert text.index("A. Utama") < text.index("B. Tambahan") < text.rindex("Persentase permohonan")


def test_without_a_confirmed_evaluation_the_document_says_so(kantor: Kantor) -> None:
    row = evaluasi.draf(kantor)
    dokumen = dokumen_of(kantor, row, JenisDokumen.DOKUMEN_EVALUASI, evaluasi=None)
    text = teks(render_dokumen_evaluasi(dokumen, laporan_evaluasi(dokumen)).content)
    assert "Belum ada evaluasi yang ditetapkan" in text


def test_the_documents_of_many_people_are_gathered_with_the_queries_of_one(kantor: Kantor) -> None:
    rows = [evaluasi.tetapkan(kantor, "sesuai", "di_atas", nama) for nama in ("pegawai", "rekan")]
    for row in rows:
        UmpanBalik.objects.create(pegawai=row.pegawai, penulis=kantor.user["atasan"], isi=f"Untuk {row.pk}.")
    documents = [
        Dokumen(pk=number, jenis=JenisDokumen.EVALUASI_KINERJA, periode=periode_evaluasi(rows[0]), pegawai=pegawai)
        for number, pegawai in enumerate([*(row.pegawai for row in rows), kantor.pegawai["atasan"]], 1)
    ]
    gather = PEMBUAT[JenisDokumen.EVALUASI_KINERJA].kumpulkan_banyak
    with CaptureQueriesContext(connection) as one:
        gather(documents[:1])
    with CaptureQueriesContext(connection) as three:
        found = gather(documents)
    assert len(three) == len(one)
    assert [found[dokumen.pk].evaluasi for dokumen in documents] == [*rows, None]
    assert found == {dokumen.pk: laporan_evaluasi(dokumen) for dokumen in documents}
    first = dokumen_of(kantor, rows[0], JenisDokumen.EVALUASI_KINERJA)
    with CaptureQueriesContext(connection) as drawing:
        render_evaluasi(first, found[1])
    assert not drawing


def test_what_the_leader_expects_comes_from_the_skp_until_the_evaluation_says_otherwise(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    skp = Skp.objects.create(pegawai=row.pegawai, tahun=row.tahun)
    EkspektasiPerilaku.objects.create(skp=skp, perilaku="loyal", isi="Menjaga rahasia pemohon.")
    client = Client()
    client.force_login(kantor.user["atasan"])
    assert "Menjaga rahasia pemohon." in client.get(f"/evaluasi/{row.pk}/").text
    row = evaluasi.tetapkan(kantor)
    dokumen = dokumen_of(kantor, row, JenisDokumen.EVALUASI_KINERJA)
    assert "Menjaga rahasia pemohon." in teks(render_evaluasi(dokumen, laporan_evaluasi(dokumen)).content)


def test_the_paper_of_a_unit_names_fixed_predikat_and_only_counts_drafts(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor, "sesuai", "di_atas")
    evaluasi.nilai(kantor, "di_bawah", "di_bawah", "rekan")
    paper = Dokumen(
        pk=1, jenis=JenisDokumen.PENETAPAN_PREDIKAT, periode=periode_evaluasi(row), unit_kerja=kantor.unit["pelayanan"],
        created_at=row.ditetapkan_at, oleh=kantor.user["atasan"],
    )  # fmt: skip
    data = penetapan(paper)
    text = teks(PEMBUAT[JenisDokumen.PENETAPAN_PREDIKAT].gambar(paper, data).content)
    assert "Sementara: evaluasi 1 pegawai belum ditetapkan." in text
    assert row.pegawai.nama in text
    assert kantor.pegawai["rekan"].nama not in text
    assert "Sangat Kurang 1" not in text
    maker = PEMBUAT[JenisDokumen.PENETAPAN_PREDIKAT].buku
    assert maker is not None
    book = openpyxl.load_workbook(io.BytesIO(maker(paper, data).content))
    assert [cell.value for cell in book["Pegawai"]["A"]] == ["Nama", row.pegawai.nama_lengkap]


def test_the_payroll_paper_holds_the_lines_of_the_payroll_list(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    client = Client()
    client.force_login(kantor.user["admin_kepegawaian"])
    assert client.post(f"/evaluasi/gaji/{row.masa.slug}/dokumen/", {"bentuk": "xlsx"}).status_code == 302
    dokumen = Dokumen.objects.get()
    assert (dokumen.masa_evaluasi, dokumen.bentuk) == (row.masa.slug, "xlsx")
    data = daftar_tpp(dokumen)
    assert [line[0] for line in data.baris] == [row.pegawai.nip]
    maker = PEMBUAT[JenisDokumen.DAFTAR_TPP].buku
    assert maker is not None
    book = openpyxl.load_workbook(io.BytesIO(maker(dokumen, data).content))
    streamed = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"/evaluasi/gaji/{row.masa.slug}/"))))
    assert [*book["Predikat"].values] == [*streamed.active.values]  # type: ignore[union-attr]
    assert row.pegawai.nip in teks(PEMBUAT[JenisDokumen.DAFTAR_TPP].gambar(dokumen, data).content)


def test_a_leader_asks_for_the_paper_of_the_year_although_a_quarter_ends_with_it(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    unit = EvaluasiUnit.objects.get(pk=row.evaluasi_unit_id)
    client = Client()
    client.force_login(kantor.user["camat"])
    assert client.post(f"/evaluasi/unit/{unit.pk}/cetak/", {"bentuk": "pdf"}).status_code == 302
    dokumen = Dokumen.objects.get()
    assert (dokumen.jenis, dokumen.masa_evaluasi) == (JenisDokumen.PENETAPAN_PREDIKAT, unit.masa.slug)
