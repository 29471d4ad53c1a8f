"""Applying an approved import: one transaction, a few statements over all rows."""

from datetime import date
from typing import Any, Final

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import Impor, User
from binawidya.organisasi.policy import allows, relations_to
from binawidya.organisasi.selectors.impor import keadaan_of
from binawidya.organisasi.selectors.rantai import rings_between
from binawidya.organisasi.services import impor_sql as sql
from binawidya.organisasi.services.akun import surel_update
from binawidya.organisasi.services.impor_kemajuan import Kemajuan, hold_impor, kemajuan_of
from binawidya.organisasi.services.impor_nilai import CHUNK
from binawidya.organisasi.services.impor_read import preview_write
from binawidya.organisasi.services.penempatan_kabar import penempatan_notify
from binawidya.organisasi.services.penempatan_periksa import hold_structure, refuse_closed, ring_text
from binawidya.umum.dates import today

# Constraints that somebody else's change in the meantime can make these statements hit.
_SENTENCES: Final = {
    "penempatan_satu_kepala": gettext_lazy("Sebuah unit akan mempunyai dua kepala."),
    "penempatan_satu_definitif": gettext_lazy("Seorang pegawai akan memegang dua jabatan definitif."),
    "penempatan_unit_ada": gettext_lazy("Sebuah unit di lembar kerja ini akan ditutup."),
}
# Share of the work that is done after each step, in percent, as measured on 100,000 rows.
_STEPS: Final = (
    (sql.MADE, 1),
    (sql.REMEMBER, 2),
    (sql.INSERT_JABATAN, 4),
    (sql.INSERT_PEGAWAI, 40),
    (sql.RECORD_STATUS, 41),
    (sql.UPDATE_PEGAWAI, 44),
    (sql.END_PENEMPATAN, 46),
    (sql.END_ACTING, 47),
    (sql.END_ROLES, 48),
    (sql.STEP_DOWN, 48),
    (sql.CORRECT_PENEMPATAN, 50),
    (sql.INSERT_PENEMPATAN, 85),
    (sql.FOREIGN_KEYS, 98),
)


class Bertabrakan(Exception):
    """What the sheet says cannot be, seen when it is written. The text is a sentence."""


def impor_apply(*, impor_id: int, actor_id: int) -> None:
    """Apply an import that was approved. Leaves early when that is done already.

    Where somebody changed one of its people after the preview was made, nothing is written: the preview is made
    again and waits for approval. The same when whoever approved it no longer may.
    """
    with kemajuan_of(impor_id) as kemajuan:
        try:
            with transaction.atomic(), pghistory.context(user=actor_id, impor=impor_id):
                hold_impor(impor_id)
                impor = Impor.objects.select_related("unit_kerja").get(pk=impor_id)
                if impor.status == StatusImpor.DITERAPKAN:
                    _apply(impor, actor_id, kemajuan)
        except IntegrityError as error:
            _back_to_preview(impor_id, _conflict(error))
        except Bertabrakan as error:
            _back_to_preview(impor_id, f"{error} {_unchanged()}")


