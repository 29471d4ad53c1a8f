"""Results as pages and documents show them: of one survey, and pooled over an office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.models import UnitKerja
from binawidya.umum.numbers import format_angka, round_half_up
from survei.enums import KELOMPOK, PALING_SEDIKIT, AsalJawaban, Demografi, JenisPeriode
from survei.models import HasilSurvei, Survei, TindakLanjut
from survei.scoring import MUTU, ikm, margin, mutu, pooled
from survei.selectors.bentuk import TIDAK_DISEBUT

TERLEMAH: Final = 3
_RANK: Final = (gettext_lazy("paling lemah"), gettext_lazy("terlemah kedua"), gettext_lazy("terlemah ketiga"))
# How many periods the trend goes back.
TREN: Final = 8


@dataclass(frozen=True, slots=True)
class NilaiUnsur:
    """An element with its mean; ``peringkat`` is 1 for the weakest, 0 outside the three weakest."""

    slug: str
    nama: str
    nrr: Decimal
    peringkat: int = 0

    @property
    def lebar(self) -> str:
        """Width of its bar of 300, from 1 to 4 as 0 to 100 per cent; an SVG number has a point."""
        return f"{(self.nrr - 1) * 100:.1f}"

    @property
    def kata(self) -> str:
        """``terlemah kedua`` or nothing."""
        return str(_RANK[self.peringkat - 1]) if self.peringkat else ""


def ranked(rows: Iterable[tuple[str, str, Decimal]]) -> list[NilaiUnsur]:
    """Elements in their order, the three weakest marked."""
    found = [*rows]
    weakest = sorted(range(len(found)), key=lambda place: (found[place][2], place))[:TERLEMAH]
    return [
        NilaiUnsur(*row, peringkat=weakest.index(place) + 1 if place in weakest else 0)
        for place, row in enumerate(found)
    ]


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Respondents of a group, or of several small ones together."""

    nama: str
    jumlah: int


@dataclass(slots=True)
class Ikhtisar:
    """One result ready to be read: of a survey, or of the respondents of several together."""

    ikm: Decimal
    galat: Decimal | None
    responden: int
    unsur: list[NilaiUnsur]
    profil: list[tuple[str, list[Kelompok]]] = field(default_factory=list)
    populasi: int | None = None
    sampel: int | None = None

    @property
    def huruf(self) -> str:
        return mutu(self.ikm)[0]

    @property
    def kinerja(self) -> str:
        return mutu(self.ikm)[1]

    @property
    def terlemah(self) -> list[NilaiUnsur]:
        """The three weakest, weakest first."""
        return sorted((one for one in self.unsur if one.peringkat), key=lambda one: one.peringkat)

    @property
    def kurang_sampel(self) -> int:
        """How many respondents are missing from the sample of the table; 0 where it is reached or not known."""
        return max((self.sampel or 0) - self.responden, 0)

    @property
    def menuju(self) -> str:
        """What is missing for the next letter, in words; empty at the best."""
        above = [(letter, words, bound) for letter, words, bound in MUTU if bound > self.ikm]
        if not above:
            return ""
        letter, words, bound = above[-1]
        return _("Kurang %(n)s lagi untuk mutu %(huruf)s (%(kata)s, mulai %(batas)s).") % {
            "n": format_angka(bound - self.ikm, 2), "huruf": letter, "kata": words, "batas": format_angka(bound, 2),
        }  # fmt: skip


def group_name(demografi: str, keys: Sequence[str]) -> str:
    """``SD dan SMP``: the groups that stand together."""
    choices: Any = AsalJawaban if demografi == "asal" else KELOMPOK[Demografi(demografi)]
    names = [str(TIDAK_DISEBUT) if key == "-" else str(choices(key).label) for key in keys]
    if len(names) == 1:
        return names[0]
    return _("%(depan)s dan %(akhir)s") % {"depan": ", ".join(names[:-1]), "akhir": names[-1]}


