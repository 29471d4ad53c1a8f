"""Rows that somebody ticked in a list, or all that its filter leaves; carried from the list over a confirmation.

The list is a form that is sent by GET to the page of confirmation. That page posts the same selection, together with
the number it was confirmed for: an act that would reach another number of rows than was read is not done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict

PICK_KEY: Final = "pilih"
ALL_KEY: Final = "semua"
# More than anybody ticks by hand.
MAX_PICKED: Final = 1_000
Q = TypeVar("Q", bound=QuerySet[Any, Any])


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen.

    :param ids: the rows that were ticked; of no meaning when ``everything`` is set.
    :param everything: all rows that the filter leaves.
    :param query: what was sent, the filter of the list within it.
    """

    ids: tuple[int, ...]
    everything: bool
    query: QueryDict

    @classmethod
    def read(cls, data: QueryDict) -> "Selection":
        """From a form. What is no key of a row is passed over."""
        texts = [text for text in data.getlist(PICK_KEY) if text.isascii() and text.isdigit() and len(text) < 19]
        ids = tuple(dict.fromkeys(int(text) for text in texts))[:MAX_PICKED]
        return cls(ids=ids, everything=data.get(ALL_KEY) == "1", query=data)

    @property
    def empty(self) -> bool:
        """Nothing was chosen."""
        return not self.ids and not self.everything

    def among(self, rows: Q, filtered: Q) -> Q:
        """The chosen ones.

        :param rows: everything the user may act on.
        :param filtered: the same as far as the filter of the list leaves it.
        """
        return filtered if self.everything else rows.filter(pk__in=self.ids)

    def hidden(self, *filters: str) -> list[tuple[str, str]]:
        """Names and values of the hidden fields that pass the selection on.

        :param filters: parameters of the filter of the list.
        """
        if not self.everything:
            return [(PICK_KEY, str(pk)) for pk in self.ids]
        kept = [(name, self.query.get(name, "")) for name in filters]
        return [(ALL_KEY, "1"), *((name, value) for name, value in kept if value)]


def kept_filters(query: QueryDict, filters: Sequence[str]) -> list[tuple[str, str]]:
    """The filter of a list as hidden fields of its form of selection."""
    return [(name, query.get(name, "")) for name in filters if query.get(name, "").strip()]
