"""The months of targets as the arithmetic takes them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from binawidya.organisasi.models import Periode, User
from binawidya.organisasi.selectors.periode import bulan_dimulai
from indikator.enums import StatusRealisasi
from indikator.models import KebijakanSkor, Realisasi, TargetIndikator
from indikator.scoring import Bulanan, Hasil, Kelas, hitung_capaian, tentukan_kelas

Tahun = Mapping[int, Periode]


def periode_setahun(tahun: int) -> dict[int, Periode]:
    """The periods of a year by month."""
    return {periode.bulan: periode for periode in Periode.objects.filter(tahun=tahun)}


def bulan_setahun(periode: Periode, user: User | None) -> dict[int, Periode]:
    """The opened months of a period's year, which were read for the request already; else all months of the year."""
    opened = bulan_dimulai(user) if user is not None else []
    if periode in opened:
        return {row.bulan: row for row in opened if row.tahun == periode.tahun}
    return periode_setahun(periode.tahun)


def per_bulan(entries: Iterable[Realisasi], periode: Tahun) -> dict[int, dict[int, Realisasi]]:
    """Entries by target and month."""
    bulan_of = {row.pk: bulan for bulan, row in periode.items()}
    found: dict[int, dict[int, Realisasi]] = {}
    for entry in entries:
        found.setdefault(entry.target_id, {})[bulan_of[entry.periode_id]] = entry
    return found


def bulanan(target: TargetIndikator, entries: Mapping[int, Realisasi], periode: Tahun, sampai: int) -> list[Bulanan]:
    """The months of one target up to ``sampai``, as if everything that waits in an open month were approved.

    In a closed month only what was approved counts: that month is a fixed record.
    """
    months = []
    for bulan in range(1, sampai + 1):
        ditutup = bulan in periode and periode[bulan].ditutup
        entry = entries.get(bulan)
        if entry is not None and ditutup and entry.status != StatusRealisasi.DISETUJUI:
            entry = None
        months.append(
            Bulanan(
                target=target.target_bulan(bulan),
                target_atas=target.bulanan_atas[bulan - 1] if target.bulanan_atas else None,
                nilai=entry.nilai if entry else None,
                pembilang=entry.pembilang if entry else None,
                penyebut=entry.penyebut if entry else None,
                dilaporkan=entry is not None,
                ditutup=ditutup,
            )
        )
    return months


def hitung(target: TargetIndikator, months: Sequence[Bulanan], kebijakan: KebijakanSkor) -> Hasil:
    """Capaian of one target over these months under a policy."""
    return hitung_capaian(
        polarisasi=target.indikator.polarisasi,
        agregasi=target.indikator.agregasi,
        bulanan=months,
        pengali=target.indikator.pengali,
        nilai_terburuk=target.nilai_terburuk,
        batas_bawah=kebijakan.batas_bawah,
        batas_atas=kebijakan.batas_atas,
        tidak_dilaporkan=kebijakan.tidak_dilaporkan,
    )


def kelas_of(capaian: Decimal | None, skala: Sequence[Kelas]) -> Kelas | None:
    """Class of a capaian that may be unknown."""
    return None if capaian is None else tentukan_kelas(capaian, skala)


def nilai_bulan(target: TargetIndikator, entry: Realisasi | None) -> Decimal | None:
    """One month's entry as a figure: the value, or the ratio times its factor."""
    if entry is None:
        return None
    if entry.nilai is not None:
        return Decimal(entry.nilai)
    if not entry.penyebut:
        return None
    share: Decimal = target.indikator.pengali * (entry.pembilang or Decimal(0)) / entry.penyebut
    return share
