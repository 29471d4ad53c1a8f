"""Headings that nobody knows: an admin says once what they mean, and is not asked again."""

from typing import Any

import pytest

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.models import Impor, PemetaanKolom
from binawidya.organisasi.services.impor import impor_approve, impor_map
from binawidya.organisasi.services.impor_read import impor_read
from binawidya.umum.errors import ConflictError
from tests.organisasi.dunia import Dunia, baris, jumlah, nip
from tests.organisasi.test_impor_halaman import masuk

ASING = ["Employee No", "Full Name", "Department", "Position", "Grade"]
ARTI = {
    "employee no": "nip", "full name": "nama", "department": "unit_kerja", "position": "jabatan", "grade": "golongan",
}  # fmt: skip
ISI = [nip(50), "Fajar Siagian", "Kelurahan Delima", "Pengelola Data", "III/a"]


def petakan(dunia: Dunia, impor: Impor, pemetaan: dict[str, str] | None = None, oleh: str = "admin") -> Impor:
    impor_map(actor=dunia.user[oleh], impor=impor, pemetaan=pemetaan or ARTI)
    impor_read(impor_id=impor.pk)
    impor.refresh_from_db()
    return impor


def test_unknown_headings_wait_for_somebody_who_knows_them(dunia: Dunia) -> None:
    impor = dunia.periksa(ISI, judul=ASING)
    assert impor.status == StatusImpor.PETAKAN
    assert impor.pesan.startswith("Kolom NIP, Nama, Unit kerja, dan Jabatan tidak ada.")
    columns = impor.ringkasan["judul"]["kolom"]
    assert [column["judul"] for column in columns] == ASING
    assert columns[1] == {"kunci": "full name", "judul": "Full Name", "contoh": ["Fajar Siagian"], "kolom": ""}


def test_said_once_it_is_known_for_good_in_any_order(dunia: Dunia) -> None:
    impor = petakan(dunia, dunia.periksa(ISI, judul=ASING))
    assert jumlah(impor) == {"baru": 1}
    assert baris(impor, 2).rincian == "PNS, Pengelola Data, Kelurahan Delima"
    again = dunia.periksa(ISI[::-1], judul=ASING[::-1])
    assert (again.status, jumlah(again), again.pemetaan) == (StatusImpor.SIAP, {"baru": 1}, impor.pemetaan)


def test_three_values_of_each_column_are_shown_and_no_more(dunia: Dunia) -> None:
    rows = [[nip(n), f"Orang {n}", "", "x" * 100, ""] for n in range(50, 60)]
    columns = dunia.periksa(*rows, judul=ASING).ringkasan["judul"]["kolom"]
    assert [column["contoh"] for column in columns] == [
        [nip(50), nip(51), nip(52)], ["Orang 50", "Orang 51", "Orang 52"], [], ["x" * 60] * 3, [],
    ]  # fmt: skip


def test_a_column_that_is_there_twice_is_settled_by_choice(dunia: Dunia) -> None:
    judul = ["NIP", "Nama", "Jabatan", "Unit kerja", "Jabatan"]
    impor = dunia.periksa([nip(50), "Fajar", "lama", "Kelurahan Delima", "Bendahara"], judul=judul)
    assert (impor.status, impor.pesan) == (
        StatusImpor.PETAKAN,
        "Kolom Jabatan ada dua kali. Hapus salah satunya.",
    )
    pemetaan = {"nip": "nip", "nama": "nama", "unit kerja": "unit_kerja", "jabatan 2": "jabatan"}
    assert baris(petakan(dunia, impor, pemetaan), 2).jabatan == "Bendahara"


def test_a_wrong_choice_can_be_changed_and_the_new_one_counts(dunia: Dunia) -> None:
    wrong = petakan(dunia, dunia.periksa(ISI, judul=ASING), ARTI | {"full name": "jabatan", "position": "nama"})
    assert baris(wrong, 2).jabatan == "Fajar Siagian"
    right = petakan(dunia, wrong)
    assert (baris(right, 2).nama, baris(right, 2).jabatan) == ("Fajar Siagian", "Pengelola Data")
    assert PemetaanKolom.objects.count() == 1
    assert baris(dunia.periksa(ISI, judul=ASING), 2).nama == "Fajar Siagian"


def test_known_headings_can_be_given_another_meaning(dunia: Dunia) -> None:
    judul = ["NIP", "Nama", "Unit kerja", "Jabatan", "Gelar"]
    impor = dunia.periksa([*ISI[:4], "S.Sos."], judul=judul)
    assert baris(impor, 2).gelar_belakang == "S.Sos."
    pemetaan = {"nip": "nip", "nama": "nama", "unit kerja": "unit_kerja", "jabatan": "jabatan", "gelar": "gelar_depan"}
    assert baris(petakan(dunia, impor, pemetaan), 2).gelar_depan == "S.Sos."


