"""Data quality: what is counted, how the index comes about, who is ranked before whom."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.models import Pengecualian
from binawidya.organisasi.services.pengecualian import pengecualian_create, pengecualian_delete
from binawidya.umum.models import OutboxTask
from indikator.enums import StatusRealisasi
from indikator.models import Bukti, MutuData, Pengisian, Realisasi
from indikator.mutu import Hitungan, nilai_peringkat
from indikator.selectors.mutu_data import mutu_orang, mutu_papan
from indikator.services.verifikasi import realisasi_return, realisasi_undo
from kinerja.services.skor import skor_calculate, skor_calculate_pegawai, skor_calculate_periode
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db


def bukti(entry: Realisasi) -> None:
    Bukti.objects.create(
        realisasi=entry, jenis="tautan", nama="arsip", tautan="https://arsip.example/1", oleh=entry.diisi_oleh
    )


@pytest.fixture
def terisi(kantor: Kantor) -> Kantor:
    """Pelayanan: one entry approved with evidence, one late and odd. Pemerintahan: nothing entered."""
    kantor.beri_target("rekan", kantor.indikator("IKI-R", "pelayanan"), "rekan")
    kantor.beri_target("lain", kantor.indikator("IKI-L", "pemerintahan"), "pegawai_lain")
    bukti(kantor.isi("pegawai", status=StatusRealisasi.DISETUJUI))
    kantor.isi("rekan", status=StatusRealisasi.DIAJUKAN, terlambat_hari=3, peringatan=[{"kode": "faktor_sepuluh"}])
    skor_calculate_periode(periode_id=kantor.periode[kantor.kini].pk)
    return kantor


def hitungan(kantor: Kantor, unit: str) -> Hitungan:
    periode = kantor.periode[kantor.kini]
    return mutu_papan(kantor.unit[unit], periode, [periode]).mutu.kini


def test_five_counts_are_divided_by_what_was_due_and_units_add_up(terisi: Kantor) -> None:
    below = Hitungan(wajib=2, masuk=2, tepat_waktu=1, berbukti=1, sekali_jadi=2, peringatan=1)
    assert hitungan(terisi, "pelayanan") == below
    assert hitungan(terisi, "akar") == Hitungan(3, 2, 1, 1, 2, 0, 1)
    assert below.indeks == Decimal("70.00"), "(2 + 1 + 1 + 2 + 1) / (5 x 2)"
    assert hitungan(terisi, "akar").indeks == Decimal("46.67"), "whoever enters nothing is no gain"
    periode = terisi.periode[terisi.kini]
    assert mutu_papan(terisi.unit["akar"], periode, [periode]).mutu.median == 3


def test_entry_sent_back_counts_until_the_verifier_takes_that_back(terisi: Kantor) -> None:
    entry = Realisasi.objects.get(target=terisi.target["rekan"])
    returned = realisasi_return(actor=terisi.user["atasan"], realisasi=entry, versi=entry.versi, alasan="Salah.")
    scores = {"target_ids": [entry.target_id], "periode_id": entry.periode_id}
    skor_calculate(**scores)
    assert hitungan(terisi, "pelayanan") == Hitungan(2, 1, 1, 1, 1, dikembalikan=1, peringatan=0)
    realisasi_undo(actor=terisi.user["atasan"], realisasi=returned, versi=returned.versi)
    skor_calculate(**scores)
    assert hitungan(terisi, "pelayanan").dikembalikan == 0


def test_a_second_computation_writes_nothing_and_one_part_is_like_the_whole(terisi: Kantor) -> None:
    periode_id = terisi.periode[terisi.kini].pk
    before = [*MutuData.objects.values()]
    assert skor_calculate_periode(periode_id=periode_id) == 0
    MutuData.objects.all().delete()
    skor_calculate_periode(periode_id=periode_id, bagian=(0, 256))
    kept = ("id", "dihitung_at")
    assert [{k: v for k, v in row.items() if k not in kept} for row in MutuData.objects.values()] == [
        {k: v for k, v in row.items() if k not in kept} for row in before
    ]


def test_person_left_out_with_a_reason_is_not_counted(terisi: Kantor) -> None:
    pengecualian_create(
        actor=terisi.user["admin_perencanaan"],
        pegawai=terisi.pegawai["pegawai_lain"],
        periode=terisi.periode[terisi.kini],
        alasan="Cuti melahirkan.",
    )
    due = OutboxTask.objects.get(event="pengecualian.berubah")
    skor_calculate_pegawai(**due.payload)
    assert hitungan(terisi, "pemerintahan").wajib == 0
    assert not MutuData.objects.filter(unit_kerja=terisi.unit["pemerintahan"]).exists()
    # Nor is she waited for on the dashboard; taken back, she is.
    left_out = Pengisian.objects.filter(pegawai=terisi.pegawai["pegawai_lain"])
    assert not left_out.exists()
    pengecualian_delete(actor=terisi.user["admin_perencanaan"], pengecualian=Pengecualian.objects.get())
    skor_calculate_pegawai(**due.payload)
    assert left_out.get().kurang == 1


def test_units_that_improve_are_ranked_before_those_that_stand_still() -> None:
    steady, improved = nilai_peringkat(Decimal(90), Decimal(90)), nilai_peringkat(Decimal(80), Decimal(60))
    assert (steady, improved) == (90, 100)
    assert nilai_peringkat(Decimal(70), None) == 70, "without a month before there is no gain"


def test_head_sees_the_formula_with_the_numbers_put_in_and_goes_down_to_people(terisi: Kantor, client: Client) -> None:
    client.force_login(terisi.user["camat"])
    keys = {"pk": terisi.unit["akar"].pk, "bulan": (terisi.tahun, terisi.kini)}
    page = client.get(reverse("beranda:mutu_unit", kwargs=keys)).content.decode()
    assert "2 + 1 + 1 + 2 + 1" in page and "5 × 3" in page and "46,67" in page
    below = {"pk": terisi.unit["pelayanan"].pk, "bulan": (terisi.tahun, terisi.kini)}
    assert reverse("beranda:mutu_unit", kwargs=below) in page
    people = mutu_orang(terisi.unit["pelayanan"], terisi.periode[terisi.kini])
    assert [(one.nama, one.hitungan.indeks) for one in people] == [("Rekan", 40), ("Pegawai", 100)]
    assert "Rekan" in client.get(reverse("beranda:mutu_unit", kwargs=below)).content.decode()
    sheet = client.get(reverse("beranda:mutu_export", kwargs=keys) + "?bentuk=csv")
    lines = b"".join(sheet.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert [(row[0], row[4], row[5]) for row in (line.split(";") for line in lines[1:])] == [
        ("Kecamatan Contoh", "3", "2"),
        ("Seksi Pelayanan", "2", "2"),
        ("Seksi Pemerintahan", "1", "0"),
    ]
    board = client.get(reverse("beranda:unit_dashboard", kwargs=keys)).content.decode()
    assert "46,67" in board