def _profile(hasil: HasilSurvei) -> list[tuple[str, list[Kelompok]]]:
    found = []
    for name, rows in hasil.profil.items():
        label = _("Cara mengisi") if name == "asal" else str(Demografi(name).label)
        if rows:
            found.append((label, [Kelompok(group_name(name, keys), count) for keys, count in rows]))
    return found


def ikhtisar(hasil: HasilSurvei) -> Ikhtisar | None:
    """A result of one survey; ``None`` under ten answers."""
    if hasil.ikm is None:
        return None
    # Sorted here: whoever fetched the elements along does not ask for them again.
    elements = sorted(hasil.survei.unsur.all(), key=lambda one: one.urutan)
    rows = [(one.slug, one.nama, nrr) for one, nrr in zip(elements, hasil.nrr, strict=True)]
    return Ikhtisar(
        ikm=hasil.ikm,
        galat=hasil.galat,
        responden=hasil.responden,
        unsur=ranked(rows),
        profil=_profile(hasil),
        populasi=hasil.populasi,
        sampel=hasil.sampel,
    )


def latest(survei_pk: int) -> HasilSurvei | None:
    """The newest result of a survey, moving or fixed."""
    return (
        HasilSurvei.objects.filter(survei=survei_pk)
        .select_related("survei__layanan", "survei__unit_kerja")
        .order_by("-versi")
        .first()
    )


# --- an office ----------------------------------------------------------------------------------------------------
Periode = tuple[int, str, int]


def _period(hasil: HasilSurvei) -> Periode:
    survei = hasil.survei
    return survei.tahun, survei.jenis_periode, survei.ke


def _order(period: Periode) -> tuple[int, int]:
    tahun, jenis, ke = period
    months = {"bulan": 1, "triwulan": 3, "semester": 6, "tahun": 12}[jenis]
    return tahun, ke * months


def pool(results: Sequence[HasilSurvei]) -> Ikhtisar | None:
    """Results with the same elements as one: their respondents are added, not their indices averaged."""
    results = [one for one in results if one.ikm is not None]
    if not results:
        return None
    if len(results) == 1:
        return ikhtisar(results[0])
    names: dict[str, str] = {}
    parts: dict[str, list[tuple[list[int], int]]] = {}
    for hasil in results:
        for place, one in enumerate(sorted(hasil.survei.unsur.all(), key=lambda one: one.urutan)):
            names.setdefault(one.slug, one.nama)
            parts.setdefault(one.slug, []).append(([hasil.jumlah[place]], hasil.responden))
    rows = []
    for slug, found in parts.items():
        (total,), count = pooled(found)
        rows.append((slug, names[slug], Decimal(total) / count))
    nilai = ikm([row[2] for row in rows])
    if nilai is None:
        return None
    return Ikhtisar(
        ikm=nilai,
        galat=_pooled_margin(results),
        responden=sum(one.responden for one in results),
        unsur=ranked(rows),
    )


def _pooled_margin(results: Sequence[HasilSurvei]) -> Decimal | None:
    banyak = {len(one.jumlah) for one in results}
    if len(banyak) > 1:
        return None
    total = sum(sum(one.jumlah) for one in results)
    squares = sum(one.jumlah_kuadrat for one in results)
    return margin(total, squares, sum(one.responden for one in results), banyak.pop())


@dataclass(slots=True)
class HasilKantor:
    """What the public sees of an office: the latest period, its services, and how it went before."""

    unit: UnitKerja
    nama_periode: str
    ikhtisar: Ikhtisar
    hasil: list[HasilSurvei]
    tren: list[tuple[str, Decimal]]
    tindak_lanjut: list[TindakLanjut]

    @property
    def per_layanan(self) -> list[HasilSurvei]:
        """Services beside each other where there are several."""
        return self.hasil if len(self.hasil) > 1 else []

    @property
    def selisih(self) -> Decimal | None:
        """Change since the period before."""
        return self.tren[-1][1] - self.tren[-2][1] if len(self.tren) > 1 else None


