"""A change of a target as people compare it: the old figure beside the new one."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from binawidya.umum.dates import nama_bulan
from binawidya.umum.numbers import format_angka
from indikator.models import AddendumTarget


@dataclass(frozen=True, slots=True)
class BarisAddendum:
    """One figure, before and after."""

    nama: str
    lama: str
    baru: str

    @property
    def berubah(self) -> bool:
        return self.lama != self.baru


def addendum_rows(row: AddendumTarget) -> list[BarisAddendum]:
    """Year, weight and every month that is or was due."""
    low, high = row.bulanan_atas_lama or [None] * 12, row.bulanan_atas_baru or [None] * 12
    found = [
        BarisAddendum(
            _("Target tahunan"),
            _written(row.target_lama, row.target_atas_lama),
            _written(row.target_baru, row.target_atas_baru),
        ),
        BarisAddendum(_("Bobot"), format_angka(row.bobot_lama), format_angka(row.bobot_baru)),
    ]
    if row.nilai_terburuk_lama is not None or row.nilai_terburuk_baru is not None:
        found.append(
            BarisAddendum(_("Nilai terburuk"), _written(row.nilai_terburuk_lama), _written(row.nilai_terburuk_baru))
        )
    for month in range(1, 13):
        before, after = row.bulanan_lama[month - 1], row.bulanan_baru[month - 1]
        if before is not None or after is not None:
            found.append(
                BarisAddendum(nama_bulan(month), _written(before, low[month - 1]), _written(after, high[month - 1]))
            )
    return found


def _written(low: Decimal | None, high: Decimal | None = None) -> str:
    if low is None:
        return "–"
    return format_angka(low) if high is None else f"{format_angka(low)}–{format_angka(high)}"
