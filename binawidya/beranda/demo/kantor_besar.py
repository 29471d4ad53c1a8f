"""An office of any size for benchmarks, written in sets: thousands to a million people."""

import contextlib
import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import pgtrigger
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from binawidya.beranda.demo import kantor_besar_data as data
from binawidya.beranda.demo import kantor_besar_sql as sql
from binawidya.beranda.demo.akun import KATA_SANDI
from binawidya.beranda.demo.periode import (
    Bulan,
    Kalender,
    batas,
    kalender,
    kebijakan_skor_create,
    periode_create,
    saat,
)
from binawidya.organisasi.enums import Peran, StatusPeriode
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, Penugasan, Periode, UnitKerja, User
from binawidya.umum.dates import today as office_today
from binawidya.umum.errors import ActRefused
from indikator.models import Indikator, Realisasi, TargetIndikator
from kinerja.services.skor import skor_calculate_periode

PEGAWAI_PER_UNIT: Final = 33
PALING_SEDIKIT: Final = 4
PALING_BANYAK: Final = 5_000_000
_TABLES: Final = {
    "unit": UnitKerja,
    "user": User,
    "pegawai": Pegawai,
    "penempatan": Penempatan,
    "indikator": Indikator,
    "target": TargetIndikator,
    "realisasi": Realisasi,
}


@dataclass(frozen=True, slots=True)
class KantorBesar:
    """What was written, and the ids that a benchmark needs. All users share the password of the demo office."""

    pegawai: int
    unit: int
    baris: Mapping[str, int] = field(compare=False)
    detik_tulis: float = field(compare=False)
    detik_skor: float = field(compare=False)
    user_pegawai: int
    user_atasan: int
    user_pimpinan: int
    user_admin_kepegawaian: int
    user_admin_perencanaan: int
    user_inspektorat: int
    unit_puncak: int
    unit_bawah: int
    periode_terbuka: int
    periode_tutup: int

    @property
    def jumlah_baris(self) -> int:
        """Rows of all tables together, computed ones not counted."""
        return sum(self.baris.values())


def big_office(
    *, pegawai: int, bulan: int = 10, target: int = 5, today: date | None = None, skor_bulan: int = 1
) -> KantorBesar:
    """Write an office of ``pegawai`` people with ``target`` targets each and ``bulan`` months of realisasi.

    The last month is open and half entered. The same arguments give the same office.

    :param skor_bulan: of how many closed months, counted back from the last, the scores are computed; the open month
        is always computed as well. Of 0 nothing is computed.
    :raises ActRefused: the database holds units already, or the size makes no sense.
    """
    if not PALING_SEDIKIT <= pegawai <= PALING_BANYAK or not 2 <= bulan <= 36 or not 1 <= target <= 20:
        raise ActRefused(_("Ukuran kantor di luar batas: 4 sampai 5.000.000 pegawai, 2–36 bulan, 1–20 target."))
    months = kalender(today or office_today(), mulai=bulan - 1)
    with transaction.atomic():
        if UnitKerja.objects.exists() or Pegawai.objects.exists():
            raise ActRefused(_("Basis data sudah berisi unit kerja. Kantor besar hanya dibuat di basis data kosong."))
        return _Pembuat(pegawai, target, months).write(skor_bulan)


