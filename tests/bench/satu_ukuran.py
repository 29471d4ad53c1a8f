"""Measures at one size, in a process, a database and a folder of its own: ``python -m tests.bench.satu_ukuran``.

Started by ``tests.bench``, which says by the environment where the folder is. Results go to a file in it.
"""

import contextlib
import json
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any, Final

import django

from binawidya.settings.environment import read
from binawidya.umum.embedded import ServerError, servers
from binawidya.umum.numbers import format_angka
from tests.bench.daftar import Ukur, daftar

HASIL: Final = "hasil.json"


def main(pegawai: int, kali: int, groups: list[str]) -> None:
    """Build the office, run the benchmarks of some groups, write what they found.

    :param kali: how often each page is asked for.
    """
    signal.signal(signal.SIGTERM, _end)
    file = read().binawidya_var / HASIL
    with servers(), contextlib.ExitStack() as stack:
        django.setup()
        from tests.bench.panggung import Panggung, siap

        siap()
        start = time.monotonic()
        panggung = Panggung(pegawai, stack, kali=kali, setahun=groups == ["skor"])
        _say(f"{format_angka(pegawai)} pegawai: kantor siap dalam {_seconds(time.monotonic() - start)} detik")
        found: list[dict[str, Any]] = []
        for group in groups:
            for one in daftar(group):
                if (row := _measure(one, panggung)) is not None:
                    found.append(row)
                    _write(file, found)


def _measure(one: Ukur, panggung: Any) -> dict[str, Any] | None:
    hasil = one.jalankan(panggung)
    if hasil is None:
        return None
    row: dict[str, Any] = {
        "nama": one.nama,
        "ukuran": hasil.ukuran or panggung.kantor.pegawai,
        "median_ms": _rounded(hasil.median_ms),
        "p95_ms": _rounded(hasil.p95_ms),
        "query": hasil.query,
        "rss_mb": _rounded(hasil.rss_mb),
        "rasio": hasil.rasio,
        "terhadap": hasil.terhadap or None,
    }
    median = f"{_seconds(hasil.median_ms / 1000, 3)} detik" if hasil.median_ms is not None else ""
    _say(f"  {one.nama:<28} {median}")
    return row | {"lewat": one.sasaran.exceeded(row), "catatan": hasil.catatan}


def _write(file: Path, found: list[dict[str, Any]]) -> None:
    file.write_text(json.dumps(found))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _seconds(value: float, places: int = 0) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _end(number: int, frame: FrameType | None) -> None:
    """Leave through every ``finally``, so that no server stays behind."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
    except ServerError as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
