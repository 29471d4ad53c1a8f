"""Before and after: two surveys of a service around a training, and whether their difference can be chance."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.test import Client

from kinerja.models import Kegiatan
from survei.models import Layanan, Survei
from survei.selectors.banding import Putusan, banding, results_of
from survei.services.hasil import hasil_calculate
from survei.services.survei import survei_close
from tests.izin.objek_kegiatan import kegiatan
from tests.kantor import Kantor
from tests.survei.kuesioner import dibuka, jawab, layanan

MULAI, SELESAI = date(2026, 3, 2), date(2026, 3, 6)


@pytest.fixture
def akta(kantor: Kantor) -> Layanan:
    return layanan(kantor, "Akta")


def survei(kantor: Kantor, service: Layanan, buka: date, tutup: date, *answers: int, banyak: int) -> Survei:
    """A closed survey that ran from one day to another."""
    found = dibuka(kantor, layanan=service)
    if answers:
        jawab(found, *answers, banyak=banyak)
    survei_close(actor=kantor.user["pengelola_survei"], survei=found)
    Survei.objects.filter(pk=found.pk).update(buka=buka, tutup=tutup)
    hasil_calculate(found.pk)
    return found


def sebelum(kantor: Kantor, service: Layanan, *answers: int, banyak: int = 20) -> Survei:
    return survei(kantor, service, date(2026, 1, 1), MULAI - timedelta(days=1), *answers, banyak=banyak)


def sesudah(kantor: Kantor, service: Layanan, *answers: int, banyak: int = 20) -> Survei:
    return survei(kantor, service, SELESAI + timedelta(days=1), date(2026, 6, 30), *answers, banyak=banyak)


def lihat(kantor: Kantor, row: Kegiatan, siapa: str = "pengelola_survei") -> str:
    client = Client()
    client.force_login(kantor.user[siapa])
    return str(client.get(f"/kegiatan/{row.pk}/").content.decode())


def test_whoever_trained_a_counter_reads_whether_people_noticed(kantor: Kantor, akta: Layanan) -> None:
    rng = Random(8)
    for make, lift in ((sebelum, 0), (sesudah, 1)):
        found = make(kantor, akta, 3)
        for _person in range(30):
            # Time gets better by one for everybody, the rest stays what it was.
            row = [rng.choice([2, 3, 3, 4]) for _element in range(9)]
            row[2] = rng.choice([2, 3]) + lift
            jawab(found, *row)
        hasil_calculate(found.pk)
    row = kegiatan(kantor, layanan=akta, mulai=MULAI, selesai=SELESAI, unsur=["waktu", "biaya"])
    found_ = banding(results_of([akta.pk])[akta.pk], MULAI, SELESAI, row.unsur)
    assert found_.ikm is not None
    waktu, biaya = found_.unsur
    assert (waktu.putusan, biaya.putusan) == (Putusan.NAIK, Putusan.KEBETULAN)
    assert waktu.bawah is not None
    assert waktu.bawah > 0
    page = lihat(kantor, row)
    assert "Naik, sukar disebut kebetulan" in page
    assert "Dapat terjadi karena kebetulan" in page
    assert "bukan mengapa" in page
    client = Client()
    client.force_login(kantor.user["camat"])
    assert "Pelatihan loket" in client.get("/kegiatan/").content.decode()


def test_the_interval_is_the_one_of_the_textbook(kantor: Kantor, akta: Layanan) -> None:
    """Means 3 and 2.5, variances 0 and 10/38 of 20 and 20 people: Welch gives 19 degrees of freedom and t = 2.093."""
    sebelum(kantor, akta, 3)
    after = survei(kantor, akta, SELESAI + timedelta(days=1), date(2026, 6, 30), 3, banyak=10)
    jawab(after, 2, banyak=10)
    hasil_calculate(after.pk)
    found = banding(results_of([akta.pk])[akta.pk], MULAI, SELESAI, ["waktu"])
    assert found.ikm is not None
    # 25 * sqrt(0.263158 / 20) * 2.093 = 6.00
    assert (found.ikm.selisih, found.ikm.galat) == (Decimal("-12.50"), Decimal("6.00"))
    assert (found.unsur[0].selisih, found.unsur[0].galat) == (Decimal("-0.500"), Decimal("0.240"))
    assert found.ikm.putusan == Putusan.TURUN


def test_nine_answers_after_the_training_are_not_compared_and_nothing_of_them_is_shown(
    kantor: Kantor, akta: Layanan
) -> None:
    sebelum(kantor, akta, 3)
    sesudah(kantor, akta, 1, banyak=9)
    page = lihat(kantor, kegiatan(kantor, layanan=akta, mulai=MULAI, selesai=SELESAI))
    assert "Menunggu survei sesudah kegiatan" in page
    assert "75,00" in page
    assert "25,00" not in page


def test_a_survey_that_ran_during_the_training_counts_for_neither_side(kantor: Kantor, akta: Layanan) -> None:
    """Its days are never cut in two: the difference of two days would tell what a few people answered."""
    sebelum(kantor, akta, 2)
    survei(kantor, akta, MULAI, date(2026, 4, 30), 1, banyak=10)
    sesudah(kantor, akta, 2)
    found = banding(results_of([akta.pk])[akta.pk], MULAI, SELESAI)
    assert found.ikm is not None
    assert (found.ikm.sebelum, found.ikm.sesudah, found.ikm.putusan) == (50, 50, Putusan.TETAP)
    assert len(found.melintas) == 1
    page = lihat(kantor, kegiatan(kantor, layanan=akta, mulai=MULAI, selesai=SELESAI))
    assert "berjalan selama kegiatan" in page
    assert "IKM tidak berubah." in page


def test_a_wrong_day_and_no_element_are_named_and_what_was_typed_stays(kantor: Kantor, akta: Layanan) -> None:
    client = Client()
    client.force_login(kantor.user["pengelola_survei"])
    data: dict[str, Any] = {"nama": "Pelatihan", "jenis": "pelatihan", "layanan": akta.pk, "mulai": "2026-03-06"}
    answer = client.post("/kegiatan/catat/", data | {"selesai": "2026-03-02"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tanggal selesai mendahului tanggal mulai." in page
    assert "Pilih paling sedikit satu unsur." in page
    assert 'value="Pelatihan"' in page
    done = client.post("/kegiatan/catat/", data | {"selesai": "2026-03-06", "unsur": ["waktu"]})
    assert done.status_code == 302
    assert client.post(f"{done['Location']}hapus/").status_code == 302
    assert not Kegiatan.objects.exists()
