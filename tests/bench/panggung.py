"""An office of one size with everything a benchmark needs: people, a web server, clients, counts of queries."""

import contextlib
import io
import os
import socket
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binawidya.beranda.demo.akun import KATA_SANDI
from binawidya.beranda.demo.kantor_besar import KantorBesar, big_office
from binawidya.beranda.demo.siap import prepare
from binawidya.organisasi.models import User
from binawidya.umum.dates import today
from binawidya.umum.embedded import ServerError
from binawidya.umum.supervisor import Supervisor, web_service
from tests.bench.daftar import Hasil, median, p95, ulang
from tests.bench.klien import Klien
from tests.bench.mesin import anak, rss_mb

READY_SECONDS: Final = 60.0
PEKERJA_WEB: Final = 2
PEMANASAN: Final = 12
DETIK: Final = 20.0
# Above this size one month only.
SEBULAN: Final = 200_000

TRANSAKSI = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Panggung:
    """One office. The web server starts when the first page is asked for.

    :param setahun: with every month of one year instead of the last ten; of a very large office two months only, of
        which the last one is measured, and nothing is computed yet.
    """

    def __init__(self, pegawai: int, stack: contextlib.ExitStack, *, kali: int, setahun: bool = False) -> None:
        self._stack = stack
        self._kali = kali
        self._port = 0
        self._klien: dict[int, Klien] = {}
        self.agregat_ms = 0.0
        prepare()
        self.sebulan = pegawai > SEBULAN
        months = {"bulan": 2, "skor_bulan": 0} if self.sebulan else {"bulan": 12 if setahun else 10}
        on = date(today().year, 12, 28) if setahun else None
        self.kantor: KantorBesar = big_office(pegawai=pegawai, today=on, **months)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    # --- pages ------------------------------------------------------------------------------------------------
    def halaman(self, user_id: int, alamat: str) -> Hasil:
        """Time of a page over HTTP, one visitor at a time; its queries; memory of the workers after it."""
        klien = self.klien(user_id)
        ulang(lambda: klien.ambil(alamat), kali=min(PEMANASAN, self._kali), detik=DETIK)
        times = ulang(lambda: klien.ambil(alamat), kali=self._kali, detik=DETIK)
        return Hasil(
            median_ms=median(times),
            p95_ms=p95(times),
            query=self.query_halaman(user_id, alamat),
            rss_mb=self.rss_web(),
        )

    def query_halaman(self, user_id: int, alamat: str) -> int:
        """Queries of a page, counted in this process, where they can be."""
        client = Client()
        client.force_login(User.objects.get(pk=user_id))
        client.get(alamat)  # stamps the session
        return self.query(lambda: client.get(alamat))

    def query(self, jalankan: Callable[[], object]) -> int:
        """Statements that something sends to the database, without those that begin or end a transaction."""
        with CaptureQueriesContext(connection) as captured:
            jalankan()
        # The trail of changes is put before a statement, in the same breath.
        statements = [one["sql"].rpartition("true);")[2].strip().upper() for one in captured]
        return sum(not sql.startswith(TRANSAKSI) for sql in statements)

    # --- web server -------------------------------------------------------------------------------------------
    def klien(self, user_id: int) -> Klien:
        """Somebody who is signed in; the same session each time."""
        if user_id not in self._klien:
            self._klien[user_id] = self.klien_baru(user_id)
        return self._klien[user_id]

    def klien_baru(self, user_id: int) -> Klien:
        """The same person in another browser."""
        return Klien(self._web()).masuk(User.objects.get(pk=user_id).username, KATA_SANDI)

    def rss_web(self) -> float | None:
        """Resident memory of the larger web worker in megabytes."""
        found = [rss_mb(worker) for server in anak(os.getpid()) for worker in anak(server)]
        return max((size for size in found if size is not None), default=None)

    def _web(self) -> int:
        if not self._port:
            self._port = self._stack.enter_context(web_server())
        return self._port


@contextlib.contextmanager
def web_server() -> Iterator[int]:
    """gunicorn as in the demo, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    said = io.StringIO()
    with Supervisor(output=said) as supervisor:
        supervisor.start(web_service(port, workers=PEKERJA_WEB))
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        else:
            raise ServerError(f"Server web tidak menjawab. {said.getvalue()[-200:]}")
        yield port


def bersihkan(*tables: str) -> None:
    """Forget the rows that were deleted before, so that one run leaves the next one nothing to wade through."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(tables)}")


def siap() -> None:
    """Refuse settings under which figures would mean nothing."""
    if settings.DEBUG:
        raise ServerError("DEBUG menyala: angkanya tidak akan berarti.")
