"""The way of an entry: saved, submitted, approved or returned.

Lock order: the period (shared), then the entries in order of their ids.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, User
from binawidya.umum.dates import format_tanggal, format_waktu
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.locks import hold_shared
from binawidya.umum.numbers import format_angka
from binawidya.umum.outbox import enqueue
from indikator.enums import REALISASI_DAPAT_DIISI, StatusRealisasi, StatusTarget, SumberData
from indikator.models import Bukti, Realisasi, TargetIndikator

BERUBAH = "realisasi.berubah"


@dataclass(frozen=True, slots=True)
class Isian:
    """What a person enters for one target and month: a value, or numerator and denominator."""

    nilai: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    catatan: str | None = None


@dataclass(frozen=True, slots=True)
class Pengajuan:
    """Result of a submission: what went out, and what stayed because evidence is missing."""

    diajukan: int
    tanpa_bukti: tuple[str, ...]


def validate_isian(target: TargetIndikator, isian: Isian) -> None:
    """Refuse what cannot be true for this indicator.

    :raises ValidationError: with texts for the fields ``nilai``, ``pembilang`` and ``penyebut``.
    """
    indikator = target.indikator
    errors: dict[str, str] = {}
    if indikator.adalah_rasio:
        if isian.pembilang is None:
            errors["pembilang"] = _("Isi %(nama)s.") % {"nama": indikator.label_pembilang.lower()}
        if isian.penyebut is None:
            errors["penyebut"] = _("Isi %(nama)s.") % {"nama": indikator.label_penyebut.lower()}
        elif isian.penyebut < 0:
            errors["penyebut"] = _("%(nama)s tidak boleh negatif.") % {"nama": indikator.label_penyebut}
        if not errors and isian.pembilang is not None and isian.penyebut is not None:
            if isian.pembilang < 0 and not indikator.boleh_negatif:
                errors["pembilang"] = _("%(nama)s tidak boleh negatif.") % {"nama": indikator.label_pembilang}
            elif isian.pembilang > isian.penyebut and not indikator.rasio_boleh_lebih:
                errors["pembilang"] = _("Pembilang (%(a)s) lebih besar dari penyebut (%(b)s). Periksa keduanya.") % {
                    "a": format_angka(isian.pembilang),
                    "b": format_angka(isian.penyebut),
                }
    elif isian.nilai is None:
        errors["nilai"] = _("Isi realisasinya.")
    elif isian.nilai < 0 and not indikator.boleh_negatif:
        errors["nilai"] = _("Indikator ini tidak dapat bernilai negatif.")
    if errors:
        raise ValidationError({name: [text] for name, text in errors.items()})


def _open_period(periode: Periode) -> Periode:
    """The period, held shared and still open for entries."""
    hold_shared(Periode, periode.pk)
    periode = Periode.objects.get(pk=periode.pk)
    if not periode.menerima_isian:
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
    *, actor: User, target: TargetIndikator, periode: Periode, isian: Isian, versi: int | None = None
) -> Realisasi:
    """Save an entry as a draft. Saving what is there already changes nothing.

    :param versi: the version the person saw; ``None`` for a first entry.
    :raises ValidationError: for values that cannot be true.
    :raises ActRefused: the month is not open, or the entry is already on its way.
    :raises ConflictError: somebody else changed the entry meanwhile.
    """
    if target.status != StatusTarget.DISETUJUI or target.sumber != SumberData.ISIAN:
        raise ActRefused(_("Target ini tidak diisi dengan tangan."))
    if target.target_bulan(periode.bulan) is None:
        raise ActRefused(_("Target ini tidak diukur pada %(bulan)s.") % {"bulan": periode})
    validate_isian(target, isian)
    periode = _open_period(periode)
    # Only this row: the order of the table reads the month and the unit, and would lock both for the whole office.
    mine = Realisasi.objects.select_for_update(of=("self",)).filter(target=target, periode=periode)
    saved = mine.order_by("pk").first()
    if saved is None:
        saved, created = Realisasi.objects.get_or_create(
            target=target,
            periode=periode,
            defaults={
                "nilai": isian.nilai,
                "pembilang": isian.pembilang,
                "penyebut": isian.penyebut,
                "catatan": isian.catatan or "",
                "diisi_oleh": actor,
                "diisi_at": timezone.now(),
            },
        )
        if created:
            return saved
    return _change(actor, saved, isian, versi)


def _change(actor: User, saved: Realisasi, isian: Isian, versi: int | None) -> Realisasi:
    same = (saved.nilai, saved.pembilang, saved.penyebut) == (isian.nilai, isian.pembilang, isian.penyebut)
    if same and isian.catatan in {None, saved.catatan}:
        return saved
    if not saved.dapat_diisi:
        raise ActRefused(_already(saved))
    if versi != saved.versi:
        raise ConflictError(_conflict(saved, isian))
    saved.nilai, saved.pembilang, saved.penyebut = isian.nilai, isian.pembilang, isian.penyebut
    if isian.catatan is not None:
        saved.catatan = isian.catatan
    saved.versi += 1
    saved.diisi_oleh = actor
    saved.diisi_at = timezone.now()
    # A returned entry that was corrected has no verifier any more until it is verified again.
    if saved.status == StatusRealisasi.DIKEMBALIKAN and saved.diverifikasi_oleh_id == actor.pk:
        raise ActRefused(_("Yang mengembalikan realisasi tidak ikut mengisinya."))
    saved.save(update_fields=["nilai", "pembilang", "penyebut", "catatan", "versi", "diisi_oleh", "diisi_at"])
    return saved


def _already(saved: Realisasi) -> str:
    if saved.status == StatusRealisasi.DISETUJUI:
        return _("Realisasi ini sudah disetujui dan tidak dapat diubah lagi.")
    return _("Realisasi ini sedang menunggu verifikasi. Tunggu hasilnya, atau minta dikembalikan.")


def _conflict(saved: Realisasi, isian: Isian) -> str:
    names = {"siapa": _who(saved.diisi_oleh), "waktu": format_waktu(saved.diisi_at)}
    theirs, mine = _written(saved), _written(isian)
    return _("%(siapa)s mengubah isian ini pada %(waktu)s menjadi %(lain)s. Pakai %(lain)s atau tetap %(ini)s?") % {
        **names,
        "lain": theirs,
        "ini": mine,
    }


def _written(entry: Realisasi | Isian) -> str:
    if entry.nilai is not None:
        return format_angka(entry.nilai)
    return _("%(a)s dari %(b)s") % {"a": format_angka(entry.pembilang or 0), "b": format_angka(entry.penyebut or 0)}


def _who(user: User | None) -> str:
    if user is None:
        return _("Seseorang")
    pegawai = getattr(user, "pegawai", None)
    return pegawai.nama if pegawai else user.username


@transaction.atomic
def realisasi_note(*, actor: User, realisasi: Realisasi, catatan: str) -> Realisasi:
    """Keep the note that goes with an entry to its verifier.

    :raises ActRefused: the entry is on its way or its month is not open.
    """
    _open_period(realisasi.periode)
    entry = Realisasi.objects.select_for_update().get(pk=realisasi.pk)
    if not entry.dapat_diisi:
        raise ActRefused(_already(entry))
    entry.catatan = catatan
    entry.save(update_fields=["catatan"])
    return entry


@transaction.atomic
def realisasi_submit(*, actor: User, periode: Periode, target_ids: Collection[int]) -> Pengajuan:
    """Hand in all saved or corrected entries of these targets for one month; what lacks evidence stays.

    A second press submits nothing twice. Entries after the deadline are marked with the days they are late.

    :raises ActRefused: the month is not open.
    """
    periode = _open_period(periode)
    ready = [
        *Realisasi.objects.select_for_update(of=("self",))
        .filter(periode=periode, target__in=sorted(target_ids), status__in=REALISASI_DAPAT_DIISI)
        .select_related("target__indikator")
        .order_by("pk")
    ]
    # Asked after the lock: a statement that waited for it still sees the evidence of the moment it began.
    proven = {*Bukti.objects.filter(realisasi__in=ready).values_list("realisasi", flat=True)}
    complete = [entry for entry in ready if entry.pk in proven or not entry.target.indikator.bukti_wajib]
    missing = [entry.target.indikator.nama for entry in ready if entry not in complete]
    now = timezone.now()
    count = Realisasi.objects.filter(pk__in=[entry.pk for entry in complete]).update(
        status=StatusRealisasi.DIAJUKAN,
        diajukan_at=now,
        terlambat_hari=days_late(now, periode),
        versi=F("versi") + 1,
    )
    if count:
        _changed([entry.target_id for entry in complete], periode.pk)
    return Pengajuan(diajukan=count, tanpa_bukti=tuple(missing))


def days_late(moment: datetime, periode: Periode) -> int:
    """Days after the deadline in the zone of the office, 0 before it; the first minute after it is one day."""
    if moment <= periode.batas_pengisian:
        return 0
    days = timezone.localtime(moment).date() - timezone.localtime(periode.batas_pengisian).date()
    return max(1, days.days)


@transaction.atomic
def realisasi_approve(*, actor: User, realisasi: Realisasi, versi: int) -> Realisasi:
    """Approve a submitted entry; its figures are computed after the commit.

    :raises ConflictError: somebody else decided first, or the entry changed.
    :raises ActRefused: the month takes no verification any more, or it is the actor's own work.
    """
    return _decide(actor, realisasi, versi, StatusRealisasi.DISETUJUI, "")


@transaction.atomic
def realisasi_return(*, actor: User, realisasi: Realisasi, versi: int, alasan: str) -> Realisasi:
    """Send a submitted entry back with a reason.

    :raises ValidationError: without a reason.
    :raises ConflictError: somebody else decided first, or the entry changed.
    :raises ActRefused: the month takes no verification any more, or it is the actor's own work.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasannya supaya pegawai tahu apa yang harus diperbaiki.")]})
    return _decide(actor, realisasi, versi, StatusRealisasi.DIKEMBALIKAN, alasan.strip())


