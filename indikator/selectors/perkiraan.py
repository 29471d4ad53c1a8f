"""Forecasts: what to expect of a target at the end of the year, and what is needed until then."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.db.models import Q

from binawidya.organisasi.models import Periode
from binawidya.umum.dates import nama_bulan
from indikator.enums import Agregasi, Polarisasi, SumberData
from indikator.models import Capaian
from indikator.perkiraan import BULAN_AKHIR, PALING_SEDIKIT, Ramalan, ramal

SERATUS = Decimal(100)


@dataclass(frozen=True, slots=True)
class Syarat:
    """What the months that are left must bring for the year's target to be reached.

    :param macam: ``tiap_min``, ``tiap_maks``: each month; ``rata_min``, ``rata_maks``: on average; ``akhir_min``,
        ``akhir_maks``: in the last month; ``sekali_min``, ``sekali_maks``: in one of them; ``naik``: capaian must rise
        by ``nilai`` points; ``tercapai``: nothing more is needed; ``mustahil``: no figure would do any more.
    :param bulan: how many months with a target are left.
    """

    macam: str
    nilai: Decimal | None = None
    bulan: int = 0


@dataclass(frozen=True, slots=True)
class Perkiraan:
    """Expected capaian of the year, its interval, and what it takes to reach the target.

    :param lewat: capaian from January to each month so far, by number of the month.
    """

    keadaan: str
    harapan: Decimal
    bawah: Decimal
    atas: Decimal
    syarat: Syarat | None = None
    lewat: dict[int, Decimal] = field(default_factory=dict)

    @property
    def bulan(self) -> int:
        """From how many months it was made."""
        return len(self.lewat)

    @property
    def deret(self) -> list[Decimal | None]:
        """The twelve months of the year; nothing for those without a figure."""
        return [self.lewat.get(bulan) for bulan in range(1, BULAN_AKHIR + 1)]

    @property
    def kipas(self) -> tuple[Decimal, Decimal, Decimal]:
        """Expected, lowest and highest figure of December, as the chart takes them."""
        return self.harapan, self.bawah, self.atas

    @property
    def baris(self) -> list[tuple[str, Decimal]]:
        """The months so far with their figures, for the table beside the chart."""
        return [(nama_bulan(bulan), nilai) for bulan, nilai in self.lewat.items()]


@dataclass(frozen=True, slots=True)
class Peringatan:
    """A target that will be missed unless something changes."""

    capaian: Capaian
    perkiraan: Perkiraan


def perkiraan(capaian: Capaian) -> Perkiraan | None:
    """The forecast as of a month; nothing before there are three months. One query."""
    rows = _riwayat(Q(target=capaian.target_id), capaian.periode).get(capaian.target_id, {})
    found = _ramal(rows)
    return None if found is None else _perkiraan(found, rows, syarat(capaian))


def peringatan_dini(targets: Q, periode: Periode) -> list[Peringatan]:
    """Targets whose expected capaian of the year is below 100, the surest and heaviest loss first. Two queries.

    :param targets: which, as a condition on the target of a capaian.
    """
    history = _riwayat(targets, periode)
    short = [pk for pk, rows in history.items() if periode.bulan in rows and _kurang(_ramal(rows))]
    figures = Capaian.objects.filter(target__in=short, periode=periode).select_related(
        "periode", "target__indikator", "target__unit_kerja", "target__pegawai"
    )
    return memperingatkan((row, history[row.target_id]) for row in figures)


def memperingatkan(rows: Iterable[tuple[Capaian, dict[int, Decimal]]]) -> list[Peringatan]:
    """The same of figures that were read already, each with its uncapped capaian by month. No query."""
    found = [
        Peringatan(capaian, _perkiraan(ramalan, past, syarat(capaian)))
        for capaian, past in rows
        if capaian.periode.bulan in past and (ramalan := _ramal(past)) is not None and _kurang(ramalan)
    ]
    return sorted(found, key=_berat)


def _kurang(found: Ramalan | None) -> bool:
    return found is not None and found.harapan < SERATUS


def _berat(row: Peringatan) -> tuple[bool, Decimal, int]:
    loss = (SERATUS - row.perkiraan.harapan) * row.capaian.target.bobot
    return row.perkiraan.keadaan != "tidak_tercapai", -loss, row.capaian.target_id


def ramal_nilai(nilai: dict[int, Decimal]) -> Perkiraan | None:
    """The forecast of a score from its running totals by month; nothing from fewer than three months."""
    found = _ramal(nilai)
    return None if found is None else _perkiraan(found, nilai, None)


def _riwayat(targets: Q, periode: Periode) -> dict[int, dict[int, Decimal]]:
    """Uncapped capaian by target and month. One query."""
    found: dict[int, dict[int, Decimal]] = {}
    rows = Capaian.objects.filter(
        targets, periode__tahun=periode.tahun, periode__bulan__lte=periode.bulan, capaian_mentah__isnull=False
    )
    for target, bulan, nilai in rows.order_by("target", "periode__bulan").values_list(
        "target", "periode__bulan", "capaian_mentah"
    ):
        if nilai is not None:
            found.setdefault(target, {})[bulan] = nilai
    return found


def _ramal(rows: dict[int, Decimal]) -> Ramalan | None:
    if len(rows) < PALING_SEDIKIT:
        return None
    return ramal([*rows], [float(nilai) for nilai in rows.values()])


def _perkiraan(found: Ramalan, rows: dict[int, Decimal], need: Syarat | None) -> Perkiraan:
    return Perkiraan(
        keadaan=found.keadaan(),
        harapan=_two(found.harapan),
        bawah=_two(max(found.bawah, 0.0)),
        atas=_two(max(found.atas, 0.0)),
        syarat=need,
        lewat=rows,
    )


def _two(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))


def syarat(capaian: Capaian) -> Syarat | None:
    """What the rest of the year must bring; nothing when no month with a target is left."""
    target, indikator = capaian.target, capaian.target.indikator
    plan = [value for value in target.bulanan if value is not None]
    left = [value for value in target.bulanan[capaian.periode.bulan :] if value is not None]
    if not left or capaian.realisasi is None:
        return None
    simple = target.sumber != SumberData.TURUNAN and target.target_atas is None
    if simple and indikator.polarisasi in {Polarisasi.MAKSIMUM, Polarisasi.MINIMUM}:
        more = indikator.polarisasi == Polarisasi.MAKSIMUM
        found = _menurut_agregasi(indikator.agregasi, plan, left, capaian, more=more)
        if found is not None:
            return found
    if capaian.capaian_mentah is None:
        return None
    rise = SERATUS - capaian.capaian_mentah
    return Syarat("naik", _angka(rise, more=True), len(left)) if rise > 0 else Syarat("tercapai", bulan=len(left))


def _menurut_agregasi(
    agregasi: str, plan: Sequence[Decimal], left: Sequence[Decimal], capaian: Capaian, *, more: bool
) -> Syarat | None:
    side, months, so_far = "min" if more else "maks", len(left), capaian.realisasi or Decimal(0)
    if agregasi == Agregasi.JUMLAH:
        missing = sum(plan, Decimal(0)) - so_far
        if missing <= 0:
            return Syarat("tercapai" if more else "mustahil", bulan=months)
        return Syarat(f"tiap_{side}", _angka(missing / months, more=more), months)
    if agregasi == Agregasi.RATA_RATA:
        reported = capaian.bulan_dilaporkan
        needed = (sum(plan, Decimal(0)) / len(plan) * (reported + months) - so_far * reported) / months
        if needed < 0 and min(plan) >= 0:
            return Syarat("tercapai" if more else "mustahil", bulan=months)
        return Syarat(f"rata_{side}", _angka(needed, more=more), months)
    if agregasi == Agregasi.POSISI_AKHIR:
        return Syarat(f"akhir_{side}", left[-1], months)
    if agregasi == Agregasi.TERTINGGI and more:
        return _sekali(side, max(plan), months, reached=so_far >= max(plan))
    if agregasi == Agregasi.TERENDAH and not more:
        return _sekali(side, min(plan), months, reached=so_far <= min(plan))
    return None


def _angka(value: Decimal, *, more: bool) -> Decimal:
    """Two digits, rounded so that whoever brings it has brought enough."""
    return value.quantize(Decimal("0.01"), ROUND_CEILING if more else ROUND_FLOOR)


def _sekali(side: str, bound: Decimal, months: int, *, reached: bool) -> Syarat:
    return Syarat("tercapai", bulan=months) if reached else Syarat(f"sekali_{side}", bound, months)


def lingkup_peringatan(unit_ids: Collection[int], pegawai_di: int | None) -> Q:
    """Own indicators of some units, and with ``pegawai_di`` the targets of the people of that unit."""
    own = Q(target__pegawai=None, target__unit_kerja__in=[*unit_ids])
    return own if pegawai_di is None else own | Q(target__pegawai__isnull=False, target__unit_kerja=pegawai_di)
