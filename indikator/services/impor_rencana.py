"""Imports of indicators and targets: upload, preview, approval, application. A worker reads and applies.

Nothing changes before somebody approved the preview; applying checks again that every row is as the preview saw it.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pghistory
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import TRANSISI_IMPOR, HasilBaris, StatusImpor
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import PemetaanKolom, UnitKerja, User
from binawidya.organisasi.policy import allows, relations_to
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.outbox import enqueue
from indikator.enums import JenisImporRencana, StatusTarget
from indikator.models import ImporRencana, ImporRencanaBaris, Indikator, IndikatorVersi, Sasaran, TargetIndikator
from indikator.models.lembar import LembarIndikator
from indikator.services import impor_rencana_lembar as lembar
from indikator.services import impor_rencana_target as sasaran_target
from indikator.services.impor_rencana_baca import CHUNK, preview_write, sidik_judul
from indikator.services.indikator import indikator_create, indikator_update

DIUNGGAH: Final = "impor_rencana.diunggah"
DISETUJUI: Final = "impor_rencana.disetujui"


KOLOM_TARGET: Final = ("target", "target_atas", "bobot", "bulanan", "bulanan_atas")


class Berubah(Exception):
    """Something that the preview saw is different now."""


# --- acts of people -----------------------------------------------------------------------------------------------
@transaction.atomic
def impor_rencana_create(
    *,
    actor: User,
    unit_kerja: UnitKerja,
    jenis: str,
    upload: "File[bytes]",
    berlaku_mulai: date | None = None,
    alasan: str = "",
) -> ImporRencana:
    """Keep an uploaded sheet and have it read."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    impor = ImporRencana.objects.create(
        unit_kerja=unit_kerja,
        oleh=actor,
        jenis=jenis,
        berkas=upload,
        nama_berkas=(upload.name or "rencana")[-200:],
        sha256=digest.hexdigest(),
        berlaku_mulai=berlaku_mulai,
        alasan=alasan.strip(),
    )
    enqueue(DIUNGGAH, {"impor_id": impor.pk}, key=str(impor.pk))
    return impor


@transaction.atomic
def impor_rencana_approve(*, actor: User, impor: ImporRencana, lewati_ditolak: bool) -> None:
    """Have a preview applied, as a whole or without its refused rows if that was chosen.

    :raises ActRefused: it does not wait for approval, changes nothing, or has refused rows that nobody leaves out.
    """
    held = hold_impor(impor, StatusImpor.DITERAPKAN)
    jumlah = held.ringkasan.get("jumlah", {})
    refused = int(jumlah.get(HasilBaris.DITOLAK, 0))
    if not int(jumlah.get(HasilBaris.BARU, 0)) + int(jumlah.get(HasilBaris.BERUBAH, 0)):
        raise ActRefused(_("Tidak ada yang perlu diterapkan. Isi berkas sama dengan data yang ada."))
    if refused and not lewati_ditolak:
        raise ActRefused(_("%(n)d baris ditolak. Perbaiki berkasnya, atau pilih melewati baris itu.") % {"n": refused})
    held.status, held.lewati_ditolak, held.pesan = StatusImpor.DITERAPKAN, bool(refused), ""
    held.save(update_fields=["status", "lewati_ditolak", "pesan"])
    enqueue(DISETUJUI, {"impor_id": held.pk, "actor_id": actor.pk}, key=str(held.pk))


@transaction.atomic
def impor_rencana_map(*, actor: User, impor: ImporRencana, pemetaan: Mapping[str, str]) -> None:
    """Say what the columns of a sheet mean, now and for every later one with the same headings; read it again.

    :param pemetaan: column by name of the heading; ``""`` for one that is not used.
    :raises ConflictError: it is applied already, or being applied.
    """
    held = hold_impor(impor, StatusImpor.DIBACA)
    PemetaanKolom.objects.update_or_create(
        unit_kerja=held.unit_kerja,
        sidik=sidik_judul(held.jenis, held.ringkasan["judul"]["sidik"]),
        defaults={"pemetaan": dict(pemetaan), "oleh": actor},
    )
    held.status, held.pesan = StatusImpor.DIBACA, ""
    held.save(update_fields=["status", "pesan"])
    enqueue(DIUNGGAH, {"impor_id": held.pk}, key=str(held.pk))


@transaction.atomic
def impor_rencana_cancel(*, actor: User, impor: ImporRencana) -> None:
    """Give an import up before it is applied.

    :raises ActRefused: it is applied already, or being applied.
    """
    held = hold_impor(impor, StatusImpor.DIBATALKAN)
    held.status = StatusImpor.DIBATALKAN
    held.save(update_fields=["status"])


