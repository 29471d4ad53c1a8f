"""The way of an evaluation: opened for a unit, drafted, confirmed, received.

Lock order: the month (shared), the evaluation of the unit, then the evaluations of people in order of their ids.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Pegawai, Periode, UnitKerja, User
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.locks import hold_shared
from kinerja.enums import TRANSISI_EVALUASI, JenisEvaluasi, Perilaku, StatusEvaluasi
from kinerja.masa import Masa
from kinerja.models import Evaluasi, EvaluasiUnit, KebijakanEvaluasi, NilaiPerilaku
from kinerja.models.evaluasi import in_masa
from kinerja.scoring import kode_predikat
from kinerja.selectors.evaluasi import Usul, usul_of, with_frame
from kinerja.selectors.susunan_evaluasi import Dinilai, susunan

_KUNCI = "SELECT pg_advisory_xact_lock(hashtextextended('evaluasi-' || %s, 0))"


@dataclass(frozen=True, slots=True)
class Pembukaan:
    """What opening did."""

    baru: int
    diperbarui: int
    tanpa_penilai: int


def kebijakan_for(unit: UnitKerja, tahun: int) -> KebijakanEvaluasi:
    """The rules of the year for a unit; the usual ones are written down for its office if there are none."""
    found = KebijakanEvaluasi.objects.untuk(unit, tahun)
    if found is not None:
        return found
    made, _created = KebijakanEvaluasi.objects.get_or_create(unit_kerja_id=unit.jalur[0], tahun=tahun, versi=1)
    return made


@transaction.atomic
def evaluasi_open(*, actor: User, unit: UnitKerja, masa: Masa) -> Pembukaan:
    """Make the evaluations of everybody in a unit and below it, drafts with their assessor. Again: only what changed.

    Who was confirmed already, or handed over with a reason, stays as it is.

    :raises ActRefused: the office evaluates in other steps, or the last month was never opened.
    """
    kebijakan = kebijakan_for(unit, masa.tahun)
    if masa.jenis not in {kebijakan.berkala, JenisEvaluasi.TAHUNAN}:
        label = JenisEvaluasi(kebijakan.berkala).label
        raise ActRefused(_("Kantor ini mengevaluasi %(berkala)s pada %(tahun)s.") % {
            "berkala": str(label).lower(), "tahun": masa.tahun,
        })  # fmt: skip
    _month(masa)
    with connection.cursor() as cursor:
        cursor.execute(_KUNCI, [masa.slug])
    rows = susunan(unit, masa)
    frames = _frames({row.tim for row in rows} | {row.dipimpin for row in rows if row.dipimpin}, masa, kebijakan)
    return _write(rows, frames, masa)


def _month(masa: Masa) -> Periode:
    """The last month, which must have begun; held so that it is not closed or opened meanwhile."""
    found = Periode.objects.filter(tahun=masa.tahun, bulan=masa.bulan_terakhir).first()
    if found is None or found.status == StatusPeriode.BELUM_DIBUKA:
        last = Masa(masa.tahun, JenisEvaluasi.BULANAN, masa.bulan_terakhir)
        raise ActRefused(_("%(bulan)s belum dibuka, jadi belum ada yang dievaluasi.") % {"bulan": last.nama})
    hold_shared(Periode, found.pk)
    return Periode.objects.get(pk=found.pk)


def _frames(unit_ids: Collection[int], masa: Masa, kebijakan: KebijakanEvaluasi) -> dict[int, EvaluasiUnit]:
    due = masa.selesai + timedelta(days=kebijakan.hari_penetapan)
    wanted = [
        EvaluasiUnit(unit_kerja_id=pk, kebijakan=kebijakan, batas_penetapan=due, **in_masa(masa))
        for pk in sorted(unit_ids)
    ]
    EvaluasiUnit.objects.bulk_create(wanted, ignore_conflicts=True)
    return {one.unit_kerja_id: one for one in EvaluasiUnit.objects.on(masa).filter(unit_kerja__in=unit_ids)}


def _write(rows: Sequence[Dinilai], frames: Mapping[int, EvaluasiUnit], masa: Masa) -> Pembukaan:
    current = Evaluasi.objects.berlaku().on(masa).filter(pegawai__in=[row.pegawai_id for row in rows])
    there = {one.pegawai_id: one for one in current.select_for_update(of=("self",)).order_by("pk")}
    new, changed = [], []
    for row in rows:
        values = {
            "evaluasi_unit": frames[row.tim],
            "unit_dipimpin": frames[row.dipimpin] if row.dipimpin else None,
            "unit_kerja_id": row.unit_kerja_id,
            "penilai_id": row.penilai_id,
            "jabatan": row.jabatan,
        }
        known = there.get(row.pegawai_id)
        if known is None:
            new.append(Evaluasi(pegawai_id=row.pegawai_id, **values, **in_masa(masa)))
        elif known.draf and not known.alasan_pengalihan and _differs(known, values):
            changed.append(known)
    Evaluasi.objects.bulk_create(new, batch_size=2000)
    fields = ["evaluasi_unit", "unit_dipimpin", "unit_kerja", "penilai", "jabatan"]
    Evaluasi.objects.bulk_update(changed, fields, batch_size=500)
    alone = sum(1 for row in rows if row.penilai_id is None)
    return Pembukaan(baru=len(new), diperbarui=len(changed), tanpa_penilai=alone)


def _differs(known: Evaluasi, values: Mapping[str, object]) -> bool:
    """Put the values into a row and say whether one of them is new to it."""
    before = [getattr(known, _column(name)) for name in values]
    for name, value in values.items():
        setattr(known, name, value)
    return before != [getattr(known, _column(name)) for name in values]


def _column(name: str) -> str:
    return name if name.endswith("_id") or name == "jabatan" else f"{name}_id"


@dataclass(frozen=True, slots=True)
class Isian:
    """What a superior enters about one person. ``None`` leaves a field as it is."""

    rating_hasil_kerja: str | None = None
    alasan: str | None = None
    rating_perilaku: str | None = None
    catatan: str | None = None
    versi: int | None = None
    perilaku: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)


def hold(ids: Collection[int]) -> dict[int, Evaluasi]:
    """Lock evaluations in the order of their ids, and read all that their proposals rest on."""
    rows = with_frame(Evaluasi.objects.filter(pk__in=ids)).select_for_update(of=("self",)).order_by("pk")
    return {row.pk: row for row in rows}


def refuse_own(actor: User, rows: Collection[Evaluasi]) -> None:
    """Nobody evaluates the own work, whatever else was granted."""
    me = actor.lingkup.pegawai_id
    if me is not None and any(row.pegawai_id == me for row in rows):
        raise ActRefused(_("Seseorang tidak dapat mengevaluasi dirinya sendiri."))


@transaction.atomic
def evaluasi_update(*, actor: User, isian: Mapping[int, Isian]) -> int:
    """Save drafts, one or a whole team at once. What is there already changes nothing.

    :param isian: by evaluation.
    :returns: how many changed.
    :raises ActRefused: one of them is confirmed already, or the own.
    :raises ConflictError: somebody else changed one meanwhile.
    """
    rows = hold(isian)
    refuse_own(actor, rows.values())
    proposals = usul_of(rows.values())
    changed = [row for pk, row in rows.items() if _enter(row, isian[pk], proposals[pk])]
    Evaluasi.objects.bulk_update(
        changed,
        ["rating_hasil_kerja", "alasan", "rating_perilaku", "predikat", "catatan", "versi"],
        batch_size=500,
    )
    conduct = _conduct({pk: one.perilaku for pk, one in isian.items() if pk in rows})
    return len({row.pk for row in changed} | conduct)


def _enter(row: Evaluasi, isian: Isian, usul: Usul) -> bool:
    wanted = {
        "rating_hasil_kerja": isian.rating_hasil_kerja,
        "alasan": isian.alasan,
        "rating_perilaku": isian.rating_perilaku,
        "catatan": isian.catatan,
    }
    changes = {name: value for name, value in wanted.items() if value is not None and value != getattr(row, name)}
    # A proposal that was left as it stands is no entry yet: it is taken with the confirmation.
    if changes.get("rating_hasil_kerja") == usul.rating and not row.rating_hasil_kerja:
        changes.pop("rating_hasil_kerja")
    if not changes:
        return False
    if not row.draf:
        raise ActRefused(_("Evaluasi %(nama)s sudah ditetapkan.") % {"nama": row.pegawai.nama})
    if isian.versi is not None and isian.versi != row.versi:
        text = _("Evaluasi %(nama)s diubah orang lain sejak halaman ini dibuka. Muat ulang, lalu isi lagi.")
        raise ConflictError(text % {"nama": row.pegawai.nama})
    for name, value in changes.items():
        setattr(row, name, value)
    row.predikat = kode_predikat(row.rating_hasil_kerja, row.rating_perilaku)
    row.versi += 1
    return True


def _conduct(wanted: Mapping[int, Mapping[str, tuple[str, str, str]]]) -> set[int]:
    """Write the seven values: rating, expectation and note of each; returns the evaluations that changed."""
    some = {pk: values for pk, values in wanted.items() if values}
    if not some:
        return set()
    there = {(one.evaluasi_id, one.nilai): one for one in NilaiPerilaku.objects.filter(evaluasi__in=some)}
    new, changed = [], []
    for pk, values in some.items():
        for nilai in Perilaku:
            rating, ekspektasi, catatan = values.get(nilai, ("", "", ""))
            row = there.get((pk, nilai))
            if row is None:
                new.append(
                    NilaiPerilaku(evaluasi_id=pk, nilai=nilai, rating=rating, ekspektasi=ekspektasi, catatan=catatan)
                )
            elif (row.rating, row.ekspektasi, row.catatan) != (rating, ekspektasi, catatan):
                row.rating, row.ekspektasi, row.catatan = rating, ekspektasi, catatan
                changed.append(row)
    NilaiPerilaku.objects.bulk_create(new)
    NilaiPerilaku.objects.bulk_update(changed, ["rating", "ekspektasi", "catatan"])
    return {row.evaluasi_id for row in [*new, *changed]}


@transaction.atomic
def evaluasi_accept(*, actor: User, evaluasi: Evaluasi) -> Evaluasi:
    """The person confirms having received it; the time for an objection runs from here. Twice is no error.

    :raises ActRefused: it is not confirmed yet.
    """
    row = Evaluasi.objects.select_for_update(of=("self",)).get(pk=evaluasi.pk)
    if row.diterima_at is not None:
        return row
    if StatusEvaluasi.DITERIMA not in TRANSISI_EVALUASI[StatusEvaluasi(row.status)]:
        raise ActRefused(_("Evaluasi ini belum ditetapkan."))
    row.status, row.diterima_at = StatusEvaluasi.DITERIMA, timezone.now()
    row.save(update_fields=["status", "diterima_at"])
    return row


def calon_penilai(evaluasi: Evaluasi) -> list[Pegawai]:
    """Who may take a draft over: the person's superior today, and the superior of the present assessor."""
    day = today()
    people = [evaluasi.pegawai_id, *([evaluasi.penilai_id] if evaluasi.penilai_id else [])]
    found = {*atasan_of(people, day).values()} - {evaluasi.pegawai_id, evaluasi.penilai_id}
    return [*Pegawai.objects.filter(pk__in=found).order_by("nama", "pk")]


@transaction.atomic
def evaluasi_assign(*, actor: User, evaluasi: Evaluasi, penilai: Pegawai, alasan: str) -> Evaluasi:
    """Hand a draft over to the next superior because the assessor is away; the reason stays with it.

    :raises ValidationError: without a reason, or to somebody who is not the next.
    :raises ActRefused: it is confirmed already, or it is the actor's own.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasan pengalihan.")]})
    row = Evaluasi.objects.select_for_update(of=("self",)).get(pk=evaluasi.pk)
    refuse_own(actor, [row])
    if not row.draf:
        raise ActRefused(_("Evaluasi yang sudah ditetapkan tidak dialihkan."))
    if penilai.pk not in {one.pk for one in calon_penilai(row)}:
        raise ValidationError({"penilai": [_("Pilih atasan pegawai itu atau atasan penilainya.")]})
    Evaluasi.objects.filter(pk=row.pk).update(penilai=penilai, alasan_pengalihan=alasan.strip(), versi=F("versi") + 1)
    row.refresh_from_db()
    return row
