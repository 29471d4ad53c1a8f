"""Two people at the same moment, each on a connection of their own. Every test comes with its control: the same moment
without the lock or the condition ends wrong, so the test would notice if it were taken away.
"""

import random
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from binawidya.umum.errors import ConflictError
from binawidya.umum.models import OutboxTask
from indikator.enums import StatusRealisasi
from indikator.models import Bukti, Realisasi
from indikator.models.realisasi import RealisasiQuerySet
from indikator.services import realisasi as service
from indikator.services.bukti import bukti_delete
from indikator.services.isian import Isian
from indikator.services.realisasi import realisasi_record, realisasi_submit
from indikator.services.verifikasi import realisasi_approve, realisasi_return
from tests.kantor import Kantor
from tests.serentak import Act, Serentak, without_row_locks

Patch = pytest.MonkeyPatch
UPDATE = RealisasiQuerySet.update


@pytest.fixture
def serentak() -> Serentak:
    return Serentak()


def submitted(kantor: Kantor) -> Realisasi:
    return kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)


def trail(entry: Realisasi) -> list[tuple[str, str]]:
    """Every state the entry was in, as the triggers recorded it."""
    return [*entry.events.order_by("pgh_id").values_list("pgh_label", "status")]  # type: ignore[attr-defined]


def masuk(kantor: Kantor, nama: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(kantor.user[nama])
    return client


def check_then_write(serentak: Serentak) -> Callable[..., int]:
    """An UPDATE as it is often written: look whether the rows are right, then write them by their ids."""

    def update(self: RealisasiQuerySet, **values: Any) -> int:
        found = [*self.values_list("pk", flat=True)]
        serentak.titik()
        return UPDATE(Realisasi.objects.filter(pk__in=found), **values)

    return update


def record(kantor: Kantor, entry: Realisasi, nama: str = "pegawai") -> Act:
    isian = Isian(nilai=Decimal(12))
    return lambda: realisasi_record(
        actor=kantor.user[nama], target=entry.target, periode=entry.periode, isian=isian, versi=entry.versi
    )


# --- two verifiers ------------------------------------------------------------------------------------------------
def two_verifiers(kantor: Kantor, serentak: Serentak, entry: Realisasi, second: str) -> list[Any]:
    approve = partial(realisasi_approve, actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)
    other: Act = partial(realisasi_approve, actor=kantor.user["verifikator"], realisasi=entry, versi=entry.versi)
    if second == "kembalikan":
        other = partial(
            realisasi_return, actor=kantor.user["verifikator"], realisasi=entry, versi=entry.versi, alasan="Salah."
        )
    return serentak.jalan(approve, other)


@pytest.mark.parametrize("second", ["setujui", "kembalikan"])
def test_of_two_verifiers_at_once_one_decides_and_the_other_is_told(
    second: str, kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry = submitted(kantor_nyata)
    monkeypatch.setattr(RealisasiQuerySet, "update", serentak.sebelum(UPDATE))
    answers = two_verifiers(kantor_nyata, serentak, entry, second)
    assert serentak.bertemu[-1], "both had passed every check before one wrote"
    winner = next(answer for answer in answers if isinstance(answer, Realisasi))
    loser = next(answer for answer in answers if not isinstance(answer, Realisasi))
    assert isinstance(loser, ConflictError)
    assert "sudah" in loser.message
    kept = Realisasi.objects.get()
    assert (kept.status, kept.diverifikasi_oleh_id, kept.versi) == (winner.status, winner.diverifikasi_oleh_id, 2)
    assert trail(kept) == [("insert", "diajukan"), ("update", kept.status)]
    assert OutboxTask.objects.get().merged == 0


def test_control_verifiers_who_look_first_and_write_then_both_decide(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry = submitted(kantor_nyata)
    monkeypatch.setattr(RealisasiQuerySet, "update", check_then_write(serentak))
    answers = two_verifiers(kantor_nyata, serentak, entry, "kembalikan")
    assert [type(answer) for answer in answers] == [Realisasi, Realisasi]
    assert len(trail(entry)) == 3


def test_two_verifiers_who_press_at_once_see_one_success_and_one_refusal(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry = submitted(kantor_nyata)
    url = reverse("indikator:realisasi_approve", kwargs={"pk": entry.pk})
    monkeypatch.setattr(RealisasiQuerySet, "update", serentak.sebelum(UPDATE))
    people = [masuk(kantor_nyata, name) for name in ("atasan", "verifikator")]
    answers = serentak.jalan(*(partial(person.post, url, {"versi": "1"}) for person in people))
    assert serentak.bertemu[-1]
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert "sudah disetujui oleh" in refused.content.decode()


def test_three_verifiers_over_a_whole_queue_decide_each_entry_once(kantor_nyata: Kantor, serentak: Serentak) -> None:
    kantor_nyata.peran("verifikator_dua", "verifikator", "pelayanan")  # type: ignore[arg-type]
    for n in range(10):
        kantor_nyata.beri_target(f"t{n}", kantor_nyata.indikator(f"T-{n}", "pelayanan"), "pegawai", bobot=1)
    queue = [kantor_nyata.isi(f"t{n}", status=StatusRealisasi.DIAJUKAN) for n in range(10)]

    def work(nama: str, seed: int) -> int:
        done = 0
        for entry in random.Random(seed).sample(queue, len(queue)):
            try:
                realisasi_approve(actor=kantor_nyata.user[nama], realisasi=entry, versi=entry.versi)
            except ConflictError:
                continue
            done += 1
        return done

    names = ["atasan", "verifikator", "verifikator_dua"]
    done = serentak.jalan(*(partial(work, nama, seed) for seed, nama in enumerate(names)))
    assert sum(done) == 10
    assert all(trail(entry) == [("insert", "diajukan"), ("update", "disetujui")] for entry in queue)


# --- two employees ------------------------------------------------------------------------------------------------
def two_employees_save(kantor: Kantor, serentak: Serentak, patch: Patch) -> list[Any]:
    kantor.beri_target("rekan", kantor.indikator("IKI-2", "pelayanan"), "rekan")
    entries = {nama: kantor.isi(nama, nilai="9") for nama in ("pegawai", "rekan")}
    patch.setattr(Realisasi, "save", serentak.sebelum(Realisasi.save))
    return serentak.jalan(*(record(kantor, entry, nama) for nama, entry in entries.items()))


def test_two_employees_of_a_unit_who_save_at_once_do_not_wait_for_each_other(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    answers = two_employees_save(kantor_nyata, serentak, monkeypatch)
    assert [type(answer) for answer in answers] == [Realisasi, Realisasi]
    assert serentak.bertemu == [True, True]


def test_control_with_the_month_locked_for_one_writer_they_stop_each_other(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(service, "hold_shared", lambda model, pk: model.objects.select_for_update().get(pk=pk))
    two_employees_save(kantor_nyata, serentak, monkeypatch)
    assert serentak.bertemu[0] is False


# --- the employee and the verifier --------------------------------------------------------------------------------
def correct_while_verified(kantor: Kantor, serentak: Serentak, entry: Realisasi) -> list[Any]:
    """In one window the employee corrects the figure; another hands the old one in, and the verifier approves it."""
    pegawai, periode = kantor.user["pegawai"], kantor.periode[kantor.kini]

    def correct() -> Realisasi:
        isian = Isian(nilai=Decimal(12))
        return realisasi_record(actor=pegawai, target=entry.target, periode=periode, isian=isian, versi=entry.versi)

    def hand_in_and_approve() -> Decimal | None:
        realisasi_submit(actor=pegawai, periode=periode, target_ids=[entry.target_id])
        seen = Realisasi.objects.select_related("target").get()
        realisasi_approve(actor=kantor.user["atasan"], realisasi=seen, versi=seen.versi)
        return seen.nilai

    return serentak.jalan(correct, serentak.sesudah(hand_in_and_approve))


def test_a_figure_is_never_changed_behind_the_back_of_who_approves_it(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry = kantor_nyata.isi("pegawai", nilai="9")
    monkeypatch.setattr(Realisasi, "save", serentak.sebelum(Realisasi.save))
    _corrected, seen = correct_while_verified(kantor_nyata, serentak, entry)
    kept = Realisasi.objects.get()
    assert (kept.status, kept.nilai, seen) == (StatusRealisasi.DISETUJUI, 12, 12)
    assert trail(kept) == [
        ("insert", "tersimpan"), ("update", "tersimpan"), ("update", "diajukan"), ("update", "disetujui"),
    ]  # fmt: skip


def test_control_without_the_lock_an_approved_figure_changes(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry = kantor_nyata.isi("pegawai", nilai="9")
    without_row_locks(monkeypatch)
    monkeypatch.setattr(Realisasi, "save", serentak.sebelum(Realisasi.save))
    _corrected, seen = correct_while_verified(kantor_nyata, serentak, entry)
    kept = Realisasi.objects.get()
    assert (kept.status, kept.nilai, seen) == (StatusRealisasi.DISETUJUI, 12, 9)


def test_who_approves_while_the_employee_hands_in_approves_nothing_unseen(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry = kantor_nyata.isi("pegawai", nilai="9")
    hand_in = partial(
        realisasi_submit,
        actor=kantor_nyata.user["pegawai"],
        periode=kantor_nyata.periode[kantor_nyata.kini],
        target_ids=[entry.target_id],
    )
    approve = partial(realisasi_approve, actor=kantor_nyata.user["atasan"], realisasi=entry, versi=entry.versi)
    monkeypatch.setattr(RealisasiQuerySet, "update", serentak.sebelum(UPDATE))
    sent, refused = serentak.jalan(hand_in, approve)
    assert sent.diajukan == 1
    assert isinstance(refused, ConflictError)
    assert trail(entry) == [("insert", "tersimpan"), ("update", "diajukan")]


def take_evidence_away_while_handing_in(kantor: Kantor, serentak: Serentak, patch: Patch) -> tuple[Realisasi, Any]:
    entry = kantor.isi("pegawai")
    kantor.target["pegawai"].indikator.bukti_wajib = True
    kantor.target["pegawai"].indikator.save()
    owner = kantor.user["pegawai"]
    bukti = Bukti.objects.create(realisasi=entry, nama="b.pdf", berkas="x", ukuran=4, sha256="0" * 64, oleh=owner)
    delete = Bukti.delete

    def delete_and_meet(self: Bukti) -> Any:
        gone = delete(self)
        serentak.titik()
        return gone

    patch.setattr(Bukti, "delete", delete_and_meet)
    hand_in = partial(realisasi_submit, actor=owner, periode=kantor.periode[kantor.kini], target_ids=[entry.target_id])
    _gone, sent = serentak.jalan(partial(bukti_delete, actor=owner, bukti=bukti), serentak.sesudah(hand_in))
    entry.refresh_from_db()
    return entry, sent


def test_evidence_that_is_taken_away_while_handing_in_is_missed(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry, sent = take_evidence_away_while_handing_in(kantor_nyata, serentak, monkeypatch)
    assert (sent.diajukan, entry.status) == (0, StatusRealisasi.TERSIMPAN)
    assert sent.tanpa_bukti == ("Berkas diproses",)


def test_control_without_the_lock_an_entry_goes_out_without_its_evidence(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    without_row_locks(monkeypatch)
    entry, sent = take_evidence_away_while_handing_in(kantor_nyata, serentak, monkeypatch)
    assert (sent.diajukan, entry.status) == (1, StatusRealisasi.DIAJUKAN)
    assert not entry.bukti.exists()


# --- one form, pressed twice --------------------------------------------------------------------------------------
def press_twice(kantor: Kantor, serentak: Serentak) -> list[Any]:
    target = kantor.target["pegawai"]
    url = reverse("indikator:realisasi_submit", kwargs={"bulan": (kantor.tahun, kantor.kini)})
    body = {f"t{target.pk}-nilai": "7"}
    windows = [masuk(kantor, "pegawai"), masuk(kantor, "pegawai")]
    return serentak.jalan(*(partial(window.post, url, body) for window in windows))


@pytest.mark.parametrize("tempat", ["create", "update"])
def test_a_form_sent_twice_is_one_entry_and_one_submission(
    tempat: str, kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(RealisasiQuerySet, tempat, serentak.sebelum(getattr(RealisasiQuerySet, tempat)))
    answers = press_twice(kantor_nyata, serentak)
    assert [answer.status_code for answer in answers] == [302, 302]
    entry = Realisasi.objects.get()
    assert (entry.nilai, entry.status, entry.versi) == (7, StatusRealisasi.DIAJUKAN, 2)
    assert trail(entry) == [("insert", "tersimpan"), ("update", "diajukan")]
    assert OutboxTask.objects.get().merged == 0


def test_control_without_the_lock_it_is_submitted_twice(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    without_row_locks(monkeypatch)
    monkeypatch.setattr(RealisasiQuerySet, "update", serentak.sebelum(UPDATE))
    press_twice(kantor_nyata, serentak)
    assert serentak.bertemu[-1]
    assert trail(Realisasi.objects.get()).count(("update", "diajukan")) == 2


def test_control_whoever_creates_without_asking_meets_an_error(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    def create(self: RealisasiQuerySet, defaults: dict[str, Any], **fields: Any) -> tuple[Realisasi, bool]:
        return self.create(**fields, **defaults), True

    monkeypatch.setattr(RealisasiQuerySet, "get_or_create", create)
    monkeypatch.setattr(RealisasiQuerySet, "create", serentak.sebelum(RealisasiQuerySet.create))
    answers = press_twice(kantor_nyata, serentak)
    assert sorted(answer.status_code for answer in answers) == [302, 500]
