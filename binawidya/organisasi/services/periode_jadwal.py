"""The calendar: months made from the rules of their year, changed one by one, and moved on when their time has come."""

import contextlib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import KebijakanPeriode, PembukaanUnit, Periode, User
from binawidya.organisasi.services.periode import (
    periode_close,
    periode_close_again,
    periode_lock,
    periode_open,
    periode_verify,
)
from binawidya.umum.errors import ActRefused

SAAT: Final = ("buka_at", "batas_pengisian", "akhir_pengisian", "batas_verifikasi", "tutup_at", "kunci_at")
_AKHIR_HARI: Final = time(23, 59, 59)


def moments(kebijakan: KebijakanPeriode, tahun: int, bulan: int) -> dict[str, Any]:
    """The moments of a month by the rules of its year, in the zone of the office."""
    following = date(tahun + bulan // 12, bulan % 12 + 1, 1)
    zone = timezone.get_current_timezone()

    def at(day: date, moment: time) -> datetime:
        return timezone.make_aware(datetime.combine(day, moment), zone)

    verified = following.replace(day=kebijakan.hari_verifikasi)
    closing = at(verified + timedelta(days=1), time(0, 5)) if kebijakan.tutup_sendiri else None
    locking = closing + timedelta(days=kebijakan.kunci_sesudah) if closing and kebijakan.kunci_sesudah else None
    return {
        "buka_at": at(date(tahun, bulan, kebijakan.hari_buka), time(0, 0)),
        "batas_pengisian": at(following.replace(day=kebijakan.hari_batas), _AKHIR_HARI),
        "akhir_pengisian": at(following.replace(day=kebijakan.hari_akhir), _AKHIR_HARI),
        "batas_verifikasi": at(verified, _AKHIR_HARI),
        "tutup_at": closing,
        "kunci_at": locking,
        "hari_pengingat": [*kebijakan.hari_pengingat],
    }


@transaction.atomic
def kebijakan_periode_update(*, actor: User, tahun: int, isi: Mapping[str, Any]) -> int:
    """Set the rules of a year; months that were not opened yet take them, missing ones are made.

    :returns: how many months hold the new rules.
    :raises ValidationError: for days out of order.
    """
    kebijakan = KebijakanPeriode.objects.select_for_update().filter(tahun=tahun).first()
    kebijakan = kebijakan or KebijakanPeriode(tahun=tahun)
    for name, value in isi.items():
        setattr(kebijakan, name, value)
    kebijakan.full_clean(validate_unique=False)
    kebijakan.save()
    present = {row.bulan: row for row in Periode.objects.select_for_update().filter(tahun=tahun).order_by("bulan")}
    waiting = [row for row in present.values() if row.status == StatusPeriode.BELUM_DIBUKA]
    for row in waiting:
        for name, value in moments(kebijakan, tahun, row.bulan).items():
            setattr(row, name, value)
    Periode.objects.bulk_update(waiting, [*SAAT, "hari_pengingat"])
    missing = [bulan for bulan in range(1, 13) if bulan not in present]
    Periode.objects.bulk_create(
        Periode(tahun=tahun, bulan=bulan, **moments(kebijakan, tahun, bulan)) for bulan in missing
    )
    return len(waiting) + len(missing)


@transaction.atomic
def periode_update(*, actor: User, periode: Periode, isi: Mapping[str, Any]) -> Periode:
    """Change the moments of one month.

    :raises ValidationError: for moments out of order.
    :raises ActRefused: the month is closed.
    """
    locked = Periode.objects.select_for_update().get(pk=periode.pk)
    if locked.ditutup:
        raise ActRefused(_("%(bulan)s sudah ditutup, jadwalnya tidak berubah lagi.") % {"bulan": locked})
    for name, value in isi.items():
        setattr(locked, name, value)
    locked.full_clean(validate_unique=False)
    locked.save(update_fields=[*isi])
    return locked


def _due(now: datetime) -> list[tuple[Q, Callable[..., Periode]]]:
    """Which months are due for which step, in the order in which a month takes them."""
    still_open = Q(status__in=[StatusPeriode.DIBUKA, StatusPeriode.VERIFIKASI])
    return [
        (Q(status=StatusPeriode.BELUM_DIBUKA, buka_at__lte=now), periode_open),
        (Q(status=StatusPeriode.DIBUKA, akhir_pengisian__lt=now), periode_verify),
        (still_open & Q(tutup_at__lte=now), periode_close),
        (Q(status=StatusPeriode.DITUTUP, terkunci_at=None, kunci_at__lte=now), periode_lock),
    ]


def periode_advance(*, now: datetime | None = None) -> int:
    """Take every step whose time has come. Any number of workers may do so, any number of times.

    :param now: the moment, for tests at the deadline.
    :returns: how many steps were taken.
    """
    moment = now or timezone.now()
    # First of all: a month is locked only after what its units handed in again has been counted.
    with pghistory.context(otomatis=True):
        steps = _note_ended(moment)
    for due, step in _due(moment):
        for pk in [*Periode.objects.filter(due).order_by("tahun", "bulan").values_list("pk", flat=True)]:
            # A month whose unit is open again is not locked yet; it comes again with the next minute.
            with contextlib.suppress(ActRefused), transaction.atomic(), pghistory.context(otomatis=True):
                # Asked again under the lock: somebody may have been faster, or changed the moment.
                held = Periode.objects.select_for_update().filter(due, pk=pk).first()
                if held is not None:
                    step(actor=None, periode=held)
                    steps += 1
    return steps


@transaction.atomic
def _note_ended(now: datetime) -> int:
    """Units whose time is over: what was entered in a closed month counts from here on."""
    ended = [
        *PembukaanUnit.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(selesai_at=None, sampai_at__lte=now)
        .select_related("periode")
        .order_by("pk")
    ]
    PembukaanUnit.objects.filter(pk__in=[row.pk for row in ended]).update(selesai_at=now)
    for periode in {row.periode_id: row.periode for row in ended}.values():
        periode_close_again(periode=periode)
    return len(ended)
