"""Files in a store that is no folder: an object store has no paths, and may speak over a network.

The first half runs everywhere, on a store in memory. The second speaks S3 with a server of its own; it runs where
``requirements/s3.txt``, ``moto[s3]``, ``flask`` and ``flask-cors`` are installed, and is left out elsewhere.
"""

import importlib.util
import io
import os
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.services.impor import impor_create
from binawidya.organisasi.services.impor_read import impor_read
from binawidya.umum.dates import today
from binawidya.umum.spreadsheet.writer import Column, write_xlsx
from indikator.models import Bukti
from indikator.services.bukti import bukti_create
from indikator.services.bukti_proses import bukti_process
from indikator.services.impor_rencana import impor_rencana_create
from indikator.services.impor_rencana_baca import impor_rencana_read
from kinerja.enums import JenisDokumen, StatusDokumen
from kinerja.services.dokumen import dokumen_request
from kinerja.services.dokumen_render import dokumen_render
from survei.reports.laporan import laporan_pdf
from survei.services.dokumentasi import dokumentasi_create
from survei.services.hasil import hasil_calculate
from survei.services.survei import survei_close
from tests.kantor import Kantor
from tests.survei.kuesioner import dibuka, jawab

EMBER = "bukti"
GUDANG = ["memori", *(["s3"] if importlib.util.find_spec("boto3") and importlib.util.find_spec("moto") else [])]


class GudangTanpaJalan(Storage):
    """A store in memory that, like every object store, has no paths."""

    isi: ClassVar[dict[str, bytes]] = {}

    def _open(self, name: str, mode: str = "rb") -> "ContentFile[bytes]":
        return ContentFile(self.isi[name])

    def _save(self, name: str, content: Any) -> str:
        self.isi[name] = b"".join(content.chunks())
        return name

    def exists(self, name: str) -> bool:
        return name in self.isi

    def delete(self, name: str) -> None:
        self.isi.pop(name, None)

    def size(self, name: str) -> int:
        return len(self.isi[name])


