"""Draft targets of units: the first figures of a plan, before anybody hands them in."""

from decimal import Decimal
from typing import Any

from binawidya.organisasi.models import Pegawai, Penempatan, UnitKerja
from binawidya.umum.dates import today
from binawidya.umum.numbers import round_half_up
from indikator.enums import BULAN_LAPOR, Agregasi, Polarisasi, StatusTarget, SumberData
from indikator.models import Indikator, TargetIndikator
from indikator.models.lembar import LembarIndikator


def kepala_of(unit_ids: "list[int]") -> dict[int, Pegawai]:
    """Who leads each unit today, or else the nearest one above it. One query."""
    units = {unit.pk: unit for unit in UnitKerja.objects.filter(pk__in=unit_ids)}
    above = {pk for unit in units.values() for pk in unit.jalur}
    posts = Penempatan.objects.on(today()).filter(memimpin=True, unit_kerja__in=above).select_related("pegawai")
    heads = {post.unit_kerja_id: post.pegawai for post in posts.order_by("-pk")}
    found = {}
    for pk, unit in units.items():
        head = next((heads[step] for step in reversed(unit.jalur) if step in heads), None)
        if head is not None:
            found[pk] = head
    return found


def bulanan_rata(lembar: LembarIndikator, target: Decimal) -> list[Decimal | None]:
    """A yearly target over the months in which a report is due: split where months add up, repeated otherwise.

    The parts are rounded so that their running sum keeps pace and the whole is exactly the target.
    """
    months = BULAN_LAPOR[lembar.periode_pelaporan]
    if lembar.agregasi != Agregasi.JUMLAH:
        return [target if bulan in months else None for bulan in range(1, 13)]
    reached = [round_half_up(target * n / len(months), lembar.desimal) for n in range(len(months))] + [target]
    parts = {bulan: reached[place + 1] - reached[place] for place, bulan in enumerate(months)}
    return [parts.get(bulan) for bulan in range(1, 13)]


def draft_of(
    indikator: Indikator, tahun: int, target: Decimal, pengisi: Pegawai | None, **isi: Any
) -> TargetIndikator | None:
    """An unsaved draft target of the unit that owns an indicator.

    :returns: nothing where somebody would have to enter and there is nobody.
    """
    if indikator.sumber == SumberData.ISIAN and pengisi is None:
        return None
    rentang = indikator.polarisasi == Polarisasi.RENTANG
    bulanan = bulanan_rata(indikator, target)
    values: dict[str, Any] = {
        "indikator": indikator,
        "tahun": tahun,
        "unit_kerja": indikator.unit_kerja,
        "pengisi": pengisi if indikator.sumber == SumberData.ISIAN else None,
        "sumber": indikator.sumber,
        "target": target,
        "bulanan": bulanan,
        "target_atas": target if rentang else None,
        "bulanan_atas": bulanan if rentang else None,
        "status": StatusTarget.DRAF,
    }
    return TargetIndikator(**values | isi)


def equal_weights(n: int) -> list[Decimal]:
    """Weights that sum to 100, as equal as whole numbers can be."""
    if not n:
        return []
    part, rest = divmod(100, n)
    return [Decimal(part + (place < rest)) for place in range(n)]
