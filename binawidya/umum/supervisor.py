"""Starts and watches the processes of an installation in one terminal: web, worker, beat.

For one's own machine and the demo. In production each process has its own container or unit, and that watches it.
"""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO, Final, Self

from django.utils.translation import gettext as _

from binawidya.settings.environment import PROJECT_DIR
from binawidya.umum.embedded import ServerError

STOP_SECONDS: Final = 20.0
STOP_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# A service that lives this long has recovered; its earlier deaths no longer count.
STEADY_SECONDS: Final = 60.0
MAX_RESTARTS: Final = 5
FIRST_PAUSE: Final = 0.5
TICK_SECONDS: Final = 0.1
PR_SET_PDEATHSIG: Final = 1
# First nobody asks for new work, then nothing sends any, then what is running may end. Others come before them.
STOP_ORDER: Final = ("web", "beat", "worker")


@dataclass(frozen=True)
class Service:
    """One program to keep running. ``env`` is added to the environment of this process."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Child:
    service: Service
    process: subprocess.Popen[str]
    reader: threading.Thread
    started: float
    restarts: int = 0
    due: float | None = None


def web_service(port: int, *, workers: int = 2) -> Service:
    """The pages: gunicorn on the loopback address only.

    The application is loaded once, before the workers part from it: a worker that is replaced, so that memory cannot
    pile up, costs nobody the seconds of loading.
    """
    command = [
        sys.executable, "-m", "gunicorn", "binawidya.wsgi", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", str(workers), "--threads", "8", "--no-control-socket",
        "--preload", "--max-requests", "20000", "--max-requests-jitter", "5000",
        "--log-level", "warning",
    ]  # fmt: skip
    return Service("web", command, _process_env("web"))


def worker_service(*, concurrency: int = 2) -> Service:
    """The computations: a Celery worker."""
    command = [
        sys.executable, "-m", "celery", "--quiet", "-A", "binawidya", "worker", "--pool", "prefork",
        "--concurrency", str(concurrency), "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    return Service("worker", command, _process_env("worker"))


def beat_service() -> Service:
    """The clock: sends what is due, once."""
    command = [
        sys.executable, "-m", "celery", "--quiet", "-A", "binawidya", "beat", "--loglevel", "WARNING", "--pidfile=",
    ]  # fmt: skip
    return Service("beat", command, _process_env("worker"))


def _process_env(kind: str) -> dict[str, str]:
    env = {"BINAWIDYA_PROSES": kind, "PYTHONUNBUFFERED": "1"}
    if os.geteuid() == 0:
        # Known, and no matter on one's own machine; in production nothing runs as root.
        quiet = "ignore:You're running the worker with superuser privileges"
        env["PYTHONWARNINGS"] = ",".join(filter(None, [os.environ.get("PYTHONWARNINGS"), quiet]))
    return env


class Supervisor:
    """Keeps services running until somebody ends it.

    A service that dies is started again after a growing pause, at most :data:`MAX_RESTARTS` times in a row; then
    all of them are stopped. Every line a service writes comes out with its name in front.
    """

    def __init__(self, *, output: IO[str] | None = None, stop_seconds: float = STOP_SECONDS) -> None:
        self.output = output or sys.stdout
        self.stop_seconds = stop_seconds
        self._children: list[_Child] = []
        self._write = threading.Lock()
        self._asked_to_stop = threading.Event()
        self._asked_again = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(self, service: Service) -> None:
        """Start a service.

        Raises :class:`ServerError` when its program cannot be run.
        """
        process, reader = self._launch(service)
        self._children.append(_Child(service, process, reader, time.monotonic()))

    def watch(self) -> bool:
        """Look after every service once, as :meth:`run_until_signal` does all the time; False when one gives up."""
        return all(self._watch(child) for child in self._children)

    def run_until_signal(self) -> int:
        """Watch until SIGINT, SIGTERM or SIGHUP, then stop everything; a second signal stops it by force.

        Returns 0, or 1 when a service would not stay up. Call it in the main thread.
        """
        with self._signals():
            try:
                while not self._asked_to_stop.wait(TICK_SECONDS):
                    if not self.watch():
                        return 1
                return 0
            finally:
                self.stop()

    def stop(self) -> None:
        """Stop the services in :data:`STOP_ORDER`, one after the other: ask, wait, after ``stop_seconds`` force."""
        for child in sorted(self._children, key=lambda child: _stop_rank(child.service.name)):
            self._end(child)
        self._children.clear()

    # --- one service ----------------------------------------------------------------------------------------
    def _launch(self, service: Service) -> tuple[subprocess.Popen[str], threading.Thread]:
        try:
            process = subprocess.Popen(
                service.command,
                cwd=PROJECT_DIR,
                env={**os.environ, **service.env},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                # A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which ends them in order.
                process_group=0,
                preexec_fn=_die_with_parent(),
            )
        except OSError as error:
            text = _("%(nama)s tidak dapat dijalankan: %(sebab)s")
            raise ServerError(text % {"nama": service.name, "sebab": error.strerror}) from None
        reader = threading.Thread(target=self._relay, args=(service.name, process), daemon=True)
        reader.start()
        return process, reader

    def _relay(self, name: str, process: subprocess.Popen[str]) -> None:
        if process.stdout is None:
            return
        # The pipe is closed under the reader when a grandchild outlives the service.
        with contextlib.suppress(ValueError), process.stdout:
            for line in process.stdout:
                if line.strip():
                    self._say(name, line.rstrip())

    def _say(self, name: str, text: str) -> None:
        with self._write, contextlib.suppress(OSError, ValueError):
            print(f"{name:<6} | {text}", file=self.output, flush=True)

    def _watch(self, child: _Child) -> bool:
        """Start a dead service again. False when it died too often."""
        now = time.monotonic()
        status = child.process.poll()
        if status is None:
            if child.restarts and now - child.started > STEADY_SECONDS:
                child.restarts = 0
            return True
        if child.due is None:
            _signal_group(child.process, signal.SIGKILL)
            if child.restarts >= MAX_RESTARTS:
                text = _("berhenti %(kali)d kali berturut-turut (%(sebab)s), semua dihentikan.")
                self._say(child.service.name, text % {"kali": child.restarts + 1, "sebab": _cause(status)})
                return False
            pause = FIRST_PAUSE * 2**child.restarts
            text = _("berhenti sendiri (%(sebab)s), dijalankan lagi.")
            self._say(child.service.name, text % {"sebab": _cause(status)})
            child.due = now + pause
        elif now >= child.due:
            child.process, child.reader = self._launch(child.service)
            child.started, child.due = now, None
            child.restarts += 1
        return True

    def _end(self, child: _Child) -> None:
        if child.process.poll() is None:
            # The main process ends its own children; a signal to all of them would cut off a running task.
            with contextlib.suppress(ProcessLookupError):
                child.process.send_signal(signal.SIGTERM)
            end = time.monotonic() + self.stop_seconds
            while child.process.poll() is None and time.monotonic() < end and not self._asked_again.is_set():
                time.sleep(TICK_SECONDS)
            if child.process.poll() is None:
                self._say(child.service.name, _("tidak mau berhenti, dihentikan paksa."))
        # Also what a killed main process left behind.
        _signal_group(child.process, signal.SIGKILL)
        child.process.wait()
        child.reader.join(timeout=2)

    # --- signals --------------------------------------------------------------------------------------------
    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        def ask(number: int, frame: FrameType | None) -> None:
            (self._asked_again if self._asked_to_stop.is_set() else self._asked_to_stop).set()

        before = {number: signal.signal(number, ask) for number in STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _stop_rank(name: str) -> int:
    return STOP_ORDER.index(name) if name in STOP_ORDER else -1


def _die_with_parent() -> Callable[[], None] | None:
    """What a child does first on Linux, so that a killed supervisor leaves no server behind on its port."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before it could be asked
            os._exit(1)

    return ask


