"""The month of a unit as a workbook: an operator fills in many people's rows at once, recorded as the operator's."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from indikator.enums import StatusRealisasi
from indikator.models import Realisasi
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(kantor: Kantor, client: Client) -> Client:
    """Rekan has an indicator too, as has somebody of another unit; the entry of pegawai is on its way already."""
    kantor.beri_target("rekan", kantor.indikator("IKI-R", "pelayanan"), "rekan")
    kantor.beri_target("unit", kantor.indikator("IKU-P", "pelayanan"), "atasan", milik_unit=True)
    kantor.beri_target("lain", kantor.indikator("IKI-L", "pemerintahan"), "pegawai_lain")
    kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    client.force_login(kantor.user["operator"])
    return client


def alamat(kantor: Kantor, nama: str) -> str:
    keys = {"bulan": (kantor.tahun, kantor.kini), "pk": kantor.unit["pelayanan"].pk}
    return reverse(f"indikator:{nama}", kwargs=keys)


def unduh(operator: Client, kantor: Kantor) -> Any:
    response = operator.get(alamat(kantor, "lembar_unit_download"))
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]


def test_workbook_holds_the_open_rows_of_the_unit_and_of_nobody_else(operator: Client, kantor: Kantor) -> None:
    book = unduh(operator, kantor)
    rows = [*book.active.iter_rows(values_only=True)]
    assert [(row[2], row[4]) for row in rows[1:]] == [("Atasan", "IKU-P"), ("Rekan", "IKI-R")]
    assert book.active.protection.sheet, "labels cannot be typed over"
    place = rows[0].index("Realisasi") + 1
    assert [book.active.cell(2, place).protection.locked, book.active.cell(2, 3).protection.locked] == [False, True]


def test_what_comes_back_is_shown_first_and_saved_in_the_owners_name(operator: Client, kantor: Kantor) -> None:
    book = unduh(operator, kantor)
    place = [cell.value for cell in book.active[1]].index("Realisasi") + 1
    book.active.cell(2, place).value, book.active.cell(3, place).value = 7, "delapan"
    # A row of somebody else is no way in.
    book.active.append([kantor.target["lain"].pk, 0, "Pegawai Lain"])
    file = io.BytesIO()
    book.save(file)
    upload = SimpleUploadedFile("isi.xlsx", file.getvalue())
    seen = operator.post(alamat(kantor, "lembar_unit_preview"), {"berkas": upload})
    page = seen.content.decode()
    assert "2 isian berubah" in page and "Atasan, Seksi Pelayanan" in page and "Baris 4" in page
    assert Realisasi.objects.count() == 1, "nothing is stored before it is accepted"
    typed = {
        f"t{one.baris.target.pk}-{name}": text
        for one in seen.context["hasil"].berubah
        for name, text in [("versi", one.versi), *one.nilai.items()]
    }
    saved = operator.post(alamat(kantor, "lembar_unit_record"), typed, follow=True)
    text = saved.content.decode()
    assert "1 isian tersimpan atas nama pemiliknya." in text and "Rekan, Indikator IKI-R: Ini bukan angka" in text
    entry = Realisasi.objects.get(target=kantor.target["unit"])
    assert (entry.nilai, entry.diisi_oleh) == (7, kantor.user["operator"])
