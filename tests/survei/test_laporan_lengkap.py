"""What the report and the paper way need beside the figures: photographs, follow-up by name, what was written."""

import io
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from binawidya.umum.dates import today
from survei.models import Dokumentasi, Jawaban, Saran, Survei, TindakLanjut
from survei.reports.laporan import laporan_pdf
from survei.selectors.pelaksana import pelaksana_pilihan
from survei.services.dokumentasi import PALING_BANYAK
from survei.services.hasil import hasil_calculate
from survei.services.kotak import kotak_empty
from survei.services.survei import survei_close
from tests.kantor import Kantor
from tests.survei.kuesioner import SLUG, dibuka, draf, formulir, jawab


@pytest.fixture
def pengelola(kantor: Kantor) -> Client:
    cache.clear()
    client = Client()
    client.force_login(kantor.user["pengelola_survei"])
    return client


@pytest.fixture
def selesai(kantor: Kantor) -> Survei:
    survei = dibuka(kantor)
    jawab(survei, 3, banyak=12)
    survei_close(actor=kantor.user["pengelola_survei"], survei=survei)
    hasil_calculate(survei.pk)
    survei.refresh_from_db()
    return survei


def text(response: Any) -> str:
    return str(response.content.decode())


def foto(warna: str = "#246") -> SimpleUploadedFile:
    content = io.BytesIO()
    picture = Image.new("RGB", (60, 40), warna)
    exif = picture.getexif()
    exif[0x010F] = "Kamera Rahasia"
    picture.save(content, "JPEG", exif=exif)
    return SimpleUploadedFile("../../loket.jpg", content.getvalue(), content_type="image/jpeg")


# --- photographs ---------------------------------------------------------------------------------------------------
def test_photographs_become_an_annex_of_the_report(selesai: Survei, pengelola: Client) -> None:
    page = f"/survei/{selesai.pk}/dokumentasi/"
    assert "Belum ada foto" in text(pengelola.get(page))
    answer = pengelola.post(f"{page}unggah/", {"berkas": foto(), "keterangan": "Pengisian di loket"})
    assert answer.status_code == 302
    photo = Dokumentasi.objects.get()
    shown = pengelola.get(f"/survei/dokumentasi/{photo.pk}/")
    body = b"".join(shown.streaming_content)  # type: ignore[attr-defined]
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert b"Kamera Rahasia" not in body, "where and with what it was taken stays outside"
    reader = PdfReader(io.BytesIO(laporan_pdf(selesai.hasil.get()).content))
    annex = next(sheet for sheet in reader.pages if "dokumentasi" in sheet.extract_text().lower())
    assert "Pengisian di loket" in annex.extract_text()
    assert len(annex.images) == 1
    assert pengelola.post(f"/survei/dokumentasi/{photo.pk}/hapus/").status_code == 302
    assert not Dokumentasi.objects.exists()


def test_what_is_no_photograph_is_refused_in_words_and_leaves_nothing(selesai: Survei, pengelola: Client) -> None:
    page = f"/survei/{selesai.pk}/dokumentasi/unggah/"
    wrong = {
        "laporan.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF",
        "foto.jpg": b"<svg onload=alert(1)>",
        "kosong.png": b"",
    }
    for name, content in wrong.items():
        sent = {"berkas": SimpleUploadedFile(name, content), "keterangan": "Apa saja"}
        answer = pengelola.post(page, sent)
        assert answer.status_code == 422, name
    assert pengelola.post(page, {"keterangan": "Tanpa foto"}).status_code == 422
    assert not Dokumentasi.objects.exists()
    storage = Dokumentasi._meta.get_field("berkas").storage
    assert isinstance(storage, FileSystemStorage)