def test_another_office_is_not_bound_by_it(dunia: Dunia) -> None:
    """What is said for a unit holds below it, not beside it."""
    petakan(dunia, dunia.periksa(ISI, judul=ASING))
    dunia.admin("admin_delima", "delima")
    below = dunia.periksa(ISI, judul=ASING, unit="delima", oleh="admin_delima")
    beside = dunia.periksa(ISI, judul=ASING, unit="dinas", oleh="admin_dinas")
    assert (below.status, beside.status) == (StatusImpor.SIAP, StatusImpor.PETAKAN)
    own = petakan(dunia, below, ARTI | {"grade": ""}, oleh="admin_delima")
    assert baris(own, 2).golongan == ""
    assert baris(dunia.periksa(ISI, judul=ASING), 2).golongan == "III/a"


def test_headings_below_merged_ones_belong_to_them(dunia: Dunia) -> None:
    """NO, NIP and NAMA go over two rows; PANGKAT and JABATAN stand over several columns each."""
    above = ["NO", "NIP", "NAMA", "PANGKAT/GOL. RUANG", "", "JABATAN", "", "ATASAN LANGSUNG", "", "UNIT KERJA"]
    below = ["", "", "", "GOL", "TMT", "NAMA", "TMT", "NAMA", "NIP", ""]
    row = [1, nip(50), "Fajar", "III/a", "1 April 2020", "Bendahara", "2 Mei 2021", "Camat Satu", nip(1),
           "Kelurahan Delima"]  # fmt: skip
    numbers = [f"({n})" for n in range(1, 11)]
    impor = dunia.baca(dunia.berkas([], above, below, numbers, row, judul=["DAFTAR URUT KEPANGKATAN"]))
    assert jumlah(impor) == {"baru": 1}
    read = baris(impor, 6)
    assert (read.nama, read.golongan, read.tmt_golongan, read.jabatan) == ("Fajar", "III/a", "2020-04-01", "Bendahara")
    assert (str(read.mulai), read.atasan) == ("2021-05-02", nip(1))
    assert impor.ringkasan["diabaikan"] == ["NO", "ATASAN LANGSUNG NAMA"]


def test_what_is_being_applied_is_not_read_anew(dunia: Dunia) -> None:
    impor = petakan(dunia, dunia.periksa(ISI, judul=ASING))
    impor_approve(actor=dunia.user["admin"], impor=impor, lewati_ditolak=False)
    with pytest.raises(ConflictError):
        impor_map(actor=dunia.user["admin"], impor=impor, pemetaan=ARTI)


# --- The page -------------------------------------------------------------------------------------------------------
def _isi(**changes: str) -> dict[str, Any]:
    return {f"k{number}": key for number, key in enumerate(ARTI.values())} | changes


def test_admin_is_led_to_the_columns_and_back_to_the_preview(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    impor = dunia.periksa(ISI, judul=ASING)
    response = client.get(f"/pegawai/impor/{impor.pk}/", follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == f"/pegawai/impor/{impor.pk}/kolom/"
    assert "Fajar Siagian" in page
    assert "Pilih arti kolom di bawah ini." in page
    assert client.post(f"/pegawai/impor/{impor.pk}/kolom/simpan/", _isi()).status_code == 302
    impor_read(impor_id=impor.pk)
    page = client.get(f"/pegawai/impor/{impor.pk}/").content.decode()
    assert "Kolomnya dibaca menurut pilihan admin" in page
    assert "Ubah arti kolom" in page
    page = client.get(f"/pegawai/impor/{impor.pk}/kolom/").content.decode()
    assert page.count("selected") == len(ASING)


@pytest.mark.parametrize(
    ("isi", "sentence"),
    [
        (_isi(k3=""), "Belum ada kolom untuk Jabatan. Pilih pada kolom yang memuatnya."),
        (_isi(k4="nama"), "Nama sudah dipilih untuk kolom “Full Name”."),
        (_isi(k4="xx"), "Pilih"),
        ({}, "Belum ada kolom untuk NIP, Nama, Unit kerja, dan Jabatan."),
    ],
)
def test_a_choice_that_cannot_be_is_said_beside_the_column(dunia: Dunia, isi: dict[str, str], sentence: str) -> None:
    impor = dunia.periksa(ISI, judul=ASING)
    response = masuk(dunia.user["admin"]).post(f"/pegawai/impor/{impor.pk}/kolom/simpan/", isi)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not PemetaanKolom.objects.exists()


def test_columns_of_an_import_that_is_over_lead_back_to_it(dunia: Dunia) -> None:
    impor = petakan(dunia, dunia.periksa(ISI, judul=ASING))
    dunia.terapkan(impor)
    response = masuk(dunia.user["admin"]).get(f"/pegawai/impor/{impor.pk}/kolom/")
    assert response["Location"] == f"/pegawai/impor/{impor.pk}/"
