"""Computation of scores: the whole month, one part of it, or exactly what a change touches."""

from collections.abc import Collection, Iterator
from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Mod

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode, UnitKerja
from indikator.enums import StatusTarget
from indikator.models import Capaian, KebijakanSkor, TargetIndikator
from indikator.services.capaian import (
    Lingkup,
    capaian_compare,
    kebijakan_parameters,
    kelas_sql,
    planned,
    rentang_parameters,
)
from indikator.services.lingkup_sql import NOMOR_UNIT
from indikator.services.mutu_data import mutu_data_calculate
from indikator.services.pengisian import pengisian_calculate
from kinerja.enums import BULAN_RENTANG, Rentang
from kinerja.services.skor_sql import (
    KUNCI_BAGIAN,
    KUNCI_PEMILIK,
    KUNCI_PERIODE,
    KUNCI_PERIODE_BERSAMA,
    KUNCI_UNIT,
    skor_beda,
    skor_sql,
)

TUNGGU_MS: Final = 250
# Figures of some 5,000 targets, and some 30,000 targets.
SEDIKIT_BYTE: Final = 1024 * 1024
BANYAK_BYTE: Final = 8 * 1024 * 1024


def skor_calculate(*, target_ids: Collection[int], periode_id: int) -> int:
    """After entries of some targets went a step further in one month: that month and the later open ones of its year.

    Closed months are fixed records and stay as they are.

    :returns: how many rows of capaian and scores were written.
    """
    changed = Periode.objects.get(pk=periode_id)
    lingkup = Lingkup(target_ids=tuple(target_ids))
    return sum(_calculate(periode, lingkup) for periode in open_from(changed.tahun, changed.bulan))


def skor_calculate_sendiri(*, target_ids: Collection[int], periode_id: int) -> int:
    """As :func:`skor_calculate`, but the owners of these targets only: a web process does it in the same breath."""
    changed = Periode.objects.get(pk=periode_id)
    lingkup = Lingkup(target_ids=tuple(target_ids), sendiri=True)
    return sum(_calculate(periode, lingkup) for periode in open_from(changed.tahun, changed.bulan))


def skor_calculate_target(*, target_ids: Collection[int]) -> int:
    """After the plan or the weight of some targets was changed: every open month of their years."""
    years: dict[int, list[int]] = {}
    for pk, tahun in TargetIndikator.objects.filter(pk__in=target_ids).values_list("pk", "tahun"):
        years.setdefault(tahun, []).append(pk)
    return sum(
        _calculate(periode, Lingkup(target_ids=tuple(ids)))
        for tahun, ids in sorted(years.items())
        for periode in open_from(tahun, 1)
    )


def skor_calculate_pegawai(*, pegawai_ids: Collection[int]) -> int:
    """After posts of some people were changed, which weigh their targets, or who of them is counted in a month."""
    open_years = Periode.objects.dimulai().exclude(status=StatusPeriode.DITUTUP).values("tahun")
    whose = Q(pegawai__in=pegawai_ids) | Q(pengisi__in=pegawai_ids)
    own = TargetIndikator.objects.filter(whose, tahun__in=open_years, status=StatusTarget.DISETUJUI)
    return skor_calculate_target(target_ids=[*own.values_list("pk", flat=True)])


def skor_calculate_periode(*, periode_id: int, bagian: tuple[int, int] | None = None, tahun_saja: bool = False) -> int:
    """All targets, people and units of one month, or of one part of it.

    :param bagian: numbers of units from and up to which (exclusive) the part reaches.
    :param tahun_saja: the capaian and scores of the year to date alone, without the shorter ranges that end in the
        month, completeness and data quality.
    :returns: how many rows were written.
    """
    units: tuple[int, ...] = ()
    if bagian is not None:
        numbered = UnitKerja.objects.annotate(nomor=Mod("pk", NOMOR_UNIT)).order_by("pk")
        units = tuple(numbered.filter(nomor__gte=bagian[0], nomor__lt=bagian[1]).values_list("pk", flat=True))
    lingkup = Lingkup(bagian=bagian, unit_ids=units)
    return _calculate(Periode.objects.get(pk=periode_id), lingkup, tahun_saja=tahun_saja)


def affected_from(periode_id: int) -> list[Periode]:
    """A month that was opened or closed, and the later open ones of its year."""
    changed = Periode.objects.get(pk=periode_id)
    return [changed, *open_from(changed.tahun, changed.bulan + 1)]


