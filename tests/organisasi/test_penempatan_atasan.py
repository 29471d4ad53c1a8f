"""Superiors and posts: stored by name only where it differs, and never in a ring."""

import pytest
from django.core.exceptions import ValidationError

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.models import Penempatan
from binawidya.umum.dates import today
from tests.organisasi.dunia import Dunia
from tests.organisasi.susunan import BULAN_DEPAN, beri, jabatan, pesan, pindah, riwayat


def test_a_superior_who_follows_from_the_structure_is_not_stored_by_name(dunia: Dunia) -> None:
    assert pindah(dunia, "Rina Marlina", "delima", atasan=dunia.pegawai["Syafrizal Tanjung"]).atasan is None
    camat = dunia.pegawai["Camat Satu"]
    assert pindah(dunia, "Dedi Kurniawan", "delima", atasan=camat).atasan == camat


def test_a_superior_without_a_post_on_that_day_is_none(dunia: Dunia) -> None:
    dunia.pegawai["Camat Satu"].penempatan.update(tmt_selesai=today())
    with pytest.raises(ValidationError) as refused:
        pindah(dunia, "Rina Marlina", "delima", atasan=dunia.pegawai["Camat Satu"])
    assert "Camat Satu tidak memegang jabatan" in pesan(refused, "atasan")


def test_two_are_never_superior_of_each_other(dunia: Dunia) -> None:
    """Rina answers to Nurhasanah; Nurhasanah shall answer to Rina."""
    with pytest.raises(ValidationError) as refused:
        pindah(
            dunia, "Nurhasanah Rambe", "pelayanan", memimpin=True, jabatan=jabatan("Kepala Seksi Pelayanan Umum"),
            atasan=dunia.pegawai["Rina Marlina"],
        )  # fmt: skip
    assert "akan menjadi bawahan sekaligus atasan" in pesan(refused, "atasan")
    assert len(riwayat(dunia, "Nurhasanah Rambe")) == 1


def test_an_acting_head_above_the_own_superior_would_be_a_ring(dunia: Dunia) -> None:
    """Rina, of Nurhasanah's section, as Plh. Camat: Nurhasanah would answer to her."""
    acting = {"jenis": JenisPenempatan.PLH, "memimpin": True, "tmt_selesai": BULAN_DEPAN}
    with pytest.raises(ValidationError, match="akan menjadi bawahan sekaligus atasan"):
        beri(dunia, "Rina Marlina", "kecamatan", **acting)
    # With a superior by name for the time she may.
    dunia.orang(7, "Walikota", "kota", "Wali Kota", memimpin=True)
    pindah(dunia, "Rina Marlina", "pelayanan", atasan=dunia.pegawai["Walikota"])
    beri(dunia, "Rina Marlina", "kecamatan", **acting)


def test_a_ring_that_would_close_only_later_is_seen_today(dunia: Dunia) -> None:
    """Dedi is to lead from next month on; who answers to Rina, of his section, cannot be his superior by then."""
    pindah(dunia, "Dedi Kurniawan", "delima_pem", BULAN_DEPAN, memimpin=True)
    pindah(dunia, "Rina Marlina", "delima_pem", BULAN_DEPAN)
    with pytest.raises(ValidationError, match="akan menjadi bawahan sekaligus atasan"):
        pindah(dunia, "Syafrizal Tanjung", "delima", memimpin=True, atasan=dunia.pegawai["Rina Marlina"])


def test_a_ring_that_stood_before_stops_nobody_else(dunia: Dunia) -> None:
    rina, nur = dunia.pegawai["Rina Marlina"], dunia.pegawai["Nurhasanah Rambe"]
    Penempatan.objects.filter(pegawai=nur).update(atasan=rina)
    pindah(dunia, "Dedi Kurniawan", "delima")
    beri(dunia, "Dedi Kurniawan", "pelayanan", jenis=JenisPenempatan.PLT, tmt_selesai=BULAN_DEPAN)
