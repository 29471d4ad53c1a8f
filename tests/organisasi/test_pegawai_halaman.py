"""The list of people, profiles and exports: who sees whom, and how much of the NIP."""

import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Pegawai, Penempatan, Penugasan, User
from binawidya.umum.dates import today
from tests.organisasi import berkas
from tests.organisasi.dunia import DULU, Dunia, nip


def masuk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def akun(dunia: Dunia, nama: str) -> User:
    """A login for a person."""
    user = User.objects.create_user(dunia.pegawai[nama].nip)
    Pegawai.objects.filter(pk=dunia.pegawai[nama].pk).update(user=user)
    return user


def peran(dunia: Dunia, peran: Peran, unit: str) -> User:
    user = User.objects.create_user(f"{peran}-{unit}")
    Penugasan.objects.create(user=user, peran=peran, unit_kerja=dunia.unit[unit], berlaku_mulai=DULU)
    return user


def names(response: Any) -> list[str]:
    return [line.pegawai.nama for line in response.context["baris"]]


def test_list_holds_the_people_of_the_own_subtree(dunia: Dunia) -> None:
    response = masuk(dunia.user["admin"]).get("/pegawai/")
    assert names(response) == ["Camat Satu", "Dedi Kurniawan", "Nurhasanah Rambe", "Rina Marlina", "Syafrizal Tanjung"]
    assert "Orang Dinas" not in response.content.decode()


