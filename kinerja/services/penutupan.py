"""Closings: sealing what a month holds, and looking later whether it still holds that."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction

from binawidya.organisasi.models import Periode, User
from binawidya.umum.outbox import enqueue
from indikator.models import KebijakanSkor
from kinerja.models import PemeriksaanPenutupan, Penutupan
from kinerja.services.penutupan_sql import ISI, PUTUS, SAMBUNG

DIPERIKSA: Final = "penutupan.diperiksa"
_KUNCI: Final = "SELECT pg_advisory_xact_lock(hashtextextended('penutupan', 0))"


@dataclass(frozen=True, slots=True)
class Isi:
    """What a month holds: its digest, and how much went into it."""

    sidik: str
    capaian: int
    pegawai: int
    unit: int


def tersegel(periode: Periode) -> bool:
    """Whether the present closing of a month has its link."""
    fresh = Periode.objects.get(pk=periode.pk)
    if fresh.ditutup_at is None or not fresh.ditutup:
        return False
    return Penutupan.objects.filter(periode=fresh, ditutup_at=fresh.ditutup_at).exists()


def isi_periode(periode_id: int, kebijakan_id: int) -> Isi:
    """The digest of a month as it is now."""
    with connection.cursor() as cursor:
        cursor.execute(ISI, {"periode_id": periode_id, "kebijakan_id": kebijakan_id})
        sidik, capaian, pegawai, unit = cursor.fetchone()
    return Isi(sidik, int(capaian), int(pegawai), int(unit))


@transaction.atomic
def penutupan_seal(*, periode: Periode) -> Penutupan | None:
    """Add a link for a closed month whose figures are final. Nothing for an open month, or one sealed already."""
    with connection.cursor() as cursor:
        cursor.execute(_KUNCI)
    fresh = Periode.objects.get(pk=periode.pk)
    if not fresh.ditutup or tersegel(fresh):
        return None
    kebijakan = KebijakanSkor.objects.untuk(fresh.tahun)
    isi = isi_periode(fresh.pk, kebijakan.pk)
    parameters: dict[str, Any] = {
        "periode_id": fresh.pk,
        "kebijakan_id": kebijakan.pk,
        "isi": isi.sidik,
        "jumlah_capaian": isi.capaian,
        "jumlah_pegawai": isi.pegawai,
        "jumlah_unit": isi.unit,
        "oleh_id": _oleh(fresh),
    }
    with connection.cursor() as cursor:
        cursor.execute(SAMBUNG, parameters)
        pk = cursor.fetchone()[0]
    return Penutupan.objects.get(pk=pk)


def _oleh(periode: Periode) -> int | None:
    """Who closed the month, from its history."""
    events: Any = Periode.events.rel.related_model  # type: ignore[attr-defined]
    last = events.objects.filter(pgh_obj=periode.pk).order_by("-pgh_id").select_related("pgh_context").first()
    context = last.pgh_context.metadata if last is not None and last.pgh_context is not None else {}
    user = context.get("user")
    return user if isinstance(user, int) and User.objects.filter(pk=user).exists() else None


@transaction.atomic
def penutupan_verify() -> int:
    """Look at every link, and at the figures of those that are in force. The findings are kept.

    :returns: how many are not what they were.
    """
    with connection.cursor() as cursor:
        cursor.execute(_KUNCI)
        cursor.execute(PUTUS)
        broken = {row[0] for row in cursor.fetchall()}
    found = []
    for link in Penutupan.objects.select_related("periode").order_by("nomor"):
        berlaku = link.periode.ditutup and link.periode.ditutup_at == link.ditutup_at
        isi = isi_periode(link.periode_id, link.kebijakan_id).sidik if berlaku else link.isi
        found.append(PemeriksaanPenutupan(penutupan=link, utuh=link.pk not in broken and isi == link.isi, isi=isi))
    PemeriksaanPenutupan.objects.bulk_create(found)
    return sum(not one.utuh for one in found)


@transaction.atomic
def penutupan_verify_request(*, actor: User) -> None:
    """Have a worker look at the chain."""
    enqueue(DIPERIKSA, {}, key="semua")
