"""A first plan from the library, and a year copied into the next."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binawidya.umum.errors import ActRefused
from indikator.enums import StatusTarget
from indikator.models import Indikator, Sasaran, TargetIndikator
from indikator.pustaka import PUSTAKA
from indikator.selectors.peta import peta_for
from indikator.services.pustaka import HasilPustaka, rencana_create
from indikator.services.salin import rencana_copy, salin_plan
from indikator.services.target_awal import bulanan_rata
from kinerja.services.skor import skor_calculate_periode
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db


def ambil(kantor: Kantor, slug: str = "kecamatan", unit: str = "akar", pilihan: set[str] | None = None) -> HasilPustaka:
    pustaka = PUSTAKA[slug]
    chosen = pilihan or {butir.slug for butir in pustaka.indikator()}
    return rencana_create(
        actor=kantor.user["admin_perencanaan"], unit_kerja=kantor.unit[unit], pustaka=pustaka, pilihan=chosen,
        tahun=kantor.tahun, tahun_selesai=kantor.tahun + 4, dengan_target=True,
    )  # fmt: skip


@pytest.mark.parametrize("slug", sorted(PUSTAKA))
def test_a_whole_set_becomes_goals_sheets_and_draft_targets(slug: str, kantor: Kantor) -> None:
    hasil = ambil(kantor, slug)
    own = Indikator.objects.filter(unit_kerja=kantor.unit["akar"])
    assert (hasil.indikator, hasil.tanpa_pengisi) == (len(PUSTAKA[slug].indikator()), 0)
    assert own.filter(sasaran=None).count() == 0
    drafts = TargetIndikator.objects.filter(unit_kerja=kantor.unit["akar"], tahun=kantor.tahun)
    assert drafts.count() == hasil.target == hasil.indikator
    assert {one.status for one in drafts} == {StatusTarget.DRAF}
    assert sum(one.bobot for one in drafts) == 100
    for one in drafts.select_related("indikator"):
        if one.indikator.agregasi == "jumlah":
            assert sum(value for value in one.bulanan if value is not None) == one.target


def test_only_what_was_chosen_comes_and_nothing_twice(kantor: Kantor) -> None:
    assert ambil(kantor, pilihan={"kecamatan.paten"}).sasaran == 2
    hasil = ambil(kantor, pilihan={"kecamatan.paten", "kecamatan.tunggu"})
    assert (hasil.sasaran, hasil.indikator, hasil.sudah_ada) == (0, 1, 1)
    assert Sasaran.objects.filter(unit_kerja=kantor.unit["akar"]).count() == 2
    with pytest.raises(ActRefused, match="sudah ada"):
        ambil(kantor, pilihan={"kecamatan.paten"})
    with pytest.raises(ValidationError):
        ambil(kantor, pilihan={"bukan.butir"})


def test_a_yearly_sum_is_spread_without_losing_anything() -> None:
    sheet = Indikator(satuan="kali", desimal=0, agregasi="jumlah", periode_pelaporan="bulanan")
    parts = bulanan_rata(sheet, Decimal(20))
    assert sum(value or 0 for value in parts) == 20
    assert set(parts) == {Decimal(1), Decimal(2)}
    quarterly = bulanan_rata(Indikator(desimal=2, agregasi="rata_rata", periode_pelaporan="triwulanan"), Decimal(88))
    assert [nomor for nomor, value in enumerate(quarterly, 1) if value is not None] == [3, 6, 9, 12]


def test_copying_a_year_takes_what_is_still_used_with_last_years_result(kantor: Kantor) -> None:
    admin = kantor.user["admin_perencanaan"]
    kantor.isi("pegawai", nilai="9", status="disetujui")
    skor_calculate_periode(periode_id=kantor.periode[kantor.kini].pk)
    sasaran = Sasaran.objects.create(
        kode="S1", nama="Layanan cepat", jenis="sasaran_strategis", unit_kerja=kantor.unit["pelayanan"],
        tahun_mulai=kantor.tahun, tahun_selesai=kantor.tahun,
    )  # fmt: skip
    Indikator.objects.update(sasaran=sasaran)
    ditarik = kantor.indikator("X-9", "pelayanan", ditarik_mulai=f"{kantor.tahun + 1}-01-01", alasan_ditarik="Diganti.")
    kantor.beri_target("lama", ditarik, "rekan")
    before = salin_plan(unit_kerja=kantor.unit["akar"], tahun=kantor.tahun)
    assert (before.target, before.ditarik, before.diperpanjang) == (1, 1, 1)
    rencana_copy(actor=admin, unit_kerja=kantor.unit["akar"], tahun=kantor.tahun)
    copy = TargetIndikator.objects.get(tahun=kantor.tahun + 1)
    assert (copy.status, copy.target, copy.pegawai) == (StatusTarget.DRAF, Decimal(120), kantor.pegawai["pegawai"])
    assert copy.baseline == (9 if kantor.kini else None)
    assert Sasaran.objects.get(pk=sasaran.pk).tahun_selesai == kantor.tahun + 1
    with pytest.raises(ActRefused, match="Tidak ada yang perlu disalin"):
        rencana_copy(actor=admin, unit_kerja=kantor.unit["akar"], tahun=kantor.tahun)


def test_the_map_of_a_small_and_a_large_office_costs_the_same(kantor: Kantor) -> None:
    ambil(kantor)
    counts = []
    for more in (0, 280):
        akar = Sasaran.objects.filter(jenis="tujuan").order_by("pk")[0]
        for nomor in range(more):
            Sasaran.objects.create(
                kode=f"Z{nomor}", nama=f"Sasaran {nomor}", jenis="sasaran_strategis", induk=akar,
                unit_kerja=kantor.unit["akar"], tahun_mulai=kantor.tahun, tahun_selesai=kantor.tahun,
            )  # fmt: skip
        user = type(kantor.user["camat"]).objects.get(pk=kantor.user["camat"].pk)
        assert user.lingkup
        with CaptureQueriesContext(connection) as queries:
            peta = peta_for(user, tahun=kantor.tahun, periode=kantor.periode[kantor.kini])
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
    assert peta.jumlah >= 287


def test_a_map_too_large_for_one_page_shows_whole_levels_and_a_way_down(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ambil(kantor)
    monkeypatch.setattr("indikator.selectors.peta.SEKALIGUS", 4)
    peta = peta_for(kantor.user["camat"], tahun=kantor.tahun, periode=None)
    assert {simpul.sasaran.jenis for simpul in peta.akar} == {"tujuan"}
    assert all(simpul.terpotong and not simpul.anak for simpul in peta.akar)
    bawah = peta_for(kantor.user["camat"], tahun=kantor.tahun, periode=None, di=peta.akar[0].sasaran)
    assert bawah.akar[0].anak


def test_whoever_works_for_the_office_reads_its_map_but_no_trace_of_figures(kantor: Kantor) -> None:
    ambil(kantor)
    client = Client()
    client.force_login(kantor.user["pegawai_lain"])
    page = client.get("/rencana/peta/", {"tahun": kantor.tahun})
    assert "Layanan PATEN selesai sesuai standar waktu" in page.text
    daun = [one for tujuan in page.context["peta"].akar for simpul in tujuan.anak for one in simpul.daun]
    assert daun
    assert not any(one.terbaca for one in daun)
    assert client.get(f"/rencana/indikator/{daun[0].indikator.pk}/").status_code == 200
    assert client.get(f"/rencana/{kantor.tahun}/u{kantor.unit['akar'].pk}/").status_code == 404
