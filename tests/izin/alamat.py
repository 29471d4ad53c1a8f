"""Every address of the house, read from the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Alamat:
    """One address: its name with the number of its parameters where a name has several."""

    kunci: str
    nama: str
    view: Any

    @property
    def act(self) -> str:
        return str(getattr(self.view, "act", ""))

    @property
    def methods(self) -> frozenset[str]:
        return frozenset(getattr(self.view, "methods", ()))


def _walk(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner)
        else:
            yield f"{namespace}{pattern.name}", pattern


def semua_alamat() -> list[Alamat]:
    """All addresses, in the order of the resolver."""
    found = [*_walk(get_resolver())]
    names = [name for name, _pattern in found]
    return [
        Alamat(name if names.count(name) == 1 else f"{name}/{len(pattern.pattern.converters)}", name, pattern.callback)
        for name, pattern in found
    ]
