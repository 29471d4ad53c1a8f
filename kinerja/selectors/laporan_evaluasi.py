"""Everything that the documents of one evaluation say. Reads only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from binawidya.organisasi.models import Pegawai, Periode
from binawidya.organisasi.selectors.atasan import atasan_of
from kinerja.enums import JenisEvaluasi, StatusEvaluasi, StatusKeberatan
from kinerja.models import Dokumen, Evaluasi, Keberatan, UmpanBalik
from kinerja.selectors.evaluasi import Pola, Usul, pola_of, usul_of, with_frame
from kinerja.selectors.evaluasi_halaman import BarisPerilaku, nilai_perilaku_banyak, umpan_balik_banyak
from kinerja.selectors.laporan_pegawai import LaporanPegawai, laporan_pegawai_banyak
from kinerja.selectors.pejabat import Pejabat, official, standing, without_post


@dataclass(frozen=True, slots=True)
class LaporanEvaluasi:
    """One evaluation as its documents say it; ``evaluasi`` is missing where none was confirmed for that month."""

    kinerja: LaporanPegawai
    evaluasi: Evaluasi | None
    usul: Usul | None
    penilai: Pejabat | None
    atasan_penilai: Pejabat | None
    perilaku: list[BarisPerilaku]
    pola: Pola | None
    umpan_balik: dict[int, list[str]]
    umum: list[str]
    keberatan: Keberatan | None
    semula: Evaluasi | None


def evaluasi_of(documents: Sequence[Dokumen]) -> dict[int, Evaluasi]:
    """The confirmed evaluations that documents are about, by document: the named one, else the one that ends with
    the month. Where a quarter and the year end together, the quarter; the year is named. One query."""
    month = next((dokumen.periode for dokumen in documents if dokumen.periode is not None), None)
    if month is None:
        return {}
    ends = Q(jenis=JenisEvaluasi.BULANAN, ke=month.bulan)
    if month.bulan % 3 == 0:
        ends |= Q(jenis=JenisEvaluasi.TRIWULANAN, ke=month.bulan // 3)
    if month.bulan == 12:
        ends |= Q(jenis=JenisEvaluasi.TAHUNAN)
    people = {dokumen.pegawai_id for dokumen in documents if dokumen.evaluasi_id is None}
    named = {dokumen.evaluasi_id for dokumen in documents if dokumen.evaluasi_id is not None}
    wanted = ends & Q(pegawai__in=people, tahun=month.tahun, berlaku=True) | Q(pk__in=named)
    fixed = with_frame(Evaluasi.objects.exclude(status=StatusEvaluasi.DRAF)).select_related("menggantikan")
    rows = sorted(fixed.filter(wanted), key=lambda row: (row.masa.jumlah_bulan, row.pk))
    by_key = {row.pk: row for row in rows}
    shortest = {row.pegawai_id: row for row in reversed(rows) if row.berlaku}
    found = {
        dokumen.pk: by_key[dokumen.evaluasi_id] if dokumen.evaluasi_id else shortest.get(dokumen.pegawai_id)
        for dokumen in documents
    }
    return {pk: row for pk, row in found.items() if row is not None}


def laporan_evaluasi(dokumen: Dokumen) -> LaporanEvaluasi:
    """Gather it. A number of queries that targets do not change."""
    return laporan_evaluasi_banyak([dokumen])[dokumen.pk]


def laporan_evaluasi_banyak(documents: Sequence[Dokumen]) -> dict[int, LaporanEvaluasi]:
    """Gather what the documents of one month say, by document: as many queries for one as for a thousand.

    :raises KebijakanSkor.DoesNotExist: no policy was ever set.
    """
    periode = next((dokumen.periode for dokumen in documents if dokumen.periode is not None), None)
    people = [dokumen.pegawai for dokumen in documents if dokumen.pegawai is not None]
    if periode is None or len(people) != len(documents):
        raise ValueError("an evaluation without person or month")
    reports = laporan_pegawai_banyak(pegawai=people, periode=periode)
    found = evaluasi_of(documents)
    bahan = _bahan([*{row.pk: row for row in found.values()}.values()])
    made = {}
    for dokumen in documents:
        report = reports[dokumen.pegawai_id or 0]
        evaluasi = found.get(dokumen.pk)
        if evaluasi is None:
            made[dokumen.pk] = LaporanEvaluasi(
                report, None, None, report.atasan, None, [], None, {}, [], None, None
            )  # fmt: skip
        else:
            made[dokumen.pk] = _satu(report, evaluasi, bahan)
    return made


@dataclass(frozen=True, slots=True)
class _Bahan:
    """What the documents of one gathering share, by evaluation, by team and by person."""

    usul: Mapping[int, Usul]
    perilaku: Mapping[int, list[BarisPerilaku]]
    umpan_balik: Mapping[int, list[UmpanBalik]]
    keberatan: Mapping[int, Keberatan]
    tim: Mapping[tuple[int, int | None], list[str]]
    atasan: Mapping[int, int]
    pejabat: Mapping[int, Pejabat]


def _bahan(rows: Sequence[Evaluasi]) -> _Bahan:
    assessors = {row.penilai_id for row in rows if row.penilai_id is not None}
    # All end with the same month, hence on the same day.
    day = max((row.masa.selesai for row in rows), default=None)
    above = atasan_of(assessors, day) if day and assessors else {}
    return _Bahan(
        usul=usul_of(rows),
        perilaku=nilai_perilaku_banyak(rows),
        umpan_balik=umpan_balik_banyak(rows),
        keberatan=_objections(rows),
        tim=_teams(rows),
        atasan=above,
        pejabat=_officials(assessors | {*above.values()}, day),
    )


def _objections(rows: Sequence[Evaluasi]) -> dict[int, Keberatan]:
    """The objection against an evaluation, or the one that it came out of, unless it was taken back."""
    found: dict[int, Keberatan] = {}
    wanted = Keberatan.objects.filter(Q(evaluasi__in=rows) | Q(hasil__in=rows)).select_related("pejabat")
    for one in wanted.exclude(status=StatusKeberatan.DICABUT).order_by("pk"):
        for pk in (one.evaluasi_id, one.hasil_id):
            if pk is not None:
                found.setdefault(pk, one)
    return found


def _teams(rows: Sequence[Evaluasi]) -> dict[tuple[int, int | None], list[str]]:
    """The fixed predikat of those whom one assessor judges together."""
    found: dict[tuple[int, int | None], list[str]] = {}
    teams = Evaluasi.objects.berlaku().filter(evaluasi_unit__in={row.evaluasi_unit_id for row in rows})
    fixed = teams.exclude(status=StatusEvaluasi.DRAF).order_by()
    for unit, assessor, predikat in fixed.values_list("evaluasi_unit", "penilai", "predikat"):
        found.setdefault((unit, assessor), []).append(predikat)
    return found


def _officials(pegawai_ids: Collection[int], tanggal: date | None) -> dict[int, Pejabat]:
    if tanggal is None or not pegawai_ids:
        return {}
    posts = standing(pegawai_ids, tanggal).pos
    found = {pk: official(posts[pk][0]) for pk in pegawai_ids if posts.get(pk)}
    missing = Pegawai.objects.filter(pk__in=[pk for pk in pegawai_ids if pk not in found])
    return found | {pegawai.pk: without_post(pegawai) for pegawai in missing}


def _satu(report: LaporanPegawai, evaluasi: Evaluasi, bahan: _Bahan) -> LaporanEvaluasi:
    by_target, general = _feedback(bahan.umpan_balik.get(evaluasi.pk, ()))
    assessor = evaluasi.penilai_id or 0
    return LaporanEvaluasi(
        kinerja=report,
        evaluasi=evaluasi,
        usul=bahan.usul[evaluasi.pk],
        penilai=bahan.pejabat.get(assessor),
        atasan_penilai=bahan.pejabat.get(bahan.atasan.get(assessor, 0)),
        perilaku=bahan.perilaku[evaluasi.pk],
        pola=pola_of(
            evaluasi.evaluasi_unit.predikat, bahan.tim.get((evaluasi.evaluasi_unit_id, evaluasi.penilai_id), [])
        ),
        umpan_balik=by_target,
        umum=general,
        keberatan=bahan.keberatan.get(evaluasi.pk),
        semula=evaluasi.menggantikan,
    )


def _feedback(rows: Iterable[UmpanBalik]) -> tuple[dict[int, list[str]], list[str]]:
    by_target: dict[int, list[str]] = {}
    general: list[str] = []
    for row in rows:
        if row.induk_id is not None:
            continue
        target = row.target_id or (row.realisasi.target_id if row.realisasi else None)
        if target is None:
            general.append(row.isi)
        else:
            by_target.setdefault(target, []).append(row.isi)
    return by_target, general


def periode_evaluasi(evaluasi: Evaluasi) -> Periode:
    """The month with which an evaluation ends."""
    masa = evaluasi.masa
    return Periode.objects.get(tahun=masa.tahun, bulan=masa.bulan_terakhir)
