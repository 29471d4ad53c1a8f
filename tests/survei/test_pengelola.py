"""The way of a survey through the hands of the office: made, changed, opened, fed with paper, closed, published."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from binawidya.umum.dates import today
from survei.models import Jawaban, Kiriman, Layanan, Saran, Survei, TindakLanjut
from survei.services.hasil import hasil_calculate
from survei.services.kotak import kotak_empty
from tests.kantor import Kantor
from tests.survei.kuesioner import SLUG, dibuka, draf, jawab


@pytest.fixture
def pengelola(kantor: Kantor) -> Client:
    cache.clear()
    client = Client()
    client.force_login(kantor.user["pengelola_survei"])
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_survey_from_the_first_service_to_the_public_page(kantor: Kantor, pengelola: Client) -> None:
    unit = kantor.unit["pelayanan"]
    pengelola.post("/layanan/tambah/", {"unit_kerja": unit.pk, "nama": "Akta", "populasi": "300", "aktif": "on"})
    service = Layanan.objects.get()
    again = pengelola.post("/layanan/tambah/", {"unit_kerja": unit.pk, "nama": "Akta", "aktif": "on"})
    assert again.status_code == 422
    assert "sudah ada di unit itu" in text(again)
    hari = today()
    values = {
        "layanan": service.pk, "tahun": hari.year, "jenis_periode": "triwulan", "ke": "5", "buka": hari.isoformat(),
        "tutup": (hari + timedelta(days=9)).isoformat(), "tampilan": "satu", "demografi": ["umur"],
        "pertanyaan_bebas": "Dari mana Anda tahu layanan ini?", "inggris": "on",
    }  # fmt: skip
    wrong = pengelola.post("/survei/buat/", values)
    assert "hanya memuat 4 periode" in text(wrong)
    pengelola.post("/survei/buat/", values | {"ke": "1"})
    survei = Survei.objects.get()
    assert (survei.populasi, survei.banyak_unsur, survei.status) == (300, 9, "draf")
    for path in ("", "ubah/", "unsur/", "pratinjau/"):
        assert pengelola.get(f"/survei/{survei.pk}/{path}").status_code == 200, path
    assert pengelola.post(f"/survei/{survei.pk}/buka/").status_code == 302
    assert Client().get(f"/s/{survei.kode}/").status_code == 200
    grid = {f"{row}-{slug}": "3" for row in range(1, 13) for slug in SLUG}
    refused = pengelola.post(f"/survei/{survei.pk}/kertas/simpan/", grid | {"4-waktu": "7"})
    assert refused.status_code == 422
    assert "Baris 4: isi Waktu penyelesaian dengan 1 sampai 4." in text(refused)
    assert not Kiriman.objects.exists()
    for _press in range(2):
        stored = pengelola.post(f"/survei/{survei.pk}/kertas/simpan/", grid | {"kunci": "halaman-1"})
        assert stored.status_code == 302
    assert Kiriman.objects.count() == 12
    kotak_empty(survei.pk)
    assert {*Jawaban.objects.values_list("asal", flat=True)} == {"kertas"}
    assert pengelola.post(f"/survei/{survei.pk}/tutup/", {"ketik": "tidak"}).status_code == 422
    pengelola.post(f"/survei/{survei.pk}/tutup/", {"ketik": "TUTUP"})
    hasil_calculate(survei.pk)
    unsur = survei.unsur.get(slug="pengaduan")
    action = {"unsur": unsur.pk, "tindakan": "Loket 3", "pelaksana": "Kasi", "tenggat": hari.isoformat()}
    pengelola.post(f"/survei/{survei.pk}/tindak-lanjut/", action)
    pengelola.post(f"/tindak-lanjut/{TindakLanjut.objects.get().pk}/", {"progres": "50"})
    assert TindakLanjut.objects.get().progres == 50
    assert pengelola.post(f"/survei/{survei.pk}/umumkan/").status_code == 302
    page = text(Client().get(f"/ikm/{unit.pk}/"))
    assert "75,00" in page
    assert "Loket 3" in page
    # 169 of 300 users are wanted by the table.
    assert "Kurang 157 responden" in text(pengelola.get(f"/survei/{survei.pk}/"))
    assert "Akta" in text(pengelola.get("/survei/"))


def test_elements_may_be_dropped_and_added_and_the_weight_follows(kantor: Kantor, pengelola: Client) -> None:
    survei = draf(kantor)
    page = f"/survei/{survei.pk}/unsur/"
    values: dict[str, str] = {}
    for place, one in enumerate(survei.unsur.order_by("urutan")):
        kept = {} if one.slug == "biaya" else {f"u{place}-pakai": "on"}
        row = {"slug": one.slug, "urutan": str(one.urutan), "nama": one.nama, "pertanyaan": one.pertanyaan}
        row |= {f"jawaban_{number}": answer for number, answer in enumerate(one.jawaban, start=1)}
        values |= kept | {f"u{place}-{name}": value for name, value in row.items()}
    added = {"pakai": "on", "urutan": "1", "nama": "Kejelasan", "pertanyaan": "Seberapa jelas?"}
    assert pengelola.post(f"{page}simpan/", values | {f"u9-{k}": v for k, v in added.items()}).status_code == 422
    added |= {f"jawaban_{number}": f"J{number}" for number in range(1, 5)}
    assert pengelola.post(f"{page}simpan/", values | {f"u9-{k}": v for k, v in added.items()}).status_code == 302
    survei.refresh_from_db()
    assert survei.banyak_unsur == 9
    slugs = [*survei.unsur.order_by("urutan").values_list("slug", flat=True)]
    assert "biaya" not in slugs
    assert slugs[:2] == ["persyaratan", "kejelasan"]


def test_a_sheet_of_answers_is_taken_whole_or_not_at_all(kantor: Kantor, pengelola: Client) -> None:
    survei = dibuka(kantor)
    heading = ";".join([f"U{place}" for place in range(1, 10)] + ["Umur"])

    def unggah(*rows: str) -> Any:
        file = SimpleUploadedFile("jawaban.csv", "\n".join([heading, *rows]).encode())
        return pengelola.post(f"/survei/{survei.pk}/kertas/unggah/", {"berkas": file})

    good = ";".join("4" * 9) + ";21–30 tahun"
    refused = unggah(good, ";".join("5" * 9) + ";")
    assert refused.status_code == 422
    assert "Baris 3: isi Persyaratan" in text(refused)
    assert not Kiriman.objects.exists()
    assert unggah(good, good).status_code == 302
    kotak_empty(survei.pk)
    assert [*Jawaban.objects.values_list("asal", "umur")] == [("impor", "30")] * 2


def test_the_download_holds_answers_and_nothing_of_the_person(kantor: Kantor, pengelola: Client) -> None:
    survei = dibuka(kantor)
    jawab(survei, 4, banyak=11, kelompok={"umur": "61"}, teks=["Baik."])
    assert pengelola.get(f"/survei/{survei.pk}/jawaban/unduh/").status_code == 409
    pengelola.post(f"/survei/{survei.pk}/tutup/", {"ketik": "TUTUP"})
    hasil_calculate(survei.pk)
    answer = pengelola.get(f"/survei/{survei.pk}/jawaban/unduh/")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    rows = [*sheet.iter_rows(values_only=True)]
    assert (len(rows), len(rows[0])) == (12, 9)
    assert {*rows[1:]} == {(4,) * 9}


def test_texts_are_read_before_anybody_else_sees_them(kantor: Kantor, pengelola: Client) -> None:
    survei = dibuka(kantor)
    jawab(survei, 4, banyak=9, teks=["<b>Baik</b>."])
    page = f"/survei/{survei.pk}/saran/"
    assert "Baik" not in text(pengelola.get(page)), "nine texts are too few"
    jawab(survei, 4, teks=["Kursi kurang."])
    assert "&lt;b&gt;Baik" in text(pengelola.get(page))
    pimpinan = Client()
    pimpinan.force_login(kantor.user["pimpinan"])
    assert "Kursi" not in text(pimpinan.get(page))
    pengelola.post(f"/survei/saran/{Saran.objects.get(isi='Kursi kurang.').pk}/", {"tampil": "1"})
    assert "Kursi" in text(pimpinan.get(page))


def test_posters_and_codes_are_documents(kantor: Kantor, pengelola: Client) -> None:
    survei = dibuka(kantor, wajib_token=True)
    printed = {"banyak": "4", "bentuk": "cetak"}
    for path, data in ((f"/survei/{survei.pk}/poster/a6/", {}), (f"/survei/{survei.pk}/kode/", printed)):
        answer = pengelola.post(path, data)
        assert answer.content.startswith(b"%PDF-"), path
    assert survei.token.count() == 4
    sent = pengelola.post(f"/survei/{survei.pk}/kode/", {"banyak": "2", "bentuk": "kirim"})
    sheet = load_workbook(BytesIO(b"".join(sent.streaming_content))).active
    assert sheet is not None
    kode, tautan = [*sheet.iter_rows(values_only=True)][1]
    assert str(tautan).endswith(f"/s/{survei.kode}/?kode={str(kode).replace('-', '').lower()}")
