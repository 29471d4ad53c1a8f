"""Reports of one and of many: the same report, and as many queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binawidya.organisasi.enums import JenisUnit
from indikator.enums import Agregasi
from kinerja.selectors.laporan_pegawai import laporan_pegawai, laporan_pegawai_banyak
from kinerja.selectors.laporan_unit import laporan_unit, laporan_unit_banyak
from tests.kinerja.conftest import Kantor


def grow(kantor: Kantor) -> None:
    for number in range(1, 21):
        kode = f"S-{number:02d}"
        kantor.add_unit(kode, f"Seksi {number}", "BW", jenis=JenisUnit.SEKSI)
        kantor.add_pegawai(kode, f"Kepala {number}", kode, memimpin=True)
        kantor.add_target(f"I-{kode}", f"Indikator {number}", unit="BW", pengisi=kode, agregasi=Agregasi.JUMLAH)
        kantor.add_target(f"P-{kode}", f"Kerja {number}", unit="BW-3-1", pengisi="staf", pegawai="staf")
        kantor.add_bukti(kantor.add_realisasi(f"P-{kode}", 10, 9), "bukti.pdf", f"{number:064d}")
    kantor.calculate()


@pytest.mark.parametrize(
    "gather",
    [
        lambda kantor: laporan_unit(unit=kantor.unit["BW"], periode=kantor.periode),
        lambda kantor: laporan_pegawai(pegawai=kantor.pegawai["staf"], periode=kantor.periode),
    ],
    ids=["unit", "pegawai"],
)
def test_a_report_costs_the_same_number_of_queries_at_any_size(kantor: Kantor, gather: Callable[[Kantor], Any]) -> None:
    with CaptureQueriesContext(connection) as small:
        gather(kantor)
    grow(kantor)
    with CaptureQueriesContext(connection) as large:
        laporan = gather(kantor)
    assert len(large) == len(small) <= 17
    assert len(getattr(laporan, "indikator", None) or laporan.target) >= 22


def test_a_thousand_reports_are_gathered_with_the_queries_of_two(kantor: Kantor) -> None:
    two = [kantor.pegawai["staf"], kantor.pegawai["lurah"]]
    with CaptureQueriesContext(connection) as small:
        laporan_pegawai_banyak(pegawai=two, periode=kantor.periode)
    grow(kantor)
    with CaptureQueriesContext(connection) as large:
        laporan_pegawai_banyak(pegawai=[*kantor.pegawai.values()], periode=kantor.periode)
    # The head of the office is among them: one query for the score of the unit that is led.
    assert len(kantor.pegawai) > 20
    assert len(large) <= len(small) + 1


def test_reports_of_many_units_are_gathered_with_the_queries_of_two(kantor: Kantor) -> None:
    # The sections that are added have no score, and so ask for the policy of the year as the empty one does.
    kantor.add_unit("S-00", "Seksi 0", "BW", jenis=JenisUnit.SEKSI)
    two = [kantor.unit[kode].pk for kode in ("BW", "S-00")]
    with CaptureQueriesContext(connection) as small:
        laporan_unit_banyak(unit=two, periode=kantor.periode)
    grow(kantor)
    every = [unit.pk for unit in kantor.unit.values()]
    with CaptureQueriesContext(connection) as large:
        laporan_unit_banyak(unit=every, periode=kantor.periode)
    assert len(every) > 20
    assert len(large) == len(small)


def test_the_report_of_a_unit_among_many_equals_the_one_gathered_alone(kantor: Kantor) -> None:
    grow(kantor)
    every = [unit.pk for unit in kantor.unit.values()]
    together = laporan_unit_banyak(unit=every, periode=kantor.periode)
    assert {unit.pk: laporan_unit(unit=unit, periode=kantor.periode) for unit in kantor.unit.values()} == together
    people = [row for row in together[kantor.unit["BW"].pk].sebaran if row.jumlah]
    assert people
    assert together[kantor.unit["BW"].pk].pelaporan.wajib > together[kantor.unit["BW-3"].pk].pelaporan.wajib > 0


def test_a_report_gathered_among_many_equals_the_one_gathered_alone(kantor: Kantor) -> None:
    grow(kantor)
    people = [*kantor.pegawai.values()]
    together = laporan_pegawai_banyak(pegawai=people, periode=kantor.periode)
    assert {one.pk: laporan_pegawai(pegawai=one, periode=kantor.periode) for one in people} == together
    assert len({laporan.jabatan.nama for laporan in together.values()}) == len(people)
