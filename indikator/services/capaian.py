"""Computation of capaian for whole sets of targets."""

import contextlib
from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection

from binawidya.organisasi.models import Periode
from indikator.enums import TidakDilaporkan
from indikator.models import KebijakanSkor
from indikator.scoring import Kelas
from indikator.services.capaian_sql import statement


def kelas_sql(value: str, skala: list[Kelas]) -> tuple[str, str, dict[str, Any]]:
    """The scale as two CASE expressions over ``value``: name and colour of the class, with their parameters.

    The class is judged on the figure as it is shown, rounded half up to two digits.
    """
    names: list[str] = []
    slots: list[str] = []
    parameters: dict[str, Any] = {}
    for number, kelas in enumerate(skala):
        if kelas.batas is None:
            condition = "TRUE"
        else:
            condition = f"round({value}, 2) {'>=' if kelas.termasuk else '>'} %(batas_{number})s::numeric"
            parameters[f"batas_{number}"] = kelas.batas
        names.append(f"WHEN {condition} THEN %(kelas_{number})s")
        slots.append(f"WHEN {condition} THEN %(slot_{number})s")
        parameters[f"kelas_{number}"] = kelas.nama
        parameters[f"slot_{number}"] = kelas.slot
    empty = f"CASE WHEN {value} IS NULL THEN ''"
    return f"{empty} {' '.join(names)} ELSE '' END", f"{empty} {' '.join(slots)} ELSE '' END", parameters


@contextlib.contextmanager
def whole_sets(*, on: bool) -> Iterator[None]:
    """Inside, joins are made by hashing or sorting, never row by row.

    Right after a bulk load PostgreSQL has no statistics, takes the tables for tiny and would compare every target with
    every other: minutes instead of a second. Must be called inside a transaction.
    """
    with connection.cursor() as cursor:
        if on:
            cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        if on:
            cursor.execute("SET LOCAL enable_nestloop = on")


def capaian_calculate(*, periode: Periode, kebijakan: KebijakanSkor, target_ids: Collection[int] | None = None) -> int:
    """Compute capaian from January to ``periode`` and store what changed.

    :param target_ids: only these targets and those that add them up; ``None`` computes all of the year.
    :returns: how many rows were written; a second run without changes writes none.
    """
    kelas, slot, parameters = kelas_sql("h.capaian", kebijakan.daftar_kelas())
    parameters |= {
        "tahun": periode.tahun,
        "bulan": periode.bulan,
        "periode_id": periode.pk,
        "kebijakan_id": kebijakan.pk,
        "batas_bawah": kebijakan.batas_bawah,
        "batas_atas": kebijakan.batas_atas,
        "nol": kebijakan.tidak_dilaporkan == TidakDilaporkan.NOL,
        "target_ids": None if target_ids is None else sorted(target_ids),
    }
    with whole_sets(on=target_ids is None), connection.cursor() as cursor:
        cursor.execute(statement(tertentu=target_ids is not None, kelas=kelas, slot=slot), parameters)
        return int(cursor.rowcount)
