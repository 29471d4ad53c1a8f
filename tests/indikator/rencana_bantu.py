"""Plans for tests: drafts of the next year, which no closed month touches."""

from decimal import Decimal
from typing import Any

from indikator.enums import Cascading, StatusTarget
from indikator.models import Indikator, Pemilik, TargetIndikator
from tests.kantor import Kantor


def pemilik(kantor: Kantor, nama: str = "pegawai", *, unit: str = "pelayanan", tahun: int | None = None) -> Pemilik:
    """The plan of a person next year; with ``nama=""`` that of the unit itself."""
    return Pemilik(tahun or kantor.tahun + 1, kantor.unit[unit], kantor.pegawai[nama] if nama else None)


def draf(kantor: Kantor, milik: Pemilik, kode: str = "R-1", **fields: Any) -> TargetIndikator:
    """A draft that could be handed in: 120 berkas, ten a month."""
    indikator = fields.pop("indikator", None) or indikator_baru(kantor, kode, milik)
    values: dict[str, Any] = {
        "target": Decimal(120),
        "bulanan": [Decimal(10)] * 12,
        "bobot": Decimal(100),
        "pengisi": milik.pegawai or kantor.pegawai["atasan"],
    }
    return TargetIndikator.objects.create(
        indikator=indikator, tahun=milik.tahun, unit_kerja=milik.unit_kerja, pegawai=milik.pegawai,
        **(values | fields),
    )  # fmt: skip


def indikator_baru(kantor: Kantor, kode: str, milik: Pemilik, **fields: Any) -> Indikator:
    unit = next(kunci for kunci, one in kantor.unit.items() if one == milik.unit_kerja)
    return kantor.indikator(kode, unit, **fields)


def diajukan(kantor: Kantor, target: TargetIndikator, oleh: str) -> TargetIndikator:
    """The same, handed in by somebody."""
    target.status, target.diajukan_oleh = StatusTarget.DIAJUKAN, kantor.user[oleh]
    target.diajukan_at = kantor.periode[1].batas_pengisian
    target.save()
    return target


def turunan(kantor: Kantor, induk: TargetIndikator, milik: Pemilik, target: int, **fields: Any) -> TargetIndikator:
    """A part of a target, handed down directly unless another indicator is given."""
    values = {"induk": induk, "cascading": Cascading.DIBAGI, "target": Decimal(target), "indikator": induk.indikator}
    part = Decimal(target) / 12
    return draf(kantor, milik, **({"bulanan": [part] * 12} | values | fields))