def open_from(tahun: int, bulan: int) -> QuerySet[Periode]:
    """Months of a year, from one on, that were opened and are no fixed record yet."""
    started = Periode.objects.dimulai().filter(tahun=tahun, bulan__gte=bulan)
    return started.exclude(status=StatusPeriode.DITUTUP).order_by("bulan")


@transaction.atomic
def _calculate(periode: Periode, lingkup: Lingkup, *, tahun_saja: bool = False) -> int:
    lock(periode, lingkup)
    kebijakan = KebijakanSkor.objects.untuk(periode.tahun)
    kelas, slot, parameters = kelas_sql(kebijakan.daftar_kelas(), kebijakan.desimal)
    parameters |= kebijakan_parameters(kebijakan) | lingkup.parameters | rentang_parameters(periode)
    ranges = [] if tahun_saja else [*_rentang(periode)]
    parameters |= {
        "rentang_awal": [awal for awal, _name, _nomor in ranges],
        "rentang_nama": [name for _awal, name, _nomor in ranges],
        "rentang_nomor": [nomor for _awal, _name, nomor in ranges],
    }
    sql = skor_sql(
        lingkup=lingkup.nama,
        bulan=periode.bulan,
        awal=[awal for awal, _name, _nomor in ranges],
        kelas=kelas,
        slot=slot,
        mutu=kebijakan.bobot_mutu,
    )
    with planned(lingkup), connection.cursor() as cursor:
        written = 0 if tahun_saja else pengisian_calculate(periode=periode, lingkup=lingkup)
        cursor.execute(sql, parameters)
        written += int(cursor.fetchone()[0])
        # Whoever waits for a web page does not wait for what is shown of the unit.
        if not lingkup.sendiri and not tahun_saja:
            written += mutu_data_calculate(periode=periode, lingkup=lingkup)
    return written


def _rentang(periode: Periode) -> Iterator[tuple[int, str, int]]:
    """The ranges whose latest started month this is: their first month, what they are, and their number."""
    started = {*Periode.objects.dimulai().filter(tahun=periode.tahun).values_list("bulan", flat=True)}
    for rentang, months in BULAN_RENTANG.items():
        nomor = (periode.bulan - 1) // months + 1
        awal = (nomor - 1) * months + 1
        if not started & {*range(periode.bulan + 1, awal + months)}:
            yield awal, Rentang(rentang).value, nomor


def skor_compare(*, periode: Periode) -> tuple[int, int]:
    """Compute capaian and scores of a month anew and store nothing.

    :returns: how many figures there are, and how many of them are stored otherwise.
    """
    kebijakan = KebijakanSkor.objects.untuk(periode.tahun)
    diperiksa, selisih = capaian_compare(periode=periode, kebijakan=kebijakan)
    kelas, slot, parameters = kelas_sql(kebijakan.daftar_kelas(), kebijakan.desimal)
    parameters |= kebijakan_parameters(kebijakan) | rentang_parameters(periode)
    with connection.cursor() as cursor:
        cursor.execute(skor_beda(kelas=kelas, slot=slot, mutu=kebijakan.bobot_mutu), parameters)
        rows, different = cursor.fetchone()
    return diperiksa + int(rows), selisih + int(different)


def _nothing_yet() -> bool:
    """Whether next to nothing was ever computed of a large plan: then the first part is computed alone.

    A statement is planned for the tables as they are. While they are empty, any way into them seems as good as another,
    and if a second worker fills them meanwhile, every target reads all that it has written.
    """
    with connection.cursor() as cursor:
        tables = [Capaian._meta.db_table, TargetIndikator._meta.db_table]
        cursor.execute("SELECT pg_relation_size(%s), pg_relation_size(%s)", tables)
        figures, targets = cursor.fetchone()
    return bool(figures < SEDIKIT_BYTE and targets > BANYAK_BYTE)


def lock(periode: Periode, lingkup: Lingkup) -> None:
    """Hold what is computed until the transaction ends."""
    alone = lingkup.bagian is not None and _nothing_yet()
    statements = {
        "semua": [KUNCI_PERIODE],
        "bagian": [KUNCI_PERIODE if alone else KUNCI_PERIODE_BERSAMA, KUNCI_BAGIAN],
        "pemilik": [KUNCI_PERIODE_BERSAMA, KUNCI_UNIT, KUNCI_PEMILIK],
    }[lingkup.nama]
    parameters = lingkup.parameters | {"periode_id": periode.pk, "tahun": periode.tahun}
    with connection.cursor() as cursor:
        if lingkup.sendiri:
            # Somebody waits for the answer of a web page; a worker has more time.
            cursor.execute(f"SET LOCAL lock_timeout = {TUNGGU_MS}")
        for sql in statements:
            cursor.execute(sql, parameters)
