"""Data quality of a month."""

from django.db import connection

from binawidya.organisasi.models import Periode
from indikator.services.capaian import SEMUA, Lingkup
from indikator.services.mutu_data_sql import KUNCI, statement


def mutu_data_calculate(*, periode: Periode, lingkup: Lingkup = SEMUA) -> int:
    """Count by unit what was due and how it came in: in the units of the targets in question.

    Must be called inside a transaction.

    :returns: how many rows were written; a second run without changes writes none.
    """
    parameters = lingkup.parameters | {"tahun": periode.tahun, "bulan": periode.bulan, "periode_id": periode.pk}
    with connection.cursor() as cursor:
        if lingkup.target_ids is not None:
            cursor.execute(KUNCI, parameters)
        cursor.execute(statement(lingkup.nama), parameters)
        return int(cursor.fetchone()[0])
