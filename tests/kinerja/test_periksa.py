"""Whoever holds a paper checks its code: without an account, and without learning anything about a person."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import kinerja.tasks  # noqa: F401 registers what the outbox calls
from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask
from kinerja.enums import JenisDokumen
from kinerja.models import Dokumen, SkorUnit
from kinerja.models.dokumen import HURUF_KODE, kode_baru, kode_terbaca
from kinerja.services.dokumen import dokumen_request
from tests.kinerja.conftest import Kantor

TANPA_AKUN = Client()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


def ready(kantor: Kantor, **subjek: Any) -> Dokumen:
    jenis = JenisDokumen.LAPORAN_PEGAWAI if "pegawai" in subjek else JenisDokumen.LAPORAN_UNIT
    who = kantor.user["camat"]
    pk = dokumen_request(actor=who, jenis=jenis, periode=kantor.periode, **subjek).pk
    for task in OutboxTask.objects.open().values_list("pk", flat=True):
        outbox.run(task)
    return Dokumen.objects.get(pk=pk)


def look(kode: str) -> Any:
    return TANPA_AKUN.get(f"/periksa/{kode}/")


def test_the_code_on_the_paper_leads_to_what_proves_it(kantor: Kantor, settings: Any) -> None:
    settings.ALAMAT = "https://kinerja.example.go.id"
    dokumen = ready(kantor, unit_kerja=kantor.unit["BW"])
    with dokumen.berkas.open("rb") as file:
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(file.read())).pages)
    printed = re.search(r"dengan kode\s+([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})", text)
    assert printed is not None and printed[1] == dokumen.kode_cetak
    assert "kinerja.example.go.id/periksa" in text
    page = look(printed[1]).text
    assert "belum diganti" in page
    assert dokumen.get_jenis_display() in page and kantor.unit["BW"].nama in page
    shown = re.search(r'class="angka text-break">(.*?)</dd>', page, re.DOTALL)
    assert shown is not None and re.sub(r"<[^>]+>|\s", "", shown[1]) == dokumen.sha256


def test_a_paper_about_a_person_names_nobody(kantor: Kantor) -> None:
    pegawai = kantor.pegawai["camat"]
    page = look(ready(kantor, pegawai=pegawai).kode).text
    assert "belum diganti" in page
    assert pegawai.nama not in page and pegawai.nip not in page


def test_a_newer_document_replaces_the_older_one(kantor: Kantor) -> None:
    old = ready(kantor, unit_kerja=kantor.unit["BW"])
    new = ready(kantor, unit_kerja=kantor.unit["BW"])
    assert "sudah diganti" in look(old.kode).text
    assert "belum diganti" in look(new.kode).text


def test_a_document_whose_figures_were_computed_anew_says_so(kantor: Kantor) -> None:
    dokumen = ready(kantor, unit_kerja=kantor.unit["BW"])
    later = timezone.now() + timedelta(minutes=1)
    touched = SkorUnit.objects.filter(unit_kerja=kantor.unit["BW"], periode=kantor.periode)
    assert touched.update(dihitung_at=later) == 1
    assert "dihitung lagi" in look(dokumen.kode).text


def test_an_unknown_code_is_called_unknown(kantor: Kantor) -> None:
    answer = look("0000-0000-0000")
    assert answer.status_code == 404
    assert "jangan percayai kertas itu" in answer.text


def test_a_document_in_work_has_no_proof_yet(kantor: Kantor) -> None:
    asked = dokumen_request(
        actor=kantor.user["camat"],
        jenis=JenisDokumen.LAPORAN_UNIT,
        periode=kantor.periode,
        unit_kerja=kantor.unit["BW"],
    )
    assert look(asked.kode).status_code == 404


def test_a_code_is_read_as_people_write_it(kantor: Kantor) -> None:
    dokumen = ready(kantor, unit_kerja=kantor.unit["BW"])
    typed = f" {dokumen.kode_cetak.lower().replace('0', 'o').replace('1', 'l')} "
    answer = TANPA_AKUN.get("/periksa/", {"kode": typed})
    assert answer.status_code == 302 and answer["Location"] == f"/periksa/{dokumen.kode}/"
    short = TANPA_AKUN.get("/periksa/", {"kode": "7K2M-0QX"})
    assert short.status_code == 422
    assert "yang terbaca 7" in short.text and 'value="7K2M-0QX"' in short.text


def test_looking_costs_the_same_for_every_code(kantor: Kantor) -> None:
    dokumen = ready(kantor, unit_kerja=kantor.unit["BW"])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        look(dokumen.kode)
    assert len(queries) <= 3


def test_codes_hold_sixty_bits_and_no_letter_that_looks_like_a_digit() -> None:
    codes = {kode_baru() for _n in range(2000)}
    assert len(codes) == 2000
    assert set("".join(codes)) == set(HURUF_KODE)
    assert all(kode_terbaca(code) == code for code in codes)


def test_the_pages_of_the_house_link_to_the_check(kantor: Kantor, masuk: Callable[[Any], Client]) -> None:
    dokumen = ready(kantor, unit_kerja=kantor.unit["BW"])
    page = masuk(kantor.user["camat"]).get(f"/laporan/{dokumen.pk}/").text
    assert f"/periksa/{dokumen.kode}/" in page
