"""Loads the demo office into an empty database."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Final

import pghistory
import pgtrigger
from django.db import connection, transaction

from binawidya.beranda.demo.akun import penugasan_create, user_create
from binawidya.beranda.demo.bukti import bukti_create
from binawidya.beranda.demo.evaluasi import evaluasi_create
from binawidya.beranda.demo.kegiatan import kegiatan_create_all
from binawidya.beranda.demo.kewajaran import kewajaran_record
from binawidya.beranda.demo.pegawai import pegawai_create, penempatan_create, susunan
from binawidya.beranda.demo.pembukaan import pembukaan_create, pengecualian_create
from binawidya.beranda.demo.periode import Bulan, kalender, kebijakan_skor_create, periode_create
from binawidya.beranda.demo.realisasi import Entri, Pengisian
from binawidya.beranda.demo.realisasi_data import DIPERBAIKI
from binawidya.beranda.demo.rencana import rencana_create as plans_create
from binawidya.beranda.demo.survei import survei_create_all
from binawidya.beranda.demo.target import (
    indikator_create,
    rencana_kantor,
    sasaran_create,
    target_create,
)
from binawidya.beranda.demo.unit_kerja import KECAMATAN, unit_kerja_create
from binawidya.organisasi.models import Periode, UnitKerja, User
from indikator.enums import StatusRealisasi
from indikator.models import Indikator, Realisasi, TargetIndikator
from indikator.models.bulan_tertutup_sql import BULAN_LAMA
from indikator.services.realisasi import days_late
from kinerja.services.penutupan import penutupan_seal, penutupan_verify
from kinerja.services.skor import skor_calculate_periode

SEED: Final = "binawidya"
# Until the end of the transaction.
_OLD_MONTHS: Final = "SELECT set_config('pgtrigger.ignore', %s, true)"
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('demo_load', 0))"


def demo_load(today: date) -> bool:
    """Load the demo office as it stands on a day, scores included. The same day gives the same office.

    :returns: whether it was loaded; a database that holds any unit is left as it is.
    """
    with transaction.atomic(), pghistory.context(perintah="demo_muat"):
        with connection.cursor() as cursor:
            cursor.execute(_LOCK)
            # Named by hand: pgtrigger.ignore() does not go together with named parameters.
            names = sorted(trigger.get_pgid(model) for model, trigger in pgtrigger.registered(*BULAN_LAMA))
            cursor.execute(_OLD_MONTHS, [f"{{{','.join(names)}}}"])
        if UnitKerja.objects.exists():
            return False
        for periode in _load(today):
            skor_calculate_periode(periode_id=periode.pk)
            penutupan_seal(periode=periode)
        penutupan_verify()
        evaluasi_create(UnitKerja.objects.get(kode=KECAMATAN), today)
    return True


def _load(today: date) -> list[Periode]:
    rng = Random(SEED)  # noqa: S311  # invented figures, no secret
    months = kalender(today)
    mulai = months.mulai.pertama
    susun = susunan(mulai, rng)
    # The kecamatan was made at the end of 2020.
    units = unit_kerja_create(min(date(2021, 1, 4), date(mulai.year - 5, 1, 4)))
    users = user_create(susun)
    pegawai = pegawai_create(susun.orang, users)
    penempatan_create(susun, units, pegawai, mulai, rng)
    penugasan_create(users, units, mulai)
    periode = periode_create(months.bulan)
    kebijakan_skor_create(months.tahun)
    rencana = rencana_kantor(susun, rng)
    sasaran = sasaran_create(units[KECAMATAN], months.tahun)
    indikator = indikator_create(rencana, units, sasaran)
    target = target_create(rencana, months, units, pegawai, indikator)
    plans_create(months, units, pegawai, users)
    entri = [*Pengisian(susun, months, rencana).entri()]
    realisasi = _realisasi_create(entri, target, periode, users)
    bukti_create(entri, realisasi, months.terbuka, users)
    iku = Indikator.objects.get(unit_kerja=units[KECAMATAN], kode="IKU-01")
    kegiatan_create_all(survei_create_all(today, units, users, iku)[-1], today)
    # Nobody has counted the new rows yet: without this the questions that follow are planned for empty tables.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    kewajaran_record(entri, realisasi, months.terbuka)
    pengecualian_create(months, periode, units, users)
    pembukaan_create(months, periode, units, users, today)
    return [periode[bulan] for bulan, _status in months.dimulai]


def _realisasi_create(
    entri: Sequence[Entri],
    target: Mapping[tuple[str, int], TargetIndikator],
    periode: Mapping[Bulan, Periode],
    users: Mapping[str, User],
) -> list[Realisasi]:
    rows = [
        _realisasi(one, target[one.plan.kunci, one.bulan.tahun], periode[one.bulan], users) for one in entri
    ]  # fmt: skip
    return Realisasi.objects.bulk_create(rows, batch_size=2000)


def _realisasi(one: Entri, target: TargetIndikator, periode: Periode, users: Mapping[str, User]) -> Realisasi:
    submitted = one.status != StatusRealisasi.TERSIMPAN
    decided = one.status in {StatusRealisasi.DISETUJUI, StatusRealisasi.DIKEMBALIKAN}
    return Realisasi(
        target=target,
        periode=periode,
        nilai=one.isi.nilai,
        pembilang=one.isi.pembilang,
        penyebut=one.isi.penyebut,
        catatan=one.catatan,
        status=one.status,
        versi=one.versi,
        diisi_oleh=users[one.diisi_oleh],
        diisi_at=one.diisi,
        diajukan_at=one.diajukan if submitted else None,
        terlambat_hari=days_late(one.diajukan, periode) if submitted else 0,
        diverifikasi_oleh=users[one.diverifikasi_oleh] if decided else None,
        diverifikasi_at=one.diverifikasi if decided else None,
        alasan=one.alasan if decided else "",
        dikembalikan_kali=int(one.status == StatusRealisasi.DIKEMBALIKAN or one.catatan == DIPERBAIKI),
    )
