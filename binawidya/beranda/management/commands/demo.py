"""``manage.py demo``: everything in one terminal. Behind ``make demo``."""

import signal
import socket
import sys
import time
from argparse import ArgumentParser
from decimal import Decimal
from types import FrameType
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.beranda.demo.akun import KATA_SANDI, demo_logins
from binawidya.beranda.demo.muat import demo_load
from binawidya.beranda.demo.pekerjaan import Hasil, run_main_job
from binawidya.beranda.demo.siap import ensure_pango, ensure_servers, prepare, refuse_production
from binawidya.organisasi.models import Pegawai, UnitKerja
from binawidya.umum.dates import today
from binawidya.umum.embedded import ServerError
from binawidya.umum.errors import ActRefused
from binawidya.umum.numbers import format_angka
from binawidya.umum.supervisor import (
    STOP_SIGNALS,
    Supervisor,
    beat_service,
    ensure_port_free,
    single_instance,
    web_service,
    worker_service,
)

HOST: Final = "127.0.0.1"
READY_SECONDS: Final = 30.0
DOT_SECONDS: Final = 1.0


class Command(BaseCommand):
    """Loads the demo office, runs the main job once, then serves until Ctrl-C."""

    _next_dot = 0.0
    _interrupted = False
    help = str(gettext_lazy("Memuat kantor contoh, menjalankan pekerjaan utamanya sekali, lalu melayani."))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--porta", type=int, default=settings.ENV.porta, help=_("porta web, bawaan PORTA atau 8000")
        )
        parser.add_argument("--sekali", action="store_true", help=_("selesai setelah pekerjaan utama, tidak melayani"))

    def handle(self, *args: Any, **options: Any) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, self._interrupt)
        try:
            refuse_production()
        except ActRefused as refused:
            raise ServerError(refused.message) from None
        with single_instance(settings.VAR_DIR):
            self._run(options["porta"], once=options["sekali"])

    def _run(self, port: int, *, once: bool) -> None:
        if not once:
            ensure_port_free(HOST, port)
        ensure_pango()
        ensure_servers()
        self._say(_("Menyiapkan basis data dan berkas statis"))
        prepare()
        if demo_load(today()):
            counts = {"unit": UnitKerja.objects.count(), "pegawai": Pegawai.objects.count()}
            self._say(_("Kantor contoh dimuat: %(unit)d unit, %(pegawai)d pegawai") % counts)
        with Supervisor() as supervisor:
            supervisor.start(worker_service())
            self._report(self._main_job(supervisor))
            if once:
                return
            supervisor.start(web_service(port))
            supervisor.start(beat_service())
            _wait_until_answered(port)
            self._welcome(port)
            # The servers of the demo keep no connection of this process waiting.
            connections.close_all()
            if supervisor.run_until_signal():
                sys.exit(1)

    def _main_job(self, supervisor: Supervisor) -> Hasil:
        def wait() -> None:
            if self._interrupted:
                raise KeyboardInterrupt
            if not supervisor.watch():
                raise ServerError(_("Worker tidak mau berjalan. Sebabnya di atas."))
            self._dot()

        self.stdout.write(_("Menjalankan pekerjaan utama"), ending="")
        self.stdout.flush()
        try:
            return run_main_job(wait)
        finally:
            self.stdout.write("")

    def _dot(self) -> None:
        if time.monotonic() > self._next_dot:
            self._next_dot = time.monotonic() + DOT_SECONDS
            self.stdout.write(".", ending="")
            self.stdout.flush()

    def _report(self, hasil: Hasil) -> None:
        text = _("Skor %(bulan)s: %(pegawai)s pegawai dan %(unit)s unit dihitung worker dalam %(detik)s detik")
        numbers = {
            "bulan": hasil.periode,
            "pegawai": format_angka(hasil.pegawai),
            "unit": format_angka(hasil.unit),
            "detik": format_angka(Decimal(hasil.detik), 2),
        }
        self._say(text % numbers)
        for label, path in hasil.dokumen:
            self._say(f"{label}: {path}")

    def _welcome(self, port: int) -> None:
        rows = [(login.peran, login.nama, login.username, login.lihat) for login in demo_logins()]
        head = (_("Peran"), _("Nama"), _("NIP atau nama pengguna"), _("Yang dapat dilihat"))
        widths = [max(len(row[column]) for row in [head, *rows]) for column in range(3)]
        self.stdout.write("")
        for row in [head, *rows]:
            cells = [text.ljust(width) for text, width in zip(row[:3], widths, strict=True)]
            self._say("  ".join([*cells, row[3]]))
        self.stdout.write("")
        self._say(_("Kata sandi semua akun: %(sandi)s") % {"sandi": KATA_SANDI})
        self._say(
            _("Buka http://%(alamat)s:%(porta)d/ di peramban. Ctrl-C menghentikan semuanya.")
            % {"alamat": HOST, "porta": port}
        )

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        # Remembered as well, because what is raised just while a process is being started is lost.
        self._interrupted = True
        raise KeyboardInterrupt

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _wait_until_answered(port: int) -> None:
    """Until the web server takes connections; the supervisor tells if it never does."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        try:
            with socket.create_connection((HOST, port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
