"""The supervisor with real processes: small programs of a few lines, and once the real web, worker and beat."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from binawidya.umum import supervisor
from binawidya.umum.embedded import ServerError
from tests.pekerja import pekerja

# What the demo command does, as a program of its own: signals need a main thread and a process group.
PROGRAM = """
import json, sys, django
django.setup()
from binawidya.umum import supervisor
plan = json.loads(sys.argv[1])
supervisor.FIRST_PAUSE = 0.05
supervisor.MAX_RESTARTS = plan.get("restarts", 5)
with supervisor.Supervisor(stop_seconds=plan.get("stop", 5)) as watch:
    for name, code in plan["services"]:
        watch.start(supervisor.Service(name, [sys.executable, "-u", "-c", code]))
    if plan.get("real"):
        for service in (supervisor.web_service(plan["real"]), supervisor.beat_service(), supervisor.worker_service()):
            watch.start(service)
    print("siap", flush=True)
    sys.exit(watch.run_until_signal())
"""
# Writes its name down when it is asked to stop, after a moment.
POLITE = """
import os, signal, sys, time
def end(*_):
    time.sleep({delay}); open({log!r}, "a").write({name!r} + " "); sys.exit()
signal.signal(signal.SIGTERM, end)
print("pid", os.getpid(), os.getpgid(0))
time.sleep(60)
"""
STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("pid", os.getpid(), os.getpgid(0))
time.sleep(60)
"""

Run = Callable[[dict[str, Any]], "Running"]


