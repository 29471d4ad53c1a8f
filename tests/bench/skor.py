"""Computation of scores."""

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from typing import Final

from django.db import connection
from django.utils import timezone

from binawidya.organisasi.models import Pegawai, Periode
from indikator.enums import StatusRealisasi
from indikator.models import Capaian, Pengisian, Realisasi, TargetIndikator
from indikator.scoring import Bulanan, hitung_capaian, nilai_tertimbang
from indikator.services.lingkup_sql import NOMOR_UNIT
from kinerja.enums import SebabPerhitungan
from kinerja.models import SkorBerkala, SkorPegawai, SkorUnit
from kinerja.services.perhitungan import parts_for, perhitungan_request, perhitungan_work
from kinerja.services.skor import skor_calculate, skor_calculate_periode, skor_calculate_sendiri
from tests.bench.daftar import Hasil, Sasaran, median, p95, ukur, ulang
from tests.bench.mesin import rss_mb
from tests.bench.panggung import Panggung, bersihkan

_HASIL: Final = (Capaian, Pengisian, SkorPegawai, SkorUnit, SkorBerkala)


@ukur("skor.bulan")
def bulan(panggung: Panggung) -> Hasil | None:
    """The open month from nothing: completeness, capaian and scores of everybody are computed and written."""
    if panggung.sebulan:
        return None

    def hitung() -> None:
        skor_calculate_periode(periode_id=panggung.kantor.periode_terbuka)

    def lupakan() -> None:
        _lupakan(panggung)

    lupakan()
    query = panggung.query(hitung)
    return Hasil(median_ms=median(ulang(hitung, kali=5, detik=30, siapkan=lupakan)), query=query)


@ukur("skor.bulan_sama")
def bulan_sama(panggung: Panggung) -> Hasil | None:
    """The same month once more, and nothing has changed: everything is computed, nothing is written."""
    if panggung.sebulan:
        return None

    def hitung() -> None:
        written = skor_calculate_periode(periode_id=panggung.kantor.periode_terbuka)
        if written:
            raise AssertionError(written)

    query = panggung.query(lambda: skor_calculate_periode(periode_id=panggung.kantor.periode_terbuka))
    return Hasil(median_ms=median(ulang(hitung, kali=5, detik=20)), query=query)


@ukur("skor.satu", sasaran=Sasaran(median_ms=100))
def satu(panggung: Panggung) -> Hasil | None:
    """One entry was approved: the scores of that person and of the units that add it up.

    In a month that was just opened: PostgreSQL has gathered no statistics of it yet, which is when it plans worst.
    """
    if panggung.sebulan:
        return None
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


@ukur("skor.seketika", sasaran=Sasaran(median_ms=50))
def seketika(panggung: Panggung) -> Hasil | None:
    """What happens in the answer to an approval: the person's own score, and nobody else's.

    In tables that autovacuum has passed: the measures before deleted and wrote whole months.
    """
    if panggung.sebulan:
        return None
    bersihkan(*(model._meta.db_table for model in _HASIL))
    periode = panggung.kantor.periode_terbuka
    targets = iter(
        Realisasi.objects.filter(periode=periode, status=StatusRealisasi.DIAJUKAN).values_list("target", flat=True)[:41]
    )

    def hitung() -> None:
        skor_calculate_sendiri(target_ids=[next(targets)], periode_id=periode)

    query = panggung.query(hitung)
    times = ulang(hitung, kali=30, detik=20)
    return Hasil(median_ms=median(times), p95_ms=p95(times), query=query)


@ukur("skor.agregat")
def agregat(panggung: Panggung) -> Hasil:
    """The bare query against which the engine is measured: entries of the year summed by target, targets joined."""
    panggung.agregat_ms = median(ulang(lambda: _agregat(panggung), kali=3, detik=120))
    return Hasil(median_ms=panggung.agregat_ms)


@ukur("skor.tahun", sasaran=Sasaran(rasio=2.0, rss_mb=300))
def tahun(panggung: Panggung) -> Hasil:
    """The year to date of everybody from every entry of the year, by two workers; nothing has changed.

    Capaian of every target from January to the open month, the scores of people and units made of them, and all of it
    compared with what is stored. Of an office of which one month only is measured: that month.
    """

    def hitung() -> None:
        if written := _dua_pekerja_tahun(panggung):
            raise AssertionError(written)

    _dua_pekerja_tahun(panggung)
    return _terhadap_agregat(panggung, ulang(hitung, kali=3, detik=180))


@ukur("skor.tahun_lengkap", sasaran=Sasaran(rss_mb=300))
def tahun_lengkap(panggung: Panggung) -> Hasil:
    """All that a run over the month computes besides: the month, quarter and half-year that end in it, completeness and
    data quality. By two workers that share the run; nothing has changed."""
    _dua_pekerja(panggung)

    def hitung() -> None:
        if written := _dua_pekerja(panggung):
            raise AssertionError(written)

    return _terhadap_agregat(panggung, ulang(hitung, kali=3, detik=180))


@ukur("skor.tahun_baru", sasaran=Sasaran(rss_mb=300))
def tahun_baru(panggung: Panggung) -> Hasil | None:
    """The same from nothing: every figure is also written."""
    if panggung.sebulan:
        return None
    times = ulang(lambda: _dua_pekerja(panggung), kali=2, detik=180, siapkan=lambda: _lupakan(panggung))
    return _terhadap_agregat(panggung, times)


