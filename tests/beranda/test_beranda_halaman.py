"""Home: everybody sees what waits for them, nobody sees what waits for others, and every link leads somewhere."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from binawidya.beranda.selectors import tugas as selector
from binawidya.organisasi.enums import Peran, StatusImpor, StatusPeriode
from binawidya.organisasi.models import Impor, Periode, User
from binawidya.organisasi.services.periode import periode_close
from binawidya.umum.models import OutboxTask
from indikator.enums import StatusRealisasi
from kinerja.services.skor import skor_calculate_periode
from tests.kantor import Kantor

BERJALAN = [StatusPeriode.DIBUKA, StatusPeriode.VERIFIKASI, StatusPeriode.DIBUKA_KEMBALI]


def masuk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def home(kantor: Kantor, nama: str) -> Any:
    response = masuk(kantor.user[nama]).get("/")
    assert response.status_code == 200
    return response


def waiting(kantor: Kantor, nama: str) -> list[str]:
    """The titles of what waits for a person, in their order; each stands on the page with its link."""
    response = home(kantor, nama)
    page = response.content.decode()
    for one in response.context["tugas"]:
        assert f'<a href="{one.tautan}">{one.judul}</a>' in page
    return [one.judul for one in response.context["tugas"]]


def upload(kantor: Kantor, unit: str, **fields: Any) -> Impor:
    return Impor.objects.create(
        unit_kerja=kantor.unit[unit], oleh=kantor.user["admin_kepegawaian"], nama_berkas=f"{unit}.xlsx",
        berkas=SimpleUploadedFile("r.xlsx", b"x"), sha256="0" * 64, berlaku_mulai=date(kantor.tahun, 1, 1),
        **{"status": StatusImpor.SIAP} | fields,
    )  # fmt: skip


# --- the own work -------------------------------------------------------------------------------------------------
def test_pegawai_sees_how_many_entries_are_missing_and_until_when(kantor: Kantor) -> None:
    kantor.beri_target("kedua", kantor.indikator("IKI-2", "pelayanan"), "pegawai", bobot=10)
    assert waiting(kantor, "pegawai") == ["2 realisasi belum diisi"]
    page = home(kantor, "pegawai").content.decode()
    sheet = reverse("indikator:realisasi_list", kwargs={"bulan": (kantor.tahun, kantor.kini)})
    assert f'href="{sheet}">Lanjutkan mengisi</a>' in page
    assert "ditutup <strong>10 " in page


def test_pegawai_sees_what_came_back_before_anything_else(kantor: Kantor) -> None:
    for n, status in enumerate([StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.TERSIMPAN, StatusRealisasi.DIAJUKAN]):
        kantor.beri_target(f"t{n}", kantor.indikator(f"T-{n}", "pelayanan"), "pegawai", bobot=10)
        kantor.isi(f"t{n}", status=status)
    assert waiting(kantor, "pegawai") == [
        "1 realisasi dikembalikan", "1 realisasi belum diisi", "1 realisasi belum diajukan",
    ]  # fmt: skip


def test_pegawai_who_has_handed_everything_in_is_told_so(kantor: Kantor) -> None:
    kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    assert waiting(kantor, "pegawai") == []
    page = home(kantor, "pegawai").content.decode()
    assert "Tidak ada yang menunggu" in page
    assert f"Semua isian {kantor.periode[kantor.kini]} sudah diajukan." in page


def test_nothing_of_a_closed_month_waits_for_pegawai(kantor: Kantor) -> None:
    periode_close(actor=kantor.user["admin_perencanaan"], periode=kantor.periode[kantor.kini])
    assert waiting(kantor, "pegawai") == []
    assert "sudah diajukan." not in home(kantor, "pegawai").content.decode()


def test_a_month_in_which_nothing_is_due_does_not_wait(kantor: Kantor) -> None:
    target = kantor.target["pegawai"]
    target.bulanan[kantor.kini - 1] = None
    target.save()
    assert waiting(kantor, "pegawai") == []


# --- verification -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("nama", "jumlah"),
    [
        ("atasan", 2), ("verifikator", 2),
        # Another unit, a role that is over or not begun, a superior of the superior, whoever only watches.
        ("atasan_lain", 0), ("verifikator_lain", 0), ("mantan_atasan", 0), ("mantan_verifikator", 0),
        ("calon_verifikator", 0), ("camat", 0), ("pegawai", 0), ("rekan", 0), ("operator", 0), ("pimpinan", 0),
        ("inspektorat", 0), ("superadmin", 0), ("pengelola_survei", 0), ("admin_kepegawaian", 0),
    ],
)  # fmt: skip
def test_submitted_entries_wait_for_exactly_those_who_may_verify_them(nama: str, jumlah: int, kantor: Kantor) -> None:
    kantor.beri_target("rekan", kantor.indikator("IKI-2", "pelayanan"), "rekan")
    for target in ("pegawai", "rekan"):
        kantor.isi(target, status=StatusRealisasi.DIAJUKAN)
    found = [judul for judul in waiting(kantor, nama) if "verifikasi" in judul and "realisasi" in judul]
    assert found == ([f"{jumlah} realisasi menunggu verifikasi"] if jumlah else [])


def test_own_entries_never_wait_for_the_own_verification(kantor: Kantor) -> None:
    kantor.peran("pegawai", Peran.VERIFIKATOR, "pelayanan")
    kantor.beri_target("rekan", kantor.indikator("IKI-2", "pelayanan"), "rekan")
    for target in ("pegawai", "rekan"):
        kantor.isi(target, status=StatusRealisasi.DIAJUKAN)
    assert waiting(kantor, "pegawai") == ["1 realisasi menunggu verifikasi"]


def test_neither_own_work_nor_what_one_typed_for_others_waits_for_the_own_verification(kantor: Kantor) -> None:
    kantor.peran("pegawai", Peran.VERIFIKATOR, "pelayanan")
    kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN, diisi_oleh=kantor.user["operator"])
    kantor.beri_target("rekan", kantor.indikator("IKI-2", "pelayanan"), "rekan")
    kantor.isi("rekan", status=StatusRealisasi.DIAJUKAN, diisi_oleh=kantor.user["pegawai"])
    assert waiting(kantor, "pegawai") == []
    assert waiting(kantor, "verifikator") == ["2 realisasi menunggu verifikasi"]


def test_work_of_the_head_waits_for_the_head_above(kantor: Kantor) -> None:
    kantor.beri_target("atasan", kantor.indikator("IKI-3", "pelayanan"), "atasan")
    kantor.isi("atasan", status=StatusRealisasi.DIAJUKAN)
    assert waiting(kantor, "camat") == ["1 realisasi menunggu verifikasi"]
    assert waiting(kantor, "atasan") == []


def test_whoever_is_superior_and_verifier_counts_each_entry_once(kantor: Kantor) -> None:
    kantor.peran("atasan", Peran.VERIFIKATOR, "akar")
    kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    assert waiting(kantor, "atasan") == ["1 realisasi menunggu verifikasi"]


def test_menu_and_home_tell_the_same_number(kantor: Kantor) -> None:
    kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    response = home(kantor, "atasan")
    [entry] = [
        one for group in response.context["shell"].menu for one in group.entries if one.item.count == "verifikasi"
    ]
    assert (entry.count, response.context["angka"].verifikasi) == (1, 1)


def test_nobody_counts_the_queue_of_a_whole_province(kantor: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selector, "TERBANYAK", 1)
    kantor.beri_target("rekan", kantor.indikator("IKI-2", "pelayanan"), "rekan")
    for target in ("pegawai", "rekan"):
        kantor.isi(target, status=StatusRealisasi.DIAJUKAN)
    assert home(kantor, "atasan").context["angka"].verifikasi == 1


# --- administration -----------------------------------------------------------------------------------------------
def test_admin_kepegawaian_sees_the_rosters_of_the_own_units_that_wait(kantor: Kantor) -> None:
    for unit in ("pelayanan", "pemerintahan"):
        upload(kantor, unit)
    upload(kantor, "akar", status=StatusImpor.SELESAI, selesai_at=timezone.now())
    upload(kantor, "akar", status=StatusImpor.DIBACA)
    both = ["Impor pemerintahan.xlsx menunggu persetujuan", "Impor pelayanan.xlsx menunggu persetujuan"]
    assert waiting(kantor, "admin_kepegawaian") == both
    assert waiting(kantor, "admin_kepegawaian_lain") == both[:1]
    for other in ("pegawai", "atasan", "camat", "admin_perencanaan", "inspektorat", "superadmin"):
        assert not [judul for judul in waiting(kantor, other) if "Impor" in judul]


@pytest.mark.parametrize("status", BERJALAN)
def test_admin_perencanaan_sees_the_months_that_are_not_closed(status: str, kantor: Kantor) -> None:
    periode = kantor.periode[kantor.kini]
    Periode.objects.filter(pk=periode.pk).update(status=status)
    label = str(StatusPeriode(status).label).lower()
    assert waiting(kantor, "admin_perencanaan") == [f"{periode}: {label}"]
    assert not [judul for judul in waiting(kantor, "camat") if label in judul]


def test_superadmin_sees_work_that_failed_and_work_that_queues(kantor: Kantor) -> None:
    assert waiting(kantor, "superadmin") == []
    OutboxTask.objects.create(event="realisasi.berubah", failed_at=timezone.now())
    OutboxTask.objects.create(event="realisasi.berubah")
    assert waiting(kantor, "superadmin") == ["1 pekerjaan gagal", "1 pekerjaan dalam antrean"]
    assert waiting(kantor, "pimpinan") == []


def test_whoever_holds_several_roles_sees_everything_that_waits(kantor: Kantor) -> None:
    kantor.peran("atasan", Peran.ADMIN_KEPEGAWAIAN, "akar")
    kantor.peran("atasan", Peran.ADMIN_PERENCANAAN, "akar")
    kantor.beri_target("atasan", kantor.indikator("IKI-3", "pelayanan"), "atasan")
    kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    upload(kantor, "akar")
    assert waiting(kantor, "atasan") == [
        "1 realisasi belum diisi", "1 realisasi menunggu verifikasi", "Impor akar.xlsx menunggu persetujuan",
        f"{kantor.periode[kantor.kini]}: dibuka",
    ]  # fmt: skip


# --- every link leads somewhere -----------------------------------------------------------------------------------
def everything_waits(kantor: Kantor) -> None:
    kantor.peran("perencana_seksi", Peran.ADMIN_PERENCANAAN, "pelayanan")
    kantor.peran("pengawas_seksi", Peran.INSPEKTORAT, "pelayanan")
    kantor.peran("pimpinan_seksi", Peran.PIMPINAN, "pelayanan")
    kantor.beri_target("rekan", kantor.indikator("IKI-2", "pelayanan"), "rekan")
    kantor.isi("rekan", status=StatusRealisasi.DIAJUKAN)
    upload(kantor, "pelayanan")
    OutboxTask.objects.create(event="realisasi.berubah", failed_at=timezone.now())


def test_every_task_and_every_place_in_the_menu_opens_for_whoever_is_shown_it(kantor: Kantor) -> None:
    everything_waits(kantor)
    closed = {}
    for nama, user in kantor.user.items():
        if not user.boleh_masuk:
            continue
        client = masuk(user)
        context = client.get("/").context
        places = {one.tautan for one in context["tugas"]}
        places |= {one.url for group in context["shell"].menu for one in group.entries}
        for place in places - {reverse("umum:health_ready")}:
            if (status := client.get(place, follow=True).status_code) != 200:
                closed[nama, place] = status
    assert closed == {}


# --- figures ------------------------------------------------------------------------------------------------------
@pytest.fixture
def ditutup(kantor: Kantor) -> Kantor:
    """The month is closed with one figure of a person and one of a unit."""
    kantor.beri_target("unit", kantor.indikator("IKU-1", "pelayanan"), "atasan", milik_unit=True)
    kantor.isi("pegawai", nilai="8", status=StatusRealisasi.DISETUJUI)
    kantor.isi("unit", nilai="9", status=StatusRealisasi.DISETUJUI, diisi_oleh=kantor.user["camat"])
    periode = periode_close(actor=kantor.user["admin_perencanaan"], periode=kantor.periode[kantor.kini])
    skor_calculate_periode(periode_id=periode.pk)
    return kantor


def test_pegawai_sees_the_own_figure_of_the_last_closed_month_and_no_unit(ditutup: Kantor) -> None:
    response = home(ditutup, "pegawai")
    assert response.context["pribadi"].rincian.skor.nilai == 80
    assert response.context["unit"] is None
    assert "Dari mana angka 80,00?" in response.content.decode()


def test_head_sees_the_own_unit_and_no_figure_without_targets(ditutup: Kantor) -> None:
    response = home(ditutup, "atasan")
    assert (response.context["unit"].unit, response.context["unit"].skor.nilai) == (ditutup.unit["pelayanan"], 90)
    assert response.context["pribadi"] is None
    own = reverse("beranda:unit_dashboard", kwargs={"pk": ditutup.unit["pelayanan"].pk})
    assert f'href="{own}">Buka dasbor unit</a>' in response.content.decode()


@pytest.mark.parametrize(
    ("nama", "unit"),
    [
        ("camat", "akar"), ("pimpinan", "akar"), ("inspektorat", "akar"), ("admin_perencanaan", "akar"),
        ("verifikator", "pelayanan"), ("verifikator_lain", "pemerintahan"), ("pegawai", None), ("operator", None),
        ("admin_kepegawaian", None), ("mantan_verifikator", None), ("superadmin", None),
    ],
)  # fmt: skip
def test_unit_on_the_home_is_the_one_that_is_led_or_watched(nama: str, unit: str | None, ditutup: Kantor) -> None:
    shown = home(ditutup, nama).context["unit"]
    assert (shown.unit if shown else None) == (ditutup.unit[unit] if unit else None)


@pytest.mark.parametrize("nama", ["pegawai", "atasan", "camat", "admin_perencanaan", "inspektorat", "superadmin"])
def test_home_works_before_any_month_was_ever_opened(nama: str, kantor: Kantor) -> None:
    Periode.objects.update(status=StatusPeriode.BELUM_DIBUKA)
    response = home(kantor, nama)
    assert (response.context["pribadi"], response.context["unit"], response.context["tugas"]) == (None, None, [])
    assert "Tugas baru muncul di sini begitu ada." in response.content.decode()


def test_stranger_is_asked_to_sign_in() -> None:
    response = Client().get("/")
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
