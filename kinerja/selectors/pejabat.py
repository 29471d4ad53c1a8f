"""Letterhead and signatures: which office writes, who leads it and who is whose superior on a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import Q

from binawidya.organisasi.enums import JenisPenempatan, JenisUnit
from binawidya.organisasi.models import Pegawai, Penempatan, UnitKerja
from binawidya.organisasi.selectors.atasan import atasan_of

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


def posts_of(pegawai_id: int, tanggal: date) -> list[Penempatan]:
    """The posts of a person on a date, the definitive one first."""
    found = Penempatan.objects.on(tanggal).filter(pegawai=pegawai_id).select_related("pegawai", "jabatan", "unit_kerja")
    return sorted(found, key=lambda post: (-_URUTAN_KEPALA[JenisPenempatan(post.jenis)], post.pk))


def superior(post: Penempatan, leaders: Sequence[Penempatan], tanggal: date) -> Pejabat | None:
    """The superior of a post, in the post that makes that person the superior.

    :param leaders: :func:`heads` of the units from the post's upwards.
    """
    found = atasan_of([post.pegawai_id], tanggal).get(post.pegawai_id)
    if found is None:
        return None
    held = next((one for one in leaders if one.pegawai_id == found), None) or next(iter(posts_of(found, tanggal)), None)
    if held is not None:
        return official(held)
    person = Pegawai.objects.get(pk=found)
    return Pejabat(person.pk, person.nama_lengkap, person.nip_tercetak, person.pangkat, "", "")


def valid_on(tanggal: date) -> Q:
    """Filter for units that exist on a date."""
    return Q(berlaku_mulai__lte=tanggal) & (Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=tanggal))
