"""Verification: what needs attention first, many at once, taken back, and in two stages."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.models import Penempatan
from binawidya.umum.errors import ActRefused, ConflictError
from indikator.enums import StatusRealisasi
from indikator.models import Realisasi
from indikator.permissions import can_verify_realisasi
from indikator.selectors.verifikasi import antrean
from indikator.services.aturan_verifikasi import aturan_verifikasi_update
from indikator.services.realisasi import realisasi_submit, realisasi_withdraw
from indikator.services.verifikasi import (
    BATAS_URUNG,
    realisasi_approve,
    realisasi_approve_many,
    realisasi_return,
    realisasi_undo,
)
from tests.kantor import Kantor

S = StatusRealisasi
GANJIL = [{"kode": "faktor_sepuluh", "biasa": "9", "maksud": "9", "arah": "naik"}]


def tiga(kantor: Kantor) -> list[Realisasi]:
    """Three submitted entries, the second with a warning."""
    for n in (2, 3):
        kantor.beri_target(f"t{n}", kantor.indikator(f"IKI-{n}", "pelayanan"), "pegawai", bobot=Decimal(10))
    return [
        kantor.isi("pegawai", status=S.DIAJUKAN),
        kantor.isi("t2", status=S.DIAJUKAN, nilai="90", peringatan=GANJIL, dipastikan=True),
        kantor.isi("t3", status=S.DIAJUKAN),
    ]


def page(kantor: Kantor, siapa: str) -> Client:
    client = Client()
    client.force_login(kantor.user[siapa])
    return client


def test_odd_values_stand_first_in_the_queue_and_say_why(kantor: Kantor) -> None:
    _first, odd, _third = tiga(kantor)
    assert antrean(kantor.user["atasan"]).kasus[0] == odd
    text = page(kantor, "atasan").get(reverse("indikator:verifikasi_list")).content.decode()
    assert "Melonjak sekitar 10 kali" in text
    assert "Pengisi memastikan angkanya benar." in text
    assert "Setujui 2 tanpa peringatan" in text


def test_all_without_warnings_are_approved_in_one_act_that_names_what_it_left(kantor: Kantor) -> None:
    rows = tiga(kantor)
    answer = page(kantor, "atasan").post(
        reverse("indikator:realisasi_approve_all"), {"lihat": [f"{row.pk}-{row.versi}" for row in rows]}, follow=True
    )
    states = [*Realisasi.objects.order_by("pk").values_list("status", flat=True)]
    assert states == [S.DISETUJUI, S.DIAJUKAN, S.DISETUJUI]
    text = answer.content.decode()
    assert "2 realisasi disetujui." in text
    assert "Dilewati karena perlu diperiksa satu per satu: Indikator IKI-2 (Pegawai)." in text
    assert "Urungkan 2 putusan terakhir" in text


def test_many_at_once_leaves_what_changed_since_it_was_seen(kantor: Kantor) -> None:
    rows = tiga(kantor)
    result = realisasi_approve_many(
        actor=kantor.user["atasan"], periode=kantor.periode[kantor.kini], versi={row.pk: row.versi + 1 for row in rows}
    )
    assert result.ids == ()
    assert len(result.dilewati) == 3


def test_nobody_approves_own_work_with_the_others(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=S.DIAJUKAN)
    kantor.peran("pegawai", "verifikator", "akar")  # type: ignore[arg-type]
    result = realisasi_approve_many(
        actor=kantor.user["pegawai"], periode=kantor.periode[kantor.kini], versi={entry.pk: entry.versi}
    )
    assert (result.ids, result.dilewati) == ((), ())


def test_decision_is_taken_back_on_the_page_within_a_short_time(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=S.DIAJUKAN)
    client = page(kantor, "atasan")
    client.post(reverse("indikator:realisasi_approve", kwargs={"pk": entry.pk}), {"versi": entry.versi})
    assert "Urungkan putusan terakhir" in client.get(reverse("indikator:verifikasi_list")).content.decode()
    client.post(reverse("indikator:realisasi_undo"))
    entry.refresh_from_db()
    assert (entry.status, entry.diverifikasi_oleh) == (S.DIAJUKAN, None)
    assert client.post(reverse("indikator:realisasi_undo")).status_code == 409


def test_decision_of_somebody_else_or_of_long_ago_stays(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=S.DIAJUKAN)
    done = realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)
    with pytest.raises(ActRefused, match="yang memutuskan"):
        realisasi_undo(actor=kantor.user["verifikator"], realisasi=done, versi=done.versi)
    assert done.diverifikasi_at
    Realisasi.objects.filter(pk=done.pk).update(
        diverifikasi_at=done.diverifikasi_at - BATAS_URUNG - timedelta(seconds=9)
    )
    with pytest.raises(ActRefused, match="10 menit"):
        realisasi_undo(actor=kantor.user["atasan"], realisasi=done, versi=done.versi)


def test_returned_entry_that_was_corrected_meanwhile_is_not_undone(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=S.DIAJUKAN)
    back = realisasi_return(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi, alasan="Salah.")
    Realisasi.objects.filter(pk=back.pk).update(nilai=7, versi=back.versi + 1)
    with pytest.raises(ConflictError):
        realisasi_undo(actor=kantor.user["atasan"], realisasi=back, versi=back.versi)


# --- taken back by the owner --------------------------------------------------------------------------------------


def test_owner_takes_back_what_nobody_decided(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=S.DIAJUKAN)
    realisasi_withdraw(actor=kantor.user["pegawai"], realisasi=entry)
    entry.refresh_from_db()
    assert (entry.status, entry.diajukan_at) == (S.TERSIMPAN, None)


def test_what_was_returned_before_goes_back_to_that_state(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=S.DIKEMBALIKAN)
    realisasi_submit(actor=kantor.user["pegawai"], periode=entry.periode, target_ids=[entry.target_id])
    realisasi_withdraw(actor=kantor.user["pegawai"], realisasi=entry)
    entry.refresh_from_db()
    assert (entry.status, entry.alasan) == (S.DIKEMBALIKAN, "Angka tidak sama dengan bukti.")


def test_owner_takes_nothing_back_after_a_decision_and_the_verifier_is_told_of_a_withdrawal(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=S.DIAJUKAN)
    realisasi_withdraw(actor=kantor.user["pegawai"], realisasi=entry)
    with pytest.raises(ConflictError, match="ditarik kembali"):
        realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)
    done = kantor.beri_target("kedua", kantor.indikator("IKI-2", "pelayanan"), "pegawai", bobot=Decimal(10))
    approved = kantor.isi("kedua", status=S.DISETUJUI)
    assert approved.target == done
    with pytest.raises(ConflictError, match="tidak dapat ditarik"):
        realisasi_withdraw(actor=kantor.user["pegawai"], realisasi=approved)


# --- two stages ---------------------------------------------------------------------------------------------------


def dua_tahap(kantor: Kantor) -> Realisasi:
    aturan_verifikasi_update(actor=kantor.user["admin_perencanaan"], unit_kerja=kantor.unit["akar"], dua_tahap=False)
    aturan_verifikasi_update(
        actor=kantor.user["admin_perencanaan"], unit_kerja=kantor.unit["pelayanan"], dua_tahap=True
    )
    entry = kantor.isi("pegawai")
    realisasi_submit(actor=kantor.user["pegawai"], periode=entry.periode, target_ids=[entry.target_id])
    entry.refresh_from_db()
    return entry


def test_in_two_stages_the_verifikator_comes_first_and_the_superior_decides(kantor: Kantor) -> None:
    entry = dua_tahap(kantor)
    first, second = kantor.user["verifikator"], kantor.user["atasan"]
    assert entry.dua_tahap
    assert (can_verify_realisasi(first, entry), can_verify_realisasi(second, entry)) == (True, False)
    assert (antrean(first).jumlah, antrean(second).jumlah) == (1, 0)
    checked = realisasi_approve(actor=first, realisasi=entry, versi=entry.versi)
    assert (checked.status, checked.diperiksa_oleh) == (S.DIPERIKSA, first)
    assert (antrean(first).jumlah, antrean(second).jumlah) == (0, 1)
    assert (
        "Persetujuan Anda yang menentukan."
        in page(kantor, "atasan").get(reverse("indikator:verifikasi_list")).content.decode()
    )
    done = realisasi_approve(actor=second, realisasi=checked, versi=checked.versi)
    assert (done.status, done.diverifikasi_oleh) == (S.DISETUJUI, second)


def test_one_person_does_not_do_both_stages_even_past_the_services(kantor: Kantor) -> None:
    entry = dua_tahap(kantor)
    kantor.peran("atasan", "verifikator", "pelayanan")  # type: ignore[arg-type]
    both = type(kantor.user["atasan"]).objects.get(pk=kantor.user["atasan"].pk)
    checked = realisasi_approve(actor=both, realisasi=entry, versi=entry.versi)
    assert not can_verify_realisasi(both, checked)
    with pytest.raises(ActRefused, match="orang lain"):
        realisasi_approve(actor=both, realisasi=checked, versi=checked.versi)
    for changes in (
        {"status": S.DISETUJUI, "diverifikasi_oleh": both, "diverifikasi_at": checked.diperiksa_at},
        {"diperiksa_oleh": None, "diperiksa_at": None},
        {"diperiksa_oleh": kantor.user["pegawai"]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Realisasi.objects.filter(pk=checked.pk).update(**changes)


def test_return_from_the_second_stage_starts_with_the_first_again(kantor: Kantor) -> None:
    entry = dua_tahap(kantor)
    checked = realisasi_approve(actor=kantor.user["verifikator"], realisasi=entry, versi=entry.versi)
    back = realisasi_return(actor=kantor.user["atasan"], realisasi=checked, versi=checked.versi, alasan="Salah.")
    assert (back.status, back.diperiksa_oleh) == (S.DIKEMBALIKAN, None)
    realisasi_submit(actor=kantor.user["pegawai"], periode=back.periode, target_ids=[back.target_id])
    back.refresh_from_db()
    assert (back.status, back.dua_tahap) == (S.DIAJUKAN, True)


def test_two_stages_need_a_verifikator_and_giving_them_up_releases_what_waits(kantor: Kantor) -> None:
    admin = kantor.user["admin_perencanaan"]
    with pytest.raises(ValidationError, match="belum mempunyai verifikator"):
        aturan_verifikasi_update(actor=admin, unit_kerja=kantor.unit["akar"], dua_tahap=True)
    entry = dua_tahap(kantor)
    aturan_verifikasi_update(actor=admin, unit_kerja=kantor.unit["pelayanan"], dua_tahap=False)
    entry.refresh_from_db()
    assert not entry.dua_tahap
    assert can_verify_realisasi(kantor.user["atasan"], entry)


def test_without_a_verifikator_in_force_one_stage_is_left(kantor: Kantor) -> None:
    dua_tahap(kantor)
    kantor.user["verifikator"].penugasan.update(berlaku_selesai=kantor.periode[1].hari_terakhir.replace(year=2020))
    kantor.beri_target("kedua", kantor.indikator("IKI-2", "pelayanan"), "pegawai", bobot=Decimal(10))
    entry = kantor.isi("kedua")
    realisasi_submit(actor=kantor.user["pegawai"], periode=entry.periode, target_ids=[entry.target_id])
    entry.refresh_from_db()
    assert not entry.dua_tahap


# --- people move --------------------------------------------------------------------------------------------------


def test_superior_who_moved_away_after_the_submission_decides_nothing(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=S.DIAJUKAN)
    client = page(kantor, "atasan")
    detail = reverse("indikator:verifikasi_detail", kwargs={"pk": entry.pk})
    assert client.get(detail).status_code == 200
    # The page is open when the post passes to somebody else.
    Penempatan.objects.filter(pegawai=kantor.pegawai["atasan"]).update(unit_kerja=kantor.unit["akar"], memimpin=False)
    kantor.orang("atasan_baru", "pelayanan", memimpin=True)
    approve = reverse("indikator:realisasi_approve", kwargs={"pk": entry.pk})
    assert client.post(approve, {"versi": entry.versi}).status_code == 404
    entry.refresh_from_db()
    assert entry.status == S.DIAJUKAN
    assert antrean(kantor.user["atasan_baru"]).jumlah == 1
    fresh = page(kantor, "atasan_baru")
    assert fresh.post(approve, {"versi": entry.versi}).status_code == 302


def test_operator_enters_in_the_owners_name_and_never_verifies_it(kantor: Kantor) -> None:
    client = page(kantor, "operator")
    bulan = (kantor.tahun, kantor.kini)
    people = client.get(reverse("indikator:lembar_lain_list")).content.decode()
    assert "Pegawai" in people
    keys: dict[str, Any] = {"bulan": bulan, "pegawai": kantor.pegawai["pegawai"].pk}
    name = f"t{kantor.target['pegawai'].pk}-nilai"
    client.post(reverse("indikator:realisasi_submit_for", kwargs=keys), {name: "9"})
    entry = Realisasi.objects.get()
    assert (entry.status, entry.diisi_oleh, entry.diajukan_oleh) == (
        S.DIAJUKAN, kantor.user["operator"], kantor.user["operator"],
    )  # fmt: skip
    kantor.peran("operator", "verifikator", "pelayanan")  # type: ignore[arg-type]
    both = type(kantor.user["operator"]).objects.get(pk=kantor.user["operator"].pk)
    assert not can_verify_realisasi(both, entry)
    assert "atas nama pemiliknya" in page(kantor, "atasan").get(reverse("indikator:verifikasi_list")).content.decode()
    outside = {"bulan": bulan, "pegawai": kantor.pegawai["pegawai_lain"].pk}
    assert client.get(reverse("indikator:realisasi_list_for", kwargs=outside)).status_code == 404
