"""Evidence under bad conditions: a full disk, too much of it, a scanner that finds, waits or is away."""

import io
import resource
import socketserver
import struct
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from binawidya.umum.models import OutboxTask
from binawidya.umum.pdf_preview import first_page
from binawidya.umum.scanner import ScanUnavailable
from indikator.enums import StatusPindai
from indikator.models import Bukti
from indikator.services.bukti import bukti_create, bukti_delete, bukti_link
from indikator.services.bukti_proses import bukti_process
from tests.indikator.test_bukti import PDF, picture
from tests.kantor import Kantor

# A real page, so that something can be drawn.
HALAMAN = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>\nendobj\ntrailer\n<</Size 4/Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def simpanan(settings: LazySettings, tmp_path: Path) -> Path:
    """A store of this test's own, so that what is left in it can be counted."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def attach(kantor: Kantor, content: bytes, name: str = "b.pdf") -> Bukti:
    entry = kantor.target["pegawai"].realisasi.first() or kantor.isi("pegawai")
    return bukti_create(actor=kantor.user["pegawai"], realisasi=entry, berkas=SimpleUploadedFile(name, content))


@contextmanager
def disk_holds(size: int) -> Iterator[None]:
    """Writing a file beyond this size fails for this process, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_disk_that_fills_in_the_middle_leaves_nothing_behind_and_says_so(kantor: Kantor, simpanan: Path) -> None:
    large = PDF.replace(b"%%EOF", b"x" * 5_000 + b"\n%%EOF")
    kantor.isi("pegawai")
    with disk_holds(2_000), pytest.raises(ValidationError, match="Tempat penyimpanan penuh"):
        attach(kantor, large)
    assert files(simpanan) == []
    assert not Bukti.objects.exists()
    # Control: with room for it the same file is kept.
    attach(kantor, large)
    assert len(files(simpanan)) == 1


class GudangPutus(Storage):
    """An object store that cannot be reached; its errors are its own, none of the operating system."""

    def _save(self, name: str, content: Any) -> str:
        raise LookupError("no endpoint")

    def delete(self, name: str) -> None:
        raise LookupError("no endpoint")

    def exists(self, name: str) -> bool:
        return False


def test_object_store_that_is_away_is_told_in_words_and_the_entry_stays(kantor: Kantor, settings: LazySettings) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.GudangPutus"}}
    entry = kantor.isi("pegawai")
    with pytest.raises(ValidationError, match="berkas tidak tersimpan"):
        attach(kantor, PDF)
    entry.refresh_from_db()
    assert (entry.nilai, Bukti.objects.count()) == (9, 0)


