"""Loading the demo office: the same on the same day, never over other data; and the command that starts it all."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from binawidya.beranda.demo.muat import demo_load
from binawidya.beranda.demo.periode import Bulan, kalender
from binawidya.organisasi.models import Pegawai, UnitKerja
from binawidya.settings.environment import PROJECT_DIR
from tests.beranda.sidik import sidik


@pytest.mark.parametrize(
    ("today", "terbuka", "mulai"),
    [
        (date(2026, 3, 1), Bulan(2026, 2), Bulan(2025, 4)),
        (date(2026, 11, 10), Bulan(2026, 10), Bulan(2025, 12)),
        (date(2026, 11, 11), Bulan(2026, 11), Bulan(2026, 1)),
        (date(2027, 1, 1), Bulan(2026, 12), Bulan(2026, 1)),
    ],
)
def test_open_month_changes_on_the_eleventh(today: date, terbuka: Bulan, mulai: Bulan) -> None:
    found = kalender(today)
    assert (found.terbuka, found.mulai) == (terbuka, mulai)


@pytest.mark.django_db
def test_same_day_gives_the_same_office(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    found = []
    for _load in range(2):
        with transaction.atomic():
            assert demo_load(date(2026, 4, 20))
            found.append(sidik())
            transaction.set_rollback(True)
    assert found[0] == found[1]


@pytest.mark.django_db
def test_office_in_use_is_not_filled(capsys: pytest.CaptureFixture[str]) -> None:
    UnitKerja.objects.create(kode="A", nama="Dinas Contoh", berlaku_mulai=date(2026, 1, 1))
    call_command("demo_muat")
    assert capsys.readouterr().out == "Basis data sudah berisi unit kerja, tidak ada yang diubah.\n"
    assert not Pegawai.objects.exists()


# --- make demo -----------------------------------------------------------------------------------------------------
def _environment(var: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}},
        "BINAWIDYA_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "binawidya.settings.development",
    }


@contextlib.contextmanager
def _demo(var: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", *arguments],
        cwd=PROJECT_DIR,
        env=_environment(var),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=120)


def _result(var: Path, *arguments: str, timeout: float = 120) -> tuple[int, str, str]:
    with _demo(var, *arguments) as process:
        out, err = process.communicate(timeout=timeout)
    return process.returncode, out, err


def _paths(lines: list[str]) -> list[Path]:
    return [Path(line.strip().split(": ", 1)[1]) for line in lines if line.strip().endswith(".pdf")]


def test_demo_runs_the_main_job_then_serves_and_stops_cleanly(tmp_path: Path) -> None:
    code, out, err = _result(tmp_path, "--sekali", timeout=240)
    assert (code, err) == (0, ""), out + err
    assert "109 pegawai dan 30 unit dihitung worker" in out
    paths = _paths(out.splitlines())
    assert [path.read_bytes()[:5] for path in paths] == [b"%PDF-"] * 2

    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        refusal = f"Porta {port} sedang dipakai. Coba: make demo PORTA={port + 1}\n"
        assert _result(tmp_path, "--porta", str(port)) == (1, "", refusal)

    with _demo(tmp_path, "--porta", str(port)) as served:
        lines = _lines_until(served, "Buka http")
        assert any("199408182019032007" in line for line in lines)
        assert not any(line.startswith("Kantor contoh dimuat") for line in lines)
        assert _paths(lines) == paths
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(b"GET /akun/masuk/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
            assert b" 200 " in client.recv(64)
        code, _out, err = _result(tmp_path, "--sekali")
        assert (code, err.count("\n")) == (1, 1)
        assert err.startswith("Demo sudah berjalan")
        served.send_signal(signal.SIGINT)
        _out, err = served.communicate(timeout=120)
    assert (served.returncode, err) == (0, "")


def test_demo_interrupted_at_work_leaves_no_process_behind(tmp_path: Path) -> None:
    with _demo(tmp_path, "--sekali") as process:
        _lines_until(process, "Kantor contoh dimuat")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=120)
    assert "Skor" not in out
    assert process.returncode == 130, err
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_demo_on_other_data_is_refused_with_one_line(tmp_path: Path) -> None:
    code = (
        "from binawidya.organisasi.models import UnitKerja;"
        "UnitKerja.objects.create(kode='A', nama='A', berlaku_mulai='2026-01-01')"
    )
    for arguments in (["migrate", "--verbosity", "0"], ["shell", "--no-imports", "-c", code]):
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT_DIR,
            env=_environment(tmp_path),
            check=True,
            timeout=120,
        )
    code_, out, err = _result(tmp_path, "--sekali", timeout=120)
    assert (code_, err.count("\n")) == (1, 1), out + err
    assert err.startswith("Basis data ini berisi data lain")


def _lines_until(process: "subprocess.Popen[str]", start: str) -> list[str]:
    assert process.stdout is not None
    end = time.monotonic() + 120
    lines: list[str] = []
    while time.monotonic() < end:
        line = process.stdout.readline()
        lines.append(line)
        if line.startswith(start) or not line:
            break
    assert lines[-1].startswith(start), "".join(lines)
    return lines
