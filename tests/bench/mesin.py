"""The machine under the figures, and the memory of its processes."""

import os
import platform
import subprocess
from collections.abc import Iterator
from pathlib import Path

from binawidya.umum.embedded import postgres_bin
from binawidya.umum.numbers import format_angka

_PROC = Path("/proc")


def keterangan() -> list[str]:
    """Cores, memory, processor, versions and what else was going on: lines for the head of the table."""
    load = " ".join(f"{value:.2f}".replace(".", ",") for value in os.getloadavg())
    return [
        f"Mesin       {_cores()} inti, {_memori()}, {_prosesor()}",
        f"Perangkat   Python {platform.python_version()}, {_postgres()}, {platform.system()} {platform.release()}",
        f"Beban awal  {load} (rata-rata 1, 5 dan 15 menit)",
    ]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memori() -> str:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{format_angka(round(size / 1e9))} GB memori"


def _prosesor() -> str:
    info = _PROC / "cpuinfo"
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _postgres() -> str:
    command = [str(postgres_bin("postgres")), "--version"]
    return "PostgreSQL " + subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1]


def anak(pid: int) -> list[int]:
    """Processes that this one started; none where the system does not tell."""
    return [child for child, parent in _orang_tua() if parent == pid]


def _orang_tua() -> Iterator[tuple[int, int]]:
    for folder in _PROC.glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        yield int(folder.name), int(fields[1])


def rss_mb(pid: int) -> float | None:
    """Resident memory of a process in megabytes; nothing where the system does not tell."""
    try:
        resident = int((_PROC / str(pid) / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return None
    return resident * os.sysconf("SC_PAGE_SIZE") / 1e6


def cpu_detik(pid: int) -> float | None:
    """Seconds of processor that a process has used; nothing where the system does not tell."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return None