def hold_impor(impor: ImporRencana, to: StatusImpor) -> ImporRencana:
    held = ImporRencana.objects.select_for_update(of=("self",)).get(pk=impor.pk)
    if to not in TRANSISI_IMPOR[StatusImpor(held.status)]:
        text = _("Impor ini sekarang: %(status)s. Muat ulang halamannya.")
        raise ConflictError(text % {"status": str(StatusImpor(held.status).label).lower()})
    return held


# --- applying -----------------------------------------------------------------------------------------------------
def impor_rencana_apply(*, impor_id: int, actor_id: int) -> None:
    """Apply an approved import, all of it or nothing. Leaves early when that is done already."""
    try:
        with transaction.atomic(), pghistory.context(user=actor_id, impor_rencana=impor_id):
            impor = ImporRencana.objects.select_for_update(of=("self",)).select_related("unit_kerja").get(pk=impor_id)
            if impor.status == StatusImpor.DITERAPKAN:
                _apply(impor, actor_id)
    except (Berubah, ValidationError, IntegrityError) as error:
        why = " ".join(error.messages) if isinstance(error, ValidationError) else ""
        _again(impor_id, why)


def _apply(impor: ImporRencana, actor_id: int) -> None:
    actor = User.objects.filter(pk=actor_id, is_active=True).first()
    relations = relations_to(load_lingkup(actor_id, today()), jalur=impor.unit_kerja.jalur)
    if actor is None or not allows("impor_rencana.apply", relations):
        impor.status, impor.pesan = StatusImpor.SIAP, _("Yang menyetujui impor ini tidak lagi berwenang.")
        impor.save(update_fields=["status", "pesan"])
        return
    rows = impor.baris.filter(hasil__in=[HasilBaris.BARU, HasilBaris.BERUBAH]).order_by("nomor")
    if impor.jenis == JenisImporRencana.INDIKATOR:
        _apply_lembar(impor, actor, [*rows])
    else:
        _apply_target([*rows])
    impor.status, impor.selesai_at, impor.pesan = StatusImpor.SELESAI, timezone.now(), ""
    impor.save(update_fields=["status", "selesai_at", "pesan"])


def _apply_lembar(impor: ImporRencana, actor: User, rows: list[ImporRencanaBaris]) -> None:
    known = Indikator.objects.select_for_update(of=("self",)).filter(pk__in=[row.objek for row in rows if row.objek])
    indikator = {one.pk: one for one in known.select_related("unit_kerja").order_by("pk")}
    goal_ids = {row.rencana["isi"].get("sasaran") for row in rows} - {None}
    goals = {goal.pk: goal for goal in Sasaran.objects.filter(pk__in=goal_ids).select_related("unit_kerja")}
    units = {unit.pk: unit for unit in UnitKerja.objects.filter(pk__in={row.rencana.get("unit") for row in rows})}
    for row in rows:
        isi = isi_of(row.rencana["isi"], goals)
        if row.objek is None:
            unit = units[row.rencana["unit"]]
            one = indikator_create(actor=actor, unit_kerja=unit, kode=row.rencana["kode"], isi=isi)
            row.objek = one.pk
        else:
            one = indikator[row.objek]
            latest = newest(one)
            if lembar.sidik_of(latest, one.unit_kerja) != row.sidik:
                raise Berubah
            row.sebelum = _sheet_before(latest)
            made = indikator_update(
                actor=actor, indikator=one, kode=one.kode, isi=isi, berlaku_mulai=impor.berlaku_mulai,
                alasan=impor.alasan,
            )  # fmt: skip
            if made is not None and made.versi != latest.versi:
                row.sebelum = {"versi_baru": made.pk}
        row.sesudah = lembar.sidik_of(newest(one), one.unit_kerja)
    ImporRencanaBaris.objects.bulk_update(rows, ["objek", "sebelum", "sesudah"], batch_size=CHUNK)


def newest(indikator: Indikator) -> IndikatorVersi:
    """The latest version of a sheet."""
    return indikator.versi.select_related("sasaran__unit_kerja").order_by("-berlaku_mulai")[0]


def _sheet_before(versi: IndikatorVersi) -> dict[str, Any]:
    """What taking a change of this version back needs."""
    columns = {field.name: getattr(versi, field.name) for field in LembarIndikator._meta.local_fields}
    return {
        "versi": versi.pk,
        "isi": lembar.stored(columns),
        "berlaku_mulai": versi.berlaku_mulai.isoformat(),
        "alasan_perubahan": versi.alasan_perubahan,
        "oleh": versi.oleh_id,
    }


def isi_of(stored: Mapping[str, Any], goals: Mapping[int, Sasaran]) -> dict[str, Any]:
    isi = dict(stored)
    if "sasaran" in isi:
        isi["sasaran"] = goals[isi["sasaran"]] if isi["sasaran"] else None
    if "pengali" in isi:
        isi["pengali"] = Decimal(isi["pengali"])
    return isi


