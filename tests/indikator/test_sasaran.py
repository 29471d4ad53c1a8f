"""The strategy tree: what may stand where, for which years, and what happens to what is below."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from binawidya.umum.errors import ActRefused
from indikator.enums import JenisSasaran
from indikator.models import Sasaran
from indikator.services.sasaran import IsiSasaran, sasaran_close, sasaran_create, sasaran_move, sasaran_update
from tests.kantor import Kantor

J = JenisSasaran
pytestmark = pytest.mark.django_db


def isi(jenis: str, kode: str, mulai: int = 2026, selesai: int = 2030) -> IsiSasaran:
    return IsiSasaran(kode=kode, nama=f"Sasaran {kode}", jenis=jenis, tahun_mulai=mulai, tahun_selesai=selesai)


def buat(
    kantor: Kantor, jenis: str, kode: str, induk: Sasaran | None = None, unit: str = "akar", **years: Any
) -> Sasaran:
    return sasaran_create(
        actor=kantor.user["admin_perencanaan"], unit_kerja=kantor.unit[unit], induk=induk, isi=isi(jenis, kode, **years)
    )


@pytest.fixture
def pohon(kantor: Kantor) -> dict[str, Sasaran]:
    visi = buat(kantor, J.VISI, "V")
    misi = buat(kantor, J.MISI, "M1", visi)
    sasaran = buat(kantor, J.SASARAN_STRATEGIS, "S1", misi)
    unit = buat(kantor, J.SASARAN_STRATEGIS, "S1.1", sasaran, "pelayanan")
    return {"visi": visi, "misi": misi, "sasaran": sasaran, "unit": unit}


def refused_fields(error: ValidationError) -> set[str]:
    return set(error.message_dict)


def test_kinds_may_be_left_out_but_not_turned_round(kantor: Kantor, pohon: dict[str, Sasaran]) -> None:
    assert pohon["unit"].jalur == [pohon[name].pk for name in ("visi", "misi", "sasaran", "unit")]
    with pytest.raises(ValidationError) as error:
        buat(kantor, J.MISI, "M9", pohon["sasaran"])
    assert refused_fields(error.value) == {"jenis"}
    with pytest.raises(ValidationError):
        buat(kantor, J.VISI, "V2", pohon["visi"])


def test_years_lie_within_those_of_the_goal_above(kantor: Kantor, pohon: dict[str, Sasaran]) -> None:
    with pytest.raises(ValidationError) as error:
        buat(kantor, J.TUJUAN, "T1", pohon["misi"], selesai=2031)
    assert "2026–2030" in error.value.message_dict["tahun_selesai"][0]
    with pytest.raises(ValidationError) as error:
        sasaran_update(actor=kantor.user["admin_perencanaan"], sasaran=pohon["visi"], isi=isi(J.VISI, "V", 2026, 2028))
    assert refused_fields(error.value) == {"tahun_selesai"}


def test_a_unit_takes_goals_of_units_above_only(kantor: Kantor, pohon: dict[str, Sasaran]) -> None:
    with pytest.raises(ValidationError) as error:
        buat(kantor, J.PROGRAM, "P1", pohon["unit"], "pemerintahan")
    assert refused_fields(error.value) == {"induk"}


def test_moving_takes_everything_below_along_and_makes_no_ring(kantor: Kantor, pohon: dict[str, Sasaran]) -> None:
    admin = kantor.user["admin_perencanaan"]
    lain = buat(kantor, J.MISI, "M2", pohon["visi"])
    sasaran_move(actor=admin, sasaran=pohon["sasaran"], induk=lain)
    assert Sasaran.objects.get(pk=pohon["unit"].pk).jalur[:2] == [pohon["visi"].pk, lain.pk]
    with pytest.raises(ValidationError):
        sasaran_move(actor=admin, sasaran=pohon["sasaran"], induk=pohon["unit"])


def test_an_early_end_takes_everything_below_along_and_waits_for_targets(
    kantor: Kantor, pohon: dict[str, Sasaran]
) -> None:
    admin = kantor.user["admin_perencanaan"]
    assert sasaran_close(actor=admin, sasaran=pohon["sasaran"], tahun_selesai=2027, alasan="Renstra baru.") == 2
    assert Sasaran.objects.get(pk=pohon["unit"].pk).tahun_selesai == 2027
    indikator = kantor.target["pegawai"].indikator
    type(indikator).objects.filter(pk=indikator.pk).update(sasaran=pohon["misi"])
    type(kantor.target["pegawai"]).objects.update(tahun=2029)
    with pytest.raises(ActRefused, match="1 target sesudah 2028"):
        sasaran_close(actor=admin, sasaran=pohon["misi"], tahun_selesai=2028, alasan="x")


@pytest.mark.parametrize(
    "change",
    [{"jenis": J.VISI, "induk": None, "_anak": J.VISI}, {"tahun_selesai": 2026}, {"_ring": True}],
    ids=["kind", "years", "ring"],
)
def test_the_database_itself_refuses_what_does_not_fit(
    change: dict[str, Any], kantor: Kantor, pohon: dict[str, Sasaran]
) -> None:
    rows = Sasaran.objects.filter(pk=pohon["misi"].pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        if "_ring" in change:
            rows.update(induk=pohon["unit"])
        elif "_anak" in change:
            Sasaran.objects.filter(pk=pohon["unit"].pk).update(jenis=J.MISI)
        else:
            rows.update(**change)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
