"""The queue of a superior."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indikator.enums import StatusRealisasi
from indikator.models import Realisasi
from indikator.services.verifikasi import realisasi_approve
from tests.kantor import Kantor


@pytest.fixture
def client(kantor: Kantor) -> Client:
    client = Client()
    client.force_login(kantor.user["atasan"])
    return client


def waiting(kantor: Kantor) -> Realisasi:
    return kantor.isi("pegawai", nilai="9", status=StatusRealisasi.DIAJUKAN)


def act(client: Client, name: str, entry: Realisasi, **body: Any) -> Any:
    return client.post(reverse(f"indikator:{name}", kwargs={"pk": entry.pk}), {"versi": entry.versi, **body})


def test_atasan_sees_what_waits_with_the_case_beside_it(kantor: Kantor, client: Client) -> None:
    waiting(kantor)
    page = client.get(reverse("indikator:verifikasi_list")).content.decode()
    assert "1 realisasi dari 1 pegawai" in page
    assert "Berkas diproses" in page
    assert "90,00\N{NO-BREAK SPACE}%" in page


def test_empty_queue_says_when_something_comes(kantor: Kantor, client: Client) -> None:
    assert "Belum ada yang perlu diverifikasi" in client.get(reverse("indikator:verifikasi_list")).content.decode()


def test_approving_leads_to_the_next_case(kantor: Kantor, client: Client) -> None:
    first = waiting(kantor)
    kantor.beri_target("kedua", kantor.indikator("IKI-2", "pelayanan"), "pegawai", bobot=0)
    second = kantor.isi("kedua", status=StatusRealisasi.DIAJUKAN)
    answer = act(client, "realisasi_approve", first)
    assert answer.url == reverse("indikator:verifikasi_detail", kwargs={"pk": second.pk})
    assert "Disetujui, 1 tersisa." in client.get(answer.url).content.decode()
    answer = act(client, "realisasi_approve", second)
    assert answer.url == reverse("indikator:verifikasi_list")


def test_returning_takes_a_common_reason_or_own_words(kantor: Kantor, client: Client) -> None:
    entry = waiting(kantor)
    empty = act(client, "realisasi_return", entry, alasan="", pesan="  ")
    assert empty.status_code == 422
    assert "Tulis alasannya" in empty.content.decode()
    act(client, "realisasi_return", entry, alasan="terbaca", pesan="Foto kedua buram.")
    entry.refresh_from_db()
    assert (entry.status, entry.alasan) == (StatusRealisasi.DIKEMBALIKAN, "Bukti tidak terbaca. Foto kedua buram.")


def test_what_changed_since_the_page_was_opened_is_not_decided_blindly(kantor: Kantor, client: Client) -> None:
    entry = waiting(kantor)
    Realisasi.objects.filter(pk=entry.pk).update(nilai=90, versi=entry.versi + 1)
    answer = act(client, "realisasi_approve", entry)
    assert answer.status_code == 409
    assert "berubah sejak halaman dibuka" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.status == StatusRealisasi.DIAJUKAN


def test_the_second_decision_is_told_who_was_first(kantor: Kantor, client: Client) -> None:
    entry = waiting(kantor)
    realisasi_approve(actor=kantor.user["verifikator"], realisasi=entry, versi=entry.versi)
    answer = act(client, "realisasi_approve", entry)
    assert answer.status_code == 409
    assert "sudah disetujui oleh verifikator" in answer.content.decode()


def test_former_superior_finds_nothing_to_decide(kantor: Kantor) -> None:
    entry = waiting(kantor)
    client = Client()
    client.force_login(kantor.user["mantan_atasan"])
    assert act(client, "realisasi_approve", entry).status_code == 404
    entry.refresh_from_db()
    assert entry.status == StatusRealisasi.DIAJUKAN


def test_superior_who_moves_away_loses_the_right_at_the_next_request(kantor: Kantor, client: Client) -> None:
    entry = waiting(kantor)
    assert client.get(reverse("indikator:verifikasi_detail", kwargs={"pk": entry.pk})).status_code == 200
    kantor.pegawai["atasan"].penempatan.update(unit_kerja=kantor.unit["pemerintahan"], memimpin=False)
    assert act(client, "realisasi_approve", entry).status_code == 404