def _apply(impor: Impor, actor_id: int, kemajuan: Kemajuan) -> None:
    if not _still_allowed(impor, actor_id):
        _reopen(impor, _("Yang menyetujui impor ini tidak lagi berwenang. Setujui ulang bila datanya benar."))
        return
    try:
        refuse_closed(impor.berlaku_mulai, None, "berlaku_mulai")
    except ValidationError as closed:
        _reopen(impor, " ".join(closed.messages))
        return
    hold_structure()
    keys: dict[str, Any] = {
        "impor": impor.pk,
        "unit": impor.unit_kerja_id,
        "tanggal": impor.berlaku_mulai,
        "tiba": impor.berlaku_mulai <= today(),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.LOCK_UNITS, keys)
        cursor.execute(sql.STAGE, keys)
        cursor.execute(sql.ANALYZE)
        cursor.execute(sql.LOCK_PEOPLE)
        stale = _stale(impor.berlaku_mulai)
        if stale:
            cursor.execute("DROP TABLE impor_kerja")
            message = ngettext(
                "Data %(n)d pegawai berubah sesudah pratinjau dibuat. Pratinjau ini disusun ulang, periksa lagi.",
                "Data %(n)d pegawai berubah sesudah pratinjau dibuat. Pratinjau ini disusun ulang, periksa lagi.",
                stale,
            )
            preview_write(impor, kemajuan, pesan=message % {"n": stale})
            return
        cursor.execute(sql.COUNT)
        new, changed, moved, left = cursor.fetchone()
        for statement, percent in _STEPS:
            cursor.execute(statement, keys)
            kemajuan.show(impor.jumlah_baris * percent // 100, now=True)
        cursor.execute(sql.EMAIL, keys)
        surel_update(actor=User(pk=actor_id), pegawai_ids=[row[0] for row in cursor.fetchall()])
        cursor.execute(sql.MOVED)
        penempatan_notify(row[0] for row in cursor.fetchall())
        _refuse_ring(impor)
        cursor.execute("DROP TABLE impor_kerja")
    impor.status = StatusImpor.SELESAI
    impor.selesai_at = timezone.now()
    impor.jumlah_selesai = impor.jumlah_baris
    impor.pesan = ""
    impor.ringkasan |= {"hasil": {"baru": new, "berubah": changed, "mutasi": moved, "berhenti": left}}
    impor.save(update_fields=["status", "selesai_at", "jumlah_selesai", "pesan", "ringkasan"])


def _refuse_ring(impor: Impor) -> None:
    """:raises Bertabrakan: somebody of the sheet would answer to the own subordinate."""
    with connection.cursor() as cursor:
        cursor.execute(sql.LEADERS)
        leaders = {row[0] for row in cursor.fetchall()}
    for ring in rings_between(leaders, (), impor.berlaku_mulai, None) if leaders else ():
        if leaders & ring.siapa:
            raise Bertabrakan(ring_text(ring))


def _stale(tanggal: date) -> int:
    """How many people are not as the preview saw them; a new one must still be unknown."""
    with connection.cursor() as cursor:
        cursor.execute(sql.KNOWN)
        stale = int(cursor.fetchone()[0])
        cursor.execute(sql.SEEN)
        seen: list[tuple[str, str]] = cursor.fetchall()
    for start in range(0, len(seen), CHUNK):
        chunk = dict(seen[start : start + CHUNK])
        now = {nip: keadaan.sidik() for nip, keadaan in keadaan_of(chunk, tanggal).items()}
        stale += sum(now.get(nip) != sidik for nip, sidik in chunk.items())
    return stale


def _still_allowed(impor: Impor, actor_id: int) -> bool:
    if not User.objects.filter(pk=actor_id, is_active=True).exists():
        return False
    relations = relations_to(load_lingkup(actor_id, today()), jalur=impor.unit_kerja.jalur)
    return allows("impor.apply", relations)


def _reopen(impor: Impor, pesan: str) -> None:
    impor.status, impor.pesan, impor.jumlah_selesai = StatusImpor.SIAP, pesan, 0
    impor.save(update_fields=["status", "pesan", "jumlah_selesai"])


@transaction.atomic
def impor_give_up(*, impor_id: int) -> None:
    """After the last attempt of reading or applying: the import says so. Nothing of the organisation was changed."""
    hold_impor(impor_id)
    impor = Impor.objects.get(pk=impor_id)
    if impor.status == StatusImpor.DITERAPKAN:
        _reopen(impor, _("Penerapan gagal dan tidak ada yang diubah. Coba terapkan lagi nanti, atau unggah ulang."))
    elif impor.status == StatusImpor.DIBACA:
        impor.status = StatusImpor.GAGAL
        impor.pesan = _("Berkas ini gagal dibaca setelah beberapa kali dicoba. Unggah lagi, atau simpan ulang dulu.")
        impor.save(update_fields=["status", "pesan"])


@transaction.atomic
def _back_to_preview(impor_id: int, pesan: str) -> None:
    hold_impor(impor_id)
    impor = Impor.objects.get(pk=impor_id)
    if impor.status == StatusImpor.DITERAPKAN:
        _reopen(impor, pesan)


def _conflict(error: IntegrityError) -> str:
    diagnostics: Any = getattr(error.__cause__, "diag", None)
    why = _SENTENCES.get(getattr(diagnostics, "constraint_name", ""), _("Ada data yang bertabrakan."))
    return f"{why} {_unchanged()}"


def _unchanged() -> str:
    return _("Tidak ada yang diubah. Perbaiki lembar kerjanya, lalu unggah lagi.")
