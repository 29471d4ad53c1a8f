"""How far an import is, visible while its transaction still runs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connection, connections

EVERY_SECONDS: Final = 0.5


class Kemajuan:
    """Writes the count through a connection of its own, at most twice a second."""

    def __init__(self, impor_id: int) -> None:
        self._impor_id = impor_id
        self._own = connections.create_connection(DEFAULT_DB_ALIAS)
        self._last = 0.0

    def show(self, selesai: int, *, dari: int | None = None, now: bool = False) -> None:
        """Note that so many rows are done; ``dari`` sets how many there are."""
        if not now and time.monotonic() - self._last < EVERY_SECONDS:
            return
        with self._own.cursor() as cursor:
            cursor.execute(
                "UPDATE organisasi_impor SET jumlah_selesai = %s, jumlah_baris = COALESCE(%s, jumlah_baris) "
                "WHERE id = %s AND status IN ('dibaca', 'diterapkan', 'mengurungkan')",
                [selesai, dari, self._impor_id],
            )
        self._last = time.monotonic()

    def close(self) -> None:
        self._own.close()


@contextmanager
def kemajuan_of(impor_id: int) -> Iterator[Kemajuan]:
    """A :class:`Kemajuan` for the block. The transaction outside must not hold the row of the import itself."""
    found = Kemajuan(impor_id)
    try:
        yield found
    finally:
        found.close()


# Advisory locks of imports: two numbers, so that they meet no lock that is one.
_LOCK: Final = 0x4257


def hold_impor(impor_id: int) -> None:
    """Let no other process work on this import until the transaction ends.

    An advisory lock instead of the row's, so that progress can be written to the row meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, impor_id % (1 << 31)])


def try_hold_impor(impor_id: int) -> bool:
    """The same without waiting, for pages. False while a worker is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, impor_id % (1 << 31)])
        return bool(cursor.fetchone()[0])
