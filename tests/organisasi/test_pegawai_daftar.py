"""Lists of people: own columns, chosen rows, and a filter that stays in the address."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Pegawai, Penugasan, PilihanKolom, User
from binawidya.umum.columns import Columns, ListColumn, known_keys
from binawidya.umum.selection import MAX_PICKED, Selection
from tests.organisasi.dunia import DULU, Dunia
from tests.organisasi.pintu import akun, masuk, surel, undang

DAFTAR = ["/pegawai/", "/akun/kelola/"]


class Bentuk(HTMLParser):
    """Heads of the table, and the fields of each form by its address."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.kepala: list[str] = []
        self.isian: dict[str, list[tuple[str, str, bool]]] = {}
        self.dalam: list[str] = []
        self.bersarang = False
        self._th = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.bersarang |= bool(self.dalam)
            self.dalam.append(found.get("action", ""))
        elif tag == "input" and self.dalam and "name" in found:
            field = (found["name"], found.get("value", ""), "checked" in found)
            self.isian.setdefault(self.dalam[-1], []).append(field)
        elif tag == "th":
            self._th = True
            self.kepala.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.dalam.pop()
        elif tag == "th":
            self._th = False

    def handle_data(self, data: str) -> None:
        if self._th:
            self.kepala[-1] += data.strip()


def lihat(client: Client, address: str) -> Bentuk:
    return Bentuk(client.get(address).content.decode())