@pytest.fixture(params=GUDANG)
def gudang(request: pytest.FixtureRequest, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A store without paths in the place of the folder."""
    if request.param == "memori":
        store: dict[str, Any] = {"BACKEND": f"{__name__}.GudangTanpaJalan"}
        settings.STORAGES = settings.STORAGES | {"default": store}
        yield "memori"
        return
    boto3, moto = importlib.import_module("boto3"), importlib.import_module("moto.server")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    access = {
        "endpoint_url": f"http://{host}:{port}", "access_key": "kunci", "secret_key": "rahasia",
        "region_name": "us-east-1",
    }  # fmt: skip
    for name in [one for one in os.environ if one.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    client = boto3.client(
        "s3", endpoint_url=access["endpoint_url"], aws_access_key_id="kunci", aws_secret_access_key="rahasia",
        region_name="us-east-1",
    )  # fmt: skip
    client.create_bucket(Bucket=EMBER)
    options = {**access, "bucket_name": EMBER, "querystring_auth": True}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    yield "s3"
    server.stop()


def gambar() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "#246").save(content, "JPEG")
    return content.getvalue()


def masuk(kantor: Kantor, peran: str) -> Client:
    client = Client()
    client.force_login(kantor.user[peran])
    return client


def isi(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_evidence_goes_in_and_out_with_the_same_rights(
    gudang: str, kantor: Kantor, django_capture_on_commit_callbacks: Any
) -> None:
    with pytest.raises(NotImplementedError):
        default_storage.path("apa")
    entry = kantor.isi("pegawai")
    owner = masuk(kantor, "pegawai")
    address = reverse("indikator:bukti_create", kwargs={"pk": entry.pk})
    assert owner.post(address, {"berkas": SimpleUploadedFile("../../foto.jpg", gambar())}).status_code == 302
    bukti = Bukti.objects.get()
    assert default_storage.exists(bukti.berkas.name)
    file = reverse("indikator:bukti_download", kwargs={"pk": bukti.pk})
    answer = owner.get(file)
    assert Image.open(io.BytesIO(isi(answer))).size == (60, 40)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    preview = owner.get(reverse("indikator:bukti_preview", kwargs={"pk": bukti.pk}))
    assert Image.open(io.BytesIO(isi(preview))).format == "JPEG"
    assert Client().get(file).status_code == 302, "who is not signed in is led to the sign-in page"
    assert masuk(kantor, "pegawai_lain").get(file).status_code == 404
    name = str(bukti.berkas.name)
    with django_capture_on_commit_callbacks(execute=True):
        assert owner.post(reverse("indikator:bukti_delete", kwargs={"pk": bukti.pk})).status_code == 302
    assert not Bukti.objects.exists()
    assert not default_storage.exists(name)


def test_the_first_page_of_a_pdf_is_drawn(gudang: str, kantor: Kantor) -> None:
    entry = kantor.isi("pegawai")
    upload = SimpleUploadedFile("rekap.pdf", _pdf())
    bukti = bukti_create(actor=kantor.user["pegawai"], realisasi=entry, berkas=upload)
    bukti_process(bukti_id=bukti.pk)
    bukti.refresh_from_db()
    assert default_storage.exists(bukti.pratinjau.name)


def _pdf() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "#fff").save(content, "PDF")
    return content.getvalue()


def test_sheets_are_read_by_their_process_all_the_same(gudang: str, kantor: Kantor) -> None:
    output = io.BytesIO()
    columns = ["Kode unit", "Kode indikator", "Nama indikator", "Satuan", "Polarisasi", "Konsolidasi", "Cara mengisi"]
    unit = kantor.unit["akar"]
    row = [unit.kode, "IKU-90", "Surat selesai", "surat", "maksimum", "jumlah", "nilai"]
    write_xlsx(output, "Lembar", [Column(one) for one in columns], [row])
    plan = impor_rencana_create(
        actor=kantor.user["admin_perencanaan"], unit_kerja=unit, jenis="indikator",
        upload=SimpleUploadedFile("rencana.xlsx", output.getvalue()),
    )  # fmt: skip
    impor_rencana_read(impor_id=plan.pk)
    plan.refresh_from_db()
    assert plan.status == StatusImpor.SIAP, plan.pesan
    rows = f"NIP;Nama;Unit Kerja;Jabatan\n199001012015011001;Budi;{unit.kode};Analis\n"
    roster = impor_create(
        actor=kantor.user["admin_kepegawaian"], unit_kerja=unit, berlaku_mulai=today(),
        upload=SimpleUploadedFile("roster.csv", rows.encode()),
    )  # fmt: skip
    impor_read(impor_id=roster.pk)
    roster.refresh_from_db()
    assert roster.status in {StatusImpor.SIAP, StatusImpor.PETAKAN}, roster.pesan


def test_documents_are_kept_and_handed_out(gudang: str, kantor: Kantor) -> None:
    person = kantor.pegawai["pegawai"]
    dokumen = dokumen_request(
        actor=kantor.user["pegawai"],
        jenis=JenisDokumen.LAPORAN_PEGAWAI,
        periode=kantor.periode[kantor.kini],
        pegawai=person,
    )
    dokumen_render(dokumen.pk)
    dokumen.refresh_from_db()
    assert dokumen.status == StatusDokumen.SELESAI, dokumen.pesan
    answer = masuk(kantor, "pegawai").get(reverse("kinerja:dokumen_download", kwargs={"pk": dokumen.pk}))
    assert answer.content.startswith(b"%PDF-")


def test_photographs_of_a_survey_reach_its_report(gudang: str, kantor: Kantor) -> None:
    pengelola = kantor.user["pengelola_survei"]
    survei = dibuka(kantor)
    jawab(survei, 3, banyak=12)
    survei_close(actor=pengelola, survei=survei)
    hasil = hasil_calculate(survei.pk)
    assert hasil is not None
    photo = SimpleUploadedFile("foto.jpg", gambar())
    dokumentasi_create(actor=pengelola, survei=survei, berkas=photo, keterangan="Pengisian di loket")
    pages = PdfReader(io.BytesIO(laporan_pdf(hasil).content)).pages
    assert sum(len(page.images) for page in pages if "Pengisian di loket" in page.extract_text()) == 1
