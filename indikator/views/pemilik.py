"""Owners of plans in addresses: ``u12`` for a unit, ``u12-p34`` for a person in the post there."""

from django.http import Http404
from django.urls import register_converter

from binawidya.organisasi.http import SignedInRequest
from indikator.models import Pemilik
from indikator.selectors.rencana import find_pemilik

Kunci = tuple[int, int | None]


class PemilikConverter:
    """``u12-p34`` as (12, 34)."""

    regex = "u[0-9]{1,18}(?:-p[0-9]{1,18})?"

    def to_python(self, value: str) -> Kunci:
        unit, _dash, pegawai = value.partition("-p")
        return int(unit[1:]), int(pegawai) if pegawai else None

    def to_url(self, value: str | Kunci) -> str:
        if isinstance(value, str):
            return value
        return f"u{value[0]}-p{value[1]}" if value[1] else f"u{value[0]}"


def install() -> None:
    """Make ``<pemilik:...>`` known to the addresses of this app."""
    register_converter(PemilikConverter, "pemilik")


def fetch_pemilik(request: SignedInRequest, tahun: int, kunci: Kunci) -> Pemilik:
    """The owner within the reach of the user, or 404."""
    found = find_pemilik(request.user, tahun, *kunci) if 2000 <= tahun <= 2200 else None
    if found is None:
        raise Http404
    return found
