"""The big office: written behind Django's back, so everything Django would have seen to is looked at here."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, ForeignKey

from binawidya.beranda.demo import kantor_besar_sql
from binawidya.beranda.demo.kantor_besar import KantorBesar, big_office
from binawidya.organisasi.enums import Peran, StatusPeriode
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import Pegawai, Penempatan, Periode, UnitKerja, User
from binawidya.organisasi.nip import parse_nip
from binawidya.umum.errors import ActRefused
from indikator.enums import StatusRealisasi, SumberData
from indikator.models import Capaian, Realisasi, TargetIndikator
from indikator.services.isian import Isian, validate_isian
from kinerja.models import SkorPegawai, SkorUnit

HARI = date(2026, 11, 5)
pytestmark = pytest.mark.django_db


@pytest.fixture
def kantor_besar(db: None) -> KantorBesar:
    """Two hundred people in six units."""
    return big_office(pegawai=200, today=HARI)


def _broken_foreign_keys() -> list[str]:
    found = []
    for model in apps.get_models():
        if not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                known = field.related_model._base_manager.values(field.target_field.name)
                rows = model._base_manager.exclude(**{field.name: None})
                if rows.exclude(**{f"{field.attname}__in": known}).exists():
                    found.append(f"{model.__name__}.{field.name}")
    return found


def test_every_reference_points_to_something(kantor_besar: KantorBesar) -> None:
    assert _broken_foreign_keys() == []


def test_paths_are_those_the_trigger_would_set(kantor_besar: KantorBesar) -> None:
    written = dict(UnitKerja.objects.values_list("pk", "jalur"))
    for unit in UnitKerja.objects.order_by("pk"):
        above = written[unit.induk_id] if unit.induk_id else []
        assert unit.jalur == [*above, unit.pk]
    UnitKerja.objects.filter(induk=None).update(induk=F("induk"))
    assert dict(UnitKerja.objects.values_list("pk", "jalur")) == written


def test_every_unit_has_a_head_and_the_tree_is_deep(kantor_besar: KantorBesar) -> None:
    led = set(Penempatan.objects.on(HARI).filter(memimpin=True).values_list("unit_kerja", flat=True))
    assert led == set(UnitKerja.objects.values_list("pk", flat=True))
    assert max(len(unit.jalur) for unit in UnitKerja.objects.all()) == 3


def test_tree_of_ten_thousand_people_has_five_levels(db: None) -> None:
    big_office(pegawai=10_000, target=1, bulan=2, today=HARI)
    depths = [len(jalur) for jalur in UnitKerja.objects.values_list("jalur", flat=True)]
    assert (len(depths), max(depths)) == (303, 5)
    assert Pegawai.objects.count() == 10_000
    assert len(set(Pegawai.objects.values_list("nama", flat=True))) > 6_000


def test_every_nip_is_valid(kantor_besar: KantorBesar) -> None:
    for pegawai in Pegawai.objects.order_by("pk"):
        read = parse_nip(pegawai.nip, pegawai.jenis_pegawai)
        assert (read.tanggal_lahir, read.jenis_kelamin) == (pegawai.tanggal_lahir, pegawai.jenis_kelamin)


def test_superior_finds_the_employee_in_the_queue(kantor_besar: KantorBesar) -> None:
    superior = User.objects.get(pk=kantor_besar.user_atasan)
    employee = User.objects.get(pk=kantor_besar.user_pegawai)
    superior.lingkup = load_lingkup(superior.pk, HARI)
    mine = load_lingkup(employee.pk, HARI)
    assert (mine.pegawai_id, kantor_besar.unit_bawah) in superior.lingkup.bawahan_di
    assert not mine.adalah_atasan
    queue = Realisasi.objects.menunggu_verifikasi(superior)
    assert queue.count() > 20
    assert TargetIndikator.objects.filter(pengisi=mine.pegawai_id, tahun=2026).count() == 5


def test_roles_are_granted_over_the_whole_office(kantor_besar: KantorBesar) -> None:
    for user, peran in (
        (kantor_besar.user_pimpinan, Peran.PIMPINAN),
        (kantor_besar.user_admin_kepegawaian, Peran.ADMIN_KEPEGAWAIAN),
        (kantor_besar.user_admin_perencanaan, Peran.ADMIN_PERENCANAAN),
        (kantor_besar.user_inspektorat, Peran.INSPEKTORAT),
    ):
        assert load_lingkup(user, HARI).peran == {peran: frozenset({kantor_besar.unit_puncak})}


def test_everybody_is_verified_by_the_superior(kantor_besar: KantorBesar) -> None:
    heads = User.objects.filter(pegawai__penempatan__memimpin=True).order_by("pk")
    below = {user.pk: load_lingkup(user.pk, HARI).bawahan_di for user in heads}
    for target, pengisi, unit, verifikator in Realisasi.objects.exclude(diverifikasi_oleh=None).values_list(
        "target", "target__pengisi", "target__unit_kerja", "diverifikasi_oleh"
    ):
        assert (pengisi, unit) in below[verifikator], target
    everybody = set().union(*below.values())
    assert all(
        pair in everybody
        for pair in TargetIndikator.objects.filter(sumber=SumberData.ISIAN).values_list("pengisi", "unit_kerja")
    )


def test_entries_are_ones_that_the_form_would_take(kantor_besar: KantorBesar) -> None:
    for row in Realisasi.objects.select_related("target__indikator").order_by("pk"):
        validate_isian(row.target, Isian(row.nilai, row.pembilang, row.penyebut))


def test_weights_of_every_owner_sum_to_100(kantor_besar: KantorBesar) -> None:
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for unit, pegawai, bobot in TargetIndikator.objects.values_list("unit_kerja", "pegawai", "bobot"):
        sums[pegawai or -unit] += bobot
    assert set(sums.values()) == {Decimal(100)}


def test_last_closed_month_is_scored_and_the_open_one_is_partly_entered(kantor_besar: KantorBesar) -> None:
    closed = Periode.objects.get(pk=kantor_besar.periode_tutup)
    assert (closed.bulan, closed.status) == (9, StatusPeriode.DITUTUP)
    assert SkorPegawai.objects.filter(periode=closed, nilai__isnull=False).count() == 199
    assert SkorUnit.objects.filter(periode=closed, nilai__isnull=False).count() == 6
    assert 40 < SkorUnit.objects.get(periode=closed, unit_kerja=kantor_besar.unit_puncak).nilai < 115
    top = Capaian.objects.get(periode=closed, target__unit_kerja=kantor_besar.unit_puncak, target__sumber="turunan")
    assert top.bulan_bertarget == 9 * 3  # three units at the bottom enter, the others add up
    opened = Realisasi.objects.filter(periode=kantor_besar.periode_terbuka)
    assert {StatusRealisasi.DIAJUKAN, StatusRealisasi.TERSIMPAN} <= set(opened.values_list("status", flat=True))


def test_new_rows_get_ids_of_their_own(kantor_besar: KantorBesar) -> None:
    unit = UnitKerja.objects.create(kode="baru", nama="Unit baru", induk_id=kantor_besar.unit_bawah, berlaku_mulai=HARI)
    assert unit.pk > kantor_besar.unit_bawah
    assert User.objects.create_user("baru").pk > kantor_besar.user_pimpinan + 199


def test_indexes_and_triggers_are_back(db: None) -> None:
    def indexes() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
            return [row[0] for row in cursor.fetchall()]

    before = indexes()
    big_office(pegawai=40, bulan=2, today=HARI)
    assert indexes() == before
    unit = UnitKerja.objects.create(kode="baru", nama="Unit baru", berlaku_mulai=HARI)
    unit.refresh_from_db()
    assert unit.jalur == [unit.pk]


def test_same_arguments_give_the_same_office(db: None) -> None:
    found = []
    for _load in range(2):
        with transaction.atomic():
            big_office(pegawai=100, bulan=2, today=HARI)
            people = Pegawai.objects.order_by("nip").values_list("nip", "nama", "golongan", "email")
            figures = Realisasi.objects.order_by("target__pengisi__nip", "target__indikator__kode", "periode__bulan")
            values = figures.values_list("target__pengisi__nip", "nilai", "pembilang", "penyebut", "status", "diisi_at")
            found.append(([*people], [*values]))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert len(found[0][1]) > 500


def test_database_in_use_is_refused(kantor_besar: KantorBesar) -> None:
    with pytest.raises(ActRefused, match="sudah berisi unit kerja"):
        big_office(pegawai=200, today=HARI)
    with pytest.raises(CommandError, match="sudah berisi unit kerja"):
        call_command("demo_besar", pegawai=200)


@pytest.mark.parametrize("arguments", [{"pegawai": 0}, {"pegawai": 10**9}, {"pegawai": 50, "target": 0}])
def test_senseless_sizes_are_refused(arguments: dict[str, int]) -> None:
    with pytest.raises(ActRefused, match="di luar batas"):
        big_office(**arguments)


def test_command_reports_rows_and_speed(db: None) -> None:
    output = StringIO()
    call_command("demo_besar", pegawai=66, bulan=2, stdout=output)
    assert "66 pegawai di 2 unit" in output.getvalue()
    assert "baris per detik" in output.getvalue()


def test_role_without_superuser_rights_writes_the_same(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE uji_biasa")
        cursor.execute(
            "SELECT format('ALTER %s %I.%I OWNER TO uji_biasa', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,"
            " n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND relkind IN ('r')"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        cursor.execute("GRANT ALL ON SCHEMA public TO uji_biasa")
        cursor.execute("SET LOCAL ROLE uji_biasa")
        cursor.execute(kantor_besar_sql.SUPERUSER)
        assert cursor.fetchone() == (False,)
    big_office(pegawai=66, bulan=2, today=HARI)
    assert _broken_foreign_keys() == []
    assert all(unit.jalur[-1] == unit.pk for unit in UnitKerja.objects.all())
    events = apps.get_model("indikator", "RealisasiEvent")
    assert not events.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
