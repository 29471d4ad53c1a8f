"""Imports of indicators and targets: upload, preview, approval, application. A worker reads and applies.

Nothing changes before somebody approved the preview; applying checks again that every row is as the preview saw it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pghistory
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import TRANSISI_IMPOR, HasilBaris, StatusImpor
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import UnitKerja, User
from binawidya.organisasi.policy import allows, relations_to
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.outbox import enqueue
from binawidya.umum.spreadsheet.cells import Cell, shown
from binawidya.umum.spreadsheet.headings import KolomTidakLengkap, best_of, candidates_of, is_numbering, locate
from binawidya.umum.spreadsheet.reader import Row, Sheet, SpreadsheetRefused, open_sheet
from indikator.enums import JenisImporRencana, StatusTarget
from indikator.models import ImporRencana, ImporRencanaBaris, Indikator, Sasaran, TargetIndikator
from indikator.services import impor_rencana_lembar as lembar
from indikator.services import impor_rencana_target as sasaran_target
from indikator.services.impor_rencana_acuan import Putusan
from indikator.services.impor_rencana_kolom import KAMUS
from indikator.services.impor_rencana_sel import SelSalah, baca_angka
from indikator.services.indikator import indikator_create, indikator_update

DIUNGGAH: Final = "impor_rencana.diunggah"
DISETUJUI: Final = "impor_rencana.disetujui"
PALING_BANYAK: Final = 20_000
_CHUNK: Final = 1_000


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
    held = _held(impor, StatusImpor.DITERAPKAN)
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
def impor_rencana_cancel(*, actor: User, impor: ImporRencana) -> None:
    """Give an import up before it is applied.

    :raises ActRefused: it is applied already, or being applied.
    """
    held = _held(impor, StatusImpor.DIBATALKAN)
    held.status = StatusImpor.DIBATALKAN
    held.save(update_fields=["status"])


def _held(impor: ImporRencana, to: StatusImpor) -> ImporRencana:
    held = ImporRencana.objects.select_for_update(of=("self",)).get(pk=impor.pk)
    if to not in TRANSISI_IMPOR[StatusImpor(held.status)]:
        text = _("Impor ini sekarang: %(status)s. Muat ulang halamannya.")
        raise ConflictError(text % {"status": str(StatusImpor(held.status).label).lower()})
    return held


# --- reading ------------------------------------------------------------------------------------------------------
@transaction.atomic
def impor_rencana_read(*, impor_id: int) -> None:
    """Read the file of an import and write its preview. Leaves early when that is done already."""
    impor = ImporRencana.objects.select_for_update(of=("self",)).select_related("unit_kerja").get(pk=impor_id)
    if impor.status == StatusImpor.DIBACA:
        _preview(impor)


def _preview(impor: ImporRencana, pesan: str = "") -> None:
    """(Re)build the preview of an import that is held."""
    impor.baris.all().delete()
    try:
        with open_sheet(Path(impor.berkas.path), PurePosixPath(impor.nama_berkas).suffix.lower()) as sheet:
            _write(impor, sheet)
    except SpreadsheetRefused as refused:
        impor.status, impor.pesan, impor.ringkasan = StatusImpor.GAGAL, refused.message, {}
    except KolomTidakLengkap as refused:
        impor.status, impor.ringkasan = StatusImpor.GAGAL, {}
        impor.pesan = f"{refused.message} " + _("Pakai judul kolom seperti di contoh berkas, lalu unggah lagi.")
    else:
        impor.status, impor.pesan = StatusImpor.SIAP, pesan
    impor.save(update_fields=["status", "pesan", "ringkasan", "jumlah_baris"])


def _write(impor: ImporRencana, sheet: Sheet) -> None:
    kamus = KAMUS[impor.jenis]
    header = locate(kamus, best_of(kamus, candidates_of(next(sheet.groups(), []))))
    rows = [row for row in _rows(sheet, header.nomor) if any(cell is not None for cell in row.sel)]
    if not rows:
        raise SpreadsheetRefused("kosong")
    if len(rows) > PALING_BANYAK:
        raise SpreadsheetRefused("panjang", {"baris": len(rows)})
    cells = [(row.nomor, header.cells(row)) for row in rows]
    pemeriksa = _pemeriksa(impor, cells)
    counts = dict.fromkeys((member.value for member in HasilBaris), 0)
    judged = [(pemeriksa.judge(nomor, one), one) for nomor, one in cells]
    for putusan, _cells in judged:
        counts[putusan.hasil.value] += 1
    ImporRencanaBaris.objects.bulk_create((_row(impor, *one) for one in judged), batch_size=_CHUNK)
    impor.jumlah_baris = len(rows)
    impor.ringkasan = {
        "jumlah": counts, "lembar": sheet.nama, "diabaikan": list(header.diabaikan)[:100], "kolom": [*header.letak],
    }  # fmt: skip


def _rows(sheet: Sheet, heading: int) -> Iterator[Row]:
    """Rows below the heading, without the one that numbers the columns."""
    for row in chain.from_iterable(sheet.groups()):
        if row.nomor > heading and not (row.nomor <= heading + 2 and is_numbering(row)):
            yield row


def _pemeriksa(
    impor: ImporRencana, cells: "list[tuple[int, dict[str, Cell]]]"
) -> "lembar.PemeriksaLembar | sasaran_target.PemeriksaTarget":
    if impor.jenis == JenisImporRencana.INDIKATOR:
        return lembar.PemeriksaLembar(impor)
    years = set()
    for _nomor, one in cells:
        try:
            year = baca_angka(one.get("tahun"), 0)
        except SelSalah:
            continue
        if year is not None:
            years.add(int(year))
    return sasaran_target.PemeriksaTarget(impor, years)


def _row(impor: ImporRencana, putusan: Putusan, cells: Mapping[str, Cell]) -> ImporRencanaBaris:
    refused = putusan.hasil == HasilBaris.DITOLAK
    return ImporRencanaBaris(
        impor=impor,
        nomor=putusan.nomor,
        hasil=putusan.hasil,
        kode=putusan.kode,
        nama=putusan.nama,
        sel={key: shown(cell) for key, cell in cells.items()} if refused else {},
        beda=putusan.beda,
        alasan=putusan.alasan,
        rencana=putusan.rencana,
        objek=putusan.objek,
        sidik=putusan.sidik,
    )


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
        isi = _isi(row.rencana["isi"], goals)
        if row.objek is None:
            unit = units[row.rencana["unit"]]
            indikator_create(actor=actor, unit_kerja=unit, kode=row.rencana["kode"], isi=isi)
            continue
        one = indikator[row.objek]
        latest = one.versi.select_related("sasaran__unit_kerja").order_by("-berlaku_mulai")[0]
        if lembar.sidik_of(latest, one.unit_kerja) != row.sidik:
            raise Berubah
        indikator_update(
            actor=actor, indikator=one, kode=one.kode, isi=isi, berlaku_mulai=impor.berlaku_mulai, alasan=impor.alasan
        )


def _isi(stored: Mapping[str, Any], goals: Mapping[int, Sasaran]) -> dict[str, Any]:
    isi = dict(stored)
    if "sasaran" in isi:
        isi["sasaran"] = goals[isi["sasaran"]] if isi["sasaran"] else None
    if "pengali" in isi:
        isi["pengali"] = Decimal(isi["pengali"])
    return isi


def _numbers(values: list[str | None] | None) -> list[Decimal | None] | None:
    return None if values is None else [None if value is None else Decimal(value) for value in values]


def _apply_target(rows: list[ImporRencanaBaris]) -> None:
    held = TargetIndikator.objects.select_for_update(of=("self",)).filter(pk__in=[row.objek for row in rows])
    known = {one.pk: one for one in held.order_by("pk")}
    new: list[TargetIndikator] = []
    changed: list[TargetIndikator] = []
    for row in rows:
        isi = row.rencana["isi"]
        values = {
            "target": Decimal(isi["target"]),
            "target_atas": None if isi["target_atas"] is None else Decimal(isi["target_atas"]),
            "bobot": Decimal(isi["bobot"]),
            "bulanan": _numbers(isi["bulanan"]),
            "bulanan_atas": _numbers(isi["bulanan_atas"]),
        }
        if row.objek is None:
            keys = {f"{name}_id": row.rencana[name] for name in ("indikator", "pengisi")}
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
        for name, value in values.items():
            setattr(one, name, value)
        changed.append(one)
    TargetIndikator.objects.bulk_create(new, batch_size=_CHUNK)
    fields = ["target", "target_atas", "bobot", "bulanan", "bulanan_atas"]
    TargetIndikator.objects.bulk_update(changed, fields, batch_size=_CHUNK)


@transaction.atomic
def _again(impor_id: int, why: str) -> None:
    """Something changed since the preview: make it again and let somebody look. Nothing was written."""
    impor = ImporRencana.objects.select_for_update(of=("self",)).select_related("unit_kerja").get(pk=impor_id)
    if impor.status == StatusImpor.DITERAPKAN:
        text = _("Ada yang berubah sesudah pratinjau dibuat, jadi belum ada yang diterapkan. Pratinjau ini disusun "
                 "ulang, periksa lagi.")  # fmt: skip
        _preview(impor, f"{text} {why}".strip())


@transaction.atomic
def impor_rencana_give_up(*, impor_id: int) -> None:
    """After the last attempt of reading or applying: the import says so. Nothing of the plan was changed."""
    impor = ImporRencana.objects.select_for_update(of=("self",)).get(pk=impor_id)
    if impor.status == StatusImpor.DITERAPKAN:
        impor.status = StatusImpor.SIAP
        impor.pesan = _("Penerapan gagal dan tidak ada yang diubah. Coba terapkan lagi nanti, atau unggah ulang.")
    elif impor.status == StatusImpor.DIBACA:
        impor.status = StatusImpor.GAGAL
        impor.pesan = _("Berkas ini gagal dibaca setelah beberapa kali dicoba. Simpan ulang, lalu unggah lagi.")
    impor.save(update_fields=["status", "pesan"])
