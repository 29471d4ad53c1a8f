"""Perjanjian Kinerja and SKP as papers: what they say, with many rows, long names and nothing at all."""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indikator.models import ProgramAnggaran, Sasaran
from kinerja.enums import JenisDokumen, Perilaku
from kinerja.jenis_dokumen import JENIS, Masa, Subjek, asked_for
from kinerja.models import Dokumen, EkspektasiPerilaku, Skp
from kinerja.reports import perjanjian as perjanjian_report
from kinerja.reports import skp as skp_report
from kinerja.selectors.perjanjian import perjanjian
from kinerja.selectors.skp import skp_dokumen
from kinerja.services.dokumen_pembuat import PEMBUAT
from tests.indikator.rencana_bantu import draf, pemilik, turunan
from tests.kantor import Kantor, bangun_kantor

PANJANG = "Persentase permohonan pelayanan administrasi terpadu kecamatan yang selesai tepat waktu menurut standar "


@pytest.fixture
def kantor(db: None) -> Kantor:
    """The office whose next year is still to be planned."""
    return bangun_kantor()


def ask(kantor: Kantor, jenis: JenisDokumen) -> Dokumen:
    unit = JENIS[jenis].subjek == Subjek.UNIT
    return Dokumen(
        pk=1, jenis=jenis, tahun=kantor.tahun + 1, oleh=kantor.user["atasan"], created_at=timezone.now(),
        unit_kerja=kantor.unit["pelayanan"] if unit else None, pegawai=None if unit else kantor.pegawai["pegawai"],
    )  # fmt: skip


def pages(dokumen: Dokumen, tmp_path: Path) -> int:
    pdf = PEMBUAT[JenisDokumen(dokumen.jenis)]
    content = pdf.gambar(dokumen, pdf.kumpulkan(dokumen)).content
    (tmp_path / f"{dokumen.jenis}.pdf").write_bytes(content)
    return len(pikepdf.open(io.BytesIO(content)).pages)


def test_every_kind_has_its_two_halves() -> None:
    assert set(JENIS) == set(PEMBUAT) == set(JenisDokumen)


@pytest.mark.parametrize(
    ("jenis", "fewest"),
    [(kind, 2 if row.paket else 1) for kind, row in asked_for() if row.masa == Masa.TAHUN],
)
def test_a_plan_without_anything_says_so(jenis: JenisDokumen, fewest: int, kantor: Kantor, tmp_path: Path) -> None:
    assert pages(ask(kantor, jenis), tmp_path) >= fewest


def test_an_agreement_names_both_parties_targets_and_money(kantor: Kantor, tmp_path: Path) -> None:
    milik = pemilik(kantor, "")
    sasaran = Sasaran.objects.create(
        kode="S1", nama="Meningkatnya mutu pelayanan", jenis="sasaran_strategis", unit_kerja=kantor.unit["akar"],
        tahun_mulai=kantor.tahun, tahun_selesai=kantor.tahun + 4,
    )  # fmt: skip
    for number in range(60):
        target = draf(kantor, milik, f"R-{number:02d}")
        target.indikator.nama, target.indikator.sasaran = f"{PANJANG}{number}", sasaran if number < 40 else None
        target.indikator.save()
    for kode, jenis, anggaran in (("1", "program", 1_250_000), ("1.1", "kegiatan", 1_250_000)):
        ProgramAnggaran.objects.create(
            unit_kerja=kantor.unit["pelayanan"], tahun=milik.tahun, kode=kode, nama="Pelayanan", jenis=jenis,
            anggaran=Decimal(anggaran),
        )  # fmt: skip
    dokumen = ask(kantor, JenisDokumen.PERJANJIAN_KINERJA)
    words = perjanjian_report.konteks(dokumen, perjanjian(dokumen))
    assert (words["pertama"].nama, words["kedua"].nama) == ("Atasan", "Camat")
    assert words["jumlah_anggaran"] == "Rp1.250.000", "a kegiatan is part of its program"
    assert words["rancangan"] == "Rancangan: 60 target belum disetujui."
    assert [row["nomor"] for row in words["target"]].count("") == 58
    assert pages(dokumen, tmp_path) > 4


def test_an_skp_shows_what_of_the_leaders_plan_it_serves(kantor: Kantor, tmp_path: Path) -> None:
    above = draf(kantor, pemilik(kantor, ""))
    turunan(kantor, above, pemilik(kantor), 120, aspek="kuantitas", bobot=Decimal(60))
    draf(kantor, pemilik(kantor), "T-1", tambahan=True, bobot=Decimal(40))
    skp = Skp.objects.create(pegawai=kantor.pegawai["pegawai"], tahun=kantor.tahun + 1, dukungan="Satu komputer.")
    EkspektasiPerilaku.objects.create(skp=skp, perilaku=Perilaku.LOYAL, isi="Menjaga rahasia pemohon.")
    dokumen = ask(kantor, JenisDokumen.SKP)
    words: dict[str, Any] = skp_report.konteks(dokumen, skp_dokumen(dokumen))
    (_utama, main), (_tambahan, more) = words["bagian"]
    assert (main[0]["atasan"], main[0]["aspek"], main[0]["target"]) == ("Indikator R-1", "Kuantitas", "120 berkas")
    assert len(more) == 1
    assert words["penilai"].nama == "Atasan"
    assert words["lampiran"][0] == ("Dukungan sumber daya", "Satu komputer.")
    assert [row["ekspektasi"] for row in words["perilaku"] if row["ekspektasi"]] == ["Menjaga rahasia pemohon."]
    assert pages(dokumen, tmp_path) == 3


@pytest.mark.parametrize("jenis", [JenisDokumen.PERJANJIAN_KINERJA, JenisDokumen.SKP])
def test_the_plans_of_many_are_gathered_with_the_queries_of_one(jenis: JenisDokumen, kantor: Kantor) -> None:
    unit = JENIS[jenis].subjek == Subjek.UNIT
    names = ["pelayanan", "akar", "pemerintahan"] if unit else ["pegawai", "rekan", "atasan"]
    documents = []
    for number, name in enumerate(names, 1):
        subject = {"unit_kerja": kantor.unit[name]} if unit else {"pegawai": kantor.pegawai[name]}
        documents.append(Dokumen(pk=number, jenis=jenis, tahun=kantor.tahun + 1, **subject))
        draf(kantor, pemilik(kantor, "", unit=name) if unit else pemilik(kantor, name), f"R-{number}")
        if not unit:
            Skp.objects.create(**subject, tahun=kantor.tahun + 1)
    gather = PEMBUAT[jenis].kumpulkan_banyak
    with CaptureQueriesContext(connection) as one:
        gather(documents[:1])
    with CaptureQueriesContext(connection) as three:
        found = gather(documents)
    assert len(three) == len(one)
    alone = {dokumen.pk: PEMBUAT[jenis].kumpulkan(dokumen) for dokumen in documents}
    assert found == alone
    with CaptureQueriesContext(connection) as drawing:
        PEMBUAT[jenis].gambar(ask(kantor, jenis), found[1])
    assert not drawing
