"""Telling people something: once for each thing, to any number of them at a time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction
from django.db.models.functions import Now
from django.urls import reverse

from binawidya.organisasi.enums import JenisPemberitahuan
from binawidya.organisasi.models import Pemberitahuan, User

_SEKALIGUS: Final = 5000
# Who cannot sign in is told nothing; who was told is not told again.
_SAME_FOR_ALL: Final = """
INSERT INTO organisasi_pemberitahuan (user_id, jenis, kunci, judul, rincian, url_name, url_args, surel)
SELECT u.id, %(jenis)s, %(kunci)s, %(judul)s, %(rincian)s, %(url_name)s, %(url_args)s, %(surel)s
FROM organisasi_user u WHERE u.id = ANY(%(ids)s::bigint[]) AND u.is_active
ORDER BY u.id
ON CONFLICT (user_id, kunci) DO NOTHING
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kabar:
    """One thing for one person.

    :param kunci: names the thing, such as ``realisasi.dikembalikan:17:3``; the same key is told once to each person.
    :param url_name: where it leads, by name; ``url_args`` are the parameters of that address.
    :param surel: whether it goes into the daily letter of who has not looked by then.
    """

    user_id: int
    jenis: JenisPemberitahuan
    kunci: str
    judul: str
    rincian: str = ""
    url_name: str = ""
    url_args: Mapping[str, Any] = field(default_factory=dict)
    surel: bool = True


@transaction.atomic
def pemberitahuan_create(
    *,
    users: Collection[int],
    jenis: JenisPemberitahuan,
    kunci: str,
    judul: str,
    rincian: str = "",
    url_name: str = "",
    url_args: Mapping[str, Any] | None = None,
    surel: bool = True,
) -> int:
    """Tell the same thing to many people: ids of logins. One statement; who was told it already is passed over.

    :returns: how many were told now.
    """
    arguments = dict(url_args or {})
    _check_address(url_name, arguments)
    values: dict[str, Any] = {
        "ids": sorted({*users}),
        "jenis": JenisPemberitahuan(jenis).value,
        "kunci": kunci,
        "judul": _shorten(judul, 200),
        "rincian": _shorten(rincian, 400),
        "url_name": url_name,
        "url_args": connection.ops.adapt_json_value(arguments, None),
        "surel": surel,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAME_FOR_ALL, values)
        return int(cursor.rowcount)


@transaction.atomic
def pemberitahuan_create_each(*, kabar: Iterable[Kabar]) -> None:
    """Tell each person something of their own, in groups of some thousand. Who was told it already is passed over."""
    rest = iter(kabar)
    while group := [*islice(rest, _SEKALIGUS)]:
        for url_name, arguments in {one.url_name: one.url_args for one in group}.items():
            _check_address(url_name, arguments)
        active = {*User.objects.filter(pk__in={one.user_id for one in group}, is_active=True).values_list("pk")}
        Pemberitahuan.objects.bulk_create(
            [
                Pemberitahuan(
                    user_id=one.user_id,
                    jenis=one.jenis,
                    kunci=one.kunci,
                    judul=_shorten(one.judul, 200),
                    rincian=_shorten(one.rincian, 400),
                    url_name=one.url_name,
                    url_args=dict(one.url_args),
                    surel=one.surel,
                )
                for one in sorted(group, key=lambda one: (one.user_id, one.kunci))
                if (one.user_id,) in active
            ],
            ignore_conflicts=True,
        )


def _check_address(url_name: str, arguments: Mapping[str, Any]) -> None:
    # An address that does not exist fails here, not on the page of everybody who was told.
    if url_name:
        reverse(url_name, kwargs=dict(arguments))


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def pemberitahuan_read(*, user: User, pemberitahuan: Pemberitahuan | None = None) -> int:
    """Mark one thing as looked at, or everything.

    :returns: how many were not looked at before.
    """
    rows = Pemberitahuan.objects.filter(user=user).belum_dibaca()
    if pemberitahuan is not None:
        rows = rows.filter(pk=pemberitahuan.pk)
    return rows.update(read_at=Now())
