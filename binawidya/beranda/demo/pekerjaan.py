"""The main job on the demo office, once: scores of the last closed month and two documents, by a real worker."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Pegawai, Periode, UnitKerja, User
from binawidya.organisasi.services.periode import BERUBAH
from binawidya.umum.embedded import ServerError
from binawidya.umum.models import OutboxTask
from binawidya.umum.outbox import enqueue, relay
from kinerja.enums import JenisDokumen, StatusDokumen
from kinerja.models import Dokumen, SkorPegawai, SkorUnit
from kinerja.services.dokumen import dokumen_request

LIMIT_SECONDS: Final = 180.0
PAUSE_SECONDS: Final = 0.25
RELAY_SECONDS: Final = 5.0
CAMAT: Final = "Rahmat Hidayatul Fikri"
PEGAWAI: Final = "Sri Wahyuni"


@dataclass(frozen=True, slots=True)
class Hasil:
    """What came out of the main job."""

    periode: Periode
    pegawai: int
    unit: int
    detik: float
    dokumen: tuple[tuple[str, Path], ...]


def run_main_job(wait: Callable[[], None]) -> Hasil:
    """Have the worker compute the last closed month and make one report of the office and one of an employee.

    Documents that were made on an earlier start are kept.

    :param wait: called again and again while the worker is busy.
    :raises ServerError: the worker failed or is not done in time.
    """
    periode = Periode.objects.filter(status=StatusPeriode.DITUTUP).order_by("-tahun", "-bulan").first()
    camat = User.objects.filter(pegawai__nama=CAMAT).first()
    root = UnitKerja.objects.filter(induk=None).order_by("pk").first()
    person = Pegawai.objects.filter(nama=PEGAWAI).first()
    if periode is None or camat is None or root is None or person is None:
        raise ServerError(
            _("Basis data ini berisi data lain, bukan kantor contoh. Beri BINAWIDYA_VAR atau DATABASE_URL lain.")
        )
    with transaction.atomic():
        task = enqueue(BERUBAH, {"periode_id": periode.pk}, key=str(periode.pk))
    seconds = _wait_for(task, wait)
    asked = [
        _document(camat, JenisDokumen.LAPORAN_UNIT, periode, unit_kerja=root),
        _document(camat, JenisDokumen.LAPORAN_PEGAWAI, periode, pegawai=person),
    ]
    made = [_wait_for_document(dokumen, wait) for dokumen in asked]
    return Hasil(
        periode=periode,
        pegawai=SkorPegawai.objects.filter(periode=periode).count(),
        unit=SkorUnit.objects.filter(periode=periode).count(),
        detik=seconds,
        dokumen=tuple((str(JenisDokumen(one.jenis).label), Path(one.berkas.path)) for one in made),
    )


def _document(
    actor: User,
    jenis: JenisDokumen,
    periode: Periode,
    *,
    unit_kerja: UnitKerja | None = None,
    pegawai: Pegawai | None = None,
) -> Dokumen:
    before = Dokumen.objects.filter(
        oleh=actor, jenis=jenis, periode=periode, unit_kerja=unit_kerja, pegawai=pegawai, status=StatusDokumen.SELESAI
    ).first()
    if before is not None and Path(before.berkas.path).is_file():
        return before
    return dokumen_request(actor=actor, jenis=jenis, periode=periode, unit_kerja=unit_kerja, pegawai=pegawai)


def _wait_for(pk: int, wait: Callable[[], None]) -> float:
    """Wait until an outbox row is done.

    :returns: how many seconds its task took.
    """
    for _tick in _ticks(wait):
        task = OutboxTask.objects.get(pk=pk)
        if task.last_error:
            raise ServerError(_("Perhitungan skor gagal: %(sebab)s") % {"sebab": task.last_error.splitlines()[0]})
        if task.done_at and task.started_at:
            return (task.done_at - task.started_at).total_seconds()
    raise ServerError(_late())


def _wait_for_document(dokumen: Dokumen, wait: Callable[[], None]) -> Dokumen:
    for _tick in _ticks(wait):
        dokumen.refresh_from_db()
        if dokumen.status == StatusDokumen.SELESAI:
            return dokumen
        if dokumen.status == StatusDokumen.GAGAL:
            text = _("%(dokumen)s tidak dapat dibuat: %(sebab)s")
            label = JenisDokumen(dokumen.jenis).label
            raise ServerError(text % {"dokumen": label, "sebab": dokumen.pesan or _("lihat keluaran worker")})
    raise ServerError(_late())


def _late() -> str:
    return _("Worker belum selesai setelah %(detik)d detik. Lihat keluarannya di atas.") % {"detik": LIMIT_SECONDS}


def _ticks(wait: Callable[[], None]) -> Iterator[None]:
    """Moments to look again, until the limit. No beat runs yet, so what got lost on the way is sent from here."""
    start = time.monotonic()
    relayed = start
    while (now := time.monotonic()) < start + LIMIT_SECONDS:
        yield
        wait()
        time.sleep(PAUSE_SECONDS)
        if now > relayed + RELAY_SECONDS:
            relay()
            relayed = now
