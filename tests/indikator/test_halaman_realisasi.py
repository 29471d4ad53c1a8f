"""The month's sheet in the browser of a pegawai, with and without script."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.services.periode import periode_close
from indikator.enums import StatusRealisasi
from indikator.models import Realisasi
from tests.kantor import Kantor

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(kantor: Kantor) -> Client:
    client = Client()
    client.force_login(kantor.user["pegawai"])
    return client


def bulan(kantor: Kantor) -> dict[str, Any]:
    return {"bulan": (kantor.tahun, kantor.kini)}


def sheet(kantor: Kantor, client: Client) -> str:
    return client.get(reverse("indikator:realisasi_list")).content.decode()


def save_cell(kantor: Kantor, client: Client, typed: str, versi: str = "") -> Any:
    pk = kantor.target["pegawai"].pk
    address = reverse("indikator:realisasi_record", kwargs=bulan(kantor) | {"pk": pk})
    return client.post(address, {f"t{pk}-nilai": typed, f"t{pk}-versi": versi}, headers=HTMX)


def test_pegawai_sees_own_indicators_with_target_and_deadline(kantor: Kantor, client: Client) -> None:
    page = sheet(kantor, client)
    assert "Berkas diproses" in page
    assert "Belum diisi" in page
    assert f"Realisasi {kantor.periode[kantor.kini]}" in page


def test_cell_saves_itself_and_answers_with_its_capaian(kantor: Kantor, client: Client) -> None:
    answer = save_cell(kantor, client, "9")
    assert answer.status_code == 200
    assert "90,00\N{NO-BREAK SPACE}%" in answer.content.decode()
    assert json.loads(answer["HX-Trigger"])["terbaca"] == {f"id_t{kantor.target['pegawai'].pk}-nilai": "9"}
    assert Realisasi.objects.get().nilai == 9


def test_answer_of_a_cell_never_replaces_the_typed_value(kantor: Kantor, client: Client) -> None:
    answer = save_cell(kantor, client, "sembilan")
    name = f"t{kantor.target['pegawai'].pk}-nilai"
    assert f'name="{name}"' not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sembilan", "Ini bukan angka"),
        ("NaN", "Ini bukan angka"),
        ("1e400", "Ini bukan angka"),
        ("95.52", "Maksudnya 95,52 atau 9.552?"),
        ("9,5", "bilangan bulat"),
        ("-1", "tidak dapat bernilai negatif"),
        ("9999999999999999", "paling banyak 15 angka"),
    ],
)
def test_a_wrong_number_is_answered_in_words_and_kept_on_the_page(
    typed: str, said: str, kantor: Kantor, client: Client
) -> None:
    answer = save_cell(kantor, client, typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Realisasi.objects.exists()
    # Without script the whole sheet comes back with what was typed.
    pk = kantor.target["pegawai"].pk
    whole = client.post(
        reverse("indikator:realisasi_record_all", kwargs=bulan(kantor)), {f"t{pk}-nilai": typed, f"t{pk}-versi": ""}
    )
    assert whole.status_code == 422
    page = whole.content.decode()
    assert said in page
    assert f'value="{typed}"' in page
    assert 'aria-invalid="true"' in page


def test_without_script_good_cells_are_saved_although_another_is_wrong(kantor: Kantor, client: Client) -> None:
    kantor.beri_target("kedua", kantor.indikator("IKI-2", "pelayanan"), "pegawai", bobot=Decimal(50))
    first, second = kantor.target["pegawai"].pk, kantor.target["kedua"].pk
    answer = client.post(
        reverse("indikator:realisasi_record_all", kwargs=bulan(kantor)),
        {f"t{first}-nilai": "8", f"t{second}-nilai": "delapan"},
    )
    assert answer.status_code == 422
    assert [*Realisasi.objects.values_list("target", "nilai")] == [(first, 8)]
    assert 'value="delapan"' in answer.content.decode()


def test_submitting_without_script_saves_what_was_typed_first(kantor: Kantor, client: Client) -> None:
    pk = kantor.target["pegawai"].pk
    answer = client.post(
        reverse("indikator:realisasi_submit", kwargs=bulan(kantor)), {f"t{pk}-nilai": "8"}, follow=True
    )
    entry = Realisasi.objects.get()
    assert (entry.nilai, entry.status) == (8, StatusRealisasi.DIAJUKAN)
    assert "1 realisasi diajukan kepada Atasan" in answer.content.decode()


def test_ratio_is_entered_as_two_numbers(kantor: Kantor, client: Client) -> None:
    ratio = kantor.indikator(
        "IKI-3", "pelayanan", agregasi="rasio", satuan="%", desimal=2, label_pembilang="Sesuai", label_penyebut="Berkas"
    )
    target = kantor.beri_target("rasio", ratio, "pegawai", bulanan=[Decimal(95)] * 12)
    assert "Sesuai" in sheet(kantor, client)
    address = reverse("indikator:realisasi_record", kwargs=bulan(kantor) | {"pk": target.pk})
    wrong = client.post(address, {f"t{target.pk}-pembilang": "61", f"t{target.pk}-penyebut": "58"}, headers=HTMX)
    assert wrong.status_code == 422
    assert "Pembilang (61) lebih besar dari penyebut (58)" in wrong.content.decode()
    half = client.post(address, {f"t{target.pk}-pembilang": "55", f"t{target.pk}-penyebut": ""}, headers=HTMX)
    assert half.status_code == 422
    assert "Isi berkas." in half.content.decode()
    client.post(address, {f"t{target.pk}-pembilang": "55", f"t{target.pk}-penyebut": "58"}, headers=HTMX)
    assert Realisasi.objects.values_list("pembilang", "penyebut").get() == (55, 58)


def test_returned_entry_shows_who_and_why(kantor: Kantor, client: Client) -> None:
    kantor.isi("pegawai", status=StatusRealisasi.DIKEMBALIKAN)
    page = sheet(kantor, client)
    assert "Dikembalikan Atasan" in page
    assert "Angka tidak sama dengan bukti." in page


def test_conflict_names_the_other_and_both_numbers(kantor: Kantor, client: Client) -> None:
    save_cell(kantor, client, "9")
    answer = save_cell(kantor, client, "7", versi="99")
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Pegawai mengubah isian ini" in text
    assert "Pakai 9 atau tetap 7?" in text
    assert Realisasi.objects.get().nilai == 9


def test_deadline_that_passes_while_the_page_is_open_is_told(kantor: Kantor, client: Client) -> None:
    periode_close(actor=kantor.user["admin_perencanaan"], periode=kantor.periode[kantor.kini])
    answer = save_cell(kantor, client, "9")
    assert answer.status_code == 409
    assert "sudah ditutup" in answer.content.decode()
    page = sheet(kantor, client)
    assert "Bulan ini sudah ditutup" in page
    assert f'name="t{kantor.target["pegawai"].pk}-nilai"' not in page


def test_month_that_was_never_opened_does_not_exist(kantor: Kantor, client: Client) -> None:
    kantor.periode[12 if kantor.kini != 12 else 11].delete()
    address = reverse("indikator:realisasi_list", kwargs={"bulan": (kantor.tahun + 1, 1)})
    assert client.get(address).status_code == 404


def test_pegawai_without_targets_is_told_so(kantor: Kantor) -> None:
    client = Client()
    client.force_login(kantor.user["rekan"])
    assert "Belum ada target untuk bulan ini" in sheet(kantor, client)


def test_sheet_of_the_open_month_has_no_inline_script_or_style(kantor: Kantor, client: Client) -> None:
    page = sheet(kantor, client)
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page
