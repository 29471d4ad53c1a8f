"""Objections: in time, once, decided from above, and what they leave behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from binawidya.organisasi.models import Pemberitahuan
from binawidya.umum.errors import ActRefused
from kinerja.enums import StatusEvaluasi, StatusKeberatan
from kinerja.models import Evaluasi, Keberatan
from kinerja.permissions import can_decide_keberatan
from kinerja.services.keberatan import keberatan_create, keberatan_decide, keberatan_respond, keberatan_withdraw
from tests import evaluasi
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db


def test_it_goes_to_the_superior_of_the_assessor_and_acknowledges_the_receipt(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    made = keberatan_create(actor=kantor.user["pegawai"], evaluasi=row, alasan="Bukti terlewat.")
    assert made.pejabat == kantor.pegawai["camat"]
    row.refresh_from_db()
    assert row.status == StatusEvaluasi.KEBERATAN
    assert row.diterima_at is not None
    told = {*Pemberitahuan.objects.filter(kunci=f"keberatan.diajukan:{made.pk}").values_list("user", flat=True)}
    assert kantor.user["camat"].pk in told


def test_after_the_last_day_nobody_objects(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    days = row.evaluasi_unit.kebijakan.hari_keberatan
    Evaluasi.objects.filter(pk=row.pk).update(
        status=StatusEvaluasi.DITERIMA, diterima_at=timezone.now() - timedelta(days=days + 1)
    )
    row.refresh_from_db()
    with pytest.raises(ActRefused, match="sudah lewat"):
        keberatan_create(actor=kantor.user["pegawai"], evaluasi=row, alasan="Terlambat.")


def test_on_the_last_day_it_is_still_taken(kantor: Kantor) -> None:
    row = evaluasi.tetapkan(kantor)
    days = row.evaluasi_unit.kebijakan.hari_keberatan
    Evaluasi.objects.filter(pk=row.pk).update(
        status=StatusEvaluasi.DITERIMA, diterima_at=timezone.now() - timedelta(days=days)
    )
    assert keberatan_create(actor=kantor.user["pegawai"], evaluasi=row, alasan="Tepat waktu.").diperiksa


def test_it_is_filed_once_and_with_a_reason(kantor: Kantor) -> None:
    made = evaluasi.keberatan(kantor)
    with pytest.raises(ActRefused, match="sudah pernah"):
        keberatan_create(actor=kantor.user["pegawai"], evaluasi=made.evaluasi, alasan="Lagi.")
    with pytest.raises(ValidationError):
        keberatan_create(actor=kantor.user["pegawai"], evaluasi=made.evaluasi, alasan=" ")


def test_only_the_superior_of_the_assessor_decides(kantor: Kantor) -> None:
    made = evaluasi.keberatan(kantor)
    may = {name for name, user in kantor.user.items() if can_decide_keberatan(user, made)}
    assert may == {"camat"}


def test_a_changed_result_is_a_new_row_and_the_old_one_stays(kantor: Kantor) -> None:
    made = evaluasi.keberatan(kantor)
    done = keberatan_decide(
        actor=kantor.user["camat"], keberatan=made, putusan="Bukti sah.", hasil_kerja="di_atas", perilaku="di_atas"
    )
    assert done.status == StatusKeberatan.DITERIMA
    old = Evaluasi.objects.get(pk=made.evaluasi_id)
    assert (old.predikat, old.berlaku, old.status) == ("baik", False, StatusEvaluasi.DIPUTUS)
    assert done.hasil is not None
    assert (done.hasil.predikat, done.hasil.berlaku, done.hasil.menggantikan_id) == ("sangat_baik", True, old.pk)


def test_the_same_ratings_leave_the_result(kantor: Kantor) -> None:
    made = evaluasi.keberatan(kantor)
    done = keberatan_decide(
        actor=kantor.user["camat"], keberatan=made, putusan="Sudah dihitung.", hasil_kerja="sesuai", perilaku="sesuai"
    )
    assert (done.status, done.hasil) == (StatusKeberatan.DITOLAK, None)
    assert evaluasi.evaluasi_of(kantor).status == StatusEvaluasi.DIPUTUS


def test_a_decision_is_final_and_has_a_reason(kantor: Kantor) -> None:
    made = evaluasi.keberatan(kantor)
    with pytest.raises(ValidationError):
        keberatan_decide(actor=kantor.user["camat"], keberatan=made, putusan=" ")
    with pytest.raises(IntegrityError, match="keberatan_putusan_beralasan"), transaction.atomic():
        Keberatan.objects.filter(pk=made.pk).update(status=StatusKeberatan.DITOLAK)
    keberatan_decide(actor=kantor.user["camat"], keberatan=made, putusan="Sudah dihitung.")
    with pytest.raises(ActRefused, match="sudah selesai"):
        keberatan_decide(actor=kantor.user["camat"], keberatan=made, putusan="Berubah pikiran.", perilaku="di_atas")
    with pytest.raises(ActRefused):
        keberatan_withdraw(actor=kantor.user["pegawai"], keberatan=made)
    with pytest.raises(ActRefused):
        keberatan_respond(actor=kantor.user["atasan"], keberatan=made, tanggapan="Terlambat.")


def test_what_is_withdrawn_stands_as_received(kantor: Kantor) -> None:
    made = evaluasi.keberatan(kantor)
    keberatan_withdraw(actor=kantor.user["pegawai"], keberatan=made)
    assert evaluasi.evaluasi_of(kantor).status == StatusEvaluasi.DITERIMA
