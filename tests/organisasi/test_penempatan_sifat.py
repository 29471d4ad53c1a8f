"""What holds after any sequence of acts on posts, and when two act at the same moment. Each with its control."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, UnitKerja
from binawidya.organisasi.selectors.penempatan import posts_mark
from binawidya.organisasi.selectors.rantai import rings_in
from binawidya.organisasi.services import penempatan as service
from binawidya.organisasi.services import penempatan_periksa as periksa
from binawidya.organisasi.services.penempatan_periksa import IsiPenempatan
from binawidya.umum.errors import ActRefused, ConflictError
from tests.organisasi.dunia import Dunia, bangun_dunia
from tests.organisasi.susunan import ring_on
from tests.serentak import Serentak, without_row_locks

Patch = pytest.MonkeyPatch
AWAL = date(2026, 1, 1)
ORANG = ("Camat Satu", "Nurhasanah Rambe", "Syafrizal Tanjung", "Rina Marlina")
UNIT = ("kecamatan", "pelayanan", "delima")
LAMA = AWAL + timedelta(days=300)
REFUSED = (ValidationError, ActRefused)

hari = st.integers(0, 6).map(lambda n: AWAL + timedelta(days=7 * n))
langkah = st.fixed_dictionaries(
    {
        "act": st.sampled_from(["move", "move", "move", "assign", "assign", "end", "correct", "cancel"]),
        "siapa": st.integers(0, len(ORANG) - 1),
        "unit": st.sampled_from(UNIT),
        "atasan": st.sampled_from([None, *range(len(ORANG))]),
        "memimpin": st.booleans(),
        "jenis": st.sampled_from([*JenisPenempatan]),
        "mulai": hari,
        "selesai": st.sampled_from([None, None, LAMA]),
        "yang": st.integers(0, 3),
    }
)


def act(dunia: Dunia, step: dict[str, Any]) -> None:
    """One act, as it comes; most are refused."""
    pegawai = dunia.pegawai[ORANG[step["siapa"]]]
    acting = step["act"] == "assign" and step["jenis"] != JenisPenempatan.DEFINITIF
    named = None if acting or step["atasan"] is None else dunia.pegawai[ORANG[step["atasan"]]]
    isi = IsiPenempatan(
        unit_kerja=dunia.unit[step["unit"]],
        jabatan=Jabatan.objects.get(nama="Pengelola Data"),
        tmt_mulai=step["mulai"],
        tmt_selesai=LAMA if acting else step["selesai"],
        jenis=step["jenis"],
        memimpin=step["memimpin"],
        atasan=named if named != pegawai else None,
    )
    seen: dict[str, Any] = {"actor": dunia.user["admin"], "dilihat": posts_mark(pegawai.pk)}
    if step["act"] in {"move", "assign"}:
        getattr(service, f"penempatan_{step['act']}")(pegawai=pegawai, isi=isi, **seen)
        return
    posts = [*pegawai.penempatan.order_by("-tmt_mulai", "pk")]
    post = posts[step["yang"] % len(posts)]
    if step["act"] == "end":
        service.penempatan_end(penempatan=post, tmt_selesai=step["mulai"], **seen)
    elif step["act"] == "correct":
        service.penempatan_correct(penempatan=post, isi=isi, alasan="Salah.", **seen)
    else:
        service.penempatan_cancel(penempatan=post, alasan="Salah.", **seen)


def wrong(dunia: Dunia) -> list[str]:
    """What may never be, looked for on every day on which something changes."""
    posts = [*Penempatan.objects.order_by("pk")]
    days = {AWAL} | {post.tmt_mulai for post in posts}
    days |= {post.tmt_selesai + timedelta(days=1) for post in posts if post.tmt_selesai}
    found = []
    for day in sorted(days):
        holding = [post for post in posts if post.holds_on(day) and post.adalah_definitif]
        people, heads = ([p.pegawai_id for p in holding], [p.unit_kerja_id for p in holding if p.memimpin])
        found += [f"{day}: two posts"] if len(people) != len(set(people)) else []
        found += [f"{day}: two heads"] if len(heads) != len(set(heads)) else []
        found += [f"{day}: a ring"] if ring_on([one.pk for one in dunia.pegawai.values()], day) else []
    return found


def over_random_sequences(dunia: Dunia, check: Callable[[], None], examples: int) -> dict[str, int]:
    """Run random sequences, each taken back; counts what was done and what was refused."""
    count = {"done": 0, "refused": 0}

    @settings(
        max_examples=examples, deadline=None, database=None, phases=[Phase.generate], derandomize=True,
        suppress_health_check=[*HealthCheck],
    )  # fmt: skip
    @given(st.lists(langkah, min_size=8, max_size=20))
    def holds(steps: list[dict[str, Any]]) -> None:
        with transaction.atomic():
            for step in steps:
                try:
                    with transaction.atomic():
                        act(dunia, step)
                    count["done"] += 1
                except REFUSED:
                    count["refused"] += 1
            check()
            transaction.set_rollback(True)

    holds()
    return count


def test_no_sequence_of_acts_gives_two_posts_two_heads_or_a_ring(dunia: Dunia) -> None:
    def check() -> None:
        assert wrong(dunia) == []

    count = over_random_sequences(dunia, check, 25)
    assert min(count.values()) > 40, count


def test_control_without_the_check_of_chains_such_sequences_make_rings(dunia: Dunia, monkeypatch: Patch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(periksa, "rings_between", lambda *_asked: [])
    over_random_sequences(dunia, lambda: seen.extend(wrong(dunia)), 25)
    assert any("a ring" in one for one in seen)


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8), max_size=9))
@settings(max_examples=60, deadline=None, database=None)
def test_every_ring_is_found_and_nothing_else(above: dict[int, int]) -> None:
    def comes_back(start: int) -> bool:
        here: int | None = above.get(start)
        for _step in above:
            if here == start:
                return True
            here = None if here is None else above.get(here)
        return False

    found = rings_in(above)
    assert sorted(one for ring in found for one in ring) == sorted(one for one in above if comes_back(one))
    assert all(above[ring[place - 1]] == one for ring in found for place, one in enumerate(ring))


# --- two at once --------------------------------------------------------------------------------------------------
@pytest.fixture
def serentak() -> Serentak:
    return Serentak()


@pytest.fixture
def nyata(transactional_db: None, tmp_path: Path) -> Dunia:
    """The kecamatan, committed, so that two connections see it."""
    return bangun_dunia(tmp_path)


def two_admins(dunia: Dunia, serentak: Serentak, patch: Patch) -> list[Any]:
    """Both have the page of Rina open; the one sends her to Delima, the other to Tobek Godang."""
    rina = dunia.pegawai["Rina Marlina"]
    title = Jabatan.objects.get(nama="Pengelola Data")
    seen = posts_mark(rina.pk)
    patch.setattr(Penempatan, "save", serentak.sebelum(Penempatan.save))

    def move(oleh: str, unit: str) -> Penempatan:
        isi = IsiPenempatan(dunia.unit[unit], title, AWAL)
        return service.penempatan_move(actor=dunia.user[oleh], pegawai=rina, isi=isi, dilihat=seen)

    return serentak.jalan(partial(move, "admin", "delima"), partial(move, "admin_dinas", "tobek"))


def definitive_on(pegawai: Pegawai, day: date) -> int:
    return Penempatan.objects.on(day).filter(pegawai=pegawai, jenis=JenisPenempatan.DEFINITIF).count()


def test_of_two_admins_who_move_one_person_at_once_one_wins_and_the_other_is_told(
    nyata: Dunia, serentak: Serentak, monkeypatch: Patch
) -> None:
    answers = two_admins(nyata, serentak, monkeypatch)
    assert serentak.bertemu[0] is False, "the second one waits for the first"
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "Penempatan"]
    loser = next(answer for answer in answers if isinstance(answer, ConflictError))
    assert "Jabatan Rina Marlina berubah sejak halaman ini dibuka" in loser.message
    assert nyata.pegawai["Rina Marlina"].penempatan.count() == 2


def _without_locks(patch: Patch) -> None:
    without_row_locks(patch)
    patch.setattr(periksa, "hold_structure", lambda: None)
    # Two notes of one person's change are merged into one row, so the second waits for the first.
    patch.setattr(service, "penempatan_notify", lambda pegawai_ids: None)


def test_without_the_locks_the_constraint_still_lets_only_one_win(
    nyata: Dunia, serentak: Serentak, monkeypatch: Patch
) -> None:
    _without_locks(monkeypatch)
    answers = two_admins(nyata, serentak, monkeypatch)
    assert serentak.bertemu[0] is True
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "Penempatan"]
    assert definitive_on(nyata.pegawai["Rina Marlina"], AWAL) == 1


@contextmanager
def without_constraint(name: str) -> Iterator[None]:
    constraint = next(one for one in Penempatan._meta.constraints if one.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Penempatan, constraint)
    try:
        yield
    finally:
        Penempatan.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Penempatan, constraint)


def test_control_without_locks_and_constraint_one_person_has_two_posts(
    nyata: Dunia, serentak: Serentak, monkeypatch: Patch
) -> None:
    with without_constraint("penempatan_satu_definitif"):
        _without_locks(monkeypatch)
        two_admins(nyata, serentak, monkeypatch)
        assert definitive_on(nyata.pegawai["Rina Marlina"], AWAL) == 2
        monkeypatch.undo()


def two_heads(dunia: Dunia, serentak: Serentak, patch: Patch) -> list[Any]:
    """Two people become each other's superior, each in an act of its own that alone would be fine."""
    title = Jabatan.objects.get(nama="Pengelola Data")
    leave = periksa.NoNewRing.__exit__

    def checked(self: periksa.NoNewRing, *how: Any) -> None:
        leave(self, *how)
        serentak.titik()

    patch.setattr(periksa.NoNewRing, "__exit__", checked)

    def move(siapa: str, atasan: str) -> Penempatan:
        person = dunia.pegawai[siapa]
        isi = IsiPenempatan(dunia.unit["delima"], title, AWAL, atasan=dunia.pegawai[atasan])
        return service.penempatan_move(
            actor=dunia.user["admin"], pegawai=person, isi=isi, dilihat=posts_mark(person.pk)
        )

    return serentak.jalan(
        partial(move, "Rina Marlina", "Dedi Kurniawan"), partial(move, "Dedi Kurniawan", "Rina Marlina")
    )


