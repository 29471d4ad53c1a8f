"""Emptying the ballot box: sealed responses become answers in an order that tells nothing.

Whatever is there already is taken up and laid down again together with what is new, under new random keys. So neither a
key nor the order of the rows on disk says which answer came when, and no day stands beside it. Fewer than ten
never leave the box, but for the last ones of a survey that ends: whoever compares two states of the table must not find
a single answer.
"""

import json
import logging
from collections import Counter
from datetime import date, timedelta
from random import SystemRandom
from typing import Any, Final

from django.db import connection, transaction

from binawidya.umum.dates import today
from binawidya.umum.outbox import enqueue
from survei.enums import PALING_SEDIKIT
from survei.services.kotak_sql import BURST, DUE, FLAGGED, LAY, LOCK, TAKE, TEXTS
from survei.services.segel import SealBroken, unseal

logger = logging.getLogger(__name__)
MASUK: Final = "survei.jawaban_masuk"
# How many are moved at a time.
BATCH: Final = 5_000
# A form lives for a day; after two nobody can send it again, and its number need not be remembered.
REMEMBERED: Final = timedelta(days=2)


def kotak_empty_due() -> int:
    """Empty the boxes that hold ten responses: fewer would be a group that can be told apart.

    :returns: how many responses were moved.
    """
    with connection.cursor() as cursor:
        cursor.execute(DUE, [PALING_SEDIKIT])
        due = [row[0] for row in cursor.fetchall()]
    return sum(kotak_empty(survei_id) for survei_id in due)


def kotak_empty(survei_id: int) -> int:
    """Move all that waits for one survey. Stopped anywhere, nothing is lost and nothing counts twice.

    :returns: how many responses were moved.
    """
    moved = 0
    while True:
        with transaction.atomic():
            batch = _move(survei_id)
            if batch:
                enqueue(MASUK, {"survei_id": survei_id}, key=str(survei_id))
        moved += batch
        if batch < BATCH:
            return moved


def _move(survei_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [survei_id])
        cursor.execute(TAKE, [survei_id, BATCH])
        rows = cursor.fetchall()
        parcels: list[dict[str, Any]] = []
        bursts: Counter[date] = Counter()
        done: list[str] = []
        for sidik, tanggal, isi in rows:
            try:
                parcel = json.loads(unseal(bytes(isi)))
            except SealBroken:
                # Sealed under a secret that is gone. It stays, so that it can be opened once that one is back.
                logger.error(
                    "survey %s: a response cannot be unsealed, its key is not in SECRET_KEY_FALLBACKS", survei_id
                )
                continue
            parcels.append(parcel)
            bursts[tanggal] += bool(parcel["l"])
            done.append(sidik)
        if parcels:
            _lay(survei_id, parcels)
        for tanggal, count in sorted(bursts.items()):
            if count:
                cursor.execute(BURST, [survei_id, tanggal, count])
        cursor.execute("UPDATE survei_kiriman SET isi = NULL WHERE sidik = ANY(%s)", [done])
    return len(done)


def _lay(survei_id: int, parcels: list[dict[str, Any]]) -> None:
    texts = [{"p": place, "t": text} for parcel in parcels for place, text in enumerate(parcel["t"]) if text]
    SystemRandom().shuffle(texts)
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"survei": survei_id}
        cursor.execute(FLAGGED, [survei_id])
        flagged = int(cursor.fetchone()[0]) + sum(bool(parcel["l"]) for parcel in parcels)
        shown = flagged >= PALING_SEDIKIT
        laid = [{**one, "t": None, "l": bool(one["l"]) and shown} for one in parcels]
        cursor.execute(LAY, {**values, "baru": json.dumps(laid)})
        if texts:
            cursor.execute(TEXTS, {**values, "baru": json.dumps(texts)})


def kotak_prune() -> int:
    """Forget the numbers of forms that can no longer be sent."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM survei_kiriman WHERE isi IS NULL AND tanggal < %s", [today() - REMEMBERED])
        return int(cursor.rowcount)
