"""People, posts and granted roles in the matrix: what each address is asked for, and what a good request carries."""

from datetime import timedelta
from typing import Any

from binawidya.organisasi.selectors.penempatan import posts_mark
from binawidya.organisasi.services.pegawai import pegawai_mark
from binawidya.umum.dates import today
from tests.kantor import DULU, Kantor


def pos(kantor: Kantor) -> dict[str, Any]:
    """The definitive post of pegawai."""
    return {"pk": kantor.pegawai["pegawai"].penempatan.get().pk}


def dilihat(kantor: Kantor) -> dict[str, Any]:
    return {"dilihat": posts_mark(kantor.pegawai["pegawai"].pk)}


def isi_pegawai(kantor: Kantor) -> dict[str, Any]:
    pegawai = kantor.pegawai["pegawai"]
    data = {name: getattr(pegawai, name) for name in ("nip", "nama", "jenis_pegawai", "jenis_kelamin")}
    return data | {
        "tanggal_lahir": pegawai.tanggal_lahir.isoformat(),
        "dilihat": pegawai_mark(pegawai),
        "telepon": "0812345678",
    }


def isi_pos(kantor: Kantor) -> dict[str, Any]:
    return {
        "unit_kerja": kantor.unit["pelayanan"].kode,
        "jabatan": "Staf",
        "tmt_mulai": (today() + timedelta(days=1)).isoformat(),
        "dasar": "800/12/2026",
    }


def pegawai_baru(kantor: Kantor) -> dict[str, Any]:
    return isi_pos(kantor) | {"nip": "199408182019032007", "nama": "Orang Baru", "jenis_pegawai": "pns"}


def mutasi(kantor: Kantor) -> dict[str, Any]:
    return isi_pos(kantor) | dilihat(kantor) | {"unit_kerja": kantor.unit["akar"].kode}


def merangkap(kantor: Kantor) -> dict[str, Any]:
    until = (today() + timedelta(days=30)).isoformat()
    return isi_pos(kantor) | dilihat(kantor) | {"jenis": "plt", "tmt_selesai": until}


def koreksi(kantor: Kantor) -> dict[str, Any]:
    return isi_pos(kantor) | dilihat(kantor) | {"tmt_mulai": DULU.isoformat(), "alasan": "Nomor SK salah."}


def akhiri(kantor: Kantor) -> dict[str, Any]:
    return dilihat(kantor) | {"tmt_selesai": today().isoformat(), "alasan": "SK 12"}


def batalkan(kantor: Kantor) -> dict[str, Any]:
    return dilihat(kantor) | {"alasan": "Salah orang."}


def status_baru(kantor: Kantor) -> dict[str, Any]:
    return dilihat(kantor) | {"status": "tubel", "tmt": today().isoformat(), "dasar": "SK 12"}


def penugasan(kantor: Kantor) -> dict[str, Any]:
    """A role over Seksi Pelayanan."""
    return {"pk": kantor.user["operator"].penugasan.get().pk}


def cabut_banyak(kantor: Kantor) -> dict[str, Any]:
    return {"pilih": [str(penugasan(kantor)["pk"])], "alasan": "Pindah tugas."}


def beri_peran(kantor: Kantor) -> dict[str, Any]:
    return {
        "akun": str(kantor.user["rekan"].pk),
        "peran": "operator",
        "unit_kerja": kantor.unit["pelayanan"].kode,
        "berlaku_mulai": today().isoformat(),
        "dasar": "ST 12",
    }
