"""Envelopes of the kernel: the outbox and house-keeping."""

from datetime import timedelta

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone

from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask, RateLimit

KEEP_DONE = timedelta(days=14)


@shared_task(name=outbox.RUN_TASK)
def outbox_run(pk: int) -> None:
    """Do the work of one outbox row."""
    outbox.run(pk)


@shared_task(name="umum.outbox_relay")
def outbox_relay() -> None:
    """Send again what no worker picked up."""
    outbox.relay()


@shared_task(name="umum.outbox_prune")
def outbox_prune() -> None:
    """Forget rows that were done long ago. What failed stays until somebody has looked."""
    OutboxTask.objects.filter(done_at__lt=timezone.now() - KEEP_DONE).delete()


@shared_task(name="umum.session_prune")
def session_prune() -> None:
    """Forget sessions and counters that have ended."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    RateLimit.objects.filter(expires_at__lt=now).delete()
