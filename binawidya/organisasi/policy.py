"""The two ways in which the table of rights (``hak``) is asked: about one object, and about everything within reach."""

from dataclasses import dataclass

from django.db.models import Q

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.hak import BOLEH_DIBERIKAN, BUKAN_UNTUK_SENDIRI, DIBACA_LEWAT, PERAN, TABEL, H, Hubungan
from binawidya.organisasi.lingkup import Lingkup
from binawidya.umum.http import SIGNED_IN

__all__ = [
    "BUKAN_UNTUK_SENDIRI",
    "DIBACA_LEWAT",
    "TABEL",
    "Hubungan",
    "Scope",
    "allows",
    "allows_everywhere",
    "grantable",
    "relations_to",
    "scope_paths",
    "scope_q",
]


@dataclass(frozen=True, slots=True)
class Scope:
    """How far an act reaches for one user: the own record, direct subordinates, and subtrees."""

    own: bool
    below: bool
    paths: frozenset[int]


def scope_paths(act: str, lingkup: Lingkup) -> Scope:
    """The units over whose subtrees the user may do ``act``, and whether the own and the team's objects count."""
    relations = TABEL[act]
    paths: set[int] = set()
    for relation in relations:
        if relation is H.KEPALA:
            paths |= lingkup.memimpin
        elif relation is H.ANGGOTA:
            paths |= lingkup.unit
        elif relation is H.SEKANTOR:
            paths |= lingkup.kantor
        elif relation in PERAN:
            paths |= lingkup.peran.get(PERAN[relation], frozenset())
    return Scope(own=H.PEMILIK in relations, below=H.ATASAN in relations, paths=frozenset(paths))


def scope_q(act: str, lingkup: Lingkup, *, jalur: str) -> Q:
    """A filter for objects that hang on a unit; ``jalur`` is the lookup of its path."""
    paths = scope_paths(act, lingkup).paths
    return Q(**{f"{jalur}__overlap": sorted(paths)}) if paths else Q(pk__in=[])


def relations_to(
    lingkup: Lingkup,
    *,
    jalur: "list[int] | tuple[int, ...]" = (),
    pemilik_id: int | None = None,
    unit_kerja_id: int | None = None,
) -> frozenset[Hubungan]:
    """All relations of a user to an object.

    :param jalur: path of the unit the object hangs on.
    :param pemilik_id: the Pegawai whose work it is.
    :param unit_kerja_id: the unit in whose post the work is done; with the owner it decides who the superior is.
    """
    found = {relation for relation, peran in PERAN.items() if lingkup.peran.get(peran, frozenset()) & set(jalur)}
    if pemilik_id is not None and pemilik_id == lingkup.pegawai_id:
        found.add(H.PEMILIK)
    if lingkup.memimpin & set(jalur):
        found.add(H.KEPALA)
    if jalur and jalur[-1] in lingkup.unit:
        found.add(H.ANGGOTA)
    if lingkup.kantor & set(jalur):
        found.add(H.SEKANTOR)
    if pemilik_id is not None and lingkup.is_superior_of(pemilik_id, unit_kerja_id):
        found.add(H.ATASAN)
    return frozenset(found)


def allows(act: str, relations: frozenset[Hubungan], *, own_work: bool = False) -> bool:
    """Whether these relations suffice for the act.

    :param own_work: the object is the user's own work or was entered by the user.
    """
    if act == SIGNED_IN:
        return True
    if own_work and act in BUKAN_UNTUK_SENDIRI:
        return False
    return bool(TABEL[act] & relations)


def grantable(relations: frozenset[Hubungan]) -> frozenset[Peran]:
    """The roles that somebody who stands so to a unit may grant and withdraw over it."""
    return frozenset[Peran]().union(*(BOLEH_DIBERIKAN.get(relation, frozenset()) for relation in relations))


def allows_everywhere(act: str, lingkup: Lingkup) -> bool:
    """Whether the act is allowed over the whole installation: by a role over a root unit."""
    return any(PERAN[relation] in lingkup.peran_akar for relation in TABEL[act] & PERAN.keys())
