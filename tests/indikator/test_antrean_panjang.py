"""A queue too long to be sorted as a whole begins with the same cases as one that is."""

import pytest

from binawidya.organisasi.models import Pegawai, Penugasan
from indikator.enums import StatusRealisasi
from indikator.models import Realisasi
from indikator.selectors import verifikasi
from tests.kantor import Kantor


@pytest.fixture
def pengawas(kantor: Kantor) -> Kantor:
    """Somebody may verify everything, and several cases wait."""
    akar = kantor.unit["akar"]
    Penugasan.objects.filter(user=kantor.user["verifikator"]).update(unit_kerja=akar)
    kantor.user["verifikator"].__dict__.pop("lingkup", None)
    # Names in another order than the rows, two of them the same, and two cases of everybody.
    for nomor, nama in enumerate(("Zulaikha", "Budi", "Amir", "Budi")):
        orang = f"orang_{nomor}"
        kantor.orang(orang, "pelayanan")
        Pegawai.objects.filter(pk=kantor.pegawai[orang].pk).update(nama=nama)
        for kedua in ("a", "b"):
            kunci = f"{orang}{kedua}"
            kantor.beri_target(kunci, kantor.indikator(f"T-{kunci}", "pelayanan"), orang, bobot=50)
            kantor.isi(kunci, status=StatusRealisasi.DIAJUKAN)
    assert Realisasi.objects.menunggu_verifikasi(kantor.user["verifikator"]).count() == 8
    return kantor


@pytest.mark.parametrize("halaman", [1, 2, 3, 5, 8, 30])
def test_a_long_queue_shows_the_same_first_cases(
    pengawas: Kantor, halaman: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = pengawas.user["verifikator"]
    monkeypatch.setattr(verifikasi, "HALAMAN", halaman)
    sorted_whole = [row.pk for row in verifikasi.antrean(user).kasus]
    assert len(sorted_whole) == min(halaman, Realisasi.objects.menunggu_verifikasi(user).count())
    monkeypatch.setattr(verifikasi, "TERBANYAK", 0)
    assert [row.pk for row in verifikasi.antrean(user).kasus] == sorted_whole


def test_it_is_not_sorted_as_a_whole(pengawas: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the short way is really taken."""
    user = pengawas.user["verifikator"]
    monkeypatch.setattr(verifikasi, "HALAMAN", 1)
    assert len(verifikasi._depan(user)) == 1
    monkeypatch.setattr(verifikasi, "HALAMAN", 1_000)
    assert verifikasi._depan(user) == [], "where the oldest month does not fill the page"
