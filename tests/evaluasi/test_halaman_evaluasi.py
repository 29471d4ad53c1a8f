"""Pages of evaluation as people use them, without script and with."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from kinerja.enums import StatusEvaluasi
from kinerja.models import Evaluasi, KonversiPredikat
from kinerja.services.umpan_balik import umpan_balik_create
from tests import evaluasi
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db


def masuk(kantor: Kantor, nama: str) -> Client:
    client = Client()
    client.force_login(kantor.user[nama])
    return client


def tabel(kantor: Kantor) -> str:
    return reverse("kinerja:evaluasi_tim", args=[evaluasi.buka(kantor)])


def test_a_superior_saves_the_whole_table_and_confirms_it_without_script(kantor: Kantor) -> None:
    url = tabel(kantor)
    atasan = masuk(kantor, "atasan")
    evaluasi.predikat_unit(kantor)
    rows = [*Evaluasi.objects.filter(penilai=kantor.pegawai["atasan"])]
    filled: dict[str, str] = {}
    for row, hasil in zip(rows, ("di_atas", "sesuai"), strict=True):
        values = {"hasil": hasil, "perilaku": "sesuai", "alasan": "Menurut laporan.", "versi": "1"}
        filled |= evaluasi.kirim(values, row.pk)
    unit = rows[0].evaluasi_unit_id
    answer = atasan.post(f"{url}simpan/", filled | {"lanjut": str(unit)})
    assert answer.url == f"{url}{unit}/"
    page = atasan.get(answer.url).content.decode()
    assert "Tetapkan predikat 2 pegawai?" in page
    refused = atasan.post(f"{answer.url}tetapkan/", {"ketik": "TETAPKAN"})
    assert refused.status_code == 422
    assert "Tulis alasannya" in refused.content.decode()
    assert Evaluasi.objects.exclude(status=StatusEvaluasi.DRAF).count() == 0
    done = atasan.post(f"{answer.url}tetapkan/", {"ketik": "tetapkan", "alasan_pola": "Dua orang."})
    assert done.url == url
    assert {row.predikat for row in Evaluasi.objects.filter(pk__in=[one.pk for one in rows])} == {"baik"}


def test_one_cell_saves_itself_and_brings_the_pattern_along(kantor: Kantor) -> None:
    row = evaluasi.draf(kantor)
    values = {"hasil": "di_bawah", "perilaku": "sesuai", "alasan": "", "versi": "1"}
    answer = masuk(kantor, "atasan").post(f"/evaluasi/{row.pk}/baris/", evaluasi.kirim(values, row.pk))
    text = answer.content.decode()
    assert "Butuh Perbaikan" in text
    assert 'hx-swap-oob="true"' in text
    assert "Alasan mengubah usul" in text
    row.refresh_from_db()
    assert (row.rating_hasil_kerja, row.predikat) == ("di_bawah", "butuh_perbaikan")


def test_a_table_of_forty_costs_the_queries_of_a_table_of_two(kantor: Kantor) -> None:
    url = tabel(kantor)
    atasan = masuk(kantor, "atasan")
    atasan.get(url)
    with CaptureQueriesContext(connection) as small:
        assert atasan.get(url).status_code == 200
    for n in range(38):
        kantor.orang(f"orang_{n}", "pelayanan")
    evaluasi.buka(kantor)
    with CaptureQueriesContext(connection) as large:
        page = atasan.get(url)
    assert "0 dari 40 lengkap" in page.content.decode()
    assert len(large) == len(small)
    assert len(page.content) < 150_000


def test_the_menu_marks_the_place_from_where_an_evaluation_is_seen(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    for nama, tempat in (
        ("pegawai", "Evaluasi saya"),
        ("atasan", "Evaluasi tim"),
        ("admin_kepegawaian", "Evaluasi unit"),
    ):
        page = masuk(kantor, nama).get(f"/evaluasi/{row.pk}/")
        assert page.context["shell"].active.label == tempat


def test_the_person_does_not_see_the_draft(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    pegawai = masuk(kantor, "pegawai")
    assert pegawai.get(f"/evaluasi/{row.pk}/").status_code == 404
    assert "sedang disusun" in pegawai.get("/evaluasi/").content.decode()


def test_feedback_with_an_answer_stands_on_the_page_of_the_person(kantor: Kantor) -> None:
    person = kantor.pegawai["pegawai"]
    first = umpan_balik_create(actor=kantor.user["atasan"], pegawai=person, isi="Rekap rapi.")
    url = reverse("kinerja:umpan_balik_create", args=[person.pk])
    masuk(kantor, "pegawai").post(url, {"isi": "Foto menyusul.", "induk": str(first.pk)})
    page = masuk(kantor, "pegawai").get("/umpan-balik/").content.decode()
    assert page.index("Rekap rapi.") < page.index("Foto menyusul.")
    assert masuk(kantor, "rekan").get(f"/umpan-balik/{person.pk}/").status_code == 404


def test_the_list_for_the_payroll_has_the_number_of_the_day_and_no_formula(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    Evaluasi.objects.filter(pk=row.pk).values("pk")
    for unit, angka in (("akar", 90), ("pelayanan", 75)):
        KonversiPredikat.objects.create(
            unit_kerja=kantor.unit[unit], predikat="baik", angka=angka, berlaku_mulai="2020-01-01"
        )
    kantor.pegawai["pegawai"].nama = "=1+1"
    kantor.pegawai["pegawai"].save()
    answer = masuk(kantor, "admin_kepegawaian").get(f"/evaluasi/gaji/{row.masa.slug}/")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    (line,) = [*sheet.iter_rows(min_row=2, values_only=True)]  # type: ignore[union-attr]
    assert line[6] == "Baik"
    assert line[7] == 75
    assert sheet.cell(2, 2).data_type == "s"  # type: ignore[union-attr]


def test_a_draft_is_read_by_its_assessor_alone_and_handed_over_unread(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor, "di_bawah", "di_bawah")
    Evaluasi.objects.filter(pk=row.pk).update(catatan="Sering terlambat masuk.")
    url = f"/evaluasi/{row.pk}/"
    assert "Sering terlambat masuk." in masuk(kantor, "atasan").get(url).text
    for nama in ("camat", "admin_kepegawaian"):
        page = masuk(kantor, nama).get(url)
        assert page.status_code == 200
        assert "Alihkan penilai" in page.text
        for secret in ("Sering terlambat", "Menurut bukti dukung.", "Sangat Kurang", "Di bawah ekspektasi"):
            assert secret not in page.text
    for nama in ("inspektorat", "pimpinan", "pegawai", "rekan"):
        assert masuk(kantor, nama).get(url).status_code == 404
    answer = masuk(kantor, "camat").post(
        f"{url}alihkan/", {"penilai": kantor.pegawai["camat"].pk, "alasan_pengalihan": "Atasan cuti."}
    )
    assert answer.status_code == 302
    assert evaluasi.evaluasi_of(kantor).penilai == kantor.pegawai["camat"]
