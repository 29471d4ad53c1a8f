"""What looks odd about a value, and what does not."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indikator.enums import Agregasi, JenisPeringatan, Polarisasi
from indikator.kewajaran import Perbandingan, Titik, periksa
from indikator.models import Indikator, Realisasi
from indikator.selectors.pembanding import kalimat
from indikator.services.isian import Isian
from indikator.services.realisasi import realisasi_record
from tests.kantor import Kantor

J = JenisPeringatan
BIASA = ("179", "182", "175", "188", "171", "180", "184", "177")


def kata(nilai: str, *riwayat: str, target: str = "150", target_lalu: str | None = None, **lain: Any) -> list[J]:
    points = [
        Titik(2026, n, Decimal(value), Decimal(target_lalu) if target_lalu else None)
        for n, value in enumerate(riwayat, 1)
    ]
    fields = {"agregasi": Agregasi.JUMLAH, "polarisasi": Polarisasi.MAKSIMUM, "bulat": True} | lain
    return [
        one.kode
        for one in periksa(
            Perbandingan(nilai=Decimal(nilai), tahun=2026, target=Decimal(target), riwayat=points, **fields)
        )
    ]


@pytest.mark.parametrize(
    ("nilai", "expected"),
    [
        ("181", []),
        ("1810", [J.FAKTOR_SEPULUH]),
        ("18", [J.FAKTOR_SEPULUH]),
        ("18000", [J.FAKTOR_SEPULUH]),
        ("260", [J.DI_LUAR_SEBARAN]),
        ("0", [J.DI_LUAR_SEBARAN]),
        ("195", []),
    ],
)
def test_value_is_compared_with_the_earlier_months(nilai: str, expected: list[J]) -> None:
    assert kata(nilai, *BIASA) == expected


def test_short_history_says_nothing_about_spread_but_knows_a_misplaced_comma() -> None:
    assert kata("90", "64", "60") == []
    assert kata("640", "64") == [J.FAKTOR_SEPULUH]
    assert kata("640") == []


def test_series_that_jumps_by_itself_is_left_alone() -> None:
    assert J.FAKTOR_SEPULUH not in kata("900", "3", "120", "1", "800", "40", "5")


def test_the_value_that_was_probably_meant_is_named() -> None:
    (one,) = periksa(
        Perbandingan(
            nilai=Decimal(640),
            tahun=2026,
            target=None,
            agregasi=Agregasi.JUMLAH,
            polarisasi=Polarisasi.MAKSIMUM,
            riwayat=[Titik(2026, 9, Decimal(64))],
        )
    )
    assert one.simpan() == {"kode": "faktor_sepuluh", "biasa": "64", "maksud": "64", "arah": "naik"}


def test_exactly_on_target_for_the_fourth_month_is_said() -> None:
    assert kata("150", "150", "150", "150", target_lalu="150") == [J.TEPAT_TARGET]
    assert kata("150", "150", "150", target_lalu="150") == []
    assert kata("150", "150", "149", "150", target_lalu="150") == []
    # One report a month is one report a month.
    assert kata("1", "1", "1", "1", target="1", target_lalu="1") == []
    assert kata("100", "100", "100", "100", target="100", target_lalu="100", puncak=Decimal(100)) == []


def test_running_total_that_falls_is_said() -> None:
    rising = ("10", "25", "31")
    assert kata("28", *rising, agregasi=Agregasi.POSISI_AKHIR) == [J.TURUN_KUMULATIF]
    assert kata("40", *rising, agregasi=Agregasi.POSISI_AKHIR) == []
    assert kata("28", *rising, agregasi=Agregasi.POSISI_AKHIR, polarisasi=Polarisasi.MINIMUM) == []
    assert kata("28", "10", "25", "20", agregasi=Agregasi.POSISI_AKHIR) == []


def test_same_figure_as_a_colleague_is_said_unless_it_is_small_or_on_target() -> None:
    assert kata("173", sama_rekan=True) == [J.SAMA_REKAN]
    assert kata("7", sama_rekan=True) == []
    assert kata("150", sama_rekan=True) == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3),
    st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=3), max_size=30),
    st.sampled_from([*Agregasi]),
    st.sampled_from([*Polarisasi]),
)
def test_no_series_makes_the_checks_fail_and_every_warning_has_a_sentence(
    nilai: Decimal, riwayat: list[Decimal], agregasi: Agregasi, polarisasi: Polarisasi
) -> None:
    found = periksa(
        Perbandingan(
            nilai=nilai,
            tahun=2026,
            target=nilai,
            agregasi=agregasi,
            polarisasi=polarisasi,
            riwayat=[Titik(2026, 1, value, value) for value in riwayat],
            sama_rekan=True,
        )
    )
    said = kalimat([one.simpan() for one in found], Indikator(desimal=2))
    assert all(said) and len(said) == len(found)


def record(kantor: Kantor, nilai: str, target: str = "pegawai", versi: int | None = None) -> Realisasi:
    chosen = kantor.target[target]
    assert chosen.pengisi and chosen.pengisi.user
    return realisasi_record(
        actor=chosen.pengisi.user,
        target=chosen,
        periode=kantor.periode[kantor.kini],
        isian=Isian(nilai=Decimal(nilai)),
        versi=versi,
    )


def test_warning_is_kept_with_the_entry_and_goes_when_the_value_is_corrected(kantor: Kantor) -> None:
    kantor.target["pegawai"].bulanan = [Decimal(10)] * 12
    kantor.target["pegawai"].save()
    before = kantor.kini - 1 or 1
    if kantor.kini == 1:
        pytest.skip("January has no earlier month in this office")
    kantor.isi("pegawai", before, "64", status="disetujui")
    odd = record(kantor, "640")
    assert [one["kode"] for one in odd.peringatan] == ["faktor_sepuluh"]
    assert odd.perlu_dipastikan
    mended = record(kantor, "64", versi=odd.versi)
    assert mended.peringatan == []


def test_colleague_with_the_same_figure_is_noticed_by_the_second(kantor: Kantor) -> None:
    kantor.beri_target("rekan", kantor.target["pegawai"].indikator, "rekan")
    assert record(kantor, "173").peringatan == []
    assert [one["kode"] for one in record(kantor, "173", "rekan").peringatan] == ["sama_rekan"]
