"""The way of an entry, and who may decide on it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from binawidya.organisasi.services.periode import periode_close
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.models import OutboxTask
from indikator.enums import StatusRealisasi
from indikator.models import Realisasi
from indikator.permissions import can_verify_realisasi
from indikator.services.isian import Isian
from indikator.services.realisasi import days_late, realisasi_record, realisasi_submit
from indikator.services.verifikasi import realisasi_approve, realisasi_return
from tests.kantor import Kantor


def record(kantor: Kantor, nilai: str, versi: int | None = None, siapa: str = "pegawai") -> Realisasi:
    return realisasi_record(
        actor=kantor.user[siapa],
        target=kantor.target["pegawai"],
        periode=kantor.periode[kantor.kini],
        isian=Isian(nilai=Decimal(nilai)),
        versi=versi,
    )


def submit(kantor: Kantor) -> None:
    realisasi_submit(
        actor=kantor.user["pegawai"],
        periode=kantor.periode[kantor.kini],
        target_ids=[kantor.target["pegawai"].pk],
    )


def test_entry_goes_from_pegawai_to_atasan(kantor: Kantor) -> None:
    entry = record(kantor, "9")
    assert entry.status == StatusRealisasi.TERSIMPAN
    submit(kantor)
    entry.refresh_from_db()
    assert entry.status == StatusRealisasi.DIAJUKAN
    done = realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)
    assert done.status == StatusRealisasi.DISETUJUI
    assert done.diverifikasi_oleh == kantor.user["atasan"]


def test_saving_what_is_there_already_changes_nothing(kantor: Kantor) -> None:
    entry = record(kantor, "9")
    assert record(kantor, "9").versi == entry.versi


def test_a_stale_page_does_not_overwrite_a_newer_entry(kantor: Kantor) -> None:
    entry = record(kantor, "9")
    record(kantor, "11", versi=entry.versi)
    with pytest.raises(ConflictError, match="menjadi 11"):
        record(kantor, "12", versi=entry.versi)
    entry.refresh_from_db()
    assert entry.nilai == 11


def test_submitted_entry_is_out_of_the_hands_of_its_owner(kantor: Kantor) -> None:
    entry = record(kantor, "9")
    submit(kantor)
    with pytest.raises(ActRefused, match="menunggu verifikasi"):
        record(kantor, "10", versi=entry.versi + 1)


def test_second_press_submits_nothing_twice(kantor: Kantor) -> None:
    record(kantor, "9")
    submit(kantor)
    before = Realisasi.objects.values_list("versi", "diajukan_at").get()
    submit(kantor)
    assert Realisasi.objects.values_list("versi", "diajukan_at").get() == before


def test_returned_entry_carries_its_reason_and_can_be_corrected(kantor: Kantor) -> None:
    entry = record(kantor, "9")
    submit(kantor)
    entry.refresh_from_db()
    back = realisasi_return(
        actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi, alasan="Di buku register 8."
    )
    assert (back.status, back.alasan) == (StatusRealisasi.DIKEMBALIKAN, "Di buku register 8.")
    record(kantor, "8", versi=back.versi)
    submit(kantor)
    entry.refresh_from_db()
    assert (entry.status, entry.nilai) == (StatusRealisasi.DIAJUKAN, 8)


def test_returning_needs_a_reason(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        realisasi_return(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi, alasan="  ")


def test_the_second_verifier_is_told_who_was_first(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)
    with pytest.raises(ConflictError, match="sudah disetujui oleh Atasan"):
        realisasi_return(actor=kantor.user["verifikator"], realisasi=entry, versi=entry.versi, alasan="Salah.")


def test_pegawai_cannot_verify_own_realisasi_whatever_roles_are_held(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    kantor.peran("pegawai", "verifikator", "akar")  # type: ignore[arg-type]
    owner = kantor.user["pegawai"]
    assert not can_verify_realisasi(owner, entry)
    with pytest.raises(ActRefused, match="orang lain"):
        realisasi_approve(actor=owner, realisasi=entry, versi=entry.versi)


def test_whoever_entered_it_cannot_verify_it(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN, diisi_oleh=kantor.user["atasan"])
    assert not can_verify_realisasi(kantor.user["atasan"], entry)
    with pytest.raises(ActRefused, match="orang lain"):
        realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)


def test_closed_month_takes_no_entry_and_no_verification(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    periode_close(actor=kantor.user["admin_perencanaan"], periode=kantor.periode[kantor.kini])
    with pytest.raises(ActRefused, match="sudah ditutup"):
        record(kantor, "10", versi=entry.versi)
    with pytest.raises(ActRefused, match="sudah ditutup"):
        realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)


def test_entry_without_required_evidence_stays(kantor: Kantor) -> None:
    kantor.target["pegawai"].indikator.bukti_wajib = True
    kantor.target["pegawai"].indikator.save()
    entry = record(kantor, "9")
    sent = realisasi_submit(
        actor=kantor.user["pegawai"], periode=kantor.periode[kantor.kini], target_ids=[entry.target_id]
    )
    assert (sent.diajukan, sent.tanpa_bukti) == (0, ("Berkas diproses",))
    entry.refresh_from_db()
    assert entry.status == StatusRealisasi.TERSIMPAN


def test_negative_value_is_refused_where_it_makes_no_sense(kantor: Kantor) -> None:
    with pytest.raises(ValidationError, match="tidak dapat bernilai negatif"):
        record(kantor, "-1")
    assert not Realisasi.objects.exists()


def test_numerator_above_denominator_is_refused_with_both_numbers(kantor: Kantor) -> None:
    ratio = kantor.indikator(
        "IKI-2", "pelayanan", agregasi="rasio", satuan="%", label_pembilang="Sesuai", label_penyebut="Berkas"
    )
    target = kantor.beri_target("rasio", ratio, "pegawai")
    with pytest.raises(ValidationError, match=r"Pembilang \(61\) lebih besar dari penyebut \(58\)"):
        realisasi_record(
            actor=kantor.user["pegawai"],
            target=target,
            periode=kantor.periode[kantor.kini],
            isian=Isian(pembilang=Decimal(61), penyebut=Decimal(58)),
        )


def test_lateness_is_counted_in_days_of_the_office(kantor: Kantor) -> None:
    periode = kantor.periode[kantor.kini]
    assert days_late(periode.batas_pengisian, periode) == 0
    assert days_late(periode.batas_pengisian + timedelta(seconds=1), periode) == 1
    assert days_late(periode.batas_pengisian + timedelta(days=3), periode) == 3


def test_every_step_leaves_a_trail(kantor: Kantor) -> None:
    entry = record(kantor, "9")
    submit(kantor)
    entry.refresh_from_db()
    realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)
    states = [*entry.events.order_by("pgh_id").values_list("pgh_label", "status")]  # type: ignore[attr-defined]
    assert states == [("insert", "tersimpan"), ("update", "diajukan"), ("update", "disetujui")]


def test_approval_leaves_work_for_the_engine_in_the_same_transaction(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)
    due = OutboxTask.objects.open().get()
    assert due.event == "realisasi.berubah"
    assert due.payload == {"target_ids": [entry.target_id], "periode_id": entry.periode_id}


def test_entry_knows_when_it_was_made(kantor: Kantor) -> None:
    before = timezone.now()
    entry = record(kantor, "9")
    entry.refresh_from_db()
    assert before <= entry.diisi_at <= timezone.now()
