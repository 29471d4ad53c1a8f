"""Limits of the process that opens a spreadsheet from outside, and how it refuses one."""

import resource
from typing import Any, Final

MAX_MEMORY: Final = 1_000_000_000
MAX_CPU_SECONDS: Final = 90
MAX_OUTPUT: Final = 400_000_000
MAX_ENTRIES: Final = 200
MAX_INFLATED: Final = 200_000_000
MAX_RATIO: Final = 100
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 200
MAX_AREA: Final = 10_000_000  # rows times columns of a sheet whose cells are known before they are read
MAX_CELL: Final = 32_767  # letters in one cell, as in Excel
MAX_MARKS: Final = 2_000_000  # formulas and errors
GROUP: Final = 500
SEPARATOR: Final = "\x7f"  # between the texts of a column; JSON writes it as it is
REFUSED: Final = 3  # exit code

# (row, column), both counted from 1: "f" for a formula, "e" for an error
Marks = dict[tuple[int, int], str]


class Refused(Exception):
    """The file is not read. ``code`` is one of the codes the parent has a sentence for."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


def limit() -> None:
    """Take away from this process what no spreadsheet needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
