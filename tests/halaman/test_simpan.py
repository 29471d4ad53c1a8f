"""Saving a cell is what people do most often; it costs the same in a larger office, and never more than promised."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indikator.models import Realisasi
from tests.halaman.test_query import besarkan
from tests.kantor import Kantor
from tests.kantor_bersama import KantorBersama

PALING_BANYAK = 12
TRANSAKSI = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def simpan(client: Client, kantor: Kantor, nilai: str) -> int:
    """Type a number into the cell of pegawai; how many statements it took, those of the transaction left out."""
    target, periode = kantor.target["pegawai"], kantor.periode[kantor.kini]
    saved = Realisasi.objects.filter(target=target, periode=periode).first()
    typed = {f"t{target.pk}-nilai": nilai, f"t{target.pk}-versi": str(saved.versi) if saved else ""}
    url = reverse("indikator:realisasi_record", kwargs={"bulan": periode.slug, "pk": target.pk})
    with CaptureQueriesContext(connection) as sent:
        response = client.post(url, typed, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert Realisasi.objects.get(target=target, periode=periode).nilai == int(nilai)
    # The trail of changes is put before a statement, in the same breath.
    statements = [one["sql"].rpartition("true);")[2].strip().upper() for one in sent]
    return sum(not sql.startswith(TRANSAKSI) for sql in statements)


@pytest.mark.parametrize("pengisi", ["pegawai", "operator"])
def test_saving_one_cell_costs_at_most_twelve_queries(pengisi: str, kantor: Kantor, bersama: KantorBersama) -> None:
    client = bersama.masuk(kantor.user[pengisi])
    client.get(reverse("umum:menu"))  # stamps the session
    first, change = simpan(client, kantor, "7"), simpan(client, kantor, "8")
    besarkan(kantor)
    later = simpan(client, kantor, "9")
    assert later <= change
    assert max(first, change) <= PALING_BANYAK
