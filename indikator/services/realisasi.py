"""The way of an entry in the hands of whoever enters it: saved, confirmed, submitted, withdrawn.

Lock order: the period (shared), then the entries in order of their ids.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Penugasan, Periode, User
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.locks import hold_shared
from binawidya.umum.outbox import enqueue
from indikator.enums import REALISASI_DAPAT_DIISI, StatusRealisasi, StatusTarget, SumberData
from indikator.models import AturanVerifikasi, Bukti, Realisasi, TargetIndikator
from indikator.selectors.pembanding import peringatan_isian
from indikator.services.bulan import dibuka_untuk
from indikator.services.isian import Isian, validate_isian
from indikator.services.sebutan import bentrok, sudah_jalan

BERUBAH = "realisasi.berubah"


@dataclass(frozen=True, slots=True)
class Pengajuan:
    """Result of a submission: what went out, what lacks evidence, and what looks odd and was not confirmed."""

    diajukan: int
    tanpa_bukti: tuple[str, ...]
    belum_dipastikan: tuple[str, ...] = ()


def open_period(periode: Periode, target_ids: Collection[int] = ()) -> Periode:
    """The period, held shared and still open for entries of these targets.

    :param target_ids: a month that is over may have been opened again for their units.

    :raises ActRefused: the month is not open.
    """
    periode = hold_shared(Periode, periode.pk)
    if not periode.menerima_isian and not dibuka_untuk(periode, target_ids):
        raise ActRefused(_closed_message(periode))
    return periode


def _closed_message(periode: Periode) -> str:
    if periode.ditutup:
        return _("Pengisian %(bulan)s sudah ditutup. Minta pembukaan kembali kepada admin perencanaan.") % {
            "bulan": periode
        }
    return _("Pengisian %(bulan)s tidak sedang dibuka.") % {"bulan": periode}


@transaction.atomic
def realisasi_record(
    *,
    actor: User,
    target: TargetIndikator,
    periode: Periode,
    isian: Isian,
    versi: int | None = None,
    riwayat: Sequence[Realisasi] | None = None,
) -> Realisasi:
    """Save an entry as a draft, with what looks odd about it. Saving what is there already changes nothing.

    :param versi: the version the person saw; ``None`` for a first entry.
    :param riwayat: earlier entries of the same indicator and owner, if they are at hand.
    :raises ValidationError: for values that cannot be true.
    :raises ActRefused: the month is not open, or the entry is already on its way.
    :raises ConflictError: somebody else changed the entry meanwhile.
    """
    if target.status != StatusTarget.DISETUJUI or target.sumber != SumberData.ISIAN:
        raise ActRefused(_("Target ini tidak diisi dengan tangan."))
    if target.target_bulan(periode.bulan) is None:
        raise ActRefused(_("Target ini tidak diukur pada %(bulan)s.") % {"bulan": periode})
    validate_isian(target, isian)
    periode = open_period(periode, [target.pk])
    # Only this row: the order of the table reads the month and the unit, and would lock both for the whole office.
    mine = Realisasi.objects.select_for_update(of=("self",)).filter(target=target, periode=periode)
    saved = mine.order_by("pk").first()
    if saved is None:
        saved, created = Realisasi.objects.get_or_create(
            target=target, periode=periode, defaults=_new(actor, target, periode, isian, riwayat)
        )
        if created:
            return saved
    return _change(actor, target, periode, saved, isian, versi, riwayat)


def _new(
    actor: User, target: TargetIndikator, periode: Periode, isian: Isian, riwayat: Sequence[Realisasi] | None
) -> dict[str, Any]:
    values = {
        "nilai": isian.nilai,
        "pembilang": isian.pembilang,
        "penyebut": isian.penyebut,
        "diisi_oleh": actor,
        "diisi_at": timezone.now(),
        **isian.teks(),
    }
    entry = Realisasi(target=target, periode=periode, **values)
    return values | {"peringatan": _odd(target, periode, entry, riwayat)}


def _odd(
    target: TargetIndikator, periode: Periode, entry: Realisasi, riwayat: Sequence[Realisasi] | None
) -> list[dict[str, Any]]:
    return [one.simpan() for one in peringatan_isian(target, periode, entry, riwayat)]


def _change(
    actor: User,
    target: TargetIndikator,
    periode: Periode,
    saved: Realisasi,
    isian: Isian,
    versi: int | None,
    riwayat: Sequence[Realisasi] | None,
) -> Realisasi:
    same = (saved.nilai, saved.pembilang, saved.penyebut) == isian.angka()
    if same and all(getattr(saved, name) == text for name, text in isian.teks().items()):
        return saved
    if not saved.dapat_diisi:
        raise ActRefused(sudah_jalan(saved))
    if versi != saved.versi:
        raise ConflictError(bentrok(saved, isian))
    # A returned entry that was corrected has no verifier any more until it is verified again.
    if saved.status == StatusRealisasi.DIKEMBALIKAN and saved.diverifikasi_oleh_id == actor.pk:
        raise ActRefused(_("Yang mengembalikan realisasi tidak ikut mengisinya."))
    saved.nilai, saved.pembilang, saved.penyebut = isian.angka()
    for name, text in isian.teks().items():
        setattr(saved, name, text)
    if not same:
        saved.peringatan, saved.dipastikan = _odd(target, periode, saved, riwayat), False
    saved.versi += 1
    saved.diisi_oleh = actor
    saved.diisi_at = timezone.now()
    saved.save(update_fields=[*_NUMBERS, "catatan", "kendala", "rencana", "peringatan", "dipastikan", *_MARKS])
    return saved


_NUMBERS = ("nilai", "pembilang", "penyebut")
_MARKS = ("versi", "diisi_oleh", "diisi_at")


@transaction.atomic
def realisasi_note(
    *, actor: User, realisasi: Realisasi, catatan: str, kendala: str | None = None, rencana: str | None = None
) -> Realisasi:
    """Keep what goes with an entry to its verifier: a note, what stood in the way, what is planned.

    :raises ActRefused: the entry is on its way or its month is not open.
    """
    open_period(realisasi.periode, [realisasi.target_id])
    entry = Realisasi.objects.select_for_update().get(pk=realisasi.pk)
    if not entry.dapat_diisi:
        raise ActRefused(sudah_jalan(entry))
    for name, text in Isian(catatan=catatan, kendala=kendala, rencana=rencana).teks().items():
        setattr(entry, name, text)
    entry.save(update_fields=["catatan", "kendala", "rencana"])
    return entry


@transaction.atomic
def realisasi_confirm(*, actor: User, realisasi: Realisasi, versi: int, penjelasan: str = "") -> Realisasi:
    """Say that an odd value is right; the warning goes with it to the verifier, and so does the explanation.

    :param versi: the version whose value the person saw.
    :raises ActRefused: the entry is on its way or its month is not open.
    :raises ConflictError: the value is another one by now.
    """
    open_period(realisasi.periode, [realisasi.target_id])
    entry = Realisasi.objects.select_for_update(of=("self",)).get(pk=realisasi.pk)
    if not entry.dapat_diisi:
        raise ActRefused(sudah_jalan(entry))
    if entry.versi != versi:
        raise ConflictError(_("Isian ini berubah sejak halaman dibuka. Periksa lagi angkanya."))
    entry.dipastikan = True
    if penjelasan.strip():
        entry.catatan = penjelasan.strip()
    entry.save(update_fields=["dipastikan", "catatan"])
    return entry


@transaction.atomic
def realisasi_submit(*, actor: User, periode: Periode, target_ids: Collection[int]) -> Pengajuan:
    """Hand in all saved or corrected entries of these targets for one month.

    What lacks evidence stays, and so does what looks odd until somebody confirms it. A second press submits nothing
    twice. Entries after the deadline are marked with the days they are late.

    :raises ActRefused: the month is not open.
    """
    periode = open_period(periode, target_ids)
    ready = [
        *Realisasi.objects.select_for_update(of=("self",))
        .filter(periode=periode, target__in=sorted(target_ids), status__in=REALISASI_DAPAT_DIISI)
        .select_related("target__indikator", "target__unit_kerja")
        .order_by("pk")
    ]
    # Asked after the lock: a statement that waited for it still sees the evidence of the moment it began.
    proven = {*Bukti.objects.filter(realisasi__in=ready).values_list("realisasi", flat=True)}
    missing = [entry for entry in ready if entry.target.indikator.bukti_wajib and entry.pk not in proven]
    unsure = [entry for entry in ready if entry.perlu_dipastikan]
    complete = [entry for entry in ready if entry not in missing and entry not in unsure]
    count = _send(actor, periode, complete) if complete else 0
    return Pengajuan(
        diajukan=count,
        tanpa_bukti=tuple(entry.target.indikator.nama for entry in missing),
        belum_dipastikan=tuple(entry.target.indikator.nama for entry in unsure if entry not in missing),
    )


def _send(actor: User, periode: Periode, entries: Sequence[Realisasi]) -> int:
    now = timezone.now()
    two_stages = units_in_two_stages(entries)
    count = Realisasi.objects.filter(pk__in=[entry.pk for entry in entries]).update(
        status=StatusRealisasi.DIAJUKAN,
        diajukan_oleh=actor,
        diajukan_at=now,
        terlambat_hari=days_late(now, periode),
        dua_tahap=Case(When(target__in=two_stages, then=Value(True)), default=Value(False)) if two_stages else False,
        diperiksa_oleh=None,
        diperiksa_at=None,
        versi=F("versi") + 1,
    )
    realisasi_changed([entry.target_id for entry in entries], periode.pk)
    return count


def units_in_two_stages(entries: Sequence[Realisasi]) -> list[int]:
    """Targets whose unit wants two stages and has a verifikator in force: without one nobody could do the first."""
    paths = {entry.target.unit_kerja_id: entry.target.unit_kerja.jalur for entry in entries}
    wanted = AturanVerifikasi.objects.dua_tahap_di([*paths.values()])
    if not wanted:
        return []
    above = {unit for unit_kerja in wanted for unit in paths[unit_kerja]}
    served = {
        *Penugasan.objects.on(today())
        .filter(peran=Peran.VERIFIKATOR, unit_kerja__in=above, user__is_active=True)
        .values_list("unit_kerja", flat=True)
    }
    able = {unit for unit in wanted if served & {*paths[unit]}}
    return sorted(entry.target_id for entry in entries if entry.target.unit_kerja_id in able)


@transaction.atomic
def realisasi_withdraw(*, actor: User, realisasi: Realisasi) -> Realisasi:
    """Take a submitted entry back while nobody has decided on it; its value stays as a draft.

    :raises ActRefused: the month is not open, or the entry is not waiting.
    :raises ConflictError: somebody decided meanwhile.
    """
    periode = open_period(realisasi.periode, [realisasi.target_id])
    # One that was returned before goes back to that state, with the reason it still has to answer.
    returned = Q(diverifikasi_oleh__isnull=False) & ~Q(alasan="")
    taken = Realisasi.objects.filter(pk=realisasi.pk, status=StatusRealisasi.DIAJUKAN).update(
        status=Case(When(returned, then=Value(StatusRealisasi.DIKEMBALIKAN)), default=Value(StatusRealisasi.TERSIMPAN)),
        diajukan_at=Case(When(returned, then=F("diajukan_at")), default=None),
        diajukan_oleh=None,
        terlambat_hari=0,
        dua_tahap=False,
        versi=F("versi") + 1,
    )
    fresh = Realisasi.objects.select_related("target__indikator", "diverifikasi_oleh__pegawai").get(pk=realisasi.pk)
    if not taken and not fresh.dapat_diisi:
        raise ConflictError(_("Realisasi ini sudah diperiksa dan tidak dapat ditarik lagi."))
    if taken:
        realisasi_changed([fresh.target_id], periode.pk)
    return fresh


def days_late(moment: datetime, periode: Periode) -> int:
    """Days after the deadline in the zone of the office, 0 before it; the first minute after it is one day."""
    if moment <= periode.batas_pengisian:
        return 0
    days = timezone.localtime(moment).date() - timezone.localtime(periode.batas_pengisian).date()
    return max(1, days.days)


def realisasi_changed(target_ids: Collection[int], periode_id: int) -> None:
    """Figures that rest on these targets are due; for one target alone a waiting row takes further changes in."""
    ids = sorted(target_ids)
    key = f"{periode_id}-{ids[0]}" if len(ids) == 1 else ""
    enqueue(BERUBAH, {"target_ids": ids, "periode_id": periode_id}, key=key)
