"""Documents: both reports, one evaluation document beside WeasyPrint alone, and a thousand in a batch."""

import gc
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from weasyprint import HTML

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja, User
from binawidya.umum.pdf import BundledFetcher, RenderedPdf
from binawidya.umum.supervisor import Supervisor, worker_service
from kinerja.enums import JenisDokumen, JenisEvaluasi, StatusEvaluasi, StatusPaket
from kinerja.masa import Masa
from kinerja.models import Dokumen, Evaluasi, EvaluasiUnit, KebijakanEvaluasi, PaketDokumen
from kinerja.reports import evaluasi as evaluasi_report
from kinerja.services.dokumen_render import dokumen_render
from kinerja.services.evaluasi import evaluasi_open
from kinerja.services.paket import paket_request
from tests.bench.daftar import Hasil, Sasaran, median, ukur, ulang
from tests.bench.mesin import anak, cpu_detik, rss_mb
from tests.bench.panggung import Panggung

# So many documents make a batch; a larger office is measured with its first thousand people only.
SATU_PAKET: Final = 1_000
PALING_LAMA_DETIK: Final = 420.0


@ukur("pdf.evaluasi")
def evaluasi(panggung: Panggung) -> Hasil:
    """Both reports of the last closed month as a worker makes them: the whole office's, then one person's."""
    wanted: list[Dokumen] = []

    def minta() -> None:
        wanted[:] = _minta(panggung)

    def buat() -> None:
        for dokumen in wanted:
            if not dokumen_render(dokumen.pk):
                raise AssertionError(dokumen.jenis)

    minta()
    query = panggung.query(buat)
    return Hasil(median_ms=median(ulang(buat, kali=5, detik=30, siapkan=minta)), query=query)


def _minta(panggung: Panggung) -> list[Dokumen]:
    kantor = panggung.kantor
    pegawai = Pegawai.objects.get(user=kantor.user_pegawai)
    subjects = {
        JenisDokumen.LAPORAN_UNIT: {"unit_kerja_id": kantor.unit_puncak},
        JenisDokumen.LAPORAN_PEGAWAI: {"pegawai": pegawai},
    }
    return [
        Dokumen.objects.create(jenis=jenis, periode_id=kantor.periode_tutup, oleh_id=kantor.user_pimpinan, **subject)
        for jenis, subject in subjects.items()
    ]


@ukur("pdf.satu", sasaran=Sasaran(rasio=1.2))
def satu(panggung: Panggung) -> Hasil:
    """The evaluation document of one person from the request to the stored file, beside WeasyPrint alone."""
    _dievaluasi(panggung)
    row = Evaluasi.objects.filter(pegawai__user=panggung.kantor.user_pegawai).get()
    wanted: list[Dokumen] = []

    def minta() -> None:
        wanted[:] = [
            Dokumen.objects.create(
                jenis=JenisDokumen.EVALUASI_KINERJA, periode_id=panggung.kantor.periode_tutup, pegawai=row.pegawai,
                evaluasi=row, oleh_id=panggung.kantor.user_pimpinan,
            )
        ]  # fmt: skip

    def buat() -> None:
        if not dokumen_render(wanted[0].pk):
            raise AssertionError("not made")

    minta()
    with _html() as drawn:
        buat()
    html, images = drawn[0]
    minta()
    query = panggung.query(buat)

    def sendiri() -> None:
        HTML(string=html, url_fetcher=BundledFetcher(images)).write_pdf(pdf_tags=True)

    whole: list[float] = []
    alone: list[float] = []

    def siapkan() -> None:
        minta()
        # Whoever renders second would pay for the garbage of the first.
        gc.collect()

    # One after the other, so that a busy moment of the machine meets both.
    for _time in range(9):
        alone += ulang(sendiri, kali=1, detik=30, siapkan=siapkan)
        whole += ulang(buat, kali=1, detik=30, siapkan=siapkan)
    return Hasil(
        median_ms=median(whole),
        query=query,
        rasio=median(whole) / median(alone),
        terhadap="WeasyPrint saja",
        catatan=f"WeasyPrint saja {median(alone):.0f} ms",
    )


@contextmanager
def _html() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """What the renderer hands to WeasyPrint."""
    seen: list[tuple[str, dict[str, Any]]] = []
    render = evaluasi_report.render_pdf

    def watch(html: str, *, title: str, images: Any = None) -> RenderedPdf:
        seen.append((html, dict(images or {})))
        return render(html, title=title, images=images)

    evaluasi_report.render_pdf = watch
    try:
        yield seen
    finally:
        evaluasi_report.render_pdf = render


