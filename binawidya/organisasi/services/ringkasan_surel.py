"""One letter for each person and day, with what was told to them and not looked at.

A letter is claimed and committed before it is handed to the mail server. A worker that dies in between leaves it
claimed, and nobody sends it again: twice is worse than only in the application (docs/keputusan/0023).
"""

import logging
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from binawidya.organisasi.enums import StatusRingkasan
from binawidya.organisasi.models import Pemberitahuan, RingkasanSurel
from binawidya.organisasi.notifications import ringkasan_message

logger = logging.getLogger(__name__)
# Letters go out from this hour of the office on.
MULAI_JAM: Final = 7
PALING_BANYAK_PERCOBAAN: Final = 5
# What was not looked at goes into the letter of the day; a person who has one already gets the rest tomorrow.
_PREPARE: Final = """
WITH calon AS (
  SELECT DISTINCT p.user_id FROM organisasi_pemberitahuan p
  JOIN organisasi_user u ON u.id = p.user_id AND u.is_active AND u.email <> ''
  WHERE p.read_at IS NULL AND p.ringkasan_id IS NULL AND p.surel
),
surat AS (
  INSERT INTO organisasi_ringkasansurel (user_id, tanggal, status, percobaan)
  SELECT user_id, %(tanggal)s, 'menunggu', 0 FROM calon ORDER BY user_id
  ON CONFLICT (user_id, tanggal) DO NOTHING RETURNING id, user_id
)
UPDATE organisasi_pemberitahuan p SET ringkasan_id = surat.id FROM surat
WHERE p.user_id = surat.user_id AND p.read_at IS NULL AND p.ringkasan_id IS NULL AND p.surel
"""
_CLAIM: Final = """
UPDATE organisasi_ringkasansurel SET status = 'dikirim', percobaan = percobaan + 1, dikirim_at = now()
WHERE id = (
  SELECT id FROM organisasi_ringkasansurel
  WHERE status = 'menunggu' AND id > %(sesudah)s ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id
"""


def ringkasan_run(*, now: datetime | None = None) -> int:
    """Write and send the letters of the day that are due. Any number of workers may do so at the same time.

    :param now: the moment, for tests at the hour.
    :returns: how many letters the mail server took.
    """
    local = timezone.localtime(now)
    if not settings.SUREL_TERKIRIM or local.hour < MULAI_JAM:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_PREPARE, {"tanggal": local.date()})
    sent, last = 0, 0
    mail = get_connection()
    while (pk := _claim(last)) is not None:
        last = pk
        sent += _send(pk, mail)
    mail.close()
    return sent


def _claim(after: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"sesudah": after})
        found = cursor.fetchone()
    return None if found is None else int(found[0])


def _send(pk: int, mail: BaseEmailBackend) -> bool:
    row = RingkasanSurel.objects.select_related("user__pegawai").get(pk=pk)
    told = [*Pemberitahuan.objects.filter(ringkasan=row).belum_dibaca().order_by("pk")]
    status = StatusRingkasan.TERKIRIM
    if told and row.user.is_active and row.user.email:
        try:
            # Kept open for the letters that follow; a connection that is open already stays as it is.
            mail.open()
            mail.send_messages([ringkasan_message(user=row.user, kabar=told)])
        except Exception as error:
            # Refused by the mail server, so not sent: tried again with the next run, some times.
            logger.warning("letter %s was refused: %s", pk, type(error).__name__)
            mail.close()
            gave_up = row.percobaan >= PALING_BANYAK_PERCOBAAN
            status = StatusRingkasan.GAGAL if gave_up else StatusRingkasan.MENUNGGU
    RingkasanSurel.objects.filter(pk=pk).update(status=status)
    return bool(told) and status == StatusRingkasan.TERKIRIM
