"""What the papers on the evaluations of a unit say: its predikat with those of its people, and the payroll list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.organisasi.selectors.susunan_unit import ancestors_on
from kinerja.enums import JenisEvaluasi, StatusEvaluasi
from kinerja.masa import Masa, read_masa
from kinerja.models import Dokumen, Evaluasi, EvaluasiUnit
from kinerja.selectors.evaluasi import Pola, pola_of
from kinerja.selectors.evaluasi_unit import baris_gaji
from kinerja.selectors.pejabat import Kop, Pejabat, head_of, heads, letterhead


@dataclass(frozen=True, slots=True)
class PredikatBawah:
    """A unit below: its predikat, and how many of its people have which."""

    unit: UnitKerja
    predikat: str
    jumlah: Mapping[str, int]
    belum: int


@dataclass(frozen=True, slots=True)
class Penetapan:
    """The predikat of a unit and of the people who are judged together there; drafts are only counted.

    :param evaluasi_unit: missing where no evaluation was opened for the unit itself.
    """

    unit: UnitKerja
    periode: Periode
    masa: Masa | None
    kop: Kop
    kepala: Pejabat | None
    evaluasi_unit: EvaluasiUnit | None
    pegawai: tuple[Evaluasi, ...]
    pola: Pola
    bawah: tuple[PredikatBawah, ...]


@dataclass(frozen=True, slots=True)
class DaftarTpp:
    """Everybody below a unit whose predikat is fixed, as the payroll wants it: rows of ``daftar.gaji_columns``."""

    unit: UnitKerja
    periode: Periode
    masa: Masa | None
    kop: Kop
    kepala: Pejabat | None
    baris: tuple[list[Any], ...]
    draf: int


def masa_of(dokumen: Dokumen) -> Masa | None:
    """The evaluations that a document of a unit is about: the named ones, else the shortest that end with its month."""
    if dokumen.masa_evaluasi:
        return read_masa(dokumen.masa_evaluasi)
    if dokumen.unit_kerja is None or dokumen.periode is None:
        raise ValueError("evaluations of no unit or no month")
    year, month = dokumen.periode.tahun, dokumen.periode.bulan
    rows = EvaluasiUnit.objects.filter(unit_kerja__jalur__contains=[dokumen.unit_kerja_id], tahun=year)
    found = [
        Masa(year, JenisEvaluasi(jenis), ke) for jenis, ke in rows.order_by().values_list("jenis", "ke").distinct()
    ]
    ending = [one for one in found if one.bulan_terakhir == month]
    return min(ending, key=lambda one: one.jumlah_bulan, default=None)


@dataclass(frozen=True, slots=True)
class _Kepala:
    unit: UnitKerja
    periode: Periode
    kop: Kop
    kepala: Pejabat | None


def _heading(dokumen: Dokumen) -> _Kepala:
    if dokumen.unit_kerja is None or dokumen.periode is None:
        raise ValueError("evaluations of no unit or no month")
    day = dokumen.periode.hari_terakhir
    chain = ancestors_on(dokumen.unit_kerja, day)
    unit = chain[-1]
    return _Kepala(unit, dokumen.periode, letterhead(chain), head_of(unit, heads([unit], day)))


def penetapan(dokumen: Dokumen) -> Penetapan:
    """Gather it. A number of queries that people and units do not change."""
    head, masa = _heading(dokumen), masa_of(dokumen)
    if masa is None:
        return Penetapan(head.unit, head.periode, None, head.kop, head.kepala, None, (), pola_of("", []), ())
    every = EvaluasiUnit.objects.on(masa).filter(unit_kerja__jalur__contains=[head.unit.pk])
    units = [*every.select_related("unit_kerja", "kebijakan").order_by("unit_kerja__jalur")]
    own = next((one for one in units if one.unit_kerja_id == head.unit.pk), None)
    people = [
        *Evaluasi.objects.berlaku()
        .filter(evaluasi_unit=own)
        .select_related("pegawai", "penilai", "unit_kerja")
        .order_by("pegawai__nama", "pegawai")
    ]
    fixed = [row.predikat if not row.draf else "" for row in people]
    return Penetapan(
        unit=head.unit,
        periode=head.periode,
        masa=masa,
        kop=head.kop,
        kepala=head.kepala,
        evaluasi_unit=own,
        pegawai=tuple(row for row in people if not row.draf),
        pola=pola_of(own.predikat if own else "", fixed),
        bawah=tuple(_below(one for one in units if one is not own)),
    )


def _below(units: Iterable[EvaluasiUnit]) -> Iterator[PredikatBawah]:
    wanted = [*units]
    counts: dict[int, dict[str, int]] = {}
    missing: dict[int, int] = {}
    draft = Q(status=StatusEvaluasi.DRAF)
    rows = (
        Evaluasi.objects.berlaku()
        .filter(evaluasi_unit__in=wanted)
        .order_by()
        .values_list("evaluasi_unit", "predikat")
        .annotate(tetap=Count("pk", filter=~draft), menunggu=Count("pk", filter=draft))
    )
    for pk, predikat, fixed, waiting in rows:
        counts.setdefault(pk, {})[predikat] = fixed
        missing[pk] = missing.get(pk, 0) + waiting
    for one in wanted:
        yield PredikatBawah(one.unit_kerja, one.predikat, counts.get(one.pk, {}), missing.get(one.pk, 0))


def daftar_tpp(dokumen: Dokumen) -> DaftarTpp:
    """Gather the payroll list of a unit and everything below it. A number of queries that people do not change."""
    head, masa = _heading(dokumen), masa_of(dokumen)
    if masa is None:
        return DaftarTpp(head.unit, head.periode, None, head.kop, head.kepala, (), 0)
    every = Evaluasi.objects.berlaku().on(masa).filter(unit_kerja__jalur__contains=[head.unit.pk])
    return DaftarTpp(
        unit=head.unit,
        periode=head.periode,
        masa=masa,
        kop=head.kop,
        kepala=head.kepala,
        baris=tuple(baris_gaji(every, masa)),
        draf=every.filter(status=StatusEvaluasi.DRAF).count(),
    )
