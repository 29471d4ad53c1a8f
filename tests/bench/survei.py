"""Surveys under load: how many people can answer at once, and how long a result over a million answers takes."""

import http.client
import os
import threading
import time
from secrets import token_urlsafe
from typing import Final
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.signing import TimestampSigner
from django.db import connection

from binawidya.organisasi.models import UnitKerja, User
from binawidya.umum.dates import today
from binawidya.umum.numbers import format_angka
from survei.models import Jawaban, Kiriman, Survei
from survei.services.hasil import hasil_calculate
from survei.services.survei import survei_create, survei_open
from survei.services.unsur_baku import UNSUR_BAKU
from tests.bench.daftar import Hasil, Sasaran, median, p95, ukur
from tests.bench.panggung import Panggung, web_server

KLIEN: Final = 16
LAJU: Final = 300  # answers a second that are asked for
DETIK: Final = 30
SEJUTA: Final = 1_000_000
# The load comes from one address; what protects a real survey would refuse it.
BATAS: Final = {"SURVEI_LONJAKAN": "100000000", "SURVEI_BATAS": "100000000"}

_MILLION: Final = """
INSERT INTO survei_jawaban (id, survei_id, asal, nilai, jenis_kelamin, umur, pendidikan, pekerjaan, jam,
  lonjakan)
SELECT gen_random_uuid(), %s, 'daring',
  ARRAY(SELECT (1 + floor(random() * 4 + 0 * n))::smallint FROM generate_series(1, 9)),
  (ARRAY['L', 'P'])[1 + n %% 2], (ARRAY['20', '30', '40', '50'])[1 + n %% 4], (ARRAY['sma', 's1'])[1 + n %% 2],
  (ARRAY['swasta', 'wirausaha'])[1 + n %% 2], '', FALSE
FROM generate_series(1, %s) n
"""


def _survei() -> Survei:
    oleh = User.objects.order_by("pk")[0]
    unit = UnitKerja.objects.filter(induk=None).order_by("pk")[0]
    hari = today()
    draf = survei_create(
        actor=oleh, unit_kerja=unit, tahun=hari.year, jenis_periode="bulan", ke=hari.month, buka=hari, tutup=hari,
        demografi=["jenis_kelamin", "umur", "pendidikan", "pekerjaan"],
    )  # fmt: skip
    return survei_open(actor=oleh, survei=draf)


@ukur("survei.kirim", sasaran=Sasaran(median_ms=100))
def kirim(panggung: Panggung) -> Hasil:
    """Answers at a fixed pace over HTTP; every one that was thanked for must be there afterwards."""
    survei = _survei()
    os.environ.update(BATAS)
    with web_server() as port:
        _attack(survei, port, rate=50, seconds=3)
        before = Kiriman.objects.filter(survei=survei).count()
        start = time.perf_counter()
        times, refused = _attack(survei, port, rate=LAJU, seconds=DETIK)
        seconds = time.perf_counter() - start
    stored = Kiriman.objects.filter(survei=survei).count() - before
    if stored != len(times):
        raise AssertionError(f"{len(times)} thanked for, {stored} stored")
    rate = format_angka(round(len(times) / seconds))
    return Hasil(
        median_ms=median(times),
        p95_ms=p95(times),
        rss_mb=panggung.rss_web(),
        catatan=f"{rate} jawaban per detik selama {round(seconds)} detik, {refused} ditolak, tidak ada yang hilang",
    )


def _attack(
    survei: Survei, port: int, *, rate: int, seconds: int, times: list[float] | None = None
) -> tuple[list[float], int]:
    """Send at a pace, whatever the answers take; a client that is late sends at once.

    :returns: time of each answer that was stored, from when it was due, and how many were not.
    """
    signer = TimestampSigner(salt="survei.formulir")
    due = rate * seconds
    bodies = [
        urlencode({"nomor": signer.sign(token_urlsafe(12)), "bahasa": "id", **{f"u-{u.slug}": "3" for u in UNSUR_BAKU}})
        for _number in range(due)
    ]
    times = [] if times is None else times
    refused: list[int] = []
    begin = time.perf_counter() + 0.2

    def work(first: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for number in range(first, due, KLIEN):
            at = begin + number / rate
            time.sleep(max(at - time.perf_counter(), 0))
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Host": f"127.0.0.1:{port}"}
            link.request("POST", f"/s/{survei.kode}/kirim/", bodies[number], headers)
            answer = link.getresponse()
            answer.read()
            (times.append((time.perf_counter() - at) * 1000) if answer.status == 302 else refused.append(answer.status))
        link.close()

    threads = [threading.Thread(target=work, args=(first,)) for first in range(KLIEN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(refused)


@ukur("survei.ikm_sejuta", sasaran=Sasaran(median_ms=2000))
def ikm_sejuta(panggung: Panggung) -> Hasil:
    """A result over a million answers: sums, interval and groups."""
    survei = _survei()
    with connection.cursor() as cursor:
        cursor.execute(_MILLION, [survei.pk, SEJUTA])
        cursor.execute("VACUUM ANALYZE survei_jawaban")
    times = []
    for _run in range(3):
        survei.hasil.all().delete()
        start = time.perf_counter()
        hasil_calculate(survei.pk)
        times.append((time.perf_counter() - start) * 1000)
    query = panggung.query(lambda: (survei.hasil.all().delete(), hasil_calculate(survei.pk)))
    Jawaban.objects.filter(survei=survei).delete()
    cache.clear()
    return Hasil(median_ms=median(times), p95_ms=p95(times), query=query, ukuran=SEJUTA)
