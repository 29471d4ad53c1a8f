"""Asking for documents. What draws and renders them is in ``dokumen_render``, which no page imports."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja, User
from binawidya.umum.errors import ActRefused
from binawidya.umum.outbox import enqueue
from kinerja.enums import TRANSISI_DOKUMEN, BentukDokumen, JenisDokumen, StatusDokumen
from kinerja.models import Dokumen, Evaluasi
from kinerja.permissions import can_read_dokumen
from survei.models import HasilSurvei

DIMINTA = "dokumen.diminta"
PALING_BANYAK_SEKALIGUS = 20


@transaction.atomic
def dokumen_request(
    *,
    actor: User,
    jenis: JenisDokumen,
    periode: Periode | None = None,
    tahun: int | None = None,
    unit_kerja: UnitKerja | None = None,
    pegawai: Pegawai | None = None,
    evaluasi: Evaluasi | None = None,
    hasil: HasilSurvei | None = None,
    awal: Periode | None = None,
    masa_evaluasi: str = "",
    bentuk: BentukDokumen = BentukDokumen.PDF,
) -> Dokumen:
    """Ask for a document; a worker makes it after the commit.

    :param periode: for kinds that run to a month; ``tahun`` for those of a year.
    :param evaluasi: for documents of one evaluation, the one that is meant; ``hasil`` for the report of a survey.
    :param awal: the first month of a span that ends with ``periode``.
    :param masa_evaluasi: the slug of the :class:`~kinerja.masa.Masa` whose evaluations a document of a unit is about.

    The same request of the same person that is still in work is returned instead of a second one.

    :raises PermissionDenied: the actor may not read the subject.
    :raises ActRefused: too many documents of this person are in work already, or the month was never opened.
    :raises ValidationError: the kind is not made in this shape, or the span begins after it ends or is too long.
    """
    subject = {
        "unit_kerja": unit_kerja, "pegawai": pegawai, "awal": awal, "periode": periode, "tahun": tahun,
        "evaluasi": evaluasi, "hasil": hasil, "masa_evaluasi": masa_evaluasi, "bentuk": bentuk,
    }  # fmt: skip
    wanted = Dokumen(jenis=jenis, oleh=actor, **subject)
    if not can_read_dokumen(actor, wanted):
        raise PermissionDenied(_("Laporan ini hanya untuk pimpinan dan admin unit itu, atau pegawai itu sendiri."))
    if periode is not None and not Periode.objects.dimulai().filter(pk=periode.pk).exists():
        raise ActRefused(_("%(periode)s belum dibuka, jadi belum ada yang dapat dilaporkan.") % {"periode": periode})
    # Two presses at once wait for each other here, and the second finds the first one's row.
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    waiting = Dokumen.objects.visible_to(actor).single().filter(status=StatusDokumen.DIMINTA)
    same = waiting.filter(jenis=jenis, **subject).first()
    if same is not None:
        return same
    _refuse_flood(actor)
    wanted.full_clean(validate_unique=False)
    wanted.save()
    _enqueue(wanted)
    return wanted


@transaction.atomic
def dokumen_retry(*, actor: User, dokumen: Dokumen) -> Dokumen:
    """Ask again for a document that could not be made.

    :raises PermissionDenied: the actor may not read the subject any more.
    :raises ActRefused: the document is ready or in work, or too many are.
    """
    if not can_read_dokumen(actor, dokumen):
        raise PermissionDenied(_("Anda tidak lagi berwenang membaca laporan ini."))
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    locked = Dokumen.objects.select_for_update(of=("self",)).get(pk=dokumen.pk)
    if StatusDokumen.DIMINTA not in TRANSISI_DOKUMEN[StatusDokumen(locked.status)]:
        raise ActRefused(_("Laporan ini sudah dibuat atau sedang dibuat."))
    _refuse_flood(actor)
    locked.status = StatusDokumen.DIMINTA
    locked.pesan = ""
    locked.save(update_fields=["status", "pesan"])
    _enqueue(locked)
    return locked


def _refuse_flood(actor: User) -> None:
    if (
        Dokumen.objects.visible_to(actor).single().filter(status=StatusDokumen.DIMINTA).count()
        >= PALING_BANYAK_SEKALIGUS
    ):
        message = _("%(n)d laporan Anda masih dibuat. Tunggu sampai salah satunya selesai, lalu minta lagi.")
        raise ActRefused(message % {"n": PALING_BANYAK_SEKALIGUS})


def _enqueue(dokumen: Dokumen) -> None:
    enqueue(DIMINTA, {"dokumen_id": dokumen.pk}, key=str(dokumen.pk))


def help_line() -> str:
    """Whom to ask, if the office has said so."""
    return _(" Bila tetap gagal, hubungi %(siapa)s.") % {"siapa": settings.BANTUAN} if settings.BANTUAN else ""
