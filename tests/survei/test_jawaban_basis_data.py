"""What the database itself refuses in an answer, whoever writes it."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from survei.models import HasilSurvei, Jawaban, Survei
from tests.kantor import Kantor

HARI = date(2026, 11, 24)


@pytest.fixture
def survei(kantor: Kantor) -> Survei:
    return Survei.objects.create(
        unit_kerja=kantor.unit["pelayanan"], tahun=2026, ke=4, buka=HARI, tutup=HARI, banyak_unsur=3,
        dibuat_oleh=kantor.user["pengelola_survei"], status="dibuka",
    )  # fmt: skip


def simpan(survei: Survei, nilai: Any, **fields: Any) -> Jawaban:
    with transaction.atomic():
        return Jawaban.objects.create(survei=survei, nilai=nilai, **fields)


def test_a_complete_answer_is_stored_with_its_sum(survei: Survei) -> None:
    saved = simpan(survei, [4, 3, 1])
    saved.refresh_from_db()
    assert saved.jumlah == 8


@pytest.mark.parametrize("nilai", [[5, 4, 4], [0, 4, 4], [4, None, 4], [4, 4], [4, 4, 4, 4], [], None])
def test_the_database_refuses_an_answer_that_is_none(survei: Survei, nilai: Any) -> None:
    with pytest.raises(IntegrityError):
        simpan(survei, nilai)
    assert not Jawaban.objects.exists()


def test_the_database_refuses_an_unknown_group(survei: Survei) -> None:
    with pytest.raises(IntegrityError):
        simpan(survei, [4, 3, 1], jenis_kelamin="X")


def test_no_result_of_fewer_than_ten_can_be_stored(survei: Survei) -> None:
    def hasil(responden: int, **fields: Any) -> None:
        with transaction.atomic():
            HasilSurvei.objects.create(survei=survei, versi=1, responden=responden, jumlah=[1, 1, 1], **fields)

    with pytest.raises(IntegrityError):
        hasil(9, ikm="80.00", galat="1.00")
    with pytest.raises(IntegrityError):
        hasil(9, terbit=True)
    hasil(10, ikm="80.00", galat="1.00")
