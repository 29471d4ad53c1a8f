"""Completeness of entries."""

from collections.abc import Collection

from django.db import connection

from binawidya.organisasi.models import Periode
from indikator.services.pengisian_sql import statement


def pengisian_calculate(*, periode: Periode, target_ids: Collection[int] | None = None) -> int:
    """Count what was due and what was handed in, by person.

    :param target_ids: only for the people who enter these targets; ``None`` for everybody.
    :returns: how many rows were written; a second run without changes writes none.
    """
    parameters = {
        "tahun": periode.tahun,
        "bulan": periode.bulan,
        "periode_id": periode.pk,
        "target_ids": None if target_ids is None else sorted(target_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement(tertentu=target_ids is not None), parameters)
        return int(cursor.rowcount)
