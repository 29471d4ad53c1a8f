"""Posts by hand: a first or further post, a move, an end, the correction and the withdrawal of a wrong entry.

Every act takes the mark of what the actor saw: of two who act on one person at once, one wins and the other is told.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pghistory
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, User
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.penempatan import main_post
from binawidya.organisasi.services.penempatan_kabar import penempatan_notify
from binawidya.organisasi.services.penempatan_periksa import (
    IsiPenempatan,
    NoNewRing,
    check_post,
    lock_person,
    masa,
    refuse_closed,
    refuse_left,
)
from binawidya.umum.dates import format_tanggal
from binawidya.umum.errors import ActRefused, ConflictError, field_error

SEHARI: Final = timedelta(days=1)


def _known(isi: IsiPenempatan) -> IsiPenempatan:
    """The same with a stored title: one that nobody holds yet is made now."""
    if not isi.jabatan._state.adding:
        return isi
    jabatan, _new = Jabatan.objects.get_or_create(nama=isi.jabatan.nama, defaults={"jenis": isi.jabatan.jenis})
    return replace(isi, jabatan=jabatan)


def _insert(pegawai: Pegawai, isi: IsiPenempatan) -> Penempatan:
    """Write a post. A superior who follows from the structure anyway is not stored by name.

    :raises ConflictError: a roster import put another post or head there at the same moment.
    """
    values = {
        "unit_kerja": isi.unit_kerja,
        "jabatan": isi.jabatan,
        "jenis": isi.jenis,
        "memimpin": isi.memimpin,
        "tmt_mulai": isi.tmt_mulai,
        "tmt_selesai": isi.tmt_selesai,
        "dasar": isi.dasar,
    }
    try:
        with transaction.atomic():
            post = Penempatan.objects.create(pegawai=pegawai, **values)
    except IntegrityError:
        raise ConflictError(
            _("Jabatan %(nama)s atau kepala unitnya baru saja diubah orang lain. Periksa lagi, lalu ulangi.")
            % {"nama": pegawai.nama}
        ) from None
    _name_superior(post, isi.atasan)
    return post


def _name_superior(post: Penempatan, atasan: Pegawai | None) -> None:
    """Keep a superior by name only where it differs from the one of the structure."""
    wanted = None
    if atasan is not None:
        if post.atasan_id is not None:
            post.atasan = None
            post.save(update_fields=["atasan"])
        follows = atasan_of([post.pegawai_id], post.tmt_mulai).get(post.pegawai_id)
        wanted = atasan if follows != atasan.pk else None
    if post.atasan_id != (wanted.pk if wanted else None):
        post.atasan = wanted
        post.save(update_fields=["atasan"])


@transaction.atomic
def penempatan_assign(*, actor: User, pegawai: Pegawai, isi: IsiPenempatan, dilihat: str) -> Penempatan:
    """Give a person a first definitive post, or a post as Plt. or Plh. beside it, which ends by itself.

    :param dilihat: the mark of the posts that the actor saw, see ``posts_mark``.
    :raises ValidationError: with texts for fields; an overlap names the other post or the other head.
    :raises ConflictError: somebody changed this person's posts meanwhile.
    :raises ActRefused: the person has left the office.
    """
    locked = lock_person(pegawai, [isi.unit_kerja.pk], dilihat)
    penempatan_notify([locked.pk])
    refuse_left(locked)
    isi = _known(isi)
    check_post(locked, isi)
    kolom = "atasan" if isi.atasan else ""
    with NoNewRing(locked, [isi.unit_kerja.pk], isi.tmt_mulai, isi.tmt_selesai, kolom=kolom):
        return _insert(locked, isi)


@transaction.atomic
def penempatan_move(
    *, actor: User, pegawai: Pegawai, isi: IsiPenempatan, dilihat: str, ikut_berakhir: Collection[int] = ()
) -> Penempatan:
    """Mutasi: end the definitive post the day before and begin the new one, as one act. The day may lie ahead.

    The new post ends when the old one would have ended, as one that is limited by a coming retirement.

    :param ikut_berakhir: keys of the posts as Plt. or Plh. that end with the old one; the others go on.
    :raises ValidationError: with texts for fields: no post to leave on that day, a planned later move, a closed month.
    :raises ConflictError: somebody changed this person's posts meanwhile.
    :raises ActRefused: the person has left the office.
    """
    refuse_closed(isi.tmt_mulai, None, "tmt_mulai")
    posts = [*pegawai.penempatan.select_related("unit_kerja", "jabatan").order_by("tmt_mulai", "pk")]
    locked = lock_person(pegawai, [isi.unit_kerja.pk, *(post.unit_kerja_id for post in posts)], dilihat)
    penempatan_notify([locked.pk])
    refuse_left(locked)
    old = _post_to_leave(locked, posts, isi.tmt_mulai)
    isi = replace(_known(isi), jenis=JenisPenempatan.DEFINITIF, tmt_selesai=old.tmt_selesai)
    if _same_work(old, isi):
        raise field_error({"unit_kerja": _("Sama dengan jabatan sekarang. Ubah unit, jabatan, atau atasannya.")})
    ending = [old, *(post for post in posts if post.pk in ikut_berakhir and _acts_on(post, isi.tmt_mulai))]
    check_post(locked, isi, skip=[post.pk for post in ending])
    kolom = "atasan" if isi.atasan else ""
    units = {isi.unit_kerja.pk, *(post.unit_kerja_id for post in ending)}
    with NoNewRing(locked, units, isi.tmt_mulai, None if len(ending) > 1 else isi.tmt_selesai, kolom=kolom):
        for post in ending:
            post.tmt_selesai = isi.tmt_mulai - SEHARI
            post.save(update_fields=["tmt_selesai"])
        return _insert(locked, isi)


def _acts_on(post: Penempatan, tanggal: date) -> bool:
    """Whether a post as Plt. or Plh. that began before the day would still hold on it."""
    return not post.adalah_definitif and post.tmt_mulai < tanggal and post.holds_on(tanggal)


def _post_to_leave(pegawai: Pegawai, posts: list[Penempatan], tmt: date) -> Penempatan:
    later = next((post for post in posts if post.adalah_definitif and post.tmt_mulai > tmt), None)
    if later is not None:
        text = _("Sudah ada mutasi ke %(unit)s %(masa)s. Batalkan itu dulu, atau pilih tanggal sesudahnya.")
        raise field_error({"tmt_mulai": text % {"unit": later.unit_kerja.nama, "masa": masa(later)}})
    old = main_post(posts, tmt)
    if old is None:
        text = _("%(nama)s tidak memegang jabatan definitif pada %(tanggal)s. Pakai “Tambah jabatan”.")
        raise field_error({"tmt_mulai": text % {"nama": pegawai.nama, "tanggal": format_tanggal(tmt)}})
    if old.tmt_mulai == tmt:
        raise field_error({"tmt_mulai": _("Jabatan sekarang mulai pada tanggal yang sama. Koreksi saja jabatan itu.")})
    return old


def _same_work(old: Penempatan, isi: IsiPenempatan) -> bool:
    chosen = isi.atasan.pk if isi.atasan else None
    return (old.unit_kerja_id, old.jabatan_id, old.memimpin, old.atasan_id) == (
        isi.unit_kerja.pk, isi.jabatan.pk, isi.memimpin, chosen,
    )  # fmt: skip


def _reload(penempatan: Penempatan) -> Penempatan:
    """The post as it is now, under the lock of its person.

    :raises ConflictError: it was withdrawn meanwhile.
    """
    found = Penempatan.objects.select_related("unit_kerja", "jabatan", "atasan").filter(pk=penempatan.pk).first()
    if found is None:
        raise ConflictError(_("Jabatan ini baru saja dibatalkan orang lain."))
    return found


@transaction.atomic
def penempatan_end(
    *, actor: User, penempatan: Penempatan, tmt_selesai: date, dilihat: str, alasan: str = ""
) -> Penempatan:
    """Let a post end with a day, which is the last on which it holds; nobody is put in its place.

    :raises ValidationError: for ``tmt_selesai``: before its beginning, after its end, or in a closed month.
    :raises ConflictError: somebody changed this person's posts meanwhile.
    """
    refuse_closed(tmt_selesai + SEHARI, penempatan.tmt_selesai, "tmt_selesai")
    locked = lock_person(penempatan.pegawai, [penempatan.unit_kerja_id], dilihat)
    penempatan_notify([locked.pk])
    post = _reload(penempatan)
    if tmt_selesai < post.tmt_mulai:
        text = _("Jabatan ini baru mulai %(tanggal)s. Batalkan saja bila salah catat.")
        raise field_error({"tmt_selesai": text % {"tanggal": format_tanggal(post.tmt_mulai)}})
    if post.tmt_selesai is not None and tmt_selesai >= post.tmt_selesai:
        text = _("Jabatan ini sudah berakhir %(tanggal)s. Untuk memperpanjang, pakai koreksi.")
        raise field_error({"tmt_selesai": text % {"tanggal": format_tanggal(post.tmt_selesai)}})
    until = post.tmt_selesai
    with NoNewRing(locked, [post.unit_kerja_id], tmt_selesai + SEHARI, until), pghistory.context(alasan=alasan):
        post.tmt_selesai = tmt_selesai
        post.save(update_fields=["tmt_selesai"])
    return post


def _changed_days(post: Penempatan, isi: IsiPenempatan) -> list[tuple[date, date | None]]:
    """The times in which a correction changes what was true."""
    same = (post.unit_kerja_id, post.jabatan_id, post.memimpin, post.atasan_id, post.jenis) == (
        isi.unit_kerja.pk, isi.jabatan.pk, isi.memimpin, isi.atasan.pk if isi.atasan else None, isi.jenis,
    )  # fmt: skip
    ends = (post.tmt_selesai, isi.tmt_selesai)
    last = None if None in ends else max(end for end in ends if end)
    if not same:
        return [(min(post.tmt_mulai, isi.tmt_mulai), last)]
    times: list[tuple[date, date | None]] = []
    if post.tmt_mulai != isi.tmt_mulai:
        times.append((min(post.tmt_mulai, isi.tmt_mulai), max(post.tmt_mulai, isi.tmt_mulai) - SEHARI))
    if post.tmt_selesai != isi.tmt_selesai:
        times.append((min(end for end in ends if end) + SEHARI, last))
    return times


def _before(post: Penempatan) -> Penempatan | None:
    """The definitive post that this one took the place of: it ended the day before."""
    if not post.adalah_definitif:
        return None
    return Penempatan.objects.filter(
        pegawai_id=post.pegawai_id, jenis=JenisPenempatan.DEFINITIF, tmt_selesai=post.tmt_mulai - SEHARI
    ).first()


@transaction.atomic
def penempatan_correct(
    *, actor: User, penempatan: Penempatan, isi: IsiPenempatan, dilihat: str, alasan: str
) -> Penempatan:
    """Mend a wrong entry, as long as no closed month rests on what changes. The history keeps what stood there.

    Where the first day changes, the post before it ends the day before the new one. The number of the decree may
    always be mended.

    :raises ValidationError: with texts for fields: without a reason, a closed month, another post or head.
    :raises ConflictError: somebody changed this person's posts meanwhile.
    """
    if not alasan.strip():
        raise field_error({"alasan": _("Tulis alasan koreksi. Alasan ini tercatat.")})
    for dari, sampai in _changed_days(penempatan, isi):
        refuse_closed(dari, sampai, "tmt_mulai")
    locked = lock_person(penempatan.pegawai, sorted({isi.unit_kerja.pk, penempatan.unit_kerja_id}), dilihat)
    penempatan_notify([locked.pk])
    post = _reload(penempatan)
    before = _before(post)
    isi = replace(_known(isi), jenis=JenisPenempatan(post.jenis))
    check_post(locked, isi, skip=[post.pk, *([before.pk] if before else [])])
    if before is not None and isi.tmt_mulai <= before.tmt_mulai:
        text = _("Jabatan sebelumnya mulai %(tanggal)s. Pilih tanggal sesudahnya.")
        raise field_error({"tmt_mulai": text % {"tanggal": format_tanggal(before.tmt_mulai)}})
    first = min(post.tmt_mulai, isi.tmt_mulai)
    units = {isi.unit_kerja.pk, post.unit_kerja_id}
    kolom = "atasan" if isi.atasan else ""
    with NoNewRing(locked, units, first, None, kolom=kolom), pghistory.context(alasan=alasan.strip()):
        _rewrite(post, before, isi)
    return post


def _rewrite(post: Penempatan, before: Penempatan | None, isi: IsiPenempatan) -> None:
    def joint() -> None:
        if before is not None and before.tmt_selesai != isi.tmt_mulai - SEHARI:
            before.tmt_selesai = isi.tmt_mulai - SEHARI
            before.save(update_fields=["tmt_selesai"])

    # Whichever gives way goes first, so that the exclusion constraint never sees an overlap.
    earlier = isi.tmt_mulai < post.tmt_mulai
    if earlier:
        joint()
    names = ("unit_kerja", "jabatan", "memimpin", "tmt_mulai", "tmt_selesai", "dasar")
    for name in names:
        setattr(post, name, getattr(isi, name))
    try:
        with transaction.atomic():
            post.save(update_fields=[*names])
    except IntegrityError:
        raise ConflictError(_("Jabatan lain baru saja dicatat pada masa itu. Periksa lagi riwayatnya.")) from None
    if not earlier:
        joint()
    _name_superior(post, isi.atasan)


@transaction.atomic
def penempatan_cancel(*, actor: User, penempatan: Penempatan, dilihat: str, alasan: str) -> None:
    """Take a wrong entry back, as long as no closed month rests on it. The post before it goes on instead.

    The history keeps the row that was taken away.

    :raises ValidationError: without a reason, or for a closed month.
    :raises ConflictError: somebody changed this person's posts meanwhile.
    :raises ActRefused: it is the only post of the person, who would then belong nowhere.
    """
    if not alasan.strip():
        raise field_error({"alasan": _("Tulis alasan pembatalan. Alasan ini tercatat.")})
    refuse_closed(penempatan.tmt_mulai, penempatan.tmt_selesai, "alasan")
    locked = lock_person(penempatan.pegawai, [penempatan.unit_kerja_id], dilihat)
    penempatan_notify([locked.pk])
    post = _reload(penempatan)
    if not locked.penempatan.exclude(pk=post.pk).exists():
        raise ActRefused(_("Ini satu-satunya jabatan %(nama)s. Koreksi saja isinya.") % {"nama": locked.nama})
    before = _before(post)
    units = {post.unit_kerja_id, *([before.unit_kerja_id] if before else [])}
    with NoNewRing(locked, units, post.tmt_mulai, None), pghistory.context(alasan=alasan.strip()):
        until = post.tmt_selesai
        if before is not None:
            again = IsiPenempatan(before.unit_kerja, before.jabatan, before.tmt_mulai, until, memimpin=before.memimpin)
            check_post(locked, again, skip=[post.pk, before.pk])
        post.delete()
        if before is not None:
            before.tmt_selesai = until
            before.save(update_fields=["tmt_selesai"])
