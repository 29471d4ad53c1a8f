"""Letterhead and signatures: which office writes, who leads it and who is whose superior on a date."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet

from binawidya.organisasi.enums import JenisPenempatan, JenisUnit
from binawidya.organisasi.models import Pegawai, Penempatan, UnitKerja
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.susunan_unit import chains_on

# Who acts in a post stands before who holds it.
_URUTAN_KEPALA: Final = {JenisPenempatan.PLH: 0, JenisPenempatan.PLT: 1, JenisPenempatan.DEFINITIF: 2}


@dataclass(frozen=True, slots=True)
class Kop:
    """Letterhead: the government, the units down to the one that has an address, and how to reach it."""

    pemerintah: str
    unit: tuple[str, ...]
    alamat: str
    kontak: str


@dataclass(frozen=True, slots=True)
class Pejabat:
    """A person in a post, as printed."""

    pegawai_id: int
    nama: str
    nip: str
    pangkat: str
    jabatan: str
    unit: str


def letterhead(chain: Sequence[UnitKerja]) -> Kop:
    """Letterhead of the last unit of the chain: address and contact of the nearest one that has them.

    :param chain: the root first; empty for somebody who belongs to no unit.
    """
    if not chain:
        return Kop(pemerintah=settings.PEMERINTAH, unit=(settings.INSTANSI,), alamat="", kontak="")
    root = chain[0]
    carrier = next((unit for unit in reversed(chain) if unit.alamat), root)
    pemerintah = root.nama if root.jenis == JenisUnit.PEMERINTAH_DAERAH else settings.PEMERINTAH
    names = tuple(
        unit.nama
        for unit in chain
        if len(unit.jalur) <= len(carrier.jalur)
        and unit.jenis != JenisUnit.PEMERINTAH_DAERAH
        and (unit == carrier or unit.jenis == JenisUnit.PERANGKAT_DAERAH)
    )
    kontak = next((unit.kontak for unit in reversed(chain) if unit.kontak), "")
    return Kop(pemerintah=pemerintah, unit=names or (root.nama,), alamat=carrier.alamat, kontak=kontak)


def heads(chain: Sequence[UnitKerja], tanggal: date) -> list[Penempatan]:
    """Who led these units on a date, one for each: the lowest unit first; who acts stands for who holds the post."""
    level = {unit.pk: len(unit.jalur) for unit in chain}
    found = (
        Penempatan.objects.on(tanggal)
        .filter(memimpin=True, unit_kerja__in=level)
        .select_related("pegawai", "jabatan", "unit_kerja")
    )
    acting_last = sorted(found, key=lambda post: (-_URUTAN_KEPALA[JenisPenempatan(post.jenis)], -post.pk))
    one_each = {post.unit_kerja_id: post for post in acting_last}
    return sorted(one_each.values(), key=lambda post: -level[post.unit_kerja_id])


def head_of(unit: UnitKerja, leaders: Sequence[Penempatan]) -> Pejabat | None:
    """Who signs for the unit; nobody when its post is vacant, however many lead above it."""
    return next((official(post) for post in leaders if post.unit_kerja_id == unit.pk), None)


def official(post: Penempatan) -> Pejabat:
    """A post with its person as printed; "Plt." and "Plh." stay before the title."""
    return Pejabat(
        pegawai_id=post.pegawai_id,
        nama=post.pegawai.nama_lengkap,
        nip=post.pegawai.nip_tercetak,
        pangkat=post.pegawai.pangkat,
        jabatan=post.nama_jabatan,
        unit=post.unit_kerja.nama,
    )


@dataclass(frozen=True, slots=True)
class Kedudukan:
    """Where many people stood on a date: posts, the units above those, who led them, and whose superior is who."""

    pos: Mapping[int, Sequence[Penempatan]]
    rantai: Mapping[int, Sequence[UnitKerja]]
    kepala: Mapping[int, Penempatan]
    atasan: Mapping[int, int]
    orang: Mapping[int, Pegawai]

    def chain(self, unit_id: int) -> Sequence[UnitKerja]:
        """The unit and those above it, the root first."""
        return self.rantai.get(unit_id, ())

    def superior(self, post: Penempatan) -> Pejabat | None:
        """The superior of a post, in the post that makes that person the superior."""
        found = self.atasan.get(post.pegawai_id)
        if found is None:
            return None
        leaders = (self.kepala.get(unit.pk) for unit in reversed(self.chain(post.unit_kerja_id)))
        leading = next((one for one in leaders if one is not None and one.pegawai_id == found), None)
        held = leading or next(iter(self.pos.get(found, ())), None)
        if held is not None:
            return official(held)
        return without_post(self.orang[found])


def without_post(pegawai: Pegawai) -> Pejabat:
    """Somebody who holds no post, as printed."""
    return Pejabat(pegawai.pk, pegawai.nama_lengkap, pegawai.nip_tercetak, pegawai.pangkat, "", "")


def standing(pegawai_ids: Collection[int], tanggal: date, *, units: Collection[int] = ()) -> Kedudukan:
    """Read where these people stood. Five queries, for one person as for a thousand.

    :param units: further units whose chain is wanted, for people without a post.
    """
    above = atasan_of(pegawai_ids, tanggal)
    everybody = {*pegawai_ids, *above.values()}
    pos: dict[int, list[Penempatan]] = {}
    for post in _ordered(Penempatan.objects.on(tanggal).filter(pegawai__in=everybody)):
        pos.setdefault(post.pegawai_id, []).append(post)
    wanted = {post.unit_kerja_id for posts in pos.values() for post in posts} | {*units}
    chains = chains_on(sorted(wanted), tanggal)
    found = {unit.pk: unit for chain in chains.values() for unit in chain}
    return Kedudukan(
        pos=pos,
        rantai=chains,
        kepala={post.unit_kerja_id: post for post in heads([*found.values()], tanggal)},
        atasan=above,
        orang=Pegawai.objects.in_bulk({one for one in above.values() if one not in pos}),
    )


def _ordered(posts: QuerySet[Penempatan]) -> list[Penempatan]:
    """The definitive post of each person first."""
    found = posts.select_related("pegawai", "jabatan", "unit_kerja")
    return sorted(found, key=lambda post: (-_URUTAN_KEPALA[JenisPenempatan(post.jenis)], post.pk))


def valid_on(tanggal: date) -> Q:
    """Filter for units that exist on a date."""
    return Q(berlaku_mulai__lte=tanggal) & (Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=tanggal))
