"""Acts on the strategy tree: a new goal, other words or years, another place, an early end.

Every act holds the whole tree, because where a goal may stand depends on others; the database checks again at the end
of the transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pghistory
from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from binawidya.organisasi.models import UnitKerja, User
from binawidya.umum.errors import ActRefused, field_error
from indikator.enums import JenisSasaran, boleh_di_bawah
from indikator.models import Sasaran, TargetIndikator
from indikator.models.target_indikator import TargetIndikatorQuerySet

_LOCK: Final = (0x4258, 1)


@dataclass(frozen=True, slots=True)
class IsiSasaran:
    """What people enter about a goal."""

    kode: str
    nama: str
    jenis: str
    tahun_mulai: int
    tahun_selesai: int
    uraian: str = ""


def hold_tree() -> None:
    """Let nobody else change the tree until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [*_LOCK])


@transaction.atomic
def sasaran_create(*, actor: User, unit_kerja: UnitKerja, induk: Sasaran | None, isi: IsiSasaran) -> Sasaran:
    """A new goal of a unit, below another one or on top.

    :raises ValidationError: it does not fit there in kind or years, or its code is taken; each beside its field.
    """
    hold_tree()
    sasaran = Sasaran(unit_kerja=unit_kerja, induk=_fresh(induk), **_values(isi))
    check_place(sasaran)
    _check_code(sasaran)
    sasaran.save()
    sasaran.refresh_from_db()
    return sasaran


@transaction.atomic
def sasaran_update(*, actor: User, sasaran: Sasaran, isi: IsiSasaran) -> Sasaran:
    """Other words, another kind, other years.

    :raises ValidationError: it would not fit below the goal above it, those below would not fit below it, targets
        lie beyond its years, or its code is taken.
    """
    hold_tree()
    held = Sasaran.objects.select_for_update(of=("self",)).select_related("induk", "unit_kerja").get(pk=sasaran.pk)
    for name, value in _values(isi).items():
        setattr(held, name, value)
    check_place(held)
    _check_code(held)
    _check_below(held)
    _check_targets(held)
    held.save()
    return held


@transaction.atomic
def sasaran_move(*, actor: User, sasaran: Sasaran, induk: Sasaran | None) -> Sasaran:
    """Another goal above; everything below goes along.

    :raises ValidationError: that place is its own, lies below it, or does not fit in kind or years.
    """
    hold_tree()
    held = Sasaran.objects.select_for_update(of=("self",)).select_related("unit_kerja").get(pk=sasaran.pk)
    above = _fresh(induk)
    if (above.pk if above else None) == held.induk_id:
        raise field_error({"induk": _("Sasaran ini sudah berada di sana.")})
    if above and held.pk in above.jalur:
        raise field_error({"induk": _("Sasaran tidak dapat dipindahkan ke bawah dirinya sendiri.")})
    held.induk = above
    check_place(held)
    held.save(update_fields=["induk"])
    held.refresh_from_db()
    return held


@transaction.atomic
def sasaran_close(*, actor: User, sasaran: Sasaran, tahun_selesai: int, alasan: str) -> int:
    """End a goal and everything below it with a year that comes before its last one.

    :returns: how many goals were ended.
    :raises ValidationError: the year does not lie within its years, or there is no reason.
    :raises ActRefused: targets lie beyond that year.
    """
    hold_tree()
    held = Sasaran.objects.select_for_update(of=("self",)).get(pk=sasaran.pk)
    if not held.tahun_mulai <= tahun_selesai < held.tahun_selesai:
        text = _("Pilih tahun antara %(a)d dan %(b)d.")
        raise field_error({"tahun_selesai": text % {"a": held.tahun_mulai, "b": held.tahun_selesai - 1}})
    if not alasan.strip():
        raise field_error({"alasan": _("Tulis alasannya. Alasan ini tercatat.")})
    below = Sasaran.objects.filter(jalur__contains=[held.pk], tahun_selesai__gt=tahun_selesai)
    late = below.filter(tahun_mulai__gt=tahun_selesai).order_by("kode").first()
    if late:
        text = _("%(nama)s di bawahnya baru mulai %(tahun)d. Pindahkan lebih dulu, atau pilih tahun lain.")
        raise ActRefused(text % {"nama": late.nama, "tahun": late.tahun_mulai})
    beyond = _targets(below.values_list("pk", flat=True)).filter(tahun__gt=tahun_selesai).count()
    if beyond:
        text = _("Ada %(n)d target sesudah %(tahun)d yang memakai sasaran ini. Pindahkan indikatornya lebih dulu.")
        raise ActRefused(text % {"n": beyond, "tahun": tahun_selesai})
    with pghistory.context(alasan=alasan.strip()):
        return below.update(tahun_selesai=tahun_selesai, alasan_tutup=alasan.strip()[:300])