class _Pembuat:
    def __init__(self, pegawai: int, target: int, months: Kalender) -> None:
        self.months = months
        unit = max(1, min(pegawai // 2, round(pegawai / PEGAWAI_PER_UNIT)))
        self.params: dict[str, Any] = {
            "pegawai": pegawai,
            "unit": unit,
            # As many below each unit as give a tree of four or five levels.
            "cabang": max(2, math.ceil(unit**0.25)),
            "target": target,
            "iku": len(data.IKU),
            "mulai": months.mulai.pertama.replace(year=months.mulai.tahun - 2, month=1),
        }
        self.baris: dict[str, int] = {}

    def write(self, skor_bulan: int) -> KantorBesar:
        start = time.perf_counter()
        periode = periode_create(self.months.bulan)
        kebijakan_skor_create(self.months.tahun)
        self._base()
        with _without_triggers():
            self._organisation()
            with _without_index(TargetIndikator, Realisasi):
                self._plan(periode)
        self._finish()
        written = time.perf_counter() - start
        closed = [bulan for bulan, status in self.months.dimulai if status == StatusPeriode.DITUTUP]
        others = [bulan for bulan, status in self.months.dimulai if status != StatusPeriode.DITUTUP]
        for bulan in [*closed[-skor_bulan:], *others] if skor_bulan else []:
            skor_calculate_periode(periode_id=periode[bulan].pk)
        return self._result(
            periode[(closed or others)[-1]].pk,
            periode[self.months.terbuka].pk,
            written,
            time.perf_counter() - start - written,
        )

    # --- writing ------------------------------------------------------------------------------------------
    def _run(self, statement: str, count_as: str = "", **more: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, {**self.params, **more})
            if count_as:
                self.baris[count_as] = self.baris.get(count_as, 0) + cursor.rowcount

    def _base(self) -> None:
        """What the tables hold already, and the titles."""
        with connection.cursor() as cursor:
            for name, model in _TABLES.items():
                cursor.execute(sql.DASAR.format(table=model._meta.db_table))
                self.params[f"dasar_{name}"] = cursor.fetchone()[0]
        rows = [Jabatan(nama=nama, jenis=jenis) for nama, jenis in data.JABATAN]
        self.params["jabatan"] = [row.pk for row in Jabatan.objects.bulk_create(rows)]

    def _organisation(self) -> None:
        lists = {
            "depan": data.DEPAN, "tengah": data.TENGAH, "belakang": data.BELAKANG, "gelar": data.GELAR,
            "golongan": data.GOLONGAN, "golongan_pppk": data.GOLONGAN_PPPK, "bidang": data.BIDANG,
            "jenis": [jenis for jenis, _awalan in data.TINGKAT], "awalan": [awalan for _jenis, awalan in data.TINGKAT],
        }  # fmt: skip
        self.params |= {name: list(values) for name, values in lists.items()}
        self._run(sql.UNIT, "unit_kerja")
        self._run(sql.SUSUNAN)
        self._run(sql.ORANG)
        self._run("CREATE INDEX ON besar_orang (i)")
        self._run("ANALYZE besar_orang")
        self._run(sql.USER, "user", sandi=make_password(KATA_SANDI))
        self._run(sql.PEGAWAI, "pegawai")
        self._run(sql.PENEMPATAN, "penempatan")
        self._penugasan()

    def _penugasan(self) -> None:
        user, unit = self.params["dasar_user"], self.params["dasar_unit"] + 1
        roles = (Peran.PIMPINAN, Peran.ADMIN_KEPEGAWAIAN, Peran.ADMIN_PERENCANAAN, Peran.INSPEKTORAT)
        Penugasan.objects.bulk_create(
            Penugasan(user_id=user + number, peran=peran, unit_kerja_id=unit, berlaku_mulai=self.params["mulai"])
            for number, peran in zip(self._special(), roles, strict=True)
        )

    def _special(self) -> list[int]:
        """Numbers of the leader and of three people of the last units, who have a role over everything."""
        last = self.params["pegawai"]
        return [1, last, last - 1, last - 2]

    def _plan(self, periode: Mapping[Bulan, Periode]) -> None:
        self._run(sql.BESAR_INDIKATOR)
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO besar_indikator VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", self._indikator())
        self._run("ANALYZE besar_indikator")
        self._run(sql.INDIKATOR, "indikator")
        per_year = self.params["unit"] * self.params["iku"] + self.params["pegawai"] * self.params["target"]
        base = self.params["dasar_target"]
        for number, tahun in enumerate(self.months.tahun):
            due = [bulan.bulan for bulan, _status in self.months.bulan if bulan.tahun == tahun]
            year = {"tahun": tahun, "bulan": due, "jumlah_bulan": len(due), "dasar_target": base + number * per_year}
            self._run(sql.TARGET_UNIT, "target", **year)
            self._run(sql.TARGET_PEGAWAI, "target", **year)
        self._run("ANALYZE indikator_targetindikator, indikator_indikator")
        yesterday = saat(self.months.today - timedelta(days=1), 16)
        for bulan, status in self.months.dimulai:
            end = batas(bulan)[0]
            self._run(
                sql.REALISASI,
                "realisasi",
                tahun=bulan.tahun,
                nomor_bulan=bulan.tahun * 12 + bulan.bulan,
                periode_id=periode[bulan].pk,
                keadaan=status.value,
                batas=end,
                saat=min(end, yesterday),
            )

    def _indikator(self) -> list[tuple[Any, ...]]:
        count = self.params["target"]
        shares = [100 // count] * count
        shares[0] += 100 - sum(shares)
        people = [(*data.INDIKATOR[number % len(data.INDIKATOR)], share) for number, share in enumerate(shares)]
        units = [(*row, 100 // len(data.IKU)) for row in data.IKU]
        return [(number, *row) for number, row in enumerate([*units, *people], 1)]

    def _finish(self) -> None:
        tables = [model._meta.db_table for model in _TABLES.values()]
        for table in tables:
            self._run(sql.SEQUENCE.format(table=table))
        self._run(f"ANALYZE {', '.join(tables)}")

    def _result(self, closed: int, opened: int, written: float, scored: float) -> KantorBesar:
        unit, pegawai, user = self.params["unit"], self.params["pegawai"], self.params["dasar_user"]
        # The last unit: its head, and of its people the second, who enters figures of the own only.
        last = unit
        pimpinan, kepegawaian, perencanaan, inspektorat = (user + number for number in self._special())
        return KantorBesar(
            pegawai=pegawai,
            unit=unit,
            baris=self.baris,
            detik_tulis=written,
            detik_skor=scored,
            user_pegawai=user + min(2 * unit + last, unit * (pegawai // unit)),
            user_atasan=user + last,
            user_pimpinan=pimpinan,
            user_admin_kepegawaian=kepegawaian,
            user_admin_perencanaan=perencanaan,
            user_inspektorat=inspektorat,
            unit_puncak=self.params["dasar_unit"] + 1,
            unit_bawah=self.params["dasar_unit"] + last,
            periode_terbuka=opened,
            periode_tutup=closed,
        )


@contextlib.contextmanager
def _without_index(*models: type[Model]) -> Iterator[None]:
    """Build the secondary indexes once at the end instead of row by row; the constraints stay in force."""
    with connection.cursor() as cursor:
        cursor.execute(sql.INDEX, [[model._meta.db_table for model in models]])
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        # Foreign keys still to be looked up would stand in the way of the new index.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for _name, definition in found:
            cursor.execute(definition)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextlib.contextmanager
def _without_triggers() -> Iterator[None]:
    """Keep the history from recording every row, and where the role allows it the foreign keys from being looked up."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SUPERUSER)
        before, after = (sql.TANPA_PEMICU, sql.DENGAN_PEMICU) if cursor.fetchone()[0] else (sql.ABAIKAN, sql.PERHATIKAN)
        # Named by hand: pgtrigger.ignore() does not go together with named parameters.
        names = {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()}
        cursor.execute(before, {"pemicu": f"{{{','.join(sorted(names))}}}"})
    yield
    with connection.cursor() as cursor:
        cursor.execute(after)
