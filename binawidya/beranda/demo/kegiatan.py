"""What the demo office did for a service: a training that its surveys show, and one whose survey is still to come."""

from datetime import date, timedelta
from typing import Final

from kinerja.enums import JenisKegiatan
from kinerja.models import Kegiatan
from kinerja.services.kegiatan import kegiatan_create
from survei.models import Survei

PELATIHAN: Final = "Pelatihan pelayanan prima petugas loket"
PROSEDUR: Final = "Nomor antrean dari rumah"


def kegiatan_create_all(open_now: Survei, today: date) -> list[Kegiatan]:
    """Between the two surveys of the open service, and a few days ago.

    :param open_now: the survey of the service that runs today.
    """
    if open_now.layanan is None:
        return []
    begin = open_now.buka - timedelta(days=7)
    oleh = open_now.dibuat_oleh
    return [
        kegiatan_create(
            actor=oleh, layanan=open_now.layanan, nama=PELATIHAN, jenis=JenisKegiatan.PELATIHAN, mulai=begin,
            selesai=begin + timedelta(days=1), unsur=["waktu", "kompetensi", "perilaku"],
            catatan="Dua hari, enam petugas loket",
        ),
        kegiatan_create(
            actor=oleh, layanan=open_now.layanan, nama=PROSEDUR, jenis=JenisKegiatan.PROSEDUR,
            mulai=today - timedelta(days=3), selesai=today - timedelta(days=3), unsur=["prosedur", "waktu"],
        ),
    ]  # fmt: skip
