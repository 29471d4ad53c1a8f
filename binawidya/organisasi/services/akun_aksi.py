"""Bulk acts on accounts as a worker does them: in steps that can be taken up again after any interruption."""

import logging
from collections.abc import Sequence
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Final

import pghistory
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import CaraUndangan, JenisAksi, StatusAksi
from binawidya.organisasi.models import AksiAkun, Pegawai, Undangan, User
from binawidya.organisasi.notifications import undangan_message
from binawidya.organisasi.selectors.akun import aksi_people, undangan_people
from binawidya.organisasi.services.akun import akun_create, surel_update
from binawidya.organisasi.services.undangan import new_codes, undangan_create

logger = logging.getLogger(__name__)
# Letters on their way when a worker is killed are sent again, with a new code: no more of them than this.
CHUNK: Final = 50


def akun_run(*, aksi_id: int) -> None:
    """Do a bulk act that was asked for. Leaves early when that is done already; what is done is not done again.

    For whom the person who asked no longer may act, nothing is done.
    """
    aksi = AksiAkun.objects.get(pk=aksi_id)
    if aksi.status != StatusAksi.DIMINTA:
        return
    actor = User.objects.in_force().filter(pk=aksi.oleh_id).first()
    with pghistory.context(user=aksi.oleh_id, aksi_akun=aksi.pk):
        if actor is None:
            _finish(aksi, StatusAksi.GAGAL, _("Akun yang memintanya sudah nonaktif. Tidak ada yang dikerjakan."))
            return
        if aksi.jenis == JenisAksi.BUAT:
            _create(aksi, actor)
        if aksi.kirim_undangan:
            _invite(aksi, actor)
        _finish(aksi, StatusAksi.SELESAI)


@transaction.atomic
def _create(aksi: AksiAkun, actor: User) -> None:
    if "dibuat" in aksi.ringkasan:
        return
    ids = [*aksi_people(actor, aksi).order_by("pk").values_list("pk", flat=True)]
    made = akun_create(actor=actor, pegawai_ids=ids)
    aksi.ringkasan |= {"dibuat": made, "gagal_dibuat": aksi.jumlah - made}
    aksi.save(update_fields=["ringkasan"])


def _invite(aksi: AksiAkun, actor: User) -> None:
    people = aksi_people(actor, aksi)
    if "surel" not in aksi.ringkasan:
        with transaction.atomic():
            surel_update(actor=actor, pegawai_ids=[*people.order_by("pk").values_list("pk", flat=True)])
            aksi.ringkasan |= {"surel": True}
            aksi.save(update_fields=["ringkasan"])
    invited = Undangan.objects.filter(aksi=aksi).exclude(dikirim_at=None).order_by()
    waiting = undangan_people(people, atur_ulang=aksi.atur_ulang).filter(user__email__gt="")
    # Whoever this act has written to already is not written to again, used or not.
    todo = [*waiting.exclude(user__in=invited.values("user")).order_by("pk").values_list("pk", flat=True)]
    done = invited.count()
    aksi.jumlah, aksi.jumlah_selesai = done + len(todo), done
    aksi.save(update_fields=["jumlah", "jumlah_selesai"])
    for start in range(0, len(todo), CHUNK):
        _invite_some(aksi, actor, todo[start : start + CHUNK])
        aksi.jumlah_selesai = done + min(start + CHUNK, len(todo))
        aksi.save(update_fields=["jumlah_selesai"])
    sent = invited.count()
    aksi.ringkasan |= {"diundang": sent, "tidak_terkirim": aksi.jumlah - sent}


def _invite_some(aksi: AksiAkun, actor: User, pegawai_ids: Sequence[int]) -> None:
    """One group of letters. The codes are committed before the first of them leaves, so that every link works."""
    people = Pegawai.objects.filter(pk__in=pegawai_ids).select_related("user").order_by("pk")
    by_user = {pegawai.user_id: pegawai for pegawai in people if pegawai.user_id is not None}
    codes, sampai = new_codes([*by_user], CaraUndangan.SUREL)
    invited = undangan_create(
        actor=actor, codes=codes, cara=CaraUndangan.SUREL, sampai=sampai, aksi=aksi, atur_ulang=aksi.atur_ulang
    )
    sent: set[int] = set()
    mail = get_connection()
    try:
        mail.open()
        for user_id in sorted(invited):
            pegawai = by_user[user_id]
            surel = pegawai.user.email if pegawai.user else ""
            message = undangan_message(
                pegawai=pegawai, surel=surel, kode=codes[user_id], alamat=aksi.alamat, sampai=sampai
            )
            if _send(mail, message):
                sent.add(user_id)
    finally:
        mail.close()
        now = timezone.now()
        mine = Undangan.objects.open().filter(aksi=aksi)
        mine.filter(user__in=sent).update(dikirim_at=now)
        # A code that never left must not stay good.
        mine.filter(user__in=invited - sent).update(dicabut_at=now)


def _send(mail: BaseEmailBackend, message: EmailMessage) -> bool:
    """Send one letter. An address that the server refuses is one person's matter; a dead server is everybody's.

    :returns: whether the server took it.
    :raises SMTPException: the server takes no letters now.
    """
    try:
        return bool(mail.send_messages([message]))
    except (SMTPRecipientsRefused, SMTPDataError, UnicodeError) as error:
        logger.warning("a letter was refused: %s", type(error).__name__)
        return False


def _finish(aksi: AksiAkun, status: StatusAksi, pesan: str = "") -> None:
    aksi.status, aksi.pesan, aksi.selesai_at = status, pesan, timezone.now()
    aksi.ringkasan.pop("surel", None)
    aksi.save(update_fields=["status", "pesan", "selesai_at", "ringkasan"])


@transaction.atomic
def akun_give_up(*, aksi_id: int) -> None:
    """After the last attempt: the act says so. What was done until then stays."""
    aksi = AksiAkun.objects.select_for_update().get(pk=aksi_id)
    if aksi.status == StatusAksi.DIMINTA:
        _finish(
            aksi,
            StatusAksi.GAGAL,
            _("Pekerjaan ini berhenti sesudah beberapa kali dicoba. Yang sudah dikerjakan tetap berlaku."),
        )
