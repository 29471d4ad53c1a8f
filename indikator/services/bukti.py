"""Evidence of an entry: attached while the entry may change, never silently lost.

What is no row leaves no file: a store that is full, a row that is refused or a transaction that fails takes the file
along.
"""

import contextlib
import logging
import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePath
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, User
from binawidya.umum.errors import ActRefused
from binawidya.umum.locks import hold_shared
from binawidya.umum.outbox import enqueue
from binawidya.umum.scanner import scanning
from binawidya.umum.upload import Recognized, recognize
from indikator.enums import JenisBukti, StatusPindai
from indikator.models import Bukti, Realisasi
from indikator.models.bukti import random_path
from indikator.services.bulan import dibuka_untuk

logger = logging.getLogger(__name__)

DILAMPIRKAN = "bukti.dilampirkan"
PALING_BANYAK = 10


def _open_entry(realisasi: Realisasi) -> Realisasi:
    hold_shared(Periode, realisasi.periode_id)
    entry = Realisasi.objects.select_for_update(of=("self",)).select_related("periode").get(pk=realisasi.pk)
    takes = entry.periode.menerima_isian or dibuka_untuk(entry.periode, [entry.target_id])
    if not takes or not entry.dapat_diisi:
        raise ActRefused(_("Bukti hanya dapat diubah selama realisasi belum diajukan dan bulannya masih dibuka."))
    return entry


@transaction.atomic
def bukti_create(*, actor: User, realisasi: Realisasi, berkas: "File[bytes]") -> Bukti:
    """Attach a file. The same file twice on one entry stays one piece of evidence.

    :raises ValidationError: for a file that is not accepted or does not fit, with a text for the field ``berkas``.
    :raises ActRefused: the entry is on its way or its month is not open.
    """
    entry = _open_entry(realisasi)
    try:
        found = recognize(berkas, max_bytes=settings.BUKTI_MAKS_BYTE)
        same = entry.bukti.filter(sha256=found.sha256).first()
        if same is not None:
            return same
        _room_for(actor, entry, found)
    except ValidationError as error:
        raise ValidationError({"berkas": error.messages}) from None
    bukti = Bukti(
        realisasi=entry,
        jenis=JenisBukti.BERKAS,
        nama=_safe_name(berkas.name or "", found.suffix),
        tipe_isi=found.content_type,
        ukuran=found.size,
        sha256=found.sha256,
        oleh=actor,
        pindai=StatusPindai.MENUNGGU if scanning() else StatusPindai.TANPA,
    )
    storage = bukti.berkas.storage
    bukti.berkas.name = store(storage, found.content)
    try:
        bukti.save()
        if scanning() or found.suffix == ".pdf":
            enqueue(DILAMPIRKAN, {"bukti_id": bukti.pk})
    except BaseException:
        # No row, no file: a refused row must not leave an orphan behind.
        storage.delete(bukti.berkas.name)
        raise
    return bukti


def _room_for(actor: User, entry: Realisasi, found: Recognized) -> None:
    """Refuse what is too much for one entry, one person and day, or the disk."""
    if entry.bukti.count() >= PALING_BANYAK:
        raise ValidationError(_("Paling banyak %(n)d bukti untuk satu realisasi.") % {"n": PALING_BANYAK})
    since = timezone.now() - timedelta(days=1)
    # The history counts, so that deleting and sending again is no way around it.
    kept = Bukti.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        oleh=actor.pk, pgh_label="insert", pgh_created_at__gte=since
    )
    sent = kept.aggregate(jumlah=Sum("ukuran"))["jumlah"] or 0
    if sent + found.size > settings.BUKTI_HARIAN_BYTE:
        raise ValidationError(
            _("Unggahan Anda sehari ini sudah %(n)d MB, batasnya %(m)d MB. Lanjutkan besok, atau pakai tautan.")
            % {"n": sent // 1_000_000, "m": settings.BUKTI_HARIAN_BYTE // 1_000_000}
        )
    storage = Bukti._meta.get_field("berkas").storage
    if isinstance(storage, FileSystemStorage) and _free(storage) < found.size + settings.BUKTI_SISA_BYTE:
        raise ValidationError(_full())


def _free(storage: FileSystemStorage) -> int:
    try:
        return shutil.disk_usage(storage.base_location).free
    except FileNotFoundError:
        # The folder is made with its first file.
        return settings.BUKTI_SISA_BYTE + settings.BUKTI_MAKS_BYTE


def _full() -> str:
    return _("Tempat penyimpanan penuh, berkas tidak tersimpan. Beri tahu pengelola aplikasi; isian Anda tetap ada.")


def store(storage: Storage, content: "ContentFile[bytes]", name: str = "") -> str:
    """Keep a file under a random name; one that could not be written whole is taken away again.

    :param name: another random path than that of evidence.
    :raises ValidationError: the store is full or away, with a text for the field ``berkas``.
    """
    name = name or random_path()
    try:
        return storage.save(name, content)
    except Exception:
        # A disk says OSError; every object store has errors of its own.
        logger.exception("a file could not be stored")
        # A store that cannot be reached holds nothing of it.
        with contextlib.suppress(Exception):
            storage.delete(name)
        return _refuse_full()


def _refuse_full() -> str:
    raise ValidationError({"berkas": [_full()]})


@transaction.atomic
def bukti_link(*, actor: User, realisasi: Realisasi, tautan: str, nama: str = "") -> Bukti:
    """Attach an https link to what is kept elsewhere.

    :raises ValidationError: no such link, with a text for the field ``tautan``.
    :raises ActRefused: the entry is on its way or its month is not open.
    """
    entry = _open_entry(realisasi)
    address = tautan.strip()
    try:
        parts = urlsplit(address)
        good = parts.scheme == "https" and bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        good = False
    if not good or any(letter.isspace() or not letter.isprintable() for letter in address):
        raise ValidationError({"tautan": [_("Tulis alamat lengkap yang diawali https://.")]})
    same = entry.bukti.filter(tautan=address).first()
    if same is not None:
        return same
    if entry.bukti.count() >= PALING_BANYAK:
        raise ValidationError({"tautan": [_("Paling banyak %(n)d bukti untuk satu realisasi.") % {"n": PALING_BANYAK}]})
    shown = nama.strip() or (parts.hostname or "") + parts.path
    return Bukti.objects.create(realisasi=entry, jenis=JenisBukti.TAUTAN, nama=shown[:200], tautan=address, oleh=actor)


def _safe_name(name: str, suffix: str) -> str:
    stem = PurePath(name.replace("\\", "/")).stem
    visible = "".join(letter for letter in stem if letter.isprintable())
    try:
        cleaned = get_valid_filename(visible)[:120]
    except SuspiciousFileOperation:
        cleaned = ""
    return f"{cleaned.strip('._-') or 'bukti'}{suffix}"


@transaction.atomic
def bukti_delete(*, actor: User, bukti: Bukti) -> None:
    """Take a piece of evidence away while the entry may still change; its history row stays.

    :raises ActRefused: the entry is on its way or its month is not open.
    """
    _open_entry(bukti.realisasi)
    storage = bukti.berkas.storage
    names = [name for name in (bukti.berkas.name, bukti.pratinjau.name) if name]
    bukti.delete()
    if names:
        transaction.on_commit(lambda: delete_all(storage, names), robust=True)


def delete_all(storage: Storage, names: Sequence[str]) -> None:
    """Take files out of the store."""
    for name in names:
        storage.delete(name)
