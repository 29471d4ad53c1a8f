"""Decisions on submitted entries: approved, returned, undone.

Lock order: the period (shared), then the entries in order of their ids. Two who decide at once never both succeed: the
update asks for the state and the version that the verifier saw.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, User
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.locks import hold_shared
from indikator.enums import REALISASI_MENUNGGU, StatusRealisasi
from indikator.models import KoreksiRealisasi, Realisasi
from indikator.services.bulan import dibuka_untuk
from indikator.services.realisasi import realisasi_changed
from indikator.services.sebutan import sudah_diputuskan

# How long a decision may be taken back by whoever made it.
BATAS_URUNG = timedelta(minutes=10)
PALING_BANYAK = 1000


@dataclass(frozen=True, slots=True)
class PersetujuanMassal:
    """Result of approving many at once: how many, and which were left for a look by hand."""

    ids: tuple[int, ...]
    dilewati: tuple[str, ...]


def _open_for_verification(periode_id: int, target_ids: Collection[int]) -> Periode:
    periode = hold_shared(Periode, periode_id)
    if not periode.menerima_verifikasi and not dibuka_untuk(periode, target_ids):
        raise ActRefused(_("Verifikasi %(bulan)s sudah ditutup.") % {"bulan": periode})
    return periode


@transaction.atomic
def realisasi_approve(*, actor: User, realisasi: Realisasi, versi: int) -> Realisasi:
    """Approve a submitted entry; where a unit wants two stages, the first approval passes it on to the superior.

    :raises ConflictError: somebody else decided first, or the entry changed.
    :raises ActRefused: the month takes no verification any more, or it is the actor's own work.
    """
    _may_decide(actor, realisasi)
    first = realisasi.dua_tahap and realisasi.status == StatusRealisasi.DIAJUKAN
    now = timezone.now()
    if first:
        changes = {"status": StatusRealisasi.DIPERIKSA, "diperiksa_oleh": actor, "diperiksa_at": now}
    else:
        changes = {
            "status": StatusRealisasi.DISETUJUI,
            "alasan": "",
            "diverifikasi_oleh": actor,
            "diverifikasi_at": now,
        }
    return _decide(realisasi, versi, **changes)


@transaction.atomic
def realisasi_return(*, actor: User, realisasi: Realisasi, versi: int, alasan: str) -> Realisasi:
    """Send a submitted entry back with a reason, from either stage.

    :raises ValidationError: without a reason.
    :raises ConflictError: somebody else decided first, or the entry changed.
    :raises ActRefused: the month takes no verification any more, or it is the actor's own work.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasannya supaya pegawai tahu apa yang harus diperbaiki.")]})
    _may_decide(actor, realisasi)
    return _decide(
        realisasi,
        versi,
        status=StatusRealisasi.DIKEMBALIKAN,
        alasan=alasan.strip(),
        dikembalikan_kali=F("dikembalikan_kali") + 1,
        diperiksa_oleh=None,
        diperiksa_at=None,
        diverifikasi_oleh=actor,
        diverifikasi_at=timezone.now(),
    )


def _may_decide(actor: User, realisasi: Realisasi) -> None:
    me = actor.lingkup.pegawai_id
    if actor.pk in {realisasi.diisi_oleh_id, realisasi.diajukan_oleh_id} or (
        me is not None and me == realisasi.target.pengisi_id
    ):
        raise ActRefused(_("Realisasi sendiri diverifikasi oleh orang lain."))
    if realisasi.status == StatusRealisasi.DIPERIKSA and realisasi.diperiksa_oleh_id == actor.pk:
        raise ActRefused(_("Anda sudah memeriksanya. Persetujuannya oleh orang lain."))


def _decide(realisasi: Realisasi, versi: int, **changes: Any) -> Realisasi:
    _open_for_verification(realisasi.periode_id, [realisasi.target_id])
    waiting = Realisasi.objects.filter(
        pk=realisasi.pk, status=realisasi.status, status__in=REALISASI_MENUNGGU, versi=versi
    )
    decided = waiting.update(versi=F("versi") + 1, **changes)
    fresh = Realisasi.objects.select_related("target__indikator", "diverifikasi_oleh__pegawai").get(pk=realisasi.pk)
    if not decided:
        raise ConflictError(sudah_diputuskan(fresh))
    realisasi_changed([fresh.target_id], fresh.periode_id)
    return fresh