def test_upload_that_does_not_fit_into_the_temporary_folder_is_answered_in_words(
    kantor: Kantor, simpanan: Path, settings: LazySettings
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    entry = kantor.isi("pegawai")
    client = Client()
    client.force_login(kantor.user["pegawai"])
    large = SimpleUploadedFile("b.pdf", PDF.replace(b"%%EOF", b"x" * 300_000 + b"\n%%EOF"))
    with disk_holds(20_000):
        answer = client.post(reverse("indikator:bukti_create", kwargs={"pk": entry.pk}), {"berkas": large})
    assert answer.status_code == 422
    assert "tempat sementara penuh" in answer.content.decode()
    assert not Bukti.objects.exists()


def test_little_free_space_refuses_before_anything_is_written(
    kantor: Kantor, simpanan: Path, settings: LazySettings
) -> None:
    attach(kantor, PDF)
    settings.BUKTI_SISA_BYTE = 10**18
    with pytest.raises(ValidationError, match="Tempat penyimpanan penuh"):
        attach(kantor, picture("PNG"), "b.png")
    assert len(files(simpanan)) == 1


def test_daily_amount_counts_what_was_deleted_again(kantor: Kantor, simpanan: Path, settings: LazySettings) -> None:
    settings.BUKTI_HARIAN_BYTE = len(PDF) + 10
    bukti_delete(actor=kantor.user["pegawai"], bukti=attach(kantor, PDF))
    with pytest.raises(ValidationError, match="sehari ini"):
        attach(kantor, HALAMAN)


def test_row_that_is_refused_takes_its_file_along(
    kantor: Kantor, simpanan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Bukti, **options: Any) -> None:
        raise RuntimeError("no row")

    monkeypatch.setattr(Bukti, "save", refused)
    with pytest.raises(RuntimeError):
        attach(kantor, PDF)
    assert files(simpanan) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("laporan.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "berisi HTML"),
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "berisi HTML"),
        # A PDF that begins like a page: what a browser takes it for depends on the browser.
        ("dua.pdf", b"%PDF-1.4\n<html><script>1</script></html>\n%%EOF", "berisi HTML"),
        ("kosong.pdf", b"", "kosong"),
        ("aneh.png", b"\x89PNG\r\n\x1a\nrusak", "rusak"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_words(
    name: str, content: bytes, said: str, kantor: Kantor, simpanan: Path
) -> None:
    with pytest.raises(ValidationError, match=said):
        attach(kantor, content, name)
    assert files(simpanan) == []


def test_sheet_that_inflates_without_end_is_refused(kantor: Kantor, simpanan: Path) -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 50_000_000)
    with pytest.raises(ValidationError, match="jauh lebih besar"):
        attach(kantor, output.getvalue(), "b.xlsx")
    assert files(simpanan) == []


def test_path_in_the_name_leads_nowhere(kantor: Kantor, simpanan: Path) -> None:
    bukti = attach(kantor, PDF, "../../../etc/passwd.pdf")
    assert "/" not in bukti.nama and ".." not in bukti.nama
    assert [path.is_relative_to(simpanan / "bukti") for path in files(simpanan)] == [True]


@pytest.mark.parametrize(
    "tautan",
    [
        "http://a.example/",
        "javascript:alert(1)",
        "https://",
        "https://u:s@a.example/",
        "https://a.example/ b",
        "ftp://x",
    ],
)
def test_link_that_is_no_https_address_is_refused(tautan: str, kantor: Kantor) -> None:
    with pytest.raises(ValidationError, match="https://"):
        bukti_link(actor=kantor.user["pegawai"], realisasi=kantor.isi("pegawai"), tautan=tautan)


def test_same_file_of_another_month_is_pointed_out(kantor: Kantor, simpanan: Path) -> None:
    kantor.target["pegawai"].bulanan = [10] * 12
    other = kantor.isi("pegawai", bulan=kantor.kini % 12 + 1)
    bukti_link(actor=kantor.user["pegawai"], realisasi=kantor.isi("pegawai"), tautan="https://arsip.example/1")
    Bukti.objects.create(
        realisasi=other, jenis="tautan", nama="x", tautan="https://arsip.example/1", oleh=kantor.user["pegawai"]
    )
    client = Client()
    client.force_login(kantor.user["pegawai"])
    page = client.get(reverse("indikator:bukti_list", kwargs={"pk": other.pk})).content.decode()
    assert f"Sudah menjadi bukti Berkas diproses, {kantor.periode[kantor.kini]}." in page


def test_picture_is_shown_sealed_and_a_pdf_only_as_its_first_page(kantor: Kantor, simpanan: Path) -> None:
    client = Client()
    client.force_login(kantor.user["pegawai"])
    photo = attach(kantor, picture(), "foto.jpg")
    answer = client.get(reverse("indikator:bukti_preview", kwargs={"pk": photo.pk}))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    paper = attach(kantor, HALAMAN)
    address = reverse("indikator:bukti_preview", kwargs={"pk": paper.pk})
    assert client.get(address).status_code == 409
    due = OutboxTask.objects.open().get()
    assert (due.event, due.payload) == ("bukti.dilampirkan", {"bukti_id": paper.pk})
    bukti_process(bukti_id=paper.pk)
    paper.refresh_from_db()
    if first_page(io.BytesIO(HALAMAN)) is None:
        pytest.skip("poppler is not installed here")
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content)[:8] == b"\x89PNG\r\n\x1a\n"
    bukti_process(bukti_id=paper.pk)  # a second run draws nothing anew
    assert len(files(simpanan)) == 3


