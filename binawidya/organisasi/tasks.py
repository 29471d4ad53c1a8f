"""Envelopes of the organisation's long work; due work arrives through the outbox."""

from celery import shared_task

from binawidya.organisasi.services import impor_apply as apply_service
from binawidya.organisasi.services import impor_read as read_service


@shared_task(name="organisasi.impor_read")
def impor_read(impor_id: int) -> None:
    """Make the preview of an uploaded roster."""
    read_service.impor_read(impor_id=impor_id)


@shared_task(name="organisasi.impor_apply")
def impor_apply(impor_id: int, actor_id: int) -> None:
    """Apply an approved roster."""
    apply_service.impor_apply(impor_id=impor_id, actor_id=actor_id)


@shared_task(name="organisasi.impor_give_up")
def impor_give_up(impor_id: int, actor_id: int | None = None) -> None:
    """Say that a roster could not be read or applied. Takes what the events of both carry."""
    apply_service.impor_give_up(impor_id=impor_id)
