"""A cycle of one unit played by four people, with an objection that changes a predikat."""

from typing import Any

from playwright.sync_api import expect

from kinerja.models import Evaluasi
from tests import evaluasi
from tests.kantor import Kantor
from tests.peramban.langkah_evaluasi import confirms, decides, objects, sets_the_unit


def test_four_people_play_a_cycle_with_an_objection(kantor_masuk: Kantor, orang: Any) -> None:
    kantor = kantor_masuk
    _admin_opens(kantor, orang("meja"))
    _camat_sets_the_unit(kantor, orang("meja"))
    _atasan_calibrates_and_confirms(kantor, orang("meja"))
    assert evaluasi.evaluasi_of(kantor).predikat == "butuh_perbaikan"
    _pegawai_objects_on_a_phone(kantor, orang("hp"))
    _camat_decides(kantor, orang("meja"))
    now = evaluasi.evaluasi_of(kantor)
    assert now.predikat == "baik"
    assert Evaluasi.objects.get(pk=now.menggantikan_id).predikat == "butuh_perbaikan"


def _admin_opens(kantor: Kantor, admin: Any) -> None:
    evaluasi.siapkan(kantor)
    admin.masuk(kantor, "admin_kepegawaian")
    page = admin.page
    page.get_by_role("link", name="Evaluasi unit").first.click()
    page.get_by_label("Masa").select_option(evaluasi.masa_of(kantor).slug)
    page.get_by_role("button", name="Buka evaluasi").click()
    expect(page.get_by_text("dibuka:")).to_be_visible()


def _camat_sets_the_unit(kantor: Kantor, camat: Any) -> None:
    camat.masuk(kantor, "camat")
    page = camat.page
    page.get_by_role("link", name="Evaluasi unit").first.click()
    sets_the_unit(page)


def _atasan_calibrates_and_confirms(kantor: Kantor, atasan: Any) -> None:
    atasan.masuk(kantor, "atasan")
    page = atasan.page
    page.get_by_role("link", name="Evaluasi tim").first.click()
    page.get_by_role("table").get_by_role("link").first.click()
    hasil = page.get_by_label("Hasil kerja Pegawai")
    hasil.focus()
    atasan.tekan("1")
    alasan = page.get_by_label("Alasan mengubah usul")
    expect(alasan).to_be_visible()
    alasan.fill("Tiga berkas tanpa bukti.")
    alasan.press("Tab")
    perilaku = page.get_by_label("Perilaku kerja Pegawai")
    hasil.focus()
    atasan.tekan("ArrowRight")
    expect(perilaku).to_be_focused()
    atasan.tekan("2")
    expect(page.get_by_role("row").filter(has_text="Pegawai").get_by_text("tersimpan", exact=True)).to_be_visible()
    atasan.tekan("ArrowDown")
    expect(page.get_by_label("Perilaku kerja Rekan")).to_be_focused()
    expect(page.get_by_text("1 dari 2 lengkap")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Pegawai").get_by_text("Butuh Perbaikan")).to_be_visible()
    atasan.lihat("evaluasi-tim")
    confirms(page)


def _pegawai_objects_on_a_phone(kantor: Kantor, pegawai: Any) -> None:
    pegawai.masuk(kantor, "pegawai")
    objects(pegawai.page, sees="Tiga berkas tanpa bukti.")
    pegawai.lihat("keberatan")


def _camat_decides(kantor: Kantor, camat: Any) -> None:
    camat.masuk(kantor, "camat")
    decides(camat.page, alasan="Register loket memuat ketiga berkas.")
