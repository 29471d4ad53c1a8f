"""The filters of lists: beside the search on a desk, folded below it on a phone, with and without scripts."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.kantor import Kantor
from tests.peramban.test_aksesibilitas import ATURAN, AXE

DAFTAR = [
    ("pegawai", "admin_kepegawaian", "/pegawai/", "Status"),
    ("akun", "admin_kepegawaian", "/akun/kelola/", "Akun"),
    ("peran", "admin_kepegawaian", "/penugasan/", "Keadaan"),
    ("unit", "admin_kepegawaian", "/unit/", "Termasuk yang ditutup"),
    ("indikator", "admin_perencanaan", "/rencana/indikator/", "Keadaan"),
    ("target", "admin_perencanaan", "/rencana/", "Keadaan"),
    ("rekap", "admin_perencanaan", "/rekap/", "Keadaan"),
]


@pytest.mark.parametrize("skrip", [True, False], ids=["skrip", "tanpa skrip"])
@pytest.mark.parametrize("layar", ["hp", "meja"])
def test_filters_fold_on_phones_only(layar: str, skrip: bool, kantor_masuk: Kantor, orang: Any, situs: str) -> None:
    people: dict[str, Any] = {}
    for nama, siapa, alamat, isian in DAFTAR:
        if siapa not in people:
            people[siapa] = orang(layar, javascript=skrip)
            people[siapa].context.add_cookies([{"name": "bw_tema", "value": "gelap", "url": situs}])
            people[siapa].masuk(kantor_masuk, siapa)
        one = people[siapa]
        one.page.goto(alamat)
        form = one.page.locator("form.bw-saring")
        field, fold = form.get_by_label(isian, exact=True), form.locator("label[for=saring-buka]")
        expect(form.get_by_role("searchbox")).to_be_visible()
        expect(form.get_by_role("button")).to_be_visible()
        one.lihat(f"saring-{nama}-{layar}-{skrip}")
        if layar == "meja":
            expect(field).to_be_visible()
            expect(fold).to_be_hidden()
            continue
        expect(field).to_be_hidden()
        form.get_by_role("checkbox", name="Saring").focus()
        one.page.keyboard.press("Space")
        expect(field).to_be_visible()
        one.lihat(f"saring-{nama}-{layar}-{skrip}-buka")
        if skrip:
            one.page.evaluate(AXE.read_text())
            result = one.page.evaluate("tags => axe.run('form.bw-saring', {runOnly: tags})", ATURAN)
            assert [(nama, wrong["id"], wrong["nodes"][0]["html"][:160]) for wrong in result["violations"]] == []
        fold.click()
        expect(field).to_be_hidden()


def test_unfolding_asks_nothing_and_the_number_follows_the_list(kantor_masuk: Kantor, orang: Any) -> None:
    one = orang("hp")
    one.masuk(kantor_masuk, "admin_kepegawaian")
    one.page.goto("/pegawai/")
    asked: list[str] = []
    # A browser looks for the icon of a page when it likes.
    one.page.on("request", lambda request: None if "/statis/" in request.url else asked.append(request.url))
    fold = one.page.locator("label[for=saring-buka]")
    fold.click()
    field = one.page.locator("#id_status")
    expect(field).to_be_visible()
    one.page.wait_for_timeout(500)
    assert asked == []
    field.select_option(index=1)
    expect(fold).to_contain_text("(1")
    assert "status=" in one.page.url and "saring" not in one.page.url
    one.page.reload()
    expect(fold).to_contain_text("(1")
    one.page.locator("form.bw-saring").get_by_role("button").click()
    expect(fold).to_contain_text("(1")
    if not field.is_visible():
        fold.click()
    field.select_option(index=0)
    expect(fold).not_to_contain_text("(")