def _signal_group(process: subprocess.Popen[str], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _cause(status: int) -> str:
    if status < 0:
        return signal.Signals(-status).name
    return _("kode %(kode)d") % {"kode": status}


def ensure_port_free(host: str, port: int) -> None:
    """Raise :class:`ServerError` with one line when somebody already listens on the port."""
    with socket.socket() as probe:
        # As gunicorn binds: an address that only waits to be forgotten by the kernel is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise ServerError(_("Porta %(porta)d tidak ada. Pilih 1024 sampai 65535.") % {"porta": port}) from None
        except PermissionError:
            text = _("Porta %(porta)d hanya untuk root. Coba: make demo PORTA=8000")
            raise ServerError(text % {"porta": port}) from None
        except OSError:
            other = port + 1 if port < 65535 else 8000
            text = _("Porta %(porta)d sedang dipakai. Coba: make demo PORTA=%(lain)d")
            raise ServerError(text % {"porta": port, "lain": other}) from None


@contextlib.contextmanager
def single_instance(var: Path) -> Iterator[None]:
    """Hold ``demo.lock`` of a data folder for the block; raise :class:`ServerError` when another process holds it."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            text = _(
                "Demo sudah berjalan pada %(folder)s (proses %(pid)s). Hentikan dulu, atau beri BINAWIDYA_VAR lain."
            )
            raise ServerError(text % {"folder": var, "pid": lock.read().strip() or "?"}) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        # The file stays: removing it would let a third process lock another file of the same name.
        yield
