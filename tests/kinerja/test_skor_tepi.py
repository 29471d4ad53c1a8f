"""Scores at the edges, through the engine and equal to the pure arithmetic: nothing to divide by, nothing to measure,
weights that add up to something else than a hundred."""

from decimal import Decimal

import pytest

from indikator.enums import StatusCapaian
from indikator.models import Capaian, TargetIndikator
from indikator.services.isian import Isian
from indikator.services.realisasi import realisasi_record, realisasi_submit
from indikator.services.verifikasi import realisasi_approve
from kinerja.models import SkorBerkala, SkorPegawai
from kinerja.services.skor import skor_calculate_periode
from tests.kinerja.panggung import Panggung, _person, bangun_panggung, work


@pytest.fixture
def panggung(db: None) -> Panggung:
    panggung = bangun_panggung()
    panggung.open(0)
    work()
    return panggung


def report_ratio(panggung: Panggung, target: TargetIndikator, above: int, below: int) -> None:
    user, periode = panggung.user[target.pengisi_id or 0], panggung.periode[0]
    isian = Isian(pembilang=Decimal(above), penyebut=Decimal(below))
    entry = realisasi_record(actor=user, target=target, periode=periode, isian=isian, versi=None)
    realisasi_submit(actor=user, periode=periode, target_ids=[target.pk])
    entry.refresh_from_db()
    realisasi_approve(actor=panggung.atasan, realisasi=entry, versi=entry.versi)


def score(panggung: Panggung, pegawai_id: int | None) -> SkorPegawai:
    return SkorPegawai.objects.get(periode=panggung.periode[0], pegawai_id=pegawai_id or 0)


def test_a_ratio_with_nothing_below_the_line_is_undefined_and_counts_in_no_score(panggung: Panggung) -> None:
    ratio = panggung.target[5]
    report_ratio(panggung, ratio, 0, 0)
    work()
    row = Capaian.objects.get(target=ratio, periode=panggung.periode[0])
    assert (row.status, row.realisasi, row.capaian) == (StatusCapaian.TIDAK_TERDEFINISI, None, None)
    assert (row.pembilang, row.penyebut) == (0, 0)
    assert panggung.tersimpan(0) == panggung.seharusnya(0)
    assert score(panggung, ratio.pegawai_id).nilai is None
    # The others of the same person are counted without it.
    panggung.report(panggung.target[7], 0, 16)
    work()
    assert (score(panggung, ratio.pegawai_id).nilai, score(panggung, ratio.pegawai_id).jumlah_terukur) == (80, 1)
    assert panggung.tersimpan(0) == panggung.seharusnya(0)


def test_somebody_without_targets_has_no_score_and_changes_nobody_elses(panggung: Panggung) -> None:
    panggung.report(panggung.target[7], 0, 16)
    work()
    before = panggung.tersimpan(0)
    idle = _person(9, panggung.target[0].unit_kerja, panggung.target[0].unit_kerja.penempatan.all()[0].jabatan)
    assert skor_calculate_periode(periode_id=panggung.periode[0].pk) == 0
    assert not SkorPegawai.objects.filter(pegawai=idle).exists()
    assert not SkorBerkala.objects.filter(pegawai=idle).exists()
    assert panggung.tersimpan(0) == before == panggung.seharusnya(0)


@pytest.mark.parametrize("bobot", [(Decimal(7), Decimal(5)), (Decimal("0.01"), Decimal(100))])
def test_weights_need_not_add_up_to_a_hundred(bobot: tuple[Decimal, Decimal], panggung: Panggung) -> None:
    sum_, last = panggung.target[3], panggung.target[7]
    for target, weight in zip((sum_, last), bobot, strict=True):
        TargetIndikator.objects.filter(pk=target.pk).update(bobot=weight)
        target.bobot = weight
    panggung.report(sum_, 0, 10)
    panggung.report(last, 0, 18)
    work()
    skor_calculate_periode(periode_id=panggung.periode[0].pk)
    row = score(panggung, last.pegawai_id)
    assert row.bobot_terukur == sum(bobot) != 100
    assert panggung.tersimpan(0) == panggung.seharusnya(0)
    assert row.nilai == round((50 * bobot[0] + 90 * bobot[1]) / sum(bobot), 6)


@pytest.mark.parametrize("bagian", [None, (0, 256)])
def test_the_year_alone_is_the_same_year_and_leaves_the_rest_as_it_was(
    bagian: tuple[int, int] | None, panggung: Panggung
) -> None:
    panggung.report(panggung.target[7], 0, 16)
    work()
    berkala = [*SkorBerkala.objects.order_by("pk").values()]
    assert berkala
    Capaian.objects.all().delete()
    SkorPegawai.objects.all().delete()
    written = skor_calculate_periode(periode_id=panggung.periode[0].pk, bagian=bagian, tahun_saja=True)
    assert written == Capaian.objects.count() + SkorPegawai.objects.count()
    assert panggung.tersimpan(0) == panggung.seharusnya(0)
    assert [*SkorBerkala.objects.order_by("pk").values()] == berkala
