"""Acts on the tree of units. Each has effect from a day on, in the future too, and leaves what was before alone."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import JenisUnit
from binawidya.organisasi.models import SusunanUnit, UnitKerja, User
from binawidya.organisasi.selectors.rantai import names_of, path_of, rings_between
from binawidya.organisasi.selectors.susunan_unit import children_since
from binawidya.organisasi.services.isi_unit import end_roles, move_posts
from binawidya.organisasi.services.susunan_unit import SEHARI, arrange, end_arrangements, lock_tree
from binawidya.organisasi.services.unit_kerja_periksa import (
    check_change,
    check_close,
    check_merge,
    check_move,
    check_new,
)
from binawidya.umum.dates import format_tanggal

ISIAN: Final = ("kode", "nama", "nama_pendek", "jenis", "alamat", "kontak")


@dataclass(frozen=True, slots=True)
class IsiUnit:
    """What people enter about a unit."""

    kode: str
    nama: str
    nama_pendek: str = ""
    jenis: str = JenisUnit.LAIN
    alamat: str = ""
    kontak: str = ""


@contextmanager
def _act(dasar: str) -> Iterator[None]:
    with transaction.atomic(), pghistory.context(alasan=dasar):
        yield


def unit_kerja_create(
    *, actor: User, induk: UnitKerja | None, isi: IsiUnit, berlaku_mulai: date, dasar: str = ""
) -> UnitKerja:
    """A new unit below ``induk``, or a new root.

    :raises ValidationError: the code belongs to another unit, the month is closed, or the unit above does not exist
        from that day on.
    """
    with _act(dasar):
        held = lock_tree([], [induk.pk] if induk else [], berlaku_mulai)
        above = held[induk.pk] if induk else None
        check_new(above, isi.kode, berlaku_mulai)
        values = {name: getattr(isi, name) for name in ISIAN}
        unit = UnitKerja.objects.create(induk=above, berlaku_mulai=berlaku_mulai, **values)
        SusunanUnit.objects.filter(unit_kerja=unit).update(dasar=dasar)
        unit.refresh_from_db()
        return unit


def unit_kerja_update(
    *, actor: User, unit_kerja: UnitKerja, isi: IsiUnit, berlaku_mulai: date, dasar: str = ""
) -> None:
    """Another code, name, kind or address from a day on. Changes that are planned for later days stay planned.

    :raises ValidationError: nothing is different, the code belongs to another unit, or the month is closed.
    """
    with _act(dasar):
        unit = lock_tree([unit_kerja.pk], [], berlaku_mulai)[unit_kerja.pk]
        check_change(unit, isi.kode, berlaku_mulai)

        def rewrite(rows: Sequence[SusunanUnit]) -> None:
            for name in ISIAN:
                _carry_on(rows, name, getattr(isi, name))

        if not arrange([unit.pk], berlaku_mulai, dasar, rewrite):
            raise ValidationError(_("Belum ada yang berbeda dari susunan pada tanggal itu."))


def unit_kerja_move(
    *, actor: User, unit_kerja: UnitKerja, induk: UnitKerja | None, berlaku_mulai: date, dasar: str = ""
) -> None:
    """Another unit above from a day on; everything below goes along.

    :param induk: ``None`` makes the unit a root.
    :raises ValidationError: the new place is the old one, lies below the unit itself on some day, or does not exist
        from that day on; the month is closed; or somebody would answer to the own subordinate.
    """
    with _act(dasar):
        held = lock_tree([unit_kerja.pk], [induk.pk] if induk else [], berlaku_mulai)
        unit, above = held[unit_kerja.pk], held[induk.pk] if induk else None
        check_move(unit, above, berlaku_mulai)

        def rewrite(rows: Sequence[SusunanUnit]) -> None:
            _carry_on(rows, "induk_id", above.pk if above else None)

        with _no_new_ring([unit.pk, *([above.pk] if above else [])], berlaku_mulai):
            arrange([unit.pk], berlaku_mulai, dasar, rewrite)


def unit_kerja_merge(
    *, actor: User, unit_kerja: UnitKerja, sumber: Collection[UnitKerja], berlaku_mulai: date, dasar: str = ""
) -> None:
    """Let ``unit_kerja`` take in the posts and sub-units of others from a day on; those end the day before.

    Posts that run on that day end the day before and go on in ``unit_kerja``; nobody becomes a second head there.
    Posts that were to begin later begin there. Roles over the others end.

    :raises ValidationError: one of the units does not exist on that day, ``unit_kerja`` lies below one of the others,
        the month is closed, or somebody would answer to the own subordinate.
    """
    ids = sorted({unit.pk for unit in sumber})
    with _act(dasar):
        held = lock_tree(ids, [unit_kerja.pk], berlaku_mulai)
        target = held[unit_kerja.pk]
        check_merge(target, [held[pk] for pk in ids], berlaku_mulai)

        def rewrite(rows: Sequence[SusunanUnit]) -> None:
            for row in rows:
                if row.induk_id in ids:
                    row.induk_id = target.pk

        with _no_new_ring([target.pk, *ids], berlaku_mulai):
            below = {row.unit_kerja_id for row in children_since(ids, berlaku_mulai)} - {*ids}
            arrange(below, berlaku_mulai, dasar, rewrite)
            move_posts(ids, target, berlaku_mulai, dasar)
            end_roles(ids, berlaku_mulai)
            end_arrangements(ids, berlaku_mulai - SEHARI, dasar)


def unit_kerja_close(*, actor: User, unit_kerja: UnitKerja, berlaku_mulai: date, dasar: str = "") -> None:
    """A unit that is empty does not exist from a day on. Roles over it end.

    :raises ActRefused: posts or sub-units hold it; the sentence lists them.
    :raises ValidationError: it does not exist on the day before, or the month is closed.
    """
    with _act(dasar):
        unit = lock_tree([unit_kerja.pk], [], berlaku_mulai)[unit_kerja.pk]
        check_close(unit, berlaku_mulai)
        end_roles([unit.pk], berlaku_mulai)
        end_arrangements([unit.pk], berlaku_mulai - SEHARI, dasar)


def _carry_on(rows: Sequence[SusunanUnit], name: str, value: object) -> None:
    """Set a field from the first arrangement on, as far as it was not planned to change again."""
    old = getattr(rows[0], name)
    for row in rows:
        if getattr(row, name) != old:
            break
        setattr(row, name, value)


@contextmanager
def _no_new_ring(unit_ids: Collection[int], mulai: date) -> Iterator[None]:
    """Around a write: whoever would then answer to the own subordinate stops it. Older rings stop nothing."""
    below = UnitKerja.objects.below(unit_ids).order_by().values_list("pk", flat=True)
    units = {*below, *path_of(unit_ids)}
    before = {ring.siapa for ring in rings_between([], units, mulai, None)}
    yield
    new = [ring for ring in rings_between([], units, mulai, None) if ring.siapa not in before]
    if new:
        names = [*names_of(new[0].pegawai_ids).values()]
        text = _("Mulai %(tanggal)s %(a)s akan menjadi bawahan sekaligus atasan %(b)s. Ubah penempatannya lebih dulu.")
        raise ValidationError(text % {"tanggal": format_tanggal(new[0].mulai), "a": names[0], "b": names[-1]})
