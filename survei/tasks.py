"""Envelopes of the survey: ids in, one function called."""

from celery import shared_task

from survei.services.hasil import hasil_calculate
from survei.services.kotak import kotak_empty_due, kotak_prune
from survei.services.realisasi import realisasi_from_hasil, realisasi_sync
from survei.services.survei import survei_close_due


@shared_task(name="survei.hasil_calculate")
def calculate(survei_id: int) -> None:
    """The result of one survey, final or moving."""
    hasil_calculate(survei_id)


@shared_task(name="survei.kotak_empty")
def empty() -> None:
    """Everything that may leave the ballot boxes."""
    kotak_empty_due()


@shared_task(name="survei.kotak_prune")
def prune() -> None:
    """Numbers of forms that nobody can send any more."""
    kotak_prune()


@shared_task(name="survei.close_due")
def close_due() -> None:
    """Surveys whose last day is over."""
    survei_close_due()


@shared_task(name="survei.realisasi_from_hasil")
def hand_on(hasil_id: int) -> None:
    """A fixed result becomes the realisasi of its indicator."""
    realisasi_from_hasil(hasil_id)


@shared_task(name="survei.realisasi_sync")
def sync() -> None:
    """Results that wait for their month to be opened."""
    realisasi_sync()
