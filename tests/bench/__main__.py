"""``python -m tests.bench [--hanya KELOMPOK] [--ukuran 1000,20000]``: measure, print a table, write ``bench.json``."""

import argparse
import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

from binawidya.settings.environment import PROJECT_DIR, Environment, read
from binawidya.umum.embedded import EmbeddedServers, ServerError
from binawidya.umum.numbers import format_angka
from tests.bench import mesin, tabel
from tests.bench.daftar import KALI, KELOMPOK
from tests.bench.satu_ukuran import HASIL

UKURAN: Final = (1_000, 20_000)
TERKECIL, TERBESAR = 60, 1_000_000
PALING_LAMA: Final = 15 * 60.0
# For an office above this size, of which one month only is measured.
SEBULAN: Final = 200_000
PALING_LAMA_SEBULAN: Final = 45 * 60.0
STOP_SECONDS: Final = 60.0
KAKI: Final = """
Setiap ukuran memakai basis data baru dengan pengaturan produksi (fsync menyala), yang dihapus sesudahnya.
Halaman diambil lewat gunicorn (2 pekerja) oleh seorang yang masuk, satu permintaan demi satu; waktu mencakup seluruh
halaman sampai byte terakhir. Query dihitung terpisah, di dalam proses. RSS: pekerja web yang terbesar.
Rasio: median dibanding median ukuran terkecil dalam jalan yang sama."""


class Salah(Exception):
    """What was asked for cannot be measured. One line for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What was asked for: groups, numbers of people, requests of each page."""

    groups: list[str]
    sizes: list[int]
    kali: int


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Salah("Pakai: make bench, make bench HANYA=skor, atau python -m tests.bench --hanya skor --ukuran 1000")


def main(arguments: Sequence[str]) -> None:
    """Measure every size in a process of its own, then write and print everything together.

    :raises Salah: unknown group, senseless size, or another run is at work.
    """
    asked = _read(arguments)
    var = read().binawidya_var.resolve()
    start = time.monotonic()
    _say(*mesin.keterangan(), "")
    rows: list[dict[str, Any]] = []
    longest = PALING_LAMA_SEBULAN if asked.sizes[-1] > SEBULAN else PALING_LAMA
    with _alone(var):
        for size in asked.sizes:
            rows += _measure(var / "bench" / str(size), size, asked, longest - (time.monotonic() - start))
    compared = tabel.bandingkan(rows)
    tabel.tulis(var / "bench.json", compared)
    _say(
        "", tabel.susun(compared), KAKI, f"Selesai dalam {round(time.monotonic() - start)} detik: {var / 'bench.json'}"
    )


def _read(arguments: Sequence[str]) -> Permintaan:
    parser = _Parser(add_help=False)
    parser.add_argument("--hanya", default="")
    parser.add_argument("--ukuran", default=",".join(map(str, UKURAN)))
    parser.add_argument("--kali", type=int, choices=range(1, KALI + 1), default=KALI)
    asked = parser.parse_args(arguments)
    if asked.hanya and asked.hanya not in KELOMPOK:
        raise Salah(f"Kelompok “{asked.hanya}” tidak ada. Pilih salah satu: {', '.join(KELOMPOK)}.")
    texts = [part.strip() for part in asked.ukuran.split(",")]
    sizes = sorted({int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 9})
    if len(sizes) != len(texts) or not all(TERKECIL <= size <= TERBESAR for size in sizes):
        least, most = format_angka(TERKECIL), format_angka(TERBESAR)
        raise Salah(f"Ukuran “{asked.ukuran}” tidak terbaca. Tulis jumlah pegawai, {least} sampai {most}: 1000,20000")
    if sizes[-1] > SEBULAN and asked.hanya != "skor":
        raise Salah(f"Lebih dari {format_angka(SEBULAN)} pegawai hanya untuk kelompok skor: --hanya skor")
    return Permintaan([asked.hanya] if asked.hanya else list(KELOMPOK), sizes, asked.kali)


@contextlib.contextmanager
def _alone(var: Path) -> Iterator[None]:
    """Two runs at once would measure each other."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "bench.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Salah("Pengukuran lain sedang berjalan. Tunggu sampai selesai.") from None
        yield


def _measure(folder: Path, size: int, asked: Permintaan, seconds: float) -> list[dict[str, Any]]:
    if seconds <= 0:
        raise Salah(f"Waktu habis sebelum {format_angka(size)} pegawai diukur.")
    _remove(folder)  # what a killed run left behind
    folder.mkdir(parents=True)
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    env |= {
        "BINAWIDYA_VAR": str(folder),
        "BINAWIDYA_PROSES": "perintah",
        "DJANGO_SETTINGS_MODULE": "binawidya.settings.development",
        "DEBUG": "0",
    }
    command = [sys.executable, "-m", "tests.bench.satu_ukuran", str(size), str(asked.kali), *asked.groups]
    try:
        _run(command, env, seconds, size)
        found: list[dict[str, Any]] = json.loads((folder / HASIL).read_text())
        return found
    finally:
        _remove(folder)


def _run(command: Sequence[str], env: dict[str, str], seconds: float, size: int) -> None:
    with subprocess.Popen(command, cwd=PROJECT_DIR, env=env) as process:
        try:
            status = process.wait(timeout=seconds)
        except BaseException as reason:
            # Ctrl-C reached the other process as well; it is already stopping its servers.
            if not isinstance(reason, KeyboardInterrupt):
                process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=STOP_SECONDS)
            process.kill()
            if isinstance(reason, subprocess.TimeoutExpired):
                raise Salah("Pengukuran dihentikan: terlalu lama.") from None
            raise
    if status:
        raise Salah(f"Pengukuran dengan {format_angka(size)} pegawai gagal; sebabnya di atas.")


def _remove(folder: Path) -> None:
    """Stop what still runs in a folder, then forget it."""
    if not folder.exists():
        return
    embedded = EmbeddedServers(Environment(binawidya_var=folder, database_url="", redis_url=""))
    embedded.stop()
    shutil.rmtree(embedded.sockets, ignore_errors=True)
    shutil.rmtree(folder)
    with contextlib.suppress(OSError):  # another size still needs it
        folder.parent.rmdir()


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    try:
        main(sys.argv[1:])
    except (Salah, ServerError) as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
