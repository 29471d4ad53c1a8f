"""Taking an applied import of the plan back within a day: a worker does it, all of it or nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import User
from binawidya.organisasi.policy import allows, relations_to
from binawidya.organisasi.services.impor import refuse_late
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from binawidya.umum.outbox import enqueue
from indikator.enums import JenisImporRencana
from indikator.models import ImporRencana, ImporRencanaBaris, Indikator, IndikatorVersi, Sasaran, TargetIndikator
from indikator.services import impor_rencana_lembar as lembar
from indikator.services import impor_rencana_target as sasaran_target
from indikator.services.impor_rencana import (
    KOLOM_TARGET,
    hold_impor,
    isi_of,
    newest,
    target_put_back,
)
from indikator.services.impor_rencana_baca import CHUNK
from indikator.services.indikator import (
    first_open_month,
    recalculate_from,
    rests_on_sheet,
    versi_show,
)

DIURUNGKAN: Final = "impor_rencana.diurungkan"
_NAMES: Final = 3


class Bersandar(Exception):
    """Something rests on what the import made. The text is a sentence."""


@transaction.atomic
def impor_rencana_undo(*, actor: User, impor: ImporRencana) -> None:
    """Have everything that an import changed put back. A worker does it.

    :raises ConflictError: it was not applied, or was taken back already.
    :raises ActRefused: more than a day has gone by, or something rests on what it made.
    """
    held = hold_impor(impor, StatusImpor.MENGURUNGKAN)
    refuse_late(held)
    found = rests_on(held)
    if found:
        raise ActRefused(" ".join(found))
    held.status, held.pesan = StatusImpor.MENGURUNGKAN, ""
    held.save(update_fields=["status", "pesan"])
    enqueue(DIURUNGKAN, {"impor_id": held.pk, "actor_id": actor.pk}, key=str(held.pk))


def _keys(rows: Iterable[ImporRencanaBaris]) -> list[int]:
    return [row.objek for row in rows if row.objek is not None]


def applied_rows(impor: ImporRencana) -> list[ImporRencanaBaris]:
    """The rows that made or changed something."""
    rows = impor.baris.filter(hasil__in=[HasilBaris.BARU, HasilBaris.BERUBAH], objek__isnull=False)
    return [*rows.order_by("nomor")]


def rests_on(impor: ImporRencana) -> list[str]:
    """Why an import cannot be taken back, as sentences. A few queries for targets, a few for each changed sheet."""
    rows = applied_rows(impor)
    moved = _moved_sheets(rows) if impor.jenis == JenisImporRencana.INDIKATOR else _moved_targets(rows)
    names = [*dict.fromkeys(row.nama for row in moved)]
    if not names:
        return []
    text = _("%(nama)s sudah diubah, diajukan, atau dipakai sesudah impor ini.")
    shown = ", ".join(names[:_NAMES])
    if len(names) > _NAMES:
        shown = _("%(nama)s, dan %(n)d lagi") % {"nama": shown, "n": len(names) - _NAMES}
    return [text % {"nama": shown}]


def _moved_targets(rows: list[ImporRencanaBaris]) -> list[ImporRencanaBaris]:
    """Rows whose target is no longer as the import left it, or is the ground of another one."""
    known = {one.pk: one for one in TargetIndikator.objects.filter(pk__in=_keys(rows))}
    new = _keys(row for row in rows if not row.sebelum)
    used = {*TargetIndikator.objects.filter(induk__in=new).values_list("induk", flat=True)}
    return [
        row
        for row in rows
        if row.objek not in known or sasaran_target.sidik_of(known[row.objek]) != row.sesudah or row.objek in used
    ]


def _moved_sheets(rows: list[ImporRencanaBaris]) -> list[ImporRencanaBaris]:
    """Rows whose sheet is no longer as the import left it, or is used by now."""
    known = Indikator.objects.select_related("unit_kerja").in_bulk(_keys(rows))
    used = {*TargetIndikator.objects.filter(indikator__in=known).values_list("indikator", flat=True)}
    return [row for row in rows if row.objek not in known or _moved(row, known[row.objek], row.objek in used)]


def _moved(row: ImporRencanaBaris, indikator: Indikator, used: bool) -> bool:
    latest = newest(indikator)
    if lembar.sidik_of(latest, indikator.unit_kerja) != row.sesudah:
        return True
    if not row.sebelum:
        return used
    if "versi_baru" in row.sebelum:
        return latest.pk != row.sebelum["versi_baru"] or latest.berlaku_mulai < first_open_month()
    # What was put right in place reaches every month: nothing may have been handed in on it since.
    return latest.pk != row.sebelum["versi"] or (rests_on_sheet(indikator) and latest.versi == 1)


# --- by the worker ------------------------------------------------------------------------------------------------
def impor_rencana_revert(*, impor_id: int, actor_id: int) -> None:
    """Put everything back that an import changed. Leaves early when that is done already.

    Where something rests on it by now, nothing is written and the import stays applied, with a sentence why.
    """
    try:
        with transaction.atomic(), pghistory.context(user=actor_id, impor_rencana=impor_id, urung=True):
            impor = ImporRencana.objects.select_for_update(of=("self",)).select_related("unit_kerja").get(pk=impor_id)
            if impor.status == StatusImpor.MENGURUNGKAN:
                _revert(impor, actor_id)
    except Bersandar as error:
        _stay(impor_id, str(error))
    except (ProtectedError, IntegrityError):
        _stay(impor_id, _("Ada catatan lain yang bersandar pada impor ini."))


def _revert(impor: ImporRencana, actor_id: int) -> None:
    relations = relations_to(load_lingkup(actor_id, today()), jalur=impor.unit_kerja.jalur)
    if not User.objects.filter(pk=actor_id, is_active=True).exists() or not allows("impor_rencana.undo", relations):
        raise Bersandar(_("Yang memintanya tidak lagi berwenang."))
    rows = applied_rows(impor)
    ids = _keys(rows)
    sheets = impor.jenis == JenisImporRencana.INDIKATOR
    held = (Indikator if sheets else TargetIndikator).objects.select_for_update(of=("self",)).filter(pk__in=ids)
    list(held.order_by("pk").values_list("pk"))
    found = rests_on(impor)
    if found:
        raise Bersandar(" ".join(found))
    if sheets:
        _revert_sheets(rows)
    else:
        _revert_targets(rows)
    impor.status, impor.pesan = StatusImpor.DIURUNGKAN, ""
    impor.diurungkan_at, impor.diurungkan_oleh_id = timezone.now(), actor_id
    impor.save(update_fields=["status", "pesan", "diurungkan_at", "diurungkan_oleh"])


def _revert_targets(rows: Iterable[ImporRencanaBaris]) -> None:
    before = {row.objek: row.sebelum for row in rows if row.objek is not None}
    TargetIndikator.objects.filter(pk__in=[pk for pk, kept in before.items() if not kept]).delete()
    changed = [*TargetIndikator.objects.filter(pk__in=[pk for pk, kept in before.items() if kept])]
    for one in changed:
        target_put_back(one, before[one.pk]["isi"])
        one.versi += 1
    TargetIndikator.objects.bulk_update(changed, [*KOLOM_TARGET, "versi"], batch_size=CHUNK)


def _revert_sheets(rows: Sequence[ImporRencanaBaris]) -> None:
    goals = {goal.pk: goal for goal in Sasaran.objects.all()}
    begins: list[date] = []
    new = _keys(row for row in rows if not row.sebelum)
    for row in rows:
        if "versi_baru" in row.sebelum:
            versi = IndikatorVersi.objects.get(pk=row.sebelum["versi_baru"])
            begins.append(versi.berlaku_mulai)
            versi.delete()
        elif row.sebelum:
            columns = isi_of(row.sebelum["isi"], goals)
            rest = {name: row.sebelum[name] for name in ("berlaku_mulai", "alasan_perubahan")}
            versi = IndikatorVersi.objects.get(pk=row.sebelum["versi"])
            if versi.versi > 1:
                begins.append(versi.berlaku_mulai)
            IndikatorVersi.objects.filter(pk=versi.pk).update(**columns, **rest, oleh_id=row.sebelum["oleh"])
    IndikatorVersi.objects.filter(indikator__in=new).delete()
    Indikator.objects.filter(pk__in=new).delete()
    versi_show(tanggal=today())
    if begins:
        recalculate_from(min(begins))


@transaction.atomic
def _stay(impor_id: int, why: str) -> None:
    """After an undo that could not be: the import stays applied and says why."""
    impor = ImporRencana.objects.select_for_update(of=("self",)).get(pk=impor_id)
    if impor.status == StatusImpor.MENGURUNGKAN:
        impor.status = StatusImpor.SELESAI
        impor.pesan = _("Impor ini tidak diurungkan dan tidak ada yang berubah.") + f" {why}"
        impor.save(update_fields=["status", "pesan"])
