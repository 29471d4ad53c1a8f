"""Packages of documents in the matrix."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from kinerja.models import PaketDokumen
from tests.kantor import Kantor


def _paket(status: str) -> Any:
    """A package for the section of pegawai, asked for by herself before she was no longer allowed to."""

    def siap(kantor: Kantor) -> dict[str, Any]:
        paket = PaketDokumen(
            jenis="laporan_pegawai",
            periode=kantor.periode[kantor.kini],
            unit_kerja=kantor.unit["pelayanan"],
            oleh=kantor.user["pegawai"],
            status=status,
            jumlah=0,
        )
        if status == "selesai":
            paket.sha256, paket.selesai_at = "0" * 64, timezone.now()
            paket.berkas.save("", ContentFile(b"PK\x05\x06" + b"\x00" * 18), save=False)
        paket.save()
        return {"pk": paket.pk}

    return siap


def _minta(kantor: Kantor) -> dict[str, Any]:
    return {
        "jenis": "laporan_pegawai",
        "subjek": str(kantor.unit["pelayanan"].pk),
        "periode": kantor.periode[kantor.kini].slug,
    }


def kasus(Kasus: Any) -> dict[str, Any]:  # noqa: N803 - the class itself
    """A report of a person is not for planning; what was asked for is fetched only by who may still ask."""
    return {
        "kinerja:paket_list": Kasus("daftar"),
        "kinerja:paket_create": Kasus(isi=_minta, lain={"admin_perencanaan": 403}),
        "kinerja:paket_detail": Kasus(alamat=_paket("selesai")),
        "kinerja:paket_download": Kasus(alamat=_paket("selesai"), lain={"pegawai": 403}),
        "kinerja:paket_cancel": Kasus(alamat=_paket("diminta")),
        "kinerja:paket_retry": Kasus(alamat=_paket("dibatalkan"), lain={"pegawai": 403}),
    }


# Who looks at these pages in daily work, for the number of their queries.
# The file itself is only for who may still ask; its page counts for it.
PENGUNJUNG: dict[str, list[str]] = {"kinerja:paket_list": ["camat"], "kinerja:paket_download": []}
