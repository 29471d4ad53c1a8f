"""Computation of capaian for whole sets of targets."""

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode
from indikator.enums import Pembulatan, TidakDilaporkan
from indikator.models import Capaian, KebijakanSkor
from indikator.scoring import PLACES, Kelas
from indikator.services.capaian_sql import statement, with_hasil

TIDAK_ADA: Final = -1
RENTANG_ISI: Final = (
    "status", "realisasi", "target_kumulatif", "pembilang", "penyebut", "capaian_mentah", "capaian",
)  # fmt: skip
RENTANG: Final = """{begin}
SELECT h.id, {columns}, h.n_rencana, h.n_lapor FROM hasil h WHERE h.id = ANY(%(target_ids)s::bigint[]) ORDER BY h.id
"""


@dataclass(frozen=True, slots=True)
class Lingkup:
    """What a computation covers: everything, one part of a run, or what rests on some targets.

    :param bagian: numbers of units from and up to which (exclusive) a part reaches; ``unit_ids`` are those units.
    :param sendiri: with targets: only their owners, not what adds them up.
    """

    target_ids: tuple[int, ...] | None = None
    bagian: tuple[int, int] | None = None
    unit_ids: tuple[int, ...] = ()
    sendiri: bool = False

    @property
    def nama(self) -> str:
        """As the statements call it."""
        if self.target_ids is not None:
            return "pemilik"
        return "semua" if self.bagian is None else "bagian"

    @property
    def banyak(self) -> bool:
        """Whether it is a set too large to be looked up one by one."""
        return self.target_ids is None

    @property
    def parameters(self) -> dict[str, Any]:
        dari, sampai = self.bagian or (0, 0)
        ids = None if self.target_ids is None else sorted(self.target_ids)
        return {
            "target_ids": ids,
            "dari": dari,
            "sampai": sampai,
            "unit_ids": [*self.unit_ids],
            "sendiri": self.sendiri,
        }


SEMUA: Final = Lingkup()


def kelas_sql(skala: list[Kelas], desimal: int) -> tuple[str, str, dict[str, Any]]:
    """The scale as two CASE expressions: name and colour of the class, with their parameters.

    The class is judged on the figure as it is shown: ``h.tampil``, rounded half up to ``desimal`` digits.
    """
    names: list[str] = []
    slots: list[str] = []
    parameters: dict[str, Any] = {"desimal": desimal}
    for number, kelas in enumerate(skala):
        if kelas.batas is None:
            condition = "TRUE"
        else:
            sign = ">=" if kelas.termasuk else ">"
            condition = f"h.tampil {sign} %(batas_{number})s::numeric"
            parameters[f"batas_{number}"] = kelas.batas
        names.append(f"WHEN {condition} THEN %(kelas_{number})s")
        slots.append(f"WHEN {condition} THEN %(slot_{number})s")
        parameters[f"kelas_{number}"] = kelas.nama
        parameters[f"slot_{number}"] = kelas.slot
    empty = "CASE WHEN h.tampil IS NULL THEN ''"
    return f"{empty} {' '.join(names)} ELSE '' END", f"{empty} {' '.join(slots)} ELSE '' END", parameters


@contextlib.contextmanager
def planned(lingkup: Lingkup) -> Iterator[None]:
    """Inside, PostgreSQL plans for the scope, not for what it believes of the tables. Must be called in a transaction.

    Everything at once is joined by hashing or sorting, never row by row: right after a bulk load there are no
    statistics, the tables pass for tiny, and every target would be compared with every other. A part reads no table
    whole, however small it seems: it would be read again for every target and in every part.
    """
    setting = {"semua": "enable_nestloop", "bagian": "enable_seqscan"}.get(lingkup.nama)
    if setting is None:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {setting} = off")
        yield
        cursor.execute(f"SET LOCAL {setting} = on")


