"""Scores: what silence is worth, and that small steps lead where one computation of everything leads."""

import threading
from typing import Any

import pytest
from django.db import connections, transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from binawidya.organisasi.models import Periode
from binawidya.organisasi.services.periode import periode_reopen
from binawidya.umum.errors import ActRefused
from indikator.enums import StatusCapaian
from indikator.models import Capaian, KebijakanSkor, Realisasi, TargetIndikator
from indikator.services import capaian_sql
from indikator.services.verifikasi import realisasi_return
from kinerja import tasks
from kinerja.models import SkorPegawai, SkorUnit
from kinerja.services import skor as skor_service
from kinerja.services.skor import skor_calculate, skor_calculate_periode
from tests.kinerja.arena import waiting
from tests.kinerja.panggung import BULAN, Fakta, Panggung, bangun_panggung, work
from tests.pekerja import until
from tests.serentak import another_connection


@pytest.fixture
def panggung(db: None) -> Panggung:
    return bangun_panggung()


# --- silence ------------------------------------------------------------------------------------------------------
def scores(panggung: Panggung, bulan: int = 0) -> dict[int, SkorPegawai]:
    return {row.pegawai_id: row for row in SkorPegawai.objects.filter(periode=panggung.periode[bulan])}


def test_a_person_who_has_reported_nothing_in_an_open_month_has_an_unknown_score(panggung: Panggung) -> None:
    panggung.open(0)
    assert work() == 1
    rows = scores(panggung)
    silent = [rows[owner] for owner in (panggung.target[3].pegawai_id, panggung.target[4].pegawai_id) if owner]
    assert {(row.nilai, row.kelas, row.lengkap, row.bobot_terukur) for row in silent} == {(None, "", False, 0)}
    assert SkorUnit.objects.get().nilai is None


def test_a_person_with_nothing_due_yet_has_an_unknown_score_that_is_complete(panggung: Panggung) -> None:
    panggung.open(0)
    work()
    late = panggung.target[-1].pegawai_id or 0
    assert (scores(panggung)[late].nilai, scores(panggung)[late].lengkap) == (None, True)


@pytest.mark.parametrize(("aturan", "nilai"), [("nol", 0), ("abaikan", None)])
def test_closing_makes_silence_count_as_the_policy_says(aturan: str, nilai: int | None, panggung: Panggung) -> None:
    KebijakanSkor.objects.update(tidak_dilaporkan=aturan)
    panggung.open(0)
    work()
    panggung.close(0)
    assert work() == 1
    silent = scores(panggung)[panggung.target[3].pegawai_id or 0]
    assert (silent.nilai, silent.lengkap) == (nilai, True)
    assert {row.status for row in Capaian.objects.filter(target=panggung.target[3])} == {StatusCapaian.TIDAK_DILAPORKAN}


def test_one_reported_target_is_the_whole_score_while_the_others_are_unknown(panggung: Panggung) -> None:
    panggung.open(0)
    panggung.report(panggung.target[7], 0, 16)
    work()
    row = scores(panggung)[panggung.target[7].pegawai_id or 0]
    assert (row.nilai, row.bobot_terukur, row.jumlah_terukur, row.lengkap) == (80, 20, 1, False)


# --- a month that closes or opens again ---------------------------------------------------------------------------
def test_closing_a_month_settles_the_later_month_that_is_already_open(panggung: Panggung) -> None:
    mean, owner = panggung.target[8], panggung.target[8].pegawai_id or 0
    panggung.open(0, 1)
    panggung.report(mean, 1, 20)
    work()
    assert panggung.capaian(mean, 1).status == StatusCapaian.BELUM_DIKETAHUI
    panggung.close(0)
    work()
    kept = Capaian.objects.get(target=mean, periode=panggung.periode[1])
    assert kept.status == panggung.capaian(mean, 1).status == StatusCapaian.DIKETAHUI
    assert scores(panggung, 1)[owner].nilai == panggung.seharusnya(1)["skor", owner][0] == 50


