"""State of a list page: which page, sorted by what, filtered how, and the addresses that change one of them.

No text of the address ever reaches ``order_by``; a page number that makes no sense becomes one that does.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka

PAGE_SIZE: Final = 25
PAGE_KEY: Final = "hal"
SORT_KEY: Final = "urut"
# No list is worth counting further than this many pages by hand.
LARGEST_PAGE: Final = 1_000_000
# From here on a page is found by its keys alone, and the number of rows is not counted for each.
DEEP: Final = 20
TOTAL_SECONDS: Final = 120
# Up to so many rows of a search are found first and sorted then.
FEW: Final = 5_000
_GAP: Final = 0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sort:
    """A column people may sort by."""

    key: str
    descending: bool = False

    @property
    def parameter(self) -> str:
        return f"-{self.key}" if self.descending else self.key


@dataclass(frozen=True, slots=True)
class PageLink:
    """A number in the row of pages; without address it is a gap or the page itself."""

    number: int
    url: str
    current: bool = False

    @property
    def gap(self) -> bool:
        return self.number == _GAP


class Page(Generic[T]):
    """One page of a list, and everything its foot and its column heads need.

    :param rows: the objects of this page.
    :param total: how many there are in all.
    """

    def __init__(
        self, rows: Sequence[T], *, total: int, number: int, size: int, query: QueryDict, path: str, sort: Sort | None
    ) -> None:
        self.rows = rows
        self.total = total
        self.number = number
        self.size = size
        self.query = query
        self.path = path
        self.sort = sort

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def hitungan(self) -> str:
        """``1–25 dari 112``."""
        if not self.total:
            return "0"
        first = (self.number - 1) * self.size + 1
        end = min(self.number * self.size, self.total)
        span = format_angka(first) if first == end else f"{format_angka(first)}–{format_angka(end)}"
        return _("%(span)s dari %(total)s") % {"span": span, "total": format_angka(self.total)}

    def url(self, **changes: Any) -> str:
        """Address of the same list with some parameters changed; ``None`` takes one out."""
        return f"{self.path}{query_with(self.query, changes)}"

    @property
    def previous_url(self) -> str:
        return self.url(**{PAGE_KEY: self.number - 1 if self.number > 2 else None}) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.url(**{PAGE_KEY: self.number + 1}) if self.number < self.last else ""

    @property
    def links(self) -> list[PageLink]:
        """First, last, and two around the current page, with gaps."""
        shown = sorted({1, self.last, *range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)})
        links: list[PageLink] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number - before > 1:
                # A gap of one page is that page.
                links.append(self._link(number - 1) if number - before == 2 else PageLink(_GAP, ""))
            links.append(self._link(number))
        return links

    def _link(self, number: int) -> PageLink:
        url = self.url(**{PAGE_KEY: number if number > 1 else None})
        return PageLink(number, url, current=number == self.number)

    def sort_url(self, key: str) -> str:
        """Address that sorts by this column, the other way round if it already is; starts at the first page."""
        turned = self.sort is not None and self.sort.key == key and not self.sort.descending
        return self.url(**{SORT_KEY: Sort(key, turned).parameter, PAGE_KEY: None})

    def sorted_by(self, key: str) -> str:
        """``ascending``, ``descending`` or nothing, for ``aria-sort``."""
        if self.sort is None or self.sort.key != key:
            return ""
        return "descending" if self.sort.descending else "ascending"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a filter form passes on as hidden fields: the sorting."""
        return [(SORT_KEY, value) for value in self.query.getlist(SORT_KEY)[:1]]

    def filtered(self, *names: str) -> bool:
        """Whether one of these filters is set: an empty list then says how to widen it."""
        return any(self.query.get(name, "").strip() for name in names)