@transaction.atomic
def realisasi_approve_many(*, actor: User, periode: Periode, versi: dict[int, int]) -> PersetujuanMassal:
    """Approve all of these entries of one month that carry no warning, as one statement; the others are named.

    :param versi: the version of each entry that the verifier saw, by id; one that changed since is left.
    :raises ActRefused: the month takes no verification any more.
    """
    wanted = Realisasi.objects.filter(pk__in=sorted(versi)[:PALING_BANYAK], periode=periode)
    _open_for_verification(periode.pk, [*wanted.values_list("target", flat=True)])
    waiting = Realisasi.objects.menunggu_verifikasi(actor).filter(pk__in=sorted(versi)[:PALING_BANYAK], periode=periode)
    # Joined tables are read, not locked.
    rows = [
        *waiting.select_for_update(of=("self",)).select_related("target__indikator", "target__pengisi").order_by("pk")
    ]
    clean = [row for row in rows if not row.peringatan and row.versi == versi[row.pk]]
    now = timezone.now()
    passed_on = [row.pk for row in clean if row.dua_tahap and row.status == StatusRealisasi.DIAJUKAN]
    done = [row.pk for row in clean if row.pk not in passed_on]
    Realisasi.objects.filter(pk__in=passed_on).update(
        status=StatusRealisasi.DIPERIKSA, diperiksa_oleh=actor, diperiksa_at=now, versi=F("versi") + 1
    )
    Realisasi.objects.filter(pk__in=done).update(
        status=StatusRealisasi.DISETUJUI,
        alasan="",
        diverifikasi_oleh=actor,
        diverifikasi_at=now,
        versi=F("versi") + 1,
    )
    if clean:
        realisasi_changed([row.target_id for row in clean], periode.pk)
    left = [row for row in rows if row not in clean]
    return PersetujuanMassal(tuple(row.pk for row in clean), tuple(_name(row) for row in left))


def _name(row: Realisasi) -> str:
    owner = row.target.pengisi
    return f"{row.target.indikator.nama} ({owner.nama})" if owner else row.target.indikator.nama


@transaction.atomic
def realisasi_undo(*, actor: User, realisasi: Realisasi, versi: int) -> Realisasi:
    """Take the own decision back within a short time, if nothing was built on it: the entry waits again.

    :param versi: the version that the decision left behind.
    :raises ActRefused: the time is over, the month takes no verification any more, or a correction was proposed.
    :raises ConflictError: the entry went on meanwhile.
    """
    _open_for_verification(realisasi.periode_id, [realisasi.target_id])
    entry = Realisasi.objects.select_for_update(of=("self",)).get(pk=realisasi.pk)
    if entry.versi != versi:
        raise ConflictError(_("Realisasi ini sudah berubah lagi. Putusannya tidak dapat diurungkan."))
    first = entry.status == StatusRealisasi.DIPERIKSA
    who, when = (
        (entry.diperiksa_oleh_id, entry.diperiksa_at) if first else (entry.diverifikasi_oleh_id, entry.diverifikasi_at)
    )
    decided = entry.status in {StatusRealisasi.DIPERIKSA, StatusRealisasi.DISETUJUI, StatusRealisasi.DIKEMBALIKAN}
    if not decided or who != actor.pk or when is None or timezone.now() - when > BATAS_URUNG:
        raise ActRefused(_("Putusan hanya dapat diurungkan oleh yang memutuskan, dalam 10 menit."))
    if KoreksiRealisasi.objects.filter(realisasi=entry).exists():
        raise ActRefused(_("Koreksi sudah diajukan atas putusan ini. Putuskan koreksinya."))
    if first:
        entry.diperiksa_oleh = entry.diperiksa_at = None
    if entry.status == StatusRealisasi.DIKEMBALIKAN:
        entry.dikembalikan_kali -= 1
    entry.status = StatusRealisasi.DIPERIKSA if entry.diperiksa_oleh_id else StatusRealisasi.DIAJUKAN
    entry.diverifikasi_oleh = entry.diverifikasi_at = None
    entry.alasan = ""
    entry.versi += 1
    entry.save()
    realisasi_changed([entry.target_id], entry.periode_id)
    return entry


def still_undoable(actor: User, ids: Collection[int]) -> "list[Realisasi]":
    """Of these entries those whose decision the actor may still take back."""
    since = timezone.now() - BATAS_URUNG
    mine = Q(diverifikasi_oleh=actor, diverifikasi_at__gte=since) | Q(diperiksa_oleh=actor, diperiksa_at__gte=since)
    return [*Realisasi.objects.filter(mine, pk__in=ids).order_by("pk")]
