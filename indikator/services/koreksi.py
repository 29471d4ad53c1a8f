"""A change of an approved value: proposed with a reason, decided by somebody else, the old value kept.

Lock order: the period (shared), then the entry, then its correction.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, User
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.locks import hold_shared
from indikator.enums import StatusKoreksi, StatusRealisasi
from indikator.models import KoreksiRealisasi, Realisasi
from indikator.services.bulan import dibuka_untuk
from indikator.services.isian import Isian, validate_isian
from indikator.services.realisasi import realisasi_changed
from indikator.services.sebutan import sebut_orang


def _hold(realisasi: Realisasi) -> Realisasi:
    """The entry, locked, of a month that still takes changes."""
    hold_shared(Periode, realisasi.periode_id)
    locked = Realisasi.objects.select_for_update(of=("self",)).select_related("periode", "target__indikator")
    entry = locked.get(pk=realisasi.pk)
    if not entry.periode.menerima_verifikasi and not dibuka_untuk(entry.periode, [entry.target_id]):
        raise ActRefused(
            _("%(bulan)s sudah ditutup. Angkanya dikoreksi sesudah bulan itu dibuka kembali.")
            % {"bulan": entry.periode}
        )
    return entry


@transaction.atomic
def koreksi_create(*, actor: User, realisasi: Realisasi, isian: Isian, alasan: str) -> KoreksiRealisasi:
    """Propose another value for an approved one; the approved value counts until somebody else agrees.

    :raises ValidationError: without a reason, for the same value, or for a value that cannot be true.
    :raises ActRefused: the month is closed, the entry is not approved, or a proposal is waiting already.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasan koreksinya. Alasan ini tercatat.")]})
    entry = _hold(realisasi)
    if entry.status != StatusRealisasi.DISETUJUI:
        raise ActRefused(_("Hanya realisasi yang sudah disetujui yang dikoreksi. Ubah saja isiannya."))
    if KoreksiRealisasi.objects.menunggu().filter(realisasi=entry).exists():
        raise ActRefused(_("Realisasi ini sudah mempunyai koreksi yang menunggu verifikasi."))
    validate_isian(entry.target, isian)
    if (entry.nilai, entry.pembilang, entry.penyebut) == isian.angka():
        field = "pembilang" if entry.nilai is None else "nilai"
        raise ValidationError({field: [_("Angkanya sama dengan yang sudah disetujui.")]})
    return KoreksiRealisasi.objects.create(
        realisasi=entry,
        lama_nilai=entry.nilai,
        lama_pembilang=entry.pembilang,
        lama_penyebut=entry.penyebut,
        nilai=isian.nilai,
        pembilang=isian.pembilang,
        penyebut=isian.penyebut,
        alasan=alasan.strip(),
        diusulkan_oleh=actor,
    )


def _open_proposal(koreksi: KoreksiRealisasi) -> tuple[KoreksiRealisasi, Realisasi]:
    entry = _hold(koreksi.realisasi)
    proposal = (
        KoreksiRealisasi.objects.select_for_update(of=("self",))
        .select_related("diputuskan_oleh__pegawai")
        .get(pk=koreksi.pk)
    )
    if proposal.status != StatusKoreksi.DIAJUKAN:
        raise ConflictError(
            _("Koreksi ini sudah %(keadaan)s oleh %(siapa)s.")
            % {
                "keadaan": str(StatusKoreksi(proposal.status).label).lower(),
                "siapa": sebut_orang(proposal.diputuskan_oleh),
            }
        )
    return proposal, entry


def _close(proposal: KoreksiRealisasi, actor: User, status: StatusKoreksi, tanggapan: str) -> KoreksiRealisasi:
    proposal.status = status
    proposal.diputuskan_oleh = actor
    proposal.diputuskan_at = timezone.now()
    proposal.tanggapan = tanggapan.strip()
    proposal.save(update_fields=["status", "diputuskan_oleh", "diputuskan_at", "tanggapan"])
    return proposal


def _by_somebody_else(actor: User, koreksi: KoreksiRealisasi) -> None:
    me = actor.lingkup.pegawai_id
    if koreksi.diusulkan_oleh_id == actor.pk or (me is not None and me == koreksi.realisasi.target.pengisi_id):
        raise ActRefused(_("Koreksi diputuskan oleh orang lain, bukan pengusulnya."))


@transaction.atomic
def koreksi_approve(*, actor: User, koreksi: KoreksiRealisasi) -> Realisasi:
    """Put the proposed value in force. Its figures are computed after the commit; the old value stays in the history.

    :raises ActRefused: the month is closed, or it is the actor's own proposal or work.
    :raises ConflictError: somebody decided first, or the approved value is another one by now.
    """
    _by_somebody_else(actor, koreksi)
    proposal, entry = _open_proposal(koreksi)
    before = (proposal.lama_nilai, proposal.lama_pembilang, proposal.lama_penyebut)
    changed = Realisasi.objects.filter(pk=entry.pk, status=StatusRealisasi.DISETUJUI)
    if (entry.nilai, entry.pembilang, entry.penyebut) != before or not changed.update(
        nilai=proposal.nilai,
        pembilang=proposal.pembilang,
        penyebut=proposal.penyebut,
        versi=F("versi") + 1,
        diisi_oleh=proposal.diusulkan_oleh_id,
        diisi_at=proposal.diusulkan_at,
        dua_tahap=False,
        diperiksa_oleh=None,
        diperiksa_at=None,
        diverifikasi_oleh=actor,
        diverifikasi_at=timezone.now(),
    ):
        raise ConflictError(_("Realisasi ini berubah sejak koreksinya diajukan. Tolak, lalu minta diajukan lagi."))
    _close(proposal, actor, StatusKoreksi.DISETUJUI, "")
    realisasi_changed([entry.target_id], entry.periode_id)
    return Realisasi.objects.get(pk=entry.pk)


@transaction.atomic
def koreksi_reject(*, actor: User, koreksi: KoreksiRealisasi, tanggapan: str) -> KoreksiRealisasi:
    """Leave the approved value as it is, and say why.

    :raises ValidationError: without a reason.
    :raises ActRefused: the month is closed, or it is the actor's own proposal or work.
    :raises ConflictError: somebody decided first.
    """
    if not tanggapan.strip():
        raise ValidationError({"tanggapan": [_("Tulis mengapa koreksinya ditolak.")]})
    _by_somebody_else(actor, koreksi)
    proposal, _entry = _open_proposal(koreksi)
    return _close(proposal, actor, StatusKoreksi.DITOLAK, tanggapan)


@transaction.atomic
def koreksi_cancel(*, actor: User, koreksi: KoreksiRealisasi) -> KoreksiRealisasi:
    """Take the own proposal back.

    :raises ActRefused: it is somebody else's, or the month is closed.
    :raises ConflictError: somebody decided first.
    """
    if koreksi.diusulkan_oleh_id != actor.pk:
        raise ActRefused(_("Koreksi dibatalkan oleh pengusulnya."))
    proposal, _entry = _open_proposal(koreksi)
    return _close(proposal, actor, StatusKoreksi.DIBATALKAN, "")
