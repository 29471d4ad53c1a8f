"""Drawings of a document, by the name under which its pages use them."""

import io
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.settings.environment import PROJECT_DIR
from binawidya.umum.chart import draw
from binawidya.umum.dates import nama_bulan
from binawidya.umum.numbers import format_angka, round_half_up
from binawidya.umum.templatetags.angka import persen
from indikator.enums import Slot
from indikator.perkiraan import BULAN_AKHIR
from indikator.selectors.perkiraan import SERATUS, Perkiraan
from kinerja.models import Dokumen
from kinerja.selectors.laporan_unit import NilaiBulan
from kinerja.selectors.skor import Sebaran

# Colours of the words beside which the bars stand; a drawing does not inherit them.
_WARNA: Final = {Slot.K5: "#0f7470", Slot.K4: "#0f7470", Slot.K3: "#7a4a00", Slot.K2: "#7a4a00", Slot.K1: "#a32c12"}
_LEAST_RANGE: Final = 4


def verifikasi(dokumen: Dokumen) -> tuple[dict[str, str], dict[str, Any]]:
    """What every document carries so that a paper can be proved: the drawing of the QR code, and its words.

    :returns: images by name, and the context that ``cetak/_asal.html`` prints.
    """
    images = {"qr": _qr(dokumen).svg_inline(border=0, dark="#000", light="#fff", omitsize=True)}
    return images, {"kode_verifikasi": dokumen.kode_cetak, "alamat_verifikasi": alamat_periksa()}


def alamat_periksa() -> str:
    """The address of the verification page as people type it."""
    return (settings.ALAMAT.split("://", 1)[-1] + reverse("kinerja:dokumen_verify")).rstrip("/")


def qr_png(dokumen: Dokumen) -> bytes:
    """The same code as a picture for workbooks."""
    output = io.BytesIO()
    _qr(dokumen).save(output, kind="png", scale=4, border=2)
    return output.getvalue()


def _qr(dokumen: Dokumen) -> segno.QRCode:
    address = settings.ALAMAT + reverse("kinerja:dokumen_verify", kwargs={"kode": dokumen.kode})
    return segno.make_qr(address, error="m")


def tingkat() -> dict[str, str]:
    """Five rising bars for each class, as ``tingkat-k5`` to ``tingkat-k1``."""
    folder = PROJECT_DIR / "static" / "ikon"
    return {
        f"tingkat-{slot}": (folder / f"tingkat-{slot[1:]}.svg").read_text().replace("currentColor", colour)
        for slot, colour in _WARNA.items()
    }


def perkembangan(series: Sequence[NilaiBulan]) -> str | None:
    """The line of scores with every value written; a month without one breaks the line. Nothing without values."""
    known = [one.nilai for one in series if one.nilai is not None]
    if not known:
        return None
    low, high = _bounds(known)
    rows = [
        {
            "b": nama_bulan(one.periode.bulan, pendek=True),
            "n": None if one.nilai is None else float(round_half_up(one.nilai, 2)),
            "letak": _side([other.nilai for other in series], place),
        }
        for place, one in enumerate(series)
    ]
    return draw("nko", {"nilai": rows, "bawah": low, "atas": high})


def perkiraan(found: Perkiraan) -> str:
    """The months so far as a line, and a fan from the last known one to December."""
    last = max(found.lewat)
    end = found.lewat[last]
    rows: list[dict[str, Any]] = []
    for bulan in range(1, BULAN_AKHIR + 1):
        share = Decimal(bulan - last) / (BULAN_AKHIR - last)
        edges = (found.harapan, found.bawah, found.atas)
        ahead = [float(end + (edge - end) * share) if bulan >= last else None for edge in edges]
        value = found.lewat.get(bulan)
        rows.append(
            {
                "b": nama_bulan(bulan, pendek=True),
                "n": None if value is None else float(value),
                **dict(zip(("m", "l", "h"), ahead, strict=True)),
                "t": format_angka(found.harapan, 2) if bulan == BULAN_AKHIR else None,
            }
        )
    low, high = _bounds([*found.lewat.values(), found.bawah, found.atas, SERATUS])
    return draw("perkiraan", {"nilai": rows, "bawah": low, "atas": high})


def _side(values: Sequence[Decimal | None], place: int) -> str:
    """Where the figure stands so that the line does not cross it: below a valley, else above."""
    here = values[place]
    beside = [values[other] for other in (place - 1, place + 1) if 0 <= other < len(values)]
    if here is None:
        return "atas"
    higher = sum(1 for value in beside if value is not None and value > here)
    lower = sum(1 for value in beside if value is not None and value < here)
    return "bawah" if higher > lower else "atas"


def _bounds(values: Sequence[Decimal]) -> tuple[int, int]:
    """Whole numbers around the values, with room for the figures above and below."""
    low, high = min(values), max(values)
    room = max(high - low, Decimal(_LEAST_RANGE)) / 4
    bottom = int((low - room).to_integral_value(ROUND_FLOOR))
    top = int((high + room).to_integral_value(ROUND_CEILING))
    return bottom, max(top, bottom + _LEAST_RANGE)


def sebaran(rows: Sequence[Sebaran]) -> str | None:
    """People by class: bars with number and share. Nothing without people."""
    if not any(row.jumlah for row in rows):
        return None
    data = [
        {
            "k": row.nama or _("Belum ada nilai"),
            "o": number,
            "n": row.jumlah,
            "w": f"@{row.slot}" if row.slot else "@garis",
            "t": f"{format_angka(row.jumlah)} ({persen(row.bagian)})",
        }
        for number, row in enumerate(rows)
    ]
    return draw("sebaran", {"kelas": data, "terbanyak": max(row.jumlah for row in rows)})


def alt_sebaran(rows: Sequence[Sebaran]) -> str:
    """The distribution in words."""
    parts = [f"{row.nama.lower() or _('belum ada nilai')} {format_angka(row.jumlah)}" for row in rows]
    return _("Pegawai menurut kelas nilai: %(isi)s") % {"isi": ", ".join(parts)}
