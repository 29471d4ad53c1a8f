"""What is checked before a post is written: closed months, units, other posts, other heads, the chain of superiors.

Lock order of everything that writes posts, by hand or from a roster: the months (shared), the structure, units, people.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import TIDAK_BERTUGAS, JenisPenempatan, StatusPegawai, StatusPeriode
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, Periode, UnitKerja
from binawidya.organisasi.selectors.penempatan import posts_mark
from binawidya.organisasi.selectors.perubahan import last_change
from binawidya.organisasi.selectors.rantai import Lingkaran, names_of, path_of, rings_between
from binawidya.umum.dates import format_tanggal
from binawidya.umum.errors import ActRefused, ConflictError, field_error

_LOCK: Final = 0x4257504F
_HOLD_STRUCTURE: Final = "SELECT pg_advisory_xact_lock(%s)"
_HOLD_MONTHS: Final = """
SELECT id, tahun, bulan, status FROM organisasi_periode
WHERE make_date(tahun, bulan, 1) <= COALESCE(%(sampai)s, 'infinity'::date)
  AND make_date(tahun, bulan, 1) + interval '1 month' > %(dari)s
ORDER BY id FOR KEY SHARE
"""


@dataclass(frozen=True, slots=True)
class IsiPenempatan:
    """A post as somebody entered it. Both dates are days on which it holds."""

    unit_kerja: UnitKerja
    jabatan: Jabatan
    tmt_mulai: date
    tmt_selesai: date | None = None
    jenis: JenisPenempatan = JenisPenempatan.DEFINITIF
    memimpin: bool = False
    atasan: Pegawai | None = None
    dasar: str = ""


def hold_structure() -> None:
    """One act on posts at a time until the transaction ends: rings and heads concern more rows than can be locked."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_STRUCTURE, [_LOCK])


