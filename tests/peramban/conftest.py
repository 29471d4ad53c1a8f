"""A real browser against a real server: gunicorn, worker and broker on this test's database."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from binawidya.settings.environment import PROJECT_DIR
from tests.kantor import Kantor
from tests.pekerja import Pekerja

SANDI = "sandi-uji-peramban"
HP = {"width": 390, "height": 844}
MEJA = {"width": 1280, "height": 900}
PERAMBAN = os.environ.get("BINAWIDYA_PERAMBAN", "chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

# How long a page takes is the benchmark's business; here it only has to come.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/peramban/" in item.nodeid:
            item.add_marker(pytest.mark.peramban)
            # One browser at a time: two of them on two cores only wait for each other.
            item.add_marker(pytest.mark.xdist_group("peramban"))


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_the_browser() -> Iterator[None]:
    """The browser's driver runs an event loop in this thread; the ORM is used between its steps, never inside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which(PERAMBAN) if PERAMBAN else None
    if path is None:
        pytest.fail("Chromium tidak ada. Pasang chromium, atau sebut tempatnya dengan BINAWIDYA_PERAMBAN.")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def situs(broker: Pekerja) -> Iterator[str]:
    """The address of a running installation with a worker."""
    port = _free_port()
    broker.start_broker()
    broker.start_worker()
    command = [
        sys.executable, "-m", "gunicorn", "binawidya.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread",
        "--workers", "1", "--threads", "4", "--no-control-socket", "--log-level", "error",
    ]  # fmt: skip
    env = broker.environment() | {"BINAWIDYA_PROSES": "web"}
    web = subprocess.Popen(command, env=env, cwd=PROJECT_DIR)
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/sehat/", timeout=2):  # noqa: S310
            break
        time.sleep(0.2)
    yield address
    web.terminate()
    web.wait(timeout=20)


@pytest.fixture
def kantor_masuk(kantor_nyata: Kantor) -> Kantor:
    """The office with passwords."""
    for user in kantor_nyata.user.values():
        user.set_password(SANDI)
        user.save(update_fields=["password"])
    return kantor_nyata


class Orang:
    """Somebody in front of a browser. Whatever the page complains about is collected and fails the test."""

    def __init__(self, browser: Browser, situs: str, **context: Any) -> None:
        self.situs = situs
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=situs, accept_downloads=True, locale="id-ID", **context
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.page.on("dialog", lambda dialog: self._dialog(dialog))

    def _dialog(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def masuk(self, kantor: Kantor, siapa: str) -> None:
        self.page.goto("/akun/masuk/")
        self.page.get_by_label("NIP").fill(kantor.user[siapa].username)
        self.page.get_by_label("Kata sandi", exact=True).fill(SANDI)
        self.page.get_by_role("button", name="Masuk").click()
        self.page.wait_for_url("**/")

    def tekan(self, huruf: str) -> None:
        """Press a key of a shortcut. The scripts of a page run when it is loaded, and nobody presses one before."""
        self.page.wait_for_load_state("load")
        self.page.keyboard.press(huruf)

    def lihat(self, nama: str) -> None:
        """Keep a picture where somebody asked for pictures."""
        folder = os.environ.get("GAMBAR")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(folder) / f"{nama}.png"), full_page=True)

    def tutup(self) -> None:
        self.context.close()
        # A refused answer (422, 409) is told by the browser as an error of its own.
        real = [text for text in self.complaints if "status of 4" not in text]
        assert real == []


@pytest.fixture
def orang(browser: Browser, situs: str) -> Iterator[Any]:
    """Opens a browser for somebody: ``orang("hp")``, ``orang("meja")``, ``orang("hp", javascript=False)``."""
    opened: list[Orang] = []

    def buka(layar: str = "meja", *, javascript: bool = True, **more: Any) -> Orang:
        size = HP if layar == "hp" else MEJA
        touch = {"has_touch": True, "is_mobile": True} if layar == "hp" else {}
        one = Orang(browser, situs, viewport=size, java_script_enabled=javascript, **touch, **more)
        opened.append(one)
        return one

    yield buka
    for one in opened:
        one.tutup()