def _decide(actor: User, realisasi: Realisasi, versi: int, status: StatusRealisasi, alasan: str) -> Realisasi:
    hold_shared(Periode, realisasi.periode_id)
    periode = Periode.objects.get(pk=realisasi.periode_id)
    if not periode.menerima_verifikasi:
        raise ActRefused(_("Verifikasi %(bulan)s sudah ditutup.") % {"bulan": periode})
    me = actor.lingkup.pegawai_id
    if realisasi.diisi_oleh_id == actor.pk or (me is not None and me == realisasi.target.pengisi_id):
        raise ActRefused(_("Realisasi sendiri diverifikasi oleh orang lain."))
    decided = Realisasi.objects.filter(pk=realisasi.pk, status=StatusRealisasi.DIAJUKAN, versi=versi).update(
        status=status,
        alasan=alasan,
        diverifikasi_oleh=actor,
        diverifikasi_at=timezone.now(),
        versi=F("versi") + 1,
    )
    fresh = Realisasi.objects.select_related("target__indikator", "diverifikasi_oleh__pegawai").get(pk=realisasi.pk)
    if not decided:
        raise ConflictError(_decided_message(fresh))
    _changed([fresh.target_id], fresh.periode_id)
    return fresh


def _changed(target_ids: Collection[int], periode_id: int) -> None:
    """Figures that rest on these targets are due; for one target alone a waiting row takes further changes in."""
    ids = sorted(target_ids)
    key = f"{periode_id}-{ids[0]}" if len(ids) == 1 else ""
    enqueue(BERUBAH, {"target_ids": ids, "periode_id": periode_id}, key=key)


def _decided_message(fresh: Realisasi) -> str:
    if fresh.status == StatusRealisasi.DIAJUKAN:
        return _("Isian ini berubah sejak halaman dibuka. Periksa lagi angkanya.")
    if fresh.diverifikasi_at is None:
        return _("Realisasi ini ditarik kembali oleh pengisinya.")
    names = {
        "siapa": _who(fresh.diverifikasi_oleh),
        "keadaan": str(StatusRealisasi(fresh.status).label).lower(),
        "tanggal": format_tanggal(fresh.diverifikasi_at),
    }
    return _("Realisasi ini sudah %(keadaan)s oleh %(siapa)s pada %(tanggal)s.") % names
