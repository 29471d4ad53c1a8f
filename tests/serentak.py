"""Several people at once: each act in a thread with a connection of its own, brought together at a chosen place."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
import pytest
from django.db import connection, connections
from django.db.models import QuerySet

T = TypeVar("T")
Act = Callable[[], Any]

PATIENCE = 30.0
_WAITS_FOR_A_LOCK = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = ANY(%s)"


def another_connection() -> "psycopg.Connection[Any]":
    """A connection to the test's database that Django knows nothing of; every statement is its own transaction."""
    database = connection.settings_dict
    return psycopg.connect(host=database["HOST"], user=database["USER"], dbname=database["NAME"], autocommit=True)


class Serentak:
    """Runs acts at the same time.

    Whoever comes to :meth:`titik` waits there until each of the others has come there too, has ended, or waits for a
    lock in the database. So two who are not kept apart by a lock both stand there, and two who are do not.
    """

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._pid: dict[int, int] = {}
        self._arrived: set[int] = set()
        self._ended: set[int] = set()
        self._started: threading.Barrier
        # What was seen at the place by those who came there: whether all the others stood there as well.
        self.bertemu: list[bool] = []

    def titik(self) -> None:
        """The place at which they are brought together. Outside the acts, and a second time, it is passed at once."""
        me = threading.get_ident()
        if me not in self._pid or me in self._arrived:
            return
        with self._change:
            self._arrived.add(me)
            self._change.notify_all()
        end = time.monotonic() + PATIENCE
        seen = 0
        with another_connection() as watcher:
            # Seen three times: a wait of a moment inside PostgreSQL is none for somebody else's transaction.
            while (seen := seen + 1 if self._settled(me, watcher) else 0) < 3:
                if time.monotonic() > end:
                    raise TimeoutError("the others neither came, ended nor wait for a lock")
                time.sleep(0.005)
        with self._change:
            self.bertemu.append(self._arrived >= self._pid.keys())

    def _settled(self, me: int, watcher: "psycopg.Connection[Any]") -> bool:
        with self._change:
            others = {one: pid for one, pid in self._pid.items() if one not in self._arrived | self._ended | {me}}
        waiting = {row[0] for row in watcher.execute(_WAITS_FOR_A_LOCK, [[*others.values()]])} if others else set()
        with self._change:
            return all(one in self._arrived | self._ended or pid in waiting for one, pid in others.items())

    def jalan(self, *acts: Act) -> list[Any]:
        """Run the acts; returns what each gave, or the exception with which it ended, in their order."""
        found: list[Any] = [None] * len(acts)
        self._started = threading.Barrier(len(acts))
        threads = [threading.Thread(target=self._run, args=(act, n, found), daemon=True) for n, act in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE * 2)
        assert not any(thread.is_alive() for thread in threads), "somebody never came back"
        return found

    def _run(self, act: Act, place: int, found: list[Any]) -> None:
        me = threading.get_ident()
        try:
            connection.ensure_connection()
            with self._change:
                self._pid[me] = connection.connection.info.backend_pid
            self._started.wait(PATIENCE)
            found[place] = act()
        except Exception as error:
            found[place] = error
        finally:
            with self._change:
                self._ended.add(me)
            connections.close_all()

    def sesudah(self, act: Act) -> Act:
        """The act, begun only when somebody stands at the place."""

        def later() -> Any:
            with self._change:
                assert self._change.wait_for(lambda: bool(self._arrived), PATIENCE), "nobody came to the place"
            return act()

        return later

    def sebelum(self, function: Callable[..., T]) -> Callable[..., T]:
        """The function with the place right before it."""

        def meeting(*args: Any, **kwargs: Any) -> T:
            self.titik()
            return function(*args, **kwargs)

        return meeting


def without_row_locks(patch: pytest.MonkeyPatch) -> None:
    """For controls: whoever asks for a row lock gets the row without it."""
    patch.setattr(QuerySet, "select_for_update", lambda self, **options: self._chain())
