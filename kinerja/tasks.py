"""Envelopes: ids in, one function called. Idempotent, because what they write depends on the rows alone."""

from celery import shared_task

from kinerja.services.dokumen_render import dokumen_give_up, dokumen_render
from kinerja.services.skor import skor_calculate, skor_calculate_mulai


@shared_task(name="kinerja.skor_calculate")
def calculate(target_ids: list[int], periode_id: int) -> None:
    """Scores that rest on some targets, from one month on."""
    skor_calculate(target_ids=target_ids, periode_id=periode_id)


@shared_task(name="kinerja.skor_calculate_periode")
def calculate_periode(periode_id: int) -> None:
    """Scores of a whole month that was opened or closed, and of the later open ones."""
    skor_calculate_mulai(periode_id=periode_id)


@shared_task(name="kinerja.dokumen_render")
def render(dokumen_id: int) -> None:
    """One document that was asked for."""
    dokumen_render(dokumen_id)


@shared_task(name="kinerja.dokumen_give_up")
def give_up(dokumen_id: int) -> None:
    """One document that will not be made."""
    dokumen_give_up(dokumen_id)
