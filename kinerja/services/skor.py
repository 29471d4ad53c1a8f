"""Computation of scores: the whole month, or exactly what a change touches."""

from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import QuerySet

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode
from indikator.models import KebijakanSkor
from indikator.services.capaian import capaian_calculate, kelas_sql, whole_sets
from indikator.services.pengisian import pengisian_calculate
from kinerja.services.skor_sql import (
    KUNCI_PEMILIK,
    KUNCI_PERIODE,
    KUNCI_PERIODE_BERSAMA,
    skor_pegawai,
    skor_unit,
)


def skor_calculate(*, target_ids: Collection[int], periode_id: int) -> int:
    """After entries of some targets went a step further in one month: that month and the later open ones of its year.

    Closed months are fixed records and stay as they are.

    :returns: how many rows of capaian and scores were written.
    """
    changed = Periode.objects.get(pk=periode_id)
    return sum(_calculate(periode, target_ids) for periode in _open_from(changed.tahun, changed.bulan))


def skor_calculate_periode(*, periode_id: int) -> int:
    """All targets, people and units of one month."""
    return _calculate(Periode.objects.get(pk=periode_id), None)


def skor_calculate_mulai(*, periode_id: int) -> int:
    """After a month was opened or closed: all of it, and of the later open ones, in which its silence counts too.

    :returns: how many rows were written.
    """
    changed = Periode.objects.get(pk=periode_id)
    later = _open_from(changed.tahun, changed.bulan + 1)
    return sum(_calculate(periode, None) for periode in [changed, *later])


def _open_from(tahun: int, bulan: int) -> QuerySet[Periode]:
    """Months of a year, from one on, that were opened and are no fixed record yet."""
    started = Periode.objects.dimulai().filter(tahun=tahun, bulan__gte=bulan)
    return started.exclude(status=StatusPeriode.DITUTUP).order_by("bulan")


@transaction.atomic
def _calculate(periode: Periode, target_ids: Collection[int] | None) -> int:
    _lock(periode, target_ids)
    kebijakan = KebijakanSkor.objects.untuk(periode.tahun)
    written = pengisian_calculate(periode=periode, target_ids=target_ids)
    written += capaian_calculate(periode=periode, kebijakan=kebijakan, target_ids=target_ids)
    kelas, slot, parameters = kelas_sql("h.nilai", kebijakan.daftar_kelas())
    parameters |= {
        "tahun": periode.tahun,
        "periode_id": periode.pk,
        "kebijakan_id": kebijakan.pk,
        "target_ids": None if target_ids is None else sorted(target_ids),
    }
    with whole_sets(on=target_ids is None), connection.cursor() as cursor:
        for build in (skor_pegawai, skor_unit):
            cursor.execute(build(tertentu=target_ids is not None, kelas=kelas, slot=slot), parameters)
            written += cursor.rowcount
    return written


def _lock(periode: Periode, target_ids: Collection[int] | None) -> None:
    parameters = {"periode_id": periode.pk, "target_ids": None if target_ids is None else sorted(target_ids)}
    with connection.cursor() as cursor:
        for sql in [KUNCI_PERIODE] if target_ids is None else [KUNCI_PERIODE_BERSAMA, KUNCI_PEMILIK]:
            cursor.execute(sql, parameters)
