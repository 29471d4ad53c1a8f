"""Evidence: what a file is decides its content, never its name."""

import io
import zipfile
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from indikator.enums import StatusRealisasi
from indikator.models import Bukti
from tests.kantor import Kantor

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def client(kantor: Kantor) -> Client:
    client = Client()
    client.force_login(kantor.user["pegawai"])
    return client


def picture(kind: str = "JPEG") -> bytes:
    output = io.BytesIO()
    image = Image.new("RGB", (20, 10), "red")
    exif = Image.Exif()
    exif[0x010F] = "Kamera rahasia"
    image.save(output, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return output.getvalue()


def openxml(part: str, **more: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return output.getvalue()


def attach(client: Client, kantor: Kantor, name: str, content: bytes) -> Any:
    entry = kantor.target["pegawai"].realisasi.first() or kantor.isi("pegawai")
    address = reverse("indikator:bukti_create", kwargs={"pk": entry.pk})
    return client.post(address, {"berkas": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("rekap.pdf", PDF, "application/pdf"),
        ("foto.jpg", picture(), "image/jpeg"),
        ("foto.png", picture("PNG"), "image/png"),
        ("foto.pdf", picture("PNG"), "image/png"),
        ("lembar.xlsx", openxml("xl/workbook.xml"), "spreadsheetml"),
        ("surat.docx", openxml("word/document.xml"), "wordprocessingml"),
    ],
)
def test_accepted_kinds_are_known_by_their_content(
    name: str, content: bytes, kind: str, kantor: Kantor, client: Client
) -> None:
    assert attach(client, kantor, name, content).status_code == 302
    assert kind in Bukti.objects.get().tipe_isi


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rekap.pdf", b"<html><script>alert(1)</script></html>", "berisi HTML, bukan PDF"),
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "berisi HTML"),
        ("campur.pdf", b"%PDF-1.4 <html><script>alert(1)</script>%%EOF", "berisi HTML"),
        ("potong.pdf", b"%PDF-1.4\n1 0 obj", "terpotong"),
        ("kosong.pdf", b"", "kosong"),
        ("program.exe", b"MZ\x90\x00", "tidak diterima"),
        ("rusak.jpg", b"\xff\xd8\xff\xe0 bukan gambar", "rusak"),
        ("arsip.docx", openxml("lain.xml"), "rusak"),
        ("makro.xlsx", openxml("xl/workbook.xml", **{"xl__vbaProject.bin": b"x"}), "makro"),
        ("bom.xlsx", openxml("xl/workbook.xml", xl__besar=b"0" * 30_000_000), "jauh lebih besar"),
    ],
)
def test_other_content_is_refused_in_words_and_leaves_nothing(
    name: str, content: bytes, said: str, kantor: Kantor, client: Client, settings: LazySettings, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    answer = attach(client, kantor, name, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Bukti.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_over_the_limit_is_refused_with_both_sizes(
    kantor: Kantor, client: Client, settings: LazySettings
) -> None:
    settings.BUKTI_MAKS_BYTE = 1_000_000
    answer = attach(client, kantor, "besar.pdf", PDF + b" " * 1_500_000 + b"%%EOF")
    assert "Berkas ini 2 MB, paling besar 1 MB" in answer.content.decode()


def test_metadata_of_a_photograph_is_gone(kantor: Kantor, client: Client) -> None:
    attach(client, kantor, "foto.jpg", picture())
    with Bukti.objects.get().berkas.open("rb") as file:
        assert b"Kamera rahasia" not in file.read()


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\sistem.pdf", "a\u202efdp.exe", "\x07bel.pdf"])
def test_the_stored_name_is_ours_and_the_shown_one_is_tame(name: str, kantor: Kantor, client: Client) -> None:
    attach(client, kantor, name, PDF)
    bukti = Bukti.objects.get()
    assert bukti.nama.endswith(".pdf")
    assert not set(bukti.nama) & set("/\\\u202e\x07")
    assert bukti.berkas.name.startswith("bukti/")
    assert ".." not in bukti.berkas.name


def test_download_is_an_attachment_that_no_browser_runs(kantor: Kantor, client: Client) -> None:
    attach(client, kantor, "rekap.pdf", PDF)
    answer = client.get(reverse("indikator:bukti_download", kwargs={"pk": Bukti.objects.get().pk}))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_the_same_file_twice_is_one_piece_of_evidence(kantor: Kantor, client: Client) -> None:
    attach(client, kantor, "rekap.pdf", PDF)
    attach(client, kantor, "rekap-lagi.pdf", PDF)
    assert Bukti.objects.count() == 1


def test_evidence_of_a_submitted_entry_stays(kantor: Kantor, client: Client) -> None:
    attach(client, kantor, "rekap.pdf", PDF)
    bukti = Bukti.objects.get()
    type(bukti.realisasi).objects.update(status=StatusRealisasi.DIAJUKAN, diajukan_at=bukti.created_at)
    answer = client.post(reverse("indikator:bukti_delete", kwargs={"pk": bukti.pk}))
    assert answer.status_code == 409
    assert Bukti.objects.exists()
