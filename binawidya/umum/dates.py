"""Dates as Indonesian offices write them, in the zone of the office."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

BULAN: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
BULAN_PENDEK: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
HARI: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ZONE_NAMES: Final = {7: "WIB", 8: "WITA", 9: "WIT"}


def today() -> date:
    """The date in the zone of the office."""
    return timezone.localdate()


def nama_bulan(bulan: int, *, pendek: bool = False) -> str:
    """Name of month 1 to 12."""
    return (BULAN_PENDEK if pendek else BULAN)[bulan - 1]


def format_tanggal(value: date, *, hari: bool = False, tahun: bool = True) -> str:
    """``5 November 2026``, with the weekday or without the year if asked."""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    text = f"{local.day} {nama_bulan(local.month)}"
    if tahun:
        text += f" {local.year}"
    return f"{HARI[local.weekday()]}, {text}" if hari else text


def format_tanggal_sampai(awal: date, akhir: date) -> str:
    """``24 sampai 25 September 2026``: what both days share is said once; one and the same day is said as a day."""
    if awal == akhir:
        return format_tanggal(awal)
    if awal.year != akhir.year:
        first = format_tanggal(awal)
    elif awal.month != akhir.month:
        first = format_tanggal(awal, tahun=False)
    else:
        first = str(awal.day)
    return _("%(awal)s sampai %(akhir)s") % {"awal": first, "akhir": format_tanggal(akhir)}


def format_tanggal_pendek(value: date) -> str:
    """``5 Nov. 2026`` for tables; a month that is short already carries no point."""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    pendek = nama_bulan(local.month, pendek=True)
    point = "" if pendek == nama_bulan(local.month) else "."
    return f"{local.day} {pendek}{point} {local.year}"


def format_jam(value: datetime) -> str:
    """``23.59 WIB`` in the zone of the office."""
    local = timezone.localtime(value)
    offset = local.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset is not None else 0
    zone = _ZONE_NAMES.get(hours, local.strftime("%Z"))
    return f"{local:%H.%M} {zone}"


def format_waktu(value: datetime) -> str:
    """``4 November pukul 08.12``; the year is added when it is not the current one."""
    local = timezone.localtime(value)
    tanggal = format_tanggal(local, tahun=local.year != today().year)
    return _("%(tanggal)s pukul %(jam)s") % {"tanggal": tanggal, "jam": f"{local:%H.%M}"}


def sisa_hari(value: datetime) -> str:
    """``hari ini``, ``besok``, ``5 hari lagi`` or ``3 hari lalu``, counted in days of the office."""
    days = (timezone.localtime(value).date() - today()).days
    if days == 0:
        return _("hari ini")
    if days == 1:
        return _("besok")
    if days > 0:
        return ngettext("%(n)d hari lagi", "%(n)d hari lagi", days) % {"n": days}
    return ngettext("%(n)d hari lalu", "%(n)d hari lalu", -days) % {"n": -days}