class Running:
    """A supervisor in a process of its own; its output is read as it comes."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, json.dumps(plan)],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "binawidya.settings.test", **plan.pop("env", {})},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        self.output = ""

    def wait_for(self, pattern: str) -> re.Match[str]:
        assert self.process.stdout is not None
        while (found := re.search(pattern, self.output)) is None:
            line = self.process.stdout.readline()
            if not line:
                pytest.fail(f"{pattern!r} never came, only:\n{self.output}")
            self.output += line
        return found

    def finish(self) -> int:
        rest, _ = self.process.communicate(timeout=60)
        self.output += rest
        return self.process.returncode


@pytest.fixture
def run() -> Iterator[Run]:
    started: list[Running] = []

    def begin(plan: dict[str, Any]) -> Running:
        started.append(Running(plan))
        return started[-1]

    yield begin
    for running in started:
        running.process.kill()
        running.process.communicate()


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pid: int, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


def test_ctrl_c_stops_web_then_beat_then_worker_however_they_were_started(run: Run, tmp_path: Path) -> None:
    log = str(tmp_path / "urutan")
    # The first one to stop takes longest: only waiting for it keeps the order.
    services = [
        (name, POLITE.format(log=log, name=name, delay=delay))
        for name, delay in (("worker", 0), ("web", 0.6), ("beat", 0.2))
    ]
    running = run({"services": services})
    found = {name: running.wait_for(rf"{name} +\| pid (\d+) (\d+)").groups() for name in ("web", "beat", "worker")}
    running.wait_for("siap")
    running.process.send_signal(signal.SIGINT)
    assert running.finish() == 0
    assert Path(log).read_text().split() == ["web", "beat", "worker"]
    # Each leads a group of its own, so the terminal's Ctrl-C had not reached it.
    assert all(pid == group for pid, group in found.values())
    assert "Traceback" not in running.output


def test_service_that_ignores_the_request_is_killed(run: Run) -> None:
    running = run({"services": [("web", STUBBORN)], "stop": 0.5})
    pid = int(running.wait_for(r"web +\| pid (\d+)")[1])
    running.wait_for("siap")
    running.process.terminate()
    assert running.finish() == 0
    assert "web    | tidak mau berhenti, dihentikan paksa." in running.output
    assert not alive(pid)


def test_second_ctrl_c_does_not_wait(run: Run) -> None:
    running = run({"services": [("web", STUBBORN)], "stop": 300})
    running.wait_for(r"web +\| pid")
    running.wait_for("siap")
    begin = time.monotonic()
    running.process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    running.process.send_signal(signal.SIGINT)
    assert running.finish() == 0
    assert time.monotonic() - begin < 10


def test_service_that_died_is_started_again(run: Run, tmp_path: Path) -> None:
    running = run({"services": [("web", POLITE.format(log=str(tmp_path / "log"), name="web", delay=0))]})
    first = int(running.wait_for(r"web +\| pid (\d+)")[1])
    running.wait_for("siap")
    os.kill(first, signal.SIGKILL)
    running.wait_for(r"web +\| berhenti sendiri \(SIGKILL\), dijalankan lagi\.")
    second = int(running.wait_for(rf"web +\| pid (?!{first}\b)(\d+)")[1])
    running.process.terminate()
    assert running.finish() == 0
    assert not alive(second)


def test_service_that_keeps_dying_ends_the_rest_with_one_line(run: Run) -> None:
    running = run({"services": [("web", STUBBORN), ("beat", "raise SystemExit(3)")], "restarts": 2, "stop": 0.5})
    pid = int(running.wait_for(r"web +\| pid (\d+)")[1])
    assert running.finish() == 1
    assert running.output.count("berhenti sendiri (kode 3), dijalankan lagi.") == 2
    assert "beat   | berhenti 3 kali berturut-turut (kode 3), semua dihentikan." in running.output
    assert not alive(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no signal for a dead parent")
def test_killed_supervisor_leaves_no_service_behind(run: Run, tmp_path: Path) -> None:
    running = run({"services": [("web", POLITE.format(log=str(tmp_path / "log"), name="web", delay=0))]})
    pid = int(running.wait_for(r"web +\| pid (\d+)")[1])
    running.process.kill()
    assert gone(pid)


def test_program_that_does_not_exist_is_named() -> None:
    with supervisor.Supervisor() as watch, pytest.raises(ServerError, match=r"^web tidak dapat dijalankan: "):
        watch.start(supervisor.Service("web", ["/tidak/ada"]))


def test_busy_port_is_refused_with_another_one_to_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(ServerError) as refused:
            supervisor.ensure_port_free("127.0.0.1", port)
    assert str(refused.value) == f"Porta {port} sedang dipakai. Coba: make demo PORTA={port + 1}"
    supervisor.ensure_port_free("127.0.0.1", port)


def test_port_that_cannot_exist_is_refused() -> None:
    with pytest.raises(ServerError, match=r"^Porta 70000 tidak ada"):
        supervisor.ensure_port_free("127.0.0.1", 70000)


def test_second_instance_on_the_same_folder_is_refused_in_one_line(tmp_path: Path) -> None:
    var = tmp_path / "var"
    with supervisor.single_instance(var):
        with pytest.raises(ServerError) as refused, supervisor.single_instance(var):
            pass
        assert str(os.getpid()) in str(refused.value)
        assert "\n" not in str(refused.value)
    with supervisor.single_instance(var):
        pass


def test_web_worker_and_beat_run_together_and_end_together(run: Run, tmp_path: Path) -> None:
    # A broker of its own: in that of all tests stand messages about rows of other databases.
    with pekerja(tmp_path / "var") as own:
        own.start_broker()
        _together(run, {"REDIS_URL": own.url})


def _together(run: Run, env: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = run({"services": [], "real": port, "env": env})
    running.wait_for("siap")
    answer = ""
    end = time.monotonic() + 30
    while not answer and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat/", timeout=5) as response:
                answer = str(response.status)
        except urllib.error.HTTPError as error:
            answer = str(error.code)
        except OSError:
            time.sleep(0.1)
    assert answer == "200", running.output
    children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text().split()
    assert len(children) == 3
    running.process.send_signal(signal.SIGINT)
    assert running.finish() == 0
    assert not any(alive(int(pid)) for pid in children)
    assert "Traceback" not in running.output, running.output
    assert "berhenti sendiri" not in running.output, running.output
    # Nothing but what somebody at the terminal should know.
    assert "SecurityWarning" not in running.output, running.output
