"""What became of a row of a roster, and what it changes in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris
from binawidya.organisasi.nip import format_nip
from binawidya.organisasi.selectors.impor import ISI, Pos
from binawidya.organisasi.services.impor_acuan import Acuan, Kepala
from binawidya.organisasi.services.impor_kolom import MENURUT_KUNCI
from binawidya.organisasi.services.impor_sel import LABEL
from binawidya.umum.dates import format_tanggal

LABEL_BEDA: Final = {key: MENURUT_KUNCI[key].judul for key in ISI} | {"atasan": "Atasan"}


@dataclass(slots=True)
class Hasil:
    """What became of a row. ``data`` is what applying it needs, ``alasan`` why it is refused, ``sel`` its cells."""

    nomor: int
    hasil: HasilBaris
    nip: str
    nama: str
    data: dict[str, Any] = field(default_factory=dict)
    beda: list[dict[str, str]] = field(default_factory=list)
    alasan: list[str] = field(default_factory=list)
    sel: dict[str, Any] = field(default_factory=dict)
    unit_id: int | None = None
    memimpin: bool = False
    lepas_id: int | None = None  # unit whose definitive head this person ceases to be
    menurut_kepala: bool = False  # rests on who will lead which unit, which only the whole sheet tells
    atasan: str = ""  # superior named in the sheet who is not in the database yet


def label(key: str, value: Any) -> str:
    if key == "tmt_golongan" and value:
        return format_tanggal(date.fromisoformat(value))
    labels = LABEL.get(key)
    return str(labels[value]) if labels and value in labels else str(value)


def compare(
    acuan: Acuan, hasil: Hasil, pos: Pos | None, unit_id: int, jabatan: str, *, memimpin: bool, atasan: str
) -> None:
    """Old and new value of what changes about the post."""
    units, titles = acuan.unit.semua, acuan.jabatan.nama
    before = after = ""
    if pos is None or pos.unit_id != unit_id:
        before = units[pos.unit_id].nama if pos else ""
        hasil.beda.append({"kolom": "Unit kerja", "lama": before, "baru": units[unit_id].nama})
    if pos is None or titles[pos.jabatan_id] != jabatan:
        before = titles[pos.jabatan_id] if pos else ""
        hasil.beda.append({"kolom": "Jabatan", "lama": before, "baru": jabatan})
    if pos and pos.memimpin != memimpin:
        hasil.beda.append(
            {
                "kolom": "Memimpin unit",
                "lama": label("memimpin", pos.memimpin),
                "baru": label("memimpin", memimpin),
            }
        )
    if pos:
        hasil.menurut_kepala = True
        before, then = _superior(
            acuan, acuan.kepala.sekarang, pos.unit_id, hasil.nip, pos.atasan_nip, memimpin=pos.memimpin
        )
        after, now = _superior(acuan, acuan.kepala.setelah, unit_id, hasil.nip, atasan, memimpin=memimpin)
        if then == now and pos.atasan_nip != atasan:
            hasil.beda.append(
                {
                    "kolom": LABEL_BEDA["atasan"],
                    "lama": before,
                    "baru": _("%(nama)s sebagai kepala unit") % {"nama": after},
                }
            )
        elif then != now:
            hasil.beda.append({"kolom": LABEL_BEDA["atasan"], "lama": before, "baru": after})
        dasar = hasil.data["dasar"]
        if dasar and dasar != pos.dasar:
            hasil.beda.append({"kolom": MENURUT_KUNCI["dasar"].judul, "lama": pos.dasar, "baru": dasar})


def _superior(
    acuan: Acuan, heads: Mapping[int, Kepala], unit_id: int, nip: str, own: str, *, memimpin: bool
) -> tuple[str, str]:
    """Name and NIP of the superior, by name or by structure; nothing where there is none."""
    if own:
        return acuan.nama.get(own) or format_nip(own), own
    head = acuan.kepala.superior(heads, unit_id, nip, memimpin=memimpin)
    return (head[1], head[0]) if head else ("", "")
