"""Data quality of a unit, of the units right below it, and of the people in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, UnitKerja
from binawidya.organisasi.selectors.susunan_unit import children_on
from binawidya.umum.dates import nama_bulan
from binawidya.umum.trend import describe_trend
from indikator.enums import REALISASI_MENUNGGU, StatusRealisasi
from indikator.models import Bukti
from indikator.mutu import BAGIAN, Hitungan, gabung, nilai_peringkat
from indikator.selectors.rekap import due_targets

BULAN_TERBANYAK: Final = 12
ORANG_TERBANYAK: Final = 100
SEMUA: Final = "semua"
_MASUK: Final = (*REALISASI_MENUNGGU, StatusRealisasi.DISETUJUI)
_ANGKA: Final = tuple(one.name for one in fields(Hitungan))
# Every unit of a subtree beside the top of it, and the unit right below the top that it belongs to.
_SUSUNAN: Final = """
FROM unnest(%(units)s::bigint[]) atas(id)
JOIN organisasi_unitkerja u ON u.jalur @> ARRAY[atas.id]
CROSS JOIN LATERAL (SELECT u.jalur[array_position(u.jalur, atas.id) + 1] AS id) anak
JOIN indikator_mutudata m ON m.unit_kerja_id = u.id
"""
_JUMLAH: Final = f"""
SELECT atas.id, anak.id, m.periode_id, {", ".join(f"sum(m.{name})::bigint" for name in _ANGKA)} {_SUSUNAN}
WHERE m.periode_id = ANY(%(periode)s) GROUP BY 1, 2, 3
"""
# The middle one of all late entries: of each unit as a whole, and of every unit right below it.
_MEDIAN: Final = f"""
SELECT atas.id, GROUPING(anak.id) = 1, anak.id, percentile_cont(0.5) WITHIN GROUP (ORDER BY h.hari) {_SUSUNAN}
CROSS JOIN LATERAL unnest(m.hari_terlambat) h(hari)
WHERE m.periode_id = %(periode)s GROUP BY GROUPING SETS ((atas.id), (atas.id, anak.id))
"""
_Jumlah = dict[int | None, dict[int, Hitungan]]


@dataclass(frozen=True, slots=True)
class Bagian:
    """One of the five parts of the index, for its row in the formula."""

    nama: str
    rumus: str
    jumlah: int
    persen: Decimal | None


@dataclass(frozen=True)
class Mutu:
    """The data of one unit or subtree: counts of the month and of those before, oldest first.

    :param median: days that half of the late entries were late at most; nothing where none was.
    """

    unit: UnitKerja
    bulan: Sequence[Periode]
    hitungan: Sequence[Hitungan]
    median: Decimal | None = None
    langsung: bool = False

    @property
    def kini(self) -> Hitungan:
        return self.hitungan[-1]

    @cached_property
    def tren(self) -> list[Decimal | None]:
        """The index of every month."""
        return [one.indeks for one in self.hitungan]

    @property
    def indeks(self) -> Decimal | None:
        return self.tren[-1]

    @property
    def lalu(self) -> Decimal | None:
        """The index of the month before."""
        return self.tren[-2] if len(self.tren) > 1 else None

    @property
    def kenaikan(self) -> Decimal | None:
        """What the index gained since the month before."""
        return None if self.indeks is None or self.lalu is None else self.indeks - self.lalu

    @property
    def peringkat(self) -> Decimal | None:
        """What it is ranked by."""
        return nilai_peringkat(self.indeks, self.lalu)

    @property
    def nama_bulan(self) -> list[str]:
        return [nama_bulan(one.bulan, pendek=True) for one in self.bulan]

    @property
    def arah(self) -> str:
        """The development in words."""
        return describe_trend(self.tren, self.nama_bulan)

    @property
    def angka_bulan(self) -> list[tuple[Periode, Decimal | None]]:
        """The figures behind the picture, the latest first."""
        return [*zip(reversed(self.bulan), reversed(self.tren), strict=True)]

    @property
    def tepat_waktu(self) -> Decimal | None:
        return self.kini.persen("tepat_waktu")

    @property
    def berbukti(self) -> Decimal | None:
        return self.kini.persen("berbukti")

    @property
    def dikembalikan(self) -> Decimal | None:
        return self.kini.persen("dikembalikan")

    @property
    def bagian(self) -> list[Bagian]:
        """The five counts of the formula."""
        return [Bagian(*words, getattr(self.kini, key), self.kini.persen(key)) for key, words in _kata().items()]

    @property
    def pembagi(self) -> int:
        """The denominator of the index."""
        return len(BAGIAN) * self.kini.wajib


@dataclass(frozen=True, slots=True)
class MutuUnit:
    """A unit with the units right below it, those that improved most first."""

    unit: UnitKerja
    periode: Periode
    mutu: Mutu
    di_bawah: list[Mutu] = field(default_factory=list)

    @property
    def nomor(self) -> list[tuple[int | None, Mutu]]:
        """The rank of each: equal values share one, who has nothing due has none."""
        worth = [row.peringkat for row in self.di_bawah]
        return [
            (
                None if (value := row.peringkat) is None else 1 + sum(1 for x in worth if x is not None and x > value),
                row,
            )
            for row in self.di_bawah
        ]

    @property
    def paling_naik(self) -> Mutu | None:
        """The one whose index gained most, if any did."""
        risen = [row for row in self.di_bawah if row.kenaikan is not None and row.kenaikan > 0]
        return max(risen, key=lambda row: row.kenaikan or 0, default=None)


@dataclass(frozen=True, slots=True)
class MutuOrang:
    """One person of the unit."""

    nama: str
    hitungan: Hitungan


def _kata() -> Mapping[str, tuple[str, str]]:
    return {
        "masuk": (_("Lengkap"), _("sudah diajukan")),
        "tepat_waktu": (_("Tepat waktu"), _("diajukan sebelum batas pengisian")),
        "berbukti": (_("Berbukti"), _("diajukan dengan bukti dukung")),
        "sekali_jadi": (_("Sekali jadi"), _("diajukan dan tidak pernah dikembalikan")),
        "tanpa_peringatan": (_("Wajar"), _("diajukan tanpa peringatan kewajaran yang masih terbuka")),
    }


def bulan_mutu(periode: Periode, opened: Sequence[Periode]) -> list[Periode]:
    """The months that are compared: up to twelve, the one in question last."""
    until = (periode.tahun, periode.bulan)
    found = sorted((one for one in opened if (one.tahun, one.bulan) < until), key=lambda one: (one.tahun, one.bulan))
    return [*found[-(BULAN_TERBANYAK - 1) :], periode]


def mutu_unit(unit: UnitKerja, periode: Periode, opened: Sequence[Periode]) -> Mutu:
    """The data of a subtree as a whole, without how late the late ones were. One query."""
    months = bulan_mutu(periode, opened)
    return Mutu(unit, months, _sums(_counts([unit], months)[unit.pk], months))


def mutu_papan(unit: UnitKerja, periode: Periode, opened: Sequence[Periode]) -> MutuUnit:
    """The data of a unit and of those right below it on the last day of the month. Three queries."""
    return mutu_papan_banyak([(unit, children_on(unit, periode.hari_terakhir))], periode, opened)[unit.pk]


def mutu_papan_banyak(
    units: Collection[tuple[UnitKerja, Sequence[UnitKerja]]], periode: Periode, opened: Sequence[Periode]
) -> dict[int, MutuUnit]:
    """The data of many units, by unit. Two queries.

    :param units: each with the units right below it on the last day of the month.
    """
    months = bulan_mutu(periode, opened)
    counts = _counts([unit for unit, _below in units], months)
    medians = _median([unit for unit, _below in units], periode)
    return {unit.pk: _read(unit, below, months, counts[unit.pk], medians[unit.pk]) for unit, below in units}


def _counts(units: Sequence[UnitKerja], months: Sequence[Periode]) -> dict[int, _Jumlah]:
    """By unit: counts by month of every unit right below, with all below that; of the unit itself without a key."""
    counts: dict[int, _Jumlah] = {unit.pk: {} for unit in units}
    with connection.cursor() as cursor:
        cursor.execute(_JUMLAH, {"units": [*counts], "periode": [month.pk for month in months]})
        for unit, anak, month, *figures in cursor.fetchall():
            counts[unit].setdefault(anak, {})[month] = Hitungan(**dict(zip(_ANGKA, figures, strict=True)))
    return counts


def _sums(counts: _Jumlah, months: Sequence[Periode]) -> list[Hitungan]:
    return [gabung(found.get(month.pk, Hitungan()) for found in counts.values()) for month in months]


def _read(
    unit: UnitKerja,
    children: Sequence[UnitKerja],
    months: Sequence[Periode],
    counts: _Jumlah,
    median: Mapping[int | str | None, Decimal],
) -> MutuUnit:
    def of(key: int | None, one: UnitKerja, *, langsung: bool = False) -> Mutu:
        found = counts.get(key, {})
        return Mutu(one, months, [found.get(month.pk, Hitungan()) for month in months], median.get(key), langsung)

    below = [of(child.pk, child) for child in children]
    own = of(None, unit, langsung=True)
    if below and any(one.wajib for one in own.hitungan):
        below.append(own)
    below.sort(key=lambda row: (row.peringkat is None, -(row.peringkat or 0), row.unit.kode))
    return MutuUnit(unit, months[-1], Mutu(unit, months, _sums(counts, months), median.get(SEMUA)), below)


def _median(units: Sequence[UnitKerja], periode: Periode) -> dict[int, dict[int | str | None, Decimal]]:
    """By unit: the median of all of it at :data:`SEMUA`, of every unit right below, of itself without a key."""
    found: dict[int, dict[int | str | None, Decimal]] = {unit.pk: {} for unit in units}
    with connection.cursor() as cursor:
        cursor.execute(_MEDIAN, {"units": [*found], "periode": periode.pk})
        for unit, whole, anak, days in cursor.fetchall():
            if days is not None:
                found[unit][SEMUA if whole else anak] = Decimal(str(days))
    return found


def mutu_orang(unit: UnitKerja, periode: Periode) -> list[MutuOrang]:
    """The people who enter for the unit itself, those with most to mend first. One query."""
    entered = Q(keadaan__in=_MASUK)
    counts: dict[str, Any] = {
        "wajib": Count("pk"),
        "masuk": Count("pk", filter=entered),
        "tepat_waktu": Count("pk", filter=entered & Q(isi__terlambat_hari=0)),
        "berbukti": Count("pk", filter=entered & Q(ada_bukti=True)),
        "sekali_jadi": Count("pk", filter=entered & Q(isi__dikembalikan_kali=0)),
        "dikembalikan": Count("pk", filter=Q(isi__dikembalikan_kali__gt=0)),
        "peringatan": Count("pk", filter=Q(keadaan__in=REALISASI_MENUNGGU) & ~Q(isi__peringatan=[])),
    }
    rows = (
        due_targets(periode)
        .filter(unit_kerja=unit)
        .annotate(ada_bukti=Exists(Bukti.objects.filter(realisasi=OuterRef("isi__pk"))))
        .order_by()
        .values("pengisi", "pengisi__nama")
        .annotate(**{f"jumlah_{name}": count for name, count in counts.items()})
    )
    people = [
        MutuOrang(row["pengisi__nama"], Hitungan(**{name: row[f"jumlah_{name}"] for name in _ANGKA})) for row in rows
    ]
    people.sort(key=lambda one: (one.hitungan.jumlah - len(BAGIAN) * one.hitungan.wajib, one.nama))
    return people[:ORANG_TERBANYAK]
