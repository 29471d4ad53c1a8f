"""The life of a survey: made as a copy of what is usual, changed while a draft, opened, closed, published."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import UnitKerja, User
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ActRefused
from binawidya.umum.outbox import enqueue
from survei.enums import PALING_BANYAK_UNSUR, SELESAI, StatusSurvei
from survei.models import HasilSurvei, Survei, Unsur
from survei.models.survei import kode_baru
from survei.selectors.bentuk import forget_bentuk
from survei.services.unsur_baku import UNSUR_BAKU

DITUTUP: Final = "survei.ditutup"
_ATTEMPTS: Final = 5


@transaction.atomic
def survei_create(*, actor: User, unit_kerja: UnitKerja, dari: Survei | None = None, **values: Any) -> Survei:
    """A draft that asks what an earlier survey asked, or without one the nine elements of the regulation.

    :raises ValidationError: with the fields that are wrong.
    """
    survei = Survei(unit_kerja=unit_kerja, dibuat_oleh=actor, **values)
    if survei.layanan is not None and survei.populasi is None:
        survei.populasi = survei.layanan.populasi
    _check(survei)
    _save_with_code(survei)
    _copy_elements(survei, dari)
    return survei


def _check(survei: Survei) -> None:
    survei.full_clean(exclude=["kode"], validate_unique=False)
    if survei.layanan is not None and survei.layanan.unit_kerja_id != survei.unit_kerja_id:
        raise ValidationError({"layanan": [_("Layanan ini milik unit lain.")]})


def _save_with_code(survei: Survei) -> None:
    """Two surveys with the same short address are next to impossible; then another one is drawn."""
    for attempt in range(_ATTEMPTS):
        try:
            with transaction.atomic():
                survei.save(force_insert=True)
            return
        except IntegrityError:
            if attempt == _ATTEMPTS - 1 or not Survei.objects.filter(kode=survei.kode).exists():
                raise
            survei.kode = kode_baru()


def _copy_elements(survei: Survei, dari: Survei | None) -> None:
    if dari is not None:
        rows = [*dari.unsur.order_by("urutan")]
        for row in rows:
            row.pk, row.survei = None, survei
            row._state.adding = True
    else:
        rows = [
            Unsur(
                survei=survei, slug=one.slug, urutan=place, nama=one.nama, nama_en=one.nama_en,
                pertanyaan=one.pertanyaan, pertanyaan_en=one.pertanyaan_en, bantuan=one.bantuan,
                bantuan_en=one.bantuan_en, jawaban=[*one.jawaban], jawaban_en=[*one.jawaban_en],
            )
            for place, one in enumerate(UNSUR_BAKU, start=1)
        ]  # fmt: skip
    Unsur.objects.bulk_create(rows)
    survei.banyak_unsur = len(rows)
    survei.save(update_fields=["banyak_unsur"])


def _locked(survei: Survei, *wanted: StatusSurvei) -> Survei:
    """The survey, held for update: it waits for every response that is on its way in."""
    locked = Survei.objects.select_for_update(of=("self",)).select_related("unit_kerja", "layanan").get(pk=survei.pk)
    if locked.status not in wanted:
        words = {"survei": locked, "keadaan": str(StatusSurvei(locked.status).label).lower()}
        raise ActRefused(_("%(survei)s sekarang %(keadaan)s, jadi ini tidak dapat dilakukan lagi.") % words)
    return locked


def _forget(survei: Survei) -> None:
    transaction.on_commit(partial(forget_bentuk, survei.kode))


@transaction.atomic
def survei_update(*, actor: User, survei: Survei, **values: Any) -> Survei:
    """Change a draft.

    :raises ActRefused: it was opened already; what people were asked stays.
    :raises ValidationError: with the fields that are wrong.
    """
    locked = _locked(survei, StatusSurvei.DRAF)
    for name, value in values.items():
        setattr(locked, name, value)
    _check(locked)
    locked.save()
    _forget(locked)
    return locked


@transaction.atomic
def survei_extend(*, actor: User, survei: Survei, tutup: date) -> Survei:
    """Move the last day of an open survey.

    :raises ValidationError: the day is over.
    :raises ActRefused: the survey is not open.
    """
    locked = _locked(survei, StatusSurvei.DIBUKA)
    if tutup < today():
        raise ValidationError({"tutup": [_("Tanggal ini sudah lewat. Untuk berhenti sekarang, tutup surveinya.")]})
    locked.tutup = tutup
    locked.save(update_fields=["tutup"])
    _forget(locked)
    return locked


@transaction.atomic
def unsur_update(*, actor: User, survei: Survei, unsur: Sequence[Mapping[str, Any]]) -> Survei:
    """Replace the elements of a draft by these, in this order. The weight of each is one through their number.

    :raises ActRefused: it was opened already.
    :raises ValidationError: none, too many, or one that is incomplete.
    """
    locked = _locked(survei, StatusSurvei.DRAF)
    if not 1 <= len(unsur) <= PALING_BANYAK_UNSUR:
        raise ValidationError(_("Survei memuat 1 sampai %(n)d unsur.") % {"n": PALING_BANYAK_UNSUR})
    rows = [Unsur(survei=locked, urutan=place, **one) for place, one in enumerate(unsur, start=1)]
    if len({row.slug for row in rows}) < len(rows):
        raise ValidationError(_("Dua unsur memakai kunci yang sama."))
    for row in rows:
        row.full_clean(exclude=["survei"], validate_unique=False, validate_constraints=False)
    locked.unsur.all().delete()
    Unsur.objects.bulk_create(rows)
    locked.banyak_unsur = len(rows)
    locked.save(update_fields=["banyak_unsur"])
    _forget(locked)
    return locked


@transaction.atomic
def survei_open(*, actor: User, survei: Survei) -> Survei:
    """Let the public answer, from the first day on.

    :raises ActRefused: it is no draft, asks nothing, or its last day is over.
    """
    locked = _locked(survei, StatusSurvei.DRAF)
    if locked.tutup < today():
        message = _("Survei ini berakhir %(tanggal)s. Ubah tanggalnya lebih dulu.")
        raise ActRefused(message % {"tanggal": format_tanggal(locked.tutup)})
    if not locked.unsur.exists():
        raise ActRefused(_("Survei ini belum memiliki unsur."))
    locked.status = StatusSurvei.DIBUKA
    locked.save(update_fields=["status"])
    _forget(locked)
    return locked


@transaction.atomic
def survei_close(*, actor: User, survei: Survei) -> Survei:
    """End the survey. Every response on its way in is counted; its result is computed after the commit.

    :raises ActRefused: it is not open.
    """
    locked = _locked(survei, StatusSurvei.DIBUKA)
    locked.status = StatusSurvei.DITUTUP
    locked.ditutup_oleh = actor
    locked.tutup = min(locked.tutup, today()) if locked.buka <= today() else locked.tutup
    locked.save(update_fields=["status", "ditutup_oleh", "tutup"])
    enqueue(DITUTUP, {"survei_id": locked.pk}, key=str(locked.pk))
    _forget(locked)
    return locked


def survei_close_due() -> int:
    """Close what ran out yesterday or before, in the name of whoever made it."""
    due = [*Survei.objects.filter(status=StatusSurvei.DIBUKA, tutup__lt=today()).select_related("dibuat_oleh")]
    for survei in due:
        survei_close(actor=survei.dibuat_oleh, survei=survei)
    return len(due)


@transaction.atomic
def survei_publish(*, actor: User, survei: Survei) -> Survei:
    """Put the latest result on the public page; also again, after late forms changed it.

    :raises ActRefused: not closed, not computed yet, or fewer than ten answers.
    """
    locked = _locked(survei, *SELESAI)
    hasil = locked.hasil.filter(sementara=False).order_by("-versi").first()
    if hasil is None:
        raise ActRefused(_("Hasilnya sedang dihitung. Coba lagi sebentar."))
    if hasil.ikm is None:
        raise ActRefused(_("Jawaban kurang dari sepuluh, jadi hasilnya tidak dapat diumumkan."))
    HasilSurvei.objects.filter(survei=locked, terbit=True).exclude(pk=hasil.pk).update(terbit=False)
    HasilSurvei.objects.filter(pk=hasil.pk).update(terbit=True)
    locked.status = StatusSurvei.DIPUBLIKASIKAN
    locked.dipublikasikan_at = timezone.now()
    locked.save(update_fields=["status", "dipublikasikan_at"])
    return locked
