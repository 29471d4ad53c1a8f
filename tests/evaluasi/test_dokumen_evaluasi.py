"""The documents of one evaluation: what they print is what the page says."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from binawidya.organisasi.models import Pegawai
from kinerja.enums import JenisDokumen
from kinerja.models import Dokumen, Evaluasi
from kinerja.reports.evaluasi import render_dokumen_evaluasi, render_evaluasi
from kinerja.selectors.laporan_evaluasi import laporan_evaluasi, periode_evaluasi
from kinerja.services.keberatan import keberatan_decide
from tests import evaluasi
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db


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
    decided = keberatan_decide(
        actor=kantor.user["camat"], keberatan=keberatan, putusan="Bukti September sah.", hasil_kerja="di_atas",
        perilaku="di_atas",
    )  # fmt: skip
    assert decided.hasil is not None
    dokumen = dokumen_of(kantor, decided.hasil, JenisDokumen.DOKUMEN_EVALUASI)
    text = teks(render_dokumen_evaluasi(dokumen, laporan_evaluasi(dokumen)).content)
    assert "Bukti September terlewat." in text
    assert "Bukti September sah." in text
    assert "Predikat semula: Baik" in text
    assert "Sangat Baik" in text


def test_without_a_confirmed_evaluation_the_document_says_so(kantor: Kantor) -> None:
    row = evaluasi.draf(kantor)
    dokumen = dokumen_of(kantor, row, JenisDokumen.DOKUMEN_EVALUASI, evaluasi=None)
    text = teks(render_dokumen_evaluasi(dokumen, laporan_evaluasi(dokumen)).content)
    assert "Belum ada evaluasi yang ditetapkan" in text