@pytest.mark.parametrize("content", [b"%PDF-1.4\nrusak\n%%EOF", b"bukan pdf", b""])
def test_what_cannot_be_drawn_has_no_preview_and_harms_nobody(content: bytes) -> None:
    assert first_page(io.BytesIO(content)) is None


# --- the scanner --------------------------------------------------------------------------------------------------


class Pemindai(socketserver.StreamRequestHandler):
    """Speaks the part of clamd's protocol that is used: INSTREAM with chunks, one answer."""

    def handle(self) -> None:
        command = self.rfile.readline()
        assert command in {b"nINSTREAM\n", b"zINSTREAM\0"}, command
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        answer = getattr(self.server, "jawaban", b"")
        if not answer:
            answer = b"stream: Uji-Ditemukan FOUND\n" if b"BERBAHAYA" in content else b"stream: OK\n"
        self.wfile.write(answer)


@pytest.fixture
def pemindai(settings: LazySettings) -> Iterator[Any]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Pemindai) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def test_file_opens_only_after_the_scanner_said_that_it_is_clean(kantor: Kantor, simpanan: Path, pemindai: Any) -> None:
    bukti = attach(kantor, PDF)
    client = Client()
    client.force_login(kantor.user["atasan"])
    address = reverse("indikator:bukti_download", kwargs={"pk": bukti.pk})
    waiting = client.get(address)
    assert waiting.status_code == 409
    assert "masih dipindai" in waiting.content.decode()
    bukti_process(bukti_id=bukti.pk)
    bukti.refresh_from_db()
    assert bukti.pindai == StatusPindai.BERSIH
    opened = client.get(address)
    assert opened.status_code == 200
    assert b"".join(opened.streaming_content) == PDF  # type: ignore[attr-defined]
    opened.close()


@pytest.mark.django_db(transaction=True)
def test_what_the_scanner_finds_leaves_the_store_and_opens_for_nobody(
    kantor_nyata: Kantor, simpanan: Path, pemindai: Any
) -> None:
    bukti = attach(kantor_nyata, PDF.replace(b"<<>>", b"<<BERBAHAYA>>"))
    bukti_process(bukti_id=bukti.pk)
    bukti.refresh_from_db()
    assert bukti.pindai == StatusPindai.TERTAHAN
    assert files(simpanan) == []
    client = Client()
    client.force_login(kantor_nyata.user["pegawai"])
    for name in ("bukti_download", "bukti_preview"):
        assert client.get(reverse(f"indikator:{name}", kwargs={"pk": bukti.pk})).status_code == 409
    page = client.get(reverse("indikator:bukti_list", kwargs={"pk": bukti.realisasi_id})).content.decode()
    assert "Ditahan pemindai" in page


@pytest.mark.parametrize("jawaban", [b"stream: Can't allocate memory ERROR\n", b"INSTREAM size limit. ERROR\n", b"?"])
def test_scanner_that_gives_no_clear_answer_leaves_the_file_closed(
    jawaban: bytes, kantor: Kantor, simpanan: Path, pemindai: Any
) -> None:
    pemindai.jawaban = jawaban
    bukti = attach(kantor, PDF)
    with pytest.raises(ScanUnavailable):
        bukti_process(bukti_id=bukti.pk)
    bukti.refresh_from_db()
    assert (bukti.pindai, bukti.dapat_dibuka) == (StatusPindai.MENUNGGU, False)


def test_scanner_that_is_away_leaves_the_file_closed(kantor: Kantor, simpanan: Path, settings: LazySettings) -> None:
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    bukti = attach(kantor, PDF)
    with pytest.raises(ScanUnavailable):
        bukti_process(bukti_id=bukti.pk)
    bukti.refresh_from_db()
    assert bukti.pindai == StatusPindai.MENUNGGU
