"""Tables of the technical kernel."""

from binawidya.umum.models.outbox import OutboxTask
from binawidya.umum.models.rate_limit import RateLimit

__all__ = ["OutboxTask", "RateLimit"]
