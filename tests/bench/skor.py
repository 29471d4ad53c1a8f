"""Computation of scores."""

from collections.abc import Iterator
from typing import Final

from django.db import connection
from django.utils import timezone

from indikator.enums import StatusRealisasi
from indikator.models import Capaian, Pengisian, Realisasi
from kinerja.models import SkorPegawai, SkorUnit
from kinerja.services.skor import skor_calculate, skor_calculate_periode
from tests.bench.daftar import Hasil, Sasaran, median, p95, ukur, ulang
from tests.bench.panggung import Panggung, bersihkan

_HASIL: Final = (Capaian, Pengisian, SkorPegawai, SkorUnit)


@ukur("skor.bulan")
def bulan(panggung: Panggung) -> Hasil:
    """The open month from nothing: completeness, capaian and scores of everybody are computed and written."""

    def hitung() -> None:
        skor_calculate_periode(periode_id=panggung.kantor.periode_terbuka)

    def lupakan() -> None:
        _lupakan(panggung)

    lupakan()
    query = panggung.query(hitung)
    return Hasil(median_ms=median(ulang(hitung, kali=5, detik=30, siapkan=lupakan)), query=query)


@ukur("skor.bulan_sama")
def bulan_sama(panggung: Panggung) -> Hasil:
    """The same month once more, and nothing has changed: everything is computed, nothing is written."""

    def hitung() -> None:
        written = skor_calculate_periode(periode_id=panggung.kantor.periode_terbuka)
        if written:
            raise AssertionError(written)

    query = panggung.query(lambda: skor_calculate_periode(periode_id=panggung.kantor.periode_terbuka))
    return Hasil(median_ms=median(ulang(hitung, kali=5, detik=20)), query=query)


@ukur("skor.satu", sasaran=Sasaran(median_ms=100))
def satu(panggung: Panggung) -> Hasil:
    """One entry was approved: the scores of that person and of the units that add it up.

    In a month that was just opened: PostgreSQL has gathered no statistics of it yet, which is when it plans worst.
    """
    kantor = panggung.kantor
    _lupakan(panggung)
    skor_calculate_periode(periode_id=kantor.periode_terbuka)
    waiting = Realisasi.objects.filter(periode=kantor.periode_terbuka, status=StatusRealisasi.DIAJUKAN)
    entries: Iterator[tuple[int, int]] = iter(waiting.order_by("pk").values_list("pk", "target_id")[:41])
    targets: list[int] = []

    def setujui() -> None:
        pk, target = next(entries)
        Realisasi.objects.filter(pk=pk).update(
            status=StatusRealisasi.DISETUJUI, diverifikasi_oleh=kantor.user_inspektorat, diverifikasi_at=timezone.now()
        )
        targets.append(target)

    def hitung() -> None:
        skor_calculate(target_ids=[targets[-1]], periode_id=kantor.periode_terbuka)

    setujui()
    query = panggung.query(hitung)
    times = ulang(hitung, kali=min(40, waiting.count()), detik=20, siapkan=setujui)
    return Hasil(median_ms=median(times), p95_ms=p95(times), query=query)


def _lupakan(panggung: Panggung) -> None:
    """The month as it is before it was ever computed, and nobody tidies up meanwhile."""
    with connection.cursor() as cursor:
        for model in _HASIL:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} SET (autovacuum_enabled = false)")
            model._base_manager.filter(periode_id=panggung.kantor.periode_terbuka).delete()
    bersihkan(*(model._meta.db_table for model in _HASIL))