def test_reopening_a_month_makes_the_later_open_month_unknown_again(panggung: Panggung) -> None:
    mean = panggung.target[8]
    panggung.open(0, 1)
    panggung.report(mean, 1, 20)
    panggung.close(0)
    work()
    assert Capaian.objects.get(target=mean, periode=panggung.periode[1]).status == StatusCapaian.DIKETAHUI
    periode_reopen(actor=panggung.atasan, periode=panggung.periode[0], alasan="Bukti susulan.")
    work()
    assert Capaian.objects.get(target=mean, periode=panggung.periode[1]).status == StatusCapaian.BELUM_DIKETAHUI
    assert [panggung.tersimpan(n) == panggung.seharusnya(n) for n in (0, 1)] == [True, True]


def test_a_closed_month_keeps_its_figures_when_an_earlier_one_is_corrected(panggung: Panggung) -> None:
    panggung.open(0, 1)
    panggung.close(0, 1)
    work()
    before = panggung.tersimpan(1)
    periode_reopen(actor=panggung.atasan, periode=panggung.periode[0], alasan="Bukti susulan.")
    panggung.report(panggung.target[7], 0, 20)
    work()
    assert panggung.tersimpan(0) == panggung.seharusnya(0)
    assert panggung.tersimpan(1) == before != panggung.seharusnya(1)


# --- small steps --------------------------------------------------------------------------------------------------
# One step: which act, on which target, in which month, with which figure.
langkah = st.tuples(
    st.sampled_from(["lapor", "lapor", "lapor", "ajukan", "kembalikan", "buka", "tutup", "buka_kembali"]),
    st.integers(0, 9),
    st.integers(0, BULAN - 1),
    st.integers(0, 50),
)


def step(panggung: Panggung, act: str, which: int, bulan: int, angka: int) -> None:
    """Do it, or let it be refused: the pages refuse the same."""
    target, periode = panggung.diisi[which % len(panggung.diisi)], panggung.periode[bulan]
    try:
        with transaction.atomic():
            if act == "lapor":
                panggung.report(target, bulan, angka)
            elif act == "ajukan":
                panggung.enter(target, bulan, angka)
            elif act == "kembalikan":
                entry = Realisasi.objects.get(target=target, periode=periode)
                realisasi_return(actor=panggung.atasan, realisasi=entry, versi=entry.versi, alasan="Salah.")
            elif act == "buka":
                panggung.open(bulan)
            elif act == "tutup":
                panggung.close(bulan)
            else:
                periode_reopen(actor=panggung.atasan, periode=periode, alasan="Bukti susulan.")
    except (ActRefused, Realisasi.DoesNotExist):
        pass


def walk(panggung: Panggung, steps: list[tuple[str, int, int, int]]) -> int:
    """Work after every few steps; after each rest every figure is what the arithmetic says. Returns figures seen."""
    seen = 0
    frozen: dict[int, Any] = {}
    for n, one in enumerate(steps):
        step(panggung, *one)
        if one[0] in {"lapor", "ajukan"} and n % 3:
            continue  # several entries are due together
        work()
        facts = Fakta()
        # Ranges and what the arithmetic above does not know: looked at now and then, and in the end.
        whole = n % 5 == 0 or one is steps[-1]
        for bulan, periode in enumerate(Periode.objects.order_by("bulan")):
            stored = panggung.tersimpan(bulan)
            if not periode.ditutup:
                frozen.pop(bulan, None)
            if periode.status != "belum_dibuka" and bulan not in frozen:
                assert stored == panggung.seharusnya(bulan, facts), (one, bulan)
                if whole:
                    assert skor_calculate_periode(periode_id=periode.pk) == 0, "a whole computation mends nothing"
            if periode.ditutup:
                assert frozen.setdefault(bulan, stored) == stored, "a closed month is a fixed record"
            seen += len(stored)
    return seen


