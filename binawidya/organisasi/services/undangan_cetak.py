"""The printed list of invitations: made while somebody waits, stored nowhere."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import CaraUndangan, JenisPenempatan
from binawidya.organisasi.models import Pegawai, Penempatan, UnitKerja, User
from binawidya.organisasi.models.pegawai import PegawaiQuerySet
from binawidya.organisasi.reports import undangan_html
from binawidya.organisasi.services.undangan import new_codes, undangan_create
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from binawidya.umum.numbers import format_angka
from binawidya.umum.pdf_process import render_apart

# More slips than one person cuts in an afternoon, and no more than a page may wait for.
MAX_SLIP: Final = 500


def _with_units(people: PegawaiQuerySet) -> list[tuple[Pegawai, UnitKerja | None]]:
    """The people with the unit of their main post, unit after unit as in the tree, then by name."""
    chosen = {pegawai.pk: pegawai for pegawai in people.select_related("user").order_by("pk")[: MAX_SLIP + 1]}
    posts = (
        Penempatan.objects.on(today())
        .filter(pegawai__in=chosen, jenis=JenisPenempatan.DEFINITIF)
        .select_related("unit_kerja")
        .order_by("pk")
    )
    units = {post.pegawai_id: post.unit_kerja for post in posts}
    found = [(pegawai, units.get(pk)) for pk, pegawai in chosen.items()]
    return sorted(found, key=lambda one: (one[1].kode if one[1] else "", one[0].nama, one[0].pk))


def undangan_print(*, actor: User, people: PegawaiQuerySet, alamat: str, atur_ulang: bool = False) -> bytes:
    """A PDF with a slip for each of these people; the codes they had before open nothing any more.

    The document is made first: when that fails, the old codes still work.

    :param people: only those who can be invited.
    :param alamat: scheme and host of the site.
    :raises ActRefused: nobody, or more than :data:`MAX_SLIP`.
    """
    chosen = _with_units(people)
    if not chosen:
        raise ActRefused(_("Tidak ada undangan yang perlu dicetak. Muat ulang daftarnya."))
    if len(chosen) > MAX_SLIP:
        raise ActRefused(
            _("Satu daftar cetak memuat paling banyak %(n)s orang. Saring menurut unit, lalu cetak satu per satu.")
            % {"n": format_angka(MAX_SLIP)}
        )
    user_ids = [pegawai.user_id for pegawai, _unit in chosen if pegawai.user_id is not None]
    codes, sampai = new_codes(user_ids, CaraUndangan.CETAK)
    html = undangan_html(chosen, codes, alamat=alamat, sampai=sampai, dibuat=timezone.now())
    content = render_apart(html, title="undangan")
    with transaction.atomic():
        invited = undangan_create(
            actor=actor, codes=codes, cara=CaraUndangan.CETAK, sampai=sampai, atur_ulang=atur_ulang
        )
        if invited != codes.keys():
            raise ActRefused(_("Seseorang dari daftar ini baru saja memakai akunnya. Muat ulang, lalu cetak lagi."))
    return content
