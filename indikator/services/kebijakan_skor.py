"""The rules of a year: a change is a new version. Figures of open months follow, closed months keep theirs."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.outbox import enqueue
from indikator.models import KebijakanSkor, SkalaKelas

BERUBAH: Final = "kebijakan_skor.berubah"


@dataclass(frozen=True, slots=True)
class IsiKelas:
    """One class of a scale."""

    nama: str
    slot: str
    batas: Decimal | None
    termasuk: bool


@dataclass(frozen=True, slots=True)
class IsiKebijakan:
    """What a version of the rules says; the scale from the best class down."""

    batas_atas: Decimal | None
    batas_bawah: Decimal
    tidak_dilaporkan: str
    desimal: int
    dibulatkan: str
    bobot_mutu: bool
    dasar: str
    skala: tuple[IsiKelas, ...]

    @classmethod
    def dari(cls, kebijakan: KebijakanSkor) -> "IsiKebijakan":
        """What a stored version says."""
        rows = tuple(IsiKelas(row.nama, row.slot, row.batas, row.termasuk) for row in kebijakan.skala.all())
        names = ("batas_atas", "batas_bawah", "tidak_dilaporkan", "desimal", "dibulatkan", "bobot_mutu", "dasar")
        return cls(**{name: getattr(kebijakan, name) for name in names}, skala=rows)


@transaction.atomic
def kebijakan_skor_create(*, actor: User, tahun: int, isi: IsiKebijakan, alasan: str, dilihat: int) -> KebijakanSkor:
    """Store a new version of the rules of a year and have the open months computed by it.

    :param dilihat: number of the version the person saw; 0 where the year had none of its own.
    :raises ConflictError: somebody else stored a version meanwhile.
    :raises ActRefused: nothing is different.
    :raises ValidationError: without a reason.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasan perubahan. Alasan ini tercatat.")]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('kebijakan-skor-' || %s, 0))", [tahun])
    latest = KebijakanSkor.objects.filter(tahun=tahun).order_by("-versi").prefetch_related("skala").first()
    if (latest.versi if latest else 0) != dilihat:
        raise ConflictError(_("Kebijakan tahun ini baru saja diubah orang lain. Periksa versinya, lalu ulangi."))
    if latest is not None and IsiKebijakan.dari(latest) == isi:
        raise ActRefused(_("Tidak ada yang berbeda dari versi yang berlaku."))
    values: dict[str, Any] = {
        name: getattr(isi, name)
        for name in ("batas_atas", "batas_bawah", "tidak_dilaporkan", "desimal", "dibulatkan", "bobot_mutu", "dasar")
    }
    made = KebijakanSkor.objects.create(tahun=tahun, versi=dilihat + 1, alasan=alasan.strip(), oleh=actor, **values)
    SkalaKelas.objects.bulk_create(
        SkalaKelas(
            kebijakan=made, urutan=n, nama=row.nama, slot=row.slot, batas=row.batas,
            termasuk=row.termasuk and row.batas is not None,
        )
        for n, row in enumerate(isi.skala, 1)
    )  # fmt: skip
    enqueue(BERUBAH, {"tahun": tahun}, key=str(tahun))
    return made
