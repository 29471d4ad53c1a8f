"""Counters of attempts, atomic under any number of parallel requests."""

from django.db import models


class RateLimit(models.Model):
    """How often something was tried within the running window. The key is a keyed hash, never the NIP itself."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
