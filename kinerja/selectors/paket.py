"""Packages of documents: whose documents belong to one, and how far it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q
from django.utils import timezone

from binawidya.organisasi.models import Pegawai, UnitKerja
from binawidya.umum.dates import today
from indikator.models import TargetIndikator
from kinerja.enums import JenisDokumen, StatusDokumen
from kinerja.jenis_dokumen import JENIS, Subjek
from kinerja.models import Dokumen, PaketDokumen
from kinerja.models.dokumen import DokumenQuerySet


def subjects(paket: PaketDokumen) -> Iterator[dict[str, Any]]:
    """Whose documents belong to the package, as fields of a Dokumen: by unit, then by name. One query.

    People who carry an approved target of the year below the unit; or the units there that carry one themselves.
    """
    tahun = paket.periode.tahun if paket.periode is not None else paket.tahun or today().year
    targets = TargetIndikator.objects.berlaku(tahun).filter(unit_kerja__jalur__contains=[paket.unit_kerja_id])
    if JENIS[JenisDokumen(paket.jenis)].subjek == Subjek.UNIT:
        units = UnitKerja.objects.filter(pk__in=targets.filter(pegawai=None).values("unit_kerja"))
        yield from ({"unit_kerja_id": pk} for pk in units.order_by("kode", "pk").values_list("pk", flat=True))
        return
    people = Pegawai.objects.filter(pk__in=targets.filter(pegawai__isnull=False).values("pegawai"))
    yield from ({"pegawai_id": pk} for pk in people.order_by("nama", "pk").values_list("pk", flat=True))


_BANYAK_UNTUK_MENAKSIR: Final = 3


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """How far a package is.

    :param baru: documents made since the work was last begun, for the estimate.
    """

    jumlah: int
    dibuat: int
    gagal: int
    baru: int
    mulai: datetime | None

    @property
    def usai(self) -> int:
        return self.dibuat + self.gagal

    @property
    def sisa(self) -> timedelta | None:
        """About how long it still takes, once a few are done."""
        if self.mulai is None or self.baru < _BANYAK_UNTUK_MENAKSIR or self.usai >= self.jumlah:
            return None
        return (timezone.now() - self.mulai) / self.baru * (self.jumlah - self.usai)

    @property
    def sisa_menit(self) -> int | None:
        """The same in minutes, rounded up."""
        return None if self.sisa is None else -(-int(self.sisa.total_seconds()) // 60) or 1


def kemajuan(paket: PaketDokumen) -> Kemajuan:
    """One query."""
    done = Q(status=StatusDokumen.SELESAI)
    counts = Dokumen.objects.filter(paket=paket).aggregate(
        dibuat=Count("pk", filter=done),
        gagal=Count("pk", filter=Q(status=StatusDokumen.GAGAL)),
        baru=Count("pk", filter=done & Q(selesai_at__gte=paket.mulai_at or paket.created_at)),
    )
    return Kemajuan(
        jumlah=paket.jumlah or 0,
        **counts,
        mulai=paket.mulai_at,
    )


def gagal(paket: PaketDokumen) -> DokumenQuerySet:
    """The documents of a package that could not be made."""
    rows = Dokumen.objects.filter(paket=paket, status=StatusDokumen.GAGAL)
    return rows.select_related("pegawai", "unit_kerja").order_by("pk")
