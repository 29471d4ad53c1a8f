"""Everything that the documents of one evaluation say. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from binawidya.organisasi.models import Pegawai, Periode
from binawidya.organisasi.selectors.atasan import atasan_of
from kinerja.enums import JenisEvaluasi, StatusEvaluasi, StatusKeberatan
from kinerja.models import Dokumen, Evaluasi, Keberatan, UmpanBalik
from kinerja.selectors.evaluasi import Pola, Usul, pola_of, usul_of, with_frame
from kinerja.selectors.evaluasi_halaman import BarisPerilaku, nilai_perilaku, umpan_balik_masa
from kinerja.selectors.laporan_pegawai import LaporanPegawai, laporan_pegawai
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


def evaluasi_of(dokumen: Dokumen) -> Evaluasi | None:
    """The confirmed evaluation a document is about: the named one, else the one that ends with its month.

    Where a quarter and the year end together, the quarter; the year is named.
    """
    fixed = with_frame(Evaluasi.objects.exclude(status=StatusEvaluasi.DRAF))
    if dokumen.evaluasi_id is not None:
        found: Evaluasi = fixed.get(pk=dokumen.evaluasi_id)
        return found
    month = dokumen.periode
    if month is None:
        return None
    ends = Q(jenis=JenisEvaluasi.BULANAN, ke=month.bulan)
    if month.bulan % 3 == 0:
        ends |= Q(jenis=JenisEvaluasi.TRIWULANAN, ke=month.bulan // 3)
    if month.bulan == 12:
        ends |= Q(jenis=JenisEvaluasi.TAHUNAN)
    rows = [*fixed.filter(ends, pegawai=dokumen.pegawai_id, tahun=month.tahun, berlaku=True)]
    return min(rows, key=lambda row: row.masa.jumlah_bulan, default=None)


def laporan_evaluasi(dokumen: Dokumen) -> LaporanEvaluasi:
    """Gather it. A number of queries that targets do not change."""
    if dokumen.pegawai is None or dokumen.periode is None:
        raise ValueError("an evaluation without person or month")
    report = laporan_pegawai(pegawai=dokumen.pegawai, periode=dokumen.periode)
    evaluasi = evaluasi_of(dokumen)
    if evaluasi is None:
        return LaporanEvaluasi(report, None, None, report.atasan, None, [], None, {}, [], None, None)
    day = evaluasi.masa.selesai
    above = atasan_of([evaluasi.penilai_id], day).get(evaluasi.penilai_id) if evaluasi.penilai_id else None
    objection = Keberatan.objects.filter(Q(evaluasi=evaluasi) | Q(hasil=evaluasi)).select_related("pejabat").first()
    if objection is not None and objection.status == StatusKeberatan.DICABUT:
        objection = None
    team = Evaluasi.objects.berlaku().filter(evaluasi_unit=evaluasi.evaluasi_unit_id, penilai=evaluasi.penilai_id)
    by_target, general = _feedback(umpan_balik_masa(evaluasi))
    return LaporanEvaluasi(
        kinerja=report,
        evaluasi=evaluasi,
        usul=usul_of([evaluasi])[evaluasi.pk],
        penilai=_official(evaluasi.penilai_id, day),
        atasan_penilai=_official(above, day),
        perilaku=nilai_perilaku(evaluasi),
        pola=pola_of(
            evaluasi.evaluasi_unit.predikat,
            team.exclude(status=StatusEvaluasi.DRAF).order_by().values_list("predikat", flat=True),
        ),
        umpan_balik=by_target,
        umum=general,
        keberatan=objection,
        semula=evaluasi.menggantikan,
    )


def _official(pegawai_id: int | None, tanggal: date) -> Pejabat | None:
    if pegawai_id is None:
        return None
    own = standing([pegawai_id], tanggal).pos.get(pegawai_id)
    return official(own[0]) if own else without_post(Pegawai.objects.get(pk=pegawai_id))


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
