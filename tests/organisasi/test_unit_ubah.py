"""Changing a unit: what is refused, and how readably."""

from tests.kantor import Kantor
from tests.organisasi.test_unit_halaman import masuk, office, teks, unit_baru, url

__all__ = ["office"]


def test_saving_nothing_new_and_odd_days_are_refused_readably(office: Kantor) -> None:
    client = masuk(office, "admin_kepegawaian")
    unit = office.unit["pelayanan"]
    same = unit_baru(kode="1.1", nama="Seksi Pelayanan")
    assert "Belum ada yang berbeda" in teks(client.post(url("update", unit), same))
    for hari in ("1066-01-01", "9999-12-31", "kemarin", ""):
        response = client.post(url("update", unit), same | {"berlaku_mulai": hari})
        assert response.status_code == 422, hari
