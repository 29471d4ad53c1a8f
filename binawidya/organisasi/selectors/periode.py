"""The months that were opened, read once for each request although menu and page both need them."""

from collections.abc import Sequence

from binawidya.organisasi.models import Periode, User
from binawidya.umum.converters import Month
from binawidya.umum.http import fetch

PALING_BANYAK = 24


def bulan_dimulai(user: User) -> list[Periode]:
    """The latest months whose entry was opened at some time, newest first. One query for each user object."""
    found = user.__dict__.get("_bulan_dimulai")
    if found is None:
        found = [*Periode.objects.dimulai().order_by("-tahun", "-bulan")[:PALING_BANYAK]]
        user.__dict__["_bulan_dimulai"] = found
    return list(found)


def bulan_kini(opened: Sequence[Periode]) -> Periode | None:
    """The month that entries belong to now: the earliest open one, else the latest that was opened."""
    waiting = [periode for periode in opened if periode.menerima_isian]
    return waiting[-1] if waiting else (opened[0] if opened else None)


def bulan_terakhir_ditutup(opened: Sequence[Periode]) -> Periode | None:
    """The latest month that is a fixed record."""
    return next((periode for periode in opened if periode.ditutup), None)


def bulan_bernama(opened: Sequence[Periode], bulan: Month) -> Periode:
    """The month of an address, or 404."""
    for periode in opened:
        if (periode.tahun, periode.bulan) == bulan:
            return periode
    return fetch(Periode.objects.dimulai(), tahun=bulan[0], bulan=bulan[1])
