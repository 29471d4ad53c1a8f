"""Making packages. Only worker and command processes import this module, because it draws and renders.

A package is planned (whose documents are due), cut into parts that several workers share, and packed when the last
part is done. Every step leaves early when it was done already, so a message that comes twice or a worker that dies
costs nothing but time.
"""

import hashlib
import logging
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any, Final

from django.core.files.base import File
from django.db import InterfaceError, OperationalError, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from binawidya.umum.outbox import enqueue
from binawidya.umum.pdf import DocumentTooLarge
from binawidya.umum.spreadsheet.writer import Column, write_xlsx
from kinerja.enums import JenisDokumen, StatusDokumen, StatusPaket
from kinerja.models import Dokumen, PaketDokumen
from kinerja.permissions import can_ask_dokumen
from kinerja.selectors.paket import subjects
from kinerja.services.dokumen import help_line
from kinerja.services.dokumen_pembuat import PEMBUAT
from kinerja.services.dokumen_render import fail, hold_scores, reserve, store

logger = logging.getLogger(__name__)

BAGIAN: Final = "paket.bagian"
KEMAS: Final = "paket.kemas"
# A package is cut into this many parts, so that workers share it and progress of one is never lost; but no part is
# larger than what one worker holds in memory at a time.
JUMLAH_BAGIAN: Final = 4
BAGIAN_TERBESAR: Final = 250
_SATU_TULIS: Final = 1_000
# What is nobody's fault but the house's: the part is tried again instead of being given up document by document.
_GANGGUAN: Final = (OperationalError, InterfaceError, OSError)


@transaction.atomic
def paket_plan(paket_id: int) -> int:
    """List whose documents are due, once, and hand the parts out.

    :returns: how many documents are to be made.
    """
    paket = (
        PaketDokumen.objects.select_for_update(of=("self",)).select_related("unit_kerja", "periode").get(pk=paket_id)
    )
    if not paket.berjalan:
        return 0
    if paket.jumlah is None:
        rows = [
            Dokumen(
                jenis=paket.jenis, periode=paket.periode, tahun=paket.tahun, oleh_id=paket.oleh_id, paket=paket, **who
            )
            for who in subjects(paket)
        ]
        Dokumen.objects.bulk_create(rows, batch_size=_SATU_TULIS)
        paket.jumlah = len(rows)
    paket.mulai_at = timezone.now()
    paket.save(update_fields=["jumlah", "mulai_at"])
    due = [*_due(paket_id).order_by("pk").values_list("pk", flat=True)]
    if not due:
        enqueue(KEMAS, {"paket_id": paket_id}, key=str(paket_id))
    for first, last in _parts(due):
        enqueue(BAGIAN, {"paket_id": paket_id, "first": first, "last": last}, key=f"{paket_id}-{first}-{last}")
    return len(due)


def _due(paket_id: int) -> Any:
    return Dokumen.objects.filter(paket=paket_id, status=StatusDokumen.DIMINTA)


