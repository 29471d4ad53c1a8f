"""A month is closed at the same moment in which somebody writes to it. Every test comes with its control."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pgtrigger
import pytest

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode
from binawidya.organisasi.services.periode import periode_close
from binawidya.umum.errors import ActRefused
from indikator.enums import StatusRealisasi
from indikator.models import Bukti, Realisasi
from indikator.models.bulan_tertutup_sql import BULAN_LAMA
from indikator.models.realisasi import RealisasiQuerySet
from indikator.services import bukti as bukti_service
from indikator.services import realisasi as realisasi_service
from indikator.services import verifikasi as verifikasi_service
from indikator.services.bukti import bukti_delete
from indikator.services.isian import Isian
from indikator.services.realisasi import realisasi_note, realisasi_record, realisasi_submit
from indikator.services.verifikasi import realisasi_approve
from tests.kantor import Kantor
from tests.serentak import Act, Serentak, without_row_locks

Patch = pytest.MonkeyPatch


@pytest.fixture
def serentak() -> Serentak:
    return Serentak()


def without_period_lock(patch: Patch) -> None:
    for module in (bukti_service, realisasi_service, verifikasi_service):
        patch.setattr(module, "hold_shared", lambda model, pk: model.objects.get(pk=pk))


def record(kantor: Kantor, entry: Realisasi) -> Act:
    isian = Isian(nilai=Decimal(12))
    return lambda: realisasi_record(
        actor=kantor.user["pegawai"], target=entry.target, periode=entry.periode, isian=isian, versi=entry.versi
    )


def submit(kantor: Kantor, entry: Realisasi) -> Act:
    return lambda: realisasi_submit(actor=kantor.user["pegawai"], periode=entry.periode, target_ids=[entry.target_id])


def note(kantor: Kantor, entry: Realisasi) -> Act:
    return lambda: realisasi_note(actor=kantor.user["pegawai"], realisasi=entry, catatan="Dari buku register.")


def approve(kantor: Kantor, entry: Realisasi) -> Act:
    return lambda: realisasi_approve(actor=kantor.user["atasan"], realisasi=entry, versi=entry.versi)


def take_away(kantor: Kantor, entry: Realisasi) -> Act:
    owner = kantor.user["pegawai"]
    bukti = Bukti.objects.create(realisasi=entry, nama="b.pdf", berkas="x", ukuran=4, sha256="0" * 64, oleh=owner)
    return lambda: bukti_delete(actor=owner, bukti=bukti) or bukti


WRITERS = [
    pytest.param(record, StatusRealisasi.TERSIMPAN, id="simpan"),
    pytest.param(submit, StatusRealisasi.TERSIMPAN, id="ajukan"),
    pytest.param(note, StatusRealisasi.TERSIMPAN, id="catatan"),
    pytest.param(take_away, StatusRealisasi.TERSIMPAN, id="hapus-bukti"),
    pytest.param(approve, StatusRealisasi.DIAJUKAN, id="setujui"),
]
Writer = Callable[[Kantor, Realisasi], Act]


def close(kantor: Kantor) -> Act:
    periode = kantor.periode[kantor.kini]
    return lambda: periode_close(actor=kantor.user["admin_perencanaan"], periode=periode)


def state_when_written(serentak: Serentak, patch: Patch) -> list[str]:
    """Notes the state of the month at the moment an entry or its evidence is written, after everybody has met."""
    seen: list[str] = []

    def looking(function: Callable[..., Any]) -> Callable[..., Any]:
        def look(*args: Any, **kwargs: Any) -> Any:
            serentak.titik()
            seen.extend(Periode.objects.filter(realisasi__isnull=False).values_list("status", flat=True))
            return function(*args, **kwargs)

        return look

    for owner, name in ((Realisasi, "save"), (RealisasiQuerySet, "update"), (Bukti, "delete")):
        patch.setattr(owner, name, looking(getattr(owner, name)))
    return seen


@pytest.mark.parametrize(("writer", "status"), WRITERS)
def test_a_month_closes_only_after_the_entry_that_is_being_written(
    writer: Writer, status: str, kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry = kantor_nyata.isi("pegawai", status=status)
    seen = state_when_written(serentak, monkeypatch)
    written, closed = serentak.jalan(writer(kantor_nyata, entry), serentak.sesudah(close(kantor_nyata)))
    assert not isinstance(written, Exception)
    assert closed.ditutup
    assert seen == [StatusPeriode.DIBUKA]


@pytest.mark.parametrize(("writer", "status"), WRITERS)
def test_control_without_the_lock_a_closed_month_is_written_to(
    writer: Writer, status: str, kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry = kantor_nyata.isi("pegawai", status=status)
    without_period_lock(monkeypatch)
    seen = state_when_written(serentak, monkeypatch)
    with without_guard():
        written, _closed = serentak.jalan(writer(kantor_nyata, entry), serentak.sesudah(close(kantor_nyata)))
    assert not isinstance(written, Exception)
    assert seen == [StatusPeriode.DITUTUP]


@contextmanager
def without_guard() -> Iterator[None]:
    """The database itself refuses entries of a closed month; here it is the lock that is looked at."""
    pgtrigger.disable(*BULAN_LAMA)
    try:
        yield
    finally:
        pgtrigger.enable(*BULAN_LAMA)


@pytest.mark.parametrize(("writer", "status"), WRITERS)
@pytest.mark.parametrize("terkunci", [True, False], ids=["terkunci", "kontrol"])
def test_whoever_writes_while_the_month_is_being_closed_is_refused(
    terkunci: bool, writer: Writer, status: str, kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    entry = kantor_nyata.isi("pegawai", status=status)
    if not terkunci:
        without_period_lock(monkeypatch)
    monkeypatch.setattr(Periode, "save", serentak.sebelum(Periode.save))
    seen = state_when_written(serentak, monkeypatch)
    closed, written = serentak.jalan(close(kantor_nyata), serentak.sesudah(writer(kantor_nyata, entry)))
    assert closed.ditutup
    assert isinstance(written, ActRefused) is terkunci
    assert len(seen) == (0 if terkunci else 1)


def test_of_two_who_close_a_month_at_once_one_is_told_it_is_closed(
    kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(Periode, "save", serentak.sebelum(Periode.save))
    answers = serentak.jalan(close(kantor_nyata), close(kantor_nyata))
    assert sorted(type(answer).__name__ for answer in answers) == ["ActRefused", "Periode"]


def test_control_without_the_lock_both_close_it(kantor_nyata: Kantor, serentak: Serentak, monkeypatch: Patch) -> None:
    without_row_locks(monkeypatch)
    monkeypatch.setattr(Periode, "save", serentak.sebelum(Periode.save))
    answers = serentak.jalan(close(kantor_nyata), close(kantor_nyata))
    assert [type(answer) for answer in answers] == [Periode, Periode]
