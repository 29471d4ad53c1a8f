"""What an SKP says, read in a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass

from binawidya.organisasi.models import Pegawai
from indikator.enums import StatusTarget
from indikator.models import AddendumTarget, TargetIndikator
from kinerja.models import Dokumen, EkspektasiPerilaku, Skp
from kinerja.selectors.pejabat import Kop, Pejabat, letterhead, official, standing, without_post
from kinerja.selectors.perjanjian import approved_changes, plan_day


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
    if dokumen.pegawai is None or dokumen.tahun is None:
        raise ValueError("an SKP without person or year")
    pegawai, tahun = dokumen.pegawai, dokumen.tahun
    targets = [
        *TargetIndikator.objects.filter(pegawai=pegawai, tahun=tahun)
        .select_related("indikator", "unit_kerja", "induk__indikator", "induk__pegawai", "induk__unit_kerja")
        .order_by("tambahan", "induk__indikator__kode", "indikator__kode", "pk")
    ]
    where = standing([pegawai.pk], plan_day(tahun), units={target.unit_kerja_id for target in targets})
    posts = where.pos.get(pegawai.pk, ())
    main = posts[0] if posts else None
    home = main.unit_kerja_id if main else (targets[0].unit_kerja_id if targets else None)
    skp, expected = skp_of(pegawai, tahun)
    return SkpDokumen(
        pegawai=pegawai,
        tahun=tahun,
        kop=letterhead(where.chain(home) if home is not None else ()),
        jabatan=official(main) if main else without_post(pegawai),
        penilai=where.superior(main) if main else None,
        skp=skp,
        ekspektasi=expected,
        utama=tuple(target for target in targets if not target.tambahan),
        tambahan=tuple(target for target in targets if target.tambahan),
        addendum=approved_changes(targets),
    )
