"""An import that is taken back within a day: everything is as it was, and nothing that rests on it is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from binawidya.organisasi.enums import Peran, StatusImpor
from binawidya.organisasi.models import (
    Impor,
    Jabatan,
    Pegawai,
    Penempatan,
    Penugasan,
    PerubahanStatus,
    User,
)
from binawidya.organisasi.services import impor_sql, impor_urung, impor_urung_sql
from binawidya.organisasi.services.impor import impor_approve, impor_undo
from binawidya.organisasi.services.impor_apply import impor_apply
from binawidya.organisasi.services.impor_urung import impor_revert
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.models import OutboxTask
from tests.organisasi.dunia import DESEMBER, JUDUL, Dunia, bangun_dunia, nip
from tests.organisasi.test_impor_halaman import masuk
from tests.serentak import Serentak

LENGKAP = [*JUDUL, "Memimpin unit", "Status", "Golongan", "Nomor SK", "NIP atasan", "Surel"]
BARU = [nip(50), "Fajar Siagian", "Kelurahan Delima", "Jabatan Yang Baru", "", "", "III/a", "", "", "f@contoh.go.id"]
HARI_INI = today()


def keadaan() -> dict[str, Any]:
    """Everything that an import may touch, row by row."""
    models: list[Any] = [Pegawai, Penempatan, Penugasan, Jabatan, PerubahanStatus]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def jejak() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, count(*) FROM organisasi_pegawaievent JOIN pghistory_context c ON c.id = pgh_context_id "
            "WHERE c.metadata ? 'urung' GROUP BY 1"
        )
        return dict(cursor.fetchall())


def urungkan(dunia: Dunia, impor: Impor, oleh: str = "admin") -> Impor:
    impor_undo(actor=dunia.user[oleh], impor=impor)
    impor_revert(impor_id=impor.pk, actor_id=dunia.user[oleh].pk)
    impor.refresh_from_db()
    return impor


def _everything_at_once(dunia: Dunia) -> Impor:
    """New people under each other, a move, two heads who change places, somebody who leaves, changes of data."""
    leaving = dunia.pegawai["Rina Marlina"]
    dunia.tempatkan(leaving, "tobek", jenis="plt", memimpin=True, tmt_selesai=date(2030, 1, 1))
    leaving.user = dunia.admin("rina", "pelayanan")
    leaving.save()
    PerubahanStatus.objects.create(pegawai=leaving, status="tubel", tmt=HARI_INI, diterapkan=False)
    before = keadaan()
    impor = dunia.impor(
        BARU,
        [nip(51), "Anak Buah", "Kelurahan Delima", "Staf", "", "", "", "", nip(50), ""],
        [nip(2), "Nurhasanah Rambe", "Kelurahan Delima", "Lurah Delima", "Ya", "", "III/d", "", "", "n@contoh.go.id"],
        [nip(3), "Syafrizal T.", "Seksi Pelayanan Umum", "Kepala Seksi Pelayanan Umum", "Ya", "", "", "", "", ""],
        [nip(4), "Dedi Kurniawan", "Seksi Pelayanan Umum", "Pengelola Data", "", "", "III/a", "821/1", "", ""],
        [nip(5), "Rina Marlina", "", "", "", "Pensiun", "III/a", "", "", ""],
        judul=LENGKAP,
        mulai=HARI_INI,
    )
    assert impor.status == StatusImpor.SELESAI, impor.pesan
    assert impor.ringkasan["hasil"] == {"baru": 2, "berubah": 4, "mutasi": 3, "berhenti": 1}
    after = keadaan()
    assert {name for name in before if before[name] != after[name]} == {*before}
    dunia.sebelum = before  # type: ignore[attr-defined]
    return impor


def test_everything_is_as_it_was(dunia: Dunia) -> None:
    impor = _everything_at_once(dunia)
    urungkan(dunia, impor)
    assert (impor.status, impor.pesan) == (StatusImpor.DIURUNGKAN, "")
    assert impor.diurungkan_oleh == dunia.user["admin"]
    assert keadaan() == dunia.sebelum  # type: ignore[attr-defined]


def test_the_trail_of_both_ways_stays(dunia: Dunia) -> None:
    impor = _everything_at_once(dunia)
    urungkan(dunia, impor)
    assert jejak() == {"delete": 2, "update": 3}


def test_scores_of_those_who_move_follow_both_ways(dunia: Dunia) -> None:
    due = OutboxTask.objects.filter(event="penempatan.berubah")
    impor = _everything_at_once(dunia)
    people = ["Nurhasanah Rambe", "Syafrizal Tanjung", "Dedi Kurniawan", "Rina Marlina"]
    moved = sorted(dunia.pegawai[nama].pk for nama in people)
    assert [row.payload for row in due] == [{"pegawai_ids": moved}]
    due.delete()
    urungkan(dunia, impor)
    assert [row.payload for row in due.all()] == [{"pegawai_ids": moved}]


def test_heads_who_changed_places_on_the_same_day_change_back(dunia: Dunia) -> None:
    judul = [*JUDUL, "Memimpin unit"]
    dunia.impor([nip(4), "Dedi Kurniawan", "Kelurahan Tobek Godang", "Lurah", "Ya"], judul=judul)
    dunia.impor([nip(5), "Rina Marlina", "Seksi Pemberdayaan Masyarakat", "Kepala", "Ya"], judul=judul)
    before = keadaan()
    impor = dunia.impor(
        [nip(4), "Dedi Kurniawan", "Seksi Pemberdayaan Masyarakat", "Kepala", "Ya"],
        [nip(5), "Rina Marlina", "Kelurahan Tobek Godang", "Lurah", "Ya"],
        judul=judul,
    )
    assert keadaan() != before
    urungkan(dunia, impor)
    assert keadaan() == before


def test_a_status_that_took_hold_meanwhile_goes_back_as_well(dunia: Dunia) -> None:
    """The day of the import came between: the clock applied what the import had planned."""
    before = keadaan()
    row = [nip(3), "Syafrizal Tanjung", "", "", "Pensiun"]
    impor = dunia.impor(row, judul=[*JUDUL, "Status"], mulai=HARI_INI + timedelta(days=1))
    PerubahanStatus.objects.update(diterapkan=True)
    Pegawai.objects.filter(nip=nip(3)).update(status="pensiun")
    urungkan(dunia, impor)
    assert keadaan() == before


def test_a_title_that_somebody_else_uses_by_now_stays(dunia: Dunia) -> None:
    impor = dunia.impor(BARU, judul=LENGKAP)
    dunia.orang(70, "Orang Lain", "pelayanan", "Jabatan Yang Baru")
    urungkan(dunia, impor)
    assert impor.status == StatusImpor.DIURUNGKAN
    assert Jabatan.objects.filter(nama="Jabatan Yang Baru").exists()


def test_the_same_sheet_can_be_imported_again(dunia: Dunia) -> None:
    urungkan(dunia, dunia.impor(BARU, judul=LENGKAP))
    assert dunia.impor(BARU, judul=LENGKAP).ringkasan["hasil"]["baru"] == 1


# --- Refusals -------------------------------------------------------------------------------------------------------
def _golongan(dunia: Dunia) -> None:
    Pegawai.objects.filter(nip=nip(50)).update(golongan="III/b")


def _gone(dunia: Dunia) -> None:
    Penempatan.objects.filter(pegawai__nip=nip(50)).delete()
    Pegawai.objects.filter(nip=nip(50)).delete()


def _moved(dunia: Dunia) -> None:
    dunia.impor([nip(50), "Fajar Siagian", "Kelurahan Tobek Godang", "Staf"], mulai=date(2027, 1, 1))


def _account(dunia: Dunia) -> None:
    Pegawai.objects.filter(nip=nip(50)).update(user=User.objects.create_user("fajar"))


def _subordinate(dunia: Dunia) -> None:
    dunia.orang(71, "Bawahan Fajar", "pelayanan", atasan=Pegawai.objects.get(nip=nip(50)))


def _other_post(dunia: Dunia) -> None:
    dunia.tempatkan(Pegawai.objects.get(nip=nip(50)), "tobek", jenis="plt", memimpin=True, tmt_selesai=date(2030, 1, 1))


def _own_post(dunia: Dunia) -> None:
    Penempatan.objects.filter(pegawai__nip=nip(4), tmt_mulai=DESEMBER).update(dasar="821/9")


def _old_post(dunia: Dunia) -> None:
    Penempatan.objects.filter(pegawai__nip=nip(4), tmt_mulai__lt=DESEMBER).update(tmt_selesai=date(2026, 1, 1))


def _successor(dunia: Dunia) -> None:
    dunia.orang(72, "Kepala Baru", "pelayanan", "Kepala", memimpin=True, tmt_mulai=DESEMBER)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_golongan, "Data Fajar Siagian berubah sesudah impor ini."),
        (_gone, "Data Fajar Siagian berubah sesudah impor ini."),
        (_moved, "Data Fajar Siagian berubah sesudah impor ini."),
        (_account, "Fajar Siagian sudah punya akun."),
        (_subordinate, "Sudah ada catatan lain tentang Fajar Siagian, misalnya jabatan, target, atau bawahan."),
        (_other_post, "Sudah ada catatan lain tentang Fajar Siagian, misalnya jabatan, target, atau bawahan."),
        (_own_post, "Data Dedi Kurniawan berubah sesudah impor ini."),
        (_old_post, "Data Dedi Kurniawan berubah sesudah impor ini."),
        (_successor, "Jabatan yang akan dikembalikan sekarang ditempati Kepala Baru."),
    ],
)
def test_what_rests_on_it_by_now_stops_the_undo(dunia: Dunia, change: Callable[[Dunia], None], sentence: str) -> None:
    impor = dunia.impor(
        BARU,
        [nip(4), "Dedi Kurniawan", "Kelurahan Tobek Godang", "Pengelola Data", "", "", "", "", "", ""],
        [nip(2), "Nurhasanah Rambe", "Kelurahan Tobek Godang", "Lurah", "Ya", "", "", "", "", ""],
        judul=LENGKAP,
    )
    change(dunia)
    before = keadaan()
    with pytest.raises(ActRefused) as refused:
        impor_undo(actor=dunia.user["admin"], impor=impor)
    assert sentence in refused.value.message
    # The same when it happens after the undo was asked for.
    Impor.objects.filter(pk=impor.pk).update(status=StatusImpor.MENGURUNGKAN)
    impor_revert(impor_id=impor.pk, actor_id=dunia.user["admin"].pk)
    impor.refresh_from_db()
    assert impor.status == StatusImpor.SELESAI
    assert impor.pesan.startswith("Impor ini tidak diurungkan dan tidak ada yang berubah.")
    assert sentence in impor.pesan
    assert keadaan() == before


def test_the_first_three_of_many_are_named(dunia: Dunia) -> None:
    rows = [[nip(n), f"Orang {n}", "Kelurahan Delima", "Staf"] for n in range(50, 55)]
    impor = dunia.impor(*rows)
    Pegawai.objects.filter(nama__startswith="Orang 5").update(golongan="II/a")
    with pytest.raises(ActRefused, match="Data Orang 50, Orang 51, Orang 52 dan 2 orang lain berubah"):
        impor_undo(actor=dunia.user["admin"], impor=impor)


def test_only_what_was_applied_within_a_day_can_be_taken_back(dunia: Dunia) -> None:
    waiting = dunia.periksa(BARU, judul=LENGKAP)
    with pytest.raises(ConflictError, match="belum diterapkan"):
        impor_undo(actor=dunia.user["admin"], impor=waiting)
    impor = dunia.terapkan(waiting)
    Impor.objects.filter(pk=impor.pk).update(selesai_at=timezone.now() - timedelta(days=1, minutes=1))
    with pytest.raises(ActRefused, match="lebih dari sehari"):
        impor_undo(actor=dunia.user["admin"], impor=impor)
    Impor.objects.filter(pk=impor.pk).update(selesai_at=timezone.now())
    urungkan(dunia, impor)
    with pytest.raises(ConflictError, match="sudah diurungkan"):
        impor_undo(actor=dunia.user["admin"], impor=impor)


def test_whoever_lost_the_role_meanwhile_takes_nothing_back(dunia: Dunia) -> None:
    impor = dunia.impor(BARU, judul=LENGKAP)
    impor_undo(actor=dunia.user["admin"], impor=impor)
    Penugasan.objects.filter(peran=Peran.ADMIN_KEPEGAWAIAN).update(berlaku_selesai=HARI_INI - timedelta(days=1))
    impor_revert(impor_id=impor.pk, actor_id=dunia.user["admin"].pk)
    impor.refresh_from_db()
    assert (impor.status, "tidak lagi berwenang" in impor.pesan) == (StatusImpor.SELESAI, True)
    assert Pegawai.objects.filter(nip=nip(50)).exists()


def test_an_undo_that_runs_twice_is_done_once(dunia: Dunia) -> None:
    impor = urungkan(dunia, dunia.impor(BARU, judul=LENGKAP))
    at = impor.diurungkan_at
    impor_revert(impor_id=impor.pk, actor_id=dunia.user["admin"].pk)
    impor.refresh_from_db()
    assert (impor.status, impor.diurungkan_at) == (StatusImpor.DIURUNGKAN, at)


# --- Pages ----------------------------------------------------------------------------------------------------------
def test_admin_takes_an_import_back_after_typing_the_word(dunia: Dunia) -> None:
    client: Client = masuk(dunia.user["admin"])
    impor = dunia.impor(BARU, [nip(4), "Dedi K.", "Seksi Pelayanan Umum", "Pengelola Data", *[""] * 6], judul=LENGKAP)
    address = f"/pegawai/impor/{impor.pk}/"
    assert f'href="{address}urungkan/"' in client.get(address).content.decode()
    page = client.get(f"{address}urungkan/").content.decode()
    assert "Fajar Siagian" in page
    assert "Nama: Dedi K." in page
    wrong = client.post(f"{address}urungkan/jalankan/", {"ketik": "ya"})
    assert (wrong.status_code, "URUNGKAN" in wrong.content.decode()) == (422, True)
    assert client.post(f"{address}urungkan/jalankan/", {"ketik": "urungkan"}).status_code == 302
    assert "Mengurungkan impor" in client.get(address).content.decode()
    event = OutboxTask.objects.latest("pk")
    assert (event.event, event.payload) == (
        "impor.diurungkan",
        {"impor_id": impor.pk, "actor_id": dunia.user["admin"].pk},
    )
    impor_revert(**event.payload)
    page = client.get(address).content.decode()
    assert "Impor ini diurungkan" in page
    assert f'href="{address}urungkan/"' not in page


def test_page_says_who_stands_in_the_way_and_has_no_button(dunia: Dunia) -> None:
    impor = dunia.impor(BARU, judul=LENGKAP)
    _account(dunia)
    page = masuk(dunia.user["admin"]).get(f"/pegawai/impor/{impor.pk}/urungkan/").content.decode()
    assert "Fajar Siagian sudah punya akun." in page
    assert "btn-danger" not in page


def test_page_of_an_old_import_says_that_it_is_too_late(dunia: Dunia) -> None:
    impor = dunia.impor(BARU, judul=LENGKAP)
    Impor.objects.update(selesai_at=timezone.now() - timedelta(days=2))
    client = masuk(dunia.user["admin"])
    assert client.get(f"/pegawai/impor/{impor.pk}/urungkan/").status_code == 409
    assert "urungkan/" not in client.get(f"/pegawai/impor/{impor.pk}/").content.decode()


# --- At the same time as somebody else ------------------------------------------------------------------------------
@pytest.fixture
def dunia_nyata(transactional_db: None, tmp_path: Any) -> Dunia:
    return bangun_dunia(tmp_path)


def _undo_and_import(dunia: Dunia, serentak: Serentak, patch: pytest.MonkeyPatch) -> tuple[Impor, Impor]:
    """An undo, and an import that moves somebody whom the first import made, begun when the undo has looked."""
    first = dunia.impor([nip(50), "Fajar Siagian", "Kelurahan Delima", "Staf"])
    second = dunia.periksa([nip(50), "Fajar Siagian", "Kelurahan Tobek Godang", "Staf"], mulai=date(2027, 1, 1))
    admin = dunia.user["admin"]
    impor_undo(actor=admin, impor=first)
    impor_approve(actor=admin, impor=second, lewati_ditolak=False)
    looked = impor_urung.rests_on

    def look_and_wait(impor: Impor) -> Any:
        found = looked(impor)
        serentak.titik()
        return found

    patch.setattr(impor_urung, "rests_on", look_and_wait)
    serentak.jalan(
        lambda: impor_revert(impor_id=first.pk, actor_id=admin.pk),
        serentak.sesudah(lambda: impor_apply(impor_id=second.pk, actor_id=admin.pk)),
    )
    first.refresh_from_db()
    second.refresh_from_db()
    return first, second


def test_an_import_waits_for_an_undo_and_then_sees_what_is_left(
    dunia_nyata: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = _undo_and_import(dunia_nyata, Serentak(), monkeypatch)
    assert first.status == StatusImpor.DIURUNGKAN
    assert (second.status, "Pratinjau ini disusun ulang" in second.pesan) == (StatusImpor.SIAP, True)
    assert not Pegawai.objects.filter(nip=nip(50)).exists()


def test_control_without_the_locks_the_undo_loses_what_it_did_not_see(
    dunia_nyata: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in ((impor_urung_sql, "LOCK_PEOPLE"), (impor_sql, "LOCK_PEOPLE"), (impor_sql, "LOCK_UNITS")):
        monkeypatch.setattr(module, name, "SELECT 1")
    monkeypatch.setattr(impor_urung, "LOCK_UNITS", "SELECT 1")
    for path in ("impor_urung.hold_structure", "impor_apply.hold_structure"):
        monkeypatch.setattr(f"binawidya.organisasi.services.{path}", lambda: None)
    first, second = _undo_and_import(dunia_nyata, Serentak(), monkeypatch)
    assert (first.status, second.status) != (StatusImpor.DIURUNGKAN, StatusImpor.SIAP)