def refuse_closed(dari: date, sampai: date | None, kolom: str) -> None:
    """Hold the months that a change touches, and refuse it when one of them is a fixed record.

    :raises ValidationError: naming the latest closed month, for the field ``kolom``.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_MONTHS, {"dari": dari, "sampai": sampai})
        closed = [(tahun, bulan) for _pk, tahun, bulan, status in cursor.fetchall() if status == StatusPeriode.DITUTUP]
    if closed:
        month = Periode(tahun=max(closed)[0], bulan=max(closed)[1])
        first_free = date.fromordinal(month.hari_terakhir.toordinal() + 1)
        text = _(
            "%(bulan)s sudah ditutup dan memakai jabatan yang lama. Pilih tanggal mulai %(tanggal)s, atau minta "
            "pembukaan kembali kepada admin perencanaan."
        )
        raise field_error({kolom: text % {"bulan": month, "tanggal": format_tanggal(first_free)}})


def lock_person(pegawai: Pegawai, unit_ids: Collection[int], dilihat: str) -> Pegawai:
    """The person under lock, with the structure and the units.

    :param dilihat: the mark of the posts that the actor saw.
    :raises ConflictError: somebody changed them meanwhile.
    """
    hold_structure()
    list(UnitKerja.objects.select_for_update(no_key=True).filter(pk__in=unit_ids).order_by("pk"))
    locked = Pegawai.objects.select_for_update(no_key=True).get(pk=pegawai.pk)
    if dilihat != posts_mark(locked.pk):
        siapa = last_change(Penempatan, pegawai_id=locked.pk)
        raise ConflictError(
            _("Jabatan %(nama)s berubah sejak halaman ini dibuka (%(siapa)s). Periksa riwayatnya, lalu catat lagi.")
            % {"nama": locked.nama, "siapa": siapa}
        )
    return locked


def refuse_left(pegawai: Pegawai) -> None:
    """:raises ActRefused: the person has left the office."""
    if pegawai.status in TIDAK_BERTUGAS:
        raise ActRefused(
            _("%(nama)s berstatus %(status)s. Ubah statusnya dulu bila ia bertugas lagi.")
            % {"nama": pegawai.nama, "status": str(StatusPegawai(pegawai.status).label).lower()}
        )


def masa(post: Penempatan) -> str:
    """``sejak 1 Januari 2026`` or ``1 Januari 2026 sampai 31 Maret 2026``."""
    names = {"a": format_tanggal(post.tmt_mulai), "b": format_tanggal(post.tmt_selesai) if post.tmt_selesai else ""}
    return _("%(a)s sampai %(b)s") % names if post.tmt_selesai else _("sejak %(a)s") % names


def _overlapping(mulai: date, selesai: date | None) -> Q:
    until = Q() if selesai is None else Q(tmt_mulai__lte=selesai)
    return until & (Q(tmt_selesai=None) | Q(tmt_selesai__gte=mulai))


def _unit_error(isi: IsiPenempatan) -> str:
    unit = isi.unit_kerja
    if isi.tmt_mulai < unit.berlaku_mulai:
        return _("%(unit)s baru ada sejak %(tanggal)s.") % {
            "unit": unit.nama, "tanggal": format_tanggal(unit.berlaku_mulai),
        }  # fmt: skip
    last = unit.berlaku_selesai
    if last is not None and (isi.tmt_selesai is None or isi.tmt_selesai > last):
        return _("%(unit)s hanya ada sampai %(tanggal)s. Pilih unit lain, atau isi tanggal selesainya.") % {
            "unit": unit.nama, "tanggal": format_tanggal(last),
        }  # fmt: skip
    return ""


def _other_post_error(pegawai: Pegawai, isi: IsiPenempatan, skip: Collection[int]) -> str:
    if isi.jenis != JenisPenempatan.DEFINITIF:
        return ""
    others = pegawai.penempatan.filter(_overlapping(isi.tmt_mulai, isi.tmt_selesai), jenis=JenisPenempatan.DEFINITIF)
    other = others.exclude(pk__in=skip).select_related("jabatan", "unit_kerja").order_by("tmt_mulai").first()
    if other is None:
        return ""
    return _("%(nama)s memegang jabatan definitif lain pada masa itu: %(jabatan)s, %(unit)s, %(masa)s.") % {
        "nama": pegawai.nama, "jabatan": other.nama_jabatan, "unit": other.unit_kerja.nama, "masa": masa(other),
    }  # fmt: skip


def _head_error(pegawai: Pegawai, isi: IsiPenempatan, skip: Collection[int]) -> str:
    if not isi.memimpin:
        return ""
    heads = Penempatan.objects.filter(
        _overlapping(isi.tmt_mulai, isi.tmt_selesai),
        Q(jenis=isi.jenis) | Q(pegawai=pegawai),
        unit_kerja=isi.unit_kerja,
        memimpin=True,
    )
    other = heads.exclude(pk__in=skip).select_related("pegawai", "jabatan").order_by("tmt_mulai").first()
    if other is None:
        return ""
    return _("%(unit)s sudah dipimpin %(nama)s (%(jabatan)s) %(masa)s. Akhiri jabatan itu lebih dulu.") % {
        "unit": isi.unit_kerja.nama, "nama": other.pegawai.nama, "jabatan": other.nama_jabatan, "masa": masa(other),
    }  # fmt: skip


def _superior_error(pegawai: Pegawai, isi: IsiPenempatan) -> str:
    if isi.atasan is None:
        return ""
    if isi.jenis != JenisPenempatan.DEFINITIF:
        return _("Atasan Plt. dan Plh. mengikuti susunan unit. Kosongkan kolom ini.")
    if isi.atasan.pk == pegawai.pk:
        return _("Seseorang tidak dapat menjadi atasannya sendiri.")
    if isi.atasan.status in TIDAK_BERTUGAS or not isi.atasan.penempatan.on(isi.tmt_mulai).exists():
        return _("%(nama)s tidak memegang jabatan pada %(tanggal)s.") % {
            "nama": isi.atasan.nama, "tanggal": format_tanggal(isi.tmt_mulai),
        }  # fmt: skip
    return ""


def check_post(pegawai: Pegawai, isi: IsiPenempatan, *, skip: Collection[int] = ()) -> None:
    """Refuse a post that cannot be, with a sentence for each field.

    :param skip: posts that give way to this one.
    :raises ValidationError: with texts for fields.
    """
    errors = {"unit_kerja": _unit_error(isi), "atasan": _superior_error(pegawai, isi)}
    if isi.tmt_selesai is not None and isi.tmt_selesai < isi.tmt_mulai:
        errors["tmt_selesai"] = _("Tanggal selesai mendahului tanggal mulai.")
    elif isi.jenis != JenisPenempatan.DEFINITIF and isi.tmt_selesai is None:
        errors["tmt_selesai"] = _("Plt. dan Plh. berakhir dengan sendirinya: isi tanggal terakhirnya.")
    else:
        errors["tmt_mulai"] = _other_post_error(pegawai, isi, skip)
        errors["memimpin"] = _head_error(pegawai, isi, skip)
    errors = {name: text for name, text in errors.items() if text}
    if errors:
        raise field_error(errors)


class NoNewRing:
    """Around a write: whoever would then answer to the own subordinate stops it.

    Rings that stood before are somebody else's and stop nothing.

    :param unit_ids: the units whose posts or heads change.
    :param kolom: the field that the refusal is for; empty for the whole form.
    :raises ValidationError: naming the two, when the write is done.
    """

    def __init__(
        self, pegawai: Pegawai, unit_ids: Collection[int], mulai: date, selesai: date | None, *, kolom: str = ""
    ) -> None:
        self._asked = ([pegawai.pk], path_of(unit_ids), mulai, selesai)
        self._kolom = kolom
        self._before: set[frozenset[int]] = set()

    def __enter__(self) -> None:
        self._before = {ring.siapa for ring in rings_between(*self._asked)}

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is not None:
            return
        new = [ring for ring in rings_between(*self._asked) if ring.siapa not in self._before]
        if new:
            text = ring_text(new[0])
            raise field_error({self._kolom: text}) if self._kolom else ValidationError(text)


def ring_text(ring: Lingkaran) -> str:
    """A sentence that names two of a ring and the day."""
    names = names_of(ring.pegawai_ids)
    first, last = names[ring.pegawai_ids[0]], names[ring.pegawai_ids[-1]]
    return _(
        "Mulai %(tanggal)s %(a)s akan menjadi bawahan sekaligus atasan %(b)s. Tetapkan atasan lain untuk salah satunya."
    ) % {"tanggal": format_tanggal(ring.mulai), "a": first, "b": last}
