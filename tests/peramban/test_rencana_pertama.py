"""A new admin perencanaan in an office without a plan: from nothing to goals, sheets and draft targets."""

from typing import Any

from playwright.sync_api import expect

from indikator.models import Indikator, Sasaran, TargetIndikator
from tests.kantor import Kantor


def test_a_first_plan_for_an_empty_office(kantor_masuk: Kantor, orang: Any) -> None:
    kantor = kantor_masuk
    TargetIndikator.objects.all().delete()
    type(kantor.target["pegawai"].indikator.versi.get()).objects.all().delete()
    Indikator.objects.all().delete()
    admin = orang("meja")
    admin.masuk(kantor, "admin_perencanaan")
    page = admin.page
    page.get_by_role("link", name="Peta kinerja").first.click()
    expect(page.get_by_role("heading", name="Belum ada rencana")).to_be_visible()
    admin.lihat("rencana-kosong")
    page.get_by_role("link", name="Mulai dari pustaka").click()
    page.get_by_role("link", name="Pilih Kecamatan").click()
    page.get_by_label("Penerimaan PBB-P2 terhadap ketetapan").uncheck()
    admin.lihat("rencana-pilih")
    page.get_by_role("button", name="Buat rencana").click()
    expect(page.get_by_role("heading", name="Peta kinerja")).to_be_visible()
    expect(page.get_by_text("draf target dibuat").first).to_be_visible()
    admin.lihat("rencana-peta")
    akar = kantor.unit["akar"]
    assert Sasaran.objects.filter(unit_kerja=akar, jenis="tujuan").count() == 3
    assert not Indikator.objects.filter(pustaka="kecamatan.pbb").exists()
    drafts = TargetIndikator.objects.filter(unit_kerja=akar, tahun=kantor.tahun, status="draf")
    assert drafts.count() == Indikator.objects.count() > 10
    assert sum(one.bobot for one in drafts) == 100
    page.get_by_role("link", name="Sesuaikan target").click()
    expect(page.get_by_role("table")).to_contain_text("Layanan PATEN selesai sesuai standar waktu")
    page.go_back()
    page.get_by_role("link", name="Layanan PATEN selesai sesuai standar waktu").first.click()
    expect(page.get_by_role("heading", name="Pemeriksaan SMART")).to_be_visible()
    page.get_by_role("link", name="Ubah lembar").click()
    page.get_by_label("Nama indikator").fill("Layanan PATEN tepat waktu")
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.get_by_role("heading", name="Layanan PATEN tepat waktu")).to_be_visible()
    admin.lihat("rencana-lembar")
    hp = orang("hp", javascript=False)
    hp.masuk(kantor, "pegawai")
    hp.page.goto("/rencana/indikator/")
    expect(hp.page.get_by_role("heading", name="Indikator", exact=True)).to_be_visible()