def query_with(query: QueryDict, changes: Mapping[str, Any]) -> str:
    """The query string with some parameters changed, empty ones left out; begins with ``?``."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None or value == "":
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    for name in [name for name, values in changed.lists() if not any(values)]:
        del changed[name]
    text = changed.urlencode()
    return f"?{text}" if text else "?"


def read_page(text: str | None) -> int:
    """A page number from an address: at least 1, whatever is written there."""
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 7:
        return LARGEST_PAGE if text and text.isascii() and text.isdigit() else 1
    return min(max(int(text), 1), LARGEST_PAGE)


def read_sort(text: str | None, columns: Mapping[str, Sequence[str]], default: str) -> Sort:
    """The column to sort by: one of ``columns``, else ``default`` (which may begin with a minus)."""
    for candidate in (text or "", default):
        key = candidate.removeprefix("-")
        if key in columns:
            return Sort(key, candidate.startswith("-"))
    raise KeyError(default)


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"


def order_fields(sort: Sort, columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Fields for ``order_by``; the primary key comes last so that no row is on two pages."""
    fields = columns[sort.key]
    return [*(_turned(field) if sort.descending else field for field in fields), "pk"]


def paginate(
    request: HttpRequest,
    queryset: QuerySet[Any, T],
    *,
    columns: Mapping[str, Sequence[str]] | None = None,
    default: str = "",
    size: int = PAGE_SIZE,
    total: int | None = None,
    searched: bool = False,
) -> Page[T]:
    """The page of a list that the address asks for. Two queries at most: one counts, one reads the page.

    :param columns: what people may sort by: name in the address to fields, such as ``{"nama": ["nama"]}``.
    :param default: the column sorted by when the address names none; a minus turns it round.
    :param total: the number of rows if it is already known.
    :param searched: a text is looked for. PostgreSQL believes its finds to be spread evenly over the order and walks
        along it until a page is full; names that begin alike stand together, and it walks past everybody.
    """
    sort: Sort | None = None
    if columns:
        sort = read_sort(request.GET.get(SORT_KEY), columns, default or next(iter(columns)))
        queryset = queryset.order_by(*order_fields(sort, columns))
    asked = read_page(request.GET.get(PAGE_KEY))
    known = _remembered(queryset) if total is None and asked > DEEP else None
    count = _count(queryset, size) if total is None and known is None else (total or known or 0)
    if searched and size < count <= FEW:
        # The limit is a fence: the keys are found by the index of the text, whatever the order.
        queryset = queryset.filter(pk__in=queryset.order_by().values("pk")[:FEW])
    number, rows = _read(queryset, count, asked, size)
    if known and not rows:
        # Rows went away since somebody counted them.
        count = _count(queryset, size)
        number, rows = _read(queryset, count, asked, size)
    return Page(rows, total=count, number=number, size=size, query=request.GET, path=request.path, sort=sort)


def _read(queryset: QuerySet[Any, T], count: int, asked: int, size: int) -> tuple[int, list[T]]:
    """The page that exists instead of the one asked for, and its rows."""
    number = min(asked, max(1, -(-count // size)))
    first = (number - 1) * size
    if number > DEEP:
        # Only the keys of what is passed over are read: whole rows would cost many times as much.
        keys = queryset.values("pk")[first : first + size]
        return number, [*queryset.filter(pk__in=keys)]
    return number, [*queryset[first : first + size]] if count else []


def _total_key(queryset: QuerySet[Any, Any]) -> str:
    try:
        statement, params = queryset.order_by().query.sql_with_params()
    except EmptyResultSet:
        return "jumlah:kosong"
    return f"jumlah:{hashlib.sha256(repr((statement, params)).encode()).hexdigest()}"


def _remembered(queryset: QuerySet[Any, Any]) -> int | None:
    """How many there were when the same list was counted last; who turns deep pages saw that number already."""
    found = cache.get(_total_key(queryset))
    return found if isinstance(found, int) else None


def _count(queryset: QuerySet[Any, Any], size: int) -> int:
    count = queryset.count()
    if count > DEEP * size:
        cache.set(_total_key(queryset), count, TOTAL_SECONDS)
    return count
