"""Work that is due, written in the same transaction as the change that makes it due."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

# How long the direct message to the worker may take before the relay sends another.
GRACE = timedelta(seconds=10)


class OutboxTaskQuerySet(models.QuerySet["OutboxTask"]):
    def open(self) -> "OutboxTaskQuerySet":
        """Neither done nor given up."""
        return self.filter(done_at=None, failed_at=None)

    def failed(self) -> "OutboxTaskQuerySet":
        """Given up after the last attempt; a person must look."""
        return self.exclude(failed_at=None)


class OutboxTask(models.Model):
    """One piece of due work. ``event`` says what happened; ``OUTBOX_ROUTES`` says which task answers."""

    event = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    # Open rows of an event with the same key that no worker has begun are one row.
    key = models.CharField(max_length=120, blank=True, default="")
    merged = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    available_at = models.DateTimeField(db_default=Now() + GRACE)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")

    objects: ClassVar[OutboxTaskQuerySet] = OutboxTaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key"],
                condition=Q(started_at=None, done_at=None) & ~Q(key=""),
                name="outboxtask_satu_yang_menunggu",
            )
        ]
        indexes = [
            models.Index(fields=["available_at"], condition=Q(done_at=None, failed_at=None), name="outboxtask_terbuka")
        ]

    def __str__(self) -> str:
        return f"{self.event} #{self.pk}"
