"""The way of a plan: who may hand in, who approves, and what never goes out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.models import OutboxTask
from indikator.enums import Cascading, PeriodePelaporan, StatusAddendum, StatusTarget
from indikator.models import AddendumTarget, TargetIndikator
from indikator.services.addendum import (
    IsianAddendum,
    addendum_approve,
    addendum_cancel,
    addendum_create,
    addendum_reject,
)
from indikator.services.rencana import plan_mark, rencana_approve, rencana_cancel, rencana_return, rencana_submit
from indikator.services.target import IsianTarget, SelRencana, rencana_record, target_create, target_delete
from tests.indikator.rencana_bantu import diajukan, draf, indikator_baru, pemilik, turunan
from tests.kantor import Kantor


def mark(kantor: Kantor, **fields: Any) -> str:
    return plan_mark([*pemilik(kantor, **fields).target()])


def test_pegawai_hands_in_and_atasan_approves(kantor: Kantor) -> None:
    target = draf(kantor, pemilik(kantor))
    assert rencana_submit(actor=kantor.user["pegawai"], pemilik=pemilik(kantor)) == 1
    assert rencana_submit(actor=kantor.user["pegawai"], pemilik=pemilik(kantor)) == 0
    rencana_approve(actor=kantor.user["atasan"], pemilik=pemilik(kantor), tanda=mark(kantor))
    target.refresh_from_db()
    assert (target.status, target.diputus_oleh) == (StatusTarget.DISETUJUI, kantor.user["atasan"])


def test_weights_that_are_not_a_hundred_keep_the_plan_at_home(kantor: Kantor) -> None:
    draf(kantor, pemilik(kantor), bobot=Decimal(60))
    with pytest.raises(ValidationError, match=r"Jumlah bobot 60, harus 100\. Kurang 40"):
        rencana_submit(actor=kantor.user["pegawai"], pemilik=pemilik(kantor))
    assert TargetIndikator.objects.filter(status=StatusTarget.DIAJUKAN).count() == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"bulanan": [Decimal(10)] * 11 + [Decimal(9)]}, "Jumlah target bulanan 119, sedangkan target tahunan 120"),
        ({"bulanan": [None] * 6 + [Decimal(20)] * 6}, "Target Januari, Februari, Maret, April, Mei dan Juni"),
        ({"bobot": Decimal(0)}, "Bobot belum diisi"),
        ({"target": Decimal(0), "bulanan": [Decimal(0)] * 12}, "tidak terdefinisi"),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_target(kantor: Kantor, fields: dict[str, Any], said: str) -> None:
    draf(kantor, pemilik(kantor), **fields)
    with pytest.raises(ValidationError, match=f"Indikator R-1: .*{said}"):
        rencana_submit(actor=kantor.user["pegawai"], pemilik=pemilik(kantor))


def test_a_quarterly_indicator_takes_no_target_in_february(kantor: Kantor) -> None:
    milik = pemilik(kantor)
    indikator = indikator_baru(kantor, "T-1", milik, periode_pelaporan=PeriodePelaporan.TRIWULANAN)
    draf(kantor, milik, indikator=indikator)
    with pytest.raises(ValidationError, match="bukan bulan laporan"):
        rencana_submit(actor=kantor.user["pegawai"], pemilik=milik)


def test_a_new_promise_cannot_reach_into_a_closed_month(kantor: Kantor) -> None:
    this_year = pemilik(kantor, "rekan", tahun=kantor.tahun)
    kantor.periode[1].status, kantor.periode[1].ditutup_at = "ditutup", kantor.periode[1].batas_verifikasi
    kantor.periode[1].save()
    draf(kantor, this_year)
    with pytest.raises(ValidationError, match="sudah ditutup, jadi tidak dapat diberi target lagi"):
        rencana_submit(actor=kantor.user["rekan"], pemilik=this_year)


def test_nobody_approves_what_they_handed_in_themselves(kantor: Kantor) -> None:
    diajukan(kantor, draf(kantor, pemilik(kantor)), "atasan")
    with pytest.raises(ActRefused, match="diputuskan oleh orang lain"):
        rencana_approve(actor=kantor.user["atasan"], pemilik=pemilik(kantor), tanda=mark(kantor))


def test_a_head_approves_a_unit_below_but_not_the_own_one(kantor: Kantor) -> None:
    diajukan(kantor, draf(kantor, pemilik(kantor, "")), "admin_perencanaan")
    with pytest.raises(ActRefused):
        rencana_approve(actor=kantor.user["atasan"], pemilik=pemilik(kantor, ""), tanda=mark(kantor, nama=""))
    assert rencana_approve(actor=kantor.user["camat"], pemilik=pemilik(kantor, ""), tanda=mark(kantor, nama="")) == 1


def test_the_head_of_the_root_approves_what_planning_handed_in(kantor: Kantor) -> None:
    milik = pemilik(kantor, "", unit="akar")
    diajukan(kantor, draf(kantor, milik, pengisi=kantor.pegawai["camat"]), "admin_perencanaan")
    assert rencana_approve(actor=kantor.user["camat"], pemilik=milik, tanda=mark(kantor, nama="", unit="akar")) == 1


def test_planning_approves_a_person_only_where_there_is_no_superior(kantor: Kantor) -> None:
    diajukan(kantor, draf(kantor, pemilik(kantor)), "pegawai")
    with pytest.raises(ActRefused):
        rencana_approve(actor=kantor.user["admin_perencanaan"], pemilik=pemilik(kantor), tanda=mark(kantor))
    camat = pemilik(kantor, "camat", unit="akar")
    diajukan(kantor, draf(kantor, camat, "C-1"), "camat")
    tanda = mark(kantor, nama="camat", unit="akar")
    assert rencana_approve(actor=kantor.user["admin_perencanaan"], pemilik=camat, tanda=tanda) == 1


def test_a_returned_plan_carries_its_reason_and_can_be_handed_in_again(kantor: Kantor) -> None:
    milik, target = pemilik(kantor), diajukan(kantor, draf(kantor, pemilik(kantor)), "pegawai")
    with pytest.raises(ValidationError):
        rencana_return(actor=kantor.user["atasan"], pemilik=milik, tanda=mark(kantor), alasan=" ")
    rencana_return(actor=kantor.user["atasan"], pemilik=milik, tanda=mark(kantor), alasan="Terlalu rendah.")
    target.refresh_from_db()
    assert (target.status, target.alasan) == (StatusTarget.DIKEMBALIKAN, "Terlalu rendah.")
    assert rencana_submit(actor=kantor.user["pegawai"], pemilik=milik) == 1


def test_an_approver_who_saw_an_older_plan_is_told_so(kantor: Kantor) -> None:
    milik = pemilik(kantor)
    diajukan(kantor, draf(kantor, milik), "pegawai")
    seen = mark(kantor)
    rencana_cancel(actor=kantor.user["pegawai"], pemilik=milik)
    rencana_submit(actor=kantor.user["pegawai"], pemilik=milik)
    with pytest.raises(ConflictError):
        rencana_approve(actor=kantor.user["atasan"], pemilik=milik, tanda=seen)


def test_an_approval_for_an_open_month_has_figures_computed_anew(kantor: Kantor) -> None:
    milik = pemilik(kantor, "rekan", tahun=kantor.tahun)
    months = [None] * (kantor.kini - 1) + [Decimal(10)] * (13 - kantor.kini)
    whole = Decimal(10 * (13 - kantor.kini))
    target = diajukan(kantor, draf(kantor, milik, bulanan=months, target=whole), "rekan")
    rencana_approve(actor=kantor.user["atasan"], pemilik=milik, tanda=plan_mark([*milik.target()]))
    row = OutboxTask.objects.get(event="target.berubah")
    assert row.payload == {"target_ids": [target.pk]}


def test_rows_of_the_grid_are_saved_together_or_not_at_all(kantor: Kantor) -> None:
    milik = pemilik(kantor)
    one, two = draf(kantor, milik, "R-1", bobot=50), draf(kantor, milik, "R-2", bobot=50)
    rows = {row.pk: SelRencana(1, Decimal(40), Decimal(240), [Decimal(20)] * 12) for row in (one, two)}
    stale = rows | {two.pk: SelRencana(9, Decimal(60), Decimal(120), [Decimal(10)] * 12)}
    with pytest.raises(ConflictError), transaction.atomic():
        rencana_record(actor=kantor.user["pegawai"], pemilik=milik, baris=stale)
    one.refresh_from_db()
    assert one.target == 120
    assert rencana_record(actor=kantor.user["pegawai"], pemilik=milik, baris=rows) == 2


def test_an_indicator_is_promised_once_by_one_owner(kantor: Kantor) -> None:
    milik = pemilik(kantor)
    target = draf(kantor, milik)
    isian = IsianTarget(target=Decimal(1), bulanan=[Decimal(1)] * 12, bobot=Decimal(1))
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        target_create(actor=kantor.user["pegawai"], pemilik=milik, indikator=target.indikator, isian=isian)


def test_a_target_with_parts_below_it_is_not_removed(kantor: Kantor) -> None:
    above = draf(kantor, pemilik(kantor, ""))
    turunan(kantor, above, pemilik(kantor), 120)
    with pytest.raises(ActRefused, match="sudah diturunkan"):
        target_delete(actor=kantor.user["atasan"], target=above)


# --- what the database itself refuses ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "fields",
    [
        {"status": StatusTarget.DIAJUKAN},
        {"status": StatusTarget.DIKEMBALIKAN},
        {"cascading": Cascading.DIBAGI},
    ],
)
def test_the_database_refuses_a_state_without_its_proof(kantor: Kantor, fields: dict[str, Any]) -> None:
    target = draf(kantor, pemilik(kantor))
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetIndikator.objects.filter(pk=target.pk).update(**fields)


def test_the_database_refuses_a_decision_on_the_own_submission(kantor: Kantor) -> None:
    target = diajukan(kantor, draf(kantor, pemilik(kantor)), "pegawai")
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetIndikator.objects.filter(pk=target.pk).update(
            status=StatusTarget.DISETUJUI, diputus_oleh=kantor.user["pegawai"], diputus_at=target.diajukan_at
        )


def test_the_database_refuses_a_circle_and_a_support_by_the_same_indicator(kantor: Kantor) -> None:
    above = draf(kantor, pemilik(kantor, ""))
    below = turunan(kantor, above, pemilik(kantor), 120)
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetIndikator.objects.filter(pk=above.pk).update(induk=below, cascading=Cascading.DIBAGI)
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetIndikator.objects.filter(pk=below.pk).update(cascading=Cascading.MENDUKUNG)


# --- addendum ------------------------------------------------------------------------------------------------------
def isian(kantor: Kantor, janji: TargetIndikator, **fields: Any) -> IsianAddendum:
    months = [None if value is None else Decimal(20) for value in janji.bulanan]
    if kantor.kini < 12:
        months = [*janji.bulanan[: kantor.kini], *months[kantor.kini :]]
    values: dict[str, Any] = {
        "target": sum((value for value in months if value is not None), Decimal(0)),
        "bulanan": months,
        "bobot": janji.bobot,
        "alasan": "Anggaran dikurangi.",
        "tanggal": date(janji.tahun, 6, 1),
    }
    return IsianAddendum(**(values | fields))


def propose(kantor: Kantor, **fields: Any) -> AddendumTarget:
    target = kantor.target["pegawai"]
    return addendum_create(
        actor=kantor.user["pegawai"], target=target, isian=isian(kantor, target, **fields), versi=target.versi
    )


def test_an_addendum_counts_only_after_its_approval(kantor: Kantor) -> None:
    row = propose(kantor)
    target = kantor.target["pegawai"]
    before = target.bulanan
    target.refresh_from_db()
    assert target.bulanan == before
    addendum_approve(actor=kantor.user["atasan"], addendum=row)
    target.refresh_from_db()
    assert target.bulanan == row.bulanan_baru
    assert row.bulanan_lama == before
    assert OutboxTask.objects.filter(event="target.berubah").exists()


def test_an_addendum_without_reason_or_change_is_refused(kantor: Kantor) -> None:
    target = kantor.target["pegawai"]
    with pytest.raises(ValidationError, match="Tulis alasan perubahannya"):
        propose(kantor, alasan=" ")
    with pytest.raises(ValidationError, match="Belum ada yang berubah"):
        propose(kantor, target=target.target, bulanan=target.bulanan)


def test_an_addendum_leaves_closed_months_as_they_are(kantor: Kantor) -> None:
    month = kantor.periode[kantor.kini]
    month.status, month.ditutup_at = "ditutup", month.batas_verifikasi
    month.save()
    months = [None if value is None else Decimal(11) for value in kantor.target["pegawai"].bulanan]
    with pytest.raises(ValidationError, match="sudah ditutup dan tetap seperti semula"):
        propose(kantor, bulanan=months, target=sum((one for one in months if one), Decimal(0)))


def test_a_month_closed_after_the_proposal_stops_its_approval(kantor: Kantor) -> None:
    months = [None if value is None else Decimal(11) for value in kantor.target["pegawai"].bulanan]
    row = propose(kantor, bulanan=months, target=sum((one for one in months if one), Decimal(0)))
    month = kantor.periode[kantor.kini]
    month.status, month.ditutup_at = "ditutup", month.batas_verifikasi
    month.save()
    with pytest.raises(ActRefused, match="sudah ditutup"):
        addendum_approve(actor=kantor.user["atasan"], addendum=row)


def test_nobody_approves_the_own_addendum_and_only_one_waits(kantor: Kantor) -> None:
    row = propose(kantor, bobot=Decimal(90))
    with pytest.raises(ActRefused):
        addendum_approve(actor=kantor.user["pegawai"], addendum=row)
    with pytest.raises(ActRefused, match="Masih ada addendum"):
        propose(kantor, bobot=Decimal(80))
    addendum_cancel(actor=kantor.user["pegawai"], addendum=row)
    again = propose(kantor, bobot=Decimal(80))
    addendum_reject(actor=kantor.user["atasan"], addendum=again, alasan="Tidak perlu.")
    again.refresh_from_db()
    assert again.status == StatusAddendum.DITOLAK
