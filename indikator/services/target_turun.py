"""Handing a target down: the same indicator split or copied, or another one that supports it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Pegawai, Penempatan, User
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from indikator.enums import Cascading, SumberData
from indikator.lintasan import due_months, spread_even, spread_like
from indikator.models import Indikator, Pemilik, TargetIndikator
from indikator.selectors.rencana_periksa import closed_months
from indikator.services.target import hold_year


@dataclass(frozen=True, slots=True)
class Bagian:
    """What one receiver is to carry.

    :param indikator: the indicator of the receiver; the one of the target itself when handed down directly.
    """

    penerima: Pemilik
    target: Decimal
    indikator: Indikator
    target_atas: Decimal | None = None


@transaction.atomic
def target_assign(
    *, actor: User, target: TargetIndikator, cara: Cascading, bagian: Sequence[Bagian]
) -> list[TargetIndikator]:
    """Hand a target down: each receiver gets a draft, whose weight the receiver's plan decides.

    The months follow the shape of the target above. A draft of the same indicator that the receiver has already and
    that hangs nowhere is tied to it instead; its figures become those of this part.

    :raises ValidationError: a receiver carries that indicator in another way already; nothing is handed down then.
    :raises ActRefused: nobody was chosen.
    """
    if not bagian:
        raise ActRefused(_("Isi bagian untuk paling sedikit satu penerima."))
    hold_year(target.tahun)
    above = TargetIndikator.objects.select_for_update(of=("self",)).select_related("indikator").get(pk=target.pk)
    closed = closed_months(target.tahun)
    return [_part(above, cara, one, closed) for one in sorted(bagian, key=lambda one: one.penerima.kunci)]


def _part(above: TargetIndikator, cara: Cascading, one: Bagian, closed: frozenset[int]) -> TargetIndikator:
    direct = cara != Cascading.MENDUKUNG
    indikator = above.indikator if direct else one.indikator
    if not direct and indikator.pk == above.indikator_id:
        raise ValidationError(_("Untuk mendukung, pilih indikator lain daripada indikator target ini."))
    part = _existing(above, one, indikator)
    fresh = part is None
    if part is None:
        part = TargetIndikator(
            indikator=indikator,
            tahun=above.tahun,
            unit_kerja=one.penerima.unit_kerja,
            pegawai=one.penerima.pegawai,
            sumber=SumberData.ISIAN,
        )
        part.pengisi = one.penerima.pegawai or _enters(one.penerima)
        if part.pengisi is None:
            words = _("%(unit)s tidak mempunyai pimpinan atau pegawai yang dapat mengisi realisasinya.")
            raise ValidationError(words % {"unit": one.penerima.nama})
    part.induk, part.cascading = above, cara
    part.target, part.target_atas = one.target, one.target_atas
    due = due_months(indikator.periode_pelaporan, closed)
    part.bulanan = _months(above.bulanan, one.target, indikator, due) if direct else _even(one.target, indikator, due)
    part.bulanan_atas = None
    if one.target_atas is not None:
        part.bulanan_atas = _even(one.target_atas, indikator, due)
    part.full_clean(exclude=["bulanan", "bulanan_atas"], validate_unique=False)
    if not fresh:
        part.versi += 1
    part.save()
    return part


def _existing(above: TargetIndikator, one: Bagian, indikator: Indikator) -> TargetIndikator | None:
    found = one.penerima.target().select_for_update(of=("self",)).filter(indikator=indikator).order_by("pk").first()
    if found is None:
        return None
    names = {"siapa": one.penerima.nama, "nama": indikator.nama}
    if not found.dapat_diubah:
        raise ValidationError(_("%(siapa)s sudah mempunyai target %(nama)s yang diajukan atau disetujui.") % names)
    if found.induk_id not in {None, above.pk}:
        raise ValidationError(_("Target %(nama)s milik %(siapa)s sudah diturunkan dari target lain.") % names)
    return found


def _enters(penerima: Pemilik) -> Pegawai | None:
    """Who enters the figures of a unit until somebody else is chosen: its head, else anybody with a post there."""
    posts = Penempatan.objects.on(today()).filter(unit_kerja=penerima.unit_kerja).select_related("pegawai")
    post = posts.order_by("-memimpin", "pegawai__nama", "pk").first()
    return post.pegawai if post else None


def _even(target: Decimal, indikator: Indikator, due: Sequence[int]) -> list[Decimal | None]:
    return spread_even(indikator.agregasi, target, due, indikator.desimal)


def _months(
    shape: Sequence[Decimal | None], target: Decimal, indikator: Indikator, due: Sequence[int]
) -> list[Decimal | None]:
    laid = spread_like(indikator.agregasi, target, due, indikator.desimal, shape)
    return laid if laid is not None else _even(target, indikator, due)
