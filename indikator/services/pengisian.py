"""Completeness of entries."""

from django.db import connection

from binawidya.organisasi.models import Periode
from indikator.services.capaian import SEMUA, Lingkup
from indikator.services.pengisian_sql import statement


def pengisian_calculate(*, periode: Periode, lingkup: Lingkup = SEMUA) -> int:
    """Count what was due and what was handed in, by person: of those who enter the targets in question.

    :returns: how many rows were written; a second run without changes writes none.
    """
    parameters = lingkup.parameters | {"tahun": periode.tahun, "bulan": periode.bulan, "periode_id": periode.pk}
    with connection.cursor() as cursor:
        cursor.execute(statement(lingkup.nama), parameters)
        return int(cursor.rowcount)
