"""Cells of a roster that are taken as they are: most of them, and this is seen at a fraction of the time of reading."""

import re
from typing import Final

from binawidya.umum.spreadsheet.cells import Cell

EMPTY: Final = frozenset({"", "-", "–", "—", "null", "NULL", "n/a", "N/A"})
# Letters, figures and signs with single spaces between: needs no cleaning, and most cells are like this.
CLEAN: Final = re.compile(r"[A-Za-z0-9][\x21-\x7e]*(?: [\x21-\x7e]+)*")
_PLAIN_EMAIL: Final = re.compile(r"[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,10}")


def plain_nama(cell: Cell) -> bool:
    """Whether this is a name that ``read_nama`` takes as it is."""
    return (
        type(cell) is str
        and len(cell) <= 150
        and cell[:1].isalpha()
        and CLEAN.fullmatch(cell) is not None
        and cell not in EMPTY
    )


def plain_email(cell: Cell) -> bool:
    """Whether this is an address that ``read_email`` takes as it is."""
    return type(cell) is str and len(cell) <= 254 and _PLAIN_EMAIL.fullmatch(cell) is not None


def plain_nik(cell: Cell) -> bool:
    """Whether these are digits that ``read_nik`` takes as they are."""
    return type(cell) is str and len(cell) == 16 and cell.isascii() and cell.isdigit()


def plain_telepon(cell: Cell) -> bool:
    """Whether these are digits that ``read_telepon`` takes as they are."""
    return type(cell) is str and 6 <= len(cell) <= 15 and cell.isascii() and cell.isdigit()
