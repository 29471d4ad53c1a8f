"""What saving one cell costs the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.kantor import Kantor

PALING_BANYAK = 12
# Beginning and ending a transaction asks nothing of a table.
TRANSAKSI = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def test_one_cell_costs_at_most_twelve_queries_and_answers_with_the_score(kantor: Kantor) -> None:
    for n in range(2, 9):
        kantor.beri_target(f"t{n}", kantor.indikator(f"IKI-{n}", "pelayanan"), "pegawai", bobot=10)
    pk = kantor.target["pegawai"].pk
    address = reverse("indikator:realisasi_record", kwargs={"bulan": (kantor.tahun, kantor.kini), "pk": pk})
    client = Client(headers={"HX-Request": "true"})
    client.force_login(kantor.user["pegawai"])
    client.post(address, {f"t{pk}-nilai": "8", f"t{pk}-versi": ""})
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(address, {f"t{pk}-nilai": "9", f"t{pk}-versi": "1"})
    assert answer.status_code == 200
    assert "Nilai bila disetujui" in answer.content.decode()
    asked = [one["sql"] for one in captured if not one["sql"].startswith(TRANSAKSI)]
    assert len(asked) <= PALING_BANYAK, asked
