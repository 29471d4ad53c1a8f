"""Opens the file named on the command line."""

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from .batas import REFUSED, Refused, limit
from .jenis import check_kind
from .keluaran import write
from .ods import read_ods
from .teks import read_csv
from .xls import read_xls
from .xlsx import read_xlsx

READERS: Final[dict[str, Callable[[Path], None]]] = {
    ".xlsx": read_xlsx,
    ".xls": read_xls,
    ".ods": read_ods,
    ".csv": read_csv,
}


def main(path: Path, suffix: str) -> int:
    """Write the rows of a file, or the line of a refusal."""
    limit()
    try:
        check_kind(path, suffix)
        READERS[suffix](path)
        sys.stdout.flush()
    except Refused as refused:
        return refuse(refused.code, refused.data)
    except (MemoryError, OSError):
        return refuse("besar", {})
    return 0


def refuse(code: str, data: dict[str, Any]) -> int:
    with contextlib.suppress(OSError, MemoryError):
        write({"tolak": code, "data": data})
        sys.stdout.flush()
    return REFUSED


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
