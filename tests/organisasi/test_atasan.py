"""Who is whose superior: the answer of the selector and the reach of the superior are the same relation."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, UnitKerja, User
from binawidya.organisasi.selectors.atasan import atasan_of
from tests.organisasi.dunia import DULU, Dunia, nip

HARI = date(2026, 12, 1)


def pohon(seed: int) -> list[Pegawai]:
    """A random office: units of any depth, heads here and there, acting heads, superiors by name, ended posts."""
    chance = random.Random(seed)
    jabatan = Jabatan.objects.create(nama=f"Jabatan {seed}")
    units: list[UnitKerja] = []
    for nomor in range(chance.randint(3, 9)):
        induk = chance.choice(units) if units and chance.random() < 0.9 else None
        units.append(
            UnitKerja.objects.create(kode=f"{seed}.{nomor}", nama=f"U{nomor}", induk=induk, berlaku_mulai=DULU)
        )
    people = [
        Pegawai.objects.create(
            user=User.objects.create_user(nip(n)), nip=nip(n), nama=f"P{n}", jenis_kelamin="P", tanggal_lahir=DULU
        )
        for n in range(chance.randint(4, 14))
    ]
    led: set[int] = set()
    for person in people:
        unit = chance.choice(units)
        memimpin = unit.pk not in led and chance.random() < 0.5
        led |= {unit.pk} if memimpin else set()
        atasan = chance.choice(people) if chance.random() < 0.15 else None
        place(person, unit, jabatan, memimpin=memimpin, atasan=atasan if atasan != person else None, chance=chance)
        if chance.random() < 0.35:
            other = chance.choice([one for one in units if one != unit])
            jenis = chance.choice([JenisPenempatan.PLT, JenisPenempatan.PLH])
            place(person, other, jabatan, memimpin=chance.random() < 0.8, jenis=jenis, chance=chance)
    return people


def place(person: Pegawai, unit: UnitKerja, jabatan: Jabatan, *, chance: random.Random, **post: Any) -> None:
    ended = chance.random() < 0.1
    Penempatan.objects.create(
        pegawai=person,
        unit_kerja=unit,
        jabatan=jabatan,
        tmt_mulai=DULU,
        tmt_selesai=HARI - timedelta(days=1) if ended else None,
        **post,
    )


def main_units(people: list[Pegawai]) -> dict[int, int]:
    """Unit of the post that decides who the superior is: the definitive one, else the acting one."""
    rank = {JenisPenempatan.DEFINITIF: 0, JenisPenempatan.PLT: 1, JenisPenempatan.PLH: 2}
    posts = sorted(
        Penempatan.objects.on(HARI).filter(pegawai__in=people), key=lambda post: -rank[JenisPenempatan(post.jenis)]
    )
    return {post.pegawai_id: post.unit_kerja_id for post in posts}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(60))
def test_superior_and_subordinate_agree_on_random_offices(seed: int) -> None:
    people = pohon(seed)
    units = main_units(people)
    reach = {person.pk: load_lingkup(person.user_id or 0, HARI) for person in people}
    seen_from_above = {
        (pegawai_id, person.pk)
        for person in people
        for pegawai_id, unit_id in reach[person.pk].bawahan_di
        if units.get(pegawai_id) == unit_id
    }
    assert set(atasan_of([person.pk for person in people], HARI).items()) == seen_from_above


def test_an_acting_head_stands_before_the_definitive_one(dunia: Dunia) -> None:
    rina = dunia.pegawai["Rina Marlina"]
    dunia.tempatkan(dunia.pegawai["Syafrizal Tanjung"], "pelayanan", jenis="plt", memimpin=True)
    assert atasan_of([rina.pk], HARI)[rina.pk] == dunia.pegawai["Syafrizal Tanjung"].pk
    dunia.tempatkan(dunia.pegawai["Camat Satu"], "pelayanan", jenis="plh", memimpin=True)
    assert atasan_of([rina.pk], HARI)[rina.pk] == dunia.pegawai["Camat Satu"].pk


def test_a_head_on_leave_does_not_answer_to_the_stand_in(dunia: Dunia) -> None:
    """Nurhasanah's own staff stands in for her; she still answers to the camat."""
    dunia.tempatkan(dunia.pegawai["Rina Marlina"], "pelayanan", jenis="plh", memimpin=True)
    found = atasan_of([dunia.pegawai["Nurhasanah Rambe"].pk, dunia.pegawai["Dedi Kurniawan"].pk], HARI)
    assert found == {
        dunia.pegawai["Nurhasanah Rambe"].pk: dunia.pegawai["Camat Satu"].pk,
        dunia.pegawai["Dedi Kurniawan"].pk: dunia.pegawai["Rina Marlina"].pk,
    }


def test_who_stands_in_for_the_own_head_answers_to_the_next_one_above(dunia: Dunia) -> None:
    dunia.tempatkan(dunia.pegawai["Rina Marlina"], "pelayanan", jenis="plh", memimpin=True)
    rina = dunia.pegawai["Rina Marlina"]
    assert atasan_of([rina.pk], HARI)[rina.pk] == dunia.pegawai["Camat Satu"].pk


def test_the_head_of_all_answers_to_nobody(dunia: Dunia) -> None:
    camat = dunia.pegawai["Camat Satu"]
    assert atasan_of([camat.pk], HARI) == {}


def test_a_superior_by_name_goes_before_the_structure(dunia: Dunia) -> None:
    rina, camat = dunia.pegawai["Rina Marlina"], dunia.pegawai["Camat Satu"]
    Penempatan.objects.filter(pegawai=rina).update(atasan=camat)
    assert atasan_of([rina.pk], HARI) == {rina.pk: camat.pk}


@pytest.mark.django_db
def test_asking_about_nobody_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert atasan_of([], HARI) == {}


def test_one_query_for_any_number_of_people(dunia: Dunia, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        atasan_of([person.pk for person in dunia.pegawai.values()], HARI)
