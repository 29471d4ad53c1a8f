"""Acts on the sheets of indicators.

A sheet on which nothing rests yet is simply corrected. As soon as targets were handed in or approved, a change makes
a new version from the first day of a month that is not closed, and what was before keeps the old one.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode, UnitKerja, User
from binawidya.umum.dates import format_tanggal, nama_bulan, today
from binawidya.umum.errors import ActRefused, field_error
from binawidya.umum.outbox import enqueue
from indikator.enums import Agregasi, StatusTarget
from indikator.models import Indikator, IndikatorVersi, Realisasi, TargetIndikator
from indikator.models.indikator_sql import SHOW_IN_FORCE

PERIODE_BERUBAH = "periode.berubah"
# What a change of the sheet alters in figures; the rest only explains.
MENGHITUNG = frozenset({"polarisasi", "agregasi", "pengali", "sumber"})


def check_sheet(indikator: Indikator | IndikatorVersi) -> None:
    """:raises ValidationError: what the constraints of the table would refuse, each beside its field."""
    errors: dict[str, str] = {}
    if indikator.agregasi == Agregasi.RASIO:
        for name, text in (("label_pembilang", _("Isi nama pembilangnya.")), ("label_penyebut", _("Isi penyebutnya."))):
            if not getattr(indikator, name):
                errors[name] = text
    if errors:
        raise field_error(errors)
    sasaran = indikator.sasaran
    owner = indikator.unit_kerja if isinstance(indikator, Indikator) else indikator.indikator.unit_kerja
    if sasaran is not None and sasaran.unit_kerja_id not in owner.jalur:
        text = _("Sasaran ini milik %(unit)s. Pilih sasaran unit pemilik atau unit di atasnya.")
        raise field_error({"sasaran": text % {"unit": sasaran.unit_kerja.nama}})
    try:
        indikator.validate_constraints(exclude={"versi", "berlaku_mulai", "indikator"})
    except ValidationError as error:
        raise _beside(error) from None


def _beside(error: ValidationError) -> ValidationError:
    """A refusal of a constraint beside the field that it is about."""
    places = {"Validitas": "kendali", "Kode": "kode", "Hanya jumlah": "sumber", "Paling banyak 6": "desimal"}
    for text in error.messages:
        for start, field in places.items():
            if text.startswith(start):
                return field_error({field: text})
    return error


@transaction.atomic
def indikator_create(
    *, actor: User, unit_kerja: UnitKerja, kode: str, isi: Mapping[str, Any], pustaka: str = ""
) -> Indikator:
    """A new sheet of a unit. The database keeps its first version.

    :param isi: columns of the sheet by name.
    :raises ValidationError: the code is taken, or the columns contradict each other.
    """
    indikator = Indikator(unit_kerja=unit_kerja, kode=kode, pustaka=pustaka, **dict(isi))
    check_sheet(indikator)
    indikator.save()
    IndikatorVersi.objects.filter(indikator=indikator).update(oleh=actor)
    return indikator


def rests_on_sheet(indikator: Indikator) -> bool:
    """Whether a target was handed in or approved, so that a change of the sheet must not reach what is past."""
    return TargetIndikator.objects.filter(
        indikator=indikator, status__in=[StatusTarget.DIAJUKAN, StatusTarget.DISETUJUI]
    ).exists()


def first_open_month() -> date:
    """The first day of the earliest month from which on no month is closed."""
    last = Periode.objects.filter(status=StatusPeriode.DITUTUP).order_by("-tahun", "-bulan").first()
    if last is None:
        return date(today().year, 1, 1)
    return date(last.tahun + last.bulan // 12, last.bulan % 12 + 1, 1)


@transaction.atomic
def indikator_update(
    *,
    actor: User,
    indikator: Indikator,
    kode: str,
    isi: Mapping[str, Any],
    berlaku_mulai: date | None = None,
    alasan: str = "",
) -> IndikatorVersi | None:
    """Change a sheet: a correction while nothing rests on it, else a new version from a month on.

    :param berlaku_mulai: first day of a month; needed for a new version, as is ``alasan``.
    :returns: the new version, or nothing when the sheet was corrected or only its code changed.
    :raises ValidationError: beside its field; the month is closed, the reason missing, the way of entering would
        change under entries.
    """
    held = Indikator.objects.select_for_update(of=("self",)).select_related("unit_kerja", "sasaran").get(
        pk=indikator.pk
    )  # fmt: skip
    latest = held.versi.order_by("-berlaku_mulai").select_related("sasaran__unit_kerja", "indikator__unit_kerja")[0]
    changed = {name: value for name, value in isi.items() if getattr(latest, name) != value}
    if kode != held.kode:
        held.kode = kode
        check_sheet(held)
        Indikator.objects.filter(pk=held.pk).update(kode=kode)
    if not changed:
        return None
    for name, value in changed.items():
        setattr(latest, name, value)
    _check_entries(held, latest, berlaku_mulai)
    if not rests_on_sheet(held):
        check_sheet(latest)
        IndikatorVersi.objects.filter(pk=latest.pk).update(**changed, oleh=actor)
        versi_show(tanggal=today())
        return None
    begin = _begin(held, latest, berlaku_mulai, alasan)
    replaced = latest.berlaku_mulai == begin
    if not replaced:
        latest.pk, latest.created_at = None, timezone.now()
        latest.versi = (held.versi.aggregate(n=Max("versi"))["n"] or 0) + 1
    latest.berlaku_mulai, latest.alasan_perubahan, latest.oleh = begin, alasan.strip()[:300], actor
    check_sheet(latest)
    with pghistory.context(alasan=alasan.strip()):
        latest.save(force_insert=not replaced, force_update=replaced)
        versi_show(tanggal=today())
    if MENGHITUNG & changed.keys():
        recalculate_from(begin)
    return latest


def check_change(
    held: Indikator, latest: IndikatorVersi, after: IndikatorVersi, mulai: date | None, alasan: str
) -> None:
    """:raises ValidationError: :func:`indikator_update` would refuse this change."""
    _check_entries(held, after, mulai)
    if rests_on_sheet(held):
        _begin(held, latest, mulai, alasan)


def _begin(held: Indikator, latest: IndikatorVersi, mulai: date | None, alasan: str) -> date:
    """The first day of the new version.

    :raises ValidationError: it is missing, lies in a closed month or before the latest version; no reason.
    """
    if not alasan.strip():
        raise field_error(
            {"alasan_perubahan": _("Tulis alasan perubahannya. Sudah ada target yang memakai lembar ini.")}
        )
    if mulai is None:
        raise field_error({"berlaku_mulai": _("Pilih bulan mulai berlakunya.")})
    begin, earliest = mulai.replace(day=1), first_open_month()
    if begin < earliest:
        text = _("%(bulan)s sudah ditutup. Paling awal berlaku %(awal)s.")
        values = {"bulan": f"{nama_bulan(begin.month)} {begin.year}", "awal": format_tanggal(earliest)}
        raise field_error({"berlaku_mulai": text % values})
    if begin < latest.berlaku_mulai:
        text = _("Sudah ada versi %(n)d yang berlaku mulai %(tanggal)s. Pilih bulan itu atau sesudahnya.")
        known = {"n": latest.versi, "tanggal": format_tanggal(latest.berlaku_mulai)}
        raise field_error({"berlaku_mulai": text % known})
    return begin


def _check_entries(held: Indikator, versi: IndikatorVersi, mulai: date | None) -> None:
    """A year is entered one way: as a value or as numerator and denominator."""
    if versi.adalah_rasio == held.adalah_rasio:
        return
    entries = Realisasi.objects.filter(target__indikator=held)
    if mulai is not None:
        entries = entries.filter(target__tahun__gte=mulai.year)
    if entries.exists() or (mulai is not None and mulai.month != 1 and rests_on_sheet(held)):
        text = _(
            "Tahun ini sudah diisi sebagai %(cara)s. Cara mengisi hanya dapat berganti mulai Januari tahun yang belum "
            "diisi; untuk tahun ini buat indikator baru."
        )
        raise field_error({"agregasi": text % {"cara": _("rasio") if held.adalah_rasio else _("nilai")}})


def recalculate_from(mulai: date) -> None:
    """Have every open month from a day on computed again."""
    months = Periode.objects.dimulai().exclude(status=StatusPeriode.DITUTUP)
    for periode in months.filter(tahun__gte=mulai.year).order_by("tahun", "bulan"):
        if (periode.tahun, periode.bulan) >= (mulai.year, mulai.month):
            enqueue(PERIODE_BERUBAH, {"periode_id": periode.pk}, key=str(periode.pk))


def versi_show(*, tanggal: date) -> int:
    """Let every indicator show the version in force on a date. One statement; a second run changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(SHOW_IN_FORCE, {"tanggal": tanggal})
        return int(cursor.rowcount)


