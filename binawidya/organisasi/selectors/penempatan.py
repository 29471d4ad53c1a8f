"""Posts of one person for the history page and for acts on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.crypto import salted_hmac

from binawidya.organisasi.models import Pegawai, Penempatan, PerubahanStatus
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.umum.dates import today

_SALT: Final = "organisasi.penempatan"


@dataclass(frozen=True, slots=True)
class BarisRiwayat:
    """One post in a person's history, and where it stands today."""

    pos: Penempatan
    kini: bool
    nanti: bool


def posts_of(pegawai: Pegawai) -> list[Penempatan]:
    """All posts of a person, the latest first."""
    return [
        *pegawai.penempatan.select_related("unit_kerja__induk", "jabatan", "atasan").order_by(
            "-tmt_mulai", "jenis", "-pk"
        )
    ]


def main_post(posts: Sequence[Penempatan], tanggal: date) -> Penempatan | None:
    """The definitive post on a date."""
    return next((post for post in posts if post.adalah_definitif and post.holds_on(tanggal)), None)


def movable_post(posts: Sequence[Penempatan], tanggal: date) -> Penempatan | None:
    """The definitive post out of which somebody is moved: that of today, else the first to come."""
    coming = [post for post in posts if post.adalah_definitif and post.tmt_mulai > tanggal]
    return main_post(posts, tanggal) or (coming[-1] if coming else None)


def acting_posts(posts: Sequence[Penempatan], tanggal: date) -> list[Penempatan]:
    """The posts as Plt. or Plh. on a date."""
    return [post for post in posts if not post.adalah_definitif and post.holds_on(tanggal)]


def riwayat_baris(posts: Sequence[Penempatan]) -> list[BarisRiwayat]:
    """The history as lines of a table."""
    hari_ini = today()
    return [BarisRiwayat(post, post.holds_on(hari_ini), post.tmt_mulai > hari_ini) for post in posts]


def posts_mark(pegawai_id: int) -> str:
    """A fingerprint of every post of a person: what somebody saw before acting on them."""
    rows = Penempatan.objects.filter(pegawai_id=pegawai_id).order_by("pk")
    values = rows.values_list(
        "pk", "unit_kerja_id", "jabatan_id", "jenis", "memimpin", "atasan_id", "tmt_mulai", "tmt_selesai", "dasar"
    )
    return salted_hmac(_SALT, repr([pegawai_id, *values])).hexdigest()[:32]


def special_subordinates(pegawai: Pegawai, tanggal: date) -> list[str]:
    """Names of those who have this person as a superior by name on a date or later."""
    rows = (
        Penempatan.objects.filter(atasan=pegawai)
        .exclude(tmt_selesai__lt=tanggal)
        .exclude(pegawai=pegawai)
        .order_by("pegawai__nama", "pegawai")
        .values_list("pegawai__nama", flat=True)
    )
    return [*dict.fromkeys(rows)]


def coming_status(pegawai: Pegawai) -> PerubahanStatus | None:
    """The next change of status that still waits for its day."""
    return pegawai.perubahan_status.filter(diterapkan=False).order_by("tmt").first()


def superior_on(pegawai: Pegawai, tanggal: date) -> Pegawai | None:
    """Who was, is or will be the superior of a person on a date. Two queries."""
    found = atasan_of([pegawai.pk], tanggal).get(pegawai.pk)
    return Pegawai.objects.filter(pk=found).first() if found else None


def leading_posts(posts: Sequence[Penempatan], tanggal: date) -> list[Penempatan]:
    """The posts through which somebody leads a unit on a date."""
    return [post for post in posts if post.memimpin and post.holds_on(tanggal)]
