"""An approved value changes only by a correction that somebody else agrees to."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.services.periode import periode_close, periode_reopen
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.models import OutboxTask
from indikator.enums import StatusKoreksi, StatusRealisasi
from indikator.models import KoreksiRealisasi, Realisasi
from indikator.permissions import can_verify_koreksi
from indikator.services.isian import Isian
from indikator.services.koreksi import koreksi_approve, koreksi_cancel, koreksi_create, koreksi_reject
from kinerja.services.skor import skor_calculate
from tests.kantor import Kantor
from tests.serentak import Serentak


def usul(kantor: Kantor, nilai: str = "8", alasan: str = "Salah hitung di buku register.") -> KoreksiRealisasi:
    entry = Realisasi.objects.filter(target=kantor.target["pegawai"]).first() or kantor.isi(
        "pegawai", status=StatusRealisasi.DISETUJUI
    )
    return koreksi_create(
        actor=kantor.user["pegawai"], realisasi=entry, isian=Isian(nilai=Decimal(nilai)), alasan=alasan
    )


def test_correction_counts_only_after_somebody_else_agreed(kantor: Kantor) -> None:
    koreksi = usul(kantor)
    entry = koreksi.realisasi
    entry.refresh_from_db()
    assert entry.nilai == 9
    changed = koreksi_approve(actor=kantor.user["atasan"], koreksi=koreksi)
    assert (changed.nilai, changed.status) == (8, StatusRealisasi.DISETUJUI)
    assert (changed.diisi_oleh, changed.diverifikasi_oleh) == (kantor.user["pegawai"], kantor.user["atasan"])
    koreksi.refresh_from_db()
    assert (koreksi.lama_nilai, koreksi.status) == (9, StatusKoreksi.DISETUJUI)


def test_old_value_stays_in_the_history_and_the_capaian_is_computed_again(kantor: Kantor) -> None:
    koreksi = usul(kantor)
    koreksi_approve(actor=kantor.user["atasan"], koreksi=koreksi)
    values = [*koreksi.realisasi.events.order_by("pgh_id").values_list("nilai", flat=True)]  # type: ignore[attr-defined]
    assert values == [9, 8]
    due = OutboxTask.objects.open().get()
    assert due.event == "realisasi.berubah"
    skor_calculate(**due.payload)
    assert kantor.target["pegawai"].capaian.get(periode=koreksi.realisasi.periode).realisasi == 8


def test_proposer_and_owner_decide_nothing(kantor: Kantor) -> None:
    koreksi = usul(kantor)
    kantor.peran("pegawai", "verifikator", "akar")  # type: ignore[arg-type]
    assert not can_verify_koreksi(kantor.user["pegawai"], koreksi)
    with pytest.raises(ActRefused, match="orang lain"):
        koreksi_approve(actor=kantor.user["pegawai"], koreksi=koreksi)
    with pytest.raises(IntegrityError), transaction.atomic():
        KoreksiRealisasi.objects.filter(pk=koreksi.pk).update(
            status="disetujui", diputuskan_oleh=kantor.user["pegawai"], diputuskan_at=koreksi.diusulkan_at
        )


@pytest.mark.parametrize(("nilai", "alasan"), [("8", "  "), ("9", "Tetap sama."), ("-1", "Negatif.")])
def test_correction_needs_a_reason_and_another_possible_value(nilai: str, alasan: str, kantor: Kantor) -> None:
    with pytest.raises(ValidationError):
        usul(kantor, nilai, alasan)
    assert not KoreksiRealisasi.objects.exists()


def test_what_is_not_approved_is_changed_not_corrected(kantor: Kantor) -> None:
    kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    with pytest.raises(ActRefused, match="Hanya realisasi yang sudah disetujui"):
        usul(kantor)


def test_closed_month_is_corrected_only_after_it_was_reopened(kantor: Kantor) -> None:
    koreksi = usul(kantor)
    admin, periode = kantor.user["admin_perencanaan"], kantor.periode[kantor.kini]
    periode_close(actor=admin, periode=periode)
    with pytest.raises(ActRefused, match="sudah ditutup"):
        koreksi_approve(actor=kantor.user["atasan"], koreksi=koreksi)
    periode_reopen(actor=admin, periode=periode, alasan="Salah hitung.")
    assert koreksi_approve(actor=kantor.user["atasan"], koreksi=koreksi).nilai == 8


def test_second_proposal_waits_for_the_first(kantor: Kantor) -> None:
    koreksi = usul(kantor)
    with pytest.raises(ActRefused, match="sudah mempunyai koreksi"):
        usul(kantor, "7")
    koreksi_cancel(actor=kantor.user["pegawai"], koreksi=koreksi)
    assert usul(kantor, "7").pk != koreksi.pk


def test_rejection_leaves_the_value_and_says_why(kantor: Kantor) -> None:
    koreksi = usul(kantor)
    with pytest.raises(ValidationError, match="mengapa"):
        koreksi_reject(actor=kantor.user["atasan"], koreksi=koreksi, tanggapan=" ")
    koreksi_reject(actor=kantor.user["atasan"], koreksi=koreksi, tanggapan="Buktinya 9.")
    koreksi.realisasi.refresh_from_db()
    assert koreksi.realisasi.nilai == 9
    with pytest.raises(ConflictError, match="sudah ditolak oleh Atasan"):
        koreksi_approve(actor=kantor.user["verifikator"], koreksi=koreksi)


def test_pegawai_corrects_and_atasan_agrees_on_their_pages(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=StatusRealisasi.DISETUJUI)
    mine, theirs = Client(), Client()
    mine.force_login(kantor.user["pegawai"])
    theirs.force_login(kantor.user["atasan"])
    sheet = mine.get(reverse("indikator:realisasi_list")).content.decode()
    assert reverse("indikator:koreksi_new", kwargs={"pk": entry.pk}) in sheet
    name = f"t{entry.target_id}-nilai"
    create = reverse("indikator:koreksi_create", kwargs={"pk": entry.pk})
    wrong = mine.post(create, {name: "9", "alasan": ""})
    assert wrong.status_code == 422
    answer = mine.post(create, {name: "8", "alasan": "Salah hitung."}, follow=True)
    assert "Koreksi diajukan." in answer.content.decode()
    queue = theirs.get(reverse("indikator:koreksi_list")).content.decode()
    assert "Menunggu putusan Anda" in queue
    koreksi = KoreksiRealisasi.objects.get()
    theirs.post(reverse("indikator:koreksi_approve", kwargs={"pk": koreksi.pk}))
    entry.refresh_from_db()
    assert entry.nilai == 8


@pytest.mark.parametrize("kontrol", [False, True], ids=["terkunci", "kontrol"])
def test_of_two_who_decide_on_a_correction_at_once_one_succeeds(
    kontrol: bool, kantor_nyata: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    koreksi = usul(kantor_nyata)
    serentak = Serentak()
    if kontrol:
        from tests.serentak import without_row_locks

        without_row_locks(monkeypatch)
    monkeypatch.setattr(KoreksiRealisasi, "save", serentak.sebelum(KoreksiRealisasi.save))
    answers = serentak.jalan(
        lambda: koreksi_reject(actor=kantor_nyata.user["atasan"], koreksi=koreksi, tanggapan="Tidak."),
        lambda: koreksi_reject(actor=kantor_nyata.user["verifikator"], koreksi=koreksi, tanggapan="Bukan."),
    )
    refused = [answer for answer in answers if isinstance(answer, ConflictError)]
    assert len(refused) == (0 if kontrol else 1)
