"""Activities for services in the matrix."""

from datetime import timedelta
from typing import Any

from binawidya.umum.dates import today
from kinerja.models import Kegiatan
from kinerja.services.kegiatan import kegiatan_create
from survei.models import Layanan
from tests.kantor import Kantor
from tests.survei import kuesioner

PENGUNJUNG = {
    "kinerja:kegiatan_list": ["pengelola_survei"],
    "kinerja:kegiatan_new": ["pengelola_survei"],
    "kinerja:kegiatan_detail": ["pengelola_survei"],
    "kinerja:kegiatan_edit": ["pengelola_survei"],
}


def kegiatan(kantor: Kantor, **fields: Any) -> Kegiatan:
    """A training of yesterday for a service of Seksi Pelayanan."""
    hari = today() - timedelta(days=1)
    values = {"nama": "Pelatihan loket", "mulai": hari, "selesai": hari, "unsur": ["waktu", "perilaku"]} | fields
    service = values.pop("layanan", None) or kuesioner.layanan(kantor)
    return kegiatan_create(actor=kantor.user["pengelola_survei"], layanan=service, **values)


def satu(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kegiatan(kantor).pk}


def ada(kantor: Kantor) -> dict[str, Any]:
    kegiatan(kantor)
    return {}


def isi(kantor: Kantor) -> dict[str, Any]:
    return {"nama": "Pelatihan", "jenis": "pelatihan", "mulai": "2026-03-02", "selesai": "2026-03-03", "unsur": "waktu"}


def layanan_ada(kantor: Kantor) -> dict[str, Any]:
    kuesioner.layanan(kantor)
    return {}


def isi_baru(kantor: Kantor) -> dict[str, Any]:
    return {**isi(kantor), "layanan": str(Layanan.objects.get().pk)}


def kasus(case: Any) -> dict[str, Any]:
    """The addresses of activities.

    :param case: the class of a case.
    """
    return {
        "kinerja:kegiatan_list": case("daftar", ada),
        "kinerja:kegiatan_new": case("daftar"),
        "kinerja:kegiatan_create": case("daftar", layanan_ada, isi=isi_baru),
        "kinerja:kegiatan_detail": case(alamat=satu),
        "kinerja:kegiatan_edit": case(alamat=satu),
        "kinerja:kegiatan_update": case(alamat=satu, isi=isi),
        "kinerja:kegiatan_delete": case(alamat=satu),
    }
