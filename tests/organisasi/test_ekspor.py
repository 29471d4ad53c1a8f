"""Every list as XLSX and CSV: what the page shows, the filter in force, and nothing that runs."""

import csv
import io
import zipfile
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from binawidya.organisasi.models import Impor, Pegawai, UnitKerja, User
from indikator.enums import StatusRealisasi
from indikator.models import Indikator
from kinerja.models import Dokumen
from tests.kantor import Kantor, bangun_kantor
from tests.organisasi import berkas

RUMUS = '=HYPERLINK("http://evil.example";"x")'
BERBAHAYA = [RUMUS, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", " =1"]
# Address of the export and who asks for it.
EKSPOR = {
    "/pegawai/unduh/": "admin_kepegawaian",
    "/akun/kelola/unduh/": "admin_kepegawaian",
    "/pegawai/impor/unduh/": "admin_kepegawaian",
    "/periode/unduh/": "admin_perencanaan",
    "/penugasan/unduh/": "admin_kepegawaian",
    "/verifikasi/unduh/": "atasan",
    "/laporan/unduh/": "camat",
}


@pytest.fixture
def kantor(db: None) -> Kantor:
    """An office in which every list holds something."""
    office = bangun_kantor()
    office.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    Dokumen.objects.create(
        jenis="laporan_unit",
        periode=office.periode[office.kini],
        unit_kerja=office.unit["pelayanan"],
        oleh=office.user["camat"],
    )
    Impor.objects.create(
        unit_kerja=office.unit["pelayanan"],
        oleh=office.user["admin_kepegawaian"],
        nama_berkas="roster.csv",
        berkas=SimpleUploadedFile("roster.csv", b"x"),
        sha256="0" * 64,
        berlaku_mulai=date(office.tahun, 1, 1),
        ringkasan={"jumlah": {"baru": 3, "ditolak": 1}},
    )
    return office


def minta(user: User, address: str, **query: Any) -> bytes:
    client = Client()
    client.force_login(user)
    response: Any = client.get(address, query)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Cache-Control"] == "no-store"
    return b"".join(response.streaming_content)


def sheet(data: bytes) -> list[list[Any]]:
    rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()
    return [["" if cell.value is None else cell.value for cell in row] for row in rows]


def lines(data: bytes) -> list[list[str]]:
    text = data.decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def as_text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return value.date().isoformat() if hasattr(value, "date") else str(value)


@pytest.mark.parametrize("address", sorted(EKSPOR))
def test_both_shapes_hold_the_same(kantor: Kantor, address: str) -> None:
    user = kantor.user[EKSPOR[address]]
    workbook, text = sheet(minta(user, address, bentuk="xlsx")), lines(minta(user, address, bentuk="csv"))
    assert len(workbook) >= 2, "the list is not empty"
    assert [[as_text(value) for value in row] for row in workbook] == text
    assert all(text[0]), "every column has a heading"


@pytest.mark.parametrize("teks", BERBAHAYA)
def test_nothing_that_a_person_typed_runs_in_a_spreadsheet(kantor: Kantor, teks: str) -> None:
    """One column of each list, filled by an import or a form, holds what looks like a formula."""
    Pegawai.objects.update(nama=teks)
    UnitKerja.objects.update(nama=teks)
    Indikator.objects.update(nama=teks)
    Impor.objects.update(nama_berkas=teks)
    for address, siapa in EKSPOR.items():
        data = minta(kantor.user[siapa], address, bentuk="xlsx")
        assert berkas.formulas_in(data) == 0, address
        assert b"<hyperlink" not in b"".join(
            zipfile.ZipFile(io.BytesIO(data)).read(name) for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
        )
        for row in lines(minta(kantor.user[siapa], address, bentuk="csv"))[1:]:
            bad = [cell for cell in row if cell.lstrip(" ").startswith(("=", "+", "@", "\t", "＝", "-"))]
            assert bad == [], address


def test_the_filter_of_the_page_is_in_force(kantor: Kantor) -> None:
    admin = kantor.user["admin_kepegawaian"]
    User.objects.filter(pk=kantor.user["rekan"].pk).update(is_active=False)
    whole = lines(minta(admin, "/akun/kelola/unduh/", bentuk="csv"))
    closed = lines(minta(admin, "/akun/kelola/unduh/", bentuk="csv", akun="nonaktif"))
    assert [row[1] for row in closed[1:]] == ["Rekan"]
    assert len(whole) > len(closed)
    unit = kantor.unit["pemerintahan"].pk
    people = lines(minta(admin, "/pegawai/unduh/", bentuk="csv", unit=unit))
    assert [row[1] for row in people[1:]] == ["Atasan Lain", "Pegawai Lain"]


@pytest.mark.parametrize("address", ["/pegawai/unduh/", "/akun/kelola/unduh/"])
def test_chosen_rows_alone_are_exported_and_none_from_outside_the_scope(kantor: Kantor, address: str) -> None:
    ids = [kantor.pegawai[nama].pk for nama in ("pegawai", "pegawai_lain")]
    rows = lines(minta(kantor.user["admin_kepegawaian"], address, bentuk="csv", pilih=ids))
    assert [row[1] for row in rows[1:]] == ["Pegawai", "Pegawai Lain"]
    rows = lines(minta(kantor.user["admin_kepegawaian_lain"], address, bentuk="csv", pilih=ids))
    assert [row[1] for row in rows[1:]] == ["Pegawai Lain"]


def test_all_that_match_are_exported_when_all_was_chosen(kantor: Kantor) -> None:
    unit = kantor.unit["pemerintahan"].pk
    sent = {"bentuk": "csv", "semua": "1", "unit": unit, "pilih": kantor.pegawai["pegawai"].pk}
    rows = lines(minta(kantor.user["admin_kepegawaian"], "/akun/kelola/unduh/", **sent))
    assert [row[1] for row in rows[1:]] == ["Atasan Lain", "Pegawai Lain"]


def test_an_nip_stays_whole_as_text_and_is_masked_for_those_without_need(kantor: Kantor) -> None:
    nip = kantor.pegawai["pegawai"].nip
    for address in ("/pegawai/unduh/", "/akun/kelola/unduh/"):
        rows = sheet(minta(kantor.user["admin_kepegawaian"], address))
        assert nip in [row[0] for row in rows]
    masked = sheet(minta(kantor.user["admin_perencanaan"], "/pegawai/unduh/"))
    assert all("•" in row[0] for row in masked[1:])
    assert not any(nip in str(cell) for row in masked for cell in row)
    for address, siapa in (("/verifikasi/unduh/", "atasan"), ("/laporan/unduh/", "camat")):
        data = minta(kantor.user[siapa], address, bentuk="csv").decode()
        assert not any(one.nip in data for one in kantor.pegawai.values()), address


def test_the_list_of_accounts_says_how_far_everybody_is(kantor: Kantor) -> None:
    rekan = kantor.user["rekan"]
    rekan.set_password("jembatan-leighton-77")
    rekan.last_login = timezone.now() - timedelta(days=3)
    rekan.save()
    Pegawai.objects.filter(pk=kantor.pegawai["pegawai"].pk).update(user=None)
    rows = {row[1]: row for row in sheet(minta(kantor.user["admin_kepegawaian"], "/akun/kelola/unduh/"))}
    assert rows["Rekan"][5] == "Aktif"
    assert rows["Rekan"][6].date() == timezone.localdate() - timedelta(days=3)
    assert rows["Pegawai"][5] == "Tanpa akun"
    assert rows["Atasan"][5] == "Belum diundang"
    assert "password" not in str(rows) and "md5" not in str(rows)


def test_the_whole_queue_is_exported_not_only_its_first_page(kantor: Kantor) -> None:
    for nomor in range(40):
        nama = f"orang_{nomor}"
        kantor.orang(nama, "pelayanan")
        kantor.beri_target(nama, kantor.indikator(f"T-{nomor}", "pelayanan"), nama)
        kantor.isi(nama, status=StatusRealisasi.DIAJUKAN)
    assert len(lines(minta(kantor.user["atasan"], "/verifikasi/unduh/", bentuk="csv"))) == 42
