"""Imports of rosters: upload, columns, approval, cancellation, undo. The work itself is done by a worker."""

import hashlib
from collections.abc import Mapping
from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import TRANSISI_IMPOR, HasilBaris, StatusImpor
from binawidya.organisasi.models import Impor, PemetaanKolom, UnitKerja, User
from binawidya.organisasi.models.lembar_masuk import LembarMasuk
from binawidya.organisasi.selectors.impor_urung import rests_on
from binawidya.organisasi.services.impor_kemajuan import try_hold_impor
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.outbox import enqueue

DIUNGGAH = "impor.diunggah"
DISETUJUI = "impor.disetujui"
DIURUNGKAN = "impor.diurungkan"


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
def impor_map(*, actor: User, impor: Impor, pemetaan: Mapping[str, str]) -> Impor:
    """Say what the columns of a sheet mean, now and for every later one with the same headings; read it again.

    :param pemetaan: column of the roster by name of the heading; ``""`` for one that is not used.
    :raises ActRefused: it is applied already, or being applied.
    """
    locked = _locked(impor, StatusImpor.DIBACA)
    locked.pemetaan, _created = PemetaanKolom.objects.update_or_create(
        unit_kerja=locked.unit_kerja,
        sidik=locked.ringkasan["judul"]["sidik"],
        defaults={"pemetaan": dict(pemetaan), "oleh": actor},
    )
    locked.status = StatusImpor.DIBACA
    locked.jumlah_selesai = 0
    locked.pesan = ""
    locked.save(update_fields=["pemetaan", "status", "jumlah_selesai", "pesan"])
    enqueue(DIUNGGAH, {"impor_id": locked.pk}, key=str(locked.pk))
    return locked


@transaction.atomic
def impor_undo(*, actor: User, impor: Impor) -> Impor:
    """Have everything that an import changed put back. A worker does it.

    :raises ActRefused: it was not applied, more than a day has gone by, or something rests on what it made.
    """
    locked = _locked(impor, StatusImpor.MENGURUNGKAN)
    refuse_late(locked)
    found = rests_on(locked)
    if found:
        raise ActRefused(" ".join(one.kalimat for one in found))
    locked.status = StatusImpor.MENGURUNGKAN
    locked.jumlah_selesai = 0
    locked.pesan = ""
    locked.save(update_fields=["status", "jumlah_selesai", "pesan"])
    enqueue(DIURUNGKAN, {"impor_id": locked.pk, "actor_id": actor.pk}, key=str(locked.pk))
    return locked


def refuse_late(impor: LembarMasuk) -> None:
    """:raises ActRefused: the import cannot be taken back any more."""
    until = impor.urung_sampai
    if until is None or until <= timezone.now():
        raise ActRefused(
            _("Impor ini selesai lebih dari sehari yang lalu, jadi tidak dapat diurungkan. Perbaiki dengan impor baru.")
        )


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
    applied = {StatusImpor.DITERAPKAN, StatusImpor.SELESAI}
    if to == StatusImpor.MENGURUNGKAN:
        if impor.status in {StatusImpor.MENGURUNGKAN, StatusImpor.DIURUNGKAN}:
            return _("Impor ini sudah diurungkan.")
        return _("Impor ini belum diterapkan, jadi tidak ada yang dapat diurungkan.")
    if impor.status in applied:
        if to == StatusImpor.DIBATALKAN:
            return _("Impor ini sudah disetujui, jadi tidak dapat dibatalkan lagi.")
        return _("Impor ini sudah disetujui.")
    if impor.status == StatusImpor.DIBACA:
        return _("Impor ini masih dibaca. Tunggu pratinjaunya.")
    if impor.status == StatusImpor.PETAKAN:
        return _("Tentukan dulu arti kolom lembar kerja ini.")
    return _("Impor ini sudah berakhir: %(status)s. Unggah berkasnya lagi bila masih perlu.") % {
        "status": StatusImpor(impor.status).label
    }