AWAL = [("buka", 0, n, 0) for n in range(3)]


@pytest.mark.django_db
def test_step_by_step_leads_to_the_same_figures_as_all_at_once() -> None:
    panggung = bangun_panggung()
    seen = []

    @settings(max_examples=12, deadline=None, database=None, derandomize=True, phases=[Phase.generate, Phase.shrink])
    @given(st.lists(langkah, min_size=10, max_size=25))
    def holds(steps: list[tuple[str, int, int, int]]) -> None:
        with transaction.atomic():
            seen.append(walk(panggung, AWAL + steps))
            transaction.set_rollback(True)

    holds()
    assert sum(seen) > 1000, "the walks went over months with figures"


@pytest.mark.parametrize("rusak", ["bulan_berikutnya", "target_induk"])
def test_control_steps_that_leave_something_out_are_found(
    rusak: str, panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    if rusak == "bulan_berikutnya":
        monkeypatch.setattr(tasks, "perhitungan_mulai", skor_calculate_periode)
        steps = [*AWAL, ("lapor", 6, 1, 20), ("tutup", 0, 0, 0)]
    else:
        # Only the target itself, not the unit's that adds it up.
        alone = capaian_sql._SASARAN_PEMILIK.replace("t.induk_id IS NOT NULL", "false")
        monkeypatch.setattr(capaian_sql, "_SASARAN_PEMILIK", alone)
        steps = [*AWAL, ("lapor", 1, 0, 20), ("lapor", 3, 0, 20), ("lapor", 2, 0, 20), ("tutup", 0, 0, 0)]
    with pytest.raises(AssertionError):
        walk(panggung, steps)


# --- at the same time ---------------------------------------------------------------------------------------------
PINTU = 4257


def two_workers(patch: pytest.MonkeyPatch) -> Panggung:
    """Entries of two people count in one score of the unit. While the first worker has read what it needs and has not
    stored what follows, the other entry is verified and a second worker begins.
    """
    panggung = bangun_panggung()
    of_one, of_other = panggung.target[3], panggung.target[6]
    panggung.open(0)
    for target in (panggung.target[4], panggung.target[5]):
        panggung.report(target, 0, 10)
    work()
    panggung.report(of_one, 0, 20)
    real = skor_service.skor_sql

    def slowly(**rules: Any) -> str:
        sql, there = real(**rules), "FROM gabung g OFFSET 0"
        if threading.current_thread().name != "lambat":
            return sql
        assert sql.count(there) == 1
        return sql.replace(there, f"FROM gabung g, (SELECT pg_advisory_xact_lock_shared({PINTU}) OFFSET 0) p OFFSET 0")

    def compute(target: TargetIndikator) -> None:
        try:
            skor_calculate(target_ids=[target.pk], periode_id=panggung.periode[0].pk)
        finally:
            connections.close_all()

    patch.setattr(skor_service, "skor_sql", slowly)
    first = threading.Thread(target=compute, args=[of_one], name="lambat")
    second = threading.Thread(target=compute, args=[of_other])
    with another_connection() as gate:
        gate.execute("SELECT pg_advisory_lock(%s)", [PINTU])
        first.start()
        assert until(lambda: waiting() == 1), "the first has read and stores nothing yet"
        panggung.report(of_other, 0, 20)
        second.start()
        assert until(lambda: not second.is_alive() or waiting() == 2)
    first.join()
    second.join()
    return panggung


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("terkunci", [True, False], ids=["terkunci", "kontrol"])
def test_two_workers_at_the_score_of_one_unit_lose_nothing(terkunci: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not terkunci:
        monkeypatch.setattr(skor_service, "lock", lambda periode, lingkup: None)
    panggung = two_workers(monkeypatch)
    right = panggung.tersimpan(0)["skor", None] == panggung.seharusnya(0)["skor", None]
    assert right is terkunci
