"""The forecast of a target for its page: what to expect at the end of the year, and what is needed until then."""

from dataclasses import dataclass
from decimal import Decimal

from indikator.enums import Agregasi, Polarisasi, SumberData
from indikator.models import Capaian
from indikator.perkiraan import PALING_SEDIKIT, ramal


@dataclass(frozen=True, slots=True)
class Perkiraan:
    """Expected capaian of the year, its interval, and what each remaining month must bring to reach the target.

    :param perlu: per remaining month, for figures that are added up; ``None`` where no such number exists.
    """

    keadaan: str
    harapan: Decimal
    bawah: Decimal
    atas: Decimal
    bulan: int
    sisa_bulan: int
    perlu: Decimal | None


def perkiraan(capaian: Capaian) -> Perkiraan | None:
    """The forecast as of a month; nothing before there are three months. One query."""
    periode = capaian.periode
    rows = [
        *Capaian.objects.filter(
            target=capaian.target_id,
            periode__tahun=periode.tahun,
            periode__bulan__lte=periode.bulan,
            capaian_mentah__isnull=False,
        )
        .order_by("periode__bulan")
        .values_list("periode__bulan", "capaian_mentah")
    ]
    if len(rows) < PALING_SEDIKIT:
        return None
    found = ramal([bulan for bulan, _nilai in rows], [float(nilai) for _bulan, nilai in rows if nilai is not None])
    if found is None:
        return None
    left = [value for value in capaian.target.bulanan[periode.bulan :] if value is not None]
    return Perkiraan(
        keadaan=found.keadaan(),
        harapan=_two(found.harapan),
        bawah=_two(max(found.bawah, 0.0)),
        atas=_two(max(found.atas, 0.0)),
        bulan=len(rows),
        sisa_bulan=len(left),
        perlu=_needed(capaian, len(left)),
    )


def _two(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))


def _needed(capaian: Capaian, months: int) -> Decimal | None:
    """What is missing from the year's plan, spread evenly over the months that are left."""
    target, indikator = capaian.target, capaian.target.indikator
    added_up = indikator.agregasi == Agregasi.JUMLAH and indikator.polarisasi == Polarisasi.MAKSIMUM
    if not added_up or not months or capaian.realisasi is None or target.sumber == SumberData.TURUNAN:
        return None
    plan = sum((value for value in target.bulanan if value is not None), Decimal(0))
    missing = plan - capaian.realisasi
    return missing / months if missing > 0 else Decimal(0)
