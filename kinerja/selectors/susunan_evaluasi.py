"""Who is evaluated by whom on the last day of a month, quarter or year, and with whose pattern."""

from dataclasses import dataclass

from binawidya.organisasi.enums import JenisPenempatan, StatusPegawai
from binawidya.organisasi.models import Pegawai, Penempatan, UnitKerja
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.rantai import chains_on
from kinerja.masa import Masa


@dataclass(frozen=True, slots=True)
class Dinilai:
    """One person to evaluate.

    :param tim: the unit whose people the assessor judges together.
    :param dipimpin: the unit that the person heads.
    """

    pegawai_id: int
    penilai_id: int | None
    unit_kerja_id: int
    tim: int
    dipimpin: int | None
    jabatan: str


def susunan(unit: UnitKerja, masa: Masa) -> list[Dinilai]:
    """Everybody in service with a post in the unit or below it on that day. A number of queries that people do not
    change: one for each level of superiors who are absent."""
    tanggal = masa.selesai
    posts = Penempatan.objects.on(tanggal).filter(
        unit_kerja__jalur__contains=[unit.pk], pegawai__status=StatusPegawai.AKTIF
    )
    own: dict[int, Penempatan] = {}
    for post in posts.select_related("unit_kerja", "jabatan").order_by("pegawai", "pk"):
        held = own.get(post.pegawai_id)
        if held is None or (post.adalah_definitif and not held.adalah_definitif):
            own[post.pegawai_id] = post
    elsewhere = Penempatan.objects.on(tanggal).filter(pegawai__in=[*own], jenis=JenisPenempatan.DEFINITIF)
    main = dict(elsewhere.order_by().values_list("pegawai_id", "unit_kerja_id"))
    # Who only acts here is evaluated where the definitive post is.
    own = {pk: post for pk, post in own.items() if main.get(pk, post.unit_kerja_id) == post.unit_kerja_id}
    above = penilai_of([*own], masa)
    led = _led([*own.values()], masa)
    return [_row(post, above.get(pk), led) for pk, post in own.items()]


def penilai_of(pegawai_ids: list[int], masa: Masa) -> dict[int, int]:
    """The assessor of each: the superior on that day, and where that one is away or gone by now the next above."""
    found = atasan_of(pegawai_ids, masa.selesai)
    absent = _absent({*found.values()})
    if not absent:
        return found
    chain = chains_on(absent, masa.selesai)
    absent |= _absent({*chain.values()})
    for person, superior in found.items():
        here: int | None = superior
        while here is not None and here in absent:
            here = chain.get(here)
        if here is not None and here != person:
            found[person] = here
    return {person: superior for person, superior in found.items() if superior not in absent}


def _absent(pegawai_ids: set[int]) -> set[int]:
    away = Pegawai.objects.filter(pk__in=pegawai_ids).exclude(status=StatusPegawai.AKTIF)
    return {*away.order_by().values_list("pk", flat=True)}


def _led(posts: list[Penempatan], masa: Masa) -> set[tuple[int, int]]:
    units = {unit for post in posts for unit in post.unit_kerja.jalur}
    heads = Penempatan.objects.on(masa.selesai).filter(memimpin=True, unit_kerja__in=units)
    return {*heads.order_by().values_list("unit_kerja_id", "pegawai_id")}


def _row(post: Penempatan, penilai: int | None, led: set[tuple[int, int]]) -> Dinilai:
    path = post.unit_kerja.jalur[:-1] if post.memimpin else post.unit_kerja.jalur
    team = next((unit for unit in reversed(path) if penilai and (unit, penilai) in led), None)
    if team is None:
        team = path[-1] if path else post.unit_kerja_id
    return Dinilai(
        pegawai_id=post.pegawai_id,
        penilai_id=penilai,
        unit_kerja_id=post.unit_kerja_id,
        tim=team,
        dipimpin=post.unit_kerja_id if post.memimpin else None,
        jabatan=post.nama_jabatan,
    )
