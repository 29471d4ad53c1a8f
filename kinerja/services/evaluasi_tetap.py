"""Confirming: the predikat of a unit first, then, in one act, those of its people."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, User
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.locks import hold_shared
from kinerja.enums import JenisEvaluasi, PredikatUnit, StatusEvaluasi
from kinerja.masa import Masa
from kinerja.models import Evaluasi, EvaluasiUnit
from kinerja.scoring import kode_predikat
from kinerja.selectors.evaluasi import Baris, baris_of, pola_tim, usul_unit, with_frame
from kinerja.services.evaluasi import hold, refuse_own
from kinerja.services.evaluasi_kabar import tell_finalized


@dataclass(frozen=True, slots=True)
class Penetapan:
    """What a confirmation did, and who is left because something is missing."""

    ditetapkan: tuple[Evaluasi, ...]
    kurang: tuple[str, ...]


def _closed_month(masa: Masa) -> None:
    """The figures rest on a month that cannot change any more."""
    found = Periode.objects.filter(tahun=masa.tahun, bulan=masa.bulan_terakhir).first()
    if found is not None:
        hold_shared(Periode, found.pk)
        found.refresh_from_db()
    if found is None or not found.ditutup:
        last = Masa(masa.tahun, JenisEvaluasi.BULANAN, masa.bulan_terakhir)
        text = _("%(bulan)s belum ditutup, jadi nilainya masih dapat berubah. Tetapkan setelah bulan itu ditutup.")
        raise ActRefused(text % {"bulan": last.nama})


@transaction.atomic
def evaluasi_unit_finalize(
    *, actor: User, evaluasi_unit: EvaluasiUnit, predikat: str, alasan: str, versi: int
) -> EvaluasiUnit:
    """Set the predikat of a unit; it may change until the first of its people is confirmed.

    :raises ValidationError: another predikat than proposed without a reason.
    :raises ActRefused: the last month is open, or people were confirmed with the predikat already.
    :raises ConflictError: somebody else set it meanwhile.
    """
    _closed_month(evaluasi_unit.masa)
    row = EvaluasiUnit.objects.select_for_update(of=("self",)).select_related("kebijakan").get(pk=evaluasi_unit.pk)
    if row.versi != versi:
        raise ConflictError(_("Predikat unit ini diubah orang lain sejak halaman ini dibuka. Periksa lagi."))
    fixed = Evaluasi.objects.exclude(status=StatusEvaluasi.DRAF)
    if fixed.filter(evaluasi_unit=row).exists() or fixed.filter(unit_dipimpin=row).exists():
        raise ActRefused(_("Predikat pegawai unit ini sudah ada yang ditetapkan, jadi predikat unit tetap."))
    nilai, _complete, usul = usul_unit([row])[row.pk]
    if predikat not in PredikatUnit.values:
        raise ValidationError({"predikat": [_("Pilih predikat unit.")]})
    if predikat != usul and not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasannya, karena predikat ini lain dari usul.")]})
    row.nilai, row.usul_predikat, row.predikat, row.alasan = nilai, usul, predikat, alasan.strip()
    row.ditetapkan_oleh, row.ditetapkan_at = actor, timezone.now()
    row.versi += 1
    row.save(
        update_fields=[
            "nilai", "usul_predikat", "predikat", "alasan", "ditetapkan_oleh", "ditetapkan_at", "versi",
        ]
    )  # fmt: skip
    return row


@transaction.atomic
def evaluasi_finalize(
    *, actor: User, evaluasi_ids: Collection[int], alasan_pola: str = "", alasan: dict[int, str] | None = None
) -> Penetapan:
    """Confirm all of these drafts that are complete, with the figures of this moment.

    :param evaluasi_ids: of one team.
    :param alasan_pola: why the spread departs from the pattern of the unit, asked for only where it does.
    :raises ValidationError: the pattern is broken and no reason was given.
    :raises ActRefused: the month is open, the unit has no predikat, nothing is complete, or one is the actor's own.
    """
    rows = hold(evaluasi_ids)
    if not rows:
        raise ActRefused(_("Tidak ada yang dapat ditetapkan."))
    refuse_own(actor, rows.values())
    units = {row.evaluasi_unit_id for row in rows.values()}
    if len(units) != 1:
        raise ActRefused(_("Tetapkan satu tim lebih dahulu."))
    first = next(iter(rows.values()))
    _closed_month(first.masa)
    unit = EvaluasiUnit.objects.select_for_update(of=("self",)).get(pk=first.evaluasi_unit_id)
    if not unit.predikat:
        text = _("Predikat %(unit)s belum ditetapkan. Predikat unit ditetapkan lebih dahulu oleh pimpinan di atasnya.")
        raise ActRefused(text % {"unit": first.evaluasi_unit.unit_kerja.nama})
    drafts = [row for row in baris_of([*rows.values()]) if row.evaluasi.draf]
    ready = [row for row in drafts if row.lengkap]
    if not ready:
        raise ActRefused(_("Belum ada yang lengkap: isi rating perilaku, dan alasan bila mengubah usul."))
    _keep_pattern(unit, first, alasan_pola)
    _fix(actor, ready)
    tell_finalized(row.evaluasi for row in ready)
    return Penetapan(
        tuple(row.evaluasi for row in ready), tuple(row.evaluasi.pegawai.nama for row in drafts if not row.lengkap)
    )


def _keep_pattern(unit: EvaluasiUnit, first: Evaluasi, alasan: str) -> None:
    team = Evaluasi.objects.berlaku().filter(evaluasi_unit=unit, penilai=first.penilai_id)
    pola = pola_tim(unit, baris_of([*with_frame(team)]))
    if not pola.dilanggar:
        return
    if not alasan.strip() and not unit.alasan_pola:
        raise ValidationError({"alasan_pola": [_("Sebaran ini lain dari pola predikat unit. Tulis alasannya.")]})
    if alasan.strip():
        unit.alasan_pola = alasan.strip()
        unit.save(update_fields=["alasan_pola"])


def _fix(actor: User, ready: list[Baris]) -> None:
    now = timezone.now()
    for row in ready:
        evaluasi = row.evaluasi
        evaluasi.rating_hasil_kerja, evaluasi.usul_hasil_kerja = row.hasil, row.usul.rating
        evaluasi.nilai, evaluasi.nilai_lengkap = row.usul.nilai, row.usul.lengkap
        evaluasi.predikat = kode_predikat(row.hasil, evaluasi.rating_perilaku)
        evaluasi.status = StatusEvaluasi.DITETAPKAN
        evaluasi.ditetapkan_oleh, evaluasi.ditetapkan_at = actor, now
        evaluasi.versi += 1
    fields = [
        "rating_hasil_kerja", "usul_hasil_kerja", "nilai", "nilai_lengkap", "predikat", "status", "ditetapkan_oleh",
        "ditetapkan_at", "versi",
    ]  # fmt: skip
    Evaluasi.objects.bulk_update([row.evaluasi for row in ready], fields, batch_size=500)
