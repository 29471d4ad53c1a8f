"""Who may answer for a follow-up: the people of the unit of a survey and below, and whoever leads above it."""

from typing import Final

from django.db.models import Q

from binawidya.organisasi.models import Pegawai, Penempatan
from binawidya.organisasi.selectors.saran import pegawai_labels
from binawidya.umum.dates import today
from survei.models import Survei

# A list to choose from while typing; a name beyond it is typed and stands as written.
PALING_BANYAK: Final = 300


def pelaksana_pilihan(survei: Survei) -> dict[str, Pegawai]:
    """People by the label under which they are chosen, from the top down. Two queries."""
    unit = survei.unit_kerja
    reach = Q(unit_kerja__jalur__contains=[unit.pk]) | Q(unit_kerja__in=unit.jalur, memimpin=True)
    posts = Penempatan.objects.on(today()).filter(reach).order_by("unit_kerja__jalur__len", "unit_kerja__kode", "pk")
    held = posts.select_related("pegawai")[: 2 * PALING_BANYAK]
    people = [*{post.pegawai_id: post.pegawai for post in held}.values()][:PALING_BANYAK]
    labels = pegawai_labels(people)
    return {labels[pegawai.pk]: pegawai for pegawai in people}


def pelaksana_bernama(pilihan: dict[str, Pegawai], teks: str) -> Pegawai | None:
    """The person whose label or whole name was typed, where only one is meant; otherwise it is a post or a team."""
    wanted = " ".join(teks.split()).casefold()
    found = {
        pegawai.pk: pegawai
        for label, pegawai in pilihan.items()
        if wanted in {label.casefold(), pegawai.nama.casefold(), pegawai.nama_lengkap.casefold()}
    }
    return next(iter(found.values())) if len(found) == 1 else None
