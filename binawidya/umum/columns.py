"""Columns of a list that people show or hide for themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column that may be hidden.

    :param shown: whether somebody who never chose sees it.
    """

    key: str
    label: Any
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """A column in the form, ticked or not."""

    column: ListColumn
    ticked: bool


class Columns:
    """The columns of one list as one person sees them. ``"golongan" in columns`` asks for one of them.

    :param name: of the list, in the address of its form.
    :param chosen: the stored choice; ``None`` for somebody who never chose. Keys the list no longer has are passed
        over.
    """

    def __init__(self, name: str, columns: Sequence[ListColumn], chosen: Iterable[str] | None) -> None:
        self.name = name
        self._columns = columns
        usual = {column.key for column in columns if column.shown}
        self._visible = usual if chosen is None else {*chosen} & {column.key for column in columns}
        self.usual = self._visible == usual

    def __contains__(self, key: str) -> bool:
        return key in self._visible

    @property
    def choices(self) -> list[Choice]:
        """Every column for the form, in the order of the list."""
        return [Choice(column, column.key in self._visible) for column in self._columns]


def known_keys(columns: Sequence[ListColumn], sent: Iterable[str]) -> list[str]:
    """Those of the keys that were sent which the list has, in its order; whatever else was sent is passed over."""
    wanted = {*sent}
    return [column.key for column in columns if column.key in wanted]
