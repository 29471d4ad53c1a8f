"""Units for pages and exports: the tree as far as it is opened, lists, heads, and how many people there are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Case, Count, F, IntegerField, Q, Value, When, Window
from django.db.models.functions import RowNumber

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.models import Penempatan, SusunanUnit, UnitKerja, User
from binawidya.organisasi.models.unit_kerja import UnitKerjaQuerySet
from binawidya.organisasi.policy import scope_paths
from binawidya.umum.dates import today

# More units side by side than this are a list to search in, no tree to look at.
PALING_BANYAK_ANAK: Final = 60
PALING_BANYAK_NAMA: Final = 3
PALING_BANYAK_SAUDARA: Final = 30
# Who acts in a post stands before who holds it.
_URUTAN: Final = Case(
    When(jenis=JenisPenempatan.PLH, then=Value(0)),
    When(jenis=JenisPenempatan.PLT, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
# People by their definitive post, which everybody has at most one of; each counts for every unit above.
_PEGAWAI: Final = """
WITH isi AS (
  SELECT unit_kerja_id, count(*) AS n FROM organisasi_penempatan
  WHERE jenis = 'definitif' AND tmt_mulai <= %(tanggal)s AND (tmt_selesai IS NULL OR tmt_selesai >= %(tanggal)s)
  GROUP BY unit_kerja_id
)
SELECT a.id, sum(isi.n)::bigint
FROM isi JOIN organisasi_unitkerja u ON u.id = isi.unit_kerja_id CROSS JOIN LATERAL unnest(u.jalur) AS a(id)
WHERE u.jalur && %(unit_ids)s::bigint[] AND a.id = ANY(%(unit_ids)s)
GROUP BY a.id
"""


@dataclass(frozen=True, slots=True)
class BarisUnit:
    """A line of the tree or of a list.

    :param tingkat: 0 for the highest unit that is shown.
    :param pegawai: people of the unit and of all below it.
    :param lebih: units below it that are left out of the tree, because there are too many of them.
    """

    unit: UnitKerja
    kepala: Penempatan | None
    pegawai: int
    anak: int
    tingkat: int = 0
    terbuka: bool = False
    lebih: int = 0
    tempat: str = ""

    @property
    def nanti(self) -> bool:
        return self.unit.berlaku_mulai > today()

    @property
    def ditutup(self) -> bool:
        return self.unit.berlaku_selesai is not None and self.unit.berlaku_selesai < today()


def units_for(user: User, *, ditutup: bool = False) -> UnitKerjaQuerySet:
    """The units in the user's tree: those that exist or are to come, on request those that ended as well."""
    units = UnitKerja.objects.visible_to(user, "unit_kerja.list")
    return units if ditutup else units.filter(_alive())


def _alive() -> Q:
    return Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=today())


def search_units(units: UnitKerjaQuerySet, teks: str) -> UnitKerjaQuerySet:
    """By part of the name or the beginning of the code."""
    teks = " ".join(teks.split())[:100]
    if not teks:
        return units
    return units.filter(Q(nama__icontains=teks) | Q(nama_pendek__icontains=teks) | Q(kode__istartswith=teks))


def kepala_of(unit_ids: Collection[int], tanggal: date) -> dict[int, Penempatan]:
    """Who leads each unit on a date; who acts stands before who holds the post. One query."""
    posts = Penempatan.objects.on(tanggal).filter(memimpin=True, unit_kerja__in=unit_ids)
    found: dict[int, Penempatan] = {}
    for post in posts.select_related("pegawai", "jabatan").order_by(_URUTAN, "pk"):
        found.setdefault(post.unit_kerja_id, post)
    return found


def jumlah_pegawai(unit_ids: Collection[int], tanggal: date) -> dict[int, int]:
    """How many people units and all below them have on a date. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PEGAWAI, {"unit_ids": [*unit_ids], "tanggal": tanggal})
        return dict(cursor.fetchall())


def _jumlah_anak(unit_ids: Collection[int]) -> dict[int, int]:
    rows = (
        UnitKerja.objects.filter(_alive(), induk__in=unit_ids).order_by().values_list("induk").annotate(n=Count("pk"))
    )
    return {induk: n for induk, n in rows if induk is not None}


# --- the tree -----------------------------------------------------------------------------------------------------
def puncak_for(user: User) -> list[UnitKerja]:
    """The highest units of the user's scope."""
    paths = scope_paths("unit_kerja.list", user.lingkup).paths
    found = UnitKerja.objects.filter(_alive(), pk__in=paths).order_by("kode")
    return [unit for unit in found if not paths & {*unit.jalur[:-1]}]


