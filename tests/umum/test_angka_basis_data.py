"""No figure in the database can be NaN, infinite or absurd, whoever writes it: PostgreSQL itself refuses.

The columns are read from the database, so a new one without a CHECK fails the run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pghistory.models
import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction
from psycopg import sql
from psycopg.errors import CheckViolation, NumericValueOutOfRange

from indikator.enums import Agregasi, StatusRealisasi
from kinerja.services.skor import skor_calculate_periode
from tests.kantor import Kantor
from tests.umum.angka_penuh import lengkapi

RACUN = ["NaN", "Infinity", "-Infinity", "1e19", "-1e19"]
# Tables of the programs we use; ours begin with the name of an app.
KITA = ("umum", "organisasi", "beranda", "indikator", "survei", "kinerja")

_KOLOM = """
SELECT c.table_name, c.column_name, c.data_type, c.udt_name
FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
  AND c.udt_name IN ('numeric', 'float4', 'float8', '_numeric', '_float4', '_float8', 'money')
ORDER BY 1, 2
"""
# CHECKs about this column and no other; the expression reads it by its name.
_PAGAR = """
SELECT con.conname, pg_get_expr(con.conbin, con.conrelid)
FROM pg_constraint con
JOIN pg_attribute att ON att.attrelid = con.conrelid AND att.attname = %s
WHERE con.contype = 'c' AND con.convalidated AND con.conrelid = %s::regclass AND con.conkey = ARRAY[att.attnum]
"""


@dataclass(frozen=True)
class Kolom:
    """A column that holds numbers."""

    tabel: str
    nama: str
    jenis: str

    @property
    def deret(self) -> bool:
        return self.jenis.startswith("_")

    def racun(self, value: str) -> str:
        """The value as this column would get it: in an array among eleven good ones."""
        return f"{{{','.join(['1'] * 11 + [value])}}}" if self.deret else value

    def __str__(self) -> str:
        return f"{self.tabel}.{self.nama}"


def columns() -> list[Kolom]:
    with connection.cursor() as cursor:
        cursor.execute(_KOLOM)
        return [Kolom(tabel, nama, udt) for tabel, nama, _type, udt in cursor.fetchall()]


def refused_by_definition(kolom: Kolom, value: str) -> bool:
    """Whether a CHECK of this column says no; "unknown" would let the value in."""
    with connection.cursor() as cursor:
        cursor.execute(_PAGAR, [kolom.nama, kolom.tabel])
        rules = [expression for _name, expression in cursor.fetchall()]
        kind = "numeric[]" if kolom.deret else "numeric"
        for expression in rules:
            query = f'SELECT ({expression}) FROM (SELECT %s::{kind} AS "{kolom.nama}") AS baris'
            cursor.execute(query, [kolom.racun(value)])
            if cursor.fetchone()[0] is False:
                return True
    return False


def without_check(found: list[Kolom]) -> list[str]:
    return [str(kolom) for kolom in found if not all(refused_by_definition(kolom, value) for value in RACUN)]


def copies() -> dict[str, str]:
    """Event tables with the table whose rows their triggers copy."""
    events = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    return {
        model._meta.db_table: model.pgh_tracked_model._meta.db_table  # type: ignore[attr-defined]
        for model in events
        if getattr(model, "pgh_tracked_model", None)
    }


@pytest.mark.django_db
def test_every_column_of_numbers_refuses_nan_infinity_and_absurd_numbers() -> None:
    found = columns()
    assert len(found) > 15, "the columns were found at all"
    assert {kolom.tabel.split("_")[0] for kolom in found} <= set(KITA), "a program we use keeps numbers as well"
    originals = [kolom for kolom in found if kolom.tabel not in copies()]
    assert without_check(originals) == []


@pytest.mark.django_db
def test_every_column_takes_an_ordinary_number() -> None:
    """A CHECK that refuses everything would pass the test above."""
    originals = [kolom for kolom in columns() if kolom.tabel not in copies()]
    assert [str(kolom) for kolom in originals if refused_by_definition(kolom, "50")] == []


@pytest.mark.django_db
def test_numbers_are_exact_decimals_everywhere() -> None:
    assert [str(kolom) for kolom in columns() if kolom.jenis.strip("_") != "numeric"] == []


@pytest.mark.django_db
def test_history_copies_only_columns_that_are_checked() -> None:
    found = {(kolom.tabel, kolom.nama) for kolom in columns()}
    assert "indikator_realisasi" in copies().values()
    for event, original in copies().items():
        names = {nama for tabel, nama in found if tabel == event}
        assert names <= {nama for tabel, nama in found if tabel == original}, event


@pytest.mark.django_db
def test_control_a_new_column_without_a_full_check_is_found() -> None:
    with connection.cursor() as cursor:
        # NaN is greater than every number, so a lower bound alone lets it in.
        cursor.execute(
            "CREATE TABLE kinerja_uji (baik numeric CHECK (baik BETWEEN 0 AND 100), lupa numeric, "
            "separuh numeric CHECK (separuh >= 0), bersama numeric, lain numeric, "
            "CHECK (bersama <= 10 OR lain IS NULL), deret numeric[] CHECK (10 >= ALL (deret)))"
        )
    new = [kolom for kolom in columns() if kolom.tabel == "kinerja_uji"]
    assert without_check(new) == [f"kinerja_uji.{nama}" for nama in ("bersama", "deret", "lain", "lupa", "separuh")]


# --- really tried -------------------------------------------------------------------------------------------------
@pytest.fixture
def penuh(kantor: Kantor) -> Kantor:
    """An office in which every column of numbers holds one."""
    ratio = kantor.indikator("R", "pelayanan", agregasi=Agregasi.RASIO, label_pembilang="a", label_penyebut="b")
    kantor.beri_target(
        "rasio", ratio, "rekan", target_atas=Decimal(130), nilai_terburuk=Decimal(5), bulanan=[Decimal(10)] * 12,
        bulanan_atas=[Decimal(20)] * 12,
    )  # fmt: skip
    unit = kantor.indikator("U", "pelayanan")
    kantor.beri_target("unit", unit, "atasan", milik_unit=True, bulanan=[Decimal(10)] * 12)
    for bulan in range(1, kantor.kini + 1):
        kantor.isi("unit", bulan, status=StatusRealisasi.DISETUJUI, diisi_oleh=kantor.user["camat"])
        kantor.isi("rasio", bulan, status=StatusRealisasi.DISETUJUI, pembilang=Decimal(1), penyebut=Decimal(2))
    kantor.isi("pegawai", status=StatusRealisasi.DISETUJUI)
    skor_calculate_periode(periode_id=kantor.periode[kantor.kini].pk)
    lengkapi(kantor)
    return kantor


def attempts(kolom: Kolom, pk: int, value: str) -> Iterator[tuple[Any, list[Any]]]:
    """An UPDATE of a row, and an INSERT of its double, each with the value in the column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [kolom.tabel])
        names = [name for (name,) in cursor.fetchall()]
    tabel, nama = sql.Identifier(kolom.tabel), sql.Identifier(kolom.nama)
    yield sql.SQL("UPDATE {} SET {} = %s WHERE id = %s").format(tabel, nama), [kolom.racun(value), pk]
    others = [sql.Identifier(name) for name in names if name != kolom.nama]
    # Rules of a row are asked before the indexes are: the double of a key is no matter here.
    double = sql.SQL("INSERT INTO {0} ({1}, {2}) OVERRIDING SYSTEM VALUE SELECT {1}, {3} FROM {0} WHERE id = %s")
    kind = sql.SQL("%s::numeric[]" if kolom.deret else "%s::numeric")
    yield double.format(tabel, sql.SQL(", ").join(others), nama, kind), [kolom.racun(value), pk]


def test_neither_update_nor_insert_gets_such_a_number_in(penuh: Kantor) -> None:
    tried = set()
    for kolom in columns():
        with connection.cursor() as cursor:
            query = sql.SQL("SELECT id FROM {} WHERE {} IS NOT NULL ORDER BY id LIMIT 1")
            if kolom.tabel in copies():
                continue
            cursor.execute(query.format(sql.Identifier(kolom.tabel), sql.Identifier(kolom.nama)))
            row = cursor.fetchone()
        if row is None:
            continue
        tried.add(str(kolom))
        for value in RACUN:
            for statement, parameters in attempts(kolom, row[0], value):
                with pytest.raises((IntegrityError, DataError)) as refused, transaction.atomic():
                    connection.cursor().execute(statement, parameters)
                # Only the range of the type stands beside the CHECK, and NaN is within it.
                wanted = CheckViolation if value == "NaN" else (CheckViolation, NumericValueOutOfRange)
                assert isinstance(refused.value.__cause__, wanted), (str(kolom), value, refused.value)
    missing = {str(kolom) for kolom in columns() if kolom.tabel not in copies()} - tried
    assert missing == set(), "no row with this column was tried: add one to the office above"
