"""Accounts: made in bulk from the roster, closed and opened. None ever has a password that somebody else chose."""

from collections.abc import Sequence
from typing import Final

import pghistory
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import TIDAK_BERTUGAS, JenisAksi, StatusPegawai
from binawidya.organisasi.models import AksiAkun, Pegawai, Undangan, User
from binawidya.umum.errors import ActRefused
from binawidya.umum.outbox import enqueue

DIMINTA: Final = "akun.diminta"

# One statement, however many people. An address that two people share is left out of both, since it may name one
# account only; an NIP that is the name of another account already makes no second one.
_CREATE: Final = """
WITH calon AS (
  SELECT p.id, p.nip, p.email, count(*) OVER (PARTITION BY lower(p.email)) AS pemakai
  FROM organisasi_pegawai p
  WHERE p.id = ANY(%(ids)s) AND p.user_id IS NULL AND p.status <> ALL(%(tidak_bertugas)s)
),
baru AS (
  INSERT INTO organisasi_user (username, email, password, is_active)
  SELECT c.nip,
         CASE WHEN c.pemakai = 1
                   AND NOT EXISTS (
                     SELECT 1 FROM organisasi_user u WHERE u.email <> '' AND lower(u.email) = lower(c.email))
              THEN c.email ELSE '' END,
         '!' || replace(gen_random_uuid()::text, '-', ''), true
  FROM calon c ORDER BY c.id
  ON CONFLICT DO NOTHING
  RETURNING id, username
)
UPDATE organisasi_pegawai p SET user_id = baru.id FROM baru WHERE p.nip = baru.username AND p.user_id IS NULL
RETURNING p.id
"""
# The roster is where an address comes from, until the person has taken the account over.
_TAKE_EMAIL: Final = """
WITH beda AS (
  SELECT u.id, p.email, count(*) OVER (PARTITION BY lower(p.email)) AS pemakai
  FROM organisasi_pegawai p JOIN organisasi_user u ON u.id = p.user_id
  WHERE p.id = ANY(%(ids)s) AND p.email <> '' AND u.password LIKE '!%%' AND lower(p.email) <> lower(u.email)
)
UPDATE organisasi_user u SET email = beda.email FROM beda
WHERE u.id = beda.id AND beda.pemakai = 1
  AND NOT EXISTS (SELECT 1 FROM organisasi_user x WHERE x.email <> '' AND lower(x.email) = lower(beda.email))
"""


@transaction.atomic
def akun_request(
    *,
    actor: User,
    jenis: JenisAksi,
    pegawai_ids: Sequence[int],
    alamat: str,
    kirim_undangan: bool = False,
    atur_ulang: bool = False,
) -> AksiAkun:
    """Have accounts made or invited by a worker, for exactly these people.

    :param alamat: scheme and host of the site, with which links in letters begin.
    :raises ActRefused: nobody is left to do it for.
    """
    if not pegawai_ids:
        raise ActRefused(_("Tidak ada pegawai yang perlu dikerjakan. Muat ulang daftarnya."))
    aksi = AksiAkun.objects.create(
        oleh=actor,
        jenis=jenis,
        pegawai_ids=[*pegawai_ids],
        alamat=alamat,
        kirim_undangan=kirim_undangan or jenis == JenisAksi.UNDANG,
        atur_ulang=atur_ulang,
        jumlah=len(pegawai_ids),
    )
    enqueue(DIMINTA, {"aksi_id": aksi.pk}, key=str(aksi.pk))
    return aksi


def akun_create(*, actor: User, pegawai_ids: Sequence[int]) -> int:
    """Make accounts for those of these people who have none, without a password. One statement.

    :returns: how many were made; an NIP that already names another account makes none.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CREATE, {"ids": [*pegawai_ids], "tidak_bertugas": [*TIDAK_BERTUGAS]})
        return len(cursor.fetchall())


def surel_update(*, actor: User, pegawai_ids: Sequence[int]) -> None:
    """Give accounts nobody has taken over yet the e-mail address of the roster. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_EMAIL, {"ids": [*pegawai_ids]})


def _locked(pegawai: Pegawai) -> User:
    if pegawai.user_id is None:
        raise ActRefused(_("%(nama)s belum punya akun.") % {"nama": pegawai.nama})
    return User.objects.select_for_update().get(pk=pegawai.user_id)


@transaction.atomic
def akun_close(*, actor: User, pegawai: Pegawai, alasan: str = "") -> None:
    """Deactivate an account: every session of it ends at once, and an open invitation is withdrawn.

    :raises ActRefused: there is no account, it is closed already, or it is the actor's own.
    """
    user = _locked(pegawai)
    if user.pk == actor.pk:
        raise ActRefused(_("Akun sendiri tidak dapat dinonaktifkan. Minta admin kepegawaian lain."))
    if not user.is_active:
        raise ActRefused(_("Akun %(nama)s sudah nonaktif.") % {"nama": pegawai.nama})
    with pghistory.context(alasan=alasan):
        # The counter ends the sessions for good: opened again, the account lets none of them in.
        User.objects.filter(pk=user.pk).update(is_active=False, sesi=F("sesi") + 1)
        Undangan.objects.open().filter(user=user).update(dicabut_at=timezone.now())


@transaction.atomic
def akun_reopen(*, actor: User, pegawai: Pegawai) -> None:
    """Open a deactivated account again; its password is still the one the person chose.

    :raises ActRefused: there is no account, it is open, or the person has left the office.
    """
    user = _locked(pegawai)
    if pegawai.status in TIDAK_BERTUGAS:
        raise ActRefused(
            _("%(nama)s tercatat %(status)s. Akunnya mengikuti status itu; ubah dulu datanya.")
            % {"nama": pegawai.nama, "status": str(StatusPegawai(pegawai.status).label).lower()}
        )
    if user.is_active:
        raise ActRefused(_("Akun %(nama)s sudah aktif.") % {"nama": pegawai.nama})
    User.objects.filter(pk=user.pk).update(is_active=True)
