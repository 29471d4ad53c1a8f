"""The pages of units as people use them: tree, search, unit, chart, and the acts behind their confirmations."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.enums import JenisPenempatan, Peran
from binawidya.organisasi.models import Penempatan, UnitKerja
from binawidya.organisasi.services.unit_kerja import unit_kerja_close, unit_kerja_move
from binawidya.umum.dates import format_tanggal, today
from tests.kantor import DULU, Kantor, bangun_kantor

HARI_INI = today()
BESOK = HARI_INI + timedelta(days=1)
RINGAN = 150_000


@pytest.fixture
def office(db: None) -> Kantor:
    return bangun_kantor()


def masuk(office: Kantor, siapa: str) -> Client:
    client = Client()
    client.force_login(office.user[siapa])
    return client


def url(nama: str, unit: UnitKerja | None = None) -> str:
    return reverse(f"organisasi:unit_kerja_{nama}", kwargs={"pk": unit.pk} if unit else {})


def teks(response: Any) -> str:
    """What a person reads."""
    inner = response.content.decode().split("<main", 1)[-1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inner)).split())


def lihat(office: Kantor, siapa: str, alamat: str, **header: str) -> Any:
    response = masuk(office, siapa).get(alamat, headers=header or None)
    assert response.status_code == 200
    return response


def cabang(office: Kantor, induk: str, jumlah: int, awalan: str = "1.1") -> list[UnitKerja]:
    units = [
        UnitKerja(kode=f"{awalan}.{n:03d}", nama=f"Urusan {n}", induk=office.unit[induk], berlaku_mulai=DULU)
        for n in range(jumlah)
    ]
    return UnitKerja.objects.bulk_create(units)


# --- the tree -----------------------------------------------------------------------------------------------------
def test_admin_sees_the_tree_with_heads_and_people(office: Kantor) -> None:
    seen = teks(lihat(office, "admin_kepegawaian", url("list")))
    assert re.search(r"Kecamatan Contoh Perangkat daerah, 1 .*Camat .*6", seen)
    assert re.search(r"Seksi Pelayanan Seksi, 1\.1 Atasan Kepala 3", seen)


def test_a_vacant_head_is_said_and_an_acting_one_is_marked(office: Kantor) -> None:
    Penempatan.objects.filter(unit_kerja=office.unit["pemerintahan"], memimpin=True).update(memimpin=False)
    office.orang("plt", "pelayanan", memimpin=True, jenis=JenisPenempatan.PLT)
    seen = teks(lihat(office, "admin_kepegawaian", url("list")))
    assert re.search(r"Seksi Pelayanan Seksi, 1\.1 Plt Plt\. Kepala", seen)
    assert re.search(r"Seksi Pemerintahan Seksi, 1\.2 Belum ada kepala", seen)


def test_levels_open_one_by_one_and_by_plain_links(office: Kantor) -> None:
    deep = cabang(office, "pelayanan", 1)[0]
    client = masuk(office, "admin_kepegawaian")
    closed = client.get(url("list"))
    assert "Urusan 0" not in teks(closed)
    assert f'href="{url("list")}?buka={office.unit["pelayanan"].pk}"' in closed.content.decode()
    opened = client.get(url("list"), {"buka": office.unit["pelayanan"].pk})
    assert "Urusan 0" in teks(opened)
    assert 'aria-expanded="true"' in opened.content.decode()
    assert "Urusan 0" in teks(client.get(url("list"), {"buka": deep.pk}))


def test_search_while_typing_answers_with_the_list_alone(office: Kantor) -> None:
    part = lihat(office, "admin_kepegawaian", url("list") + "?cari=pelay", hx_request="true").content.decode()
    assert "<html" not in part
    assert "Seksi Pelayanan" in part
    assert "Seksi Pemerintahan" not in part
    assert "Kecamatan Contoh" in part, "where it is"
    whole = lihat(office, "admin_kepegawaian", url("list") + "?cari=1.2").content.decode()
    assert "<html" in whole
    assert 'value="1.2"' in whole


@pytest.mark.parametrize("cari", ["%25", "'", "a" * 500, "tidak-ada"])
def test_strange_searches_find_nothing_and_say_so(cari: str, office: Kantor) -> None:
    response = masuk(office, "admin_kepegawaian").get(f"{url('list')}?cari={cari}&buka=x&di=9999999999999999999")
    assert response.status_code == 200


def test_only_the_own_part_of_the_tree_is_shown(office: Kantor) -> None:
    seen = teks(lihat(office, "admin_kepegawaian_lain", url("list")))
    assert "Seksi Pemerintahan" in seen
    assert "Seksi Pelayanan" not in seen
    assert "Kecamatan Contoh" not in seen


def test_three_thousand_units_stay_light(office: Kantor, django_assert_max_num_queries: Any) -> None:
    cabang(office, "pelayanan", 1500)
    cabang(office, "pemerintahan", 1500, "1.2")
    client = masuk(office, "admin_kepegawaian")
    with django_assert_max_num_queries(15):
        response = client.get(url("list"), {"buka": office.unit["pelayanan"].pk})
    assert len(response.content) < RINGAN
    assert "Lihat semua 1.500 unit di bawahnya sebagai daftar" in teks(response)
    listed = client.get(url("list"), {"di": office.unit["pelayanan"].pk})
    assert "1–25 dari 1.500 unit" in teks(listed)
    for nama in ("detail", "chart"):
        assert len(client.get(url(nama, office.unit["pelayanan"])).content) < RINGAN


def test_a_unit_far_down_a_long_list_is_shown_when_it_is_opened(office: Kantor) -> None:
    units = cabang(office, "pelayanan", 200)
    last = units[-1]
    UnitKerja.objects.create(kode="z", nama="Paling bawah", induk=last, berlaku_mulai=DULU)
    seen = teks(lihat(office, "admin_kepegawaian", f"{url('list')}?buka={last.pk}"))
    assert "Paling bawah" in seen
    assert "Urusan 199" in seen


def test_closed_units_are_shown_on_request(office: Kantor) -> None:
    unit = cabang(office, "pelayanan", 1)[0]
    unit_kerja_close(actor=office.user["admin_kepegawaian"], unit_kerja=unit, berlaku_mulai=HARI_INI, dasar="SK 1")
    assert "Urusan 0" not in teks(lihat(office, "admin_kepegawaian", f"{url('list')}?cari=urusan"))
    seen = teks(lihat(office, "admin_kepegawaian", f"{url('list')}?cari=urusan&ditutup=1"))
    assert "Urusan 0" in seen
    assert "sampai" in seen


def test_the_list_as_a_spreadsheet(office: Kantor) -> None:
    response = masuk(office, "admin_kepegawaian").get(url("export"), {"bentuk": "csv", "cari": "seksi"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [name in lines[0] for name in ("Kode", "Unit induk", "Kepala", "Berlaku mulai")] == [True] * 4
    assert len(lines) == 3
    assert "Seksi Pelayanan" in lines[1]
    assert "Atasan" in lines[1]


# --- one unit -----------------------------------------------------------------------------------------------------
def test_a_unit_tells_everything_about_itself(office: Kantor) -> None:
    unit = office.unit["pelayanan"]
    unit_kerja_move(
        actor=office.user["admin_kepegawaian"], unit_kerja=unit, induk=office.unit["pemerintahan"],
        berlaku_mulai=BESOK, dasar="Perwako 7 Tahun 2026",
    )  # fmt: skip
    seen = teks(lihat(office, "admin_kepegawaian", url("detail", unit)))
    assert "Kepala memimpin unit Atasan 1" in seen
    assert "Staf Pegawai, Rekan 2" in seen
    assert f"dijadwalkan di bawah Seksi Pemerintahan, kode 1.1 mulai {format_tanggal(BESOK)}" in seen
    assert "Dasar: Perwako 7 Tahun 2026" in seen
    for label in ("Pindahkan unit", "Gabungkan unit lain", "Tutup unit"):
        assert label in seen


def test_who_only_reads_sees_no_acts_and_names_only_where_allowed(office: Kantor) -> None:
    seen = teks(lihat(office, "inspektorat", url("detail", office.unit["pelayanan"])))
    assert "Ubah susunan" not in seen
    assert "Rekan" in seen
    seen = teks(lihat(office, "verifikator", url("detail", office.unit["pelayanan"])))
    assert "Staf 2" in seen
    assert "Rekan" not in seen


# --- the chart ----------------------------------------------------------------------------------------------------
def test_the_chart_is_a_picture_with_the_same_as_a_list(office: Kantor) -> None:
    cabang(office, "pelayanan", 2)
    page = lihat(office, "camat", url("chart", office.unit["akar"])).content.decode()
    picture = page.split('<svg class="bw-bagan"')[1].split("</svg>")[0]
    assert picture.count("<rect") == 5
    for said in ("Seksi Pelayanan", "Atasan", "Kepala", "Belum ada kepala"):
        assert said in picture
    assert "style=" not in picture
    listed = teks(lihat(office, "camat", url("chart", office.unit["akar"]))).split("Bagan sebagai daftar")[1]
    for said in ("Kecamatan Contoh", "Seksi Pelayanan , Atasan, Kepala", "Urusan 1 , belum ada kepala"):
        assert said in listed


def test_the_chart_is_cut_where_it_cannot_be_read_and_leads_on(office: Kantor) -> None:
    units = cabang(office, "pelayanan", 70)
    page = lihat(office, "camat", url("chart", office.unit["pelayanan"])).content.decode()
    assert page.split('<svg class="bw-bagan"')[1].split("</svg>")[0].count("<rect") == 61
    assert "10 unit lain tidak muat di gambar" in page
    UnitKerja.objects.create(kode="z", nama="Lebih dalam", induk=units[0], berlaku_mulai=DULU)
    page = lihat(office, "camat", url("chart", office.unit["pelayanan"])).content.decode()
    assert "Lebih dalam" not in page
    assert url("chart", units[0]) in page


# --- moving -------------------------------------------------------------------------------------------------------
def isian(**more: Any) -> dict[str, Any]:
    return {"berlaku_mulai": HARI_INI.isoformat(), "dasar": "Perwako 7 Tahun 2026", **more}


def kirim(client: Client, nama: str, unit: UnitKerja, kata: str, **more: Any) -> Any:
    """Through the page that tells what will happen, then the act with what that page gave along."""
    told = client.get(url(f"{nama}_form", unit), isian(**more) | {"periksa": "1"})
    assert told.status_code == 200, teks(told)
    tanda = re.search(r'name="tanda" value="([0-9a-f]+)"', told.content.decode())
    assert tanda
    return client.post(url(nama, unit), isian(**more) | {"tanda": tanda[1], "ketik": kata})


def test_admin_moves_a_unit_after_being_told_what_happens(office: Kantor) -> None:
    client = masuk(office, "admin_kepegawaian")
    unit = office.unit["pelayanan"]
    told = teks(client.get(url("move_form", unit), isian(induk="1.2", periksa="1")))
    assert (
        f"Mulai {format_tanggal(HARI_INI)} Seksi Pelayanan pindah dari Kecamatan Contoh ke Seksi Pemerintahan." in told
    )
    assert "3 pegawai tetap di unit masing-masing" in told
    assert "Peran atas Seksi Pemerintahan mulai mencakup unit ini." in told
    assert "tidak lagi mencakup" not in told, "it stays below the kecamatan"
    assert UnitKerja.objects.get(pk=unit.pk).induk_id == office.unit["akar"].pk
    response = kirim(client, "move", unit, "pindah", induk="1.2")
    assert response.status_code == 302
    assert UnitKerja.objects.get(pk=unit.pk).induk_id == office.unit["pemerintahan"].pk


@pytest.mark.parametrize(
    ("induk", "kata"),
    [
        ("1.9", "Unit “1.9” tidak ada dalam wewenang Anda."),
        ("1.1", "tidak dapat berada di bawah dirinya sendiri"),
        ("1", "sudah berada di bawah Kecamatan Contoh"),
        ("", "Isi unit induknya."),
    ],
)
def test_a_wrong_move_says_why_and_keeps_what_was_typed(induk: str, kata: str, office: Kantor) -> None:
    response = masuk(office, "admin_kepegawaian").get(
        url("move_form", office.unit["pelayanan"]), isian(induk=induk, periksa="1")
    )
    assert response.status_code == 422
    assert kata in teks(response)
    assert 'value="Perwako 7 Tahun 2026"' in response.content.decode()


def test_a_month_that_is_closed_is_said_before(office: Kantor) -> None:
    """The months before this one are closed; the first of the year has none before it that is."""
    closed = [bulan for bulan, periode in office.periode.items() if periode.ditutup]
    hari = date(office.tahun, max(closed), 1) if closed else HARI_INI
    response = masuk(office, "admin_kepegawaian").get(
        url("move_form", office.unit["pelayanan"]), isian(induk="1.2", periksa="1", berlaku_mulai=hari.isoformat())
    )
    assert response.status_code == (422 if closed else 200)
    assert ("sudah ditutup dengan susunan yang lama" in teks(response)) is bool(closed)


def test_the_word_is_asked_for_and_nothing_is_lost(office: Kantor) -> None:
    response = kirim(masuk(office, "admin_kepegawaian"), "move", office.unit["pelayanan"], "ya", induk="1.2")
    assert response.status_code == 422
    assert "Ketik kata PINDAH persis seperti tertulis." in teks(response)
    assert 'name="induk" value="1.2"' in response.content.decode()


def test_whoever_was_told_something_else_is_told_again(office: Kantor) -> None:
    client = masuk(office, "admin_kepegawaian")
    unit = office.unit["pelayanan"]
    told = client.get(url("move_form", unit), isian(induk="1.2", periksa="1")).content.decode()
    tanda = re.search(r'name="tanda" value="([0-9a-f]+)"', told)
    assert tanda
    office.orang("orang_baru", "pelayanan")
    response = client.post(url("move", unit), isian(induk="1.2", tanda=tanda[1], ketik="PINDAH"))
    assert response.status_code == 409
    assert "Keadaan berubah sejak halaman ini dibuka." in teks(response)
    assert "4 pegawai tetap di unit masing-masing" in teks(response)
    assert UnitKerja.objects.get(pk=unit.pk).induk_id == office.unit["akar"].pk


def test_admin_of_a_unit_moves_neither_it_nor_anything_out_of_it(office: Kantor) -> None:
    """The place above a unit belongs to whoever keeps that place."""
    office.peran("admin_seksi", Peran.ADMIN_KEPEGAWAIAN, "pelayanan")
    unit = cabang(office, "pelayanan", 1)[0]
    client = masuk(office, "admin_seksi")
    for nama in ("move_form", "close_form"):
        assert client.get(url(nama, office.unit["pelayanan"])).status_code == 403
        assert client.get(url(nama, unit)).status_code == 200
    response = client.get(url("move_form", unit), isian(induk="1.2", periksa="1"))
    assert response.status_code == 422
    assert "tidak ada dalam wewenang Anda" in teks(response)


def test_a_planned_place_counts_for_who_may_move(office: Kantor) -> None:
    """From tomorrow the unit belongs to another section, whose admin alone takes it away from there."""
    office.peran("admin_seksi", Peran.ADMIN_KEPEGAWAIAN, "pelayanan")
    unit, other = cabang(office, "pelayanan", 2)
    unit_kerja_move(
        actor=office.user["admin_kepegawaian"], unit_kerja=unit, induk=office.unit["pemerintahan"],
        berlaku_mulai=BESOK, dasar="SK 2",
    )  # fmt: skip
    nanti = (BESOK + timedelta(days=5)).isoformat()
    response = masuk(office, "admin_seksi").get(
        url("move_form", unit), isian(induk=other.kode, periksa="1", berlaku_mulai=nanti)
    )
    assert response.status_code == 422
    assert "di luar wewenang Anda" in teks(response)


def test_only_an_admin_of_everything_makes_a_unit_a_root(office: Kantor) -> None:
    office.peran("admin_seksi", Peran.ADMIN_KEPEGAWAIAN, "pelayanan")
    unit = cabang(office, "pelayanan", 1)[0]
    assert "unit puncak" not in teks(lihat(office, "admin_seksi", url("move_form", unit)))
    assert kirim(masuk(office, "admin_kepegawaian"), "move", unit, "PINDAH", puncak="on").status_code == 302
    assert UnitKerja.objects.get(pk=unit.pk).jalur == [unit.pk]


# --- merging and closing ------------------------------------------------------------------------------------------
def test_admin_merges_units_after_being_told_who_moves(office: Kantor) -> None:
    client = masuk(office, "admin_kepegawaian")
    unit, other = office.unit["pemerintahan"], office.unit["pelayanan"]
    told = teks(client.get(url("merge_form", unit), isian(saudara=[other.pk], sumber="", periksa="1")))
    assert f"3 pegawai pindah dari Seksi Pelayanan ke Seksi Pemerintahan mulai {format_tanggal(HARI_INI)}." in told
    assert "Atasan (Kepala) tidak lagi memimpin unit." in told
    assert kirim(client, "merge", unit, "GABUNG", saudara=[other.pk], sumber="").status_code == 302
    assert Penempatan.objects.on(HARI_INI).filter(unit_kerja=unit).count() == 5
    assert UnitKerja.objects.get(pk=other.pk).berlaku_selesai == HARI_INI - timedelta(days=1)
    assert "Dasar penutupan: Perwako 7 Tahun 2026" in teks(client.get(url("detail", other)))


def test_units_to_merge_are_ticked_or_named(office: Kantor) -> None:
    client = masuk(office, "admin_kepegawaian")
    first, second = cabang(office, "pemerintahan", 2, "1.2")
    page = client.get(url("merge_form", first)).content.decode()
    assert f'value="{second.pk}"' in page
    told = teks(client.get(url("merge_form", first), isian(saudara=[second.pk], sumber="1.1; ", periksa="1")))
    assert "dari Seksi Pelayanan ke Urusan 0" in told
    response = client.get(url("merge_form", first), isian(sumber="", periksa="1"))
    assert response.status_code == 422
    assert "Pilih unit yang digabungkan." in teks(response)


def test_closing_says_at_once_what_still_holds_the_unit(office: Kantor) -> None:
    client = masuk(office, "admin_kepegawaian")
    page = teks(client.get(url("close_form", office.unit["pelayanan"])))
    assert "3 pegawai masih ditempatkan (Atasan, Pegawai, Rekan)" in page
    response = client.get(url("close_form", office.unit["pelayanan"]), isian(periksa="1"))
    assert response.status_code == 422
    assert "belum dapat ditutup" in teks(response)


def test_admin_closes_an_empty_unit(office: Kantor) -> None:
    unit = cabang(office, "pelayanan", 1)[0]
    client = masuk(office, "admin_kepegawaian")
    assert kirim(client, "close", unit, "TUTUP").status_code == 302
    seen = teks(client.get(url("detail", unit)))
    assert "Ada sampai" in seen
    assert "Ubah susunan" not in seen


# --- new and changed units ----------------------------------------------------------------------------------------
def unit_baru(**more: str) -> dict[str, str]:
    return isian(nama="Seksi Pengaduan", nama_pendek="", kode="1.3", jenis="seksi", alamat="", kontak="") | more


def test_admin_adds_a_unit_below_another(office: Kantor) -> None:
    client = masuk(office, "admin_kepegawaian")
    response = client.post(url("create", office.unit["akar"]), unit_baru(), follow=True)
    assert "Seksi Pengaduan ada mulai" in teks(response)
    assert UnitKerja.objects.get(kode="1.3").induk_id == office.unit["akar"].pk


def test_admin_of_everything_adds_a_root(office: Kantor) -> None:
    client = masuk(office, "admin_kepegawaian")
    assert client.post(url("create_root"), unit_baru(kode="2", nama="Dinas Baru")).status_code == 302
    assert UnitKerja.objects.get(kode="2").induk_id is None


def test_a_code_that_is_taken_is_said_beside_its_field(office: Kantor) -> None:
    response = masuk(office, "admin_kepegawaian").post(url("create", office.unit["akar"]), unit_baru(kode="1.2"))
    assert response.status_code == 422
    assert "Kode 1.2 dipakai Seksi Pemerintahan, sekarang atau dahulu." in teks(response)
    assert 'value="Seksi Pengaduan"' in response.content.decode()


def test_admin_renames_a_unit_from_a_day_on(office: Kantor) -> None:
    client = masuk(office, "admin_kepegawaian")
    unit = office.unit["pelayanan"]
    page = client.get(url("edit", unit)).content.decode()
    assert 'value="Seksi Pelayanan"' in page
    baru = unit_baru(kode="1.1", nama="Seksi Pelayanan Umum", berlaku_mulai=BESOK.isoformat())
    response = client.post(url("update", unit), baru, follow=True)
    assert f"Data Seksi Pelayanan berubah mulai {format_tanggal(BESOK)}." in teks(response)
    assert UnitKerja.objects.get(pk=unit.pk).nama == "Seksi Pelayanan"
    assert [row.nama for row in unit.susunan.order_by("berlaku_mulai")] == ["Seksi Pelayanan", "Seksi Pelayanan Umum"]
