"""Rows of the rarer tables, so that every column of numbers holds one."""

from decimal import Decimal

from django.utils import timezone

from binawidya.umum.dates import today
from indikator.models import AddendumTarget, KoreksiRealisasi, ProgramAnggaran, Realisasi, TargetIndikator
from kinerja.models import Evaluasi, EvaluasiUnit, KonversiPredikat
from survei.models import HasilSurvei
from survei.services.hasil import hasil_calculate
from tests import evaluasi
from tests.kantor import Kantor
from tests.survei import kuesioner

SATU, DUA = Decimal(1), Decimal(2)


def lengkapi(kantor: Kantor) -> None:
    """An addendum, corrections, a budget, evaluations with their rules, and the result of a survey."""
    TargetIndikator.objects.filter(pk=kantor.target["rasio"].pk).update(baseline=SATU)
    pairs = {
        name: value
        for kind in ("lama", "baru")
        for name, value in {
            f"target_{kind}": SATU,
            f"target_atas_{kind}": DUA,
            f"nilai_terburuk_{kind}": DUA,
            f"bulanan_{kind}": [SATU] * 12,
            f"bulanan_atas_{kind}": [DUA] * 12,
            f"bobot_{kind}": SATU,
        }.items()
    }
    AddendumTarget.objects.create(
        target=kantor.target["rasio"], alasan="Anggaran berubah.", tanggal=today(), diajukan_at=timezone.now(),
        diajukan_oleh=kantor.user["rekan"], **pairs,
    )  # fmt: skip
    numbers = {"unit": ["nilai"], "rasio": ["pembilang", "penyebut"]}
    for name, fields in numbers.items():
        KoreksiRealisasi.objects.create(
            realisasi=Realisasi.objects.filter(target=kantor.target[name]).earliest("pk"),
            alasan="Salah ketik.",
            diusulkan_oleh=kantor.user["rekan"],
            **{f"{kind}{field}": SATU for kind in ("", "lama_") for field in fields},
        )
    ProgramAnggaran.objects.create(
        unit_kerja=kantor.unit["akar"], tahun=kantor.tahun, kode="7.01", nama="Program", anggaran=SATU
    )
    _evaluasi(kantor)
    _survei(kantor)


def _evaluasi(kantor: Kantor) -> None:
    evaluasi.buka(kantor)
    Evaluasi.objects.update(nilai=SATU)
    EvaluasiUnit.objects.update(nilai=SATU)
    KonversiPredikat.objects.create(
        unit_kerja=kantor.unit["akar"], predikat="baik", angka=SATU, berlaku_mulai=today()
    )  # fmt: skip


def _survei(kantor: Kantor) -> None:
    survei = kuesioner.dibuka(kantor)
    kuesioner.jawab(survei, 3, banyak=12)
    kuesioner.jawab(survei, 4, banyak=12)
    hasil_calculate(survei.pk)
    HasilSurvei.objects.filter(survei=survei).update(ikm_tanpa_lonjakan=Decimal(80))
