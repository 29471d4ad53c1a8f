"""The sheet of an indicator through time: corrected while nothing rests on it, in versions afterwards."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode
from binawidya.umum.errors import ActRefused
from indikator.enums import Agregasi, Polarisasi, StatusTarget
from indikator.models import Indikator, IndikatorVersi, TargetIndikator
from indikator.pustaka import PUSTAKA
from indikator.selectors.smart import smart_of
from indikator.services.indikator import (
    first_open_month,
    indikator_create,
    indikator_restore,
    indikator_update,
    indikator_withdraw,
    versi_show,
)
from tests.golden.kasus import cases
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db


@pytest.fixture
def indikator(kantor: Kantor) -> Indikator:
    """The indicator of pegawai, on which an approved target rests."""
    return kantor.target["pegawai"].indikator


def bulan(kantor: Kantor, nomor: int) -> date:
    year, month = divmod(kantor.tahun * 12 + nomor - 1, 12)
    return date(year, month + 1, 1)


def ubah(kantor: Kantor, indikator: Indikator, mulai: date | None = None, alasan: str = "Pedoman baru.", **isi: Any):  # type: ignore[no-untyped-def]
    return indikator_update(
        actor=kantor.user["admin_perencanaan"], indikator=indikator, kode=indikator.kode, isi=isi, berlaku_mulai=mulai,
        alasan=alasan,
    )  # fmt: skip


def test_every_indicator_has_a_first_version_whoever_stored_it(indikator: Indikator) -> None:
    (versi,) = indikator.versi.all()
    assert (versi.versi, versi.berlaku_mulai, versi.nama) == (1, date(2000, 1, 1), indikator.nama)


def test_a_sheet_without_targets_is_corrected(kantor: Kantor) -> None:
    baru = kantor.indikator("X-1", "pelayanan")
    assert ubah(kantor, baru, polarisasi=Polarisasi.MINIMUM) is None
    baru.refresh_from_db()
    assert (baru.polarisasi, baru.versi.get().polarisasi) == ("minimum", "minimum")


def test_a_change_under_targets_makes_a_version_and_leaves_the_past(kantor: Kantor, indikator: Indikator) -> None:
    versi = ubah(kantor, indikator, bulan(kantor, kantor.kini), definisi="Dihitung sejak berkas lengkap.")
    assert versi.versi == 2
    indikator.refresh_from_db()
    assert indikator.definisi == "Dihitung sejak berkas lengkap."
    assert [row.definisi for row in indikator.versi.order_by("versi")] == ["", "Dihitung sejak berkas lengkap."]


def test_a_version_for_later_is_shown_from_its_month_on(kantor: Kantor, indikator: Indikator) -> None:
    nanti = bulan(kantor, kantor.kini + 1)
    ubah(kantor, indikator, nanti, nama="Berkas selesai diproses")
    indikator.refresh_from_db()
    assert indikator.nama == "Berkas diproses"
    assert versi_show(tanggal=nanti) == 1
    indikator.refresh_from_db()
    assert indikator.nama == "Berkas selesai diproses"
    assert versi_show(tanggal=nanti) == 0


def test_a_closed_month_keeps_its_sheet(kantor: Kantor, indikator: Indikator) -> None:
    kini = kantor.periode[kantor.kini]
    Periode.objects.filter(pk=kini.pk).update(status=StatusPeriode.DITUTUP, ditutup_at=kini.batas_pengisian)
    assert first_open_month() == bulan(kantor, kantor.kini + 1)
    with pytest.raises(ValidationError) as error:
        ubah(kantor, indikator, bulan(kantor, kantor.kini), nama="Lain")
    assert "sudah ditutup" in error.value.message_dict["berlaku_mulai"][0]
    assert indikator.versi.count() == 1


def test_a_version_needs_a_reason_and_a_way_of_entering_does_not_change_within_a_year(
    kantor: Kantor, indikator: Indikator
) -> None:
    with pytest.raises(ValidationError) as error:
        ubah(kantor, indikator, bulan(kantor, kantor.kini), alasan=" ", nama="Lain")
    assert set(error.value.message_dict) == {"alasan_perubahan"}
    kantor.isi("pegawai")
    with pytest.raises(ValidationError) as error:
        ubah(
            kantor, indikator, bulan(kantor, kantor.kini), agregasi=Agregasi.RASIO, label_pembilang="a",
            label_penyebut="b",
        )  # fmt: skip
    assert set(error.value.message_dict) == {"agregasi"}


def test_a_correction_of_the_indicator_alone_reaches_the_version_it_shows(indikator: Indikator) -> None:
    Indikator.objects.filter(pk=indikator.pk).update(satuan="surat")
    assert IndikatorVersi.objects.get(indikator=indikator).satuan == "surat"


@pytest.mark.parametrize("case", cases("iku_quality_weight"))
def test_validity_and_control_that_exclude_each_other_are_refused(case: Any, kantor: Kantor) -> None:
    given = {"validitas": case["input"]["validitas"], "kendali": case["input"]["kendali"]}
    allowed = case["expected"]["weight"] is not None
    if allowed:
        kantor.indikator("V-1", "pelayanan", **given)
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            kantor.indikator("V-1", "pelayanan", **given)
        with pytest.raises(ValidationError) as error:
            indikator_create(
                actor=kantor.user["admin_perencanaan"], unit_kerja=kantor.unit["pelayanan"], kode="V-2",
                isi={"nama": "x", "satuan": "x", **given},
            )  # fmt: skip
        assert set(error.value.message_dict) == {"kendali"}


def test_an_indicator_is_withdrawn_only_when_no_target_is_due(kantor: Kantor, indikator: Indikator) -> None:
    admin = kantor.user["admin_perencanaan"]
    with pytest.raises(ActRefused, match="Masih ada 1 target"):
        indikator_withdraw(actor=admin, indikator=indikator, mulai=bulan(kantor, kantor.kini), alasan="Diganti.")
    indikator_withdraw(actor=admin, indikator=indikator, mulai=date(kantor.tahun + 1, 1, 1), alasan="Diganti.")
    assert not Indikator.objects.dipakai(date(kantor.tahun + 1, 1, 1)).filter(pk=indikator.pk).exists()
    indikator_restore(actor=admin, indikator=indikator)
    assert Indikator.objects.dipakai(date(kantor.tahun + 1, 1, 1)).filter(pk=indikator.pk).exists()


def test_smart_says_in_words_what_a_bare_sheet_misses() -> None:
    butir = smart_of(Indikator(nama="Meningkatnya mutu layanan", satuan="%"), 2026, bertarget=False)
    assert [satu.huruf for satu in butir if not satu.lengkap] == ["S", "M", "A", "R", "T"]
    said = " ".join(kurang for satu in butir for kurang in satu.kurang)
    assert "definisi operasional" in said
    assert "“meningkatnya”" in said
    assert "Belum ada target tahun 2026" in said


@pytest.mark.parametrize("slug", sorted(PUSTAKA))
def test_every_sheet_of_the_library_is_smart_but_for_its_goal_and_target(slug: str) -> None:
    for butir in PUSTAKA[slug].indikator():
        found = smart_of(Indikator(**butir.lembar()), 2026)
        said = [kurang for satu in found for kurang in satu.kurang]
        rest = [one for one in said if not one.startswith(("Hubungkan ke sasaran", "Bukti dukung tidak wajib"))]
        assert rest == [], butir.slug


def test_targets_of_the_past_keep_their_numbers(kantor: Kantor, indikator: Indikator) -> None:
    ubah(kantor, indikator, bulan(kantor, kantor.kini), nama="Lain")
    target = TargetIndikator.objects.get(pk=kantor.target["pegawai"].pk)
    assert (target.target, target.status) == (Decimal(120), StatusTarget.DISETUJUI)
