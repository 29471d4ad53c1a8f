"""Who is whose superior on a date: the one answer that every page, document and right uses.

The superior of a post is whoever is named in it (``Penempatan.atasan``); else the head of its unit, or of the nearest
unit above that has another head; a post that leads its unit looks above it only, so that nobody answers to the own
stand-in. Among heads of one unit the acting ones (Plh., then Plt.) stand before the definitive. ``lingkup.py`` gives
the same relation seen from the superior. On another day than today the tree of that day decides.
"""

from collections.abc import Collection
from datetime import date

from django.db import connection

from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.selectors.atasan_sql import ATASAN_KINI, ATASAN_PADA
from binawidya.umum.dates import today


def atasan_of(pegawai_ids: Collection[int], tanggal: date) -> dict[int, int]:
    """The superiors of these people on a date, by person; who has none is left out. One query."""
    if not pegawai_ids:
        return {}
    with connection.cursor() as cursor:
        query = ATASAN_KINI if tanggal == today() else ATASAN_PADA
        cursor.execute(query, {"pegawai_ids": [*pegawai_ids], "tanggal": tanggal})
        return dict(cursor.fetchall())


def nama_atasan(pegawai_id: int | None, tanggal: date) -> str:
    """Name of the superior for running text, empty if there is none. Two queries."""
    if pegawai_id is None:
        return ""
    found = atasan_of([pegawai_id], tanggal).get(pegawai_id)
    return Pegawai.objects.filter(pk=found).values_list("nama", flat=True).first() or "" if found else ""
