"""Evidence with where else the same file or link was used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from indikator.models import Bukti, Realisasi


@dataclass(frozen=True, slots=True)
class BuktiTerlihat:
    """A piece of evidence, and the sentence that names its other uses."""

    bukti: Bukti
    juga: str


def bukti_terlihat(realisasi: Realisasi) -> list[BuktiTerlihat]:
    """Evidence of an entry in order. Two queries."""
    own = [*realisasi.bukti.order_by("pk")]
    elsewhere = dipakai_lagi(own)
    return [BuktiTerlihat(one, elsewhere.get(one.pk, "")) for one in own]


def dipakai_lagi(evidence: Iterable[Bukti]) -> Mapping[int, str]:
    """Where the same content or address is evidence too, by the id of the evidence. At most one query."""
    rows = [*evidence]
    hashes = {one.sha256 for one in rows if one.sha256}
    links = {one.tautan for one in rows if one.tautan}
    if not hashes and not links:
        return {}
    others = (
        Bukti.objects.filter(Q(sha256__in=hashes) & ~Q(sha256="") | Q(tautan__in=links) & ~Q(tautan=""))
        .exclude(realisasi__in={one.realisasi_id for one in rows})
        .select_related("realisasi__periode", "realisasi__target__indikator")
        .order_by("-pk")[:200]
    )
    found: dict[int, str] = {}
    for one in rows:
        same = next(
            (
                other
                for other in others
                if (one.sha256 and other.sha256 == one.sha256) or (one.tautan and other.tautan == one.tautan)
            ),
            None,
        )
        if same is not None:
            found[one.pk] = _sentence(one, same)
    return found


def _sentence(one: Bukti, other: Bukti) -> str:
    values = {"bulan": other.realisasi.periode, "indikator": other.realisasi.target.indikator.nama}
    if one.oleh_id != other.oleh_id:
        # Whose and for what may be beyond what the reader may see.
        return _("Sama dengan bukti orang lain, %(bulan)s.") % values
    return _("Sudah menjadi bukti %(indikator)s, %(bulan)s.") % values
