"""Invitations on paper: one slip for each person, made while somebody waits, kept nowhere."""

import pytest
from django.test import Client

from binawidya.organisasi.enums import CaraUndangan
from binawidya.organisasi.models import Pegawai, Undangan
from binawidya.organisasi.models.undangan import HURUF, PANJANG, hash_of, kode_baru, kode_tercetak
from binawidya.organisasi.services.undangan_cetak import undangan_print
from binawidya.umum import pdf_process
from binawidya.umum.errors import ActRefused
from tests.organisasi.dunia import Dunia
from tests.organisasi.pintu import (
    DITOLAK,
    KODE,
    akun,
    cetak,
    is_signed_in,
    ketik,
    pdf_text,
    pilih,
    surel,
    undang,
)


def test_the_list_holds_one_slip_for_each_person_by_unit(dunia: Dunia) -> None:
    names = ["Rina Marlina", "Dedi Kurniawan", "Syafrizal Tanjung"]
    for nama in names:
        akun(dunia, nama)
    response = cetak(dunia, *names)
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    pages = pdf_text(response.content)
    assert len(pages) == 2, "every unit begins a page"
    assert "Seksi Pelayanan Umum".upper() in pages[0].upper()
    assert pages[0].index("Dedi Kurniawan") < pages[0].index("Rina Marlina")
    assert "Syafrizal Tanjung" in pages[1]
    assert "testserver/akun/undangan/" in pages[0]
    assert "•••••••" in pages[0]
    codes = [code for page in pages for code in KODE.findall(page)]
    assert len(set(codes)) == 3
    stored = set(Undangan.objects.open().values_list("kode_hash", flat=True))
    assert stored == {hash_of(code.replace("-", "")) for code in codes}
    assert not any(pegawai.nip in "".join(pages) for pegawai in dunia.pegawai.values())


def test_no_slip_is_lost_at_the_foot_of_a_page(dunia: Dunia) -> None:
    for nomor in range(100, 120):
        dunia.orang(nomor, f"Prof. Dr. Orang Dengan Nama Yang Panjang Sekali Nomor {nomor}", "delima")
        akun(dunia, f"Prof. Dr. Orang Dengan Nama Yang Panjang Sekali Nomor {nomor}")
    pages = pdf_text(cetak(dunia, *(nama for nama in dunia.pegawai if "Panjang" in nama)).content)
    assert [len(KODE.findall(page)) for page in pages] == [8, 8, 4]


@pytest.mark.parametrize("shape", ["{}", " {} ", "lower", "no hyphen", "spaced"])
def test_a_code_is_taken_however_it_is_typed(dunia: Dunia, shape: str) -> None:
    kode = kode_tercetak(undang(dunia, akun(dunia, "Rina Marlina")))
    typed = {"lower": kode.lower(), "no hyphen": kode.replace("-", ""), "spaced": " ".join(kode)}.get(
        shape, shape.format(kode)
    )
    client = Client()
    assert "Pilih kata sandi" in ketik(client, typed).content.decode()
    assert pilih(client).status_code == 302
    assert is_signed_in(client)


def test_printing_anew_withdraws_the_codes_printed_before(dunia: Dunia) -> None:
    akun(dunia, "Rina Marlina")
    first, second = (KODE.findall(pdf_text(cetak(dunia, "Rina Marlina").content)[0])[0] for _time in range(2))
    assert DITOLAK in ketik(Client(), first).content.decode()
    assert "Pilih kata sandi" in ketik(Client(), second).content.decode()


def test_those_with_an_address_are_printed_only_when_asked_for(dunia: Dunia) -> None:
    surel("Rina Marlina", "rina@contoh.go.id")
    for nama in ("Rina Marlina", "Dedi Kurniawan"):
        akun(dunia, nama)
    text = "".join(pdf_text(cetak(dunia, "Rina Marlina", "Dedi Kurniawan").content))
    assert ("Rina" in text, "Dedi" in text) == (False, True)
    text = "".join(pdf_text(cetak(dunia, "Rina Marlina", "Dedi Kurniawan", bersurel="on").content))
    assert ("Rina" in text, "Dedi" in text) == (True, True)


def test_a_list_that_could_not_be_made_leaves_the_old_codes_good(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    kode = undang(dunia, akun(dunia, "Rina Marlina"))
    monkeypatch.setattr(pdf_process, "WALL_SECONDS", 0.01)
    response = cetak(dunia, "Rina Marlina")
    assert response.status_code == 409
    assert "terlalu lama dibuat" in response.content.decode()
    assert "Pilih kata sandi" in ketik(Client(), kode).content.decode()


def test_more_slips_than_a_list_holds_are_refused_at_once(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("binawidya.organisasi.services.undangan_cetak.MAX_SLIP", 1)
    for nama in ("Rina Marlina", "Dedi Kurniawan"):
        akun(dunia, nama)
    people = Pegawai.objects.filter(nama__in=["Rina Marlina", "Dedi Kurniawan"])
    with pytest.raises(ActRefused, match="paling banyak 1 orang"):
        undangan_print(actor=dunia.user["admin"], people=people, alamat="http://testserver")
    assert not Undangan.objects.exists()


def test_codes_are_readable_and_hard_to_guess() -> None:
    assert not set(HURUF) & set("01OI")
    assert len(HURUF) ** PANJANG >= 2**50
    codes = [kode_baru(CaraUndangan.CETAK) for _each in range(2_000)]
    assert len(set(codes)) == len(codes)
    assert set("".join(codes)) == set(HURUF)
    assert all(KODE.fullmatch(kode_tercetak(code)) for code in codes)
