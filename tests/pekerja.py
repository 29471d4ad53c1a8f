"""A broker and workers of one's own: real processes that a test may stop, kill and start again."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from celery import current_app
from django.db import connection

from binawidya.settings.environment import PROJECT_DIR, Environment
from binawidya.umum import outbox
from binawidya.umum.embedded import EmbeddedServers

PATIENCE = 60.0


class Pekerja:
    """Valkey in a folder of the test, and workers on the test's database."""

    def __init__(self, folder: Path) -> None:
        self.server = EmbeddedServers(Environment(binawidya_var=folder, redis_url=""), volatile=True)
        self.server.with_postgres = False
        self.url = f"redis+socket://{self.server.valkey_socket}"
        self.workers: list[subprocess.Popen[bytes]] = []

    # --- broker -----------------------------------------------------------------------------------------------
    def start_broker(self) -> None:
        self.server.start()
        outbox._quiet_until = 0.0

    def stop_broker(self) -> None:
        self.server.stop()

    # --- workers ----------------------------------------------------------------------------------------------
    def environment(self) -> dict[str, str]:
        database = connection.settings_dict
        url = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
        return os.environ | {
            "DATABASE_URL": url,
            "REDIS_URL": self.url,
            "BINAWIDYA_PROSES": "worker",
            "DJANGO_SETTINGS_MODULE": "binawidya.settings.test",
        }

    def start_worker(self, *, concurrency: int = 1) -> "subprocess.Popen[bytes]":
        command = [
            sys.executable, "-m", "celery", "-A", "binawidya", "worker", f"--concurrency={concurrency}",
            "--loglevel=error", "--without-gossip", "--without-mingle", "--without-heartbeat",
        ]  # fmt: skip
        process = subprocess.Popen(command, env=self.environment(), cwd=PROJECT_DIR, start_new_session=True)
        self.workers.append(process)
        return process

    def start_beat(self, schedule: Path) -> "subprocess.Popen[bytes]":
        """A clock with a schedule of its own, as on another machine."""
        command = [
            sys.executable, "-m", "celery", "--quiet", "-A", "binawidya", "beat", "--loglevel=error",
            f"--schedule={schedule}", "--pidfile=",
        ]  # fmt: skip
        process = subprocess.Popen(command, env=self.environment(), cwd=PROJECT_DIR, start_new_session=True)
        self.workers.append(process)
        return process

    def kill_worker(self, process: "subprocess.Popen[bytes]") -> None:
        """SIGKILL for the worker and its pool at once: nobody tidies up."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)

    def close(self) -> None:
        for process in self.workers:
            if process.poll() is None:
                process.terminate()
        for process in self.workers:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            if process.poll() is None:
                self.kill_worker(process)
        self.stop_broker()


def until(happened: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """Wait until something is true; returns it, or the last answer when patience ends."""
    end = time.monotonic() + seconds
    while not (found := happened()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


@contextlib.contextmanager
def pekerja(folder: Path) -> Iterator[Pekerja]:
    """A broker that this process and its workers talk to for the block; it is not started yet."""
    workers = Pekerja(folder)
    app = current_app._get_current_object()
    before = app.conf.broker_url
    app.conf.broker_url = workers.url
    app._after_fork()
    try:
        yield workers
    finally:
        workers.close()
        app.conf.broker_url = before
        app._after_fork()
        outbox._quiet_until = 0.0