def hasil_kantor(unit: UnitKerja) -> HasilKantor | None:
    """The latest published period of a unit and all below it; ``None`` before anything was published.

    Only published results are pooled. An unpublished one would be the difference between the office and its services.
    """
    rows = [
        *HasilSurvei.objects.terbit()
        .filter(survei__unit_kerja__jalur__contains=[unit.pk])
        .select_related("survei__layanan", "survei__unit_kerja")
        .prefetch_related("survei__unsur")
        .order_by("pk")
    ]
    if not rows:
        return None
    periods: dict[Periode, list[HasilSurvei]] = {}
    for row in rows:
        periods.setdefault(_period(row), []).append(row)
    order = sorted(periods, key=_order)
    found = pool(periods[order[-1]])
    if found is None:
        return None
    last = periods[order[-1]]
    same_kind = [period for period in order if period[1] == order[-1][1]][-TREN:]
    trend = [(short_period(period), value.ikm) for period in same_kind if (value := pool(periods[period])) is not None]
    actions = TindakLanjut.objects.filter(survei__in=[one.survei_id for one in last]).select_related("unsur")
    return HasilKantor(
        unit, last[0].survei.nama_periode, found, last, trend, [*actions.order_by("unsur__urutan", "pk")]
    )


def short_period(period: Periode) -> str:
    """``III ’26`` under a point of the trend."""
    tahun, jenis, ke = period
    year = f"’{tahun % 100:02d}"
    if jenis == JenisPeriode.TAHUN:
        return str(tahun)
    return f"{('I', 'II', 'III', 'IV')[ke - 1]} {year}" if jenis != JenisPeriode.BULAN else f"{ke}/{tahun % 100:02d}"


@dataclass(frozen=True, slots=True)
class TitikTren:
    """A point of the trend with its place in a drawing of 420 x 190."""

    label: str
    nilai: Decimal
    x: int
    y: str
    y_teks: str
    akhir: bool


def trend_points(trend: Sequence[tuple[str, Decimal]]) -> tuple[list[TitikTren], str, str]:
    """Points, the path through them, and the height of the bound of mutu A (empty when it lies outside)."""
    bound = next(bound for letter, _words, bound in MUTU if letter == "A")
    values = [value for _label, value in trend]
    low, high = min([*values, bound]), max([*values, bound])
    span = max(high - low, Decimal(4))
    step = 360 // max(len(trend) - 1, 1)

    def height(value: Decimal) -> Decimal:
        return round_half_up(40 + (high - value) / span * 95, 1)

    points = [
        TitikTren(label, value, 30 + place * step, f"{height(value)}", f"{height(value) + 20}", place == len(trend) - 1)
        for place, (label, value) in enumerate(trend)
    ]
    path = "M" + "L".join(f"{one.x} {one.y}" for one in points)
    return points, path, f"{height(bound)}"


def too_few() -> str:
    """Why a figure is not shown."""
    return _("Belum sampai %(n)d jawaban, jadi angkanya tidak ditampilkan.") % {"n": PALING_SEDIKIT}


def trend_of(survei: Survei) -> list[HasilSurvei]:
    """Fixed results of the same service (or unit) in the same kind of period, oldest first, this one last."""
    rows = (
        HasilSurvei.objects.filter(
            survei__unit_kerja=survei.unit_kerja_id, survei__layanan=survei.layanan_id,
            survei__jenis_periode=survei.jenis_periode, sementara=False, ikm__isnull=False,
            survei__buka__lte=survei.buka,
        )
        .select_related("survei")
        .order_by("survei__tahun", "survei__ke", "survei", "-versi")
    )  # fmt: skip
    newest: dict[int, HasilSurvei] = {}
    for row in rows:
        newest.setdefault(row.survei_id, row)
    return [*newest.values()][-TREN:]