@ukur("pdf.paket", sasaran=Sasaran(rasio=1.1))
def paket(panggung: Panggung) -> Hasil | None:
    """A thousand evaluation documents by one worker of two processes: time of each, busy cores, and the memory of both
    processes together at the end beside that when a quarter was made."""
    if panggung.kantor.pegawai > SATU_PAKET:
        return None
    _dievaluasi(panggung)
    kantor = panggung.kantor
    asked = paket_request(
        actor=User.objects.get(pk=kantor.user_pimpinan), jenis=JenisDokumen.DOKUMEN_EVALUASI,
        unit_kerja=UnitKerja.objects.get(pk=kantor.unit_puncak),
        periode=Periode.objects.get(pk=kantor.periode_tutup),
    )  # fmt: skip
    with Supervisor() as supervisor:
        supervisor.start(worker_service(concurrency=2))
        return _watch(asked)


@dataclass(frozen=True, slots=True)
class _Saat:
    """One look at the processes that make documents: seconds of the clock, documents made so far, and of each process
    its seconds of processor and its resident memory in megabytes."""

    detik: float
    jadi: int
    cpu: dict[int, float]
    memori: dict[int, float]


def _watch(asked: PaketDokumen) -> Hasil:
    seen: list[_Saat] = []
    end = time.monotonic() + PALING_LAMA_DETIK
    while time.monotonic() < end:
        time.sleep(0.5)
        now = PaketDokumen.objects.get(pk=asked.pk)
        made = Dokumen.objects.filter(paket=asked).exclude(berkas="").count()
        if not made:
            continue
        seen.append(_look(made))
        if now.status == StatusPaket.SELESAI or made >= (now.jumlah or SATU_PAKET):
            break
    if not seen:
        raise AssertionError("no document was made")
    return _result(seen)


def _look(made: int) -> _Saat:
    makers = sorted(child for server in anak(os.getpid()) for child in anak(server))
    memory = {one: size for one in makers if (size := rss_mb(one)) is not None}
    return _Saat(time.monotonic(), made, {one: cpu_detik(one) or 0.0 for one in memory}, memory)


def _result(seen: list[_Saat]) -> Hasil:
    first, last = seen[0], seen[-1]
    seconds = max(last.detik - first.detik, 0.1)
    busy = sorted((last.cpu.get(one, 0.0) - before) / seconds for one, before in first.cpu.items())[-2:]
    shares = " dan ".join(f"{share * 100:.0f} %" for share in busy)
    stages = [next(one for one in seen if one.jadi >= last.jadi * share) for share in (0.25, 0.5)] + [last]
    lines = "; ".join(" + ".join(f"{size:.0f}" for size in one.memori.values()) for one in stages)
    replaced = len({process for one in seen for process in one.memori}) - len(first.memori)
    before = sum(stages[0].memori.values())
    return Hasil(
        median_ms=seconds * 1000 / max(last.jadi - first.jadi, 1),
        rss_mb=max(size for one in seen for size in one.memori.values()),
        rasio=sum(last.memori.values()) / before if before else None,
        terhadap="memori seperempat jalan",
        ukuran=last.jadi,
        catatan=f"ms per dokumen; inti sibuk {shares}; MB pada 1/4, 1/2, akhir: {lines}; {replaced} proses diganti",
    )


def _dievaluasi(panggung: Panggung) -> None:
    """Everybody below the top unit confirmed for the last closed month, once."""
    kantor = panggung.kantor
    periode = Periode.objects.get(pk=kantor.periode_tutup)
    masa = Masa(periode.tahun, JenisEvaluasi.BULANAN, periode.bulan)
    if Evaluasi.objects.on(masa).exists():
        return
    unit = UnitKerja.objects.get(pk=kantor.unit_puncak)
    actor = User.objects.get(pk=kantor.user_pimpinan)
    KebijakanEvaluasi.objects.update_or_create(
        unit_kerja=unit, tahun=masa.tahun, defaults={"berkala": JenisEvaluasi.BULANAN}
    )
    evaluasi_open(actor=actor, unit=unit, masa=masa)
    now = timezone.now()
    EvaluasiUnit.objects.on(masa).update(
        usul_predikat="baik", predikat="baik", ditetapkan_oleh=actor, ditetapkan_at=now
    )  # fmt: skip
    Evaluasi.objects.on(masa).exclude(penilai=None).update(
        usul_hasil_kerja="sesuai", rating_hasil_kerja="sesuai", rating_perilaku="sesuai", predikat="baik",
        status=StatusEvaluasi.DITETAPKAN, ditetapkan_oleh=actor, ditetapkan_at=now,
    )  # fmt: skip
