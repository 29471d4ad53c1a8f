"""The nightly look: is every stored figure what a fresh computation says?"""

import time
from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode
from binawidya.umum.outbox import enqueue
from kinerja.enums import SebabPerhitungan
from kinerja.models import PemeriksaanSkor
from kinerja.services.penutupan import DIPERIKSA as RANTAI_DIPERIKSA
from kinerja.services.perhitungan import perhitungan_request
from kinerja.services.skor import skor_compare

DIPERIKSA: Final = "skor.diperiksa"
JEDA: Final = timedelta(hours=6)


@transaction.atomic
def pemeriksaan_schedule() -> int:
    """Note that every open month and the chain of closings are to be looked at. Two clocks make one look.

    :returns: how many months.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('pemeriksaan-skor', 0))")
    seen = PemeriksaanSkor.objects.filter(created_at__gt=timezone.now() - JEDA).values("periode")
    months = Periode.objects.dimulai().exclude(status=StatusPeriode.DITUTUP).exclude(pk__in=seen)
    for periode in months:
        enqueue(DIPERIKSA, {"periode_id": periode.pk}, key=str(periode.pk))
    enqueue(RANTAI_DIPERIKSA, {}, key="semua")
    return len(months)


def pemeriksaan_record(*, periode_id: int) -> PemeriksaanSkor:
    """Compare one month and keep what was found; what differs is computed anew."""
    periode = Periode.objects.get(pk=periode_id)
    start = time.monotonic()
    with transaction.atomic():
        diperiksa, selisih = skor_compare(periode=periode)
        found = PemeriksaanSkor.objects.create(
            periode=periode, diperiksa=diperiksa, selisih=selisih, milidetik=round((time.monotonic() - start) * 1000)
        )
        if selisih:
            perhitungan_request(periode=periode, sebab=SebabPerhitungan.PEMERIKSAAN)
    return found
