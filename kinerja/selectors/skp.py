"""What an SKP says, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from binawidya.organisasi.models import Pegawai
from indikator.enums import StatusTarget
from indikator.models import AddendumTarget, TargetIndikator
from kinerja.models import Dokumen, EkspektasiPerilaku, Skp
from kinerja.selectors.pejabat import Kedudukan, Kop, Pejabat, letterhead, official, standing, without_post
from kinerja.selectors.perjanjian import changes_of, in_time, plan_day


@dataclass(frozen=True, slots=True)
class SkpDokumen:
    """The plan of a person for a year.

    :param penilai: the pejabat penilai kinerja, the superior of the post.
    """

    pegawai: Pegawai
    tahun: int
    kop: Kop
    jabatan: Pejabat
    penilai: Pejabat | None
    skp: Skp
    ekspektasi: Mapping[str, str]
    utama: tuple[TargetIndikator, ...]
    tambahan: tuple[TargetIndikator, ...]
    addendum: tuple[AddendumTarget, ...]

    @property
    def belum_disetujui(self) -> int:
        return sum(target.status != StatusTarget.DISETUJUI for target in (*self.utama, *self.tambahan))


def skp_of(pegawai: Pegawai, tahun: int) -> tuple[Skp, dict[str, str]]:
    """The annex of a person's SKP and what is expected; an empty one while nothing was written."""
    found = Skp.objects.filter(pegawai=pegawai, tahun=tahun).first()
    if found is None:
        return Skp(pegawai=pegawai, tahun=tahun), {}
    rows = EkspektasiPerilaku.objects.filter(skp=found).order_by("pk").values_list("perilaku", "isi")
    return found, dict(rows)


def skp_dokumen(dokumen: Dokumen) -> SkpDokumen:
    """Gather the SKP of a person."""
    return skp_banyak([dokumen])[dokumen.pk]


def skp_banyak(documents: Sequence[Dokumen]) -> dict[int, SkpDokumen]:
    """Gather the SKP of many people for one year, by document: as many queries for one as for a thousand."""
    year = next((dokumen.tahun for dokumen in documents if dokumen.tahun is not None), None)
    if year is None or any(dokumen.pegawai is None for dokumen in documents):
        raise ValueError("an SKP without person or year")
    ids = [dokumen.pegawai_id for dokumen in documents if dokumen.pegawai_id is not None]
    targets: dict[int | None, list[TargetIndikator]] = defaultdict(list)
    found = TargetIndikator.objects.filter(pegawai__in=ids, tahun=year).select_related(
        "indikator", "unit_kerja", "induk__indikator", "induk__pegawai", "induk__unit_kerja"
    )
    for target in found.order_by("tambahan", "induk__indikator__kode", "indikator__kode", "pk"):
        targets[target.pegawai_id].append(target)
    every = [target for rows in targets.values() for target in rows]
    where = standing(ids, plan_day(year), units={target.unit_kerja_id for target in every})
    annexes = {skp.pegawai_id: skp for skp in Skp.objects.filter(pegawai__in=ids, tahun=year)}
    expected = ekspektasi_of(ids, year)
    changes = changes_of(every)
    return {
        dokumen.pk: _satu(dokumen, year, targets[dokumen.pegawai_id], where, annexes, expected, changes)
        for dokumen in documents
    }


def ekspektasi_of(pegawai_ids: Collection[int], tahun: int) -> dict[int, dict[str, str]]:
    """What the SKP of these people expect of their conduct, by person and value. One query."""
    found: dict[int, dict[str, str]] = {}
    rows = EkspektasiPerilaku.objects.filter(skp__pegawai__in=pegawai_ids, skp__tahun=tahun).order_by("pk")
    for person, perilaku, isi in rows.values_list("skp__pegawai", "perilaku", "isi"):
        found.setdefault(person, {})[perilaku] = isi
    return found


def _satu(
    dokumen: Dokumen,
    tahun: int,
    targets: Sequence[TargetIndikator],
    where: Kedudukan,
    annexes: Mapping[int, Skp],
    expected: Mapping[int, Mapping[str, str]],
    changes: Mapping[int, Sequence[AddendumTarget]],
) -> SkpDokumen:
    pegawai = dokumen.pegawai
    if pegawai is None:
        raise ValueError("an SKP without person")
    posts = where.pos.get(pegawai.pk, ())
    main = posts[0] if posts else None
    home = main.unit_kerja_id if main else (targets[0].unit_kerja_id if targets else None)
    return SkpDokumen(
        pegawai=pegawai,
        tahun=tahun,
        kop=letterhead(where.chain(home) if home is not None else ()),
        jabatan=official(main) if main else without_post(pegawai),
        penilai=where.superior(main) if main else None,
        skp=annexes.get(pegawai.pk) or Skp(pegawai=pegawai, tahun=tahun),
        ekspektasi=expected.get(pegawai.pk, {}),
        utama=tuple(target for target in targets if not target.tambahan),
        tambahan=tuple(target for target in targets if target.tambahan),
        addendum=in_time(targets, changes),
    )
