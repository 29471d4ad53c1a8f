"""Imports of rosters: upload, approval, cancellation. The work itself is done by a worker."""

import hashlib
from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import TRANSISI_IMPOR, HasilBaris, StatusImpor
from binawidya.organisasi.models import Impor, UnitKerja, User
from binawidya.organisasi.services.impor_kemajuan import try_hold_impor
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.outbox import enqueue

DIUNGGAH = "impor.diunggah"
DISETUJUI = "impor.disetujui"


@transaction.atomic
def impor_create(*, actor: User, unit_kerja: UnitKerja, upload: "File[bytes]", berlaku_mulai: date) -> Impor:
    """Keep an uploaded roster and have it read. Nothing of the organisation changes."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    impor = Impor.objects.create(
        unit_kerja=unit_kerja,
        oleh=actor,
        berkas=upload,
        nama_berkas=(upload.name or "roster")[-200:],
        sha256=digest.hexdigest(),
        berlaku_mulai=berlaku_mulai,
    )
    enqueue(DIUNGGAH, {"impor_id": impor.pk}, key=str(impor.pk))
    return impor


@transaction.atomic
def impor_approve(*, actor: User, impor: Impor, lewati_ditolak: bool) -> Impor:
    """Have a preview applied as a whole, or without its refused rows if that was chosen.

    :raises ActRefused: not waiting for approval, nothing to apply, or refused rows and no choice to leave them out.
    """
    locked = _locked(impor, StatusImpor.DITERAPKAN)
    jumlah = locked.ringkasan.get("jumlah", {})
    refused = int(jumlah.get(HasilBaris.DITOLAK, 0))
    if not int(jumlah.get(HasilBaris.BARU, 0)) + int(jumlah.get(HasilBaris.BERUBAH, 0)):
        raise ActRefused(_("Tidak ada yang perlu diterapkan. Isi berkas sama dengan data yang ada."))
    if refused and not lewati_ditolak:
        raise ActRefused(_("%(n)d baris ditolak. Perbaiki berkasnya, atau pilih melewati baris itu.") % {"n": refused})
    locked.status = StatusImpor.DITERAPKAN
    locked.lewati_ditolak = bool(refused)
    locked.jumlah_selesai = 0
    locked.pesan = ""
    locked.save(update_fields=["status", "lewati_ditolak", "jumlah_selesai", "pesan"])
    enqueue(DISETUJUI, {"impor_id": locked.pk, "actor_id": actor.pk}, key=str(locked.pk))
    return locked


@transaction.atomic
def impor_cancel(*, actor: User, impor: Impor) -> Impor:
    """Give an import up before it is applied.

    :raises ActRefused: it is applied already or being applied.
    """
    locked = _locked(impor, StatusImpor.DIBATALKAN)
    locked.status = StatusImpor.DIBATALKAN
    locked.save(update_fields=["status"])
    return locked


def _locked(impor: Impor, to: StatusImpor) -> Impor:
    """The row under lock, if it may become ``to`` and no worker is at it."""
    if not try_hold_impor(impor.pk):
        raise ConflictError(_("Impor ini sedang dikerjakan. Tunggu sampai selesai."))
    locked = Impor.objects.select_for_update().get(pk=impor.pk)
    if to not in TRANSISI_IMPOR[StatusImpor(locked.status)]:
        raise ConflictError(_refusal(locked, to))
    return locked


def _refusal(impor: Impor, to: StatusImpor) -> str:
    if impor.status in {StatusImpor.DITERAPKAN, StatusImpor.SELESAI}:
        if to == StatusImpor.DIBATALKAN:
            return _("Impor ini sudah disetujui, jadi tidak dapat dibatalkan lagi.")
        return _("Impor ini sudah disetujui.")
    if impor.status == StatusImpor.DIBACA:
        return _("Impor ini masih dibaca. Tunggu pratinjaunya.")
    return _("Impor ini sudah berakhir: %(status)s. Unggah berkasnya lagi bila masih perlu.") % {
        "status": StatusImpor(impor.status).label
    }