def rentang_parameters(periode: Periode) -> dict[str, Any]:
    """The months up to ``periode``, as the statements take them: ids by number, and bits of those still open.

    An entry finds the number of its month by how far its ``periode_id`` is from the smallest: the ids of a year lie
    close together, in whatever order they were given.
    """
    months = {row.bulan: row for row in Periode.objects.filter(tahun=periode.tahun, bulan__lte=periode.bulan)}
    numbers = range(1, periode.bulan + 1)
    ids = [months[bulan].pk if bulan in months else TIDAK_ADA for bulan in numbers]
    numbered = {row.pk: bulan for bulan, row in months.items()}
    first, last = min(numbered), max(numbered)
    closed = {bulan for bulan, row in months.items() if row.status == StatusPeriode.DITUTUP}
    return {
        "tahun": periode.tahun,
        "bulan": periode.bulan,
        "periode_id": periode.pk,
        "periode_ids": ids,
        "periode_pertama": first,
        "nomor_bulan": [numbered.get(pk, 0) for pk in range(first, last + 1)],
        "terbuka": sum(1 << bulan for bulan in numbers if bulan not in closed),
    }


def kebijakan_parameters(kebijakan: KebijakanSkor) -> dict[str, Any]:
    """The rules of the year, as the statements take them."""
    di_capaian = kebijakan.dibulatkan == Pembulatan.CAPAIAN
    di_nilai = di_capaian or kebijakan.dibulatkan == Pembulatan.NILAI
    return {
        "kebijakan_id": kebijakan.pk,
        "batas_bawah": kebijakan.batas_bawah,
        "batas_atas": kebijakan.batas_atas,
        "nol": kebijakan.tidak_dilaporkan == TidakDilaporkan.NOL,
        "desimal_capaian": kebijakan.desimal if di_capaian else PLACES,
        "desimal_nilai": kebijakan.desimal if di_nilai else PLACES,
    }


def _prepare(
    periode: Periode, kebijakan: KebijakanSkor, lingkup: Lingkup, *, tulis: bool
) -> tuple[str, dict[str, Any]]:
    kelas, slot, parameters = kelas_sql(kebijakan.daftar_kelas(), kebijakan.desimal)
    parameters |= rentang_parameters(periode) | kebijakan_parameters(kebijakan) | lingkup.parameters
    sql = statement(lingkup=lingkup.nama, bulan=periode.bulan, kelas=kelas, slot=slot, tulis=tulis)
    return sql, parameters


def capaian_calculate(*, periode: Periode, kebijakan: KebijakanSkor, lingkup: Lingkup = SEMUA) -> int:
    """Compute capaian from January to ``periode`` and store what changed.

    :returns: how many rows were written; a second run without changes writes none.
    """
    sql, parameters = _prepare(periode, kebijakan, lingkup, tulis=True)
    with planned(lingkup), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def capaian_compare(*, periode: Periode, kebijakan: KebijakanSkor) -> tuple[int, int]:
    """Compute everything anew and store nothing.

    :returns: how many figures there are, and how many of them are stored otherwise.
    """
    sql, parameters = _prepare(periode, kebijakan, SEMUA, tulis=False)
    with planned(SEMUA), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        diperiksa, selisih = cursor.fetchone()
    return int(diperiksa), int(selisih)


def capaian_rentang(
    *, target_ids: Collection[int], periode: Periode, kebijakan: KebijakanSkor, awal: int
) -> list[Capaian]:
    """What some targets reached from one month of the year to another; nothing is stored.

    :param awal: the first month of the range, 1 to 12; ``periode`` is the last.
    :returns: figures without a key, by their target.
    """
    lingkup = Lingkup(target_ids=tuple(target_ids), sendiri=True)
    sql = RENTANG.format(begin=with_hasil(lingkup.nama, periode.bulan, [awal]), columns=", ".join(RENTANG_ISI))
    with connection.cursor() as cursor:
        cursor.execute(sql, rentang_parameters(periode) | kebijakan_parameters(kebijakan) | lingkup.parameters)
        rows = cursor.fetchall()
    return [
        Capaian(
            target_id=pk,
            periode=periode,
            kebijakan=kebijakan,
            bulan_bertarget=planned,
            bulan_dilaporkan=reported,
            **dict(zip(RENTANG_ISI, values, strict=True)),
        )
        for pk, *values, planned, reported in rows
    ]
