"""People for lists, profiles and exports, with the posts they hold on a date."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch

from binawidya.organisasi.enums import TIDAK_BERTUGAS, JenisPenempatan
from binawidya.organisasi.models import Pegawai, Penempatan, UnitKerja, User
from binawidya.organisasi.models.pegawai import PegawaiQuerySet
from binawidya.organisasi.policy import scope_paths
from binawidya.umum.dates import today

MAX_UNIT_CHOICES: Final = 200


@dataclass(frozen=True, slots=True)
class BarisPegawai:
    """A line of the list: the person, the main post today, and whether the NIP is shown whole."""

    pegawai: Pegawai
    pos: Penempatan | None
    merangkap: Penempatan | None
    nip_utuh: bool
    keadaan_akun: str = ""


def pegawai_for(user: User, status: str = "") -> PegawaiQuerySet:
    """The people in the user's list: by their posts of today.

    :param status: what the list is filtered by; who has left holds no post any more and is found by the last one.
    """
    if status in TIDAK_BERTUGAS:
        return Pegawai.objects.known_to(user, "pegawai.list")
    return Pegawai.objects.visible_to(user, "pegawai.list")


def readable_nips(user: User, pegawai_ids: Collection[int]) -> set[int]:
    """Those of these people whose NIP the user may read whole."""
    allowed = Pegawai.objects.known_to(user, "pegawai.read_nip").filter(pk__in=pegawai_ids)
    return set(allowed.order_by().values_list("pk", flat=True))


def posts_on(pegawai_ids: Collection[int], tanggal: date) -> dict[int, list[Penempatan]]:
    """Posts in force on a date by person, the definitive one first."""
    rows = (
        Penempatan.objects.on(tanggal)
        .filter(pegawai_id__in=pegawai_ids)
        .select_related("unit_kerja", "jabatan")
        .order_by("pegawai_id", "jenis", "pk")
    )
    found: dict[int, list[Penempatan]] = {}
    for row in rows:
        found.setdefault(row.pegawai_id, []).append(row)
    return found


def baris_of(
    user: User, people: Iterable[Pegawai], keadaan_akun: Mapping[int, str] | None = None
) -> list[BarisPegawai]:
    """Lines of a list for one page of people. Two queries.

    :param keadaan_akun: states of their accounts, where the list shows them.
    """
    people = list(people)
    ids = [pegawai.pk for pegawai in people]
    posts = posts_on(ids, today())
    readable = readable_nips(user, ids)
    lines = []
    for pegawai in people:
        own = posts.get(pegawai.pk, [])
        acting = next((post for post in own[1:] if post.jenis != JenisPenempatan.DEFINITIF), None)
        state = (keadaan_akun or {}).get(pegawai.pk, "")
        lines.append(BarisPegawai(pegawai, own[0] if own else None, acting, pegawai.pk in readable, state))
    return lines


def with_posts(people: PegawaiQuerySet, user: User, tanggal: date) -> PegawaiQuerySet:
    """People for an export.

    ``pos_kini`` holds the definitive post; ``nip_utuh`` and ``pribadi_utuh`` say whether the user may read the NIP and
    the personal data.
    """
    posts = (
        Penempatan.objects.on(tanggal)
        .filter(jenis=JenisPenempatan.DEFINITIF)
        .select_related("unit_kerja__induk", "jabatan", "atasan")
        .order_by("pk")
    )
    readable = Pegawai.objects.visible_to(user, "pegawai.read_nip").filter(pk=OuterRef("pk"))
    private = Pegawai.objects.visible_to(user, "pegawai.read_pribadi").filter(pk=OuterRef("pk"))
    return people.annotate(nip_utuh=Exists(readable), pribadi_utuh=Exists(private)).prefetch_related(
        Prefetch("penempatan", queryset=posts, to_attr="pos_kini")
    )


def riwayat_of(pegawai: Pegawai) -> list[Penempatan]:
    """All posts of a person, the latest first."""
    return list(
        pegawai.penempatan.select_related("unit_kerja", "jabatan", "atasan").order_by("-tmt_mulai", "jenis", "-pk")
    )


def unit_choices(user: User, chosen: int | None = None, act: str = "pegawai.list") -> list[UnitKerja]:
    """Units to filter by, in the order of the tree: as many whole levels as fit into a list that people can read.

    :param chosen: a unit that is offered in any case.
    :param act: the list that is filtered; its units are those on which the user may do it.
    """
    paths = sorted(scope_paths(act, user.lingkup).paths)
    found = list(
        UnitKerja.objects.below(paths)
        .filter(berlaku_selesai=None)
        .order_by("jalur__len", "kode")[: MAX_UNIT_CHOICES + 1]
    )
    if len(found) > MAX_UNIT_CHOICES:
        whole = [unit for unit in found if len(unit.jalur) < len(found[-1].jalur)]
        found = whole if len(whole) > 1 else found[:MAX_UNIT_CHOICES]
    if chosen is not None and all(unit.pk != chosen for unit in found):
        found += UnitKerja.objects.below(paths).filter(pk=chosen)
    place = {unit.pk: unit.kode for unit in found}
    return sorted(found, key=lambda unit: [place.get(above, "") for above in unit.jalur])
