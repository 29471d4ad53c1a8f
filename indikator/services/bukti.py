"""Evidence of an entry: attached while the entry may change, never silently lost."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, User
from binawidya.umum.errors import ActRefused
from binawidya.umum.locks import hold_shared
from binawidya.umum.upload import recognize
from indikator.enums import JenisBukti
from indikator.models import Bukti, Realisasi

PALING_BANYAK = 10


def _open_entry(realisasi: Realisasi) -> Realisasi:
    hold_shared(Periode, realisasi.periode_id)
    entry = Realisasi.objects.select_for_update(of=("self",)).select_related("periode").get(pk=realisasi.pk)
    if not entry.periode.menerima_isian or not entry.dapat_diisi:
        raise ActRefused(_("Bukti hanya dapat diubah selama realisasi belum diajukan dan bulannya masih dibuka."))
    return entry


@transaction.atomic
def bukti_create(*, actor: User, realisasi: Realisasi, berkas: "File[bytes]") -> Bukti:
    """Attach a file. The same file twice on one entry stays one piece of evidence.

    :raises ValidationError: for a file that is not accepted, with a text for the field ``berkas``.
    :raises ActRefused: the entry is on its way or its month is not open.
    """
    entry = _open_entry(realisasi)
    try:
        found = recognize(berkas, max_bytes=settings.BUKTI_MAKS_BYTE)
    except ValidationError as error:
        raise ValidationError({"berkas": error.messages}) from None
    same = entry.bukti.filter(sha256=found.sha256).first()
    if same is not None:
        return same
    if entry.bukti.count() >= PALING_BANYAK:
        raise ValidationError({"berkas": [_("Paling banyak %(n)d bukti untuk satu realisasi.") % {"n": PALING_BANYAK}]})
    bukti = Bukti(
        realisasi=entry,
        jenis=JenisBukti.BERKAS,
        nama=_safe_name(berkas.name or "", found.suffix),
        tipe_isi=found.content_type,
        ukuran=found.size,
        sha256=found.sha256,
        oleh=actor,
    )
    bukti.berkas.save("", found.content, save=False)
    try:
        bukti.save()
    except BaseException:
        # No row, no file: a refused row must not leave an orphan behind.
        bukti.berkas.storage.delete(bukti.berkas.name or "")
        raise
    return bukti


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
    name, storage = bukti.berkas.name or "", bukti.berkas.storage
    bukti.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