def test_the_same_photograph_is_kept_once_and_a_dozen_is_enough(selesai: Survei, pengelola: Client) -> None:
    page = f"/survei/{selesai.pk}/dokumentasi/unggah/"
    for number in range(PALING_BANYAK):
        sent = {"berkas": foto(f"#{20 * number:02x}0000"), "keterangan": f"Foto {number}"}
        assert pengelola.post(page, sent).status_code == 302
    assert "Foto ini sudah ada" in text(pengelola.post(page, {"berkas": foto("#000000"), "keterangan": "Lagi"}))
    assert "Paling banyak 12 foto" in text(pengelola.post(page, {"berkas": foto("#00ff00"), "keterangan": "Lagi"}))
    assert "sudah penuh" in text(pengelola.get(f"/survei/{selesai.pk}/dokumentasi/"))


def test_a_draft_has_nothing_to_show(kantor: Kantor, pengelola: Client) -> None:
    survei = draf(kantor)
    sent = {"berkas": foto(), "keterangan": "Terlalu pagi"}
    assert pengelola.post(f"/survei/{survei.pk}/dokumentasi/unggah/", sent).status_code == 409


# --- follow-up -----------------------------------------------------------------------------------------------------
def isi(survei: Survei, **changed: str) -> dict[str, str]:
    unsur = survei.unsur.order_by("urutan")[0]
    values = {"unsur": str(unsur.pk), "tindakan": "Kursi tambahan", "tenggat": today().isoformat()}
    return {**values, "pelaksana": "Tim sarana", **changed}


def test_a_person_is_chosen_from_the_list_and_a_team_is_written(selesai: Survei, pengelola: Client) -> None:
    page = f"/survei/{selesai.pk}/"
    pilihan = pelaksana_pilihan(selesai)
    label, orang = next(iter(pilihan.items()))
    assert f'<option value="{label}">' in text(pengelola.get(page)).replace("&#x27;", "'")
    pengelola.post(f"{page}tindak-lanjut/", isi(selesai, pelaksana=label))
    pengelola.post(f"{page}tindak-lanjut/", isi(selesai))
    found = TindakLanjut.objects.order_by("pk").values_list("penanggung_jawab", "pelaksana")
    assert [*found] == [(orang.pk, ""), (None, "Tim sarana")]
    names = [one.siapa for one in TindakLanjut.objects.order_by("pk")]
    assert names == [orang.nama, "Tim sarana"]


def test_namesakes_are_not_guessed(selesai: Survei, kantor: Kantor) -> None:
    pilihan = pelaksana_pilihan(selesai)
    people = {pegawai.pk for pegawai in pilihan.values()}
    assert kantor.pegawai["pegawai"].pk in people
    assert all(label for label in pilihan)


def test_an_action_is_corrected_and_its_history_stays(selesai: Survei, pengelola: Client) -> None:
    pengelola.post(f"/survei/{selesai.pk}/tindak-lanjut/", isi(selesai))
    action = TindakLanjut.objects.get()
    assert "Kursi tambahan" in text(pengelola.get(f"/tindak-lanjut/{action.pk}/ubah/"))
    simpan = f"/tindak-lanjut/{action.pk}/simpan/"
    wrong = pengelola.post(simpan, isi(selesai, tindakan="", progres="50"))
    assert wrong.status_code == 422
    good = isi(selesai, tindakan="Dua belas kursi", progres="50", catatan="Menunggu pengadaan.")
    assert pengelola.post(simpan, good).status_code == 302
    action.refresh_from_db()
    assert (action.tindakan, action.progres, action.catatan) == ("Dua belas kursi", 50, "Menunggu pengadaan.")
    events: Any = TindakLanjut.pgh_event_model.objects  # type: ignore[attr-defined]
    assert [*events.order_by("pgh_id").values_list("tindakan", flat=True)] == ["Kursi tambahan", "Dua belas kursi"]
    assert "Menunggu pengadaan." in text(pengelola.get(f"/survei/{selesai.pk}/"))


