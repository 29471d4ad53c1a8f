"""Many at once: eight people leaf through the list of employees while each of them waits for every page."""

import threading
import time
from itertools import count
from typing import Final

from django.urls import reverse

from binawidya.umum.numbers import format_angka
from tests.bench.daftar import Hasil, Sasaran, median, p95, ukur
from tests.bench.klien import Klien
from tests.bench.panggung import Panggung

KLIEN: Final = 8
DETIK: Final = 12.0
PALING_BANYAK: Final = 200  # requests of one client
HALAMAN: Final = 20


@ukur("beban.pegawai", sasaran=Sasaran(rss_mb=180))
def pegawai(panggung: Panggung) -> Hasil:
    """Time of a request under load, and the largest worker after it."""
    alamat = reverse("organisasi:pegawai_list")
    klien = [panggung.klien_baru(panggung.kantor.user_admin_kepegawaian) for _number in range(KLIEN)]
    _serang(klien[:2], alamat, seconds=2.0)
    start = time.perf_counter()
    times = _serang(klien, alamat, seconds=DETIK)
    rate = len(times) / (time.perf_counter() - start)
    return Hasil(
        median_ms=median(times),
        p95_ms=p95(times),
        rss_mb=panggung.rss_web(),
        catatan=f"{KLIEN} klien, {format_angka(round(rate))} permintaan per detik",
    )


def _serang(klien: list[Klien], alamat: str, *, seconds: float) -> list[float]:
    """All of them at once, each page after page; the times of all requests.

    :raises Exception: what the first client ran into.
    """
    end = time.monotonic() + seconds
    times: list[float] = []
    failed: list[Exception] = []

    def visit(one: Klien) -> None:
        for number in count():
            if time.monotonic() > end or number >= PALING_BANYAK or failed:
                return
            start = time.perf_counter()
            try:
                one.ambil(f"{alamat}?hal={number % HALAMAN + 1}")
            except Exception as error:  # told by the caller's thread
                failed.append(error)
                return
            times.append((time.perf_counter() - start) * 1000)

    threads = [threading.Thread(target=visit, args=(one,)) for one in klien]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return times
