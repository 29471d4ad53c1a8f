"""A person's status from a day on: what ends with it, and what it cannot be."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.enums import Peran, StatusPegawai
from binawidya.organisasi.models import Pegawai, Penugasan, PerubahanStatus, User
from binawidya.organisasi.selectors.penempatan import posts_mark
from binawidya.organisasi.services.pegawai import pegawai_record_status, status_apply_due
from binawidya.organisasi.tasks import status_apply
from binawidya.umum.dates import today
from binawidya.umum.errors import ConflictError
from tests.organisasi.dunia import DULU, Dunia
from tests.organisasi.susunan import close_month

SEHARI = timedelta(days=1)
NANTI = today() + timedelta(days=30)
RINA = "Rina Marlina"


def masuk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def akun(dunia: Dunia, nama: str) -> User:
    user = User.objects.create_user(dunia.pegawai[nama].nip)
    Pegawai.objects.filter(pk=dunia.pegawai[nama].pk).update(user=user)
    return user


def kini(dunia: Dunia, nama: str = RINA) -> Pegawai:
    return Pegawai.objects.get(pk=dunia.pegawai[nama].pk)


def catat(dunia: Dunia, status: StatusPegawai, tmt: date, nama: str = RINA, **more: Any) -> PerubahanStatus:
    pegawai = kini(dunia, nama)
    values = {"dasar": "SK 9/2026", "dilihat": posts_mark(pegawai.pk)} | more
    return pegawai_record_status(actor=dunia.user["admin"], pegawai=pegawai, status=status, tmt=tmt, **values)


@pytest.mark.parametrize("status", [StatusPegawai.PENSIUN, StatusPegawai.KELUAR])
def test_retiring_ends_posts_roles_and_the_way_in(status: StatusPegawai, dunia: Dunia) -> None:
    user = akun(dunia, RINA)
    held = Penugasan.objects.create(
        user=user, peran=Peran.OPERATOR, unit_kerja=dunia.unit["pelayanan"], berlaku_mulai=DULU
    )
    client = masuk(user)
    assert client.get("/menu/").status_code == 200
    catat(dunia, status, today())
    assert kini(dunia).status == status
    assert kini(dunia).penempatan.get().tmt_selesai == today() - SEHARI
    held.refresh_from_db()
    assert held.berlaku_selesai == today() - SEHARI
    assert client.get("/menu/").status_code == 302


def test_a_retirement_ahead_ends_posts_by_date_and_the_status_on_its_day(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    catat(dunia, StatusPegawai.PENSIUN, NANTI)
    assert (kini(dunia).status, kini(dunia).penempatan.get().tmt_selesai) == ("aktif", NANTI - SEHARI)
    assert status_apply_due() == 0
    monkeypatch.setattr("binawidya.organisasi.services.pegawai.today", lambda: NANTI)
    status_apply()
    assert kini(dunia).status == StatusPegawai.PENSIUN
    assert PerubahanStatus.objects.get().diterapkan
    assert status_apply_due() == 0, "a second run does nothing"


def test_leave_keeps_the_post(dunia: Dunia) -> None:
    catat(dunia, StatusPegawai.CUTI, today())
    assert (kini(dunia).status, kini(dunia).penempatan.get().tmt_selesai) == ("cuti", None)


def test_a_plan_is_replaced_on_the_same_day(dunia: Dunia) -> None:
    catat(dunia, StatusPegawai.TUGAS_BELAJAR, NANTI)
    catat(dunia, StatusPegawai.CUTI, NANTI)
    assert PerubahanStatus.objects.get().status == StatusPegawai.CUTI


@pytest.mark.parametrize(
    ("status", "tmt", "kolom"),
    [
        (StatusPegawai.AKTIF, today(), "status"),
        (StatusPegawai.PENSIUN, DULU, "tmt"),
        (StatusPegawai.PENSIUN, DULU - SEHARI, "tmt"),
    ],
)
def test_a_change_that_cannot_be_is_refused_beside_its_field(
    status: StatusPegawai, tmt: date, kolom: str, dunia: Dunia
) -> None:
    with pytest.raises(ValidationError) as refused:
        catat(dunia, status, tmt)
    assert kolom in refused.value.message_dict
    assert kini(dunia).penempatan.get().tmt_selesai is None


def test_a_change_before_one_that_is_recorded_is_refused(dunia: Dunia) -> None:
    catat(dunia, StatusPegawai.CUTI, today())
    with pytest.raises(ValidationError, match="Sudah tercatat Cuti"):
        catat(dunia, StatusPegawai.TUGAS_BELAJAR, today() - SEHARI)


def test_who_is_to_be_moved_later_cannot_leave_before(dunia: Dunia) -> None:
    kini(dunia).penempatan.update(tmt_selesai=NANTI - SEHARI)
    dunia.tempatkan(dunia.pegawai[RINA], "delima", tmt_mulai=NANTI)
    with pytest.raises(ValidationError, match="Jabatan di Kelurahan Delima"):
        catat(dunia, StatusPegawai.PENSIUN, today())


def test_nobody_leaves_within_a_closed_month(dunia: Dunia) -> None:
    month = close_month(today())
    with pytest.raises(ValidationError, match="sudah ditutup"):
        catat(dunia, StatusPegawai.PENSIUN, month.hari_terakhir)
    catat(dunia, StatusPegawai.PENSIUN, month.hari_terakhir + SEHARI)


def test_who_acts_on_posts_that_changed_meanwhile_is_told(dunia: Dunia) -> None:
    seen = posts_mark(dunia.pegawai[RINA].pk)
    dunia.pegawai[RINA].penempatan.update(dasar="SK lain")
    with pytest.raises(ConflictError, match="berubah sejak halaman ini dibuka"):
        catat(dunia, StatusPegawai.PENSIUN, today(), dilihat=seen)


def test_status_page_says_what_depends_on_the_person(dunia: Dunia) -> None:
    dunia.pegawai["Dedi Kurniawan"].penempatan.update(atasan=dunia.pegawai["Nurhasanah Rambe"])
    url = reverse("organisasi:pegawai_status", kwargs={"pk": dunia.pegawai["Nurhasanah Rambe"].pk})
    page = masuk(dunia.user["admin"]).get(url).content.decode()
    assert "Ia memimpin Seksi Pelayanan Umum." in page
    assert "Ia menjadi atasan khusus Dedi Kurniawan." in page


def test_status_is_recorded_on_its_page(dunia: Dunia) -> None:
    url = reverse("organisasi:pegawai_status_record", kwargs={"pk": dunia.pegawai[RINA].pk})
    body = {"status": "pensiun", "tmt": NANTI.isoformat(), "dasar": "SK 9", "dilihat": posts_mark(kini(dunia).pk)}
    client = masuk(dunia.user["admin"])
    assert client.post(url, body | {"tmt": ""}).status_code == 422
    assert client.post(url, body | {"dilihat": "lama"}).status_code == 409
    page = client.post(url, body, follow=True).content.decode()
    assert "Jabatan dan perannya berakhir sehari sebelumnya." in page
    assert "Pensiun mulai" in page