def _numbers(values: list[str | None] | None) -> list[Decimal | None] | None:
    return None if values is None else [None if value is None else Decimal(value) for value in values]


def _columns(isi: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a target as columns of the table, from what JSON keeps of them."""
    return {
        "target": Decimal(isi["target"]),
        "target_atas": None if isi["target_atas"] is None else Decimal(isi["target_atas"]),
        "bobot": Decimal(isi["bobot"]),
        "bulanan": _numbers(isi["bulanan"]),
        "bulanan_atas": _numbers(isi["bulanan_atas"]),
    }


def _apply_target(rows: list[ImporRencanaBaris]) -> None:
    held = TargetIndikator.objects.select_for_update(of=("self",)).filter(pk__in=[row.objek for row in rows])
    known = {one.pk: one for one in held.order_by("pk")}
    new: list[TargetIndikator] = []
    changed: list[TargetIndikator] = []
    for row in rows:
        values = _columns(row.rencana["isi"])
        if row.objek is None:
            keys = {f"{name}_id": row.rencana[name] for name in ("indikator", "pengisi", "pegawai")}
            new.append(
                TargetIndikator(
                    unit_kerja_id=row.rencana["unit"], tahun=row.rencana["tahun"], sumber=row.rencana["sumber"],
                    status=StatusTarget.DRAF, **keys, **values,
                )
            )  # fmt: skip
            continue
        one = known[row.objek]
        if sasaran_target.sidik_of(one) != row.sidik:
            raise Berubah
        row.sebelum = {"isi": target_stored(one)}
        for name, value in values.items():
            setattr(one, name, value)
        one.versi += 1
        changed.append(one)
    TargetIndikator.objects.bulk_create(new, batch_size=CHUNK)
    TargetIndikator.objects.bulk_update(changed, [*KOLOM_TARGET, "versi"], batch_size=CHUNK)
    _note_targets(rows, new, changed)


def _note_targets(rows: list[ImporRencanaBaris], new: list[TargetIndikator], changed: list[TargetIndikator]) -> None:
    """What each row made or left, for taking it back."""
    made = iter(new)
    for row in rows:
        row.objek = row.objek or next(made).pk
    left = {one.pk: sasaran_target.sidik_of(one) for one in (*new, *changed)}
    for row in rows:
        row.sesudah = left[row.objek or 0]
    ImporRencanaBaris.objects.bulk_update(rows, ["objek", "sebelum", "sesudah"], batch_size=CHUNK)


def target_stored(target: TargetIndikator) -> dict[str, Any]:
    """The figures of a target as JSON keeps them."""
    return {name: _text(getattr(target, name)) for name in KOLOM_TARGET}


def _text(value: Any) -> Any:
    if isinstance(value, list):
        return [_text(one) for one in value]
    return None if value is None else str(value)


def target_put_back(target: TargetIndikator, stored: Mapping[str, Any]) -> None:
    """Give a target the figures that :func:`target_stored` kept; it is saved by the caller."""
    for name, value in _columns(stored).items():
        setattr(target, name, value)


@transaction.atomic
def _again(impor_id: int, why: str) -> None:
    """Something changed since the preview: make it again and let somebody look. Nothing was written."""
    impor = ImporRencana.objects.select_for_update(of=("self",)).select_related("unit_kerja").get(pk=impor_id)
    if impor.status == StatusImpor.DITERAPKAN:
        text = _("Ada yang berubah sesudah pratinjau dibuat, jadi belum ada yang diterapkan. Pratinjau ini disusun "
                 "ulang, periksa lagi.")  # fmt: skip
        preview_write(impor, f"{text} {why}".strip())


@transaction.atomic
def impor_rencana_give_up(*, impor_id: int) -> None:
    """After the last attempt of reading or applying: the import says so. Nothing of the plan was changed."""
    impor = ImporRencana.objects.select_for_update(of=("self",)).get(pk=impor_id)
    if impor.status == StatusImpor.DITERAPKAN:
        impor.status = StatusImpor.SIAP
        impor.pesan = _("Penerapan gagal dan tidak ada yang diubah. Coba terapkan lagi nanti, atau unggah ulang.")
    elif impor.status == StatusImpor.MENGURUNGKAN:
        impor.status, impor.pesan = StatusImpor.SELESAI, _("Impor ini gagal diurungkan dan tidak ada yang berubah.")
    elif impor.status == StatusImpor.DIBACA:
        impor.status = StatusImpor.GAGAL
        impor.pesan = _("Berkas ini gagal dibaca setelah beberapa kali dicoba. Simpan ulang, lalu unggah lagi.")
    impor.save(update_fields=["status", "pesan"])
