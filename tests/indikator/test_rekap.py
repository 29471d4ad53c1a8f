"""Who has not entered: the right people in the right scope, as a page and as a spreadsheet; and who is reminded."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from binawidya.organisasi.enums import StatusPegawai, StatusPeriode
from binawidya.organisasi.models import Pegawai, Pemberitahuan, Pengecualian, Periode, PilihanKolom
from binawidya.organisasi.services.pengecualian import pengecualian_create
from binawidya.umum.errors import ActRefused
from indikator.enums import StatusRealisasi
from indikator.selectors.rekap import baris, rekap, ringkas
from indikator.services.pengingat import pengingat_run
from tests.kantor import Kantor

S = StatusRealisasi


def nama(kantor: Kantor, siapa: str = "camat", **saring: str) -> list[str]:
    rows = rekap(kantor.user[siapa], kantor.periode[kantor.kini], **saring)
    return sorted(row.pengisi.nama for row in rows)


@pytest.fixture
def dua_seksi(kantor: Kantor) -> Kantor:
    """Also somebody of the other section has a target."""
    kantor.beri_target("pegawai_lain", kantor.indikator("IKI-2", "pemerintahan", nama="Surat dijawab"), "pegawai_lain")
    return kantor


def masuk(kantor: Kantor, siapa: str) -> Client:
    client = Client()
    client.force_login(kantor.user[siapa])
    return client


# --- contents ------------------------------------------------------------------------------------------------------
def test_a_head_sees_the_own_unit_and_nobody_of_another(dua_seksi: Kantor) -> None:
    assert nama(dua_seksi, "camat") == ["Pegawai", "Pegawai Lain"]
    assert nama(dua_seksi, "atasan") == ["Pegawai"]
    assert nama(dua_seksi, "atasan_lain") == ["Pegawai Lain"]
    assert nama(dua_seksi, "pegawai") == []


@pytest.mark.parametrize(
    ("status", "giliran"),
    [(S.TERSIMPAN, "isi"), (S.DIKEMBALIKAN, "isi"), (S.DIAJUKAN, "verifikasi"), (S.DISETUJUI, None)],
)
def test_each_state_waits_for_whose_turn_it_is(kantor: Kantor, status: str, giliran: str | None) -> None:
    kantor.isi("pegawai", status=status)
    assert bool(nama(kantor)) is (giliran is not None)
    for one in ("isi", "verifikasi"):
        assert bool(nama(kantor, giliran=one)) is (one == giliran)
    assert bool(nama(kantor, giliran="disetujui")) is (status == S.DISETUJUI)
    assert nama(kantor, giliran="semua") == ["Pegawai"]


def test_the_row_says_since_when_and_for_whom_it_waits(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=S.DIAJUKAN)
    (row,) = baris(rekap(kantor.user["camat"], kantor.periode[kantor.kini]))
    assert (row.keadaan, row.sejak, row.menunggu) == ("diajukan", entry.diajukan_at, "Atasan")
    assert row.hari == 0


@pytest.mark.parametrize("status", [StatusPegawai.CUTI, StatusPegawai.TUGAS_BELAJAR, StatusPegawai.PENSIUN])
def test_people_who_are_not_in_service_are_left_out_by_rule(kantor: Kantor, status: str) -> None:
    Pegawai.objects.filter(pk=kantor.pegawai["pegawai"].pk).update(status=status)
    assert nama(kantor) == []


def test_somebody_left_out_with_a_reason_is_not_counted_for_that_month_only(kantor: Kantor) -> None:
    pengecualian_create(
        actor=kantor.user["admin_perencanaan"],
        pegawai=kantor.pegawai["pegawai"],
        periode=kantor.periode[kantor.kini],
        alasan="Cuti melahirkan.",
    )
    assert nama(kantor) == []
    assert ringkas(kantor.user["camat"], kantor.periode[kantor.kini])["wajib"] == 0
    other = kantor.periode[12 if kantor.kini != 12 else 11]
    assert bool([*rekap(kantor.user["camat"], other)]) is (kantor.kini != 12)


def test_nobody_is_left_out_of_a_closed_month(kantor: Kantor) -> None:
    Periode.objects.filter(pk=kantor.periode[kantor.kini].pk).update(
        status=StatusPeriode.DITUTUP, ditutup_at=timezone.now()
    )
    with pytest.raises(ActRefused, match="sudah ditutup"):
        pengecualian_create(
            actor=kantor.user["admin_perencanaan"],
            pegawai=kantor.pegawai["pegawai"],
            periode=Periode.objects.get(pk=kantor.periode[kantor.kini].pk),
            alasan="Cuti.",
        )


def test_the_counts_agree_with_the_rows(dua_seksi: Kantor) -> None:
    dua_seksi.isi("pegawai", status=S.DIAJUKAN)
    counts = ringkas(dua_seksi.user["camat"], dua_seksi.periode[dua_seksi.kini])
    assert counts == {"wajib": 2, "belum": 1, "orang": 1, "menunggu": 1}


# --- pages ---------------------------------------------------------------------------------------------------------
def test_search_and_unit_narrow_the_page(dua_seksi: Kantor) -> None:
    url = reverse("indikator:rekap_list")
    client = masuk(dua_seksi, "camat")
    assert "Surat dijawab" in client.get(url, {"cari": "surat"}).content.decode()
    assert "Surat dijawab" not in client.get(url, {"unit": "1.1"}).content.decode()
    assert "Tidak ada yang cocok" in client.get(url, {"cari": "tidak ada"}).content.decode()


def lembar(kantor: Kantor, siapa: str, **tanya: str) -> list[tuple[Any, ...]]:
    answer = masuk(kantor, siapa).get(reverse("indikator:rekap_export", args=[(kantor.tahun, kantor.kini)]), tanya)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    rows = [*book.active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    book.close()
    return rows


def test_the_spreadsheet_holds_the_columns_and_rows_that_the_person_sees(dua_seksi: Kantor) -> None:
    PilihanKolom.objects.create(user=dua_seksi.user["camat"], daftar="rekap", kolom=["indikator"])
    rows = lembar(dua_seksi, "camat", cari="surat")
    assert rows[-2:] == [("Pegawai", "Indikator"), ("Pegawai Lain", "Surat dijawab")]
    # The same as a document: columns and filter are those of the page.
    url = reverse("indikator:rekap_export", args=[(dua_seksi.tahun, dua_seksi.kini)])
    document = masuk(dua_seksi, "camat").get(f"{url}?bentuk=pdf&cari=surat").content
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages).split())
    assert "Pegawai Indikator 1 Pegawai Lain Surat dijawab" in words
    assert "Saringan: Cari nama atau indikator “surat”" in words and "Keadaan" not in words


def test_head_takes_all_figures_of_the_unit_home_as_a_sheet(dua_seksi: Kantor) -> None:
    dua_seksi.isi("pegawai", nilai="8", status=S.DISETUJUI)
    PilihanKolom.objects.create(user=dua_seksi.user["camat"], daftar="rekap", kolom=["target", "realisasi", "menunggu"])
    rows = lembar(dua_seksi, "camat", giliran="semua")
    assert rows[-3:] == [
        ("Pegawai", "Target", "Realisasi", "Menunggu", "Pembilang", "Penyebut"),
        ("Pegawai", 10, 8, None, None, None),
        ("Pegawai Lain", 10, None, "Pegawai Lain", None, None),
    ]
    url = reverse("indikator:rekap_list", args=[(dua_seksi.tahun, dua_seksi.kini)])
    page = masuk(dua_seksi, "camat").get(f"{url}?giliran=semua").content.decode()
    assert "8 berkas" in page.replace("\xa0", " ")


def test_recap_that_is_too_long_for_paper_says_so(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indikator.reports.rekap.MAX_BARIS", 0)
    url = reverse("indikator:rekap_export", args=[(kantor.tahun, kantor.kini)])
    answer = masuk(kantor, "camat").get(f"{url}?bentuk=pdf")
    assert (answer.status_code, "unduh XLSX" in answer.content.decode()) == (409, True)


def test_admin_leaves_somebody_out_and_counts_her_again(kantor: Kantor) -> None:
    client = masuk(kantor, "admin_perencanaan")
    keys = [(kantor.tahun, kantor.kini), kantor.pegawai["pegawai"].pk]
    empty = client.post(reverse("indikator:pengecualian_create", args=keys), {"alasan": ""})
    assert empty.status_code == 422
    client.post(reverse("indikator:pengecualian_create", args=keys), {"alasan": "Cuti melahirkan."})
    page = client.get(reverse("indikator:rekap_list")).content.decode()
    assert "Cuti melahirkan." in page
    client.post(reverse("indikator:pengecualian_delete", args=[Pengecualian.objects.get().pk]))
    assert nama(kantor) == ["Pegawai"]


# --- reminders -----------------------------------------------------------------------------------------------------
def menjelang(periode: Periode, hari: int, jam: int = 8) -> datetime:
    """So many days before the deadline, at an hour of the office."""
    local = timezone.localtime(periode.batas_pengisian) - timedelta(days=hari)
    return local.replace(hour=jam, minute=0, second=0).astimezone(UTC)


def diberi_tahu() -> dict[str, str]:
    return {row.user.pegawai.nama: row.judul for row in Pemberitahuan.objects.select_related("user__pegawai")}


def test_on_a_day_of_reminding_people_and_their_superior_are_told_once(kantor: Kantor) -> None:
    periode = kantor.periode[kantor.kini]
    at = menjelang(periode, 3)
    assert [pengingat_run(now=at), pengingat_run(now=at + timedelta(hours=2))] == [1, 0]
    told = diberi_tahu()
    assert set(told) == {"Pegawai", "Atasan"}
    assert told["Pegawai"].startswith(f"Realisasi {periode} ditutup ")
    assert told["Atasan"] == f"1 bawahan Anda belum selesai mengisi {periode}"


@pytest.mark.parametrize(("hari", "jam"), [(4, 8), (3, 5)])
def test_on_other_days_and_before_six_nobody_is_reminded(kantor: Kantor, hari: int, jam: int) -> None:
    assert pengingat_run(now=menjelang(kantor.periode[kantor.kini], hari, jam)) == 0


def test_the_next_day_of_reminding_tells_again(kantor: Kantor) -> None:
    periode = kantor.periode[kantor.kini]
    assert [pengingat_run(now=menjelang(periode, days)) for days in (7, 3, 1)] == [1, 1, 1]
    assert Pemberitahuan.objects.filter(user=kantor.user["pegawai"]).count() == 3


def test_who_has_handed_in_everything_is_not_reminded(kantor: Kantor) -> None:
    kantor.isi("pegawai", status=S.DIAJUKAN)
    assert pengingat_run(now=menjelang(kantor.periode[kantor.kini], 3)) == 0


def test_before_the_deadline_of_verification_those_with_a_queue_are_told(kantor: Kantor) -> None:
    kantor.isi("pegawai", status=S.DIAJUKAN)
    periode = kantor.periode[kantor.kini]
    at = timezone.localtime(periode.batas_verifikasi - timedelta(days=1)).replace(hour=8)
    assert pengingat_run(now=at) == 1
    told = {row.user.username if not hasattr(row.user, "pegawai") else row.user.pegawai.nama: row.rincian
            for row in Pemberitahuan.objects.select_related("user")}  # fmt: skip
    assert told == {"Atasan": "1 realisasi menunggu Anda.", "verifikator": "1 realisasi menunggu Anda."}


def test_who_is_left_out_is_not_reminded(kantor: Kantor) -> None:
    pengecualian_create(
        actor=kantor.user["admin_perencanaan"],
        pegawai=kantor.pegawai["pegawai"],
        periode=kantor.periode[kantor.kini],
        alasan="Cuti.",
    )
    assert pengingat_run(now=menjelang(kantor.periode[kantor.kini], 3)) == 0