def test_search_by_name_and_by_nip(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    assert names(client.get("/pegawai/?cari=rina")) == ["Rina Marlina"]
    spaced = f"{nip(5)[:8]} {nip(5)[8:14]}"
    assert names(client.get("/pegawai/", {"cari": spaced})) == ["Rina Marlina"]
    assert names(client.get("/pegawai/", {"cari": nip(6)})) == []


def test_filters_by_unit_kind_and_status(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    Pegawai.objects.filter(nip=nip(5)).update(jenis_pegawai="pppk", status="tubel")
    assert names(client.get("/pegawai/", {"unit": dunia.unit["delima"].pk})) == ["Syafrizal Tanjung"]
    assert names(client.get("/pegawai/?jenis=pppk")) == ["Rina Marlina"]
    assert names(client.get("/pegawai/?status=tubel")) == ["Rina Marlina"]


@pytest.mark.parametrize(
    "query", ["unit=abc", "unit=999999999999999999999", "jenis=x", "status=%27", "urut=nip", "hal=x"]
)
def test_nonsense_in_the_address_filters_nothing(dunia: Dunia, query: str) -> None:
    response = masuk(dunia.user["admin"]).get(f"/pegawai/?{query}")
    assert response.status_code == 200
    assert len(names(response)) == 5


def test_unit_outside_the_scope_is_no_filter(dunia: Dunia) -> None:
    response = masuk(dunia.user["admin"]).get("/pegawai/", {"unit": dunia.unit["dinas"].pk})
    assert "Dinas Kesehatan" not in response.content.decode()


def test_empty_search_says_what_to_do(dunia: Dunia) -> None:
    page = masuk(dunia.user["admin"]).get("/pegawai/", {"cari": "Sulastri", "unit": dunia.unit["delima"].pk})
    assert "Tidak ada pegawai “Sulastri” di Kelurahan Delima. Hapus saringan unit" in page.content.decode()


def test_part_of_the_page_for_somebody_who_types(dunia: Dunia) -> None:
    page = masuk(dunia.user["admin"]).get("/pegawai/?cari=rina", HTTP_HX_REQUEST="true").content.decode()
    assert "Rina Marlina" in page
    assert "<html" not in page


def test_nip_is_masked_for_those_without_need(dunia: Dunia) -> None:
    whole = f"{nip(5)[:8]} {nip(5)[8:14]} {nip(5)[14]} {nip(5)[15:]}"
    rina = dunia.pegawai["Rina Marlina"].pk
    for user, shown in ((dunia.user["admin"], True), (peran(dunia, Peran.ADMIN_PERENCANAAN, "kecamatan"), False)):
        client = masuk(user)
        for address in ("/pegawai/", f"/pegawai/{rina}/"):
            page = client.get(address).content.decode()
            assert (whole in page, nip(5) in page) == (shown, False), address
            assert ("•••••••" in page) is not shown


def test_nip_cannot_be_guessed_by_searching(dunia: Dunia) -> None:
    client = masuk(peran(dunia, Peran.ADMIN_PERENCANAAN, "kecamatan"))
    assert names(client.get("/pegawai/", {"cari": nip(5)[:12]})) == []
    assert names(client.get("/pegawai/?cari=rina")) == ["Rina Marlina"]


def test_list_is_for_those_who_watch_over_people(dunia: Dunia) -> None:
    assert masuk(akun(dunia, "Rina Marlina")).get("/pegawai/").status_code == 403
    assert masuk(akun(dunia, "Nurhasanah Rambe")).get("/pegawai/").status_code == 200
    assert Client().get("/pegawai/").status_code == 302


def test_profile_shows_posts_and_the_present_superior(dunia: Dunia) -> None:
    dedi = dunia.pegawai["Dedi Kurniawan"]
    Penempatan.objects.filter(pegawai=dedi).update(tmt_selesai=today() - timedelta(days=1))
    dunia.tempatkan(dedi, "delima", "Pramu Layanan", tmt_mulai=today())
    response = masuk(dunia.user["admin"]).get(f"/pegawai/{dedi.pk}/")
    assert response.context["atasan"] == dunia.pegawai["Syafrizal Tanjung"]
    assert [(line.pos.unit_kerja.nama, line.kini) for line in response.context["riwayat"]] == [
        ("Kelurahan Delima", True),
        ("Seksi Pelayanan Umum", False),
    ]


def test_profile_of_somebody_outside_the_scope_does_not_exist(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    assert client.get(f"/pegawai/{dunia.pegawai['Orang Dinas'].pk}/").status_code == 404
    assert client.get("/pegawai/999999999999999999999/").status_code == 404


def test_people_see_their_own_profile_and_superiors_that_of_their_staff(dunia: Dunia) -> None:
    rina, dedi = dunia.pegawai["Rina Marlina"].pk, dunia.pegawai["Dedi Kurniawan"].pk
    own = masuk(akun(dunia, "Rina Marlina"))
    assert own.get(f"/pegawai/{rina}/").status_code == 200
    assert own.get(f"/pegawai/{dedi}/").status_code == 404
    assert masuk(akun(dunia, "Nurhasanah Rambe")).get(f"/pegawai/{dedi}/").status_code == 200


def test_export_holds_what_the_filter_leaves(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    response = client.get("/pegawai/unduh/", {"unit": dunia.unit["pelayanan"].pk})
    data = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1] for row in rows] == ["Nama", "Dedi Kurniawan", "Nurhasanah Rambe", "Rina Marlina"]
    assert rows[1][0] == nip(4)
    assert berkas.formulas_in(data) == 0


def test_export_masks_the_nip_as_the_list_does(dunia: Dunia) -> None:
    client = masuk(peran(dunia, Peran.ADMIN_PERENCANAAN, "kecamatan"))
    response = client.get("/pegawai/unduh/?bentuk=csv")
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert len(rows) == 6
    assert all("•" in row[0] for row in rows[1:])


def test_export_neutralises_what_looks_like_a_formula(dunia: Dunia) -> None:
    Pegawai.objects.filter(nip=nip(5)).update(nama="=HYPERLINK(1)")
    response = masuk(dunia.user["admin"]).get("/pegawai/unduh/?bentuk=csv")
    assert ";'=HYPERLINK(1);" in b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_markup_in_a_name_is_text(dunia: Dunia) -> None:
    Pegawai.objects.filter(nip=nip(5)).update(nama="<script>alert(1)</script>")
    client = masuk(dunia.user["admin"])
    for address in ("/pegawai/", f"/pegawai/{dunia.pegawai['Rina Marlina'].pk}/"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_pages_cost_the_same_number_of_queries_at_any_size(dunia: Dunia) -> None:
    client = masuk(dunia.user["admin"])
    client.get("/pegawai/impor/")  # the first page of a session also notes when it was seen
    rina = dunia.pegawai["Rina Marlina"].pk
    addresses = ["/pegawai/", "/pegawai/?cari=a", f"/pegawai/{rina}/", "/pegawai/unduh/?bentuk=csv"]
    counts: list[list[int]] = []
    for first in (100, 200):
        for nomor in range(first, first + 30):
            dunia.orang(nomor, f"Orang {nomor}", "delima")
        counts.append([])
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                response: Any = client.get(address)
                b"".join(response.streaming_content) if response.streaming else response.content
            counts[-1].append(len(queries))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15
