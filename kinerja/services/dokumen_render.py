"""Making documents. Only worker and command processes import this module, because it draws and renders."""

import logging
from contextlib import suppress

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.umum.pdf import DocumentTooLarge
from kinerja.enums import JenisDokumen, StatusDokumen
from kinerja.models import Dokumen
from kinerja.permissions import can_read_dokumen
from kinerja.services.dokumen import help_line
from kinerja.services.dokumen_pembuat import PEMBUAT, Hasil
from kinerja.services.skor_sql import KUNCI_PERIODE

logger = logging.getLogger(__name__)


def dokumen_render(dokumen_id: int) -> bool:
    """Make a document that was asked for. Leaves early when it is made already.

    The name of the file is written down before the file itself, so that a worker killed in between leaves nothing
    behind: the next attempt writes to the same place. The row becomes SELESAI only after the file is there.

    :returns: whether the document is now ready because of this call.
    :raises Exception: whatever went wrong, so that the outbox tries again, and in the end calls
        :func:`dokumen_give_up`.
    """
    rows = Dokumen.objects.select_related("oleh", "awal", "periode", "unit_kerja", "pegawai", "hasil")
    dokumen = rows.get(pk=dokumen_id)
    if dokumen.status != StatusDokumen.DIMINTA:
        return False
    if not can_read_dokumen(dokumen.oleh, dokumen):
        return fail(dokumen, _("Anda tidak lagi berwenang membaca laporan ini, jadi laporan tidak dibuat."))
    try:
        return store(dokumen, _render(dokumen))
    except DocumentTooLarge as refused:
        return fail(dokumen, refused.message)


def store(dokumen: Dokumen, hasil: Hasil) -> bool:
    """Keep a rendered document: first its name, then the file, last the row."""
    reserve(dokumen)
    _write(dokumen, hasil)
    return _finish(dokumen, hasil)


def dokumen_give_up(dokumen_id: int) -> None:
    """After the last attempt: the document is GAGAL, with a sentence for the person."""
    words = _("Laporan tidak dapat dibuat setelah %(n)d kali dicoba. Coba lagi nanti.")
    message = words % {"n": settings.OUTBOX_MAX_ATTEMPTS} + help_line()
    fail(Dokumen.objects.get(pk=dokumen_id), message)


def _render(dokumen: Dokumen) -> Hasil:
    maker = PEMBUAT[JenisDokumen(dokumen.jenis)]
    with transaction.atomic():
        if dokumen.periode_id is not None:
            hold_scores(dokumen.periode_id)
        gathered = maker.kumpulkan(dokumen)
    return maker.buat(dokumen, gathered)


def hold_scores(periode_id: int) -> None:
    """Read no capaian and score of one month from two different computations."""
    with connection.cursor() as cursor:
        cursor.execute(KUNCI_PERIODE, {"periode_id": periode_id})


def reserve(dokumen: Dokumen) -> None:
    """Write down where the file will lie."""
    if dokumen.berkas.name:
        return
    name = Dokumen._meta.get_field("berkas").generate_filename(dokumen, "")
    Dokumen.objects.filter(pk=dokumen.pk).update(berkas=name)
    dokumen.berkas.name = name


def _write(dokumen: Dokumen, hasil: Hasil) -> None:
    name, storage = str(dokumen.berkas.name), dokumen.berkas.storage
    try:
        storage.delete(name)
        saved = storage.save(name, ContentFile(hasil.content))
    except BaseException:
        with suppress(OSError):
            storage.delete(name)
        raise
    if saved != name:
        storage.delete(saved)
        raise FileExistsError(name)


def _finish(dokumen: Dokumen, hasil: Hasil) -> bool:
    try:
        done = Dokumen.objects.filter(pk=dokumen.pk, status=StatusDokumen.DIMINTA).update(
            status=StatusDokumen.SELESAI,
            berkas=dokumen.berkas.name,
            sha256=hasil.sha256,
            halaman=hasil.pages,
            selesai_at=timezone.now(),
            pesan="",
        )
    except BaseException:
        dokumen.berkas.storage.delete(str(dokumen.berkas.name))
        raise
    return bool(done)


def fail(dokumen: Dokumen, message: str) -> bool:
    """A document that will not be made, with a sentence for people. Always false."""
    name, storage = str(dokumen.berkas.name or ""), dokumen.berkas.storage
    Dokumen.objects.filter(pk=dokumen.pk, status=StatusDokumen.DIMINTA).update(
        status=StatusDokumen.GAGAL, pesan=message, berkas=""
    )
    if name:
        storage.delete(name)
    return False
