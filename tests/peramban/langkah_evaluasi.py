"""Steps of an evaluation as people take them; each begins where its person sees the work."""

from playwright.sync_api import Page, expect


def sets_the_unit(page: Page) -> None:
    """The camat, on the list of units."""
    page.get_by_role("link", name="Seksi Pelayanan").click()
    page.locator("select[name=predikat]").select_option("baik")
    page.get_by_label("Alasan").fill("Rencana aksi terlaksana.")
    page.get_by_role("button", name="Tetapkan predikat unit").click()
    expect(page.get_by_text("Predikat Seksi Pelayanan ditetapkan")).to_be_visible()


def confirms(page: Page) -> None:
    """The superior, on the table of the team."""
    page.get_by_role("button", name="Tetapkan predikat").click()
    page.get_by_label("Alasan sebaran").fill("Tim dua orang.")
    page.get_by_label("Ketik TETAPKAN").fill("TETAPKAN")
    page.get_by_role("button", name="Tetapkan predikat").click()
    expect(page.get_by_text("Predikat 1 pegawai ditetapkan")).to_be_visible()


def objects(page: Page, *, sees: str) -> None:
    """The employee, who reads the superior's reason first."""
    page.goto("/evaluasi/")
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_text(sees)).to_be_visible()
    page.get_by_role("button", name="Saya sudah menerima").click()
    page.get_by_text("Ajukan keberatan").first.click()
    page.get_by_label("Alasan keberatan").fill("Buktinya ada di register loket.")
    page.get_by_role("button", name="Ajukan keberatan").click()
    expect(page.get_by_text("Buktinya ada di register loket.")).to_be_visible()


def decides(page: Page, *, alasan: str) -> None:
    """The camat agrees with the employee."""
    page.get_by_role("link", name="Keberatan").first.click()
    page.get_by_role("main").get_by_role("link", name="Pegawai").first.click()
    page.get_by_label("Rating hasil kerja").select_option("sesuai")
    page.get_by_label("Alasan putusan").fill(alasan)
    page.get_by_label("Ketik PUTUSKAN").fill("PUTUSKAN")
    page.get_by_role("button", name="Putuskan keberatan").click()
    expect(page.get_by_text("Predikat menjadi")).to_be_visible()
