"""What the score of a month, quarter or half-year is made of: computed when somebody asks, and not stored."""

from django.db.models import Q

from indikator.models import TargetIndikator
from indikator.services.capaian import capaian_rentang
from kinerja.models import SkorBerkala
from kinerja.selectors.skor import BarisPoin, bagian_bobot, faktor_mutu, masa_jabatan


def skor_rentang_calculate(skor: SkorBerkala) -> list[BarisPoin]:
    """The targets that count in a score of a range, heaviest first; their points add up to it.

    At most five queries, whatever the number of targets.
    """
    owner = Q(pegawai=skor.pegawai_id) if skor.pegawai_id else Q(pegawai=None, unit_kerja=skor.unit_kerja_id)
    targets = (
        TargetIndikator.objects.berlaku(skor.tahun).filter(owner).select_related("indikator", "unit_kerja").in_bulk()
    )
    found = capaian_rentang(target_ids=[*targets], periode=skor.periode, kebijakan=skor.kebijakan, awal=skor.awal)
    for row in found:
        row.target = targets[row.target_id]
    units = {row.target.unit_kerja_id for row in found}
    masa = masa_jabatan(skor.pegawai_id, skor.periode, units, skor.awal) if skor.pegawai_id else dict.fromkeys(units, 1)
    faktor = faktor_mutu(found, skor.periode) if skor.kebijakan.bobot_mutu else {}
    rows = [
        BarisPoin(row, None if share is None or row.capaian is None else row.capaian * share, share)
        for row, share in zip(found, bagian_bobot(found, masa, faktor), strict=True)
    ]
    return sorted(rows, key=lambda row: (-row.capaian.target.bobot, row.capaian.target.indikator.kode))