@ukur("skor.objek")
def objek(panggung: Panggung) -> Hasil | None:
    """The straightforward way, object by object, for up to a thousand people: what a person costs there and here."""
    if panggung.sebulan:
        return None
    periode = Periode.objects.get(pk=panggung.kantor.periode_terbuka)
    people = [*Pegawai.objects.order_by("pk").values_list("pk", flat=True)[:1000]]

    def satu_per_satu() -> None:
        for pk in people:
            _satu_orang(pk, periode)

    each = median(ulang(satu_per_satu, kali=1, detik=60)) / len(people)
    whole = median(ulang(lambda: skor_calculate_periode(periode_id=periode.pk), kali=2, detik=120))
    factor = each / (whole / panggung.kantor.pegawai)
    return Hasil(
        median_ms=each * len(people),
        ukuran=len(people),
        catatan=f"{factor:.0f} kali mesin, per pegawai".replace(".", ","),
    )


def _agregat(panggung: Panggung) -> None:
    """Every sum is used, or PostgreSQL leaves it out."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*), sum(bobot), sum(n), sum(nilai), sum(pembilang), sum(penyebut) FROM (
              SELECT t.id, t.bobot, count(*) AS n, sum(r.nilai) AS nilai, sum(r.pembilang) AS pembilang,
                     sum(r.penyebut) AS penyebut
              FROM indikator_realisasi r
              JOIN indikator_targetindikator t ON t.id = r.target_id
              JOIN organisasi_periode p ON p.id = r.periode_id
              WHERE r.status = 'disetujui' AND t.tahun = %(tahun)s AND p.tahun = %(tahun)s
              GROUP BY t.id OFFSET 0
            ) x
            """,
            {"tahun": Periode.objects.get(pk=panggung.kantor.periode_terbuka).tahun},
        )


def _terhadap_agregat(panggung: Panggung, times: list[float]) -> Hasil:
    found = median(times)
    return Hasil(
        median_ms=found,
        rss_mb=rss_mb(os.getpid()),
        rasio=round(found / panggung.agregat_ms, 2) if panggung.agregat_ms else None,
        terhadap="skor.agregat",
    )


def _dua_pekerja(panggung: Panggung) -> int:
    """A run as two workers on two cores do it: each claims parts until none is left. Returns the rows written."""
    # Nobody hears the call for helpers: the two threads below are the workers.
    run = perhitungan_request(
        periode=Periode.objects.get(pk=panggung.kantor.periode_terbuka),
        sebab=SebabPerhitungan.PERMINTAAN,
        sendiri=True,
    )
    if run is None:
        raise AssertionError("the month is open")
    _berdua(lambda: perhitungan_work(run.pk))
    run.refresh_from_db()
    return run.baris_ditulis


def _dua_pekerja_tahun(panggung: Panggung) -> int:
    """Two workers share the same parts, but compute the year to date only. Returns the rows written."""
    count = parts_for(TargetIndikator.objects.count())
    bounds = [round(n * NOMOR_UNIT / count) for n in range(count + 1)]
    parts = iter(itertools.pairwise(bounds))
    written: list[int] = []

    def work() -> None:
        for part in parts:  # what one worker has taken the other does not get
            written.append(
                skor_calculate_periode(
                    periode_id=panggung.kantor.periode_terbuka, bagian=part if count > 1 else None, tahun_saja=True
                )
            )

    _berdua(work)
    if len(written) != count:
        raise AssertionError(len(written), count)
    return sum(written)


def _berdua(work: Callable[[], object]) -> None:
    def one() -> None:
        try:
            work()
        finally:
            connection.close()

    workers = [threading.Thread(target=one) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def _satu_orang(pk: int, periode: Periode) -> None:
    """One person's score by objects and the pure arithmetic."""
    parts = []
    for target in TargetIndikator.objects.filter(pegawai=pk, tahun=periode.tahun).select_related("indikator"):
        entries = {
            row.periode.bulan: row
            for row in Realisasi.objects.filter(target=target, status=StatusRealisasi.DISETUJUI).select_related(
                "periode"
            )
        }
        months = []
        for bulan in range(1, periode.bulan + 1):
            entry = entries.get(bulan)
            months.append(
                Bulanan(
                    target=target.target_bulan(bulan),
                    nilai=entry.nilai if entry else None,
                    pembilang=entry.pembilang if entry else None,
                    penyebut=entry.penyebut if entry else None,
                    dilaporkan=entry is not None,
                    ditutup=bulan < periode.bulan,
                )
            )
        found = hitung_capaian(
            polarisasi=target.indikator.polarisasi,
            agregasi=target.indikator.agregasi,
            bulanan=months,
            pengali=target.indikator.pengali,
            nilai_terburuk=target.nilai_terburuk,
        )
        if found.capaian is not None:
            parts.append((found.capaian, target.bobot))
    nilai_tertimbang(parts)


def _lupakan(panggung: Panggung) -> None:
    """The month as it is before it was ever computed, and nobody tidies up meanwhile."""
    with connection.cursor() as cursor:
        for model in _HASIL:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} SET (autovacuum_enabled = false)")
            model._base_manager.filter(periode_id=panggung.kantor.periode_terbuka).delete()
    bersihkan(*(model._meta.db_table for model in _HASIL))
