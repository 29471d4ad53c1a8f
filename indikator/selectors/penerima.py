"""To whom a target may be handed down."""

from binawidya.organisasi.models import Penempatan, UnitKerja
from binawidya.umum.dates import today
from indikator.models import Indikator, Pemilik, TargetIndikator

PALING_BANYAK = 200


def receivers(target: TargetIndikator) -> list[Pemilik]:
    """Sub-units and people of the unit; of a person's target the others of the unit, not its head. Two queries."""
    hari, unit = today(), target.unit_kerja
    found: list[Pemilik] = []
    if target.pegawai_id is None:
        below = UnitKerja.objects.on(hari).filter(induk=unit).order_by("kode", "pk")
        found = [Pemilik(target.tahun, child) for child in below]
    posts = Penempatan.objects.on(hari).filter(unit_kerja=unit).exclude(pegawai=target.pegawai_id)
    if target.pegawai_id is not None:
        posts = posts.exclude(memimpin=True)
    seen: set[int] = set()
    for post in posts.select_related("pegawai").order_by("-memimpin", "pegawai__nama", "pk"):
        if post.pegawai_id not in seen:
            seen.add(post.pegawai_id)
            found.append(Pemilik(target.tahun, unit, post.pegawai))
    return found


def supporting(target: TargetIndikator) -> list[Indikator]:
    """Other indicators of the unit, of those above it and of its sub-units that may support a target."""
    unit = target.unit_kerja
    below = UnitKerja.objects.filter(induk=unit).values("pk")
    rows = Indikator.objects.dipakai(today()).exclude(pk=target.indikator_id)
    near = rows.filter(unit_kerja__in=unit.jalur) | rows.filter(unit_kerja__in=below)
    return [*near.order_by("kode", "pk")[:PALING_BANYAK]]
