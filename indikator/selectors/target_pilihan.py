"""What may be chosen when a target is made: indicators, who enters the figures, and the shape of last year."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Q

from binawidya.organisasi.models import Pegawai, Penempatan
from binawidya.umum.dates import today
from indikator.enums import StatusRealisasi
from indikator.lintasan import SETAHUN
from indikator.models import Indikator, Pemilik, Realisasi, TargetIndikator

PALING_BANYAK = 200


def indikator_choices(pemilik: Pemilik) -> list[Indikator]:
    """Indicators of the unit and of those above it that are in use and not in the plan yet; the own first."""
    used = pemilik.target().values("indikator")
    found = (
        Indikator.objects.dipakai(today())
        .filter(unit_kerja__in=pemilik.unit_kerja.jalur)
        .exclude(pk__in=used)
        .select_related("unit_kerja")
    )
    rows = [*found.order_by("kode", "pk")[:PALING_BANYAK]]
    return sorted(rows, key=lambda one: -len(one.unit_kerja.jalur))


def pengisi_choices(pemilik: Pemilik, target: TargetIndikator | None = None) -> list[tuple[int, str]]:
    """People with a post in the unit today, and whoever enters the figures now."""
    posts = Penempatan.objects.on(today()).filter(unit_kerja=pemilik.unit_kerja)
    wanted = Q(pk__in=posts.values("pegawai"))
    if target is not None and target.pengisi_id:
        wanted |= Q(pk=target.pengisi_id)
    return [(one.pk, one.nama) for one in Pegawai.objects.filter(wanted).order_by("nama", "pk")]


def last_shape(pemilik: Pemilik, indikator: Indikator) -> Sequence[Decimal | None] | None:
    """How the same figure went over the months of last year: as approved, else as promised; ``None`` if never."""
    before = TargetIndikator.objects.filter(
        indikator=indikator, tahun=pemilik.tahun - 1, unit_kerja=pemilik.unit_kerja, pegawai=pemilik.pegawai
    ).first()
    if before is None:
        return None
    entries = Realisasi.objects.filter(target=before, status=StatusRealisasi.DISETUJUI, nilai__isnull=False)
    months: list[Decimal | None] = [None] * SETAHUN
    for bulan, nilai in entries.order_by().values_list("periode__bulan", "nilai"):
        months[bulan - 1] = nilai
    promised = [place for place, value in enumerate(before.bulanan) if value is not None]
    if promised and all(months[place] is not None for place in promised):
        return months
    return list(before.bulanan)
