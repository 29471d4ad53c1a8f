"""What holds for any tree and any acts: no loop on any day, and every answer about a day before an act stays the same.

And two people who act on the tree at the same time.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, SusunanUnit, UnitKerja, User
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.rantai import chains_on, rings_in
from binawidya.organisasi.selectors.susunan_unit import jalur_on
from binawidya.organisasi.services import susunan_unit as susunan_service
from binawidya.organisasi.services import unit_kerja as unit_service
from binawidya.organisasi.services.susunan_unit import susunan_unit_apply
from binawidya.organisasi.services.unit_kerja import unit_kerja_close, unit_kerja_merge, unit_kerja_move
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from tests.organisasi.dunia import DULU, nip
from tests.serentak import Serentak, without_row_locks

HARI_INI = today()
HARI = [HARI_INI + timedelta(days=n) for n in (-40, -10, -1, 0, 1, 5, 30)]
TITIK = [DULU, *HARI, HARI[-1] + timedelta(days=1)]


class Acak:
    """A random office and random acts on it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.actor = User.objects.create_user(f"acak-{seed}")
        self.units: list[UnitKerja] = []
        for nomor in range(self.chance.randint(4, 8)):
            induk = self.chance.choice(self.units) if self.units and self.chance.random() < 0.85 else None
            self.units.append(
                UnitKerja.objects.create(kode=f"{seed}.{nomor}", nama=f"U{nomor}", induk=induk, berlaku_mulai=DULU)
            )
        jabatan = Jabatan.objects.create(nama=f"Jabatan {seed}")
        self.people = []
        for nomor, unit in enumerate(self.units * 2):
            person = Pegawai.objects.create(nip=nip(nomor), nama=f"P{nomor}", jenis_kelamin="P", tanggal_lahir=DULU)
            leads = nomor < len(self.units) and self.chance.random() < 0.7
            Penempatan.objects.create(
                pegawai=person, unit_kerja=unit, jabatan=jabatan, memimpin=leads, tmt_mulai=DULU
            )  # fmt: skip
            if leads and self.chance.random() < 0.3:
                other = self.chance.choice(self.units)
                Penempatan.objects.create(
                    pegawai=person, unit_kerja=other, jabatan=jabatan, jenis="plt", memimpin=True, tmt_mulai=HARI[0]
                )
            self.people.append(person)

    def act(self) -> date | None:
        """One act on a random day; the day, or nothing where it was refused."""
        day = self.chance.choice(HARI)
        unit, other, third = (self.chance.choice(self.units) for _ in range(3))
        chosen = self.chance.random()
        try:
            if chosen < 0.7:
                induk = None if self.chance.random() < 0.1 else other
                unit_kerja_move(actor=self.actor, unit_kerja=unit, induk=induk, berlaku_mulai=day)
            elif chosen < 0.9:
                unit_kerja_merge(actor=self.actor, unit_kerja=unit, sumber=[other, third], berlaku_mulai=day)
            else:
                unit_kerja_close(actor=self.actor, unit_kerja=unit, berlaku_mulai=day)
        except (ValidationError, ActRefused):
            return None
        return day

    def answers(self, before: date | None = None) -> dict[date, Any]:
        """Paths and superiors of everybody on every day, as far as it lies before an act."""
        units, people = [unit.pk for unit in self.units], [person.pk for person in self.people]
        return {day: (jalur_on(units, day), atasan_of(people, day)) for day in TITIK if before is None or day < before}