def _values(isi: IsiSasaran) -> dict[str, str | int]:
    return {name: getattr(isi, name) for name in IsiSasaran.__slots__}


def _fresh(induk: Sasaran | None) -> Sasaran | None:
    """The goal above as it is now that the tree is held."""
    return None if induk is None else Sasaran.objects.select_related("unit_kerja").get(pk=induk.pk)


def _jenis(jenis: str) -> str:
    return str(JenisSasaran(jenis).label).lower()


def check_place(sasaran: Sasaran) -> None:
    """:raises ValidationError: a goal does not fit below the one above it."""
    induk = sasaran.induk
    errors: dict[str, str] = {}
    if sasaran.tahun_selesai < sasaran.tahun_mulai:
        errors["tahun_selesai"] = _("Tahun selesai mendahului tahun mulai.")
    if induk is not None:
        if sasaran.jenis == JenisSasaran.VISI:
            errors["jenis"] = _("Visi berdiri paling atas, tanpa induk.")
        elif not boleh_di_bawah(sasaran.jenis, induk.jenis):
            text = _("%(jenis)s tidak dapat berada di bawah %(induk)s. Urutannya: %(urutan)s.")
            errors["jenis"] = (text % {
                "jenis": str(JenisSasaran(sasaran.jenis).label), "induk": _jenis(induk.jenis), "urutan": urutan_jenis()
            })  # fmt: skip
        if not errors and sasaran.tahun_mulai < induk.tahun_mulai:
            errors["tahun_mulai"] = _beyond(induk)
        if not errors and sasaran.tahun_selesai > induk.tahun_selesai:
            errors["tahun_selesai"] = _beyond(induk)
        if induk.unit_kerja_id not in sasaran.unit_kerja.jalur and "induk" not in errors:
            text = _("Induknya harus milik unit yang sama atau unit di atasnya, bukan %(unit)s.")
            errors["induk"] = text % {"unit": induk.unit_kerja.nama}
    if errors:
        raise field_error(errors)


def urutan_jenis() -> str:
    """``visi, misi, tujuan, ...``: the kinds from the top down."""
    return ", ".join(_jenis(jenis) for jenis in JenisSasaran.values)


def _beyond(induk: Sasaran) -> str:
    text = _("Induknya, %(nama)s, berlaku %(masa)s. Sesuaikan tahunnya, atau ubah tahun induknya lebih dulu.")
    return text % {"nama": induk.nama, "masa": induk.masa}


def _check_code(sasaran: Sasaran) -> None:
    same = Sasaran.objects.filter(
        unit_kerja=sasaran.unit_kerja_id, kode=sasaran.kode, tahun_mulai=sasaran.tahun_mulai
    ).exclude(pk=sasaran.pk)
    if found := same.first():
        text = _("Kode %(kode)s sudah dipakai: %(nama)s.")
        raise field_error({"kode": text % {"kode": sasaran.kode, "nama": found.nama}})


def _check_below(sasaran: Sasaran) -> None:
    for anak in Sasaran.objects.filter(induk=sasaran.pk).order_by("kode"):
        if not boleh_di_bawah(anak.jenis, sasaran.jenis):
            text = _("Di bawahnya ada %(jenis)s “%(nama)s”, yang tidak dapat berada di bawah %(induk)s.")
            values = {"jenis": _jenis(anak.jenis), "nama": anak.nama, "induk": _jenis(sasaran.jenis)}
            raise field_error({"jenis": text % values})
    span = Sasaran.objects.filter(induk=sasaran.pk).aggregate(a=Min("tahun_mulai"), b=Max("tahun_selesai"))
    text = _("Di bawahnya ada sasaran yang berlaku sampai di luar tahun ini, %(a)d–%(b)d.")
    if span["a"] is not None and span["a"] < sasaran.tahun_mulai:
        raise field_error({"tahun_mulai": text % span})
    if span["b"] is not None and span["b"] > sasaran.tahun_selesai:
        raise field_error({"tahun_selesai": text % span})


def _targets(sasaran_ids: Iterable[int]) -> TargetIndikatorQuerySet:
    return TargetIndikator.objects.filter(indikator__sasaran__in=sasaran_ids)


def _check_targets(sasaran: Sasaran) -> None:
    span = _targets([sasaran.pk]).aggregate(a=Min("tahun"), b=Max("tahun"))
    text = _("Ada target tahun %(tahun)d yang memakai sasaran ini.")
    if span["a"] is not None and span["a"] < sasaran.tahun_mulai:
        raise field_error({"tahun_mulai": text % {"tahun": span["a"]}})
    if span["b"] is not None and span["b"] > sasaran.tahun_selesai:
        raise field_error({"tahun_selesai": text % {"tahun": span["b"]}})
