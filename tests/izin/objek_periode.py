"""Months in the matrix: their moments, one unit opened again, the rules of a year."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from binawidya.organisasi.models import PembukaanUnit, Pengecualian
from tests.kantor import Kantor


def dibuka(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.periode[kantor.kini].pk}


def ditutup(kantor: Kantor) -> dict[str, Any]:
    periode = kantor.periode[kantor.kini]
    periode.status, periode.ditutup_at = "ditutup", periode.batas_pengisian
    periode.save()
    return {"pk": periode.pk}


def jadwal(kantor: Kantor) -> dict[str, Any]:
    return {
        "batas_pengisian": f"{kantor.tahun + 1}-02-10T23:59",
        "batas_verifikasi": f"{kantor.tahun + 1}-02-15T23:59",
        "hari_pengingat": "7, 3, 1",
    }


def buka_unit(kantor: Kantor) -> dict[str, Any]:
    until = timezone.localtime() + timedelta(days=2)
    return {"unit_kerja": "1.1", "sampai": f"{until:%Y-%m-%dT%H:%M}", "alasan": "Register susulan."}


def pembukaan(kantor: Kantor) -> dict[str, Any]:
    """Seksi Pelayanan is open again for two days."""
    keys = ditutup(kantor)
    row = PembukaanUnit.objects.create(
        periode_id=keys["pk"],
        unit_kerja=kantor.unit["pelayanan"],
        alasan="Register susulan.",
        mulai_at=timezone.now() - timedelta(hours=1),
        sampai_at=timezone.now() + timedelta(days=2),
        oleh=kantor.user["admin_perencanaan"],
    )
    return {"pk": row.pk}


def tahun(kantor: Kantor) -> dict[str, Any]:
    return {"tahun": kantor.tahun}


def aturan(kantor: Kantor) -> dict[str, Any]:
    return {"hari_buka": "1", "hari_batas": "10", "hari_akhir": "13", "hari_verifikasi": "15", "hari_pengingat": "3"}


def pengecualian(kantor: Kantor) -> dict[str, Any]:
    """Pegawai is left out of the recap of the open month."""
    row = Pengecualian.objects.create(
        pegawai=kantor.pegawai["pegawai"],
        periode=kantor.periode[kantor.kini],
        alasan="Cuti melahirkan.",
        oleh=kantor.user["admin_perencanaan"],
    )
    return {"pk": row.pk}
