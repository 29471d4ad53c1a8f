"""The figures on a person's home."""

from dataclasses import dataclass
from decimal import Decimal

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.lingkup import Lingkup
from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.umum.dates import nama_bulan
from binawidya.umum.trend import describe_trend
from kinerja.models import SkorUnit
from kinerja.selectors.skor import riwayat_unit


@dataclass(frozen=True, slots=True)
class RingkasanUnit:
    """The score of the unit that a person leads or watches over."""

    unit: UnitKerja
    periode: Periode
    skor: SkorUnit | None
    sebelumnya: SkorUnit | None
    tren: list[Decimal | None]
    bulan: list[str]

    @property
    def arah(self) -> str:
        """The development in words."""
        return describe_trend(self.tren, self.bulan)


def unit_utama(lingkup: Lingkup) -> int | None:
    """The unit whose dashboard a person comes to see: the one led, else the one of a role that reads dashboards."""
    for units in (
        lingkup.memimpin,
        lingkup.peran.get(Peran.PIMPINAN, frozenset()),
        lingkup.peran.get(Peran.INSPEKTORAT, frozenset()),
        lingkup.peran.get(Peran.ADMIN_PERENCANAAN, frozenset()),
        lingkup.peran.get(Peran.VERIFIKATOR, frozenset()),
    ):
        if units:
            return min(units)
    return None


def ringkasan_unit(lingkup: Lingkup, periode: Periode) -> RingkasanUnit | None:
    """Two queries; nothing for a person who watches over no unit."""
    unit_id = unit_utama(lingkup)
    unit = UnitKerja.objects.filter(pk=unit_id).first() if unit_id else None
    if unit is None:
        return None
    past = riwayat_unit([unit.pk], periode.tahun).get(unit.pk, {})
    months = [bulan for bulan in sorted(past) if bulan <= periode.bulan]
    return RingkasanUnit(
        unit=unit,
        periode=periode,
        skor=past.get(periode.bulan),
        sebelumnya=past.get(periode.bulan - 1),
        tren=[past[bulan].nilai for bulan in months],
        bulan=[nama_bulan(bulan, pendek=True) for bulan in months],
    )
