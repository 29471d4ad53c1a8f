"""Results: computed on all answers, shown from ten on, handed to the indicator, corrected in the open."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Pemberitahuan, Periode
from binawidya.organisasi.services.pembukaan_unit import pembukaan_unit_create
from binawidya.umum.errors import ActRefused
from indikator.enums import Agregasi, StatusRealisasi, SumberData
from indikator.models import Bukti, KoreksiRealisasi, Realisasi
from survei.enums import StatusSurvei
from survei.models import HasilSurvei, Survei
from survei.selectors.hasil import hasil_kantor, pool
from survei.services.hasil import hasil_calculate
from survei.services.realisasi import realisasi_from_hasil, realisasi_sync
from survei.services.survei import survei_close, survei_publish
from tests.kantor import Kantor
from tests.survei.kuesioner import dibuka, jawab, layanan


def tutup(kantor: Kantor, survei: Survei) -> HasilSurvei:
    """Close it and compute what the worker would."""
    survei_close(actor=kantor.user["pengelola_survei"], survei=survei)
    return hitung(survei)


def hitung(survei: Survei) -> HasilSurvei:
    """What the worker does: compute, then hand on."""
    hasil = hasil_calculate(survei.pk)
    assert hasil is not None
    realisasi_from_hasil(hasil.pk)
    return hasil


def test_a_result_is_what_the_answers_say(kantor: Kantor) -> None:
    survei = dibuka(kantor, populasi=100)
    jawab(survei, 4, 4, 4, 4, 4, 4, 4, 4, 1, banyak=10, kelompok={"jenis_kelamin": "P", "umur": "30"})
    jawab(survei, 3, banyak=20, kelompok={"jenis_kelamin": "L", "umur": "40"})
    jawab(survei, 3, banyak=2, kelompok={"jenis_kelamin": "L", "umur": "61"})
    hasil = tutup(kantor, survei)
    assert (hasil.responden, hasil.jumlah) == (32, [106] * 8 + [76])
    assert hasil.ikm == Decimal("80.21")
    assert (hasil.mutu, hasil.kinerja) == ("B", "Baik")
    assert hasil.sampel == 80
    assert hasil.profil["jenis_kelamin"] == [[["L"], 22], [["P"], 10]]
    # Two people over sixty would be told from the total: the next larger group takes them in.
    assert hasil.profil["umur"] == [[["40"], 20], [["30", "61"], 12]]
    assert hasil.profil["pendidikan"] == []


def test_under_ten_answers_nothing_is_shown_published_or_handed_on(kantor: Kantor) -> None:
    survei = dibuka(kantor)
    jawab(survei, 4, banyak=9)
    hasil = tutup(kantor, survei)
    assert (hasil.ikm, hasil.profil) == (None, {})
    with pytest.raises(ActRefused):
        survei_publish(actor=kantor.user["pengelola_survei"], survei=survei)
    client = Client()
    client.force_login(kantor.user["pengelola_survei"])
    page = client.get(f"/survei/{survei.pk}/").content.decode()
    assert "Belum sampai sepuluh jawaban" in page
    assert "100,00" not in page


def test_the_preview_moves_in_steps_of_ten_and_never_comes_near_the_final_result(kantor: Kantor) -> None:
    survei = dibuka(kantor)
    jawab(survei, 4, banyak=19)
    hasil_calculate(survei.pk)
    assert survei.hasil.get().ikm is None, "nine would be shown"
    jawab(survei, 4)
    hasil_calculate(survei.pk)
    assert (survei.hasil.get().ikm, survei.hasil.get().responden) == (100, 10)
    jawab(survei, 1)
    assert hasil_calculate(survei.pk) is None, "the answer could be read from the difference"
    hasil = tutup(kantor, survei)
    assert (hasil.responden, hasil.jumlah) == (21, [81] * 9), "all but ten were shown before: eleven are new"


def test_late_paper_forms_make_a_new_result_and_the_old_one_stays(kantor: Kantor) -> None:
    survei = dibuka(kantor)
    jawab(survei, 4, banyak=10)
    tutup(kantor, survei)
    jawab(survei, 3, banyak=9)
    assert hasil_calculate(survei.pk) is None
    jawab(survei, 3)
    hasil_calculate(survei.pk)
    assert [one.ikm for one in survei.hasil.order_by("versi")] == [100, Decimal("87.50")]


def test_a_group_that_grew_by_fewer_than_ten_is_not_shown_again(kantor: Kantor) -> None:
    """One woman among ten late forms would be the difference of two published numbers."""
    survei = dibuka(kantor)
    jawab(survei, 4, banyak=15, kelompok={"jenis_kelamin": "L", "umur": "30"})
    jawab(survei, 4, banyak=15, kelompok={"jenis_kelamin": "P", "umur": "40"})
    assert tutup(kantor, survei).profil["jenis_kelamin"] == [[["L"], 15], [["P"], 15]]
    jawab(survei, 3, banyak=9, kelompok={"jenis_kelamin": "L", "umur": "40"})
    jawab(survei, 3, kelompok={"jenis_kelamin": "P", "umur": "40"})
    later = hasil_calculate(survei.pk)
    assert later is not None
    assert later.profil["jenis_kelamin"] == []
    assert later.profil["umur"] == [[["30"], 15], [["40"], 25]]
    jawab(survei, 3, banyak=10, kelompok={"jenis_kelamin": "L", "umur": "40"})
    again = hasil_calculate(survei.pk)
    assert again is not None
    assert again.profil["jenis_kelamin"] == [], "one woman more than were shown at first"
    jawab(survei, 3, banyak=10, kelompok={"jenis_kelamin": "P", "umur": "40"})
    last = hasil_calculate(survei.pk)
    assert last is not None
    assert last.profil["jenis_kelamin"] == [[["L"], 34], [["P"], 26]]


def test_a_burst_is_counted_and_its_weight_is_told(kantor: Kantor) -> None:
    survei = dibuka(kantor)
    jawab(survei, 3, banyak=10)
    jawab(survei, 1, banyak=10, lonjakan=True)
    hasil = tutup(kantor, survei)
    assert (hasil.lonjakan, hasil.ikm, hasil.ikm_tanpa_lonjakan) == (10, 50, 75)


def test_an_office_is_the_sum_of_its_published_respondents(kantor: Kantor) -> None:
    cache.clear()
    for nama, nilai, banyak in (("Akta", 1, 10), ("KTP", 4, 90), ("Rahasia", 1, 50)):
        survei = dibuka(kantor, layanan=layanan(kantor, nama))
        jawab(survei, nilai, banyak=banyak)
        tutup(kantor, survei)
        if nama != "Rahasia":
            survei_publish(actor=kantor.user["pengelola_survei"], survei=survei)
    found = hasil_kantor(kantor.unit["akar"])
    assert found is not None
    assert (found.ikhtisar.ikm, found.ikhtisar.responden) == (Decimal("92.50"), 100)
    page = Client().get(f"/ikm/{kantor.unit['akar'].pk}/").content.decode()
    assert "92,50" in page
    assert "Rahasia" not in page
    assert Client().get(f"/ikm/{kantor.unit['pemerintahan'].pk}/").status_code == 404


@pytest.fixture
def indikator(kantor: Kantor) -> Any:
    found = kantor.indikator(
        "IKM", "pelayanan", nama="IKM", satuan="nilai", desimal=2, agregasi=Agregasi.POSISI_AKHIR,
        sumber=SumberData.SURVEI,
    )  # fmt: skip
    kantor.beri_target("ikm", found, "atasan", milik_unit=True, sumber=SumberData.SURVEI)
    return found


def test_a_closed_survey_becomes_the_realisasi_with_its_report_as_evidence(kantor: Kantor, indikator: Any) -> None:
    survei = dibuka(kantor, indikator=indikator)
    jawab(survei, 3, banyak=10)
    hasil = tutup(kantor, survei)
    saved = Realisasi.objects.get(target=kantor.target["ikm"])
    assert (saved.nilai, saved.status) == (75, StatusRealisasi.DISETUJUI)
    assert saved.diisi_oleh == kantor.user["pengelola_survei"]
    assert Bukti.objects.get(realisasi=saved).tipe_isi == "application/pdf"
    assert realisasi_from_hasil(hasil.pk) == 0, "a second delivery changes nothing"
    jawab(survei, 4, banyak=10)
    hitung(survei)
    saved.refresh_from_db()
    assert saved.nilai == 75, "what was approved counts until somebody else agrees"
    assert KoreksiRealisasi.objects.get().nilai == Decimal("87.50")
    assert Bukti.objects.filter(realisasi=saved).count() == 2, "the new report lies beside the old one"
    for siapa in ("pengelola_survei", "admin_perencanaan"):
        assert "IKM 75,00 menjadi 87,50" in Pemberitahuan.objects.get(user=kantor.user[siapa]).judul


def test_a_survey_that_ends_after_its_month_was_closed_tells_who_can_open_it_and_goes_in_then(
    kantor: Kantor, indikator: Any
) -> None:
    bulan = kantor.periode[kantor.kini]
    survei = dibuka(kantor, indikator=indikator)
    jawab(survei, 3, banyak=10)
    Periode.objects.filter(pk=bulan.pk).update(status=StatusPeriode.DITUTUP, ditutup_at=timezone.now())
    tutup(kantor, survei)
    assert not Realisasi.objects.filter(target=kantor.target["ikm"]).exists()
    told = Pemberitahuan.objects.get(user=kantor.user["admin_perencanaan"])
    assert "IKM 75,00 belum masuk realisasi" in told.judul
    assert "Seksi Pelayanan" in told.rincian
    assert told.url == f"/periode/{bulan.pk}/"
    assert Pemberitahuan.objects.get(user=kantor.user["pengelola_survei"]).url == f"/survei/{survei.pk}/"
    assert realisasi_sync() == 0
    assert Pemberitahuan.objects.filter(user=kantor.user["admin_perencanaan"]).count() == 1, "told once"
    pembukaan_unit_create(
        actor=kantor.user["admin_perencanaan"], periode=bulan, unit_kerja=kantor.unit["pelayanan"],
        alasan="Survei berakhir sesudah penutupan.", sampai=timezone.now() + timedelta(days=2),
    )  # fmt: skip
    assert realisasi_sync() == 1
    assert Realisasi.objects.get(target=kantor.target["ikm"]).nilai == 75
    assert realisasi_sync() == 0, "handed on once"


def test_two_services_of_one_indicator_are_pooled(kantor: Kantor, indikator: Any) -> None:
    first = dibuka(kantor, layanan=layanan(kantor, "Akta"), indikator=indikator)
    jawab(first, 1, banyak=10)
    second = dibuka(kantor, layanan=layanan(kantor, "KTP"), indikator=indikator)
    jawab(second, 4, banyak=30)
    Survei.objects.filter(pk=first.pk).update(status=StatusSurvei.DITUTUP, ditutup_oleh=kantor.user["pengelola_survei"])
    tutup(kantor, second)
    hitung(first)
    pooled = pool([*HasilSurvei.objects.select_related("survei").order_by("pk")])
    assert pooled is not None
    assert KoreksiRealisasi.objects.get().nilai == pooled.ikm == Decimal("81.25")