@pytest.fixture
def checked(db: None) -> Iterator[None]:
    """What the database promises for the end of a transaction is asked for at the end of the test."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.usefixtures("checked")
@pytest.mark.parametrize("seed", range(30))
def test_no_act_changes_an_answer_about_an_earlier_day(seed: int) -> None:
    office = Acak(seed)
    rings = {day: {*rings_in(chains_on([one.pk for one in office.people], day))} for day in TITIK}
    done = 0
    for _number in range(40):
        before = office.answers()
        day = office.act()
        done += day is not None
        after = office.answers(before=day)
        assert after == {one: before[one] for one in after}
        if done == 8:
            break
    assert done, "some acts were possible"
    for day in TITIK:
        for pk, jalur in jalur_on([unit.pk for unit in office.units], day).items():
            assert jalur[-1] == pk
            assert len({*jalur}) == len(jalur)
        assert {*rings_in(chains_on([one.pk for one in office.people], day))} <= rings[day], "nobody leads the own head"
    assert susunan_unit_apply() == 0
    shown = dict(UnitKerja.objects.order_by("pk").values_list("pk", "jalur"))
    alive = [unit.pk for unit in UnitKerja.objects.on(HARI_INI)]
    assert {pk: shown[pk] for pk in alive} == jalur_on(alive, HARI_INI)


# --- at the same time -----------------------------------------------------------------------------------------------
@pytest.fixture
def dua(transactional_db: None) -> tuple[User, UnitKerja, UnitKerja]:
    """Two units side by side, committed."""
    actor = User.objects.create_user("admin")
    akar = UnitKerja.objects.create(kode="1", nama="Kota", berlaku_mulai=DULU)
    a, b = (UnitKerja.objects.create(kode=f"1.{n}", nama=f"Dinas {n}", induk=akar, berlaku_mulai=DULU) for n in (1, 2))
    return actor, a, b


def silang(dua: tuple[User, UnitKerja, UnitKerja], hari: date, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Two admins at once: one moves A below B, the other B below A; each has looked before either writes."""
    actor, a, b = dua
    serentak = Serentak()
    monkeypatch.setattr(unit_service, "arrange", serentak.sebelum(unit_service.arrange))
    return serentak.jalan(
        lambda: unit_kerja_move(actor=actor, unit_kerja=a, induk=b, berlaku_mulai=hari),
        lambda: unit_kerja_move(actor=actor, unit_kerja=b, induk=a, berlaku_mulai=hari),
    )


def parents(hari: date) -> dict[str, str]:
    rows = SusunanUnit.objects.on(hari).exclude(induk=None).select_related("induk")
    return {row.nama: row.induk.nama for row in rows if row.induk}


@pytest.mark.parametrize("hari", [HARI_INI, HARI_INI + timedelta(days=3)])
def test_two_moves_that_together_would_make_a_loop_do_not_both_happen(
    hari: date, dua: tuple[User, UnitKerja, UnitKerja], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = silang(dua, hari, monkeypatch)
    refused = [one for one in found if isinstance(one, ValidationError)]
    assert len(refused) == 1
    assert "berada di bawah unit ini" in " ".join(refused[0].messages)
    assert parents(hari) in ({"Dinas 1": "Dinas 2", "Dinas 2": "Kota"}, {"Dinas 1": "Kota", "Dinas 2": "Dinas 1"})


def test_control_without_locks_the_two_moves_make_a_loop(
    dua: tuple[User, UnitKerja, UnitKerja], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a day to come: today the paths of the units themselves would be a second hindrance."""
    hari = HARI_INI + timedelta(days=3)
    monkeypatch.setattr(susunan_service, "hold_structure", lambda: None)
    without_row_locks(monkeypatch)
    found = silang(dua, hari, monkeypatch)
    assert found == [None, None]
    assert parents(hari) == {"Dinas 1": "Dinas 2", "Dinas 2": "Dinas 1"}


def test_a_month_that_is_being_closed_and_a_move_within_it_are_kept_apart(
    dua: tuple[User, UnitKerja, UnitKerja], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is first wins: the other sees the closed month, or closes after the move."""
    from binawidya.organisasi.models import Periode
    from binawidya.organisasi.services.periode import periode_close

    actor, a, b = dua
    batas = f"{HARI_INI.isoformat()}T10:00:00+07:00"
    periode = Periode.objects.create(
        tahun=HARI_INI.year, bulan=HARI_INI.month, status="dibuka", batas_pengisian=batas, batas_verifikasi=batas
    )
    serentak = Serentak()
    monkeypatch.setattr(unit_service, "arrange", serentak.sebelum(unit_service.arrange))
    found = serentak.jalan(
        lambda: unit_kerja_move(actor=actor, unit_kerja=a, induk=b, berlaku_mulai=HARI_INI),
        serentak.sesudah(lambda: periode_close(actor=actor, periode=periode)),
    )
    assert found[0] is None
    assert serentak.bertemu == [False], "closing waited for the move"
    periode.refresh_from_db()
    assert periode.ditutup
    with pytest.raises(ValidationError, match="sudah ditutup"):
        unit_kerja_move(actor=actor, unit_kerja=a, induk=None, berlaku_mulai=HARI_INI)