@pytest.mark.parametrize("address", DAFTAR)
def test_what_somebody_may_reach_is_read_once_for_a_request(address: str, dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert sum("WITH saya AS" in one["sql"] for one in queries) == 1


def names(response: Any) -> list[str]:
    return [line.pegawai.nama for line in response.context["baris"]]


# --- Columns -----------------------------------------------------------------------------------------------------
def test_a_person_chooses_columns_and_finds_them_again(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    usual = ["Pegawai", "Jabatan dan unit", "Golongan", "Jenis", "Status"]
    assert lihat(client, "/pegawai/").kepala[1:] == usual
    sent = {"kolom": ["pendidikan", "akun", "status"], "kembali": "/pegawai/?urut=-nama"}
    response = client.post("/daftar/pegawai/kolom/", sent)
    assert response["Location"] == "/pegawai/?urut=-nama"
    again = lihat(masuk(dunia.user["admin"]), "/pegawai/")
    assert again.kepala[1:] == ["Pegawai", "Status", "Pendidikan", "Akun"]
    form = again.isian["/daftar/pegawai/kolom/"]
    assert {value for name, value, ticked in form if name == "kolom" and ticked} == {"pendidikan", "akun", "status"}
    client.post("/daftar/pegawai/kolom/", {"bawaan": "1", "kembali": "/pegawai/"})
    assert lihat(client, "/pegawai/").kepala[1:] == usual


def test_one_persons_choice_is_nobody_elses(dunia: Dunia) -> None:
    masuk(dunia.user["admin"]).post("/daftar/pegawai/kolom/", {"kolom": ["status"]})
    assert "Golongan" in lihat(masuk(dunia.user["admin_dinas"]), "/pegawai/").kepala
    assert "Jabatan dan unit" in lihat(masuk(dunia.user["admin"]), "/akun/kelola/").kepala, "nor of another list"


def test_no_column_at_all_is_a_choice_too(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    client.post("/daftar/pegawai/kolom/", {})
    assert lihat(client, "/pegawai/").kepala[1:] == ["Pegawai"]


@pytest.mark.parametrize("sent", [["password"], ["nik", "telepon"], ["<script>"], ["x" * 5_000], ["status"] * 900])
def test_columns_the_list_does_not_have_are_passed_over(dunia: Dunia, sent: list[str]) -> None:
    client = masuk(dunia.user["admin"])
    assert client.post("/daftar/pegawai/kolom/", {"kolom": sent}).status_code == 302
    kept = PilihanKolom.objects.get().kolom
    assert set(kept) <= {"status"}
    assert client.get("/pegawai/").status_code == 200


def test_a_column_that_a_list_has_lost_hurts_nobody(dunia: Dunia) -> None:
    PilihanKolom.objects.create(user=dunia.user["admin"], daftar="pegawai", kolom=["status", "zodiak"])
    assert lihat(masuk(dunia.user["admin"]), "/pegawai/").kepala[1:] == ["Pegawai", "Status"]


def test_a_list_that_does_not_exist_and_a_way_off_the_site(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    assert client.post("/daftar/gaji/kolom/", {"kolom": ["status"]}).status_code == 404
    for evil in ("https://evil.example/", "//evil.example", r"/\evil.example", "javascript:alert(1)"):
        assert client.post("/daftar/pegawai/kolom/", {"kembali": evil})["Location"] == "/"


def test_the_state_of_accounts_is_no_column_for_those_whom_it_does_not_concern(dunia: Dunia) -> None:
    user = User.objects.create_user("perencana")
    Penugasan.objects.create(
        user=user, peran=Peran.ADMIN_PERENCANAAN, unit_kerja=dunia.unit["kecamatan"], berlaku_mulai=DULU
    )
    PilihanKolom.objects.create(user=user, daftar="pegawai", kolom=["status", "akun"])
    shown = lihat(masuk(user), "/pegawai/")
    assert "Akun" not in shown.kepala
    assert "akun" not in {value for _name, value, _ticked in shown.isian["/daftar/pegawai/kolom/"]}


def test_columns_know_what_is_usual() -> None:
    columns = (ListColumn("a", "A"), ListColumn("b", "B", shown=False))
    assert ["a" in Columns("x", columns, None), "b" in Columns("x", columns, None)] == [True, False]
    assert Columns("x", columns, ["a"]).usual
    assert not Columns("x", columns, []).usual
    assert known_keys(columns, ["b", "c", "a", "a"]) == ["a", "b"]


# --- Chosen rows -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", DAFTAR)
def test_the_form_of_the_rows_carries_the_filter_but_not_the_page(dunia: Dunia, address: str) -> None:
    unit = dunia.unit["pelayanan"].pk
    shown = lihat(masuk(dunia.user["admin"]), f"{address}?unit={unit}&cari=a&urut=-nama&hal=1")
    rows = next(fields for fields in shown.isian.values() if any(name == "pilih" for name, _value, _ticked in fields))
    assert [field[:2] for field in rows if field[0] not in {"pilih"}] == [("cari", "a"), ("unit", str(unit))]
    assert len([field for field in rows if field[0] == "pilih"]) == 3
    assert not shown.bersarang, "a form within a form is no form"


@pytest.mark.parametrize("address", DAFTAR)
def test_all_is_offered_only_where_the_page_is_not_all(dunia: Dunia, address: str) -> None:
    client = masuk(dunia.user["admin"])
    assert "Pilih semua" not in client.get(address).content.decode().replace("Pilih semua di halaman ini", "")
    for nomor in range(100, 130):
        dunia.orang(nomor, f"Orang {nomor}", "delima")
    assert "Pilih semua 35 pegawai, bukan hanya halaman ini" in client.get(address).content.decode()


def test_acts_are_offered_to_those_who_may_and_the_download_to_all(dunia: Dunia) -> None:
    admin = masuk(dunia.user["admin"]).get("/pegawai/").content.decode()
    assert "/akun/kelola/periksa/buat/" in admin
    head = masuk(akun(dunia, "Nurhasanah Rambe")).get("/pegawai/").content.decode()
    assert "/akun/kelola/" not in head
    assert 'formaction="/pegawai/unduh/"' in head


def test_the_order_is_kept_while_filtering_and_turning_pages(dunia: Dunia) -> None:
    for nomor in range(100, 130):
        dunia.orang(nomor, f"Orang {nomor}", "delima")
    client = masuk(dunia.user["admin"])
    page = client.get("/pegawai/?urut=-nama").content.decode()
    assert '<input type="hidden" name="urut" value="-nama">' in page
    assert 'href="/pegawai/?urut=-nama&amp;hal=2"' in page
    assert names(client.get("/pegawai/?urut=-nama&hal=2&cari=orang")) == [f"Orang {n}" for n in range(104, 99, -1)]


def test_selection_reads_only_what_can_be_a_key() -> None:
    client = Client()
    request = client.get("/", {"pilih": ["1", "2", "1", "x", "-3", "٣", "9" * 30, ""]}).wsgi_request
    chosen = Selection.read(request.GET)
    assert (chosen.ids, chosen.everything, chosen.empty) == ((1, 2), False, False)
    assert chosen.hidden("cari") == [("pilih", "1"), ("pilih", "2")]
    everything = Selection.read(client.get("/", {"semua": "1", "cari": "a", "lain": "b"}).wsgi_request.GET)
    assert everything.hidden("cari", "unit") == [("semua", "1"), ("cari", "a")]
    assert Selection.read(client.get("/").wsgi_request.GET).empty
    many = client.get("/", {"pilih": [str(n) for n in range(MAX_PICKED + 5)]}).wsgi_request.GET
    assert len(Selection.read(many).ids) == MAX_PICKED


# --- The list of accounts ----------------------------------------------------------------------------------------
def test_accounts_are_filtered_by_state_and_by_address(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    surel("Rina Marlina", "rina@contoh.go.id")
    undang(dunia, akun(dunia, "Rina Marlina"))
    akun(dunia, "Dedi Kurniawan", "jembatan-leighton-77")
    User.objects.filter(pk=akun(dunia, "Camat Satu").pk).update(is_active=False)
    akun(dunia, "Nurhasanah Rambe")
    found = {
        state: names(client.get(f"/akun/kelola/?akun={state}"))
        for state in ("tanpa_akun", "belum_diundang", "diundang", "kedaluwarsa", "aktif", "nonaktif")
    }
    assert found == {
        "tanpa_akun": ["Syafrizal Tanjung"],
        "belum_diundang": ["Nurhasanah Rambe"],
        "diundang": ["Rina Marlina"],
        "kedaluwarsa": [],
        "aktif": ["Dedi Kurniawan"],
        "nonaktif": ["Camat Satu"],
    }
    assert names(client.get("/akun/kelola/?surel=ada")) == ["Rina Marlina"]
    assert len(names(client.get("/akun/kelola/?surel=tidak"))) == 4
    assert len(names(client.get("/akun/kelola/?akun=x&surel=%27&unit=99999999999999999999"))) == 5


def test_whoever_left_without_an_account_does_not_fill_the_list(dunia: Dunia) -> None:
    Pegawai.objects.filter(nama="Rina Marlina").update(status="pensiun")
    assert "Rina Marlina" not in names(masuk(dunia.user["admin"]).get("/akun/kelola/"))


def test_typing_brings_only_the_answer(dunia: Dunia) -> None:
    for address in DAFTAR:
        page = masuk(dunia.user["admin"]).get(f"{address}?cari=rina", HTTP_HX_REQUEST="true").content.decode()
        assert "Rina Marlina" in page
        assert "<html" not in page


def test_lists_cost_the_same_number_of_queries_at_any_size(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    PilihanKolom.objects.create(
        user=dunia.user["admin"], daftar="pegawai", kolom=["jabatan", "akun", "surel", "pendidikan", "kelas", "tmt"]
    )
    client.get("/menu/")  # the first page of a session also notes when it was seen
    addresses = [*DAFTAR, "/akun/kelola/?akun=diundang", "/akun/kelola/periksa/buat/?semua=1", "/akun/kelola/unduh/"]
    counts: list[list[int]] = []
    for first in (100, 200):
        for nomor in range(first, first + 30):
            dunia.orang(nomor, f"Orang {nomor}", "delima")
            if nomor % 2:
                undang(dunia, akun(dunia, f"Orang {nomor}"))
        counts.append([])
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                response: Any = client.get(address)
                b"".join(response.streaming_content) if response.streaming else response.content
            counts[-1].append(len(queries))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15