def _parts(due: list[int]) -> Iterator[tuple[int, int]]:
    size = min(max(-(-len(due) // JUMLAH_BAGIAN), 1), BAGIAN_TERBESAR)
    for start in range(0, len(due), size):
        part = due[start : start + size]
        yield part[0], part[-1]


def paket_work(paket_id: int, first: int, last: int) -> int:
    """Make the documents of one part that are not made yet.

    A document that cannot be made says why and does not stop the others. One that was begun before, by a worker that
    did not come back, waits until the others are done.

    :returns: how many were made.
    :raises Exception: database or disk are away; the outbox tries again.
    """
    paket = PaketDokumen.objects.select_related("unit_kerja", "oleh").get(pk=paket_id)
    if not paket.berjalan:
        return 0
    if not can_ask_dokumen(paket.oleh, JenisDokumen(paket.jenis), paket.unit_kerja):
        _due(paket_id).update(status=StatusDokumen.GAGAL, pesan=_("Anda tidak lagi berwenang atas dokumen unit ini."))
        _pack_when_done(paket_id)
        return 0
    part = _due(paket_id).filter(pk__gte=first, pk__lte=last).select_related("oleh", "periode", "unit_kerja", "pegawai")
    documents = sorted(part, key=lambda dokumen: (bool(dokumen.berkas), dokumen.pk))
    made = _make(paket, documents) if documents else 0
    _pack_when_done(paket_id)
    return made


def _make(paket: PaketDokumen, documents: list[Dokumen]) -> int:
    maker = PEMBUAT[JenisDokumen(paket.jenis)]
    with transaction.atomic():
        if paket.periode_id is not None:
            hold_scores(paket.periode_id)
        gathered = dict(maker.kumpulkan_banyak(documents))
    made = 0
    for dokumen in documents:
        if not PaketDokumen.objects.filter(pk=paket.pk, status=StatusPaket.DIMINTA).exists():
            break
        # Let go of what is done, so that memory does not grow with the part.
        made += _make_one(dokumen, maker.gambar, gathered.pop(dokumen.pk))
    return made


def _make_one(dokumen: Dokumen, gambar: Any, gathered: Any) -> bool:
    reserve(dokumen)
    try:
        return store(dokumen, gambar(dokumen, gathered))
    except DocumentTooLarge as refused:
        return fail(dokumen, refused.message)
    except _GANGGUAN:
        raise
    except Exception:
        logger.exception("document %s of a package cannot be made", dokumen.pk)
        return fail(dokumen, _("Dokumen ini tidak dapat digambar. Buat sendiri dari halaman Laporan.") + help_line())


@transaction.atomic
def _pack_when_done(paket_id: int) -> None:
    if not _due(paket_id).exists():
        enqueue(KEMAS, {"paket_id": paket_id}, key=str(paket_id))


def paket_give_up(paket_id: int, first: int | None = None, last: int | None = None) -> None:
    """After the last attempt: what is left of the part (or the package itself) is GAGAL, with a sentence."""
    message = _("Tidak dapat dibuat setelah beberapa kali dicoba.") + help_line()
    if first is not None and last is not None:
        _due(paket_id).filter(pk__gte=first, pk__lte=last).update(status=StatusDokumen.GAGAL, pesan=message)
        _pack_when_done(paket_id)
        return
    running = PaketDokumen.objects.filter(pk=paket_id, status=StatusPaket.DIMINTA)
    running.update(status=StatusPaket.GAGAL, pesan=message, selesai_at=Now())


def paket_pack(paket_id: int) -> bool:
    """Put everything that was made into one ZIP, with the list of what is in it and of what is not and why.

    :returns: whether the package is ready because of this call.
    """
    paket = PaketDokumen.objects.get(pk=paket_id)
    if not paket.berjalan or paket.jumlah is None or _due(paket_id).exists():
        return False
    with tempfile.TemporaryFile() as file:
        _fill(paket, file)
        size = file.tell()
        digest = _digest(file)
        name = paket.berkas.storage.save(paket.berkas.field.generate_filename(paket, ""), File(file))
    old = paket.berkas.name
    done = PaketDokumen.objects.filter(pk=paket_id, status=StatusPaket.DIMINTA).update(
        status=StatusPaket.SELESAI, berkas=name, ukuran=size, sha256=digest, selesai_at=Now(), pesan=""
    )
    if not done:
        paket.berkas.storage.delete(name)
    elif old:
        paket.berkas.storage.delete(old)
    return bool(done)


def _fill(paket: PaketDokumen, file: IO[bytes]) -> None:
    # The PDFs are compressed already.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive, tempfile.TemporaryFile() as sheet:
        write_xlsx(sheet, _("Daftar isi"), _columns(), _archived(paket, archive))
        sheet.seek(0)
        with archive.open(_("daftar-isi.xlsx"), "w") as target:
            shutil.copyfileobj(sheet, target)


def _archived(paket: PaketDokumen, archive: zipfile.ZipFile) -> Iterator[list[Any]]:
    """Put one document after the other into the archive, and tell the line of each for the list."""
    documents = Dokumen.objects.filter(paket=paket).select_related("pegawai", "unit_kerja").order_by("pk")
    for number, dokumen in enumerate(documents.iterator(500), start=1):
        subject = dokumen.unit_kerja or dokumen.pegawai
        nama = subject.nama if subject else ""
        if dokumen.status != StatusDokumen.SELESAI:
            yield [number, nama, "", "", None, dokumen.pesan]
            continue
        name = f"{number:04d}-{slugify(nama)[:60] or dokumen.pk}.pdf"
        with archive.open(name, "w", force_zip64=True) as target, dokumen.berkas.open("rb") as source:
            shutil.copyfileobj(source, target)
        yield [number, nama, name, dokumen.kode_cetak, dokumen.halaman, ""]


def _columns() -> list[Column]:
    return [
        Column(_("No."), 6),
        Column(_("Nama"), 36),
        Column(_("Berkas"), 44),
        Column(_("Kode verifikasi"), 18),
        Column(_("Halaman"), 10),
        Column(_("Tidak dibuat karena"), 60),
    ]


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest
