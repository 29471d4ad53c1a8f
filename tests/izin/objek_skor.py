"""The score engine in the matrix: rules of a year, runs, closings."""

from collections.abc import Callable
from typing import Any

from indikator.models import TargetIndikator
from kinerja.enums import SebabPerhitungan
from kinerja.models import SkorBerkala
from kinerja.services.perhitungan import perhitungan_request
from kinerja.services.skor import skor_calculate_periode
from tests.izin.pelaku import TIDAK_MASUK
from tests.kantor import Kantor

# The API answers with a status; it sends nobody to a page.
API = dict.fromkeys(TIDAK_MASUK, 401)


def tahun(kantor: Kantor) -> dict[str, Any]:
    return {"tahun": kantor.periode[kantor.kini].tahun}


def kebijakan(kantor: Kantor) -> dict[str, Any]:
    """A version with two classes."""
    return {
        "versi": 1, "batas_atas": "110", "batas_bawah": "0", "tidak_dilaporkan": "nol", "desimal": "2",
        "dibulatkan": "tampilan", "dasar": "Perwako 1", "alasan": "Peraturan baru.",
        "nama_1": "Baik", "slot_1": "k4", "batas_1": "75", "termasuk_1": "ya", "nama_2": "Kurang", "slot_2": "k1",
    }  # fmt: skip


def berjalan(kantor: Kantor) -> dict[str, Any]:
    run = perhitungan_request(periode=kantor.periode[kantor.kini], sebab=SebabPerhitungan.PERMINTAAN)
    assert run is not None
    return {"pk": run.pk}


def bulan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.periode[kantor.kini].pk}


def skor_orang(kantor: Kantor) -> dict[str, Any]:
    periode = kantor.periode[kantor.kini]
    skor_calculate_periode(periode_id=periode.pk)
    return {"pk": kantor.pegawai["pegawai"].pk, "bulan": periode.slug}


def skor_rentang(kantor: Kantor) -> dict[str, Any]:
    """The score of the month alone of pegawai."""
    skor_orang(kantor)
    return {"pk": SkorBerkala.objects.get(pegawai=kantor.pegawai["pegawai"], rentang="bulan").pk}


def skor_satuan(kantor: Kantor) -> dict[str, Any]:
    """The unit of pegawai, with an indicator of its own."""
    periode = kantor.periode[kantor.kini]
    target = kantor.target["pegawai"]
    TargetIndikator.objects.filter(pk=target.pk).update(pegawai=None)
    skor_calculate_periode(periode_id=periode.pk)
    return {"pk": target.unit_kerja_id, "bulan": periode.slug}


def skor_rentang_satuan(kantor: Kantor) -> dict[str, Any]:
    """The score of the month alone of the unit of pegawai."""
    unit = skor_satuan(kantor)["pk"]
    return {"pk": SkorBerkala.objects.get(unit_kerja=unit, pegawai=None, rentang="bulan").pk}


def kasus(satu: Callable[..., Any]) -> dict[str, Any]:
    return {
        "indikator:kebijakan_skor_list": satu("akar"),
        "indikator:kebijakan_skor_detail": satu("akar", tahun),
        "indikator:kebijakan_skor_form": satu("akar", tahun, tanya="?contoh=kemenkeu"),
        "indikator:kebijakan_skor_save": satu("akar", tahun, kebijakan),
        "kinerja:perhitungan_list": satu("akar"),
        "kinerja:perhitungan_detail": satu("akar", berjalan),
        "kinerja:perhitungan_cancel": satu("akar", berjalan),
        "kinerja:perhitungan_calculate": satu("akar", bulan),
        "kinerja:penutupan_verify": satu("akar"),
        "kinerja:skor_rentang_detail": satu(alamat=skor_rentang),
        "kinerja:skor_unit_detail": satu(alamat=skor_satuan),
        "kinerja:skor_unit_rentang_detail": satu(alamat=skor_rentang_satuan),
        "api:skor_pegawai_rentang": satu(alamat=skor_rentang, lain=API),
        "api:skor_unit_rentang": satu(alamat=skor_rentang_satuan, lain=API),
        "api:skor_pegawai": satu(alamat=skor_orang, lain=API),
        "api:skor_unit": satu(alamat=skor_satuan, lain=API),
    }
