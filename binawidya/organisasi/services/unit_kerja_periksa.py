"""What is checked before an act on the tree of units, for the page that says what will happen and for the act itself.

Every refusal is a ValidationError with texts for the fields ``berlaku_mulai``, ``induk``, ``sumber`` and ``kode``.
"""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from binawidya.organisasi.models import SusunanUnit, UnitKerja
from binawidya.organisasi.selectors.rencana_unit import isi_sejak
from binawidya.organisasi.selectors.susunan_unit import loop_from
from binawidya.organisasi.services.susunan_unit import SEHARI
from binawidya.umum.dates import format_tanggal
from binawidya.umum.errors import ActRefused, field_error


def check_new(induk: UnitKerja | None, kode: str, tanggal: date) -> None:
    """A new unit has a code of its own and a unit above that stays."""
    _check_kode(kode, None)
    if induk is not None:
        _check_open(induk, tanggal, "berlaku_mulai")


def check_change(unit: UnitKerja, kode: str, tanggal: date) -> None:
    """A unit is changed while it exists and keeps to codes of its own."""
    _check_exists(unit, tanggal)
    _check_kode(kode, unit)


def check_move(unit: UnitKerja, induk: UnitKerja | None, tanggal: date) -> None:
    """A unit comes to another place that exists as long as the unit and never lies below it."""
    _check_exists(unit, tanggal)
    if induk is not None:
        _check_open(induk, tanggal, "induk", until=unit.berlaku_selesai)
        _check_loop([unit.pk], induk, tanggal, "induk")
    row = SusunanUnit.objects.on(tanggal).filter(unit_kerja=unit).first()
    if row is not None and row.induk_id == (induk.pk if induk else None):
        names = {"tanggal": format_tanggal(tanggal), "induk": induk.nama if induk else ""}
        same = _("Pada %(tanggal)s unit ini sudah berada di bawah %(induk)s.")
        raise field_error({"induk": (same if induk else _("Pada %(tanggal)s unit ini sudah di puncak.")) % names})


def check_merge(tujuan: UnitKerja, sumber: Collection[UnitKerja], tanggal: date) -> None:
    """Units that exist until the day before go into one that stays and lies below none of them."""
    if not sumber:
        raise field_error({"sumber": _("Pilih unit yang digabungkan.")})
    if tujuan in sumber:
        raise field_error({"sumber": _("%(unit)s tidak dapat digabungkan ke dirinya sendiri.") % {"unit": tujuan.nama}})
    _check_open(tujuan, tanggal, "berlaku_mulai")
    for unit in sumber:
        _check_ends(unit, tanggal)
    _check_loop([unit.pk for unit in sumber], tujuan, tanggal, "sumber")


def check_close(unit: UnitKerja, tanggal: date) -> None:
    """A unit that exists until the day before holds nothing from the day on.

    :raises ActRefused: posts or sub-units hold it; the sentence lists them.
    """
    _check_ends(unit, tanggal)
    held_by = isi_sejak(unit, tanggal)
    if held_by.ada:
        raise ActRefused(
            _("%(unit)s belum dapat ditutup: %(isi)s. Pindahkan lebih dulu, atau gabungkan unit ini ke unit lain.")
            % {"unit": unit.nama, "isi": held_by.kalimat()}
        )


def _check_exists(unit: UnitKerja, tanggal: date) -> None:
    if not unit.exists_on(tanggal):
        raise field_error({"berlaku_mulai": _life(unit)})


def _check_ends(unit: UnitKerja, tanggal: date) -> None:
    """A unit that ends the day before exists on that day and the one after."""
    if not (unit.exists_on(tanggal) and unit.exists_on(tanggal - SEHARI)):
        raise field_error({"berlaku_mulai": _life(unit)})


def _check_open(unit: UnitKerja, tanggal: date, kolom: str, *, until: date | None = None) -> None:
    """A unit under which something is placed exists from that day on, as long as what is placed there."""
    ends = unit.berlaku_selesai
    if unit.berlaku_mulai > tanggal or (ends is not None and (until is None or ends < until)):
        raise field_error({kolom: _life(unit)})


def _life(unit: UnitKerja) -> str:
    names = {"unit": unit.nama, "mulai": format_tanggal(unit.berlaku_mulai)}
    if unit.berlaku_selesai is None:
        return _("%(unit)s baru ada sejak %(mulai)s.") % names
    names["selesai"] = format_tanggal(unit.berlaku_selesai)
    return _("%(unit)s hanya ada dari %(mulai)s sampai %(selesai)s.") % names


def _check_kode(kode: str, own: UnitKerja | None) -> None:
    """A code belongs to one unit for ever, in arrangements to come as well."""
    taken = SusunanUnit.objects.filter(kode=kode).exclude(unit_kerja=own.pk if own else None)
    other = taken.select_related("unit_kerja").order_by("-berlaku_mulai").first()
    if other is not None:
        text = _("Kode %(kode)s dipakai %(unit)s, sekarang atau dahulu. Pilih kode lain.")
        raise field_error({"kode": text % {"kode": kode, "unit": other.nama}})


def _check_loop(unit_ids: Collection[int], above: UnitKerja, tanggal: date, kolom: str) -> None:
    day = loop_from(unit_ids, above.pk, tanggal)
    if day is None:
        return
    names = {"induk": above.nama, "tanggal": format_tanggal(day)}
    if above.pk in unit_ids:
        text = _("Unit tidak dapat berada di bawah dirinya sendiri.")
    elif day > tanggal:
        text = _("Mulai %(tanggal)s %(induk)s dijadwalkan berada di bawah unit ini. Pilih unit lain.") % names
    else:
        text = _("%(induk)s berada di bawah unit ini. Pilih unit lain.") % names
    raise field_error({kolom: text})
