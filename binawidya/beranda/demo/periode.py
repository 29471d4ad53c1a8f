"""Months of the demo office relative to today, and the rules of their years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from django.utils import timezone

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode
from indikator.enums import Slot, TidakDilaporkan
from indikator.models import KebijakanSkor, SkalaKelas

HARI_PENGISIAN: Final = 10
HARI_VERIFIKASI: Final = 15
# Permendagri 86/2017, read without holes: more than 90, 75, 65, 50, and the rest.
SKALA: Final = (
    ("Sangat tinggi", Slot.K5, 90),
    ("Tinggi", Slot.K4, 75),
    ("Sedang", Slot.K3, 65),
    ("Rendah", Slot.K2, 50),
    ("Sangat rendah", Slot.K1, None),
)


@dataclass(frozen=True, slots=True, order=True)
class Bulan:
    """A month of a year that can be counted with."""

    tahun: int
    bulan: int

    def plus(self, months: int) -> "Bulan":
        """The month so many months later."""
        count = self.tahun * 12 + self.bulan - 1 + months
        return Bulan(count // 12, count % 12 + 1)

    @property
    def pertama(self) -> date:
        """Its first day."""
        return date(self.tahun, self.bulan, 1)


@dataclass(frozen=True, slots=True)
class Kalender:
    """Which months there are on a given day and how far each has come."""

    today: date
    bulan: tuple[tuple[Bulan, StatusPeriode], ...]
    terbuka: Bulan

    @property
    def mulai(self) -> Bulan:
        """The first month that is measured."""
        return self.bulan[0][0]

    @property
    def tahun(self) -> list[int]:
        """The years that have a plan."""
        return sorted({bulan.tahun for bulan, _status in self.bulan})

    @property
    def dimulai(self) -> list[tuple[Bulan, StatusPeriode]]:
        """Months whose entry was opened, oldest first."""
        return [(bulan, status) for bulan, status in self.bulan if status != StatusPeriode.BELUM_DIBUKA]


def kalender(today: date, mulai: int | None = None) -> Kalender:
    """Months from January of the plan year, or ten months back if that is earlier, to December.

    Up to the tenth the month before is still open; from the 11th to the 15th it is being verified.

    :param mulai: begin exactly so many months before the open one instead.
    """
    this = Bulan(today.year, today.month)
    terbuka = this if today.day > HARI_PENGISIAN else this.plus(-1)
    found: list[tuple[Bulan, StatusPeriode]] = []
    bulan = min(Bulan(terbuka.tahun, 1), terbuka.plus(-10)) if mulai is None else terbuka.plus(-mulai)
    while bulan <= Bulan(terbuka.tahun, 12):
        found.append((bulan, _status(bulan, terbuka, today)))
        bulan = bulan.plus(1)
    return Kalender(today, tuple(found), terbuka)


def _status(bulan: Bulan, terbuka: Bulan, today: date) -> StatusPeriode:
    if bulan > terbuka:
        return StatusPeriode.BELUM_DIBUKA
    if bulan == terbuka:
        return StatusPeriode.DIBUKA
    if bulan == terbuka.plus(-1) and HARI_PENGISIAN < today.day <= HARI_VERIFIKASI:
        return StatusPeriode.VERIFIKASI
    return StatusPeriode.DITUTUP


def saat(tanggal: date, jam: int, menit: int = 0) -> datetime:
    """A moment in the zone of the office."""
    return timezone.make_aware(datetime.combine(tanggal, time(jam, menit)), timezone.get_default_timezone())


def batas(bulan: Bulan) -> tuple[datetime, datetime, datetime]:
    """End of entry, end of verification, and the closing of a month."""
    following = bulan.plus(1).pertama
    return (
        saat(following.replace(day=HARI_PENGISIAN), 23, 59),
        saat(following.replace(day=HARI_VERIFIKASI), 23, 59),
        saat(following.replace(day=HARI_VERIFIKASI + 1), 0, 5),
    )


def periode_create(bulan: Iterable[tuple[Bulan, StatusPeriode]]) -> dict[Bulan, Periode]:
    """Store the months."""
    rows = []
    for satu, status in bulan:
        pengisian, verifikasi, ditutup = batas(satu)
        rows.append(
            Periode(
                tahun=satu.tahun,
                bulan=satu.bulan,
                status=status,
                buka_at=None if status == StatusPeriode.BELUM_DIBUKA else saat(satu.pertama, 0),
                batas_pengisian=pengisian,
                batas_verifikasi=verifikasi,
                ditutup_at=ditutup if status == StatusPeriode.DITUTUP else None,
            )
        )
    return {Bulan(row.tahun, row.bulan): row for row in Periode.objects.bulk_create(rows)}


def kebijakan_skor_create(years: Sequence[int]) -> None:
    """Store the rules of each year."""
    rows = [
        KebijakanSkor(
            tahun=tahun,
            batas_atas=Decimal(120),
            batas_bawah=Decimal(0),
            tidak_dilaporkan=TidakDilaporkan.NOL,
            dasar="Skala nilai Permendagri 86/2017; batas 0–120 %",
        )
        for tahun in years
    ]
    SkalaKelas.objects.bulk_create(
        SkalaKelas(
            kebijakan=row,
            urutan=urutan,
            nama=nama,
            slot=slot,
            batas=None if bound is None else Decimal(bound),
            termasuk=False,
        )
        for row in KebijakanSkor.objects.bulk_create(rows)
        for urutan, (nama, slot, bound) in enumerate(SKALA, 1)
    )