# --- what was written ----------------------------------------------------------------------------------------------
def test_the_suggestions_of_paper_forms_reach_the_box(kantor: Kantor, pengelola: Client) -> None:
    survei = dibuka(kantor, pertanyaan_bebas=["Dari mana Anda tahu?"])
    page = f"/survei/{survei.pk}/kertas/"
    assert "Dari mana Anda tahu?" in text(pengelola.get(page))
    grid = {f"{row}-{slug}": "3" for row in range(1, 11) for slug in SLUG}
    written = {f"{row}-t0": f"Saran {row}" for row in range(1, 11)} | {"1-t1": "Tetangga"}
    assert pengelola.post(f"{page}simpan/", grid | written).status_code == 302
    kotak_empty(survei.pk)
    assert Jawaban.objects.count() == 10
    assert {*Saran.objects.filter(pertanyaan=0).values_list("isi", flat=True)} == {f"Saran {n}" for n in range(1, 11)}
    assert Saran.objects.get(pertanyaan=1).tanya == "Dari mana Anda tahu?"
    alone = pengelola.post(f"{page}simpan/", {"3-t0": "Hanya saran"})
    assert alone.status_code == 422
    assert "Baris 3: isi Persyaratan" in text(alone)
    assert "Hanya saran" in text(alone), "what was typed stays"
    long = pengelola.post(f"{page}simpan/", grid | {"2-t0": "x" * 1001})
    assert "Baris 2: satu tulisan paling panjang 1.000 huruf." in text(long)


def test_a_sheet_brings_its_suggestions_along(kantor: Kantor, pengelola: Client) -> None:
    survei = dibuka(kantor)
    heading = ";".join([*(f"U{place}" for place in range(1, 10)), "Saran"])
    rows = [heading, *(";".join("3" * 9) + f";Saran {n}" for n in range(10))]
    file = SimpleUploadedFile("jawaban.csv", "\n".join(rows).encode())
    assert pengelola.post(f"/survei/{survei.pk}/kertas/unggah/", {"berkas": file}).status_code == 302
    kotak_empty(survei.pk)
    assert Saran.objects.count() == 10


def test_the_empty_questionnaire_is_printed_with_its_boxes(kantor: Kantor, pengelola: Client) -> None:
    survei = dibuka(kantor, pertanyaan_bebas=["Dari mana Anda tahu?"])
    answer = pengelola.post(f"/survei/{survei.pk}/formulir/")
    words = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.content)).pages)
    for expected in ("Seberapa cepat Anda dilayani?", "Sangat cepat", "Dari mana Anda tahu?", "Saran", "Perempuan"):
        assert expected in words


def test_free_questions_are_asked_in_english_too(kantor: Kantor, pengelola: Client) -> None:
    survei = draf(kantor, inggris=True, pertanyaan_bebas=["Dari mana Anda tahu?"])
    hari = today().isoformat()
    values = {
        "tahun": survei.tahun, "jenis_periode": "bulan", "ke": survei.ke, "buka": hari, "tutup": hari,
        "tampilan": "satu", "inggris": "on", "pertanyaan_bebas": "Dari mana Anda tahu?",
        "pertanyaan_bebas_en": "How did you hear of it?\nWhat else?",
    }  # fmt: skip
    refused = pengelola.post(f"/survei/{survei.pk}/simpan/", values)
    assert "Ada 1 pertanyaan di atas dan 2 dalam bahasa Inggris" in text(refused)
    values["pertanyaan_bebas_en"] = "How did you hear of it?"
    assert pengelola.post(f"/survei/{survei.pk}/simpan/", values).status_code == 302
    pengelola.post(f"/survei/{survei.pk}/buka/")
    english = text(Client().get(f"/s/{survei.kode}/?bahasa=en"))
    assert "How did you hear of it?" in english
    assert "Dari mana" not in english
    assert "Dari mana Anda tahu?" in text(Client().get(f"/s/{survei.kode}/"))
    sent = formulir(Client(), survei, **{"t-1": "From a neighbour"})
    assert Client().post(f"/s/{survei.kode}/kirim/", sent).status_code == 302
