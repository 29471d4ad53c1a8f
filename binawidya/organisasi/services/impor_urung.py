"""Taking an applied import back: one transaction, a few statements over all rows. The trail of both stays."""

from typing import Final

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import Impor, User
from binawidya.organisasi.policy import allows, relations_to
from binawidya.organisasi.selectors.impor_urung import rests_on
from binawidya.organisasi.services import impor_urung_sql as sql
from binawidya.organisasi.services.akun import surel_update
from binawidya.organisasi.services.impor_kemajuan import Kemajuan, hold_impor, kemajuan_of
from binawidya.organisasi.services.impor_sql import LOCK_UNITS
from binawidya.organisasi.services.penempatan_kabar import penempatan_notify
from binawidya.organisasi.services.penempatan_periksa import hold_structure, refuse_closed
from binawidya.umum.dates import today

# Share of the work that is done after each step, in percent, as measured on 100,000 rows.
_STEPS: Final = (
    (sql.DELETE_PENEMPATAN, 25),
    (sql.STEP_DOWN, 26),
    (sql.RESTORE_PENEMPATAN, 30),
    (sql.RESTORE_PENUGASAN, 31),
    (sql.DELETE_STATUS, 32),
    (sql.RESTORE_STATUS, 33),
    (sql.RESTORE_PEGAWAI, 40),
    (sql.DELETE_PEGAWAI, 60),
    (sql.delete_jabatan(), 61),
    (sql.FOREIGN_KEYS, 98),
)


def impor_revert(*, impor_id: int, actor_id: int) -> None:
    """Put everything back that an import changed. Leaves early when that is done already.

    Where something rests on it by now, nothing is written and the import stays applied, with a sentence why.
    """
    with kemajuan_of(impor_id) as kemajuan:
        try:
            with transaction.atomic(), pghistory.context(user=actor_id, impor=impor_id, urung=True):
                hold_impor(impor_id)
                impor = Impor.objects.select_related("unit_kerja").get(pk=impor_id)
                if impor.status == StatusImpor.MENGURUNGKAN:
                    _revert(impor, actor_id, kemajuan)
        except IntegrityError:
            keep_applied(impor_id, _("Ada catatan lain yang bersandar pada impor ini."))


def _revert(impor: Impor, actor_id: int, kemajuan: Kemajuan) -> None:
    try:
        refuse_closed(impor.berlaku_mulai, None, "berlaku_mulai")
    except ValidationError:
        _stay(impor, _("Bulan yang memakai impor ini sudah ditutup."))
        return
    hold_structure()
    keys = {"impor": impor.pk, "unit": impor.unit_kerja_id}
    with connection.cursor() as cursor:
        cursor.execute(LOCK_UNITS, keys)
        cursor.execute(sql.LOCK_PEOPLE, keys)
        found = rests_on(impor)
        if not _still_allowed(impor, actor_id):
            _stay(impor, _("Yang memintanya tidak lagi berwenang."))
            return
        if found:
            _stay(impor, " ".join(one.kalimat for one in found))
            return
        cursor.execute(sql.MOVED, keys)
        moved = [row[0] for row in cursor.fetchall()]
        for statement, percent in _STEPS:
            cursor.execute(statement, keys)
            kemajuan.show(impor.jumlah_baris * percent // 100, now=True)
        cursor.execute(sql.EMAIL, keys)
        surel_update(actor=User(pk=actor_id), pegawai_ids=[row[0] for row in cursor.fetchall()])
    penempatan_notify(moved)
    impor.status = StatusImpor.DIURUNGKAN
    impor.diurungkan_at, impor.diurungkan_oleh_id = timezone.now(), actor_id
    impor.jumlah_selesai = impor.jumlah_baris
    impor.pesan = ""
    impor.save(update_fields=["status", "diurungkan_at", "diurungkan_oleh", "jumlah_selesai", "pesan"])


def _still_allowed(impor: Impor, actor_id: int) -> bool:
    if not User.objects.filter(pk=actor_id, is_active=True).exists():
        return False
    return allows("impor.undo", relations_to(load_lingkup(actor_id, today()), jalur=impor.unit_kerja.jalur))


def _stay(impor: Impor, why: str) -> None:
    impor.status, impor.jumlah_selesai = StatusImpor.SELESAI, impor.jumlah_baris
    impor.pesan = _("Impor ini tidak diurungkan dan tidak ada yang berubah.") + f" {why}"
    impor.save(update_fields=["status", "jumlah_selesai", "pesan"])


@transaction.atomic
def keep_applied(impor_id: int, why: str) -> None:
    """After an undo that could not be: the import stays applied and says why."""
    hold_impor(impor_id)
    impor = Impor.objects.get(pk=impor_id)
    if impor.status == StatusImpor.MENGURUNGKAN:
        _stay(impor, why)
