"""What people enter and decide is recorded by triggers: every insert, change and deletion, bulk SQL included."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def track(*, exclude: tuple[str, ...] = ()) -> Callable[[M], M]:
    """Keep every version of the rows of a model in its event table, with the context (who, where) of the change."""
    # One trigger call for a statement, not for a row: a row trigger makes bulk SQL ten times slower.
    decorate: Any = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
        level=pghistory.Statement,
    )
    return decorate  # type: ignore[no-any-return]
