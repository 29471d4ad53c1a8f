"""The table that people read, and the file that the next run is compared with."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from binawidya.umum.numbers import format_angka
from tests.bench.daftar import KUNCI

JUDUL: Final = ("Ukuran", "Pegawai", "Median ms", "p95 ms", "Query", "RSS MB", "Rasio", "")
_LEWAT: Final = {"median_ms": "waktu", "query": "query", "rss_mb": "memori", "rasio": "rasio"}
_KOLOM_TEKS: Final = (0, len(JUDUL) - 1)


def bandingkan(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same rows with ``rasio``: the median against that of the smallest size of this run."""
    smallest = min((row["ukuran"] for row in rows), default=0)
    base = {row["nama"]: row["median_ms"] for row in rows if row["ukuran"] == smallest}
    compared = []
    for row in rows:
        before, now = base.get(row["nama"]), row["median_ms"]
        if row.get("terhadap"):  # it compares itself with something else
            compared.append({**row, "rasio": round(row["rasio"], 2)})
            continue
        known = row["ukuran"] != smallest and bool(before) and now is not None
        compared.append(
            {
                **row,
                "rasio": round(now / before, 2) if known else None,
                "terhadap": f"{format_angka(smallest)} pegawai" if known else None,
            }
        )
    return compared


def tulis(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write what was found, a line for each figure, whole or not at all."""
    lines = [json.dumps({key: row[key] for key in KUNCI}, ensure_ascii=False) for row in rows]
    new = path.with_name(f"{path.name}.baru")
    new.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    new.replace(path)


def susun(rows: Sequence[Mapping[str, Any]]) -> str:
    """The table, by benchmark and size."""
    order = list(dict.fromkeys(row["nama"] for row in rows))
    lines = [JUDUL, *(_cells(row) for row in sorted(rows, key=lambda row: (order.index(row["nama"]), row["ukuran"])))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(JUDUL))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in _KOLOM_TEKS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    remarks = [row.get("catatan", "")]
    if row.get("lewat"):
        remarks.append(f"MELEWATI SASARAN: {', '.join(_LEWAT[name] for name in row['lewat'])}")
    return (
        row["nama"],
        format_angka(row["ukuran"]),
        _angka(row["median_ms"], 1),
        _angka(row["p95_ms"], 1),
        _angka(row["query"]),
        _angka(row["rss_mb"]),
        _angka(row["rasio"], 2),
        "; ".join(filter(None, remarks)),
    )


def _angka(value: float | None, places: int = 0) -> str:
    return "–" if value is None else format_angka(Decimal(str(value)), places)
