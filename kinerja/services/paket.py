"""Asking for many documents at once. What makes them is in ``paket_kerja``, which no page imports."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, UnitKerja, User
from binawidya.umum.errors import ActRefused
from binawidya.umum.outbox import enqueue
from kinerja.enums import TRANSISI_PAKET, JenisDokumen, StatusDokumen, StatusPaket
from kinerja.models import Dokumen, PaketDokumen
from kinerja.permissions import can_ask_dokumen

DIMINTA = "paket.diminta"
PALING_BANYAK_BERJALAN = 3


@transaction.atomic
def paket_request(
    *,
    actor: User,
    jenis: JenisDokumen,
    unit_kerja: UnitKerja,
    periode: Periode | None = None,
    tahun: int | None = None,
) -> PaketDokumen:
    """Ask for all documents of a kind below a unit; workers make them after the commit.

    The same request of the same person that is still in work is returned instead of a second one.

    :raises PermissionDenied: the actor may not read these documents of the whole subtree.
    :raises ActRefused: the month was never opened, or too many packages of this person are in work.
    """
    if not can_ask_dokumen(actor, jenis, unit_kerja):
        raise PermissionDenied(_("Dokumen sebuah unit hanya untuk pimpinan dan admin unit itu."))
    if periode is not None and not Periode.objects.dimulai().filter(pk=periode.pk).exists():
        raise ActRefused(_("%(periode)s belum dibuka, jadi belum ada yang dapat dilaporkan.") % {"periode": periode})
    # Two presses at once wait for each other here, and the second finds the first one's row.
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    running = PaketDokumen.objects.visible_to(actor).filter(status=StatusPaket.DIMINTA)
    same = running.filter(jenis=jenis, unit_kerja=unit_kerja, periode=periode, tahun=tahun).first()
    if same is not None:
        return same
    _refuse_flood(actor)
    paket = PaketDokumen(jenis=jenis, unit_kerja=unit_kerja, periode=periode, tahun=tahun, oleh=actor)
    paket.full_clean(validate_unique=False)
    paket.save()
    enqueue(DIMINTA, {"paket_id": paket.pk}, key=str(paket.pk))
    return paket


@transaction.atomic
def paket_cancel(*, actor: User, paket: PaketDokumen) -> PaketDokumen:
    """Stop. What is made stays made; what is not will not be.

    :raises ActRefused: nothing is in work any more.
    """
    locked = _locked(paket, StatusPaket.DIBATALKAN)
    locked.status = StatusPaket.DIBATALKAN
    locked.selesai_at = timezone.now()
    locked.save(update_fields=["status", "selesai_at"])
    return locked


@transaction.atomic
def paket_retry(*, actor: User, paket: PaketDokumen) -> PaketDokumen:
    """Go on with what is missing: documents that could not be made, and those that were not begun.

    :raises PermissionDenied: the actor may not read these documents any more.
    :raises ActRefused: the package is in work, or nothing of it is missing.
    """
    if not can_ask_dokumen(actor, JenisDokumen(paket.jenis), paket.unit_kerja):
        raise PermissionDenied(_("Anda tidak lagi berwenang atas dokumen unit ini."))
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    locked = _locked(paket, StatusPaket.DIMINTA)
    missing = Dokumen.objects.filter(paket=locked).exclude(status=StatusDokumen.SELESAI)
    if locked.jumlah is not None and not missing.exists() and locked.berkas:
        raise ActRefused(_("Semua dokumen paket ini sudah dibuat."))
    _refuse_flood(actor)
    missing.filter(status=StatusDokumen.GAGAL).update(status=StatusDokumen.DIMINTA, pesan="")
    locked.status, locked.pesan = StatusPaket.DIMINTA, ""
    locked.selesai_at, locked.mulai_at = None, None
    locked.save(update_fields=["status", "pesan", "selesai_at", "mulai_at"])
    enqueue(DIMINTA, {"paket_id": locked.pk}, key=str(locked.pk))
    return locked


def _locked(paket: PaketDokumen, wanted: StatusPaket) -> PaketDokumen:
    locked = PaketDokumen.objects.select_for_update(of=("self",)).select_related("unit_kerja").get(pk=paket.pk)
    if wanted not in TRANSISI_PAKET[StatusPaket(locked.status)]:
        words = {
            StatusPaket.DIBATALKAN: _("Paket ini sudah tidak dikerjakan."),
            StatusPaket.DIMINTA: _("Paket ini sedang dibuat."),
        }
        raise ActRefused(words[wanted])
    return locked


def _refuse_flood(actor: User) -> None:
    running = PaketDokumen.objects.visible_to(actor).filter(status=StatusPaket.DIMINTA)
    if running.count() >= PALING_BANYAK_BERJALAN:
        message = _("%(n)d paket Anda masih dibuat. Tunggu sampai salah satunya selesai, atau batalkan.")
        raise ActRefused(message % {"n": PALING_BANYAK_BERJALAN})
