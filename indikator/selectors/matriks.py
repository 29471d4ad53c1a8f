"""Matriks peran hasil: the targets of a unit against the sub-units and people who carry their parts.

Six queries, whatever the size. Gaps and double counting are found here, so that page, list and test say the same.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binawidya.organisasi.models import Penempatan, UnitKerja
from binawidya.umum.dates import today
from binawidya.umum.numbers import format_angka
from indikator.enums import Agregasi, Cascading, Polarisasi, SumberData
from indikator.models import TargetIndikator
from indikator.scoring import bulatkan

Kunci = tuple[int, int | None]


@dataclass(slots=True)
class Kolom:
    """A sub-unit, or a person of the unit itself.

    :param jumlah: how many targets it carries in the year, of whatever origin.
    """

    kunci: Kunci
    nama: str
    keterangan: str
    rencana: str
    jumlah: int = 0
    dari_sini: int = 0

    @property
    def tanpa_target(self) -> bool:
        return not self.jumlah

    @property
    def orang(self) -> bool:
        return self.kunci[1] is not None


@dataclass(slots=True)
class Sel:
    """What one column carries of one target."""

    bagian: list[TargetIndikator] = field(default_factory=list)
    ganda: bool = False

    @property
    def langsung(self) -> list[TargetIndikator]:
        return [part for part in self.bagian if part.langsung]

    @property
    def mendukung(self) -> list[TargetIndikator]:
        return [part for part in self.bagian if not part.langsung]


@dataclass(slots=True)
class Baris:
    """One target of the unit with its parts by column."""

    target: TargetIndikator
    sel: list[Sel]
    catatan: list[str] = field(default_factory=list)

    @property
    def tanpa_pemikul(self) -> bool:
        return not any(cell.bagian for cell in self.sel)

    @property
    def terisi(self) -> list[int]:
        return [place for place, cell in enumerate(self.sel) if cell.bagian]


@dataclass(slots=True)
class Matriks:
    """The whole of one unit and year."""

    unit: UnitKerja
    tahun: int
    kolom: list[Kolom]
    baris: list[Baris]

    @property
    def tanpa_pemikul(self) -> list[Baris]:
        return [row for row in self.baris if row.tanpa_pemikul]

    @property
    def tanpa_target(self) -> list[Kolom]:
        return [column for column in self.kolom if column.tanpa_target]

    @property
    def bercatatan(self) -> list[Baris]:
        return [row for row in self.baris if row.catatan]

    @property
    def daftar(self) -> list[tuple[Baris, list[tuple[Kolom, Sel]]]]:
        """The same as a list: each target with those who carry a part."""
        return [(row, [(self.kolom[place], row.sel[place]) for place in row.terisi]) for row in self.baris]


def matriks(unit: UnitKerja, tahun: int) -> Matriks:
    """Read the matrix of a unit."""
    own = [
        *TargetIndikator.objects.filter(unit_kerja=unit, pegawai=None, tahun=tahun)
        .select_related("indikator")
        .order_by("indikator__kode", "pk")
    ]
    parts = [
        *TargetIndikator.objects.filter(induk__in=own)
        .select_related("indikator", "unit_kerja", "pegawai")
        .order_by("unit_kerja__kode", "pegawai__nama", "pk")
    ]
    columns = _columns(unit, tahun)
    place = {column.kunci: number for number, column in enumerate(columns)}
    by_parent: dict[int, list[TargetIndikator]] = defaultdict(list)
    for part in parts:
        by_parent[part.induk_id or 0].append(part)
    rows = [_row(target, by_parent[target.pk], columns, place, unit) for target in own]
    return Matriks(unit, tahun, columns, rows)


def _columns(unit: UnitKerja, tahun: int) -> list[Kolom]:
    hari = today()
    children = UnitKerja.objects.on(hari).filter(induk=unit).order_by("kode", "pk")
    posts = (
        Penempatan.objects.on(hari)
        .filter(unit_kerja=unit)
        .select_related("pegawai", "jabatan")
        .order_by("-memimpin", "pegawai__nama", "pk")
    )
    columns = [Kolom((child.pk, None), child.sebutan, child.nama, f"u{child.pk}") for child in children]
    seen: set[int] = set()
    for post in posts:
        if post.pegawai_id not in seen:
            seen.add(post.pegawai_id)
            key = (unit.pk, post.pegawai_id)
            name = post.pegawai.nama
            columns.append(Kolom(key, name, post.nama_jabatan, f"u{unit.pk}-p{post.pegawai_id}"))
    counts: dict[Kunci, int] = defaultdict(int)
    where = TargetIndikator.objects.filter(tahun=tahun, unit_kerja__in=[unit.pk, *(child.pk for child in children)])
    for unit_id, pegawai_id in where.order_by().values_list("unit_kerja", "pegawai"):
        counts[unit_id, pegawai_id] += 1
    for column in columns:
        column.jumlah = counts[column.kunci]
    return columns


def _row(
    target: TargetIndikator, parts: Sequence[TargetIndikator], columns: Sequence[Kolom], place: Mapping[Kunci, int],
    unit: UnitKerja,
) -> Baris:  # fmt: skip
    row = Baris(target, [Sel() for _column in columns])
    elsewhere = []
    for part in parts:
        number = _place(part, place, unit)
        if number is None:
            elsewhere.append(part)
        else:
            row.sel[number].bagian.append(part)
            columns[number].dari_sini += 1
    row.catatan = [*_split_notes(target, parts), *_double_notes(row, columns), *_elsewhere_notes(elsewhere)]
    if not parts and target.sumber == SumberData.TURUNAN:
        row.catatan.insert(0, _("Dijumlahkan dari bagian, tetapi belum ada bagiannya: realisasinya tidak akan terisi."))
    return row


def _place(part: TargetIndikator, place: Mapping[Kunci, int], unit: UnitKerja) -> int | None:
    """The column of a part: its owner, or the sub-unit below which its owner is."""
    own = place.get((part.unit_kerja_id, part.pegawai_id))
    if own is not None:
        return own
    path = part.unit_kerja.jalur
    if unit.pk not in path:
        return None
    below = path[path.index(unit.pk) + 1 :]
    return place.get((below[0], None)) if below else None


def _split_notes(target: TargetIndikator, parts: Sequence[TargetIndikator]) -> list[str]:
    """Whether the parts of a split make the whole."""
    split = [part for part in parts if part.cascading == Cascading.DIBAGI]
    if not split:
        return []
    places = target.indikator.desimal
    if target.indikator.agregasi == Agregasi.JUMLAH:
        total = sum((part.target for part in split), Decimal(0))
        gap = bulatkan(Fraction(total - target.target), places)
        if not gap:
            return []
        words = {"jumlah": format_angka(total), "utuh": format_angka(target.target), "beda": format_angka(abs(gap))}
        if gap < 0:
            return [_("Bagian berjumlah %(jumlah)s dari %(utuh)s: kurang %(beda)s.") % words]
        return [_("Bagian berjumlah %(jumlah)s dari %(utuh)s: lebih %(beda)s, ada yang terhitung dua kali.") % words]
    worse = {
        Polarisasi.MAKSIMUM: all(part.target < target.target for part in split),
        Polarisasi.MINIMUM: all(part.target > target.target for part in split),
    }.get(Polarisasi(target.indikator.polarisasi), False)
    if worse:
        return [_("Semua bagian lebih longgar daripada targetnya, jadi target ini tidak akan tercapai.")]
    return []


def _double_notes(row: Baris, columns: Sequence[Kolom]) -> list[str]:
    """The same part carried twice within one column: by a sub-unit and by somebody below it."""
    notes = []
    for cell, column in zip(row.sel, columns, strict=True):
        split = [part for part in cell.langsung if part.cascading == Cascading.DIBAGI]
        if len(split) > 1 and any((part.unit_kerja_id, part.pegawai_id) == column.kunci for part in split):
            cell.ganda = True
            words = _("%(siapa)s memikul bagian ini, dan orang di dalamnya memikulnya sekali lagi.")
            notes.append(words % {"siapa": column.nama})
    return notes


def _elsewhere_notes(parts: Sequence[TargetIndikator]) -> list[str]:
    if not parts:
        return []
    words = ngettext(
        "%(n)s bagian dipikul di luar unit ini atau oleh yang tidak lagi bertugas di sini.",
        "%(n)s bagian dipikul di luar unit ini atau oleh yang tidak lagi bertugas di sini.",
        len(parts),
    )
    return [words % {"n": format_angka(len(parts))}]
