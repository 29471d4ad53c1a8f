"""The transactional outbox: between a save and Celery.

:func:`enqueue` writes a row in the transaction of the save. After the commit a message is sent at once, and if the
broker is away nothing fails: the relay (beat) sends what was not picked up. A worker runs a row under a session
advisory lock, which PostgreSQL releases the moment the worker dies; so a row never runs twice at the same time, and
the work of a killed worker is picked up again by the next message.
"""

import json
import logging
import time
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final

import pghistory
from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from binawidya.umum.models import OutboxTask

logger = logging.getLogger(__name__)

RUN_TASK: Final = "umum.outbox_run"
LOCK_SPACE: Final = 0x4257 << 40  # "BW": keeps these advisory locks apart from others.
RESEND: Final = "10 seconds"
RELAY_BATCH: Final = 500
QUIET_SECONDS: Final = 5.0
_quiet_until = 0.0


class WorkerLostError(Exception):
    """Every attempt ended together with its worker."""


_INSERT = """
INSERT INTO umum_outboxtask AS t (event, payload, key, merged, attempts, last_error)
VALUES (%s, %s, %s, 0, 0, '')
ON CONFLICT (event, key) WHERE started_at IS NULL AND done_at IS NULL AND NOT key = ''
DO UPDATE SET merged = t.merged + 1
RETURNING id, merged
"""
_CLAIM = """
UPDATE umum_outboxtask
SET started_at = now(), attempts = attempts + 1, available_at = now() + interval '10 seconds'
WHERE id = %s AND done_at IS NULL AND failed_at IS NULL
RETURNING event, payload, attempts
"""
_RESEND = """
UPDATE umum_outboxtask SET available_at = now() + %s::interval
WHERE id IN (
  SELECT id FROM umum_outboxtask
  WHERE done_at IS NULL AND failed_at IS NULL AND available_at <= now()
  ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
)
RETURNING id
"""


def enqueue(event: str, payload: Mapping[str, Any], *, key: str = "") -> int:
    """Note that ``event`` happened; its task runs after the commit. Must be called inside a transaction.

    :param key: rows with the same event and key that no worker has begun yet are merged into one. A merging
        transaction holds that row until it commits, so a worker that begins sees its changes.
    :returns: the id of the outbox row.
    """
    if event not in settings.OUTBOX_ROUTES:
        raise LookupError(f"no task answers the event {event!r}")
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("enqueue() belongs into the transaction of the change")
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [event, connection.ops.adapt_json_value(dict(payload), None), key])
        pk, merged = cursor.fetchone()
    if event in settings.OUTBOX_AT_ONCE:
        transaction.on_commit(partial(_at_once, event, dict(payload)), robust=True)
    if not merged:
        transaction.on_commit(partial(announce, pk), robust=True)
    return int(pk)


def _at_once(event: str, payload: dict[str, Any]) -> None:
    """Do the small part of the work that people wait for. The row stays due: a worker does all of it."""
    if any(len(value) > settings.OUTBOX_AT_ONCE_LIST for value in payload.values() if isinstance(value, list)):
        return
    name = settings.OUTBOX_AT_ONCE[event]
    try:
        if name not in current_app.tasks:
            # A web process has had no reason yet to read what workers do.
            current_app.loader.import_default_modules()
        current_app.tasks[name].run(**payload)
    except Exception:
        logger.exception("%s could not be done at once; a worker will", event)


def announce(pk: int) -> bool:
    """Tell a worker about a row. Never raises and never waits long: the relay is there for the rest."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return False
    try:
        current_app.send_task(RUN_TASK, args=[pk], retry=False)
    except Exception as error:
        # Whatever the transport raises: the save has happened, the row stays due.
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("broker away, outbox row %s waits for the relay: %s", pk, type(error).__name__)
        return False
    return True


def run(pk: int) -> bool:
    """Do the work of one row, if it is still due and nobody is at it.

    :returns: whether the work was done now.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_SPACE + pk])
        if not cursor.fetchone()[0]:
            return False
    try:
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [pk])
            claimed = cursor.fetchone()
        if claimed is None:
            return False
        event, payload, attempts = claimed
        return _work(pk, event, payload, attempts)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_SPACE + pk])


def _work(pk: int, event: str, payload: Any, attempts: int) -> bool:
    name = settings.OUTBOX_ROUTES[event]
    row = OutboxTask.objects.filter(pk=pk)
    arguments = payload if isinstance(payload, dict) else json.loads(payload)
    try:
        if attempts > settings.OUTBOX_MAX_ATTEMPTS:
            # Whatever kills its worker each time must not do so for ever.
            raise WorkerLostError(attempts - 1)
        with pghistory.context(task=name, outbox=pk):
            current_app.tasks[name].run(**arguments)
    except Exception as error:
        logger.exception("outbox row %s (%s) failed, attempt %s", pk, name, attempts)
        now = timezone.now()
        gave_up = attempts >= settings.OUTBOX_MAX_ATTEMPTS
        row.update(
            last_error=f"{type(error).__name__}: {error}"[:2000],
            available_at=now + timedelta(seconds=min(2**attempts, 900)),
            failed_at=now if gave_up else None,
        )
        if gave_up:
            _tell(event, arguments)
        return False
    row.update(done_at=timezone.now(), last_error="")
    return True


def _tell(event: str, arguments: dict[str, Any]) -> None:
    """Let the owner of the work say to people that it will not be done."""
    name = settings.OUTBOX_GAVE_UP.get(event)
    if name is None:
        return
    try:
        current_app.tasks[name].run(**arguments)
    except Exception:
        logger.exception("%s could not be told that %s was given up", name, event)


def relay() -> int:
    """Send again what is due and was not picked up. Safe to run anywhere, any number of times."""
    with connection.cursor() as cursor:
        cursor.execute(_RESEND, [RESEND, RELAY_BATCH])
        due = [row[0] for row in cursor.fetchall()]
    return sum(announce(pk) for pk in due)
