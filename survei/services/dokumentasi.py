"""Photographs for the annex of the SKM report."""

from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.errors import ActRefused
from binawidya.umum.upload import recognize
from indikator.services.bukti import delete_all, store
from survei.models import Dokumentasi, Survei
from survei.models.dokumentasi import random_path

# Two pages of the annex.
PALING_BANYAK: Final = 12
_FOTO: Final = frozenset({"image/jpeg", "image/png"})


@transaction.atomic
def dokumentasi_create(*, actor: User, survei: Survei, berkas: "File[bytes]", keterangan: str) -> Dokumentasi:
    """Keep a photograph. It is encoded anew, which drops where and with what it was taken.

    :raises ActRefused: the survey is a draft, so there is nothing to show yet.
    :raises ValidationError: no photograph, too large, too many or the same again, with the field that is wrong.
    """
    # Two uploads at once must not both be the twelfth.
    locked = Survei.objects.select_for_update(of=("self",)).get(pk=survei.pk)
    if locked.draf:
        raise ActRefused(_("Foto dilampirkan sesudah survei dibuka."))
    try:
        found = recognize(berkas, max_bytes=settings.BUKTI_MAKS_BYTE)
    except ValidationError as error:
        raise ValidationError({"berkas": error.messages}) from None
    if found.content_type not in _FOTO:
        raise ValidationError({"berkas": [_("Unggah foto JPEG atau PNG.")]})
    if locked.dokumentasi.filter(sha256=found.sha256).exists():
        raise ValidationError({"berkas": [_("Foto ini sudah ada.")]})
    if locked.dokumentasi.count() >= PALING_BANYAK:
        text = _("Paling banyak %(n)d foto untuk satu survei. Hapus salah satu lebih dulu.")
        raise ValidationError({"berkas": [text % {"n": PALING_BANYAK}]})
    photo = Dokumentasi(
        survei=locked, tipe_isi=found.content_type, ukuran=found.size, sha256=found.sha256, keterangan=keterangan,
        oleh=actor,
    )  # fmt: skip
    storage = photo.berkas.storage
    photo.berkas.name = store(storage, found.content, random_path())
    try:
        photo.save()
    except BaseException:
        # No row, no file.
        storage.delete(photo.berkas.name)
        raise
    return photo


@transaction.atomic
def dokumentasi_delete(*, actor: User, dokumentasi: Dokumentasi) -> None:
    """Take a photograph away; its history row stays."""
    storage, name = dokumentasi.berkas.storage, dokumentasi.berkas.name or ""
    dokumentasi.delete()
    transaction.on_commit(lambda: delete_all(storage, [name]), robust=True)
