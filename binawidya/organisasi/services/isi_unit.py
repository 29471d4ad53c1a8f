"""What hangs on a unit that ends: posts go on elsewhere, roles end."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from django.db.models import DateField, ExpressionWrapper, F, IntegerField, Q, Value
from django.db.models.functions import Greatest

from binawidya.organisasi.models import Pegawai, Penempatan, Penugasan, UnitKerja
from binawidya.organisasi.services.penempatan_kabar import penempatan_notify

SEHARI: Final = timedelta(days=1)
_ONE: Final = Value(1, output_field=IntegerField())
# A role that has not begun is taken back: its last day lies before its first.
_NEVER: Final = ExpressionWrapper(F("berlaku_mulai") - _ONE, output_field=DateField())


def move_posts(unit_ids: Collection[int], tujuan: UnitKerja, mulai: date, dasar: str) -> int:
    """Let the posts of units go on in another one from a day on. The people are held in the order of their keys.

    :returns: how many people have a post there now that they had not before.
    """
    held = Q(tmt_selesai=None) | Q(tmt_selesai__gte=mulai)
    posts = Penempatan.objects.filter(held, unit_kerja__in=unit_ids)
    people = {*posts.order_by().values_list("pegawai_id", flat=True)}
    list(Pegawai.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    running = [*posts.filter(tmt_mulai__lt=mulai).order_by("pk")]
    posts.filter(tmt_mulai__gte=mulai).update(unit_kerja=tujuan, memimpin=False)
    Penempatan.objects.filter(pk__in=[post.pk for post in running]).update(tmt_selesai=mulai - SEHARI)
    for post in running:
        # The same post under a new key: what else was recorded of it stays.
        post.pk = None
        post.unit_kerja, post.memimpin = tujuan, False
        post.tmt_mulai, post.dasar = mulai, dasar or post.dasar
    Penempatan.objects.bulk_create(running)
    penempatan_notify(people)
    return len(people)


def end_roles(unit_ids: Collection[int], mulai: date) -> int:
    """End every role over these units the day before; one that was to begin later never begins."""
    held = Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=mulai)
    last = Greatest(Value(mulai - SEHARI, output_field=DateField()), _NEVER)
    return Penugasan.objects.filter(held, unit_kerja__in=unit_ids).update(berlaku_selesai=last)
