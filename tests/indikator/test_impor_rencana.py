"""Sheets of indicators and targets on their way in: what changes, what is refused, and what stays."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.umum.errors import ActRefused
from binawidya.umum.spreadsheet.writer import Column, write_xlsx
from indikator import resources
from indikator.models import ImporRencana, Indikator, TargetIndikator
from indikator.pustaka import PUSTAKA
from indikator.services.impor_rencana import (
    impor_rencana_apply,
    impor_rencana_approve,
    impor_rencana_create,
    impor_rencana_map,
)
from indikator.services.impor_rencana_baca import impor_rencana_read
from indikator.services.impor_rencana_urung import impor_rencana_revert, impor_rencana_undo
from indikator.services.pustaka import rencana_create
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db
JUDUL = ["Kode unit", "Kode indikator", "Nama indikator", "Satuan", "Polarisasi", "Konsolidasi", "Cara mengisi"]


def lembar(columns: list[str], *rows: list[Any]) -> SimpleUploadedFile:
    output = BytesIO()
    write_xlsx(output, "Lembar", [Column(one) for one in columns], rows)
    return SimpleUploadedFile("rencana.xlsx", output.getvalue())


def baca(kantor: Kantor, upload: SimpleUploadedFile, jenis: str = "indikator", unit: str = "akar") -> ImporRencana:
    impor = impor_rencana_create(
        actor=kantor.user["admin_perencanaan"], unit_kerja=kantor.unit[unit], jenis=jenis, upload=upload
    )
    impor_rencana_read(impor_id=impor.pk)
    impor.refresh_from_db()
    return impor


def terapkan(kantor: Kantor, impor: ImporRencana, *, lewati: bool = False) -> ImporRencana:
    admin = kantor.user["admin_perencanaan"]
    impor_rencana_approve(actor=admin, impor=impor, lewati_ditolak=lewati)
    impor_rencana_apply(impor_id=impor.pk, actor_id=admin.pk)
    impor.refresh_from_db()
    return impor


def alasan(impor: ImporRencana, nomor: int) -> str:
    return " ".join(impor.baris.get(nomor=nomor).alasan)


@pytest.fixture
def rencana(kantor: Kantor) -> Kantor:
    """An office with the whole set of a kecamatan and its draft targets."""
    pustaka = PUSTAKA["kecamatan"]
    rencana_create(
        actor=kantor.user["admin_perencanaan"], unit_kerja=kantor.unit["akar"], pustaka=pustaka,
        pilihan={one.slug for one in pustaka.indikator()}, tahun=kantor.tahun, tahun_selesai=kantor.tahun + 4,
        dengan_target=True,
    )  # fmt: skip
    return kantor


def judul(columns: list[Column]) -> list[str]:
    return [one.judul for one in columns]


def test_what_was_downloaded_and_uploaded_again_changes_nothing(rencana: Kantor) -> None:
    rows = [*resources.lembar_rows(Indikator.objects.order_by("pk"))]
    impor = baca(rencana, lembar(judul(resources.lembar_columns()), *rows))
    assert impor.ringkasan["jumlah"] == {"baru": 0, "berubah": 0, "tetap": len(rows), "ditolak": 0}
    targets = TargetIndikator.objects.order_by("pk")
    assert targets.filter(pegawai__isnull=False).exists()
    rows = [*resources.target_rows(targets)]
    impor = baca(rencana, lembar(judul(resources.target_columns()), *rows), "target")
    refused = [row.alasan for row in impor.baris.filter(hasil=HasilBaris.DITOLAK)]
    assert impor.ringkasan["jumlah"] == {"baru": 0, "berubah": 0, "tetap": len(rows), "ditolak": 0}, refused
    with pytest.raises(ActRefused, match="Tidak ada yang perlu diterapkan"):
        terapkan(rencana, impor)


def test_new_indicators_and_changed_ones_are_applied_as_the_preview_said(rencana: Kantor) -> None:
    impor = baca(
        rencana,
        lembar(
            JUDUL,
            ["1.1", "YAN-9", "Berkas selesai", "berkas", "positif", "Kumulatif", "Nilai"],
            ["1", "IKU-02", "Layanan PATEN tepat waktu", "%", "maksimum", "Rasio", "Rasio"],
        ),
    )
    assert impor.ringkasan["jumlah"] == {"baru": 1, "berubah": 1, "tetap": 0, "ditolak": 0}
    (beda,) = impor.baris.get(hasil=HasilBaris.BERUBAH).beda
    assert (beda["kolom"], beda["baru"]) == ("Indikator", "Layanan PATEN tepat waktu")
    assert terapkan(rencana, impor).status == StatusImpor.SELESAI
    baru = Indikator.objects.get(kode="YAN-9")
    assert (baru.unit_kerja.kode, baru.polarisasi, baru.agregasi) == ("1.1", "maksimum", "jumlah")
    assert baru.versi.get().oleh == rencana.user["admin_perencanaan"]
    assert Indikator.objects.get(unit_kerja__kode="1", kode="IKU-02").nama == "Layanan PATEN tepat waktu"


def test_refused_rows_say_what_was_read_and_come_back_with_the_reason(rencana: Kantor) -> None:
    impor = baca(
        rencana,
        lembar(
            JUDUL,
            ["9.9", "A-1", "X", "x", "maksimum", "Jumlah", "Nilai"],
            ["1", "A-2", "X", "x", "naik", "Jumlah", "Nilai"],
            ["1", "A-3", "X", "x", "maksimum", "Jumlah", "Rasio"],
            ["1", "A-4", "X", "x", "maksimum", "Jumlah", "Nilai"],
            ["1", "a-4", "Y", "x", "maksimum", "Jumlah", "Nilai"],
            ["1.1", "IKI-1", "Berkas lain", "berkas", "minimum", "Jumlah", "Nilai"],
        ),
    )
    assert "“9.9”" in alasan(impor, 2)
    assert "“naik” tidak dikenal. Tulis salah satu: Makin besar makin baik" in alasan(impor, 3)
    assert "pembilang" in alasan(impor, 4)
    assert "sudah ada di baris 5" in alasan(impor, 6).lower()
    assert "alasan perubahan" in alasan(impor, 7).lower()
    rows = [*resources.refused_rows(impor)]
    assert judul(resources.refused_columns(impor))[-1] == "Alasan ditolak"
    assert [row[1] for row in rows] == ["A-1", "A-2", "A-3", "a-4", "IKI-1"]
    assert all(row[-1] for row in rows)
    with pytest.raises(ActRefused, match="5 baris ditolak"):
        terapkan(rencana, impor)
    assert terapkan(rencana, impor, lewati=True).status == StatusImpor.SELESAI
    assert Indikator.objects.filter(kode__startswith="A-").count() == 1


def test_targets_come_as_drafts_spread_over_the_year_and_approved_ones_stay(rencana: Kantor) -> None:
    columns = ["Kode unit", "Kode indikator", "Tahun", "Target", "Bobot", "Januari", "Februari"]
    year = rencana.tahun
    rencana.indikator("YAN-1", "pelayanan")
    indikator = rencana.indikator("YAN-2", "pelayanan")
    rencana.beri_target("unit", indikator, "atasan", milik_unit=True)
    impor = baca(
        rencana,
        lembar(
            columns,
            ["1.1", "YAN-1", str(year), "1.200", "30"],
            ["1.1", "YAN-2", str(year), "99", "10"],
            ["1.1", "YAN-1", str(year + 1), "100", "30", "40", "50"],
            ["1.1", "ZZ", str(year), "1", "1"],
            ["1.1", "YAN-1", "1999", "1", "1"],
        ),
        "target",
    )
    assert impor.ringkasan["jumlah"] == {"baru": 1, "berubah": 0, "tetap": 0, "ditolak": 4}
    assert "sudah disetujui" in alasan(impor, 3)
    assert "Jumlah target bulanan 90, padahal target setahun 100" in alasan(impor, 4)
    terapkan(rencana, impor, lewati=True)
    made = TargetIndikator.objects.get(indikator__kode="YAN-1", tahun=year)
    assert (made.status, made.target, made.bulanan) == ("draf", Decimal(1200), [Decimal(100)] * 12)
    assert made.pengisi == rencana.pegawai["atasan"]


def test_a_sheet_that_somebody_changed_after_the_preview_is_not_applied(rencana: Kantor) -> None:
    impor = baca(rencana, lembar(JUDUL, ["1", "IKU-02", "Nama baru", "%", "maksimum", "Rasio", "Rasio"]))
    Indikator.objects.filter(unit_kerja__kode="1", kode="IKU-02").update(sumber_data="Register baru")
    impor = terapkan(rencana, impor)
    assert impor.status == StatusImpor.SIAP
    assert "Ada yang berubah sesudah pratinjau dibuat" in impor.pesan
    assert Indikator.objects.get(unit_kerja__kode="1", kode="IKU-02").nama != "Nama baru"


def test_a_sheet_without_the_needed_columns_says_which(kantor: Kantor) -> None:
    impor = baca(kantor, lembar(["Kode unit", "Indikator", "Satuan"], ["1", "X", "x"]))
    assert impor.status == StatusImpor.GAGAL
    assert "Kolom Kode indikator tidak ada" in impor.pesan


# --- targets of people --------------------------------------------------------------------------------------------
ORANG = ["Kode unit", "Pegawai", "Akhir NIP", "Kode indikator", "Tahun", "Target", "Bobot"]


def test_targets_of_people_are_found_by_name_and_namesakes_by_the_end_of_their_nip(rencana: Kantor) -> None:
    year = str(rencana.tahun)
    rencana.indikator("YAN-1", "pelayanan")
    one, other = rencana.pegawai["pegawai"], rencana.pegawai["rekan"]
    type(one).objects.filter(pk=other.pk).update(nama=one.nama)
    impor = baca(
        rencana,
        lembar(
            ORANG,
            ["1.1", one.nama, one.nip[-3:], "YAN-1", year, "120", "20"],
            ["1.1", one.nama.upper(), other.nip, "YAN-1", year, "60", "10"],
            ["1.1", one.nama, "", "YAN-1", year, "1", "1"],
            ["1.1", "Tidak Ada", "", "YAN-1", year, "1", "1"],
        ),
        "target",
    )
    assert impor.ringkasan["jumlah"] == {"baru": 2, "berubah": 0, "tetap": 0, "ditolak": 2}
    assert "da 2 pegawai bernama" in alasan(impor, 4)
    assert "Akhir NIP" in alasan(impor, 4)
    assert "idak ada pegawai bernama “Tidak Ada” di Seksi Pelayanan" in alasan(impor, 5)
    assert impor.baris.get(nomor=2).pemilik == f"{one.nama}, Seksi Pelayanan"
    terapkan(rencana, impor, lewati=True)
    made = TargetIndikator.objects.filter(indikator__kode="YAN-1", status="draf").order_by("-target")
    assert [(row.pegawai, row.pengisi, row.target) for row in made] == [
        (one, one, Decimal(120)), (other, other, Decimal(60)),
    ]  # fmt: skip


# --- headings of others, and taking back --------------------------------------------------------------------------
def test_headings_of_another_source_are_explained_once_and_known_ever_after(rencana: Kantor) -> None:
    upload = lambda: lembar(  # noqa: E731
        ["Nomor OPD", "Nomor ukuran", "Uraian", "Ukuran"], ["1.1", "YAN-7", "Berkas selesai", "berkas"]
    )
    impor = baca(rencana, upload())
    assert impor.status == StatusImpor.PETAKAN
    keys = [one["kunci"] for one in impor.ringkasan["judul"]["kolom"]]
    meaning = dict(zip(keys, ["kode_unit", "kode", "nama", "satuan"], strict=True))
    impor_rencana_map(actor=rencana.user["admin_perencanaan"], impor=impor, pemetaan=meaning)
    impor_rencana_read(impor_id=impor.pk)
    impor.refresh_from_db()
    assert (impor.status, impor.ringkasan["jumlah"]["baru"]) == (StatusImpor.SIAP, 1)
    assert baca(rencana, upload()).status == StatusImpor.SIAP
    assert baca(rencana, upload(), "target").status == StatusImpor.PETAKAN


def keadaan() -> list[Any]:
    rows = [*Indikator.objects.order_by("pk").values(), *TargetIndikator.objects.order_by("pk").values()]
    versi = [*Indikator.versi.field.model.objects.order_by("pk").values()]  # type: ignore[attr-defined]
    return [{name: value for name, value in row.items() if name != "versi"} for row in rows] + versi


def urungkan(kantor: Kantor, impor: ImporRencana) -> ImporRencana:
    admin = kantor.user["admin_perencanaan"]
    impor_rencana_undo(actor=admin, impor=impor)
    impor_rencana_revert(impor_id=impor.pk, actor_id=admin.pk)
    impor.refresh_from_db()
    return impor


def test_an_import_of_sheets_is_taken_back_whole(rencana: Kantor) -> None:
    before = keadaan()
    impor = impor_rencana_create(
        actor=rencana.user["admin_perencanaan"], unit_kerja=rencana.unit["akar"], jenis="indikator",
        upload=lembar(
            JUDUL,
            ["1.1", "YAN-9", "Berkas selesai", "berkas", "positif", "Kumulatif", "Nilai"],
            ["1", "IKU-02", "Layanan PATEN tepat waktu", "%", "maksimum", "Rasio", "Rasio"],
            ["1.1", "IKI-1", "Berkas yang selesai", "berkas", "maksimum", "Jumlah", "Nilai"],
        ),
        berlaku_mulai=date(rencana.tahun, rencana.kini, 1), alasan="Istilah disamakan",
    )  # fmt: skip
    impor_rencana_read(impor_id=impor.pk)
    impor.refresh_from_db()
    assert impor.ringkasan["jumlah"]["ditolak"] == 0, [row.alasan for row in impor.baris.all()]
    impor = terapkan(rencana, impor)
    assert Indikator.objects.filter(kode="YAN-9").exists()
    assert urungkan(rencana, impor).status == StatusImpor.DIURUNGKAN
    assert keadaan() == before


def test_an_import_of_targets_is_taken_back_unless_somebody_went_on_with_it(rencana: Kantor) -> None:
    year = str(rencana.tahun)
    rencana.indikator("YAN-1", "pelayanan")
    drafted = TargetIndikator.objects.filter(pegawai=None, status="draf", unit_kerja__kode="1").first()
    assert drafted is not None
    rows = [
        ["1.1", "", "", "YAN-1", year, "1.200", "30"],
        ["1", "", "", drafted.indikator.kode, year, "77", "5"],
    ]
    before = keadaan()
    impor = terapkan(rencana, baca(rencana, lembar(ORANG, *rows), "target"))
    assert keadaan() != before
    assert urungkan(rencana, impor).status == StatusImpor.DIURUNGKAN
    assert keadaan() == before
    impor = terapkan(rencana, baca(rencana, lembar(ORANG, *rows), "target"))
    TargetIndikator.objects.filter(indikator__kode="YAN-1").update(bobot=31)
    with pytest.raises(ActRefused, match="sudah diubah"):
        impor_rencana_undo(actor=rencana.user["admin_perencanaan"], impor=impor)
    ImporRencana.objects.filter(pk=impor.pk).update(selesai_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(ActRefused, match="lebih dari sehari"):
        impor_rencana_undo(actor=rencana.user["admin_perencanaan"], impor=impor)
