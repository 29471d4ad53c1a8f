"""Runs over a month that several workers share: asked for, worked on part by part, cancelled, ended.

A worker claims a part by locking its row in the transaction that computes it. When the worker dies the lock goes with
it; when a message comes twice there is nothing left to claim.
"""

import time
from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, User
from binawidya.umum.errors import ActRefused
from binawidya.umum.outbox import enqueue
from indikator.models import TargetIndikator
from indikator.services.lingkup_sql import NOMOR_UNIT
from kinerja.enums import PERHITUNGAN_TERBUKA, SebabPerhitungan, StatusPerhitungan
from kinerja.models import BagianPerhitungan, Perhitungan
from kinerja.services.penutupan import penutupan_seal, tersegel
from kinerja.services.skor import affected_from, open_from, skor_calculate_periode

DIMINTA: Final = "perhitungan.diminta"
PALING_BANYAK: Final = NOMOR_UNIT
# A smaller part is done before a second worker has come for it.
PALING_SEDIKIT_TARGET: Final = 10_000
# A worker hands the rest to a new message after so long, well below the time limit of a task.
GILIRAN_DETIK: Final = 15 * 60.0


@transaction.atomic
def perhitungan_request(
    *, periode: Periode, sebab: str, oleh: User | None = None, sendiri: bool = False
) -> Perhitungan | None:
    """Ask for a whole month. A run that is open is joined: what it has done already is due again.

    :param sendiri: the caller works on it at once; only its helpers are called.
    :returns: the run; nothing where the month is sealed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('perhitungan-' || %s, 0))", [periode.pk])
    if tersegel(periode):
        return None
    run = Perhitungan.objects.select_for_update(of=("self",)).filter(periode=periode).terbuka().order_by("pk").first()
    if run is None:
        run = _create(periode, sebab, oleh)
    else:
        run.versi += 1
        run.save(update_fields=["versi"])
    for n in range(1 if sendiri else 0, min(run.jumlah_bagian, settings.SKOR_PEKERJA)):
        enqueue(DIMINTA, {"perhitungan_id": run.pk}, key=f"{run.pk}-{n}")
    return run


def _create(periode: Periode, sebab: str, oleh: User | None) -> Perhitungan:
    targets = TargetIndikator.objects.berlaku(periode.tahun).count()
    parts = parts_for(targets)
    run = Perhitungan.objects.create(
        periode=periode, sebab=sebab, oleh=oleh, jumlah_bagian=parts, jumlah_target=targets
    )
    bounds = [round(n * NOMOR_UNIT / parts) for n in range(parts + 1)]
    BagianPerhitungan.objects.bulk_create(
        BagianPerhitungan(perhitungan=run, nomor=n, dari=bounds[n - 1], sampai=bounds[n]) for n in range(1, parts + 1)
    )
    return run


def parts_for(targets: int) -> int:
    """Into how many parts a run over so many targets is cut: also a middling office gives every worker one."""
    shared = min(settings.SKOR_PEKERJA, targets // PALING_SEDIKIT_TARGET)
    return max(1, shared, min(PALING_BANYAK, round(targets / settings.SKOR_TARGET_BAGIAN)))


def perhitungan_work(pk: int) -> int:
    """Work on the parts of a run until none is left, then see whether it has ended.

    :returns: how many parts were computed here.
    """
    end = time.monotonic() + GILIRAN_DETIK
    now = timezone.now()
    Perhitungan.objects.filter(pk=pk, status=StatusPerhitungan.MENUNGGU).update(
        status=StatusPerhitungan.BERJALAN, mulai_at=now
    )
    done = 0
    while _one(pk):
        done += 1
        if time.monotonic() > end:
            with transaction.atomic():
                enqueue(DIMINTA, {"perhitungan_id": pk}, key=f"{pk}-lanjut")
            return done
    _finish(pk)
    return done


@transaction.atomic
def _one(pk: int) -> bool:
    """Claim and compute one part; false when none is left for this worker."""
    run = Perhitungan.objects.terbuka().filter(pk=pk).first()
    if run is None:
        return False
    part = (
        BagianPerhitungan.objects.select_for_update(skip_locked=True)
        .filter(perhitungan=pk, versi__lt=run.versi)
        .order_by("nomor")
        .first()
    )
    if part is None:
        return False
    start = time.monotonic()
    whole = run.jumlah_bagian == 1
    part.baris_ditulis += skor_calculate_periode(
        periode_id=run.periode_id, bagian=None if whole else (part.dari, part.sampai)
    )
    part.versi, part.selesai_at = run.versi, timezone.now()
    part.milidetik = round((time.monotonic() - start) * 1000)
    part.save(update_fields=["versi", "milidetik", "selesai_at", "baris_ditulis"])
    return True


@transaction.atomic
def _finish(pk: int) -> None:
    """End a run whose parts are all done; a closed month is sealed then."""
    run = Perhitungan.objects.select_for_update(of=("self",)).terbuka().filter(pk=pk).first()
    if run is None or run.bagian.filter(versi__lt=run.versi).exists():
        return
    run.status, run.selesai_at = StatusPerhitungan.SELESAI, timezone.now()
    run.baris_ditulis = run.bagian.aggregate(jumlah=Sum("baris_ditulis"))["jumlah"] or 0
    run.save(update_fields=["status", "selesai_at", "baris_ditulis"])
    penutupan_seal(periode=run.periode)


def perhitungan_mulai(*, periode_id: int) -> int:
    """After a month was opened or closed: all of it, then the later open ones, in which its silence counts too.

    :returns: how many parts were computed here.
    """
    return _all(affected_from(periode_id), SebabPerhitungan.PERIODE)


def perhitungan_tahun(*, tahun: int, sebab: str) -> int:
    """Every open month of a year, after its rules or plans were changed."""
    return _all(open_from(tahun, 1), sebab)


def _all(months: Iterable[Periode], sebab: str) -> int:
    runs = [perhitungan_request(periode=periode, sebab=sebab, sendiri=True) for periode in months]
    return sum(perhitungan_work(run.pk) for run in runs if run is not None)


@transaction.atomic
def perhitungan_cancel(*, actor: User, perhitungan: Perhitungan) -> Perhitungan:
    """Stop a run: parts being computed are finished, no further one is begun.

    :raises ActRefused: it has ended already.
    """
    run = Perhitungan.objects.select_for_update(of=("self",)).get(pk=perhitungan.pk)
    if run.status not in PERHITUNGAN_TERBUKA:
        raise ActRefused(
            _("Perhitungan ini sudah %(keadaan)s.") % {"keadaan": str(StatusPerhitungan(run.status).label).lower()}
        )
    run.status, run.selesai_at, run.dibatalkan_oleh = StatusPerhitungan.DIBATALKAN, timezone.now(), actor
    run.baris_ditulis = run.bagian.aggregate(jumlah=Sum("baris_ditulis"))["jumlah"] or 0
    run.save(update_fields=["status", "selesai_at", "dibatalkan_oleh", "baris_ditulis"])
    return run


def bagian_selesai(perhitungan: Perhitungan) -> int:
    """How many parts of a run are done."""
    return perhitungan.bagian.filter(versi__gte=F("perhitungan__versi")).count()
