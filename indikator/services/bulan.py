"""Whether a month takes changes for some targets now: open as a whole, or opened again for their units."""

from collections.abc import Collection

from django.utils import timezone

from binawidya.organisasi.models import PembukaanUnit, Periode
from indikator.models import TargetIndikator


def dibuka_untuk(periode: Periode, target_ids: Collection[int]) -> bool:
    """Whether the month was opened again for the unit of every one of these targets, or for one above it."""
    if not target_ids or not periode.dapat_dibuka_unit:
        return False
    opened = PembukaanUnit.objects.berlaku(timezone.now()).filter(periode=periode).values_list("unit_kerja", flat=True)
    units = sorted({*opened})
    if not units:
        return False
    targets = TargetIndikator.objects.filter(pk__in=sorted(target_ids))
    return not targets.exclude(unit_kerja__jalur__overlap=units).exists()
