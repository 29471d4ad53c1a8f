"""The benchmark runs and says what it found in one shape. How fast anything is, no test asks."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from binawidya.settings.environment import PROJECT_DIR, Environment
from tests.bench import mesin, tabel
from tests.bench.daftar import KELOMPOK, KUNCI, Sasaran, median, p95, ulang

PATIENCE = 240


def bench(var: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.bench", *arguments]
    env = os.environ | {"BINAWIDYA_VAR": str(var)}
    return subprocess.run(
        command, cwd=PROJECT_DIR, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def measured(var: Path, *arguments: str) -> list[dict[str, Any]]:
    done = bench(var, *arguments)
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    assert "Mesin" in done.stdout
    found: list[dict[str, Any]] = json.loads((var / "bench.json").read_text())
    for row in found:
        assert tuple(row) == KUNCI
        assert isinstance(row["nama"], str) and isinstance(row["ukuran"], int)
        for name in ("median_ms", "p95_ms", "rss_mb", "rasio"):
            assert row[name] is None or row[name] > 0
        assert row["query"] is None or row["query"] > 0
        assert (row["rasio"] is None) == (row["terhadap"] is None)
        assert row["nama"] in done.stdout
    return found


def test_scores_of_two_tiny_offices_are_compared_and_nothing_stays_behind(tmp_path: Path) -> None:
    found = measured(tmp_path, "--hanya", "skor", "--ukuran", "60,90")
    assert {row["nama"] for row in found} == {
        "skor.agregat", "skor.objek", "skor.tahun", "skor.tahun_lengkap", "skor.tahun_baru", "skor.seketika",
        "skor.bulan", "skor.bulan_sama", "skor.satu",
    }  # fmt: skip
    within = {(60, "skor.agregat"), (90, "skor.agregat")}  # figures that are held against another of the same office
    assert {(row["ukuran"], row["terhadap"]) for row in found} - within == {(60, None), (90, "60 pegawai")}
    assert not (tmp_path / "bench").exists()
    assert not any(Environment(binawidya_var=tmp_path / "bench" / size).socket_dir.exists() for size in ("60", "90"))


def test_pages_are_fetched_from_a_web_server_and_their_queries_counted(tmp_path: Path) -> None:
    found = measured(tmp_path, "--hanya", "halaman", "--ukuran", "60", "--kali", "2")
    wanted = {"beranda", "realisasi", "verifikasi", "dasbor_unit", "pegawai"}
    assert {f"halaman.{name}" for name in wanted} <= {row["nama"] for row in found}
    assert all(row["median_ms"] and row["query"] for row in found)
    assert all(row["p95_ms"] is None for row in found), "two requests have no p95"
    assert all(row["rss_mb"] for row in found) or sys.platform != "linux"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--hanya", "kopi"), f"Kelompok “kopi” tidak ada. Pilih salah satu: {', '.join(KELOMPOK)}."),
        (("--ukuran", "sedikit"), "Ukuran “sedikit” tidak terbaca."),
        (("--ukuran", "1000,1000"), "Ukuran “1000,1000” tidak terbaca."),
        (("--ukuran", "5"), "Ukuran “5” tidak terbaca."),
        (("--cepat",), "Pakai: make bench"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = bench(tmp_path, *arguments)
    assert done.returncode == 1
    assert done.stderr.startswith(message)
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
    assert not (tmp_path / "bench.json").exists()


def test_two_runs_at_once_do_not_measure_each_other(tmp_path: Path) -> None:
    with (tmp_path / "bench.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = bench(tmp_path, "--hanya", "skor", "--ukuran", "60")
    assert done.returncode == 1
    assert done.stderr == "Pengukuran lain sedang berjalan. Tunggu sampai selesai.\n"


def test_a_figure_above_its_goal_is_marked_in_the_table() -> None:
    row = {"nama": "halaman.a", "ukuran": 1000, "median_ms": 250.0, "p95_ms": 300.0, "query": 15, "rss_mb": 120.0}
    lewat = Sasaran(median_ms=100, query=15, rss_mb=180).exceeded(row)
    assert lewat == ["median_ms"]
    table = tabel.susun(tabel.bandingkan([{**row, "lewat": lewat, "catatan": ""}]))
    assert "MELEWATI SASARAN: waktu" in table
    assert "250,0" in table


def test_runs_are_bounded_in_number_and_in_time() -> None:
    assert len(ulang(lambda: None, kali=7, detik=60)) == 7
    assert len(ulang(lambda: None, kali=7, detik=0)) == 1
    prepared: list[int] = []
    ulang(lambda: None, kali=3, detik=60, siapkan=lambda: prepared.append(1))
    assert len(prepared) == 3


def test_figures_of_a_sample() -> None:
    times = [float(number) for number in range(1, 101)]
    assert (median(times), p95(times), p95(times[:19])) == (50.5, 95.0, None)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_memory_and_children_of_a_process_are_known() -> None:
    assert (mesin.rss_mb(os.getpid()) or 0) > 10
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in mesin.anak(os.getpid())
        child.communicate(b"\n")
    assert mesin.rss_mb(child.pid) is None
