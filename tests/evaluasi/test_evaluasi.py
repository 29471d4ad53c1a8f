"""The way of an evaluation, from opening to confirmation, and what the database refuses on it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from binawidya.organisasi.enums import StatusPegawai, StatusPeriode
from binawidya.organisasi.models import Pegawai, Periode
from binawidya.umum.errors import ActRefused, ConflictError
from kinerja.enums import JenisEvaluasi, StatusEvaluasi
from kinerja.masa import Masa
from kinerja.models import Evaluasi, EvaluasiUnit, KebijakanEvaluasi, NilaiPerilaku
from kinerja.selectors.evaluasi import tim_of, usul_of, with_frame
from kinerja.services.evaluasi import Isian, evaluasi_accept, evaluasi_assign, evaluasi_open, evaluasi_update
from kinerja.services.evaluasi_tetap import evaluasi_finalize, evaluasi_unit_finalize
from tests import evaluasi
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db


def usul(row: Evaluasi) -> tuple[str, str]:
    found = usul_of([with_frame(Evaluasi.objects).get(pk=row.pk)])[row.pk]
    return found.rating, found.sebab


# --- opening --------------------------------------------------------------------------------------------------------
def test_opening_gives_everybody_in_service_a_draft_by_the_superior_of_that_day(kantor: Kantor) -> None:
    evaluasi.buka(kantor)
    rows = {row.pegawai.nama: row for row in Evaluasi.objects.select_related("pegawai", "penilai", "evaluasi_unit")}
    assert "Pensiunan" not in rows
    assert rows["Pegawai"].penilai == kantor.pegawai["atasan"]
    assert rows["Atasan"].penilai == kantor.pegawai["camat"]
    assert rows["Atasan"].unit_dipimpin is not None
    assert rows["Camat"].penilai is None
    assert {row.status for row in rows.values()} == {StatusEvaluasi.DRAF}


def test_who_acted_for_the_superior_on_that_day_evaluates(kantor: Kantor) -> None:
    masa = evaluasi.masa_of(kantor)
    evaluasi.KebijakanEvaluasi.objects.create(unit_kerja=kantor.unit["akar"], tahun=masa.tahun, berkala="bulanan")
    evaluasi_open(actor=kantor.user["admin_kepegawaian"], unit=kantor.unit["akar"], masa=masa)
    assert evaluasi.evaluasi_of(kantor).penilai == kantor.pegawai["mantan_atasan"]


def test_opening_again_adds_only_who_is_new(kantor: Kantor) -> None:
    masa = evaluasi.buka(kantor)
    before = Evaluasi.objects.count()
    kantor.orang("baru", "pelayanan")
    done = evaluasi_open(actor=kantor.user["admin_kepegawaian"], unit=kantor.unit["akar"], masa=masa)
    assert (done.baru, done.diperbarui) == (1, 0)
    assert Evaluasi.objects.count() == before + 1


def test_an_absent_superior_is_replaced_by_the_next_above(kantor: Kantor) -> None:
    Pegawai.objects.filter(nama="Atasan").update(status=StatusPegawai.CUTI)
    assert evaluasi.draf(kantor).penilai == kantor.pegawai["camat"]


def test_an_office_evaluates_only_in_its_own_steps(kantor: Kantor) -> None:
    masa = evaluasi.buka(kantor)
    quarter = Masa(masa.tahun, JenisEvaluasi.TRIWULANAN, 1)
    with pytest.raises(ActRefused, match="bulanan"):
        evaluasi_open(actor=kantor.user["admin_kepegawaian"], unit=kantor.unit["akar"], masa=quarter)


def test_a_month_that_never_began_cannot_be_evaluated(kantor: Kantor) -> None:
    evaluasi.buka(kantor)
    Periode.objects.filter(bulan=12).update(status=StatusPeriode.BELUM_DIBUKA)
    with pytest.raises(ActRefused, match="belum dibuka"):
        evaluasi_open(
            actor=kantor.user["admin_kepegawaian"], unit=kantor.unit["akar"],
            masa=Masa(kantor.tahun, JenisEvaluasi.TAHUNAN, 1),
        )  # fmt: skip


def test_queries_of_opening_do_not_grow_with_people(kantor: Kantor, django_assert_max_num_queries: object) -> None:
    for n in range(12):
        kantor.orang(f"orang_{n}", "pelayanan")
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        evaluasi.buka(kantor)


# --- proposal and draft ---------------------------------------------------------------------------------------------
def test_the_proposal_says_which_score_and_which_bound(kantor: Kantor) -> None:
    row = evaluasi.draf(kantor)
    evaluasi.skor(kantor, "pegawai", "104.5", row.masa)
    rating, why = usul(row)
    assert rating == "di_atas"
    assert "104,50" in why
    assert "102" in why


def test_without_a_score_nothing_is_proposed(kantor: Kantor) -> None:
    assert usul(evaluasi.draf(kantor))[0] == ""


def test_a_head_is_rated_by_the_predikat_of_the_unit(kantor: Kantor) -> None:
    row = evaluasi.draf(kantor, "atasan")
    evaluasi.skor(kantor, "atasan", "120", row.masa)
    assert usul(row)[0] == ""
    evaluasi.predikat_unit(kantor, predikat="kurang")
    assert usul(row)[0] == "di_bawah"


def test_saving_the_same_twice_changes_nothing(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    again = {row.pk: Isian("sesuai", "Menurut bukti dukung.", "sesuai", versi=row.versi)}
    assert evaluasi_update(actor=kantor.user["atasan"], isian=again) == 0


def test_somebody_else_changed_it_meanwhile(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    with pytest.raises(ConflictError):
        evaluasi_update(actor=kantor.user["atasan"], isian={row.pk: Isian("di_atas", versi=row.versi - 1)})


def test_nobody_evaluates_the_own_work(kantor: Kantor) -> None:
    row = evaluasi.draf(kantor, "atasan")
    with pytest.raises(ActRefused, match="dirinya"):
        evaluasi_update(actor=kantor.user["atasan"], isian={row.pk: Isian("di_atas")})
    with pytest.raises(IntegrityError, match="evaluasi_bukan_diri_sendiri"), transaction.atomic():
        Evaluasi.objects.filter(pk=row.pk).update(penilai=row.pegawai)


def test_the_seven_values_are_kept_with_expectation_and_note(kantor: Kantor) -> None:
    row = evaluasi.draf(kantor)
    isian = Isian(perilaku={"akuntabel": ("di_atas", "Laporan tepat hari.", "Tiga laporan tepat waktu.")})
    evaluasi_update(actor=kantor.user["atasan"], isian={row.pk: isian})
    assert NilaiPerilaku.objects.filter(evaluasi=row).count() == 7
    kept = NilaiPerilaku.objects.get(evaluasi=row, nilai="akuntabel")
    assert (kept.rating, kept.ekspektasi) == ("di_atas", "Laporan tepat hari.")


def test_a_draft_is_handed_to_the_next_superior_with_a_reason(kantor: Kantor) -> None:
    row = evaluasi.draf(kantor)
    admin, camat = kantor.user["admin_kepegawaian"], kantor.pegawai["camat"]
    with pytest.raises(ValidationError):
        evaluasi_assign(actor=admin, evaluasi=row, penilai=camat, alasan=" ")
    with pytest.raises(ValidationError):
        evaluasi_assign(actor=admin, evaluasi=row, penilai=kantor.pegawai["atasan_lain"], alasan="Cuti.")
    assert evaluasi_assign(actor=admin, evaluasi=row, penilai=camat, alasan="Cuti.").penilai == camat


# --- confirming -----------------------------------------------------------------------------------------------------
def test_the_unit_gets_its_predikat_before_its_people(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    with pytest.raises(ActRefused, match="lebih dahulu"):
        evaluasi_finalize(actor=kantor.user["atasan"], evaluasi_ids=[row.pk])


def test_figures_of_an_open_month_are_not_confirmed(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    evaluasi.predikat_unit(kantor)
    Periode.objects.filter(tahun=row.tahun, bulan=row.ke).update(status=StatusPeriode.DIBUKA_KEMBALI)
    with pytest.raises(ActRefused, match="belum ditutup"):
        evaluasi_finalize(actor=kantor.user["atasan"], evaluasi_ids=[row.pk], alasan_pola="Kecil.")


def test_a_spread_that_departs_from_the_pattern_needs_a_reason(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    evaluasi.predikat_unit(kantor)
    with pytest.raises(ValidationError, match="pola"):
        evaluasi_finalize(actor=kantor.user["atasan"], evaluasi_ids=[row.pk])
    done = evaluasi_finalize(actor=kantor.user["atasan"], evaluasi_ids=[row.pk], alasan_pola="Hanya dua orang.")
    assert [one.pk for one in done.ditetapkan] == [row.pk]
    assert EvaluasiUnit.objects.get(pk=row.evaluasi_unit_id).alasan_pola == "Hanya dua orang."


def test_who_is_not_complete_stays_a_draft_and_is_named(kantor: Kantor) -> None:
    masa = evaluasi.nilai(kantor).masa
    evaluasi.predikat_unit(kantor)
    (team,) = tim_of(evaluasi.evaluasi_of(kantor).penilai_id or 0, masa)
    ids = [row.evaluasi.pk for row in team.draf]
    done = evaluasi_finalize(actor=kantor.user["atasan"], evaluasi_ids=ids, alasan_pola="Kecil.")
    assert "Rekan" in done.kurang
    assert evaluasi.evaluasi_of(kantor, "rekan").draf


def test_a_confirmed_score_stays_when_the_engine_computes_another(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    evaluasi.skor(kantor, "pegawai", "95", row.masa)
    row = evaluasi.tetapkan(kantor)
    evaluasi.skor(kantor, "pegawai", "40", row.masa)
    assert usul(row)[0] == "sesuai"
    assert str(evaluasi.evaluasi_of(kantor).nilai) == "95.000000"


def test_another_rating_than_proposed_needs_a_reason_in_the_database_too(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    Evaluasi.objects.filter(pk=row.pk).update(alasan="")
    evaluasi.predikat_unit(kantor)
    with pytest.raises(ActRefused, match="alasan"):
        evaluasi_finalize(actor=kantor.user["atasan"], evaluasi_ids=[row.pk], alasan_pola="Kecil.")
    with pytest.raises(IntegrityError, match="evaluasi_ubah_usul_beralasan"), transaction.atomic():
        Evaluasi.objects.filter(pk=row.pk).update(
            status=StatusEvaluasi.DITETAPKAN, ditetapkan_oleh=kantor.user["atasan"], ditetapkan_at=timezone.now()
        )


def test_the_predikat_of_a_unit_is_fixed_once_its_people_are(kantor: Kantor) -> None:
    evaluasi.tetapkan(kantor)
    row = EvaluasiUnit.objects.get(unit_kerja=kantor.unit["pelayanan"])
    with pytest.raises(ActRefused, match="tetap"):
        evaluasi_unit_finalize(
            actor=kantor.user["camat"], evaluasi_unit=row, predikat="istimewa", alasan="Lain.", versi=row.versi
        )


# --- the database keeps it ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "change", [{"catatan": "lain"}, {"nilai": 1}, {"rating_hasil_kerja": "di_atas", "predikat": "baik"}]
)
def test_a_confirmed_evaluation_cannot_be_changed_by_any_statement(kantor: Kantor, change: dict[str, object]) -> None:
    row = evaluasi.tetapkan(kantor)
    with pytest.raises(IntegrityError, match="fixed record"), transaction.atomic():
        Evaluasi.objects.filter(pk=row.pk).update(**change)


def test_a_confirmed_evaluation_and_its_conduct_cannot_be_deleted(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    with pytest.raises(IntegrityError, match="fixed record"), transaction.atomic():
        Evaluasi.objects.filter(pk=row.pk).delete()
    with pytest.raises(IntegrityError, match="confirmed"), transaction.atomic():
        NilaiPerilaku.objects.create(evaluasi=row, nilai="loyal")


def test_control_a_draft_may_be_changed_and_deleted(kantor: Kantor) -> None:
    row = evaluasi.draf(kantor)
    Evaluasi.objects.filter(pk=row.pk).update(catatan="lain")
    assert Evaluasi.objects.filter(pk=row.pk).delete()[0] == 1


def test_states_are_not_skipped(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    with pytest.raises(IntegrityError, match="cannot go"), transaction.atomic():
        Evaluasi.objects.filter(pk=row.pk).update(status=StatusEvaluasi.DIPUTUS)
    with pytest.raises(IntegrityError, match="cannot go"), transaction.atomic():
        Evaluasi.objects.filter(pk=row.pk).update(status=StatusEvaluasi.DRAF)


def test_a_predikat_outside_the_matrix_is_refused_by_the_database(kantor: Kantor) -> None:
    row = evaluasi.nilai(kantor)
    with pytest.raises(IntegrityError, match="evaluasi_predikat_matriks"), transaction.atomic():
        Evaluasi.objects.filter(pk=row.pk).update(predikat="sangat_baik")


def test_receiving_twice_keeps_the_first_day(kantor: Kantor) -> None:
    row = evaluasi.diterima(kantor)
    again = evaluasi_accept(actor=kantor.user["pegawai"], evaluasi=row)
    assert again.diterima_at == row.diterima_at


def test_what_is_never_acknowledged_counts_as_received_after_some_days(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    rules = KebijakanEvaluasi.objects.get()
    assert row.batas_keberatan is not None
    days = rules.hari_anggap_diterima + rules.hari_keberatan
    assert row.batas_keberatan == timezone.localdate() + timedelta(days=days)
