"""Documents of the organisation: the printed list of invitations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from binawidya.organisasi.models import Pegawai, UnitKerja
from binawidya.organisasi.models.undangan import kode_tercetak
from binawidya.organisasi.nip import mask_nip


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person is handed: cut off, folded, given to nobody else."""

    nama: str
    nip: str
    kode: str


@dataclass(frozen=True, slots=True)
class LembarUnit:
    """The slips of one unit; they begin on a page of their own."""

    nama: str
    slip: list[Slip]

    @property
    def baris(self) -> list[list[Slip]]:
        """Two slips side by side."""
        return [self.slip[place : place + 2] for place in range(0, len(self.slip), 2)]


def undangan_html(
    people: Sequence[tuple[Pegawai, UnitKerja | None]],
    codes: Mapping[int, str],
    *,
    alamat: str,
    sampai: datetime,
    dibuat: datetime,
) -> str:
    """The list as a document, one slip for each person, unit after unit in the order given.

    :param people: each with the unit of the main post.
    :param codes: clear codes by account.
    :param alamat: scheme and host of the site.
    """
    sheets: list[LembarUnit] = []
    for pegawai, unit in people:
        nama = unit.nama if unit else ""
        if not sheets or sheets[-1].nama != nama:
            sheets.append(LembarUnit(nama, []))
        kode = kode_tercetak(codes[pegawai.user_id]) if pegawai.user_id is not None else ""
        sheets[-1].slip.append(Slip(pegawai.nama_lengkap, mask_nip(pegawai.nip), kode))
    address = alamat + reverse("organisasi:undangan_enter")
    values = {
        "lembar": sheets,
        "instansi": settings.INSTANSI,
        "bantuan": settings.BANTUAN,
        # Nobody types a scheme from paper.
        "alamat": address.partition("://")[2],
        "sampai": sampai,
        "dibuat": dibuat,
    }
    return render_to_string("cetak/undangan.html", values)
