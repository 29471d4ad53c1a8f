"""The demo office on five days of the calendar."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from binawidya.beranda.demo import realisasi_data as cerita
from binawidya.beranda.demo import tugas_data as tugas
from binawidya.beranda.demo.akun import KATA_SANDI, demo_logins
from binawidya.beranda.demo.indikator_data import BERKAS_PATEN
from binawidya.beranda.demo.muat import demo_load
from binawidya.beranda.demo.periode import Bulan
from binawidya.organisasi.enums import JenisPenempatan, Peran, StatusPegawai, StatusPeriode
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import Pegawai, Penempatan, Periode, UnitKerja, User
from binawidya.organisasi.nip import parse_nip
from indikator.enums import JenisBukti, StatusRealisasi, SumberData
from indikator.models import Bukti, Capaian, Realisasi, TargetIndikator
from indikator.scoring import capaian, nilai_tertimbang
from indikator.services.isian import Isian, validate_isian
from indikator.services.realisasi import days_late
from kinerja.models import SkorPegawai, SkorUnit

HARI = [date(2026, 1, 5), date(2026, 2, 28), date(2028, 2, 29), date(2026, 12, 31), date(2026, 11, 12)]
S = StatusRealisasi
# Also where the fixture below opens the database: without the mark there would be no test database.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=HARI, ids=str)
def hari(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[date]:
    """The office as loaded on a day; every test of that day reads the same one."""
    media = tmp_path_factory.mktemp("berkas")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        assert demo_load(request.param)
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def bawahan(hari: date) -> dict[int, set[tuple[int, int]]]:
    """By user: the people, each in a post, whose superior that user is."""
    heads = User.objects.filter(pegawai__penempatan__memimpin=True).distinct()
    return {user.pk: set(load_lingkup(user.pk, hari).bawahan_di) for user in heads.order_by("pk")}


def _open_month() -> Periode:
    return Periode.objects.get(status=StatusPeriode.DIBUKA)


def test_office_has_112_people_in_30_units(hari: date) -> None:
    assert Pegawai.objects.count() == 112
    assert UnitKerja.objects.count() == 30
    assert Counter(Pegawai.objects.order_by().values_list("status", flat=True)) == {
        StatusPegawai.AKTIF: 110,
        StatusPegawai.TUGAS_BELAJAR: 1,
        StatusPegawai.PENSIUN: 1,
    }


def test_loading_again_changes_nothing(hari: date) -> None:
    before = Realisasi.objects.count(), TargetIndikator.objects.count(), User.objects.count()
    assert not demo_load(hari + timedelta(days=40))
    assert before == (Realisasi.objects.count(), TargetIndikator.objects.count(), User.objects.count())


def test_every_nip_is_valid_and_says_what_the_record_says(hari: date) -> None:
    for pegawai in Pegawai.objects.order_by("pk"):
        read = parse_nip(pegawai.nip, pegawai.jenis_pegawai)
        assert (read.tanggal_lahir, read.jenis_kelamin) == (pegawai.tanggal_lahir, pegawai.jenis_kelamin), pegawai


def test_everybody_at_work_has_a_login_and_nobody_else(hari: date) -> None:
    at_work = Pegawai.objects.filter(status=StatusPegawai.AKTIF)
    assert not at_work.filter(user=None).exists()
    assert not Pegawai.objects.exclude(status=StatusPegawai.AKTIF).exclude(user=None).exists()
    assert all(user.username == user.pegawai.nip for user in User.objects.exclude(pegawai=None).order_by("pk"))


def test_there_is_a_login_for_every_role(hari: date) -> None:
    logins = demo_logins()
    assert len(logins) == len(Peran) + 2  # an employee and a superior besides the granted ones
    granted = set()
    for login in logins:
        user = User.objects.get(username=login.username)
        assert check_password(KATA_SANDI, user.password)
        granted |= set(load_lingkup(user.pk, hari).peran)
    assert granted == set(Peran)


def test_one_kelurahan_has_an_acting_head_and_one_seksi_has_none(hari: date) -> None:
    acting = Penempatan.objects.on(hari).get(jenis=JenisPenempatan.PLT)
    assert acting.memimpin
    assert acting.unit_kerja.nama == "Kelurahan Sungai Sibam"
    led = Penempatan.objects.on(hari).filter(memimpin=True).values("unit_kerja")
    assert [unit.nama for unit in UnitKerja.objects.exclude(pk__in=led)] == [
        "Seksi Pemerintahan Kelurahan Tobek Godang"
    ]


def test_months_before_the_open_one_are_closed(hari: date) -> None:
    months = {Bulan(row.tahun, row.bulan): row for row in Periode.objects.order_by("tahun", "bulan")}
    this = Bulan(hari.year, hari.month)
    terbuka = this if hari.day > 10 else this.plus(-1)
    for bulan, row in months.items():
        if bulan > terbuka:
            assert row.status == StatusPeriode.BELUM_DIBUKA
        elif bulan == terbuka:
            assert row.status == StatusPeriode.DIBUKA
        elif bulan == terbuka.plus(-1) and 11 <= hari.day <= 15:
            assert row.status == StatusPeriode.VERIFIKASI
        else:
            assert row.status == StatusPeriode.DITUTUP
            assert timezone.localtime(row.ditutup_at).date() <= hari
        deadline = timezone.localtime(row.batas_pengisian)
        assert (deadline.date(), f"{deadline:%H.%M}") == (bulan.plus(1).pertama.replace(day=10), "23.59")
    assert min(months) == min(Bulan(terbuka.tahun, 1), terbuka.plus(-10))
    assert max(months) == Bulan(terbuka.tahun, 12)


def test_weights_of_every_owner_sum_to_100(hari: date) -> None:
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    approved = TargetIndikator.objects.filter(status="disetujui")
    for unit, pegawai, tahun, bobot in approved.order_by().values_list("unit_kerja", "pegawai", "tahun", "bobot"):
        sums[("pegawai", pegawai, tahun) if pegawai else ("unit", unit, tahun)] += bobot
    assert set(sums.values()) == {Decimal(100)}
    years = Periode.objects.order_by().values("tahun").distinct().count()
    assert len(sums) == (30 + 109) * years  # every unit, and everybody at work but the camat


def test_everybody_but_the_camat_has_three_to_seven_targets(hari: date) -> None:
    counts = Counter(TargetIndikator.objects.exclude(pegawai=None).values_list("pegawai__nama", "tahun"))
    assert {3, 7} <= set(counts.values()) <= {3, 4, 5, 6, 7}
    assert all(count == 7 for (nama, _tahun), count in counts.items() if nama == "Sri Wahyuni")
    assert not any(nama == "Rahmat Hidayatul Fikri" for nama, _tahun in counts)


def test_every_entered_target_has_a_superior_who_verifies_it(
    hari: date, bawahan: dict[int, set[tuple[int, int]]]
) -> None:
    below = set().union(*bawahan.values())
    targets = TargetIndikator.objects.filter(sumber=SumberData.ISIAN).order_by("pk")
    assert [str(row) for row in targets if (row.pengisi_id, row.unit_kerja_id) not in below] == []


def test_nobody_verifies_own_work_and_superiors_verify(hari: date, bawahan: dict[int, set[tuple[int, int]]]) -> None:
    decided = Realisasi.objects.exclude(diverifikasi_oleh=None).select_related("target", "diisi_oleh__pegawai")
    for row in decided.order_by("pk"):
        assert row.diverifikasi_oleh_id != row.diisi_oleh_id
        if row.target.sumber == SumberData.ISIAN:
            assert (row.target.pengisi_id, row.target.unit_kerja_id) in bawahan[row.diverifikasi_oleh_id]


def test_every_entry_is_one_that_the_form_would_take(hari: date) -> None:
    rows = Realisasi.objects.select_related("target__indikator", "periode").order_by("pk")
    for row in rows:
        validate_isian(row.target, Isian(row.nilai, row.pembilang, row.penyebut))
        assert row.target.target_bulan(row.periode.bulan) is not None
        assert row.periode.status != StatusPeriode.BELUM_DIBUKA
    assert len(rows) > 4000


def test_nothing_was_entered_in_the_future_and_lateness_is_counted(hari: date) -> None:
    for row in Realisasi.objects.select_related("periode").order_by("pk"):
        moments = [row.diisi_at, *filter(None, [row.diajukan_at, row.diverifikasi_at])]
        assert moments == sorted(moments)
        assert timezone.localtime(moments[-1]).date() < hari
        assert timezone.localtime(row.diisi_at).date() >= date(row.periode.tahun, row.periode.bulan, 1)
        assert row.terlambat_hari == (days_late(row.diajukan_at, row.periode) if row.diajukan_at else 0)
    assert Realisasi.objects.filter(terlambat_hari__gt=0, status=S.DISETUJUI).exists()


def test_open_month_is_half_way(hari: date) -> None:
    month = _open_month()
    due = [
        row
        for row in TargetIndikator.objects.filter(tahun=month.tahun, sumber=SumberData.ISIAN).order_by("pk")
        if row.target_bulan(month.bulan) is not None
    ]
    found = Counter(Realisasi.objects.filter(periode=month).order_by().values_list("status", flat=True))
    assert set(found) == set(S) - {S.DIPERIKSA}  # the demo office verifies in one stage
    assert 0.4 < sum(found.values()) / len(due) < 0.65


def test_closed_months_hold_misses_and_entries_left_returned(hari: date) -> None:
    closed = Capaian.objects.filter(periode__status=StatusPeriode.DITUTUP)
    assert closed.filter(bulan_dilaporkan__lt=1, bulan_bertarget__gt=0).exists()
    assert Realisasi.objects.filter(periode__status=StatusPeriode.DITUTUP, status=S.DIKEMBALIKAN).exists()


def test_nurhasanah_finds_a_queue_with_a_value_ten_times_too_large(hari: date) -> None:
    user = User.objects.get(pegawai__nama="Nurhasanah Rambe")
    user.lingkup = load_lingkup(user.pk, hari)
    queue = Realisasi.objects.menunggu_verifikasi(user).filter(periode=_open_month())
    assert queue.values("target__pengisi").distinct().count() >= 9
    slip = queue.get(nilai=Decimal(1842))
    assert slip.target.pengisi.nama == "Rizky Ananda Putra"
    assert slip.nilai > 8 * slip.target.target_bulan(_open_month().bulan)
    assert slip.bukti.get().jenis == JenisBukti.BERKAS


def test_evidence_files_are_there_and_whole(hari: date) -> None:
    files = Bukti.objects.filter(jenis=JenisBukti.BERKAS).order_by("pk")
    assert len(files) >= 10
    starts = set()
    for bukti in files:
        with bukti.berkas.open() as file:
            content = file.read()
        assert len(content) == bukti.ukuran
        starts.add(content[:4])
    assert starts == {b"%PDF", b"\x89PNG"}


def test_scores_of_all_opened_months_are_computed_and_spread(hari: date) -> None:
    opened = Periode.objects.dimulai().count()
    assert SkorUnit.objects.count() == 30 * opened
    last = Periode.objects.filter(status=StatusPeriode.DITUTUP).order_by("-tahun", "-bulan").first()
    assert SkorUnit.objects.filter(periode=last, nilai=None).count() == 0
    assert len(Counter(SkorPegawai.objects.filter(periode=last).values_list("kelas", flat=True))) >= 4
    best = SkorUnit.objects.get(periode=last, unit_kerja__nama="Seksi Pelayanan Umum").nilai
    worst = SkorUnit.objects.get(periode=last, unit_kerja__nama="Kelurahan Sungai Sibam").nilai
    assert best > 90 > 75 > worst


def test_sri_wahyuni_has_the_seven_targets_of_the_visual_guide(hari: date) -> None:
    for tahun in {row.tahun for row in Periode.objects.dimulai()}:
        targets = TargetIndikator.objects.filter(pegawai__nama="Sri Wahyuni", tahun=tahun).order_by("pk")
        found = {row.indikator.kode: int(row.bobot) for row in targets}
        assert found == {
            ukuran.kode: bobot for ukuran, bobot in zip(tugas.LOKET[tugas.SRI], tugas.SRI_BOBOT, strict=True)
        }


def test_september_of_sri_wahyuni_gives_the_figure_of_the_visual_guide() -> None:
    months = {kode: entries[:9] for kode, entries in cerita.SRI.items()}
    sums = {kode: sum((isi.nilai or Decimal(0)) for isi in entries) for kode, entries in months.items()}
    ratio = {
        kode: Decimal(100)
        * sum(isi.pembilang or 0 for isi in entries)
        / (sum(isi.penyebut or 0 for isi in entries) or 1)
        for kode, entries in months.items()
    }
    parts = [
        ("maksimum", Decimal(1620), sums[BERKAS_PATEN.kode], 20),
        ("maksimum", Decimal(95), ratio[tugas.TEPAT_WAKTU.kode], 20),
        ("minimum", Decimal(15), sums[tugas.TUNGGU.kode] / 9, 15),
        ("maksimum", Decimal(90), ratio[tugas.DITANGGAPI.kode], 15),
        ("maksimum", Decimal(540), sums[tugas.RESPONDEN.kode], 10),
        ("maksimum", Decimal(9), sums[tugas.LAPORAN_LOKET.kode], 10),
        ("maksimum", Decimal("88.31"), Decimal(cerita.IKM[-1]), 10),
    ]
    values = [
        (capaian(polarisasi=polarisasi, target=target, realisasi=realisasi), Decimal(bobot))
        for polarisasi, target, realisasi, bobot in parts
    ]
    nilai, bobot = nilai_tertimbang([(value, weight) for value, weight in values if value is not None])
    assert (round(nilai or 0, 2), bobot) == (Decimal("98.69"), 100)