def test_two_acts_at_once_close_no_ring(nyata: Dunia, serentak: Serentak, monkeypatch: Patch) -> None:
    answers = two_heads(nyata, serentak, monkeypatch)
    assert sorted(type(answer).__name__ for answer in answers) == ["Penempatan", "ValidationError"]
    assert ring_on([one.pk for one in nyata.pegawai.values()], AWAL) == []


def test_control_without_the_lock_on_the_structure_they_do(
    nyata: Dunia, serentak: Serentak, monkeypatch: Patch
) -> None:
    _without_locks(monkeypatch)
    answers = two_heads(nyata, serentak, monkeypatch)
    assert [type(answer).__name__ for answer in answers] == ["Penempatan", "Penempatan"]
    assert len(ring_on([one.pk for one in nyata.pegawai.values()], AWAL)) == 2


def test_a_unit_under_the_lock_of_an_import_makes_the_move_wait(
    nyata: Dunia, serentak: Serentak, monkeypatch: Patch
) -> None:
    """An import holds its units and people; the move comes after it and sees what it wrote."""
    rina = nyata.pegawai["Rina Marlina"]
    seen = posts_mark(rina.pk)

    def imported() -> None:
        with transaction.atomic(), suppress(ConflictError):
            [*UnitKerja.objects.select_for_update(no_key=True).order_by("pk")]
            Penempatan.objects.filter(pegawai=rina).update(dasar="SK impor")
            serentak.titik()

    def move() -> Penempatan:
        isi = IsiPenempatan(nyata.unit["delima"], Jabatan.objects.get(nama="Pengelola Data"), AWAL)
        return service.penempatan_move(actor=nyata.user["admin"], pegawai=rina, isi=isi, dilihat=seen)

    _done, told = serentak.jalan(imported, serentak.sesudah(move))
    assert isinstance(told, ConflictError)
    assert serentak.bertemu == [False]
