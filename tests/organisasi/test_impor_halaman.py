"""The pages of the import: upload, progress, preview, approval, result; for the administrators of the unit only."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.models import Impor, Pegawai
from binawidya.organisasi.services.impor_apply import impor_apply
from binawidya.organisasi.services.impor_kemajuan import Kemajuan, hold_impor
from binawidya.organisasi.services.impor_read import impor_read
from binawidya.umum.dates import today
from tests.organisasi import berkas
from tests.organisasi.dunia import JUDUL, Dunia, jumlah, nip
from tests.organisasi.test_pegawai_halaman import akun, masuk

BAIK = [nip(50), "Fajar Siagian", "Seksi Pelayanan Umum", "Pengelola Data"]
BURUK = ["123", "Salah", "Seksi Pelayanan Umum", "Pengelola Data"]


def unggah(client: Client, path: Path, dunia: Dunia, *, nama: str = "", **fields: Any) -> Any:
    upload = SimpleUploadedFile(nama or path.name, path.read_bytes())
    values = {"berkas": upload, "unit_kerja": dunia.unit["kecamatan"].pk, "berlaku_mulai": today().isoformat()}
    return client.post("/pegawai/impor/unggah/", values | fields)


def test_admin_uploads_looks_approves_and_gets_the_result(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    response = unggah(client, dunia.berkas(BAIK), dunia)
    impor = Impor.objects.get()
    assert response["Location"] == f"/pegawai/impor/{impor.pk}/"
    page = client.get(response["Location"]).content.decode()
    assert "Membaca dan memeriksa lembar kerja" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    impor_read(impor_id=impor.pk)
    page = client.get(response["Location"]).content.decode()
    assert "Belum ada yang berubah." in page
    assert "Fajar Siagian" in page
    assert "Terapkan 1 baris" in page
    assert client.post(f"/pegawai/impor/{impor.pk}/setujui/").status_code == 302
    assert "Menerapkan perubahan" in client.get(response["Location"]).content.decode()
    impor_apply(impor_id=impor.pk, actor_id=dunia.user["admin"].pk)
    page = client.get(response["Location"]).content.decode()
    assert "1 pegawai baru, 0 berubah, 0 tetap, 0 dilewati." in page
    assert Pegawai.objects.filter(nip=nip(50)).exists()


def test_page_asks_for_itself_until_the_work_is_done(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    impor = dunia.unggah(dunia.berkas(BAIK))
    part = client.get(f"/pegawai/impor/{impor.pk}/", HTTP_HX_REQUEST="true")
    assert 'hx-trigger="every 1s"' in part.content.decode()
    assert "<html" not in part.content.decode()
    impor_read(impor_id=impor.pk)
    assert client.get(f"/pegawai/impor/{impor.pk}/", HTTP_HX_REQUEST="true")["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("nama", "isi", "kata"),
    [
        ("roster.xlsx", b"", "Berkas ini kosong."),
        ("roster.pdf", b"%PDF-1.7", "Simpan sebagai XLSX atau CSV"),
        ("roster", b"x", "Simpan sebagai XLSX atau CSV"),
        ("roster.xlsx.exe", b"x", "Simpan sebagai XLSX atau CSV"),
    ],
)
def test_what_is_no_spreadsheet_by_name_is_a_field_error(dunia: Dunia, nama: str, isi: bytes, kata: str) -> None:
    response = masuk(dunia.user["admin"]).post(
        "/pegawai/impor/unggah/",
        {
            "berkas": SimpleUploadedFile(nama, isi),
            "unit_kerja": dunia.unit["kecamatan"].pk,
            "berlaku_mulai": "2026-12-01",
        },
    )
    assert response.status_code == 422
    assert kata in response.content.decode()
    assert not Impor.objects.exists()


def test_a_file_above_the_limit_is_a_field_error(dunia: Dunia, settings: Any) -> None:
    settings.IMPOR_MAKS_BYTE = 1000
    response = unggah(masuk(dunia.user["admin"]), dunia.berkas(BAIK), dunia)
    assert response.status_code == 422
    assert "paling besar" in response.content.decode()


@pytest.mark.parametrize("tanggal", ["", "kemarin", "1800-01-01", "9999-12-31", "31-12-2026x"])
def test_a_day_that_makes_no_sense_is_a_field_error(dunia: Dunia, tanggal: str) -> None:
    response = unggah(masuk(dunia.user["admin"]), dunia.berkas(BAIK), dunia, berlaku_mulai=tanggal)
    assert response.status_code == 422
    assert not Impor.objects.exists()


def test_only_units_of_the_own_role_can_be_chosen(dunia: Dunia) -> None:
    response = unggah(masuk(dunia.user["admin"]), dunia.berkas(BAIK), dunia, unit_kerja=dunia.unit["dinas"].pk)
    assert response.status_code == 422
    assert not Impor.objects.exists()


def test_a_file_that_cannot_be_read_says_why(dunia: Dunia) -> None:
    path = dunia.tmp / "roster.xlsx"
    path.write_bytes(berkas.pdf_bytes())
    impor = dunia.baca(path)
    page = masuk(dunia.user["admin"]).get(f"/pegawai/impor/{impor.pk}/").content.decode()
    assert "Berkas ini berisi PDF, bukan lembar kerja." in page
    assert "Tidak ada data yang berubah." in page


def test_refused_rows_hold_the_button_back_until_they_are_left_out(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    impor = dunia.periksa(BAIK, BURUK)
    page = client.get(f"/pegawai/impor/{impor.pk}/").content.decode()
    assert "Unggah berkas yang diperbaiki" in page
    assert 'name="lewati_ditolak" required' in page
    refused = client.post(f"/pegawai/impor/{impor.pk}/setujui/")
    assert refused.status_code == 409
    assert "1 baris ditolak." in refused.content.decode()
    impor.refresh_from_db()
    assert impor.status == StatusImpor.SIAP
    assert client.post(f"/pegawai/impor/{impor.pk}/setujui/", {"lewati_ditolak": "on"}).status_code == 302
    impor.refresh_from_db()
    assert (impor.status, impor.lewati_ditolak) == (StatusImpor.DITERAPKAN, True)


def test_nothing_to_apply_shows_no_button(dunia: Dunia) -> None:
    impor = dunia.periksa(BURUK)
    page = masuk(dunia.user["admin"]).get(f"/pegawai/impor/{impor.pk}/").content.decode()
    assert "/setujui/" not in page
    same = dunia.periksa([nip(5), "Rina Marlina", "Seksi Pelayanan Umum", "Pengelola Data"])
    page = masuk(dunia.user["admin"]).get(f"/pegawai/impor/{same.pk}/").content.decode()
    assert "Isi lembar kerja ini sama dengan data yang ada." in page


def test_tabs_show_their_rows(dunia: Dunia) -> None:
    impor = dunia.periksa(BAIK, BURUK, [nip(5), "Rina Marlina", "Seksi Pelayanan Umum", "Pengelola Data"])
    client = masuk(dunia.user["admin"])
    for tab, rows in {"": [3, 2], "ditolak": [3], "baru": [2], "tetap": [4], "berubah": [], "xx": [3, 2]}.items():
        response = client.get(f"/pegawai/impor/{impor.pk}/?hasil={tab}")
        assert [row.nomor for row in response.context["page"]] == rows


def test_refused_rows_come_as_a_sheet_that_can_be_mended_and_uploaded(dunia: Dunia) -> None:
    impor = dunia.periksa([*BURUK, "III/a"], [*BAIK, "III/b"], judul=[*JUDUL, "Golongan"])
    response: Any = masuk(dunia.user["admin"]).get(f"/pegawai/impor/{impor.pk}/ditolak.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0] == ["Baris asal", "Alasan ditolak", "NIP", "Nama", "Golongan", "Unit kerja", "Jabatan"]
    assert rows[1][:4] == [2, "NIP 18 angka, ini baru 3.", "123", "Salah"]
    book.active["C2"] = nip(70)
    path = dunia.tmp / "perbaikan.xlsx"
    book.save(path)
    assert jumlah(dunia.baca(path)) == {"baru": 1}


def test_example_can_be_uploaded_as_it_is(dunia: Dunia) -> None:
    response: Any = masuk(dunia.user["admin"]).get("/pegawai/impor/contoh.xlsx")
    path = dunia.tmp / "contoh.xlsx"
    path.write_bytes(b"".join(response.streaming_content))
    assert jumlah(dunia.baca(path)) == {"baru": 2}


def test_cancelling_changes_nothing(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    impor = dunia.periksa(BAIK)
    response = client.post(f"/pegawai/impor/{impor.pk}/batalkan/", follow=True)
    assert "dibatalkan. Tidak ada yang berubah." in response.content.decode()
    assert "Impor ini dibatalkan" in client.get(f"/pegawai/impor/{impor.pk}/").content.decode()
    assert client.post(f"/pegawai/impor/{impor.pk}/setujui/").status_code == 409


ADDRESSES = [
    ("get", "/pegawai/impor/{pk}/"),
    ("get", "/pegawai/impor/{pk}/ditolak.xlsx"),
    ("post", "/pegawai/impor/{pk}/setujui/"),
    ("post", "/pegawai/impor/{pk}/batalkan/"),
]


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_an_import_of_another_admin_does_not_exist(dunia: Dunia, method: str, address: str) -> None:
    impor = dunia.periksa(BAIK)
    client = masuk(dunia.user["admin_dinas"])
    assert getattr(client, method)(address.format(pk=impor.pk)).status_code == 404
    impor.refresh_from_db()
    assert impor.status == StatusImpor.SIAP
    assert "roster.xlsx" not in client.get("/pegawai/impor/").content.decode()


@pytest.mark.parametrize("address", ["/pegawai/impor/", "/pegawai/impor/contoh.xlsx"])
def test_imports_are_for_admins_only(dunia: Dunia, address: str) -> None:
    assert masuk(akun(dunia, "Camat Satu")).get(address).status_code == 403


def test_upload_is_for_admins_only(dunia: Dunia) -> None:
    assert unggah(masuk(akun(dunia, "Camat Satu")), dunia.berkas(BAIK), dunia).status_code == 403
    assert not Impor.objects.exists()


@pytest.mark.parametrize(("method", "address"), [("get", "/pegawai/impor/1/setujui/"), ("post", "/pegawai/impor/")])
def test_other_methods_are_refused(dunia: Dunia, method: str, address: str) -> None:
    assert getattr(masuk(dunia.user["admin"]), method)(address).status_code == 405


def test_a_role_that_ended_yesterday_opens_nothing(dunia: Dunia) -> None:
    impor = dunia.periksa(BAIK)
    dunia.user["admin"].penugasan.update(berlaku_selesai=today() - timedelta(days=1))
    client = masuk(dunia.user["admin"])
    assert client.get("/pegawai/impor/").status_code == 403
    assert client.get(f"/pegawai/impor/{impor.pk}/").status_code == 404


def test_markup_from_a_sheet_is_text(dunia: Dunia) -> None:
    evil = "<script>alert(1)</script>"
    impor = dunia.periksa([nip(50), evil, "Seksi Pelayanan Umum", evil], [nip(51), "A", evil, "B"])
    page = masuk(dunia.user["admin"]).get(f"/pegawai/impor/{impor.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_pages_cost_the_same_number_of_queries_at_any_size(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    client.get("/pegawai/impor/")  # the first page of a session also notes when it was seen
    counts = []
    for size in (3, 60):
        rows = [[nip(500 + n), f"Orang {n}", "Kelurahan Delima", "Staf"] for n in range(size)]
        impor = dunia.periksa(*rows, BURUK)
        found = []
        for address in ("/pegawai/impor/", f"/pegawai/impor/{impor.pk}/", f"/pegawai/impor/{impor.pk}/?hasil=baru"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15


@pytest.mark.django_db(transaction=True)
def test_progress_is_visible_while_the_work_is_not_committed(dunia: Dunia) -> None:
    impor = dunia.unggah(dunia.berkas(BAIK))
    client = masuk(dunia.user["admin"])
    kemajuan = Kemajuan(impor.pk)
    other = connection.copy()
    try:
        with transaction.atomic():
            hold_impor(impor.pk)
            impor.baris.create(nomor=1, hasil="tetap")
            kemajuan.show(7, dari=10, now=True)
            with other.cursor() as cursor:
                cursor.execute("SELECT jumlah_selesai, jumlah_baris FROM organisasi_impor WHERE id = %s", [impor.pk])
                assert cursor.fetchone() == (7, 10)
                cursor.execute("SELECT count(*) FROM organisasi_imporbaris")
                assert cursor.fetchone() == (0,)
        assert "7 dari 10" in client.get(f"/pegawai/impor/{impor.pk}/").content.decode()
    finally:
        kemajuan.close()
        other.close()


@pytest.mark.django_db(transaction=True)
def test_what_a_worker_is_at_cannot_be_cancelled_meanwhile(dunia: Dunia) -> None:
    impor = dunia.unggah(dunia.berkas(BAIK))
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [0x4257, impor.pk])
        response = masuk(dunia.user["admin"]).post(f"/pegawai/impor/{impor.pk}/batalkan/")
        assert response.status_code == 409
        assert "sedang dikerjakan" in response.content.decode()
    finally:
        other.close()