def versi_show_due() -> int:
    """What becomes true by the calendar: versions whose month has begun."""
    return versi_show(tanggal=today())


@transaction.atomic
def indikator_withdraw(*, actor: User, indikator: Indikator, mulai: date, alasan: str) -> None:
    """Take an indicator out of use from a month on. Its sheet, its targets and figures stay readable.

    :raises ValidationError: the month is closed, or there is no reason.
    :raises ActRefused: approved targets are still due from that month on.
    """
    held = Indikator.objects.select_for_update(of=("self",)).get(pk=indikator.pk)
    begin, earliest = mulai.replace(day=1), first_open_month()
    if begin < earliest:
        text = _("Bulan itu sudah ditutup. Paling awal %(awal)s.")
        raise field_error({"ditarik_mulai": text % {"awal": format_tanggal(earliest)}})
    if not alasan.strip():
        raise field_error({"alasan": _("Tulis alasannya. Alasan ini tercatat.")})
    later = TargetIndikator.objects.filter(
        indikator=held, tahun__gte=begin.year, status__in=[StatusTarget.DIAJUKAN, StatusTarget.DISETUJUI]
    ).values_list("tahun", "bulanan")
    due = sum(
        tahun > begin.year or any(value is not None for value in bulanan[begin.month - 1 :]) for tahun, bulanan in later
    )
    if due:
        text = _("Masih ada %(n)d target mulai %(bulan)s yang diajukan atau disetujui. Ubah targetnya lebih dulu.")
        raise ActRefused(text % {"n": due, "bulan": f"{nama_bulan(begin.month)} {begin.year}"})
    with pghistory.context(alasan=alasan.strip()):
        Indikator.objects.filter(pk=held.pk).update(ditarik_mulai=begin, alasan_ditarik=alasan.strip()[:300])


@transaction.atomic
def indikator_restore(*, actor: User, indikator: Indikator) -> None:
    """Take an indicator back into use.

    :raises ActRefused: it is in use.
    """
    held = Indikator.objects.select_for_update(of=("self",)).get(pk=indikator.pk)
    if held.ditarik_mulai is None:
        raise ActRefused(_("Indikator ini masih dipakai."))
    Indikator.objects.filter(pk=held.pk).update(ditarik_mulai=None, alasan_ditarik="")