def pohon_for(user: User, buka: UnitKerja | None) -> list[BarisUnit]:
    """The tree, opened down to one unit, or by its single root. Five queries, whatever its size."""
    tops = puncak_for(user)
    opened = {*buka.jalur} if buka else {tops[0].pk} if len(tops) == 1 else set[int]()
    below, left_out = _children(opened, {*buka.jalur} if buka else set())
    shown: list[tuple[UnitKerja, int]] = []

    def walk(units: Iterable[UnitKerja], tingkat: int) -> None:
        for unit in units:
            shown.append((unit, tingkat))
            walk(below.get(unit.pk, []), tingkat + 1)

    walk(tops, 0)
    ids = [unit.pk for unit, _tingkat in shown]
    heads, people, children = kepala_of(ids, today()), jumlah_pegawai(ids, today()), _jumlah_anak(ids)
    return [
        BarisUnit(
            unit=unit, kepala=heads.get(unit.pk), pegawai=people.get(unit.pk, 0), anak=children.get(unit.pk, 0),
            tingkat=tingkat, terbuka=unit.pk in below, lebih=left_out.get(unit.pk, 0),
        )
        for unit, tingkat in shown
    ]  # fmt: skip


def _children(opened: Collection[int], path: Collection[int]) -> tuple[dict[int, list[UnitKerja]], dict[int, int]]:
    """The units below each opened one, as many as can be looked at, and how many more there are.

    :param path: units that are shown however far down the list they are.
    """
    place = Window(RowNumber(), partition_by=F("induk"), order_by="kode")
    size = Window(Count("pk"), partition_by=F("induk"))
    rows = UnitKerja.objects.filter(_alive(), induk__in=opened).annotate(nomor=place, saudara=size)
    found: dict[int, list[UnitKerja]] = {}
    total: dict[int, int] = {}
    for unit in rows.filter(Q(nomor__lte=PALING_BANYAK_ANAK) | Q(pk__in=path)).order_by("kode"):
        induk = unit.induk_id or 0
        found.setdefault(induk, []).append(unit)
        total[induk] = getattr(unit, "saudara", 0)
    return found, {induk: total[induk] - len(units) for induk, units in found.items()}


# --- lists --------------------------------------------------------------------------------------------------------
def baris_of(units: Sequence[UnitKerja]) -> list[BarisUnit]:
    """Lines of a list, each with the names of the units above. Four queries."""
    ids = [unit.pk for unit in units]
    above = {pk for unit in units for pk in unit.jalur[:-1]}
    names = dict(UnitKerja.objects.filter(pk__in=above).order_by().values_list("pk", "nama"))
    heads, people, children = kepala_of(ids, today()), jumlah_pegawai(ids, today()), _jumlah_anak(ids)
    return [
        BarisUnit(
            unit=unit, kepala=heads.get(unit.pk), pegawai=people.get(unit.pk, 0), anak=children.get(unit.pk, 0),
            tempat=" › ".join(names[pk] for pk in unit.jalur[:-1]),
        )
        for unit in units
    ]  # fmt: skip


def saudara_of(user: User, unit: UnitKerja) -> list[UnitKerja]:
    """The units beside this one that the user may merge into it; nothing where they are too many to tick."""
    units = UnitKerja.objects.visible_to(user, "unit_kerja.merge").filter(berlaku_selesai=None, induk=unit.induk_id)
    found = [*units.exclude(pk=unit.pk).order_by("kode")[: PALING_BANYAK_SAUDARA + 1]]
    return found if len(found) <= PALING_BANYAK_SAUDARA else []


# --- one unit -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class BarisJabatan:
    """A title within a unit: how many hold it today, and the first of their names."""

    nama: str
    memimpin: bool
    jumlah: int
    orang: tuple[str, ...]

    @property
    def lagi(self) -> int:
        return self.jumlah - len(self.orang)


def jabatan_of(unit: UnitKerja, tanggal: date) -> list[BarisJabatan]:
    """The posts held in a unit on a date by title, the leading ones first. One query."""
    posts = Penempatan.objects.on(tanggal).filter(unit_kerja=unit)
    rows = (
        posts.values("jabatan__nama", "jenis", "memimpin")
        .annotate(n=Count("pk"), orang=ArrayAgg("pegawai__nama", order_by="pegawai__nama"))
        .order_by("-memimpin", "jenis", "jabatan__nama")
    )
    prefix: dict[str, str] = {JenisPenempatan.PLT: "Plt. ", JenisPenempatan.PLH: "Plh. "}
    return [
        BarisJabatan(
            nama=f"{prefix.get(row['jenis'], '')}{row['jabatan__nama']}", memimpin=row["memimpin"], jumlah=row["n"],
            orang=tuple(row["orang"][:PALING_BANYAK_NAMA]),
        )
        for row in rows
    ]  # fmt: skip


def kepala_semua(unit: UnitKerja, tanggal: date) -> list[Penempatan]:
    """Everybody who leads a unit on a date: who acts first, then who holds the post."""
    posts = Penempatan.objects.on(tanggal).filter(unit_kerja=unit, memimpin=True)
    return [*posts.select_related("pegawai", "jabatan").order_by(_URUTAN, "pk")]


def riwayat_susunan(unit: UnitKerja) -> list[SusunanUnit]:
    """All arrangements of a unit, the latest first, planned ones included."""
    return [*unit.susunan.select_related("induk").order_by("-berlaku_mulai")]
