"""Heads and superiors in a roster: who changes places, who makes room; nobody answers to the own subordinate."""

from datetime import date, timedelta

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.selectors.atasan import atasan_of
from tests.organisasi.dunia import DESEMBER, JUDUL, Dunia, jumlah, nip

KEMARIN = DESEMBER - timedelta(days=1)


def test_two_heads_change_places(dunia: Dunia) -> None:
    """Once with new posts, and once more on the same day, in place."""
    judul = [*JUDUL, "Memimpin unit"]
    for first, second in (("Kelurahan Delima", "Seksi Pelayanan Umum"), ("Seksi Pelayanan Umum", "Kelurahan Delima")):
        dunia.impor(
            [nip(2), "Nurhasanah Rambe", first, f"Kepala {first}", "Ya"],
            [nip(3), "Syafrizal Tanjung", second, f"Kepala {second}", "Ya"],
            judul=judul,
        )
        assert (dunia.pos("Nurhasanah Rambe").unit_kerja.nama, dunia.pos("Nurhasanah Rambe").memimpin) == (first, True)
        assert dunia.pos("Syafrizal Tanjung").unit_kerja.nama == second


def test_a_head_who_moves_makes_room_for_a_new_one(dunia: Dunia) -> None:
    judul = [*JUDUL, "Memimpin unit", "TMT jabatan"]
    impor = dunia.periksa(
        [nip(50), "Lurah Baru", "Kelurahan Delima", "Lurah Delima", "Ya", "2026-01-01"],
        [nip(3), "Syafrizal Tanjung", "Kelurahan Tobek Godang", "Lurah Tobek Godang", "Ya", "2020-01-01"],
        [nip(51), "Staf Baru", "Kelurahan Delima", "Staf", "Tidak", "2025-05-05"],
        judul=judul,
    )
    assert jumlah(impor) == {"baru": 2, "berubah": 1}
    dunia.terapkan(impor)
    # The unit was led by somebody else until the import, whatever the sheet says about the title.
    assert dunia.pos("Lurah Baru").tmt_mulai == DESEMBER
    assert dunia.pos("Staf Baru").tmt_mulai == date(2025, 5, 5)
    staf = Pegawai.objects.get(nama="Staf Baru")
    assert atasan_of([staf.pk], DESEMBER)[staf.pk] == Pegawai.objects.get(nama="Lurah Baru").pk


def test_a_superior_by_name_is_kept_only_where_the_structure_says_another(dunia: Dunia) -> None:
    judul = [*JUDUL, "NIP atasan"]
    impor = dunia.impor(
        [nip(4), "Dedi Kurniawan", "Seksi Pelayanan Umum", "Pengelola Data", nip(2)],
        [nip(5), "Rina Marlina", "Seksi Pelayanan Umum", "Pengelola Data", nip(1)],
        [nip(50), "Anak Buah Baru", "Kelurahan Delima", "Staf", nip(51)],
        [nip(51), "Atasan Baru", "Kelurahan Delima", "Staf", ""],
        judul=judul,
    )
    assert jumlah(impor) == {"baru": 2, "berubah": 1, "tetap": 1}
    assert dunia.pos("Dedi Kurniawan").atasan is None
    assert dunia.pos("Rina Marlina").atasan == dunia.pegawai["Camat Satu"]
    found = dunia.pos("Anak Buah Baru").atasan
    assert found and found.nama == "Atasan Baru"


def test_a_sheet_that_makes_two_people_each_others_superiors_changes_nothing(dunia: Dunia) -> None:
    impor = dunia.impor(
        [nip(4), "Dedi Kurniawan", "Seksi Pelayanan Umum", "Pengelola Data", nip(5)],
        [nip(5), "Rina Marlina", "Seksi Pelayanan Umum", "Pengelola Data", nip(4)],
        judul=[*JUDUL, "NIP atasan"],
    )
    assert impor.status == StatusImpor.SIAP
    assert "akan menjadi bawahan sekaligus atasan" in impor.pesan
    assert "Tidak ada yang diubah." in impor.pesan
    assert dunia.pos("Dedi Kurniawan").atasan is None
    assert dunia.pos("Rina Marlina").atasan is None
