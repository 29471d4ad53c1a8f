"""The pages of reports: who sees what, what they cost, and that everything works without script."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import kinerja.tasks  # noqa: F401 registers what the outbox calls
from binawidya.organisasi.enums import JenisUnit, Peran
from binawidya.organisasi.models import Pegawai, Penugasan, UnitKerja, User
from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask
from kinerja.enums import JenisDokumen, StatusDokumen
from kinerja.models import Dokumen
from tests.kinerja.conftest import MULAI, Kantor

LIST = "/laporan/"
CREATE = "/laporan/buat/"
Masuk = Callable[[User], Client]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


def send(client: Client, kantor: Kantor, **fields: Any) -> Any:
    data = {"jenis": JenisDokumen.LAPORAN_UNIT.value, "periode": kantor.periode.slug, **fields}
    return client.post(CREATE, data)


def work() -> None:
    for pk in OutboxTask.objects.open().values_list("pk", flat=True):
        outbox.run(pk)


def ready(client: Client, kantor: Kantor, **fields: Any) -> Dokumen:
    assert send(client, kantor, **fields).status_code == 302
    work()
    dokumen = Dokumen.objects.latest("pk")
    assert dokumen.status == StatusDokumen.SELESAI
    return dokumen


def test_a_leader_asks_for_a_report_watches_it_and_downloads_it(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["camat"])
    assert "Evaluasi unit" in client.get(LIST).text
    answer = send(client, kantor, subjek=kantor.unit["BW"].pk)
    dokumen = Dokumen.objects.get()
    assert answer["Location"] == f"/laporan/{dokumen.pk}/"
    page = client.get(answer["Location"]).text
    assert "Sedang dibuat" in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert 'hx-trigger="every 2s"' in page
    work()
    page = client.get(answer["Location"]).text
    assert "Siap diunduh" in page
    assert "hx-trigger" not in page
    assert "http-equiv" not in page
    dokumen.refresh_from_db()
    assert dokumen.sha256 in page
    answer = client.get(f"/laporan/{dokumen.pk}/unduh/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="laporan-unit-kecamatan-binawidya-2026-10.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF-")
    assert "Kecamatan Binawidya" in client.get(LIST).text


def test_only_the_part_that_changes_is_sent_to_a_page_that_asks_again(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["camat"])
    dokumen = ready(client, kantor, subjek=kantor.unit["BW"].pk)
    part = client.get(f"/laporan/{dokumen.pk}/", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith("<section")
    assert "<html" not in part


def test_an_employee_gets_the_own_report_and_no_unit(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["staf"])
    page = client.get(LIST).text
    assert "Rizky Ananda Putra" in page
    assert "Evaluasi unit" not in page
    dokumen = ready(client, kantor, jenis=JenisDokumen.LAPORAN_PEGAWAI.value, subjek=kantor.pegawai["staf"].pk)
    answer = client.get(f"/laporan/{dokumen.pk}/unduh/")
    assert 'filename="laporan-pegawai-rizky-ananda-putra-2026-10.pdf"' in answer["Content-Disposition"]


def test_what_is_out_of_reach_does_not_exist(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["lurah"])
    unit, pegawai = kantor.unit["BW-2"].pk, kantor.pegawai["kasi"].pk
    assert send(client, kantor, subjek=unit).status_code == 404
    assert send(client, kantor, jenis="laporan_pegawai", subjek=pegawai).status_code == 404
    assert client.get(LIST, {"unit_kerja": unit}).status_code == 404
    assert client.get(LIST, {"pegawai": pegawai}).status_code == 404
    assert client.get(LIST, {"unit_kerja": "abc"}).status_code == 404
    assert client.get(LIST, {"unit_kerja": "9" * 40}).status_code == 404
    assert not Dokumen.objects.exists()


def test_what_is_in_reach_but_not_allowed_is_forbidden(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["kepegawaian"])
    unit = kantor.unit["BW"].pk
    assert client.get(LIST, {"unit_kerja": unit}).status_code == 403
    assert send(client, kantor, subjek=unit).status_code == 403
    client = masuk(kantor.user["perencana"])
    pegawai = kantor.pegawai["staf"].pk
    assert client.get(LIST, {"pegawai": pegawai}).status_code == 403
    assert send(client, kantor, jenis="laporan_pegawai", subjek=pegawai).status_code == 403
    assert not Dokumen.objects.exists()


def test_documents_of_others_do_not_exist(kantor: Kantor, masuk: Masuk) -> None:
    dokumen = ready(masuk(kantor.user["camat"]), kantor, subjek=kantor.unit["BW"].pk)
    client = masuk(kantor.user["perencana"])
    for name in ("dokumen_detail", "dokumen_download"):
        assert client.get(reverse(f"kinerja:{name}", args=[dokumen.pk])).status_code == 404
    assert client.post(reverse("kinerja:dokumen_retry", args=[dokumen.pk])).status_code == 404


def test_a_lost_right_closes_the_download(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["perencana"])
    dokumen = ready(client, kantor, subjek=kantor.unit["BW"].pk)
    Penugasan.objects.filter(user=kantor.user["perencana"]).update(berlaku_selesai=date(2021, 1, 1))
    assert client.get(f"/laporan/{dokumen.pk}/unduh/").status_code == 403
    page = client.get(f"/laporan/{dokumen.pk}/").text
    assert "Anda tidak lagi berwenang" in page
    assert "/unduh/" not in page


def test_a_file_that_is_gone_or_changed_is_not_handed_out(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["camat"])
    dokumen = ready(client, kantor, subjek=kantor.unit["BW"].pk)
    path = Path(dokumen.berkas.path)
    path.write_bytes(path.read_bytes() + b"%")
    answer = client.get(f"/laporan/{dokumen.pk}/unduh/")
    assert answer.status_code == 409
    assert "hilang atau rusak" in answer.text
    path.unlink()
    assert client.get(f"/laporan/{dokumen.pk}/unduh/").status_code == 409
    assert client.get(f"/laporan/{dokumen.pk}/").status_code == 200


def test_a_document_in_work_cannot_be_downloaded_yet(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["camat"])
    send(client, kantor, subjek=kantor.unit["BW"].pk)
    assert client.get(f"/laporan/{Dokumen.objects.get().pk}/unduh/").status_code == 409


def test_a_failed_document_says_why_and_can_be_asked_for_again(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["camat"])
    send(client, kantor, subjek=kantor.unit["BW"].pk)
    dokumen = Dokumen.objects.get()
    Dokumen.objects.update(status=StatusDokumen.GAGAL, pesan="Laporan tidak dapat dibuat setelah 8 kali dicoba.")
    OutboxTask.objects.all().delete()
    page = client.get(f"/laporan/{dokumen.pk}/").text
    assert "setelah 8 kali dicoba" in page
    assert f'action="/laporan/{dokumen.pk}/ulang/"' in page
    assert client.post(f"/laporan/{dokumen.pk}/ulang/").status_code == 302
    work()
    assert client.post(f"/laporan/{dokumen.pk}/ulang/").status_code == 409


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"subjek": ""}, "Pilih dari daftar."),
        ({"subjek": "abc"}, "Pilih dari daftar."),
        ({"subjek": "1", "periode": "2031-01"}, "Pilih periode dari daftar."),
        ({"subjek": "1", "periode": ""}, "Pilih periode."),
    ],
)
def test_a_request_that_makes_no_sense_is_answered_in_the_field(
    kantor: Kantor, masuk: Masuk, fields: dict[str, str], said: str
) -> None:
    answer = send(masuk(kantor.user["camat"]), kantor, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Dokumen.objects.exists()


def test_every_page_needs_a_login_and_its_method(kantor: Kantor, masuk: Masuk, client: Client) -> None:
    assert client.get(LIST)["Location"].startswith("/akun/masuk/")
    assert client.post(CREATE)["Location"].startswith("/akun/masuk/")
    signed_in = masuk(kantor.user["camat"])
    assert signed_in.get(CREATE).status_code == 405
    assert signed_in.post(LIST).status_code == 405
    assert signed_in.get("/laporan/1/ulang/").status_code == 405
    assert signed_in.post("/laporan/1/unduh/").status_code == 405


def selected(page: str) -> list[str]:
    return [text.strip() for text in re.findall(r"<option[^>]*selected[^>]*>([^<]*)</option>", page)]


def options(page: str) -> list[str]:
    select = re.search(r'<select[^>]*name="subjek".*?</select>', page, re.DOTALL)
    assert select is not None
    return [text.strip() for text in re.findall(r"<option[^>]*>([^<]*)</option>", select[0])]


def test_a_dashboard_links_with_everything_chosen(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["camat"])
    page = client.get(LIST, {"unit_kerja": kantor.unit["BW-3-1"].pk, "periode": "2026-08"}).text
    assert options(page)[0] == "Seksi Pelayanan Kelurahan Delima · Kelurahan Delima"
    assert selected(page) == ["Januari–Agustus 2026 (ditutup)", "PDF"]
    page = client.get(LIST, {"pegawai": kantor.pegawai["staf"].pk, "periode": "kemarin"}).text
    assert options(page)[0].startswith("Rizky Ananda Putra, A.Md. · ")
    assert "NIP" not in options(page)[0]
    assert selected(page) == ["Januari–Oktober 2026 (ditutup)"], "a report of a person is a paper only"


def test_the_own_unit_comes_first_and_others_are_found_by_searching(kantor: Kantor, masuk: Masuk) -> None:
    UnitKerja.objects.bulk_create(
        [
            UnitKerja(kode=f"A-{number:04d}", nama=f"Seksi Uji {number:04d}", induk=kantor.unit["BW"],
                      jenis=JenisUnit.SEKSI, berlaku_mulai=MULAI)
            for number in range(60)
        ]
    )  # fmt: skip
    client = masuk(kantor.user["camat"])
    page = client.get(LIST).text
    found = options(page)
    assert found[0] == "Kecamatan Binawidya"
    assert len(found) == 50
    assert "Baru 50 yang pertama." in page
    assert options(client.get(LIST, {"cari": "uji 0057"}).text) == ["Seksi Uji 0057 · Kecamatan Binawidya"]
    assert options(client.get(LIST, {"cari": "A-0057"}).text) == ["Seksi Uji 0057 · Kecamatan Binawidya"]
    assert 'Tidak ada unit bernama "antah"' in client.get(LIST, {"cari": "antah"}).text


def test_people_are_found_by_name_and_nip(kantor: Kantor, masuk: Masuk) -> None:
    client = masuk(kantor.user["camat"])
    staf = kantor.pegawai["staf"]
    for text in ("ananda", staf.nip[:15], f"{staf.nip[:8]} {staf.nip[8:14]}"):
        page = client.get(LIST, {"jenis": "laporan_pegawai", "cari": text}).text
        assert any("Rizky Ananda Putra" in option for option in options(page))
        assert staf.nip not in page.replace(f'value="{text}"', "")
    assert client.get(LIST, {"jenis": "laporan_pegawai", "cari": "\x00"}).status_code in {200, 400}


def test_somebody_without_any_report_is_told_who_has_them(kantor: Kantor, masuk: Masuk) -> None:
    page = masuk(kantor.user["verifikator"]).get(LIST).text
    assert "Tidak ada laporan untuk peran Anda" in page


def test_an_office_without_a_month_says_so(db: None, masuk: Masuk) -> None:
    user = User.objects.create(username="inspektur")
    unit = UnitKerja.objects.create(kode="X", nama="Kantor", berlaku_mulai=MULAI)
    Penugasan.objects.create(user=user, peran=Peran.INSPEKTORAT, unit_kerja=unit, berlaku_mulai=MULAI)
    assert "Belum ada periode" in masuk(user).get(LIST).text


@pytest.mark.parametrize("who", ["camat", "staf", "kepegawaian"])
def test_the_pages_cost_the_same_at_any_size(kantor: Kantor, masuk: Masuk, who: str) -> None:
    client, user = masuk(kantor.user[who]), kantor.user[who]
    Dokumen.objects.create(
        jenis=JenisDokumen.LAPORAN_UNIT, periode=kantor.periode, unit_kerja=kantor.unit["BW"], oleh=user
    )
    client.get(LIST)
    with CaptureQueriesContext(connection) as small:
        client.get(LIST)
    for number in range(30):
        kantor.add_unit(f"Z-{number}", f"Seksi {number}", "BW")
        kantor.add_pegawai(f"z-{number}", f"Pegawai {number}", "BW-3")
    Dokumen.objects.bulk_create(
        Dokumen(jenis=JenisDokumen.LAPORAN_UNIT, periode=month, unit_kerja=unit, oleh=user, status=StatusDokumen.GAGAL)
        for month in kantor.bulan
        for unit in UnitKerja.objects.all()[:10]
    )
    assert Pegawai.objects.count() == 35
    with CaptureQueriesContext(connection) as large:
        client.get(LIST)
    assert len(large) == len(small) <= 15
    dokumen = Dokumen.objects.filter(oleh=user).latest("pk")
    with CaptureQueriesContext(connection) as one:
        assert client.get(f"/laporan/{dokumen.pk}/").status_code == 200
    assert len(one) <= 10
