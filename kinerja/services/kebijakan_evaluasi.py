"""Rules of evaluation, and what a predikat counts as."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import UnitKerja, User
from kinerja.models import KebijakanEvaluasi, KonversiPredikat


@transaction.atomic
def kebijakan_evaluasi_update(
    *, actor: User, unit_kerja: UnitKerja, tahun: int, isian: Mapping[str, Any]
) -> KebijakanEvaluasi:
    """Set the rules of an office for a year. What was opened before keeps the version it was opened with.

    :raises ValidationError: for rules that contradict each other.
    """
    UnitKerja.objects.select_for_update(of=("self",), no_key=True).get(pk=unit_kerja.pk)
    last = KebijakanEvaluasi.objects.filter(unit_kerja=unit_kerja, tahun=tahun).order_by("-versi").first()
    new = KebijakanEvaluasi(unit_kerja=unit_kerja, tahun=tahun, versi=last.versi + 1 if last else 1, **isian)
    if last is not None and all(getattr(last, name) == value for name, value in isian.items()):
        return last
    new.full_clean()
    new.save()
    return new


@transaction.atomic
def konversi_predikat_update(
    *, actor: User, unit_kerja: UnitKerja, angka: Mapping[str, Decimal], mulai: date, dasar: str
) -> list[KonversiPredikat]:
    """Set what every predikat counts as from a day on; what held before ends the day before.

    :raises ValidationError: other numbers begin on that day or later already.
    """
    UnitKerja.objects.select_for_update(of=("self",), no_key=True).get(pk=unit_kerja.pk)
    there = KonversiPredikat.objects.filter(unit_kerja=unit_kerja)
    if there.filter(berlaku_mulai__gte=mulai).exists():
        raise ValidationError({"mulai": [_("Sudah ada angka yang berlaku mulai tanggal itu atau sesudahnya.")]})
    there.on(mulai).update(berlaku_selesai=mulai - timedelta(days=1))
    rows = [
        KonversiPredikat(unit_kerja=unit_kerja, predikat=name, angka=value, berlaku_mulai=mulai, dasar=dasar)
        for name, value in angka.items()
    ]
    return KonversiPredikat.objects.bulk_create(rows)
